"""A launched movement: its moves, what must be there before a launch, and who may confirm one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from thidua.core.actors import Actor
from thidua.core.steps import Move, Steps
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse

MOVEMENT_STEPS = Steps(
    noun="Phong trào",
    labels={
        "draft": "Đang chuẩn bị",
        "proposed": "Chờ người thứ hai xác nhận",
        "launched": "Đang thực hiện",
        "closed": "Đã kết thúc",
    },
    moves={
        "assign": Move(frozenset({"draft"}), "draft"),
        "propose": Move(frozenset({"draft"}), "proposed"),
        "withdraw": Move(frozenset({"proposed"}), "draft"),
        "launch": Move(frozenset({"proposed"}), "launched"),
        "close": Move(frozenset({"launched"}), "closed"),
    },
)


class Kind(StrEnum):
    """Kinds of movement (law on emulation: regular, by campaign, thematic; plus those of blocks and schools)."""

    ANNUAL = "annual"
    CAMPAIGN = "campaign"
    THEMATIC = "thematic"
    BLOCK = "block"
    SCHOOL_YEAR = "school_year"


KIND_LABELS = {
    Kind.ANNUAL: "Thường xuyên, theo năm công tác",
    Kind.CAMPAIGN: "Theo đợt",
    Kind.THEMATIC: "Chuyên đề",
    Kind.BLOCK: "Của khối, cụm thi đua",
    Kind.SCHOOL_YEAR: "Năm học",
}


@dataclass(frozen=True, slots=True)
class LaunchFacts:
    """What a launch is judged by."""

    plan_signed: bool
    has_number: bool
    targets: tuple[str, ...]
    without_owner: tuple[str, ...]
    doubtful_deadlines: tuple[str, ...]
    participants: int
    units_unmatched: tuple[str, ...]
    has_period: bool
    open_musts: int = 0
    figures_left: int = 0


def may_propose(facts: LaunchFacts) -> Verdict:
    """What blocks a launch (issue order: number, signature, owners, somebody to do it) and what only warns.

    An allowed verdict may carry reasons: those are the warnings to show.
    """
    stops: list[Reason] = []
    if not facts.plan_signed or not facts.has_number:
        stops.append(Reason("D27", "Ghi số, ngày và bản ký của kế hoạch trước khi phát động.", field="signature"))
    if facts.without_owner:
        many = len(facts.without_owner)
        stops.append(
            Reason(
                "D25",
                "{many} chỉ tiêu chưa có đơn vị chủ trì: {labels}. Giao ở trang Phân công.",
                {"many": many, "labels": ", ".join(facts.without_owner)},
                field="owners",
            )
        )
    if not facts.participants:
        stops.append(Reason("no_participant", "Chưa có đơn vị nào tham gia. Chọn đơn vị ở trang Phân công."))
    if stops:
        return refuse(stops)
    return Verdict(True, tuple(_launch_warnings(facts)))


def _launch_warnings(facts: LaunchFacts) -> list[Reason]:
    notes: list[Reason] = []
    if not facts.targets:
        notes.append(Reason("no_target", "Kế hoạch không có chỉ tiêu nào; chỉ theo dõi nhiệm vụ và mốc thời gian."))
    if facts.open_musts:
        text = "Trang Kiểm tra còn {many} việc phải làm chưa sửa, cũng chưa ghi giữ nguyên."
        notes.append(Reason("open_musts", text, {"many": facts.open_musts}))
    if facts.figures_left:
        text = "Bản quét còn {many} số liệu chưa xác nhận. Xem ở trang Kiểm tra."
        notes.append(Reason("figures_left", text, {"many": facts.figures_left}))
    if not facts.has_period:
        notes.append(Reason("no_period", "Chưa rõ ngày kết thúc phong trào."))
    for words in facts.doubtful_deadlines:
        notes.append(
            Reason("A50", "Hạn “{words}” chưa chọn cách hiểu; đang tính là hết ngày hôm trước.", {"words": words})
        )
    for name in facts.units_unmatched:
        notes.append(Reason("A60", "Chưa ghép “{name}” trong kế hoạch với đơn vị nào trong danh sách.", {"name": name}))
    return notes


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed launch as the second person meets it.

    `reading` and `reading_now` name the version and revision of the plan's reading at the proposal and now;
    `password_by` is who last made the second person's password: a new one in the last thirty days, or the first one of
    an account that was opened since the plan came.
    """

    by: UUID | None
    reading: str
    reading_now: str
    password_by: UUID | None = None


def is_second_person(actor: Actor, proposed_by: UUID | None) -> Verdict:
    """Creator is not the approver. Somebody deputising for the proposer counts as the proposer."""
    if proposed_by is not None and (actor.person == proposed_by or proposed_by in actor.deputising_for):
        return no("same_person", "Người xác nhận phải khác người đề nghị phát động.")
    return YES


def may_confirm(actor: Actor, proposal: Proposal) -> Verdict:
    """The launch is confirmed by one other person, who confirms what was proposed.

    An account whose password the proposer has just made is refused too: who can make a password can sign in with it.
    """
    if actor.is_program:
        return YES
    if not (second := is_second_person(actor, proposal.by)):
        return second
    if proposal.by is not None and proposal.by == proposal.password_by:
        return no(
            "password_by_proposer",
            "Mật khẩu của tài khoản này vừa do chính người đề nghị cấp. Nhờ người khác xác nhận.",
        )
    if proposal.reading != proposal.reading_now:
        return no("reading_changed", "Kế hoạch đã sửa sau lúc đề nghị. Đưa về bước phân công rồi đề nghị lại.")
    return YES


class DutyKind(StrEnum):
    """What a unit has to do in a movement."""

    LEADS_TARGET = "leads_target"
    SUPPORTS_TARGET = "supports_target"
    DUTY = "duty"
    REPORTS = "reports"


DUTY_LABELS = {
    DutyKind.LEADS_TARGET: "Chủ trì chỉ tiêu",
    DutyKind.SUPPORTS_TARGET: "Phối hợp chỉ tiêu",
    DutyKind.DUTY: "Nhiệm vụ",
    DutyKind.REPORTS: "Báo cáo, hồ sơ",
}
