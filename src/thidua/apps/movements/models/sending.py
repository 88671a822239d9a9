"""Who gets the paper, how it went out, who opened it and passed it on."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, at_most, one_of
from thidua.apps.files.models import StoredFile
from thidua.apps.movements.models.movement import Movement
from thidua.apps.units.models import Unit
from thidua.core.movements.sending import CHANNEL_LABELS, PLACE_LABELS, Channel, Place


class RecipientPlace(models.TextChoices):
    """`core.movements.sending.Place` as a column."""

    MATCHED = Place.MATCHED.value, PLACE_LABELS[Place.MATCHED]
    OUTSIDE = Place.OUTSIDE.value, PLACE_LABELS[Place.OUTSIDE]
    LEADERS = Place.LEADERS.value, PLACE_LABELS[Place.LEADERS]
    ARCHIVE = Place.ARCHIVE.value, PLACE_LABELS[Place.ARCHIVE]
    UNSURE = Place.UNSURE.value, PLACE_LABELS[Place.UNSURE]


class DeliveryChannel(models.TextChoices):
    """`core.movements.sending.Channel` as a column."""

    SYSTEM = Channel.SYSTEM.value, CHANNEL_LABELS[Channel.SYSTEM]
    PAPER = Channel.PAPER.value, CHANNEL_LABELS[Channel.PAPER]
    MAIL = Channel.MAIL.value, CHANNEL_LABELS[Channel.MAIL]
    AXIS = Channel.AXIS.value, CHANNEL_LABELS[Channel.AXIS]
    ZALO = Channel.ZALO.value, CHANNEL_LABELS[Channel.ZALO]
    HAND = Channel.HAND.value, CHANNEL_LABELS[Channel.HAND]
    ARCHIVE = Channel.ARCHIVE.value, CHANNEL_LABELS[Channel.ARCHIVE]


class Recipient(models.Model):
    """One printed line of "Nơi nhận" of the plan, and the units of the tree that it names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="recipients")
    ordinal = models.PositiveSmallIntegerField()
    printed = models.CharField(max_length=400)
    note = models.CharField(max_length=200, blank=True, default="")
    place = models.CharField(max_length=8, choices=RecipientPlace.choices)
    units = models.ManyToManyField(Unit, related_name="+")

    class Meta:
        ordering = ["movement", "ordinal"]
        constraints = [
            one_of("place", RecipientPlace, "recipient"),
            models.UniqueConstraint(fields=["movement", "ordinal"], name="recipient_once"),
        ]


class Delivery(models.Model):
    """A copy that went to a recipient: how, when, by whom, with what proof. `receipt` of the archive is its mark."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=DeliveryChannel.choices)
    sent_on = models.DateField()
    receipt = CleanText(max_length=160, blank=True, default="")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recipient", "recorded_at"]
        constraints = [
            at_most("receipt", 160, "delivery"),
            one_of("channel", DeliveryChannel, "delivery"),
            models.UniqueConstraint(fields=["recipient", "channel", "sent_on", "receipt"], name="delivery_once"),
        ]


class Opening(models.Model):
    """The first time somebody of a unit opened a launched movement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="openings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movement", "unit", "opened_by"], name="opening_once")]


class Passing(models.Model):
    """A unit told its own people of a movement: on a day, how many, with a proof where there is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="passings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    passed_on = models.DateField()
    people = models.PositiveIntegerField()
    how = CleanText(max_length=200, blank=True, default="")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["passed_on"]
        constraints = [
            at_most("how", 200, "passing"),
            models.UniqueConstraint(fields=["movement", "unit", "passed_on", "how"], name="passing_once"),
        ]
