"""Papers of older programs come in through LibreOffice where it is; where it is not, the way out is named."""

from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from thidua.formats import guard
from thidua.formats.child import office, read_limited, read_paper_limited
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
