"""Changes of wording: what may be changed into what, the text afterwards, and where its other places stand then."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.papers.text_changes import (
    TextChange,
    apply_changes,
    change_at,
    changed_words,
    may_change,
    moved,
    piece_at,
    places_of,
    surroundings,
)

TEXT = "KẾ HOẠCH\nPhần đầu trồng 500 cây, trồng hoa ở cả 4 tổ.\n1\tTổ 1\tTrồng cây\nNơi nhận:"


def change(before: str, after: str, nth: int = 0) -> TextChange:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(before, start + 1)
    return TextChange(start, start + len(before), before, after)


def codes(made: TextChange, *others: TextChange) -> list[str]:
    return [reason.code for reason in may_change(TEXT, made, others).reasons]


def test_words_become_others_and_nothing_else_moves() -> None:
    assert may_change(TEXT, change("Phần đầu", "Phấn đấu"))
    done = apply_changes(TEXT, [change("4 tổ", "năm tổ dân phố"), change("Phần đầu", "Phấn đấu")])
    assert done == TEXT.replace("Phần đầu", "Phấn đấu").replace("4 tổ", "năm tổ dân phố")


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (TextChange(0, 2, "kế", "Kế"), "words_gone"),
        (TextChange(5, 5, "", "thêm"), "words_gone"),
        (TextChange(8, 9, "\n", " "), "words_gone"),
        (TextChange(-3, 2, "KẾ", "kế"), "words_gone"),
        (TextChange(len(TEXT), len(TEXT) + 2, "", "kế"), "words_gone"),
        (change("HOẠCH\nPhần", "hoạch"), "over_paragraph"),
        (change("Tổ 1\tTrồng", "Tổ 1"), "over_cell"),
        (change("Phần đầu", "Phần đầu"), "nothing_changed"),
        (change("Phần đầu", " "), "only_blanks"),
        (change("Phần đầu", "Phấn đấu "), "only_blanks"),
        (change("Phần đầu", "Phấn\nđấu"), "hidden_sign"),
        (change("Phần đầu", "Phấn\tđấu"), "hidden_sign"),
        (change("Phần đầu", "Phấn\u200b đấu"), "hidden_sign"),
        (change("Phần đầu", "Phấn\u202e đấu"), "hidden_sign"),
        (change("Phần đầu", "Phâ\u0301n đấu"), "hidden_sign"),
        (change("Phần đầu", "\u0301a"), "marks_apart"),
        (change("Phần đầu", "a" * 2_001), "words_long"),
        (change("KẾ HOẠCH", ""), "piece_emptied"),
        (change("Tổ 1", ""), "piece_emptied"),
    ],
)
def test_what_is_refused_and_why(made: TextChange, code: str) -> None:
    verdict = may_change(TEXT, made)
    assert [reason.code for reason in verdict.reasons] == [code]
    assert verdict.reasons[0].field == "after" and "{" not in verdict.reasons[0].text


def test_two_changes_may_touch_and_never_share_a_letter() -> None:
    first = change("Phần", "Phấn")
    assert codes(change("Phần đầu", "Quyết tâm"), first) == ["changes_overlap"]
    assert codes(change("đầu", "đấu"), first) == []
    assert "“Phần” thành “Phấn”" in may_change(TEXT, change("Phần đầu", "Quyết tâm"), [first]).text


def test_taking_words_out_takes_one_blank_along() -> None:
    def without(words: str) -> str:
        start = TEXT.index(words)
        made = change_at(TEXT, start, start + len(words), " ")
        assert made.after == "" and may_change(TEXT, made)
        return apply_changes(TEXT, [made])

    assert without("Phần đầu").split("\n")[1].startswith("trồng 500")
    assert without("500").split("\n")[1].startswith("Phần đầu trồng cây")
    assert without("cây").split("\n")[1].startswith("Phần đầu trồng 500, trồng")
    assert without("KẾ").split("\n")[0] == "HOẠCH"
    assert without("nhận:").split("\n")[-1] == "Nơi"
    last = TEXT.rindex("cây")
    assert "\tTrồng\n" in apply_changes(TEXT, [change_at(TEXT, last, last + 3, "")])


def test_what_is_typed_becomes_one_line_in_one_form() -> None:
    made = change_at(TEXT, 9, 17, "  Phâ\u0301n\u00a0 đấu\n", "vì  sai ")
    assert made == TextChange(9, 17, "Phần đầu", "Phấn đấu", "vì sai")
    assert codes(change_at(TEXT, 9, 17, "Phấn\u202eđấu")) == ["hidden_sign"]


def test_the_piece_of_a_place_and_its_surroundings() -> None:
    start = TEXT.index("Tổ 1")
    assert TEXT[slice(*piece_at(TEXT, start))] == "Tổ 1"
    assert TEXT[slice(*piece_at(TEXT, len(TEXT) - 1))] == "Nơi nhận:"
    around = surroundings(TEXT, TEXT.index("hoa"), TEXT.index("hoa") + 3, width=9)
    assert (around.line, around.ahead, around.behind) == (2, "…trồng ", " ở cả 4 …")
    assert surroundings(TEXT, start, start + 4).ahead == ""


def test_quoted_words_are_found_as_whole_words() -> None:
    assert [TEXT[slice(*span)] for span in places_of(TEXT, " trồng ")] == ["trồng", "trồng"]
    assert places_of(TEXT, "trồ") == [] and places_of(TEXT, "  ") == []
    assert len(places_of(TEXT, "500  cây,")) == 1


@pytest.mark.parametrize(
    ("before", "after", "stretch"),
    [
        ("Phần đầu trồng", "Phấn đấu trồng", ("Phần đầu", "Phấn đấu")),
        ("của của", "của", (" của", "")),
        ("thi đua", "thi đua yêu nước", ("đua", "đua yêu nước")),
        ("đua", "thi đua", ("đua", "thi đua")),
        ("một hai ba", "một 2 ba", ("hai", "2")),
        ("một hai", "", ("một hai", "")),
        ("a  b", "a b", ("a  ", "a ")),
    ],
)
def test_only_the_words_that_differ_are_touched(before: str, after: str, stretch: tuple[str, str]) -> None:
    start, end, words = changed_words(before, after)
    assert before[:start] + words + before[end:] == after
    assert (before[start:end].strip(), words.strip()) == (stretch[0].strip(), stretch[1].strip())


WORDS = st.text(alphabet="abđấ \n\t", min_size=1, max_size=40)


@given(st.text(alphabet="ab ", max_size=12), st.text(alphabet="ab ", max_size=12))
def test_a_stretch_always_gives_the_words_after(before: str, after: str) -> None:
    start, end, words = changed_words(before, after)
    assert before[:start] + words + before[end:] == after
    assert not before.strip() or before[start:end].strip()


@given(WORDS, st.data())
def test_places_move_with_their_letters(text: str, data: Any) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    changes = [TextChange(a, b, text[a:b], data.draw(st.text(alphabet="xy", max_size=4))) for a, b in spans]
    done = apply_changes(text, list(reversed(changes)))
    for at, letter in enumerate(text):
        inside = any(one.start <= at < one.end for one in changes)
        place = moved(at, changes)
        assert inside or done[place] == letter
        assert 0 <= place <= len(done)
    assert moved(len(text), changes) == len(done)


def test_a_change_of_other_words_is_no_change_of_this_text() -> None:
    with pytest.raises(ValueError, match="no 'KE'"):
        apply_changes(TEXT, [TextChange(0, 2, "KE", "")])
