"""A process of its own for every stranger's file: limited in memory, time and reach, so that a hostile paper can only
end itself.

`python -m thidua.formats.child` reads one line of JSON (what to do) and the file's bytes from standard input, and
writes one dot per page begun and one line of JSON to standard output. The parent never parses the file.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from thidua.core.papers.text_changes import Marking, TextChange
from thidua.core.plans.contract import loads
from thidua.core.plans.model import Plan
from thidua.formats.child.letters import from_letter, to_letter
from thidua.formats.child.taking import Taken, taken
from thidua.formats.guard import check_file_name, check_size
from thidua.formats.linearised import Linearised
from thidua.formats.pages.joining import ReadPage
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.sheets import Column, SheetRows, in_sheet_terms

SECONDS = 20
MEGABYTES = 512
# A scan gets its seconds anew for each page, but nobody waits longer than this for one file.
MOST_SECONDS = 600
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
DOT = b"."


def read_limited(
    data: bytes, file_name: str, *, encoding: str | None = None, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> Linearised:
    """`reading.linearise` in a child process. Raises Refusal: its codes, and A30 (time or memory), A16 (reader died).

    `seconds` is wall-clock time for the file, and again for each page of a scan; `megabytes` bounds the address space.
    """
    paper = _taken(data, file_name)
    order = {"act": "linearise", "file_name": paper.file_name, "encoding": encoding}
    found = _ask(order, paper.data, seconds=seconds, megabytes=megabytes)
    if not isinstance(found, Linearised):
        raise _died()
    return paper.as_given(found)


def read_sheet_limited(
    data: bytes,
    file_name: str,
    *,
    columns: Sequence[Column],
    sheet_names: Sequence[str] = (),
    max_rows: int = 20_000,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> SheetRows:
    """`xlsx.read_sheet` in a child process; refusals as there, and A30 and A16 as in `read_limited`."""
    order = {
        "act": "read_sheet",
        "file_name": file_name,
        "columns": [to_letter(column) for column in columns],
        "sheet_names": list(sheet_names),
        "max_rows": max_rows,
    }
    try:
        found = _ask(order, data, seconds=seconds, megabytes=megabytes)
    except Refusal as ground:
        raise in_sheet_terms(ground) from ground
    if not isinstance(found, SheetRows):
        raise _died()
    return found


def read_paper_limited(
    data: bytes, file_name: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> tuple[Linearised, Plan]:
    """The text of a paper and the plan in it, both read in one child process; refusals as `read_limited`.

    The plan is read there too: its rules are many, and a paper made for it could keep a server busy for hours.
    """
    paper = _taken(data, file_name)
    order = {"act": "read_paper", "file_name": paper.file_name, "encoding": None}
    found = _ask(order, paper.data, seconds=seconds, megabytes=megabytes)
    match found:
        case (Linearised() as document, str() as plan):
            return paper.as_given(document), loads(plan)
    raise _died()


def look_at_pages_limited(
    data: bytes, *, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> tuple[int, tuple[int, ...]]:
    """`pdf.pictured_pages` in a child process: how many pages, and which are pictures; refusals as `read_limited`."""
    found = _ask({"act": "look_at_pages", "file_name": "a.pdf"}, data, seconds=seconds, megabytes=megabytes)
    match found:
        case (int() as count, tuple() as pictures):
            return count, pictures
    raise _died()


def read_pdf_page_limited(data: bytes, number: int, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> ReadPage:
    """One page (from 1) of a PDF in a child process of its own.

    What the page itself is guilty of (time, memory, a reader that dies) makes a page with `failed`, so that the others
    can still be read; refusals of the whole file, and A63 for a stamp of secrecy, are raised.
    """
    order = {"act": "read_pdf_page", "file_name": "a.pdf", "number": number}
    try:
        found = _ask(order, data, seconds=seconds, megabytes=megabytes)
    except Refusal as ground:
        if ground.reason.code in ("A30", "A16"):
            return ReadPage(number, failed=ground.text)
        raise
    if not isinstance(found, ReadPage):
        raise _died()
    return found


def join_paper_limited(
    data: bytes, file_name: str, pages: Sequence[ReadPage], *, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> tuple[Linearised, Plan]:
    """The paper and the plan of pages that were read one by one; A02 and A63 as `reading.linearise`."""
    order = {"act": "join_paper", "file_name": file_name, "pages": [to_letter(page) for page in pages]}
    found = _ask(order, data, seconds=seconds, megabytes=megabytes)
    match found:
        case (Linearised() as document, str() as plan):
            return document, loads(plan)
    raise _died()


def look_over_limited(data: bytes, file_name: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> str:
    """`keeping.look_over` in a child process; refusals as there, and A30 and A16 as in `read_limited`."""
    found = _ask({"act": "look_over", "file_name": file_name}, data, seconds=seconds, megabytes=megabytes)
    if not isinstance(found, str):
        raise _died()
    return found


def safe_png_limited(data: bytes, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> bytes:
    """`images.safe_png` in a child process; refusals as there, and A30 and A16 as in `read_limited`."""
    found = _ask({"act": "safe_png", "file_name": "anh.png"}, data, seconds=seconds, megabytes=megabytes)
    if not isinstance(found, bytes):
        raise _died()
    return found


def amend_docx_limited(
    data: bytes,
    changes: Sequence[TextChange],
    marking: Marking | None = None,
    *,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """`docx.amend_docx` in a child process; refusals as there, and A30 and A16 as in `read_limited`."""
    order = {
        "act": "amend_docx",
        "file_name": "a.docx",
        "changes": [to_letter(change) for change in changes],
        "marking": to_letter(marking),
    }
    found = _ask(order, data, seconds=seconds, megabytes=megabytes)
    if not isinstance(found, bytes):
        raise _died()
    return found


def _taken(data: bytes, file_name: str) -> Taken:
    def check(name: str, kind: str) -> None:
        _ask({"act": "check_old", "file_name": name, "media_type": kind}, data, seconds=SECONDS, megabytes=MEGABYTES)

    return taken(data, file_name, check)


def _ask(order: dict[str, Any], data: bytes, *, seconds: int, megabytes: int) -> object:
    check_size(data)
    check_file_name(order["file_name"])
    order |= {"seconds": seconds, "megabytes": megabytes}
    command = [sys.executable, "-P", "-m", "thidua.formats.child"]
    # The child sees no secret of the server: only what a program needs to start.
    surroundings = {key: os.environ[key] for key in _KEPT if key in os.environ}
    surroundings |= {
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "OMP_THREAD_LIMIT": "1",
        "MALLOC_ARENA_MAX": "1",
    }
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    ) as process:
        try:
            answer = _converse(process, json.dumps(order).encode() + b"\n" + data, seconds)
        finally:
            _kill(process)
    return _understood(answer, process.returncode, seconds, megabytes)


def _converse(process: subprocess.Popen[bytes], question: bytes, seconds: int) -> bytes:
    """What the child said. Raises Refusal A30 when it stays silent for `seconds`."""
    asked, answered = process.stdin, process.stdout
    assert asked is not None and answered is not None
    writer = threading.Thread(target=_write, args=(asked, question), daemon=True)
    writer.start()
    started = time.monotonic()
    deadline = started + seconds
    said = bytearray()
    while True:
        left = min(deadline, started + MOST_SECONDS) - time.monotonic()
        if left <= 0 or not select.select([answered], [], [], left)[0]:
            raise _too_slow(seconds)
        heard = os.read(answered.fileno(), 2**20)
        if not heard:
            return bytes(said).lstrip(DOT)
        if heard.strip(DOT) == b"":
            deadline = time.monotonic() + seconds
        said += heard


def _write(asked: IO[bytes], question: bytes) -> None:
    with suppress(OSError, ValueError):
        asked.write(question)
        asked.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _understood(answer: bytes, code: int, seconds: int, megabytes: int) -> object:
    try:
        found = from_letter(json.loads(answer))
    except (ValueError, KeyError, TypeError) as error:
        if code == -signal.SIGXCPU:
            raise _too_slow(seconds) from error
        raise _died() from error
    if isinstance(found, Refusal):
        raise found
    if found == "memory":
        raise refusal(
            "A30", "Tệp cần quá {most} MB bộ nhớ để đọc, đã dừng. Bỏ bớt ảnh, bảng rồi lưu lại.", most=megabytes
        )
    return found


def _too_slow(seconds: int) -> Refusal:
    return refusal("A30", "Tệp quá phức tạp, đã dừng sau {seconds} giây.", seconds=seconds)


def _died() -> Refusal:
    return refusal("A16", "Không đọc được tệp: bộ đọc dừng giữa chừng. Lưu lại bằng Word hoặc tải lại từ máy của bạn.")
