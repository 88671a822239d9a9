"""Planted faults and near misses: every fault of the list is found where it stands, and clean plans come out clean."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from rule_codes import codes_of

from thidua.core.plans.findings import Finding, beside, check_plan
from thidua.core.plans.matching import UnitCard
from thidua.core.plans.reading import read_plan

FOLDER = Path(__file__).parents[3] / "papers" / "faults"
CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "faults.toml").read_text(encoding="utf-8"))["case"]
# What follows rightly from the change of a case, with the words of its line: the end is moved and the report stays in
# December; the date of the units is moved together with that of the ward; two bodies of one line are gone.
FOLLOWS = {
    "period-reversed-near-1": [("deadline_before_end", "")],
    "abolished-unit-8": [("abolished_unit", "Sở NN&PTNT")],
    "deadline-before-end-2": [("deadline_before_end", "14/6/2030")],
    "deadline-before-end-4": [("deadline_before_end", "15 tháng 9 năm 2026")],
}
FALSE_PER_PLAN = 1 / 3
"""At most one false must or should per three clean plans."""


def planted(text: str, case: dict[str, Any], file: str | None = None) -> str:
    """The clean plan with the changes of a case; every line and passage stands there once when it is used."""

    def changes(name: str) -> list[Any]:
        return list(case.get(f"{name}_in", {}).get(file, ()) if file else case.get(name, ()))

    lines = text.split("\n")
    for line in changes("delete"):
        assert lines.count(line) == 1, line
        lines.remove(line)
    for line, put in changes("insert_after"):
        assert lines.count(line) == 1, line
        lines.insert(lines.index(line) + 1, put)
    text = "\n".join(lines)
    for old, new in changes("replace"):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def texts_of(case: dict[str, Any]) -> dict[str, str]:
    names = case.get("files") or [case["base"]]
    many = "files" in case
    return {name: planted((FOLDER / name).read_text(encoding="utf-8"), case, name if many else None) for name in names}


def found_in(texts: dict[str, str], units: list[str] | None = None) -> list[tuple[str, Finding]]:
    """(file, finding) of every paper, each held against the others."""
    plans = {name: read_plan(text) for name, text in texts.items()}
    shelf = {name: beside(name, plan) for name, plan in plans.items()}
    cards = [UnitCard(UUID(int=at), name, "", "office") for at, name in enumerate(units or (), 1)] or None
    return [
        (name, finding)
        for name, plan in plans.items()
        for finding in check_plan(plan, units=cards, shelf=[one for other, one in shelf.items() if other != name])
    ]


def places(file: str, finding: Finding, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(file, words of the lines) of a finding and of every place it points at besides."""
    spots = [(file, finding.source), *((one.file or file, one.source) for one in finding.related)]
    for name, source in spots:
        if source:
            first, last = source["lines"]
            yield name, "\n".join(texts[name].split("\n")[first - 1 : last])


def meets(wanted: dict[str, Any], file: str, finding: Finding, texts: dict[str, str]) -> bool:
    if finding.code != wanted["code"]:
        return False
    put = wanted.get("suggestion")
    if put and put.lower() not in (finding.suggestion or "").lower():
        return False
    quote = wanted.get("quote", "")
    if not quote:
        return True
    return any(quote in words and wanted.get("file") in (None, name) for name, words in places(file, finding, texts))


def judged(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What was missed, and false alarms: (codes with their words).

    Every finding answers for one expected place of its paper or follows from it by name; any other, of whatever code,
    is a false alarm: the clean plans have none at all.
    """
    texts = texts_of(case)
    found = found_in(texts, case.get("known_units"))
    missed = [
        f"{wanted['code']}: {wanted.get('quote', '')}"
        for wanted in case["expect"]
        if not any(meets(wanted, file, finding, texts) for file, finding in found)
    ]
    forbidden, may = set(case.get("forbid", ())), set(case.get("may", ()))
    follows = [{"code": code, "quote": quote} for code, quote in FOLLOWS.get(case["name"], ())]
    wrong = [
        f"{finding.code}: {finding.message}"
        for finding in unexpected([*case["expect"], *follows], found, texts)
        if finding.code not in may or finding.code in forbidden
    ]
    return missed, wrong


def unexpected(
    wanted: list[dict[str, Any]], found: list[tuple[str, Finding]], texts: dict[str, str]
) -> Iterator[Finding]:
    """Findings beyond the expected ones: each expected place is answered once in each paper."""
    open_places = {file: sorted(wanted, key=lambda one: not one.get("quote")) for file in texts}
    for file, finding in found:
        answered = next((one for one in open_places[file] if meets(one, file, finding, texts)), None)
        if answered is None:
            yield finding
        else:
            open_places[file].remove(answered)


def test_every_code_is_planted_and_comes_near() -> None:
    """The list knows every code of the rules and no other; each is planted, and each has a case that looks like it."""
    planted_codes = {wanted["code"] for case in CASES for wanted in case["expect"]}
    near = {code for case in CASES if "-near-" in case["name"] for code in case["forbid"]}
    rules = set(codes_of("Finding"))
    assert planted_codes == rules
    assert near == rules
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_a_second_finding_of_an_expected_code_is_a_false_alarm() -> None:
    """What judges must itself be able to fail: another line, and the same line once more."""
    texts = {"a.txt": "sai\nđúng"}
    there, elsewhere = (Finding("wrong_tier", "should", "x.", {"lines": [at, at], "chars": [0, 1]}) for at in (1, 2))
    wanted = [{"code": "wrong_tier", "quote": "sai"}]
    assert list(unexpected(wanted, [("a.txt", there)], texts)) == []
    assert list(unexpected(wanted, [("a.txt", there), ("a.txt", elsewhere)], texts)) == [elsewhere]
    assert list(unexpected(wanted, [("a.txt", there), ("a.txt", there)], texts)) == [there]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_planted_fault_is_found_and_a_near_miss_is_not(case: dict[str, Any]) -> None:
    missed, wrong = judged(case)
    assert not missed, case.get("note", "")
    assert not wrong, case.get("note", "")


def test_clean_plans_come_out_clean() -> None:
    clean = sorted(FOLDER.glob("clean-*.txt"))
    found = found_in({path.name: path.read_text(encoding="utf-8") for path in clean})
    false = [finding for _, finding in found if finding.severity != "spelling"]
    assert len(clean) >= 3
    assert len(false) <= FALSE_PER_PLAN * len(clean), [finding.message for finding in false]
