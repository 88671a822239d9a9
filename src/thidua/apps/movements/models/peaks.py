"""Peaks inside a movement."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, at_most, in_order
from thidua.apps.movements.models.movement import Movement


class Peak(models.Model):
    """Đợt cao điểm: days inside a movement, tied to an anniversary of the table or to a day of the commune's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="peaks")
    name = CleanText(max_length=200)
    anniversary = models.CharField(max_length=30, blank=True, default="")
    occasion = CleanText(max_length=160, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField()
    what = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["starts_on", "name"]
        constraints = [
            at_most("name", 200, "peak"),
            at_most("what", 1000, "peak"),
            in_order("starts_on", "ends_on", "peak"),
            models.UniqueConstraint(fields=["movement", "name", "starts_on"], name="peak_once"),
        ]

    def __str__(self) -> str:
        return self.name
