"""Words marked in the paper become items: read by the same readers, standing where they were printed."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.plans.contract import dumps
from thidua.core.plans.corrections.marking import MARKED_KINDS, add_passage, find_words, item_from_passage
from thidua.core.plans.identity import name_items
from thidua.core.plans.reading import read_plan

TEXT = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
KẾ HOẠCH
Phát động thi đua hè năm 2026

I. MỤC ĐÍCH
Làm cho ngõ phố sạch hơn.

II. CHỈ TIÊU
(1) Thu gom 95% rác trong ngày.

III. CHUYỆN KHÁC
Phường mong **ít nhất 80%** nhà ven sông trồng cây.
Phòng Kinh tế theo dõi, đôn đốc các tổ dân phố trồng cây.
Các tổ gửi danh sách nhà trồng cây về phường trước ngày 15/8/2026.
Tổ trồng nhiều cây nhất được Chủ tịch Ủy ban nhân dân phường tặng Giấy khen.
Làm theo Kế hoạch số 21/KH-UBND ngày 02/3/2026 của Ủy ban nhân dân thành phố.
Hưởng ứng phong trào "Ngõ xanh ven sông" của thành phố.
"""


@pytest.fixture
def plan() -> Any:
    numbers = count(1)
    return name_items(read_plan(TEXT), lambda: f"n{next(numbers)}")


def span(plan: Any, words: str) -> tuple[int, int]:
    return find_words(plan["x_text"], words)[0]


def test_a_target_gets_the_levels_of_its_words(plan: Any) -> None:
    grown, paths, verdict = add_passage(plan, "targets", *span(plan, "ít nhất 80%** nhà ven sông trồng cây"))
    assert verdict and paths == ["targets/1"] and len(plan["targets"]) == 1
    target = grown["targets"][1]
    assert target["text"] == "ít nhất 80% nhà ven sông trồng cây"
    (measure,) = target["measures"]
    assert (measure["operator"], measure["value"], measure["unit"]) == ("at_least", 80, "%")
    start, end = target["source"]["chars"]
    assert plan["x_text"][start:end] == "ít nhất 80%** nhà ven sông trồng cây"


def test_half_a_word_is_the_whole_word(plan: Any) -> None:
    start, end = span(plan, "mong **ít nhất 80%** nhà ven sông trồng")
    items, _ = item_from_passage(plan, "tasks", start + 2, end - 2)
    assert items[0]["text"] == "mong ít nhất 80% nhà ven sông trồng"


def test_a_whole_line_keeps_its_label_apart(plan: Any) -> None:
    items, _ = item_from_passage(plan, "tasks", *span(plan, "(1) Thu gom 95% rác trong ngày."))
    assert (items[0]["label"], items[0]["text"]) == ("(1)", "Thu gom 95% rác trong ngày.")


def test_a_time_limit_needs_its_day(plan: Any) -> None:
    (limit,), _ = item_from_passage(
        plan, "deadlines", *span(plan, "Các tổ gửi danh sách nhà trồng cây về phường trước ngày 15/8/2026.")
    )
    assert (limit["date"], limit["bound"]) == ("2026-08-15", "before")
    none, verdict = item_from_passage(plan, "deadlines", *span(plan, "Các tổ gửi danh sách"))
    assert none == [] and verdict.reasons[0].code == "no_deadlines"


def test_a_unit_comes_with_its_duty_and_joins_its_own(plan: Any) -> None:
    words = "Phòng Kinh tế theo dõi, đôn đốc các tổ dân phố trồng cây."
    grown, paths, verdict = add_passage(plan, "assignments", *span(plan, words))
    assert verdict and [row["unit"] for row in grown["assignments"]] == ["Phòng Kinh tế"]
    assert grown["assignments"][0]["duties"][0]["role"] == "lead"
    more, again, verdict = add_passage(
        grown, "assignments", *span(plan, "nhà ven sông trồng cây"), unit="phòng kinh tế"
    )
    assert verdict and again == paths == ["assignments/0"]
    assert len(more["assignments"][0]["duties"]) == 2
    nobody, verdict = item_from_passage(plan, "assignments", *span(plan, "nhà ven sông trồng cây"))
    assert nobody == [] and verdict.reasons[0].code == "no_assignments"


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        (
            "commendation",
            "Tổ trồng nhiều cây nhất được Chủ tịch Ủy ban nhân dân phường tặng Giấy khen.",
            {"form": "Giấy khen"},
        ),
        ("legal_bases", "Kế hoạch số 21/KH-UBND ngày 02/3/2026", {"number": "21/KH-UBND", "date": "2026-03-02"}),
        ("linked_movements", 'phong trào "Ngõ xanh ven sông"', {"name": "Ngõ xanh ven sông"}),
        ("linked_movements", "Ngõ xanh ven sông", {"name": "Ngõ xanh ven sông"}),
        ("purposes", "Phường mong **ít nhất 80%** nhà ven sông", {"text": "Phường mong ít nhất 80% nhà ven sông"}),
        ("themes", "Ngõ xanh ven sông", {"text": "Ngõ xanh ven sông", "of": "commune"}),
        ("recipients", "Các tổ", {"name": "Các tổ"}),
        ("channels", "tổ dân phố", {"name": "tổ dân phố"}),
    ],
)
def test_each_kind_reads_its_own_way(plan: Any, kind: str, words: str, told: dict[str, Any]) -> None:
    (item,), verdict = item_from_passage(plan, kind, *span(plan, words))
    assert verdict and {name: item[name] for name in told} == told


def test_the_same_words_are_not_taken_twice(plan: Any) -> None:
    words = "Phường mong **ít nhất 80%** nhà ven sông trồng cây."
    grown, _, _ = add_passage(plan, "targets", *span(plan, words))
    same, paths, verdict = add_passage(grown, "targets", *span(plan, words))
    assert same is grown and paths == [] and verdict.reasons[0].code == "already_read"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-4, 8), (10**6, 10**6 + 5), (0, 1)])
def test_a_place_without_words_is_told(plan: Any, start: int, end: int) -> None:
    items, verdict = item_from_passage(plan, "targets", start, end)
    assert items == [] and verdict.reasons[0].code == "nothing_marked"


def test_a_kind_of_nothing_is_refused(plan: Any) -> None:
    assert item_from_passage(plan, "signatory", 0, 20)[1].reasons[0].code == "no_such_kind"


@given(st.data())
def test_anything_marked_becomes_items_inside_the_paper_or_a_reason(data: Any) -> None:
    numbers = count(1)
    plan: Any = name_items(read_plan(TEXT), lambda: f"n{next(numbers)}")
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, len(TEXT)))
    kind = data.draw(st.sampled_from(MARKED_KINDS))
    into = "targets/0" if kind == "sub_targets" else ""
    before = dumps(plan)
    grown, paths, verdict = add_passage(plan, kind, start, end, into=into)
    assert dumps(plan) == before
    assert bool(verdict) == bool(paths)
    for path in paths:
        item: Any = grown
        for step in path.split("/"):
            item = item[int(step) if step.isdigit() else step]
        left, right = item["source"]["chars"]
        assert 0 <= left < right <= len(plan["x_text"])
