"""Where a recipient line stands, what may be recorded, how far a launch has reached, when a link still works."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.movements.joining import MOST_USES, LinkFacts, check_link, may_join
from thidua.core.movements.links import match_movement
from thidua.core.movements.reach import Reach, check_passing, reminder
from thidua.core.movements.sending import (
    CHANNEL_LABELS,
    PLACE_LABELS,
    Channel,
    LineFacts,
    Place,
    check_sending,
    is_late_to_send,
    state_of,
)

FRIDAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
LINK = LinkFacts(NOW + timedelta(days=1), 5, 0, closed=False, running=True)


def test_labels_are_whole():
    assert set(CHANNEL_LABELS) == set(Channel)
    assert set(PLACE_LABELS) == set(Place)


def test_the_next_working_day_is_still_in_time():
    assert [is_late_to_send(FRIDAY, FRIDAY + timedelta(days=many)) for many in (0, 2, 3, 4)] == [
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("line", "word", "open_"),
    [
        (LineFacts(Place.MATCHED, 3, True, 3, False), "Đã tới nơi", False),
        (LineFacts(Place.MATCHED, 3, True, 1, False), "Đã gửi, 1/3 đã mở", False),
        (LineFacts(Place.MATCHED, 3, True, 1, True), "Đã gửi, có bằng chứng", False),
        (LineFacts(Place.OUTSIDE, 0, True, 0, False), "Đã gửi, chưa có bằng chứng", False),
        (LineFacts(Place.OUTSIDE, 0, False, 0, False), "Chưa gửi", True),
        (LineFacts(Place.ARCHIVE, 0, False, 0, False), "Chưa lưu", True),
        (LineFacts(Place.ARCHIVE, 0, True, 0, True), "Đã lưu", False),
        (LineFacts(Place.UNSURE, 0, False, 0, False), "Chưa rõ nơi nhận", True),
    ],
)
def test_the_state_of_a_line(line, word, open_):
    found = state_of(line, launched_on=FRIDAY, today=FRIDAY)
    assert (found.word, found.open) == (word, open_)


def test_what_was_not_sent_in_time_is_told_as_late():
    found = state_of(LineFacts(Place.OUTSIDE, 0, False, 0, False), launched_on=FRIDAY, today=FRIDAY + timedelta(days=4))
    assert (found.tone, found.word) == ("bad", "Chưa gửi, quá hạn")


@pytest.mark.parametrize(
    ("channel", "place", "receipt", "sent_on", "code"),
    [
        ("paper", Place.OUTSIDE, "", FRIDAY, None),
        ("archive", Place.ARCHIVE, "VT", FRIDAY, None),
        ("archive", Place.ARCHIVE, "", FRIDAY, "D01"),
        ("paper", Place.ARCHIVE, "VT", FRIDAY, "archive_channel"),
        ("archive", Place.OUTSIDE, "VT", FRIDAY, "archive_channel"),
        ("system", Place.OUTSIDE, "", FRIDAY, "no_system"),
        ("pigeon", Place.OUTSIDE, "", FRIDAY, "D34"),
        ("paper", Place.OUTSIDE, "", FRIDAY + timedelta(days=1), "future"),
        ("paper", Place.OUTSIDE, "", date(2026, 1, 1), "before_signing"),
    ],
)
def test_what_may_be_recorded(channel, place, receipt, sent_on, code):
    found = check_sending(channel, place, receipt=receipt, sent_on=sent_on, signed_on=date(2026, 1, 20), today=FRIDAY)
    assert [reason.code for reason in found.reasons] == ([code] if code else [])


def test_the_sentence_of_reach():
    assert Reach(42, 38, 35, 29, 1240).sentence == (
        "38 trong 42 đơn vị đã mở, 35 đã nhận, 29 đã phổ biến tới 1.240 người."
    )
    assert Reach(0, 0, 0, 0, 0).sentence == "Chưa có đơn vị nào tham gia."


@pytest.mark.parametrize(
    ("people", "day", "codes"),
    [
        (12, FRIDAY, []),
        (None, None, ["D01", "D01"]),
        (0, FRIDAY, ["people"]),
        (-3, FRIDAY, ["people"]),
        (10**9, FRIDAY, ["people"]),
        (12, FRIDAY + timedelta(days=1), ["future"]),
        (12, date(2026, 3, 1), ["before_launch"]),
    ],
)
def test_passing_on(people, day, codes):
    found = check_passing(people, day, launched_on=date(2026, 3, 2), today=FRIDAY)
    assert [reason.code for reason in found.reasons] == codes


def test_a_reminder_is_neutral_and_has_the_link():
    words = reminder("Thi đua năm 2026", missing="Tổ dân phố số 1", url="https://thidua.example/x")
    assert words.endswith("https://thidua.example/x")
    assert "Tổ dân phố số 1" in words


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"running": False}, "not_launched"),
        ({"closed": True}, "link_closed"),
        ({"expires_at": NOW}, "link_expired"),
        ({"used": 5}, "link_full"),
    ],
)
def test_when_a_link_works(change, code):
    found = may_join(replace(LINK, **change), NOW)
    assert [reason.code for reason in found.reasons] == ([code] if code else [])


@given(st.integers(0, 20), st.integers(1, 20), st.booleans())
def test_a_link_never_lets_in_more_than_its_uses(used, most, closed):
    found = may_join(replace(LINK, used=used, most_uses=most, closed=closed), NOW)
    assert bool(found) == (used < most and not closed)


def test_what_a_link_may_be():
    assert check_link(30, 200, frozenset({"household"}))
    for days, uses, kinds in (
        (0, 1, {"household"}),
        (1, MOST_USES + 1, {"household"}),
        (1, 1, set()),
        (1, 1, {"city"}),
    ):
        assert not check_link(days, uses, frozenset(kinds))


ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("Cả nước chung tay vì người nghèo", [(ONE, "Phong trào Cả nước chung tay vì người nghèo")], ONE),
        ("“Cả nước chung tay vì người nghèo”", [(ONE, "CẢ NƯỚC CHUNG TAY VÌ NGƯỜI NGHÈO")], ONE),
        ("Thi đua năm 2026", [(ONE, "Thi đua năm 2025")], None),
        ("Dân vận khéo", [(ONE, "Dân vận khéo"), (TWO, "Phong trào thi đua Dân vận khéo")], None),
        ("Dân vận khéo", [(ONE, "Xây dựng nông thôn mới")], None),
        ("", [(ONE, "")], None),
    ],
)
def test_a_named_movement_is_matched_or_stays_a_name(name, known, found):
    assert match_movement(name, known) == found
