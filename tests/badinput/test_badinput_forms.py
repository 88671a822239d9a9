"""Annex D, what is typed into a line: empty, endless, hidden, foreign. Told at its field, kept as typed, not stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from page_words import said_at, well_said, words_of

from builders import a_person, a_seat
from thidua.apps.people.models import Person
from thidua.apps.units.models import Unit

PEOPLE, UNITS = "/thiet-lap/nguoi/", "/thiet-lap/don-vi/"


@dataclass(frozen=True)
class Place:
    """One text field of one form: where it is sent, what goes with it, how long it may be."""

    path: Callable[[Any, Any], str]
    name: str
    most: int
    needed: bool = True
    rest: Callable[[Any], dict[str, Any]] = field(default=lambda cast: {})
    who: str = "clerk"


def _person(cast: Any) -> dict[str, Any]:
    return {"name": "Nguyễn Thị Mai", "unit": cast.school.pk, "role": "officer"}


def _unit(cast: Any) -> dict[str, Any]:
    return {"name": "Trạm Y tế Bến Ngọc", "kind": "office", "parent": cast.ward.pk}


def _sign(cast: Any) -> dict[str, Any]:
    return {"number": "15", "symbol": "KH-UBND", "signed_on": "20/01/2026", "signer": "Trần Quốc Bảo"}


def _one(cast: Any, plan: Any) -> str:
    return f"{PEOPLE}{cast.officer.person.pk}/"


def _signing(cast: Any, plan: Any) -> str:
    return f"/ke-hoach/{plan.pk}/ky/"


PLACES = {
    "new person": Place(lambda c, p: f"{PEOPLE}them/", "name", 120, rest=_person),
    "position": Place(lambda c, p: f"{PEOPLE}them/", "position", 160, False, _person),
    "person": Place(_one, "name", 120),
    "salutation": Place(_one, "salutation", 20, False, lambda c: {"name": "Phạm Thu Lan"}),
    "new unit": Place(lambda c, p: f"{UNITS}them/", "name", 200, rest=_unit),
    "short name": Place(lambda c, p: f"{UNITS}them/", "short_name", 60, False, _unit),
    "unit": Place(lambda c, p: f"{UNITS}{c.school.pk}/sua/", "name", 200, rest=lambda c: _unit(c) | {"kind": "school"}),
    "block": Place(lambda c, p: "/thiet-lap/khoi/them/", "name", 160, rest=lambda c: {"from_on": "01/01/2026"}),
    "council": Place(lambda c, p: "/thiet-lap/hoi-dong/them/", "name", 160),
    "commune": Place(
        lambda c, p: f"{UNITS}them-xa/", "name", 200, who="city_officer",
        rest=lambda c: {"standing_office": "Phòng A", "officer": "Lê Thị B", "username": "b.lt"},
    ),
    "signer": Place(_signing, "signer", 160, rest=_sign),
    "symbol": Place(_signing, "symbol", 60, False, _sign),
    "number": Place(_signing, "number", 20, rest=_sign),
    "reason": Place(lambda c, p: f"/ke-hoach/{p.pk}/ban-moi/", "reason", 500),
    "own salutation": Place(lambda c, p: "/toi/", "salutation", 20, False, lambda c: {"theme": "system"}),
}  # fmt: skip
EACH = pytest.mark.parametrize("place", [pytest.param(place, id=name) for name, place in PLACES.items()])


@pytest.fixture
def typed(enter: Any, cast: Any, filed: Any, stored: Any) -> Callable[[Place, str], str]:
    """Send a form with one field typed; what stands at that field afterwards. Nothing may have been written."""
    a_seat(cast.city_officer.person, cast.city, "admin")

    def send(place: Place, text: str) -> str:
        client = enter(place.who)
        before = stored()
        answer = client.post(place.path(cast, filed), place.rest(cast) | {place.name: text})
        assert answer.status_code == 422, answer.status_code
        assert stored() == before
        page = words_of(answer)
        well_said(page)
        assert "cần sửa" in page and "<title>Lỗi:" in answer.content.decode()
        for name, value in place.rest(cast).items():
            if isinstance(value, str) and name != place.name and name not in ("theme", "kind", "role"):
                assert f'value="{value}"' in answer.content.decode(), name
        return said_at(answer, place.name)

    return send


@EACH
def test_a_line_is_held_to_what_a_line_may_be(typed: Any, place: Place) -> None:
    """D01 empty, D02 blanks that look empty, D03 endless, D04 control signs, NUL and turning marks."""
    for text in ["", " \u00a0\u2003 "] * place.needed:
        assert typed(place, text).startswith(("Lỗi: Chưa nhập", "Lỗi: Nhập", "Lỗi: Ghi"))
    assert f"tối đa {place.most}" in typed(place, "ă" * 10_000)
    for text in ("Tổ số\x07 5", "Tổ số\x00 5", "Tổ số\u202e 5"):
        assert "có ký tự không nhìn thấy ở vị trí 6. Gõ lại." in typed(place, text)


@pytest.fixture
def add_unit(clerk: Client, cast: Any) -> Callable[..., Any]:
    return lambda name, **more: clerk.post(f"{UNITS}them/", _unit(cast) | {"name": name} | more, follow=True)


SAME = {
    "D06 marks apart": unicodedata.normalize("NFD", "Trường Tiểu học Bến Ngọc"),
    "D06 blanks": "Trường  Tiểu\u00a0học Bến Ngọc ",
    "D06 zero width": "Trường Tiểu\u200b học Bến Ngọc",
}


@pytest.mark.parametrize("row", SAME)
def test_a_name_that_is_there_is_not_made_again(add_unit: Any, stored: Any, row: str) -> None:
    before = stored()
    page = add_unit(SAME[row])
    assert (page.status_code, "đã có" in said_at(page, "name")) == (422, True)
    well_said(words_of(page))
    assert stored() == before


@pytest.mark.parametrize("name", ["TRƯỜNG TIỂU HỌC BẾN NGỌC", "Truong Tieu hoc Ben Ngoc", "Trường tiểu học Bến Ngọc"])
def test_a_name_that_nearly_is_there_is_asked_about(add_unit: Any, cast: Any, stored: Any, name: str) -> None:
    """D07: beside the other it is the same unit; elsewhere the question stands at its box, and the box answers it."""
    before = stored()
    assert "đã có" in said_at(add_unit(name), "name")
    asked = add_unit(name, parent=cast.office.pk)
    assert asked.status_code == 422
    assert "Trường Tiểu học Bến Ngọc" in said_at(asked, "similar_ok")
    well_said(words_of(asked))
    assert stored() == before
    assert add_unit(name, parent=cast.office.pk, similar_ok="on").status_code == 200
    assert Unit.objects.filter(name=name, parent=cast.office).exists()


NOTED = {
    "D05": ("Trạm\u200b Y tế Bến\u00ad Ngọc", "Trạm Y tế Bến Ngọc", "Đã bỏ ký tự ẩn."),
    "D08": ("Trạm Y tế Bến Ngọс", "Trạm Y tế Bến Ngọс", "Tên có chữ cái lạ (с Kirin, vị trí 18)."),
}


@pytest.mark.parametrize("row", NOTED)
def test_a_strange_name_is_taken_and_said(add_unit: Any, row: str) -> None:
    typed, kept, note = NOTED[row]
    page = add_unit(typed)
    assert note in words_of(page)
    assert Unit.objects.filter(name=kept).exists()


def test_one_person_under_two_spellings_is_asked_about(clerk: Client, cast: Any, stored: Any) -> None:
    """D50."""
    a_person("Nguyễn Thị Ánh", commune=cast.ward)
    before = stored()
    page = clerk.post(f"{PEOPLE}them/", _person(cast) | {"name": "Nguyễn Thị Anh"})
    assert "có phải một người" in words_of(page)
    assert stored() == before
    assert (
        clerk.post(f"{PEOPLE}them/", _person(cast) | {"name": "Nguyễn Thị Anh", "namesake_ok": "on"}).status_code == 302
    )


MARKUP = [
    "<script>alert(1)</script>", "<img src=//evil.example/x>", "{{7*7}}", "{% load static %}",
    '"><b>đậm</b>', "'; DROP TABLE people_person; --", "${7*7}", "=1+1",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_signs_of_programs_are_letters_like_any_other(clerk: Client, cast: Any, filed: Any, text: str) -> None:
    """D09, D10, D11: shown as typed on every page that shows it, and never carried out."""
    from html import escape

    person = cast.officer.person
    clerk.post(f"{PEOPLE}{person.pk}/", {"name": person.name, "position": text})
    clerk.post(f"{UNITS}{cast.school.pk}/sua/", _unit(cast) | {"kind": "school", "name": text, "similar_ok": "on"})
    opened = clerk.post(f"/ke-hoach/{filed.pk}/them/", {"kind": "targets", "text": text})["Location"].split("#")[0]
    assert (Person.objects.get(pk=person.pk).position, Unit.objects.get(pk=cast.school.pk).name) == (text, text)
    for path in (f"{PEOPLE}{person.pk}/", UNITS, f"{UNITS}{cast.school.pk}/", opened):
        html = clerk.get(path).content.decode()
        assert escape(text) in html, path
        if escape(text) != text:
            assert text not in html, path


CONTACTS = {
    "D47 letters": ("phone", "0904 ABC 123", "Số điện thoại chỉ gồm chữ số."),
    "D47 short": ("phone", "12345", "Số điện thoại có 5 chữ số"),
    "D47 arabic": ("phone", "٠٩٠٤١٢٣٤٥٦", "Số điện thoại chỉ gồm chữ số."),
    "D48": ("email", "a@b", "Viết thư điện tử theo dạng ten@donvi.vn, trên một dòng."),
    "D48 none": ("email", "không có", "Viết thư điện tử theo dạng ten@donvi.vn"),
    "D48 long": ("email", "a" * 5_000 + "@donvi.vn", "Viết thư điện tử theo dạng ten@donvi.vn"),
    "D49": ("email", "lan@donvi.vn\nBcc: x@evil.example", "Viết thư điện tử theo dạng ten@donvi.vn, trên một dòng."),
    "D49 header": ("email", "lan@donvi.vn\r\nSubject: x", "Viết thư điện tử theo dạng ten@donvi.vn, trên một dòng."),
}


@pytest.mark.parametrize("row", CONTACTS)
def test_contacts_that_reach_nobody_are_told(clerk: Client, cast: Any, stored: Any, row: str) -> None:
    name, text, told = CONTACTS[row]
    before = stored()
    page = clerk.post(f"{PEOPLE}{cast.officer.person.pk}/", {"name": "Phạm Thu Lan", name: text})
    assert (page.status_code, told in said_at(page, name)) == (422, True)
    well_said(words_of(page))
    assert stored() == before
    if name == "phone":
        assert f'value="{text}"' in page.content.decode()
        own = clerk.post("/toi/", {"theme": "system", "shortcuts_on": "on", "phone": text})
        assert told in said_at(own, "phone")
        assert stored() == before
