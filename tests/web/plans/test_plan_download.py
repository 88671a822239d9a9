"""Stored files go out as attachments, to those who may see them, and only as they came in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from thidua.apps.files.services import store_file
from thidua.apps.files.store import path_of


@pytest.fixture
def stored(cast: Any, now: Any) -> Any:
    def store(data: bytes = b"<script>alert(1)</script>", name: str = "Kế hoạch “2026”.html") -> Any:
        return store_file(data, name=name, media_type="text/html", commune=cast.ward.pk, by=cast.clerk.actor, now=now)

    return store


def test_a_file_is_never_shown_inside_the_site(desk: Client, stored: Any) -> None:
    answer = desk.get(f"/tep/{stored().pk}/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_bytes_that_were_altered_are_not_handed_out(desk: Client, stored: Any) -> None:
    row = stored()
    path_of(row.sha256).write_bytes(b"other")
    answer = desk.get(f"/tep/{row.pk}/")
    assert answer.status_code == 409
    assert "đã bị sửa sau khi lưu" in answer.content.decode()


def test_another_ward_finds_nothing(enter: Any, stored: Any) -> None:
    row = stored()
    assert enter("officer").get(f"/tep/{row.pk}/").status_code == 200
    assert enter("stranger").get(f"/tep/{row.pk}/").status_code == 404
