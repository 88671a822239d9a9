"""A real server: it answers, is alone on its folder and port, stops cleanly, speaks TLS the office can trust."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminal import environment, run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(ward: Path, *more: str) -> Iterator[tuple[subprocess.Popen, int, list[str]]]:
    port = free_port()
    words = [sys.executable, "-m", "thidua.cli", "serve", "--data", str(ward), "--port", str(port), *more]
    server = subprocess.Popen(
        words, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        start_new_session=True,
    )  # fmt: skip
    told = []
    try:
        while line := server.stdout.readline():
            told.append(line)
            if line.startswith("Dừng"):
                break
        assert told and server.poll() is None, server.stderr.read()
        yield server, port, told
    finally:
        if server.poll() is None:
            server.kill()
        server.wait(20)
        server.stdout.close()
        server.stderr.close()


def answer(url: str, context: ssl.SSLContext | None = None) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20, context=context) as page:
            return page.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_cleanly(ward, sign):
    with serving(ward) as (server, port, told):
        assert f"http://127.0.0.1:{port}" in told[0]
        assert answer(f"http://127.0.0.1:{port}/vao/") < 500
        assert json.loads((ward / "server.lock").read_text())["pid"] == server.pid
        begun = time.monotonic()
        server.send_signal(sign)
        assert server.wait(20) == 0
        assert time.monotonic() - begun < 8
        assert "Đã dừng máy chủ." in server.stdout.read()
        assert "Traceback" not in server.stderr.read()
    assert (ward / "server.lock").read_text() == ""
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_second_server_is_refused_by_folder_and_by_port(ward, ward_once):
    with serving(ward) as (server, port, _):
        same_folder = run("serve", "--data", ward, "--port", free_port())
        assert (same_folder.code, same_folder.err.strip()) == (3, f"Đang chạy ở tiến trình {server.pid}.")
        same_port = run("serve", "--data", ward_once, "--port", port)
        assert same_port.code == 4
        assert same_port.err.startswith(f"Cổng {port} đang dùng. Thử --port ")
        assert run("upgrade", "--data", ward).code == 3
        assert run("backup", "--data", ward).code == 0


def test_after_a_kill_the_folder_is_free_again(ward):
    with serving(ward) as (server, _, _):
        server.kill()
        server.wait()
    time.sleep(2.5)
    with serving(ward) as (_, port, _):
        assert answer(f"http://127.0.0.1:{port}/vao/") < 500


def test_the_start_is_quick(ward):
    begun = time.monotonic()
    with serving(ward) as (_, port, _):
        answer(f"http://127.0.0.1:{port}/vao/")
        assert time.monotonic() - begun < 5


def test_lan_speaks_tls_that_verifies_with_the_office_certificate(ward):
    with serving(ward, "--lan") as (_, port, told):
        assert told[0].count("https://") >= 1
        assert str(ward / "keys/thidua-ca.crt") in told[1]
        trusting = ssl.create_default_context(cafile=ward / "keys/thidua-ca.crt")
        assert answer(f"https://127.0.0.1:{port}/vao/", trusting) < 500
        assert answer(f"https://localhost:{port}/vao/", trusting) < 500
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            answer(f"https://127.0.0.1:{port}/vao/", ssl.create_default_context())
    assert {path.name for path in (ward / "keys").iterdir()} == {
        "secret.key", "thidua-ca.crt", "thidua-ca.key", "server.crt", "server.key",
    }  # fmt: skip
    assert all(path.stat().st_mode & 0o077 == 0 for path in (ward / "keys").glob("*.key"))
