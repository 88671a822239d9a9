"""What a launch is judged by, and who may be the second person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from thidua.core.actors import Actor, program
from thidua.core.movements import (
    DUTY_LABELS,
    KIND_LABELS,
    MOVEMENT_STEPS,
    AmendmentFacts,
    DutyKind,
    Kind,
    LaunchFacts,
    Proposal,
    may_approve_amendment,
    may_confirm,
    may_propose,
    may_propose_amendment,
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
    ("change", "code", "words"),
    [
        ({"plan_signed": False}, "D27", "Ghi số, ngày và bản ký của kế hoạch trước khi phát động."),
        ({"has_number": False}, "D27", "Ghi số, ngày và bản ký của kế hoạch trước khi phát động."),
        ({"without_owner": ("2",)}, "D25", "1 chỉ tiêu chưa có đơn vị chủ trì: 2. Giao ở trang Phân công."),
        ({"participants": 0}, "no_participant", "Chưa có đơn vị nào tham gia. Chọn đơn vị ở trang Phân công."),
    ],
)
def test_what_is_missing_stops(change, code, words):
    verdict = may_propose(replace(READY, **change))
    assert not verdict
    assert codes(verdict) == [code]
    assert verdict.text == words


def test_a_stop_leads_to_its_field():
    verdict = may_propose(replace(READY, plan_signed=False, without_owner=("2",), participants=0))
    assert [reason.field for reason in verdict.reasons] == ["signature", "owners", None]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"targets": ()}, "no_target", "Kế hoạch không có chỉ tiêu nào; chỉ theo dõi nhiệm vụ và mốc thời gian."),
        (
            {"open_musts": 2},
            "open_musts",
            "Trang Kiểm tra còn 2 việc phải làm chưa sửa, cũng chưa ghi giữ nguyên.",
        ),
        ({"has_period": False}, "no_period", "Chưa rõ ngày kết thúc phong trào."),
        (
            {"doubtful_deadlines": ("trước ngày 05/12",)},
            "A50",
            "Hạn “trước ngày 05/12” chưa chọn cách hiểu; đang tính là hết ngày hôm trước.",
        ),
        (
            {"units_unmatched": ("Tổ chuyên môn",)},
            "A60",
            "Chưa ghép “Tổ chuyên môn” trong kế hoạch với đơn vị nào trong danh sách.",
        ),
    ],
)
def test_what_is_odd_only_warns(change, code, words):
    verdict = may_propose(replace(READY, **change))
    assert verdict
    assert codes(verdict) == [code]
    assert verdict.text == words


def test_everything_missing_is_told_at_once_and_names_the_targets():
    verdict = may_propose(replace(READY, plan_signed=False, without_owner=("4", "9"), participants=0))
    assert codes(verdict) == ["D27", "D25", "no_participant"]
    assert "2 chỉ tiêu chưa có đơn vị chủ trì: 4, 9." in verdict.text


def test_the_second_person_is_another():
    proposer, other = uuid4(), uuid4()
    proposal = Proposal(proposer, "1.2", "1.2")
    refused = may_confirm(Actor(proposer, "A"), proposal)
    assert not refused
    assert (refused.reasons[0].code, refused.text) == (
        "same_person",
        "Người xác nhận phải khác người đề nghị phát động.",
    )
    assert may_confirm(Actor(other, "B"), proposal)
    assert not may_confirm(Actor(other, "B", deputising_for=(proposer,)), proposal)
    assert may_confirm(program(), proposal)
    assert may_confirm(program(), Proposal(proposer, "1.2", "1.3", password_by=proposer))


def test_without_a_proposer_anybody_is_the_second_person():
    assert may_confirm(Actor(None, "A"), Proposal(None, "1.2", "1.2"))


def test_the_second_person_confirms_what_was_proposed():
    proposer, other = uuid4(), uuid4()
    changed = may_confirm(Actor(other, "B"), Proposal(proposer, "1.2", "1.3"))
    assert codes(changed) == ["reading_changed"]
    assert changed.text == "Kế hoạch đã sửa sau lúc đề nghị. Đưa về bước phân công rồi đề nghị lại."


def test_a_password_made_by_the_proposer_does_not_confirm():
    proposer, other = uuid4(), uuid4()
    refused = may_confirm(Actor(other, "B"), Proposal(proposer, "1.2", "1.2", password_by=proposer))
    assert codes(refused) == ["password_by_proposer"]
    assert refused.text.startswith("Mật khẩu của tài khoản này vừa do chính người đề nghị cấp")
    assert may_confirm(Actor(other, "B"), Proposal(proposer, "1.2", "1.2", password_by=other))


def test_every_state_is_reached_and_only_the_end_is_final():
    reached = {"draft"} | {move.target for move in MOVEMENT_STEPS.moves.values()}
    left = {origin for move in MOVEMENT_STEPS.moves.values() for origin in move.origins}
    assert reached == set(MOVEMENT_STEPS.labels)
    assert reached - left == {"closed"}


def test_moves_and_states_have_their_names():
    moves = {act: (sorted(move.origins), move.target) for act, move in MOVEMENT_STEPS.moves.items()}
    assert moves == {
        "assign": (["draft"], "draft"),
        "propose": (["draft"], "proposed"),
        "withdraw": (["proposed"], "draft"),
        "launch": (["proposed"], "launched"),
        "close": (["launched"], "closed"),
    }
    assert (MOVEMENT_STEPS.noun, MOVEMENT_STEPS.labels) == (
        "Phong trào",
        {
            "draft": "Đang chuẩn bị",
            "proposed": "Chờ người thứ hai xác nhận",
            "launched": "Đang thực hiện",
            "closed": "Đã kết thúc",
        },
    )


def test_kinds_are_stored_by_these_words_and_read_as_these():
    assert {kind.value: label for kind, label in KIND_LABELS.items()} == {
        "annual": "Thường xuyên, theo năm công tác",
        "campaign": "Theo đợt",
        "thematic": "Chuyên đề",
        "block": "Của khối, cụm thi đua",
        "school_year": "Năm học",
    }
    assert {kind.value: label for kind, label in DUTY_LABELS.items()} == {
        "leads_target": "Chủ trì chỉ tiêu",
        "supports_target": "Phối hợp chỉ tiêu",
        "duty": "Nhiệm vụ",
        "reports": "Báo cáo, hồ sơ",
    }


def test_every_kind_has_a_label():
    assert set(KIND_LABELS) == set(Kind)
    assert set(DUTY_LABELS) == set(DutyKind)


AMENDED = AmendmentFacts(differs=True, is_signed=True, signed_on=date(2026, 6, 12), plan_signed_on=date(2026, 1, 20))


def test_an_amendment_that_is_whole_may_be_proposed_and_is_warned_of_the_rest():
    assert may_propose_amendment(AMENDED) and may_propose_amendment(AMENDED).reasons == ()
    warned = may_propose_amendment(replace(AMENDED, units_unmatched=("Các hội",), open_musts=2))
    assert warned and codes(warned) == ["A60", "open_musts"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"differs": False}, "nothing_changed"),
        ({"is_signed": False, "signed_on": None}, "D27"),
        ({"signed_on": date(2026, 1, 19)}, "D15"),
        ({"spans_in_order": False}, "D15"),
        ({"without_owner": ("7", "8")}, "D25"),
    ],
)
def test_what_blocks_an_amendment(change, code):
    verdict = may_propose_amendment(replace(AMENDED, **change))
    assert not verdict and codes(verdict) == [code]


def test_a_paper_of_the_same_day_may_amend_the_plan():
    assert may_propose_amendment(replace(AMENDED, signed_on=date(2026, 1, 20)))


def test_who_has_a_hand_in_an_amendment_does_not_approve_it():
    preparer, signer, proposer, other = (uuid4() for _ in range(4))
    proposal = Proposal(proposer, "2.1", "2.1")
    own = (preparer, signer)
    for person in (preparer, signer, proposer):
        assert codes(may_approve_amendment(Actor(person, "A"), proposal, own)) == ["same_person"]
        deputy = Actor(other, "B", deputising_for=(person,))
        assert codes(may_approve_amendment(deputy, proposal, own)) == ["same_person"]
    assert may_approve_amendment(Actor(other, "B"), proposal, own)
    assert may_approve_amendment(program(), Proposal(proposer, "2.1", "2.2"), own)


def test_an_amendment_is_approved_as_it_was_proposed_and_not_with_a_password_of_the_proposer():
    proposer, other = uuid4(), uuid4()
    changed = may_approve_amendment(Actor(other, "B"), Proposal(proposer, "2.1", "2.2"), ())
    assert codes(changed) == ["reading_changed"]
    lent = may_approve_amendment(Actor(other, "B"), Proposal(proposer, "2.1", "2.1", password_by=proposer), ())
    assert codes(lent) == ["password_by_proposer"]
    assert may_approve_amendment(Actor(other, "B"), Proposal(None, "2.1", "2.1"), (None,))
