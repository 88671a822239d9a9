"""What makes no difference to the eye makes none to the reading; and a longer paper costs its length, not more.

Compared are whole readings without the places, which move, and without `as_read`, which is the words as they stood.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixtures import IN_LINES, LINES, MIXTURES

from thidua.core.plans.reading import read_plan
from thidua.core.plans.tasks import task_lines
from thidua.core.viet.text import one_tone_style

PAPERS = sorted((Path(__file__).parents[3] / "papers" / "own").glob("*.txt"))
MOVED = ("source", "x_text", "as_read")


def bare(value: object) -> object:
    """A reading without its places."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in MOVED}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


_FIRST = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "uỳ": "ùy", "uý": "úy"}
_SECOND = {first: second for second, first in [*_FIRST.items(), ("uỷ", "ủy"), ("uỵ", "ụy")]}
_SECOND |= {first.upper(): second.upper() for first, second in _SECOND.items()}
_OPEN = re.compile(rf"(?<![qQ])(?:{'|'.join(_SECOND)})(?![^\W\d_])")


def tone_on_second(text: str) -> str:
    """The newer style: hoà, thuỷ."""
    return _OPEN.sub(lambda found: _SECOND[found.group()], text)


def ends(signs: str) -> Callable[[str], str]:
    """The signs after every line but rows of tables, where a tab more is an empty cell."""
    return lambda text: re.sub(r"^([^\t\n]*\S)$", rf"\1{signs}", text, flags=re.MULTILINE)


def after_lists(text: str) -> str:
    """A blank line before every labelled paragraph and after every sentence that stands in a line of its own."""
    return re.sub(r"(?<=[.;:])\n(?=(?:[IVX]+\.|\d+\.|[a-z]\)|-) )", "\n\n", text)


def with_tabs(label: str, set_by_tabs: str) -> Callable[[str], str]:
    """Tabs put where a line begins with `label`, but not in and beside tables, where a tab is a cell."""

    def change(text: str) -> str:
        lines = text.split("\n")
        printed = [at for at, line in enumerate(lines) if any(map(str.isalnum, line))]
        tabled = [at for at in printed if "\t" in lines[at] or "|" in lines[at]]
        near = {
            at
            for above, at, below in zip([-1, *printed], printed, [*printed[1:], -1], strict=False)
            if {above, at, below} & set(tabled)
        }
        return "\n".join(line if at in near else re.sub(label, set_by_tabs, line) for at, line in enumerate(lines))

    return change


SAME: dict[str, Callable[[str], str]] = {
    "loose marks": lambda text: unicodedata.normalize("NFD", text),
    "one form": lambda text: unicodedata.normalize("NFC", text),
    "tone on the second vowel": tone_on_second,
    "tone on the first vowel": one_tone_style,
    "two blanks for one": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "blanks before lines": lambda text: re.sub(r"^(?=[^\s])", "  ", text, flags=re.MULTILINE),
    "blanks after lines": ends("  "),
    "a tab after lines": ends("\t"),
    "two tabs before lines": with_tabs(r"^(?=[^\s|])", "\t\t"),
    "a tab after labels": with_tabs(r"^([IVX]+\.|\d{1,2}\.|[a-zđ]\)|[-+]) (?=\S)", r"\1\t"),
    "tabs around labels": with_tabs(r"^([IVX]+\.|\d{1,2}\.|[a-zđ]\)|[-+]) (?=\S)", r"\t\1\t"),
    "blanks after commas": lambda text: text.replace(", ", ",  "),
    "wider gaps between paragraphs": lambda text: text.replace("\n\n", "\n\n\n"),
    "blank lines around": lambda text: f"\n\n{text}\n\n\n",
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("change", [*SAME, "blank lines between paragraphs"])
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_is_read_the_same(path: Path, change: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = SAME.get(change, after_lists)(text)
    assert bare(read_plan(changed)) == bare(read_plan(text))


@pytest.mark.parametrize("change", SAME)
@given(text=MIXTURES)
@settings(max_examples=40, deadline=None)
def test_a_mixture_is_read_the_same(change: str, text: str) -> None:
    assert bare(read_plan(SAME[change](text))) == bare(read_plan(text))


def test_the_changes_change_something() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAPERS)
    unchanged = {name for name, change in SAME.items() if change(text) == text}
    assert unchanged <= {"one form", "tone on the first vowel"}
    assert after_lists(text) != text and tone_on_second("HÒA hòa quý toán thủy") == "HOÀ hoà quý toán thuỷ"


# ---------------------------------------------------------------------------------------------------------- cost


TEXTS_READ = [
    kept
    for name, module in sys.modules.items()
    if name.startswith("thidua.core.plans.reading")
    for kept in vars(module).values()
    if hasattr(kept, "cache_parameters") and kept.cache_parameters()["maxsize"]
]
"""What the reader remembers of texts; lexicons, which it remembers too, are read once and kept."""


def steps(given: Any, act: Callable[[Any], object] = read_plan) -> int:
    """Calls that reading a text (or another act) makes, of Python and of C: the same each time, on every machine."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    for kept in TEXTS_READ:  # or a text that an earlier test read would cost less than a new one
        kept.cache_clear()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act(given)
    finally:
        sys.setprofile(before)
    return counted


def growth(text: str, times: int = 8, *, heading: str = "") -> float:
    """How much more of it costs per copy, against one copy doubled; 1 is exactly its length."""
    read_plan(heading + text)  # lexicons are read once
    twice, many = steps(heading + text * 2), steps(heading + text * 2 * times)
    return many / twice / times


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_said_again_costs_its_length(path: Path) -> None:
    assert growth(path.read_text(encoding="utf-8") + "\n", 4) < 1.3


@pytest.mark.parametrize("line", [line for line in LINES if line.strip()])
def test_a_line_said_again_costs_its_length(line: str) -> None:
    assert growth(f"{line}\n" * 20, 4) < 1.3


@pytest.mark.parametrize("heading", [line for line in LINES if re.match(r"(?:II|V|VI)\. ", line)])
@pytest.mark.parametrize(
    "line", ["(1) Trồng 500 cây, ", "báo cáo trước 05/12/2026, ", "tặng Giấy khen cho 5 cá nhân, ", "2 "]
)
def test_a_sentence_without_an_end_costs_its_length(heading: str, line: str) -> None:
    assert growth(f"{line * (3000 // len(line))} ", 4, heading=f"{heading}\n") < 1.5


NAMED: dict[str, Callable[[int], str]] = {
    "units with duties": lambda at: f"{at}. Phòng Kinh tế A{at}: chủ trì theo dõi.\n",
    "units with deadlines": lambda at: f"{at}. Phòng Kinh tế A{at}: gửi báo cáo trước ngày {at % 28 + 1}/6/2026.\n",
    "awards": lambda at: f"{at}. Giám đốc Sở A{at} tặng Giấy khen cho tập thể.\n",
}
OPENED = "KẾ HOẠCH\nThi đua năm 2026\nV. TỔ CHỨC THỰC HIỆN, KHEN THƯỞNG\n"


@pytest.mark.parametrize("kind", NAMED)
def test_lines_that_all_name_another_cost_their_length(kind: str) -> None:
    few, many = (OPENED + "".join(map(NAMED[kind], range(1, count + 1))) for count in (60, 480))
    read_plan(few)
    assert steps(many) / steps(few) / 8 < 1.3


def test_the_list_of_tasks_costs_its_length() -> None:
    few, many = (
        read_plan(OPENED + "".join(map(NAMED["units with deadlines"], range(1, count + 1)))) for count in (60, 480)
    )
    assert steps(many, task_lines) / steps(few, task_lines) / 8 < 1.3


def test_members_of_a_block_and_their_parts_cost_their_length() -> None:
    def block(count: int) -> str:
        names = [f"Trường Tiểu học số A{at}" for at in range(count)]
        parts = "".join(f"Phó Trưởng khối: {name}.\n" for name in names[1::4])
        return f"KẾ HOẠCH\nKhối thi đua số 1 gồm: {', '.join(names)}.\nTrưởng khối: {names[0]}.\n{parts}"

    few, many = block(40), block(320)
    found = read_plan(few)["block"]
    assert (
        found is not None
        and [m["role"] for m in found["members"]] == ["head", *(["deputy", *["member"] * 3] * 10)][:40]
    )
    assert steps(many) / steps(few) / 8 < 1.3


@given(text=IN_LINES.filter(lambda text: len(text) > 200), times=st.just(6))
@settings(max_examples=10, deadline=None)
def test_a_mixture_said_again_costs_its_length(text: str, times: int) -> None:
    assert growth(f"{text}\n" * 3, times) < 1.4
