"""Long scans, read page by page in the background: what is read stays read through any crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from thidua.apps.plans.services import forget_readings, read_next_page


def read_waiting(clock: Callable[[], datetime]) -> int:
    """Read every page that waits and nobody holds; readings that nobody filed for two weeks go. Returns how many pages.

    Each page is kept as it comes, so that this may be killed at any moment and called again.
    """
    forget_readings(clock())
    count = 0
    while read_next_page(clock()):
        count += 1
    return count
