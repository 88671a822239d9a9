"""Annex G, the rows that tests/cli does not show yet: faults of the machine, strange paths, strange words."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from page_words import well_said

from thidua.cli import ground, main
from thidua.cli.faults import stop_for
from thidua.jobs.keeping.stops import Stop

PLAN = Path(__file__).parents[2] / "src/thidua/jobs/sample/papers/dot-thi-dua.txt"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "data"))


def said(capsys: Any, *argv: str) -> tuple[int, str]:
    """Exit code and the words on standard error; nothing is ever said on standard output by a refusal."""
    code = main(list(argv))
    told = capsys.readouterr()
    assert told.out == ""
    well_said(told.err)
    return code, told.err


def test_g07_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    (tmp_path / "a.txt").write_text("x")
    real = Path.open

    def closed(self: Path, *args: Any, **how: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, *args, **how)

    monkeypatch.setattr(Path, "open", closed)
    assert said(capsys, "plan", "read", "a.txt") == (4, 'Không có quyền đọc tệp "a.txt".\n')


def test_what_is_no_file_at_all_is_never_waited_for(tmp_path: Path, capsys: Any) -> None:
    """A pipe that nobody fills and a device without end."""
    os.mkfifo(tmp_path / "a.txt")
    for path in ("a.txt", "/dev/zero"):
        for words in (("plan", "read"), ("verify",)):
            assert said(capsys, *words, path) == (2, f'"{path}" không phải tệp.\n')


@pytest.mark.parametrize("name", ["", " ", "\udcff.docx", "a\nb.txt", "-", "~", "a" * 5_000, "kế hoạch?.docx"])
@pytest.mark.parametrize("words", [("plan", "read"), ("verify",)], ids=" ".join)
def test_a_strange_name_is_only_a_name(capsys: Any, tmp_path: Path, words: tuple[str, ...], name: str) -> None:
    code, told = said(capsys, *words, name)
    assert code == 2
    assert told.strip()
    assert list(tmp_path.iterdir()) == []


WORDS = [
    [""], ["\x00"], ["--"], ["--data"], ["-x"], ["plan", "raed", "a"], ["plan", "read", "a", "b"], ["serve", "--port="],
    ["serve", "--port", "80 80"], ["serve", "--port", "٨٠٨٠"], ["serve", "--workers", "-1"], ["backup", "--keep"],
    ["restore"], ["user"], ["user", "password"], ["key", "old"], ["check", "--json=x"], ["journal", "verify", "--head"],
    ["init", "--pw", "x"], ["init", "-password", "x"], ["Ａ"], ["plan", "read", "--fource", str(PLAN)],
]  # fmt: skip


@pytest.mark.parametrize("argv", WORDS, ids=lambda argv: ascii(" ".join(argv)))
def test_words_that_are_no_command_are_answered_in_vietnamese(capsys: Any, tmp_path: Path, argv: list[str]) -> None:
    """G02, G03, G04, G20, G51."""
    code, told = said(capsys, *argv)
    assert code == 2
    assert len(told.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


MACHINE = {
    "G08": (
        PermissionError(errno.EACCES, "Permission denied", "/srv/data"),
        4,
        "Không có quyền ghi hoặc đọc /srv/data.",
    ),
    "G32": (OSError(errno.ENOSPC, "No space left on device"), 4, "Ổ đĩa hết chỗ. Chưa ghi được."),
    "G69": (ZoneInfoNotFoundError("No time zone found"), 3, "Thiếu dữ liệu múi giờ; cài gói tzdata."),
}


@pytest.mark.parametrize("row", MACHINE)
def test_a_fault_of_the_machine_is_one_sentence(capsys: Any, monkeypatch: Any, row: str) -> None:
    fault, code, told = MACHINE[row]

    def broken(given: Any) -> None:
        raise fault

    monkeypatch.setattr("thidua.cli.acts.plans.read", broken)
    monkeypatch.delenv("THIDUA_TRACE", raising=False)
    assert said(capsys, "plan", "read", str(PLAN)) == (code, f"{told}\n")


SERVERS = {
    "refused": ("connection to server failed: Connection refused", "từ chối kết nối"),
    "password": ('connection failed: FATAL: password authentication failed for user "x"', "sai mật khẩu"),
    "absent": ('connection failed: FATAL: database "x" does not exist', "không có CSDL hoặc người dùng này"),
    "host": ("connection failed: could not translate host name", "không tìm thấy máy"),
    "strange": ("connection failed: something else", "không trả lời"),
}


@pytest.mark.parametrize("row", SERVERS)
def test_g44_a_database_server_that_does_not_answer(monkeypatch: Any, row: str) -> None:
    from django.db.utils import OperationalError

    monkeypatch.setenv("THIDUA_DATABASE_URL", "postgresql://x")
    text, why = SERVERS[row]
    stop = stop_for(OperationalError(text))
    assert stop is not None
    assert (int(stop.exit_code), stop.text) == (4, f"Không nối được máy chủ PostgreSQL: {why}.")
    well_said(stop.text)


def test_g29_an_engine_too_old_is_refused(monkeypatch: Any) -> None:
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setattr("thidua.config.engine.sqlite_version", lambda: (3, 31, 1))
    with pytest.raises(Stop) as stopped:
        ground._refuse_old_sqlite()
    assert int(stopped.value.exit_code) == 3
    assert stopped.value.text.startswith("SQLite 3.31.1 quá cũ, cần 3.")


def test_g30_an_engine_with_the_rare_fault_is_only_warned_about(monkeypatch: Any) -> None:
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setattr("thidua.config.engine.sqlite_version", lambda: (3, 40, 1))
    told = ground.sqlite_warning()
    assert told is not None and told.startswith("SQLite 3.40.1 có lỗi hiếm gặp với WAL.")
    monkeypatch.setattr("thidua.config.engine.sqlite_version", lambda: (3, 99, 0))
    assert ground.sqlite_warning() is None


def test_g31_g67_little_room_and_root_are_only_warned_about(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    (tmp_path / "data").mkdir()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(2**40, 2**40, 300 * 2**20))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ground.warn_about_machine()
    assert capsys.readouterr().err.splitlines() == ["Lưu ý: Không nên chạy bằng root.", "Lưu ý: Ổ đĩa còn 300 MB."]


BACKUPS = {"empty": b"", "letters": b"x" * 5_000, "zip": b"PK\x03\x04" + bytes(500), "cut": b"PK\x05\x06" + bytes(18)}


@pytest.mark.parametrize("row", BACKUPS)
def test_what_is_no_backup_is_said_and_left_alone(tmp_path: Path, capsys: Any, row: str) -> None:
    """G36, G37."""
    (tmp_path / "a.tdb").write_bytes(BACKUPS[row])
    code, told = said(capsys, "verify", "a.tdb")
    assert code == 2
    assert len(told.strip().splitlines()) == 1
    assert (tmp_path / "a.tdb").read_bytes() == BACKUPS[row]
