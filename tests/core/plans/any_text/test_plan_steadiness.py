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

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixtures import IN_LINES, LINES, MIXTURES

from thidua.core.plans.reading import read_plan
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


SAME: dict[str, Callable[[str], str]] = {
    "loose marks": lambda text: unicodedata.normalize("NFD", text),
    "one form": lambda text: unicodedata.normalize("NFC", text),
    "tone on the second vowel": tone_on_second,
    "tone on the first vowel": one_tone_style,
    "two blanks for one": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "blanks before lines": lambda text: re.sub(r"^(?=[^\s])", "  ", text, flags=re.MULTILINE),
    "blanks after lines": ends("  "),
    "a tab after lines": ends("\t"),
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


def steps(text: str) -> int:
    """Calls that reading a text makes, of Python and of C: the same each time, on every machine."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_plan(text)
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


@given(text=IN_LINES.filter(lambda text: len(text) > 200), times=st.just(6))
@settings(max_examples=10, deadline=None)
def test_a_mixture_said_again_costs_its_length(text: str, times: int) -> None:
    assert growth(f"{text}\n" * 3, times) < 1.4
