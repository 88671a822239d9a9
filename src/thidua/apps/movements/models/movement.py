"""Tables of movements. Before the launch only assignments exist; the launch writes the rest in one transaction."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, FoldedText, SortKey, at_most, in_order, one_of, pair
from thidua.apps.files.models import StoredFile
from thidua.apps.people.models import Person
from thidua.apps.plans.models import Amendment, Plan
from thidua.apps.units.models import Unit
from thidua.core.movements import DUTY_LABELS, KIND_LABELS, MOVEMENT_STEPS, DutyKind, Kind


class MovementState(models.TextChoices):
    DRAFT = "draft", MOVEMENT_STEPS.labels["draft"]
    PROPOSED = "proposed", MOVEMENT_STEPS.labels["proposed"]
    LAUNCHED = "launched", MOVEMENT_STEPS.labels["launched"]
    CLOSED = "closed", MOVEMENT_STEPS.labels["closed"]


class MovementKind(models.TextChoices):
    ANNUAL = Kind.ANNUAL.value, KIND_LABELS[Kind.ANNUAL]
    CAMPAIGN = Kind.CAMPAIGN.value, KIND_LABELS[Kind.CAMPAIGN]
    THEMATIC = Kind.THEMATIC.value, KIND_LABELS[Kind.THEMATIC]
    BLOCK = Kind.BLOCK.value, KIND_LABELS[Kind.BLOCK]
    SCHOOL_YEAR = Kind.SCHOOL_YEAR.value, KIND_LABELS[Kind.SCHOOL_YEAR]


class Movement(models.Model):
    """A movement of a commune (or of the city), carried out under one plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="movements")
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="movement")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = CleanText("tên phong trào", max_length=500)
    folded = FoldedText(source="name")
    sort_key = SortKey(source="name")
    kind = models.CharField("loại", max_length=12, choices=MovementKind.choices)
    starts_on = models.DateField("từ ngày", null=True)
    ends_on = models.DateField("đến hết ngày", null=True)
    state = models.CharField("bước", max_length=10, choices=MovementState.choices, default=MovementState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.UUIDField(null=True)
    drafted_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_reading = models.CharField(max_length=20, blank=True, default="")
    launched_by = models.UUIDField(null=True)
    launched_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            at_most("name", 500, "movement"),
            one_of("state", MovementState, "movement"),
            one_of("kind", MovementKind, "movement"),
            in_order("starts_on", "ends_on", "movement"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["launched", "closed"]) | models.Q(launched_at__isnull=False),
                name="movement_launched_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentKind(models.TextChoices):
    TARGET = "target", "Chỉ tiêu"
    TASK = "task", "Nhiệm vụ"


class Assignment(models.Model):
    """Who answers for one target or task of the plan, chosen before the launch. `item` is its id in the reading.

    A task has a first due day and a product; for a target both are in its measures.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="assignments")
    kind = models.CharField(max_length=6, choices=AssignmentKind.choices, default=AssignmentKind.TARGET)
    item = models.UUIDField()
    due_on = models.DateField("hạn", null=True)
    product = CleanText("sản phẩm", max_length=300, blank=True, default="")
    owner = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    supporters = models.ManyToManyField(Unit, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "item"], name="assignment_once"),
            one_of("kind", AssignmentKind, "assignment"),
            at_most("product", 300, "assignment"),
        ]


class Matching(models.Model):
    """Which units of the tree a printed name of the plan stands for ("Các phòng, ban, đơn vị": many)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="matchings")
    printed = models.CharField(max_length=400)
    units = models.ManyToManyField(Unit, related_name="+")
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movement", "printed"], name="matching_once")]


class Phase(models.Model):
    """A phase of a movement over several years, or a round inside a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="phases")
    label = CleanText(max_length=80)
    name = CleanText(max_length=300, blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["starts_on", "label"]
        constraints = [in_order("starts_on", "ends_on", "phase")]


class MovementLink(models.Model):
    """Another movement that the plan tells people to carry on, or a theme of the year above it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10)
    name = CleanText(max_length=600)
    launched_by = CleanText(max_length=200, blank=True, default="")


class Attachment(models.Model):
    """A file that goes with the movement: guidance, forms, the block's rules."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = CleanText(max_length=200)

    class Meta:
        constraints = [at_most("title", 200, "attachment")]


class InForce(models.Manager):
    """Rows that no amendment has withdrawn. The others stay for what hangs on them, and are reached through `every`."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(withdrawn_on__isnull=True)


class EveryRow(models.Manager):
    """All rows, those too that an amendment has withdrawn."""


class Target(models.Model):
    """A target as launched or amended. Its id is the id of the item in the plan, and stays so in every version.

    One that an amendment took out stays, with the day from which it no longer holds.
    """

    id = models.UUIDField(primary_key=True)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="sub_targets")
    number = models.PositiveSmallIntegerField()
    label = CleanText(max_length=40, blank=True, default="")
    group = CleanText(max_length=400, blank=True, default="")
    text = models.TextField()
    folded = models.TextField(default="", editable=False)
    measures = models.TextField()
    source = models.JSONField(default=dict)
    owner = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="owned_targets")
    officer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="owned_targets")
    supporters = models.ManyToManyField(Unit, related_name="supported_targets")
    withdrawn_on = models.DateField("thôi từ ngày", null=True)
    withdrawn_by = models.ForeignKey(Amendment, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["movement", "number"]
        constraints = [models.UniqueConstraint(fields=["movement", "number"], name="target_number_once")]


class DeadlineBound(models.TextChoices):
    BEFORE = "before", "trước ngày"
    BY = "by", "chậm nhất"
    ON = "on", "vào ngày"


class Deadline(models.Model):
    """A time limit of the plan: its words, how they are meant, and the instant that follows from both (exclusive).

    `moved_from` is the day it had before the last amendment that moved it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="deadlines")
    item = models.UUIDField(null=True)
    kind = models.CharField(max_length=14)
    what = models.TextField()
    words = CleanText(max_length=300)
    bound = models.CharField(max_length=8, choices=DeadlineBound.choices, default=DeadlineBound.BY)
    choice = models.CharField(max_length=10, blank=True, default="")
    weekend = models.CharField(max_length=6, default="keep")
    due = models.CharField(max_length=10)
    due_on = models.DateField(null=True)
    closes_at = models.DateTimeField(null=True)
    to = CleanText(max_length=300, blank=True, default="")
    via = CleanText(max_length=300, blank=True, default="")
    upward = models.BooleanField(default=False)
    source = models.JSONField(default=dict)
    moved_from = models.DateField("trước đây", null=True)
    withdrawn_on = models.DateField("thôi từ ngày", null=True)

    objects = InForce()
    every = EveryRow()

    class Meta:
        ordering = ["due_on", "what"]
        constraints = [one_of("bound", DeadlineBound, "deadline")]
        indexes = [models.Index(fields=["movement", "due_on"], name="deadline_day")]


class Participant(models.Model):
    """A unit in a movement: told at the launch, and when it said that it has taken its duties."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="participants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    told_at = models.DateTimeField()
    acknowledged_by = models.UUIDField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "unit"], name="participant_once"),
            pair("acknowledged_by", "acknowledged_at", "participant"),
        ]


class DutyKindChoice(models.TextChoices):
    LEADS_TARGET = DutyKind.LEADS_TARGET.value, DUTY_LABELS[DutyKind.LEADS_TARGET]
    SUPPORTS_TARGET = DutyKind.SUPPORTS_TARGET.value, DUTY_LABELS[DutyKind.SUPPORTS_TARGET]
    DUTY = DutyKind.DUTY.value, DUTY_LABELS[DutyKind.DUTY]
    REPORTS = DutyKind.REPORTS.value, DUTY_LABELS[DutyKind.REPORTS]


class Duty(models.Model):
    """One thing one unit has to do. `role` is lead, coordinate, advise or perform (contract, assignments)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=16, choices=DutyKindChoice.choices)
    role = models.CharField(max_length=10, default="perform")
    text = models.TextField()
    target = models.ForeignKey(Target, null=True, on_delete=models.CASCADE, related_name="duties")
    deadline = models.ForeignKey(Deadline, null=True, on_delete=models.CASCADE, related_name="duties")
    item = models.UUIDField(null=True)
    source = models.JSONField(default=dict)
    product = CleanText(max_length=300, blank=True, default="")
    ordinal = models.PositiveSmallIntegerField(default=0)
    withdrawn_on = models.DateField("thôi từ ngày", null=True)

    objects = InForce()
    every = EveryRow()

    class Meta:
        ordering = ["movement", "unit", "ordinal"]
        constraints = [one_of("kind", DutyKindChoice, "duty"), at_most("product", 300, "duty")]
        indexes = [models.Index(fields=["unit", "movement"], name="duty_unit")]
