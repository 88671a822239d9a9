"""Answers of rules: a refusal says why, two answers make one, warnings do not forbid."""

from __future__ import annotations

import pytest

from thidua.core.verdicts import YES, Reason, Verdict, no, refuse, yes

LATE = Reason("late", "Trễ {days} ngày.", {"days": 3}, "điều 5", "deadline")
PLAIN = Reason("plain", "Ghi {số} trước.")
REFUSED = no("shut", "Đóng.")


def test_a_sentence_is_filled_in_only_when_it_has_values():
    assert LATE.text == "Trễ 3 ngày."
    assert PLAIN.text == "Ghi {số} trước."


def test_a_refusal_without_a_reason_is_no_answer():
    with pytest.raises(ValueError, match="a refusal needs a reason"):
        Verdict(False)


def test_a_refusal_for_one_reason_keeps_what_it_was_told():
    verdict = no("late", "Trễ {days} ngày.", source="điều 5", field="deadline", days=3)
    assert verdict == Verdict(False, (LATE,))
    assert not verdict


@pytest.mark.parametrize(("one", "other", "both"), [(1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 0)])
def test_both_must_allow_and_all_reasons_are_kept_in_order(one, other, both):
    first, second = Verdict(bool(one), (LATE,)), Verdict(bool(other), (PLAIN,))
    joined = first & second
    assert joined.allowed is bool(both)
    assert joined.reasons == (LATE, PLAIN)
    assert joined.text == "Trễ 3 ngày. Ghi {số} trước."


def test_warnings_do_not_forbid():
    verdict = yes(LATE, PLAIN)
    assert verdict
    assert verdict.reasons == (LATE, PLAIN)
    assert yes() == YES
    assert not (verdict & REFUSED)


def test_all_reasons_at_once_or_none():
    assert refuse([]) == YES
    assert refuse([LATE, PLAIN]) == Verdict(False, (LATE, PLAIN))
