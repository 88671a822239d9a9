"""Phases of a movement over years: in order, inside the movement, none over another, each with a day of review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from thidua.core.movements.kinds import LAW_17
from thidua.core.verdicts import Reason, Verdict, refuse
from thidua.core.viet.dates import short_date

MOST_PHASES = 20
LONGEST_REVIEW = timedelta(days=183)
"""A review may follow its phase by half a year at most; a later day is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase as typed or read. `label` is "Giai đoạn 1", `name` what it is about; both days are included."""

    label: str
    name: str
    starts_on: date | None
    ends_on: date | None
    review_on: date | None = None


def check_phases(rows: Sequence[PhaseRow], starts_on: date | None, ends_on: date | None) -> Verdict:
    """Whether the phases fit the movement's days. Reasons stand at `label-0`, `ends_on-0`, ...

    A yes may warn of days that lie in no phase and of phases without a review.
    """
    stops = [reason for at, row in enumerate(rows) for reason in _one(at, row, starts_on, ends_on)]
    if len(rows) > MOST_PHASES:
        stops.append(Reason("D03", "Tối đa {most} giai đoạn.", {"most": MOST_PHASES}))
    if not stops:
        stops = _order(rows)
    return refuse(stops) if stops else Verdict(True, tuple(_notes(rows)))


def _one(at: int, row: PhaseRow, starts_on: date | None, ends_on: date | None) -> list[Reason]:
    if not row.label:
        return [Reason("D01", "Nhập tên giai đoạn, ví dụ Giai đoạn 1.", field=f"label-{at}")]
    found = [
        Reason("D01", "{label}: ghi {name}.", {"label": row.label, "name": name}, field=f"{field}-{at}")
        for field, name, day in (
            ("starts_on", "ngày bắt đầu", row.starts_on),
            ("ends_on", "ngày kết thúc", row.ends_on),
        )
        if day is None
    ]
    if row.starts_on is None or row.ends_on is None:
        return found
    if row.ends_on < row.starts_on:
        return [
            Reason("D15", "{label}: ngày kết thúc trước ngày bắt đầu.", {"label": row.label}, field=f"ends_on-{at}")
        ]
    if starts_on and row.starts_on < starts_on:
        words = "{label} bắt đầu trước phong trào ({day})."
        found.append(
            Reason("outside", words, {"label": row.label, "day": short_date(starts_on)}, field=f"starts_on-{at}")
        )
    if ends_on and row.ends_on > ends_on:
        words = "{label} kết thúc sau phong trào ({day})."
        found.append(Reason("outside", words, {"label": row.label, "day": short_date(ends_on)}, field=f"ends_on-{at}"))
    return found + _review(at, row)


def _review(at: int, row: PhaseRow) -> list[Reason]:
    if row.review_on is None or row.starts_on is None or row.ends_on is None:
        return []
    params = {"label": row.label}
    if row.review_on < row.starts_on:
        return [Reason("review_early", "{label}: ngày sơ kết trước khi bắt đầu.", params, field=f"review_on-{at}")]
    if row.review_on > row.ends_on + LONGEST_REVIEW:
        words = "{label}: ngày sơ kết sau khi hết giai đoạn hơn 6 tháng. Xem lại năm."
        return [Reason("review_late", words, params, field=f"review_on-{at}")]
    return []


def _order(rows: Sequence[PhaseRow]) -> list[Reason]:
    found = []
    for at, (one, two) in enumerate(pairwise(rows), 1):
        if two.starts_on is not None and one.ends_on is not None and two.starts_on <= one.ends_on:
            words = "{two} phải bắt đầu sau khi hết {one} ({day})."
            params = {"one": one.label, "two": two.label, "day": short_date(one.ends_on)}
            found.append(Reason("overlap", words, params, field=f"starts_on-{at}"))
    return found


def _notes(rows: Sequence[PhaseRow]) -> list[Reason]:
    notes = [
        Reason("gap", "Giữa {one} và {two} có ngày không thuộc giai đoạn nào.", {"one": one.label, "two": two.label})
        for one, two in pairwise(rows)
        if one.ends_on and two.starts_on and two.starts_on > one.ends_on + timedelta(days=1)
    ]
    without = [row.label for row in rows if row.review_on is None]
    if without:
        words = "Chưa có ngày sơ kết, tổng kết: {labels}."
        notes.append(Reason("no_review", words, {"labels": ", ".join(without)}, LAW_17))
    return notes


def review_name(at: int, rows: Sequence[PhaseRow]) -> str:
    """'Sơ kết Giai đoạn 1', for the last one 'Tổng kết phong trào'. `at` counts from 0."""
    return "Tổng kết phong trào" if at == len(rows) - 1 else f"Sơ kết {rows[at].label}"
