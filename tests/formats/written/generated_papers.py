"""Papers put together by chance within what a paper may hold, for properties that all papers share."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from thidua.core.papers.model import (
    Align,
    Annex,
    Block,
    Column,
    Entry,
    Head,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    Tone,
)

_WORDS = (
    "Phường xã đội ngũ thưởng ghế Ngõ ẩm ướt 1.784,4 95% 05/12/2026 (Nghị “việc” a&b <c> #let *sao* $x$ @bà "
    "- + \\ / [ô] _ `e` ~ %1 trưởng; hẹn. dữ\u00a0liệu mềm\u00adra ngắt\ndòng cột\tđôi e\u0302\u0301m"
)
WORDS = st.sampled_from(_WORDS.split(" "))
TEXT = st.lists(WORDS, max_size=12).map(" ".join)
SAID = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: f"Nói {' '.join(words)}")
_COUNTED = (
    "a) b) c) d) đ) e) g) h) i) k) - + • * – I. II. III. IV. V. X. C. 1. 2. 3. 7. (1) (2) (9) 1.1. 1.2. 2.3 "
    "Đ. A. B. 01. 02. 10. i) ii) aa) %1 1a)"
)
LABELS = st.one_of(
    st.sampled_from([*_COUNTED.split(" "), "Điều 1.", "Phần I.", ""]),
    st.integers(1, 120).map(lambda n: f"{n})"),
    st.text("abcdeđgxyzIVX019.()-/%", max_size=6),
)
PARAGRAPHS = st.builds(Paragraph, TEXT, st.sampled_from(Tone), st.sampled_from(["", "Điều 1.", "Ghi chú:"]))
HEADINGS = st.builds(Heading, st.integers(1, 4), LABELS, TEXT)
ENTRIES = st.builds(Entry, LABELS, TEXT, st.integers(0, 3))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of one to five columns, with and without head row, with group rows and rows that are cut short."""
    wide = draw(st.integers(1, 5))
    titled = draw(st.booleans())
    titles = [draw(SAID) if titled else "" for _ in range(wide)]
    columns = tuple(Column(title, draw(st.integers(1, 60)), draw(st.sampled_from(Align))) for title in titles)
    cells = st.lists(TEXT, min_size=1, max_size=wide).map(tuple)
    rows = st.one_of(st.builds(Row, cells), st.builds(Row, st.tuples(TEXT), st.just(True)))
    return Table(columns, tuple(draw(st.lists(rows, max_size=6))))


def bodies() -> st.SearchStrategy[tuple[Block, ...]]:
    """Blocks in any order."""
    blocks: st.SearchStrategy[Block] = st.one_of(PARAGRAPHS, HEADINGS, ENTRIES, ENTRIES, tables())
    return st.lists(blocks, max_size=12).map(tuple)


def papers() -> st.SearchStrategy[Paper]:
    """Any paper."""
    heads = st.builds(
        Head,
        issuer=st.lists(SAID, max_size=3).map(tuple),
        name=st.sampled_from(["KẾ HOẠCH", "GIẤY MỜI", ""]),
        title=TEXT,
        symbol=st.sampled_from(["KH-UBND", ""]),
        number=st.sampled_from(["8", "121", None]),
        place=st.sampled_from(["Suối Ngọc", ""]),
        date=st.sampled_from([date(2026, 2, 9), None]),
        year=st.sampled_from([2026, None]),
        above=st.lists(SAID, max_size=2).map(tuple),
    )
    signatures = st.builds(Signature, st.lists(SAID, max_size=3).map(tuple), TEXT)
    return st.builds(
        Paper,
        st.sampled_from(PaperKind),
        heads,
        bodies(),
        st.lists(signatures, max_size=4).map(tuple),
        st.builds(Recipients, st.lists(SAID, max_size=4).map(tuple), st.sampled_from(["VT", ""])),
        st.lists(st.builds(Annex, TEXT, TEXT, TEXT, bodies(), st.booleans()), max_size=2).map(tuple),
        st.booleans(),
    )
