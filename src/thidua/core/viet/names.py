"""Names of persons as lists write them: forms of address, degrees and ranks before the name itself."""

from __future__ import annotations

import re

from thidua.core.viet.text import clean

_ADDRESS = ("ông", "bà", "anh", "chị", "cô", "thầy", "bác", "chú", "đồng chí", "đ/c", "đc")
# What makes a longer word of an address ("bác sĩ"), and what makes a family name of it: "Ông Thị Hoa", "Anh Văn Tú",
# but "Ông Văn Thị Hoa" is of the family Văn. Nobody is called Bà or Đồng chí.
_LONGER = r"(?!\s+(?:sĩ|sỹ|giáo|thuốc|hùng)\b)"
_FAMILY = r"(?<!bà)(?<!đồng chí)(?<!đ/c)(?<!đc)\s+(?:thị|văn(?!\s+thị\b))\b"
_DEGREES = (
    "ths", "thạc sĩ", "thạc sỹ", "ts", "tiến sĩ", "tiến sỹ", "pgs", "gs", "phó giáo sư", "giáo sư", "cn", "cử nhân",
    "ks", "kỹ sư", "bs", "bác sĩ", "bác sỹ", "dược sĩ", "dược sỹ", "ds", "bscki", "bsckii", "bs cki", "bs ckii", "cki",
    "ckii", "luật sư", "ls", "nhà giáo ưu tú", "ngưt", "nhà giáo nhân dân", "ngnd", "thầy thuốc ưu tú", "ttưt",
    "thầy thuốc nhân dân", "ttnd", "thầy thuốc", "thầy giáo", "cô giáo", "anh hùng lao động",
    "anh hùng lực lượng vũ trang nhân dân",
)  # fmt: skip
_RANKS = tuple(
    f"{grade} {rank}" for grade in ("thiếu", "trung", "thượng", "đại") for rank in ("úy", "uý", "tá", "tướng")
)


def _any_of(words: tuple[str, ...]) -> str:
    """The longest first, so that "bác sĩ" is not cut after "bác"."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


# "Đại", "Cô" may be a given name: a title is told by the name that follows it, which has two words at least.
# A degree is tried before an address.
_TITLE = re.compile(
    rf"(?:{_any_of(_DEGREES + _RANKS)}|(?:{_any_of(_ADDRESS)}){_LONGER}(?!{_FAMILY}))(?:[.:,]\s*|\s+)", re.IGNORECASE
)


def parted_name(text: str) -> tuple[str, str]:
    """(titles, name) of "Đ/c ThS. Nguyễn Văn An": ("Đ/c ThS.", "Nguyễn Văn An"); no titles where the name would be one
    word ("Cô Ba") or where none is written."""
    whole = name = clean(text)
    while (found := _TITLE.match(name)) and len(name[found.end() :].split()) >= 2:
        name = name[found.end() :]
    return whole[: len(whole) - len(name)].strip(" :,"), name
