"""Who issued a cited document: the tier and, as far as the paper says, the name of the place.

An office is written as "central", "province lao cai", "commune hai an", "province" or "commune" without a name, and ""
when nothing is known. "province @phuong hai an" is the province of that commune, in a paper that does not name it.
"""

from __future__ import annotations

import re

from thidua.core.plans.model import Issuer, Plan
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.text import fold

# Signs that only central bodies use: "152/2025/NĐ-CP", "59-NQ/TW", "QĐ-TTg", "06/2022/QH15", "15/2025/TT-BNV".
_CENTRAL_SIGN = re.compile(r"[-/](?:CP|TTG|CTN|QH\d*|UBTVQH\d*|TW)$|/TT(?:LT)?-")
_PARTY_SIGN = re.compile(r"[-/]TU$")
_BODY = re.compile(
    r"\b(?:(?P<central>chinh phu|thu tuong|quoc hoi|bo chinh tri|ban bi thu|trung uong|bo truong"
    r"|(?<!dang )(?<!can )(?<!noi )bo (?!phan|chi huy)\w+)"
    r"|(?P<province>thanh pho|tinh|thanh uy|tinh uy|so )|(?P<commune>phuong|xa|dac khu)\b(?! hoi))"
)
_NAME = r"[A-ZĐÀ-Ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ]\w*){0,3}"
_NAMED = compiled(rf"\s+(?P<n>{_NAME})")
_NAMED_PROVINCE = compiled(rf"(?i:tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|tỉnh|thành phố)\s+(?P<n>{_NAME})")
_TIER_WORD = re.compile(r"\b(?:tinh|thanh)\b")


def whose(words: str, plan: Plan, number: str = "") -> str:
    """The office that `words` name; the first body counts. `number` tells a central one by its sign.

    A province or commune without its name is the paper's own, where the paper says which that is.
    """
    if _CENTRAL_SIGN.search(number.upper()):
        return "central"
    found = _BODY.search(fold(words))
    issuer = plan["document"]["issuer"]
    if not found:
        # "05-NQ/TU": of the party committee of the province, whoever is named.
        return f"province {_own_province('', issuer)}".rstrip() if _PARTY_SIGN.search(number.upper()) else ""
    if found["commune"]:
        named = _NAMED.match(words, found.end())
        place = fold(issuer.get("place") or "").split(" ", 1)
        return f"commune {fold(named['n']) if named else place[-1]}".rstrip()
    if found["central"]:
        return "central"
    named = _NAMED_PROVINCE.search(words, found.start())
    return f"province {fold(named['n']) if named else _own_province(found.group(), issuer)}".rstrip()


def _own_province(word: str, issuer: Issuer) -> str:
    """The name of the paper's province, unless the words speak of another kind ("thành phố" in a tỉnh)."""
    places = [fold(place) for place in (issuer.get("place"), issuer.get("parent")) if place]
    for place in places:
        if kind := re.match(r"(thanh pho|tinh) (.+)", place):
            said = _TIER_WORD.search(word)
            return kind[2] if not said or kind[1].startswith(said.group()) else ""
    return f"@{places[0]}" if places else ""


def is_known(office: str) -> bool:
    """Whether it is one office for sure, by its name or by the paper that speaks of it."""
    return office == "central" or " " in office


def is_named(office: str) -> bool:
    """Whether it is a central body, or a place with its own name."""
    return is_known(office) and "@" not in office


def same_office(one: str, other: str) -> bool:
    """Whether both may be one office: what is not known, or has no name, may be any of its tier."""
    if not one or not other or one == other:
        return True
    return one.partition(" ")[0] == other.partition(" ")[0] and not (is_named(one) and is_named(other))
