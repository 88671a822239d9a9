"""Taking up what the plan above asks for: its targets, duties and time limits as lines of the ward's own draft."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from thidua.core.calendar.workdays import add_working_days
from thidua.core.plans.corrections import item_at
from thidua.core.plans.drafting.blocks import number_again
from thidua.core.plans.drafting.next_year import fresh_id, strip
from thidua.core.plans.drafting.notes import Note, with_notes
from thidua.core.plans.identity import items
from thidua.core.plans.model import Plan
from thidua.core.plans.sentences import goal_sentence
from thidua.core.viet.dates import short_date

EARLIER = 5
"""Working days by which the ward asks for a thing before the level above wants it."""

_TIERS = ("phường", "xã", "đặc khu")
# Only where the words can mean nothing but the area in which the plan holds.
_WHOLE = re.compile(r"\b(?P<lead>trên địa bàn|toàn|trong toàn)\s+(?P<tier>thành phố|tỉnh)\b")
_NAME_AFTER = re.compile(r"\s+(?=[^\W\d_])\w+")
_STILL = re.compile(r"\b(?:thành phố|tỉnh)\b", re.IGNORECASE)
_LIMIT_WORDS = {"before": "trước ngày", "by": "chậm nhất ngày", "on": "vào ngày"}


def take_up(higher: Plan, own: Plan, paths: Iterable[str], *, seed: str = "") -> Plan:
    """The own plan with these lines of the higher one at the end of its lists; what it took up before stays once.

    Paths as in `item_at`: "targets/3", "targets/3/sub_targets/0", "tasks/1", "assignments/0/duties/2" (which becomes a
    task) and "deadlines/2". Names of the area become the ward's only where the words can mean nothing else; limits
    come five working days earlier. What a person must look at is in `x_notes`.
    """
    draft: Any = copy.deepcopy(own)
    known = {item.get("id") for _, item in items(draft)}
    origins = draft.setdefault("x_origins", {})
    for path in paths:
        found = item_at(higher, path)
        if found is None or path.split("/")[0] not in ("targets", "tasks", "deadlines", "assignments"):
            continue
        item = _as_own(found, path, own, seed)
        if item["id"] in known:
            continue
        known.add(item["id"])
        origins[item["id"]] = found.get("id") or path
        draft[_list_of(path)].append(item)
        with_notes(draft, _notes(path, found, item))
    for name in ("targets", "tasks"):
        number_again(draft[name])
    return cast(Plan, draft)


def taken_from(own: Plan) -> set[str]:
    """Ids of another plan's items that this draft has taken up."""
    return set((own.get("x_origins") or {}).values())


def _list_of(path: str) -> str:
    top = path.partition("/")[0]
    return "tasks" if top == "assignments" else top


def _as_own(found: Any, path: str, own: Plan, seed: str) -> Any:
    item = copy.deepcopy(found)
    place = own["document"]["issuer"].get("place") or ""
    _to_ward(item, place)
    _named_again(item, seed, path)
    if path.startswith("assignments/"):
        return {"id": item["id"], "label": None, "group": None, "text": item["text"]}
    if path.startswith("deadlines/"):
        _earlier(item)
        item["who"] = []
    else:
        item["label"] = None
        # Who answers in the city is nobody of the ward.
        item.pop("lead", None)
        item.pop("support", None)
    return item


def _to_ward(item: Any, place: str) -> None:
    """The words of an item and of all inside it, without what belongs to the other paper."""
    strip(item)
    for name, value in item.items():
        if isinstance(value, str) and name in ("text", "group", "metric", "as_written", "what", "product"):
            item[name] = ward_words(value, place)
        elif isinstance(value, list):
            for inner in value:
                if isinstance(inner, dict):
                    _to_ward(inner, place)


def ward_words(text: str, place: str) -> str:
    """ "trên địa bàn thành phố Hải Thành" as "trên địa bàn phường"; only where the area is meant."""
    tier = next((one for one in _TIERS if place.lower().startswith(one)), "")
    if not tier:
        return text
    parts, at = [], 0
    for found in _WHOLE.finditer(text):
        parts += [text[at : found.start()], found["lead"], " ", tier]
        at = found.end()
        while (word := _NAME_AFTER.match(text, at)) and word.group().strip()[0].isupper():
            at = word.end()
    return "".join([*parts, text[at:]])


def _named_again(item: Any, seed: str, path: str) -> None:
    item["id"] = fresh_id(f"{seed}|above", item.get("id") or path)
    for name in ("measures", "sub_targets"):
        for at, inner in enumerate(item.get(name) or ()):
            _named_again(inner, seed, f"{path}/{name}/{at}")


def _earlier(deadline: Any) -> None:
    day = _day(deadline)
    earlier = add_working_days(day, -EARLIER) if day else None
    if earlier:
        deadline["date"] = earlier.isoformat()
        deadline["when"] = f"{_LIMIT_WORDS[deadline.get('bound') or 'by']} {short_date(earlier)}"


def _day(deadline: Any) -> date | None:
    iso = deadline.get("date") or ""
    return date.fromisoformat(iso) if len(iso) == len("2026-12-05") else None


def _notes(path: str, found: Any, item: Any) -> Iterable[Note]:
    if path.startswith("deadlines/"):
        day = _day(found)
        words = f"Cấp trên hẹn “{found['when']}”; "
        words += (
            "phường lùi sớm 5 ngày làm việc."
            if day and found["date"] != item["date"]
            else "đặt hạn của phường sớm hơn."
        )
        yield Note(item["id"], "limit_of_higher", words)
    if path.startswith("targets/"):
        goals = "; ".join(goal_sentence(one) for one in found["measures"] if one["value"] is not None)
        if goals:
            yield Note(item["id"], "level_of_higher", f"Mức của cấp trên: {goals}. Sửa thành mức của phường, hoặc giữ.")
    if _STILL.search(str(item.get("text") or item.get("what") or "")):
        yield Note(item["id"], "place_of_higher", "Câu còn nhắc thành phố hoặc tỉnh; xem có phải là phường không.")
