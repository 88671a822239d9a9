"""Compose the sample ward's papers from `tests/samples/sources` into `src/thidua/jobs/sample/papers`.

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
from collections.abc import Iterator
from datetime import datetime
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
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from PIL import Image, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "tests" / "samples" / "sources"
PAPERS = ROOT / "src" / "thidua" / "jobs" / "sample" / "papers"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
STAMP = datetime(2026, 1, 20, 8, 0)  # fixed, so that the same source gives the same bytes
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
LEVELS = {"I": (0, "upperRoman", "%1."), "1": (1, "decimal", "%2."), "a": (2, "lowerLetter", "%3)")}
COLUMNS = {5: (1.1, 4.4, 4.6, 4.3, 2.4), 6: (1.1, 5.6, 2.1, 1.8, 1.8, 4.4)}  # centimetres, by number of columns


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


def add_numbering(paper: Paper) -> None:
    """Two lists of Word's own: 90 is I. / 1. / a) in three levels, 91 is (1), (2) ... through the whole paper."""
    root = paper.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, form, text in LEVELS.values()
    )
    single = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
        '<w:lvlText w:val="(%1)"/><w:lvlJc w:val="left"/></w:lvl>'
    )
    firsts = root.findall(qn("w:num"))
    for key, content, kind in ((90, levels, "multilevel"), (91, single, "singleLevel")):
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="{kind}"/>'
            f"{content}</w:abstractNum>"
        )
        firsts[0].addprevious(abstract) if firsts else root.append(abstract)
    for key in (90, 91):
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'),
        )


def number(paragraph: Paragraph, mark: str) -> None:
    """Let Word count this paragraph: its number is nowhere in the text."""
    level, key = (0, 91) if mark == "(1)" else (LEVELS[mark][0], 90)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>',
        )
    )


def add_footnotes(paper: Paper, notes: list[str]) -> None:
    """The footnotes part that python-docx does not know; note n has the id n (0 and -1 are Word's own lines)."""
    own = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    size = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="20"/></w:rPr>'
    texts = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r>{size}<w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:footnote>'
        for n, note in enumerate(notes, 1)
    )
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{own}{texts}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob.encode(), paper.part.package)
    paper.part.relate_to(part, RT.FOOTNOTES)


def write(paragraph: Paragraph, text: str, *, size: float = 14, bold: bool = False, italic: bool = False) -> None:
    """Add the text in one typeface; a footnote mark in it becomes a real reference with the next id of the paper."""
    pieces = re.split(r"\[\^(.*?)\^\]", text)
    for i, piece in enumerate(pieces):
        run = paragraph.add_run("" if i % 2 else piece)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if i % 2:
            run.font.superscript = True
            run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))


def line(cell: _Cell, text: str, *, size: float, bold: bool = False, italic: bool = False, align: int = 1) -> None:
    paragraph = cell.paragraphs[0] if not cell.text else cell.add_paragraph()
    paragraph.alignment = ALIGN(align)
    write(paragraph, text, size=size, bold=bold, italic=italic)


def rule(paragraph: Paragraph, side: float) -> None:
    """A thin line under the paragraph, drawn in by `side` centimetres from both edges, as the head of a paper has."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(side)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    )


def add_head(paper: Paper, head: dict[str, list[str]]) -> None:
    """Two columns without borders (decree 30/2020, annex I), then the name of the kind and the title."""
    table = paper.add_table(rows=2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(6.8), Cm(10.2)
    left, right = table.rows[0].cells
    above, below = head["issuer"][0].split(" / ")
    line(left, above, size=13, bold=above.startswith("ỦY"))
    line(left, below, size=13, bold=True)
    rule(left.paragraphs[-1], 2)
    line(right, MOTTO[0], size=13, bold=True)
    line(right, MOTTO[1], size=14, bold=True)
    rule(right.paragraphs[-1], 1.9)
    line(table.rows[1].cells[0], f"Số: {head['number'][0]}", size=13)
    line(table.rows[1].cells[1], head["place"][0], size=14, italic=True)
    for text in (head["kind"][0], head["title"][0]):
        title = paper.add_paragraph()
        title.alignment = ALIGN.CENTER
        write(title, text, bold=True)
    rule(title, 6)


def add_foot(paper: Paper, head: dict[str, list[str]]) -> None:
    """Recipients on the left, signature on the right, both in one borderless table."""
    table = paper.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Cm(8.7), Cm(8.3)
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=0)
    for name in head["to"]:
        line(left, f"- {name}", size=11, align=0)
    for text in head["sign"][0].split(" / ") + head.get("post", []):
        line(right, text, size=14, bold=True)
    for _ in range(3):
        right.add_paragraph()
    closing = right.add_paragraph()
    closing.alignment = ALIGN.CENTER
    write(closing, head["name"][0], bold=True)


def add_table(paper: Paper, rows: list[list[str]]) -> None:
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    for n, row in enumerate(rows):
        for cell, text, width in zip(table.add_row().cells, row, COLUMNS[len(row)], strict=True):
            cell.width = Cm(width)
            line(cell, text, size=12, bold=n == 0, align=1 if n == 0 or len(text) < 5 else 0)
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
        if mark in (*LEVELS, "(1)"):
            number(paragraph, mark)
        write(paragraph, text, bold=mark in ("B", "I", "1", "A"), italic=mark in ("c", "A~"))
        yield from re.findall(r"\[\^(.*?)\^\]", text)


def set_page(paper: Paper, spacing: float) -> None:
    """A4, margins and page number (top, centred, from page 2) of decree 30/2020; `spacing` is points after a line."""
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
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


def compose(source: Path, target: Path, *, spacing: float = 6) -> None:
    """Write the source as a Word file with fixed times inside, so that nothing but the source changes it."""
    head, body = read_source(source)
    paper = Document()
    set_page(paper, spacing)
    add_numbering(paper)
    add_head(paper, head)
    notes = list(add_body(paper, head, body))
    if notes:
        add_footnotes(paper, notes)
    core = paper.core_properties
    core.author, core.title, core.comments = "Phường Bến Ngọc (hư cấu)", head["title"][0], "Văn bản mẫu, mọi tên đều hư cấu"
    core.created = core.modified = STAMP
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.docx"
        paper.save(str(raw))
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, STAMP.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)


def to_pdf(docx: Path, folder: Path) -> Path:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(docx)], check=True, capture_output=True, timeout=180)
    return folder / f"{docx.stem}.pdf"


def to_scan(pdf: Path, target: Path, folder: Path) -> None:
    """One page as an office scanner gives it: 170 dpi, turned by 0.7 degrees, grey, soft, with specks; 16 greys."""
    subprocess.run(["pdftoppm", "-r", "170", "-gray", "-png", str(pdf), str(folder / "page")], check=True)
    pages = sorted(folder.glob("page*.png"))
    if len(pages) != 1:
        raise ValueError(f"the block plan must fit on one page, it has {len(pages)}")
    page = Image.open(pages[0]).convert("L")
    page = page.rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.5))
    width, height = page.size
    dust = Image.frombytes("L", (width // 2, height // 2), _noise(width // 2 * (height // 2)))
    dust = dust.resize(page.size, Image.Resampling.BILINEAR)
    page = Image.blend(page, dust, 0.16)
    page.quantize(8, dither=Image.Dither.NONE).save(target, optimize=True, dpi=(170, 170))


def _noise(length: int) -> bytes:
    """Grey between 150 and 255 from a small generator of fixed seed: the same scan on every machine."""
    state, out = 20260306, bytearray()
    for _ in range(length):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(150 + (state >> 16) % 106)
    return bytes(out)


def main() -> int:
    PAPERS.mkdir(parents=True, exist_ok=True)
    for name in ("ke-hoach-2026", "ke-hoach-thanh-pho"):
        compose(SOURCES / f"{name}.txt", PAPERS / f"{name}.docx")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, spacing in (("chuyen-de-2026-2030", 6), ("khoi-thi-dua-01", 2)):
            compose(SOURCES / f"{name}.txt", folder / f"{name}.docx", spacing=spacing)
            to_pdf(folder / f"{name}.docx", folder)
        shutil.copy(folder / "chuyen-de-2026-2030.pdf", PAPERS)
        to_scan(folder / "khoi-thi-dua-01.pdf", PAPERS / "khoi-thi-dua-01.png", folder)
    for path in sorted(PAPERS.iterdir()):
        print(f"{path.name:32}{path.stat().st_size:>9} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
