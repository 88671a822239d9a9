"""What units are given of a target."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, Figure, at_most, pair
from thidua.apps.movements.models.movement import Movement
from thidua.apps.units.models import Unit


class Share(models.Model):
    """What one unit is given of one measure of a target. `item` is the measure's id in the plan, `target` the target's.

    After the launch a change keeps what was given before (`was`), with who, when and why; a share that is taken back
    stays as a row, so that the unit sees that it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="shares")
    target = models.UUIDField()
    item = models.UUIDField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shares")
    value = Figure(verbose_name="số giao", null=True)
    note = CleanText("ghi chú", max_length=200, blank=True, default="")
    taken_back = models.BooleanField(default=False)
    was = Figure(null=True)
    why = CleanText("lý do", max_length=300, blank=True, default="")
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "item", "unit"], name="share_once"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0), name="share_not_negative"
            ),
            at_most("note", 200, "share"),
            at_most("why", 300, "share"),
            pair("changed_by", "changed_at", "share"),
        ]
        indexes = [models.Index(fields=["unit", "movement"], name="share_unit")]
