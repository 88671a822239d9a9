"""`plan write`: a plan in JSON becomes a signed-looking paper, and the paper is read back before it is called good."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

from thidua.cli.faults import stop_for
from thidua.cli.grammar import usage
from thidua.cli.speech import say
from thidua.jobs.keeping.stops import Exit, Stop

ENDINGS = (".docx", ".pdf", ".html")


def write(given: Namespace) -> int:
    """Exit 0 written and reading it gives the same plan, 1 written but read otherwise (each difference on a line), 2
    for a wrong command line, 3 with one line when the file cannot be taken or the target is there already."""
    target = _target(given.to)
    plan = _plan(given.file)
    from thidua.core.plans.reading import read_plan
    from thidua.core.plans.writing import plan_differences, plan_paper

    paper = plan_paper(plan)
    data, text = _made(paper, target)
    found = plan_differences(plan, read_plan(text))
    _put(target, data)
    say(f"Đã ghi {target}")
    if not found:
        say("Đọc lại cho đúng kế hoạch này.")
        return int(Exit.DONE)
    say(f"Đọc lại khác {len(found)} chỗ:")
    for one in found:
        say(f"  - {one.path}: kế hoạch {_shown(one.one)}; đọc lại {_shown(one.other)}")
    return int(Exit.WARNED)


def _target(named: str | None) -> Path:
    """Where the paper goes. Raises Stop: no or another ending, a folder, no such folder, a file that is there."""
    if not named:
        raise usage("G04", "Thiếu --to TỆP (.docx, .pdf hoặc .html).")
    path = Path(named)
    if path.is_dir():
        raise usage("G06", f'"{path}" là thư mục.')
    if path.suffix.lower() not in ENDINGS:
        raise usage("G55", f'Chỉ ghi được {", ".join(ENDINGS)}; "{path.name}" không có đuôi nào trong đó.')
    if not path.parent.is_dir():
        raise usage("G05", f'Không có thư mục "{path.parent}".')
    if path.exists():
        raise Stop(Exit.STATE, "file_exists", f'Đã có tệp "{path}"; chọn tên khác.')
    return path


def _plan(path: Path) -> Any:
    from thidua.formats.guard import MAX_FILE
    from thidua.formats.refusals import Refusal, megabytes
    from thidua.formats.text.plan_json import read_plan_json

    if (size := path.stat().st_size) > MAX_FILE:
        raise Stop(Exit.STATE, "A36", f"Tệp {megabytes(size)}, tối đa {megabytes(MAX_FILE)}.")
    try:
        return read_plan_json(path.read_bytes())
    except Refusal as refused:
        raise Stop(Exit.STATE, refused.reason.code, " ".join(refused.text.split())) from refused


def _made(paper: Any, target: Path) -> tuple[bytes, str]:
    """The file, and the text that the program's own reader finds in it; a page for a browser is held against its
    lines."""
    from thidua.core.papers.lines import paper_lines
    from thidua.formats.reading import linearise

    match target.suffix.lower():
        case ".docx":
            from thidua.formats.docx.writing import write_docx

            data = write_docx(paper)
        case ".pdf":
            from thidua.formats.pdf.writing import write_pdf

            data = write_pdf(paper)
        case _:
            from thidua.formats.html import write_html

            return write_html(paper).encode("utf-8"), paper_lines(paper)
    return data, linearise(data, target.name).text


def _put(path: Path, data: bytes) -> None:
    """The whole file under its name or nothing: it is written beside and then renamed."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("xb") as out:
                out.write(data)
                out.flush()
            part.rename(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise stop_for(error) or Stop(Exit.ENVIRONMENT, "G08", f'Không ghi được "{path}". Chọn chỗ khác.') from error


_LONGEST = 90


def _shown(value: object) -> str:
    """A value of the plan in one short line."""
    if value is None:
        return "không có"
    if isinstance(value, Decimal):
        from thidua.core.viet.numbers import format_number

        return format_number(value)
    if isinstance(value, dict):
        words = value.get("text") or value.get("name") or value.get("unit") or value.get("what") or value.get("form")
        return _shown(words) if words else "một mục"
    if isinstance(value, list):
        return "; ".join(_shown(one) for one in value[:3])
    told = " ".join(str(value).split())
    return f"“{told if len(told) <= _LONGEST else told[: _LONGEST - 1] + '…'}”"
