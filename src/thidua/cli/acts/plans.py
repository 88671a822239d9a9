"""`plan read` and `plan check`: what a file holds and what is wrong in it; no data folder, nothing is stored."""

from __future__ import annotations

import json
from argparse import Namespace
from decimal import Decimal
from pathlib import Path
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
    found, plan = taken(given.file)
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


def taken(path: Path) -> tuple[Any, Any]:
    """What the formats found in the file, and the plan read from it. Raises Stop (3) when it cannot be taken."""
    from thidua.formats.child import read_paper_limited
    from thidua.formats.guard import MAX_FILE
    from thidua.formats.refusals import Refusal, megabytes

    if (size := path.stat().st_size) > MAX_FILE:
        raise Stop(Exit.STATE, "A36", f"Tệp {megabytes(size)}, tối đa {megabytes(MAX_FILE)}.")
    try:
        return read_paper_limited(path.read_bytes(), path.name)
    except Refusal as refused:
        raise Stop(Exit.STATE, refused.reason.code, " ".join(refused.text.split())) from refused


def check(given: Namespace) -> int:
    """Exit 0 without a finding of severity must, 1 with one, 3 with one line when a file cannot be taken.

    Every file is held against the others, as a paper on screen is held against the library of its ward.
    """
    from thidua.core.plans.findings import ask_plan, beside, check_plan

    # One file by two spellings of its path is one paper.
    files = list({path.resolve(): path for path in reversed(given.files)}.values())[::-1]
    plans = {str(path): _named(path, len(files) > 1) for path in files}
    shelf = {name: beside(name, plan) for name, plan in plans.items()} if len(plans) > 1 else {}
    found = {
        name: check_plan(plan, shelf=[one for other, one in shelf.items() if other != name])
        for name, plan in plans.items()
    }
    asked = {name: ask_plan(plan) for name, plan in plans.items()}
    if given.json:
        told = {"findings": _rows(found), "questions": _rows(asked)}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for name in plans:
            _told(name, found[name], asked[name])
    grave = any(one.severity == "must" for each in found.values() for one in each)
    return int(Exit.WARNED if grave else Exit.DONE)


def _named(path: Path, many: bool) -> Any:
    """The plan of a file; among several files a refusal says which one it was."""
    try:
        return taken(path)[1]
    except Stop as stop:
        if not many:
            raise
        raise Stop(stop.exit_code, stop.code, f"{path}: {stop.text}") from stop


def _rows(found: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Findings as the JSON of `plan check` gives them."""
    return [
        {
            "file": name,
            "code": one.code,
            "severity": one.severity,
            "message": one.message,
            "source": _lines(one.source),
            "related": [{"file": other.file or name, "source": _lines(other.source)} for other in one.related],
            "suggestion": one.suggestion,
            "rule": one.rule,
        }
        for name, each in found.items()
        for one in each
    ]


def _lines(source: Any) -> dict[str, list[int]] | None:
    return {"lines": list(source["lines"])} if source else None


_SEVERITIES = (("must", "Phải sửa"), ("should", "Nên xem"), ("spelling", "Chính tả"))


def _told(name: str, found: list[Any], asked: list[Any]) -> None:
    say(f"{name}: {len(found)} điều cần xem" if found else f"{name}: không thấy lỗi nào")
    for severity, title in _SEVERITIES:
        rows = [one for one in found if one.severity == severity]
        if rows:
            say(f"\n  {title} ({len(rows)})")
        for one in rows:
            say(f"  - {_place(one.source)}{one.message} [{one.code}]")
            if one.suggestion:
                say(f"      Gợi ý: {one.suggestion}")
            if one.rule:
                say(f"      Theo {one.rule}.")
            if one.related:
                others = ", ".join(
                    f"{other.file}, {_place(other.source)}" if other.file else _place(other.source)
                    for other in one.related
                )
                say(f"      Xem thêm: {others.replace(': ', '')}")
    if asked:
        say(f"\n  Cần trả lời khi nhập ({len(asked)})")
        for one in asked:
            say(f"  - {_place(one.source)}{one.message}")
    say("")


def _place(source: Any) -> str:
    if not source:
        return ""
    first, last = source["lines"]
    return f"dòng {first}: " if first == last else f"dòng {first}-{last}: "


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
