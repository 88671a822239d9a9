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
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=30).map("\n".join), st.booleans())
def test_any_text_is_checked_and_every_finding_points_into_it(text: str, beside_itself: bool) -> None:
    plan = read_plan(text)
    shelf = [beside("khac.txt", read_plan("\n".join(LINES)))] if beside_itself else []
    lines = plan["x_text"].count("\n") + 1
    for finding in [*check_plan(plan, shelf=shelf, units=[]), *ask_plan(plan, date(2026, 6, 1), ward="Phường Mới")]:
        inside = [one.source for one in finding.related if one.file is None]
        for source in filter(None, [finding.source, *inside]):
            assert 1 <= source["lines"][0] <= source["lines"][1] <= lines
            assert 0 <= source["chars"][0] <= source["chars"][1] <= max(1, len(plan["x_text"]))
