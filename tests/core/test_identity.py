"""Items keep their ids from birth through every version."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.plans.identity import LISTS, carry_ids, items, name_items, path_of


def numbered():
    numbers = count(1)
    return lambda: f"new-{next(numbers)}"


def a_plan(*texts, **more):
    targets = [{"text": text, "measures": [{"metric": text}]} for text in texts]
    return {"document": {"title": "Kế hoạch"}, "targets": targets, "deadlines": [], "assignments": []} | more


TREES = "Trồng một nghìn hai trăm cây bóng mát trong năm"
BOOKS = "Mỗi tổ dân phố có một tủ sách mở cửa hằng ngày"
ROADS = "Giữ ba tuyến đường xanh trước cổng trường học"


def ids(plan):
    return [target["id"] for target in plan["targets"]]


def test_every_item_gets_a_name_once():
    plan = name_items(a_plan(TREES, BOOKS), numbered())
    told = [item["id"] for _, item in items(plan)]
    assert len(told) == len(set(told)) == 5
    assert name_items(plan, lambda: "other") == plan


def test_an_id_leads_to_its_place():
    plan = name_items(a_plan(TREES, BOOKS), numbered())
    assert path_of(plan, plan["targets"][1]["measures"][0]["id"]) == "targets/1/measures/0"
    assert path_of(plan, "nobody") is None


def test_a_new_version_keeps_the_ids_of_what_is_the_same():
    old = name_items(a_plan(TREES, BOOKS), numbered())
    new = carry_ids(old, a_plan(BOOKS.upper(), ROADS, TREES.replace("nghìn", "ngàn")), lambda: "fresh")
    assert ids(new) == [ids(old)[1], "fresh", ids(old)[0]]
    assert new["targets"][0]["measures"][0]["id"] == old["targets"][1]["measures"][0]["id"]
    assert new["document"]["id"] == old["document"]["id"]


def test_two_items_alike_do_not_share_an_id():
    old = name_items(a_plan(TREES), numbered())
    new = carry_ids(old, a_plan(TREES, TREES), iter(("a", "b", "c", "d", "e")).__next__)
    assert ids(new)[0] == ids(old)[0]
    assert ids(new)[1] != ids(old)[0]


def test_duties_keep_their_ids_inside_their_unit():
    row = {"unit": "Phòng Văn hóa - Xã hội", "duties": [{"text": TREES}, {"text": BOOKS}]}
    turned = {"unit": "Phòng Văn hóa - Xã hội", "duties": [{"text": BOOKS}, {"text": TREES}]}
    old = name_items(a_plan(assignments=[row]), numbered())
    new = carry_ids(old, a_plan(assignments=[turned]), lambda: "fresh")
    before = {duty["text"]: duty["id"] for duty in old["assignments"][0]["duties"]}
    assert {duty["text"]: duty["id"] for duty in new["assignments"][0]["duties"]} == before


def test_every_list_and_part_of_a_plan_has_names():
    assert LISTS == (
        "themes", "legal_bases", "purposes", "requirements", "targets", "tasks", "phases", "assignments", "deadlines",
        "commendation", "linked_movements", "channels", "recipients",
    )  # fmt: skip
    parts = ("document", "movement", "objective", "period", "signatory")
    plan = {name: [{"text": name}] for name in LISTS} | {name: {"title": name} for name in parts}
    plan["targets"][0]["sub_targets"] = [{"text": TREES, "measures": [{"metric": TREES}], "sub_targets": [{}]}]
    plan["block"] = {"name": "Khối 1", "members": [{"name": "Phòng A"}]}
    plan["scoring"] = {"criteria": [{"text": "Điểm"}]}
    inner = ["targets/0/sub_targets/0", "targets/0/sub_targets/0/measures/0", "targets/0/sub_targets/0/sub_targets/0"]
    expected = {*parts, *(f"{name}/0" for name in LISTS), *inner, "block", "block/members/0", "scoring/criteria/0"}
    found = [path for path, _ in items(plan)]
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("plan", [{}, {"block": {}, "scoring": {}}, {"targets": None, "period": None, "block": None}])
def test_what_a_plan_does_not_have_has_no_names(plan):
    assert [path for path, _ in items(plan)] == (["block"] if plan.get("block") is not None else [])


@pytest.mark.parametrize("key", ["text", "metric", "unit", "name", "what", "number", "form", "label", "title"])
def test_an_item_is_known_by_its_words_whatever_they_are_called(key):
    old = name_items({"tasks": [{key: TREES}, {key: BOOKS}]}, numbered())
    new = carry_ids(old, {"tasks": [{key: BOOKS}, {key: TREES}]}, lambda: "fresh")
    assert [item["id"] for item in new["tasks"]] == ["new-2", "new-1"]


def test_the_first_words_of_an_item_are_the_ones_that_count():
    old = name_items({"tasks": [{"text": TREES, "label": "1"}]}, numbered())
    assert carry_ids(old, {"tasks": [{"text": BOOKS, "label": "1"}]}, lambda: "fresh")["tasks"][0]["id"] == "fresh"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("abcde", "abcdz", True),
        ("abcde", "abczz", False),
        ("abcdefghijklmnopqrs11111", "abcdefghijklmnopqrs22222", False),
    ],
)
def test_four_letters_of_five_are_enough(old, new, same):
    before = name_items({"tasks": [{"text": old}]}, numbered())
    after = carry_ids(before, {"tasks": [{"text": new}]}, lambda: "fresh")
    assert after["tasks"][0]["id"] == ("new-1" if same else "fresh")


def test_of_two_items_alike_the_nearer_keeps_its_id():
    old = name_items({"tasks": [{"text": ROADS}, {"text": TREES}, {"text": TREES}]}, numbered())
    new = carry_ids(old, {"tasks": [{"text": TREES}, {"text": TREES}, {"text": ROADS}]}, lambda: "fresh")
    assert [item["id"] for item in new["tasks"]] == ["new-3", "new-2", "new-1"]


def test_items_without_words_keep_their_ids_by_place():
    old = name_items({"deadlines": [{"date": "2026-12-05"}, {"date": "2026-06-05"}]}, numbered())
    new = carry_ids(old, {"deadlines": [{"date": "2026-12-06"}, {"date": "2026-06-06"}]}, lambda: "fresh")
    assert [item["id"] for item in new["deadlines"]] == ["new-1", "new-2"]


def test_ids_of_a_version_that_had_none_are_fresh():
    new = carry_ids({"tasks": [{"text": TREES}], "period": {}}, {"tasks": [{"text": TREES}], "period": {}}, numbered())
    assert [item["id"] for _, item in items(new)] == ["new-1", "new-2"]


@given(st.permutations([TREES, BOOKS, ROADS]))
def test_the_order_does_not_matter(texts):
    old = name_items(a_plan(TREES, BOOKS, ROADS), numbered())
    by_text = {target["text"]: target["id"] for target in old["targets"]}
    new = carry_ids(old, a_plan(*texts), lambda: "fresh")
    assert {target["text"]: target["id"] for target in new["targets"]} == by_text
