"""Phases, peaks, links, package, recipients, reach, invitations: what the pages say, refuse, and cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders import a_unit
from cast import TODAY
from movement_builders import a_draft, a_launched, a_plan, a_reading
from thidua.apps.movements import services
from thidua.apps.movements.models import (
    Attachment,
    Delivery,
    JoinRequest,
    Movement,
    MovementLink,
    Opening,
    Passing,
    Peak,
    Phase,
    Recipient,
)
from thidua.core.movements.peaks import PeakRow
from thidua.formats.sheets import Column
from thidua.formats.xlsx import read_sheet

RECIPIENTS = [
    {"name": "Sở Nội vụ thành phố"}, {"name": "Phòng Kinh tế, Hạ tầng và Đô thị"}, {"name": "Lưu: VT", "archive": True},
]  # fmt: skip
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


@pytest.fixture
def movement(cast, now):
    return a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(recipients=RECIPIENTS)))


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def plain(answer):
    return answer.content.decode().replace("\u00a0", " ")


def page(client, name, *args):
    answer = client.get(url(name, *args))
    assert answer.status_code == 200
    return plain(answer)


def cost(client, address):
    with CaptureQueriesContext(connection) as told:
        assert client.get(address).status_code == 200
    return len(told)


def phase_form(movement, *rows, base=None):
    sent = {"base": base if base is not None else movement.revision, "rows": len(rows)}
    for at, row in enumerate(rows):
        names = ("label", "name", "starts_on", "ends_on", "review_on")
        sent |= {f"p{at}-{name}": value for name, value in zip(names, row, strict=True)}
    return sent


def test_phases_are_saved_and_empty_rows_are_none(cast, now, signed_in):
    movement = a_draft(cast, now)
    rows = [("", "", "", "", ""), ("Đợt 1", "Đăng ký", "01/01/2026", "30/06/2026", "30/06/2026")]
    answer = signed_in("clerk").post(url("phases", movement.id), phase_form(movement, *rows))
    assert answer.status_code == 302
    assert list(Phase.objects.values_list("label", "review_on")) == [("Đợt 1", date(2026, 6, 30))]


def test_a_refused_table_comes_back_with_what_was_typed(cast, now, signed_in):
    movement = a_draft(cast, now)
    rows = [
        ("Đợt 1", "", "01/01/2026", "30/06/2026", ""), ("", "", "", "", ""),
        ("Đợt 2", "Nước rút", "30/06/2026", "31/12/2026", ""),
    ]  # fmt: skip
    answer = signed_in("clerk").post(url("phases", movement.id), phase_form(movement, *rows))
    text = plain(answer)
    assert answer.status_code == 422
    assert "Đợt 2 phải bắt đầu sau khi hết Đợt 1" in text and 'value="Nước rút"' in text
    assert 'href="#id_p2-starts_on"' in text
    assert not Phase.objects.exists()


@pytest.mark.parametrize(("typed", "told"), [("05-12-26", "năm"), ("13/13/2026", "tháng"), ("29/02/2027", "29/02")])
def test_unreadable_days_are_told_at_their_field(cast, now, signed_in, typed, told):
    movement = a_draft(cast, now)
    sent = phase_form(movement, ("Đợt 1", "", typed, "31/12/2026", ""))
    answer = signed_in("clerk").post(url("phases", movement.id), sent)
    assert answer.status_code == 422
    assert f'value="{typed}"' in plain(answer) and told in plain(answer)


def test_an_old_page_is_a_conflict_that_loses_nothing(cast, now, signed_in):
    movement = a_draft(cast, now)
    sent = phase_form(movement, ("Đợt 1", "", "01/01/2026", "30/06/2026", ""), base=99)
    answer = signed_in("clerk").post(url("phases", movement.id), sent)
    assert answer.status_code == 409
    assert 'value="Đợt 1"' in plain(answer)


@pytest.mark.parametrize("rows", ["-1", "99999999", "abc", ""])
def test_a_wild_number_of_rows_does_no_harm(cast, now, signed_in, rows):
    movement = a_draft(cast, now)
    sent = phase_form(movement) | {"rows": rows}
    assert signed_in("clerk").post(url("phases", movement.id), sent).status_code == 302
    assert not Phase.objects.exists()


def test_peaks_are_typed_suggested_and_taken_out(movement, signed_in):
    client = signed_in("clerk")
    wrong = client.post(
        url("add_peak", movement.id), {"name": "Hè", "starts_on": "01/06/2026", "ends_on": "01/05/2026"}
    )
    assert wrong.status_code == 422 and 'value="Hè"' in plain(wrong)
    good = {"name": "Hè xanh", "anniversary": "invalids", "starts_on": "01/06/2026", "ends_on": "27/07/2026"}
    assert client.post(url("add_peak", movement.id), good).status_code == 302
    assert "Ngày Thương binh - Liệt sĩ (27/7)" in page(client, "phases", movement.id)
    assert "Hè xanh" in page(client, "movement", movement.id)
    assert "Hè xanh" in page(client, "calendar")
    peak = Peak.objects.get()
    assert client.post(url("remove_peak", movement.id, peak.id)).status_code == 302
    assert client.post(url("remove_peak", movement.id, peak.id)).status_code == 404


def test_a_peak_near_today_stands_on_the_page_of_today(movement, cast, now, signed_in):
    row = PeakRow("Cao điểm 30/4", TODAY + timedelta(days=20), date(2026, 4, 30), "south_liberated")
    services.add_peak(movement, row, by=cast.clerk.actor, now=now)
    assert "Cao điểm 30/4" in plain(signed_in("officer").get("/"))
    Peak.objects.update(starts_on=TODAY + timedelta(days=40))
    assert "Cao điểm 30/4" not in plain(signed_in("officer").get("/"))


def test_the_kind_stops_the_launch_page_with_a_way_to_mend_it(cast, now, signed_in):
    reading = a_reading(movement={"name": "Đợt", "type": "campaign"}, period={"from": "2026-04-01", "to": None})
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=reading))
    text = page(signed_in("clerk"), "launch", movement.id)
    assert "cần ngày kết thúc" in text and f"{url('assign', movement.id)}#thong-tin" in text


def test_the_package_is_one_page_with_the_covering_words(movement, cast, now, signed_in):
    client = signed_in("clerk")
    assert client.post(url("package", movement.id), {"cover": "Làm ngay từ tuần này.\n\nHết."}).status_code == 302
    sent = {"title": "Mẫu 1", "kind": "form", "file": SimpleUploadedFile("mau.pdf", PDF), "back": "package"}
    assert client.post(url("attach", movement.id), sent)["Location"] == url("package", movement.id)
    assert Attachment.objects.get().kind == "form"
    text = page(signed_in("officer"), "package", movement.id)
    for words in ("Làm ngay từ tuần này.", "Mẫu 1", "Biểu mẫu", "chủ trì 3 chỉ tiêu"):
        assert words in text
    assert "<textarea" not in text
    assert Opening.objects.get().unit == cast.economy
    too_long = client.post(url("package", movement.id), {"cover": "x" * 3001})
    assert too_long.status_code == 422 and "x" * 3001 in plain(too_long)


def test_a_head_request_is_no_opening(movement, signed_in):
    assert signed_in("officer").head(url("movement", movement.id)).status_code == 200
    assert not Opening.objects.exists()


def test_the_register_says_what_is_open_and_records_many_at_once(movement, signed_in):
    client = signed_in("clerk")
    assert "<b>2 trong 3 nơi nhận</b> cần xử lý" in page(client, "recipients", movement.id)
    rows = {row.printed: str(row.id) for row in Recipient.objects.all()}
    sent = {"recipients": [rows["Sở Nội vụ thành phố"]], "channel": "axis", "sent_on": "02/03/2026", "receipt": "A1"}
    sent |= {"file": SimpleUploadedFile("bien-nhan.pdf", PDF), "once": "k1"}
    assert client.post(url("recipients", movement.id), sent).status_code == 302
    delivery = Delivery.objects.get(channel="axis")
    assert delivery.file.name == "bien-nhan.pdf"
    assert client.get(url("file", delivery.file_id)).status_code == 200
    assert signed_in("officer").get(url("file", delivery.file_id)).status_code == 404
    assert "Trục liên thông, A1, Vũ Thị Hương" in page(client, "recipients", movement.id)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"recipients": []}, "Chọn ít nhất một nơi nhận"),
        ({"recipients": ["khong-phai-id"]}, "Chọn ít nhất một nơi nhận"),
        ({"sent_on": "03/03/2026"}, "Ngày gửi chưa tới"),
        ({"sent_on": "01/01/2026"}, "trước ngày ký"),
        ({"channel": "bo-cau"}, "trong danh sách"),
        ({"receipt": "x" * 161}, "161"),
    ],
)
def test_a_refused_sending_keeps_what_was_typed(movement, signed_in, change, told):
    row = Recipient.objects.get(printed="Sở Nội vụ thành phố")
    sent = {"recipients": [str(row.id)], "channel": "paper", "sent_on": "02/03/2026", "receipt": "Sổ 9"} | change
    answer = signed_in("clerk").post(url("recipients", movement.id), sent)
    assert answer.status_code == 422
    assert told in plain(answer) and sent["receipt"] in plain(answer)
    assert Delivery.objects.exclude(channel="system").count() == 0


def test_a_line_of_another_movement_is_not_recorded(movement, cast, now, signed_in):
    reading = a_reading(targets=[], deadlines=[], recipients=RECIPIENTS)
    other = a_launched(cast, now, plan=a_plan(cast, now, title="Khác", reading=reading))
    row = other.recipients.first()
    sent = {"recipients": [str(row.id)], "channel": "paper", "sent_on": "02/03/2026"}
    assert signed_in("clerk").post(url("recipients", movement.id), sent).status_code == 422
    assert signed_in("clerk").post(url("match_recipient", movement.id, row.id), {"place": "outside"}).status_code == 404


def test_the_sheet_holds_exactly_the_lines_and_no_formula(movement, cast, now, signed_in):
    Recipient.objects.filter(ordinal=0).update(printed="=HYPERLINK(1)")
    answer = signed_in("chair").get(url("recipients_sheet", movement.id))
    rows = read_sheet(
        answer.content, "a.xlsx", columns=(Column("name", "Nơi nhận"), Column("state", "Tình trạng"))
    ).rows
    assert [row.value("name") for row in rows] == ["=HYPERLINK(1)", *(row["name"] for row in RECIPIENTS[1:])]


def test_an_older_launch_gets_its_list_by_a_button(movement, signed_in):
    movement.recipients.all().delete()
    client = signed_in("clerk")
    assert url("prepare_recipients", movement.id) in page(client, "recipients", movement.id)
    client.post(url("prepare_recipients", movement.id))
    client.post(url("prepare_recipients", movement.id))
    assert movement.recipients.count() == 3


def test_the_page_of_today_tells_the_clerk_of_papers_and_requests(movement, cast, now, signed_in):
    _link, token = services.make_join_link(movement, ["household"], days=1, uses=1, by=cast.clerk.actor, now=now)
    form = services.JoinForm("household", "Hộ A", "Ngõ 1", "Ông A", "0903111222", consent=True)
    services.receive_request(token, form, key="k", address="x", now=now, today=TODAY)
    text = plain(signed_in("clerk").get("/"))
    assert "2 nơi nhận chưa ghi đã gửi" in text
    assert "Xem 1 phiếu đăng ký tham gia" in text
    assert "phiếu đăng ký" not in plain(signed_in("officer").get("/"))


def test_reach_begins_with_the_sentence_and_gives_words_to_copy(movement, cast, now, signed_in):
    services.acknowledge_duties(movement, cast.economy.id, by=cast.head.actor, now=now)
    cast.school_officer.person.phone = "0903000111"
    text = page(signed_in("chair"), "reach", movement.id)
    assert "1 trong 3 đơn vị đã mở, 1 đã nhận, 0 đã phổ biến." in text
    assert f"http://testserver{url('package', movement.id)}" in text
    assert "Tổ dân phố số 1" in text


def test_a_unit_passes_on_from_its_own_sheet(movement, cast, now, signed_in):
    services.acknowledge_duties(movement, cast.economy.id, by=cast.head.actor, now=now)
    client, address = signed_in("officer"), url("pass_on", movement.id, cast.economy.id)
    wrong = client.post(address, {"people": "hai mươi", "passed_on": "02/03/2026", "how": "Họp tổ"})
    assert wrong.status_code == 422
    assert "phải là số nguyên" in plain(wrong) and 'value="hai mươi"' in plain(wrong)
    sent = {"people": "1.240", "passed_on": "02/03/2026", "how": "Họp tổ", "once": "k"}
    for _again in range(2):
        assert client.post(address, sent).status_code == 302
    assert Passing.objects.get().people == 1240
    assert "1.240 người, Họp tổ" in page(client, "duties", movement.id, cast.economy.id)


def test_links_show_both_directions(movement, cast, now, signed_in):
    reading = a_reading(
        targets=[], deadlines=[], linked_movements=[{"name": "Thi đua yêu nước năm 2026"}, {"name": "Dân vận khéo"}]
    )
    other = a_launched(cast, now, plan=a_plan(cast, now, title="Đợt hè", reading=reading))
    text = page(signed_in("officer"), "related", other.id)
    assert url("movement", movement.id) in text and "Chưa có trong hệ thống" in text
    assert url("movement", other.id) in page(signed_in("officer"), "related", movement.id)
    link = MovementLink.objects.get(name="Dân vận khéo")
    client = signed_in("clerk")
    assert client.post(url("link_movement", other.id, link.id), {"known": str(movement.id)}).status_code == 302
    assert client.post(url("link_movement", other.id, link.id), {"known": str(other.id)}).status_code == 404
    link.refresh_from_db()
    assert link.known_id == movement.id


def test_a_link_is_shown_once_with_its_code(movement, signed_in):
    client = signed_in("clerk")
    sent = {"kinds": ["household"], "days": "30", "uses": "1.000", "once": "k"}
    text = plain(client.post(url("invitations", movement.id), sent))
    assert "http://testserver/tham-gia/" in text and "data:image/svg+xml" in text
    again = client.post(url("invitations", movement.id), sent)
    assert again.status_code == 302
    assert "://testserver/tham-gia/" not in page(client, "invitations", movement.id)
    assert movement.join_links.get().most_uses == 1000
    for wrong in ({"kinds": []}, {"days": "0"}, {"days": "9999"}, {"uses": "x"}, {"kinds": ["city"]}):
        assert client.post(url("invitations", movement.id), sent | wrong | {"once": ""}).status_code == 422


def test_requests_are_decided_on_the_page_of_invitations(movement, cast, now, signed_in):
    _link, token = services.make_join_link(movement, ["household"], days=1, uses=9, by=cast.clerk.actor, now=now)
    for name in ("Hộ A", "Hộ B"):
        form = services.JoinForm("household", name, "Ngõ 1", "Ông A", "0903111222", consent=True)
        services.receive_request(token, form, key=name, address="x", now=now, today=TODAY)
    first, second = JoinRequest.objects.order_by("asked_at", "name")
    client = signed_in("clerk")
    assert "Số điện thoại này còn ở 1 phiếu khác" in page(client, "invitations", movement.id)
    assert client.post(url("accept_request", movement.id, first.id)).status_code == 302
    assert client.post(url("decline_request", movement.id, second.id), {"why": ""}).status_code == 422
    assert client.post(url("decline_request", movement.id, second.id), {"why": "Ở nơi khác"}).status_code == 302
    assert client.post(url("erase_request", movement.id, second.id)).status_code == 302
    second.refresh_from_db()
    assert (second.state, second.phone) == ("declined", "")
    assert "0903111222" not in plain(signed_in("officer").get(url("movement", movement.id)))


def a_request(token, now, at):
    form = services.JoinForm("household", f"Hộ {at}", "Ngõ 1", "Ông A", f"09031112{at:02}", consent=True)
    services.receive_request(token, form, key=f"{at}", address=f"{at}", now=now, today=TODAY)


def test_query_counts_do_not_grow_with_rows(movement, cast, now, signed_in):
    _link, token = services.make_join_link(movement, ["household"], days=1, uses=99, by=cast.clerk.actor, now=now)
    pages = [
        url(name, movement.id) for name in ("recipients", "reach", "package", "invitations", "related", "movement")
    ]
    client = signed_in("clerk")
    a_request(token, now, 90)
    for address in pages:
        client.get(address)
    before = [cost(client, address) for address in [*pages, "/", "/lich/"]]
    for at in range(6):
        unit = a_unit(f"Tổ dân phố số {at + 20}", kind="residential_group", parent=cast.ward)
        movement.participants.create(unit=unit, told_at=now)
        row = movement.recipients.create(ordinal=50 + at, printed=unit.name, place="matched")
        row.units.add(unit)
        row.deliveries.create(channel="paper", sent_on=TODAY, receipt=str(at), recorded_at=now)
        movement.recipients.create(ordinal=80 + at, printed=f"Sở {at}", place="outside")
        movement.passings.create(unit=unit, passed_on=TODAY, people=3, recorded_at=now)
        movement.links.create(kind="movement", name=f"Phong trào {at}")
        movement.peaks.create(name=f"Cao điểm {at}", starts_on=TODAY, ends_on=TODAY)
        a_request(token, now, at)
    after = [cost(client, address) for address in [*pages, "/", "/lich/"]]
    print(f"\nqueries before and after six more of everything: {before} {after}")
    assert after == before


def test_a_movement_in_preparation_is_hidden_from_units_on_every_page(cast, now, signed_in):
    movement = a_draft(cast, now)
    for name in ("phases", "related", "package", "recipients", "reach", "invitations"):
        assert signed_in("officer").get(url(name, movement.id)).status_code == 404
    assert Movement.objects.get(pk=movement.pk).state == "draft"


def test_a_unit_hands_in_its_own_plan_from_the_page_of_links(movement, cast, signed_in):
    client, address = signed_in("school_officer"), url("file_unit_plan", movement.id, cast.school.id)
    assert "Gửi kế hoạch riêng của Trường Tiểu học Bến Ngọc" in page(client, "related", movement.id)
    empty = client.post(address, {"file": SimpleUploadedFile("a.txt", b"")})
    assert empty.status_code == 422
    words = "KẾ HOẠCH\nThi đua của trường năm 2026\n(1) 100% lớp học trồng thêm một cây xanh.\n"
    sent = {"once": "k"}
    for _again in range(2):
        answer = client.post(address, sent | {"file": SimpleUploadedFile("kh.txt", words.encode())})
        assert answer.status_code == 302
    assert "Dự thảo" in page(client, "related", movement.id)
    assert "Gửi kế hoạch riêng" not in page(client, "related", movement.id)
    assert "Kế hoạch riêng của đơn vị" in page(signed_in("clerk"), "related", movement.id)
    assert "Dự thảo" not in page(signed_in("officer"), "related", movement.id)


def test_a_school_year_is_called_by_its_years_and_tet_by_its_day(cast, now, signed_in):
    reading = a_reading(
        movement={"name": "Dạy tốt, học tốt", "type": "school_year"},
        period={"from": "2026-09-05", "to": "2027-05-31"},
        phases=[],
    )
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=reading))
    text = page(signed_in("clerk"), "phases", movement.id)
    assert "Năm học 2026-2027" in text
    assert "Tết Nguyên đán (1/1 âm lịch, 06/02/2027)" in text
    services.propose_launch(movement, by=cast.clerk.actor, now=now)
    services.launch_movement(movement, by=cast.chair.actor, now=now, today=TODAY)
    assert "Năm học 2026-2027" in page(signed_in("officer"), "movement", movement.id)


def test_a_movement_without_days_is_told_what_its_kind_usually_has(cast, now, signed_in):
    reading = a_reading(movement={"name": "Thi đua năm", "type": "annual"}, period={"from": None, "to": None})
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=reading))
    assert "Loại này thường từ 01/01/2026 đến hết 31/12/2026." in page(signed_in("clerk"), "assign", movement.id)
