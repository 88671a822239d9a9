"""Annex G, the rows about a data folder: each state is named, and nothing is changed by a refusal."""

from __future__ import annotations

import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from terminal import WARD, environment, run

from thidua.config.drives import refuse_foreign_drive
from thidua.config.folder import sole_use
from thidua.config.places import Places
from thidua.jobs.keeping.stops import Stop


def sql(ward: Path, statement: str) -> None:
    with closing(sqlite3.connect(ward / "thidua.db")) as opened, opened:
        opened.execute(statement)


def test_init_makes_a_ward_for_its_owner_alone(ward, thidua):
    assert {path.name for path in ward.iterdir()} >= {"thidua.db", "media", "keys", "backups", "version.txt"}
    assert (ward / "keys/secret.key").stat().st_mode & 0o777 == 0o600
    assert all((ward / name).stat().st_mode & 0o777 == 0o700 for name in ("keys", "media", "backups"))
    with closing(sqlite3.connect(ward / "thidua.db")) as opened:
        assert {row[0] for row in opened.execute("SELECT role FROM units_seat")} == {"admin", "clerk"}
        accounts = opened.execute("SELECT username, must_change_password FROM people_account").fetchall()
    assert accounts == [("huong.vt", 1)]
    assert thidua("check", "--data", ward).code == 0


def test_init_asks_for_the_password_twice_at_a_terminal(tmp_path):
    child, terminal = pty.fork()
    if not child:
        words = [sys.executable, "-m", "thidua.cli", "init", "--data", str(tmp_path / "d"), *WARD[:-1]]
        os.execve(sys.executable, words, environment())
    for answer in (b"song xanh\n", b"song xam\n", b"song xanh thuyen nan\n", b"song xanh thuyen nan\n"):
        seen = b""
        while not seen.rstrip().endswith(b":"):
            seen += os.read(terminal, 1000)
        os.write(terminal, answer)
    seen = b""
    with suppress(OSError):
        while piece := os.read(terminal, 1000):
            seen += piece
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert "Đã tạo Phường Bến Ngọc" in seen.decode()
    assert b"thuyen nan" not in seen


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        pytest.param(["init", *WARD], 3, "không ghi đè", id="G14 init twice"),
        pytest.param(["sample"], 3, "không nạp phường mẫu vào đó", id="G14 sample over a ward"),
        pytest.param(["init", *WARD, "--city", "Thành phố Hải Thành"], 3, "không ghi đè", id="G14 before G03"),
        pytest.param(["check", "--only", "journal_chain"], 2, 'Ý bạn là "journal_chained"?', id="G02 rule"),
        pytest.param(["user", "password", "ai.do"], 2, 'Không có tài khoản "ai.do".', id="unknown account"),
    ],
)
def test_refusals_on_a_ward_in_order(ward, thidua, words, code, sentence):
    before = (ward / "thidua.db").read_bytes()
    said = thidua(*words, "--data", ward)
    assert said.code == code
    assert sentence in said.err
    assert (ward / "thidua.db").read_bytes() == before


def test_a_weak_password_or_an_empty_answer_makes_no_ward(tmp_path, thidua):
    said = thidua("init", "--data", tmp_path / "d", *WARD[:-1], stdin=subprocess.DEVNULL)
    assert (said.code, said.err) == (2, "Không có bàn phím để hỏi mật khẩu. Thêm --print-password để máy tự đặt.\n")
    assert not (tmp_path / "d").exists()
    said = thidua("init", "--data", tmp_path / "d", "--ward", "x", "--city", "y", stdin=subprocess.DEVNULL)
    assert said.code == 2


def test_init_that_was_refused_can_be_repeated(tmp_path, thidua):
    wrong = thidua("init", "--data", tmp_path / "d", *WARD[:5], "tên có dấu cách", "--print-password")
    assert wrong.code == 3
    assert thidua("init", "--data", tmp_path / "d", *WARD).code == 0


def test_g08_a_file_in_the_place_of_the_folder(tmp_path, thidua):
    (tmp_path / "d").write_text("x")
    said = thidua("init", "--data", tmp_path / "d" / "e", *WARD)
    assert (said.code, "Không ghi được vào thư mục" in said.err) == (4, True)


MOUNTS = "/dev/sda1 / ext4 rw 0 0\nserver:/o /mnt/may\\040chu nfs4 rw 0 0\n//pc/chung /srv/chung cifs rw 0 0\n"


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("/mnt/may chu/thidua", "ổ mạng (nfs4)"),
        ("/srv/chung", "ổ mạng (cifs)"),
        ("/home/lan/OneDrive - UBND/data", "Thư mục đồng bộ “OneDrive - UBND”"),
        ("/home/lan/Google Drive/data", "Thư mục đồng bộ"),
        ("/home/lan/Dropbox", "Thư mục đồng bộ"),
    ],
)
def test_g17_network_drives_and_sync_folders(folder, told):
    with pytest.raises(Stop, match="Chọn ổ đĩa trong máy") as stopped:
        refuse_foreign_drive(Path(folder), mounts=MOUNTS)
    assert told in stopped.value.text


@pytest.mark.parametrize("folder", ["/home/lan/data", "/srv/chung2", "/mnt", "/home/lan/drive"])
def test_g17_leaves_own_disks_in_peace(folder):
    refuse_foreign_drive(Path(folder), mounts=MOUNTS)
    refuse_foreign_drive(Path(folder), mounts="gofer / 9p rw 0 0\n")


def test_g17_stops_init(tmp_path, thidua):
    said = thidua("init", "--data", tmp_path / "Dropbox" / "d", *WARD)
    assert said.code == 3
    assert not (tmp_path / "Dropbox").exists()


def _newer(ward):
    sql(ward, "INSERT INTO django_migrations(app, name, applied) VALUES ('units', '9001_later', '2027-01-01')")
    (ward / "version.txt").write_text("1.4\n")


def _older(ward):
    sql(ward, "DELETE FROM django_migrations WHERE app = 'sessions'")


def _damage(ward):
    path = ward / "thidua.db"
    data = bytearray(path.read_bytes())
    for at in range(8 * 4096, len(data) - 4096, 3 * 4096):
        data[at : at + 512] = b"\xff" * 512
    path.write_bytes(data)


STATES = {
    "G15": (_newer, 3, "Dữ liệu của bản 1.4, bạn đang chạy 0.1.0. Nâng cấp phần mềm."),
    "G16": (_older, 3, "Cần nâng cấp: thidua upgrade (tự sao lưu trước)."),
    "G22": (lambda ward: (ward / "keys/secret.key").unlink(), 3, "Thiếu khóa bí mật."),
    "G23": (lambda ward: (ward / "keys/secret.key").chmod(0o644), 3, "Tệp khóa ai cũng đọc được."),
    "G24": (lambda ward: (ward / "thidua.toml").write_text("hosts = []\n"), 3, "Đặt tên miền"),
    "G26": (lambda ward: (ward / "thidua.db").write_bytes(b"not a database " * 999), 3, "không phải CSDL"),
    "G27": (_damage, 3, "CSDL hỏng"),
    "G42": (lambda ward: (ward / "upgrading.json").write_text('{"step": 3}'), 3, "Lần nâng cấp trước dừng ở bước 3."),
    "F14": (lambda ward: (ward / "incomplete.txt").write_text("x"), 3, "chưa khôi phục hoặc nạp xong"),
    "options": (lambda ward: (ward / "thidua.toml").write_text("colour = 1\n"), 3, "không có tùy chọn colour"),
}


@pytest.mark.parametrize("row", STATES)
def test_serve_refuses_a_folder_that_is_not_in_order(ward, thidua, row):
    spoil, code, sentence = STATES[row]
    spoil(ward)
    said = thidua("serve", "--data", ward, "--port", "1")
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_g27_names_the_last_good_backup(ward, kept, thidua):
    shutil.copy(kept, ward / "backups" / kept.name)
    _damage(ward)
    assert kept.name in thidua("serve", "--data", ward).err


def test_g21_debug_is_never_served_to_the_network(ward, thidua):
    (ward / "thidua.toml").write_text("debug = true\n")
    said = thidua("serve", "--data", ward, "--host", "0.0.0.0")
    assert (said.code, "Không chạy chế độ gỡ lỗi ra mạng." in said.err) == (3, True)


def test_g22_key_new_makes_one_only_when_asked(ward, thidua):
    (ward / "keys/secret.key").unlink()
    assert thidua("check", "--data", ward).code == 3
    assert not (ward / "keys/secret.key").exists()
    assert thidua("key", "new", "--data", ward).code == 0
    assert (ward / "keys/secret.key").stat().st_mode & 0o777 == 0o600
    assert thidua("check", "--data", ward).code == 0


def test_g23_doctor_mends_the_permissions(ward, thidua):
    (ward / "keys/secret.key").chmod(0o644)
    ward.chmod(0o755)
    assert "Đã sửa quyền" in thidua("doctor", "--data", ward, "--fix-permissions").out
    assert (ward / "keys/secret.key").stat().st_mode & 0o777 == 0o600
    assert ward.stat().st_mode & 0o777 == 0o700


def test_g18_the_lock_names_the_process_and_dies_with_it(ward):
    places = Places(ward)
    code = (
        "import sys, time; from pathlib import Path; from thidua.config.places import Places\n"
        "from thidua.config.folder import sole_use\n"
        "with sole_use(Places(Path(sys.argv[1]))): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(ward)], env=environment(), stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Stop, match=f"Đang chạy ở tiến trình {holder.pid}."), sole_use(places):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with sole_use(places):
        assert json.loads(places.lock.read_text())["pid"] == os.getpid()
    assert places.lock.read_text() == ""


def test_g25_a_script_that_holds_the_database(ward, thidua):
    with closing(sqlite3.connect(ward / "thidua.db", isolation_level=None)) as script:
        script.execute("BEGIN EXCLUSIVE")
        said = thidua("user", "password", "huong.vt", "--data", ward)
        script.execute("ROLLBACK")
    assert said.code == 4
    assert "CSDL bận quá 10 giây" in said.err
    assert f"tiến trình {os.getpid()} đang giữ" in said.err


def test_user_password_prints_a_new_first_password_once(ward, thidua):
    said = thidua("user", "password", "Huong.VT", "--data", ward)
    assert said.code == 0
    assert "Vũ Thị Hương: mật khẩu lần đầu " in said.out
    assert thidua("check", "--data", ward).code == 0


def test_doctor_speaks_before_anything_is_there(tmp_path, thidua):
    said = thidua("doctor", "--data", tmp_path / "d")
    assert said.code == 1
    assert "Chưa khởi tạo" in said.out
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(("found", "words"), [("/usr/bin/soffice", "có (LibreOffice)"), (None, "Chưa có LibreOffice")])
def test_doctor_tells_whether_old_office_files_are_read(tmp_path, monkeypatch, capsys, found, words):
    from thidua.cli import main

    monkeypatch.setattr("thidua.formats.child.office.program", lambda: found)
    assert main(["doctor", "--data", str(tmp_path / "d")]) == 1
    assert words in capsys.readouterr().out


def test_doctor_is_red_for_a_missing_key(ward, thidua):
    (ward / "keys/secret.key").unlink()
    said = thidua("doctor", "--data", ward)
    assert said.code == 2
    assert "HỎNG  Thiếu khóa bí mật." in said.out


def test_unknown_faults_keep_their_trace(monkeypatch, capsys):
    from thidua.cli import main

    monkeypatch.setattr("thidua.cli.acts.doctor.doctor", lambda given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["doctor"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("database is locked", "CSDL bận quá 10 giây"),
        ("file is not a database", "không phải CSDL"),
        ("database disk image is malformed", "CSDL hỏng"),
        ("database or disk is full", "Ổ đĩa hết chỗ"),
    ],
)
def test_faults_of_the_database_in_words(text, sentence):
    from django.db.utils import OperationalError

    from thidua.cli.faults import stop_for

    assert sentence in stop_for(OperationalError(text)).text


def test_the_runner_hides_the_settings_of_the_tests():
    assert run("doctor", env={"THIDUA_DATA": "/nowhere/at/all"}).out.count("/nowhere/at/all") == 1
