"""Phân công by form: works without script, keeps what was typed, tells errors at their rows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from movement_builders import a_draft, a_plan, a_proposal, an_id
from thidua.apps.movements.models import Movement

FIRST, SECOND = an_id("(1)"), an_id("(2)")


def url_of(movement):
    return reverse("desk:assign", args=[movement.id])


def fields_of(text: str) -> dict[str, list[str]]:
    """What a browser would send back from the page as it stands."""
    form = text[text.index('id="bang-phan-cong"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(unescape(value))
    for name, value in re.findall(r'<input class="in[^"]*" name="((?:due|product)-[^"]+)" value="([^"]*)"', form):
        found[name] = [unescape(value)]
    for name, body in re.findall(r'<select class="in"[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', body) or [""]
    found["kind"] = re.findall(r'name="kind".*?<option value="([a-z_]+)" selected', form, re.S)[:1]
    for name, value in re.findall(r'<input type="checkbox" name="([^"]+)" value="([^"]+)" checked', form):
        found.setdefault(name, []).append(value)
    for name in ("name", "starts_on", "ends_on"):
        found[name] = re.findall(rf'name="{name}" value="([^"]*)"', form) or [""]
    return found


@pytest.fixture
def draft(cast, now):
    return a_draft(cast, now)


@pytest.fixture
def clerk(signed_in):
    return signed_in("clerk")


def sent(client, movement, **changes):
    """Open the page, change some fields, send it."""
    fields = fields_of(client.get(url_of(movement)).content.decode())
    return client.post(url_of(movement), fields | {name: value for name, value in changes.items() if value is not None})


def test_the_page_names_every_target_and_marks_suggestions(cast, draft, clerk):
    text = clerk.get(url_of(draft)).content.decode()
    assert text.count("data-row") == 3
    assert text.count("data-mould") == 2
    assert "Các tổ dân phố" in text
    assert "style=" not in text
    assert "Ngô Đức Kinh" in text


def test_works(cast, draft, clerk):
    answer = sent(
        clerk, draft,
        **{f"owner-{FIRST}": [str(cast.school.id)], f"officer-{FIRST}": [str(cast.school_officer.person.id)],
           f"support-{FIRST}": [str(cast.office.id)], "name": ["Tên mới"]},
    )  # fmt: skip
    assert answer.status_code == 302
    row = draft.assignments.get(item=FIRST)
    assert (row.owner, row.officer) == (cast.school, cast.school_officer.person)
    assert list(row.supporters.all()) == [cast.office]
    assert Movement.objects.get(pk=draft.pk).name == "Tên mới"
    text = clerk.get(url_of(draft)).content.decode()
    assert "data-suggested" not in text
    assert fields_of(text)[f"officer-{FIRST}"] == [str(cast.school_officer.person.id)]


def test_the_next_step_asks_for_owners_first_and_keeps_what_was_given(cast, draft, clerk):
    answer = sent(clerk, draft, **{f"owner-{SECOND}": [""], "next": ["1"]})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chỉ tiêu (2) chưa giao cho ai." in text
    assert f'href="#chu-tri-{SECOND}"' in text
    assert "<title>Lỗi:" in text
    assert draft.assignments.get(item=SECOND).owner is None


def test_the_next_step_leads_to_the_launch(draft, clerk):
    answer = sent(clerk, draft, next=["1"])
    assert answer.headers["Location"] == reverse("desk:launch", args=[draft.id])


def test_one_part_in_a_target_is_told_at_its_row_and_the_rest_stays_typed(cast, draft, clerk):
    answer = sent(
        clerk, draft, **{f"support-{FIRST}": [str(cast.economy.id)], "name": ["Tên đang gõ"]}
    )  # fmt: skip
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Phòng Kinh tế, Hạ tầng và Đô thị chỉ giữ một vai trò" in text
    assert 'value="Tên đang gõ"' in text
    assert Movement.objects.get(pk=draft.pk).name != "Tên đang gõ"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": [""]}, "Nhập tên phong trào"),
        ({"name": ["\u00a0 "]}, "Nhập tên phong trào"),
        ({"name": ["a" * 10_000]}, "Tên dài quá 500 ký tự"),
        ({"kind": ["xyz"]}, "Chọn loại trong danh sách"),
        ({"ends_on": ["05-12-26"]}, "Ghi năm đủ 4 chữ số: 05/12/2026."),
        ({"ends_on": ["13/13/2026"]}, "không tồn tại"),
        ({"ends_on": ["29/02/2027"]}, "Năm 2027 không có ngày 29/02."),
        ({"ends_on": ["05/12/20026"]}, "Năm 20026"),
        ({"ends_on": ["12/2026"]}, "Ghi đủ ngày, tháng, năm"),
        ({"ends_on": ["31/12/2025"]}, "Ngày kết thúc trước ngày bắt đầu"),
        ({f"owner-{FIRST}": ["không-phải-mã"]}, "Chọn đơn vị và cán bộ trong danh sách."),
    ],
)
def test_a_bad_value_is_told_with_what_to_do(draft, clerk, typed, told):
    answer = sent(clerk, draft, **typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_fifth_of_december_is_read_day_first(draft, clerk):
    sent(clerk, draft, ends_on=["05/12/2026"])
    assert Movement.objects.get(pk=draft.pk).ends_on.isoformat() == "2026-12-05"


def test_a_unit_of_another_ward_is_refused(cast, draft, clerk):
    answer = sent(clerk, draft, **{f"owner-{FIRST}": [str(cast.other_office.id)]})
    assert answer.status_code == 422
    assert "không còn trong danh sách hôm nay" in answer.content.decode()


def test_two_tabs_show_both_versions_and_the_second_press_stores(cast, draft, clerk, signed_in):
    old = fields_of(clerk.get(url_of(draft)).content.decode())
    sent(signed_in("second_clerk"), draft, **{f"owner-{FIRST}": [str(cast.school.id)]})
    late = old | {f"owner-{FIRST}": [str(cast.office.id)]}
    answer = clerk.post(url_of(draft), late)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Bản đang lưu: Trường Tiểu học Bến Ngọc" in text
    assert fields_of(text)[f"owner-{FIRST}"] == [str(cast.office.id)]
    assert clerk.post(url_of(draft), fields_of(text)).status_code == 302
    assert draft.assignments.get(item=FIRST).owner == cast.office


def test_fields_nobody_asked_for_change_nothing(draft, clerk):
    sent(clerk, draft, state=["launched"], launched_by=["x"], is_approved=["1"])
    assert Movement.objects.get(pk=draft.pk).state == "draft"


@pytest.mark.parametrize(("who", "status"), [("chair", 403), ("admin", 403), ("head", 404), ("stranger", 404)])
def test_refuses_everybody_but_the_clerks(draft, signed_in, who, status):
    client = signed_in(who)
    assert client.get(url_of(draft)).status_code == status
    assert client.post(url_of(draft), {}).status_code == status


def test_a_proposed_launch_is_taken_back_before_assigning(cast, now, clerk):
    movement = a_proposal(cast, now, plan=a_plan(cast, now))
    assert clerk.get(url_of(movement)).headers["Location"] == reverse("desk:launch", args=[movement.id])
