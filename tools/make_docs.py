"""`make docs`: prints the reference from the code, then takes the pictures of every page by a test."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "dev" / "reference.md"
PICTURES = ROOT / "docs" / "pictures"
COLOURS = 256
HEAD = """\
# Reference, printed from the code

Made by `make docs`; do not edit. What these words mean stands in the [glossary](../../GLOSSARY.md), why things are as
they are in [architecture](architecture.md) and the [decisions](../decisions/README.md).
"""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def steps() -> str:
    """Every table of moves in the core, as words and as a diagram."""
    import thidua.core
    from thidua.core.steps import Steps

    parts = []
    for module in walk_packages(thidua.core.__path__, "thidua.core."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, Steps) and name.isupper():
                states = table(["state", "Vietnamese"], [[f"`{word}`", label] for word, label in value.labels.items()])
                parts.append(
                    f"### {value.noun}: `{module.name}.{name}`\n\n{states}\n\n```mermaid\n{value.diagram()}\n```"
                )
    return "\n\n".join(parts)


def permits() -> str:
    """Who may do what, from the table of permits."""
    from thidua.core.actors import Role
    from thidua.core.permits import TABLE

    rows = [[f"`{act}`", *(row[role].value if role in row else "–" for role in Role)] for act, row in TABLE.items()]
    return table(["act", *(f"`{role}`" for role in Role)], rows)


def events() -> str:
    """Everything that the journal may tell."""
    from thidua.core.events import Event

    nouns: dict[str, list[str]] = {}
    for event in Event:
        noun, _, act = event.value.partition(".")
        nouns.setdefault(noun, []).append(act)
    return table(["noun", "what may happen to it"], [[f"`{noun}`", ", ".join(acts)] for noun, acts in nouns.items()])


def addresses() -> str:
    """Every address of the doors with its name."""
    sys.path.insert(0, str(ROOT / "tests" / "house"))
    from urls_of_the_house import addresses as all_addresses

    rows = [[f"`/{address.route}`", f"`{address.name}`"] for address in all_addresses()]
    return table(["address", "name"], sorted(rows))


def tables() -> str:
    """Every table with its columns, room by room in river order."""
    from django.apps import apps

    rows = []
    for room in apps.get_app_configs():
        for model in room.get_models() if room.name.startswith("thidua.") else ():
            columns = ", ".join(f"`{field.name}`" for field in model._meta.local_fields)
            rows.append([f"`{room.label}`", f"`{model.__name__}`", columns])
    return table(["room", "model", "columns"], rows)


def commands() -> str:
    """Every command of the program with its own help line."""
    from thidua.cli.words import grammar

    return table(
        ["command", "what it does"], [[f"`{words}`", text] for words, text in command_words(grammar(), "thidua")]
    )


def command_words(parser: argparse.ArgumentParser, words: str) -> list[tuple[str, str]]:
    """Every command below `words` with its help line."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return [row for name, under in action.choices.items() for row in command_words(under, f"{words} {name}")]
    return [(words, parser.description or "")]


def options() -> str:
    """What may be set in data/thidua.toml, with its default."""
    from dataclasses import fields

    from thidua.config.options import Options

    return table(["option", "default"], [[f"`{item.name}`", f"`{item.default!r}`"] for item in fields(Options)])


def variables() -> str:
    """Every variable of the environment that the program reads, and where."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        for name in re.findall(r"[\"'](THIDUA_[A-Z_]+)[\"']", path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    rows = [
        [f"`{name}`", ", ".join(f"`{where}`" for where in sorted(places))] for name, places in sorted(found.items())
    ]
    return table(["variable", "read in"], rows)


def reference() -> str:
    """The whole file."""
    parts = {
        "Steps": steps(),
        "Permits": permits(),
        "Events": events(),
        "Addresses": addresses(),
        "Tables": tables(),
        "Commands": commands(),
        "Options": options(),
        "Variables": variables(),
    }
    return HEAD + "".join(f"\n## {title}\n\n{text}\n" for title, text in parts.items())


def take_pictures(environment: dict[str, str]) -> None:
    """Every page of the desk into docs/pictures; the old pictures stay when the test does not pass.

    Raises SystemExit with what the test said.
    """
    with tempfile.TemporaryDirectory(prefix="thidua-pictures-") as folder:
        test = [sys.executable, "-m", "pytest", "tests/stories/test_pictures.py", "-m", "browser", "-q", "-rs"]
        done = subprocess.run(test, cwd=ROOT, env=environment | {"THIDUA_PICTURES": folder}, check=False)
        taken = sorted(Path(folder).glob("*.png"))
        if done.returncode or not taken:
            raise SystemExit("no pictures taken; the old ones stay")
        keep_pictures(taken)


def keep_pictures(taken: list[Path]) -> None:
    """Store the pictures with few colours, and forget those of pages that are no more."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in taken}
    for path in PICTURES.glob("*.png"):
        if path.name not in names:
            path.unlink()
    for path in taken:
        with Image.open(path) as picture:
            in_few_colours(picture.convert("RGB")).save(PICTURES / path.name, optimize=True)
    weight = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{len(taken)} pictures in {PICTURES.relative_to(ROOT)}, {weight / 2**20:.1f} MB")


def in_few_colours(picture: Image.Image) -> Image.Image:
    """The colours seen most stay what they are: a palette of averages turns paper pink and amber red."""
    seen = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for _count, colour in seen[:COLOURS] for level in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def print_reference() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    os.environ.setdefault("THIDUA_KEY", "only-for-printing-the-reference")
    import django

    django.setup()
    REFERENCE.parent.mkdir(parents=True, exist_ok=True)
    REFERENCE.write_text(reference(), encoding="utf-8")
    print(f"written: {REFERENCE.relative_to(ROOT)}")


def main() -> None:
    # The environment of the reference must not reach the test, which brings its own.
    inherited = dict(os.environ)
    print_reference()
    take_pictures(inherited)


if __name__ == "__main__":
    main()
