"""Wording: changes decided by two people at work, withdrawn, and issued as the next version of the paper's own file."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from builders import a_word_file
from thidua.apps.files.queries import bytes_of
from thidua.apps.journal.models import Entry, Secret
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.plans import queries, services
from thidua.apps.plans.models import Plan, TextChange
from thidua.apps.plans.services import WantedChange
from thidua.core.papers.text_changes import apply_changes
from thidua.core.permits import Act, may
from thidua.formats.docx import linearise_docx
from thidua.formats.refusals import Refusal

PAPER = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN NGỌC
KẾ HOẠCH
Phát động thi đua năm 2026
II. CHỈ TIÊU
(1) Phần đầu trồng 1.200 cây bóng mát.
(2) 95% hộ dân của của phường phân loại rác trở lên.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Theo dõi, đôn đốc các đơn vị.
CHỦ TỊCH
Trần Quốc Bảo"""


@pytest.fixture
def filed(cast, now):
    data = a_word_file(PAPER)
    return services.file_plan(data, "ke-hoach.docx", unit=cast.ward, by=cast.clerk.actor, now=now)


def wanted(text: str, before: str, typed: str, why: str = "") -> WantedChange:
    start = text.index(before)
    return WantedChange(start, start + len(before), before, typed, why)


def change(cast, now, filed, *pairs, base=None, who="clerk"):
    version = queries.current_version(filed.plan)
    return services.change_wording(
        filed.plan,
        [wanted(filed.version.text, *pair) for pair in pairs],
        version=filed.version.pk,
        base=version.revision if base is None else base,
        by=getattr(cast, who).actor,
        now=now,
    )


def issue(cast, now, filed, *, base=None):
    version = queries.current_version(filed.plan)
    by = cast.clerk.actor
    corrected = services.prepare_corrected(filed.plan, version=filed.version.pk, base=base or version.revision, by=by)
    return services.issue_corrected(filed.plan, corrected, reason="Sửa lỗi gõ", by=by, now=now)


def codes(answer, at=0):
    return [(reason.code, reason.field) for reason in answer.errors[at]]


def test_a_change_is_kept_and_journalled(cast, now, filed):
    answer = change(cast, now, filed, ("Phần đầu", "Phấn đấu", "sai dấu"))
    row = TextChange.objects.get()
    assert answer.made == [row] and not answer.errors
    assert (row.before, row.after, row.why, row.by) == ("Phần đầu", "Phấn đấu", "sai dấu", cast.clerk.person.id)
    entry = Entry.objects.get(event="plan.wording_changed")
    content = json.loads(entry.content)["content"]
    assert content["place"] == [row.start, row.end] and content["after"] == "Phấn đấu"
    assert queries.current_version(filed.plan).text == filed.version.text
    assert [one.name for one in queries.text_changes(filed.version)] == ["Vũ Thị Hương"]
    assert not list(verify_all())


def test_the_same_change_twice_is_one(cast, now, filed):
    for _ in range(2):
        assert len(change(cast, now, filed, ("Phần đầu", "Phấn đấu")).made) == 1
    assert TextChange.objects.count() == 1
    assert Entry.objects.filter(event="plan.wording_changed").count() == 1


def test_what_cannot_be_made_comes_back_and_the_rest_is_kept(cast, now, filed):
    answer = change(cast, now, filed, ("Phần đầu", "Phần đầu"), ("của của", "của"), ("95% hộ", "96% hộ", "x" * 301))
    assert codes(answer) == [("nothing_changed", "after")] and codes(answer, 2) == [("D03", "why")]
    assert [row.after for row in answer.made] == ["của"]
    stranger = services.change_wording(
        filed.plan,
        [WantedChange(0, 3, "XYZ", "A"), WantedChange(-9, 10**9, "Ủ", "A"), WantedChange(5, 2, "", "A")],
        version=filed.version.pk,
        base=2,
        by=cast.clerk.actor,
        now=now,
    )
    assert {code for at in range(3) for code, _ in codes(stranger, at)} == {"words_gone"}


def test_words_taken_out_take_a_blank_along(cast, now, filed):
    (row,) = change(cast, now, filed, ("của của", "của"), ("bóng mát", "")).made[1:]
    assert (row.before, row.after) == (" bóng mát", "")


def test_somebody_faster_at_the_same_words_is_not_overwritten(cast, now, filed):
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"), base=1, who="second_clerk")
    answer = change(cast, now, filed, ("Phần đầu trồng", "Quyết tâm trồng"), ("của của", "của"), base=1)
    assert answer.theirs[0].after == "Phấn đấu" and answer.theirs[0].by == cast.second_clerk.person.id
    assert [row.after for row in answer.made] == ["của"]
    assert TextChange.objects.count() == 2


def test_knowing_of_the_other_change_it_is_an_overlap(cast, now, filed):
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"))
    assert codes(change(cast, now, filed, ("Phần đầu trồng", "Trồng"))) == [("changes_overlap", "after")]


def test_a_withdrawn_change_makes_room_and_stays_on_record(cast, now, filed):
    row = change(cast, now, filed, ("Phần đầu", "Phấn đấu")).made[0]
    for _ in range(2):
        services.withdraw_wording(filed.plan, row.pk, by=cast.second_clerk.actor, now=now)
    row.refresh_from_db()
    assert row.withdrawn_by == cast.second_clerk.person.id
    assert queries.text_changes(filed.version) == []
    assert Entry.objects.filter(event="plan.wording_withdrawn").count() == 1
    assert change(cast, now, filed, ("Phần đầu", "Phấn đấu")).made[0].pk != row.pk


def test_a_change_of_another_version_is_not_withdrawn(cast, now, filed):
    row = change(cast, now, filed, ("Phần đầu", "Phấn đấu")).made[0]
    services.refile_plan(filed.plan, PAPER.encode(), "moi.txt", reason="mới", by=cast.clerk.actor, now=now)
    assert services.withdraw_wording(filed.plan, row.pk, by=cast.clerk.actor, now=now) is None
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_the_corrected_file_becomes_the_next_version_and_the_first_stays(cast, now, filed):
    before = bytes_of(filed.version.file)
    old = queries.reading(filed.version)
    rows = change(cast, now, filed, ("Phần đầu", "Phấn đấu"), ("của của", "của")).made
    made = issue(cast, now, filed)
    wording = [services.rewording._value(row) for row in rows]
    assert made.version.ordinal == 2 and made.version.reason == "Sửa lỗi gõ"
    assert made.version.file.name == "ke-hoach-ban-2.docx"
    assert made.version.text == apply_changes(filed.version.text, wording)
    assert linearise_docx(bytes_of(made.version.file)).text == made.version.text
    new = queries.reading(made.version)
    assert [one["id"] for one in new["targets"]] == [one["id"] for one in old["targets"]]
    filed.version.refresh_from_db()
    assert bytes_of(filed.version.file) == before and "Phần đầu" in filed.version.text
    assert Plan.objects.get().state == "draft"
    entry = json.loads(Entry.objects.get(event="plan.reworded").content)["content"]
    spans = [one["to"] for one in entry["changes"]]
    assert [made.version.text[a:b] for a, b in spans] == ["Phấn đấu", "của"]
    assert Entry.objects.filter(event="plan.amended").count() == 1
    assert queries.text_changes(made.version) == [] and len(queries.text_changes(filed.version)) == 2
    assert not list(verify_all())


def test_what_was_corrected_in_the_reading_stays_corrected(cast, now, filed):
    by = cast.clerk.actor
    item = queries.reading(filed.version)["targets"][1]["id"]
    services.correct_plan(filed.plan, item, "label", "(2a)", base=None, by=by, now=now)
    added = services.add_plan_item(filed.plan, "targets", {"text": "Mở 12 điểm đọc sách."}, by=by, now=now)
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"))
    targets = queries.reading(issue(cast, now, filed).version)["targets"]
    assert [(row["label"], row["id"]) for row in targets[1:]] == [("(2a)", item), (targets[2]["label"], added)]
    assert targets[0]["text"].startswith("Phấn đấu")


def test_findings_kept_as_they_are_stay_kept(cast, now, filed):
    services.keep_finding(filed.plan, "a" * 16, "đúng như vậy", by=cast.clerk.actor, now=now)
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"))
    assert issue(cast, now, filed).version.kept["a" * 16]["why"] == "đúng như vậy"


def test_a_change_that_came_in_between_stops_the_issue(cast, now, filed):
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"))
    version = queries.current_version(filed.plan)
    corrected = services.prepare_corrected(filed.plan, version=version.pk, base=version.revision, by=cast.clerk.actor)
    change(cast, now, filed, ("của của", "của"), who="second_clerk")
    with pytest.raises(Refused) as refused:
        services.issue_corrected(filed.plan, corrected, reason="x", by=cast.clerk.actor, now=now)
    assert refused.value.verdict.reasons[0].code == "changed_since"
    with pytest.raises(Refused):
        issue(cast, now, filed, base=1)
    assert filed.plan.versions.count() == 1


def test_a_newer_document_ends_the_changes_of_the_old_one(cast, now, filed):
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"))
    services.refile_plan(filed.plan, PAPER.encode(), "moi.txt", reason="mới", by=cast.clerk.actor, now=now)
    for act in (lambda: change(cast, now, filed, ("của của", "của")), lambda: issue(cast, now, filed)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.reasons[0].code == "newer_version"


def test_without_changes_or_without_a_word_file_nothing_is_issued(cast, now, filed):
    with pytest.raises(Refused) as refused:
        issue(cast, now, filed)
    assert refused.value.verdict.reasons[0].code == "no_changes"
    other = services.file_plan(PAPER.encode(), "a.txt", unit=cast.ward, by=cast.clerk.actor, now=now)
    change(cast, now, other, ("Phần đầu", "Phấn đấu"))
    with pytest.raises(Refused) as refused:
        issue(cast, now, other)
    assert refused.value.verdict.reasons[0].code == "not_docx"


def test_a_change_that_word_makes_itself_is_told_with_its_row(cast, now):

    data = a_word_file(PAPER, numbered="Giữ sạch đường phố")
    filed = services.file_plan(data, "a.docx", unit=cast.ward, by=cast.clerk.actor, now=now)
    rows = change(cast, now, filed, ("Phần đầu", "Phấn đấu"), ("1. Giữ", "2. Giữ")).made
    with pytest.raises(Refusal) as refused:
        issue(cast, now, filed)
    assert [reason.field for reason in refused.value.reasons] == [str(rows[1].pk)]


@pytest.mark.parametrize("marked", [False, True])
def test_a_copy_for_the_drafter_shows_who_changed_it(cast, now, filed, marked):
    change(cast, now, filed, ("Phần đầu", "Phấn đấu"))
    data = services.marked_copy(queries.current_version(filed.plan), by=cast.clerk.actor, now=now, marked=marked)
    assert "Phấn đấu trồng" in linearise_docx(data).text
    shown = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert ('w:author="Vũ Thị Hương"' in shown) == marked
    assert filed.plan.versions.count() == 1


@pytest.mark.parametrize("who", ["admin", "chair", "head", "officer", "city_officer", "stranger"])
def test_strangers_change_nothing(cast, now, filed, who):
    by = getattr(cast, who).actor
    assert not may(by, Act.PLAN_CORRECT, commune=filed.plan.commune)
    row = change(cast, now, filed, ("Phần đầu", "Phấn đấu")).made[0]
    version = queries.current_version(filed.plan)
    corrected = services.prepare_corrected(filed.plan, version=version.pk, base=version.revision, by=cast.clerk.actor)
    acts: list[Any] = [
        lambda: change(cast, now, filed, ("của của", "của"), who=who),
        lambda: services.withdraw_wording(filed.plan, row.pk, by=by, now=now),
        lambda: services.prepare_corrected(filed.plan, version=version.pk, base=version.revision, by=by),
        lambda: services.issue_corrected(filed.plan, corrected, reason="x", by=by, now=now),
        lambda: services.marked_copy(version, by=by, now=now, marked=True),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.reasons[0].code == "no_permit"
    assert TextChange.objects.filter(withdrawn_at=None).count() == 1 and filed.plan.versions.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"), [({"state": "closed"}, "wrong_step"), ({"from_above": True}, "from_above")]
)
def test_words_of_an_issued_paper_or_of_one_from_above_stay(cast, now, filed, changes, code):
    row = change(cast, now, filed, ("Phần đầu", "Phấn đấu")).made[0]
    more = {"number": "1", "signed_on": now.date(), "sign_recorded_at": now} if "state" in changes else {}
    Plan.objects.filter(pk=filed.plan.pk).update(**changes, **more)
    for act in (
        lambda: change(cast, now, filed, ("của của", "của")),
        lambda: services.withdraw_wording(filed.plan, row.pk, by=cast.clerk.actor, now=now),
        lambda: issue(cast, now, filed),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.reasons[0].code == code


def test_the_name_of_the_signer_enters_the_journal_as_a_commitment(cast, now, filed):
    change(cast, now, filed, ("Trần Quốc Bảo", "Trần Quốc Bảo Anh"))
    entry = Entry.objects.get(event="plan.wording_changed")
    assert "Quốc" not in entry.content
    assert set(Secret.objects.values_list("value", flat=True)) == {"Trần Quốc Bảo", "Trần Quốc Bảo Anh"}


def test_findings_offer_what_is_not_changed_yet(cast, now, filed):
    version = filed.version

    def offers():
        shown = queries.findings_of(version, queries.reading(version), None, cast.clerk.actor)
        made = queries.text_changes(version)
        return {(one.change.before, one.change.after) for one in queries.offered(version, shown, made)}

    assert offers() == {("Phần đầu", "Phấn đấu"), ("của của", "của")}
    change(cast, now, filed, ("Phần đầu trồng", "Trồng"))
    assert offers() == {("của của", "của")}


def test_a_change_without_words_is_kept_out_of_the_table(cast, now, filed):
    with pytest.raises(IntegrityError), transaction.atomic():
        TextChange.objects.create(version=filed.version, start=3, end=3, before="", after="x", at=now)
