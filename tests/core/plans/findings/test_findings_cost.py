"""Each rule of the linter alone: a longer paper costs its length, not more. Counted are calls, the same each time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from thidua.core.plans.findings.awards import check_awards
from thidua.core.plans.findings.deadlines import check_deadlines
from thidua.core.plans.findings.figures import check_percents, check_rates, check_shares, check_totals
from thidua.core.plans.findings.head import check_head
from thidua.core.plans.findings.instruments import Mention, check_replaced, check_two_dates, mentions_in
from thidua.core.plans.findings.paper import ExaminedPaper, paper_of
from thidua.core.plans.findings.questions import ask_plan
from thidua.core.plans.findings.structure import check_structure
from thidua.core.plans.findings.targets import check_targets
from thidua.core.plans.findings.units import check_units
from thidua.core.plans.findings.wording import check_words
from thidua.core.plans.reading import read_plan

Rule = Callable[[ExaminedPaper], object]
RULES: dict[str, Rule] = {
    "head": lambda paper: list(check_head(paper)),
    "targets": lambda paper: list(check_targets(paper)),
    "rates": lambda paper: list(check_rates(paper)),
    "shares": lambda paper: list(check_shares(paper)),
    "percents": lambda paper: list(check_percents(paper)),
    "totals": lambda paper: list(check_totals(paper)),
    "deadlines": lambda paper: list(check_deadlines(paper)),
    "two dates": lambda paper: list(check_two_dates(mentions_in(paper))),
    "replaced": lambda paper: list(check_replaced(paper)),
    "structure": lambda paper: list(check_structure(paper)),
    "units": lambda paper: list(check_units(paper, None)),
    "awards": lambda paper: list(check_awards(paper)),
    "words": lambda paper: list(check_words(paper)),
    "questions": lambda paper: ask_plan(paper.plan),
}
HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH YÊN
Số: 8/KH-UBND
Bình Yên, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Phát động phong trào thi đua năm 2026
I. MỤC ĐÍCH, YÊU CẦU
"""
# {n} counts the lines, so that each may name another thing.
LINES = [
    "Có 1.200 hộ kinh doanh (đạt 24 hộ kinh doanh/1.000 dân).",
    "Dân số 1{n}7 người; có 1.200 hộ kinh doanh (đạt 24 hộ kinh doanh/1.000 dân).",
    "Theo Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ.",
    "Theo Kế hoạch số 12/KH-UBND ngày 05/02/2026 của UBND xã Tân {n}.",
    "Toàn phường có 24 tổ dân phố; năm nay sạch 50% (8 tổ dân phố); có 30/48 tổ sạch, đạt 72,5%.",
    "- Tổng điểm là 100 điểm:",
    "Trồng 500 cây, trong đó: 300 cây ở phố, 250 cây ở trường.",
    "(1) Tỷ lệ hộ đạt 120%.",
    "3. Việc khó",
    "- Số định danh 079123456789",
    "Làm cho của của mình đẹp hơn; Phần đầu “sạch; UBND xã.",
    "- Phòng Số {n} gửi báo cáo về UBND phường trước ngày 15/12/2026.",
    "- Gửi báo cáo về UBND thành phố trước ngày 10/12/2026.",
    "- Chủ tịch UBND phường tặng Bằng khen; Giấy khen; Huân chương.",
    "Phối hợp với Công an huyện, Sở Giao thông vận tải.",
]


def calls(act: Callable[[], object]) -> int:
    """Calls that an act makes, of Python and of C."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return counted


def growth(rule: Rule, papers: tuple[ExaminedPaper, ExaminedPaper], times: int) -> float:
    few, many = papers
    rule(few), rule(many)  # what is made once is made now
    return calls(lambda: rule(many)) / calls(lambda: rule(few)) / times


def paper(line: str, count: int) -> ExaminedPaper:
    lines = "".join(f"{line.replace('{n}', str(at))}\n" for at in range(count))
    return paper_of(read_plan(f"{HEAD}{lines}"))


@pytest.mark.parametrize("line", LINES)
def test_each_rule_costs_the_length_of_the_paper(line: str) -> None:
    papers = (paper(line, 40), paper(line, 320))
    dear = {name: found for name, rule in RULES.items() if (found := growth(rule, papers, 8)) > 1.4}
    assert not dear


def test_a_document_said_again_is_held_against_others_once() -> None:
    def group(count: int) -> list[Mention]:
        [one] = [each for each in mentions_in(paper(LINES[2], 1)) if each.date == "2023-12-31"]
        return [one] * count

    few, many = (calls(lambda count=count: list(check_two_dates(group(count)))) for count in (100, 800))
    assert many / few / 8 < 1.4
