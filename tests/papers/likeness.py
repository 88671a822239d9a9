"""When an item that was read is the item that a person wrote down: one function for each kind of item."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rapidfuzz import fuzz

ALIKE = 85
"""Per cent of likeness from which two texts are the same one."""

Item = dict[str, Any]

# An open syllable in oa, oe, uy whose second vowel bears the tone; after q the u belongs to the consonant.
_TONE_SECOND = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹđ])")
_QUOTES = re.compile("[“”\"'‘’«»*_`]")
_DASHES = re.compile("[–—−]")


def _tone_first(syllable: re.Match[str]) -> str:
    first, second, tone = unicodedata.normalize("NFD", syllable.group())
    return unicodedata.normalize("NFC", first + tone + second)


def words(text: object) -> str:
    """Small letters in NFC, one style of tone marks and dashes, no quotation marks, no signs at the ends."""
    plain = unicodedata.normalize("NFC", str(text or "")).lower()
    plain = _TONE_SECOND.sub(_tone_first, _DASHES.sub("-", _QUOTES.sub("", plain)))
    return " ".join(plain.split()).strip(" .;:,-+")


_CALL = re.compile(r"^(?:giao|đề nghị|yêu cầu) +")
_SHORT = {
    r"\bmttqvn\b": "mặt trận tổ quốc việt nam",
    r"\bmttq\b": "mặt trận tổ quốc",
    r"\bubnd\b": "ủy ban nhân dân",
    r"\bhđnd\b": "hội đồng nhân dân",
    r"\bub\b": "ủy ban",
    r"\btđ\s*-?\s*kt\b": "thi đua khen thưởng",
    r"\bvh\s*-?\s*xh\b": "văn hóa xã hội",
    r"\btp\b\.?": "thành phố",
    r"\btt\b": "thường trực",
    r"\bpct\b": "phó chủ tịch",
    r"\bct\b": "chủ tịch",
    r"\bthcs\b": "trung học cơ sở",
    r"\bqlda\b": "quản lý dự án",
}
_SHORT_FORMS = [(re.compile(short), long) for short, long in _SHORT.items()]


def name_words(text: object) -> str:
    """The words of the name of a body: abbreviations opened, no word of command before it, no sign or "và" inside."""
    name = _CALL.sub("", words(text))
    for short, long in _SHORT_FORMS:
        name = short.sub(long, name)
    return re.sub(r"\s*[-,&]\s*", " ", name).replace(" và ", " ")


def alike(one: object, other: object) -> float:
    """Likeness of two texts in per cent."""
    return fuzz.ratio(words(one), words(other))


def names_alike(one: object, other: object) -> float:
    """Likeness of two names of bodies in per cent."""
    return fuzz.ratio(name_words(one), name_words(other))


def listed(holder: object, key: str) -> list[Item]:
    """The objects of a list in a plan; what is no list of objects counts as empty."""
    value = holder.get(key) if isinstance(holder, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def targets_alike(read: Item, gold: Item) -> float:
    """Targets are told by their text; with one measure on each side also by its metric, which is what tables print."""
    one, other = listed(read, "measures"), listed(gold, "measures")
    texts = alike(read.get("text"), gold.get("text"))
    if len(one) == len(other) == 1:
        return max(texts, 0.98 * alike(one[0].get("metric"), other[0].get("metric")))
    return texts


_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}


def bare_unit(unit: object) -> tuple[str, float]:
    """What a number counts and its scale: "tỷ đồng/năm" is "đồng", a thousand million times."""
    name = words(unit).replace("điểm phần trăm", "điểm %").replace("phần trăm", "%")
    name = re.sub(r"/(?:1 )?năm$", "", re.sub(r"\s*/\s*", "/", name))
    factor = 1.0
    while (parts := name.split(" ", 1))[0] in _SCALES and len(parts) == 2:
        factor *= _SCALES[parts[0]]
        name = parts[1]
    return name, factor


def units_agree(read: str, gold: str) -> bool:
    """The same unit, one with a word more ("trường học" for "trường"), or spelled nearly alike; % is like nothing."""
    if read == gold:
        return True
    if not read or not gold:
        return False
    if read.startswith(f"{gold} ") or gold.startswith(f"{read} "):
        return True
    return "%" not in (read[0], gold[0]) and fuzz.ratio(read, gold) >= ALIKE


def number(value: object, factor: float = 1.0) -> float | None:
    """A JSON number times a factor; anything else is none."""
    return value * factor if isinstance(value, int | float) and not isinstance(value, bool) else None


def equal(one: float | None, other: float | None) -> bool:
    """Two numbers that differ by a rounding at most, or two that are absent."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def measures_agree(read: Item, gold: Item) -> bool:
    """The same operator, levels and unit; without a level, or with none at all (0) and no unit, the unit is free."""
    if read.get("operator") != gold.get("operator"):
        return False
    (unit, factor), (gold_unit, gold_factor) = bare_unit(read.get("unit")), bare_unit(gold.get("unit"))
    for key in ("value", "value_max"):
        if not equal(number(read.get(key), factor), number(gold.get(key), gold_factor)):
            return False
    level = gold.get("value")
    if level is None or (level == 0 and not (unit and gold_unit)):
        return True
    return units_agree(unit, gold_unit)


def deadlines_agree(read: Item, gold: Item) -> bool:
    """The same rhythm, else the same day and no rhythm, else nearly the same words of the event it counts from."""
    if gold.get("recurrence"):
        beats = ("every", "month", "day", "weekday")
        rhythm = read.get("recurrence")
        return bool(rhythm) and all(rhythm.get(beat) == gold["recurrence"].get(beat) for beat in beats)
    if gold.get("date"):
        return read.get("date") == gold["date"] and not read.get("recurrence")
    return bool(gold.get("after")) and bool(read.get("after")) and alike(read["after"], gold["after"]) >= ALIKE


def whole_day(day: object, *, last: bool) -> str | None:
    """A partial date as its first or last day; any other text stays."""
    text = str(day) if day else None
    if text is None or not (parts := re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text)):
        return text
    year, month = int(parts[1]), int(parts[2] or (12 if last else 1))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = {2: 29 if leap else 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    return f"{parts[1]}-{month:02d}-{days if last else 1:02d}"


def phases_agree(read: Item, gold: Item) -> bool:
    """The same first and last day; the name is free."""
    ends = (("from", False), ("to", True))
    return all(whole_day(read.get(key), last=last) == whole_day(gold.get(key), last=last) for key, last in ends)


def _number_of(basis: Item) -> str:
    plain = unicodedata.normalize("NFC", str(basis.get("number") or ""))
    return re.sub(r"[\s.]", "", plain).upper().replace("–", "-").replace("—", "-")


def bases_agree(read: Item, gold: Item) -> bool:
    """Number and day; without a number the type with the day, or with nearly the words of the title."""
    if gold.get("number"):
        return _number_of(read) == _number_of(gold) and (read.get("date") or None) == (gold.get("date") or None)
    if read.get("number") or read.get("type") != gold.get("type"):
        return False
    if gold.get("date"):
        return bool(read.get("date") == gold["date"])
    return not read.get("date") and fuzz.token_set_ratio(words(read.get("title")), words(gold.get("title"))) >= ALIKE


_FORMS = [
    *("huân chương", "huy chương", "cờ thi đua", "bằng khen", "giấy khen", "kỷ niệm chương", "chiến sĩ thi đua"),
    *("tập thể lao động xuất sắc", "lao động tiên tiến", "khen thưởng"),
]
_RANKS = (
    ("state", re.compile(r"chủ tịch nước|nhà nước")),
    ("government", re.compile(r"chính phủ|thủ tướng")),
    ("ministry", re.compile(r"bộ trưởng| bộ ")),
    ("commune", re.compile(r"\bxã\b|phường|đặc khu")),
    ("province", re.compile(r"tỉnh|thành phố")),
    ("unit", re.compile(r"hiệu trưởng|thủ trưởng|giám đốc|cơ quan, đơn vị")),
)


def _form_and_rank(award: Item) -> tuple[str, str | None]:
    form = words(award.get("form"))
    told = f" {form} {words(award.get('authority'))} "
    kind = next((known for known in _FORMS if known in form), form)
    return kind, next((rank for rank, signs in _RANKS if signs.search(told)), None)


def awards_agree(read: Item, gold: Item) -> bool:
    """The same stage and form; the rank of who awards only counts where both sides tell it. Quotas are free."""
    (form, rank), (gold_form, gold_rank) = _form_and_rank(read), _form_and_rank(gold)
    same_form = form == gold_form or fuzz.ratio(form, gold_form) >= ALIKE
    return read.get("stage") == gold.get("stage") and same_form and (rank == gold_rank or None in (rank, gold_rank))


def recipients_alike(read: Item, gold: Item) -> float:
    """By the name, as text or as the name of a body; notes are free."""
    return max(compare(read.get("name"), gold.get("name")) for compare in (alike, names_alike))


def members_alike(read: Item, gold: Item) -> float:
    """By the unit, in the same role only."""
    return names_alike(read.get("unit"), gold.get("unit")) if read.get("role") == gold.get("role") else 0.0


def themes_alike(read: Item, gold: Item) -> float:
    """By the words, of the same level only."""
    return alike(read.get("text"), gold.get("text")) if read.get("of") == gold.get("of") else 0.0


def criteria_alike(read: Item, gold: Item) -> float:
    """By the words, with the same points only."""
    same = equal(number(read.get("points")), number(gold.get("points")))
    return alike(read.get("text"), gold.get("text")) if same else 0.0
