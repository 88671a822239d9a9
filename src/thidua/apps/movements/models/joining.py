"""Joining by link: the link (its token only as a hash), what a visitor sent, and the tries of a machine."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, FoldedText, at_most, one_of, pair
from thidua.apps.movements.models.movement import Movement
from thidua.apps.units.models import Unit
from thidua.core.movements.joining import JOIN_KINDS, JOIN_STEPS


class JoinState(models.TextChoices):
    WAITING = "waiting", JOIN_STEPS.labels["waiting"]
    ACCEPTED = "accepted", JOIN_STEPS.labels["accepted"]
    DECLINED = "declined", JOIN_STEPS.labels["declined"]


class JoinKind(models.TextChoices):
    ENTERPRISE = "enterprise", JOIN_KINDS["enterprise"]
    HOUSEHOLD = "household", JOIN_KINDS["household"]
    COOPERATIVE = "cooperative", JOIN_KINDS["cooperative"]


class JoinLink(models.Model):
    """A way in without an account, for a launched movement. Who has only the database cannot make it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="join_links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = CleanText(max_length=120, blank=True, default="")
    kinds = models.CharField(max_length=60)
    most_uses = models.PositiveIntegerField()
    expires_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [at_most("label", 120, "join_link"), pair("closed_by", "closed_at", "join_link")]

    @property
    def kind_list(self) -> list[str]:
        return [kind for kind in JOIN_KINDS if kind in self.kinds.split(",")]


class JoinRequest(models.Model):
    """What a household or enterprise sent. Personal values are the least that is needed, and can be erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    link = models.ForeignKey(JoinLink, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=12, choices=JoinKind.choices)
    name = CleanText(max_length=200)
    folded = FoldedText(source="name")
    address = CleanText(max_length=200, blank=True, default="")
    group = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    contact = CleanText(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="", db_index=True)
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=JoinState.choices, default=JoinState.WAITING)
    why = CleanText(max_length=300, blank=True, default="")
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            at_most("name", 200, "join_request"),
            at_most("address", 200, "join_request"),
            at_most("contact", 120, "join_request"),
            one_of("kind", JoinKind, "join_request"),
            one_of("state", JoinState, "join_request"),
        ]


class JoinTry(models.Model):
    """One form from one machine, to slow whoever sends many. The address is kept as a keyed hash, and not for long."""

    address = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)
