"""Peaks (đợt cao điểm) inside a movement: tied to an anniversary, with days and what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.core.calendar.anniversaries import Anniversary, anniversaries
from thidua.core.verdicts import Reason, Verdict, refuse
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold

USUAL = timedelta(days=30)
"""A suggested peak begins this long before its day."""
LONGEST = timedelta(days=184)
_CALLS = re.compile(r"\b(?:cao diem|lap thanh tich|chao mung|ky niem|dot thi dua|thi dua dot|mung dang)\b")
_SENTENCE = re.compile(r"[^\n.;]+(?:\.\d[^\n.;]*)*")
_LONGEST_QUOTE = 300
_LIVING = 2000


@dataclass(frozen=True, slots=True)
class PeakRow:
    """One peak as typed. `anniversary` is a key of the table, or '' with the commune's own day in `occasion`."""

    name: str
    starts_on: date | None
    ends_on: date | None
    anniversary: str = ""
    occasion: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A peak that the plan's words call for: the day it is tied to, and the sentence."""

    anniversary: Anniversary
    day: date
    starts_on: date
    quotation: str

    @property
    def name(self) -> str:
        return f"Cao điểm chào mừng {self.anniversary.name} ({self.anniversary.short})"


def check_peak(row: PeakRow, starts_on: date | None, ends_on: date | None) -> Verdict:
    """Whether a peak may stand inside a movement that lasts from `starts_on` to `ends_on`."""
    stops = []
    if not row.name:
        stops.append(Reason("D01", "Nhập tên đợt cao điểm.", field="name"))
    if row.starts_on is None:
        stops.append(Reason("D01", "Nhập ngày bắt đầu đợt cao điểm.", field="starts_on"))
    if row.ends_on is None:
        stops.append(Reason("D01", "Nhập ngày kết thúc đợt cao điểm.", field="ends_on"))
    if row.anniversary and row.anniversary not in {each.key for each in anniversaries()}:
        stops.append(Reason("D34", "Chọn ngày kỷ niệm trong danh sách.", field="anniversary"))
    if stops or row.starts_on is None or row.ends_on is None:
        return refuse(stops)
    if row.ends_on < row.starts_on:
        stops.append(Reason("D15", "Ngày kết thúc trước ngày bắt đầu.", field="ends_on"))
    elif row.ends_on - row.starts_on > LONGEST:
        stops.append(Reason("D16", "Đợt cao điểm dài hơn 6 tháng. Xem lại năm.", field="ends_on"))
    if starts_on and row.starts_on < starts_on:
        params = {"day": short_date(starts_on)}
        stops.append(Reason("outside", "Phong trào bắt đầu ngày {day}.", params, field="starts_on"))
    if ends_on and row.ends_on > ends_on:
        stops.append(
            Reason("outside", "Phong trào kết thúc ngày {day}.", {"day": short_date(ends_on)}, field="ends_on")
        )
    return refuse(stops)


def suggest_peaks(text: str, starts_on: date | None, ends_on: date | None) -> list[Suggested]:
    """Peaks for the anniversaries that the plan names where it calls for effort, one a day, in the order of the days.

    Nothing is suggested for a movement whose days are not known, or where a sentence only cites a date.
    """
    if not starts_on or not ends_on or ends_on < starts_on:
        return []
    found: dict[tuple[str, date], Suggested] = {}
    for words, folded in _calling(text):
        for each in anniversaries():
            if _names(folded, each):
                for day in _days(each, folded, starts_on, ends_on):
                    first = max(day - USUAL, starts_on)
                    found.setdefault((each.key, day), Suggested(each, day, first, words[:_LONGEST_QUOTE]))
    return sorted(found.values(), key=lambda row: (row.day, row.anniversary.key))


def _calling(text: str) -> Iterator[tuple[str, str]]:
    for part in _SENTENCE.finditer(text):
        folded = fold(part[0])
        if _CALLS.search(folded):
            yield " ".join(part[0].split()), folded


def _names(folded: str, each: Anniversary) -> bool:
    if any(words in folded for words in each.says):
        return True
    return not each.is_lunar and bool(re.search(rf"(?<![\d/])0?{each.day}[/-]0?{each.month}(?!\d)", folded))


def _days(each: Anniversary, folded: str, starts_on: date, ends_on: date) -> Iterator[date]:
    """Its days inside the movement. "2/9/2027" leaves out the other years; "30/4/1975" names the event, and none."""
    dated = re.findall(rf"(?<!\d)0?{each.day}[/-]0?{each.month}[/-](\d{{4}})", folded)
    named = {int(year) for year in dated if int(year) >= _LIVING}
    for year in range(starts_on.year, ends_on.year + 1):
        day = each.on(year)
        if day and starts_on <= day <= ends_on and (not named or year in named):
            yield day
