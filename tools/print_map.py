"""Prints the river of rooms, spring first, from `.importlinter`: `make map`."""

from __future__ import annotations

import ast
import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "thidua"


def layers(contract: str) -> list[str]:
    """The layers of a contract of the map, lowest first."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    lines = parser[f"importlinter:contract:{contract}"]["layers"].splitlines()
    return [line.strip() for line in reversed(lines) if line.strip()]


def purpose(room: Path) -> str:
    """The first line of a room's docstring."""
    path = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else None
    return (text or "").split("\n")[0]


def told(contract: str, folder: Path) -> list[str]:
    """One line a room: its name and what it is for; rooms not built yet in parentheses."""
    rooms = [room.strip() for layer in layers(contract) for room in layer.split("|")]
    width = max(len(room) for room in rooms) + 2
    return [f"  {room:<{width}}{purpose(folder / room)}".rstrip() for room in rooms]


def main() -> None:
    print("Floors, lowest first: a floor knows those above it in this list, never the reverse.")
    print(*told("floors", SRC), sep="\n")
    print("\nThe river, spring first: downstream knows upstream, never the reverse. (Not built yet.)")
    print(*told("river", SRC / "apps"), sep="\n")
    print("\nThe same river in the core.")
    print(*told("core-river", SRC / "core"), sep="\n")


if __name__ == "__main__":
    main()
