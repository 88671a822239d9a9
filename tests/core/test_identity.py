"""Items keep their ids from birth through every version."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from thidua.core.plans.identity import carry_ids, items, name_items, path_of


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


@given(st.permutations([TREES, BOOKS, ROADS]))
def test_the_order_does_not_matter(texts):
    old = name_items(a_plan(TREES, BOOKS, ROADS), numbered())
    by_text = {target["text"]: target["id"] for target in old["targets"]}
    new = carry_ids(old, a_plan(*texts), lambda: "fresh")
    assert {target["text"]: target["id"] for target in new["targets"]} == by_text
