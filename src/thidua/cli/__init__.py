"""`thidua`: what an office without a technician types. Light until a command needs more."""

from __future__ import annotations


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit code of annex G."""
    from thidua.cli.program import run

    return run(argv)
