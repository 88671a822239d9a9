"""`plan tasks`: who has to do what by when, out of one file; no data folder, nothing is stored but the sheet."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from thidua.cli.acts.plans import taken
from thidua.cli.faults import stop_for
from thidua.cli.grammar import usage
from thidua.cli.speech import say
from thidua.jobs.keeping.stops import Exit, Stop


def tasks(given: Namespace) -> int:
    """Exit 0 told or written, 3 with one line when the file cannot be taken or the sheet is there already."""
    from thidua.core.plans.tasks import NOBODY, tasks_by_unit

    _, plan = taken(given.file)
    groups = tasks_by_unit(plan)
    if given.xlsx is not None:
        return _written(Path(given.xlsx), plan["document"]["title"], groups)
    if not groups:
        say("Chưa thấy việc nào trong văn bản.")
    for group in groups:
        say(f"{group.unit or NOBODY} ({len(group.lines)} việc)")
        for line in group.lines:
            place = f"dòng {line.source['lines'][0]}: " if line.source else ""
            limit = f" [hạn: {line.due}]" if line.due else ""
            say(f"  - {place}{line.role_words}: {line.text}{limit}")
        say("")
    return int(Exit.DONE)


def _written(path: Path, title: str, groups: list[Any]) -> int:
    """Write the sheet; a file that is there already is never written over."""
    from thidua.core.plans.tasks import COLUMNS, cells
    from thidua.formats.xlsx import write_sheet

    if path.is_dir():
        raise usage("G06", f'"{path}" là thư mục.')
    if not path.parent.is_dir():
        raise usage("G05", f'Không có thư mục "{path.parent}".')
    rows = cells(groups)
    data = write_sheet("Danh sách việc", COLUMNS, rows, note=f"Danh sách việc từ văn bản “{title}”")
    try:
        _put(path, data)
    except FileExistsError as error:
        raise Stop(Exit.STATE, "file_exists", f'Đã có tệp "{path}"; chọn tên khác.') from error
    except OSError as error:
        raise stop_for(error) or Stop(Exit.ENVIRONMENT, "G08", f'Không ghi được "{path}". Chọn chỗ khác.') from error
    say(f"Đã ghi {len(rows)} việc vào {path}")
    return int(Exit.DONE)


def _put(path: Path, data: bytes) -> None:
    """Write the whole file or none; sticks know no links, so it is written in its place. Raises OSError."""
    with path.open("xb") as out:
        try:
            out.write(data)
            out.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise
