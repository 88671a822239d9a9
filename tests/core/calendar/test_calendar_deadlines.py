"""The instant a deadline closes, and what is said about it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.calendar.deadlines import (
    VIETNAM,
    Deadline,
    choice_question,
    closes_at,
    closing_day,
    days_left,
    due_span,
    is_late,
    last_working_day,
    needs_choice,
    sentence,
    weekend_question,
)

BEFORE = Deadline("trước ngày 05/12/2026", "before", "2026-12-05")
INCLUSIVE = Deadline("trước ngày 05/12/2026", "before", "2026-12-05", choice="inclusive")
BY = Deadline("chậm nhất ngày 05/12/2026", "by", "2026-12-05")
ROLLED = Deadline("chậm nhất ngày 05/12/2026", "by", "2026-12-05", weekend="roll")
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("deadline", "instant"),
    [
        (BEFORE, "2026-12-04T17:00:00+00:00"),
        (Deadline("", "before", "2026-12-05", choice="strict"), "2026-12-04T17:00:00+00:00"),
        (INCLUSIVE, "2026-12-05T17:00:00+00:00"),
        (BY, "2026-12-05T17:00:00+00:00"),
        (Deadline("", "on", "2026-12-05"), "2026-12-05T17:00:00+00:00"),
        (ROLLED, "2026-12-07T17:00:00+00:00"),
        (Deadline("", "on", "2027"), "2027-12-31T17:00:00+00:00"),
        (Deadline("", "by", "2028-02"), "2028-02-29T17:00:00+00:00"),
        (Deadline("", "by", "2026-Q3"), "2026-09-30T17:00:00+00:00"),
        (Deadline("", "before", "2026-Q3"), "2026-06-30T17:00:00+00:00"),
        (Deadline("", "before", "2026-Q3", choice="inclusive"), "2026-09-30T17:00:00+00:00"),
        (Deadline("", "before", "2026-12-07", weekend="roll"), "2026-12-07T17:00:00+00:00"),
        (Deadline("", "by", "2027-02-08"), "2027-02-08T17:00:00+00:00"),
        (Deadline("", "by", "2027-02-08", weekend="roll"), "2027-02-12T17:00:00+00:00"),
        (Deadline("", "by", "2032-01-04", weekend="roll"), "2032-01-04T17:00:00+00:00"),
    ],
)
def test_closes_at(deadline, instant):
    assert closes_at(deadline) == datetime.fromisoformat(instant)


def test_the_instant_is_the_midnight_of_vietnam():
    instant = closes_at(BEFORE)
    assert instant
    assert instant.tzinfo is UTC
    assert instant.astimezone(VIETNAM).isoformat() == "2026-12-05T00:00:00+07:00"


@pytest.mark.parametrize("zone", [UTC, VIETNAM])
@pytest.mark.parametrize("deadline", [BEFORE, INCLUSIVE, ROLLED])
@pytest.mark.parametrize(("step", "late"), [(-MICROSECOND, False), (timedelta(0), True), (MICROSECOND, True)])
def test_the_last_microsecond_is_on_time_in_both_zones(zone, deadline, step, late):
    limit = closes_at(deadline)
    assert limit
    assert is_late((limit + step).astimezone(zone), deadline) is late


def test_half_past_midnight_is_late_although_its_utc_date_is_the_day_itself():
    received = datetime(2026, 12, 6, 0, 30, tzinfo=VIETNAM)
    assert received.astimezone(UTC).date() == date(2026, 12, 5)
    assert is_late(received, BY)


@pytest.mark.parametrize(
    ("began", "received", "late"),
    [
        (-60, 20, False),
        (-60, 599.999999, False),
        (-60, 600, True),
        (0, 20, True),
        (-0.000001, 20, False),
        (-60, -1, False),
    ],
)
def test_grace_is_for_transfers_that_began_in_time(began, received, late):
    limit = closes_at(BEFORE)
    assert limit
    at, start = limit + timedelta(seconds=received), limit + timedelta(seconds=began)
    assert is_late(at, BEFORE, began_at=start) is late


def test_grace_can_be_set():
    limit = closes_at(BEFORE)
    assert limit
    assert is_late(limit + timedelta(seconds=20), BEFORE, began_at=limit - MICROSECOND, grace=timedelta(seconds=10))


ZONED = datetime(2026, 12, 4, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "began"), [(ZONED.replace(tzinfo=None), None), (ZONED, ZONED.replace(tzinfo=None))]
)
def test_a_time_without_a_zone_is_refused(received, began):
    with pytest.raises(ValueError, match="without a zone"):
        is_late(received, BEFORE, began_at=began)


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (BEFORE, "hạn cuối: 23:59 ngày 04/12/2026 (thứ Sáu). Ngày 05/12/2026 là thứ Bảy"),
        (
            INCLUSIVE,
            "hạn cuối: 23:59 ngày 05/12/2026 (thứ Bảy). "
            "Ngày 05/12/2026 là thứ Bảy, ngày làm việc cuối cùng là thứ Sáu 04/12",
        ),
        (ROLLED, "hạn cuối: 23:59 ngày 07/12/2026 (thứ Hai). Đã chuyển từ thứ Bảy 05/12"),
        (Deadline("", "by", "2026-12-15"), "hạn cuối: 23:59 ngày 15/12/2026 (thứ Ba)"),
        (Deadline("", "before", "2026-12-15"), "hạn cuối: 23:59 ngày 14/12/2026 (thứ Hai)"),
        (
            Deadline("", "by", "2027-02-08"),
            "hạn cuối: 23:59 ngày 08/02/2027 (thứ Hai). "
            "Ngày 08/02/2027 là ngày nghỉ lễ (Tết Nguyên đán), ngày làm việc cuối cùng là thứ Năm 04/02",
        ),
        (
            Deadline("", "before", "2026-11"),
            "hạn cuối: 23:59 ngày 31/10/2026 (thứ Bảy). "
            "Ngày 31/10/2026 là thứ Bảy, ngày làm việc cuối cùng là thứ Sáu 30/10",
        ),
        (Deadline("", "by", "2026-Q3"), "hạn cuối: 23:59 ngày 30/09/2026 (thứ Tư)"),
        (Deadline("theo quy định", "by", ""), "hạn cuối: chưa rõ ngày"),
    ],
)
def test_sentence(deadline, words):
    assert sentence(deadline) == words


@pytest.mark.parametrize(
    ("deadline", "needed"),
    [(BEFORE, True), (INCLUSIVE, False), (Deadline("", "before", "2026-12-05", choice="strict"), False), (BY, False)],
)
def test_the_choice_is_asked_once(deadline, needed):
    assert needs_choice(deadline) is needed
    assert (choice_question(deadline) is not None) is needed


def test_questions_name_both_days():
    choice, weekend = choice_question(BEFORE), weekend_question(BY)
    assert choice
    assert weekend
    assert (choice.code, choice.text) == ("A50", "Hạn là hết 04/12 (thứ Sáu) hay hết 05/12 (thứ Bảy)?")
    assert (weekend.code, weekend.text) == ("D17", "05/12/2026 là thứ Bảy. Giữ nguyên hay chuyển thứ Hai 07/12?")


def test_the_question_about_a_quarter_names_the_day_before_it_and_its_last():
    question = choice_question(Deadline("", "before", "2026-Q3"))
    assert question
    assert question.text == "Hạn là hết 30/06 (thứ Ba) hay hết 30/09 (thứ Tư)?"


@pytest.mark.parametrize("day", ["2026-12-15", "2032-01-04", "2031-12-31", "?"])
def test_no_weekend_question_on_a_working_day_or_in_the_unknown(day):
    assert weekend_question(Deadline("", "by", day)) is None


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        (BEFORE, date(2026, 12, 4)),
        (INCLUSIVE, date(2026, 12, 4)),
        (ROLLED, date(2026, 12, 7)),
        (Deadline("", "by", "2027-02-11"), date(2027, 2, 4)),
        (Deadline("", "by", "2032-02-11"), None),
        (Deadline("", "by", ""), None),
    ],
)
def test_last_working_day(deadline, day):
    assert last_working_day(deadline) == day


def test_days_added_by_an_administrator_move_the_closing_day():
    extra = {date(2026, 12, 7): "Nghỉ bão"}
    assert closing_day(ROLLED, extra) == date(2026, 12, 8)


@pytest.mark.parametrize(("today", "left"), [(date(2026, 12, 4), 0), (date(2026, 11, 24), 10), (date(2026, 12, 5), -1)])
def test_days_left(today, left):
    assert days_left(today, BEFORE) == left


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-12-05", (date(2026, 12, 5), date(2026, 12, 5))),
        ("2026-02", (date(2026, 2, 1), date(2026, 2, 28))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-Q1", (date(2026, 1, 1), date(2026, 3, 31))),
        ("2026-Q4", (date(2026, 10, 1), date(2026, 12, 31))),
        ("2026-13", None),
        ("theo quy định", None),
    ],
)
def test_due_span(text, span):
    assert due_span(text) == span


def test_without_a_day_nothing_is_late():
    nowhere = Deadline("theo quy định", "by", "")
    assert closes_at(nowhere) is None
    assert days_left(date(2026, 12, 5), nowhere) is None
    assert is_late(datetime(2030, 1, 1, tzinfo=UTC), nowhere) is False


@given(st.dates(date(2025, 1, 1), date(2031, 12, 1)), st.sampled_from(["before", "by", "on"]))
def test_inclusive_or_rolled_never_closes_earlier(day, bound):
    strict = closes_at(Deadline("", bound, day.isoformat()))
    inclusive = closes_at(Deadline("", bound, day.isoformat(), choice="inclusive"))
    rolled = closes_at(Deadline("", bound, day.isoformat(), weekend="roll"))
    assert strict
    assert inclusive
    assert rolled
    assert inclusive - strict == timedelta(days=bound == "before")
    assert rolled >= strict
