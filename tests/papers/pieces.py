"""Short pieces of papers with their answers: each file of `fragments/` asks one part of the reader.

A piece is put into a small paper of its own, so that the reader meets it where it would stand; single sentences about
levels go to the reader of measures as they are. What comes out is one tally for each piece.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from likeness import (
    Item,
    alike,
    awards_agree,
    bases_agree,
    deadlines_agree,
    listed,
    measures_agree,
    names_alike,
    recipients_alike,
    themes_alike,
)
from scoring import Plan, Tally, exactly, score, tally_document, tally_lists, tally_signatory

from thidua.core.plans.contract import dumps
from thidua.core.plans.reading import read_plan
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.structure.passages import Passage, Sheet

FOLDER = Path(__file__).parent / "fragments"
HEAD = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
{title}

Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022;
Ủy ban nhân dân xã An Bình ban hành Kế hoạch như sau:

"""
TITLE = "Phát động phong trào thi đua năm 2026"
PURPOSE = "I. MỤC ĐÍCH\n- Thi đua sôi nổi trong toàn xã.\n\n"
FOOT = "\n\nNơi nhận:\n- Lưu: VT.\n"


def read_json(text: str) -> Plan:
    """The reading of a text as the JSON object that would be stored."""
    plan: Plan = json.loads(dumps(read_plan(text)))
    return plan


def _inside(body: str, title: str = TITLE) -> Plan:
    return read_json(HEAD.format(title=title) + body + FOOT)


def measures(piece: Item) -> Tally:
    """`text` is one target; only its levels count."""
    text = piece["text"]
    found = json.loads(json.dumps(read_measures(Sheet(text), Passage(text, range(len(text)))), default=float))
    return tally_lists(found, piece["measures"], exactly(measures_agree))


def awards(piece: Item) -> Tally:
    """`heading` and `text` are the section on awards in a plan called `title`."""
    read = _inside(f"{piece['heading']}\n{piece['text']}", piece["title"])
    return tally_lists(listed(read, "commendation"), piece["commendation"], exactly(awards_agree))


def deadlines(piece: Item) -> Tally:
    """`heading` and `text` are a section that holds time limits."""
    read = _inside(f"{piece['heading']}\n{piece['text']}")
    return tally_lists(listed(read, "deadlines"), piece["deadlines"], exactly(deadlines_agree))


def organisation(piece: Item) -> Tally:
    """`heading` and `text` are the section on who does what; units count, and each duty with its role."""
    read = listed(_inside(f"{piece['heading']}\n{piece['text']}"), "assignments")
    names = list(dict.fromkeys(assignment["unit"] for assignment in read))
    gold = [assignment["unit"] for assignment in piece["assignments"]]
    return tally_lists(names, gold, names_alike) + tally_lists(_duties(read), _duties(piece["assignments"]), _same_duty)


def _duties(assignments: list[Item]) -> list[Item]:
    return [duty for assignment in assignments for duty in listed(assignment, "duties")]


def _same_duty(read: Item, gold: Item) -> float:
    return alike(read["text"], gold["text"]) if read["role"] == gold["role"] else 0.0


def endings(piece: Item) -> Tally:
    """`text` is the end of a paper: recipients and signature."""
    read = read_json(HEAD.format(title=TITLE) + PURPOSE + piece["text"])
    named = tally_lists(listed(read, "recipients"), piece["recipients"], recipients_alike)
    return named + tally_signatory(read, piece)


def heads(piece: Item) -> Tally:
    """`text` is the head of a paper down to its last preamble line."""
    body = "II. TỔ CHỨC THỰC HIỆN\n1. Văn phòng\n- Theo dõi thực hiện.\n"
    read = read_json(f"{piece['text']}\n\n{PURPOSE}{body}")
    bases = tally_lists(listed(read, "legal_bases"), listed(piece, "legal_bases"), exactly(bases_agree))
    return (
        tally_document(read, piece) + bases + tally_lists(listed(read, "themes"), listed(piece, "themes"), themes_alike)
    )


def tables(piece: Item) -> Tally:
    """`text` is a section with a table: targets, tasks or points."""
    gold = {"targets": piece.get("targets"), "tasks": piece.get("tasks"), "scoring": piece.get("scoring")}
    found = score(_inside(piece["text"]), gold).tallies
    return sum((found[name] for name in ("targets", "measures", "tasks", "scoring", "units")), Tally())


KINDS: dict[str, Callable[[Item], Tally]] = {
    kind.__name__: kind for kind in (measures, awards, deadlines, organisation, endings, heads, tables)
}


def tally_file(kind: str) -> Tally:
    """All pieces of one file added up."""
    pieces: list[dict[str, Any]] = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return sum(map(KINDS[kind], pieces), Tally())
