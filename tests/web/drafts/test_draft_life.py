"""A plan written here goes the way of a filed one: checked, signed, launched; the data keep their promises."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from thidua.apps.files.services import store_file
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.movements.models import Assignment, Matching, Target
from thidua.apps.movements.services import draft_movement, launch_movement, propose_launch
from thidua.apps.plans import services
from thidua.apps.plans.models import Plan, PlanVersion
from thidua.core.actors import program
from thidua.core.plans.reading import read_plan
from thidua.jobs.keeping.invariants import INVARIANTS, failures


@pytest.fixture
def launched(draft: Plan, cast: Any, now: Any, said: Any) -> Plan:
    """Checked, assigned, signed and launched by programs."""
    acts = {"by": program(), "now": now}
    for limit in said(draft)["deadlines"]:
        services.choose_deadline(draft, limit["id"], choice="strict", weekend="keep", **acts)
    services.check_plan_done(draft, **acts)
    movement = draft_movement(draft, today=now.date(), **acts)
    Assignment.objects.filter(movement=movement).update(owner=cast.economy)
    for matching in Matching.objects.filter(movement=movement):
        matching.units.add(cast.economy)
    scan = store_file(b"%PDF-1.4 ky", name="ky.pdf", media_type="application/pdf", commune=cast.ward.pk, **acts)
    paper = services.Signature("21", "KH-UBND", now.date(), "Trần Quốc Bảo", scan)
    services.record_signature(draft, paper, today=now.date(), **acts)
    propose_launch(movement, **acts)
    launch_movement(movement, today=now.date(), **acts)
    return Plan.objects.get(pk=draft.pk)


def test_a_draft_is_launched_and_the_journal_names_its_words(launched: Plan, said: Any) -> None:
    version = PlanVersion.objects.get(plan=launched)
    entry = json.loads(Entry.objects.get(event="movement.launched").content)
    assert launched.state == "issued"
    assert entry["content"]["text"] == hashlib.sha256(version.text.encode()).hexdigest() == version.mark
    assert Target.objects.filter(movement__plan=launched).count() == len(said(launched)["targets"])


def test_when_it_is_checked_the_text_is_the_printed_paper_word_for_word(launched: Plan, said: Any) -> None:
    again = read_plan(PlanVersion.objects.get(plan=launched).text)
    assert [row["text"] for row in again["targets"]] == [row["text"] for row in said(launched)["targets"]]
    assert again["document"]["number"] is None


def test_a_launched_draft_is_written_no_more(launched: Plan, cast: Any, now: Any) -> None:
    with pytest.raises(Refused):
        services.add_draft_block(launched, "tasks", {"text": "Thêm việc"}, by=cast.clerk.actor, now=now)


def test_the_promises_of_the_data_hold_with_drafts(draft: Plan, launched: Plan, cast: Any, now: Any) -> None:
    services.begin_draft(services.Beginning(2027), unit=cast.ward, by=program(), now=now, today=now.date())
    assert len(INVARIANTS) > 10
    assert not failures()
