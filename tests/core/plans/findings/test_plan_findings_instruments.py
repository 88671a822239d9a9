"""Cited documents: which one is meant, who issued it, and whether it still holds."""

from __future__ import annotations

from datetime import date

import pytest
from sound_plan import GOAL, put, told

from thidua.core.plans.findings import Finding, beside, check_plan
from thidua.core.plans.library import Shelved, register_of
from thidua.core.plans.reading import read_plan

CITY_PLAN = "Theo Kế hoạch số 05/KH-UBND ngày 02/01/2026 của UBND thành phố và"
OLD_DECREE = "Nghị định số 98/2023/NĐ-CP"


def across(one: str, other: str) -> list[Finding]:
    """What is said of two dates in a plan with `one` beside a plan with `other`."""
    shelf = [beside("khac.txt", read_plan(put(GOAL, other)))]
    plan = read_plan(put(GOAL, one))
    return [each for each in check_plan(plan, shelf=shelf) if each.code == "instrument_two_dates"]


@pytest.mark.parametrize("join", [" và", ",", " cùng với"])
def test_a_document_behind_the_issuer_of_another_is_checked_too(join: str) -> None:
    words = CITY_PLAN.replace(" và", join)
    [finding] = told(f"{words} {OLD_DECREE} ngày 31/12/2023.", "instrument_replaced")
    assert finding.severity == "must" and finding.message.startswith("98/2023/NĐ-CP")
    [two] = told(f"{words} Nghị định số 152/2025/NĐ-CP ngày 15/6/2025.", "instrument_two_dates")
    assert two.message.startswith("Văn bản 152/2025/NĐ-CP")


def test_an_issuer_ends_where_the_next_document_begins() -> None:
    words = "Theo Kế hoạch số 12/KH-BCD ngày 05/02/2026 của Ban Chỉ đạo và Nghị định số 152/2025/NĐ-CP của Chính phủ;"
    words += " Kế hoạch số 12/KH-BCD ngày 06/02/2026 của Ban Chỉ đạo phường."
    assert told(words, "instrument_two_dates")


LAO_CAI = "Theo Quyết định số 15/2026/QĐ-UBND ngày {} của Ủy ban nhân dân tỉnh Lào Cai."
CA_MAU = LAO_CAI.replace("Lào Cai", "Cà Mau")
PARTY = "Theo Nghị quyết số 05-NQ/TU ngày {} của {}."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LAO_CAI.format("05/01/2026"), CA_MAU.format("06/01/2026")),
        (LAO_CAI.format("05/01/2026"), CA_MAU.format("06/01/2026").replace("Ủy ban nhân dân tỉnh", "UBND TỈNH")),
        (PARTY.format("05/01/2026", "Tỉnh ủy Lào Cai"), PARTY.format("06/01/2026", "Thành ủy Hải Phòng")),
        (LAO_CAI.format("05/01/2026"), LAO_CAI.format("06/01/2026").replace(" của Ủy ban nhân dân tỉnh Lào Cai", "")),
        (LAO_CAI.format("05/01/2026"), LAO_CAI.format("06/01/2026").replace(" Lào Cai", "")),
        (PARTY.format("05/01/2026", "Đảng bộ xã"), PARTY.format("06/01/2026", "Đảng bộ tỉnh")),
    ],
)
def test_papers_that_may_speak_of_two_offices_do_not_contradict(one: str, other: str) -> None:
    assert across(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LAO_CAI.format("05/01/2026"), LAO_CAI.format("06/01/2026").replace("Ủy ban nhân dân", "UBND")),
        (PARTY.format("05/01/2026", "Tỉnh ủy Lào Cai"), PARTY.format("06/01/2026", "Tỉnh ủy Lào Cai")),
        (PARTY.format("05/01/2026", "Tỉnh ủy"), PARTY.format("06/01/2026", "Tỉnh ủy")),
        ("Theo Chỉ thị số 9-CT/TU ngày 02/3/2025.", "Theo Chỉ thị số 9-CT/TU ngày 05/3/2025."),
        ("Theo Quyết định số 1/QĐ-TTg ngày 05/01/2026.", "Theo Quyết định số 1/QĐ-TTg ngày 06/01/2026."),
        ("Theo Thông tư số 15/2025/TT-BNV ngày 04/8/2025.", "Theo Thông tư số 15/2025/TT-BNV ngày 05/8/2025."),
        ("Theo Luật số 06/2022/QH15 ngày 15/6/2022.", "Theo Luật số 06/2022/QH15 ngày 16/6/2022."),
    ],
)
def test_papers_that_date_the_document_of_one_office_differently_do(one: str, other: str) -> None:
    assert len(across(one, other)) == 1


def test_the_province_of_another_ward_may_be_another() -> None:
    """A paper that does not name its province speaks of it; two papers of one ward mean the same one."""
    one, other = (put(GOAL, PARTY.format(day, "Tỉnh ủy")) for day in ("05/01/2026", "06/01/2026"))
    far = read_plan(other.replace("Bình Yên", "Hải An").replace("BÌNH YÊN", "HẢI AN"))
    for plan, count in ((read_plan(other), 1), (far, 0)):
        found = check_plan(read_plan(one), shelf=[beside("khac.txt", plan)])
        assert [each.code for each in found].count("instrument_two_dates") == count


def test_in_one_paper_the_province_of_that_paper_is_meant() -> None:
    assert told(LAO_CAI.format("05/01/2026") + " " + CA_MAU.format("06/01/2026"), "instrument_two_dates") == []
    both = LAO_CAI.format("05/01/2026") + " " + LAO_CAI.format("06/01/2026").replace(" Lào Cai", "")
    assert len(told(both, "instrument_two_dates")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Bổ sung 10 mô hình theo Nghị định số 98/2023/NĐ-CP.",
        "Sửa đổi quy chế theo Thông tư số 01/2024/TT-BNV.",
        "Bổ sung tiêu chí thực hiện Nghị định số 98/2023/NĐ-CP.",
        "Thay thế mẫu biểu theo quy định tại Nghị định số 98/2023/NĐ-CP.",
    ],
)
def test_a_verb_that_governs_something_else_does_not_excuse_old_law(words: str) -> None:
    assert len(told(words, "instrument_replaced")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Nghị định số 152/2025/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 98/2023/NĐ-CP.",
        "Nghị định này thay thế Nghị định số 98/2023/NĐ-CP.",
        "Thông tư mới bãi bỏ Thông tư số 01/2024/TT-BNV.",
        "Sửa đổi khoản 2 Điều 5 của Nghị định số 98/2023/NĐ-CP.",
        "Thay thế Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 và Nghị định số 98/2023/NĐ-CP ngày 31/12/2023.",
        "Trước đây thực hiện theo Nghị định số 98/2023/NĐ-CP.",
    ],
)
def test_a_document_named_as_replaced_or_amended_is_no_fault(words: str) -> None:
    assert told(words, "instrument_replaced") == []


NAMED = [
    ("Luật Thi đua, khen thưởng ngày 26/11/2003", "15/2003/QH11", "replaced"),
    ("Luật Thi đua khen thưởng ngày 26 tháng 11 năm 2003", "15/2003/QH11", "replaced"),
    ("Luật Thi đua, khen thưởng năm 2013", "39/2013/QH13", "replaced"),
    ("Thông tư số 01/2024 của Bộ Nội vụ", "01/2024/TT-BNV", "replaced"),
    ("Nghị định 98/2023 của Chính phủ", "98/2023/NĐ-CP", "replaced"),
    ("Luật Tổ chức chính quyền địa phương năm 2015", "77/2015/QH13", "replaced"),
    ("Luật Thi đua, khen thưởng ngày 15/6/2022", "06/2022/QH15", "in_force"),
    ("Nghị định số 152/2025 của Chính phủ", "152/2025/NĐ-CP", "in_force"),
]
BASIS = "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ;"


@pytest.mark.parametrize(("words", "number", "standing"), NAMED, ids=[row[0] for row in NAMED])
def test_linter_and_register_find_the_same_law_in_the_same_words(words: str, number: str, standing: str) -> None:
    plan = read_plan(put(BASIS, f"Căn cứ {words};"))
    rows = [row for row in register_of([Shelved("a", "a", plan)], date(2026, 3, 1)) if row.law]
    assert [(row.number, row.citations[0].standing) for row in rows] == [(number, standing)]
    found = [one.message for one in check_plan(plan) if one.code == "instrument_replaced"]
    assert len(found) == (standing == "replaced") and all(one.startswith(number) for one in found)


@pytest.mark.parametrize(
    "words", ["Luật Đất đai năm 2003", "Thông tư số 01/2024 của Bộ Y tế", "Luật Thi đua, khen thưởng"]
)
def test_neither_takes_other_law_for_it(words: str) -> None:
    plan = read_plan(put(BASIS, f"Căn cứ {words};"))
    assert not [row for row in register_of([Shelved("a", "a", plan)], date(2026, 3, 1)) if row.law]
    assert not [one for one in check_plan(plan) if one.code == "instrument_replaced"]


def test_linter_and_register_ask_the_law_on_the_same_day() -> None:
    plan = read_plan(put("152/2025/NĐ-CP ngày 14/6/2025", "98/2023/NĐ-CP ngày 31/12/2023"))
    for signed in (None, date(2025, 6, 30), date(2025, 7, 1)):
        [row] = register_of([Shelved("a", "a", plan, signed)], date(2026, 3, 1))
        linted = {one.code for one in check_plan(plan, signed_on=signed)}
        assert ("instrument_replaced" in linted) == (row.citations[0].standing == "replaced")
    assert "instrument_replaced" not in {one.code for one in check_plan(plan, signed_on=date(2025, 6, 30))}


def test_a_law_whose_words_ran_together_is_known() -> None:
    [finding] = told("Căn cứ Luật Thi đua, khenthưởng ngày 26/11/2003.", "instrument_replaced")
    assert "15/2003/QH11" in finding.message
