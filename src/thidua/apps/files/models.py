"""Tables of stored files."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, at_most


class StoredFile(models.Model):
    """One file as somebody gave it: a name for people, a hash for the bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = CleanText(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    stored_by = models.UUIDField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["-stored_at"]
        constraints = [
            at_most("name", 255, "file"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_size_positive"),
        ]
