"""Names of units as papers print them: parted, told apart from people and upper levels, and held by recipient lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from thidua.core.plans.matching import plain_name
from thidua.core.viet.text import clean, fold

_ALIKE = 82
_PARTED = re.compile(
    r"\s*(?:;|,|\bvà\b|\(|\))\s*"
    r"(?=(?:Phòng|Trung tâm|Văn phòng|Công an|Ban |Trạm|Trường|Ủy ban|Đoàn|Hội|Các|các|Mặt trận)\b)"
)
# With their marks: "các bản" are no "các ban", "số" is no "sở".
_UPPER = re.compile(
    r"\b(?:sở|thành phố|tỉnh|trung ương|chính phủ|bộ (?!phận|chỉ huy)|cấp trên|ban thi đua|ban tđkt|ban tđ-kt)\b"
)
_PEOPLE = re.compile(
    r"\b(?:hội đồng|thủ trưởng|lãnh đạo|chủ tịch|hiệu trưởng|trưởng khối|trưởng cụm|đồng chí|giám đốc"
    r"|trưởng phòng|cá nhân"
    r"|cán bộ|thành viên|[uủ]y viên|tổng phụ trách|giáo viên|văn thư|kế toán|nhân viên|công chức|viên chức|ban chỉ đạo"
    r"|tổ giúp việc|tổ thư ký)\b"
)
_FRONT = re.compile(r"\b(?:mặt trận|mttq|đoàn thể|chính trị|tổ chức thành viên|đoàn thanh niên|hội|công đoàn)\b")
_SINGLE = re.compile(
    r"^(?:giao |đề nghị |yêu cầu )?(?:phòng (?!,|ban\b|các\b)|trung tâm|văn phòng|ban quản lý|ban chỉ huy"
    r"|trạm y tế|công an"
    r"|quân sự|ban qlda|ban chqs|bch |đội |đài truyền thanh|trường (?:mầm non|tiểu học|thcs|thpt|trung học)"
    r"|ban văn hóa)"
)
# Names that follow make a list of "các đơn vị", not all of them.
_HEADS = r"(?:trường|phòng|trung tâm|trạm|ban |công an|văn phòng)"
_ALL = re.compile(
    r"^(?:thủ trưởng |lãnh đạo |trưởng )?các (?:[^\W\d_]+[ ,]+)*?(?:đơn vị|cơ quan|phòng|ban|ngành|bộ phận"
    r"|thành viên)\b"
    rf"(?!(?: thành viên)?:? {_HEADS})|^toàn thể|^thành viên"
)
_AS_ABOVE = re.compile(
    r"\bnhu (?:tren|phan|muc|dieu|kinh gui|v)\b|\bnhu [ivx\d]+|\b(?:co ten|neu|ghi) (?:tai|trong|o)\b"
    r"|\bphu trach chi tieu\b|\bduoc (?:giao|phan cong)\b|\b(?:co )?lien quan\b"
)
# A unit of the class on the left is held by lines with the words on the right; "or all" if "các đơn vị" hold it too.
_CLASSES: tuple[tuple[str, str, bool], ...] = (
    (
        r"tổ dân phố|thôn\b|khu dân cư|khu phố|ấp\b|xóm|bản\b|buôn|khóm",
        r"tổ dân phố|thôn\b|khu dân cư|khu phố|ấp\b|xóm|tdp|bản\b|buôn|khóm",
        False,
    ),
    (
        r"mặt trận|mttq|đoàn thể|chính trị|tổ chức thành viên|đoàn thanh niên|phụ nữ|nông dân|cựu chiến binh|công đoàn",
        r"mttq|mặt trận|đoàn thể|chính trị|ct-xh|tổ chức thành viên|hội, đoàn|các hội",
        False,
    ),
    (r"doanh nghiệp|hợp tác xã|hộ kinh doanh|hiệp hội", r"doanh nghiệp|hợp tác xã|kinh doanh", False),
    (
        r"các trường|trường học|nhà trường|giáo dục",
        r"trường học|các (?:nhà )?trường|cơ sở giáo dục|đơn vị trường",
        True,
    ),
    (r"khối|cụm", r"khối|cụm", True),
    (r"công an", r"công an", True),
    (r"quân sự", r"quân sự", True),
    (r"đảng ủy|đảng uỷ|ban xây dựng đảng", r"đảng ủy|đảng uỷ|ban đảng|cơ quan đảng", True),
    (r"tập thể|cá nhân|nhân dân|hộ gia đình", r"", True),
)


def names_in(printed: str) -> list[str]:
    """The names of a heading; commas stand inside names too, so only clear heads part them."""
    return [part for one in _PARTED.split(printed) if (part := one.strip(" .:;,()-"))]


def is_unit(name: str) -> bool:
    """Whether a name is that of a unit of the place: no person, no council, no upper level, no bare "đơn vị"."""
    words = clean(name).lower()
    return not (_PEOPLE.search(words) or _UPPER.search(words) or words.startswith(("đơn vị", "cơ quan", "nơi ")))


def is_single(name: str) -> bool:
    """Whether a name stands for one office, centre, station or school of the place."""
    return bool(_SINGLE.match(clean(name).lower())) and is_unit(name)


def is_all(name: str) -> bool:
    """Whether a line means all units of the place: "các phòng, ban, đơn vị thuộc phường"."""
    return bool(_ALL.match(clean(name).lower()))


def of_front(name: str) -> bool:
    """Whether a name belongs to the Front or a union: they have their own lists."""
    return bool(_FRONT.search(clean(name).lower()))


def held_by(name: str, lines: Sequence[str]) -> bool:
    """Whether a recipient line holds the unit: itself, its letters, its class, or all units of the place."""
    words = clean(name).lower()
    if any(_AS_ABOVE.search(fold(line)) for line in lines):
        return True
    plain = plain_name(name)
    if any(same_unit(plain, plain_name(part)) for line in lines for part in _parts(line)):
        return True
    letters = initials(name)
    if any(letters & written_letters(line) for line in lines):
        return True
    everybody = any(is_all(line) for line in lines)
    if everybody and is_all(name):
        return True
    for own, held, or_all in _CLASSES:
        if re.search(own, words):
            if any(re.search(held, clean(line).lower()) for line in lines):
                return True
            if not or_all:
                return False
            break
    return everybody


def _parts(line: str) -> Iterator[str]:
    yield line
    yield from re.split(r"[,;]|\bvà\b", line)


def same_unit(plain: str, other: str) -> bool:
    """Whether two plain names are alike, or one stands in the other."""
    if len(other) < 4:
        return False
    return fuzz.ratio(plain, other) >= _ALIKE or _stands_in(plain, other) or _stands_in(other, plain)


def _stands_in(short: str, long: str) -> bool:
    return len(short) > 6 and f" {short} " in f" {long} "


def initials(name: str) -> set[str]:
    """How lists call an office by letters: "vhxh" and "pvhxh" for Phòng Văn hóa - Xã hội."""
    words = re.findall(r"\w+", re.sub(r"\b(?:phuong|xa|dac khu|va|hdnd|ubnd)\b(?! hoi)", " ", fold(name)))
    letters = "".join(word[0] for word in words)
    return {letters, letters[1:]} if len(letters) > 2 else {letters}


def written_letters(line: str) -> set[str]:
    """The letters that a line uses for names: "VH-XH", "TTPVHCC", "VP"."""
    return {fold(re.sub(r"\W", "", one)) for one in re.findall(r"\b[A-ZĐ]{2,}(?:\s?[-–&]\s?[A-ZĐ]{2,})*\b", line)}
