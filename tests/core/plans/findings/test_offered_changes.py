"""Findings that know the words to put offer them at every place; the others offer nothing and print as before."""

from __future__ import annotations

from dataclasses import replace

from sound_plan import SOUND

from thidua.core.papers.text_changes import apply_changes
from thidua.core.plans.findings import Finding, Related, check_plan, offered_changes
from thidua.core.plans.findings.replacements import in_case
from thidua.core.plans.reading import read_plan


def offers(text: str) -> list[tuple[str, str, str]]:
    findings = check_plan(read_plan(text))
    return [
        (findings[one.finding].code, one.change.before, one.change.after) for one in offered_changes(text, findings)
    ]


def test_a_sound_plan_is_offered_nothing() -> None:
    assert offers(SOUND) == []


def test_slips_tiers_and_doubled_words_are_put_right_and_then_found_no_more() -> None:
    place = SOUND.index("II. ") if "II. " in SOUND else len(SOUND) // 2
    wrong = "Phần đầu giữ sạch đường. PHẦN ĐẦU trồng hoa của của tổ. Toàn xã cùng làm.\n"
    text = SOUND[:place] + wrong + SOUND[place:]
    findings = check_plan(read_plan(text))
    found = offered_changes(text, findings)
    told = {(one.change.before, one.change.after) for one in found}
    assert {("Phần đầu", "Phấn đấu"), ("PHẦN ĐẦU", "PHẤN ĐẤU"), ("của của", "của"), ("xã", "phường")} <= told
    mended = apply_changes(text, [one.change for one in found])
    codes = {findings[one.finding].code for one in found}
    assert codes == {"ocr_slip", "doubled_word", "wrong_tier"}
    assert not codes & {finding.code for finding in check_plan(read_plan(mended))}


def test_related_places_are_offered_only_where_the_same_words_stand() -> None:
    text = "một hai\nMột ba\nbốn"
    where = lambda start, end: {"lines": [1, 1], "chars": [start, end]}  # noqa: E731
    finding = Finding("x", "should", "", where(0, 3), replacement="mười")
    related = (Related(where(8, 11)), Related(where(15, 18)), Related(where(0, 3), "khác"))
    found = offered_changes(text, [replace(finding, related=related)])
    assert [(one.change.start, one.change.after) for one in found] == [(0, "mười"), (8, "Mười")]


def test_two_findings_of_the_same_words_offer_one_change() -> None:
    finding = Finding("x", "should", "", {"lines": [1, 1], "chars": [0, 3]}, replacement="hai")
    assert len(offered_changes("một hai", [finding, replace(finding, replacement="ba")])) == 1


def test_a_finding_without_replacement_or_with_the_same_words_offers_nothing() -> None:
    finding = Finding("x", "should", "", {"lines": [1, 1], "chars": [0, 3]}, suggestion="hai")
    assert offered_changes("một hai", [finding]) == []
    assert offered_changes("một hai", [replace(finding, replacement="một")]) == []
    assert offered_changes("một hai", [replace(finding, source=None, replacement="hai")]) == []


def test_capitals_follow_the_print() -> None:
    assert [in_case("phường", printed) for printed in ("xã", "Xã", "XÃ")] == ["phường", "Phường", "PHƯỜNG"]
