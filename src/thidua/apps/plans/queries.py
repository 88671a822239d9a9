"""Reading plan papers, each query scoped to what the actor may see."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.models import Entry
from thidua.apps.people.models import Person
from thidua.apps.plans.mapping import Reading, reading_of, undoable_acts
from thidua.apps.plans.models import (
    Amendment,
    AmendmentState,
    PaperKind,
    Plan,
    PlanState,
    PlanVersion,
    SavedText,
    TextChange,
    TextKind,
    WardInstrument,
    YearTheme,
)
from thidua.apps.plans.register import entered_law
from thidua.apps.plans.services.remarks import finding_key, remarks_on
from thidua.apps.units.queries import units_of
from thidua.core.actors import Actor, Role
from thidua.core.events import Event
from thidua.core.law import Instrument
from thidua.core.papers.text_changes import TextChange as Wording
from thidua.core.papers.text_changes import overlapped
from thidua.core.permits import Act, may
from thidua.core.plans.contract import loads
from thidua.core.plans.corrections.figures import Figure, figures_of
from thidua.core.plans.drafting.coverage import CoverageRow, compare_plans
from thidua.core.plans.findings import offered_changes
from thidua.core.plans.library import Shelved
from thidua.core.plans.life import Difference, version_differences
from thidua.core.plans.matching import UnitCard
from thidua.core.viet.text import fold

MOST_SHELVED = 200
"""Plans that the registers of the library read: the newest."""
_WARD_STAFF = (Role.ADMIN, Role.CLERK, Role.CHAIR)


def visible_to(actor: Actor) -> QuerySet[Plan]:
    """Plans of the actor's communes: all of them for ward staff, only issued ones for the others.

    A plan of the city that is issued is seen by every commune under it.
    """
    communes = [commune for commune in actor.communes if may(actor, Act.PLAN_READ, commune=commune)]
    staffed = [commune for commune in communes if actor.holds(*_WARD_STAFF, commune=commune)]
    from_above = Q(unit__kind="city", unit__children__id__in=communes, state__in=("issued", "closed"))
    return (
        Plan.objects.filter(
            Q(commune__in=staffed) | Q(commune__in=communes, state__in=("issued", "closed")) | from_above
        )
        .exclude(state=PlanState.DISCARDED)
        .distinct()
    )


def papers(actor: Actor) -> QuerySet[Plan]:
    """Plans that stand for themselves: the paper of an amendment is found with the plan that it amends."""
    return visible_to(actor).filter(amendment__isnull=True)


def library(actor: Actor, *, words: str = "", state: str = "") -> QuerySet[Plan]:
    """The papers for the list page, newest first, searched without marks."""
    rows = (
        papers(actor)
        .select_related("unit")
        .prefetch_related(
            Prefetch(
                "versions",
                PlanVersion.objects.select_related("file").only("id", "plan_id", "ordinal", "origin", "file"),
            )
        )
    )
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.filter(state=state) if state else rows


def files_visible_to(actor: Actor) -> QuerySet[StoredFile]:
    """Files of the plans the actor may see: documents and signed scans. A draft's file is as closed as the draft."""
    plans = visible_to(actor).values("id")
    return StoredFile.objects.filter(Q(plan_versions__plan__in=plans) | Q(signed_plans__in=plans)).distinct()


def current_version(plan: Plan) -> PlanVersion:
    """The newest version of a plan, with its file."""
    return PlanVersion.objects.filter(plan=plan).select_related("plan", "file").order_by("-ordinal").first()


@dataclass(frozen=True)
class Shown:
    """A finding for the page: the finding itself, its key, and the word it was kept with, if it was."""

    finding: Any
    key: str
    kept: dict[str, str] | None


def findings_of(version: PlanVersion, reading: Reading, today: date | None, actor: Actor | None = None) -> list[Shown]:
    """Faults of the paper, then questions of its reading: open ones first, in the order of severity.

    The paper is held against the other plans that the actor sees. At most three queries.
    """
    kept = _with_names(version.kept)
    seen = visible_to(actor) if actor else None
    rows = [
        Shown(row, key, kept.get(key))
        for row in remarks_on(version, reading, today, seen)
        for key in [finding_key(row.code, row.item, row.message)]
    ]
    order = {"must": 0, "should": 1, "spelling": 2}
    return sorted(rows, key=lambda row: (row.kept is not None, row.finding.asks, order[row.finding.severity]))


def _with_names(kept: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """What was kept or confirmed, with names in the place of ids."""
    people = {row["by"] for row in kept.values() if row["by"]}
    known = Person.objects.filter(pk__in=people).values_list("pk", "name") if people else ()
    names = {str(ident): name for ident, name in known}
    return {key: row | {"by": names.get(row["by"], "Phần mềm")} for key, row in kept.items()}


def text_changes(version: PlanVersion) -> list[TextChange]:
    """The changes of wording of a version that hold, in the order of its text, each with the `name` of who put it. Two
    queries."""
    rows = list(version.text_changes.filter(withdrawn_at=None).order_by("start"))
    names = dict(Person.objects.filter(pk__in={row.by for row in rows if row.by}).values_list("pk", "name"))
    for row in rows:
        row.name = names.get(row.by, "Phần mềm")
    return rows


@dataclass(frozen=True)
class Offered:
    """A change of wording that an open finding offers: the change, and the finding with its key."""

    change: Wording
    shown: Shown


def offered(version: PlanVersion, shown: Iterable[Shown], made: Iterable[TextChange] = ()) -> list[Offered]:
    """What the open findings of a version offer to change, without words that are changed already."""
    rows = [row for row in shown if row.kept is None]
    done = [Wording(row.start, row.end, row.before, row.after) for row in made]
    found = offered_changes(version.text, [row.finding for row in rows])
    return [Offered(one.change, rows[one.finding]) for one in found if not overlapped(one.change, done)]


def left_to_see(shown: Iterable[Shown], made: Iterable[TextChange]) -> list[Shown]:
    """Open findings of the paper that no change of wording answers: neither the one that took its offer, nor another of
    the very words that it would replace."""
    changes = list(made)
    taken = {row.finding for row in changes}

    def answered(row: Shown) -> bool:
        known = row.finding.source if row.finding.replacement is not None else None
        start, end = known["chars"] if known else (0, 0)
        return row.key in taken or any(one.start < end and start < one.end for one in changes)

    return [row for row in shown if row.kept is None and not row.finding.asks and not answered(row)]


@dataclass(frozen=True)
class ToConfirm:
    """A figure of a scanned paper, and who confirmed it as it now stands; `by` is '' while nobody has."""

    figure: Figure
    by: str = ""


def figures_to_confirm(version: PlanVersion, reading: Reading) -> list[ToConfirm]:
    """Every figure that a machine read from a scan, in the order of the paper's parts; none of other papers.

    One query, when any is confirmed.
    """
    if not (reading.get("input") or {}).get("ocr"):
        return []
    names = _with_names(version.confirmed)
    return [
        ToConfirm(figure, known["by"] if known.get("value") == figure.value else "")
        for figure in figures_of(reading)  # type: ignore[arg-type]
        for known in [names.get(figure.key, {})]
    ]


def reading(version: PlanVersion) -> Reading:
    """The reading of a version as a dictionary in the contract's form."""
    return reading_of(version)


def may_undo(version: PlanVersion, token: str) -> bool:
    """Whether an act on the lists of this version is still kept to be taken back."""
    return bool(token) and any(act["token"] == token for act in undoable_acts(version))


def higher_plans(plan: Plan, actor: Actor) -> QuerySet[Plan]:
    """Plans that may stand above this one: all others that the actor sees."""
    return papers(actor).exclude(pk=plan.pk).order_by("-signed_on", "-filed_at")


def coverage(plan: Plan) -> list[CoverageRow]:
    """The matrix with the higher plan: targets, duties and time limits; empty when none is linked."""
    if plan.higher_id is None:
        return []
    own, above = current_version(plan), current_version(plan.higher)
    return compare_plans(reading_of(above), reading_of(own))


def last_year_plans(actor: Actor) -> QuerySet[Plan]:
    """Own plans of the actor's communes that a new one may begin from, the latest year first."""
    return visible_to(actor).filter(from_above=False, commune__in=actor.communes).order_by("-year", "-filed_at")


TEXT_KINDS = dict(TextKind.choices)


def saved_texts(actor: Actor, *, words: str = "", kind: str = "") -> QuerySet[SavedText]:
    """Texts that the actor's communes keep to use again, the most used first, searched without marks."""
    communes = [commune for commune in actor.communes if may(actor, Act.PLAN_READ, commune=commune)]
    rows = SavedText.objects.filter(commune__in=communes, withdrawn_at__isnull=True)
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.filter(kind=kind) if kind else rows


def instruments(actor: Actor, *, words: str = "") -> QuerySet[WardInstrument]:
    """Documents that the actor's communes entered themselves, searched without marks."""
    communes = [commune for commune in actor.communes if may(actor, Act.PLAN_READ, commune=commune)]
    rows = WardInstrument.objects.filter(commune__in=communes, withdrawn_at__isnull=True)
    for word in fold(words).split():
        rows = rows.filter(Q(folded__contains=word) | Q(plain__icontains=word))
    return rows


def themes(actor: Actor) -> QuerySet[YearTheme]:
    """The themes of the years of the actor's communes, the latest year first."""
    communes = [commune for commune in actor.communes if may(actor, Act.PLAN_READ, commune=commune)]
    return YearTheme.objects.filter(commune__in=communes)


def law_of_wards(actor: Actor) -> list[Instrument]:
    """The own entries of the actor's communes as the core knows documents. One query for each commune."""
    return [law for commune in actor.communes for law in entered_law(commune)]


def unlaunched(actor: Actor) -> QuerySet[Plan]:
    """Own papers on their way to a launch, oldest first; papers of the level above are only kept to compare with."""
    rows = papers(actor).filter(state__in=("draft", "checked", "signed"), from_above=False)
    return rows.order_by("filed_at")


STATE_LABELS = dict(PlanState.choices)


def names_of(idents: Iterable[UUID]) -> dict[UUID, str]:
    """Titles of plans by id, for a page of the journal. One query."""
    return dict(Plan.objects.filter(pk__in=set(idents)).values_list("pk", "title"))


def shelved(actor: Actor, *, only: Plan | None = None) -> list[Shelved]:
    """The readings of the plans that the actor sees, newest plan first, at most `MOST_SHELVED`; or of one of them.

    Their texts are left where they are. One query.
    """
    newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-ordinal").values("pk")[:1]
    plans = visible_to(actor).filter(pk=only.pk) if only else papers(actor)
    rows = (
        PlanVersion.objects.filter(plan__in=plans.values("pk"), pk=Subquery(newest))
        .select_related("plan")
        .only("reading", *(f"plan__{name}" for name in ("title", "number", "symbol", "signed_on", "filed_at")))
        .order_by("-plan__filed_at", "plan_id")[:MOST_SHELVED]
    )
    return [Shelved(str(row.plan_id), _named(row.plan), loads(row.reading), row.plan.signed_on) for row in rows]


def _named(plan: Plan) -> str:
    return f"{plan.number}/{plan.symbol}: {plan.title}" if plan.number else plan.title


def unit_cards(plan: Plan, today: date) -> list[UnitCard]:
    """The units of the plan's commune as the matcher of names sees them. One query."""
    return [UnitCard(row.id, row.name, row.short_name, row.kind) for row in units_of(plan.commune, today)]


PAPER_KINDS = PaperKind.choices
AMENDMENT_LABELS = dict(AmendmentState.choices)


def amendments_visible_to(actor: Actor) -> QuerySet[Amendment]:
    """Amendments of the plans that the actor sees: those on their way for ward staff only, applied ones for all."""
    communes = [commune for commune in actor.communes if actor.holds(*_WARD_STAFF, commune=commune)]
    rows = Amendment.objects.filter(plan__in=visible_to(actor).values("id"))
    return rows.filter(Q(state="applied") | Q(commune__in=communes)).select_related("plan", "draft", "requester_unit")


def amended_by(actor: Actor, plan: Plan) -> list[Amendment]:
    """The applied amendments of a plan, the first first. One query."""
    return list(amendments_visible_to(actor).filter(plan=plan, state="applied").order_by("ordinal"))


def amendment_of_draft(actor: Actor, plan: Plan) -> Amendment | None:
    """The amendment whose paper this plan is. One query."""
    return amendments_visible_to(actor).filter(draft=plan).first()


def versions_visible_to(actor: Actor, plan: Plan) -> QuerySet[PlanVersion]:
    """The versions of a plan, newest first: all for ward staff; for others those that were in force."""
    rows = PlanVersion.objects.filter(plan=plan).select_related("file", "plan", "amendment__draft")
    if not actor.holds(*_WARD_STAFF, commune=plan.commune):
        issued = Amendment.objects.filter(plan=plan, state="applied").order_by("ordinal").values("base__ordinal")[:1]
        newest = PlanVersion.objects.filter(plan=plan).order_by("-ordinal").values("ordinal")[:1]
        rows = rows.filter(ordinal__gte=Coalesce(Subquery(issued), Subquery(newest)))
    return rows.order_by("-ordinal")


def differences_between(old: PlanVersion, new: PlanVersion) -> list[Difference]:
    """What the newer of two versions changes."""
    return version_differences(reading_of(old), reading_of(new))  # type: ignore[arg-type]


def seen_before(version: PlanVersion) -> PlanVersion | None:
    """The version that this one is looked at against: the version in force for an amendment's draft, else the newest
    earlier one that was checked to its end, else the one just before. At most three queries."""
    amendment = Amendment.objects.filter(draft=version.plan_id).select_related("base").first()
    if amendment is not None:
        return amendment.base
    earlier = PlanVersion.objects.filter(plan=version.plan_id, ordinal__lt=version.ordinal).order_by("-ordinal")
    checked = {fact["version"] for fact in _told(version.plan_id, Event.PLAN_CHECKED)} if earlier else set()
    return next((row for row in earlier if row.ordinal in checked), earlier[0] if earlier else None)


def _told(plan: UUID, *events: Event) -> list[dict[str, Any]]:
    """What the journal tells of a plan, in order: event, who, when, and the content of each entry."""
    rows = Entry.objects.filter(subject=plan, event__in=[event.value for event in events]).order_by("commune", "seq")
    return [
        json.loads(row.content)["content"] | {"event": Event(row.event), "who": row.actor, "when": row.at}
        for row in rows
    ]


def checked_last(plan: Plan) -> tuple[UUID | None, datetime] | None:
    """Who went through the reading of the newest version last, and when; None when nobody did. One query."""
    facts = _told(plan.pk, Event.PLAN_CHECKED, Event.PLAN_AMENDED)
    if not facts or facts[-1]["event"] is not Event.PLAN_CHECKED:
        return None
    return facts[-1]["who"], facts[-1]["when"]
