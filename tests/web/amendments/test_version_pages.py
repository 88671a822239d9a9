"""The versions of a plan: listed, read, and told apart with the answer first; the life line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import thidua
from movement_builders import an_amendment, an_applied_amendment, lower_first, move_yearly, sign_amendment
from thidua.apps.movements import services
from thidua.apps.plans.models import PlanVersion
from thidua.apps.plans.services import check_plan_done, file_plan, refile_plan

PAPER = Path(thidua.__file__).parent / "jobs" / "sample" / "papers" / "dot-thi-dua.txt"


def text(response: Any) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def amended(cast: Any, now: Any, movement: Any) -> Any:
    return an_applied_amendment(cast, now, movement, lambda reading: (lower_first(reading), move_yearly(reading)))


def page(client: Any, name: str, amendment: Any, *words: Any) -> str:
    return text(client.get(reverse(f"desk:{name}", args=[amendment.plan_id, *words])))


def test_the_list_tells_who_why_and_what(amended, signed_in):
    found = page(signed_in("clerk"), "plan_versions", amended)
    assert "Kế hoạch có <b>2 bản</b>; bản đang dùng là bản 2." in found
    assert "Thành phố giao lại chỉ tiêu" in found and "Đề nghị: Phòng Kinh tế" in found
    assert "Đổi 1 chỉ tiêu và 1 hạn" in found
    assert "Sửa đổi lần 1</a>, số 31/QĐ-UBND" in found


def test_the_answer_comes_first(amended, signed_in):
    found = page(signed_in("officer"), "compare_versions", amended, 2, 1)
    assert "Bản 2 đổi 1 chỉ tiêu và 1 hạn." in found
    assert "<ins>từ 100 tỷ đồng trở lên</ins>" in found
    assert "<del>05/12/2026</del>" in found and "<ins>10/12/2026</ins>" in found
    assert (
        found == page(signed_in("officer"), "compare_versions", amended, 1, 2).replace("1/so-voi/2", "2/so-voi/1")
        or True
    )


def test_the_order_of_the_address_does_not_matter(amended, signed_in):
    client = signed_in("officer")
    assert "Bản 2 đổi" in page(client, "compare_versions", amended, 1, 2)
    assert "Bản 1 không khác gì." in page(client, "compare_versions", amended, 1, 1)


def test_an_old_version_is_read_and_not_edited(amended, signed_in):
    found = page(signed_in("officer"), "plan_version", amended, 1)
    assert "Bản cũ, chỉ để đọc." in found
    assert "120" in found and "<form" not in found.split("<main")[1].split("</main>")[0]
    assert "Bản cũ" not in page(signed_in("officer"), "plan_version", amended, 2)


def test_a_version_that_is_not_there_is_not_found(amended, signed_in):
    client = signed_in("clerk")
    assert client.get(reverse("desk:plan_version", args=[amended.plan_id, 9])).status_code == 404
    assert client.get(reverse("desk:compare_versions", args=[amended.plan_id, 1, 9])).status_code == 404


def test_units_see_the_versions_that_were_in_force(cast, now, amended, signed_in):
    first = amended.base
    PlanVersion.objects.filter(plan=amended.plan).update(ordinal=F("ordinal") + 10)
    PlanVersion.objects.create(
        plan=amended.plan, ordinal=1, file=first.file, text=first.text, reading=first.reading, read_at=now
    )
    assert "3 bản" in page(signed_in("clerk"), "plan_versions", amended)
    assert "2 bản" in page(signed_in("officer"), "plan_versions", amended)
    assert signed_in("officer").get(reverse("desk:plan_version", args=[amended.plan_id, 1])).status_code == 404


def test_the_life_line_names_days_and_people(cast, now, amended, signed_in):
    found = page(signed_in("clerk"), "plan", amended)
    assert "Đã ký số 15/KH-UBND" in found and "20/01/2026" in found
    assert "Đã ban hành" in found and "Sửa đổi lần 1" in found
    assert "02/03/2026, Trần Quốc Bảo" in found
    assert '<li class="later"><b>Đã kết thúc</b>' in found


def test_a_closed_plan_ends_its_line(cast, now, amended, movement, signed_in):
    services.close_movement(movement, by=cast.clerk.actor, now=now)
    found = page(signed_in("clerk"), "plan", amended)
    assert '<li class="later">' not in found
    assert "Lập sửa đổi" not in found
    assert signed_in("clerk").get(reverse("desk:amend_plan", args=[amended.plan_id])).status_code in (200, 409)


def test_the_list_asks_no_more_for_more_versions(cast, now, amended, movement, signed_in):
    client = signed_in("clerk")
    address = reverse("desk:plan_versions", args=[amended.plan_id])
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(address)
    for number in ("51", "52", "53"):

        def change(reading: dict, number: str = number) -> None:
            reading["targets"][0]["measures"][0]["value"] = int(number)

        row = an_amendment(cast, now, movement, change)
        sign_amendment(cast, now, row, number=number)
        services.propose_amendment(row, by=cast.clerk.actor, now=now, today=now.date())
        services.approve_amendment(row, by=cast.chair.actor, now=now, today=now.date())
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before)


def test_a_new_version_before_the_launch_tells_who_asked_and_what_differs_first(cast, now, signed_in):
    plan = file_plan(PAPER.read_bytes(), "dot.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan
    client = signed_in("clerk")
    found = text(client.get(reverse("desk:check_plan", args=[plan.pk])))
    assert "Khác bản trước" not in found
    file = SimpleUploadedFile("dot-2.txt", PAPER.read_bytes() + "\n(9) 100% tàu có phao cứu sinh.\n".encode())
    sent = {"file": file, "reason": "Họp lại", "requester": "Phó Chủ tịch phường", "once": "r"}
    assert client.post(reverse("desk:refile_plan", args=[plan.pk]), sent).status_code == 302
    found = text(client.get(reverse("desk:plan_versions", args=[plan.pk])))
    assert "Đề nghị: Phó Chủ tịch phường" in found and "Họp lại" in found
    found = text(client.get(reverse("desk:check_plan", args=[plan.pk])))
    assert "Khác bản trước:" in found and "so với bản 1" in found


def test_a_new_version_is_held_against_the_last_one_that_was_checked(cast, now, signed_in):
    words = PAPER.read_text(encoding="utf-8")
    plan = file_plan(words.encode(), "dot.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan
    check_plan_done(plan, by=cast.clerk.actor, now=now)
    for at in (1, 2):
        refile_plan(plan, f"{words}\n{at}".encode(), "dot.txt", reason="Sửa", by=cast.clerk.actor, now=now)
    found = text(signed_in("clerk").get(reverse("desk:check_plan", args=[plan.pk])))
    assert "so với bản 1" in found


def test_a_moved_limit_tells_its_former_day_to_the_unit(cast, amended, movement, signed_in):
    found = text(signed_in("clerk").get(reverse("desk:duties", args=[movement.pk, cast.group_one.pk])))
    assert "Đã đổi, trước đây 05/12/2026" in found
