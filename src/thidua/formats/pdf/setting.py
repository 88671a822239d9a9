"""A paper as the plain values that the Typst template sets: what is told, and what Python has measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from thidua.core.papers.form import FORM, MOTTO
from thidua.core.papers.model import Annex, Block, Entry, Heading, Paper, Paragraph, Table, Tone
from thidua.core.papers.wording import labelled, number_line, place_line, printed, printed_cells, recipient_lines
from thidua.formats.pages.face import width
from thidua.formats.pages.lines import MARKER, OPENS
from thidua.formats.pages.setting import HeadMeasures, addressed, head_measures, room_of

Values: TypeAlias = dict[str, Any]
# A row or an ending that fills more than this share of a page may be cut.
_MOST_LINES = 30
_BREAK_HERE = "\u200b"
# Where a line may not break, because the next line would look like a new paragraph to an eye and to our reader.
_BOUND = re.compile(rf" (?={MARKER.pattern}|{OPENS.pattern})")
_BOUND_AFTER = re.compile(r"(năm \d{4}|(?:BAN NHÂN DÂN|VIỆT NAM|CHỦ TỊCH|Hạnh phúc)) (?=\S)")
_TIE = "\u00a0"
# A line broken behind a stroke or a hyphen would be read back with a blank there: "25%/ năm", "57- NQ/TW".
_STROKE = re.compile(r"(?<=\w)(%?[/-])(?=\w)")
_AFTER_DASH = re.compile(rf"(?<=[ {_TIE}][-–]) (?=\S)")
_UNBROKEN = "\\1\u2060"


def paper_values(paper: Paper) -> Values:
    """Everything of one paper."""
    room = room_of(paper.landscape)
    return {
        "landscape": paper.landscape,
        "head": _head(paper, head_measures(paper.head, room)),
        "body": list(_blocks(paper.body, room)),
        "ending": _ending(paper),
        "annexes": [_annex(annex) for annex in paper.annexes],
    }


def _head(paper: Paper, measures: HeadMeasures) -> Values:
    head = paper.head
    return {
        "above": _told(head.above),
        "issuer": _told(head.issuer),
        "motto": list(MOTTO),
        "number": printed(number_line(head)),
        "place": printed(place_line(head)),
        "name": printed(head.name),
        "title": printed(head.title) if head.name else "",
        "subject": "" if head.name else printed(head.title),
        "left": measures.left,
        "gap": measures.gap,
        "lower": measures.lower,
        "issuer_rule": measures.issuer_rule,
        "motto_rule": measures.motto_rule,
        "title_room": measures.title_room,
        "title_rule": measures.title_rule,
    }


def _told(lines: Sequence[str]) -> list[str]:
    return [line for line in map(printed, lines) if line]


def _blocks(body: Sequence[Block], room: float) -> Iterator[Values]:
    for at, block in enumerate(body):
        match block:
            case Paragraph():
                lead, words = printed(block.lead), printed(block.text)
                tone = "addresses" if block.tone is Tone.ADDRESS and addressed(body, at) else block.tone.value
                if lead or words:
                    yield {"kind": "text", "tone": tone, "lead": lead, "words": _bound(words)}
            case Heading():
                level = min(max(block.level, 1), 3)
                if words := labelled(block.label, block.text):
                    yield {"kind": "heading", "level": level, "words": words}
            case Entry():
                if words := labelled(block.label, block.text):
                    yield {"kind": "entry", "words": _bound(words)}
            case Table():
                if block.columns:
                    yield _table(block, room)


def _bound(words: str) -> str:
    """Running text whose lines begin and end only where it still reads as one paragraph."""
    tied = _BOUND_AFTER.sub(rf"\1{_TIE}", _BOUND.sub(_TIE, words))
    return _STROKE.sub(_UNBROKEN, _AFTER_DASH.sub(f"\u2060{_TIE}", tied))


def _table(table: Table, room: float) -> Values:
    shares = [max(column.width, 1) for column in table.columns]
    widths = [room * share / sum(shares) - 2.4 for share in shares]
    columns = [
        {"title": _fitting(" ".join(printed(c.title).split()), wide), "width": share, "align": c.align.value}
        for c, share, wide in zip(table.columns, shares, widths, strict=True)
    ]
    rows = []
    for row in table.rows:
        cells = list(printed_cells(row))
        if not row.group:
            cells = [_fitting(cell, wide) for cell, wide in zip(cells, widths, strict=False)]
            cells += [""] * (len(widths) - len(cells))
        long = any(len(cell) > _MOST_LINES * wide / 2.5 for cell, wide in zip(cells, widths, strict=False))
        rows.append({"cells": cells or [""], "group": row.group, "long": long})
    return {"kind": "table", "columns": columns, "rows": rows}


def _fitting(words: str, wide: float) -> str:
    """The words with places to break in those that are wider than their column."""
    # No letter is wider than its size; what is short enough need not be measured.
    short = wide / (FORM.table * 25.4 / 72)
    if all(len(word) <= short or width(word, FORM.table) <= wide for word in words.split()):
        return _STROKE.sub(_UNBROKEN, words)
    return " ".join(_BREAK_HERE.join(word) if width(word, FORM.table) > wide else word for word in words.split())


def _ending(paper: Paper) -> Values:
    recipients = _told(recipient_lines(paper.recipients.lines, paper.recipients.archive))
    signatures = [{"authority": _told(sign.authority), "name": printed(sign.name)} for sign in paper.signatures]
    return {"recipients": recipients, "signatures": signatures, "long": len(recipients) > _MOST_LINES}


def _annex(annex: Annex) -> Values:
    return {
        "landscape": annex.landscape,
        "label": printed(annex.label),
        "title": printed(annex.title),
        "note": printed(annex.note),
        "body": list(_blocks(annex.body, room_of(annex.landscape))),
    }
