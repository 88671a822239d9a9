"""Targets split and merged: the same words and measures on both ways, sources inside the old one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.plans.corrections import correct, join_parts, merge_targets, pieces_of, split_target
from thidua.core.plans.identity import name_items
from thidua.core.plans.reading import read_plan

SEVERAL = "Tỷ lệ hộ có thùng rác riêng đạt 92%; trồng mới 350 cây bàng; duy trì 04 ngõ hoa và 100% ngõ có đèn."


def numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def a_plan(*targets: str) -> Any:
    lines = "\n".join(f"({at}) {text}" for at, text in enumerate(targets, 1))
    text = f"KẾ HOẠCH\nPhát động thi đua hè năm 2026\n\nII. CHỈ TIÊU\n{lines}\n\nIII. THỜI GIAN\nNăm 2026.\n"
    return name_items(read_plan(text), numbered())


def told(item: Any) -> list[Any]:
    """What the measures of a target say, without names and without those that only repeat its words."""
    stated = [one for one in item["measures"] if one["operator"] != "qualitative"]
    return [(one["metric"], one["operator"], one["value"], one["unit"], one.get("source")) for one in stated]


def cuts_of(plan: Any, path: str) -> list[int]:
    return [piece.start for piece in pieces_of(plan, path) if piece.cut]


def test_a_cut_is_proposed_between_each_two_levels() -> None:
    pieces = pieces_of(a_plan(SEVERAL), "targets/0")
    assert [piece.text for piece in pieces if piece.cut] == [
        "trồng mới 350 cây bàng;",
        "duy trì 04 ngõ hoa",
        "100% ngõ có đèn.",
    ]
    assert [piece.goals for piece in pieces] == [("92%",), ("350 cây",), ("duy trì 4 ngõ hoa",), ("100%",)]


def test_the_first_keeps_its_id_and_the_others_tell_where_they_come_from() -> None:
    plan = a_plan(SEVERAL, "Giữ sạch 3 bến nước.")
    before = copy.deepcopy(plan)
    split, verdict = split_target(plan, "targets/0", cuts_of(plan, "targets/0"), "targets", lambda: next(fresh))
    assert verdict and plan == before
    first, *others, last = split["targets"]
    assert [one["label"] for one in split["targets"]] == ["(1)", "(1b)", "(1c)", "(1d)", "(2)"]
    assert first["id"] == plan["targets"][0]["id"] and last == plan["targets"][1]
    assert split["x_origins"] == {one["id"]: first["id"] for one in others}
    assert [one["measures"][0]["value"] for one in split["targets"][:4]] == [92, 350, 4, 100]
    assert len({one["id"] for one in split["targets"]}) == 5


fresh = (f"fresh-{number}" for number in count(1))


def test_parts_stand_under_the_target_with_numbers_of_their_own() -> None:
    plan = a_plan("Giữ sạch 3 bến nước.", SEVERAL)
    split, verdict = split_target(plan, "targets/1", cuts_of(plan, "targets/1"), "parts", numbered())
    target = split["targets"][1]
    assert verdict and len(split["targets"]) == 2
    assert [part["label"] for part in target["sub_targets"]] == ["2.1", "2.2", "2.3", "2.4"]
    assert target["text"] == plan["targets"][1]["text"] and target["id"] == plan["targets"][1]["id"]
    joined, verdict = join_parts(split, "targets/1")
    assert verdict and "sub_targets" not in joined["targets"][1]
    assert joined["targets"][1]["measures"] == plan["targets"][1]["measures"]


def test_a_part_without_a_level_is_told_in_its_own_words() -> None:
    plan = a_plan("Trồng 40 cây; bảo đảm trật tự ở bến xe, chợ đêm.")
    pieces = pieces_of(plan, "targets/0")
    split, _ = split_target(plan, "targets/0", [pieces[1].start], "targets", numbered())
    (bare,) = split["targets"][1]["measures"]
    assert bare["operator"] == "qualitative" and bare["metric"] == "bảo đảm trật tự ở bến xe, chợ đêm"


@pytest.mark.parametrize(
    ("cuts", "form", "code"),
    [([], "targets", "split_where"), ([3], "targets", "gone"), ([10_000], "parts", "gone")],
)
def test_what_cannot_be_cut_says_why(cuts: list[int], form: Any, code: str) -> None:
    plan = a_plan(SEVERAL)
    same, verdict = split_target(plan, "targets/0", cuts, form, numbered())
    assert same is plan and verdict.reasons[0].code == code


def test_a_part_is_not_parted_deeper() -> None:
    plan = a_plan(SEVERAL)
    split, _ = split_target(plan, "targets/0", cuts_of(plan, "targets/0")[:1], "parts", numbered())
    assert split_target(split, "targets/0", cuts_of(split, "targets/0"), "parts", numbered())[1].reasons[0].code in (
        "split_deeper",
        "split_where",
    )
    deeper = split_target(
        split, "targets/0/sub_targets/1", cuts_of(split, "targets/0/sub_targets/1"), "parts", numbered()
    )
    assert deeper[1].reasons[0].code == "split_deeper"


@pytest.mark.parametrize(
    "paths", [["targets/0"], ["targets/0", "targets/2"], ["targets/0", "targets/9"], ["document", "x"]]
)
def test_only_neighbours_become_one(paths: list[str]) -> None:
    plan = a_plan("Trồng 40 cây.", "Trồng 50 hoa.", "Trồng 60 tre.")
    same, verdict = merge_targets(plan, paths)
    assert same is plan and verdict.reasons[0].code in ("merge_neighbours", "gone")


def test_merged_targets_keep_all_that_was_said() -> None:
    plan = a_plan("Trồng 40 cây.", "Giữ bến nước sạch.", "Thu gom 95% rác.")
    plan["targets"][0]["lead"], plan["targets"][1]["lead"] = ["Đội cây xanh"], ["Đội cây xanh", "Đội bến nước"]
    merged, verdict = merge_targets(plan, ["targets/1", "targets/0"])
    first = merged["targets"][0]
    assert verdict and len(merged["targets"]) == 2
    assert first["text"] == "Trồng 40 cây. Giữ bến nước sạch." and first["id"] == plan["targets"][0]["id"]
    assert first["lead"] == ["Đội cây xanh", "Đội bến nước"]
    assert first["source"]["chars"] == [
        plan["targets"][0]["source"]["chars"][0],
        plan["targets"][1]["source"]["chars"][1],
    ]
    assert told(first) == told(plan["targets"][0]) + told(plan["targets"][1])


def test_typed_words_are_cut_without_loss_too() -> None:
    plan = a_plan("Trồng 40 cây.")
    typed, _ = correct(plan, "targets/0", "text", "Trồng 40 cây, nuôi 12 tổ ong và giữ 3 vườn thuốc")
    split, verdict = split_target(typed, "targets/0", [pieces_of(typed, "targets/0")[1].start], "targets", numbered())
    assert verdict and split["targets"][0]["text"] == "Trồng 40 cây,"
    back, _ = merge_targets(split, ["targets/0", "targets/1"])
    assert back["targets"][0]["text"] == typed["targets"][0]["text"]


CLAUSES = st.sampled_from(
    [
        "tỷ lệ ngõ có đèn đạt {n}%",
        "trồng mới {n} cây bàng",
        "giữ vững trật tự bến đò",
        "từ {n}% hộ trở lên phân loại rác",
        "không để xảy ra cháy nổ",
        "giảm {n} hộ cận nghèo (so với năm trước, và không kể hộ mới)",
        "duy trì {n} câu lạc bộ “Đọc sách; kể chuyện”",
    ]
)
SIGNS = st.sampled_from(["; ", ", ", " và ", ". "])


@st.composite
def texts(draw: Any) -> str:
    clauses = draw(st.lists(CLAUSES, min_size=2, max_size=5))
    words = clauses[0].format(n=draw(st.integers(2, 99)))
    for clause in clauses[1:]:
        words += draw(SIGNS) + clause.format(n=draw(st.integers(2, 99)))
    return words[:1].upper() + words[1:] + "."


@given(texts(), st.data())
def test_split_and_merged_again_a_target_says_the_same(words: str, data: Any) -> None:
    plan = a_plan(words)
    places = [f"targets/{at}" for at in range(len(plan["targets"]))]
    path = places[0]
    starts = [piece.start for piece in pieces_of(plan, path)][1:]
    if not starts:
        return
    cuts = data.draw(st.lists(st.sampled_from(starts), min_size=1, unique=True))
    split, verdict = split_target(plan, path, cuts, "targets", numbered())
    assert verdict
    parts, old = split["targets"][: len(cuts) + 1], plan["targets"][0]
    spans = [part["source"]["chars"] for part in parts]
    assert spans[0][0] == old["source"]["chars"][0] and spans[-1][1] == old["source"]["chars"][1]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert sorted(map(str, (one for part in parts for one in told(part)))) == sorted(map(str, told(old)))
    assert all(part["measures"] for part in parts)
    back, verdict = merge_targets(split, [f"targets/{at}" for at in range(len(parts))])
    assert verdict and back["targets"][0]["text"] == old["text"]
    assert told(back["targets"][0]) == told(old) and back["targets"][0]["source"] == old["source"]
    assert back.get("x_origins", {}) == {} and len(back["targets"]) == len(plan["targets"])
