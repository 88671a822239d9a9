"""Names of persons as lists write them: forms of address, degrees and ranks before the name itself."""

from __future__ import annotations

import re

from thidua.core.viet.text import clean

_ADDRESS = r"ông|bà|anh|chị|cô|thầy|bác|chú|đồng chí|đ/c|đc"
_DEGREES = (
    r"ths|thạc sĩ|thạc sỹ|ts|tiến sĩ|tiến sỹ|pgs|gs|phó giáo sư|giáo sư|cn|cử nhân|ks|kỹ sư|bs|bác sĩ|bác sỹ|dược sĩ|ds"
    r"|bscki|bsckii|bs ?cki|bs ?ckii|cki|ckii|luật sư|ls|nhà giáo ưu tú|ngưt|thầy thuốc ưu tú|ttưt"
)
_RANKS = r"(?:thiếu|trung|thượng|đại) (?:úy|uý|tá)|(?:thiếu|trung|thượng|đại) tướng"
# "Đại", "Cô" may be a given name: a title is told by the name that follows it, which has two words at least.
_TITLE = re.compile(rf"(?:(?:{_ADDRESS}|{_DEGREES}|{_RANKS})(?:[.:,]\s*|\s+))", re.IGNORECASE)


def parted_name(text: str) -> tuple[str, str]:
    """(titles, name) of "Đ/c ThS. Nguyễn Văn An": ("Đ/c ThS.", "Nguyễn Văn An"); no titles where the name would be one
    word ("Cô Ba") or where none is written."""
    whole = name = clean(text)
    while (found := _TITLE.match(name)) and len(name[found.end() :].split()) >= 2:
        name = name[found.end() :]
    return whole[: len(whole) - len(name)].strip(" :,"), name
