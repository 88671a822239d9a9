"""`init`: an empty folder becomes a ward with its first officer, who is administrator and clerk."""

from __future__ import annotations

import sys
from argparse import Namespace
from getpass import getpass

from thidua.cli.grammar import usage
from thidua.cli.ground import folder_of, load_django, now, warn_about_machine
from thidua.cli.speech import STEPS, say
from thidua.config.folder import is_started, make_folder, new_secret_key, uses_sqlite
from thidua.config.places import Places
from thidua.jobs.keeping.stops import Exit, Stop


def init(given: Namespace) -> int:
    """Ask for what the options do not say, make the folder, the tables, the ward and the first account."""
    where = folder_of(given)
    _refuse_taken(where)
    place = given.ward or given.city or _ask("Tên xã, phường, đặc khu (ví dụ: Phường Bến Ngọc): ")
    name = given.name or _ask("Họ và tên cán bộ đầu tiên: ")
    username = given.username or _ask("Tên đăng nhập (ví dụ: huong.vt): ")
    password = None if given.print_password else _ask_password()
    STEPS.total = 3
    fresh_folder(where)
    from thidua.apps.units.services import FirstOfficer, found_installation
    from thidua.jobs.keeping import heads

    STEPS.done = 2
    officer = FirstOfficer(name, username, password)
    kind = "commune" if given.ward or not given.city else "city"
    founded = found_installation(place, officer, now=now(), kind=kind, city=given.city or "")
    heads.keep(where.heads, now())
    STEPS.done = 3
    say(f"Đã tạo {founded.place.name} ở {where.root}.")
    if founded.opened.first_password:
        say(f"Đăng nhập: {username}    Mật khẩu lần đầu: {founded.opened.first_password}  (in một lần, phải đổi ngay)")
    say(f"Mở máy chủ: thidua serve --data {where.root}")
    return int(Exit.DONE)


def fresh_folder(where: Places) -> None:
    """Folder, key and tables of a new installation; Django is set up afterwards. Raises Stop G08, G14, G17."""
    make_folder(where)
    if not where.secret_key.exists():
        new_secret_key(where)
    STEPS.done = 1
    load_django()
    warn_about_machine()
    from thidua.jobs.keeping.upgrade import set_up_tables

    if not uses_sqlite():
        _refuse_taken_database()
    set_up_tables(where.version)
    if uses_sqlite():
        where.database.chmod(0o600)


def _refuse_taken(where: Places) -> None:
    if is_started(where) and not _only_tables(where):
        raise Stop(Exit.STATE, "G14", f"Đã có dữ liệu ở {where.root}; không ghi đè.")


def _only_tables(where: Places) -> bool:
    """Whether an earlier `init` made the tables and was then refused or stopped: nobody is in there yet."""
    if where.incomplete.exists() or not where.version.exists() or where.heads.exists() or not uses_sqlite():
        return False
    load_django()
    from thidua.jobs.keeping.identity import identity

    return not identity().id


def _refuse_taken_database() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if there := connection.introspection.table_names(cursor):
            raise Stop(Exit.STATE, "G14", f"CSDL đã có {len(there)} bảng; không ghi đè.")


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        option = {"Tên x": "--ward", "Họ và": "--name", "Tên đ": "--username"}[question[:5]]
        raise usage("G04", f"Thiếu {option}.")
    while not (answer := input(question).strip()):
        pass
    return answer


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise usage("G04", "Không có bàn phím để hỏi mật khẩu. Thêm --print-password để máy tự đặt.")
    while True:
        first = getpass("Mật khẩu (ít nhất 8 ký tự; không hiện khi gõ): ")
        if first == getpass("Gõ lại mật khẩu: "):
            return first
        say("Hai lần gõ khác nhau. Gõ lại.")
