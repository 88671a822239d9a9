"""Papers of older programs come in through LibreOffice where it is; where it is not, the way out is named."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from thidua.formats import guard
from thidua.formats.child import office, read_limited, read_paper_limited, turns
from thidua.formats.linearised import Linearised
from thidua.formats.reading import linearise
from thidua.formats.refusals import Refusal

needs_office = pytest.mark.skipif(office.program() is None, reason="no LibreOffice (apt install libreoffice-writer)")
LINES = ["KẾ HOẠCH", "1. CHỈ TIÊU", "Tỷ lệ hộ dùng nước sạch đạt từ 95%."]
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}\f0 K\u7870? HO\u7840?CH\par "
    rb"\u272?\u7841?t 95%.\par}"
)


def made(ending: str, folder: Path) -> bytes:
    """The same small paper as LibreOffice writes that kind."""
    source = folder / "a.docx"
    paper = docx.Document()
    paper.add_paragraph(LINES[0])
    paper.add_paragraph("CHỈ TIÊU", style="List Number")
    paper.add_paragraph(LINES[2])
    paper.save(str(source))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office.program()), "--headless", profile, "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], capture_output=True, check=True, timeout=120)
    return (folder / f"a.{ending}").read_bytes()


@needs_office
@pytest.mark.parametrize(("ending", "kind"), [("doc", guard.DOC), ("odt", guard.ODT), ("rtf", guard.RTF)])
def test_an_old_paper_reads_as_it_would_in_word(ending: str, kind: str, tmp_path: Path) -> None:
    data = made(ending, tmp_path)
    found = read_limited(data, f"ke-hoach.{ending}")
    assert found.text.split("\n") == LINES
    assert (found.media_type, found.sha256) == (kind, hashlib.sha256(data).hexdigest())


@needs_office
def test_the_plan_is_read_the_same_way() -> None:
    document, plan = read_paper_limited(RTF, "ke-hoach.rtf")
    assert document.text == "KẾ HOẠCH\nĐạt 95%."
    assert plan["document"]["kind"] == "plan"


def odt_with(**parts: str) -> bytes:
    """An .odt as programs write it, its kind stored first and unpacked, with further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", guard.ODT)
        archive.writestr("content.xml", "<a/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(("name", "data", "code"), [("a.rtf", RTF, "A03"), ("a.odt", odt_with(), "A20")])
def test_without_libreoffice_the_way_out_is_named(
    name: str, data: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(Refusal) as ground:
        read_limited(data, name)
    assert ground.value.reason.code == code
    assert "Mở bằng Word, chọn Lưu thành .docx rồi tải lại; hoặc báo quản trị cài LibreOffice" in ground.value.text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.odt", odt_with(Basic__Standard__x="Sub Main"), "A07"),
        ("a.odt", odt_with(styles__xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "A08"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument_VBA_PROJECT".encode("utf-16-le"), "A07"),
        ("a.doc", RTF, "A04"),
        ("a.rtf", b"MZ" + bytes(900), "A05"),
    ],
)
def test_what_must_not_reach_libreoffice(name: str, data: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_convert", lambda *_: pytest.fail("it was started"))
    for read in (read_limited, linearise):
        with pytest.raises(Refusal) as ground:
            read(data, name)
        assert ground.value.reason.code == code


@needs_office
def test_a_slow_or_broken_paper_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as ground:
        office.as_docx(RTF * 20, guard.RTF, seconds=0)
    assert ground.value.reason.code == "A30"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le")
    with pytest.raises(Refusal) as ground:
        read_limited(ole, "a.doc")
    assert ground.value.reason.code == "A03"


# Stands above the server that is killed: whatever the server began becomes this process's own child, so that waiting
# for the last of them shows that nothing goes on. It ends the server once `begun` says so.
STAGE = """
import ctypes, os, signal, subprocess, sys
from pathlib import Path
assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0  # PR_SET_CHILD_SUBREAPER
server = subprocess.Popen([sys.executable, "-c", sys.argv[1]])

def begun():
    if sys.argv[2] == "stand-in":
        return Path(sys.argv[3]).read_text() != ""  # a pipe: answers when the stand-in writes
    names = [path.read_text().strip() for path in Path("/proc").glob("[0-9]*/comm") if ours(path.parent)]
    return "soffice.bin" in names

def ours(process):
    try:
        return os.environ["TMPDIR"] in (process / "cmdline").read_text()
    except OSError:
        return False

while not begun():
    assert server.poll() is None, "it was done before it could be killed"
shops = list(Path(os.environ["TMPDIR"]).glob("thidua-office-*"))
assert [sorted(path.name for path in shop.iterdir() if path.suffix) for shop in shops] == [["van-ban.rtf"]]
server.kill()
try:
    while True:
        os.wait()
except ChildProcessError:
    print("nothing goes on")
"""
SERVER = """
from thidua.formats.child import office
{change}
office.as_docx(b"{{\\rtf1\\ansi " + b"x y z\\par " * 400_000 + b"}}", "application/rtf", seconds=900)
"""


def killed(folder: Path, server: str, *how: str) -> str:
    """What the stage says after a server that converts a paper was killed."""
    command = [sys.executable, "-c", STAGE, server, *how]
    surroundings = os.environ | {"TMPDIR": str(folder)}
    return subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, timeout=120, check=True).stdout.decode()


def stand_in(folder: Path, script: str) -> Path:
    """A program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{textwrap.dedent(script)}", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_office
def test_libreoffice_and_the_paper_go_when_the_server_is_killed(tmp_path: Path) -> None:
    assert killed(tmp_path, SERVER.format(change=""), "LibreOffice") == "nothing goes on\n"
    assert not list(tmp_path.glob("thidua-office-*"))


def test_a_program_that_forks_and_hangs_goes_when_the_server_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    hangs = stand_in(tmp_path, f"sh -c 'echo begun > {told}; exec sleep 1000' & trap '' TERM HUP; wait; sleep 1000")
    server = SERVER.format(change=f"office.program = lambda: {str(hangs)!r}")
    assert killed(tmp_path, server, "stand-in", str(told)) == "nothing goes on\n"
    assert not list(tmp_path.glob("thidua-office-*"))


def test_the_keeper_ends_a_program_that_hangs_though_nobody_counts(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    hangs = stand_in(tmp_path, "trap '' TERM; sleep 1000 & wait; sleep 1000")
    command = [sys.executable, "-P", "-m", "thidua.formats.child.watching", "1", str(shop), str(hangs)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as keeper:
        assert keeper.stdout is not None
        # Ends when the last process that was begun has let go of it.
        assert keeper.stdout.read() == b""
    assert keeper.returncode < 0 and not shop.exists()


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_one_at_a_time_and_who_waits_too_long_is_told(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "WAIT", 0)
    monkeypatch.setattr(office, "program", lambda: str(stand_in(own_folder, "exit 1")))
    with turns.my_turn(0) as mine:
        assert mine
        with pytest.raises(Refusal) as ground:
            office.as_docx(RTF, guard.RTF)
    assert ground.value.reason.code == "A30"
    assert ground.value.text.startswith("Máy chủ đang bận chuyển tệp khác sang .docx. Chờ vài phút rồi tải lại")
    with pytest.raises(Refusal) as ground:
        office.as_docx(RTF, guard.RTF)
    assert ground.value.reason.code == "A03"


def test_what_an_earlier_crash_left_is_swept_and_what_is_at_work_stays(own_folder: Path) -> None:
    for name, age in (("thidua-office-old", 4000), ("thidua-office-new", 100), ("another-old", 4000)):
        (own_folder / name / "home").mkdir(parents=True)
        (own_folder / name / "van-ban.doc").write_text("")
        before = (own_folder / name).stat().st_mtime - age
        os.utime(own_folder / name, (before, before))
    (own_folder / "thidua-office-link").symlink_to(own_folder / "another-old")
    turns.sweep()
    assert sorted(path.name for path in own_folder.iterdir()) == [
        "another-old",
        "thidua-office-link",
        "thidua-office-new",
    ]
    assert (own_folder / "another-old" / "van-ban.doc").exists()


def test_a_paper_that_grows_too_large_is_told_with_its_new_size(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; truncate -s 30M "$2/van-ban.docx"'
    monkeypatch.setattr(office, "program", lambda: str(stand_in(own_folder, script)))
    with pytest.raises(Refusal) as ground:
        read_limited(RTF, "ke-hoach.rtf")
    assert ground.value.reason.code == "A36"
    assert ground.value.text == "Tệp .rtf đổi sang .docx thành 30 MB, tối đa 25 MB. Bỏ bớt ảnh rồi tải lại."


@needs_office
@pytest.mark.parametrize("read", [read_limited, linearise])
def test_both_doors_give_the_kind_and_the_hash_of_what_was_given(read: Callable[[bytes, str], Linearised]) -> None:
    found = read(RTF, "ke-hoach.rtf")
    assert (found.text, found.media_type, found.sha256) == (
        "KẾ HOẠCH\nĐạt 95%.", guard.RTF, hashlib.sha256(RTF).hexdigest(),
    )  # fmt: skip
