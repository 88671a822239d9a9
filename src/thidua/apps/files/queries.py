"""Reading files, each scoped to the communes of the actor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from thidua.apps.files import store
from thidua.apps.files.models import StoredFile
from thidua.core.actors import Actor
from thidua.core.permits import Act, may


def visible_to(actor: Actor):
    """Files of the communes in which the actor may read files."""
    communes = [commune for commune in actor.communes if may(actor, Act.FILE_READ, commune=commune)]
    return StoredFile.objects.filter(commune__in=communes)


def bytes_of(row: StoredFile) -> bytes | None:
    """The bytes, or None when they are missing or were altered on the disk."""
    return store.path_of(row.sha256).read_bytes() if store.whole(row.sha256) else None


def broken() -> Iterator[StoredFile]:
    """Rows whose bytes are missing or altered."""
    seen: dict[str, bool] = {}
    for row in StoredFile.objects.order_by("sha256").iterator():
        if not seen.setdefault(row.sha256, store.whole(row.sha256)):
            yield row


def unclaimed() -> Iterator[Path]:
    """Files on the disk that no row names: left by a crash between bytes and row; harmless."""
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.glob("??/??/*")) if root.exists() else []:
        if path.name not in named:
            yield path
