"""Filling the table before it is saved: suggestions, one line copied down, several at once, and back again."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from test_assign_page import fields_of, url_of

from builders import a_unit
from movement_builders import a_draft, a_measure, a_plan, a_reading, a_target, an_id
from thidua.apps.movements.models import Assignment

IDS = {number: an_id(f"({number})") for number in range(1, 6)}


@pytest.fixture
def draft(cast, now):
    """Two groups of targets and one task; the plan names the leader of the first, its words that of the second."""
    led = {"lead": ["Trường Tiểu học Bến Ngọc"], "support": ["Phòng Văn hóa - Xã hội"]}
    culture = a_measure("Tỷ lệ gia đình văn hóa", value=95, unit="%")
    bees = a_measure("Đàn ong", value=4, unit="đàn")
    targets = [
        a_target("(1)", "Trường học sạch đẹp.", group="Xã hội", measures=[bees], **led),
        a_target("(2)", "Gia đình văn hóa.", group="Xã hội", measures=[culture]),
        a_target("(3)", "Đàn ong.", group="Xã hội", measures=[bees]),
        a_target("(4)", "Tổ ong.", group="Kinh tế", measures=[bees]),
    ]
    task = {"id": IDS[5], "text": "Mở lớp nuôi ong.", "due": "2026-06-30", "product": "02 lớp"}
    return a_draft(cast, now, plan=a_plan(cast, now, reading=a_reading(targets=targets, tasks=[task])), owned=False)


@pytest.fixture
def clerk(signed_in):
    return signed_in("clerk")


def pressed(client, movement, do: str, page: str | None = None, **changes):
    fields = fields_of(page or client.get(url_of(movement)).content.decode())
    answer = client.post(url_of(movement), fields | {"do": [do]} | changes)
    assert answer.status_code == 200
    return answer.content.decode()


def owners(text: str) -> list[str]:
    found = fields_of(text)
    return [found[f"owner-{ident}"][0] for ident in IDS.values()]


def nothing_stored(movement) -> bool:
    return not Assignment.objects.filter(movement=movement, owner__isnull=False).exists()


def test_suggestions_stand_beside_with_their_reason_and_nobody_is_chosen(cast, draft, clerk):
    text = clerk.get(url_of(draft)).content.decode()
    assert owners(text) == [""] * 5
    assert text.count("data-suggested") == 2
    assert "Theo cột chủ trì của kế hoạch: Trường Tiểu học Bến Ngọc." in text
    assert "Nhận 1 gợi ý chắc" in text
    assert "Nhận cả 2 gợi ý" in text


def test_one_press_takes_all_sure_ones_and_stores_nothing(cast, draft, clerk):
    text = pressed(clerk, draft, "take:sure")
    assert owners(text) == [str(cast.school.id), "", "", "", ""]
    found = fields_of(text)
    assert found[f"support-{IDS[1]}"] == [str(cast.office.id)]
    assert found[f"officer-{IDS[1]}"] == [str(cast.school_officer.person.id)]
    assert "Đã điền 1 dòng theo gợi ý, chưa lưu." in text
    assert nothing_stored(draft)
    assert clerk.post(url_of(draft), found).status_code == 302
    assert draft.assignments.get(item=IDS[1]).owner == cast.school


def test_a_press_is_taken_back(cast, draft, clerk):
    taken = pressed(clerk, draft, "take:all")
    assert owners(taken)[:2] == [str(cast.school.id), str(cast.office.id)]
    text = pressed(clerk, draft, "undo", page=taken)
    assert owners(text) == [""] * 5
    assert "Đã hoàn tác 2 dòng, chưa lưu." in text


def test_one_suggestion_alone_and_a_line_with_an_owner_keeps_it(cast, draft, clerk):
    text = pressed(clerk, draft, f"take:{IDS[2]}")
    assert owners(text) == ["", str(cast.office.id), "", "", ""]
    chosen = {f"owner-{IDS[2]}": [str(cast.school.id)]}
    assert owners(pressed(clerk, draft, "take:all", **chosen))[:2] == [str(cast.school.id)] * 2


def test_a_line_is_copied_to_the_end_of_its_group(cast, draft, clerk):
    typed = {f"owner-{IDS[1]}": [str(cast.economy.id)], f"officer-{IDS[1]}": [str(cast.head.person.id)],
             f"support-{IDS[1]}": [str(cast.school.id)]}  # fmt: skip
    text = pressed(clerk, draft, f"down:{IDS[1]}", **typed)
    assert owners(text) == [str(cast.economy.id)] * 3 + ["", ""]
    found = fields_of(text)
    assert found[f"officer-{IDS[3]}"] == [str(cast.head.person.id)]
    assert found[f"support-{IDS[3]}"] == [""]
    text = pressed(clerk, draft, f"down:{IDS[1]}", **typed, down_helpers=["1"])
    assert fields_of(text)[f"support-{IDS[3]}"] == [str(cast.school.id)]


def test_the_bar_fills_the_ticked_lines_and_leaves_what_it_does_not_say(cast, draft, clerk):
    typed = {f"support-{IDS[3]}": [str(cast.office.id)], f"officer-{IDS[2]}": [str(cast.school_officer.person.id)]}
    bar = {"pick": [IDS[2], IDS[3], IDS[5]], "all_owner": [str(cast.economy.id)], "all_officer": [""]}
    text = pressed(clerk, draft, "apply", **typed, **bar)
    assert owners(text) == ["", str(cast.economy.id), str(cast.economy.id), "", str(cast.economy.id)]
    found = fields_of(text)
    assert found[f"support-{IDS[3]}"] == [str(cast.office.id)]
    assert found[f"officer-{IDS[2]}"] == [""]
    assert (found[f"due-{IDS[5]}"], found[f"product-{IDS[5]}"]) == (["30/06/2026"], ["02 lớp"])
    assert text.count('name="pick"') == 5
    assert text.count(" checked") >= 3


@pytest.mark.parametrize(
    ("bar", "told"),
    [({"all_owner": ["x"]}, "Chưa chọn dòng nào"), ({"pick": [IDS[1]]}, "Chưa chọn gì để áp dụng")],
)
def test_an_empty_press_says_what_is_missing(draft, clerk, bar, told):
    assert told in pressed(clerk, draft, "apply", **bar)


@pytest.mark.parametrize("do", ["", "x", "take:", "down:x", "open:x", "undo", "undo:1"])
def test_an_unknown_press_changes_nothing(draft, clerk, do):
    assert owners(pressed(clerk, draft, do)) == [""] * 5


@pytest.mark.parametrize(
    "before", ["{", "[]", "{}", '[["x"]]', "[[1,2,3,4,5,6]]", '[["k","","",[1],"",""]]', "[" * 9000]
)
def test_a_bent_undo_changes_nothing(draft, clerk, before):
    assert owners(pressed(clerk, draft, "undo", before=[before])) == [""] * 5


def test_a_line_opens_with_people_of_its_own_unit_only(cast, draft, clerk):
    typed = {f"owner-{IDS[2]}": [str(cast.economy.id)]}
    text = pressed(clerk, draft, f"open:{IDS[2]}", **typed)
    row = text[text.index('id="r-2"') : text.index('id="r-3"')]
    assert "Ngô Đức Kinh" in row
    assert "Bùi Thị Ánh" not in row
    assert text.count('data-column="owner"') == 1


def test_a_unit_without_account_and_an_officer_who_has_left_are_told(cast, draft, clerk, now):
    Assignment.objects.filter(item=IDS[2]).update(owner=cast.group_one)
    Assignment.objects.filter(item=IDS[3]).update(owner=cast.economy, officer=cast.school_officer.person)
    text = clerk.get(url_of(draft)).content.decode()
    assert text.count("Chưa có tài khoản") == 1
    assert "Bùi Thị Ánh không còn ở đơn vị này" in text
    assert "Thường là" not in text[text.index('id="r-3"') : text.index('id="r-4"')]


def test_a_task_is_given_with_day_and_product_and_a_bad_day_is_told(cast, draft, clerk):
    fields = fields_of(clerk.get(url_of(draft)).content.decode())
    sent = {f"owner-{IDS[5]}": [str(cast.school.id)], f"due-{IDS[5]}": ["31/02/2026"], f"product-{IDS[5]}": ["03 lớp"]}
    answer = clerk.post(url_of(draft), fields | sent)
    assert answer.status_code == 422
    assert "không có ngày 31" in answer.content.decode() or "31/02" in answer.content.decode()
    assert 'value="03 lớp"' in answer.content.decode()
    assert nothing_stored(draft)
    assert clerk.post(url_of(draft), fields | sent | {f"due-{IDS[5]}": ["15/06/2026"]}).status_code == 302
    row = draft.assignments.get(item=IDS[5])
    assert (row.owner, row.due_on.isoformat(), row.product) == (cast.school, "2026-06-15", "03 lớp")


def test_the_page_of_sixteen_targets_and_forty_units_is_small_and_asks_little(
    cast, now, clerk, django_assert_max_num_queries
):
    for at in range(36):
        a_unit(f"Tổ dân phố số {at + 2}", kind="residential_group", parent=cast.ward, short_name=f"TDP {at + 2}")

    def asked(count: int, title: str) -> tuple[int, int]:
        targets = [a_target(str(uuid4()), f"Việc số {at} của năm, làm xong đúng hạn đã định.") for at in range(count)]
        movement = a_draft(cast, now, plan=a_plan(cast, now, reading=a_reading(targets=targets), title=title))
        for row in movement.assignments.all():
            row.supporters.set([cast.school, cast.office, cast.group_one])
        with CaptureQueriesContext(connection) as context:
            answer = clerk.get(url_of(movement))
        return len(context), len(answer.content)

    few, size = asked(16, "Một")
    many, large = asked(60, "Hai")
    print(f"page of assigning: 16 targets {size} bytes, 60 targets {large} bytes, {many} queries")
    assert size < 90_000
    assert many == few
