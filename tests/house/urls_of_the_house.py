"""Every address of the house, walked from the root: its name, its route, the words it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One pattern: `name` with its namespace (`desk:plans`), the whole route, and the names it captures."""

    name: str
    route: str
    takes: tuple[str, ...]


def _walk(patterns: list[URLPattern | URLResolver], route: str, space: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from _walk(pattern.url_patterns, whole, inner)
        else:
            takes = tuple(re.findall(r"<(?:\w+:)?(\w+)>", whole))
            yield Address(":".join([*space, pattern.name or "(no name)"]), whole, takes)


def addresses() -> list[Address]:
    """Every address that the server answers."""
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda address: address.name)


def literal_segments() -> set[str]:
    """The fixed words between the slashes of all addresses."""
    routes = [address.route for address in addresses()]
    return {part for route in routes for part in route.split("/") if part and "<" not in part}
