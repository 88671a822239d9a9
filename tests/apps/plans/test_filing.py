"""Filing: bytes become a plan with a reading; the same file is asked about; a new version keeps who is who."""

from __future__ import annotations

import pytest

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.plans import queries, services
from thidua.apps.plans.models import Plan
from thidua.core.permits import Act, may
from thidua.formats.refusals import Refusal

PAPER = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN NGỌC

KẾ HOẠCH
Phát động thi đua năm 2026

II. CHỈ TIÊU
(1) Trồng 1.200 cây bóng mát.
(2) 95% hộ dân phân loại rác trở lên.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Theo dõi, đôn đốc các đơn vị.
Các đơn vị báo cáo kết quả trước ngày 05/12/2026.
"""


def file(cast, now, text=PAPER, name="ke-hoach.txt", **more):
    return services.file_plan(text.encode(), name, unit=cast.ward, by=cast.clerk.actor, now=now, **more)


def test_works(cast, now):
    filed = file(cast, now)
    reading = queries.reading(filed.version)
    assert filed.plan.state == "draft"
    assert [target["label"] for target in reading["targets"]] == ["(1)", "(2)"]
    assert all(target["id"] for target in reading["targets"])
    assert reading["x_text"] == filed.version.text
    assert filed.version.file.name == "ke-hoach.txt"
    assert filed.plan.year == 2026


def test_the_same_file_is_asked_about_and_may_still_be_filed(cast, now):
    first = file(cast, now)
    with pytest.raises(Refused) as refused:
        file(cast, now)
    reason = refused.value.verdict.reasons[0]
    assert (reason.code, reason.params["plan"]) == ("A39", str(first.plan.id))
    assert file(cast, now, again=True).plan.id != first.plan.id


def test_a_discarded_paper_is_not_asked_about(cast, now):
    services.discard_plan(file(cast, now).plan, by=cast.clerk.actor, now=now)
    assert file(cast, now).plan.state == "draft"


@pytest.mark.parametrize(("name", "data"), [("rong.txt", b""), ("may.docx", b"MZ\x90\x00" * 50)])
def test_a_file_that_cannot_be_read_leaves_nothing(cast, now, name, data):
    with pytest.raises(Refusal):
        services.file_plan(data, name, unit=cast.ward, by=cast.clerk.actor, now=now)
    assert not Plan.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()


def test_refuses_the_stranger_before_reading(cast, now, monkeypatch):
    monkeypatch.setattr("thidua.apps.plans.services.filing.read_paper_limited", lambda *args: pytest.fail("was read"))
    for who in ("chair", "admin", "head", "officer", "city_officer", "stranger"):
        with pytest.raises(Refused):
            services.file_plan(b"x", "a.txt", unit=cast.ward, by=getattr(cast, who).actor, now=now)


def test_a_new_version_keeps_ids_of_the_same_items_and_goes_back_to_draft(cast, now):
    plan = file(cast, now).plan
    before = {row["label"]: row["id"] for row in queries.reading(queries.current_version(plan))["targets"]}
    services.check_plan_done(plan, by=cast.clerk.actor, now=now)
    changed = PAPER.replace("95% hộ dân", "97% hộ dân").replace("III.", "(3) Mở 12 điểm đọc sách.\n\nIII.")
    again = services.refile_plan(plan, changed.encode(), "ban-2.txt", reason="Sửa số", by=cast.clerk.actor, now=now)
    after = {row["label"]: row["id"] for row in queries.reading(again.version)["targets"]}
    assert {label: after[label] for label in before} == before
    assert after["(3)"] not in before.values()
    assert (again.version.ordinal, Plan.objects.get(pk=plan.pk).state) == (2, "draft")


def test_the_same_bytes_are_no_new_version(cast, now):
    plan = file(cast, now).plan
    with pytest.raises(Refused) as refused:
        services.refile_plan(plan, PAPER.encode(), "ke-hoach.txt", reason="", by=cast.clerk.actor, now=now)
    assert refused.value.verdict.reasons[0].code == "A39"


def test_discarding_hides_the_paper_and_twice_does_no_harm(cast, now):
    plan = file(cast, now).plan
    for _ in range(2):
        services.discard_plan(plan, by=cast.clerk.actor, now=now)
    assert plan not in queries.visible_to(cast.clerk.actor)
    assert Entry.objects.filter(event="plan.discarded").count() == 1


def test_is_journalled(cast, now):
    file(cast, now)
    assert list(Entry.objects.values_list("event", flat=True)) == ["file.stored", "plan.filed"]


def test_the_list_and_the_permits_agree_on_who_sees_a_draft(cast, now):
    plan = file(cast, now).plan
    seeing = {name for name, member in cast.members().items() if plan in queries.visible_to(member.actor)}
    assert seeing == {"admin", "clerk", "second_clerk", "chair"}
    for name in seeing:
        assert may(getattr(cast, name).actor, Act.PLAN_READ, commune=cast.ward.id)


def test_the_library_is_searched_without_marks(cast, now):
    file(cast, now)
    actor = cast.clerk.actor
    assert queries.library(actor, words="phat dong").count() == 1
    assert queries.library(actor, words="tong ket").count() == 0
    assert queries.library(actor, state="signed").count() == 0
