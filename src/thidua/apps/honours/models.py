"""The register: a row for each honour a person or a unit holds. Empty until decisions fill it."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, FoldedText, at_most
from thidua.apps.people.models import Person
from thidua.apps.units.models import Unit


class Honour(models.Model):
    """Held by exactly one person or one unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="honours")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="honours")
    form = CleanText("hình thức, danh hiệu", max_length=160)
    folded = FoldedText(source="form")
    year = models.PositiveSmallIntegerField("năm")
    decision_number = CleanText("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")

    class Meta:
        ordering = ["-decided_on"]
        constraints = [
            at_most("form", 160, "honour"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, unit__isnull=False)
                | models.Q(person__isnull=False, unit__isnull=True),
                name="honour_one_holder",
            ),
        ]
