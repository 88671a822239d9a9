"""`user password` and `key new`: what an administrator does at the machine itself."""

from __future__ import annotations

from argparse import Namespace

from thidua.cli.ground import folder_of, now, open_folder
from thidua.cli.speech import say
from thidua.config.folder import new_secret_key, require_started
from thidua.jobs.keeping.stops import Exit, Stop


def password(given: Namespace) -> int:
    """A new first password, printed once; the person replaces it at the next sign-in."""
    open_folder(given)
    from thidua.apps.people.services import reset_password
    from thidua.core.actors import program
    from thidua.jobs.keeping.tables import table

    row = table("people.Account").filter(username=given.name.strip().lower()).select_related("person").first()
    if row is None:
        raise Stop(Exit.USAGE, "G02", f'Không có tài khoản "{given.name}".')
    made = reset_password(row, by=program("thidua user password"), now=now())
    say(f"{row.person.name}: mật khẩu lần đầu {made}  (in một lần, phải đổi khi đăng nhập)")
    return int(Exit.DONE)


def new_key(given: Namespace) -> int:
    """A new secret key; the old one is gone and everybody signs in again."""
    where = folder_of(given)
    require_started(where)
    new_secret_key(where)
    say("Đã tạo khóa bí mật mới. Khởi động lại máy chủ; mọi người phải đăng nhập lại.")
    return int(Exit.DONE)
