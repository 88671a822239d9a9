"""Old office files (.doc, .odt, .rtf) as .docx, through LibreOffice where it is installed.

LibreOffice runs in a session, a home and a network of its own, without macros, one at a time on this machine, under a
keeper (`watching`) that ends it when its time is up or when this process dies.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from thidua.formats import guard
from thidua.formats.child.turns import SHOP, my_turn, sweep
from thidua.formats.refusals import Refusal, megabytes, refusal

SECONDS = 60
WAIT = 30
"""How long (s) a paper waits until the one before it is done."""
_CONVERTED = {".doc": guard.DOC, ".odt": guard.ODT, ".rtf": guard.RTF}
_CODES = {guard.DOC: "A03", guard.ODT: "A20", guard.RTF: "A03"}
_PROJECT = "_VBA_PROJECT".encode("utf-16-le")
# Nothing in a stranger's file runs, and nothing outside of it is fetched: a proxy that nobody answers stands before.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse">
<value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse">
<value>9</value></prop></item>
</oor:items>
"""


def old_kind(data: bytes, file_name: str) -> str | None:
    """The media type when the name and the content are those of a .doc, .odt or .rtf, else None."""
    kind = _CONVERTED.get(guard.extension(file_name))
    return kind if kind is not None and guard.sniff(data) == kind else None


def program() -> str | None:
    """LibreOffice on this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_docx(data: bytes, media_type: str, *, seconds: int = SECONDS) -> bytes:
    """The same paper as .docx bytes, which still pass the guard of .docx files when they are read.

    Raises Refusal A03 (.doc, .rtf) or A20 (.odt) when LibreOffice is missing or cannot do it, A30 for a paper that
    takes too long or waits too long for others, A36 when the .docx is larger than a file may be. Ask `check_old` first.
    """
    soffice = program()
    ending = next(ending for ending, kind in _CONVERTED.items() if kind == media_type)
    if soffice is None:
        raise refusal(
            _CODES[media_type],
            "Máy chủ chưa có LibreOffice nên chưa đọc được tệp {ending}. Mở bằng Word, chọn Lưu thành .docx rồi "
            "tải lại; hoặc báo quản trị cài LibreOffice Writer.",
            ending=ending,
        )
    with my_turn(WAIT) as mine:
        if not mine:
            raise refusal(
                "A30",
                "Máy chủ đang bận chuyển tệp khác sang .docx. Chờ vài phút rồi tải lại; hoặc mở tệp {ending} bằng "
                "Word, chọn Lưu thành .docx rồi tải lại.",
                ending=ending,
            )
        sweep()
        with tempfile.TemporaryDirectory(prefix=SHOP, ignore_cleanup_errors=True) as shop:
            made = _convert(soffice, Path(shop), data, ending, seconds)
    if made is None:
        raise refusal(
            _CODES[media_type],
            "Không chuyển được tệp {ending}: tệp hỏng hoặc có mật khẩu. Mở bằng Word, chọn Lưu thành .docx rồi tải "
            "lại.",
            ending=ending,
        )
    return made


def check_old(data: bytes, media_type: str) -> None:
    """Refuses A07 for a paper with macros, and for .odt what `guard.open_archive` refuses."""
    if media_type == guard.DOC and _PROJECT in data:
        raise _macros()
    if media_type == guard.ODT:
        names = [entry.filename for entry in guard.open_archive(data).infolist()]
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise _macros()


def _macros() -> Refusal:
    return refusal("A07", "Tệp chứa macro ẩn. Lưu lại bằng Word thành .docx mới.")


def _convert(soffice: str, shop: Path, data: bytes, ending: str, seconds: int) -> bytes | None:
    source, home, made = shop / f"van-ban{ending}", shop / "home", shop / "ra" / "van-ban.docx"
    settings = home / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(data)
    command = [
        *_unreachable(),
        sys.executable,
        "-P",
        "-m",
        "thidua.formats.child.watching",
        str(seconds),
        str(shop),
        soffice,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(made.parent),
        str(source),
    ]
    surroundings = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH") if key in os.environ}
    surroundings |= {"HOME": str(home), "TMPDIR": str(shop), "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    with subprocess.Popen(
        command,
        # Nothing is ever written: the keeper hears by its end that this process is gone, however it went.
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        cwd=shop,
        start_new_session=True,
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise refusal("A30", "Tệp quá phức tạp, đã dừng sau {seconds} giây.", seconds=seconds) from error
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return _made(made, ending)


def _made(path: Path, ending: str) -> bytes | None:
    """The converted paper, which is a file for the readers like any other. Refuses A36."""
    if not path.exists():
        return None
    if (size := path.stat().st_size) > guard.MAX_FILE:
        raise refusal(
            "A36",
            "Tệp {ending} đổi sang .docx thành {found}, tối đa {most}. Bỏ bớt ảnh rồi tải lại.",
            ending=ending,
            found=megabytes(size),
            most=megabytes(guard.MAX_FILE),
        )
    return path.read_bytes()


@cache
def _unreachable() -> tuple[str, ...]:
    """A network of its own without any way out, where this machine lets a program have one."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    tried = subprocess.run([unshare, "--map-root-user", "--net", "true"], capture_output=True, check=False)
    return (unshare, "--map-root-user", "--net", "--") if tried.returncode == 0 else ()
