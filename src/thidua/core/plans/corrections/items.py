"""Items of a reading come, go and change their kind; the document and the given plan stay as they were."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

from thidua.core.plans.corrections.clauses import clean_passage
from thidua.core.plans.corrections.fields import correct_fields, item_at
from thidua.core.plans.model import Deadline, DeadlineKind, Plan, Target
from thidua.core.plans.reading.duties import read_role
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.typed_fields import LINE, PASSAGE, day, unusable
from thidua.core.verdicts import YES, Reason, Verdict, no
from thidua.core.viet.text import clean

Item = dict[str, Any]
# The field that a new item of a list needs, and what it begins with.
_BLANK: dict[str, tuple[str, Item]] = {
    "tasks": ("text", {}),
    "purposes": ("text", {}),
    "requirements": ("text", {}),
    "themes": ("text", {"of": "commune"}),
    "legal_bases": ("title", {"type": "other", "number": None, "date": None, "role": "cited"}),
    "recipients": ("name", {}),
    "channels": ("name", {}),
    "linked_movements": ("name", {}),
    "phases": ("label", {"from": None, "to": None}),
    "commendation": ("form", {"stage": "campaign"}),
    "assignments": ("unit", {}),
    "duties": ("text", {"role": "perform"}),
    "members": ("unit", {"role": "member"}),
    "criteria": ("text", {"points": Decimal(0), "kind": "base"}),
}
_INNER = {"sub_targets": "targets", "duties": "assignments", "members": "block", "criteria": "scoring"}
LISTED = frozenset({"targets", "sub_targets", "measures", "deadlines", *_BLANK})
"""Lists whose items may be taken out; all but measures may also be added to."""
MOVABLE = frozenset({"targets", "tasks", "purposes", "requirements"})
"""Lists of sentences: an item may be moved from one to another, with its words, its source and its id."""
_GONE = no("no_such_item", "Không có mục này trong kế hoạch.")


def add_item(plan: Plan, kind: str, /, *, into: str = "", **fields: str) -> tuple[Plan, Verdict]:
    """The plan with one more item at the end of a list, its fields as typed, or why not.

    A target (`text`, optional `label`, `group`) has one qualitative measure, which the clerk then corrects; a deadline
    needs `what` and `date`. `into` is the path of the target or assignment that a sub-target or duty goes under.
    Without `source`: nobody printed it.
    """
    changed = copy.deepcopy(plan)
    if kind in ("targets", "sub_targets"):
        made, verdict = _target(fields)
    elif kind == "deadlines":
        made, verdict = _deadline(fields)
    else:
        return _blank(changed, plan, kind, into, fields)
    rows = _list_of(changed, kind, into)
    if not verdict or rows is None:
        return plan, verdict if not verdict else _GONE
    rows.append(made)
    return changed, YES


def _list_of(plan: Plan, kind: str, into: str) -> list[Item] | None:
    """The list that an item of a kind goes into; None where nothing can hold it."""
    outer: Any = plan
    if kind in _INNER:
        outer = item_at(plan, into or _INNER[kind])
        if outer is None or (kind in ("sub_targets", "duties") and not into.startswith(_INNER[kind])):
            return None
        outer.setdefault(kind, [])
    rows: list[Item] | None = outer.get(kind)
    return rows


def _blank(changed: Plan, plan: Plan, kind: str, into: str, fields: Mapping[str, str]) -> tuple[Plan, Verdict]:
    rows = _list_of(changed, kind, into) if kind in _BLANK else None
    if rows is None:
        return plan, _GONE
    main, blank = _BLANK[kind]
    rows.append(copy.deepcopy(blank) | {main: None, "confidence": Decimal(1)})
    outer = into or _INNER.get(kind, "")
    path = "/".join(filter(None, (outer, kind, str(len(rows) - 1))))
    typed = {main: fields.get(main, "")} | dict(fields)
    duty = typed.pop("text", "") if kind == "assignments" else ""
    made, verdict = correct_fields(changed, path, typed)
    if verdict and kind == "assignments":
        (item_at(made, path) or {})["duties"] = []
        made, verdict = _blank(made, plan, "duties", path, {"text": duty})
    elif verdict and kind == "duties":
        duty_item = item_at(made, path) or {}
        duty_item["role"] = read_role(duty_item["text"])
    return (made, verdict) if verdict else (plan, verdict)


def _unusable_fields(fields: Mapping[str, str], **most: int) -> tuple[Reason, ...]:
    found = [(name, unusable(fields.get(name, ""), limit)) for name, limit in most.items()]
    return tuple(replace(refused, field=name) for name, refused in found if refused)


def _target(fields: Mapping[str, str]) -> tuple[Any, Verdict]:
    text = clean(fields.get("text", ""))
    if wrong := _unusable_fields(fields, text=PASSAGE, label=LINE, group=LINE):
        return None, Verdict(False, wrong)
    if len(text) < 3:
        return None, no("text_short", "Nhập nội dung chỉ tiêu.", field="text")
    target: Target = {
        "label": clean(fields.get("label", "")) or None,
        "group": clean(fields.get("group", "")) or None,
        "text": text,
        "measures": [{"metric": text, "operator": "qualitative", "value": None, "unit": None}],
        "confidence": Decimal(1),
    }
    return target, YES


def _deadline(fields: Mapping[str, str]) -> tuple[Any, Verdict]:
    what = clean(fields.get("what", ""))
    if wrong := _unusable_fields(fields, what=PASSAGE, date=LINE):
        return None, Verdict(False, wrong)
    if len(what) < 3:
        return None, no("text_short", "Nhập việc phải làm trước hạn.", field="what")
    date, refused = day(fields.get("date", ""))
    if date is None:
        reason = refused or Reason("D01", "Chưa nhập ngày. Ghi dạng 05/12/2026.")
        return None, Verdict(False, (replace(reason, field="date"),))
    sort = fields.get("kind", "report")
    deadline: Deadline = {
        "kind": sort if sort in get_args(DeadlineKind) else "other",  # type: ignore[typeddict-item]
        "when": clean(fields["date"]),
        "date": date,
        "bound": "by",
        "what": what,
        "confidence": Decimal(1),
    }
    return deadline, YES


def remove_item(plan: Plan, path: str) -> tuple[Plan, Verdict]:
    """The plan without one item of a list; a target keeps at least one measure, a unit at least one duty."""
    steps = path.strip("/").split("/")
    holder = "/".join(steps[:-2])
    listed = steps[-2] if len(steps) > 1 else ""
    if listed not in LISTED or item_at(plan, path) is None:
        return plan, _GONE
    changed = copy.deepcopy(plan)
    owner: Any = item_at(changed, holder) if holder else changed
    if listed == "measures" and len(owner[listed]) == 1:
        return plan, no("last_measure", "Chỉ tiêu phải còn ít nhất một mức. Muốn bỏ cả chỉ tiêu, xóa chỉ tiêu.")
    if listed == "duties" and len(owner[listed]) == 1:
        return plan, no("last_duty", "Đơn vị phải còn ít nhất một việc. Muốn bỏ cả đơn vị, bấm Bỏ đơn vị này.")
    del owner[listed][int(steps[-1])]
    return changed, YES


def move_item(plan: Plan, path: str, kind: str, fresh: Callable[[], str]) -> tuple[Plan, Verdict]:
    """The plan with a sentence in another list, or why not: a target that is in truth a task, and back.

    Words, source and id go with it. A new target gets the measures that its words state, with ids from `fresh`; the
    measures of a target that becomes something else are let go. It stands where its words stand in the paper.
    """
    steps = path.strip("/").split("/")
    item = item_at(plan, path)
    listed = steps[-2] if len(steps) > 1 else ""
    if item is None or kind not in MOVABLE or listed not in MOVABLE | {"sub_targets"} or listed == kind:
        return plan, _GONE
    if item.get("sub_targets") and kind != "targets":
        return plan, no("has_parts", "Chỉ tiêu này có các ý. Gộp các ý lại trước khi chuyển.")
    changed = copy.deepcopy(plan)
    owner: Any = item_at(changed, "/".join(steps[:-2])) if len(steps) > 2 else changed
    moved = owner[listed].pop(int(steps[-1]))
    kept = _KEPT if kind in ("targets", "tasks") else _KEPT_OF_A_SENTENCE
    made = {name: moved[name] for name in kept if name in moved}
    if kind == "targets":
        made["measures"] = moved.get("measures") or _measures(plan, moved, fresh)
        made |= {"sub_targets": moved["sub_targets"]} if moved.get("sub_targets") else {}
    place(changed[kind], made)  # type: ignore[literal-required]
    return changed, YES


_KEPT_OF_A_SENTENCE = ("label", "text", "source", "as_read", "id", "confidence")
_KEPT = (*_KEPT_OF_A_SENTENCE, "group", "lead", "support")


def place(rows: list[Item], item: Item) -> int:
    """Put an item where its words stand in the paper, at the end without a source. Returns its index."""
    start = (item.get("source") or {"chars": [None]})["chars"][0]
    at = len(rows)
    if start is not None:
        after = [(row.get("source") or {"chars": [-1]})["chars"][0] > start for row in rows]
        at = after.index(True) if True in after else len(rows)
    rows.insert(at, item)
    return at


def _measures(plan: Plan, item: Item, fresh: Callable[[], str]) -> list[Item]:
    text, whole = item["text"], plan.get("x_text", "")
    chars = (item.get("source") or {}).get("chars")
    printed = clean_passage(whole, *chars) if chars else Passage("", ())
    if printed.text == text:
        found: list[Any] = list(read_measures(Sheet(whole), printed))
    else:
        found = list(read_measures(Sheet(text), Passage(text, range(len(text)))))
        for one in found:
            one.pop("source", None)  # its places are those of the typed words
    return [one | {"id": fresh()} for one in found]
