"""Whose theme of the year a slogan is, in words."""

from __future__ import annotations

from thidua.core.plans.model import Issuer, Theme, ThemeOf

_OWNERS: dict[ThemeOf, str] = {
    "national": "cả nước",
    "province": "tỉnh, thành phố",
    "commune": "xã, phường",
    "block": "khối, cụm thi đua",
    "school": "nhà trường",
    "agency": "cơ quan, đơn vị",
}
_ORDER = list(_OWNERS)


def theme_owner(of: str, issuer: Issuer | None = None) -> str:
    """Who set a theme: "thành phố Hải Thành" where the paper names the place, else the level ("tỉnh, thành phố")."""
    place, parent = (issuer.get("place"), issuer.get("parent")) if issuer else (None, None)
    level = issuer["level"] if issuer else ""
    named = {"commune": {"commune": place, "province": parent}, "province": {"province": place}}.get(level, {}).get(of)
    return named or next((words for name, words in _OWNERS.items() if name == of), of)


def themes_in_order(themes: list[Theme]) -> list[Theme]:
    """The themes of a paper from the nation down."""
    return sorted(themes, key=lambda theme: _ORDER.index(theme["of"]) if theme["of"] in _ORDER else len(_ORDER))
