"""The written form of a journal entry: it is published, so every byte counts. Pure, so it is asked beside the core."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from thidua.apps.journal.chain import FORMAT, canonical, commitment, link

IDENT = UUID("00000000-0000-4000-8000-0000000000ab")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        ("Tổ 5", '"Tổ 5"'),
        (unicodedata.normalize("NFD", "Tổ"), '"Tổ"'),
        (Decimal("12.50"), '"12.50"'),
        (Decimal("1E+3"), '"1000"'),
        (datetime(2026, 3, 2, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=7))), '"2026-03-02T02:00:00.000005Z"'),
        (datetime(2026, 3, 2, 2, tzinfo=UTC), '"2026-03-02T02:00:00.000000Z"'),
        (date(2026, 3, 2), '"2026-03-02"'),
        (IDENT, '"00000000-0000-4000-8000-0000000000ab"'),
        ([2, 1], "[2,1]"),
        ((2, "a"), '[2,"a"]'),
        ({"b", "a", "c"}, '["a","b","c"]'),
        (frozenset({3, 1, 2}), "[1,2,3]"),
        ({"b": 1, "a": {"d": (1,), "c": None}}, '{"a":{"c":null,"d":[1]},"b":1}'),
        ({5: Decimal("0.1")}, '{"5":"0.1"}'),
    ],
)
def test_every_kind_of_value_has_one_form(value, written):
    assert canonical({"v": value}) == f'{{"v":{written}}}'


@pytest.mark.parametrize("value", [1.5, float("nan"), b"a", object()])
def test_what_has_no_form_is_refused(value):
    with pytest.raises(TypeError, match=f"the journal cannot write down {type(value).__name__}"):
        canonical({"v": value})


def test_keys_are_sorted_whatever_the_order_they_came_in():
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1}) == '{"a":2,"b":1}'


def test_the_link_hashes_format_the_hash_before_and_the_text():
    assert FORMAT == "thidua/1"
    assert link("p", '{"v":"Tổ"}') == hashlib.sha256('thidua/1\np\n{"v":"Tổ"}'.encode()).hexdigest()


def test_a_personal_value_is_salted_and_its_unicode_form_does_not_count():
    assert commitment("s", "Lê") == hashlib.sha256("s\nLê".encode()).hexdigest()
    assert commitment("s", unicodedata.normalize("NFD", "Lê")) == commitment("s", "Lê")
