"""Annex D, days and figures: one reader of each at every door, asked where two readings remain, never guessed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from page_words import said_at, well_said, words_of
from test_assign_page import fields_of

from movement_builders import a_draft, an_id
from thidua.apps.movements.models import Movement
from thidua.apps.units.models import Seat

DAYS = {
    "D12": ("05-12-26", "Ghi năm đủ 4 chữ số: 05/12/2026."),
    "D13": ("13/13/2026", "Ngày 13/13/2026 không tồn tại. Ghi ngày trước, tháng sau, ví dụ 05/12/2026."),
    "D14": ("29/02/2027", "Năm 2027 không có ngày 29/02."),
    "A54": ("31/02/2026", "Ngày 31/02/2026 không tồn tại."),
    "D18": ("05/12/20026", "Năm 20026 không dùng được."),
    "D18 old": ("05/12/0026", "Năm 0026 không dùng được."),
    "G53": ("05-12-2026", "Ghi 05/12/2026 hoặc 2026-12-05."),
    "words": ("mùng năm Tết", 'Không đọc được ngày "mùng năm Tết".'),
    "arabic": ("٠٥/١٢/٢٠٢٦", "Không đọc được ngày"),
    "month": ("12/2026", "đủ ngày, tháng, năm, ví dụ 05/12/2026"),
    "long": ("1" * 10_000, "Không đọc được ngày"),
    "two": ("05/12/2026 06/12/2026", "Không đọc được ngày"),
}

_DOORS: dict[str, tuple[str, str, Callable[[Any, Any], dict[str, Any]]]] = {
    "signature": (
        "/ke-hoach/{plan}/ky/", "signed_on",
        lambda c, p: {"number": "15", "symbol": "KH-UBND", "signer": "Trần Quốc Bảo"},
    ),
    "new unit": (
        "/thiet-lap/don-vi/them/", "from_on",
        lambda c, p: {"name": "Trạm Y tế", "kind": "office", "parent": c.ward.pk},
    ),
    "end of a unit": ("/thiet-lap/don-vi/{school}/ket-thuc/", "on", lambda c, p: {}),
    "merger": ("/thiet-lap/don-vi/sap-nhap/", "on", lambda c, p: {"name": "Tổ mới", "kind": "office"}),
    "split": ("/thiet-lap/don-vi/{school}/tach/", "on", lambda c, p: {"names": "Tổ a\nTổ b", "kind": "school"}),
    "block": ("/thiet-lap/khoi/them/", "from_on", lambda c, p: {"name": "Khối 1"}),
    "council": ("/thiet-lap/hoi-dong/them/", "from_on", lambda c, p: {"name": "Hội đồng"}),
    "role": (
        "/thiet-lap/nguoi/{officer}/vai-tro/", "from_on", lambda c, p: {"unit": c.school.pk, "role": "officer"}
    ),
    "end of a role": ("/thiet-lap/vai-tro/{seat}/ket-thuc/", "last_day", lambda c, p: {}),
    "leaving": ("/thiet-lap/nguoi/{officer}/nghi/", "last_day", lambda c, p: {}),
    "deputy": (
        "/toi/lam-thay/", "thay-from_on", lambda c, p: {"thay-deputy": c.head.person.pk, "thay-to_on": "05/12/2030"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("door", _DOORS)
def test_a_day_is_read_alike_at_every_door(clerk: Client, cast: Any, filed: Any, stored: Any, door: str) -> None:
    path, name, rest = _DOORS[door]
    seat = Seat.objects.get(person=cast.officer.person)
    url = path.format(plan=filed.pk, school=cast.school.pk, officer=cast.officer.person.pk, seat=seat.pk)
    before = stored()
    for typed, told in DAYS.values():
        answer = clerk.post(url, rest(cast, filed) | {name: typed})
        assert (answer.status_code, told in said_at(answer, name)) == (422, True), said_at(answer, name)
        assert f'value="{typed}"' in answer.content.decode()
        well_said(words_of(answer))
    assert stored() == before


@pytest.fixture
def head(clerk: Client, cast: Any, now: Any) -> Callable[..., Any]:
    """Send the page of Phân công with some fields typed."""
    movement = a_draft(cast, now)
    url = f"/phong-trao/{movement.pk}/phan-cong/"
    fields = fields_of(clerk.get(url).content.decode())
    return lambda **typed: clerk.post(url, fields | typed)


@pytest.mark.parametrize("row", DAYS)
def test_a_movement_begins_and_ends_on_days_that_exist(head: Any, stored: Any, row: str) -> None:
    typed, told = DAYS[row]
    before = stored()
    answer = head(ends_on=typed)
    assert (answer.status_code, told in words_of(answer)) == (422, True)
    assert f'value="{typed}"' in answer.content.decode()
    well_said(words_of(answer))
    assert stored() == before


def test_a_movement_does_not_end_before_it_begins(head: Any, stored: Any) -> None:
    """D15."""
    before = stored()
    assert "Ngày kết thúc trước ngày bắt đầu" in words_of(head(starts_on="01/06/2026", ends_on="31/05/2026"))
    assert stored() == before


@pytest.mark.parametrize("base", ["", "abc", "-1", "²", "٣", "9" * 5_000, "1.5", "\x00"])
def test_a_revision_that_was_never_shown_stores_nothing(head: Any, base: str) -> None:
    """D30, D36: the hidden number of the page is not believed."""
    answer = head(base=base, name="Tên khác")
    assert answer.status_code == 409
    assert 'value="Tên khác"' in answer.content.decode()
    assert Movement.objects.get().name != "Tên khác"


ROWS = {
    "D26": (lambda c: {f"support-{an_id('(1)')}": [str(c.economy.pk)]}, "chỉ giữ một vai trò: chủ trì hoặc phối hợp."),
    "D34 kind": (lambda c: {"kind": "quarterly"}, "Chọn loại trong danh sách"),
    "D34 owner": (lambda c: {f"owner-{an_id('(1)')}": "x"}, "Chọn đơn vị và cán bộ trong danh sách."),
    "D35 owner": (lambda c: {f"owner-{an_id('(1)')}": str(c.other_office.pk)}, "không còn trong danh sách hôm nay."),
    "D35 officer": (
        lambda c: {f"officer-{an_id('(1)')}": str(c.stranger.person.pk)}, "không thuộc đơn vị chủ trì. Chọn lại"
    ),
    "D03": (lambda c: {"name": "a" * 10_000}, "Tên dài quá 500 ký tự"),
    "D04": (lambda c: {"name": "Thi đua\x07 năm 2026"}, "có ký tự không nhìn thấy ở vị trí 8. Gõ lại."),
    "D25": (lambda c: {f"owner-{an_id('(2)')}": "", "next": "1"}, "Chỉ tiêu (2) chưa giao cho ai."),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_the_table_of_duties_tells_each_fault_at_its_row(head: Any, cast: Any, row: str) -> None:
    typed, told = ROWS[row]
    answer = head(**typed(cast))
    assert answer.status_code == 422
    assert told in words_of(answer)
    well_said(words_of(answer))
    movement = Movement.objects.get()
    assert (movement.state, movement.kind, len(movement.name) < 500) == ("draft", "annual", True)
    if row != "D25":
        assert movement.revision == 1


FIGURES = {
    "D19": ("97,,5", "Không đọc được số"),
    "B36": ("1.784", "1.784 là 1784 hay 1,784?"),
    "B37": ("1,784.4", "Viết 1.784,4 thay cho 1,784.4."),
    "B35": ("khoảng trăm", "không phải số. Nhập số, ví dụ 97,5."),
    "B49": ("NaN", "không phải số. Nhập số, ví dụ 1.652,8."),
    "B49 infinite": ("-∞", "không phải số"),
    "B51": ("1e5", "Viết 100.000 thay cho 1e5."),
    "B51 huge": ("1e99999999", "không phải số dùng được"),
    "B52": ("1" * 10_000, "quá 15 chữ số có nghĩa"),
    "formula": ("=1+1", "số"),
    "units": ("97 tỷ", "số"),
}


@pytest.fixture
def measure(clerk: Client, filed: Any) -> Callable[..., Any]:
    """Save the figure of the first target, with or without the script."""
    item = json.loads(filed.versions.first().reading)["targets"][0]["measures"][0]["id"]
    url = f"/ke-hoach/{filed.pk}/muc/{item}/"
    return lambda value, **headers: clerk.post(url, {"value": value, "base-value": "1784.4"}, headers=headers)


@pytest.mark.parametrize("row", FIGURES)
def test_a_figure_is_asked_about_and_never_guessed(measure: Any, filed: Any, stored: Any, row: str) -> None:
    typed, told = FIGURES[row]
    before, reading = stored(), filed.versions.first().reading
    for headers in ({"X-Autosave": "value"}, {}):
        answer = measure(typed, **headers)
        assert (answer.status_code, told in words_of(answer)) == (422, True), words_of(answer)[:400]
        # The script keeps the control as it stands; without it the page brings the typed words back.
        assert headers or f'value="{typed}"' in answer.content.decode()
        well_said(words_of(answer))
    assert filed.versions.first().reading == reading
    assert stored() == before


ITEMS = {
    "D01": ({"kind": "targets", "text": " \u00a0"}, "Nhập nội dung chỉ tiêu."),
    "D03": ({"kind": "targets", "text": "ă" * 10_000}, "Dài 10.000 ký tự, tối đa 5.000."),
    "D03 label": ({"kind": "targets", "text": "Trồng cây", "label": "(" * 10_000}, "tối đa 500."),
    "D04": ({"kind": "targets", "text": "Trồng\x00 cây"}, "Có ký tự không nhìn thấy ở vị trí 6. Gõ lại."),
    "D01 day": ({"kind": "deadlines", "what": "Báo cáo", "date": ""}, "Chưa nhập ngày."),
    "D13 day": ({"kind": "deadlines", "what": "Báo cáo", "date": "13/13/2026"}, "không tồn tại"),
    "D03 deadline": ({"kind": "deadlines", "what": "ă" * 10_000, "date": "05/12/2026"}, "tối đa 5.000."),
}


@pytest.mark.parametrize("row", ITEMS)
def test_what_cannot_be_added_to_a_reading_stays_typed(clerk: Client, filed: Any, stored: Any, row: str) -> None:
    sent, told = ITEMS[row]
    before, reading = stored(), filed.versions.first().reading
    answer = clerk.post(f"/ke-hoach/{filed.pk}/them/", sent)
    assert (answer.status_code, told in words_of(answer)) == (422, True)
    well_said(words_of(answer))
    assert filed.versions.first().reading == reading
    assert stored() == before


NEVER_OFFERED = {
    "operator": ({"operator": "roughly", "base-operator": "at_least"}, "Chọn một mục trong danh sách."),
    "unit": ({"unit": "x" * 10_000, "base-unit": "tỷ đồng"}, "tối đa 500."),
    "metric": ({"metric": "a\x1bb", "base-metric": ""}, "Có ký tự không nhìn thấy ở vị trí 2. Gõ lại."),
}


@pytest.mark.parametrize("row", NEVER_OFFERED)
def test_a_value_that_the_page_never_offered_is_not_stored(clerk: Client, filed: Any, stored: Any, row: str) -> None:
    """D34 on the check page: the box of a measure."""
    sent, told = NEVER_OFFERED[row]
    measure = json.loads(filed.versions.first().reading)["targets"][0]["measures"][0]
    name = next(iter(sent))
    before = stored()
    sent = sent | {f"base-{name}": str(measure[name])}
    answer = clerk.post(f"/ke-hoach/{filed.pk}/muc/{measure['id']}/", sent)
    assert (answer.status_code, told in words_of(answer)) == (422, True), words_of(answer)[:600]
    assert stored() == before


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("", "Ghi một câu vì sao giữ nguyên."),
        (" \u00a0\u200b ", "Ghi một câu vì sao giữ nguyên."),
        ("a" * 10_000, "Dài 10.000 ký tự, tối đa 300."),
        ("đúng\x00rồi", "Có ký tự không nhìn thấy ở vị trí 5."),
    ],
)
def test_a_finding_is_not_kept_without_a_word(clerk: Client, filed: Any, stored: Any, why: str, told: str) -> None:
    before = stored()
    answer = clerk.post(f"/ke-hoach/{filed.pk}/giu/", {"finding": "abc", "why": why})
    assert (answer.status_code, told in words_of(answer)) == (422, True)
    assert stored() == before
