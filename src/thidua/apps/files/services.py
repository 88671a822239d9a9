"""Acts on files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from thidua.apps.files import store
from thidua.apps.files.models import StoredFile
from thidua.apps.journal.services import require, writing
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.verdicts import YES, Verdict, no
from thidua.formats.guard import check_file_name

RESERVE = 500 * 2**20
"""What files leave to the database, so that work goes on when the disk is full of papers (reliability T47)."""


def store_file(data: bytes, *, name: str, media_type: str, commune: UUID, by: Actor, now: datetime) -> StoredFile:
    """Keep `data` for a commune. The same bytes under the same name give the row that is there already.

    Refused when the disk is nearly full (C64). The name is kept as `check_file_name` puts it right, whoever calls: no
    path, no hidden sign, 150 characters.
    """
    name, _notes = check_file_name(name)
    require(_room_for(len(data)))
    sha256 = store.put(data)
    with writing(commune, by=by, now=now) as journal:
        known = StoredFile.objects.filter(commune=commune, sha256=sha256, name=name).first()
        if known:
            return known
        row = StoredFile.objects.create(
            commune=commune,
            sha256=sha256,
            name=name,
            media_type=media_type,
            size=len(data),
            stored_by=by.person,
            stored_at=now,
        )
        journal.record(Event.FILE_STORED, row.id, {"sha256": sha256, "size": len(data), "media_type": media_type})
    return row


def _room_for(size: int) -> Verdict:
    if store.free_bytes() - size >= RESERVE:
        return YES
    return no(
        "C64", "Máy chủ sắp hết chỗ nên chưa nhận tệp. Báo quản trị hệ thống; việc khác vẫn làm được.", field="file"
    )
