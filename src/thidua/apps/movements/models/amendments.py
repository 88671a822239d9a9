"""What amendments of the plan changed in a running movement."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, one_of
from thidua.apps.movements.models.movement import Movement
from thidua.apps.plans.models import Amendment


class AlterationKind(models.TextChoices):
    ADDED = "added", "Thêm"
    REMOVED = "removed", "Bỏ"
    CHANGED = "changed", "Đổi"
    MOVED = "moved", "Chuyển chỗ"


class Alteration(models.Model):
    """One thing of the plan that an amendment changed: what, the words before and after, and since when.

    `item` is the id of the target, limit or duty it is about; `name` what that is called; `label` the field.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="alterations")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="alterations")
    part = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=AlterationKind.choices)
    item = models.CharField(max_length=40, db_index=True)
    name = models.TextField()
    label = CleanText(max_length=80, blank=True, default="")
    before = models.TextField(blank=True, default="")
    after = models.TextField(blank=True, default="")
    since = models.DateField()
    ordinal = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["amendment", "ordinal"]
        constraints = [one_of("kind", AlterationKind, "alteration")]
