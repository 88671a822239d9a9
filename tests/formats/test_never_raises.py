"""Whatever bytes come as whatever kind: an answer or a Refusal in Vietnamese, never another error."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_parts import docx, docx_parts, numbered, para, pdf, shown, zipped
from PIL import Image

from thidua.formats.child import office
from thidua.formats.guard import DOC, ODT, RTF
from thidua.formats.pdf import pictured_pages, read_pdf_page
from thidua.formats.reading import ACCEPTED, linearise
from thidua.formats.refusals import Refusal

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MAGIC = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"{\\rtf1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ]
)
# A part as people's programs write it, in any disorder.
TAGS = [
    "p",
    "r",
    "t",
    "pPr",
    "rPr",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "vMerge",
    "gridSpan",
    "numPr",
    "numId",
    "ilvl",
    "sectPr",
    "pStyle",
    "ins",
    "del",
    "footnoteReference",
    "br",
    "tab",
]
WORDS = st.text("aăâđơư 1.,;%\t\n“", max_size=12)


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)


def answered(data: bytes, name: str) -> str | None:
    """The text, None for a refusal with a readable sentence."""
    try:
        return linearise(data, name).text
    except Refusal as ground:
        assert ground.text and "{" not in ground.text and re.match(r"[ABC]\d\d$", ground.reason.code)
        return None


@pytest.mark.parametrize("ending", [*ACCEPTED, ".jpeg", ".docm", ""])
@given(magic=MAGIC, rest=st.binary(max_size=400))
@QUICK
def test_any_bytes_as_any_kind(ending: str, magic: bytes, rest: bytes) -> None:
    answered(magic + rest, f"a{ending}")


@st.composite
def xml(draw: st.DrawFn) -> str:
    """Nested Word elements with values nobody would write."""
    out, open_tags = [], []
    for _ in range(draw(st.integers(1, 25))):
        if open_tags and draw(st.booleans()):
            out.append(f"</w:{open_tags.pop()}>")
            continue
        tag = draw(st.sampled_from(TAGS))
        value = draw(
            st.sampled_from(["", ' w:val="1"', ' w:val="-5"', ' w:val="x"', ' w:val="99999999999"', ' w:id="1"'])
        )
        words = draw(WORDS).replace("\n", "") if tag == "t" else ""
        out.append(f"<w:{tag}{value}>{words}")
        open_tags.append(tag)
    return "".join(out) + "".join(f"</w:{tag}>" for tag in reversed(open_tags))


@given(body=xml(), styles=xml(), numbering=xml(), footnotes=xml(), header1=xml())
@QUICK
def test_any_tree_of_word(body: str, styles: str, numbering: str, footnotes: str, header1: str) -> None:
    answered(docx(body, styles=styles, numbering=numbering, footnotes=footnotes, header1=header1), "a.docx")


@cache
def whole(kind: str) -> bytes:
    """A sound paper of each kind."""
    if kind == "docx":
        return docx(para("KẾ HOẠCH") + numbered("x", 1) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    if kind == "pdf":
        return pdf(shown((72, 780, "Ke hoach thi dua"), (72, 760, "1. Trong cay")), shown((72, 780, "Trang hai")))
    out = io.BytesIO()
    Image.effect_noise((90, 60), 40).save(out, "PNG" if kind == "png" else "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["docx", "pdf", "png", "jpg"])
@given(places=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6), cut=st.integers(0, 6000))
@QUICK
def test_a_sound_paper_with_some_bytes_spoilt(kind: str, places: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(whole(kind))
    for place, value in places:
        data[place % len(data)] = value
    spoilt = bytes(data[: cut or None])
    answered(spoilt, f"a.{kind}")
    if kind == "pdf":
        for act in (pictured_pages, lambda data: read_pdf_page(data, 2)):
            try:
                act(spoilt)
            except Refusal as ground:
                assert ground.text


@given(
    lines=st.lists(st.tuples(st.integers(-50, 900), st.integers(-50, 900), st.text("ab1.I ", max_size=9)), max_size=9)
)
@QUICK
def test_words_and_rules_anywhere_on_a_page(lines: list[tuple[int, int, str]]) -> None:
    rules = "".join(f"{x} {y} m {y} {y} l S {x} {x} m {x} {y} l S\n" for x, y, _ in lines)
    answered(pdf(rules + shown(*lines), shown(*lines)), "a.pdf")


@pytest.mark.parametrize("kind", [DOC, ODT, RTF])
@given(
    data=st.binary(max_size=300),
    parts=st.dictionaries(st.sampled_from(["content.xml", "Basic/x", "a"]), st.binary(max_size=40)),
)
@QUICK
def test_old_kinds_before_libreoffice(kind: str, data: bytes, parts: dict[str, bytes]) -> None:
    for paper in (data, zipped(parts), zipped(docx_parts() | parts)):
        try:
            office.check_old(paper, kind)
            office.as_docx(paper, kind)
        except (Refusal, zipfile.BadZipFile) as ground:
            assert isinstance(ground, Refusal)
