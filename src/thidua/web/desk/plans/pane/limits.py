"""How a time limit may be meant: each meaning with the sentence that follows from it. Nothing is chosen beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thidua.core.calendar.deadlines import Deadline, closing_day, needs_choice, sentence, weekend_question


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way to understand a limit; `value` is "strict-keep", "inclusive-roll" and so on."""

    value: str
    sentence: str
    chosen: bool


_WORDS = {"strict": "không tính ngày ấy", "inclusive": "tính cả ngày ấy"}


def limit_of(item: dict[str, Any], choice: dict[str, str]) -> Deadline | None:
    """A time limit of a reading with the clerk's choice as the calendar's value; None when it has no date."""
    if not item.get("date"):
        return None
    return Deadline(
        words=item["when"],
        bound=item.get("bound") or "by",
        date=item["date"],
        choice=choice.get("choice") or None,  # type: ignore[arg-type]
        weekend=choice.get("weekend") or "keep",  # type: ignore[arg-type]
    )


def meanings(item: dict[str, Any], stored: dict[str, str]) -> list[Meaning]:
    """The meanings to choose from, one per different last day; empty when the words leave nothing to ask."""
    if limit_of(item, {}) is None:
        return []
    plain = limit_of(item, {})
    readings = ("strict", "inclusive") if needs_choice(plain) else ("inclusive",)
    found: dict[object, Meaning] = {}
    for choice in readings:
        for weekend in ("keep", "roll"):
            limit = limit_of(item, {"choice": choice, "weekend": weekend})
            if weekend == "roll" and weekend_question(limit) is None:
                continue
            chosen = stored.get("choice") == choice and stored.get("weekend", "keep") == weekend
            words = f"{_WORDS[choice]}: {sentence(limit)}" if len(readings) > 1 else sentence(limit)
            found.setdefault(
                (choice, closing_day(limit)), Meaning(f"{choice}-{weekend}", words[:1].upper() + words[1:], chosen)
            )
    return list(found.values()) if len(found) > 1 else []


def limit_sentence(item: dict[str, Any], stored: dict[str, str]) -> str:
    """What stands beside the words of a limit now."""
    limit = limit_of(item, stored)
    if limit is None:
        return "lặp lại theo kỳ" if item.get("recurrence") else (item.get("after") or "chưa rõ ngày")
    return sentence(limit)
