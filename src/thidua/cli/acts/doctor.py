"""`doctor`: is this machine fit, is this folder in order? Exit 0 all well, 1 look at something, 2 something wrong."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from thidua import __version__
from thidua.cli.ground import folder_of, load_django, now, sqlite_warning
from thidua.cli.speech import say
from thidua.config import folder
from thidua.config.drives import refuse_foreign_drive
from thidua.config.places import Places
from thidua.formats.child import office
from thidua.jobs.keeping.stops import Stop, amount

GOOD, LOOK, BAD = 0, 1, 2
_SIGNS = {GOOD: "  tốt ", LOOK: "  XEM ", BAD: "  HỎNG"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how bad, and what."""

    level: int
    text: str


def doctor(given: Namespace) -> int:
    """Print every finding; the worst one is the exit code."""
    where = folder_of(given)
    if given.fix_permissions:
        for path in folder.fix_permissions(where):
            say(f"Đã sửa quyền: {path}")
    worst = GOOD
    for finding in _findings(where):
        say(f"{_SIGNS[finding.level]}  {finding.text}")
        worst = max(worst, finding.level)
    return worst


def _findings(where: Places) -> Iterator[Finding]:
    yield Finding(GOOD, f"Thidua {__version__}, Python {platform.python_version()}, {platform.system()}")
    yield from _machine()
    yield from _stopped(BAD, lambda: refuse_foreign_drive(where.root) if folder.uses_sqlite() else None)
    if not where.root.exists():
        yield Finding(LOOK, f"Chưa khởi tạo {where.root}. Chạy: thidua init hoặc thidua sample")
        return
    yield from _disk(where)
    for check in (folder.require_started, folder.require_no_upgrade_left, folder.require_key):
        if found := list(_stopped(BAD, lambda check=check: check(where))):
            yield from found
            return
    for path in folder.readable_by_others(where):
        yield Finding(LOOK, f"Người khác đọc được {path}. Chạy: thidua doctor --fix-permissions")
    yield from _database(where)
    yield from _copies(where)
    yield from _certificate(where)


def _stopped(level: int, act) -> Iterator[Finding]:
    try:
        act()
    except Stop as stop:
        yield Finding(level, stop.text)


def _machine() -> Iterator[Finding]:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Asia/Ho_Chi_Minh")
    except ZoneInfoNotFoundError:
        yield Finding(BAD, "Thiếu dữ liệu múi giờ; cài gói tzdata.")
    trained = list(Path(str(files("thidua.formats"))).rglob("vie.traineddata"))
    if importlib.util.find_spec("tesserocr") and trained:
        yield Finding(GOOD, "Đọc bản quét: có (tesserocr, tiếng Việt)")
    elif shutil.which("tesseract"):
        yield Finding(GOOD, "Đọc bản quét: dùng Tesseract của hệ thống")
    else:
        yield Finding(LOOK, "Không đọc được bản quét: thiếu tesserocr hoặc vie.traineddata.")
    old = (
        "Đọc tệp .doc, .odt, .rtf: có (LibreOffice)"
        if office.program()
        else ("Chưa có LibreOffice: tệp .doc, .odt, .rtf phải lưu thành .docx trước khi nạp.")
    )
    yield Finding(GOOD, old)
    fonts = list(Path(str(files("thidua.web"))).rglob("*.woff2"))
    yield Finding(GOOD if fonts else LOOK, f"Phông chữ kèm theo: {len(fonts)} tệp")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield Finding(LOOK, "Đang chạy bằng root; nên dùng một người dùng riêng.")


def _disk(where: Places) -> Iterator[Finding]:
    free = shutil.disk_usage(where.root).free
    yield Finding(LOOK if free < 2 * 2**30 else GOOD, f"Ổ đĩa còn {amount(free)}")
    wal = where.root / "thidua.db-wal"
    if wal.exists() and wal.stat().st_size > 64 * 2**20:
        yield Finding(LOOK, f"Tệp -wal lớn {amount(wal.stat().st_size)}; khởi động lại máy chủ.")


def _database(where: Places) -> Iterator[Finding]:
    load_django()
    from django.db import connection
    from django.db.utils import DatabaseError

    from thidua.jobs.keeping import heads, versions
    from thidua.jobs.keeping.tables import table

    try:
        connection.ensure_connection()
        yield from _stopped(BAD, lambda: versions.require_current(where.version))
        yield from _stopped(BAD, lambda: heads.refuse_short(where.heads))
        last = table("journal.Entry").order_by("-pk").values_list("at", flat=True).first()
    except DatabaseError as error:
        yield Finding(BAD, f"CSDL: {str(error).splitlines()[0]}")
        return
    said = sqlite_warning()
    kind = f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    yield Finding(LOOK if said else GOOD, said or f"CSDL: {kind}")
    if last and now() < last - timedelta(seconds=60):
        yield Finding(LOOK, f"Đồng hồ lệch: mục nhật ký cuối ghi {last:%d/%m/%Y %H:%M} UTC, sau giờ của máy.")


def _copies(where: Places) -> Iterator[Finding]:
    from thidua.core.events import Event
    from thidua.jobs.keeping.tables import table

    made = table("journal.Entry").filter(event=Event.BACKUP_MADE.value).order_by("-pk").values_list("at", flat=True)
    newest = made.first()
    if newest is None:
        yield Finding(LOOK, "Chưa sao lưu lần nào. Chạy: thidua backup --to THƯ_MỤC")
    else:
        days = (now() - newest).days
        yield Finding(LOOK if days > 1 else GOOD, f"Lần sao lưu gần nhất: {days} ngày trước")
    if where.drill.exists():
        days = int((time.time() - where.drill.stat().st_mtime) // 86400)
        yield Finding(LOOK if days > 35 else GOOD, f"Lần diễn tập khôi phục gần nhất: {days} ngày trước")


def _certificate(where: Places) -> Iterator[Finding]:
    from thidua.config.lan import certificate_ends

    ends = certificate_ends(where)
    if ends is not None:
        left = (ends - datetime.now(UTC)).days
        yield Finding(LOOK if left < 30 else GOOD, f"Chứng chỉ mạng nội bộ còn {left} ngày")
