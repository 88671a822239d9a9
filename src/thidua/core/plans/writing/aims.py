"""Purposes, requirements and the general objective."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.core.papers.model import Block, Heading
from thidua.core.plans.model import Plan, TextItem
from thidua.core.plans.reading.structure.labels import DEPTH
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.words import entry, shallowest


def aim_sections(plan: Plan) -> Iterator[Section]:
    """Purposes and requirements: one section with two headings, or two where their items are numbered as headings."""
    told = [("Mục đích", plan["purposes"]), ("Yêu cầu", plan["requirements"])]
    told = [(title, items) for title, items in told if items]
    labels = [item.get("label") for _, items in told for item in items]
    if len(told) < 2 or shallowest(labels) <= DEPTH["number"]:
        yield from (Section(title, list(_items(items))) for title, items in told)
        return
    blocks: list[Block] = []
    for at, (title, items) in enumerate(told, 1):
        blocks += [Heading(2, f"{at}.", title), *_items(items)]
    yield Section("Mục đích, yêu cầu", blocks)


def _items(items: list[TextItem]) -> Iterator[Block]:
    return (entry(item.get("label"), item["text"]) for item in items)
