"""Forms of written plans: heads, signatures, decisions, letters, tables, and what is said only where it must be."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_plans import plans

from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import PaperKind, Table
from thidua.core.plans.reading import read_plan
from thidua.core.plans.writing import plan_differences, plan_paper, quick_paper


@pytest.fixture
def plan() -> dict[str, Any]:
    """A small plan, the first that chance gives."""
    found: list[dict[str, Any]] = []

    @settings(max_examples=1, derandomize=True, deadline=None)
    @given(plans())
    def take(one: dict[str, Any]) -> None:
        found.append(one)

    take()
    return deepcopy(found[0])


def lines(plan: Any) -> list[str]:
    return paper_lines(plan_paper(plan)).split("\n")


def back(plan: Any) -> list[str]:
    return [one.path for one in plan_differences(plan, read_plan("\n".join(lines(plan))))]


@pytest.mark.parametrize(
    ("mode", "behalf", "position", "printed"),
    [
        ([], None, "Chủ tịch", ["CHỦ TỊCH"]),
        (["TM"], "Ủy ban nhân dân", "Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        (
            ["TM", "KT"],
            "Ủy ban nhân dân",
            "Phó Chủ tịch",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (["KT"], "Giám đốc", "Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (["TUQ"], "Chủ tịch", "Chánh Văn phòng", ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (["Q"], None, "Chủ tịch", ["Q. CHỦ TỊCH"]),
    ],
)
def test_who_signs_and_in_what_capacity(plan, mode, behalf, position, printed) -> None:
    plan["signatory"] = {"name": "Đỗ Thị Hạnh", "position": position, "mode": mode, "behalf_of": behalf}
    said = lines(plan)
    at = said.index(printed[0])
    assert said[at : at + len(printed) + 1] == [*printed, "Đỗ Thị Hạnh"]
    assert [path for path in back(plan) if path.startswith("signatory")] == []


def test_a_decision_carries_its_plan(plan) -> None:
    plan["document"] |= {"kind": "decision", "number": "18", "symbol": "QĐ-UBND"}
    plan["document"]["title"] = "Ban hành Kế hoạch phát động phong trào thi đua năm 2025"
    paper = plan_paper(plan)
    assert paper.kind is PaperKind.DECISION
    said = paper_lines(paper)
    assert said.index("QUYẾT ĐỊNH:") < said.index("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát động")
    assert paper.annexes[0].label == "KẾ HOẠCH" and paper.annexes[0].title.startswith("Phát động phong trào")
    assert "(Kèm theo Quyết định số 18/QĐ-UBND ngày " in said
    assert [path for path in back(plan) if path.startswith(("document", "targets", "assignments", "tasks"))] == []


def test_a_letter_has_no_name_of_its_kind(plan) -> None:
    plan["document"] |= {"kind": "dispatch", "symbol": "UBND-VHXH"}
    paper = plan_paper(plan)
    assert (paper.head.name, paper.head.title[:4]) == ("", "V/v ")
    assert any(line.startswith("Kính gửi:") for line in lines(plan))
    assert [path for path in back(plan) if path.startswith("document")] == []


def test_a_month_without_a_day_leaves_room_for_the_day(plan) -> None:
    plan["document"] |= {"number": None, "date": "2025-09"}
    said = paper_lines(plan_paper(plan))
    assert "tháng 9 năm 2025" in said
    assert [path for path in back(plan) if path.startswith("document")] == []


def test_a_limit_that_stands_in_a_duty_is_not_said_again(plan) -> None:
    text = "Gửi báo cáo số liệu về Ủy ban nhân dân phường trước ngày 20/11/2026."
    plan["assignments"] = [{"unit": "Trạm Y tế phường", "duties": [{"role": "perform", "text": text}]}]
    plan["deadlines"] = [
        {
            "kind": "report",
            "when": "trước ngày 20/11/2026",
            "date": "2026-11-20",
            "bound": "before",
            "who": ["Trạm Y tế phường"],
            "to": "Ủy ban nhân dân phường",
            "what": "báo cáo số liệu về Ủy ban nhân dân phường",
        }
    ]
    assert "\n".join(lines(plan)).count("20/11/2026") == 1
    assert [path for path in back(plan) if path.startswith("deadlines")] == []


def test_what_no_other_words_hold_gets_words_of_its_own(plan) -> None:
    plan["legal_bases"] = [
        {
            "type": "resolution",
            "number": "57-NQ/TW",
            "date": "2024-12-22",
            "issuer": "Bộ Chính trị",
            "title": None,
            "role": "cited",
        }
    ]
    plan["channels"] = [*read_plan("\n".join(lines(plan)))["channels"], {"name": "fanpage"}]
    plan["linked_movements"] = [{"name": "Chung sức xây dựng nông thôn mới", "launched_by": None}]
    said = "\n".join(lines(plan))
    assert "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị." in said
    assert [path for path in back(plan) if path.startswith(("legal_bases", "linked", "channels"))] == []


def test_points_and_members_come_back(plan) -> None:
    plan["scoring"] = {
        "total": 100,
        "criteria": [
            {"label": "I", "text": "Thực hiện nhiệm vụ", "points": 100, "kind": "group"},
            {"label": "1", "text": "Vệ sinh đường phố", "points": 60, "kind": "base"},
            {"label": "2", "text": "Giữ gìn trật tự", "points": 40, "kind": "base"},
            {"label": "II", "text": "Có sáng kiến được áp dụng", "points": 5, "kind": "bonus"},
            {"label": "III", "text": "Báo cáo chậm", "points": 2.5, "kind": "penalty"},
        ],
    }
    plan["block"] = {
        "name": "Khối thi đua số 4",
        "members": [
            {"unit": "Trường Tiểu học Hoa Ban", "role": "head"},
            {"unit": "Trường Mầm non Hoa Sim", "role": "deputy"},
            {"unit": "Trường Trung học cơ sở Hoa Lan", "role": "member"},
        ],
    }
    assert [path for path in back(plan) if path.startswith(("scoring", "block"))] == []


def test_centred_columns_hold_their_longest_word(plan) -> None:
    measure = {"metric": "Thu nhập", "operator": "equal", "value": 90, "unit": "triệu đồng/người/năm", "basis": None}
    row = {"label": "1", "text": "Thu nhập", "measures": [{**measure, "as_written": "90"}], "lead": ["Phòng Kinh tế"]}
    plan["targets"] = [row]
    table = next(block for block in plan_paper(plan).annexes[0].body if isinstance(block, Table))
    unit = next(column for column in table.columns if column.title == "Đơn vị tính")
    assert unit.width >= len("đồng/người/năm") * 2


def test_the_quick_paper_says_the_same_things(plan) -> None:
    said = paper_lines(quick_paper(plan))
    for target in plan["targets"]:
        assert target["text"] in said
    for assignment in plan["assignments"]:
        assert assignment["unit"] in said


@settings(max_examples=25, derandomize=True, deadline=None)
@given(plans(), st.data())
def test_an_odd_plan_is_written_all_the_same(plan: Any, data: st.DataObject) -> None:
    """Labels, names and days that no paper would print stop nobody."""
    odd = data.draw(st.sampled_from(("", "•", "99.99.99", "o", "A", "XX", "Điều", "(", "a\tb", "\n")))
    plan["document"] |= {"date": data.draw(st.sampled_from((None, "2026", "2026-02-31"))), "title": odd * 3}
    plan["document"]["issuer"]["name"] = odd
    for item in (*plan["targets"], *plan["tasks"], *plan["purposes"]):
        item["label"] = odd
        item["group"] = odd
    plan["signatory"] = data.draw(st.sampled_from((None, {"name": None, "position": None, "mode": ["KT"]})))
    plan["commendation"][0].pop("text")
    assert paper_lines(plan_paper(plan))
