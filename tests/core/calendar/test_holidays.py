"""Public holidays: what the government fixed, what follows by rule, what is not known."""

from datetime import date

import pytest

from thidua.core import lexicons
from thidua.core.calendar.holidays import holiday_name, holiday_year


@pytest.mark.parametrize("year", [2024, 2032])
def test_outside_the_table_nothing_is_known(year):
    assert holiday_year(year) is None
    assert holiday_name(date(year, 1, 1)) is None


@pytest.mark.parametrize(
    ("year", "certainty"), [(2025, "declared"), (2026, "declared"), (2027, "expected"), (2031, "expected")]
)
def test_how_sure(year, certainty):
    known = holiday_year(year)
    assert known
    assert (known.certainty, bool(known.source)) == (certainty, True)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 1, 27), "Tết Nguyên đán"),
        (date(2025, 4, 7), "Giỗ Tổ Hùng Vương"),
        (date(2025, 11, 24), None),
        (date(2026, 4, 27), "Nghỉ bù Giỗ Tổ Hùng Vương"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2027, 2, 6), "Tết Nguyên đán"),
        (date(2027, 2, 11), "Nghỉ bù Tết Nguyên đán"),
        (date(2027, 2, 12), None),
        (date(2027, 4, 16), "Giỗ Tổ Hùng Vương"),
        (date(2027, 5, 3), "Nghỉ bù Quốc tế lao động"),
        (date(2027, 9, 3), "Ngày liền kề Quốc khánh"),
        (date(2028, 5, 2), "Nghỉ bù Ngày Chiến thắng"),
        (date(2030, 2, 2), "Tết Nguyên đán"),
        (date(2031, 4, 1), "Giỗ Tổ Hùng Vương"),
    ],
)
def test_names(day, name):
    assert holiday_name(day) == name


@pytest.mark.parametrize("year", range(2025, 2032))
def test_every_year_has_the_days_of_the_labour_code(year):
    known = holiday_year(year)
    assert known
    plain = [name for name in known.off.values() if not name.startswith("Nghỉ")]
    assert len(plain) == (11 if year == 2025 else 12)
    assert plain.count("Tết Nguyên đán") == 5


def test_what_an_administrator_says_comes_first():
    extra = {date(2027, 2, 4): "Tết Nguyên đán", date(2027, 2, 11): None}
    assert holiday_name(date(2027, 2, 4), extra) == "Tết Nguyên đán"
    assert holiday_name(date(2027, 2, 11), extra) is None


def test_a_holiday_begins_in_the_year_of_its_law(monkeypatch):
    rule = {"name": "Ngày mới", "solar": "11-24", "from_year": 2142, "source": "Luật A: điều 1"}
    table = {"first_year": 2141, "last_year": 2142, "declared": [], "holiday": [rule]}
    monkeypatch.setattr(lexicons, "load", lambda name: table)
    assert holiday_name(date(2141, 11, 24)) is None
    assert holiday_name(date(2142, 11, 24)) == "Ngày mới"
    known = holiday_year(2142)
    assert known
    assert known.source == "Luật A"


def made_up(*rules):
    """A table of invented years, so that nothing depends on what the government fixes."""
    rows = [{"source": "Luật A", **rule} for rule in rules]
    return {"first_year": 2143, "last_year": 2190, "declared": [], "holiday": rows}


@pytest.mark.parametrize(
    ("year", "first", "after", "made_good"),
    [
        (2147, "03-05", 4, ["03-10"]),  # Sunday to Thursday
        (2152, "03-05", 5, ["03-13"]),  # Sunday to Friday
        (2158, "03-05", 0, ["03-06"]),  # a Sunday
        (2169, "03-04", 0, ["03-06"]),  # a Saturday
        (2175, "03-04", 1, ["03-06", "03-07"]),  # Saturday and Sunday
        (2180, "03-03", 0, []),  # a Friday
    ],
)
def test_a_holiday_on_a_weekend_is_made_good_on_the_next_working_day(monkeypatch, year, first, after, made_good):
    rule = {"name": "Lễ", "solar": first, "after": after}
    monkeypatch.setattr(lexicons, "load", lambda name: made_up(rule))
    known = holiday_year(year)
    assert known
    assert [f"{day:%m-%d}" for day, name in known.off.items() if name == "Nghỉ bù Lễ"] == made_good


def test_a_day_fixed_year_by_year_is_absent_in_the_others(monkeypatch):
    rule = {"name": "Lễ", "by_year": {"2184": "03-03"}}
    monkeypatch.setattr(lexicons, "load", lambda name: made_up(rule))
    assert [holiday_name(date(year, 3, 3)) for year in (2184, 2185)] == ["Lễ", None]


def test_every_entry_says_its_source_and_how_sure_it_is():
    table = lexicons.load("holidays")
    assert all(entry["source"] and entry["sure"] for entry in [*table["holiday"], *table["declared"]])
