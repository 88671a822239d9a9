"""Kinds of movement and what differs between them: required days, length, phases, default days of review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thidua.core.verdicts import Reason, Verdict
from thidua.core.viet.numbers import format_number


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

LAW_16, LAW_17 = "Luật 06/2022/QH15, Điều 16", "Luật 06/2022/QH15, Điều 17"


@dataclass(frozen=True, slots=True)
class KindRule:
    """What one kind asks for. `most_days` stops a launch, `usual_days` only warns; `review_after` counts from the end.

    `of_block`: the participants are the members of a block. `by_phases`: it runs in phases with a review after each.
    """

    needs_days: bool
    most_days: int | None
    usual_days: int | None
    review_after: int
    of_block: bool = False
    by_phases: bool = False
    hint: str = ""


RULES = {
    Kind.ANNUAL: KindRule(False, 366, None, 0, hint="Trọn trong một năm; tổng kết cuối năm."),
    Kind.CAMPAIGN: KindRule(
        True, 366, 184, 15, hint="Ghi ngày kết thúc, ngày bắt đầu nếu đã định; tổng kết trong 15 ngày sau đợt."
    ),
    Kind.THEMATIC: KindRule(
        True, None, None, 0, by_phases=True, hint="Chia giai đoạn; mỗi giai đoạn có sơ kết, giai đoạn cuối tổng kết."
    ),
    Kind.BLOCK: KindRule(
        False, 366, None, 0, of_block=True, hint="Trưởng khối điều hành; đơn vị tham gia là thành viên của khối."
    ),
    Kind.SCHOOL_YEAR: KindRule(True, 366, None, 0, hint="Từ tháng 8 hoặc tháng 9 đến tháng 5 năm sau."),
}
"""One row a kind. Lengths are the house's reading of "theo đợt" and "theo năm": the law gives no figures."""

LONG_DAYS = 3 * 365
"""From here on a review on the way is expected."""


def rule_of(kind: str) -> KindRule:
    """The row of a kind; ValueError for a word that is none."""
    return RULES[Kind(kind)]


def check_kind(
    kind: str, starts_on: date | None, ends_on: date | None, *, phases: int = 0, block_members: int | None = None
) -> Verdict:
    """Whether a movement of this kind may be launched with these days, phases and members of its block.

    `block_members` is None when no block was chosen. A yes may carry warnings.
    """
    rule = rule_of(kind)
    stops, notes = _days(kind, rule, starts_on, ends_on)
    if rule.of_block and block_members is None:
        notes.append(Reason("no_block", "Chưa chọn khối thi đua; đơn vị tham gia lấy theo phân công.", field="block"))
    elif rule.of_block and block_members == 0:
        stops.append(
            Reason("empty_block", "Khối thi đua chưa có thành viên. Ghi thành viên ở trang Khối.", field="block")
        )
    if starts_on and ends_on and rule.by_phases and not phases and (ends_on - starts_on).days > LONG_DAYS:
        words = "Phong trào dài trên 3 năm chưa chia giai đoạn, nên chưa có kỳ sơ kết nào."
        notes.append(Reason("no_phase", words, source=LAW_17, field="phases"))
    return Verdict(False, tuple(stops)) if stops else Verdict(True, tuple(notes))


def _days(kind: str, rule: KindRule, starts_on: date | None, ends_on: date | None) -> tuple[list[Reason], list[Reason]]:
    label = KIND_LABELS[Kind(kind)].lower()
    stops: list[Reason] = []
    if rule.needs_days:
        # "Từ nay đến ..." names no first day: it is that of the launch.
        if ends_on is None:
            stops.append(
                Reason("kind_days", "Phong trào loại “{kind}” cần ngày kết thúc.", {"kind": label}, LAW_16, "ends_on")
            )
        elif starts_on is None:
            words = "Chưa ghi ngày bắt đầu: tính từ ngày phát động."
            return stops, [Reason("kind_start", words, field="starts_on")]
    if not starts_on or not ends_on:
        return stops, []
    length = (ends_on - starts_on).days + 1
    if rule.most_days and length > rule.most_days:
        words = "Phong trào loại “{kind}” dài nhất một năm; khoảng đã ghi là {days} ngày. Nhiều năm thì chọn Chuyên đề."
        stops.append(Reason("kind_length", words, {"kind": label, "days": format_number(length)}, LAW_16, "ends_on"))
        return stops, []
    return stops, [*_unusual(kind, rule, starts_on, ends_on, length)]


def _unusual(kind: str, rule: KindRule, starts_on: date, ends_on: date, length: int) -> list[Reason]:
    if kind == Kind.ANNUAL and starts_on.year != ends_on.year:
        return [
            Reason("kind_year", "Phong trào theo năm công tác thường nằm trong một năm dương lịch.", field="ends_on")
        ]
    if kind == Kind.SCHOOL_YEAR and not school_year_name(starts_on, ends_on):
        words = "Năm học thường bắt đầu tháng 8 hoặc tháng 9 và kết thúc trước tháng 9 năm sau."
        return [Reason("kind_school", words, field="starts_on")]
    if rule.usual_days and length > rule.usual_days:
        words = "Đợt thi đua dài {days} ngày; phong trào theo đợt thường dưới 6 tháng."
        return [Reason("kind_long", words, {"days": length}, field="ends_on")]
    return []


def school_year_name(starts_on: date | None, ends_on: date | None) -> str:
    """'2026-2027' for a movement that begins in August or September and ends before the next September, else ''."""
    if not starts_on or not ends_on or starts_on.month not in (8, 9):
        return ""
    fits = ends_on > starts_on and ends_on < date(starts_on.year + 1, 9, 1) and ends_on.year == starts_on.year + 1
    return f"{starts_on.year}-{starts_on.year + 1}" if fits else ""


def default_span(kind: str, day: date) -> tuple[date, date] | None:
    """The days a movement of this kind usually has around `day`; None where the plan alone can tell."""
    if kind in (Kind.ANNUAL, Kind.BLOCK):
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if kind == Kind.SCHOOL_YEAR:
        first = day.year if day.month >= 6 else day.year - 1
        return date(first, 9, 1), date(first + 1, 5, 31)
    return None


def default_review(kind: str, ends_on: date) -> date:
    """The day by which the last review of a movement or phase that ends on `ends_on` is held, unless one is typed."""
    return ends_on + timedelta(days=rule_of(kind).review_after)
