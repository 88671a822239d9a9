"""Tables of the journal. Triggers in the migrations refuse any update or deletion of an entry, whoever asks."""

from __future__ import annotations

import uuid

from django.db import models


class Chain(models.Model):
    """The head of one commune's chain. Locked by every write of that commune, so that writes come one after another."""

    commune = models.UUIDField(primary_key=True)
    size = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)


class Entry(models.Model):
    """One act. `content` is the canonical text the hash covers; the other columns repeat parts of it for search."""

    commune = models.UUIDField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    event = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    content = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["commune", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "seq"], name="entry_commune_seq"),
            models.CheckConstraint(condition=models.Q(seq__gte=0), name="entry_seq_positive"),
        ]
        indexes = [
            models.Index(fields=["commune", "-seq"], name="entry_newest"),
            models.Index(fields=["subject", "seq"], name="entry_subject"),
        ]


class Secret(models.Model):
    """A personal value behind a commitment in the chain. Deleted, it leaves the chain valid, the value unreadable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField()
    person = models.UUIDField(null=True, db_index=True)
    field = models.CharField(max_length=60)
    value = models.TextField()
    salt = models.CharField(max_length=64)


class OnceKey(models.Model):
    """The key a form carried, and the answer its act gave: a repeat gets the same answer and changes nothing."""

    actor = models.UUIDField(null=True)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    answer = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="once_key")]
