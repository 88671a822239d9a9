#!/usr/bin/env python3
"""Read every NAME.txt of a folder and compare with NAME.gold.json: the reader's marks on papers kept outside.

usage: tools/score_reading.py [FOLDER] [--full]

FOLDER may also come from THIDUA_REAL_PLANS. The scorer is `score.py` in the folder above; without it the program
prints how many items of each kind it read. `--full` prints every component and what was missed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from thidua.core.plans.contract import dumps
from thidua.core.plans.reading import read_plan


def scorer_beside(folder: Path) -> ModuleType | None:
    """The module `score.py` of the folder above, if there is one."""
    path = folder.parent / "score.py"
    spec = importlib.util.spec_from_file_location("plan_score", path) if path.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counts(plan: dict[str, Any]) -> str:
    """How many items of each list were read."""
    return ", ".join(f"{key} {len(value)}" for key, value in plan.items() if isinstance(value, list) and value)


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    named = [argument for argument in arguments if not argument.startswith("-")]
    folder = Path(named[0] if named else os.environ.get("THIDUA_REAL_PLANS", ""))
    texts = sorted(folder.glob("*.txt"))
    if (not named and "THIDUA_REAL_PLANS" not in os.environ) or not texts:
        print(__doc__)
        return 2
    scorer = scorer_beside(folder)
    marks = []
    for path in texts:
        text = path.read_text(encoding="utf-8")
        began = time.perf_counter()
        plan = read_plan(text)
        spent = (time.perf_counter() - began) * 1000
        read = json.loads(dumps(plan))
        gold = path.with_name(f"{path.stem}.gold.json")
        if scorer is None or not gold.exists():
            print(f"{path.stem}  {spent:.0f} ms  {counts(read)}")
            continue
        result = scorer.score(read, json.loads(gold.read_text(encoding="utf-8")))
        marks.append(result["macro_f1"])
        parts = {**result["components"], **(result["extra"] if full else {})}
        low = " ".join(
            f"{name} {part['f1']:.2f}" for name, part in parts.items() if part["present"] and part["f1"] < 0.995
        )
        print(f"{path.stem}  macro-F1 {result['macro_f1']:.3f}  {spent:.0f} ms  {low}")
    if marks:
        print(f"mean of {len(marks)}: {sum(marks) / len(marks):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
