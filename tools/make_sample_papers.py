"""Compose the sample ward's papers from `tests/papers/samples/sources` into `src/thidua/jobs/sample/papers`.

A developer's tool: needs python-docx, LibreOffice Writer (`soffice`) and poppler (`pdftoppm`). The produced files are
committed; the program never runs this. Marks at the start of a source line:

`@key` head of the paper · `c>` căn cứ · `B>` bold, number typed · `I>` `1>` `a>` `(1)>` numbered by Word itself ·
`A>` `A~` annex titles · `T|` table row · `---` annex on a new page · `[^ ^]` footnote · none: a paragraph as typed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PIL import Image, ImageChops, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "tests" / "papers" / "samples" / "sources"
PAPERS = ROOT / "src" / "thidua" / "jobs" / "sample" / "papers"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
STAMP = datetime(2026, 1, 20, 8, 0, tzinfo=UTC)  # fixed, so that the same source gives the same bytes
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
LEVELS = {"I": (0, "upperRoman", "%1."), "1": (1, "decimal", "%2."), "a": (2, "lowerLetter", "%3)")}
LISTS = {"I": 90, "1": 90, "a": 90, "(1)": 91}
WIDTHS = {5: (1.1, 4.2, 4.4, 4.3, 2.5), 6: (1.1, 5.4, 2.1, 1.8, 1.8, 4.3)}  # centimetres, by number of columns


def read_source(path: Path) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Head values by key (a repeated key makes a list) and body lines as (mark, text); the mark of plain text is ''."""
    head: dict[str, list[str]] = {}
    body: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            head.setdefault(key, []).append(value)
        elif line == "---":
            body.append(("---", ""))
        else:
            mark = re.match(r"(c>|B>|I>|1>|a>|\(1\)>|A>|A~|T\|) ?", line)
            body.append((mark[1].rstrip(">|") if mark else "", line[mark.end() :] if mark else line))
    return head, body


def level(place: int, form: str, text: str) -> str:
    bold = "" if form == "lowerLetter" or "(" in text else "<w:rPr><w:b/></w:rPr>"
    shape = f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr>{bold}</w:lvl>'
    count = f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
    return f'{count}<w:lvlText w:val="{text}"/>{shape}'


def add_numbering(paper: Paper) -> None:
    """Two lists of Word's own: 90 is I. / 1. / a) in three levels, 91 is (1), (2) ... through the whole paper."""
    root = paper.part.numbering_part.element
    first = root.find(qn("w:num"))
    for key, levels in ((90, LEVELS.values()), (91, [(0, "decimal", "(%1)")])):
        space, content = nsdecls("w"), "".join(level(*values) for values in levels)
        first.addprevious(parse_xml(f'<w:abstractNum {space} w:abstractNumId="{key}">{content}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {space} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))


def add_footnote(paper: Paper, note: str) -> None:
    """The footnotes part that python-docx does not know, with note 1 (0 and -1 are Word's own lines)."""
    parts = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    size = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="20"/></w:rPr>'
    parts += (
        '<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r>{size}<w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:footnote>'
    )
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{parts}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob.encode(), paper.part.package)
    paper.part.relate_to(part, RT.FOOTNOTES)


def write(paragraph: Paragraph, text: str, *, size: float = 0, bold: bool = False, italic: bool = False) -> None:
    """Add the text; size 0 is the size of the paper. A footnote mark becomes a real reference, to note 1."""
    pieces = re.split(r"\[\^(.*?)\^\]", text)
    for i, piece in enumerate(pieces):
        run = paragraph.add_run("" if i % 2 else piece)
        run.bold, run.italic = bold, italic
        if size:
            run.font.size = Pt(size)
        if i % 2:
            run.font.superscript = True
            run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))


def columns(table: Table, widths: Sequence[float]) -> None:
    """Fix the widths (centimetres) for Word, which reads the cells, and for LibreOffice, which reads the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def line(cell: _Cell, text: str, *, size: float, bold: bool = False, italic: bool = False, align: int = 1) -> None:
    paragraph = cell.paragraphs[0] if not cell.text else cell.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = ALIGN(align), Pt(0)
    write(paragraph, text, size=size, bold=bold, italic=italic)


def rule(place: _Cell | Paper, width: float, side: float) -> None:
    """A thin line below what stands there, `side` of `width` centimetres free on both sides; no text in it."""
    paragraph = place.add_paragraph()
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>')
    )
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Cm(width * side)
    shape.line_spacing, shape.space_after = Pt(3), Pt(8)


def add_head(paper: Paper, head: dict[str, list[str]]) -> None:
    """Two columns without borders (decree 30/2020, annex I), then the name of the kind and the title."""
    table = paper.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    columns(table, (6.9, 10.1))
    left, right = table.rows[0].cells
    above, below = head["issuer"][0].split(" / ")
    line(left, above, size=13, bold=above.startswith("ỦY"))
    line(left, below, size=13, bold=True)
    rule(left, 6.9, 0.33)
    line(right, MOTTO[0], size=13, bold=True)
    line(right, MOTTO[1], size=14, bold=True)
    rule(right, 10.1, 0.21)
    line(table.rows[1].cells[0], f"Số: {head['number'][0]}", size=13)
    line(table.rows[1].cells[1], head["place"][0], size=14, italic=True)
    for text, space in ((head["kind"][0], 14), (head["title"][0], 0)):
        title = paper.add_paragraph()
        title.paragraph_format.space_before = Pt(space)
        title.alignment, title.paragraph_format.space_after = ALIGN.CENTER, Pt(0)
        write(title, text, bold=True)
    rule(paper, 16.5, 0.38)


def add_foot(paper: Paper, head: dict[str, list[str]]) -> None:
    """Recipients on the left, signature on the right, both in one borderless table."""
    table = paper.add_table(rows=1, cols=2)
    columns(table, (7.2, 9.3))
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=0)
    for name in head["to"]:
        line(left, f"- {name}", size=11, align=0)
    for text in head["sign"][0].split(" / ") + head.get("post", []):
        line(right, text, size=13, bold=True)
    for _ in range(3):
        right.add_paragraph()
    closing = right.add_paragraph()
    closing.alignment = ALIGN.CENTER
    write(closing, head["name"][0], bold=True)


def add_table(paper: Paper, rows: list[list[str]]) -> None:
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for n, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            line(cell, text, size=12, bold=n == 0, align=1 if n == 0 or len(text) < 5 else 0)
    columns(table, WIDTHS[len(rows[0])])
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def add_body(paper: Paper, head: dict[str, list[str]], body: list[tuple[str, str]]) -> Iterator[str]:
    """Write every paragraph and table; yield the footnotes found. The signature stands before the annex."""
    rows: list[list[str]] = []
    for mark, text in [*body, ("end", "")]:
        if mark == "T":
            rows.append(text.split(" | "))
            continue
        if rows:
            add_table(paper, rows)
            rows = []
        if mark == "---" or (mark == "end" and ("---", "") not in body):
            add_foot(paper, head)
        if mark == "---":
            paper.add_section(WD_SECTION.NEW_PAGE)
        if mark in ("---", "end"):
            continue
        paragraph = paper.add_paragraph()
        if mark in ("A", "A~"):
            paragraph.alignment = ALIGN.CENTER
        else:
            paragraph.alignment, paragraph.paragraph_format.first_line_indent = ALIGN.JUSTIFY, Cm(1)
        if mark in LISTS:
            counted = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # the number is nowhere in the text
            counted.get_or_add_ilvl().val, counted.get_or_add_numId().val = LEVELS.get(mark, (0,))[0], LISTS[mark]
        paragraph.paragraph_format.keep_with_next = mark in ("B", "I", "1", "A")
        write(paragraph, text, bold=mark in ("B", "I", "1", "A"), italic=mark in ("c", "A~"))
        yield from re.findall(r"\[\^(.*?)\^\]", text)


def set_page(paper: Paper, *, spacing: float, size: float) -> None:
    """A4, margins and page number (top, centred, from page 2) of decree 30/2020; `spacing` is points after a line."""
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(spacing), Pt(0)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.different_first_page_header_footer = True
    top = section.header.paragraphs[0]
    top.alignment = ALIGN.CENTER
    top._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'))


def compose(source: Path, target: Path, *, spacing: float = 6, size: float = 14) -> None:
    """Write the source as a Word file with fixed times inside, so that nothing but the source changes it."""
    head, body = read_source(source)
    paper = Document()
    set_page(paper, spacing=spacing, size=size)
    add_numbering(paper)
    add_head(paper, head)
    notes = list(add_body(paper, head, body))
    if notes:
        (note,) = notes  # write() refers to note 1 only
        add_footnote(paper, note)
    core = paper.core_properties
    core.author, core.title, core.comments = (
        "Phường Bến Ngọc (hư cấu)",
        head["title"][0],
        "Văn bản mẫu, mọi tên đều hư cấu",
    )
    core.created = core.modified = STAMP
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.docx"
        paper.save(str(raw))
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, STAMP.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)


def to_scan(pdf: Path, target: Path, folder: Path) -> None:
    """One page as an office scanner gives it: 170 dpi, turned by 0.7 degrees, soft, with grey specks; six greys."""
    subprocess.run(["pdftoppm", "-r", "170", "-gray", "-png", str(pdf), str(folder / "page")], check=True)
    pages = sorted(folder.glob("page*.png"))
    if len(pages) != 1:
        raise ValueError(f"the block plan must fit on one page, it has {len(pages)}")
    page = Image.open(pages[0]).convert("L")
    page = page.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.5))
    width, height = page.size[0] // 2, page.size[1] // 2
    dust = Image.frombytes("L", (width, height), specks(width * height))
    page = ImageChops.multiply(page, dust.resize(page.size, Image.Resampling.BILINEAR))
    page.point([min(255, (v + 25) // 51 * 51) for v in range(256)]).quantize(6).save(
        target, optimize=True, dpi=(170, 170)
    )


def specks(length: int) -> bytes:
    """Paper white with a grey speck in 400 dots, by a small generator: the same scan on every machine."""
    state, out = 20260306, bytearray()
    for _ in range(length):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        grey = state >> 16
        out.append(255 if grey % 400 else 90 + grey // 400 % 80)
    return bytes(out)


def main() -> int:
    PAPERS.mkdir(parents=True, exist_ok=True)
    for name in ("ke-hoach-2025", "ke-hoach-2026", "ke-hoach-thanh-pho"):
        compose(SOURCES / f"{name}.txt", PAPERS / f"{name}.docx")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, spacing, size in (("chuyen-de-2026-2030", 6, 14), ("khoi-thi-dua-01", 2, 13)):
            compose(SOURCES / f"{name}.txt", folder / f"{name}.docx", spacing=spacing, size=size)
            office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
            command = [*office, "--outdir", str(folder), str(folder / f"{name}.docx")]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
        shutil.copy(folder / "chuyen-de-2026-2030.pdf", PAPERS)
        to_scan(folder / "khoi-thi-dua-01.pdf", PAPERS / "khoi-thi-dua-01.png", folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
