"""Annex D, what is sent beside the words: old pages, strange addresses, other people's things."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from page_words import said_at, well_said, words_of
from plan_papers import SMALL, upload

from builders import PASSWORD, a_unit
from movement_builders import a_draft, a_launched, a_plan, a_proposal
from thidua.apps.movements.models import Movement
from thidua.apps.people.models import Account
from thidua.apps.plans.models import Plan

PEOPLE, UNITS = "/thiet-lap/nguoi/", "/thiet-lap/don-vi/"


# Pages that were left open (D28 to D33)


def test_a_second_press_of_the_launch_tells_when_it_was_done(enter: Any, cast: Any, now: Any, stored: Any) -> None:
    """D28."""
    movement, chair = a_proposal(cast, now), enter("chair")
    chair.post(f"/phong-trao/{movement.pk}/xac-nhan/", {"once": "k"})
    before = stored()
    page = chair.post(f"/phong-trao/{movement.pk}/xac-nhan/", {"once": "other"}, follow=True)
    assert "Phong trào đã phát động lúc" in words_of(page) and "không gửi lần hai" in words_of(page)
    assert stored() == before


@pytest.mark.parametrize("once", ["k1", ""])
def test_the_back_button_and_sending_again_make_nothing_twice(clerk: Client, cast: Any, stored: Any, once: str) -> None:
    """D29: with the key of the page, and when a browser loses it."""
    sent = {"name": "Trạm Y tế", "kind": "office", "parent": cast.ward.pk, "once": once}
    assert clerk.post(f"{UNITS}them/", sent).status_code == 302
    before = stored()
    again = clerk.post(f"{UNITS}them/", sent)
    assert again.status_code == (302 if once else 422)
    assert stored() == before


def test_the_key_of_a_page_is_not_used_for_other_words(clerk: Client, cast: Any, stored: Any) -> None:
    sent = {"name": "Trạm Y tế", "kind": "office", "parent": cast.ward.pk, "once": "k1"}
    clerk.post(f"{UNITS}them/", sent)
    before = stored()
    other = clerk.post(f"{UNITS}them/", sent | {"name": "Trạm khác"})
    assert (other.status_code, "Bài này đã gửi rồi" in words_of(other)) == (409, True)
    well_said(words_of(other))
    assert stored() == before


def test_of_two_tabs_the_older_one_is_told(clerk: Client, filed: Any, stored: Any) -> None:
    """D30."""
    target = json.loads(filed.versions.first().reading)["targets"][0]
    url = f"/ke-hoach/{filed.pk}/muc/{target['id']}/"
    shown = {"base-text": target["text"]}
    assert clerk.post(url, shown | {"text": "Thu ngân sách đạt 1.900 tỷ đồng."}).status_code == 302
    before = stored()
    late = clerk.post(url, shown | {"text": "Thu ngân sách đạt 2.000 tỷ đồng."})
    assert late.status_code == 409
    html = late.content.decode()
    assert "Thu ngân sách đạt 1.900 tỷ đồng." in html and "Thu ngân sách đạt 2.000 tỷ đồng." in html
    assert stored() == before


def test_after_the_session_the_way_leads_back_to_the_page_that_held_the_form(clerk: Client, filed: Any) -> None:
    """D31: an address that only takes forms could not be opened after signing in."""
    page, act = f"/ke-hoach/{filed.pk}/kiem-tra/", f"/ke-hoach/{filed.pk}/giu/"
    clerk.logout()
    for path, goes in ((page, page), (f"{page}?sua=1", f"{page}%3Fsua%3D1")):
        assert clerk.get(path)["Location"] == f"/vao/?next={goes}"
    sent = clerk.post(act, {"finding": "x", "why": "y"}, headers={"Referer": f"http://testserver{page}"})
    assert sent["Location"] == f"/vao/?next={page}"
    shown = clerk.get(sent["Location"])
    assert "Phiên đã hết" in words_of(shown)
    well_said(words_of(shown))
    for referer in ("http://evil.example/x", "javascript:alert(1)", ""):
        away = clerk.post(act, {"why": "y"}, headers={"Referer": referer})
        assert away["Location"].startswith("/vao/") and "evil" not in away["Location"]
    inside = clerk.post(shown.request["PATH_INFO"], {"username": "huong.vt", "password": PASSWORD, "next": page})
    assert clerk.get(inside["Location"]).status_code == 200


def test_a_stale_token_is_answered_with_the_way_back(cast: Any, filed: Any, stored: Any) -> None:
    """D32, D33: no token, a wrong one, and a browser that keeps no cookies."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.clerk.account)
    before = stored()
    for token in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": ""}):
        answer = strict.post(f"/ke-hoach/{filed.pk}/bo/", token)
        words = words_of(answer)
        assert (answer.status_code, "Trang mở đã lâu, chưa gửi được" in words) == (403, True)
        assert "Mở lại trang rồi gửi lại." in words
        well_said(words)
    blocked = Client(enforce_csrf_checks=True).post("/vao/", {"username": "huong.vt", "password": PASSWORD})
    assert blocked.status_code == 403
    assert stored() == before


# Other people's things and things that do not exist (D34 to D37)


def _addresses() -> list[str]:
    found = []

    def walk(patterns: Any, prefix: str = "") -> None:
        for each in patterns:
            if isinstance(each, URLPattern):
                found.append(prefix + str(each.pattern))
            else:
                walk(each.url_patterns, prefix + str(each.pattern))

    walk(get_resolver().url_patterns)
    return found


@pytest.mark.parametrize("address", [each for each in _addresses() if "<uuid:" in each])
def test_an_address_of_nothing_finds_nothing(clerk: Client, stored: Any, address: str) -> None:
    import re

    before = stored()
    path = "/" + re.sub(r"<uuid:\w+>", str(uuid4()), address).replace("<int:n>", "99999999999999999999")
    for answer in (clerk.get(path), clerk.post(path, {"once": "k"})):
        assert answer.status_code in (404, 405), (path, answer.status_code)
        well_said(words_of(answer))
    assert clerk.get("/" + re.sub(r"<\w+:\w+>", "..%2f..%2fetc", address)).status_code == 404
    assert stored() == before


def test_things_of_another_ward_are_not_there(enter: Any, clerk: Client, cast: Any, now: Any, stored: Any) -> None:
    """D35: the same words whether it exists or not."""
    from thidua.apps.plans.services import file_plan

    other = file_plan(SMALL.encode(), "a.txt", unit=cast.other_ward, by=cast.stranger.actor, now=now).plan
    mine = a_launched(cast, now)
    before = stored()
    for path in (f"/ke-hoach/{other.pk}/kiem-tra/", f"{UNITS}{cast.other_office.pk}/", f"{PEOPLE}{uuid4()}/"):
        answer = clerk.get(path)
        assert answer.status_code == 404
        assert "Chưa thấy trang này" in words_of(answer)
    stranger = enter("stranger")
    for path in (f"/phong-trao/{mine.pk}/", f"/phong-trao/{mine.pk}/ket-thuc/", f"/ke-hoach/{mine.plan_id}/ky/"):
        assert stranger.post(path, {}).status_code in (404, 405)
    assert stored() == before


def test_fields_that_no_form_has_are_ignored(clerk: Client, cast: Any, filed: Any) -> None:
    """D36."""
    extra = {
        "is_approved": "1",
        "state": "issued",
        "sign_recorded_by": str(cast.clerk.person.pk),
        "commune": str(uuid4()),
    }
    clerk.post(f"/ke-hoach/{filed.pk}/xong/", extra)
    filed.refresh_from_db()
    assert (filed.state, filed.sign_recorded_by, filed.commune) == ("checked", None, cast.ward.pk)
    clerk.post(
        f"{PEOPLE}them/", extra | {"name": "Lê Thị Mới", "unit": cast.school.pk, "role": "officer", "is_staff": "1"}
    )
    assert not Account.objects.filter(person__name="Lê Thị Mới").exists()


REFUSED = {
    "officer launches": ("officer", "/phong-trao/{movement}/xac-nhan/", 404),
    "head launches": ("head", "/phong-trao/{movement}/xac-nhan/", 404),
    "admin launches": ("admin", "/phong-trao/{movement}/xac-nhan/", 403),
    "officer files": ("officer", "/ke-hoach/nap/", 403),
    "chair files": ("chair", "/ke-hoach/nap/", 403),
    "officer adds a unit": ("officer", "/thiet-lap/don-vi/them/", 403),
    "head adds a person": ("head", "/thiet-lap/nguoi/them/", 403),
}


@pytest.mark.parametrize("row", REFUSED)
def test_who_may_not_is_told_who_may(enter: Any, cast: Any, now: Any, stored: Any, row: str) -> None:
    """D37."""
    who, path, status = REFUSED[row]
    movement = a_proposal(cast, now)
    before = stored()
    answer = enter(who).post(path.format(movement=movement.pk), {"once": "k", "name": "x"})
    assert answer.status_code == status
    words = words_of(answer)
    well_said(words)
    if status == 403:
        assert "Việc này do người khác làm: " in words and "Thường trực thi đua" in words
    assert stored() == before


LAUNCHES = {
    "D27 unsigned": ({"state": "checked"}, {}, "Ghi số, ngày và bản ký của kế hoạch trước khi phát động."),
    "D25 no owner": ({}, {"owned": False}, "3 chỉ tiêu chưa có đơn vị chủ trì"),
}


@pytest.mark.parametrize("row", LAUNCHES)
def test_a_launch_that_lacks_something_is_not_proposed(
    clerk: Client, cast: Any, now: Any, stored: Any, row: str
) -> None:
    plan, draft, told = LAUNCHES[row]
    movement = a_draft(cast, now, plan=a_plan(cast, now, **plan), **draft)
    before = stored()
    answer = clerk.post(f"/phong-trao/{movement.pk}/phat-dong/", {"once": "k"})
    assert (answer.status_code, told in words_of(answer)) == (409, True), words_of(answer)
    well_said(words_of(answer))
    assert Movement.objects.get(pk=movement.pk).state == "draft"
    assert stored() == before


def test_who_proposed_does_not_confirm(clerk: Client, cast: Any, now: Any, stored: Any) -> None:
    """D42."""
    movement = a_proposal(cast, now)
    before = stored()
    answer = clerk.post(f"/phong-trao/{movement.pk}/xac-nhan/", {"once": "k"})
    assert "phải khác người đề nghị" in words_of(answer)
    assert stored() == before


# Searches and pages (D61 to D63)

LISTS = {
    "/ke-hoach/": ("tim", "page", "buoc"),
    "/phong-trao/": ("tim", "tt"),
    PEOPLE: ("tim", "page", "don-vi"),
    "/thiet-lap/nhat-ky/": ("page", "loai", "soat"),
    UNITS: ("loai", "het"),
    "/lich/": ("cua", "qua"),
    "/thiet-lap/khoi/": ("het",),
}
STRANGE = ["0", "-1", "99999", "abc", "1e9", "٣", "9" * 5_000, "%", "%%", "_", "'", "\x00", "<b>", "a" * 5_000, "💥"]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_answers_whatever_is_asked_of_it(clerk: Client, filed: Any, path: str) -> None:
    for name in LISTS[path]:
        for value in STRANGE:
            answer = clerk.get(path, {name: value})
            assert answer.status_code == 200, (name, value)
            assert value != "<b>" or 'value="<b>' not in answer.content.decode()


@pytest.mark.parametrize("path", ["/ke-hoach/", "/phong-trao/", PEOPLE])
def test_a_search_of_five_thousand_letters_is_told(clerk: Client, filed: Any, path: str) -> None:
    answer = clerk.get(path, {"tim": "thi đua " * 625})
    assert answer.status_code == 200
    assert "Từ khóa tối đa 200 ký tự" in words_of(answer)
    assert len(answer.content) < 150_000


@pytest.mark.parametrize("words", ["%", "_", "%_%"])
def test_a_sign_of_the_database_is_a_letter_like_any_other(clerk: Client, filed: Any, words: str) -> None:
    assert filed.title not in words_of(clerk.get("/ke-hoach/", {"tim": words}))
    assert "Phạm Thu Lan" not in words_of(clerk.get(PEOPLE, {"tim": words})).partition("Tìm")[2]


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\x00"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(client: Client, cast: Any, caplog: Any, wanted: str) -> None:
    answer = client.post("/vao/", {"username": "lan.pt", "password": PASSWORD, "next": wanted})
    assert answer["Location"] == "/"
    assert "asked to go elsewhere" in caplog.text


# Choices, attachments, numbers

CHOICES = {
    "role": (f"{PEOPLE}them/", {"name": "Lê Thị Mới", "role": "king"}, "role", "Chọn vai trò trong danh sách"),
    "unit": (f"{PEOPLE}them/", {"name": "Lê Thị Mới", "unit": "x\x00"}, "unit", "Chọn đơn vị trong danh sách"),
    "kind": (f"{UNITS}them/", {"name": "Trạm", "kind": "castle"}, "kind", "Chọn loại trong danh sách"),
    "members": ("/thiet-lap/khoi/them/", {"name": "Khối", "members": ["x", "1"]}, "members", "trong danh sách"),
    "old units": (f"{UNITS}sap-nhap/", {"predecessors": [str(uuid4())]}, "predecessors", "trong danh sách"),
    "theme": ("/toi/", {"theme": "pink"}, "theme", "Chọn giao diện trong danh sách"),
    "higher": ("/ke-hoach/nap/", {"higher": "x"}, "higher", "trong danh sách"),
}


@pytest.mark.parametrize("row", CHOICES)
def test_a_choice_that_was_not_offered_is_not_taken(clerk: Client, filed: Any, stored: Any, row: str) -> None:
    """D34: a page whose HTML was changed."""
    path, sent, name, told = CHOICES[row]
    before = stored()
    answer = clerk.post(path, sent)
    assert (answer.status_code, told in said_at(answer, name)) == (422, True), said_at(answer, name)
    well_said(words_of(answer))
    assert stored() == before


def test_a_meaning_of_a_time_limit_is_one_of_those_shown(clerk: Client, filed: Any, stored: Any) -> None:
    item = json.loads(filed.versions.first().reading)["deadlines"][0]["id"]
    before = stored()
    for meaning in ("", "whenever-keep", "strict-never", "x" * 5_000):
        answer = clerk.post(f"/ke-hoach/{filed.pk}/han/{item}/", {"meaning": meaning})
        assert (answer.status_code, "Chọn một trong các cách hiểu hạn" in words_of(answer)) == (409, True)
        well_said(words_of(answer))
    assert stored() == before


FILES = {
    "empty": (b"", "a.pdf", "Tệp rỗng (0 byte)."),
    "program": (b"MZ" + bytes(99), "a.pdf", "Chọn tệp Word, Excel, PDF, ảnh hoặc văn bản thường."),
    "large": (b"a" * (26 * 2**20), "a.txt", "Tệp 26 MB, tối đa 25 MB."),
}


@pytest.mark.parametrize("row", FILES)
def test_an_attachment_that_cannot_be_kept_is_told(clerk: Client, cast: Any, now: Any, stored: Any, row: str) -> None:
    data, name, told = FILES[row]
    movement = a_launched(cast, now)
    clerk.get(f"/phong-trao/{movement.pk}/")  # the first look is noted
    before = stored()
    answer = clerk.post(f"/phong-trao/{movement.pk}/tep/", {"title": "Mẫu", "file": upload(data, name)}, follow=True)
    assert told in words_of(answer), words_of(answer)
    well_said(words_of(answer))
    assert stored() == before


def test_a_post_that_is_far_too_long_is_refused_whole(clerk: Client, cast: Any, stored: Any) -> None:
    before = stored()
    for sent in ({"name": "a" * (6 * 2**20)}, {f"f{n}": "x" for n in range(6_000)}):
        answer = clerk.post(f"{UNITS}them/", sent)
        assert answer.status_code in (400, 413)
        well_said(words_of(answer))
    assert stored() == before


def test_a_number_of_a_paper_is_used_once_a_year(clerk: Client, cast: Any, now: Any, filed: Any, stored: Any) -> None:
    """D54 for plans."""
    a_plan(cast, now)
    before = stored()
    sent = {"number": "15", "symbol": "KH-UBND", "signed_on": "20/01/2026", "signer": "Trần Quốc Bảo"}
    answer = clerk.post(f"/ke-hoach/{filed.pk}/ky/", sent | {"scan": upload(b"%PDF-1.4 x", "a.pdf")})
    assert "Số 15/KH-UBND đã dùng cho" in said_at(answer, "number")
    for number in ("²", "١٥", "15 16", "-1"):
        assert "chỉ gồm chữ số" in said_at(clerk.post(f"/ke-hoach/{filed.pk}/ky/", sent | {"number": number}), "number")
    assert Plan.objects.get(pk=filed.pk).state == "draft"
    assert stored() == before


def test_a_unit_that_is_merged_away_is_no_choice_any_more(clerk: Client, cast: Any, stored: Any) -> None:
    ended = a_unit("Tổ cũ", kind="residential_group", parent=cast.ward, to_on=timezone.localdate() - timedelta(days=1))
    before = stored()
    answer = clerk.post(f"{PEOPLE}them/", {"name": "Lê Thị Mới", "unit": str(ended.pk), "role": "officer"})
    assert "Chọn đơn vị trong danh sách" in said_at(answer, "unit")
    assert stored() == before
