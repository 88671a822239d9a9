"""Clusters and blocks of emulation: the name and the members, head and deputies among them."""

from __future__ import annotations

import re
from itertools import takewhile

from thidua.core.plans.model import Block, Member, MemberRole
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.organisations import split_organisations
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.text import fold

_I = re.IGNORECASE
_BLOCK = r"(?:Khối|Cụm|KHỐI|CỤM)"
_NAMED = compiled(
    rf"{_BLOCK}\s+(?:thi đua\s+|Thi đua\s+|THI ĐUA\s+)?(?:số\s+\d+|[IVX]+\b|\d+"
    r"|các [^,.;:()]{3,80}?)?(?:\s+(?:thuộc\s+)?(?:xã|phường|đặc khu|thành phố|tỉnh|huyện)(?:\s+[A-ZĐÀ-Ỹ]\w*){1,4})?"
)
_TITLE = compiled(rf"(?P<n>{_BLOCK}\s[^.;:()]{{0,110}}?)\s*(?:,|\([^()]*\)|\s)*\b(?:bao gồm|gồm|có)\b")
_COUNTED = (
    r"(?:\s+(?:có\s+)?(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"\s+(?:đơn vị|trường|xã|phường|thành viên|cơ quan|sở|bệnh viện|doanh nghiệp|công ty)(?:,\s*(?:xã|phường"
    r"|đặc khu|ban|ngành))*[^:;.(),\d]{0,40}?)"
)
_LISTS = compiled(
    rf"\b(?:bao gồm|gồm có|gồm){_COUNTED}?(?:\s+(?:các )?(?:đơn vị|cơ quan|thành viên|trường)(?: thành viên"
    rf"| sau(?: đây)?)*)?"
    rf"\s*(?:(?:là|như sau)\s*)?[:,]?\s+(?=\S)|\bcó{_COUNTED}\s*(?:,|:|là|gồm)\s*:?\s*|\b(?:thành viên"
    rf"|các (?:đơn vị|trường|xã|phường|sở|công ty))[^.;:]{{0,60}}:\s*",
    _I,
)
_BULLETED = compiled(r"\b(?:gồm|thành viên|đơn vị)\b[^.;]{0,80}:\s*$", _I)
_VERB = compiled(
    r"\s*,?\s+(?:cùng nhau|(?:xây dựng|ban hành|thống nhất|tổ chức|ký kết|cùng"
    r"|triển khai)\s+(?:(?:và\s+)?(?:ban hành|phát động)\s+|và\s+xây dựng\s+)?(?:Kế hoạch"
    r"|kế hoạch|phát động|ký|giao ước|thực hiện|phong trào|các nội dung)|như sau).*$"
)
_HEAD = r"(?:trưởng khối|khối trưởng|trưởng cụm|cụm trưởng)"
_DEPUTY = r"(?:phó (?:trưởng )?(?:khối|cụm)(?: trưởng)?|khối phó|cụm phó|phó khối trưởng|phó cụm trưởng)"
_ROLE = rf"(?P<d>{_DEPUTY})|(?P<h>(?<!phó ){_HEAD})"
_HOLDS = compiled(
    rf"\s*(?:,\s*)?(?:được (?:bầu|phân công|giao)\s+)?(?:là|làm|giữ (?:vai trò|chức)"
    rf"|đảm nhiệm)\s+(?:{_ROLE})(?!\w)(?:\s+thi đua)?",
    _I,
)
_NOTED = compiled(rf"\s*[-–(:,]\s*(?:{_ROLE})(?!\w)(?!\s*(?:là\b|:))[^,;()]{{0,25}}\)?", _I)
_PLAIN = compiled(r"\s*[-–(:,]\s*(?:là )?(?:đơn vị )?thành viên(?!\w)[^,;()]{0,25}\)?\s*$", _I)
# Whoever stands at the head of a member: "THPT Hạ Hòa (Hiệu trưởng Trần Văn An)".
_LED_BY = compiled(r"\s*\((?:hiệu trưởng|giám đốc|chủ tịch|đồng chí|đ/c|ông|bà)\b[^()]*\)?$", _I)
_OFFICE = compiled(rf"(?:^|[.;,]\s*|\s)(?:{_ROLE})(?:[^:.;,()]{{0,30}})(?::|\s+là)\s*(?P<u>[^.;,]{{4,90}})", _I)
_ASIDE = compiled(r"(?:,\s*|;\s*|\s+)?(?:trong đó|do)\s*:?\s+", _I)
_REST = compiled(r"^(?:các )?(?:thành viên|đơn vị thành viên|đơn vị)(?: còn lại| khác)?\s*(?:gồm|là)?\s*:\s*", _I)
_LED = compiled(
    rf"\W*(?:(?:{_ROLE})(?!\w)|(?:các )?(?:thành viên|(?:đơn vị|trường|xã|phường|sở|công ty) (?:thành viên|còn lại)))"
    r"[^:.;]{0,45}:\s+(?=\S)",
    _I,
)
_BODIES = r"(?:đơn vị|thành viên|cơ cấu|thành phần|trường|xã|phường|cơ quan|doanh nghiệp|công ty|bệnh viện|sở)"
_HEADS_MEMBERS = compiled(
    rf"\W*(?:danh sách )?(?:các )?{_BODIES}\b[^.;:]{{0,50}}\b(?:khối|cụm|thành viên)\b[^.;:]{{0,30}}:?\s*$", _I
)
_UNIT_COLUMN = compiled(rf"\W*(?:tên )?(?:các )?{_BODIES}\b[^.;:]{{0,30}}$", _I)
_ONLY_ROLE = compiled(rf"\s*(?:(?:{_ROLE}))(?: thi đua)?\s*", _I)
_BLOCK_WORD = compiled(r"\b(?:khối|cụm)\b", _I)
_PLACE_END = compiled(r"\s+(?:xã|phường|đặc khu)$")
_TIER = compiled(r"(?:xã|phường|đặc khu|trường|UBND|THPT|THCS|[A-ZĐÀ-Ỹ])", _I)


def read_block(sheet: Sheet, body: list[Paragraph]) -> Block | None:
    """The block whose members the paper lists (in a sentence, in bullets or in a table), or None."""
    for at, paragraph in enumerate(body):
        if paragraph.cells:
            found = _tabled(sheet, body, at)
        elif _LED.match(paragraph.text) or _HEADS_MEMBERS.match(paragraph.text):
            rows = list(takewhile(lambda row: row.cells, body[at + 1 :]))
            found = _column(sheet, rows) if rows and not tells_parts(rows) else []
            found = found or _led_by_role(sheet, body, at) or _told(sheet, body, at)
        elif _BLOCK_WORD.search(paragraph.text):
            found = _told(sheet, body, at)
        else:
            continue
        if len(found) >= 2:
            _roles_elsewhere(found, body)
            return {"name": _name(paragraph, body), "members": found, "source": sheet.source(paragraph.whole)}
    return None


def _led_by_role(sheet: Sheet, body: list[Paragraph], at: int) -> list[Member]:
    """Members in lines of their own: "Cụm trưởng: ...", "Các thành viên: ...", or a list under a heading on members."""
    members: list[Member] = []
    heading = None if _LED.match(body[at].text) else body[at]
    for paragraph in body[at + (heading is not None) : at + 40]:
        if paragraph.cells or (heading is not None and paragraph.label.depth <= heading.label.depth):
            break
        led = _LED.match(paragraph.text)
        if led:
            names = _split(paragraph.body.cut(led.end()).trim(" .;,"))
            role: MemberRole = "deputy" if led["d"] else "head" if led["h"] else "member"
            members += [{**member, "role": role} for member in _members(sheet, names)]
        elif heading is not None and paragraph.label.style != "none" and len(paragraph.text) < 120:
            members += _members(sheet, [paragraph.body.trim(".;,")])
        else:
            break
    return members if any(member["role"] == "head" for member in members) else []


def _told(sheet: Sheet, body: list[Paragraph], at: int) -> list[Member]:
    """Members that one sentence lists, or the bullets under a sentence that ends with a colon."""
    words = body[at].body
    if _BULLETED.search(words.text):
        bullets = [p.body.trim(".;,") for p in _bullets(body[at + 1 :])]
        return _members(sheet, bullets) if len(bullets) >= 2 else []
    lists = _LISTS.search(words.text)
    if not lists:
        return []
    listed = words.cut(lists.end())
    if again := _LISTS.match(listed.text):  # "có 5 trường, gồm ..."
        listed = listed.cut(again.end())
    end = _end_of_list(listed.text)
    listed = listed.cut(0, end)
    verb = _VERB.search(listed.text)
    return _members(sheet, _split(listed.cut(0, verb.start()) if verb else listed))


def _end_of_list(text: str) -> int:
    """Where the sentence ends: at a full stop before a new sentence."""
    stop = re.search(r"(?<=[^\W\d_)])\.\s+(?=[A-ZĐ])|\.\s*$|:\s*$", text)
    return stop.start() if stop else len(text)


def _bullets(body: list[Paragraph]) -> list[Paragraph]:
    bullets: list[Paragraph] = []
    for paragraph in body:
        other = bullets and paragraph.label.style != bullets[0].label.style
        if paragraph.label.style == "none" or other or len(paragraph.text) > 120:
            break
        bullets.append(paragraph)
    return bullets


def _split(words: Passage) -> list[Passage]:
    """The names of a list; what stands after "do ... làm Khối trưởng" is about roles, not members."""
    if words.text.count(";") >= 1:
        parts = words.pieces(compiled(r";\s*"))
        if len(parts) >= 3 or words.text.count(",") < 2:
            return [part for piece in parts for part in _asides(piece, commas=len(parts) < 3)]
        return [part for piece in parts for part in _asides(piece, commas=True)]
    return _asides(words, commas=True)


def _asides(words: Passage, *, commas: bool) -> list[Passage]:
    """A piece of a list, cut before "trong đó" and "do"; names in it parted at commas where it holds several."""
    rest = _REST.match(words.text)
    words = words.cut(rest.end()) if rest else words
    pieces = [piece for piece in words.pieces(_ASIDE) if len(piece.text) > 2]
    whole: list[Passage] = []
    for piece in pieces:
        parts = split_organisations(piece) if commas or _HOLDS.search(piece.text) else [piece]
        if commas and len(parts) == 1:
            plain = piece.pieces(compiled(r",\s+|\s+và\s+"))
            parts = plain if len(plain) > 1 and all(_TIER.match(name.text) for name in plain) else parts
        whole += parts
    return whole


def _members(sheet: Sheet, names: list[Passage]) -> list[Member]:
    """One member a name, with the role printed beside it; a name that stands again only gives the role."""
    members: dict[str, Member] = {}
    for name in names:
        sign = _HOLDS.search(name.text) or _NOTED.search(name.text)
        role: MemberRole = "member" if not sign else "deputy" if sign["d"] else "head"
        sign = sign or _PLAIN.search(name.text) or _LED_BY.search(name.text)
        unit = name.cut(0, sign.start()) if sign else name
        plural = re.match(r"các\s+(?=[A-ZĐ])", unit.text)
        unit = (unit.cut(plural.end()) if plural else unit).trim(" -–:(),.;")
        known = members.get(fold(unit.text))
        if known is not None:
            known["role"] = role if role != "member" else known["role"]
        elif len(unit.text) >= 2 and not _OFFICE.match(name.text):
            members[fold(unit.text)] = {"unit": unit.text, "role": role, "source": sheet.source(unit)}
    return list(members.values())


def _tabled(sheet: Sheet, body: list[Paragraph], at: int) -> list[Member]:
    """Members in the rows of a table, one column of which says who is head and deputy."""
    if at and body[at - 1].cells:
        return []  # a table is looked at once, from its header
    rows = list(takewhile(lambda row: row.cells, body[at:]))
    width = min(len(row.cells) for row in rows)
    part = next((i for i in range(width) if any(_ONLY_ROLE.fullmatch(row.cells[i].text) for row in rows)), None)
    if part is None or width < 2:
        return []
    unit = max((i for i in range(width) if i != part), key=lambda i: sum(len(row.cells[i].text) for row in rows))
    members: list[Member] = []
    for row in rows[1:]:
        said = _ONLY_ROLE.fullmatch(row.cells[part].text)
        role: MemberRole = "member" if not said else "deputy" if said["d"] else "head"
        if len(row.cells[unit].text) > 2:
            members.append({"unit": row.cells[unit].text, "role": role, "source": sheet.source(row.cells[unit])})
    return members if any(m["role"] == "head" for m in members) else []


def tells_parts(rows: list[Paragraph]) -> bool:
    """Whether a table says who is head and deputy of a block: its rows are members and no tasks."""
    return any(_ONLY_ROLE.fullmatch(cell.text) for row in rows for cell in row.cells)


def _column(sheet: Sheet, rows: list[Paragraph]) -> list[Member]:
    """Members in a table under a heading on members that says nothing of their roles."""
    at = next((i for i, cell in enumerate(rows[0].cells) if _UNIT_COLUMN.match(cell.text)), None)
    if at is None:
        return []
    return _members(sheet, [row.cells[at] for row in rows[1:] if at < len(row.cells)])


def _roles_elsewhere(members: list[Member], body: list[Paragraph]) -> None:
    """Roles that a heading of duties or another sentence gives: "Khối trưởng: ...", "1. ... (Trưởng khối)"."""
    roles = _Roles(members)
    for paragraph in body:
        if paragraph.cells or len(paragraph.text) > 700:
            continue
        for found in (*_HOLDS.finditer(paragraph.text), *_NOTED.finditer(paragraph.text)):
            before = re.split(r"[.;]\s|\bdo\b", paragraph.text[: found.start()])[-1]
            roles.give(before, "deputy" if found["d"] else "head")
        for found in _OFFICE.finditer(paragraph.text):
            roles.give(found["u"], "deputy" if found["d"] else "head")


class _Roles:
    """Gives roles to members that a text names. A look costs the words of the text, however many members there are."""

    def __init__(self, members: list[Member]) -> None:
        self._led = any(member["role"] == "head" for member in members)
        self._members: dict[tuple[str, ...], Member] = {}
        for member in members:
            self._members.setdefault(_words(_PLACE_END.sub("", member["unit"])), member)
        self._lengths = sorted({len(name) for name in self._members if name}, reverse=True)

    def give(self, text: str, role: MemberRole) -> None:
        """The role goes to the member that the words name last, the longest of those; one head only."""
        if role == "head" and self._led:
            return
        words = _words(text)
        for end in range(len(words), 0, -1):
            for length in self._lengths:
                member = self._members.get(words[end - length : end]) if length <= end else None
                if member is not None:
                    if member["role"] == "member":
                        member["role"] = role
                        self._led = self._led or role == "head"
                    return


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def _name(paragraph: Paragraph, body: list[Paragraph]) -> str:
    printed = _TITLE.search(paragraph.text)
    name = re.sub(r"\s+", " ", printed["n"] if printed else "").strip(" ,")
    if len(name) > 8:
        return name
    for other in body:
        if (found := _NAMED.search(other.text)) and len(found.group()) > 8:
            return found.group().strip()
    return name or "Khối thi đua"
