"""A launched movement: its moves, what must be there before a launch, and who may confirm one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
    tasks_without_unit: int = 0
    shares_off: tuple[str, ...] = ()


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
    if facts.tasks_without_unit:
        text = "{many} nhiệm vụ trong kế hoạch chưa giao cho đơn vị nào."
        notes.append(Reason("tasks_without_unit", text, {"many": facts.tasks_without_unit}))
    if facts.shares_off:
        text = "Số giao cho đơn vị không còn khớp với mức trong kế hoạch: chỉ tiêu {labels}."
        notes.append(Reason("shares_off", text, {"labels": ", ".join(facts.shares_off)}))
    if not facts.has_period:
        notes.append(Reason("no_period", "Chưa rõ ngày kết thúc phong trào."))
    for words in facts.doubtful_deadlines:
        notes.append(
            Reason("A50", "Hạn “{words}” chưa chọn cách hiểu; đang tính là hết ngày hôm trước.", {"words": words})
        )
    for name in facts.units_unmatched:
        notes.append(Reason("A60", "Chưa ghép “{name}” trong kế hoạch với đơn vị nào trong danh sách.", {"name": name}))
    return notes


def may_share(state: str) -> Verdict:
    """Whether shares may change: while the movement is prepared, and with a reason while it runs. What waits for its
    second person stays as it was proposed."""
    if state in ("draft", "launched"):
        return YES
    if state == "proposed":
        return no("proposed", "Đang chờ xác nhận phát động. Rút đề nghị trước khi sửa số giao.")
    return no("closed", "Phong trào đã kết thúc; số giao giữ nguyên.")


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


@dataclass(frozen=True, slots=True)
class AmendmentFacts:
    """What the proposal of an amendment is judged by. `signed_on` of its paper, `plan_signed_on` of what it amends."""

    differs: bool
    is_signed: bool
    signed_on: date | None
    plan_signed_on: date | None
    without_owner: tuple[str, ...] = ()
    spans_in_order: bool = True
    units_unmatched: tuple[str, ...] = ()
    open_musts: int = 0


def may_propose_amendment(facts: AmendmentFacts) -> Verdict:
    """What blocks an amendment of a running plan and what only warns (reasons of an allowed verdict)."""
    stops: list[Reason] = []
    if not facts.differs:
        words = "Bản sửa đổi chưa khác bản đang thực hiện. Nạp tệp mới hoặc sửa con số, ngày ở trang Kiểm tra."
        stops.append(Reason("nothing_changed", words, field="differences"))
    if not facts.is_signed:
        words = "Ghi số, ngày và bản ký của văn bản sửa đổi trước khi đề nghị duyệt."
        stops.append(Reason("D27", words, field="signature"))
    elif facts.signed_on and facts.plan_signed_on and facts.signed_on < facts.plan_signed_on:
        words = "Văn bản sửa đổi ký trước ngày ký kế hoạch. Ghi lại ngày ký."
        stops.append(Reason("D15", words, field="signature"))
    if not facts.spans_in_order:
        words = "Có thời gian kết thúc trước khi bắt đầu. Sửa thời gian ở trang Kiểm tra."
        stops.append(Reason("D15", words, field="period"))
    if facts.without_owner:
        words = "{many} chỉ tiêu mới chưa có đơn vị chủ trì: {labels}. Giao ở phần Phân công bên dưới."
        told = {"many": len(facts.without_owner), "labels": ", ".join(facts.without_owner)}
        stops.append(Reason("D25", words, told, field="owners"))
    if stops:
        return refuse(stops)
    notes = [
        Reason("A60", "Chưa ghép “{name}” trong bản sửa đổi với đơn vị nào trong danh sách.", {"name": name})
        for name in facts.units_unmatched
    ]
    if facts.open_musts:
        words = "Trang Kiểm tra còn {many} việc phải làm chưa sửa, cũng chưa ghi giữ nguyên."
        notes.append(Reason("open_musts", words, {"many": facts.open_musts}))
    return Verdict(True, tuple(notes))


def may_approve_amendment(actor: Actor, proposal: Proposal, prepared_by: Iterable[UUID | None]) -> Verdict:
    """An amendment is approved by somebody who neither prepared it, nor recorded its paper, nor proposed it, nor
    deputises for one of them today; and as it was proposed."""
    if actor.is_program:
        return YES
    own = {actor.person, *actor.deputising_for} - {None}
    if own & {proposal.by, *prepared_by}:
        words = "Người duyệt phải khác người soạn, người ghi bản ký và người đề nghị sửa đổi."
        return no("same_person", words)
    if proposal.by is not None and proposal.by == proposal.password_by:
        words = "Mật khẩu của tài khoản này vừa do chính người đề nghị cấp. Nhờ người khác duyệt."
        return no("password_by_proposer", words)
    if proposal.reading != proposal.reading_now:
        words = "Bản sửa đổi đã đổi sau lúc đề nghị. Trả lại để đề nghị lại."
        return no("reading_changed", words)
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
