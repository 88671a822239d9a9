"""Where the items of a written plan stand in its own text: the words of each looked up in the order of the paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from thidua.core.plans.identity import items
from thidua.core.plans.model import Plan, Source
from thidua.core.viet.text import fold, nfc

_SAID = {
    "document": ("title",),
    "movement": ("name",),
    "period": ("text",),
    "phases": ("label", "name", "text"),
    "themes": ("text",),
    "legal_bases": ("number", "title"),
    "measures": ("as_written", "metric"),
    "assignments": ("unit",),
    "deadlines": ("when", "what"),
    "commendation": ("text", "form"),
    "recipients": ("name",),
    "members": ("unit",),
    "channels": ("name",),
    "linked_movements": ("name",),
    "signatory": ("name", "position"),
}
_INSIDE = ("measures", "sub_targets", "duties")


def placed(plan: Plan, text: str) -> Plan:
    """The plan with `text` as its `x_text` and the `source` of every item whose words stand in it; others have none.

    Changes and returns `plan`. Words are found without regard to marks, case and blanks; a measure is looked for
    inside its target, a duty behind its unit. What stands nowhere (the day behind a rhythm) has no place.
    """
    seeker = _Seeker(nfc(text))
    plan["x_text"] = seeker.text
    for path, item in items(plan):  # type: ignore[arg-type]
        steps = path.split("/")
        kind = steps[-2] if steps[-1].isdigit() else steps[-1]
        holder = "/".join(steps[:-2]) if kind in _INSIDE and len(steps) > 2 else ""
        found = seeker.find(item, _SAID.get(kind, ("text",)), holder=holder, kind=kind)
        item.pop("source", None)
        if found:
            # The head of the paper ends with its title.
            found = (0, found[1]) if path == "document" else found
            seeker.places[path] = found
            item["source"] = seeker.source(*found)
    issuer: Any = plan["document"]["issuer"]
    issuer.pop("source", None)
    if found := seeker.find(issuer, ("name",), holder="", kind="issuer"):
        issuer["source"] = seeker.source(*found)
    return plan


class _Seeker:
    """The text without marks and case, and how far each list has come in it."""

    def __init__(self, text: str) -> None:
        self.text, self.plain = text, fold(text)
        self.starts = [0, *(sign.end() for sign in re.finditer("\n", text))]
        self.places: dict[str, tuple[int, int]] = {}
        self.reached: dict[str, int] = {}

    def source(self, start: int, end: int) -> Source:
        lines = [bisect_right(self.starts, start), bisect_right(self.starts, max(start, end - 1))]
        return {"lines": lines, "chars": [start, end]}

    def find(self, item: dict[str, Any], names: tuple[str, ...], *, holder: str, kind: str) -> tuple[int, int] | None:
        """The place of the first of an item's words that stands in the text, from where its list has come to."""
        if len(self.plain) != len(self.text):
            return None
        since, until = self.places.get(holder, (0, 0)) if holder else (0, 0)
        inside = bool(holder and kind != "duties")
        begin = since if holder else self.reached.get(kind, 0)
        begin = max(begin, self.reached.get(kind, 0)) if kind == "duties" else begin
        for name in names:
            words = " ".join(str(item.get(name) or "").split())
            if len(words) < 2:
                continue
            form = re.compile(r"\s+".join(map(re.escape, fold(words).split(" "))))
            found = form.search(self.plain, begin, until) if inside and until else form.search(self.plain, begin)
            if found is None and not inside:
                found = form.search(self.plain)
            if found:
                self.reached[kind] = found.end() if kind != "duties" else max(self.reached.get(kind, 0), found.end())
                return found.span()
        return (since, until) if inside and until else None
