"""The law as data: every entry is whole, successors are known, and days decide what holds."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.core.law import ended_bodies, honours_in, instrument
from thidua.core.law.instruments import known_instruments


def test_every_instrument_says_how_far_it_can_be_trusted_and_why() -> None:
    rows = known_instruments()
    assert len(rows) > 20
    for row in rows:
        assert row.trust in ("primary", "secondary", "recalled"), row.number
        assert row.source.strip() and row.name.strip()
        assert row.since is None or row.until is None or row.since < row.until
        assert row.dated is None or row.since is None or row.dated <= row.since
        assert row.replaced_by is None or row.until is not None


@pytest.mark.parametrize(
    ("number", "day", "ended"),
    [
        ("98/2023/NĐ-CP", date(2025, 6, 30), False),
        ("98/2023/NĐ-CP", date(2025, 7, 1), True),
        ("01/2024/TT-BNV", date(2025, 8, 5), True),
        ("1/2024/TT-BNV", date(2025, 8, 4), False),
        ("152/2025/NĐ-CP", date(2026, 11, 20), False),
    ],
)
def test_the_day_of_the_end_is_the_first_without_it(number: str, day: date, ended: bool) -> None:
    known = instrument(number)
    assert known is not None and known.ended_on(day) is ended


def test_what_is_only_recalled_is_not_verified() -> None:
    old = instrument("91/2017/NĐ-CP")
    assert old is not None and not old.verified
    assert instrument("999/2099/NĐ-CP") is None


def test_ended_bodies_are_told_from_their_day_on() -> None:
    text = "Gửi Sở Lao động – Thương binh và Xã hội, UBND huyện và Sở Nội vụ."
    names = [text[start:end] for start, end, _ in ended_bodies(text, date(2025, 7, 1))]
    assert names == ["Sở Lao động – Thương binh và Xã hội", "UBND huyện"]
    assert [text[start:end] for start, end, _ in ended_bodies(text, date(2025, 6, 30))] == names[:1]
    assert not list(ended_bodies(text, date(2025, 2, 28)))


@pytest.mark.parametrize(
    ("words", "level", "may"),
    [
        ("Giấy khen", "commune", True),
        ("Bằng khen", "commune", False),
        ("Bằng khen", "school", False),
        ("Giấy khen", "block", False),
        ("Bằng khen của Ủy ban nhân dân tỉnh", "province", True),
        ("Bằng khen của Thủ tướng Chính phủ", "province", False),
        ("Huân chương Lao động", "province", False),
    ],
)
def test_who_may_decide_an_honour(words: str, level: str, may: bool) -> None:
    [(start, _, honour)] = honours_in(words)
    assert start == 0 and honour.may_be_decided_by(level) is may


def test_the_longest_name_of_an_honour_counts() -> None:
    found = [
        honour.name for _, _, honour in honours_in("Tập thể lao động tiên tiến; Cờ thi đua của Chính phủ; Giấy khen")
    ]
    assert found == ["Tập thể lao động tiên tiến", "Cờ thi đua của Chính phủ", "Giấy khen"]
