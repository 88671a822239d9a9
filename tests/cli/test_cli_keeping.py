"""Backups, restores and upgrades as a person runs them, and the faults that strike in the middle (F12 to F17, F40)."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from terminal import WARD, environment, run


def killed_in(patch: str, *words: object) -> int:
    """Run the program with a fault built in: `patch` replaces a function by one that kills the process. Returns -9."""
    code = f"import os, signal, sys\n{patch}\nfrom thidua.cli import main\nsys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], env=environment(), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    return done.returncode


def roll_back_sessions(ward: Path) -> None:
    """Take the ward to an older version: the tables of one app are gone, as before a release that brought them."""
    with closing(sqlite3.connect(ward / "thidua.db")) as opened, opened:
        opened.execute("DROP TABLE django_session")
        opened.execute("DELETE FROM django_migrations WHERE app = 'sessions'")


def tables_of(ward: Path) -> set[str]:
    with closing(sqlite3.connect(ward / "thidua.db")) as opened:
        return {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_the_usual_place_is_named_with_a_warning(ward):
    said = run("backup", "--data", ward)
    assert said.code == 0
    assert "Bản sao nằm cùng ổ với dữ liệu. Chép sang ổ khác" in said.err
    assert len(list((ward / "backups").glob("*.tdb"))) == 1


@pytest.mark.parametrize("inside", ["media", "keys/usb", "."])
def test_g33_a_target_inside_the_data_folder(ward, inside):
    said = run("backup", "--data", ward, "--to", ward / inside)
    assert (said.code, "Chọn nơi khác, tốt nhất là ổ khác" in said.err) == (2, True)


def test_keep_removes_what_the_rule_lets_go(ward, tmp_path):
    old = tmp_path / "usb" / "thidua-phuong-ben-ngoc-20200101-020000.tdb"
    old.parent.mkdir()
    old.write_bytes(b"old")
    assert run("backup", "--data", ward, "--to", old.parent, "--keep", "1x").code == 2
    said = run("backup", "--data", ward, "--to", old.parent, "--keep", "1d")
    assert (said.code, old.exists()) == (0, False)
    assert f"đã bỏ bản cũ {old.name}" in said.out


def test_f13_a_kill_in_the_middle_leaves_nothing_that_looks_like_a_backup(ward, tmp_path):
    patch = (
        "from thidua.jobs.keeping import archive\n"
        "def write(target, *rest):\n"
        "    target.write_bytes(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "archive.write = write"
    )
    killed_in(patch, "backup", "--data", ward, "--to", tmp_path / "usb")
    assert all(path.name.endswith(".part") for path in (tmp_path / "usb").iterdir())
    assert list((tmp_path / "usb").glob("*.tdb")) == []
    assert run("backup", "--data", ward, "--to", tmp_path / "usb").code == 0
    assert run("check", "--data", ward).code == 0


def test_f17_a_full_disk_is_exit_4_and_older_backups_stay(ward, kept):
    limited = subprocess.run(
        ["bash", "-c", 'ulimit -f 300; exec "$0" -m thidua.cli "$@"', sys.executable,
         "backup", "--data", ward, "--to", kept.parent],
        env=environment(), capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert limited.returncode == 4
    assert "Chưa tạo bản sao." in limited.stderr
    assert "Traceback" not in limited.stderr
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert run("verify", kept).code == 0


def test_f15_a_full_disk_under_the_database_refuses_cleanly(ward):
    before = run("check", "--data", ward, "--json").out
    limited = subprocess.run(
        ["bash", "-c", 'ulimit -f 20; exec "$0" -m thidua.cli "$@"', sys.executable, "user", "password", "huong.vt",
         "--data", ward],
        env=environment(), capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert limited.returncode == 4
    assert "Ổ đĩa hết chỗ" in limited.stderr
    assert json.loads(run("check", "--data", ward, "--json").out)["tables"] == json.loads(before)["tables"]
    assert run("user", "password", "huong.vt", "--data", ward).code == 0


def test_restore_brings_everything_back_on_another_machine(ward, kept, tmp_path):
    new = tmp_path / "máy mới"
    said = run("restore", kept, "--into", new, "--data", tmp_path / "none")
    assert said.code == 0
    assert "Đã khôi phục Phường Bến Ngọc" in said.out
    assert "nhật ký: 5 mục, mốc " in said.out
    assert (new / "keys/secret.key").read_bytes() != (ward / "keys/secret.key").read_bytes()
    assert (new / "keys/secret.key").stat().st_mode & 0o777 == 0o600
    assert not (new / "incomplete.txt").exists()
    assert run("check", "--data", new).code == 0
    assert run("user", "password", "huong.vt", "--data", new).code == 0
    told = json.loads(run("journal", "heads", "--data", new).out)
    assert told["communes"][0]["size"] == 7, "five of the ward, the restore, the new password"


def test_restore_says_what_the_data_in_use_have_beyond_it(ward, kept, tmp_path):
    said = run("restore", kept, "--into", tmp_path / "new", "--data", ward)
    assert "Phường Bến Ngọc: dữ liệu đang dùng có thêm 1 mục nhật ký ghi sau bản sao này." in said.err


def test_g35_nothing_is_ever_overwritten(ward, kept):
    before = (ward / "thidua.db").read_bytes()
    said = run("restore", kept, "--into", ward)
    assert (said.code, "không trống" in said.err) == (3, True)
    assert (ward / "thidua.db").read_bytes() == before


def test_g36_g37_a_damaged_backup_is_not_restored(kept, tmp_path):
    data = bytearray(kept.read_bytes())
    (tmp_path / "cut.tdb").write_bytes(data[:-600_000])
    data[-40_000] ^= 1
    (tmp_path / "changed.tdb").write_bytes(data)
    for name, sentence in (("cut", "Tệp sao lưu thiếu "), ("changed", "Mã kiểm tra không khớp: ")):
        for words in (["verify"], ["restore", "--into", tmp_path / "new"]):
            said = run(words[0], tmp_path / f"{name}.tdb", *words[1:])
            assert (said.code, sentence in said.err) == (2, True), said
    assert not (tmp_path / "new").exists()


def test_g39_another_wards_backup_is_asked_about(kept, tmp_path):
    other = tmp_path / "other"
    assert run("init", "--data", other, "--ward", "Phường Cửa Trại", *WARD[2:]).code == 0
    said = run("restore", kept, "--into", tmp_path / "new", "--data", other)
    assert (said.code, said.err.strip()) == (3, "Bản sao của Phường Bến Ngọc. Thêm --i-know để tiếp tục.")
    assert run("restore", kept, "--into", tmp_path / "new", "--data", other, "--i-know").code == 0


def test_g40_a_backup_of_a_newer_version(ward, tmp_path):
    with closing(sqlite3.connect(ward / "thidua.db")) as opened, opened:
        opened.execute("INSERT INTO django_migrations(app, name, applied) VALUES ('units', '9001_later', '2027-01-01')")
    # The program itself refuses to work on such data, so the backup is made below the command.
    code = (
        "import sys; from pathlib import Path; from thidua.cli.ground import load_django, name_folder, now\n"
        "name_folder(sys.argv[1]); load_django()\n"
        "from thidua.jobs.keeping.backup import make_backup; from thidua.core.actors import program\n"
        "make_backup(Path(sys.argv[2]), now=now(), by=program())"
    )
    subprocess.run([sys.executable, "-c", code, str(ward), str(tmp_path)], env=environment(), check=True)
    said = run("restore", next(tmp_path.glob("*.tdb")), "--into", tmp_path / "new")
    assert (said.code, "Nâng cấp phần mềm." in said.err) == (3, True)


def test_f14_a_restore_that_was_killed_is_never_served(kept, tmp_path):
    patch = (
        "from thidua.jobs.keeping import archive\n"
        "real = archive.members\n"
        "def members(path, manifest):\n"
        "    if os.path.exists(os.path.join(os.environ['THIDUA_DATA'], 'incomplete.txt')):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    yield from real(path, manifest)\n"
        "archive.members = members"
    )
    killed_in(patch, "restore", kept, "--into", tmp_path / "new")
    for words in (["serve"], ["check"], ["backup"], ["upgrade"]):
        said = run(*words, "--data", tmp_path / "new")
        assert (said.code, "chưa khôi phục hoặc nạp xong" in said.err) == (3, True)
    assert run("restore", kept, "--into", tmp_path / "new").code == 3


def test_f40_a_plain_copy_without_the_write_ahead_log_is_noticed(ward, tmp_path):
    """M7: the copy opens and SQLite says "ok"; only the kept head of the journal shows that entries are missing."""
    with closing(sqlite3.connect(ward / "thidua.db", isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal_entry").fetchone()
        assert run("user", "password", "huong.vt", "--data", ward).code == 0
        assert run("backup", "--data", ward, "--to", tmp_path / "usb").code == 0
        copy = tmp_path / "copy"
        shutil.copytree(ward, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    with closing(sqlite3.connect(copy / "thidua.db")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    served = run("serve", "--data", copy)
    assert served.code == 3
    assert "Nhật ký thiếu 2 mục so với lần ghi mốc trước; không mở để ghi." in served.err
    checked = run("check", "--data", copy, "--only", "journal_reaches_kept_heads")
    assert (checked.code, "Nhật ký thiếu 2 mục" in checked.out) == (5, True)
    assert run("check", "--data", ward).code == 0


def test_g58_a_changed_entry_is_named(ward):
    with closing(sqlite3.connect(ward / "thidua.db")) as opened, opened:
        for name in ("entry_no_update", "entry_no_delete"):
            opened.execute(f"DROP TRIGGER {name}")
        opened.execute("UPDATE journal_entry SET content = replace(content, 'commune', 'city') WHERE seq = 2")
    said = run("journal", "verify", "--data", ward)
    assert (said.code, said.err.strip()) == (5, "Sai từ mục 2: nội dung đã bị sửa sau khi ghi.")
    assert run("check", "--data", ward).code == 5


def test_g59_g60_heads_kept_elsewhere(ward, kept, tmp_path):
    head = tmp_path / "moc.json"
    assert run("journal", "heads", "--data", ward, "--export", head).code == 0
    assert run("journal", "verify", "--data", ward, "--head", head).code == 0
    old = tmp_path / "old"
    assert run("restore", kept, "--into", old, "--exact").code == 0
    said = run("journal", "verify", "--data", old, "--head", head)
    assert (said.code, said.err.strip()) == (5, "Nhật ký ngắn hơn mốc đã giữ (6 -> 5).")
    told = json.loads(head.read_text())
    told["communes"][0]["commune"] = "6b280669-3207-4cdc-bc45-a9eae832fc3c"
    head.write_text(json.dumps(told))
    said = run("journal", "verify", "--data", ward, "--head", head)
    assert (said.code, said.err.strip()) == (2, "Mốc của phường khác.")


def test_upgrade_backs_up_migrates_and_checks(ward):
    roll_back_sessions(ward)
    assert run("backup", "--data", ward).code == 3
    said = run("upgrade", "--data", ward)
    assert said.code == 0, said.err
    assert [line.split(":")[0] for line in said.out.splitlines()[:3]] == ["Bước 1/3", "Bước 2/3", "Bước 3/3"]
    assert "django_session" in tables_of(ward)
    assert run("verify", next((ward / "backups").glob("*.tdb"))).code == 0
    assert run("check", "--data", ward).code == 0
    assert "không có gì phải làm" in run("upgrade", "--data", ward).out


def test_g43_no_downgrade(ward):
    with closing(sqlite3.connect(ward / "thidua.db")) as opened, opened:
        opened.execute("INSERT INTO django_migrations(app, name, applied) VALUES ('units', '9001_later', '2027-01-01')")
    said = run("upgrade", "--data", ward)
    assert (said.code, said.err.strip()) == (3, "Không hạ phiên bản; khôi phục bản sao trước nâng cấp.")


def test_an_upgrade_that_does_not_check_out_puts_the_old_tables_back(ward):
    roll_back_sessions(ward)
    with closing(sqlite3.connect(ward / "thidua.db")) as opened, opened:
        opened.execute("UPDATE people_person SET folded = 'somebody else'")
    said = run("upgrade", "--data", ward)
    assert said.code == 5
    assert "Nâng cấp hỏng: derived_columns_match" in said.err
    assert "Đã trả lại dữ liệu cũ" in said.err
    assert "django_session" not in tables_of(ward)
    assert not (ward / "upgrading.json").exists()


@pytest.mark.parametrize("moment", ["before the tables", "after the tables"])
def test_f12_a_kill_in_the_middle_of_an_upgrade_is_resumed(ward, moment):
    roll_back_sessions(ward)
    # The backup of step 1 is made by commands, so the kill waits for the call to migrate.
    before = "" if moment.startswith("before") else "    real(*given, **options)\n"
    patch = (
        "import django.core.management as management\n"
        "real = management.call_command\n"
        "def call_command(*given, **options):\n"
        f"{before}"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "management.call_command = call_command"
    )
    killed_in(patch, "upgrade", "--data", ward)
    assert run("serve", "--data", ward).code == 3
    said = run("upgrade", "--data", ward)
    assert (said.code, said.err.strip()) == (3, "Lần nâng cấp trước dừng ở bước 2. Chạy: thidua upgrade --resume")
    assert run("upgrade", "--data", ward, "--resume").code == 0
    assert "django_session" in tables_of(ward)
    assert run("check", "--data", ward).code == 0


def test_the_drill_tells_its_times(ward):
    said = run("drill", "--data", ward)
    assert said.code == 0
    assert "Diễn tập đạt." in said.out
    assert json.loads((ward / "drill.json").read_text())["different"] == []
    assert "Lần diễn tập khôi phục gần nhất: 0 ngày trước" in run("doctor", "--data", ward).out


def test_check_lists_its_rules_and_prints_json(ward):
    names = [line.split()[0] for line in run("check", "--data", ward, "--list").out.splitlines()]
    told = json.loads(run("check", "--data", ward, "--json").out)
    assert [row["name"] for row in told["checks"]] == names
    assert len(names) >= 25
    assert told["tables"]["people_account"]["rows"] == 1


def test_a_sample_that_was_cut_off_is_loaded_from_the_start(tmp_path):
    folder = tmp_path / "data"
    patch = (
        "import thidua.cli.acts.sample as sample\n"
        "real = sample.fresh_folder\n"
        "def fresh_folder(where):\n"
        "    real(where)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "sample.fresh_folder = fresh_folder"
    )
    killed_in(patch, "sample", "--data", folder)
    assert run("serve", "--data", folder).code == 3
    said = run("sample", "--data", folder)
    assert said.code == 0, said.err
    assert "nạp lại từ đầu" in said.out
    assert run("check", "--data", folder).code == 0
    again = run("sample", "--data", folder)
    assert again.out in said.out
    assert (folder / "sample.toml").stat().st_mode & 0o077 == 0
