"""Checking a plan: fields of the reading corrected one by one, items added and removed, findings kept with a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from thidua.apps.journal.services import Refused, require, writing
from thidua.apps.plans.mapping import Reading, put_reading, reading_of
from thidua.apps.plans.models import Plan, PlanVersion
from thidua.apps.plans.services.confirming import confirm_typed
from thidua.apps.plans.services.filing import copy_head
from thidua.apps.plans.services.remarks import open_findings
from thidua.apps.plans.services.writers import called, who_wrote
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.corrections import correct, item_at
from thidua.core.plans.corrections.figures import plain_value, unconfirmed
from thidua.core.plans.drafting import follow_words, settle_notes
from thidua.core.plans.drafting.paper import written
from thidua.core.plans.identity import name_items, path_of
from thidua.core.plans.life import PLAN_STEPS, may_correct, may_write
from thidua.core.plans.reading.structure.secrecy import secrecy_stamp
from thidua.core.plans.typed_fields import unusable
from thidua.core.verdicts import Reason, Verdict, no, refuse
from thidua.core.viet.text import clean


@dataclass(frozen=True)
class Correction:
    """What came of an edit: the value now stored, and the other value when somebody else was faster."""

    value: Any
    revision: int
    theirs: Any = None

    @property
    def conflict(self) -> bool:
        return self.theirs is not None


def _current(plan: Plan) -> PlanVersion:
    return PlanVersion.objects.filter(plan=plan).order_by("-ordinal").select_related("plan").first()


def edit_reading(
    plan: Plan, by: Actor, now: datetime, change: Callable[[PlanVersion, Reading], tuple[Event, dict[str, Any]] | None]
) -> PlanVersion:
    """Open the current version under the lock, let `change` alter its reading in place, store and journal it.

    A drafted version is written anew, so that its text and the places in it say what the reading says; once it is
    signed the text is that of the paper and stays.
    """
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        version = _current(plan)
        require(may_correct(version.plan.state))
        reading = reading_of(version)
        if entered := change(version, reading):
            if version.drafted and may_write(version.plan.state):
                version.text = written(reading)["x_text"]
            put_reading(version, reading)
            version.revision += 1
            version.save()
            copy_head(version.plan, reading)
            event, content = entered
            content, named = _without_names(reading, content)
            journal.record(event, plan.id, {"version": version.ordinal} | content, personal=named)
    return version


def _without_names(reading: Reading, content: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The content without the name of who signed, and that name apart: it enters the chain as a commitment."""
    if path_of(reading, str(content.get("item", ""))) != "signatory":
        return content, {}
    if content.get("field") == "name":
        return content | {"before": None, "after": None}, {side: content[side] for side in ("before", "after")}
    told = {side: dict(content[side]) for side in ("before", "after") if isinstance(content.get(side), dict)}
    return content | told, {f"name_{side}": values.pop("name") for side, values in told.items() if "name" in values}


def correct_plan(
    plan: Plan, item: str, field: str, typed: str, *, base: str | None, by: Actor, now: datetime
) -> Correction:
    """Store what the clerk typed for one field of one item (`item` is its id).

    `base` is the value the page showed (as text). When the stored value is another by now, nothing is written and both
    are returned. Raises Refused with the reason at its field when the typed text cannot be used.
    """
    outcome: list[Correction] = []

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        path = path_of(reading, item)
        if path is None:
            raise Refused(no("gone", "Mục này không còn trong bản đang kiểm tra. Tải lại trang.", field=field))
        before = (item_at(reading, path) or {}).get(field)
        corrected, verdict = correct(reading, path, field, typed)
        require(verdict)
        after = (item_at(corrected, path) or {}).get(field)
        if base is not None and shown(before) != base and shown(before) != shown(after):
            outcome.append(Correction(after, version.revision, theirs=before if before is not None else ""))
            return None
        outcome.append(Correction(after, version.revision + (before != after)))
        if before == after:
            return None
        reading.clear()
        reading.update(corrected)
        return Event.PLAN_CORRECTED, {"item": item, "field": field, "before": shown(before), "after": shown(after)}

    edit_reading(plan, by, now, change)
    return outcome[0]


@dataclass(frozen=True)
class ItemCorrection:
    """What came of saving fields of one item: reasons by field, and the other value, with who wrote it, where somebody
    was faster."""

    changed: tuple[str, ...] = ()
    errors: dict[str, list[Reason]] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)
    who: dict[str, str] = field(default_factory=dict)


def correct_plan_item(
    plan: Plan,
    item: str,
    typed: dict[str, str],
    bases: dict[str, str],
    *,
    by: Actor,
    now: datetime,
    writes: bool = False,
) -> ItemCorrection:
    """Store several fields of one item at once, so that fields that need each other (the figures of a range) may change
    together. A field that cannot be used, or that somebody else changed since `bases` was shown, is left as it is; the
    others are stored. "issuer/name" is a field of a part of the item. A field without a base is stored in any case.
    `writes`: words of a draft are written, which ends with the signature.
    """
    outcome: list[ItemCorrection] = []

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        if writes:
            require_draft(version)
        path = path_of(reading, item)
        if path is None:
            raise Refused(no("gone", "Mục này không còn trong bản đang kiểm tra. Tải lại trang."))
        theirs = {
            name: _field_of(reading, path, name)
            for name in typed
            if name in bases and shown(_field_of(reading, path, name)) != bases[name]
        }
        wanted = {name: text for name, text in typed.items() if name not in theirs}
        corrected, errors = _corrected(reading, path, wanted)
        if version.drafted:
            corrected, errors = _written_again(reading, corrected, path, wanted, errors)
        before = {name: shown(_field_of(reading, path, name)) for name in wanted}
        after = {name: shown(_field_of(corrected, path, name)) for name in wanted}
        changed = tuple(name for name in wanted if before[name] != after[name])
        who = {name: who_wrote(version.plan, item, name, by=by) for name in theirs}
        outcome.append(ItemCorrection(changed, errors, theirs, who))
        if not changed:
            return None
        sure = item_at(corrected, path) or {}
        if "confidence" in sure:
            sure["confidence"] = 1
        reading.clear()
        reading.update(corrected)
        confirm_typed(version, corrected, item, changed, by=by, now=now)
        was = {name: before[name] for name in changed}
        return Event.PLAN_CORRECTED, {"item": item, "before": was, "after": {name: after[name] for name in changed}}

    edit_reading(plan, by, now, change)
    return outcome[0]


def _field_of(reading: Reading, path: str, name: str) -> Any:
    *inner, last = name.split("/")
    return (item_at(reading, "/".join([path, *inner])) or {}).get(last)


def require_draft(version: PlanVersion) -> None:
    """Raises Refused for words of a paper that was filed, and once the draft is signed."""
    require(may_write(version.plan.state))
    if not version.drafted:
        require(no("not_drafted", "Kế hoạch này nạp từ tệp, không soạn ở đây. Sửa phần đã đọc ở trang kiểm tra."))


def _written_again(
    reading: Reading, corrected: Reading, path: str, wanted: dict[str, str], errors: dict[str, list[Reason]]
) -> tuple[Reading, dict[str, list[Reason]]]:
    """A corrected draft with what follows from the changed words; the item is looked at, so its notes are settled."""
    for name, text in wanted.items():
        if stamped := stamp_reason(text, field=name):
            return reading, errors | {name: [stamped]}
    changed = tuple(name for name in wanted if _field_of(reading, path, name) != _field_of(corrected, path, name))
    followed, verdict = follow_words(corrected, path, changed)  # type: ignore[arg-type]
    if not verdict:
        field = verdict.reasons[0].field or next(iter(wanted), "")
        return reading, errors | {field: list(verdict.reasons)}
    grown: Any = name_items(followed, lambda: str(uuid4()))  # type: ignore[arg-type]
    return (settle_notes(grown, item=(item_at(grown, path) or {})["id"]) if changed else grown), errors  # type: ignore[return-value]


_STAMPED = "Nội dung có dấu độ mật. Hệ thống không lưu; xử lý theo quy định bí mật nhà nước."


def stamp_reason(text: str, *, field: str) -> Reason | None:
    """Why typed words cannot be kept: they bear a stamp of secrecy, as an uploaded paper would (annex A63)."""
    return Reason("A63", _STAMPED, field=field) if secrecy_stamp(text) else None


def _corrected(reading: Reading, path: str, wanted: dict[str, str]) -> tuple[Reading, dict[str, list[Reason]]]:
    """The reading with every field that can be stored, and why the others cannot.

    A measure is taken through the one operator that bears any figure, so that neither the operator nor its figures has
    to come first; if it does not hold together at the end, nothing of it is stored.
    """
    errors: dict[str, list[Reason]] = {}
    measure = "measures/" in path and wanted
    now = (item_at(reading, path) or {}).get("operator", "")
    order = dict(wanted)
    working = reading
    if measure:
        order = {name: text for name, text in wanted.items() if name != "operator"}
        working, _ = correct(reading, path, "operator", "decrease")
    for name, text in order.items():
        *inner, last = name.split("/")
        working, verdict = correct(working, "/".join([path, *inner]), last, text)
        if not verdict:
            errors[name] = list(verdict.reasons)
    if measure and not errors:
        working, verdict = correct(working, path, "operator", wanted.get("operator", now))
        if not verdict:
            reason = verdict.reasons[0]
            name = reason.field if reason.field in ("value", "value_max") else "operator"
            errors[name] = list(verdict.reasons)
    return (reading if measure and errors else working), errors


def shown(value: Any) -> str:
    """A stored value as a form shows it and sends it back as its base."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return plain_value(value)


LONGEST_WHY = 300


def keep_finding(plan: Plan, key: str, why: str, *, by: Actor, now: datetime, over: str = "") -> None:
    """ "Giữ nguyên": the finding stays as it is, with the clerk's word for it.

    Refused when somebody else kept it meanwhile with another word, unless that word is `over`: it was shown.
    """
    why = clean(why)
    if not why:
        require(no("keep_why", "Ghi một câu vì sao giữ nguyên.", field="why"))
    if wrong := unusable(why, LONGEST_WHY):
        require(refuse([replace(wrong, field="why")]))

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]]:
        known = version.kept.get(key)
        if known and known["by"] != str(by.person or "") and known["why"] not in (why, over):
            words = "{who} vừa giữ nguyên điều này: “{theirs}”. Bấm Ghi lần nữa để thay bằng lời đang gõ."
            who = called(known["by"])
            raise Refused(no("kept_already", words, field="why", who=who, theirs=known["why"]))
        # The id, not the name: a person whose values are erased must not stay here.
        version.kept[key] = {"why": why, "by": str(by.person or ""), "at": now.isoformat()}
        return Event.PLAN_FINDING_KEPT, {"finding": key, "why": why}

    edit_reading(plan, by, now, change)


def _print(version: PlanVersion) -> None:
    """From here on the text of a draft is that of the paper which goes to be signed, word for word."""
    reading = reading_of(version)
    version.text = written(reading, exact=True)["x_text"]  # type: ignore[arg-type, typeddict-item]
    put_reading(version, reading)
    version.save(update_fields=["text", "reading"])


CHOICES = ("strict", "inclusive")
WEEKENDS = ("keep", "roll")


def choose_deadline(plan: Plan, item: str, *, choice: str, weekend: str, by: Actor, now: datetime) -> None:
    """How a "trước ngày" is meant (strict or inclusive) and what a weekend does (keep the day, or roll on)."""
    if choice not in CHOICES or weekend not in WEEKENDS:
        require(no("D34", "Chọn một trong các cách hiểu hạn đang hiện trên trang.", field="choice"))

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]]:
        if path_of(reading, item) is None:
            raise Refused(no("gone", "Mốc này không còn trong bản đang kiểm tra. Tải lại trang."))
        version.choices[item] = {"choice": choice, "weekend": weekend}
        return Event.PLAN_CORRECTED, {"item": item, "field": "choice", "after": f"{choice}, {weekend}"}

    edit_reading(plan, by, now, change)


def check_plan_done(plan: Plan, *, by: Actor, now: datetime) -> Plan:
    """The clerk is through with checking. Findings do not block here: what blocks a launch is asked at the launch.

    Figures of a scan do: whether the machine read them rightly only a person can tell, and he or she can tell it now.
    """
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        version = _current(plan)
        row, reading = version.plan, reading_of(version)
        left = len(unconfirmed(reading, version.confirmed))  # type: ignore[arg-type]
        if left and PLAN_STEPS.may_move(row.state, "check"):
            words = "Bản quét còn {left} số liệu chưa xác nhận. Xem từng số rồi bấm Đúng, hoặc sửa lại."
            require(no("figures_left", words, left=left))
        if row.state in ("checked", "signed"):
            return row
        verdict: Verdict = PLAN_STEPS.may_move(row.state, "check")
        require(verdict)
        row.state = PLAN_STEPS.after("check")
        row.save(update_fields=["state"])
        if version.drafted:
            _print(version)
        still = len(open_findings(version, reading_of(version), None))
        journal.record(Event.PLAN_CHECKED, plan.id, {"version": version.ordinal, "findings_left": still})
    return row
