"""A list as an Excel file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from thidua.formats.guard import XLSX
from thidua.formats.xlsx import write_sheet


def sheet_of(name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], note: str) -> HttpResponse:
    """The rows as an attachment called `name`; `note` stands above the header."""
    answer = HttpResponse(write_sheet(title, columns, rows, note=note), content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
