"""Blocks read from sentences, numbered again, and found again in the paper that is made of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from draft_plans import WARD, plan_of, plans
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.law import Instrument
from thidua.core.plans.drafting import (
    Frame,
    Note,
    add_block,
    basis_notes,
    blank_plan,
    follow_words,
    move_block,
    next_year,
    notes_of,
    number_again,
    remove_block,
    settle_notes,
)
from thidua.core.plans.drafting.notes import with_notes
from thidua.core.plans.drafting.paper import DRAFT, draft_paper, written
from thidua.core.plans.identity import items
from thidua.core.plans.reading import read_plan

BLANK: Any = blank_plan(Frame("Xã An Lộc", "Tỉnh Sơn Bình", 2027, "seed"))


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("targets", {"text": "Tỷ lệ hộ văn hóa đạt 97% trở lên"}, {"measures.0.operator": "at_least"}),
        (
            "deadlines",
            {"text": "Nộp hồ sơ khen thưởng", "when": "trước ngày 05/12/2027"},
            {"date": "2027-12-05", "kind": "dossier"},
        ),
        ("deadlines", {"text": "Báo cáo quý", "when": "trước ngày 15 tháng cuối quý"}, {"recurrence.every": "quarter"}),
        (
            "legal_bases",
            {"text": "Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022"},
            {"type": "law", "date": "2022-06-15"},
        ),
        (
            "commendation",
            {"text": "Chủ tịch UBND xã tặng Giấy khen cho 06 tập thể"},
            {"form": "Giấy khen", "collectives": 6},
        ),
        (
            "recipients",
            {"text": "Thường trực Đảng ủy (để báo cáo)"},
            {"name": "Thường trực Đảng ủy", "note": "để báo cáo"},
        ),
        ("recipients", {"text": "Lưu: VT, VHXH."}, {"name": "VT, VHXH", "archive": True}),
        ("themes", {"text": "“Phố sạch”", "of": "province", "year": "2027"}, {"text": "Phố sạch", "year": 2027}),
        ("phases", {"text": "1"}, {"label": "Giai đoạn 1"}),
    ],
)
def test_a_sentence_becomes_a_block(kind: str, typed: dict[str, str], found: dict[str, Any]) -> None:
    grown, verdict, added = add_block(BLANK, kind, typed)
    assert (bool(verdict), added) == (True, 1)
    for path, value in found.items():
        here: Any = grown[kind][-1]  # type: ignore[literal-required]
        for step in path.split("."):
            here = here[int(step)] if step.isdigit() else here[step]
        assert here == value


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("targets", {"text": " "}, "text"),
        ("targets", {"text": "Phố\u202esạch"}, "text"),
        ("tasks", {"text": "a" * 5001}, "text"),
        ("legal_bases", {"text": "một văn bản nào đó"}, "text"),
        ("legal_bases", {"text": "Luật", "type": "poem"}, "text"),
        ("deadlines", {"text": "Báo cáo", "when": "khi nào xong"}, "when"),
        ("deadlines", {"text": "Báo cáo", "when": "trước ngày 31/02/2027"}, "when"),
        ("themes", {"text": "Phố sạch", "of": "moon"}, "of"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(kind: str, typed: dict[str, str], field: str) -> None:
    same, verdict, added = add_block(BLANK, kind, typed)
    assert (same, added, verdict.reasons[0].field) == (BLANK, 0, field)


def test_duties_go_under_their_unit_with_the_part_that_their_words_give() -> None:
    grown, _, _ = add_block(BLANK, "assignments", {"text": "Phòng Văn hóa - Xã hội"})
    grown, verdict, _ = add_block(grown, "duties", {"text": "Phối hợp kiểm tra các thôn"}, within="assignments/0")
    assert verdict
    assert grown["assignments"][0]["duties"][0]["role"] == "coordinate"
    assert not add_block(grown, "duties", {"text": "Kiểm tra"}, within="targets/0")[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["(1)", "(3)", None], ["(1)", "(2)", "(3)"]),
        (["a)", None, "b)"], ["a)", "b)", "c)"]),
        (["-", None], ["-", "-"]),
        ([None, None], [None, None]),
        (["2.", "1."], ["1.", "2."]),
    ],
)
def test_numbers_follow_the_order(before: list[Any], after: list[Any]) -> None:
    rows = [{"label": label} for label in before]
    number_again(rows)
    assert [row["label"] for row in rows] == after


def test_numbers_begin_anew_with_a_group_when_they_did_before() -> None:
    rows = [
        {"label": "1.", "group": "a"},
        {"label": "2.", "group": "a"},
        {"label": "1.", "group": "b"},
        {"label": None, "group": "b"},
    ]
    number_again(rows)
    assert [row["label"] for row in rows] == ["1.", "2.", "1.", "2."]


def test_measures_keep_their_id_and_ground_when_the_sentence_changes() -> None:
    plan = next_year(plan_of(WARD), 2027, seed="s")[0]
    before = plan["targets"][0]["measures"][0]
    plan["targets"][0]["text"] = "Tỷ lệ hộ dùng nước sạch đạt trên 97%."
    changed, verdict = follow_words(plan, "targets/0", ("text",))
    after = changed["targets"][0]["measures"][0]
    assert verdict
    assert (after["operator"], after["id"], after.get("baseline")) == ("above", before["id"], 95)


def test_moving_and_taking_out_stop_at_the_ends() -> None:
    plan = plan_of(WARD)
    assert move_block(plan, "targets/0", -1)[0] == plan
    swapped, _ = move_block(plan, "targets/0", 1)
    assert [row["text"] for row in swapped["targets"]] == [row["text"] for row in plan["targets"]][::-1]
    assert [row["label"] for row in swapped["targets"]] == ["(1)", "(2)"]
    for path in ("targets/9", "document", "scoring", "x_text", "targets"):
        assert not remove_block(plan, path)[1]
        assert not move_block(plan, path, 1)[1]
    assert not remove_block(plan, "targets/0/measures/0")[1]


def test_notes_are_kept_once_and_settled_by_key_or_item() -> None:
    plan: Any = {}
    one, two = Note("a", "x", "Một."), Note("b", "y", "Hai.")
    with_notes(plan, [one, two, one])
    assert notes_of(plan) == [one, two]
    assert notes_of(settle_notes(plan, key=one.key)) == [two]
    assert notes_of(settle_notes(plan, item="b")) == []


def test_documents_that_ended_are_told_with_what_replaced_them() -> None:
    plan = plan_of(WARD)
    own = Instrument("08/KH-UBND", "Kế hoạch", "secondary", "sổ", until=date(2026, 12, 31), replaced_by="3/KH-UBND")
    told = [note.text for note in basis_notes(plan, date(2027, 1, 1), [own])]
    assert any("98/2023/NĐ-CP hết hiệu lực" in text and "152/2025/NĐ-CP" in text for text in told)
    assert "08/KH-UBND hết hiệu lực từ 31/12/2026, được thay bằng 3/KH-UBND." in told
    assert basis_notes(plan, date(2024, 2, 1)) == []


@given(plans(), st.booleans())
def test_every_place_lies_in_the_text_and_says_the_words(plan: Any, exact: bool) -> None:
    draft = written(next_year(plan, 2027, seed="s")[0])
    text = draft["x_text"]
    for path, item in items(draft):
        if source := item.get("source"):
            start, end = source["chars"]
            assert 0 <= start < end <= len(text)
            assert source["lines"] == [text.count("\n", 0, start) + 1, text.count("\n", 0, end - 1) + 1]
            if path.startswith("purposes/"):
                assert text[start:end].split() == item["text"].split()


def test_the_printed_paper_is_marked_and_bears_no_number_until_it_is_signed() -> None:
    plan = plan_of(WARD)
    paper = draft_paper(plan)
    assert (paper.head.number, paper.head.date, paper.body[0].text) == (None, None, DRAFT)  # type: ignore[union-attr]
    assert draft_paper(plan, signed=True).head.number == "15"


def test_reading_the_exact_paper_gives_the_same_targets_and_limits() -> None:
    draft = written(next_year(plan_of(WARD), 2027, seed="s")[0], exact=True)
    again = read_plan(draft["x_text"])
    assert [row["text"] for row in again["targets"]] == [row["text"] for row in draft["targets"]]
    assert [row.get("date") for row in again["deadlines"]] == [row.get("date") for row in draft["deadlines"]]
