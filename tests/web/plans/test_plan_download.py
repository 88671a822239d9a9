"""Stored files go out as attachments, to those who see what carries them, and only as they came in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL

from thidua.apps.files.store import path_of
from thidua.apps.plans.models import Plan


@pytest.fixture
def plan(filed: Any) -> Plan:
    return filed(SMALL + "<script>alert(1)</script>", "Kế hoạch “2026”.txt")


def address(plan: Plan) -> str:
    return f"/tep/{plan.versions.get().file_id}/"


def test_a_file_is_never_shown_inside_the_site(desk: Client, plan: Plan) -> None:
    answer = desk.get(address(plan))
    assert b"<script>alert(1)</script>" in answer.content
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_bytes_that_were_altered_are_not_handed_out(desk: Client, plan: Plan) -> None:
    path_of(plan.versions.get().file.sha256).write_bytes(b"other")
    answer = desk.get(address(plan))
    assert answer.status_code == 409
    assert "đã bị sửa sau khi lưu" in answer.content.decode()


def test_a_file_is_seen_by_those_who_see_its_plan(enter: Any, plan: Plan) -> None:
    assert enter("chair").get(address(plan)).status_code == 200
    assert enter("officer").get(address(plan)).status_code == 404
    assert enter("stranger").get(address(plan)).status_code == 404
    signed = {"number": "15", "signed_on": "2026-01-20", "sign_recorded_at": plan.filed_at}
    Plan.objects.filter(pk=plan.pk).update(state="issued", **signed)
    assert enter("officer").get(address(plan)).status_code == 200
    assert enter("stranger").get(address(plan)).status_code == 404


def test_an_unknown_file_is_not_found(desk: Client, plan: Plan) -> None:
    assert desk.get(f"/tep/{plan.pk}/").status_code == 404
