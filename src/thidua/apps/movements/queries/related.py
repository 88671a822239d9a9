"""Movements around one: above it, beside it, below it; who has answered a movement of the city."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from thidua.apps.movements.mapping import phase_rows
from thidua.apps.movements.models import Movement, MovementLink, Peak
from thidua.apps.movements.queries.movement import visible_to
from thidua.apps.movements.services.linking import linkable, may_file_under
from thidua.apps.plans.models import Plan
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.queries import reading as reading_of_version
from thidua.apps.units.models import Block, Unit
from thidua.core.actors import Actor
from thidua.core.calendar.anniversaries import Anniversary, anniversary
from thidua.core.movements.peaks import Suggested, suggest_peaks
from thidua.core.permits import Act, may

LIVE = ("launched", "closed")


@dataclass(frozen=True)
class Related:
    """One movement as its neighbours see it. `links`: named in this plan; `named_by`: movements that name this one."""

    above: Movement | None
    below: list[Movement]
    links: list[MovementLink]
    named_by: list[Movement]


def related_of(movement: Movement, actor: Actor) -> Related:
    """Both directions, only what the actor sees. Five queries."""
    seen = visible_to(actor)
    above = seen.filter(pk=movement.parent_id).select_related("unit").first() if movement.parent_id else None
    below = list(seen.filter(parent=movement).select_related("unit").order_by("sort_key"))
    links = list(movement.links.exclude(kind="theme").select_related("known__unit").order_by("name"))
    visible = set(seen.filter(pk__in=[link.known_id for link in links if link.known_id]).values_list("pk", flat=True))
    for link in links:
        if link.known_id not in visible:
            link.known = None
    named_by = list(seen.filter(links__known=movement, state__in=LIVE).select_related("unit").distinct())
    return Related(above, below, links, named_by)


@dataclass(frozen=True)
class UnitPaper:
    """A plan that a unit handed in under a movement, and what has become of it."""

    plan: Plan
    movement: Movement | None

    @property
    def step(self) -> str:
        return self.movement.get_state_display() if self.movement else self.plan.get_state_display()


def unit_papers(movement: Movement, actor: Actor) -> list[UnitPaper]:
    """Plans of units under a movement: all for those who file plans, the own ones for others. Two queries."""
    rows = Plan.objects.filter(higher=movement.plan_id, commune=movement.commune).exclude(unit=movement.unit_id)
    if not may(actor, Act.PLAN_FILE, commune=movement.commune):
        rows = rows.filter(unit__in=actor.units)
    rows = rows.exclude(state="discarded").select_related("unit", "movement").order_by("filed_at")
    return [UnitPaper(row, getattr(row, "movement", None)) for row in rows]


def units_that_file(movement: Movement, actor: Actor) -> list[Unit]:
    """Units of the actor that may hand in a plan of their own and have not. Two queries."""
    filed = Plan.objects.filter(higher=movement.plan_id).exclude(state="discarded").values("unit")
    own = Unit.objects.filter(pk__in=actor.units, commune=movement.commune).exclude(pk__in=filed)
    return [unit for unit in own if may_file_under(movement, unit, actor)]


def link_choices(movement: Movement) -> QuerySet[Movement]:
    """Movements that a named one may turn out to be."""
    return Movement.objects.filter(linkable(movement)).exclude(pk=movement.pk).order_by("sort_key")


def link_visible_to(actor: Actor, movement: Movement, ident: UUID) -> MovementLink | None:
    """A link of a movement that the actor was found to see."""
    return movement.links.exclude(kind="theme").filter(pk=ident).first()


@dataclass(frozen=True)
class FromAbove:
    """A movement of the city as one commune meets it: its own answer, a paper being prepared, or nothing yet."""

    movement: Movement
    commune: UUID
    answer: Movement | None
    paper: Plan | None


def from_above(actor: Actor) -> list[FromAbove]:
    """Running movements of the level above, each with what the actor's commune has made of it. Three queries."""
    communes = [each for each in actor.communes if may(actor, Act.PLAN_FILE, commune=each)]
    rows = list(
        visible_to(actor)
        .filter(unit__kind="city", unit__children__id__in=communes, state="launched")
        .select_related("plan", "unit")
        .annotate(for_commune=F("unit__children__id"))
        .filter(for_commune__in=communes)
    )
    if not rows:
        return []
    plans = [row.plan_id for row in rows]
    papers = {
        (paper.higher_id, paper.commune): paper
        for paper in Plan.objects.filter(higher__in=plans, commune__in=communes).exclude(state="discarded")
    }
    answers = {
        (row.parent_id, row.commune): row for row in Movement.objects.filter(parent__in=rows, commune__in=communes)
    }
    return [
        FromAbove(
            row, row.for_commune, answers.get((row.id, row.for_commune)), papers.get((row.plan_id, row.for_commune))
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """A commune under a city that launched: the movement by which it answers, once that is launched."""

    commune: Unit
    answer: Movement | None


def answers_of(movement: Movement) -> list[Answered]:
    """Communes that a movement of the city was sent down to; drafts of a commune are not told upward. Two queries."""
    if movement.unit.kind != "city":
        return []
    communes = Unit.objects.filter(participations__movement=movement, kind="commune").order_by("sort_key")
    answers = {row.commune: row for row in movement.children.filter(state__in=LIVE)}
    return [Answered(commune, answers.get(commune.id)) for commune in communes]


@dataclass(frozen=True)
class PeakLine:
    """A peak with the day it is tied to."""

    peak: Peak
    anniversary: Anniversary | None

    @property
    def occasion(self) -> str:
        if self.anniversary:
            return f"{self.anniversary.name} ({self.anniversary.short})"
        return self.peak.occasion


def peaks_of(movement: Movement) -> list[PeakLine]:
    """The peaks of a movement in the order of their days. One query."""
    return [PeakLine(row, anniversary(row.anniversary)) for row in movement.peaks.all()]


def peaks_visible_to(actor: Actor) -> list[PeakLine]:
    """Peaks of all running movements that the actor sees, in the order of their days. One query."""
    rows = Peak.objects.filter(movement__in=visible_to(actor).filter(state="launched")).select_related("movement")
    return [PeakLine(row, anniversary(row.anniversary)) for row in rows.order_by("starts_on", "name")]


def block_choices(movement: Movement) -> list[tuple[UUID, str]]:
    """Blocks of the movement's commune that have not ended."""
    there = Q(to_on__isnull=True) | Q(to_on__gte=movement.drafted_at.date())
    return list(Block.objects.filter(there, commune=movement.commune).values_list("id", "name"))


def phase_values(movement: Movement) -> list[dict[str, Any]]:
    """The phases as saved or, before that, as read from the plan: values of a row each, to be shown in a form."""
    return [asdict(row) for row in phase_rows(movement, reading_of_version(current_version(movement.plan)))]


def peaks_suggested(movement: Movement) -> list[Suggested]:
    """Peaks that the plan's words call for and that are not there yet."""
    text = current_version(movement.plan).text
    there = {(row.anniversary, row.ends_on) for row in movement.peaks.all()}
    found = suggest_peaks(text, movement.starts_on, movement.ends_on)
    return [row for row in found if (row.anniversary.key, row.day) not in there]
