"""Words of a Word file changed in their places: the named words, and nothing else of the file."""

from __future__ import annotations

import re
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from amended_papers import (
    NOTES,
    amended,
    bare,
    box,
    changed,
    field,
    others,
    paper,
    paragraph,
    run,
    table,
    xml,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.paper_parts import docx_parts, zipped
from thidua.core.papers.text_changes import Marking, TextChange, apply_changes, change_at, may_change
from thidua.formats.child import amend_docx_limited, office
from thidua.formats.docx import amend_docx, linearise_docx
from thidua.formats.refusals import Refusal

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted([*ROOT.glob("tests/papers/**/*.docx"), *ROOT.glob("src/thidua/jobs/sample/papers/*.docx")])
SHOWN = Marking("Phường Bến Ngọc", datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
BOLD, ITALIC = "<w:b/>", "<w:i/>"


def refused(data: bytes, before: str, after: str = "khác", marking: Marking | None = None) -> str:
    with pytest.raises(Refusal) as caught:
        amend_docx(data, [changed(data, before, after)], marking)
    return caught.value.text


def test_words_over_split_runs_take_the_look_of_the_first() -> None:
    data = paper(paragraph(run("Các tổ "), run("Ph", BOLD), run("ần đ", ITALIC), run("ầu trồng cây")))
    done = amended(data, ("Phần đầu", "Phấn đấu"))
    assert linearise_docx(done).text == "Các tổ Phấn đấu trồng cây"
    assert '<w:b/></w:rPr><w:t xml:space="preserve">Phấn đấu</w:t>' in xml(done)
    assert bare(done) == bare(data)
    assert list(others(done)) == list(others(data))


def test_only_the_words_that_differ_are_touched() -> None:
    data = paper(paragraph(run("Phần đầu "), run("trồng cây", BOLD)))
    done = amended(data, ("Phần đầu trồng cây", "Phấn đấu trồng cây"))
    assert '<w:b/></w:rPr><w:t xml:space="preserve">trồng cây</w:t>' in xml(done)


def test_links_tables_notes_boxes_and_headers() -> None:
    body = (
        paragraph(run("Xem "), f'<w:hyperlink r:id="x">{run("trang của của phường")}</w:hyperlink>')
        + paragraph(run("Bể nước"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" của xã"))
        + table(
            (paragraph(run("TT")), paragraph(run("Chỉ  tiêu ")), paragraph(run("Đơn vị"))),
            (paragraph(run("1")), paragraph(run("Hộ dùng")) + paragraph(run("nước xạch")), paragraph(run("Tổ 1"))),
        )
        + paragraph(run("Ngoài khung"), box(paragraph(run("trong khung xã")), paragraph(run("trong khung xã"))))
        + '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>'
    )
    data = paper(body, footnotes=NOTES, header1=paragraph(run("Phụ lục kèm kế hoach")))
    pairs = [
        ("của của", "của"),
        ("của xã", "của phường"),
        ("Chỉ tiêu", "Tên chỉ tiêu"),
        ("nước xạch", "nước sạch"),
        ("khung xã", "khung phường"),
        ("về nước sạch", "về nước uống"),
        ("kế hoach", "kế hoạch"),
    ]
    done = amended(data, *pairs)
    assert linearise_docx(done).text.split("\n") == [
        "Phụ lục kèm kế hoạch",
        "Xem trang của phường",
        "Bể nước<sup>1</sup> của phường",
        "<sup>1</sup> Chỉ thị về nước uống",
        "TT\tTên chỉ tiêu\tĐơn vị",
        "1\tHộ dùng nước sạch\tTổ 1",
        "Ngoài khung",
        "trong khung phường",
    ]
    assert xml(done).count("khung phường") == 2, "the old form of the box must say the same"
    for part in ("word/document.xml", "word/footnotes.xml", "word/header1.xml"):
        assert bare(done, part) == bare(data, part)


def test_what_stands_between_the_letters_stays() -> None:
    between = (
        '<w:bookmarkStart w:id="7" w:name="m"/>',
        '<w:commentRangeStart w:id="3"/>',
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
        run("ẩn", "<w:vanish/>"),
        "<w:r><w:drawing/></w:r>",
    )
    data = paper(paragraph(run("giữ "), run("Phần"), *between, run(" đầu"), run(" giữ")))
    for marking in (None, SHOWN):
        done = amend_docx(data, [changed(data, "Phần đầu", "Phấn đấu")], marking)
        assert linearise_docx(done).text == "giữ Phấn đấu giữ"
        for piece in ("bookmarkStart", "commentRangeStart", ">bỏ<", ">ẩn<", "drawing"):
            assert piece in xml(done)


def test_taking_words_out_leaves_their_run() -> None:
    data = paper(paragraph(run("một "), run("hai ", BOLD), run("ba")))
    done = amend_docx(data, [changed(data, "hai ", "")])
    assert linearise_docx(done).text == "một ba" and bare(done) == bare(data)


def test_marks_stored_apart_are_changed_with_their_letters() -> None:
    data = paper(paragraph(run("Phâ"), run("\u0300n đầu")))
    assert linearise_docx(amended(data, ("Phần đầu", "Phấn đấu"))).text == "Phấn đấu"


LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
OLD = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
MERGED = "<w:tcPr><w:vMerge{}/></w:tcPr>"


@pytest.mark.parametrize(
    ("body", "words", "why"),
    [
        (paragraph(run("Trồng cây"), properties=NUMBERED), "1. Trồng", "do Word tự sinh"),
        (paragraph(run("nước"), '<w:r><w:footnoteReference w:id="2"/></w:r>'), "nước<sup>1</sup>", "do Word tự sinh"),
        (table((paragraph(run("một")) + paragraph(run("hai")), paragraph(run("ba")))), "một hai", "hai đoạn"),
        (paragraph(run("kế hoạch", "<w:caps/>")), "KẾ HOẠCH", "chữ thường"),
        (paragraph(run("KÕ ho¹ch", OLD)), "hoạch", "phông cũ"),
        (paragraph(field(" PAGE ", run("12"))), "12", "trường"),
        (paragraph(f'<w:fldSimple w:instr="DATE">{run("hôm nay")}</w:fldSimple>'), "hôm", "trường"),
        (paragraph(run("kế"), "<w:r><w:noBreakHyphen/></w:r>", run("hoạch")), "kế-hoạch", "ký hiệu"),
        (
            table(
                (paragraph(run("TT")), paragraph(run("Việc"))),
                (MERGED.format(' w:val="restart"') + paragraph(run("Tổ 1")), paragraph(run("a"))),
                (MERGED.format("") + paragraph(), paragraph(run("b"))),
            ),
            "Tổ",
            "dòng khác",
        ),
        (paragraph(box(paragraph(run("khung mới")), paragraph(run("khung cũ")))), "mới", "hai bản khác nhau"),
        (
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>'
            f"{paragraph(run('tên đơn vị'))}</w:sdtContent></w:sdt>",
            "đơn vị",
            "lấy dữ liệu từ nơi khác",
        ),
    ],
)
def test_generated_words_are_refused_with_the_reason(body: str, words: str, why: str) -> None:
    data = paper(paragraph(run("Mở đầu đã có")) + body, numbering=LIST, footnotes=NOTES)
    told = refused(data, words)
    assert why in told and words in told
    assert linearise_docx(amended(data, ("Mở đầu", "Lời mở"))).text.startswith("Lời mở đã có")


def test_a_link_made_by_a_field_is_text() -> None:
    data = paper(paragraph(field(' HYPERLINK "http://a" ', run("trang phường"))))
    assert linearise_docx(amended(data, ("trang", "mục"))).text == "mục phường"


def test_each_change_that_cannot_be_made_has_its_own_reason() -> None:
    data = paper(
        paragraph(run("kế hoạch", "<w:caps/>")) + paragraph(run("một hai")) + paragraph(field("PAGE", run("9")))
    )
    changes = [changed(data, "HOẠCH", "X"), changed(data, "hai", "ba"), changed(data, "9", "10")]
    with pytest.raises(Refusal) as caught:
        amend_docx(data, changes)
    assert [reason.field for reason in caught.value.reasons] == ["0", "2"]


def test_a_change_after_which_other_lines_would_read_otherwise_is_refused() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("UBND PHƯỜNG", "-", "CỘNG HÒA XÃ HỘI"))
    data = paper(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert "đọc khác đi" in refused(data, "CỘNG HÒA XÃ HỘI", "NƯỚC CỘNG HÒA")


def test_a_file_signed_by_machine_is_left_alone() -> None:
    data = zipped(docx_parts(paragraph(run("một hai"))) | {"_xmlsignatures/sig1.xml": "<Signature/>"})
    assert "chữ ký số" in refused(data, "hai")


def test_tracked_changes_show_who_and_when_and_cut_only_what_they_touch() -> None:
    data = paper(paragraph(run("Tổ phần đầu trồng", BOLD), run(" cây", ITALIC)))
    done = amend_docx(data, [changed(data, "phần đầu trồng cây", "phấn đấu trồng hoa")], SHOWN)
    shown = xml(done)
    assert linearise_docx(done).text == "Tổ phấn đấu trồng hoa"
    assert re.findall(r"<w:delText[^>]*>([^<]*)<", shown) == ["phần đầu trồng", " cây"]
    ids = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', shown)
    assert len(ids) == 3 == len(set(ids))
    assert shown.count('w:author="Phường Bến Ngọc" w:date="2026-11-20T08:30:00Z"') == 3
    assert "<w:ins" in shown and shown.index("<w:b/>") < shown.index("phấn đấu trồng hoa")


def test_tracked_changes_are_not_mixed_with_those_of_others() -> None:
    data = paper(paragraph(run("một "), f'<w:ins w:id="5" w:author="A">{run("hai")}</w:ins>'))
    assert "duyệt dấu sửa trước" in refused(data, "hai", "ba", SHOWN)
    assert linearise_docx(amended(data, ("hai", "ba"))).text == "một ba"


@pytest.mark.parametrize("marking", [None, SHOWN], ids=["clean", "tracked"])
def test_many_changes_of_one_run(marking: Marking | None) -> None:
    data = paper(paragraph("<w:r><w:t>a b</w:t><w:br/><w:t>c d e</w:t><w:tab/><w:t>f g</w:t></w:r>", run(" h")))
    text = linearise_docx(data).text
    changes = [changed(data, old, new) for old, new in [("b", "2"), ("c", "3"), ("e", "55"), ("g", "7")]]
    assert linearise_docx(amend_docx(data, changes, marking)).text == apply_changes(text, changes)


def test_it_runs_in_the_limited_child() -> None:
    data = paper(paragraph(run("Phần đầu")))
    change = changed(data, "Phần đầu", "Phấn đấu")
    assert linearise_docx(amend_docx_limited(data, [change], SHOWN)).text == "Phấn đấu"
    assert amend_docx_limited(data, [change]) == amend_docx(data, [change])
    with pytest.raises(Refusal, match="docx_unreachable"):
        amend_docx_limited(data, [TextChange(0, 4, "Phấn", "x")])
    with pytest.raises(Refusal, match="A16"):
        amend_docx_limited(b"PK\x03\x04 cut", [change])


def changes_of(text: str, draw: Any) -> list[TextChange]:
    """Some changes of this text that may be made, none over another."""
    found: list[TextChange] = []
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for at in sorted(draw(st.sets(st.integers(0, len(words) - 1), min_size=1, max_size=6))) if words else ():
        start, end = words[at][0], words[min(at + draw(st.integers(0, 3)), len(words) - 1)][1]
        made = change_at(text, start, end, draw(st.sampled_from(["", "chữ", "một chữ mới", f"{text[start:end]} nữa"])))
        if may_change(text, made, found):
            found.append(made)
    return found


def holds(data: bytes, changes: list[TextChange], marking: Marking | None) -> bool:
    """Whether the changes could be made; made, the file reads as the text with them."""
    text = linearise_docx(data).text
    try:
        done = amend_docx(data, changes, marking)
    except Refusal as ground:
        assert {reason.code for reason in ground.reasons} <= {"docx_unreachable", "docx_reads_otherwise"}
        return False
    assert linearise_docx(done).text == apply_changes(text, changes)
    return True


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_sample_papers_read_as_changed(path: Path) -> None:
    data = path.read_bytes()
    text = linearise_docx(data).text
    made = []

    @settings(max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=[*HealthCheck])
    @given(st.data(), st.sampled_from([None, SHOWN]))
    def inner(draw: Any, marking: Marking | None) -> None:
        made.append(holds(data, changes_of(text, draw.draw), marking))

    inner()
    assert sum(made) * 3 > len(made), "too few of the changes could be made at all"


@st.composite
def papers(draw: Any) -> bytes:
    """Paragraphs of several runs, links, notes, tracked words, tables, in any order."""
    letters = st.text(alphabet="abc ầê\u0301", min_size=1, max_size=6)
    looks = st.sampled_from(["", BOLD, ITALIC, "<w:vanish/>", "<w:caps/>"])
    runs = st.builds(run, letters, looks)
    pieces = st.one_of(
        runs,
        runs.map(lambda inside: f'<w:hyperlink r:id="x">{inside}</w:hyperlink>'),
        runs.map(lambda inside: f'<w:ins w:id="1" w:author="A">{inside}</w:ins>'),
        letters.map(lambda text: f'<w:del w:id="2"><w:r><w:delText>{text}</w:delText></w:r></w:del>'),
        st.just("<w:r><w:tab/></w:r>"),
        st.just('<w:bookmarkStart w:id="9" w:name="m"/>'),
        runs.map(lambda inside: field("PAGE", inside)),
    )
    paragraphs = st.lists(pieces, max_size=5).map(lambda inside: paragraph(*inside))
    numbered = st.lists(pieces, max_size=3).map(lambda inside: paragraph(*inside, properties=NUMBERED))
    rows = st.lists(st.tuples(paragraphs, paragraphs, paragraphs), min_size=1, max_size=3)
    blocks = st.lists(st.one_of(paragraphs, numbered, rows.map(lambda some: table(*some))), min_size=1, max_size=5)
    noted = paragraph(draw(runs), '<w:r><w:footnoteReference w:id="2"/></w:r>', draw(runs))
    return paper("".join([noted, *draw(blocks)]), numbering=LIST, footnotes=NOTES)


def test_generated_papers_read_as_changed() -> None:
    made = []

    @settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=[*HealthCheck])
    @given(papers(), st.data(), st.sampled_from([None, SHOWN]))
    def inner(data: bytes, draw: Any, marking: Marking | None) -> None:
        made.append(holds(data, changes_of(linearise_docx(data).text, draw.draw), marking))

    inner()
    assert sum(made) * 4 > len(made), "too few of the changes could be made at all"


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_spoilt_bytes_are_refused_or_amended(at: int, put: bytes) -> None:
    data = paper(paragraph(run("Phần đầu")) + table((paragraph(run("a")), paragraph(run("b")))), footnotes=NOTES)
    place = at % len(data)
    spoilt = data[:place] + put + data[place + len(put) :]
    try:
        amend_docx(spoilt, [TextChange(0, 8, "Phần đầu", "Phấn đấu")])
    except Refusal as ground:
        assert ground.text


@pytest.mark.skipif(office.program() is None, reason="no LibreOffice (apt install libreoffice-writer)")
@pytest.mark.parametrize("marking", [None, SHOWN], ids=["clean", "tracked"])
def test_another_program_opens_it_and_sees_the_new_words(marking: Marking | None, tmp_path: Path) -> None:
    data = (ROOT / "src/thidua/jobs/sample/papers/ke-hoach-2026.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(
        amend_docx(data, [changed(data, "Ủy ban nhân dân phường", "Tổ dân phố")], marking)
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(office.program()), "--headless", profile, "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], capture_output=True, check=True, timeout=120)
    shown = zipfile.ZipFile(tmp_path / "a.odt").read("content.xml").decode()
    assert "Tổ dân phố" in shown
    assert ("<text:changed-region" in shown and SHOWN.author in shown) == (marking is not None)
