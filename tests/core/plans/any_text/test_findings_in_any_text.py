"""Whatever the text, it is checked, and every finding points into it."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from mixtures import LINES

from thidua.core.plans.findings import ask_plan, beside, check_plan
from thidua.core.plans.reading import read_plan

PIECES = st.sampled_from(
    [
        *LINES,
        "Kế hoạch số 12/KH-UBND ngày 31/02/2026 của UBND tỉnh",
        "“",
        '"',
        "trong đó: 300 cây, 9 cây",
        "Trồng 500 cây, trong đó: đã nêu trên",
        "58,9% (66/0 thôn)",
        "0 hộ, 0 hộ/1000 dân",
        "STT\tChỉ tiêu\tĐơn vị tính\tKế hoạch",
        "1\tTrồng cây\t%\t120; 130",
        "Tổng điểm là 100 điểm: a 60 điểm; b 50 điểm.",
        "IX. KHEN THƯỞNG",
        "tặng Bằng khen",
        "giai đoạn 2030-2026",
        "trước ngày 05/12 hằng năm",
        "Công an huyện",
        "Phần đầu",
        "\u0301xã",
        "Làm đẹp trong toàn xã; tỷ lệ hộ đạt 120%.",
        "Có 30/48 tổ dân phố sạch đẹp, đạt 72,5%.",
        "báo cáo cáo của của",
        "đê đê đê điều",
        "Căn cứ Nghị định 98/2023 của Chính phủ",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=30).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text_is_checked_and_every_finding_points_into_it(text: str, beside_itself: bool) -> None:
    plan = read_plan(text)
    shelf = [beside("khac.txt", read_plan("\n".join(LINES)))] if beside_itself else []
    lines = plan["x_text"].count("\n") + 1
    for finding in [*check_plan(plan, shelf=shelf, units=[]), *ask_plan(plan, date(2026, 6, 1), ward="Phường Mới")]:
        inside = [one.source for one in finding.related if one.file is None]
        for source in filter(None, [finding.source, *inside]):
            assert 1 <= source["lines"][0] <= source["lines"][1] <= lines
            assert 0 <= source["chars"][0] <= source["chars"][1] <= max(1, len(plan["x_text"]))


@settings(max_examples=80, deadline=None)
@given(st.one_of(TEXTS, TEXTS.map(lambda text: f"{text}\n{text}")), st.booleans())
def test_no_two_findings_of_a_paper_have_the_same_key(text: str, beside_itself: bool) -> None:
    """A person's answer is remembered by code, item and message: it must answer one finding only."""
    plan = read_plan(text)
    shelf = [beside("khac.txt", read_plan("\n".join(LINES)))] if beside_itself else []
    found = [*check_plan(plan, shelf=shelf, units=[]), *ask_plan(plan, date(2026, 6, 1), ward="Phường Mới")]
    keys = [(one.code, one.item or "", one.message) for one in found]
    assert len(set(keys)) == len(keys)


def test_what_is_said_twice_is_one_finding_with_both_places() -> None:
    """The first place is the finding's own, the others are related, in the order of the paper."""
    head = "\n".join(LINES[:10])
    plan = read_plan(f"{head}\n- Làm đẹp trong toàn phường.\n- Việc khác.\n- Sạch trong toàn phường.\n")
    line = len(LINES[:10]) + 1
    found = [one for one in check_plan(plan) if one.code == "wrong_tier"]
    assert [one.source["lines"] for one in found if one.source] == [[line, line]]
    assert [one.source["lines"] for one in found[0].related] == [[line + 2, line + 2]]
