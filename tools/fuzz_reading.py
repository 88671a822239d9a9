#!/usr/bin/env python3
"""Spoil papers at random and see that the readers still answer: text through reader, findings and schema, bytes through
the readers of files first.

usage: tools/fuzz_reading.py [--minutes 10] [--seed 1] [--out build/fuzz]

A case fails by an error that is no Refusal, by taking too long for its length (in processor time), by an item whose
place lies outside the text, or (every twentieth case) by a plan that does not fit its schema. Once a minute it prints
the cases and the failures of each kind. The first inputs of each failure go to the folder, texts shortened as far as
they still fail; the case at work lies there as `current`, so that a crash of the whole process leaves it behind.
Papers held back are not used: whoever mends the reader after a run must not have seen them.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import json
import random
import re
import signal
import sys
import time
import traceback
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "core" / "plans" / "any_text"))

import jsonschema
from mixtures import sources

import thidua.core.plans
from thidua.core.plans.contract import dumps, loads
from thidua.core.plans.findings import ask_plan, check_plan
from thidua.core.plans.model import Plan
from thidua.core.plans.reading import read_plan
from thidua.formats.reading import linearise
from thidua.formats.refusals import Refusal

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ROOT / "tests" / "papers"
SEEN = ("own", "fresh", "faults", "samples")
"""The sets of papers that were looked at while the reader was built; the others are never opened here."""
SAMPLES = ROOT / "src" / "thidua" / "jobs" / "sample" / "papers"
PIECES = PAPERS / "fragments"
BYTES = (".docx", ".pdf", ".txt", ".md")
PICTURED = "ban-ky"  # a scan: reading it takes seconds, and other tests spoil it
SCHEMA = Path(thidua.core.plans.__file__).parent / "plan.schema.json"
KEPT = 3
"""Inputs kept of each failure."""
LONGEST = 200_000
HUNG = 60.0
"""Seconds of processor time after which a case is broken off."""


class Hung(BaseException):
    """A case that did not come to its end."""


class Outside(Exception):
    """An item points at no place of the text, or its lines and characters disagree."""


class Unfit(Exception):
    """The plan does not fit its schema, or does not come back from its JSON."""


class Slow(Exception):
    """The answer came, but late for its length."""


# ------------------------------------------------------------------------------------------------ spoiling texts


def cut(rng: random.Random, text: str, _other: str) -> str:
    """A stretch left out, or only a stretch kept."""
    start, end = span(rng, text, rng.choice((20, 200, 3000)))
    return text[start:end] if rng.random() < 0.1 else text[:start] + text[end:]


def splice(rng: random.Random, text: str, other: str) -> str:
    """A stretch of another paper put in."""
    start, end = span(rng, other, rng.choice((5, 60, 800)))
    at = rng.randrange(len(text) + 1)
    return text[:at] + other[start:end] + text[at:]


def swap(rng: random.Random, text: str, _other: str) -> str:
    """Two lines, words or signs change places."""
    sign = rng.choice(("\n", "\n", "\t", " ", ". ", ""))
    parts = text.split(sign) if sign else list(text)
    i, j = rng.randrange(len(parts)), rng.randrange(len(parts))
    parts[i], parts[j] = parts[j], parts[i]
    return sign.join(parts)


def repeat(rng: random.Random, text: str, _other: str) -> str:
    """A stretch said over and over."""
    start, end = span(rng, text, rng.choice((1, 3, 30, 500)))
    times = min(rng.choice((2, 5, 40, 1000)), LONGEST // max(1, 4 * (end - start)))
    return text[:end] + text[start:end] * times + text[end:]


CONFUSED = ("l1I|", "O0oQ", "5S", "8B", ".,", ";:", "“”\"'", "-–—", "uư", "oôơ", "aăâ", "dđ", "eê", "\t ", "\n ")


def scanned(rng: random.Random, text: str, _other: str) -> str:
    """The damage of a scan: signs mistaken, marks lost, words torn and run together."""
    rate = rng.choice((0.003, 0.02, 0.2))
    out = []
    for sign in text:
        if rng.random() >= rate:
            out.append(sign)
            continue
        kin = next((group for group in CONFUSED if sign in group), "")
        bare = unicodedata.normalize("NFD", sign)[0]
        out.append(rng.choice((rng.choice(kin) if kin else bare, bare, "", f"{sign} ", sign + sign)))
    return "".join(out)


ODD = (
    *("\u200b", "\u00ad", "\ufeff", "\u202e", "\x00", "\x0c", "\x85", "\u2028", "\u0301", "\u0323", "\ud800", "\u00a0"),
    *(
        "５",
        "٣",
        "²",
        "½",
        "Ⅳ",
        "ﬁ",
        "İ",
        "ß",
        "\U0001f389",
        "<sup>1</sup>",
        "**",
        "# ",
        "|",
        "\\",
        "&nbsp;",
        "《",
        "\r",
    ),
)


def unicoded(rng: random.Random, text: str, _other: str) -> str:
    """Another Unicode form, the other style of tone marks, or signs that nobody sees."""
    if rng.random() < 0.3:
        return unicodedata.normalize(rng.choice(("NFD", "NFKD", "NFKC")), text)
    if rng.random() < 0.2:
        return rng.choice((str.upper, str.lower, str.title, str.swapcase))(text)
    for _ in range(rng.choice((1, 5, 100))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(ODD) + text[at + rng.randrange(2) :]
    return text


SIGNS = ("\n", "\n\n", "\t", "  ", "- ", "1. ", "I. ", "a) ", ";", ":", "(", ")", "%", "“", "|", "..", "/", "99999999")


def signs(rng: random.Random, text: str, _other: str) -> str:
    """Line ends, tabs, labels and brackets where none belong, or all of one kind gone."""
    if rng.random() < 0.2:
        return text.replace(rng.choice(SIGNS), rng.choice((*SIGNS, "", " ")))
    for _ in range(rng.choice((1, 4, 60))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(SIGNS) + text[at:]
    return text


def figures(rng: random.Random, text: str, _other: str) -> str:
    """Numbers replaced by other ones, sound or not."""
    odd = ("0", "00", "31/02/2026", "1.000.000.000.000", "12,5,5", "1/1/1", "-5", "2026-2025", "9" * 40, "1e9", "", "½")
    rate = rng.choice((0.05, 0.4))
    return re.sub(r"\d[\d./,]*", lambda found: rng.choice(odd) if rng.random() < rate else found.group(), text)


def span(rng: random.Random, text: str, most: int) -> tuple[int, int]:
    """A stretch of a text, by its ends."""
    start = rng.randrange(len(text) + 1)
    return start, min(len(text), start + rng.randrange(1, most + 1))


TEXTS: tuple[Callable[[random.Random, str, str], str], ...] = (
    *(cut, splice, swap, repeat, scanned, unicoded, signs, figures),
)

# ------------------------------------------------------------------------------------------------ spoiling bytes


def spoil(rng: random.Random, whole: bytes, other: bytes) -> bytes:
    """Bytes changed, left out, repeated, or taken from another file."""
    out = bytearray(whole)
    for _ in range(rng.choice((1, 3, 30))):
        at = rng.randrange(len(out) + 1)
        end = at + rng.choice((1, 4, 300))
        match rng.randrange(5):
            case 0:
                out[at:end] = rng.randbytes(rng.randrange(4))
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * rng.choice((1, 20))
            case 3:
                out[at:at] = other[at % (len(other) + 1) :][: end - at]
            case 4 if at < len(out):
                out[at] ^= 1 << rng.randrange(8)
        if not out:
            return b""
    return bytes(out[: rng.randrange(len(out) + 1)] if rng.random() < 0.05 else out)


TAG = re.compile(rb"<[^<>]+>")


def spoil_word(rng: random.Random, whole: bytes, other: bytes) -> bytes:
    """A Word file whose parts are spoilt inside a sound archive: tags dropped, doubled, moved, values changed."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in rng.sample(sorted(parts), rng.choice((1, 1, 2))):
        if rng.random() < 0.3:
            parts[name] = spoil(rng, parts[name], other)
            continue
        tags = list(TAG.finditer(parts[name]))
        for _ in range(rng.choice((1, 5, 40)) if tags else 0):
            one, two = rng.choice(tags).group(), rng.choice(tags).group()
            new = rng.choice(
                (b"", one + one, two, re.sub(rb'"[^"]*"', rng.choice((b'""', b'"-1"', b'"9999999"')), one))
            )
            parts[name] = parts[name].replace(one, new, rng.choice((1, 1, -1)))
    if rng.random() < 0.1:
        del parts[rng.choice(sorted(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return out.getvalue()


# --------------------------------------------------------------------------------------------------- one case


def check_places(plan: Plan) -> None:
    """Raises Outside for an item that points beside the text."""
    whole = plan["x_text"]
    for source in sources(plan):
        (start, end), (first, last) = source["chars"], source["lines"]
        if not (0 <= start < end <= max(1, len(whole)) and 1 <= first <= last <= whole.count("\n") + 1):
            raise Outside(f"{source} in {len(whole)} characters")
        if whole.count("\n", 0, start) + 1 != first or whole.count("\n", 0, end - 1) + 1 != last:
            raise Outside(f"{source}: lines and characters disagree")


FITS = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def check_schema(plan: Plan) -> None:
    """Raises Unfit for a plan that breaks the schema or changes on its way through JSON."""
    text = dumps(plan)
    for error in FITS.iter_errors(json.loads(text)):
        raise Unfit(f"{[part for part in error.absolute_path if isinstance(part, str)]}: {error.message[:80]}")
    kept = loads(text)
    if loads(dumps(kept)) != kept:
        raise Unfit("comes back from JSON as another plan")


def try_text(text: str, *, schema: bool) -> None:
    """One text through everything that follows the readers of files. Raises whatever is wrong."""
    began = time.process_time()
    plan = read_plan(text)
    check_places(plan)
    check_plan(plan)
    ask_plan(plan)
    spent = time.process_time() - began
    if schema:
        check_schema(plan)
    if spent > 2 + 100e-6 * len(text):
        raise Slow(f"{spent:.1f} s for {len(text)} characters")


def try_file(content: bytes, name: str, *, schema: bool) -> bool:
    """One file through its reader, and what it read through the rest. False for a refusal."""
    try:
        found = linearise(content, name)
    except Refusal:
        return False
    try_text(found.text, schema=schema)
    return True


def stop_case(_number: int, _frame: FrameType | None) -> None:
    raise Hung


def failure(act: Callable[[], object]) -> tuple[str, str] | None:
    """The kind of failure (error and the last own line that it came from) with its trace, or None."""
    signal.setitimer(signal.ITIMER_PROF, HUNG)
    faulthandler.dump_traceback_later(20 * HUNG, exit=True)
    try:
        act()
    except (Exception, Hung) as error:
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if "/thidua/" in frame.filename]
        where = f" {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
        said = re.sub(r"\d+", "9", str(error))[:100] if isinstance(error, Unfit) else ""
        return f"{type(error).__name__}{where} {said}".strip(), traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    return None


def shortened(text: str, kind: str, seconds: float = 30) -> str:
    """The text with lines, then signs, left out as long as it fails in the same way."""
    until = time.monotonic() + seconds
    for sign in ("\n", ""):
        parts = text.split(sign) if sign else list(text)
        step = max(1, len(parts) // 2)
        while time.monotonic() < until:
            at = 0
            while at < len(parts) and time.monotonic() < until:
                rest = parts[:at] + parts[at + step :]
                told = failure(lambda rest=rest, sign=sign: try_text(sign.join(rest), schema=True))
                if told and told[0] == kind:
                    parts = rest
                else:
                    at += step
            if step == 1:
                break
            step //= 2
        text = sign.join(parts)
    return text


# -------------------------------------------------------------------------------------------------- all cases


def papers() -> tuple[list[str], dict[str, bytes]]:
    """Texts, and files by name: every paper and piece of the project that was not held back."""
    found = [path for name in SEEN for path in sorted((PAPERS / name).rglob("*")) if path.suffix in BYTES]
    found += sorted((ROOT / "tests" / "core" / "plans" / "reading" / "papers").glob("*.txt"))
    found += [path for path in sorted(SAMPLES.iterdir()) if path.suffix in BYTES and PICTURED not in path.name]
    texts = [path.read_text(encoding="utf-8") for path in found if path.suffix in (".txt", ".md")]
    for path in sorted(PIECES.glob("*.json")):
        pieces = [piece["text"] for piece in json.loads(path.read_text(encoding="utf-8"))]
        texts.append("\n\n".join(pieces[:60]))
    return texts, {path.name: path.read_bytes() for path in found}


@dataclass(slots=True)
class Run:
    """What one run has tried and found."""

    folder: Path
    rng: random.Random
    texts: list[str]
    files: dict[str, bytes]
    cases: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def spoilt_text(self) -> str:
        text = self.rng.choice(self.texts)
        for _ in range(self.rng.choice((1, 1, 2, 4, 8))):
            spoilt = self.rng.choice(TEXTS)(self.rng, text, self.rng.choice(self.texts))
            text = spoilt[:LONGEST] or text
        return text

    def spoilt_file(self) -> tuple[str, bytes]:
        ending = self.rng.choice((".docx", ".docx", ".pdf", ".txt", ".md"))
        name = self.rng.choice(sorted(name for name in self.files if name.endswith(ending)) or sorted(self.files))
        whole, other = self.files[name], self.files[self.rng.choice(sorted(self.files))]
        word = name.endswith(".docx") and self.rng.random() < 0.8
        return name, (spoil_word if word else spoil)(self.rng, whole, other)

    def one_case(self) -> None:
        number = sum(self.cases.values())
        if self.rng.random() < 0.6:
            text = self.spoilt_text()
            self.count("text", "current.txt", text.encode("utf-8", "surrogatepass"))
            self.keep(failure(lambda: try_text(text, schema=number % 20 == 0)), ".txt", text)
        else:
            name, content = self.spoilt_file()
            self.count(Path(name).suffix, f"current{Path(name).suffix}", content)
            answered: list[bool] = []
            told = failure(lambda: answered.append(try_file(content, name, schema=number % 20 == 0)))
            self.cases["(refused)"] += answered == [False]
            self.keep(told, Path(name).suffix, content)

    def count(self, kind: str, name: str, content: bytes) -> None:
        self.cases[kind] += 1
        (self.folder / name).write_bytes(content)

    def keep(self, told: tuple[str, str] | None, ending: str, content: str | bytes) -> None:
        """Write down what failed, the trace beside it."""
        if told is None:
            return
        kind, trace = told
        self.failures[kind] += 1
        if (number := self.failures[kind]) > KEPT:
            return
        stem = f"{re.sub(r'[^A-Za-z0-9]+', '-', kind).strip('-')}-{number}"
        if isinstance(content, str):
            if not kind.startswith(("Hung", "Slow")):
                content = shortened(content, kind)
            content = content.encode("utf-8", "surrogatepass")
        (self.folder / f"{stem}{ending}").write_bytes(content)
        (self.folder / f"{stem}.trace").write_text(trace, encoding="utf-8")

    def report(self, minutes: float) -> None:
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(self.cases.items()))
        failed = "; ".join(f"{kind}: {count}" for kind, count in self.failures.most_common()) or "none"
        whole = sum(count for kind, count in self.cases.items() if kind != "(refused)")
        print(f"{minutes:5.1f} min  {whole} cases ({told})  failures: {failed}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fuzz")
    asked: Any = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGPROF, stop_case)
    run = Run(asked.out, random.Random(asked.seed), *papers())
    began = told = time.monotonic()
    while (now := time.monotonic()) < began + 60 * asked.minutes:
        if now - told >= 60:
            run.report((now - began) / 60)
            told = now
        run.one_case()
    run.report((time.monotonic() - began) / 60)
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
