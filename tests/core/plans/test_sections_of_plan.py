"""In which numbered part of a plan a line stands."""

from __future__ import annotations

import pytest

from thidua.core.plans.places import Sections

TEXT = "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Một\nchữ\n2) Hai\nII/ CHỈ TIÊU\nchữ\n15 tổ dân phố\nVIệc nhỏ"


@pytest.mark.parametrize(
    ("line", "told"),
    [(1, "dòng 1"), (2, "mục I"), (4, "mục I.1"), (5, "mục I.2"), (7, "mục II"), (8, "mục II"), (9, "mục II")],
)
def test_the_heading_above_a_line_names_it(line, told):
    assert Sections(TEXT).of({"source": {"lines": [line, line], "chars": [0, 1]}}) == told


def test_what_was_added_by_hand_stands_nowhere():
    assert Sections(TEXT).of({}) == ""
    assert Sections("").of({"source": {"lines": [9, 9]}}) == "dòng 9"
