"""Peaks on anniversaries: found in the words of a plan, checked against the days of the movement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.movements.peaks import LONGEST, PeakRow, check_peak, suggest_peaks

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def days(text, first=FIRST, last=LAST):
    return [(row.anniversary.key, row.day) for row in suggest_peaks(text, first, last)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Mở đợt cao điểm chào mừng 30/4 và 1/5.",
            [("south_liberated", date(2026, 4, 30)), ("labour", date(2026, 5, 1))],
        ),
        ("Lập thành tích chào mừng ngày Quốc khánh.", [("national", date(2026, 9, 2))]),
        ("Đợt thi đua mừng Đảng, mừng Xuân, đón Tết Nguyên đán: mừng Đảng mừng Xuân.", [("tet", date(2026, 2, 17))]),
        ("Kỷ niệm ngày 27/07/2026 bằng việc làm thiết thực.", [("invalids", date(2026, 7, 27))]),
        ("Kỷ niệm 51 năm (30/4/1975 - 30/4/2026).", [("south_liberated", date(2026, 4, 30))]),
        ("Căn cứ văn bản ngày 30/4/2024 của cấp trên.", []),
        ("Chào mừng 130/4 lượt khách.", []),
        ("Kỷ niệm ngày 20/11/2025 đã qua.", []),
        ("Nộp báo cáo trước ngày 20/11.", []),
    ],
)
def test_what_a_plan_names(text, found):
    assert days(text) == found


def test_a_movement_of_several_years_gets_one_peak_a_year():
    assert days("Hằng năm mở đợt cao điểm 2/9.", FIRST, date(2028, 12, 31)) == [
        ("national", date(year, 9, 2)) for year in (2026, 2027, 2028)
    ]


def test_a_peak_begins_a_month_before_its_day_but_not_before_the_movement():
    (row,) = suggest_peaks("Cao điểm chào mừng 8/3.", date(2026, 2, 20), LAST)
    assert (row.starts_on, row.day) == (date(2026, 2, 20), date(2026, 3, 8))
    assert row.name == "Cao điểm chào mừng Quốc tế Phụ nữ (8/3)"
    assert row.quotation == "Cao điểm chào mừng 8/3"


def test_without_days_nothing_is_guessed():
    assert suggest_peaks("Cao điểm chào mừng 2/9.", None, LAST) == []


@given(st.text(alphabet="chào mừng kỷ niệm 0123456789/.-\n", max_size=200))
def test_every_suggestion_may_be_added_as_it_stands(text):
    for row in suggest_peaks(text, FIRST, LAST):
        peak = PeakRow(row.name, row.starts_on, row.day, row.anniversary.key)
        assert check_peak(peak, FIRST, LAST)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": ""}, "D01", "name"),
        ({"starts_on": None}, "D01", "starts_on"),
        ({"ends_on": None}, "D01", "ends_on"),
        ({"anniversary": "no_such_day"}, "D34", "anniversary"),
        ({"ends_on": date(2026, 3, 31)}, "D15", "ends_on"),
        ({"starts_on": date(2025, 12, 1)}, "outside", "starts_on"),
        ({"ends_on": date(2027, 1, 1), "starts_on": date(2026, 12, 1)}, "outside", "ends_on"),
        ({"ends_on": date(2026, 4, 1) + LONGEST + timedelta(days=1)}, "D16", "ends_on"),
    ],
)
def test_what_is_wrong_with_a_peak(change, code, field):
    row = {"name": "Cao điểm", "starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 30)} | change
    assert [(each.code, each.field) for each in check_peak(PeakRow(**row), FIRST, LAST).reasons] == [(code, field)]
