"""Tables of what a ward keeps for its plans: texts to use again, documents with their days, themes of the year."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, FoldedText, at_most, in_order, one_of


class TextKind(models.TextChoices):
    """Which section of a plan a saved text belongs to."""

    PURPOSE = "purposes", "Mục đích"
    REQUIREMENT = "requirements", "Yêu cầu"
    OBJECTIVE = "objective", "Mục tiêu chung"
    TARGET = "targets", "Chỉ tiêu"
    TASK = "tasks", "Nhiệm vụ"
    DUTY = "duties", "Việc giao đơn vị"
    AWARD = "commendation", "Khen thưởng"


class SavedText(models.Model):
    """A sentence kept to be used again in new plans. `used` counts how often it was put into a draft.

    `folded` are its words without marks; `digest` is their hash: the same words are kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    kind = models.CharField("mục", max_length=16, choices=TextKind.choices)
    text = models.TextField("đoạn văn")
    folded = models.TextField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    used = models.PositiveIntegerField("số lần dùng", default=0)
    saved_by = models.UUIDField(null=True)
    saved_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-used", "-saved_at"]
        constraints = [
            at_most("text", 5000, "saved_text"),
            one_of("kind", TextKind, "saved_text"),
            models.UniqueConstraint(
                fields=["commune", "kind", "digest"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="saved_text_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class WardInstrument(models.Model):
    """A document that the ward's plans may rest on, with the days between which it holds, as the ward entered them.

    `plain` is the number as it is compared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    type = models.CharField("loại", max_length=12)
    number = CleanText("số, ký hiệu", max_length=60)
    plain = models.CharField(max_length=60, editable=False)
    dated = models.DateField("ngày ban hành", null=True)
    issuer = CleanText("cơ quan ban hành", max_length=200, blank=True, default="")
    title = CleanText("trích yếu", max_length=1000)
    folded = FoldedText(source="title", max_length=1000, db_index=False)
    since = models.DateField("có hiệu lực từ", null=True)
    until = models.DateField("hết hiệu lực từ", null=True)
    replaced_by = CleanText("được thay bằng", max_length=60, blank=True, default="")
    note = CleanText("ghi chú", max_length=500, blank=True, default="")
    source = CleanText("tra ở đâu", max_length=300, blank=True, default="")
    entered_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["type", "-dated", "number"]
        constraints = [
            at_most("title", 1000, "ward_instrument"),
            at_most("number", 60, "ward_instrument"),
            in_order("since", "until", "ward_instrument"),
            models.UniqueConstraint(
                fields=["commune", "plain"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="ward_instrument_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ThemeOwner(models.TextChoices):
    """Whose theme of the year it is."""

    PROVINCE = "province", "thành phố, tỉnh"
    COMMUNE = "commune", "xã, phường"


class YearTheme(models.Model):
    """The theme of a year, of the city or of the ward, as new plans print it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    year = models.PositiveSmallIntegerField("năm")
    of = models.CharField("của", max_length=10, choices=ThemeOwner.choices)
    text = CleanText("chủ đề", max_length=500)
    entered_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-of"]
        constraints = [
            at_most("text", 500, "year_theme"),
            one_of("of", ThemeOwner, "year_theme"),
            models.UniqueConstraint(fields=["commune", "year", "of"], name="year_theme_once"),
        ]

    def __str__(self) -> str:
        return self.text


class AmendmentState(models.TextChoices):
    """The life of an amendment; the moves stand in `core.plans.life`."""

    PREPARED = "prepared", AMENDMENT_STEPS.labels["prepared"]
    PROPOSED = "proposed", AMENDMENT_STEPS.labels["proposed"]
    APPLIED = "applied", AMENDMENT_STEPS.labels["applied"]
    WITHDRAWN = "withdrawn", AMENDMENT_STEPS.labels["withdrawn"]


class PaperKind(models.TextChoices):
    """What kind of signed paper amends a plan."""

    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch sửa đổi, bổ sung"
    LETTER = "letter", "Công văn"


class Amendment(models.Model):
    """A change of an issued plan: why, who asked, the signed paper, and who prepared and approved it.

    `draft` holds the amended text while it is prepared, and afterwards the number, day and scan of the signed paper;
    the plan itself stays as it is until the approval gives it `version`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    draft = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="amendment")
    base = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(PlanVersion, null=True, on_delete=models.PROTECT, related_name="amendment")
    ordinal = models.PositiveSmallIntegerField("lần sửa đổi", null=True)
    state = models.CharField("bước", max_length=10, choices=AmendmentState.choices, default=AmendmentState.PREPARED)
    kind = models.CharField("loại văn bản", max_length=10, choices=PaperKind.choices, default=PaperKind.DECISION)
    reason = CleanText("lý do sửa đổi", max_length=500)
    requester_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    requester = CleanText("người đề nghị", max_length=300, blank=True, default="")
    prepared_by = models.UUIDField(null=True)
    prepared_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_reading = models.CharField(max_length=20, blank=True, default="")
    sent_back = CleanText("lý do trả lại", max_length=500, blank=True, default="")
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan", "prepared_at"]
        constraints = [
            one_of("state", AmendmentState, "amendment"),
            one_of("kind", PaperKind, "amendment"),
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state__in=["prepared", "proposed"]), name="amendment_open_once"
            ),
            models.UniqueConstraint(fields=["plan", "ordinal"], name="amendment_ordinal_once"),
            models.CheckConstraint(
                condition=~models.Q(state="applied")
                | models.Q(version__isnull=False, ordinal__isnull=False, approved_at__isnull=False),
                name="amendment_applied_whole",
            ),
        ]

    @property
    def asked_by(self) -> str:
        """Who asked for it: the unit of the tree, else the words."""
        return self.requester_unit.name if self.requester_unit else self.requester
