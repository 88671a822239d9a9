"""What was written reads as it was meant: plans by chance, and the channels that the duties name."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from made_plans import plans

from thidua.core.papers.lines import paper_lines
from thidua.core.plans.reading import read_plan
from thidua.core.plans.writing import plan_differences, plan_paper


@settings(max_examples=40, deadline=None, derandomize=True)
@given(plans())
def test_a_plan_of_a_ward_is_read_back_whole(plan: Any) -> None:
    read = read_plan(paper_lines(plan_paper(plan)))
    found = plan_differences(plan, read)
    # The channels that the words of tasks name are found by reading, whoever made the plan.
    found = [one for one in found if not one.path.startswith("channels")]
    assert not found, "\n".join(f"{one.path}: {one.one} | {one.other}" for one in found)
