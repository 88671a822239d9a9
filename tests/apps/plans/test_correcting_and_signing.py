"""Checking field by field with two people at work, findings kept with a word, the signed paper recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cast import TODAY
from movement_builders import a_file, a_launched, a_plan, a_reading, an_id
from thidua.apps.journal.models import Entry, Secret
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.plans import queries, services
from thidua.apps.plans.models import Plan
from thidua.core.plans.life import PLAN_STEPS

FIRST = an_id("(1)")


@pytest.fixture
def plan(cast, now):
    return a_plan(cast, now, state="draft", reading=a_reading())


def targets(plan):
    return queries.reading(queries.current_version(plan))["targets"]


def correct(cast, now, plan, typed, *, base=None, who="clerk"):
    return services.correct_plan(plan, FIRST, "text", typed, base=base, by=getattr(cast, who).actor, now=now)


def sign(cast, now, plan, **changes):
    paper = {
        "number": "15",
        "symbol": "KH-UBND",
        "signed_on": date(2026, 1, 20),
        "signer": "Trần Quốc Bảo",
        "scan": None,
    }
    signature = services.Signature(**(paper | changes))
    return services.record_signature(plan, signature, by=cast.clerk.actor, now=now, today=TODAY)


def test_a_field_is_corrected_and_journalled(cast, now, plan):
    before = targets(plan)[0]["text"]
    outcome = correct(cast, now, plan, "Thu ngân sách đạt 130 tỷ đồng.", base=before)
    assert (outcome.conflict, outcome.revision) == (False, 2)
    assert targets(plan)[0]["text"] == "Thu ngân sách đạt 130 tỷ đồng."
    assert Entry.objects.get().event == "plan.corrected"


def test_somebody_faster_is_not_overwritten(cast, now, plan):
    before = targets(plan)[0]["text"]
    correct(cast, now, plan, "Bản của người nhanh hơn.", base=before, who="second_clerk")
    outcome = correct(cast, now, plan, "Bản của người chậm hơn.", base=before)
    assert outcome.conflict
    assert (outcome.value, outcome.theirs) == ("Bản của người chậm hơn.", "Bản của người nhanh hơn.")
    assert targets(plan)[0]["text"] == "Bản của người nhanh hơn."


def test_the_same_correction_twice_does_no_harm(cast, now, plan):
    before = targets(plan)[0]["text"]
    for base in (before, "Một câu khác."):
        correct(cast, now, plan, "Một câu khác.", base=base)
    assert Entry.objects.count() == 1


def test_an_item_that_is_gone_is_told(cast, now, plan):
    services.remove_plan_item(plan, FIRST, by=cast.clerk.actor, now=now)
    services.remove_plan_item(plan, FIRST, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as refused:
        correct(cast, now, plan, "x")
    assert refused.value.verdict.reasons[0].code == "gone"
    assert Entry.objects.filter(event="plan.item_removed").count() == 1


def test_what_the_reader_missed_is_added_with_an_id_of_its_own(cast, now, plan):
    ident = services.add_plan_item(plan, "targets", {"text": "Mở 12 điểm đọc sách."}, by=cast.clerk.actor, now=now)
    assert targets(plan)[-1]["id"] == ident
    assert len(targets(plan)) == 4


def test_a_finding_is_kept_with_a_word_only(cast, now, plan):
    with pytest.raises(Refused):
        services.keep_finding(plan, "k", "  ", by=cast.clerk.actor, now=now)
    services.keep_finding(plan, "k", "Đúng như văn bản.", by=cast.clerk.actor, now=now)
    assert queries.current_version(plan).kept["k"]["why"] == "Đúng như văn bản."


def test_a_deadline_is_chosen_among_the_ways_shown(cast, now, plan):
    chosen = {"by": cast.clerk.actor, "now": now}
    services.choose_deadline(plan, an_id("year"), choice="inclusive", weekend="keep", **chosen)
    assert queries.current_version(plan).choices == {an_id("year"): {"choice": "inclusive", "weekend": "keep"}}
    with pytest.raises(Refused):
        services.choose_deadline(plan, an_id("year"), choice="maybe", weekend="keep", **chosen)


@pytest.mark.parametrize("who", ["admin", "chair", "head", "officer", "city_officer", "stranger"])
def test_refuses_the_stranger(cast, now, plan, who):
    with pytest.raises(Refused):
        correct(cast, now, plan, "x", who=who)
    actor = getattr(cast, who).actor
    with pytest.raises(Refused):
        services.check_plan_done(plan, by=actor, now=now)
    assert not Entry.objects.exists()


def test_an_issued_plan_is_not_corrected(cast, now):
    plan = a_launched(cast, now).plan
    with pytest.raises(Refused) as refused:
        correct(cast, now, plan, "x")
    assert refused.value.verdict.reasons[0].code == "issued"


def test_checking_done_twice_does_no_harm(cast, now, plan):
    for _ in range(2):
        services.check_plan_done(plan, by=cast.clerk.actor, now=now)
    assert Plan.objects.get(pk=plan.pk).state == "checked"
    assert Entry.objects.filter(event="plan.checked").count() == 1


def test_the_signed_paper_is_recorded(cast, now, plan):
    scan = a_file(cast.ward, content="bản ký", name="ban-ky.pdf", now=now)
    row = sign(cast, now, plan, scan=scan)
    assert (row.state, row.number, row.signed_on, row.scan) == ("signed", "15", date(2026, 1, 20), scan)
    assert row.sign_recorded_by == cast.clerk.person.id
    assert Entry.objects.get().event == "plan.signed"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"number": ""}, "D27"), ({"number": " "}, "D27"), ({"number": "15/KH"}, "D27"), ({"signed_on": None}, "D27"),
        ({"signed_on": TODAY + timedelta(days=1)}, "future"), ({"signer": ""}, "D27"), ({"scan": None}, "D27"),
    ],
)  # fmt: skip
def test_each_missing_part_of_a_signature_is_told_at_its_field(cast, now, plan, wrong, code):
    scan = a_file(cast.ward, content="bản ký", name="ban-ky.pdf", now=now)
    with pytest.raises(Refused) as refused:
        sign(cast, now, plan, **({"scan": scan} | wrong))
    assert [(reason.code, reason.field) for reason in refused.value.verdict.reasons] == [(code, *wrong)]
    assert Plan.objects.get(pk=plan.pk).state == "draft"


def test_a_number_is_used_once_a_year(cast, now, plan):
    scan = a_file(cast.ward, content="bản ký", name="ban-ky.pdf", now=now)
    a_plan(cast, now, title="Kế hoạch đã ký")
    Plan.objects.filter(pk=plan.pk).update(symbol="KH-UBND")
    with pytest.raises(Refused) as refused:
        sign(cast, now, plan, scan=scan)
    assert refused.value.verdict.reasons[0].code == "D54"
    assert sign(cast, now, plan, scan=scan, number="16").number == "16"


def test_an_issued_plan_is_not_signed_again(cast, now):
    with pytest.raises(Refused):
        sign(cast, now, a_launched(cast, now).plan)


def test_every_state_of_a_plan_is_reached_and_has_a_label():
    reached = {"draft"} | {move.target for move in PLAN_STEPS.moves.values()}
    assert reached == set(PLAN_STEPS.labels)


def test_the_name_of_who_signed_enters_the_journal_as_a_commitment(cast, now):
    reading = a_reading(signatory={"name": "Trần Quốc Bảo", "position": "Chủ tịch"})
    plan = a_plan(cast, now, state="draft", reading=reading)
    item = queries.reading(queries.current_version(plan))["signatory"]["id"]
    by = {"by": cast.clerk.actor, "now": now}
    services.correct_plan_item(plan, item, {"name": "Trần Quốc Bão", "position": "Phó Chủ tịch"}, {}, **by)
    services.correct_plan(plan, item, "name", "Trần Quốc Bạo", base=None, **by)
    told = "".join(Entry.objects.filter(event="plan.corrected").values_list("content", flat=True))
    assert "Phó Chủ tịch" in told and "Trần Quốc" not in told
    assert set(Secret.objects.values_list("value", flat=True)) == {"Trần Quốc Bảo", "Trần Quốc Bão", "Trần Quốc Bạo"}
    assert list(verify_all()) == []
