"""The list of tasks of a paper: units, parts, due dates, and nothing that the paper asks is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.plans.reading import read_plan
from thidua.core.plans.tasks import COLUMNS, NOBODY, TaskLine, cells, task_lines, tasks_by_unit

TEXT = """KẾ HOẠCH
Phát động phong trào thi đua năm 2026
II. NHIỆM VỤ
1. Trồng cây ven kênh, dọn sạch các ngõ.
2. Mở lớp dạy bơi cho thiếu nhi.
V. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Chủ trì, phối hợp với Công an phường dẹp biển quảng cáo treo sai chỗ.
- Tham mưu kinh phí khen thưởng trước ngày 20/3/2026.
2. Các tổ dân phố
- Báo cáo kết quả về Phòng Kinh tế trước ngày 05/12/2026.
- Hằng quý, trước ngày 20 tháng cuối quý, gửi số liệu về Phòng Kinh tế.
3. Phòng Kinh tế phường
- Niêm yết kết quả hằng tuần.
"""


def lines_of(text: str = TEXT, **found: Any) -> list[TaskLine]:
    return task_lines(read_plan(text), **found)


def about(lines: list[TaskLine], words: str) -> list[TaskLine]:
    return [line for line in lines if words in line.text]


def test_duties_carry_unit_part_and_due_date() -> None:
    (line,) = about(lines_of(), "kinh phí")
    assert (line.unit, line.role_words, line.due_on) == ("Phòng Kinh tế", "Tham mưu", date(2026, 3, 19))
    assert "20/3/2026" in line.due
    assert line.source is not None and TEXT.split("\n")[line.source["lines"][0] - 1].startswith("- Tham mưu")


def test_who_works_with_the_leader_has_a_line_too() -> None:
    plan: Any = read_plan(TEXT)
    plan["assignments"][0]["duties"][0]["with"] = ["Công an phường"]
    leader, partner = about(task_lines(plan), "biển quảng cáo")
    assert (leader.unit, leader.role, leader.partners) == ("Phòng Kinh tế", "lead", ("Công an phường",))
    assert (partner.unit, partner.role, partner.partners) == ("Công an phường", "coordinate", ("Phòng Kinh tế",))
    assert leader.item == partner.item


def test_who_only_works_with_others_gives_them_no_line() -> None:
    plan: Any = read_plan(TEXT)
    plan["assignments"][0]["duties"][0] |= {"role": "coordinate", "with": ["Công an phường"]}
    (line,) = about(task_lines(plan), "biển quảng cáo")
    assert (line.unit, line.partners) == ("Phòng Kinh tế", ("Công an phường",))


def test_tasks_that_name_nobody_come_last_and_are_called_so() -> None:
    groups = tasks_by_unit(read_plan(TEXT))
    assert groups[-1].unit is None
    assert [line.text for line in groups[-1].lines] == [
        "Trồng cây ven kênh, dọn sạch các ngõ.",
        "Mở lớp dạy bơi cho thiếu nhi.",
    ]
    assert groups[-1].lines[0].group == "NHIỆM VỤ" or groups[-1].lines[0].group


def test_two_spellings_of_a_unit_are_one_group() -> None:
    groups = tasks_by_unit(read_plan(TEXT))
    names = [group.unit for group in groups]
    assert names.count("Phòng Kinh tế") == 1 and "Phòng Kinh tế phường" not in names
    assert any("Niêm yết" in line.text for line in groups[names.index("Phòng Kinh tế")].lines)


def test_a_deadline_is_told_once_with_its_sentence() -> None:
    lines = lines_of()
    (yearly,) = about(lines, "Báo cáo kết quả")
    assert (yearly.unit, yearly.due_on) == ("Các tổ dân phố", date(2026, 12, 4))
    (quarterly,) = about(lines, "gửi số liệu")
    assert "quý" in quarterly.due and quarterly.due_on is None
    assert sum("05/12/2026" in line.due for line in lines) == 1


def test_a_deadline_of_somebody_else_has_a_line_of_its_own() -> None:
    plan: Any = read_plan(TEXT)
    limit = next(one for one in plan["deadlines"] if one.get("date") == "2026-12-05")
    limit["who"] = ["Các trường học"]
    lines = task_lines(plan)
    assert about(lines, "Báo cáo kết quả về Phòng Kinh tế trước")[0].due == ""
    (own,) = [line for line in lines if line.unit == "Các trường học"]
    assert (own.text, own.due_on) == (limit["what"], date(2026, 12, 4))


def test_a_task_whose_time_limit_names_somebody_is_theirs() -> None:
    plan: Any = read_plan(TEXT)
    task = plan["tasks"][0]
    plan["deadlines"] = [
        {"kind": "other", "when": "trong quý II", "date": "2026-Q2", "who": ["Tổ 1"], "what": "Trồng cây"}
        | {"source": task["source"]}
    ]
    (line,) = about(task_lines(plan), "Trồng cây ven kênh")
    assert (line.unit, line.due, line.due_on) == ("Tổ 1", "trong quý II", date(2026, 6, 30))


def test_the_choice_of_the_clerk_moves_the_last_day() -> None:
    plan: Any = read_plan(TEXT)
    limit = next(one for one in plan["deadlines"] if one.get("date") == "2026-12-05")
    limit["id"] = "k"
    assert [line.due_on for line in task_lines(plan, {"k": {"choice": "inclusive"}}) if "05/12" in line.due] == [
        date(2026, 12, 5)
    ]


def test_a_table_gives_leaders_helpers_products_and_months() -> None:
    plan: Any = read_plan(TEXT)
    plan["tasks"] = [
        {
            "text": "Số hóa sổ hộ tịch",
            "lead": ["Văn phòng"],
            "support": ["Công an"],
            "due": "2026-09",
            "product": "Kho số",
        }
    ]
    leader, helper = about(task_lines(plan), "Số hóa")
    assert (leader.unit, leader.role, leader.due, leader.due_on) == ("Văn phòng", "lead", "09/2026", date(2026, 9, 30))
    assert (leader.partners, leader.product) == (("Công an",), "Kho số")
    assert (helper.unit, helper.role, helper.partners) == ("Công an", "coordinate", ("Văn phòng",))


def test_the_sheet_has_a_cell_under_every_heading() -> None:
    rows = cells(tasks_by_unit(read_plan(TEXT)))
    assert rows and all(len(row) == len(COLUMNS) for row in rows)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1][1] == NOBODY


IN_ONE_LINE = """V. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế: chủ trì theo dõi, gửi báo cáo trước ngày 15/6/2026.
2. Giao Văn phòng tổng hợp, báo cáo Ủy ban nhân dân phường trước ngày 05/12/2026.
3. Quỹ tín dụng nhân dân: gửi số liệu trước ngày 02/11/2026. Đăng ký việc tốt trước ngày 03/11/2026.
4. Giao Công an phường theo dõi; Trạm Y tế gửi danh sách trước ngày 01/10/2026.
5. Các phòng, ban báo cáo kết quả trước ngày 04/10/2026.
"""


def test_a_duty_after_the_name_of_its_unit_has_its_due_date_and_stands_once() -> None:
    lines = [(line.unit, line.text, line.due_on and line.due_on.isoformat()) for line in lines_of(IN_ONE_LINE)]
    assert lines == [
        ("Phòng Kinh tế", "chủ trì theo dõi, gửi báo cáo trước ngày 15/6/2026.", "2026-06-14"),
        ("Văn phòng", "tổng hợp, báo cáo Ủy ban nhân dân phường trước ngày 05/12/2026.", "2026-12-04"),
        ("Quỹ tín dụng nhân dân", "gửi số liệu trước ngày 02/11/2026", "2026-11-01"),
        ("Quỹ tín dụng nhân dân", "Đăng ký việc tốt trước ngày 03/11/2026.", "2026-11-02"),
        ("Công an phường", "theo dõi", None),
        ("Trạm Y tế", "gửi danh sách trước ngày 01/10/2026.", "2026-09-30"),
        ("Các phòng, ban", "báo cáo kết quả trước ngày 04/10/2026.", "2026-10-03"),
    ]


def test_a_deadline_goes_to_the_sentence_that_shares_most_words_with_it() -> None:
    plan: Any = read_plan(IN_ONE_LINE)
    first, second = plan["assignments"][2]["duties"]
    (limit,) = [one for one in plan["deadlines"] if one.get("date") == "2026-11-03"]
    limit["who"] = []
    limit["source"] = {**second["source"], "chars": [first["source"]["chars"][1] - 3, second["source"]["chars"][1]]}
    lines = [line for line in task_lines(plan) if line.unit == "Quỹ tín dụng nhân dân"]
    assert [line.due for line in lines] == ["trước ngày 02/11/2026", "trước ngày 03/11/2026"]


def test_an_office_named_after_a_duty_keeps_its_name() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n1. Văn phòng đăng ký đất đai báo cáo kết quả hằng tuần.\n"
    assert [line.unit for line in lines_of(text)] == ["Văn phòng đăng ký đất đai"]


@given(st.lists(st.one_of(st.sampled_from(TEXT.split("\n")), st.text(max_size=40)), max_size=25).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_every_sentence_that_asks_something_is_on_the_list(text: str) -> None:
    plan = read_plan(text)
    listed = [line.text for line in task_lines(plan)]
    asked = [duty["text"] for one in plan["assignments"] for duty in one["duties"]]
    assert set(asked) | {task["text"] for task in plan["tasks"]} <= set(listed)
    told = "; ".join(line.due for line in task_lines(plan))
    assert all(one["when"] in told for one in plan["deadlines"])
