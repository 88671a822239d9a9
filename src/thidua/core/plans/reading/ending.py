"""The end of the paper: who receives it and who signs it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from thidua.core.lexicons import load
from thidua.core.plans.model import Recipient, Signatory
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.labels import is_capitals, read_label
from thidua.core.plans.reading.structure.letters import IN_CAPACITY, compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet

Mode = Literal["TM", "KT", "TL", "TUQ", "Q"]
_MODE = compiled(rf"^(?P<m>{IN_CAPACITY})(?:\s*[.,:/]\s*|(?<!Q)\s+(?=[A-ZĐÀ-Ỹ]{{2}}))(?P<r>\S.*)$", re.IGNORECASE)
_MODES: dict[str, Mode] = {"TM": "TM", "KT": "KT", "TL": "TL", "TUQ": "TUQ", "Q": "Q"}
_ARCHIVE = compiled(r"^Lưu\b\s*[:.]?\s*(?P<n>.*)$", re.IGNORECASE)
_NOTE = compiled(
    r"\s*\((?P<n>[^()]{1,80})\)\s*$|\s*[-–,]?\s+(?P<m>để (?:báo cáo|b/c|thực hiện|biết|phối hợp|theo dõi"
    r"|chỉ đạo|t/h)[^;]*|b/c)\s*$",
    re.IGNORECASE,
)
_PERSON = compiled(
    r"(?:(?:ThS|TS|PGS|GS|BS|BSCKI|BSCKII|CN|KS|Đ/c|Ths|Thiếu tá|Trung tá|Thượng tá|Đại tá"
    r"|Đại úy)\.?\s*)*(?P<n>[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:['’]\s?[A-ZĐÀ-Ỹa-zđà-ỹ]+)?"
    r"(?:[\s-]+[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:['’]\s?[A-ZĐÀ-Ỹa-zđà-ỹ]+)?){0,5})"
)
_SEAL = compiled(r"\((?:đã ký|ký tên|ký,? (?:ghi rõ họ tên|đóng dấu)|ký)[^)]*\)|\bđã ký\b", re.IGNORECASE)

# Characters from which on the column of the signature breaks a line.
_LONG_OFFICE = 20


@cache
def _positions() -> re.Pattern[str]:
    words = load("plan_positions")["positions"]
    return compiled(rf"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)


def read_recipients(sheet: Sheet, sections: list[Section]) -> list[Recipient]:
    """One entry per printed line of "Nơi nhận", or per item between semicolons if all stand in one line."""
    lines: list[Passage] = []
    for section in sections:
        if section.kind == "recipients":
            for paragraph in section.body:
                line = _recipient_line(paragraph)
                if line is None:
                    break
                if not line:
                    continue
                lines.append(line)
                if _ARCHIVE.match(line.text) or re.search(r"\bLưu\s*[:.]", line.text):
                    break
    if len(lines) <= 2 and any(line.text.count(";") > 1 for line in lines):
        lines = [part for line in lines for part in line.pieces(compiled(r";\s*"))]
    return [entry for line in lines if (entry := _recipient(sheet, line)) is not None]


def _recipient_line(paragraph: Paragraph) -> Passage | None:
    words = paragraph.body
    if paragraph.cells:
        words = paragraph.cells[0]
        words = words.cut(read_label(words).length)
        if not words:
            return words
    labelled = paragraph.label.style != "none" or bool(_ARCHIVE.match(words.text)) or words.text.endswith(";")
    if not labelled and (is_capitals(words.text) or _MODE.match(words.text) or _person(words.text)):
        return None
    return words if words else None


def _recipient(sheet: Sheet, line: Passage) -> Recipient | None:
    words = line.cut(read_label(line).length).trim(".;,")
    archive = _ARCHIVE.match(words.text)
    if archive:
        words = words.cut(archive.start("n"))
    note = _NOTE.search(words.text)
    name = words.cut(0, note.start()) if note else words
    name = name.trim(".;,")
    if len(name.text) < 2:
        return None
    entry: Recipient = {"name": name.text, "source": sheet.source(line)}
    if note:
        entry["note"] = (note["n"] or note["m"]).strip()
    if archive:
        entry["archive"] = True
    if raw := sheet.as_read(name):
        entry["as_read"] = raw
    return entry


def _person(text: str) -> str | None:
    """The name of a person, if the words are one: two to six words that each begin with a capital."""
    words = _SEAL.sub("", text).strip(" .,")
    found = _PERSON.fullmatch(words)
    if not found or (len(found["n"].split()) < 2 and not re.search(r"['’]", words)) or len(words) > 45:
        return None
    if _positions().search(words) or re.search(r"\d", words):
        return None
    name = found["n"]
    return name.title() if name.isupper() else name


def read_signatory(sheet: Sheet, body: list[Paragraph]) -> Signatory | None:
    """The signer: capacity line, prefixes, own post and name, wherever they stand around "Nơi nhận"."""
    lines = _tail_lines(body)
    at = next((i for i, line in enumerate(lines) if _capacity(line.text)), None)
    if at is None:
        # The signature of a decision stands before the plan or the annex that it carries.
        lines = [line for p in body for line in (p.cells or (p.whole,)) if line]
        at = next((i for i, line in enumerate(lines) if _capacity(line.text) and _signed_below(lines[i + 1 :])), None)
    if at is None:
        return None
    name: str | None = None
    capacity: list[Passage] = []
    last = lines[at]
    for line in lines[at:]:
        found = _person(line.text)
        if found and not _capacity(line.text):
            name, last = found, line
            break
        if _capacity(line.text) or (
            capacity and is_capitals(line.text) and 2 < len(line.text) < 90 and not _person(line.text)
        ):
            capacity.append(line)
            last = line
    if name is None and len(capacity) > 1 and (printed := _printed_name(capacity[-1].text)):
        name = printed
        capacity.pop()
    signer = _capacities([part for line in (_unbroken(capacity) if name else capacity) for part in _parted(line)])
    signer["name"] = name
    signer["source"] = sheet.source(lines[at], last)
    if name is None:
        signer["confidence"] = Decimal("0.5")
    return signer


def _unbroken(lines: list[Passage]) -> list[Passage]:
    """Lines of capacity; one that begins with no office goes on with a long line above it: "CHÁNH VĂN PHÒNG HĐND VÀ /
    UBND"."""
    whole: list[Passage] = []
    for line in lines:
        goes_on = whole and len(whole[-1].text) >= _LONG_OFFICE and not line.text.startswith("PHÓ ")
        if goes_on and not _capacity(line.text):
            whole[-1] = whole[-1].join(line)
        else:
            whole.append(line)
    return whole


def _printed_name(text: str) -> str | None:
    """A name printed in capitals under the office: "LÒ A TƯ"."""
    words = text.split()
    if not 2 <= len(words) <= 5 or _capacity(text) or _positions().search(text) or re.search(r"[\d,;:()]", text):
        return None
    return text.title()


def _signed_below(lines: list[Passage]) -> bool:
    """Whether a name stands under a capacity line, with nothing between them but offices, seals and recipients."""
    for line in lines[:14]:
        if _person(line.text) and not _capacity(line.text):
            return True
        if len(line.text) > 160 or line.text.endswith("./."):
            return False
    return False


def _tail_lines(body: list[Paragraph]) -> list[Passage]:
    """The lines after the last sentence of the paper, cells of a signature table one by one."""
    end = max((i for i, p in enumerate(body) if len(p.text) > 160 or p.text.endswith("./.")), default=-1)
    lines: list[Passage] = []
    for paragraph in body[end + 1 :]:
        if paragraph.label.style == "part" and "Phụ" in paragraph.text:
            break
        lines += list(paragraph.cells) if paragraph.cells else [paragraph.whole]
    return [line for line in lines if line]


def _mode_of(found: re.Match[str]) -> Mode:
    return _MODES[re.sub(r"[./]", "", found["m"]).upper()]


def _capacity(text: str) -> bool:
    """Whether a line says in what capacity somebody signs."""
    mode = _MODE.match(text)
    words = mode["r"] if mode else text
    if mode and is_capitals(words):
        return True
    return is_capitals(words) and bool(_positions().match(words)) and len(words) < 90


def _parted(line: Passage) -> list[Passage]:
    """Capacity lines that run together on one line of a scan, cut before each office or prefix."""
    cuts = [m.start() for m in re.finditer(r"(?<=\s)(?:KT|TL|TUQ)\s*\.\s", line.text)]
    mode = _MODE.match(line.text)
    begin = mode.start("r") if mode else 0
    if mode and _mode_of(mode) == "TM":
        office = next((m for m in _positions().finditer(line.text, begin + 1) if line.text[m.start() - 1] == " "), None)
        cuts += [office.start()] if office and not any(c < office.start() for c in cuts) else []
    if (mode and _mode_of(mode) != "TM") or (not mode and not cuts):
        offices = [m.start() for m in _positions().finditer(line.text, begin + 1)]
        cuts += [at for at in offices if re.match(r"PHÓ\b", line.text[at:]) and line.text[at - 1] == " "][:1]
    bounds = [0, *sorted(set(cuts)), len(line.text)]
    return [part for a, b in pairwise(bounds) if (part := line.cut(a, b))]


def _capacities(lines: list[Passage]) -> Signatory:
    modes: list[Mode] = []
    offices: list[str] = []
    behalf: str | None = None
    for line in lines:
        mode = _MODE.match(line.text)
        if mode:
            modes.append(_mode_of(mode))
            words = spoken(mode["r"])
            behalf = behalf or (words if modes[0] != "Q" else None)
            if modes[-1] == "Q":
                offices.append(words)
        else:
            offices.append(spoken(line.text))
    offices = [office for office in offices if len(office) > 2]
    signer: Signatory = {
        "name": None,
        "position": offices[0] if offices else None,
        "mode": list(dict.fromkeys(modes)),
        "behalf_of": behalf,
    }
    if len(offices) > 1:
        signer["post"] = offices[1]
    return signer


@cache
def _proper() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {name.lower(): name for name in load("plan_positions")["spelling"]}
    return compiled(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    ), names


def spoken(capitals: str) -> str:
    """Words printed in capitals as they are written in a sentence: "PHÓ CHỦ TỊCH" becomes "Phó Chủ tịch"."""
    text = re.sub(r"\s+", " ", capitals).strip(" .,:")
    if not is_capitals(text):
        return text
    form, names = _proper()
    lowered = form.sub(lambda m: names[m.group().lower()], text.lower())
    return lowered[:1].upper() + lowered[1:]
