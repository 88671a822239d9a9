"""Lists in pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest

ROWS = 50


def page_of(request: HttpRequest, rows: Any) -> Page:
    """The page that `?page=` asks for; a number that is none, or too large, leads to the first (annex D62)."""
    paginator = Paginator(rows, ROWS)
    try:
        return paginator.page(request.GET.get("page", "1"))
    except InvalidPage:
        return paginator.page(1)
