"""`backup`, `verify`, `restore`, `drill`."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path

from thidua.cli.grammar import usage
from thidua.cli.ground import folder_of, load_django, name_folder, now, open_folder
from thidua.cli.speech import STEPS, say, warn
from thidua.config.drives import refuse_foreign_drive
from thidua.config.folder import uses_sqlite
from thidua.config.places import Places
from thidua.jobs.keeping.stops import Exit, amount, count


def backup(given: Namespace) -> int:
    """One file with everything but the keys. Exit 3 when some stored file was already gone."""
    where = open_folder(given)
    target = _target(given.to, where)
    from thidua.core.actors import program
    from thidua.jobs.keeping.backup import make_backup
    from thidua.jobs.keeping.identity import identity
    from thidua.jobs.keeping.rotation import keeping_rule, rotate

    rule = keeping_rule(given.keep) if given.keep else None
    made = make_backup(target, now=now(), by=program("thidua backup"))
    rows = sum(table["rows"] for table in made.manifest.tables.values())
    say(f"Đã sao lưu và kiểm tra: {made.path}")
    say(f"  {amount(made.size)}, {count(rows)} dòng, {count(len(made.manifest.members))} tệp")
    if given.to is None:
        warn("Bản sao nằm cùng ổ với dữ liệu. Chép sang ổ khác, hoặc dùng --to THƯ_MỤC.")
    if made.missing:
        warn(f"{made.missing} tệp đã lưu bị mất hoặc bị sửa, không có trong bản sao. Xem: thidua check")
        return int(Exit.STATE)
    if rule:
        for gone in rotate(target, identity().slug, rule):
            say(f"  đã bỏ bản cũ {gone.name}")
    return int(Exit.DONE)


def _target(text: str | None, where: Places) -> Path:
    if text is None:
        return where.backups
    target = Path(text).absolute()
    inside = target.resolve().is_relative_to(where.root)
    if inside and target.resolve() != where.backups:
        raise usage("G33", "Chọn nơi khác, tốt nhất là ổ khác: thư mục này nằm trong thư mục dữ liệu.")
    return target


def verify(given: Namespace) -> int:
    """Read all of a backup; needs no data folder."""
    from thidua.jobs.keeping.verify import verify as check

    manifest = check(given.file)
    rows = sum(table["rows"] for table in manifest.tables.values())
    say(f"Bản sao nguyên vẹn: {manifest.ward['name'] or 'chưa có địa phương'}, lúc {manifest.made_at}.")
    say(f"  bản {manifest.version}, {count(rows)} dòng, {count(len(manifest.members))} tệp")
    if manifest.missing:
        warn(f"Lúc sao lưu đã thiếu {len(manifest.missing)} tệp.")
    return int(Exit.DONE)


def restore(given: Namespace) -> int:
    """Into an empty folder only; says what the data in use have beyond the backup."""
    if not given.into:
        raise usage("G04", "Thiếu --into THƯ_MỤC_TRỐNG.")
    live = folder_of(given)
    where = name_folder(given.into)
    if uses_sqlite():
        refuse_foreign_drive(where.root)
    load_django(without_key=True)
    from thidua.core.actors import program
    from thidua.jobs.keeping.archive import read_manifest
    from thidua.jobs.keeping.restore import live_heads, restore, since

    there = live_heads(live.root, live.heads) if live.root != where.root else {}
    manifest = read_manifest(given.file)
    _refuse_other_ward(manifest.ward, there, sure=given.i_know)
    STEPS.total = 3
    restore(given.file, now=now(), by=program("thidua restore"), record=not given.exact, progress=_step)
    say(f"Đã khôi phục {manifest.ward['name']} (sao lưu lúc {manifest.made_at}) vào {where.root}.")
    for head in manifest.heads:
        say(f"  nhật ký: {count(head['size'])} mục, mốc {head['head'][:16]}")
    for sentence in since(manifest, there):
        warn(sentence)
    say("Khóa bí mật được tạo mới: mọi người đăng nhập lại.")
    say(f"Mở máy chủ: thidua serve --data {shlex.quote(str(where.root))}")
    return int(Exit.DONE)


def _step(text: str) -> None:
    STEPS.done += 1
    say(text)


def _refuse_other_ward(ward: dict[str, str], there: dict[str, tuple[str, int]], *, sure: bool) -> None:
    from thidua.jobs.keeping.stops import Stop

    if there and ward["id"] and ward["id"] not in there and not sure:
        raise Stop(Exit.STATE, "G39", f"Bản sao của {ward['name']}. Thêm --i-know để tiếp tục.")


def drill(given: Namespace) -> int:
    """The rehearsal, with its times."""
    open_folder(given)
    from thidua.jobs.keeping.drill import drill as rehearse

    report = rehearse(now=now(), progress=say)
    say(f"Sao lưu {report.backup_seconds} giây, khôi phục {report.restore_seconds}, kiểm tra {report.check_seconds}.")
    say(f"So {report.tables} bảng, {count(report.rows)} dòng, {amount(report.size)}.")
    if report.moved:
        say(f"Có người đang ghi, không so được: {', '.join(report.moved)}.")
    for name in report.different:
        warn(f"Bảng {name} khác bản gốc.")
    for name in report.failed_checks:
        warn(f"Không đạt: {name}.")
    if report.missing_files:
        warn(f"Thiếu {report.missing_files} tệp đã lưu.")
    say("Diễn tập đạt." if report.good else "Diễn tập KHÔNG đạt.")
    return int(Exit.DONE if report.good else Exit.FAILED)
