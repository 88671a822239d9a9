#!/usr/bin/env python3
"""Read the papers of a folder and print how well: each NAME.txt, .docx, .pdf or .png against NAME.gold.json beside it.

usage: tools/score_reading.py [FOLDER] [--full]

FOLDER may also come from THIDUA_REAL_PLANS. Each row is a paper: its macro-F1, how long the reading took, and the
components that are not whole; `--full` prints the tallies of all components and extras instead. Then all papers pooled.
No passage of a paper is printed, so papers that are held back stay unseen. What the figures are worth:
`docs/dev/reading.md`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "papers"))

from pieces import read_json
from scoring import EXTRAS, Tally, mean, pooled, score

from thidua.formats.reading import linearise

ANSWER = ".gold.json"


def papers(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Every paper with its answer."""
    for answer in sorted(folder.glob(f"*{ANSWER}")):
        name = answer.name.removesuffix(ANSWER)
        yield from ((path, answer) for path in folder.glob(f"{name}.*") if path != answer and path.stem == name)


def row(name: str, tallies: dict[str, Tally], whole: str, *, full: bool) -> str:
    """One paper in one line, or with one line for each component that it has."""
    present = {part: one for part, one in tallies.items() if one.present}
    if not full:
        weak = " ".join(f"{part} {one.f1:.2f}" for part, one in present.items() if one.f1 < 0.995)
        return f"{name:<44}{whole}  {weak}"
    lines = [f"{name:<44}{whole}"]
    lines += [
        f"  {part:<20}P {one.precision:.3f}  R {one.recall:.3f}  F1 {one.f1:.3f}"
        f"{one.right:>6} right{one.wrong:>5} wrong{one.missed:>5} missed"
        for part, one in present.items()
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    named = [argument for argument in arguments if not argument.startswith("-")]
    folder = named[0] if named else os.environ.get("THIDUA_REAL_PLANS", "")
    found = list(papers(Path(folder))) if folder else []
    if not found:
        print(__doc__)
        return 2
    scores = []
    for paper, answer in found:
        text = linearise(paper.read_bytes(), paper.name).text
        began = time.perf_counter()
        read = read_json(text)
        spent = (time.perf_counter() - began) * 1000
        scores.append(score(read, json.loads(answer.read_text(encoding="utf-8"))))
        whole = f"{scores[-1].macro_f1:.4f} {spent:>6.0f} ms"
        shown = {part: one for part, one in scores[-1].tallies.items() if full or part not in EXTRAS}
        print(row(paper.name, shown, whole, full=full))
    every = pooled(scores)
    print("\n" + row("all of them pooled", every.tallies, f"{every.macro_f1:.4f}", full=True))
    least = min(one.macro_f1 for one in scores)
    print(f"\n{len(scores)} papers  mean macro-F1 {mean(scores):.4f}  least {least:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
