"""The shapes of a plan in the interchange format `thidua-plan/1`. Figures are exact Decimals, dates are ISO texts.

The meaning of every field stands in the plan contract; `plan.schema.json` beside this file is the same as a schema.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NotRequired, Required, TypedDict, get_args

Kind = Literal["plan", "decision", "directive", "dispatch", "guideline", "regulation", "pledge", "report", "other"]
Level = Literal["central", "province", "commune", "agency", "school", "block", "council", "enterprise", "other"]
MovementType = Literal["annual", "campaign", "thematic", "block", "school_year"]
ThemeOf = Literal["national", "province", "commune", "block", "school", "agency"]
InstrumentType = Literal[
    "law",
    "decree",
    "circular",
    "resolution",
    "directive",
    "conclusion",
    "decision",
    "plan",
    "guideline",
    "regulation",
    "dispatch",
    "programme",
    "report",
    "notice",
    "other",
]
Operator = Literal[
    "at_least",
    "at_most",
    "above",
    "below",
    "equal",
    "between",
    "increase_at_least",
    "increase_between",
    "decrease",
    "maintain",
    "complete",
    "rank",
    "qualitative",
]
OPERATORS: tuple[Operator, ...] = get_args(Operator)
NEEDS_VALUE: frozenset[Operator] = frozenset({"at_least", "at_most", "above", "below", "equal"})
NEEDS_RANGE: frozenset[Operator] = frozenset({"between", "increase_between"})
Role = Literal["lead", "coordinate", "advise", "perform"]
Stage = Literal["annual", "mid_term", "final", "campaign"]
DeadlineKind = Literal["report", "registration", "dossier", "review", "other"]
Bound = Literal["before", "by", "on"]
MemberRole = Literal["head", "deputy", "member"]
CriterionKind = Literal["group", "base", "bonus", "penalty"]
CRITERION_KINDS: tuple[CriterionKind, ...] = get_args(CriterionKind)


class Source(TypedDict, total=False):
    """Where an item stands in `x_text`: lines count from 1 with both ends, characters from 0 with the end excluded."""

    lines: Required[list[int]]
    chars: Required[list[int]]
    page: int


class Item(TypedDict, total=False):
    """What every item may carry besides its own fields."""

    source: Source
    confidence: Decimal
    as_read: str
    id: str


class Issuer(Item):
    name: str
    level: Level
    place: NotRequired[str | None]
    parent: NotRequired[str | None]


class Document(Item):
    kind: Kind
    number: str | None
    symbol: str | None
    date: str | None
    place: NotRequired[str | None]
    title: str
    issuer: Issuer


class Movement(Item):
    name: str
    type: MovementType


class Theme(Item):
    of: ThemeOf
    text: str
    year: NotRequired[int | None]


class LegalBasis(Item):
    type: InstrumentType
    number: str | None
    date: str | None
    issuer: NotRequired[str | None]
    title: NotRequired[str | None]
    role: Literal["basis", "cited"]


class TextItem(Item):
    label: NotRequired[str | None]
    text: str


class Milestone(TypedDict, total=False):
    period: Required[str]
    value: Decimal | None
    text: str | None


class Measure(Item):
    metric: str
    operator: Operator
    value: Decimal | None
    value_max: NotRequired[Decimal | None]
    unit: str | None
    basis: NotRequired[Literal["absolute", "growth", "share", "count", "rank"] | None]
    period: NotRequired[str | None]
    per: NotRequired[str | None]
    baseline: NotRequired[Decimal | None]
    better: NotRequired[Literal["higher", "lower"] | None]
    as_written: NotRequired[str]
    milestones: NotRequired[list[Milestone]]


class Target(Item):
    label: NotRequired[str | None]
    group: NotRequired[str | None]
    text: str
    measures: list[Measure]
    sub_targets: NotRequired[list[Target]]
    lead: NotRequired[list[str]]
    support: NotRequired[list[str]]


class Task(Item):
    label: NotRequired[str | None]
    group: NotRequired[str | None]
    text: str
    lead: NotRequired[list[str]]
    support: NotRequired[list[str]]
    due: NotRequired[str | None]
    product: NotRequired[str | None]
    milestones: NotRequired[list[Milestone]]


# "from" and "with" are words of Python, so these shapes begin as calls.
_Span = TypedDict("_Span", {"from": str | None, "to": str | None})
_Partners = TypedDict("_Partners", {"with": NotRequired[list[str]]})


class Period(_Span, Item):
    text: NotRequired[str]


class Phase(_Span, Item):
    label: str
    name: NotRequired[str | None]
    text: NotRequired[str]


class Duty(_Partners, Item):
    role: Role
    text: str


class Assignment(Item):
    unit: str
    duties: list[Duty]


class Recurrence(TypedDict, total=False):
    """When a deadline repeats; `month` counts within the period (1-3 in a quarter), `weekday` 1 is Monday."""

    every: Required[Literal["week", "month", "quarter", "half_year", "year", "term"]]
    month: int | None
    day: int | None
    weekday: int | None


class Deadline(Item):
    kind: DeadlineKind
    when: str
    date: NotRequired[str | None]
    recurrence: NotRequired[Recurrence | None]
    after: NotRequired[str | None]
    bound: NotRequired[Bound]
    who: NotRequired[list[str]]
    to: NotRequired[str | None]
    via: NotRequired[str | None]
    what: str


class Award(Item):
    stage: Stage
    form: str
    authority: NotRequired[str | None]
    collectives: NotRequired[int | None]
    individuals: NotRequired[int | None]
    text: NotRequired[str]


class Criterion(Item):
    label: NotRequired[str | None]
    text: str
    points: Decimal
    kind: CriterionKind


class Scoring(Item):
    total: Decimal | None
    criteria: list[Criterion]


class Member(Item):
    unit: str
    role: MemberRole


class Block(Item):
    name: str
    members: list[Member]


class LinkedMovement(Item):
    name: str
    launched_by: NotRequired[str | None]


class Channel(Item):
    name: str


class Recipient(Item):
    name: str
    note: NotRequired[str | None]
    archive: NotRequired[bool]


class Signatory(Item):
    name: str | None
    position: str | None
    post: NotRequired[str | None]
    mode: list[Literal["TM", "KT", "TL", "TUQ", "Q"]]
    behalf_of: NotRequired[str | None]


class PlanWarning(Item):
    text: str


class DraftNote(TypedDict):
    """Something in a draft that a person has to confirm: `item` is the id of the item it speaks of."""

    item: str
    code: str
    text: str


class Plan(TypedDict):
    """One plan document; every `source` points into `x_text`. `x_origins` tells by ids which item one was made from."""

    format: Literal["thidua-plan/1"]
    document: Document
    movement: NotRequired[Movement]
    themes: list[Theme]
    legal_bases: list[LegalBasis]
    purposes: list[TextItem]
    requirements: list[TextItem]
    objective: TextItem | None
    targets: list[Target]
    tasks: list[Task]
    period: Period
    phases: list[Phase]
    assignments: list[Assignment]
    deadlines: list[Deadline]
    commendation: list[Award]
    scoring: NotRequired[Scoring | None]
    block: NotRequired[Block | None]
    linked_movements: list[LinkedMovement]
    channels: list[Channel]
    recipients: list[Recipient]
    signatory: Signatory | None
    warnings: NotRequired[list[PlanWarning]]
    x_text: NotRequired[str]
    x_origins: NotRequired[dict[str, str]]
    x_notes: NotRequired[list[DraftNote]]
