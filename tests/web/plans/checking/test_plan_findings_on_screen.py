"""The check page tells what the linter tells, beside the library of the ward, and asks its questions at their rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL

from thidua.apps.plans.models import Plan
from thidua.apps.plans.queries import current_version, findings_of, reading

CITED = "Theo Chỉ thị số 9-CT/TU ngày {day}/3/2025.\n"


def page_of(client: Client, plan: Plan) -> str:
    answer = client.get(f"/ke-hoach/{plan.pk}/kiem-tra/")
    assert answer.status_code == 200
    return answer.content.decode()


def citing(day: str) -> str:
    head, sign, rest = SMALL.partition("I.")
    assert sign
    return head + CITED.format(day=day) + sign + rest


def test_two_papers_of_the_library_are_held_against_each_other(desk: Client, filed: Any) -> None:
    one, other = filed(citing("02")), filed(citing("05"), "khac.txt")
    page = page_of(desk, one)
    assert "9-CT/TU ghi hai ngày: 02/03/2025 và 05/03/2025" in page.replace("\u00a0", " ")
    assert f'href="/ke-hoach/{other.pk}/kiem-tra/"' in page
    assert f'href="/ke-hoach/{one.pk}/kiem-tra/"' in page_of(desk, other)


def test_one_paper_alone_contradicts_nobody(desk: Client, filed: Any) -> None:
    assert "ghi hai ngày" not in page_of(desk, filed(citing("02")))


def test_a_paper_that_the_reader_may_not_see_is_never_named(desk: Client, enter: Any, filed: Any) -> None:
    one, other = filed(citing("02")), filed(citing("05"), "khac.txt")
    Plan.objects.filter(pk=one.pk).update(
        state="issued", number="15", signed_on="2026-01-20", sign_recorded_at=one.filed_at
    )
    assert str(other.pk) not in page_of(enter("officer"), one)
    assert str(other.pk) in page_of(desk, one)


def test_a_discarded_paper_contradicts_nobody(desk: Client, filed: Any) -> None:
    one, other = filed(citing("02")), filed(citing("05"), "khac.txt")
    Plan.objects.filter(pk=other.pk).update(state="discarded")
    assert "ghi hai ngày" not in page_of(desk, one)


def test_more_papers_in_the_library_ask_no_more_queries(
    desk: Client, filed: Any, django_assert_max_num_queries: Any
) -> None:
    plan = filed(citing("02"))
    filed(citing("05"), "khac.txt")
    with django_assert_max_num_queries(20) as few:
        page_of(desk, plan)
    for number in range(4):
        filed(citing(f"1{number}"), f"them-{number}.txt")
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(desk, plan)


def test_questions_stand_at_the_row_they_ask_about(desk: Client, filed: Any, now: Any) -> None:
    plan = filed()
    version = current_version(plan)
    shown = findings_of(version, reading(version), now.date())
    asked = [row for row in shown if row.finding.asks]
    assert asked and [row.finding.asks for row in shown] == sorted(row.finding.asks for row in shown)
    page = page_of(desk, plan)
    places = re.findall(r'<div class="asks" id="q-(T\d+)"><ul', page)
    assert places, "a deadline of this paper says before"
    list_above = page[page.index('id="can-xem"') : page.index("Thông tin chung")]
    assert "Hạn là hết" not in list_above


def test_other_places_of_a_finding_are_linked_in_the_paper(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed(citing("02") + "\n" + CITED.format(day="05")))
    links = re.findall(r'href="#(d-L\d+v\d+)"', page)
    assert links
    assert all(f'id="{link}"' in page for link in links)


@pytest.mark.parametrize(("day", "told"), [("2024-06-03", False), ("2026-01-20", True)])
def test_the_law_is_asked_on_the_recorded_day_of_signing(desk: Client, filed: Any, day: str, told: bool) -> None:
    plan = filed(citing("02").replace("9-CT/TU", "9-CT/TU và Thông tư số 01/2024/TT-BNV"))
    Plan.objects.filter(pk=plan.pk).update(state="issued", number="15", signed_on=day, sign_recorded_at=plan.filed_at)
    version = current_version(Plan.objects.get(pk=plan.pk))
    codes = {row.finding.code for row in findings_of(version, reading(version), None)}
    assert ("instrument_replaced" in codes) is told
