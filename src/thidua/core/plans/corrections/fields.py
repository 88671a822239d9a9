"""What a clerk corrects in a reading: one field of one item, by path, as typed; the given plan stays as it was."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, get_args

from thidua.core.plans.model import (
    CRITERION_KINDS,
    NEEDS_RANGE,
    NEEDS_VALUE,
    OPERATORS,
    Bound,
    DeadlineKind,
    InstrumentType,
    MemberRole,
    MovementType,
    Plan,
    Role,
    Stage,
    ThemeOf,
)
from thidua.core.plans.typed_fields import (
    LINE,
    PASSAGE,
    Read,
    choice,
    day,
    document_number,
    figure,
    maybe_words,
    modes,
    number,
    people,
    whole_number,
    words,
    year,
)
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse
from thidua.core.viet.dates import day_first


def item_at(plan: Plan, path: str) -> dict[str, Any] | None:
    """The item at a path such as "targets/3", "targets/3/measures/0", "document" or "document/issuer"; else None."""
    here: Any = plan
    for step in path.strip("/").split("/"):
        if isinstance(here, list) and step.isascii() and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        elif isinstance(here, dict) and step in here:
            here = here[step]
        else:
            return None
    return here if isinstance(here, dict) else None


_DATES: dict[str, Read] = {"from": day, "to": day}
# Which fields of which items a form may change; the path pattern stands for any number.
_FIELDS: dict[str, dict[str, Read]] = {
    "document": {
        "number": document_number,
        "symbol": maybe_words,
        "date": day,
        "place": maybe_words,
        "title": words(5, 2 * LINE),
    },
    "document/issuer": {"name": words(3)},
    "movement": {"name": words(5), "type": choice(*get_args(MovementType))},
    "period": _DATES,
    "phases/#": {"label": words(1), "name": maybe_words, **_DATES},
    "targets/#": {
        "text": words(3, PASSAGE),
        "label": maybe_words,
        "group": maybe_words,
        "lead": people,
        "support": people,
    },
    "measures/#": {
        "metric": words(2, PASSAGE),
        "operator": choice(*OPERATORS),
        "value": number,
        "value_max": number,
        "unit": maybe_words,
    },
    "tasks/#": {
        "text": words(3, PASSAGE),
        "label": maybe_words,
        "group": maybe_words,
        "lead": people,
        "support": people,
        "due": day,
        "product": maybe_words,
    },
    "purposes/#": {"text": words(3, PASSAGE), "label": maybe_words},
    "requirements/#": {"text": words(3, PASSAGE), "label": maybe_words},
    "objective": {"text": words(3, PASSAGE)},
    "assignments/#": {"unit": words(2)},
    "duties/#": {"text": words(3, PASSAGE), "role": choice(*get_args(Role))},
    "deadlines/#": {
        "date": day,
        "bound": choice(*get_args(Bound)),
        "kind": choice(*get_args(DeadlineKind)),
        "what": words(3, PASSAGE),
        "when": words(2),
        "who": people,
        "to": maybe_words,
    },
    "commendation/#": {
        "form": words(3),
        "stage": choice(*get_args(Stage)),
        "authority": maybe_words,
        "collectives": whole_number,
        "individuals": whole_number,
        "text": maybe_words,
    },
    "themes/#": {"of": choice(*get_args(ThemeOf)), "text": words(3), "year": year},
    "legal_bases/#": {
        "type": choice(*get_args(InstrumentType)),
        "number": maybe_words,
        "date": day,
        "issuer": maybe_words,
        "title": maybe_words,
        "role": choice("basis", "cited"),
    },
    "recipients/#": {"name": words(2), "note": maybe_words},
    "linked_movements/#": {"name": words(3), "launched_by": maybe_words},
    "channels/#": {"name": words(2)},
    "members/#": {"unit": words(2), "role": choice(*get_args(MemberRole))},
    "criteria/#": {
        "label": maybe_words,
        "text": words(3, PASSAGE),
        "points": figure,
        "kind": choice(*CRITERION_KINDS),
    },
    "signatory": {"name": maybe_words, "position": maybe_words, "mode": modes, "behalf_of": maybe_words},
}


def _fields_at(path: str) -> dict[str, Read]:
    """The editable fields of an item: found by the whole path, else by its last list and number."""
    steps = path.strip("/").split("/")
    if path in _FIELDS:
        return _FIELDS[path]
    if len(steps) < 2 or not steps[-1].isdigit():
        return {}
    kind = "targets" if steps[-2] == "sub_targets" else steps[-2]
    return _FIELDS.get(f"{kind}/#", {})


def correct(plan: Plan, path: str, field: str, value: str) -> tuple[Plan, Verdict]:
    """The plan with one field changed, or the same plan and why not. `value` is the text of the form field.

    Figures and dates are read as forms are: two readings are refused with the question that names both. The rules of
    the schema hold: a level needs a figure, a range needs both, a qualitative measure has none. A figure typed into
    a qualitative measure makes it `equal`; an upper figure makes a range.
    """
    return correct_fields(plan, path, {field: value})


def correct_fields(plan: Plan, path: str, values: Mapping[str, str]) -> tuple[Plan, Verdict]:
    """Several fields of one item at once, all or none; what `correct` says holds for the item as a whole."""
    path = path.strip("/")
    changed = copy.deepcopy(plan)
    item = item_at(changed, path)
    fields = _fields_at(path)
    refusals: list[Reason] = []
    for field, value in values.items():
        if item is None or field not in fields:
            return plan, no("no_such_field", "Không có ô này trong kế hoạch.", field=field)
        new, refused = fields[field](value)
        if refused is not None:
            refusals.append(Reason(refused.code, refused.message, refused.params, refused.source, field))
        item[field] = new
    if refusals or item is None:
        return plan, refuse(refusals)
    verdict = _allowed(path, item, tuple(values))
    return (changed, verdict) if verdict else (plan, verdict)


def _allowed(path: str, item: dict[str, Any], fields: tuple[str, ...]) -> Verdict:
    field = fields[0] if fields else None
    if "measures/" in path:
        return _measure_holds(item, fields)
    if path.startswith("deadlines/") and not (item.get("date") or item.get("recurrence") or item.get("after")):
        return no("deadline_needs_time", "Nhập ngày của hạn này, ví dụ 05/12/2026.", field=field)
    if path.startswith("legal_bases/") and not (item.get("number") or item.get("title")):
        return no("basis_needs_name", "Ghi số ký hiệu hoặc tên văn bản.", field=field)
    if path in ("document", "period") or path.startswith(("phases/", "legal_bases/")):
        for name in ("date", "from", "to"):
            if isinstance(item.get(name), str) and "Q" in item[name]:
                return no("no_quarter", "Nhập ngày, tháng hoặc năm; chỗ này không ghi quý.", field=field)
    since, until = item.get("from"), item.get("to")
    if since and until and until < since[: len(until)]:
        return no(
            "A58",
            "Thời gian kết thúc ({until}) trước khi bắt đầu ({since}).",
            field=field,
            until=day_first(until),
            since=day_first(since),
        )
    return YES


def _measure_holds(measure: dict[str, Any], fields: tuple[str, ...]) -> Verdict:
    """The rules between operator and figures. What the clerk typed last decides: a figure or the operator."""
    _follow_figures(measure, fields)
    operator, value, top = measure["operator"], measure.get("value"), measure.get("value_max")
    if operator == "qualitative":
        measure["value"] = measure["unit"] = None
    if operator in NEEDS_VALUE | NEEDS_RANGE and value is None:
        return no("needs_value", "Nhập mức cần đạt.", field="value")
    if operator in NEEDS_RANGE and top is None:
        return no("needs_range", "Nhập cả mức dưới và mức trên.", field="value_max")
    if top is not None and value is not None and top < value and operator in (*NEEDS_RANGE, "decrease"):
        return no("range_turned", "Mức trên phải lớn hơn mức dưới.", field="value_max")
    if operator not in NEEDS_RANGE and operator != "decrease":
        measure.pop("value_max", None)
    return YES


def _follow_figures(measure: dict[str, Any], fields: tuple[str, ...]) -> None:
    """A figure typed where the operator has none changes the operator, unless the operator was typed too."""
    if "operator" in fields:
        return
    if "value" in fields and measure["value"] is not None and measure["operator"] == "qualitative":
        measure["operator"] = "equal"
    if "value_max" in fields and measure.get("value_max") is not None:
        ranges = {"increase_at_least": "increase_between", "decrease": "decrease"}
        if measure["operator"] not in NEEDS_RANGE:
            measure["operator"] = ranges.get(measure["operator"], "between")
