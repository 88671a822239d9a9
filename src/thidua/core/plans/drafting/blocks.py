"""The blocks of a draft's fixed sections: added from a sentence that the reader takes apart, moved, taken out."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any, get_args

from thidua.core.plans.corrections import item_at
from thidua.core.plans.drafting.sentences import (
    read_award,
    read_bases_typed,
    read_duty_role,
    read_limit,
    read_target_measures,
)
from thidua.core.plans.model import InstrumentType, Plan
from thidua.core.plans.typed_fields import LINE, PASSAGE, day, people, unusable
from thidua.core.verdicts import YES, Reason, Verdict, no
from thidua.core.viet.text import clean

KINDS = (
    "themes", "legal_bases", "purposes", "requirements", "objective", "targets", "tasks", "phases", "assignments",
    "duties", "deadlines", "commendation", "recipients",
)  # fmt: skip
"""What may be added to a draft."""
_MOVED = frozenset(KINDS) - {"objective"} | {"sub_targets", "measures"}
_NUMBERED = frozenset({"targets", "tasks", "purposes", "requirements", "phases"})
_ASKED = {
    "themes": "Nhập chủ đề.",
    "legal_bases": "Nhập văn bản làm căn cứ.",
    "purposes": "Nhập mục đích.",
    "requirements": "Nhập yêu cầu.",
    "objective": "Nhập mục tiêu chung.",
    "targets": "Nhập chỉ tiêu thành một câu.",
    "tasks": "Nhập nhiệm vụ.",
    "phases": "Nhập tên giai đoạn.",
    "assignments": "Nhập tên đơn vị.",
    "duties": "Nhập việc giao cho đơn vị.",
    "deadlines": "Nhập việc phải làm trước hạn.",
    "commendation": "Nhập hình thức khen thưởng.",
    "recipients": "Nhập nơi nhận.",
}


def add_block(plan: Plan, kind: str, typed: Mapping[str, str], *, within: str = "") -> tuple[Plan, Verdict, int]:
    """The plan with what was typed as new blocks at the end of a section, a verdict, and how many blocks were added.

    `typed["text"]` is the sentence. More: themes `of` and `year`; targets and tasks `lead`; deadlines `when`, `who`;
    duties need `within`, the path of their unit. Blocks have no id yet.
    """
    text = clean(typed.get("text", ""))
    if kind not in KINDS:
        return plan, no("no_such_section", "Không có mục này trong kế hoạch."), 0
    refused = unusable(typed.get("text", ""), PASSAGE) or (
        len(text) < (1 if kind == "phases" else 3) and Reason("text_short", _ASKED[kind])
    )
    if refused:
        return plan, Verdict(False, (_at(refused, "text"),)), 0
    made, verdict = _made(kind, text, typed)
    if not verdict:
        return plan, verdict, 0
    changed: Any = copy.deepcopy(plan)
    if kind == "objective":
        changed["objective"] = made[0] | {"id": (changed["objective"] or {}).get("id")}
        if changed["objective"]["id"] is None:
            del changed["objective"]["id"]
        return changed, YES, 1
    holder = item_at(changed, within) if kind == "duties" else changed
    if holder is None or (kind == "duties" and "duties" not in holder):
        return plan, no("no_such_item", "Không có đơn vị này trong kế hoạch. Tải lại trang."), 0
    holder[kind].extend(made)
    if kind in _NUMBERED:
        number_again(holder[kind])
    return changed, YES, len(made)


def _at(reason: Reason, field: str) -> Reason:
    return Reason(reason.code, reason.message, reason.params, reason.source, field)


def _made(kind: str, text: str, typed: Mapping[str, str]) -> tuple[list[dict[str, Any]], Verdict]:
    if kind == "themes":
        return _theme(text, typed)
    if kind == "legal_bases":
        return _chosen(text, typed) if typed.get("type") else read_bases_typed(text)
    if kind == "targets":
        return [
            {"label": None, "group": None, "text": text, "measures": read_target_measures(text)} | _lead(typed)
        ], YES
    if kind == "tasks":
        return [{"label": None, "group": None, "text": text} | _lead(typed)], YES
    if kind == "duties":
        return [{"role": read_duty_role(text), "text": text}], YES
    if kind == "deadlines":
        return _limit(text, typed)
    if kind == "commendation":
        return read_award(text), YES
    if kind == "assignments":
        return [{"unit": text, "duties": []}], YES
    if kind == "phases":
        return [{"label": f"Giai đoạn {text}" if text.isdigit() else text, "name": None, "from": None, "to": None}], YES
    if kind == "recipients":
        return [_recipient(text)], YES
    return [{"label": None, "text": text}], YES


def _lead(typed: Mapping[str, str]) -> dict[str, Any]:
    named, _ = people(typed.get("lead", ""))
    return {"lead": named} if named else {}


def _theme(text: str, typed: Mapping[str, str]) -> tuple[list[dict[str, Any]], Verdict]:
    of, year = typed.get("of", "commune"), typed.get("year", "")
    if of not in ("national", "province", "commune"):
        return [], no("not_a_choice", "Chọn chủ đề của ai.", field="of")
    return [
        {"of": of, "text": text.strip('“”" ')} | ({"year": int(year)} if re.fullmatch(r"20\d\d", year) else {})
    ], YES


def _chosen(title: str, typed: Mapping[str, str]) -> tuple[list[dict[str, Any]], Verdict]:
    """A document chosen from a register, with its parts as the register holds them."""
    date, refused = day(typed.get("date", ""))
    if typed["type"] not in get_args(InstrumentType) or refused:
        return [], no("not_a_choice", "Chọn một văn bản trong danh sách.", field="text")
    number, issuer = (clean(typed.get(name, "")) or None for name in ("number", "issuer"))
    basis = {"type": typed["type"], "number": number, "date": date, "issuer": issuer}
    return [basis | {"title": title if title != number else None, "role": "basis"}], YES


def _limit(text: str, typed: Mapping[str, str]) -> tuple[list[dict[str, Any]], Verdict]:
    when = clean(typed.get("when", ""))
    if refused := unusable(when, LINE):
        return [], Verdict(False, (_at(refused, "when"),))
    read, verdict = read_limit(text, when)
    who, _ = people(typed.get("who", ""))
    return [{"who": who or [], "to": None} | read | {"what": text}], verdict


def _recipient(text: str) -> dict[str, Any]:
    archive = re.match(r"(?i)lưu\s*[:.]?\s*(?P<name>.+)", text)
    if archive:
        return {"name": archive["name"].strip(" .;"), "archive": True}
    note = re.search(r"\s*\((?P<note>[^()]{1,80})\)\s*[;.]?$", text)
    name = (text[: note.start()] if note else text).strip(" -;.")
    return {"name": name, "note": note["note"] if note else None}


def remove_block(plan: Plan, path: str) -> tuple[Plan, Verdict]:
    """The plan without one block; the last measure of a target stays."""
    changed: Any = copy.deepcopy(plan)
    if path == "objective" and plan["objective"]:
        changed["objective"] = None
        return changed, YES
    rows, at, listed = _place(changed, path)
    if rows is None:
        return plan, no("no_such_item", "Không có mục này trong kế hoạch.")
    if listed == "measures" and len(rows) == 1:
        return plan, no("last_measure", "Chỉ tiêu phải còn ít nhất một mức. Muốn bỏ cả chỉ tiêu, xóa chỉ tiêu.")
    del rows[at]
    if listed in _NUMBERED:
        number_again(rows)
    return changed, YES


def move_block(plan: Plan, path: str, step: int) -> tuple[Plan, Verdict]:
    """The plan with one block a place higher (`step` -1) or lower (+1) in its list; at the end nothing moves."""
    changed: Any = copy.deepcopy(plan)
    rows, at, listed = _place(changed, path)
    if rows is None or step not in (-1, 1):
        return plan, no("no_such_item", "Không có mục này trong kế hoạch.")
    if 0 <= at + step < len(rows):
        rows[at], rows[at + step] = rows[at + step], rows[at]
        if listed in _NUMBERED:
            number_again(rows)
    return changed, YES


def _place(plan: Any, path: str) -> tuple[list[Any] | None, int, str]:
    """The list a block stands in, its place there, and the name of the list."""
    steps = path.strip("/").split("/")
    if len(steps) < 2 or not steps[-1].isdigit() or steps[-2] not in _MOVED or item_at(plan, path) is None:
        return None, 0, ""
    holder: Any = item_at(plan, "/".join(steps[:-2])) if len(steps) > 2 else plan
    return holder[steps[-2]], int(steps[-1]), steps[-2]


_COUNT = re.compile(r"(?P<head>\D*?)(?P<n>\d+)(?P<tail>[).]*)")
_LETTER = re.compile(r"(?P<n>[a-zđ])(?P<tail>[).]+)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def number_again(rows: list[Any]) -> None:
    """Give the rows of one list their printed numbers again, in the form of the first that has one. Changes `rows`.

    Numbers begin anew with a group when they did so before; a list without numbers, or with dashes, stays as it is.
    """
    labels = [row.get("label") or "" for row in rows]
    form = next((found for label in labels if (found := _COUNT.fullmatch(label) or _LETTER.fullmatch(label))), None)
    if form is None:
        dash = next((label for label in labels if label in ("-", "+", "*")), None)
        for row in rows:
            if dash and not row.get("label"):
                row["label"] = dash
        return
    lettered = form.re is _LETTER
    first = f"{'' if lettered else form['head']}{'a' if lettered else '1'}{form['tail']}"
    anew = labels.count(first) > 1
    at, group = 0, object()
    for row in rows:
        at = 1 if (anew and row.get("group") != group) else at + 1
        group = row.get("group")
        if lettered:
            row["label"] = f"{_LETTERS[(at - 1) % len(_LETTERS)]}{form['tail']}"
        else:
            row["label"] = f"{form['head']}{at}{form['tail']}"


def follow_words(plan: Plan, path: str, fields: tuple[str, ...]) -> tuple[Plan, Verdict]:
    """What a draft says is what its sentences say: read again what depends on the words that were just changed.

    A target's measures follow its sentence (their ids and grounds are kept in order), a duty's role its words, the
    day of a time limit the words of the limit.
    """
    listed = path.split("/")[-2] if path.count("/") else path
    changed: Any = copy.deepcopy(plan)
    item = item_at(changed, path) or {}
    if listed in ("targets", "sub_targets") and "text" in fields:
        item["measures"] = _kept(item["measures"], read_target_measures(item["text"]))
    elif listed == "duties" and "text" in fields and "role" not in fields:
        item["role"] = read_duty_role(item["text"])
    elif listed == "commendation" and "text" in fields and item.get("text"):
        read = read_award(item["text"])[0]
        for name in ("form", "authority", "collectives", "individuals"):
            item.pop(name, None)
        item.update({name: value for name, value in read.items() if name not in ("stage", "text")})
    elif listed == "deadlines" and "when" in fields and "date" not in fields:
        limit, verdict = read_limit(item["what"], item["when"])
        if not verdict:
            return plan, verdict
        for name in ("date", "recurrence", "after", "bound"):
            item.pop(name, None)
        item.update({name: value for name, value in limit.items() if name not in ("kind", "what")})
    return changed, YES


def _kept(old: list[Any], new: list[Any]) -> list[Any]:
    """New measures with the ids and grounds of the old ones that stand at their places."""
    for before, after in zip(old, new, strict=False):
        if "id" in before:
            after["id"] = before["id"]
        if before.get("baseline") is not None and "baseline" not in after and before["unit"] == after["unit"]:
            after["baseline"] = before["baseline"]
    return new
