"""Acts that are pressed at the same instant, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start at the same moment; what each returned or raised."""
    start = threading.Barrier(len(acts))
    came: list[object] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            came.append(act())
        except Exception as fault:
            came.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came
