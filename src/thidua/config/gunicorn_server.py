"""gunicorn inside this process: two workers with four threads each, 426 requests a second with --reuse-port."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

HEADS_EVERY_SECONDS = 60
SCANS_EVERY_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve. `bind` is host:port; `ready` is called once when the port is open."""

    bind: str
    workers: int
    certificate: Path | None
    key: Path | None
    access_log: bool
    ready: Callable[[], None]


class Server(BaseApplication):
    """Runs until SIGTERM or Ctrl-C; `run` leaves by SystemExit, in the workers too."""

    def __init__(self, serving: Serving, heads_file: Path) -> None:
        self._serving = serving
        self._heads_file = heads_file
        super().__init__()

    def load_config(self) -> None:
        serving = self._serving
        chosen: dict[str, Any] = {
            "bind": serving.bind,
            "workers": serving.workers,
            "worker_class": "gthread",
            "threads": 4,
            "reuse_port": True,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": 5,
            "keepalive": 5,
            "loglevel": "warning",
            "accesslog": "-" if serving.access_log else None,
            "control_socket_disable": True,
            "proc_name": "thidua",
            "when_ready": self._when_ready,
            "post_worker_init": self._in_worker,
            "certfile": str(serving.certificate) if serving.certificate else None,
            "keyfile": str(serving.key) if serving.key else None,
        }
        for name, value in chosen.items():
            if value is not None:
                self.cfg.set(name, value)

    def _when_ready(self, arbiter: Any) -> None:
        # Ctrl-C ends like SIGTERM: what is being answered is answered. gunicorn's own SIGINT drops it.
        signal.signal(signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM))

    def _in_worker(self, worker: Any) -> None:
        # A terminal sends Ctrl-C to every process of the group; the master passes it on in its own way.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        keep_heads_in_background(self._heads_file)
        read_scans_in_background()
        # With --reuse-port each worker opens the port for itself: the first one knows that it is open.
        if worker.age == 1:
            self._serving.ready()

    def load(self) -> Any:
        from thidua.config.wsgi import application

        return application


def keep_heads_in_background(heads_file: Path) -> None:
    """Write the journal's heads beside the database each minute: what shows that a plain copy is short (M7)."""
    threading.Thread(target=_keep_heads, args=(heads_file,), daemon=True, name="heads").start()


def _keep_heads(heads_file: Path) -> None:
    from django.db import connection
    from django.utils import timezone

    from thidua.jobs.keeping import heads

    while True:
        time.sleep(HEADS_EVERY_SECONDS)
        try:
            heads.keep(heads_file, timezone.now())
        except Exception as error:
            # The next minute tries again; serving goes on without it.
            logging.getLogger("thidua").warning("heads.json: %s", error)
        finally:
            connection.close()


def read_scans_in_background() -> None:
    """Read long scans page by page beside the serving; after a crash it goes on where it was."""
    threading.Thread(target=_read_scans, daemon=True, name="scans").start()


def _read_scans() -> None:
    from django.db import connection
    from django.utils import timezone

    from thidua.jobs.scans import read_waiting

    while True:
        time.sleep(SCANS_EVERY_SECONDS)
        try:
            read_waiting(timezone.now)
        except Exception as error:
            logging.getLogger("thidua").warning("scans: %s", error)
        finally:
            connection.close()
