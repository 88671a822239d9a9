"""From argv to an exit code: find the act, run it, turn every failure into one clear line."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from thidua.cli.speech import STEPS, close_output, complain, prepare_streams
from thidua.cli.words import HELP, grammar
from thidua.jobs.keeping.stops import Exit, Stop


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line. Returns its exit code; only gunicorn's own children leave by SystemExit."""
    prepare_streams()
    STEPS.done = STEPS.total = 0
    try:
        code = _carry_out(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except Stop as stop:
        complain(stop.text)
        return int(stop.exit_code)
    except KeyboardInterrupt:
        complain(f"\n{STEPS.sentence}")
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        close_output()
        return int(Exit.DONE)
    except Exception as error:
        stop = _known_fault(error)
        if stop is None or os.environ.get("THIDUA_TRACE"):
            raise
        complain(stop.text)
        return int(stop.exit_code)


def _carry_out(argv: list[str]) -> int:
    if not argv:
        complain(HELP)
        return int(Exit.USAGE)
    if argv in (["--help"], ["-h"], ["help"]):
        print(HELP)
        return int(Exit.DONE)
    if argv == ["--version"]:
        from thidua import __version__

        print(f"thidua {__version__}")
        return int(Exit.DONE)
    try:
        given = grammar().parse_strictly(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return _act(given)


def _act(given: Namespace) -> int:
    if not hasattr(given, "act"):
        raise Stop(Exit.USAGE, "G01", f"Thiếu lệnh con. Xem: thidua {given.command} --help")
    given.parser.check(given)
    module, name = given.act.split(":")
    return int(getattr(import_module(f"thidua.cli.acts.{module}"), name)(given) or 0)


def _known_fault(error: Exception) -> Stop | None:
    """A fault of the machine or of the database, in words; None for a fault of ours, which keeps its trace."""
    from thidua.cli.faults import stop_for

    return stop_for(error)
