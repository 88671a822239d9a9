"""What a person made of a reading goes along when only words of the paper are changed."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from thidua.core.papers.text_changes import TextChange, apply_changes, moved
from thidua.core.plans.contract import dumps
from thidua.core.plans.corrections import add_item, correct, remove_item
from thidua.core.plans.identity import carry_checked, name_items
from thidua.core.plans.reading import read_plan
from thidua.core.viet.text import nfc

PAPERS = sorted((Path(__file__).parents[2] / "papers").glob("*/*.txt"))[::6]
TEXT = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
KẾ HOẠCH
Phát động thi đua năm 2026
I. CHỈ TIÊU
(1) Phần đầu trồng 1.200 cây bóng mát ven sông.
(2) Có 95% hộ dân phân loại rác tại nhà.
(3) Mở 12 điểm đọc sách ở các tổ dân phố.
II. TỔ CHỨC THỰC HIỆN
Các đơn vị báo cáo kết quả trước ngày 05/12/2026.
"""
SLIP = TextChange(TEXT.index("Phần"), TEXT.index("Phần") + 8, "Phần đầu", "Quyết tâm phấn đấu")


def named(text: str) -> Any:
    numbers = count()
    return name_items(read_plan(text), lambda: f"id-{next(numbers)}")


def carried(checked: Any, *changes: TextChange, text: str = TEXT) -> Any:
    anew = read_plan(apply_changes(text, changes))
    return carry_checked(read_plan(text), checked, anew, lambda place: moved(place, changes))


@pytest.mark.parametrize("path", PAPERS, ids=[path.stem for path in PAPERS])
def test_a_reading_that_nobody_touched_is_what_the_machine_reads(path: Path) -> None:
    text = nfc(path.read_text(encoding="utf-8"))
    assert dumps(carried(named(text), text=text)) == dumps(read_plan(text))


def test_a_corrected_value_stays_and_the_changed_words_are_new() -> None:
    checked, verdict = correct(named(TEXT), "targets/1/measures/0", "metric", "hộ phân loại rác")
    assert verdict
    made = carried(checked, SLIP)
    assert made["targets"][1]["measures"][0]["metric"] == "hộ phân loại rác"
    assert made["targets"][0]["text"].startswith("Quyết tâm phấn đấu")
    assert made["targets"][1]["source"] == read_plan(apply_changes(TEXT, [SLIP]))["targets"][1]["source"]


def test_where_both_changed_the_paper_is_true() -> None:
    checked, _ = correct(named(TEXT), "targets/0", "text", "Phần đầu trồng 1.200 cây bóng mát ở bờ sông.")
    assert carried(checked, SLIP)["targets"][0]["text"].startswith("Quyết tâm phấn đấu")


def test_what_was_taken_out_stays_out_and_what_was_added_moves_along() -> None:
    checked, verdict = remove_item(named(TEXT), "targets/2")
    assert verdict
    checked, verdict = add_item(checked, "targets", text="Giữ sạch ba bến đò trong phường.", label="(4)")
    assert verdict
    start = TEXT.index("Các đơn vị")
    checked["targets"][-1] |= {"id": "own", "source": {"lines": [9, 9], "chars": [start, start + 10]}}
    made = carried(checked, SLIP)
    assert [row["label"] for row in made["targets"]] == ["(1)", "(2)", "(4)"]
    first, last = made["targets"][-1]["source"]["chars"]
    assert apply_changes(TEXT, [SLIP])[first:last] == "Các đơn vị"
    assert made["targets"][-1]["source"]["lines"] == [9, 9]


def test_what_the_new_words_add_is_read() -> None:
    row = TextChange(TEXT.index("Mở 12"), TEXT.index("Mở 12") + 5, "Mở 12", "Mở 15")
    made = carried(named(TEXT), row)
    assert made["targets"][2]["measures"][0]["value"] == 15
