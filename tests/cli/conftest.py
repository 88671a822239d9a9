"""A real ward made by `thidua init` once, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import WARD, Said, run


@pytest.fixture
def thidua() -> Callable[..., Said]:
    return run


@pytest.fixture(scope="session")
def ward_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phường") / "dữ liệu"
    said = run("init", "--data", folder, *WARD)
    assert said.code == 0, said.err
    return folder


@pytest.fixture
def ward(ward_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ward_once, tmp_path / "data"))


@pytest.fixture
def kept(ward: Path, tmp_path: Path) -> Path:
    """A backup of the ward."""
    said = run("backup", "--data", ward, "--to", tmp_path / "usb")
    assert said.code == 0, said.err
    return next((tmp_path / "usb").glob("*.tdb"))
