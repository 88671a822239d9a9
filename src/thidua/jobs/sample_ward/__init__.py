"""The sample ward, loaded through the same services that a clerk uses. Everything in it is invented.

The story runs from July 2025 to today: an earlier year that was launched and closed, then the year of the plan.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from thidua.core.actors import ROLE_LABELS, Role
from thidua.jobs.sample_ward import story, tree
from thidua.jobs.sample_ward.world import PASSWORD, World, morning, toml

__all__ = ["PASSWORD", "load"]

Progress = Callable[[str], None]


def load(progress: Progress, *, launched: bool = True) -> list[tuple[str, str, str]]:
    """Load the sample into an empty database. Returns (name, sign-in name, role) of everybody who may sign in.

    Without `launched` the story stops on the day when the plan of the year has been filed and nobody has read it yet;
    the other papers are there.
    """
    world = World(clock=morning(2025, 7, 7), end=timezone.now())
    units, crowd = toml("units.toml"), toml("people.toml")
    progress("Lập thành phố và hai phường mẫu")
    tree.found(world, units, crowd)
    progress(f"Ghi {len(units['units'])} đơn vị")
    tree.grow(world, units["units"])
    progress(f"Ghi {len(crowd['people'])} người và tài khoản")
    for row in crowd["people"]:
        tree.seat_person(world, row)
    story.earlier_year(world, progress)
    story.this_year(world, progress, launched=launched)
    progress("Lập khối thi đua và Hội đồng, ghi việc sáp nhập")
    tree.form_blocks(world, units["blocks"])
    tree.form_councils(world, units["councils"])
    world.goes_on(2026, 3, 2)
    tree.merge(world, units["units"])
    for row in crowd["people"]:
        tree.seat_person(world, row)
    story.later_papers(world, progress)
    if launched:
        story.amendment(world, progress)
    return [
        (row["name"], row["account"], ROLE_LABELS[Role(tree.role_of(row["seats"][0]["role"]))])
        for row in crowd["people"]
    ]
