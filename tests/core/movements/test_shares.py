"""Shares of a target: what adds up, what does not, who gets the remainder, what is told when it does not fit."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.movements.shares import (
    Part,
    Party,
    ShareKind,
    divide,
    may_divide,
    read_pasted,
    read_share,
    share_kind,
    shares_fit,
    step_of,
    total_of,
)


def measure(value: object = 120, unit: str | None = "hộ", *, operator: str = "at_least", **more: object) -> dict:
    figure = None if value is None else Decimal(str(value))
    return {"metric": "Hộ gia đình văn hóa", "operator": operator, "value": figure, "unit": unit} | more


def parts(*values: object) -> list[Part]:
    return [
        Part(str(at), f"Tổ {at}", None if value is None else Decimal(str(value))) for at, value in enumerate(values, 1)
    ]


def codes(verdict: object) -> list[str]:
    return [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (measure(120, "hộ"), ShareKind.ADDS),
        (measure("120.5", "tỷ đồng"), ShareKind.ADDS),
        (measure(6, "mô hình", operator="equal"), ShareKind.ADDS),
        (measure(4, "hộ", operator="decrease"), ShareKind.ADDS),
        (measure(95, "%"), ShareKind.ALIKE),
        (measure(95, None, basis="share"), ShareKind.ALIKE),
        (measure("12.5", None, basis="growth", operator="increase_at_least"), ShareKind.ALIKE),
        (measure(60, "triệu đồng/người/năm"), ShareKind.ALIKE),
        (measure(90, "điểm"), ShareKind.ALIKE),
        (measure(70, "triệu đồng", metric="Thu nhập bình quân"), ShareKind.ALIKE),
        (measure(1, "sáng kiến", per="đơn vị"), ShareKind.EACH),
        (measure(0, None, operator="equal"), ShareKind.AS_IS),
        (measure(None, None, operator="maintain"), ShareKind.AS_IS),
        (measure(20, "hộ", operator="maintain"), ShareKind.AS_IS),
        (measure(10, None, operator="rank"), ShareKind.AS_IS),
        (measure(None, None, operator="qualitative"), ShareKind.AS_IS),
    ],
)
def test_what_adds_up_and_what_does_not(found, kind):
    assert share_kind(found) is kind


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (measure(120, "hộ"), "1"), (measure(1200, "hộ"), "1"), (measure("12.5", "mô hình"), "0.1"),
        (measure("120.5", "tỷ đồng"), "0.001"), (measure(300, "triệu đồng"), "0.001"), (measure(2, "ha"), "0.1"),
        (measure("2.25", "m²"), "0.01"), (measure("0.00001", "ha"), "0.0001"),
    ],
)  # fmt: skip
def test_whole_things_stay_whole(found, step):
    assert step_of(found) == Decimal(step)


WEIGHTS = st.lists(st.decimals(0, 5000, places=2), min_size=1, max_size=40).filter(any)


@given(weights=WEIGHTS, steps=st.integers(1, 10**7), places=st.integers(0, 3), seed=st.randoms(use_true_random=False))
def test_shares_are_the_whole_again_whatever_the_order(weights, steps, places, seed):
    step = Decimal(1).scaleb(-places)
    total = steps * step
    rows = [Party(f"k{at:02d}", f"{at:03d}", weight) for at, weight in enumerate(weights)]
    shares = divide(total, rows, step)
    assert sum(shares.values()) == total
    assert all(share >= 0 and share % step == 0 for share in shares.values())
    assert all(shares[row.key] == 0 for row in rows if not row.weight)
    mixed = list(rows)
    seed.shuffle(mixed)
    assert divide(total, mixed, step) == shares


@given(weights=WEIGHTS, steps=st.integers(1, 10**6))
def test_nobody_is_further_than_one_step_from_the_exact_claim_and_more_weight_never_gets_less(weights, steps):
    rows = [Party(str(at), str(at), weight) for at, weight in enumerate(weights)]
    shares = divide(Decimal(steps), rows, Decimal(1))
    whole = sum(weights)
    assert all(abs(shares[row.key] - steps * row.weight / whole) < 1 for row in rows)
    by_weight = sorted(rows, key=lambda row: row.weight)
    assert all(shares[a.key] <= shares[b.key] for a, b in pairwise(by_weight) if a.weight < b.weight)


@given(
    weights=WEIGHTS, value=st.integers(1, 10**6), operator=st.sampled_from(["at_least", "above", "equal", "at_most"])
)
def test_what_was_divided_always_fits(weights, value, operator):
    found = measure(value, "hộ", operator=operator)
    rows = [Party(str(at), str(at), weight) for at, weight in enumerate(weights)]
    assert may_divide(found, rows)
    shares = divide(total_of(found), rows, step_of(found))
    assert shares_fit(found, [Part(key, key, share) for key, share in shares.items()])


def test_the_remainder_goes_to_the_first_in_order_when_claims_are_equal():
    rows = [Party(key, key) for key in "cab"]
    assert divide(Decimal(100), rows, Decimal(1)) == {"a": 34, "b": 33, "c": 33}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "D01"),
        ([Party("a", "a", Decimal(0)), Party("b", "b", Decimal(0))], "D23"),
        ([Party("a", "a", Decimal(-1)), Party("b", "b", Decimal(2))], "D22"),
    ],
)
def test_weights_that_divide_nothing_are_refused(rows, code):
    assert codes(may_divide(measure(), rows)) == [code]


def test_a_rate_is_not_divided_and_says_so():
    verdict = may_divide(measure(95, "%"), [Party("a", "a")])
    assert not verdict
    assert "không cộng lại" in verdict.text


@pytest.mark.parametrize(
    ("operator", "given_values", "code", "told"),
    [
        ("equal", (60, 58), "share_short", "còn 2 hộ chưa giao"),
        ("equal", (60, 61), "share_over", "thừa 1 hộ"),
        ("equal", (60, 60), None, ""),
        ("at_least", (60, 59), "share_short", "còn 1 hộ chưa giao"),
        ("above", (60, 60), "share_short", "còn 1 hộ chưa giao"),
        ("decrease", (60, 59), "share_short", "còn 1 hộ"),
        ("at_most", (60, 59), None, ""),
        ("at_most", (60, 61), "share_over", "thừa 1 hộ"),
        ("below", (60, 60), "share_over", "thừa 1 hộ"),
        ("between", (60, 61), None, ""),
        ("between", (70, 71), "share_over", "thừa 1 hộ"),
    ],
)
def test_the_sum_follows_the_operator(operator, given_values, code, told):
    verdict = shares_fit(measure(operator=operator, value_max=Decimal(140)), parts(*given_values))
    assert (codes(verdict)[:1] or [None]) == [code]
    assert bool(verdict) is (code is None)
    assert told in verdict.text


def test_more_than_asked_is_allowed_and_told():
    verdict = shares_fit(measure(), parts(60, 65))
    assert verdict
    assert verdict.text == "Đã giao 125 hộ, hơn mức chung 5 hộ."


@pytest.mark.parametrize(
    ("found", "value", "code"),
    [
        (measure(), -1, "D22"),
        (measure(), "1.5", "D21"),
        (measure(), None, "D01"),
        (measure(), 10**11, "B52"),
        (measure("120.5", "tỷ đồng"), "0.0001", "D21"),
        (measure(95, "%", basis="share"), 101, "D20"),
    ],
)
def test_a_wrong_share_is_told_at_its_unit(found, value, code):
    verdict = shares_fit(found, parts(value))
    assert [(reason.code, reason.field) for reason in verdict.reasons] == [(code, "value-1")]


def test_a_rate_below_the_common_one_is_told_and_allowed():
    verdict = shares_fit(measure(95, "%"), parts(97, 90))
    assert verdict
    assert "Tổ 2" in verdict.text
    assert "Tổ 1" not in verdict.text
    assert "thấp hơn để bù" in shares_fit(measure(5, "%", operator="at_most"), parts(7)).text


def test_what_holds_for_each_passes_on_as_it_is():
    each = measure(1, "sáng kiến", per="đơn vị")
    assert shares_fit(each, parts(1, 1, 1))
    assert codes(shares_fit(each, parts(2))) == ["not_divided"]
    assert shares_fit(measure(None, None, operator="maintain"), parts(None, None))


def test_no_share_at_all_fits_everything():
    assert shares_fit(measure(), [])


UNITS = [("a", "Tổ dân phố số 1", "TDP 1"), ("b", "Tổ dân phố số 2", "TDP 2"), ("c", "Tổ dân phố Bến Cũ", "")]


def test_two_columns_are_read_line_by_line():
    lines = read_pasted("Tổ dân phố số 1\t1.204\n\ntdp 2;  35\nTỔ DÂN PHỐ BẾN CŨ  7\n", UNITS, Decimal(1))
    assert [(line.number, line.key, line.value, line.fault) for line in lines] == [
        (1, "a", Decimal(1204), ""), (3, "b", Decimal(35), ""), (4, "c", Decimal(7), ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Tổ dân phố số 9\t5", "Không có đơn vị tên này"),
        ("TDP 1\tnăm", "không phải số"),
        ("TDP 1", "hai cột"),
        ("TDP 1\t5\t6", "hai cột"),
        ("TDP 1\t1e5", "Viết"),
        ("TDP 1\t", "hai cột"),
    ],
)
def test_a_wrong_line_is_told_and_fills_nothing(line, told):
    (found,) = read_pasted(line, UNITS, Decimal(1))
    assert told in found.fault
    assert (found.key, found.number) == ("", 1)


def test_a_unit_twice_and_a_name_of_two_units_are_told():
    first, again = read_pasted("TDP 1\t5\nTổ dân phố số 1\t6", UNITS, Decimal(1))
    assert (first.fault, again.fault) == ("", "Đơn vị này đã có ở dòng 1.")
    twins = [("a", "Chi hội 1", ""), ("b", "Chi hội 1", "")]
    assert "trùng tên" in read_pasted("Chi hội 1\t5", twins, Decimal(1))[0].fault


@pytest.mark.parametrize(
    ("text", "step", "own", "value"),
    [
        ("1.784", "1", True, "1784"), ("1,784", "1", False, "1784"), ("1.784", "0.001", True, "1784"),
        ("12,5", "0.1", True, "12.5"), ("97%", "0.0001", True, "97"),
    ],
)  # fmt: skip
def test_a_figure_that_can_only_be_whole_is_whole(text, step, own, value):
    assert read_share(text, Decimal(step), own=own).value == Decimal(value)


def test_a_pasted_figure_with_two_meanings_is_asked_about():
    assert "hay" in read_share("1,784", Decimal("0.001"), own=False).fault
