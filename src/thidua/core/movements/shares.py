"""Sharing a ward's target out to units and residential groups: what adds up, what holds for each, who gets how much.

Counts and money add up to the ward's level. A rate does not: forty groups at 95 % make 95 %. What is kept, what is
zero and what holds "mỗi đơn vị" passes to each unit as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.core.plans.model import Measure
from thidua.core.plans.sentences import goal_sentence
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse, yes
from thidua.core.viet.numbers import format_number, read_number
from thidua.core.viet.text import clean, fold


class ShareKind(StrEnum):
    """How a measure goes to units."""

    ADDS = "adds"
    ALIKE = "alike"
    EACH = "each"
    AS_IS = "as_is"


KIND_SENTENCES = {
    ShareKind.ADDS: "Số giao cho các đơn vị cộng lại thành mức chung.",
    ShareKind.ALIKE: "Đây là tỷ lệ hoặc mức bình quân: giao cho từng đơn vị, không cộng lại.",
    ShareKind.EACH: "Kế hoạch ghi mức này cho mỗi đơn vị, nên giao nguyên cho từng đơn vị.",
    ShareKind.AS_IS: "Mức này giữ nguyên cho từng đơn vị, không chia.",
}
LARGEST = Decimal(10) ** 11
FINEST = Decimal("0.0001")
_PASSED_ON = frozenset({"maintain", "complete", "rank", "qualitative"})
_RATE = re.compile(r"%|‰|/|phan tram|phan nghin")
_NOT_SUMMED = frozenset({"lan", "diem", "tuoi", "ngay", "gio", "bac", "hang", "cap", "muc do"})
_SCALED = re.compile(r"\b(ty|ti|trieu|nghin|ngan)\b")
_MEASURED = frozenset({"ha", "hecta", "km", "km2", "m", "m2", "m3", "met", "tan", "ta", "kg", "lit", "kwh"})
_MORE_THAN = frozenset({"at_least", "above", "increase_at_least", "increase_between", "decrease"})


def share_kind(measure: Measure) -> ShareKind:
    """How a measure goes to units, from its operator, unit and basis (plan contract, `measures`)."""
    if measure.get("per"):
        return ShareKind.EACH
    if not measure["value"] or measure["operator"] in _PASSED_ON or measure.get("basis") == "rank":
        return ShareKind.AS_IS
    unit = fold(measure["unit"] or "")
    rate = measure.get("basis") in ("share", "growth") or _RATE.search(unit) or unit in _NOT_SUMMED
    return ShareKind.ALIKE if rate or "binh quan" in fold(measure["metric"]) else ShareKind.ADDS


def step_of(measure: Measure) -> Decimal:
    """The smallest part that a share may have: whole things stay whole, money in tỷ or triệu goes to three decimals,
    lengths, areas and weights to one; never coarser than the plan's own figure."""
    unit = fold(measure["unit"] or "").replace("²", "2").replace("³", "3")
    step = Decimal("0.001") if _SCALED.search(unit) else Decimal("0.1") if unit in _MEASURED else Decimal(1)
    for figure in (measure["value"], measure.get("value_max")):
        if figure is not None:
            step = min(step, Decimal(1).scaleb(min(_place(Decimal(figure)), 0)))
    return max(step, FINEST)


def _place(figure: Decimal) -> int:
    """The power of ten of the last digit that is not a zero behind the point."""
    exponent = figure.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def total_of(measure: Measure) -> Decimal:
    """What is divided: the level itself; one step beyond it where the level must be passed or stayed under."""
    value = Decimal(measure["value"] or 0)
    if measure["operator"] == "above":
        return value + step_of(measure)
    if measure["operator"] == "below":
        return max(value - step_of(measure), Decimal(0))
    return value


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in a division. `order` decides between equal claims, so that chance and typing order do not."""

    key: str
    order: str
    weight: Decimal = Decimal(1)


def may_divide(measure: Measure, parties: Sequence[Party]) -> Verdict:
    """Whether the level can be divided among these parties by their weights."""
    kind = share_kind(measure)
    if kind is not ShareKind.ADDS:
        return no("not_divided", KIND_SENTENCES[kind])
    if not parties:
        return no("D01", "Chọn ít nhất một đơn vị để giao.", field="units")
    reasons = [
        Reason("D22", "Trọng số không được âm.", field=f"weight-{party.key}") for party in parties if party.weight < 0
    ]
    if not reasons and not any(party.weight for party in parties):
        reasons = [Reason("D23", "Trọng số đều bằng 0; nhập số hộ, số hội viên… của từng đơn vị.", field="weights")]
    if abs(total_of(measure)) >= LARGEST:
        reasons.append(Reason("B52", "Số quá lớn; sửa đơn vị tính ở kế hoạch, ví dụ tỷ đồng thay cho đồng."))
    return refuse(reasons)


def divide(total: Decimal, parties: Sequence[Party], step: Decimal) -> dict[str, Decimal]:
    """Shares in whole steps that add up to `total` exactly: the largest remainders get the steps left over.

    `total` is a whole number of steps, no weight negative, one above zero. The order of `parties` does not matter.
    """
    weights = {party.key: Fraction(party.weight) for party in parties}
    whole = Fraction(total) / Fraction(step)
    sum_of_weights = sum(weights.values())
    exact = {key: whole * weight / sum_of_weights for key, weight in weights.items()}
    steps = {key: int(share) for key, share in exact.items()}
    left = int(whole) - sum(steps.values())
    claims = sorted(parties, key=lambda one: (steps[one.key] - exact[one.key], -one.weight, one.order, one.key))
    for party in claims[:left]:
        steps[party.key] += 1
    return {key: count * step for key, count in steps.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit is to be given; `value` None where the measure has no figure."""

    key: str
    name: str
    value: Decimal | None


def shares_fit(measure: Measure, parts: Sequence[Part]) -> Verdict:
    """Whether these shares may be given. Allowed with the reasons to show: what is over, what lies below the level."""
    if not parts:
        return YES
    kind = share_kind(measure)
    if kind in (ShareKind.EACH, ShareKind.AS_IS):
        return _passed_on(measure, parts, kind)
    reasons = [reason for part in parts if (reason := _wrong(measure, part))]
    if reasons:
        return refuse(reasons)
    return _adds_up(measure, parts) if kind is ShareKind.ADDS else yes(*_beneath(measure, parts))


def _passed_on(measure: Measure, parts: Sequence[Part], kind: ShareKind) -> Verdict:
    wrong = [part for part in parts if part.value != measure["value"]]
    return refuse([Reason("not_divided", KIND_SENTENCES[kind], field=f"value-{part.key}") for part in wrong])


def _wrong(measure: Measure, part: Part) -> Reason | None:
    field, named = f"value-{part.key}", {"name": part.name}
    if part.value is None:
        return Reason("D01", "Nhập số giao cho {name}, hoặc bỏ đơn vị này.", named, field=field)
    if part.value < 0:
        return Reason("D22", "Số giao cho {name} không được âm.", named, field=field)
    if part.value >= LARGEST:
        return Reason("B52", "Số giao cho {name} quá lớn.", named, field=field)
    step = step_of(measure) if share_kind(measure) is ShareKind.ADDS else FINEST
    if part.value % step:
        unit = f" ({measure['unit']})" if measure["unit"] else ""
        if step == 1:
            return Reason("D21", "Số giao cho {name} phải là số nguyên{unit}.", named | {"unit": unit}, field=field)
        places = {"name": part.name, "places": str(-_place(step))}
        return Reason("D21", "Số giao cho {name} có quá {places} chữ số thập phân.", places, field=field)
    if measure.get("basis") == "share" and part.value > 100:
        return Reason("D20", "Tỷ lệ giao cho {name} không quá 100%.", named, field=field)
    return None


def _adds_up(measure: Measure, parts: Sequence[Part]) -> Verdict:
    given = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    low, high = _span(measure)
    unit = f" {measure['unit']}" if measure["unit"] else ""
    told = {"given": format_number(given), "goal": goal_sentence(measure), "unit": unit}
    if low is not None and given < low:
        text = "Đã giao {given}{unit}; mức chung là {goal}, còn {left}{unit} chưa giao."
        return refuse([Reason("share_short", text, told | {"left": format_number(low - given)}, field="total")])
    if high is not None and given > high:
        text = "Đã giao {given}{unit}; mức chung là {goal}, thừa {left}{unit}."
        return refuse([Reason("share_over", text, told | {"left": format_number(given - high)}, field="total")])
    over = given - total_of(measure)
    if measure["operator"] in _MORE_THAN and over > 0:
        text = "Đã giao {given}{unit}, hơn mức chung {left}{unit}."
        return yes(Reason("share_more", text, told | {"left": format_number(over)}))
    return YES


def _span(measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that the shares may add up to (plan contract, `operator`)."""
    operator, total = measure["operator"], total_of(measure)
    if operator in _MORE_THAN:
        return total, None
    if operator in ("at_most", "below"):
        return None, total
    if operator == "between":
        top = measure.get("value_max")
        return total, None if top is None else Decimal(top)
    return total, total


def _beneath(measure: Measure, parts: Sequence[Part]) -> Iterable[Reason]:
    """Units whose rate is less demanding than the common one: then the others must do more."""
    level = Decimal(measure["value"] or 0)
    lower = measure["operator"] in ("at_most", "below") or measure.get("better") == "lower"
    easier = [
        part.name for part in parts if part.value is not None and (part.value > level if lower else part.value < level)
    ]
    if easier:
        text = "Mức nhẹ hơn mức chung ({goal}): {names}. Các đơn vị khác phải cao hơn để bù."
        text = text.replace("cao hơn", "thấp hơn") if lower else text
        yield Reason("share_below", text, {"goal": goal_sentence(measure), "names": ", ".join(easier)})


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A typed share: its value, or what is wrong with it."""

    value: Decimal | None = None
    fault: str = ""


def read_share(text: str, step: Decimal, *, own: bool = True) -> ReadFigure:
    """A figure as typed or pasted. "1.784" is 1784 where parts of a thing cannot be given; elsewhere `own` input is
    taken the Vietnamese way, in which the page writes it, and pasted input is asked about."""
    answer = read_number(text, percent=True)
    if answer.refusal:
        return ReadFigure(fault=answer.refusal.text)
    fitting = [reading.value for reading in answer.readings if not reading.value % step] or [answer.readings[0].value]
    if len(fitting) > 1 and not own and answer.question:
        return ReadFigure(fault=f"{answer.question.text} Gõ thẳng vào ô.")
    return ReadFigure(fitting[0])


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line pasted from a sheet. `fault` says what is wrong with it; then it fills nothing."""

    number: int
    text: str
    key: str = ""
    value: Decimal | None = None
    fault: str = ""


_COLUMNS = re.compile(r"\t|;|\s{2,}")
_LAST = re.compile(r"^(.*\S)\s+(\S+)$")
MOST_LINES = 500


def read_pasted(text: str, units: Sequence[tuple[str, str, str]], step: Decimal) -> list[PastedLine]:
    """Two columns, unit and figure, one unit a line. `units` are (key, name, short name); blank lines are left out.

    A name must be that of one unit, marks and capitals apart; nothing is guessed. Each unit may come once.
    """
    named: dict[str, list[str]] = {}
    for key, *names in units:
        for name in {fold(clean(one)) for one in names if one}:
            named.setdefault(name, []).append(key)
    lines: list[PastedLine] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        if line.strip():
            found = _pasted(number, line.strip(), named, step)
            before = next((one for one in lines if found.key and one.key == found.key), None)
            if before:
                found = PastedLine(number, found.text, fault=f"Đơn vị này đã có ở dòng {before.number}.")
            lines.append(found)
    return lines


def _pasted(number: int, line: str, named: dict[str, list[str]], step: Decimal) -> PastedLine:
    cells = [cell.strip() for cell in _COLUMNS.split(line) if cell.strip()]
    if len(cells) == 1 and (parted := _LAST.match(cells[0])) and fold(clean(cells[0])) not in named:
        cells = list(parted.groups())
    if len(cells) != 2:
        return PastedLine(number, line, fault="Mỗi dòng cần hai cột: tên đơn vị và số.")
    keys = named.get(fold(clean(cells[0])), [])
    if len(keys) != 1:
        why = "Nhiều đơn vị trùng tên này; ghi tên đầy đủ." if keys else "Không có đơn vị tên này trong danh sách."
        return PastedLine(number, line, fault=why)
    figure = read_share(cells[1], step, own=False)
    return PastedLine(number, line, "" if figure.fault else keys[0], figure.value, figure.fault)
