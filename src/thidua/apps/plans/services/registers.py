"""What the ward keeps for its plans: texts to use again, documents with their days, themes of the year."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Plan, SavedText, TextKind, ThemeOwner, WardInstrument, YearTheme
from thidua.apps.plans.services.correcting import stamp_reason
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.law.instruments import plain_number
from thidua.core.permits import Act, may
from thidua.core.plans.corrections import item_at
from thidua.core.plans.identity import path_of
from thidua.core.plans.typed_fields import PASSAGE, unusable
from thidua.core.verdicts import Reason, no, refuse
from thidua.core.viet.text import clean, fold


def save_text(kind: str, text: str, *, commune: UUID, by: Actor, now: datetime) -> SavedText:
    """Keep a sentence to use again; the same words (without marks) of a kind are kept once."""
    require(may(by, Act.LIBRARY_KEEP, commune=commune))
    wrong = [_at(found, "text") for found in (unusable(text, PASSAGE), stamp_reason(text, field="text")) if found]
    text = clean(text)
    if len(text) < 3:
        wrong.append(Reason("text_short", "Nhập đoạn văn.", field="text"))
    if kind not in TextKind.values:
        wrong.append(Reason("not_a_choice", "Chọn mục của đoạn văn.", field="kind"))
    require(refuse(wrong))
    folded = fold(text)
    digest = hashlib.sha256(re.sub(r"\W+", " ", folded).strip().encode()).hexdigest()
    with writing(commune, by=by, now=now) as journal:
        known = SavedText.objects.filter(commune=commune, kind=kind, digest=digest, withdrawn_at__isnull=True).first()
        if known:
            return known
        row = SavedText.objects.create(
            commune=commune, kind=kind, text=text, folded=folded, digest=digest, saved_by=by.person, saved_at=now
        )
        journal.record(Event.TEXT_SAVED, row.id, {"kind": kind, "text": text})
    return row


def _at(reason: Reason, field: str) -> Reason:
    return Reason(reason.code, reason.message, reason.params, reason.source, field)


def save_item_text(plan: Plan, item: str, *, by: Actor, now: datetime) -> SavedText:
    """Keep the words of one item of a plan to use again."""
    reading = reading_of(plan.versions.order_by("-ordinal").first())
    path = path_of(reading, item)
    kind = (path or "").split("/")[-2] if path and "/" in path else path or ""
    found = item_at(reading, path) if path else None  # type: ignore[arg-type]
    if found is None or kind not in TextKind.values:
        require(no("no_such_item", "Mục này không lưu thành đoạn văn được."))
    text = str((found or {}).get("text") or (found or {}).get("form") or "")
    return save_text(kind, text, commune=plan.commune, by=by, now=now)


def withdraw_text(text: SavedText, *, by: Actor, now: datetime) -> None:
    """Take a saved text out of the register; plans that hold its words keep them. Twice does no harm."""
    require(may(by, Act.LIBRARY_KEEP, commune=text.commune))
    with writing(text.commune, by=by, now=now) as journal:
        row = SavedText.objects.get(pk=text.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            journal.record(Event.TEXT_WITHDRAWN, row.id, {"kind": row.kind, "used": row.used})


@dataclass(frozen=True)
class InstrumentValues:
    """What a ward knows of a document: `since` the first day on which it holds, `until` the first on which it no more
    does."""

    type: str
    number: str
    title: str
    issuer: str = ""
    dated: date | None = None
    since: date | None = None
    until: date | None = None
    replaced_by: str = ""
    note: str = ""
    source: str = ""


def keep_instrument(
    values: InstrumentValues,
    *,
    commune: UUID,
    by: Actor,
    now: datetime,
    known: WardInstrument | None = None,
    base: int | None = None,
) -> WardInstrument:
    """Enter a document, or change `known`. `base` is the revision that the form showed: somebody else's later change is
    never written over. Raises Refused with a reason per field."""
    require(may(by, Act.LIBRARY_KEEP, commune=commune))
    require(refuse(_wrong_instrument(values)))
    plain = plain_number(values.number)
    with writing(commune, by=by, now=now) as journal:
        row = WardInstrument.objects.get(pk=known.pk) if known else WardInstrument(commune=commune, entered_at=now)
        if known and base is not None and row.revision != base:
            require(no("conflict", "Người khác vừa sửa văn bản này. Tải lại trang rồi sửa tiếp.", field="number"))
        same = WardInstrument.objects.filter(commune=commune, plain=plain, withdrawn_at__isnull=True)
        if same.exclude(pk=row.pk).exists():
            require(no("instrument_known", "Văn bản {number} đã có trong sổ.", field="number", number=values.number))
        for name, value in vars(values).items():
            setattr(row, name, value)
        row.plain, row.entered_by = plain, by.person
        row.revision = row.revision + 1 if known else 1
        row.save()
        event = Event.INSTRUMENT_CHANGED if known else Event.INSTRUMENT_ENTERED
        told = {"number": row.number, "since": row.since, "until": row.until, "replaced_by": row.replaced_by}
        journal.record(event, row.id, told)
    return row


def _wrong_instrument(values: InstrumentValues) -> list[Reason]:
    found = []
    if not re.search(r"\d", values.number):
        found.append(Reason("number", "Nhập số, ký hiệu, ví dụ 152/2025/NĐ-CP.", field="number"))
    if len(clean(values.title)) < 3:
        found.append(Reason("title", "Nhập trích yếu của văn bản.", field="title"))
    if values.since and values.until and values.until <= values.since:
        words = "Ngày hết hiệu lực phải sau ngày có hiệu lực."
        found.append(Reason("A58", words, field="until"))
    if values.replaced_by and values.until is None:
        words = "Đã có văn bản thay thế thì ghi ngày văn bản này hết hiệu lực."
        found.append(Reason("until", words, field="until"))
    for name in ("number", "title", "issuer", "replaced_by", "note", "source"):
        if stamped := stamp_reason(getattr(values, name), field=name):
            found.append(stamped)
    return found


def withdraw_instrument(row: WardInstrument, *, by: Actor, now: datetime) -> None:
    """Take the ward's own entry out of the register; plans that cite the document still do. Twice does no harm."""
    require(may(by, Act.LIBRARY_KEEP, commune=row.commune))
    with writing(row.commune, by=by, now=now) as journal:
        row = WardInstrument.objects.get(pk=row.pk)
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            journal.record(Event.INSTRUMENT_WITHDRAWN, row.id, {"number": row.number})


def enter_theme(year: int, of: str, text: str, *, commune: UUID, by: Actor, now: datetime) -> YearTheme:
    """Enter the theme of a year, or put other words in its place. Raises Refused with the reason at its field."""
    require(may(by, Act.LIBRARY_KEEP, commune=commune))
    wrong = [_at(found, "text") for found in (unusable(text, 500), stamp_reason(text, field="text")) if found]
    text = clean(text).strip('“”" ')
    if len(text) < 3:
        wrong.append(Reason("text_short", "Nhập chủ đề.", field="text"))
    if not 2000 <= year <= 2100:
        wrong.append(Reason("year", "Năm ghi đủ 4 chữ số, ví dụ 2027.", field="year"))
    if of not in ThemeOwner.values:
        wrong.append(Reason("not_a_choice", "Chọn chủ đề của ai.", field="of"))
    require(refuse(wrong))
    with writing(commune, by=by, now=now) as journal:
        row = YearTheme.objects.filter(commune=commune, year=year, of=of).first()
        if row and row.text == text:
            return row
        before = row.text if row else None
        row = row or YearTheme(commune=commune, year=year, of=of)
        row.text, row.entered_by, row.entered_at = text, by.person, now
        row.save()
        journal.record(Event.THEME_ENTERED, row.id, {"year": year, "of": of, "before": before, "after": text})
    return row
