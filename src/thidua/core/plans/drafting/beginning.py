"""A draft with nothing in it yet but the fixed sections and the words that every plan of the ward has."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from thidua.core.plans.drafting.coverage import compare_plans
from thidua.core.plans.drafting.next_year import fresh_id, without_reading
from thidua.core.plans.drafting.taking_up import take_up
from thidua.core.plans.identity import name_items
from thidua.core.plans.model import Plan, TextItem
from thidua.core.viet.text import fold

_SYMBOL = "KH-UBND"


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose plan it will be and for which year: "Phường Bến Ngọc", "Thành phố Hải Thành" ("" when nothing is above)."""

    ward: str
    parent: str
    year: int
    seed: str = ""

    @property
    def place(self) -> str:
        """ "phường Bến Ngọc"."""
        return self.ward[:1].lower() + self.ward[1:]

    @property
    def name(self) -> str:
        """ "Bến Ngọc": the ward without its tier."""
        return re.sub(r"^(?:phường|xã|đặc khu|thành phố|tỉnh)\s+", "", self.ward, flags=re.IGNORECASE)


def blank_plan(frame: Frame, earlier: Sequence[Plan] = ()) -> Plan:
    """The fixed sections for a ward and year; `earlier` are the ward's own plans, newest first.

    From them come who signs, who gets the paper, and sentences that stand word for word in two of them or more.
    """
    parent = frame.parent[:1].lower() + frame.parent[1:]
    plan: Any = {
        "format": "thidua-plan/1",
        "document": {
            "kind": "plan",
            "number": None,
            "symbol": _SYMBOL,
            "date": None,
            "place": frame.name,
            "title": f"Phát động phong trào thi đua yêu nước năm {frame.year}",
            "issuer": {
                "name": f"Ủy ban nhân dân {frame.place}",
                "level": "commune",
                "place": frame.place,
                "parent": parent or None,
            },
        },
        "movement": {"name": f"Phong trào thi đua yêu nước năm {frame.year}", "type": "annual"},
        "period": {"from": f"{frame.year}-01-01", "to": f"{frame.year}-12-31"},
        "objective": None,
        "scoring": None,
        "block": None,
        "signatory": {"name": None, "position": "Chủ tịch", "mode": ["TM"], "behalf_of": "Ủy ban nhân dân"},
    }
    for name in (
        "themes", "legal_bases", "purposes", "requirements", "targets", "tasks", "phases", "assignments", "deadlines",
        "commendation", "linked_movements", "channels", "recipients",
    ):  # fmt: skip
        plan[name] = []
    plan |= usual_words(earlier)
    counter = iter(range(100_000))
    name_items(plan, lambda: fresh_id(frame.seed, f"blank {next(counter)}"))
    return cast(Plan, plan)


def usual_words(earlier: Sequence[Plan]) -> dict[str, Any]:
    """What the ward's plans have in common: the newest one's signature and recipients, sentences of two or more."""
    if not earlier:
        return {}
    newest: Any = without_reading(earlier[0])
    found: dict[str, Any] = {"recipients": newest["recipients"]}
    if newest["signatory"]:
        found["signatory"] = newest["signatory"]
    for name in ("purposes", "requirements"):
        found[name] = _repeated([plan[name] for plan in earlier])
    for row in [*found["recipients"], *found["purposes"], *found["requirements"], found.get("signatory", {})]:
        row.pop("id", None)
    return found


def _repeated(lists: list[list[TextItem]]) -> list[dict[str, Any]]:
    counts = Counter(words for rows in lists for words in {_plain(row["text"]) for row in rows})
    newest = copy.deepcopy(lists[0])
    kept = [row for row in newest if counts[_plain(row["text"])] > 1]
    for row in kept:
        row.pop("source", None)
    return cast(list[dict[str, Any]], kept)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def from_higher(higher: Plan, frame: Frame, earlier: Sequence[Plan] = ()) -> Plan:
    """A blank draft that takes up every target, task and time limit of the plan above and rests on it."""
    draft, above = blank_plan(frame, earlier), cast(dict[str, Any], higher)
    paths = [f"{name}/{at}" for name in ("targets", "tasks", "deadlines") for at in range(len(above[name]))]
    grown: Any = take_up(higher, draft, paths, seed=frame.seed)
    # What it asks of communes by name, where no task or time limit says it already.
    left = [row.higher for row in compare_plans(higher, grown) if row.part == "tasks" and row.standing == "missing"]
    grown = take_up(higher, grown, filter(None, left), seed=frame.seed)
    grown["themes"] += [
        {"of": theme["of"], "text": theme["text"], "year": theme.get("year"), "id": fresh_id(frame.seed, f"theme {at}")}
        for at, theme in enumerate(higher["themes"])
        if theme["of"] in ("province", "national")
    ]
    return rest_on(grown, higher, frame.seed)


def rest_on(own: Plan, higher: Plan, seed: str = "") -> Plan:
    """The own plan with the higher one among its legal bases, first of those that are not law. Changes `own`."""
    head = higher["document"]
    number = f"{head['number']}/{head['symbol']}" if head["number"] and head["symbol"] else None
    if number and any((basis["number"] or "") == number for basis in own["legal_bases"]):
        return own
    basis: Any = {
        "type": head["kind"] if head["kind"] != "pledge" else "other",
        "number": number,
        "date": head["date"],
        "issuer": head["issuer"]["name"],
        "title": head["title"],
        "role": "basis",
        "id": fresh_id(seed, f"basis {head.get('id') or number or head['title']}"),
    }
    if all(known.get("id") != basis["id"] for known in own["legal_bases"]):
        own["legal_bases"].append(basis)
    return own
