"""`upgrade`: with the server stopped."""

from __future__ import annotations

from argparse import Namespace

from thidua import __version__
from thidua.cli.ground import folder_of, load_django, now
from thidua.cli.speech import STEPS, say
from thidua.config.folder import require_key, require_started, sole_use
from thidua.jobs.keeping.stops import Exit


def upgrade(given: Namespace) -> int:
    """Bring the data to this program's version, or leave them as they were."""
    where = folder_of(given)
    require_started(where)
    require_key(where)
    load_django()
    from thidua.core.actors import program
    from thidua.jobs.keeping.upgrade import STEPS as MANY
    from thidua.jobs.keeping.upgrade import upgrade as carry_out

    STEPS.total = MANY

    def step(text: str) -> None:
        STEPS.done += 1
        say(text)

    with sole_use(where):
        done = carry_out(now=now(), by=program("thidua upgrade"), resume=given.resume, progress=step)
    say(f"Dữ liệu đã ở bản {__version__}." if done else f"Dữ liệu đã là bản {__version__}; không có gì phải làm.")
    return int(Exit.DONE)
