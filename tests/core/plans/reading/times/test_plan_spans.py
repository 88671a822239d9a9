"""The span of a movement and its phases."""

from __future__ import annotations

import pytest
from one_section import plan

PERIODS = [
    ("Từ ngày 06/01/2026 đến hết ngày 31/12/2026.", "2026-01-06", "2026-12-31"),
    ("Từ nay đến hết tháng 12 năm 2026.", None, "2026-12-31"),
    ("Từ tháng 01/2026 đến tháng 12/2026.", "2026-01", "2026-12"),
    ("Từ quý I/2026 đến quý III/2026.", "2026-01", "2026-09"),
]


@pytest.mark.parametrize(("text", "since", "until"), PERIODS)
def test_the_span_of_a_movement(text: str, since: str | None, until: str) -> None:
    found = plan(f"IV. THỜI GIAN THỰC HIỆN\n- {text}")["period"]
    assert (found["from"], found["to"]) == (since, until)


def test_without_a_span_the_title_gives_the_year() -> None:
    found = plan("I. MỤC ĐÍCH\n- Thi đua.")["period"]
    assert (found["from"], found["to"]) == ("2026", "2026")


def test_phases_have_their_label_name_and_days() -> None:
    body = (
        "IV. THỜI GIAN THỰC HIỆN\n- Đợt 1: từ ngày 06/01/2026 đến ngày 30/6/2026: phát động.\n"
        "- Đợt 2: từ ngày 01/7/2026 đến hết ngày 31/12/2026: tổng kết."
    )
    found = [(phase["label"], phase["from"], phase["to"]) for phase in plan(body)["phases"]]
    assert found == [("Đợt 1", "2026-01-06", "2026-06-30"), ("Đợt 2", "2026-07-01", "2026-12-31")]


LENT = [
    ("Từ tháng 3 đến tháng 6 năm 2026.", "2026-03", "2026-06"),
    ("Từ ngày 01/3 đến ngày 30/6/2026.", "2026-03-01", "2026-06-30"),
    ("Từ 2026 đến 2027.", "2026", "2027"),
]


@pytest.mark.parametrize(("text", "since", "until"), LENT)
def test_the_later_end_lends_its_year(text: str, since: str, until: str) -> None:
    found = plan(f"IV. THỜI GIAN THỰC HIỆN\n- {text}")
    assert (found["period"]["from"], found["period"]["to"]) == (since, until)
    start, end = found["period"]["source"]["chars"]
    assert found["x_text"][start:end] == found["period"]["text"] == text.rstrip(".")


def test_a_span_over_the_new_year_begins_in_the_year_before() -> None:
    found = plan("IV. THỜI GIAN THỰC HIỆN\n- Từ ngày 15/11 đến ngày 20/01/2027.")["period"]
    assert (found["from"], found["to"]) == ("2026-11-15", "2027-01-20")
    assert found["confidence"] < 0.8 and "confidence" not in plan(f"IV. THỜI GIAN THỰC HIỆN\n- {LENT[1][0]}")["period"]
