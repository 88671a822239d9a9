"""The keeper of LibreOffice: `python -m thidua.formats.child.watching SECONDS FOLDER PROGRAM ARGUMENT...`.

It limits itself and the program, and ends both when the time is up or when its standard input ends, which is when the
server that began it is gone, killed or not. A signal at the parent's death would not do: it is lost where the program
forks, as LibreOffice does.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

_MEGABYTES = 4096  # of address space; LibreOffice maps far more than it uses
_LARGEST = 100 * 2**20
# The server's own clock comes first; this one is for a server that has stopped counting.
_LATER = 1
_TRIES, _STEP = 100, 0.02


def main() -> None:
    """Begin the program, stay beside it, and leave with its exit code."""
    seconds, folder, command = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    resource.setrlimit(resource.RLIMIT_AS, (_MEGABYTES * 2**20, _MEGABYTES * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_with_the_server, args=(folder,), daemon=True).start()
    try:
        code = program.wait(seconds + _LATER)
    except subprocess.TimeoutExpired:
        _end(folder)
    os._exit(0 if code == 0 else 1)


def _end_with_the_server(folder: Path) -> None:
    while os.read(0, 1024):
        pass
    _end(folder)


def _end(folder: Path) -> NoReturn:
    """Kill the group, this process too, and remove the stranger's paper: that needs one that stands outside."""
    group = os.getpgrp()
    if os.fork():
        while True:
            signal.pause()
    os.setsid()
    os.killpg(group, signal.SIGKILL)
    # Who is being killed may still be writing.
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
        time.sleep(_STEP)
    os._exit(0)


if __name__ == "__main__":
    main()
