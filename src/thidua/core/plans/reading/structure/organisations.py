"""Names of organisations: where a name begins, where it ends, and where a duty begins."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thidua.core.lexicons import load
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage

_CAPITAL = r"(?=\s+(?:[A-ZĐÀ-Ỹ]|(?:tỉnh|thành phố|xã|phường|đặc khu|khu vực|cơ sở)(?!\w)))"
_BRACKETS = compiled(r"\([^()]*\)")


class Subject(NamedTuple):
    """Who a sentence speaks to: the name, the words in brackets after it, and the rest of the sentence."""

    unit: Passage
    aside: Passage
    rest: Passage


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = load("plan_organisations")
    heads = "|".join(map(re.escape, sorted(names["heads"], key=len, reverse=True)))
    capital = "|".join(map(re.escape, sorted(names["capital_heads"], key=len, reverse=True)))
    verbs = "|".join(map(re.escape, sorted(names["duty_verbs"], key=len, reverse=True)))
    leads = "|".join(map(re.escape, sorted(names["leads"], key=len, reverse=True)))
    parts = "".join(rf"(?<!\b{re.escape(part)} )" for part in names["name_parts"] if part not in ("phòng", "ban"))
    sure = "|".join(map(re.escape, sorted(set(names["duty_verbs"]) - set(names["verbs_in_names"]))))
    offices = "|".join(map(re.escape, names["offices_named"]))
    # "phòng tổng hợp" is a name; "Văn phòng tổng hợp, báo cáo", "các phòng, ban tổng hợp" and "phòng báo cáo" are none.
    parts += rf"(?:(?<!\bphòng )(?<!\bban )|(?<=\b[Vv]ăn phòng )(?!(?:{offices})\b)"
    parts += rf"|(?<=\b[Cc]ác phòng )|(?<=\b[Cc]ác ban )|(?<=, ban )|(?<!\b[Vv]ăn phòng )(?=(?:{sure})(?!\w)))"
    things = "|".join(map(re.escape, names["plural_things"]))
    # "Bản" is a village; "Bản đăng ký" is a paper.
    head = rf"(?:(?!(?i:bản)\s+(?:{'|'.join(map(re.escape, names['papers_called']))})\b)"
    head += rf"(?i:{heads})(?!\w)(?!\s+(?:nào|khác)\b)"
    head += rf"|(?i:các|mỗi|từng)\s+(?!(?:{things})\b)[a-zđà-ỹ]+|(?i:{capital}){_CAPITAL})"
    return (
        compiled(rf"(?:(?i:{leads})\s+)?(?P<head>{head})"),
        compiled(
            rf"{parts}(?<!\w)(?:(?:{verbs})(?!\w)|(?<!trật )(?<!thứ )tự(?!\w)(?!\s+(?:nhiên|do|động|vệ|chủ"
            rf"|trọng|học)\b))"
        ),
        compiled(rf"(?:,|;|(?<!HĐND)(?<!Hội đồng nhân dân)\s+và|\s+cùng)\s+(?={head})"),
    )


def begins_with_organisation(text: str) -> bool:
    """Whether the words begin as the name of an organisation, "Giao" and "Đề nghị" before it allowed."""
    return bool(_forms()[0].match(text))


def opens_name(words: str) -> bool:
    """Whether words whose capitals say nothing (a letterhead) begin with a word that names of bodies begin with."""
    names = load("plan_organisations")
    low = words.lower()
    return any(re.match(rf"{re.escape(head)}(?!\w)", low) for head in (*names["heads"], *names["capital_heads"]))


def read_subject(body: Passage) -> Subject | None:
    """The organisation that a paragraph names first and the duty after it; the rest is empty in a mere heading."""
    found = _forms()[0].match(body.text)
    if not found:
        return None
    hidden = _BRACKETS.sub(lambda m: " " * len(m.group()), body.text)
    duty = _first_duty(hidden, found.end("head"))
    colon = hidden.find(":", found.end("head"))
    end = min([at for at in (duty.start() if duty else -1, colon) if at >= 0], default=len(hidden))
    name = body.cut(found.start("head"), end)
    aside = _BRACKETS.search(name.text)
    unit = name.cut(0, aside.start()) if aside else name
    if aside and unit.text and (tail := name.cut(aside.end())).text:
        unit = unit.join(tail)
    unit = unit.trim(",.;:-–")
    if re.search(r"\.\s", unit.text) or len(unit.text) > 260:
        return None
    rest = body.cut(end).trim(":")
    return (
        Subject(unit, name.cut(aside.start() + 1, aside.end() - 1) if aside else Passage("", ()), rest)
        if unit
        else None
    )


def read_named_line(body: Passage, *, heading: bool) -> Subject | None:
    """Who a line is for, by its shape alone: "Quỹ tín dụng nhân dân: tài trợ ..." or, as a `heading`, all its words.

    The names need not begin with a known word; lines about a matter ("Kinh phí: ...") and duties are none.
    """
    lead = _matters()[0].match(body.text)
    start = lead.end() if lead else 0
    colon = body.text.find(":")
    if heading == (0 <= colon < len(body.text.rstrip(" :"))):
        return None
    name = body.cut(start, colon if colon >= 0 else None).trim(" ,.;-–")
    aside = _BRACKETS.search(name.text)
    unit = (name.cut(0, aside.start()).join(name.cut(aside.end())) if aside else name).trim(" ,.;-–")
    if (
        not 3 <= len(unit.text) <= 140
        or not (unit.text[0].isupper() or unit.text[0].isdigit())
        or _about_matter(unit.text)
    ):
        return None
    inside = name.cut(aside.start() + 1, aside.end() - 1) if aside else Passage("", ())
    return Subject(unit, inside, body.cut(colon + 1).trim(" ") if colon >= 0 else Passage("", ()))


def _about_matter(text: str) -> bool:
    """Whether words speak of a matter or begin or hold a duty, so that they name nobody."""
    _, matter, sure = _matters()
    low = text[0].lower() + text[1:]
    return bool(matter.match(low) or sure.search(low) or _forms()[1].match(low))


@cache
def _matters() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Forms of a call before a name, of a matter and of a verb that no name holds."""
    names = load("plan_organisations")
    leads, matters, sure = ("|".join(map(re.escape, names[key])) for key in ("leads", "matters", "sure_verbs"))
    return (
        compiled(rf"(?:(?i:{leads})\s+)?"),
        compiled(rf"(?:{matters})(?!\w)"),
        compiled(rf"(?<!\w)(?:{sure})(?!\w)"),
    )


def _first_duty(text: str, start: int) -> re.Match[str] | None:
    """The verb that begins the duty; a word that names may hold too ("Kế hoạch tổng hợp") is none where a verb, the
    next name or nothing at all follows it."""
    opening, verb, _ = _forms()
    for sign in verb.finditer(text, start):
        if sign.group() not in _in_names():
            return sign
        rest = text[sign.end() :].lstrip()
        if not rest or rest[0] in ".:;":
            continue
        following = verb.match(rest)
        listed = re.match(r"(?:,|và)\s*", rest)
        if (following and following.group() not in _in_names()) or (
            listed and (opening.match(rest, listed.end()) or rest[listed.end() :][:1].isupper())
        ):
            continue
        return sign
    return None


@cache
def _in_names() -> frozenset[str]:
    return frozenset(load("plan_organisations")["verbs_in_names"])


def split_organisations(words: Passage) -> list[Passage]:
    """A list of names cut where the next name begins; commas inside a name stay."""
    return [part for piece in words.pieces(_forms()[2]) if len((part := piece.trim(",.;")).text) > 1]


def until_duty(text: str) -> int:
    """The offset at which the first duty begins, or the length of the text."""
    found = _forms()[1].search(text)
    return found.start() if found else len(text)
