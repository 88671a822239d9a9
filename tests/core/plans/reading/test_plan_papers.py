"""More papers of our own: five years and two phases, ninety days with a council, a block of nursery schools."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from thidua.core.plans.model import Plan
from thidua.core.plans.reading import read_plan

PAPERS = Path(__file__).parent / "papers"


@cache
def paper(name: str) -> Plan:
    return read_plan((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))


def test_goals_by_year_are_groups_of_targets() -> None:
    plan = paper("thematic")
    assert plan["objective"] is not None and plan["objective"]["text"].startswith("Phấn đấu không còn")
    assert [t["group"] for t in plan["targets"]] == ["Đến năm 2027"] * 2 + ["Đến năm 2030"] * 3
    assert [[m["operator"] for m in t["measures"]] for t in plan["targets"]] == [
        ["equal"],
        ["equal", "equal"],
        ["decrease"],
        ["equal"],
        ["at_least"],
    ]


def test_numbered_paragraphs_without_subheadings_part_into_purposes_and_requirements() -> None:
    plan = paper("thematic")
    assert [item["label"] for item in plan["purposes"]] == ["1"]
    assert [item["label"] for item in plan["requirements"]] == ["2"]


def test_the_ladder_of_awards_of_a_long_movement() -> None:
    awards = [(award["stage"], award["form"]) for award in paper("thematic")["commendation"]]
    assert awards == [
        ("mid_term", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
        ("final", "Huân chương Lao động hạng Ba"),
        ("final", "Bằng khen của Thủ tướng Chính phủ"),
        ("final", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"),
    ]


def test_a_heading_of_several_units_is_one_entry() -> None:
    units = [assignment["unit"] for assignment in paper("thematic")["assignments"]]
    assert units[3] == "Các sở, ban, ngành; Ủy ban nhân dân các xã, phường"
    assert len(units) == 5


def test_deadlines_of_a_long_movement() -> None:
    found = [
        (d["kind"], d.get("date") or d.get("recurrence") or d.get("after")) for d in paper("thematic")["deadlines"]
    ]
    assert found == [
        ("review", "2028-Q3"),
        ("review", "2030-12"),
        ("other", "2026-04-30"),
        ("report", {"every": "year", "month": 11, "day": 15}),
        ("dossier", "20 ngày sau khi kết thúc giai đoạn"),
    ]


def test_a_letterhead_that_names_commendation_is_no_heading() -> None:
    plan = paper("campaign")
    assert (plan["document"]["number"], plan["document"]["issuer"]["level"]) == ("03", "council")
    assert plan["movement"]["type"] == "campaign"
    assert {basis["role"] for basis in plan["legal_bases"]} == {"basis"}


def test_targets_numbered_in_two_steps_keep_their_groups() -> None:
    targets = paper("campaign")["targets"]
    assert [t["label"] for t in targets] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert {t["group"] for t in targets} == {"Về kinh tế", "Về văn hóa, xã hội", "Về cải cách hành chính"}
    assert targets[4]["measures"][0]["value"] == Decimal(12)
    assert targets[7]["measures"][0]["operator"] == "rank"


def test_two_columns_of_plain_text_at_the_end() -> None:
    plan = paper("campaign")
    assert [r["name"] for r in plan["recipients"]] == ["Sở Nội vụ", "Thành viên Hội đồng", "Các đơn vị tại mục V", "VT"]
    assert plan["signatory"] is not None and plan["signatory"]["name"] == "Đỗ Minh Quân"


def test_members_in_numbered_lines_with_their_parts() -> None:
    block = paper("nurseries")["block"]
    assert block is not None
    assert [member["role"] for member in block["members"]] == ["head", "deputy", "member", "member"]
    assert block["members"][0]["unit"] == "Trường Mầm non Hoa Hồng"


def test_points_of_a_scoring_table_never_become_targets() -> None:
    plan = paper("nurseries")
    scoring = plan["scoring"]
    assert scoring is not None and scoring["total"] == Decimal(100)
    assert [(c["label"], c["points"], c["kind"]) for c in scoring["criteria"]] == [
        ("I", Decimal(60), "group"),
        ("1", Decimal(30), "base"),
        ("2", Decimal(30), "base"),
        ("II", Decimal(30), "base"),
        ("III", Decimal(10), "bonus"),
    ]
    assert len(plan["targets"]) == 2


def test_a_rhythm_and_a_date_in_one_sentence_are_two_deadlines() -> None:
    found = [(d["kind"], d.get("date") or d.get("recurrence")) for d in paper("nurseries")["deadlines"]]
    assert found == [
        ("review", "2027-01-20"),
        ("review", "2027-05-31"),
        ("report", {"every": "term"}),
        ("registration", "2026-09-30"),
    ]
