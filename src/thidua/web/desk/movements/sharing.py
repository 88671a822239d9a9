"""The page of Giao chỉ tiêu between form and rows: what is stored, what was typed or divided instead, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.apps.movements.queries.sharing import ShareTable
from thidua.apps.movements.services import ShareRow
from thidua.core.movements.shares import (
    FINEST,
    KIND_SENTENCES,
    Part,
    Party,
    PastedLine,
    ShareKind,
    divide,
    may_divide,
    read_pasted,
    read_share,
    shares_fit,
    step_of,
    total_of,
)
from thidua.core.verdicts import Reason
from thidua.core.viet.numbers import format_number
from thidua.web.desk.movements.table import KIND_LABELS, KIND_ORDER


@dataclass
class Line:
    """One unit: what stands in its boxes, as text."""

    unit: Any
    stored: Any
    picked: bool = False
    weight: str = ""
    value: str = ""
    note: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.unit.id)

    @property
    def was(self) -> str:
        """What was given before the last change, "" when there was no change after the launch."""
        return format_number(self.stored.was) if self.stored and self.stored.was is not None else ""


class SharePage:
    """The lines by kind of unit. `posted` is what was typed; without it the stored shares are shown."""

    def __init__(self, table: ShareTable, posted: QueryDict | None = None) -> None:
        self.table, self.posted = table, posted
        self.measure = table.chosen.measure
        self.kind = table.chosen.kind
        self.typed = self.kind in (ShareKind.ADDS, ShareKind.ALIKE)
        self.step = step_of(self.measure) if self.kind is ShareKind.ADDS else FINEST
        units = sorted(table.units, key=_order)
        self.lines = [self._line(unit) for unit in units]
        self.pasted: list[PastedLine] = []
        self.other: list[str] = []
        self.why_errors: list[str] = []

    def _line(self, unit: Any) -> Line:
        stored = self.table.shares.get(unit.id)
        live = stored if stored and not stored.taken_back else None
        if self.posted is None:
            value = format_number(live.value) if live and live.value is not None else ""
            return Line(unit, stored, picked=live is not None, value=value, note=live.note if live else "")
        sent, key = self.posted, str(unit.id)
        picked = key in sent.getlist("pick")
        typed = [sent.get(f"{name}-{key}", "") for name in ("weight", "value", "note")]
        return Line(unit, stored, picked, *typed)

    @property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        """(kind, its label, lines), for the table."""
        grouped = groupby(self.lines, key=lambda line: line.unit.kind)
        return [(kind, str(KIND_LABELS[kind]), list(rows)) for kind, rows in grouped]

    @property
    def kind_sentence(self) -> str:
        return KIND_SENTENCES[self.kind]

    def rows(self) -> list[ShareRow] | None:
        """What was sent, ready for the service; None when a figure cannot be read, which is told at its line."""
        found = []
        for line in self.lines:
            if self.typed and not line.value.strip():
                if line.picked:
                    line.errors.append(_("Nhập số giao, hoặc bỏ chọn đơn vị này."))
                continue
            if not self.typed and not line.picked:
                continue
            value = self._figure(line, line.value) if self.typed else self.measure["value"]
            found.append(ShareRow(line.unit.id, None if value is None else Decimal(value), line.note))
        return None if any(line.errors for line in self.lines) else found

    def _figure(self, line: Line, text: str) -> Decimal | None:
        read = read_share(text, self.step)
        if read.fault:
            line.errors.append(read.fault)
        return read.value

    def fill(self, what: str) -> str:
        """Carry out a pressed button and say what it did; nothing is stored."""
        name, _colon, which = what.partition(":")
        if name == "kind":
            return self._pick(which)
        if name == "paste":
            return self._paste()
        if name == "level":
            return self._level()
        return self._divide(by_weight=name == "weights")

    def _pick(self, kind: str) -> str:
        rows = [line for line in self.lines if line.unit.kind == kind]
        on = not all(line.picked for line in rows)
        for line in rows:
            line.picked = on
        word = _("Đã chọn %(n)d đơn vị.") if on else _("Đã bỏ chọn %(n)d đơn vị.")
        return word % {"n": len(rows)}

    def _level(self) -> str:
        """The common level to every unit that is picked."""
        rows = [line for line in self.lines if line.picked]
        for line in rows:
            line.value = format_number(Decimal(self.measure["value"]))
        if not rows:
            self.other.append(_("Chọn ít nhất một đơn vị để giao."))
            return ""
        return _("Đã ghi mức chung cho %(n)d đơn vị, chưa lưu.") % {"n": len(rows)}

    def _divide(self, *, by_weight: bool) -> str:
        parties = self._parties(by_weight)
        if parties is None:
            return ""
        if not (verdict := may_divide(self.measure, parties)):
            self.take(verdict.reasons)
            return ""
        shares = divide(total_of(self.measure), parties, self.step)
        for line in self.lines:
            line.value = format_number(shares[line.key]) if line.key in shares else ""
            line.picked = line.key in shares
        return _("Đã chia cho %(n)d đơn vị, chưa lưu.") % {"n": len(shares)}

    def _parties(self, by_weight: bool) -> list[Party] | None:
        found = []
        for line in self.lines:
            if by_weight and line.weight.strip():
                read = read_share(line.weight, Decimal(1))
                if read.fault:
                    line.errors.append(read.fault)
                found.append(Party(line.key, line.unit.sort_key, read.value or Decimal(0)))
            elif line.picked:
                found.append(Party(line.key, line.unit.sort_key, Decimal(0 if by_weight else 1)))
        return None if any(line.errors for line in self.lines) else found

    def _paste(self) -> str:
        """Two columns from a sheet into the boxes of weights or of shares; wrong lines fill nothing and are told."""
        into = "weight" if self.posted and self.posted.get("paste_into") == "weight" else "value"
        units = [(line.key, line.unit.name, line.unit.short_name) for line in self.lines]
        text = self.posted.get("pasted", "") if self.posted else ""
        self.pasted = read_pasted(text, units, self.step if into == "value" else Decimal(1))
        lines = {line.key: line for line in self.lines}
        good = [one for one in self.pasted if not one.fault and one.value is not None]
        for one in good:
            setattr(lines[one.key], into, format_number(one.value))
            lines[one.key].picked = True
        if not self.pasted:
            self.other.append(_("Chưa dán gì: chép hai cột tên đơn vị và số từ Excel rồi dán vào ô."))
        return _("Đã đọc %(good)d trong %(all)d dòng, chưa lưu.") % {"good": len(good), "all": len(self.pasted)}

    @property
    def faults(self) -> list[PastedLine]:
        return [one for one in self.pasted if one.fault]

    def balance(self) -> list[str]:
        """How the shares that stand in the boxes fit the common level, in words."""
        parts = []
        for line in self.lines:
            if line.value.strip() and self.typed and not (read := read_share(line.value, self.step)).fault:
                parts.append(Part(line.key, line.unit.shown, read.value))
        return [reason.text for reason in shares_fit(self.measure, parts).reasons] if parts else []

    def take(self, reasons: Iterable[Reason]) -> None:
        """Put each reason of a refusal where it belongs."""
        lines = {line.key: line for line in self.lines}
        for reason in reasons:
            item = (reason.field or "").partition("-")[2]
            if item in lines:
                lines[item].errors.append(reason.text)
            elif reason.field == "why":
                self.why_errors.append(reason.text)
            else:
                self.other.append(reason.text)


def _order(unit: Any) -> tuple[bool, int, str]:
    """Residential groups first: most of what is shared out goes to them."""
    return unit.kind != "residential_group", KIND_ORDER.get(unit.kind, 99), unit.sort_key
