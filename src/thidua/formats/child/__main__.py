"""The child's side: limits first, then one order, one answer."""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

from thidua.formats.child import DOT, MOST_SECONDS
from thidua.formats.child.letters import from_letter, to_letter
from thidua.formats.refusals import Refusal


def main() -> None:
    """The child's whole life: limits first, then one order, one answer."""
    answer_to = os.dup(1)
    # Libraries that print would spoil the answer.
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["seconds"], order["megabytes"])
    data = sys.stdin.buffer.read()
    try:
        found = _obey(order, data, answer_to)
    except MemoryError:
        found = "memory"
    except Refusal as ground:
        found = ground
    answer = json.dumps(to_letter(found)).encode()
    while answer:
        answer = answer[os.write(answer_to, answer) :]
    # Nothing of the file is worth tidying up, and a reader's own clean-up can hang or crash.
    os._exit(0)


def _limit(seconds: int, megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_no_network)


def _no_network(event: str, _: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError("a reader has no business on the network")


def _obey(order: dict[str, Any], data: bytes, answer_to: int) -> object:
    if order["act"] == "safe_png":
        from thidua.formats.images import safe_png

        return safe_png(data)
    if order["act"] == "read_sheet":
        from thidua.formats.xlsx import read_sheet

        columns = [from_letter(column) for column in order["columns"]]
        return read_sheet(
            data,
            order["file_name"],
            columns=columns,  # type: ignore[arg-type]
            sheet_names=order["sheet_names"],
            max_rows=order["max_rows"],
        )

    if order["act"] == "amend_docx":
        from thidua.formats.docx import amend_docx

        changes: Any = from_letter(order["changes"])
        marking: Any = from_letter(order["marking"])
        return amend_docx(data, changes, marking)

    def on_page() -> None:
        _more_time(order["seconds"])
        os.write(answer_to, DOT)

    if order["act"] == "look_over":
        from thidua.formats.child.keeping import look_over

        return look_over(data, order["file_name"], on_page=on_page)
    if order["act"] in ("check_old", "look_at_pages", "read_pdf_page", "join_paper"):
        return _piece(order, data)
    from thidua.formats.reading import linearise

    document = linearise(data, order["file_name"], encoding=order["encoding"], on_page=on_page)
    if order["act"] != "read_paper":
        return document
    on_page()
    return document, _plan_in(document.text)


def _piece(order: dict[str, Any], data: bytes) -> object:
    """One step of a paper that is read in several processes."""
    if order["act"] == "check_old":
        from thidua.formats.child.office import check_old

        check_old(data, order["media_type"])
        return None
    from thidua.formats import pdf, reading

    if order["act"] == "look_at_pages":
        return pdf.pictured_pages(data)
    if order["act"] == "read_pdf_page":
        page = pdf.read_pdf_page(data, order["number"])
        reading.refuse_stamp("\n".join(page.lines))
        return page
    pages: Any = [from_letter(page) for page in order["pages"]]
    document = reading.joined(data, order["file_name"], pages)
    return document, _plan_in(document.text)


def _plan_in(text: str) -> str:
    from thidua.core.plans.contract import dumps
    from thidua.core.plans.reading import read_plan

    return dumps(read_plan(text))


def _more_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = min(int(used.ru_utime + used.ru_stime) + 1 + seconds, MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, MOST_SECONDS))


if __name__ == "__main__":
    main()
