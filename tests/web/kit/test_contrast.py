"""WCAG 2.2 contrast of every pair of colours that carries words or controls, in both themes."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[3] / "src/thidua/web/kit/static/kit/tokens.css").read_text()
SCREEN_DARK = r"@media screen and \(prefers-color-scheme:dark\)\{:root:not\(\[data-theme=light\]\)\{(.*?)\n\}\}"
CHOSEN_DARK = r"@media screen\{:root\[data-theme=dark\]\{(.*?)\n\}\}"
PAIRS = [
    ("ink", "surface", 7),
    ("ink", "ground", 7),
    ("ink", "sunken", 7),
    ("ink-2", "surface", 7),
    ("ink-2", "ground", 7),
    ("ink-3", "surface", 4.5),
    ("ink-3", "ground", 4.5),
    ("ink-3", "sunken", 4.5),
    ("action", "surface", 7),
    ("action", "ground", 7),
    ("on-action", "action", 7),
    ("on-action", "action-2", 7),
    ("action", "action-soft", 4.5),
    ("son", "surface", 4.5),
    ("son", "son-soft", 4.5),
    ("gold", "gold-soft", 4.5),
    ("gold", "surface", 4.5),
    ("good", "surface", 4.5),
    ("good", "good-soft", 4.5),
    ("busy", "busy-soft", 4.5),
    ("warn", "surface", 4.5),
    ("warn", "warn-soft", 4.5),
    ("bad", "surface", 4.5),
    ("bad", "bad-soft", 4.5),
    ("idle", "surface", 4.5),
    ("idle", "idle-soft", 4.5),
    ("ink", "warn-soft", 7),
    ("ink", "bad-soft", 7),
    ("ink", "good-soft", 7),
    ("ink", "action-soft", 7),
    ("ink", "gold-soft", 7),
    ("ink", "idle-soft", 7),
    ("ink-2", "idle-soft", 4.5),
    ("surface", "ink", 7),
    ("surface", "bad", 4.5),
    ("control", "surface", 3),
    ("control", "ground", 3),
    ("focus", "surface", 3),
    ("focus", "ground", 3),
    ("warn-mark", "surface", 3),
]
PAPER_PAIRS = [("ink", "paper", 7), ("ink", "read", 7), ("ink", "see", 7), ("ink", "on", 7), ("ink-2", "fold", 7)]
PAPER_PAIRS += [("see-line", "paper", 3), ("see-line", "see", 3)]


def colours(block: str, family: str = "c") -> dict[str, str]:
    return dict(re.findall(rf"--{family}-([\w-]+):(#[0-9A-Fa-f]{{6}})", block))


def block(pattern: str) -> str:
    found = re.search(pattern, CSS, re.DOTALL)
    assert found, pattern
    return found.group(1)


LIGHT = colours(block(r":root\{(.*?)\n\}"))
THEMES = {"light": LIGHT, "dark": LIGHT | colours(block(SCREEN_DARK))}
PAPER = colours(block(r":root\{(.*?)\n\}"), "d")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(front: str, back: str) -> float:
    dark, light = sorted((luminance(front), luminance(back)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pair_reaches_its_ratio(theme: str, front: str, back: str, least: float) -> None:
    assert ratio(THEMES[theme][front], THEMES[theme][back]) >= least


@pytest.mark.parametrize(("front", "back", "least"), PAPER_PAIRS)
def test_document_pair_reaches_its_ratio(front: str, back: str, least: float) -> None:
    assert ratio(PAPER[front], PAPER[back]) >= least


def test_white_keys_on_the_document_can_be_read() -> None:
    assert min(ratio("#FFFFFF", PAPER[key]) for key in ("read-key", "see-key")) >= 4.5


def test_the_reckoning_agrees_with_known_ratios() -> None:
    assert round(ratio("#000000", "#FFFFFF"), 2) == 21.0
    assert round(ratio("#767676", "#FFFFFF"), 2) == 4.54


def test_the_chosen_dark_theme_is_the_one_of_the_system() -> None:
    assert colours(block(SCREEN_DARK)) == colours(block(CHOSEN_DARK))
    assert set(colours(block(SCREEN_DARK))) == set(LIGHT), "every colour has a dark one"
