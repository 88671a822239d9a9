"""The page of two panes."""

from __future__ import annotations

from plan_papers import WHOLE


def test_shows_paper_and_reading(desk, filed):
    plan = filed()
    page = desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/")
    open("/tmp/p.html","wb").write(page.content)
    assert page.status_code == 200
