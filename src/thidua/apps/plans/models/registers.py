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
