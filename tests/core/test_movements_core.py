"""What a launch is judged by, and who may be the second person."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from thidua.core.actors import Actor, program
from thidua.core.movements import (
    DUTY_LABELS,
    KIND_LABELS,
    MOVEMENT_STEPS,
    DutyKind,
    Kind,
    LaunchFacts,
    Proposal,
    may_confirm,
    may_propose,
)

READY = LaunchFacts(
    plan_signed=True, has_number=True, targets=("1", "2"), without_owner=(), doubtful_deadlines=(), participants=3,
    units_unmatched=(), has_period=True,
)  # fmt: skip


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


def test_a_whole_draft_may_be_proposed_without_a_word():
    verdict = may_propose(READY)
    assert verdict
    assert verdict.reasons == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"plan_signed": False}, "D27"),
        ({"has_number": False}, "D27"),
        ({"without_owner": ("2",)}, "D25"),
        ({"participants": 0}, "no_participant"),
    ],
)
def test_what_is_missing_stops(change, code):
    verdict = may_propose(replace(READY, **change))
    assert not verdict
    assert codes(verdict) == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"targets": ()}, "no_target"),
        ({"has_period": False}, "no_period"),
        ({"doubtful_deadlines": ("trước ngày 05/12",)}, "A50"),
        ({"units_unmatched": ("Tổ chuyên môn",)}, "A60"),
    ],
)
def test_what_is_odd_only_warns(change, code):
    verdict = may_propose(replace(READY, **change))
    assert verdict
    assert codes(verdict) == [code]


def test_everything_missing_is_told_at_once_and_names_the_targets():
    verdict = may_propose(replace(READY, plan_signed=False, without_owner=("4", "9"), participants=0))
    assert codes(verdict) == ["D27", "D25", "no_participant"]
    assert "2 chỉ tiêu chưa có đơn vị chủ trì: 4, 9." in verdict.text


def test_the_second_person_is_another():
    proposer, other = uuid4(), uuid4()
    proposal = Proposal(proposer, "1.2", "1.2")
    assert not may_confirm(Actor(proposer, "A"), proposal)
    assert may_confirm(Actor(other, "B"), proposal)
    assert not may_confirm(Actor(other, "B", deputising_for=(proposer,)), proposal)
    assert may_confirm(program(), proposal)


def test_the_second_person_confirms_what_was_proposed():
    proposer, other = uuid4(), uuid4()
    changed = may_confirm(Actor(other, "B"), Proposal(proposer, "1.2", "1.3"))
    assert [reason.code for reason in changed.reasons] == ["reading_changed"]


def test_a_password_made_by_the_proposer_does_not_confirm():
    proposer, other = uuid4(), uuid4()
    refused = may_confirm(Actor(other, "B"), Proposal(proposer, "1.2", "1.2", password_by=proposer))
    assert [reason.code for reason in refused.reasons] == ["password_by_proposer"]
    assert may_confirm(Actor(other, "B"), Proposal(proposer, "1.2", "1.2", password_by=other))


def test_every_state_is_reached_and_only_the_end_is_final():
    reached = {"draft"} | {move.target for move in MOVEMENT_STEPS.moves.values()}
    left = {origin for move in MOVEMENT_STEPS.moves.values() for origin in move.origins}
    assert reached == set(MOVEMENT_STEPS.labels)
    assert reached - left == {"closed"}


def test_every_kind_has_a_label():
    assert set(KIND_LABELS) == set(Kind)
    assert set(DUTY_LABELS) == set(DutyKind)
