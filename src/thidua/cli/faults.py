"""Faults of the machine and of the database, each as the sentence of annex G."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from thidua.config.places import places
from thidua.jobs.keeping.stops import Exit, Stop

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def stop_for(error: Exception) -> Stop | None:
    """The Stop that says what `error` means, or None when it is a fault of the program itself."""
    if isinstance(error, ZoneInfoNotFoundError):
        return Stop(Exit.STATE, "G69", "Thiếu dữ liệu múi giờ; cài gói tzdata.")
    if isinstance(error, OSError) and error.errno in _FULL:
        return Stop(Exit.ENVIRONMENT, "G32", "Ổ đĩa hết chỗ. Chưa ghi được.")
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return Stop(Exit.USAGE, "G05", "Đường dẫn dài quá mức máy này nhận. Dùng tên ngắn hơn.")
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        return Stop(Exit.ENVIRONMENT, "G08", f"Chỗ này chỉ cho đọc, không ghi được {error.filename or ''}.")
    if isinstance(error, PermissionError):
        return Stop(Exit.ENVIRONMENT, "G08", f"Không có quyền ghi hoặc đọc {error.filename or ''}.")
    refused = sys.modules.get("thidua.apps.journal.services")
    if refused is not None and isinstance(error, refused.Refused):
        return Stop(Exit.STATE, error.verdict.reasons[0].code, error.verdict.text)
    django = sys.modules.get("django.db.utils")
    if django is not None and isinstance(error, django.DatabaseError | django.InterfaceError):
        return _database_fault(str(error))
    return None


def _database_fault(text: str) -> Stop | None:
    if "locked" in text:
        return Stop(Exit.ENVIRONMENT, "G25", f"CSDL bận quá 10 giây{_holders()}.")
    if "not a database" in text:
        return Stop(Exit.STATE, "G26", f"Tệp {places().database.name} không phải CSDL.")
    if "malformed" in text:
        return Stop(Exit.STATE, "G27", f"CSDL hỏng. {last_good_backup()}")
    if "disk is full" in text or "disk I/O" in text:
        return Stop(Exit.ENVIRONMENT, "G32", "Ổ đĩa hết chỗ hoặc lỗi. Chưa ghi được.")
    if "unable to open database file" in text or "readonly database" in text:
        return Stop(Exit.ENVIRONMENT, "G08", f"Không ghi được vào thư mục {places().root}.")
    if "connection" in text and os.environ.get("THIDUA_DATABASE_URL"):
        return Stop(Exit.ENVIRONMENT, "G44", f"Không nối được máy chủ PostgreSQL: {_why(text)}.")
    return None


def _why(text: str) -> str:
    known = {
        "Connection refused": "từ chối kết nối",
        "password authentication failed": "sai mật khẩu",
        "does not exist": "không có CSDL hoặc người dùng này",
        "could not translate host name": "không tìm thấy máy",
        "Name or service not known": "không tìm thấy máy",
        "timeout": "quá thời gian chờ",
    }
    return next((said for sign, said in known.items() if sign in text), "không trả lời")


def _holders() -> str:
    """Which other processes have the database open, as far as this user may see."""
    wanted, found = str(places().database), []
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            if any(str(link.readlink()) == wanted for link in (process / "fd").iterdir()):
                found.append(process.name)
        except OSError:
            continue
    return f"; tiến trình {', '.join(sorted(found, key=int))} đang giữ" if found else ""


def last_good_backup() -> str:
    """The newest finished backup in the usual place, as a sentence."""
    kept = sorted(places().backups.glob("thidua-*.tdb"), key=lambda path: path.stat().st_mtime)
    if not kept:
        return "Chưa có bản sao nào trong data/backups."
    return f"Bản sao gần nhất: {kept[-1]}. Khôi phục: thidua restore {kept[-1]} --into THƯ_MỤC_TRỐNG"
