"""`sample`: a ward to try things on. Loaded once through the services of real work; afterwards its names print."""

from __future__ import annotations

import json
import shutil
import time
import tomllib
from argparse import Namespace

from thidua.cli.acts.founding import fresh_folder
from thidua.cli.ground import folder_of, now
from thidua.cli.speech import say
from thidua.config.folder import is_started, make_folder, uses_sqlite, write_private
from thidua.config.places import Places
from thidua.jobs.keeping.stops import Exit, Stop

_MARK = "phường mẫu"


def sample(given: Namespace) -> int:
    """Load the sample ward if the folder is empty; print who may sign in."""
    where = folder_of(given)
    if not where.sample.exists():
        _clear_half_loaded(where)
        if is_started(where):
            raise Stop(Exit.STATE, "G14", f"Đã có dữ liệu khác ở {where.root}; không nạp phường mẫu vào đó.")
        _load(where)
    _print_names(where)
    return int(Exit.DONE)


def _clear_half_loaded(where: Places) -> None:
    """A loading that was cut off leaves nothing worth keeping: the mark says that no real work is in there."""
    if not where.incomplete.exists() or _MARK not in where.incomplete.read_text(encoding="utf-8"):
        return
    if not uses_sqlite():
        raise Stop(Exit.STATE, "G45", "Lần nạp phường mẫu trước dừng giữa chừng. Dùng một CSDL PostgreSQL trống khác.")
    say("Lần nạp trước dừng giữa chừng; nạp lại từ đầu.")
    for path in (where.database, *where.root.glob("thidua.db-*"), where.heads, where.version):
        path.unlink(missing_ok=True)
    shutil.rmtree(where.media, ignore_errors=True)
    where.incomplete.unlink()


def _load(where: Places) -> None:
    begun = time.monotonic()
    say("Tạo thư mục và các bảng...")
    make_folder(where)
    where.incomplete.write_text(f"Đang nạp {_MARK}.\n", encoding="utf-8")
    fresh_folder(where)
    from thidua.jobs import sample_ward
    from thidua.jobs.keeping import heads

    people = sample_ward.load(say)
    heads.keep(where.heads, now())
    lines = [f"password = {json.dumps(sample_ward.PASSWORD, ensure_ascii=False)}"]
    for name, username, role in people:
        quoted = (json.dumps(text, ensure_ascii=False) for text in (name, username, role))
        lines.append("\n[[people]]\nname = {}\nusername = {}\nrole = {}".format(*quoted))
    write_private(where.sample, "\n".join(lines) + "\n")
    where.incomplete.unlink()
    say(f"Đã nạp phường mẫu trong {time.monotonic() - begun:.0f} giây.\n")


def _print_names(where: Places) -> None:
    told = tomllib.loads(where.sample.read_text(encoding="utf-8"))
    wide = max(len(row["username"]) for row in told["people"])
    broad = max(len(row["name"]) for row in told["people"])
    say(f"Phường mẫu ở {where.root}. Mật khẩu chung: {told['password']}")
    for row in told["people"]:
        say(f"  {row['username']:<{wide}}  {row['name']:<{broad}}  {row['role']}")
