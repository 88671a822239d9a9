"""`serve`: everything that must hold is looked at before the port opens."""

from __future__ import annotations

import errno
import ipaddress
import os
import re
import socket
from argparse import Namespace
from datetime import timedelta
from typing import TYPE_CHECKING

from thidua.cli.faults import last_good_backup
from thidua.cli.ground import folder_of, now, open_folder, sqlite_warning, warn_about_machine
from thidua.cli.speech import say, warn
from thidua.config.drives import refuse_foreign_drive
from thidua.config.folder import require_started, sole_use, uses_sqlite
from thidua.config.places import Places
from thidua.jobs.keeping.stops import Exit, Stop

if TYPE_CHECKING:
    from thidua.config.lan import CertificateFiles

_BIG = 512 * 2**20


def serve(given: Namespace) -> int:
    """Check, open the port, say the address, run until stopped."""
    where = folder_of(given)
    require_started(where)
    if uses_sqlite():
        refuse_foreign_drive(where.root)
    host = given.host or ("0.0.0.0" if given.lan else "127.0.0.1")
    files = _lan(where) if given.lan else None
    open_folder(given)
    _refuse_open_debug(host)
    with sole_use(where):
        _require_sound(where)
        refuse_taken_port(host, given.port)
        warn_about_machine()
        _warn(host, secure=bool(files))
        from django.db import connections

        from thidua.config.gunicorn_server import Server, Serving

        addresses = _addresses(host, given.port, files.names if files else ())
        serving = Serving(
            bind=f"[{host}]:{given.port}" if ":" in host else f"{host}:{given.port}",
            workers=given.workers,
            certificate=files.certificate if files else None,
            key=files.key if files else None,
            access_log=given.access_log,
            ready=lambda: _greet(where, addresses, files),
        )
        connections.close_all()
        _run(Server(serving, where.heads), where)
    return int(Exit.DONE)


def _run(server: object, where: Places) -> None:
    master = os.getpid()
    try:
        server.run()  # type: ignore[attr-defined]
    finally:
        if os.getpid() == master:
            from thidua.jobs.keeping import heads

            heads.keep(where.heads, now())
            say("\nĐã dừng máy chủ.")


def _lan(where: Places) -> CertificateFiles:
    """The office's certificate, and the settings that go with it. Before Django loads."""
    from datetime import UTC, datetime

    from thidua.config.lan import lan_certificate, prepare_environment
    from thidua.config.options import read_options

    files = lan_certificate(where, now=datetime.now(UTC))
    prepare_environment(files, read_options(where.options).hosts)
    return files


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_open_debug(host: str) -> None:
    from django.conf import settings

    if settings.DEBUG and not _is_loopback(host):
        raise Stop(Exit.STATE, "G21", "Không chạy chế độ gỡ lỗi ra mạng. Bỏ debug trong thidua.toml.")
    if not settings.ALLOWED_HOSTS or settings.ALLOWED_HOSTS == [""]:
        raise Stop(Exit.STATE, "G24", 'Đặt tên miền trong thidua.toml, ví dụ: hosts = ["127.0.0.1", "localhost"]')


def _require_sound(where: Places) -> None:
    """Raises Stop: G27 damaged, G28 short of its kept heads. Large databases are left to `check`."""
    from django.db import connection

    from thidua.jobs.keeping import heads

    if connection.vendor == "sqlite" and where.database.stat().st_size < _BIG:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()[0]
        if answer != "ok":
            page = re.search(r"[Pp]age (\d+)", answer)
            at = f" ở trang {page[1]}" if page else ""
            raise Stop(Exit.STATE, "G27", f"CSDL hỏng{at}. {last_good_backup()}")
    heads.refuse_short(where.heads)
    heads.keep(where.heads, now())


def refuse_taken_port(host: str, port: int) -> None:
    """Raises Stop G19 with the next free port. Asked without SO_REUSEPORT, which would let two servers share one."""
    if _is_free(host, port):
        return
    free = next((other for other in range(port + 1, min(port + 100, 65536)) if _is_free(host, other)), None)
    hint = f" Thử --port {free}" if free else ""
    raise Stop(Exit.ENVIRONMENT, "G19", f"Cổng {port} đang dùng.{hint}")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            if error.errno == errno.EACCES:
                raise Stop(Exit.ENVIRONMENT, "G19", f"Cổng {port} cần quyền quản trị. Thử --port 8000") from error
            raise Stop(Exit.ENVIRONMENT, "G19", f"Máy này không có địa chỉ {host}.") from error
    return True


def _warn(host: str, *, secure: bool) -> None:
    from django.conf import settings

    from thidua.jobs.keeping.tables import table

    if sentence := sqlite_warning():
        warn(sentence)
    last = table("journal.Entry").order_by("-pk").values_list("at", flat=True).first()
    if last and now() < last - timedelta(seconds=2):
        behind = int((last - now()).total_seconds())
        warn(f"Đồng hồ máy chủ chậm hơn mục nhật ký cuối {behind} giây. Chỉnh giờ trước khi làm việc.")
    if not _is_loopback(host) and not secure and not settings.OPTIONS.https:
        warn("Mật khẩu sẽ đi qua mạng không mã hóa. Dùng: thidua serve --lan")


def _addresses(host: str, port: int, names: tuple[str, ...]) -> list[str]:
    if names:
        return [f"https://{name}:{port}" for name in names if name not in ("127.0.0.1", "localhost")]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return [f"http://{shown}:{port}"]


def _greet(where: Places, addresses: list[str], files: CertificateFiles | None) -> None:
    say(f"Thidua đang chạy. Mở trình duyệt: {'  hoặc  '.join(addresses)}")
    if files:
        say(f"Máy khác và điện thoại: cài chứng chỉ {where.ca_certificate} một lần. Hướng dẫn: {addresses[0]}/tin-cay/")
        say(f"Dấu vân tay SHA-256 để so khi cài: {files.fingerprint}")
    say("Dừng: Ctrl-C")
