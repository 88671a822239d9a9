"""Deadlines against those above: only the same thing of the same round can be late; and what is asked when none is."""

from __future__ import annotations

import pytest
from sound_plan import GOAL, SOUND, put

from thidua.core.plans.findings import Finding, ask_plan, check_plan
from thidua.core.plans.reading import read_plan

UP = "gửi báo cáo về Sở Nội vụ chậm nhất ngày 10/12/2026"
DOWN = "- Niêm yết kết quả hằng tuần."


def late(upward: str, own: str) -> list[Finding]:
    """What is said when the ward sends `upward` and a unit sends `own` to the ward."""
    plan = read_plan(put(UP, upward, put(DOWN, f"- Niêm yết kết quả; {own}.")))
    return [one for one in check_plan(plan) if one.code == "deadline_after_higher"]


@pytest.mark.parametrize(
    ("upward", "own"),
    [
        (
            "gửi báo cáo tổng kết về Sở Nội vụ chậm nhất ngày 30/11/2026",
            "gửi hồ sơ khen thưởng về Ủy ban nhân dân phường chậm nhất ngày 10/12/2026",
        ),
        (
            "gửi báo cáo 6 tháng về Sở Nội vụ chậm nhất ngày 05/6/2026",
            "gửi báo cáo quý II về Ủy ban nhân dân phường chậm nhất ngày 15/6/2026",
        ),
        (
            "gửi báo cáo sơ kết về Sở Nội vụ chậm nhất ngày 20/11/2026",
            "gửi báo cáo tổng kết về Ủy ban nhân dân phường chậm nhất ngày 04/12/2026",
        ),
        (
            "gửi báo cáo đợt 1 về Sở Nội vụ chậm nhất ngày 20/11/2026",
            "gửi báo cáo đợt 2 về Ủy ban nhân dân phường chậm nhất ngày 04/12/2026",
        ),
        (
            "gửi báo cáo tổng kết về Sở Nội vụ chậm nhất ngày 10/12/2026",
            "gửi báo cáo tổng kết về Ủy ban nhân dân phường chậm nhất ngày 10/12/2026",
        ),
    ],
)
def test_another_thing_or_another_round_is_not_late(upward: str, own: str) -> None:
    assert [one.message for one in late(upward, own)] == []


@pytest.mark.parametrize(
    ("upward", "own"),
    [
        (
            "gửi báo cáo tổng kết về Sở Nội vụ chậm nhất ngày 30/11/2026",
            "gửi báo cáo tổng kết về Ủy ban nhân dân phường chậm nhất ngày 10/12/2026",
        ),
        (
            "gửi hồ sơ khen thưởng về Sở Nội vụ chậm nhất ngày 30/11/2026",
            "gửi hồ sơ khen thưởng về Ủy ban nhân dân phường chậm nhất ngày 10/12/2026",
        ),
        (
            "gửi báo cáo 6 tháng về Sở Nội vụ chậm nhất ngày 05/6/2026",
            "gửi báo cáo 6 tháng về Ủy ban nhân dân phường chậm nhất ngày 15/6/2026",
        ),
        (
            "gửi báo cáo về Sở Nội vụ chậm nhất ngày 30/11/2026",
            "gửi báo cáo tổng kết về Ủy ban nhân dân phường chậm nhất ngày 10/12/2026",
        ),
    ],
)
def test_the_same_thing_of_the_same_round_is_late(upward: str, own: str) -> None:
    assert [one.severity for one in late(upward, own)] == ["must"]


def test_the_round_counts_more_than_the_nearest_day() -> None:
    both = (
        "gửi báo cáo quý IV về Sở Nội vụ chậm nhất ngày 14/12/2026; "
        "gửi báo cáo tổng kết về Sở Nội vụ chậm nhất ngày 01/12/2026"
    )
    [finding] = late(both, "gửi báo cáo tổng kết về Ủy ban nhân dân phường chậm nhất ngày 15/12/2026")
    assert "01/12/2026" in finding.message


@pytest.mark.parametrize(
    ("words", "above"),
    [
        ("Làm cho phố đẹp hơn.", "cấp trên"),
        ("Theo kế hoạch của Ủy ban nhân dân tỉnh Lào Cai.", "tỉnh"),
        ("Theo kế hoạch của UBND tỉnh.", "tỉnh"),
        ("Theo kế hoạch của Ủy ban nhân dân thành phố Hải Phòng.", "thành phố"),
    ],
)
def test_who_gets_the_report_is_called_as_the_paper_calls_it(words: str, above: str) -> None:
    text = put("gửi báo cáo về Sở Nội vụ", "gửi báo cáo về Văn phòng", SOUND)
    [asked] = [one for one in ask_plan(read_plan(put(GOAL, words, text))) if one.code == "no_report_upward"]
    assert asked.message == f"Chưa thấy hạn phường báo cáo {above}. Nhập hạn hoặc bấm Giữ nguyên."
