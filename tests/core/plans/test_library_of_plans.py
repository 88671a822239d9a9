"""What readings give together: the register of cited documents, texts to use again, themes, recipients."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.law import instrument
from thidua.core.plans.findings import beside, check_plan
from thidua.core.plans.identity import name_items
from thidua.core.plans.library import (
    RegisterRow,
    Shelved,
    match_recipients,
    register_of,
    standing_on,
    texts_of,
    theme_owner,
    themes_in_order,
)
from thidua.core.plans.matching import UnitCard
from thidua.core.plans.reading import read_plan

TODAY = date(2026, 11, 20)
PAPER = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH YÊN
Số: {number}/KH-UBND
Bình Yên, ngày {day} tháng {month} năm {year}
KẾ HOẠCH
Phát động phong trào thi đua năm {year}
{bases}
Ủy ban nhân dân phường Bình Yên ban hành kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Làm cho phố đẹp hơn.
2. Yêu cầu
- Nội dung thiết thực, dễ nhớ.
Nơi nhận:
- Phòng Kinh tế;
- Lưu: VT.
"""


def paper(*bases: str, key: str = "a", day: str = "20/01/2026", number: str = "15") -> Shelved:
    """A plan of the shelf that cites `bases`."""
    d, m, y = day.split("/")
    lines = "\n".join(f"Căn cứ {one};" for one in bases)
    plan: Any = read_plan(PAPER.format(number=number, day=d, month=m, year=y, bases=lines))
    return Shelved(key, f"kế hoạch {key}", name_items(plan, lambda: str(uuid4())))


def row_of(rows: list[RegisterRow], number: str) -> RegisterRow:
    (found,) = [row for row in rows if row.number == number]
    return found


DECREE = "Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ về phân cấp"
OLD = "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ về thi đua"


def test_one_document_is_one_row_however_many_plans_cite_it() -> None:
    rows = register_of([paper(DECREE), paper(DECREE, key="b", number="16")], TODAY)
    row = row_of(rows, "152/2025/NĐ-CP")
    assert (row.kind, row.issuer, row.dates, row.standing) == ("Nghị định", "Chính phủ", ("2025-06-14",), "in_force")
    assert [one.paper.key for one in row.citations] == ["a", "b"]
    assert all(one.item and one.as_basis for one in row.citations)
    assert not row.two_dates and not row.asks


def test_a_document_holds_by_day_of_today_and_of_the_plan() -> None:
    rows = register_of([paper(OLD, day="10/02/2025"), paper(OLD, key="b", day="10/02/2026")], TODAY)
    row = row_of(rows, "98/2023/NĐ-CP")
    assert row.standing == "replaced" and row.law is not None and row.law.replaced_by == "152/2025/NĐ-CP"
    assert {one.paper.key: one.standing for one in row.citations} == {"a": "in_force", "b": "replaced"}
    assert [one.paper.key for one in row.outdated_in] == ["b"]
    assert rows[0] is row, "what asks for a look stands first"


def test_the_recorded_day_of_signing_counts_more_than_the_printed_one() -> None:
    plan = paper(OLD, day="10/02/2025").plan
    (row,) = [one for one in register_of([Shelved("a", "a", plan, date(2026, 2, 10))], TODAY) if one.law]
    assert row.citations[0].standing == "replaced"


@pytest.mark.parametrize(
    ("number", "day", "standing"),
    [
        ("152/2025/NĐ-CP", date(2025, 6, 30), "not_yet"),
        ("152/2025/NĐ-CP", date(2025, 7, 1), "in_force"),
        ("152/2025/NĐ-CP", date(2027, 3, 1), "ended"),
        ("98/2023/NĐ-CP", date(2025, 6, 30), "in_force"),
        ("98/2023/NĐ-CP", date(2025, 7, 1), "replaced"),
        ("152/2025/NĐ-CP", None, "unknown"),
        ("999/2025/NĐ-CP", date(2026, 1, 1), "unknown"),
    ],
)
def test_standings(number: str, day: date | None, standing: str) -> None:
    assert standing_on(instrument(number), day) == standing


CENTRAL = "Chỉ thị số 41-CT/TW ngày {} của Bộ Chính trị"
LOCAL = "Nghị quyết số 11/NQ-HĐND ngày {} của Hội đồng nhân dân phường Bình Yên"
CITY = "Nghị quyết số 11/NQ-HĐND ngày {} của Hội đồng nhân dân thành phố Hải Thành"


@pytest.mark.parametrize(
    ("one", "other", "documents", "two_dates"),
    [
        (CENTRAL.format("26/12/2024"), CENTRAL.format("25/12/2024"), 1, True),
        (CENTRAL.format("26/12/2024"), CENTRAL.format("26/12/2024"), 1, False),
        (CENTRAL.format("26/12/2024"), "Chỉ thị số 41-CT/TW của Bộ Chính trị", 1, False),
        (CENTRAL.format("26/12/2024"), CENTRAL.format("08/02/2010"), 2, False),
        (LOCAL.format("26/12/2025"), LOCAL.format("27/12/2025"), 1, True),
        (LOCAL.format("26/12/2025"), LOCAL.format("19/12/2024"), 2, False),
        (LOCAL.format("26/12/2025"), CITY.format("26/12/2025"), 2, False),
        (DECREE, DECREE.replace("14/6/2025", "15/6/2025"), 1, True),
    ],
)
def test_which_mentions_are_one_document_is_as_the_linter_says(
    one: str, other: str, documents: int, two_dates: bool
) -> None:
    """The page of the register and the findings of the check page must not contradict each other."""
    first, second = paper(one), paper(other, key="b", number="16", day="21/01/2026")
    rows = register_of([first, second], TODAY)
    assert (len(rows), any(row.two_dates for row in rows)) == (documents, two_dates)
    found = check_plan(first.plan, shelf=[beside("b", second.plan)])
    assert any(finding.code == "instrument_two_dates" for finding in found) == two_dates


def test_the_most_printed_date_stands_first() -> None:
    shelf = [
        paper(CENTRAL.format(day), key=key, number=key)
        for key, day in (("1", "25/12/2024"), ("2", "26/12/2024"), ("3", "26/12/2024"))
    ]
    assert row_of(register_of(shelf, TODAY), "41-CT/TW").dates == ("2024-12-26", "2024-12-25")


def test_a_law_named_by_its_day_is_the_law_with_the_number() -> None:
    rows = register_of(
        [paper("Luật Thi đua, khen thưởng ngày 15/6/2022"), paper("Luật số 06/2022/QH15", key="b", number="16")], TODAY
    )
    assert [(row.number, len(row.citations)) for row in rows] == [("06/2022/QH15", 2)]


def test_a_document_that_is_itself_in_the_library_is_named() -> None:
    above = paper(key="up", number="8", day="05/01/2026")
    cites = "Kế hoạch số 8/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân phường Bình Yên"
    row = row_of(register_of([above, paper(cites)], TODAY), "8/KH-UBND")
    assert row.held is above and [one.paper.key for one in row.citations] == ["a"]
    assert not [row for row in register_of([above], TODAY) if row.held], "a plan that nobody cites is no row"


def test_the_register_is_searched_without_marks_and_by_plan() -> None:
    (row,) = register_of([paper(DECREE)], TODAY)
    assert "nghi dinh 152/2025/nd-cp chinh phu" in row.searched
    assert "14/06/2025" in row.searched and "ke hoach a" in row.searched


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=40, deadline=None)
def test_whatever_was_read_makes_a_register(words: list[str]) -> None:
    rows = register_of([paper(*words)], TODAY)
    assert all(row.citations and row.name for row in rows)


def test_texts_are_found_once_without_marks_in_the_order_of_the_shelf() -> None:
    rows = texts_of([paper(), paper(key="b", number="16")], words="pho dep")
    assert [(row.called, row.text, row.paper.key) for row in rows] == [("Mục đích", "Làm cho phố đẹp hơn.", "a")]
    assert [one.key for one in rows[0].also] == ["b"]
    assert texts_of([paper()], words="khong co") == []
    assert [row.kind for row in texts_of([paper()], kind="requirement")] == ["requirement"]
    assert len(texts_of([paper()])) == 2


def test_whose_theme_it_is() -> None:
    ward: Any = {
        "name": "x",
        "level": "commune",
        "place": "phường Bến Ngọc",
        "parent": "thành phố Hải Thành",
    }
    assert theme_owner("commune", ward) == "phường Bến Ngọc"
    assert theme_owner("province", ward) == "thành phố Hải Thành"
    assert theme_owner("national", ward) == "cả nước"
    assert theme_owner("province") == "tỉnh, thành phố"
    themes: Any = [{"of": "commune", "text": "b"}, {"of": "national", "text": "a"}]
    assert [theme["text"] for theme in themes_in_order(themes)] == ["a", "b"]


UNITS = [
    UnitCard(uuid4(), "Phòng Kinh tế", "", "office"),
    UnitCard(uuid4(), "Phòng Văn hóa - Xã hội", "Phòng VH-XH", "office"),
    UnitCard(uuid4(), "Tổ dân phố số 1", "", "residential_group"),
    UnitCard(uuid4(), "Tổ dân phố số 2", "", "residential_group"),
]


@pytest.mark.parametrize(
    ("name", "note", "standing", "units"),
    [
        ("Phòng Kinh tế", None, "matched", 1),
        ("Các tổ dân phố", None, "matched", 2),
        ("Phòng VHXH phường", None, "matched", 1),
        ("Ban Thi đua - Khen thưởng thành phố", "để báo cáo", "above", 0),
        ("Sở Nội vụ", None, "above", 0),
        ("Phòng Kinh tế phường", "b/c", "matched", 1),
        ("CT, các PCT UBND phường", None, "leaders", 0),
        ("Báo Hải Thành", None, "unmatched", 0),
    ],
)
def test_who_a_recipient_is(name: str, note: str | None, standing: str, units: int) -> None:
    plan: Any = {"recipients": [{"name": name, "note": note, "id": "n"}]}
    (row,) = match_recipients(plan, UNITS)
    assert (row.standing, len(row.units), row.item) == (standing, units, "n")


def test_the_file_copy_is_nobody() -> None:
    plan: Any = {"recipients": [{"name": "VT, VHXH", "archive": True}]}
    assert [row.standing for row in match_recipients(plan, UNITS)] == ["archive"]
