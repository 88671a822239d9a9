"""Lists in pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from thidua.core.viet.text import clean

ROWS = 50
LONGEST_SEARCH = 200


def words_asked(request: HttpRequest) -> str:
    """What `?tim=` looks for, in one clean line. Too many letters are told and the first of them used (annex D61)."""
    words = "".join(sign for sign in clean(request.GET.get("tim", "")) if sign.isprintable())
    if len(words) > LONGEST_SEARCH:
        messages.warning(request, _("Từ khóa tối đa 200 ký tự; đang tìm theo 200 ký tự đầu."))
    return words[:LONGEST_SEARCH].strip()


def page_of(request: HttpRequest, rows: Any) -> Page:
    """The page that `?page=` asks for; a number that is none, or too large, leads to the first (annex D62)."""
    paginator = Paginator(rows, ROWS)
    try:
        return paginator.page(request.GET.get("page", "1"))
    except InvalidPage:
        return paginator.page(1)
