"""The plan of the year before as the beginning of the next one: everything kept, years and days moved on."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any, cast
from uuid import UUID, uuid5

from thidua.core.calendar.workdays import is_working_day, previous_working_day
from thidua.core.plans.drafting.notes import Note
from thidua.core.plans.drafting.years import left_years, moved_date, moved_words, plan_year
from thidua.core.plans.identity import items
from thidua.core.plans.model import Measure, Plan
from thidua.core.plans.sentences import goal_sentence
from thidua.core.viet.dates import near_date, short_date

BORN = UUID("5d2c7b0e-6c8f-4e0b-9d63-1b7f5a4c9e21")
"""The name space of ids of items that were taken over from another plan."""

_WORDS = ("text", "name", "group", "metric", "as_written", "when", "what", "product", "after")
_DAYS = ("date", "due", "from", "to", "period")
_OF_THE_READING = ("source", "confidence", "as_read")
_GROWS_FROM = frozenset({"at_least", "at_most", "above", "below", "equal", "between", "maintain"})
_OF_ONE_YEAR = frozenset({"plan", "dispatch", "guideline", "notice", "report"})


def next_year(plan: Plan, year: int, *, seed: str = "") -> tuple[Plan, tuple[Note, ...]]:
    """The draft for `year` made from an earlier plan, and what a person has to confirm in it.

    No item is lost. Ids are fresh and come from `seed` and the old id, so that the same call gives the same plan;
    `x_origins` maps each to the id it came from. The goal of the old year becomes the `baseline` of a measured level.
    Number and date are taken off. A plan that already is of `year` keeps all its words.
    """
    old = plan_year(plan)
    by = year - old if old else 0
    draft = without_reading(plan)
    born = born_from(draft, seed)
    told: list[Note] = []
    for path, item in items(draft):  # type: ignore[arg-type]
        if not path.startswith("legal_bases/"):
            told += _move(path, item, old or year, by)
        elif by and item["type"] in _OF_ONE_YEAR and (item["date"] or "").startswith(str(old)):
            words = f"Văn bản của năm {old}. Đã có văn bản cùng loại của năm {year} thì thay."
            told.append(Note(item["id"], "basis_of_last_year", words))
    document = draft["document"]
    document["number"] = document["date"] = None
    document["title"] = moved_words(document["title"], old or year, by)
    draft["x_origins"] = born
    return draft, tuple(told)


def without_reading(plan: Plan) -> Plan:
    """A copy without what belongs to one paper and its reading: places, doubts, warnings, the file."""
    kept = {key: value for key, value in plan.items() if key not in ("warnings", "input") and key[:2] != "x_"}
    draft: Any = copy.deepcopy(kept)
    for _, item in items(draft):
        strip(item)
    strip(draft["document"].get("issuer") or {})
    return cast(Plan, draft)


def strip(item: Any) -> None:
    """Take off what a reader noted about where and how surely it read an item."""
    for name in _OF_THE_READING:
        item.pop(name, None)


def born_from(draft: Plan, seed: str) -> dict[str, str]:
    """Give every item a fresh id that follows from `seed` and its old one. Returns new id: old id."""
    origins = {}
    for path, item in items(draft):  # type: ignore[arg-type]
        old = item.get("id")
        item["id"] = fresh_id(seed, old or path)
        if old:
            origins[item["id"]] = old
    return origins


def fresh_id(seed: str, old: str) -> str:
    """The id of what was taken over from `old` into the draft `seed`."""
    return str(uuid5(BORN, f"{seed}|{old}"))


def _move(path: str, item: dict[str, Any], old: int, by: int) -> Iterator[Note]:
    """Move the words and days of one item on, and say what has to be confirmed."""
    if by and (left := {year for name in _WORDS for year in left_years(str(item.get(name) or ""), old, by)}):
        years = ", ".join(map(str, sorted(left)))
        if path.count("/") < 3:
            yield Note(item["id"], "year_left", f"Câu còn nhắc năm {years}; xem có phải đổi không.")
    for name in _WORDS:
        if isinstance(item.get(name), str):
            item[name] = moved_words(item[name], old, by)
    for name in _DAYS:
        if isinstance(item.get(name), str):
            item[name] = moved_date(item[name], by)
    for milestone in item.get("milestones") or ():
        milestone["period"] = moved_date(milestone["period"], by)
    if path.startswith("themes/"):
        yield from _theme(item, old, by)
    if "measures" in item:
        yield from _goals(item, old, by)
    if path.startswith("deadlines/") and by:
        yield from _weekend(item)


def _theme(item: dict[str, Any], old: int, by: int) -> Iterator[Note]:
    if by and item.get("year"):
        item["year"] = int(item["year"]) + by
        yield Note(item["id"], "theme_of_last_year", f"Chủ đề chép từ năm {old}; ghi chủ đề của năm mới.")


def _goals(target: dict[str, Any], old: int, by: int) -> Iterator[Note]:
    """Last year's goal is the ground from which this year's level is judged, until the result is known."""
    if not by:
        return
    told = []
    for measure in target["measures"]:
        if fits_as_baseline(measure):
            measure["baseline"] = measure["value"]
        # "Không để xảy ra" is asked for every year.
        if measure["value"]:
            told.append(goal_sentence(measure))
    if told:
        words = f"Mức chép từ năm {old}: {'; '.join(told)}. Sửa thành mức của năm mới, hoặc giữ."
        yield Note(target["id"], "level_of_last_year", words)


def fits_as_baseline(measure: Measure) -> bool:
    """Whether the level of a measure can be the ground of the next one: a figure that says where the thing stands."""
    return (
        measure["value"] is not None
        and measure["operator"] in _GROWS_FROM
        and measure.get("basis") not in ("rank", "growth")
    )


def _weekend(deadline: dict[str, Any]) -> Iterator[Note]:
    """The same day a year later may be a day on which no office works."""
    iso = deadline.get("date") or ""
    if len(iso) != len("2027-12-05"):
        return
    day = date.fromisoformat(iso)
    if is_working_day(day) is False and (last := previous_working_day(day)):
        weekday = near_date(day).rsplit(" ", 1)[0]
        words = f"{short_date(day)} là {weekday}, cơ quan nghỉ; ngày làm việc trước đó là {near_date(last)}."
        yield Note(deadline["id"], "deadline_day_off", words)
