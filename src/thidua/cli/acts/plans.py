"""`plan read`: what the reader finds in a file, without a data folder and without storing anything."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from typing import Any

from thidua.cli.speech import say
from thidua.jobs.keeping.stops import Exit, Stop

_SIGNS = {
    "at_least": "≥",
    "at_most": "≤",
    "above": ">",
    "below": "<",
    "increase_at_least": "tăng ≥",
    "decrease": "giảm",
}


def read(given: Namespace) -> int:
    """Exit 0 read, 3 with one line when the file cannot be taken."""
    from thidua.formats.child import read_paper_limited
    from thidua.formats.guard import MAX_FILE
    from thidua.formats.refusals import Refusal, megabytes

    if (size := given.file.stat().st_size) > MAX_FILE:
        raise Stop(Exit.STATE, "A36", f"Tệp {megabytes(size)}, tối đa {megabytes(MAX_FILE)}.")
    try:
        found, read = read_paper_limited(given.file.read_bytes(), given.file.name)
    except Refusal as refused:
        raise Stop(Exit.STATE, refused.reason.code, " ".join(refused.text.split())) from refused
    plan: Any = read
    plan["input"] = {
        "file": given.file.name,
        "media_type": found.media_type,
        "sha256": found.sha256,
        "ocr": found.ocr,
        "text_sha256": found.text_sha256,
    }
    if found.pages:
        plan["input"]["pages"] = found.pages
    if given.json:
        from thidua.core.plans.contract import dumps

        print(dumps(plan))
    else:
        _summary(plan, [note.text for note in found.notes])
    return int(Exit.DONE)


def _summary(plan: Any, notes: list[str]) -> None:
    head = plan["document"]
    number = f"{head['number'] or '(chưa có số)'}/{head['symbol'] or '...'}"
    say(f"{head['title'] or '(không thấy trích yếu)'}")
    say(f"  {head['issuer']['name'] or '(không thấy cơ quan ban hành)'}; số {number}; ngày {_day(head['date'])}")
    period = plan["period"]
    say(f"  Thời gian: {_day(period['from'])} đến {_day(period['to'])}")
    signed = plan["signatory"]
    if signed and signed.get("name"):
        say(f"  Người ký: {signed['name']}, {signed.get('position') or ''}".rstrip(", "))
    _list("Chỉ tiêu", [_target(at, item) for at, item in enumerate(plan["targets"], 1)])
    _list("Thời hạn", [f"{item['when']}: {item.get('what') or ''}" for item in plan["deadlines"]])
    _list("Phân công", [f"{item['unit']} ({len(item['duties'])} việc)" for item in plan["assignments"]])
    _list("Khen thưởng", [_award(item) for item in plan["commendation"]])
    counts = {"nhiệm vụ": "tasks", "căn cứ": "legal_bases", "chủ đề": "themes", "nơi nhận": "recipients"}
    say("\nCòn có: " + ", ".join(f"{len(plan[name])} {word}" for word, name in counts.items()))
    _list("Cần xem lại", [*notes, *(_warning(item) for item in plan.get("warnings", []))])


def _list(title: str, lines: list[str]) -> None:
    if lines:
        say(f"\n{title} ({len(lines)})")
        for line in lines:
            say(f"  - {line if len(line) <= 150 else line[:149] + '…'}")


def _day(text: str | None) -> str:
    return "/".join(reversed(text.split("-"))) if text else "(không ghi)"


def _warning(item: Any) -> str:
    return item if isinstance(item, str) else item.get("text") or item.get("message") or str(item)


def _award(item: Any) -> str:
    quotas = [(item.get("collectives"), "tập thể"), (item.get("individuals"), "cá nhân")]
    told = ", ".join(f"{_figure(many)} {whom}" for many, whom in quotas if many is not None)
    return f"{item['form']}{': ' + told if told else ''}"


def _figure(value: Decimal | int | None) -> str:
    from thidua.core.viet.numbers import format_number

    return "" if value is None else format_number(value)


def _target(at: int, item: Any) -> str:
    levels = []
    for measure in item["measures"]:
        if measure.get("value") is not None:
            upto = f" - {_figure(measure['value_max'])}" if measure.get("value_max") is not None else ""
            sign = _SIGNS.get(measure["operator"], "")
            levels.append(f"{sign} {_figure(measure['value'])}{upto} {measure.get('unit') or ''}".strip())
    return f"{item.get('label') or at} {item['text']}" + (f"  [{'; '.join(levels)}]" if levels else "")
