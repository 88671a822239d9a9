"""An amendment by form: begun, looked at, owners given, proposed, approved by another, sent back, given up."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from movement_builders import (
    a_proposed_amendment,
    a_target,
    an_amendment,
    an_applied_amendment,
    an_id,
    lower_first,
    move_yearly,
    sign_amendment,
)
from thidua.apps.movements.services import withdraw_amendment
from thidua.apps.plans.models import Amendment, Plan


def url(name: str, amendment: Any) -> str:
    return reverse(f"desk:{name}", args=[amendment.plan_id, amendment.pk])


def text(response: Any) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def shown(client: Any, amendment: Any) -> str:
    return text(client.get(url("amendment", amendment)))


def state(amendment: Any) -> str:
    return Amendment.objects.get(pk=amendment.pk).state


def begin(client: Any, movement: Any, **fields: Any) -> Any:
    sent = {"reason": "Cấp trên giao lại", "requester": "Chủ tịch phường", "kind": "decision", "once": "k1"}
    return client.post(reverse("desk:amend_plan", args=[movement.plan_id]), sent | fields)


def test_the_plan_page_leads_to_the_form_and_the_form_to_the_amendment(movement, signed_in):
    client = signed_in("clerk")
    page = text(client.get(reverse("desk:plan", args=[movement.plan_id])))
    assert reverse("desk:amend_plan", args=[movement.plan_id]) in page
    assert text(client.get(reverse("desk:amend_plan", args=[movement.plan_id]))).count("<form") >= 1
    answer = begin(client, movement)
    made = Amendment.objects.get()
    assert answer["Location"] == url("amendment", made)
    page = shown(client, made)
    assert "Bản sửa đổi chưa khác bản đang thực hiện." in page
    assert "Chủ tịch phường" in page
    assert reverse("desk:check_plan", args=[made.draft_id]) in page


def test_pressing_twice_begins_one(movement, signed_in):
    client = signed_in("clerk")
    first, second = begin(client, movement), begin(client, movement)
    assert first["Location"] == second["Location"]
    assert Amendment.objects.count() == 1


def test_the_open_amendment_is_opened_instead_of_a_second_form(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement)
    client = signed_in("second_clerk")
    address = reverse("desk:amend_plan", args=[movement.plan_id])
    assert client.get(address)["Location"] == url("amendment", amendment)
    assert begin(client, movement).status_code == 409


def test_what_was_typed_comes_back_with_the_reason(movement, signed_in):
    answer = begin(signed_in("clerk"), movement, requester="", reason="Giữ nguyên chữ này")
    assert answer.status_code == 422
    assert "Giữ nguyên chữ này" in text(answer)
    assert "Chọn đơn vị đề nghị, hoặc ghi tên người, cơ quan đề nghị." in text(answer)
    assert not Amendment.objects.exists()


def test_the_missing_reason_is_told_at_its_field(movement, signed_in):
    answer = begin(signed_in("clerk"), movement, reason="")
    assert answer.status_code == 422
    assert "Ghi lý do sửa đổi" in text(answer)


def test_the_same_file_is_told_at_its_field(movement, signed_in):
    version = movement.plan.versions.get()
    file = SimpleUploadedFile("ke-hoach.txt", version.text.encode())
    answer = begin(signed_in("clerk"), movement, file=file)
    assert answer.status_code == 422
    assert "Tệp này giống hệt bản đang dùng" in text(answer)
    assert not Amendment.objects.exists()


def test_the_page_shows_the_differences_and_what_is_missing(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement, lower_first)
    page = shown(signed_in("clerk"), amendment)
    assert "Sẽ <b>đổi 1 chỉ tiêu</b>" in page
    assert "<del>từ 120 tỷ đồng trở lên</del>" in page and "<ins>từ 100 tỷ đồng trở lên</ins>" in page
    assert "Ghi số, ngày và bản ký của văn bản sửa đổi" in page
    assert url("propose_amendment", amendment) in page


def test_a_new_target_gets_its_owner_on_the_page(cast, now, movement, signed_in):
    def grow(reading: dict) -> None:
        reading["targets"].append(a_target("(4)", "Trồng 300 cây ven bến."))

    amendment = an_amendment(cast, now, movement, grow)
    client = signed_in("clerk")
    assert "Phân công phần mới" in shown(client, amendment)
    field = f"owner-{an_id('(4)')}"
    stranger = client.post(url("assign_amendment", amendment), {field: str(cast.other_office.pk)})
    assert stranger.status_code == 422
    assert "Đơn vị đã chọn không còn trong danh sách hôm nay." in text(stranger)
    assert client.post(url("assign_amendment", amendment), {field: str(cast.school.pk)}).status_code == 302
    assert movement.assignments.get(item=an_id("(4)")).owner == cast.school


def test_proposed_by_one_and_approved_by_another(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement, lower_first)
    sign_amendment(cast, now, amendment)
    clerk, chair = signed_in("clerk"), signed_in("chair")
    assert clerk.post(url("propose_amendment", amendment), {"once": "p"}).status_code == 302
    page = shown(clerk, amendment)
    assert "Người duyệt phải khác người soạn" in page and "Trần Quốc Bảo" in page
    assert url("approve_amendment", amendment) not in page
    assert clerk.post(url("approve_amendment", amendment), {"once": "a"}).status_code == 409
    assert url("approve_amendment", amendment) in shown(chair, amendment)
    assert "Duyệt sửa đổi kế hoạch" in text(chair.get(reverse("desk:today")))
    answer = chair.post(url("approve_amendment", amendment), {"once": "a"}, follow=True)
    assert "Đã duyệt sửa đổi." in text(answer)
    assert state(amendment) == "applied"
    assert "không áp dụng lần hai" in text(chair.post(url("approve_amendment", amendment), {"once": "b"}, follow=True))


def test_proposing_what_is_not_ready_is_refused_with_the_reasons(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement)
    answer = signed_in("clerk").post(url("propose_amendment", amendment), {"once": "p"})
    assert answer.status_code == 409
    assert "chưa khác bản đang thực hiện" in text(answer)


def test_sent_back_with_a_word(cast, now, movement, signed_in):
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    chair = signed_in("chair")
    assert chair.post(url("send_back_amendment", amendment), {"why": " "}).status_code == 409
    assert chair.post(url("send_back_amendment", amendment), {"why": "Ghi rõ căn cứ"}).status_code == 302
    assert "Ghi rõ căn cứ" in shown(signed_in("clerk"), amendment)
    assert "Ghi rõ căn cứ" in text(signed_in("clerk").get(reverse("desk:today")))


def test_given_up(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement, lower_first)
    clerk = signed_in("clerk")
    assert clerk.post(url("withdraw_amendment", amendment), {"once": "w"}).status_code == 302
    assert "Sửa đổi đã rút ngày 02/03/2026" in shown(clerk, amendment)
    assert Plan.objects.get(pk=amendment.draft_id).state == "discarded"


def test_units_see_an_amendment_only_when_it_holds(cast, now, movement, signed_in):
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    officer = signed_in("officer")
    assert officer.get(url("amendment", amendment)).status_code == 404
    assert officer.get(reverse("desk:check_plan", args=[amendment.draft_id])).status_code == 404
    assert officer.get(reverse("desk:file", args=[amendment.draft.scan_id])).status_code == 404
    assert "31/QĐ-UBND" not in text(officer.get(reverse("desk:plans")))
    other = signed_in("stranger")
    assert other.get(url("amendment", amendment)).status_code == 404


def test_the_draft_stands_in_no_list(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement, lower_first)
    clerk = signed_in("clerk")
    assert text(clerk.get(reverse("desk:plans"))).count(f"/ke-hoach/{movement.plan_id}/") > 0
    assert f"/ke-hoach/{amendment.draft_id}/" not in text(clerk.get(reverse("desk:plans")))
    today = text(clerk.get(reverse("desk:today")))
    assert "Kiểm tra kế hoạch" not in today
    assert "Soạn tiếp sửa đổi" in today


def test_the_check_page_of_the_draft_shows_what_differs_first(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement, move_yearly)
    page = text(signed_in("clerk").get(reverse("desk:check_plan", args=[amendment.draft_id])))
    assert "Khác bản trước: 1 chỗ" in page and 'href="#r-T3"' in page
    assert "Tiếp: sửa đổi" in page
    answer = signed_in("clerk").post(reverse("desk:plan_checked", args=[amendment.draft_id]))
    assert answer["Location"] == url("amendment", amendment)


def test_the_signature_form_does_not_offer_the_number_of_the_plan(cast, now, movement, signed_in):
    amendment = an_amendment(cast, now, movement, lower_first)
    page = text(signed_in("clerk").get(reverse("desk:sign_plan", args=[amendment.draft_id])))
    assert 'value="15"' not in page


def test_the_movement_and_the_target_tell_what_was_before(cast, now, movement, signed_in):
    amendment = an_applied_amendment(cast, now, movement, lambda reading: (lower_first(reading), move_yearly(reading)))
    officer = signed_in("officer")
    page = text(officer.get(reverse("desk:movement", args=[movement.pk])))
    assert "Đã sửa đổi lần 1 ngày 02/03/2026" in page and url("amendment", amendment) in page
    page = text(officer.get(reverse("desk:target", args=[movement.pk, 1])))
    assert "Trước khi sửa đổi" in page and "từ 120 tỷ đồng trở lên" in page
    page = shown(officer, amendment)
    assert "Đã đổi 1 chỉ tiêu và 1 hạn; có hiệu lực từ ngày 02/03/2026." in page


def test_a_withdrawn_target_says_since_when(cast, now, movement, signed_in):
    an_applied_amendment(cast, now, movement, lambda reading: reading["targets"].pop(1))
    officer = signed_in("officer")
    page = text(officer.get(reverse("desk:target", args=[movement.pk, 2])))
    assert "Thôi thực hiện từ ngày 02/03/2026" in page
    overview = text(officer.get(reverse("desk:movement", args=[movement.pk])))
    assert "2 chỉ tiêu" in overview and "Chỉ tiêu đã thôi" in overview


def test_the_unit_sees_the_change_and_takes_its_duties_again(cast, now, movement, signed_in):
    officer = signed_in("officer")
    sheet = reverse("desk:duties", args=[movement.pk, cast.economy.pk])
    take = reverse("desk:acknowledge", args=[movement.pk, cast.economy.pk])
    officer.post(take, {"once": "1"})
    an_applied_amendment(cast, now, movement, lower_first)
    page = text(officer.get(sheet))
    assert "Chưa xác nhận đã nhận." in page
    assert "Sửa đổi lần 1" in page and "từ 100 tỷ đồng trở lên" in page
    officer.post(take, {"once": "2"})
    assert "Đã nhận nhiệm vụ" in text(officer.get(sheet))


def test_the_page_asks_no_more_for_more_differences(cast, now, movement, signed_in):
    client = signed_in("clerk")

    def asked(many: int) -> int:
        def grow(reading: dict) -> None:
            for at in range(many):
                reading["targets"].append(a_target(f"(9{at})", f"Trồng {at}00 cây ven bến, đợt {at}."))

        amendment = an_amendment(cast, now, movement, grow)
        client.get(url("amendment", amendment))
        with CaptureQueriesContext(connection) as queries:
            assert f"thêm {many} chỉ tiêu" in shown(client, amendment)
        withdraw_amendment(amendment, by=cast.clerk.actor, now=now)
        return len(queries)

    assert asked(1) == asked(6)
