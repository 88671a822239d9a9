"""The list, the overview, a target, the sheet of a unit: what they say, to whom, and at what cost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders import a_unit
from movement_builders import a_draft, a_launched, a_plan, a_proposal, a_reading, a_target
from thidua.apps.files.models import StoredFile
from thidua.apps.movements import services
from thidua.apps.movements.models import Attachment, Movement, Participant


def page(client, name, *args, **asked):
    answer = client.get(reverse(f"desk:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(url).status_code == 200
    return len(told)


def test_the_list_counts_what_runs_and_what_is_prepared(cast, now, signed_in):
    a_launched(cast, now)
    a_draft(cast, now, plan=a_plan(cast, now, title="Đợt thi đua khác", state="checked"))
    text = page(signed_in("clerk"), "movements")
    assert "<b>1 phong trào</b> đang thực hiện, 1 đang chuẩn bị" in text
    assert "0/3" in text


def test_the_list_is_searched_without_marks_and_filtered(cast, now, signed_in):
    a_launched(cast, now)
    client = signed_in("clerk")
    assert "Thi đua yêu nước" in page(client, "movements", tim="yeu nuoc")
    assert "Không thấy phong trào nào khớp" in page(client, "movements", tim="khong co")
    assert "Không thấy phong trào nào khớp" in page(client, "movements", tt="closed")


def test_an_empty_list_offers_the_button_that_fills_it(signed_in):
    assert reverse("desk:file_plan") in page(signed_in("clerk"), "movements")
    assert reverse("desk:file_plan") not in page(signed_in("head"), "movements")


def test_the_overview_begins_with_the_answer(cast, now, signed_in):
    movement = a_launched(cast, now)
    services.acknowledge_duties(movement, cast.economy.id, by=cast.head.actor, now=now)
    text = page(signed_in("chair"), "movement", movement.id)
    assert "<b>3 chỉ tiêu</b>, 3 đơn vị tham gia. 1 đơn vị đã nhận nhiệm vụ, <b>2 chưa</b>." in text
    assert "Phố sạch, lòng dân thuận" in text
    assert text.count('class="st idle"') >= 3


def test_the_overview_names_whose_theme_it_is(cast, now, signed_in):
    themes = [
        {"of": "province", "text": "Kỷ cương", "year": 2026},
        {"of": "commune", "text": "Phố sạch", "year": 2026},
        {"of": "national", "text": "Đổi mới", "year": 2026},
    ]
    movement = a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(themes=themes)))
    text = page(signed_in("chair"), "movement", movement.id)
    for whose, words in (("thành phố Hải Thành", "Kỷ cương"), ("phường Bến Ngọc", "Phố sạch"), ("cả nước", "Đổi mới")):
        assert f"Chủ đề năm của {whose}: “{words}”" in text


def test_every_state_has_a_chip_also_the_empty_ones(cast, now, signed_in):
    movement = a_launched(cast, now)
    text = page(signed_in("head"), "movement", movement.id)
    for word in ("Khó đạt", "Cần chú ý", "Chưa có số liệu", "Đúng tiến độ", "Đạt"):
        assert word in text
    assert "Không có chỉ tiêu nào ở tình trạng này" in page(signed_in("head"), "movement", movement.id, tt="good")


def test_positions_are_attributes_and_no_style_is_written(cast, now, signed_in):
    movement = a_launched(cast, now)
    text = page(signed_in("clerk"), "movement", movement.id)
    assert 'viewBox="0 0 1200 16"' in text
    assert "style=" not in text


def test_the_overview_prints_on_a_wide_page_with_its_table_alone(cast, now, signed_in):
    movement = a_launched(cast, now)
    text = page(signed_in("chair"), "movement", movement.id)
    assert '<body class="print-wide"' in text
    assert '<div class="no-print after-table">' in text


@pytest.mark.parametrize("name", ["movement", "assign", "launch"])
def test_a_movement_of_another_ward_is_not_found(cast, now, signed_in, name):
    movement = a_launched(cast, now)
    assert signed_in("stranger").get(reverse(f"desk:{name}", args=[movement.id])).status_code == 404


def test_a_movement_in_preparation_is_not_found_by_units(cast, now, signed_in):
    movement = a_draft(cast, now)
    assert signed_in("head").get(reverse("desk:movement", args=[movement.id])).status_code == 404


def test_before_the_launch_the_page_says_what_is_missing_and_the_next_step(cast, now, signed_in):
    movement = a_draft(cast, now, plan=a_plan(cast, now, state="checked"), owned=False)
    text = page(signed_in("clerk"), "movement", movement.id)
    assert "<b>Còn thiếu 2 việc</b>" in text
    assert reverse("desk:assign", args=[movement.id]) in text
    assert reverse("desk:sign_plan", args=[movement.plan_id]) in text


def test_a_target_quotes_the_plan_and_leads_to_its_place(cast, now, signed_in):
    movement = a_launched(cast, now)
    text = page(signed_in("head"), "target", movement.id, 2)
    assert "<blockquote" in text
    assert "95% hộ gia đình đạt danh hiệu gia đình văn hóa trở lên." in text
    assert f"{reverse('desk:check_plan', args=[movement.plan_id])}#d-2" in text
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in text
    assert "Đạt khi số thực hiện bằng hoặc cao hơn đích." in text


def test_targets_lead_to_their_neighbours_and_parts(cast, now, signed_in):
    movement = a_launched(cast, now)
    text = page(signed_in("head"), "target", movement.id, 3)
    for number in (2, 4, 5):
        assert reverse("desk:target", args=[movement.id, number]) in text
    part = page(signed_in("head"), "target", movement.id, 4)
    assert "#d-3" in part
    assert 'rel="next"' not in part


def test_a_target_that_is_not_there_is_not_found(cast, now, signed_in):
    movement = a_launched(cast, now)
    assert signed_in("clerk").get(reverse("desk:target", args=[movement.id, 99])).status_code == 404


def test_the_sheet_of_a_unit_is_taken_with_one_press(cast, now, signed_in):
    movement = a_launched(cast, now)
    client = signed_in("head")
    assert "Chưa xác nhận đã nhận." in page(client, "duties", movement.id, cast.economy.id)
    url = reverse("desk:acknowledge", args=[movement.id, cast.economy.id])
    for _ in range(2):
        assert client.post(url, {"once": "k1"}).status_code == 302
    text = page(client, "duties", movement.id, cast.economy.id)
    assert "Ngô Đức Kinh" in text
    assert url not in text
    assert Participant.objects.filter(acknowledged_at__isnull=False).count() == 1


def test_the_sheet_shows_deadlines_with_what_the_words_mean(cast, now, signed_in):
    movement = a_launched(cast, now)
    text = page(signed_in("clerk"), "duties", movement.id, cast.group_one.id)
    assert "hạn cuối: 23:59 ngày 04/12/2026 (thứ Sáu). Ngày 05/12/2026 là thứ Bảy" in text
    assert "Thứ Sáu" in text


def test_a_sheet_is_for_its_unit_and_the_staff(cast, now, signed_in):
    movement = a_launched(cast, now)
    url = reverse("desk:duties", args=[movement.id, cast.economy.id])
    answers = {name: signed_in(name).get(url).status_code for name in cast.members()}
    assert answers == dict.fromkeys(("admin", "clerk", "second_clerk", "chair", "head", "officer"), 200) | {
        "school_officer": 403, "city_officer": 404, "stranger": 404,
    }  # fmt: skip


def test_taking_for_another_unit_is_refused(cast, now, signed_in):
    movement = a_launched(cast, now)
    answer = signed_in("school_officer").post(reverse("desk:acknowledge", args=[movement.id, cast.economy.id]))
    assert answer.status_code == 403


def test_the_clerk_attaches_a_file_that_every_unit_can_take(cast, now, signed_in):
    movement = a_launched(cast, now)
    file = SimpleUploadedFile("mẫu.txt", "Mẫu báo cáo của đơn vị".encode())
    answer = signed_in("clerk").post(
        reverse("desk:attach", args=[movement.id]), {"title": "Mẫu", "file": file, "once": "a"}
    )
    assert answer.status_code == 302
    row = Attachment.objects.get()
    taken = signed_in("head").get(reverse("desk:attachment", args=[movement.id, row.id]))
    assert taken.content.decode() == "Mẫu báo cáo của đơn vị"
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert taken.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert taken.headers["Cache-Control"] == "private, no-store"
    assert signed_in("stranger").get(reverse("desk:attachment", args=[movement.id, row.id])).status_code == 404


@pytest.mark.parametrize(("content", "told"), [(b"", "rỗng"), (b"MZ\x90\x00" + b"x" * 99, "Chọn tệp Word")])
def test_a_file_that_cannot_be_kept_is_refused_with_the_reason(cast, now, signed_in, content, told):
    movement = a_launched(cast, now)
    client = signed_in("clerk")
    client.post(reverse("desk:attach", args=[movement.id]), {"file": SimpleUploadedFile("may.exe", content)})
    assert not Attachment.objects.exists()
    assert told in page(client, "movement", movement.id)


def test_attaching_is_the_clerks(cast, now, signed_in):
    movement = a_launched(cast, now)
    assert signed_in("head").post(reverse("desk:attach", args=[movement.id])).status_code == 403


def test_the_clerk_ends_a_movement(cast, now, signed_in):
    movement = a_launched(cast, now)
    url = reverse("desk:close_movement", args=[movement.id])
    assert signed_in("chair").post(url).status_code == 403
    assert signed_in("clerk").post(url, {"once": "c"}).status_code == 302
    assert Movement.objects.get(pk=movement.pk).state == "closed"
    assert "Phong trào kết thúc ngày 02/03/2026" in page(signed_in("head"), "movement", movement.id)


def test_acts_are_not_done_by_opening_an_address(cast, now, signed_in):
    movement = a_proposal(cast, now)
    client = signed_in("chair")
    for name in ("confirm_launch", "withdraw_launch", "close_movement", "attach"):
        assert client.get(reverse(f"desk:{name}", args=[movement.id])).status_code == 405
    assert Movement.objects.get(pk=movement.pk).state == "proposed"


def a_wide_reading(many):
    return a_reading(
        targets=[a_target(f"rộng {n}", f"Chỉ tiêu thứ {n} của kế hoạch rộng.") for n in range(1, many + 1)]
    )


@pytest.mark.parametrize(("name", "most"), [("movements", 12), ("movement", 24)])
def test_queries_do_not_grow_with_rows(cast, now, signed_in, name, most):
    small = a_launched(cast, now)
    client = signed_in("clerk")
    args = [] if name == "movements" else [small.id]
    # The first look at a movement is written down; that is another question than what the page costs.
    client.get(reverse(f"desk:{name}", args=args))
    few = queries_of(client, reverse(f"desk:{name}", args=args))
    for number in range(2, 9):
        a_unit(f"Tổ dân phố số {number}", kind="residential_group", parent=cast.ward)
    wide = a_launched(cast, now, plan=a_plan(cast, now, reading=a_wide_reading(12), title="Rộng hơn"))
    client.get(reverse("desk:movement", args=[wide.id]))
    many = queries_of(client, reverse(f"desk:{name}", args=[] if name == "movements" else [wide.id]))
    assert many <= few <= most


REFUSED = {
    "mẫu.txt": ("BÁO CÁO\nTỐI MẬT\n".encode(), "dấu độ mật"),
    "mẫu.html": ("Mẫu".encode(), "Chọn tệp Word"),
    "mẫu.pdf": (b"%PDF-1.4 /JavaScript (x)", "lệnh tự chạy"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_an_attachment_must_not_be_is_refused_and_not_kept(cast, now, signed_in, name):
    movement = a_launched(cast, now)
    before = StoredFile.objects.count()
    client = signed_in("clerk")
    content, told = REFUSED[name]
    client.post(reverse("desk:attach", args=[movement.id]), {"file": SimpleUploadedFile(name, content)})
    assert StoredFile.objects.count() == before
    assert told in page(client, "movement", movement.id)
