"""Acts on the lists of a reading: each in the journal, each taken back, none over the work of somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements.models import Assignment
from thidua.apps.movements.services import draft_movement
from thidua.apps.plans import queries, services
from thidua.apps.plans.services import Passage
from thidua.apps.plans.services.reshaping import MOST_UNDOABLE
from thidua.core.plans.corrections import pieces_of

PAPER = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
KẾ HOẠCH
Phát động thi đua hè năm 2026

II. CHỈ TIÊU
(1) Tỷ lệ hộ có thùng rác riêng đạt 92%; trồng mới 350 cây bàng; duy trì 04 ngõ hoa.
(2) Mở 3 lớp dạy bơi.
(3) Sơn lại 12 cầu tàu.

III. NHIỆM VỤ
1. Dọn 100% bến đò trước mùa mưa.

IV. TỔ CHỨC THỰC HIỆN
Báo cáo kết quả về phường trước ngày 05/12/2026.
"""


@pytest.fixture
def plan(cast: Any, now: Any) -> Any:
    return services.file_plan(PAPER.encode(), "he.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan


@pytest.fixture
def clerk(cast: Any, now: Any) -> dict[str, Any]:
    return {"by": cast.clerk.actor, "now": now}


def reading(plan: Any) -> Any:
    return queries.reading(queries.current_version(plan))


def split(plan: Any, clerk: Any, form: Any = "targets", **more: Any) -> Any:
    item = reading(plan)["targets"][0]
    cuts = [piece.start for piece in pieces_of(reading(plan), "targets/0") if piece.cut]
    return services.split_plan_target(plan, item["id"], cuts, form, **({"base": item["text"]} | clerk | more))


def test_a_split_is_journalled_and_taken_back(plan: Any, clerk: Any) -> None:
    before = reading(plan)
    done = split(plan, clerk)
    after = reading(plan)
    assert len(done.items) == 3 and [row["id"] for row in after["targets"][:3]] == list(done.items)
    assert after["targets"][0]["id"] == before["targets"][0]["id"]
    assert Entry.objects.get(event="plan.items_reshaped").subject == plan.pk
    services.undo_plan_act(plan, done.token, **clerk)
    assert reading(plan)["targets"] == before["targets"]
    with pytest.raises(Refused, match="hoàn tác rồi"):
        services.undo_plan_act(plan, done.token, **clerk)
    assert not list(verify_all())


def test_an_act_is_not_taken_back_over_the_work_of_another(plan: Any, clerk: Any, cast: Any) -> None:
    done = split(plan, clerk)
    typed = {"text": "Trồng 400 cây bàng"}
    services.correct_plan_item(plan, done.items[1], typed, {}, by=cast.second_clerk.actor, now=clerk["now"])
    with pytest.raises(Refused, match="sửa tiếp"):
        services.undo_plan_act(plan, done.token, **clerk)
    assert reading(plan)["targets"][1]["text"] == "Trồng 400 cây bàng"


def test_what_somebody_changed_meanwhile_is_not_split_unseen(plan: Any, clerk: Any, cast: Any) -> None:
    item = reading(plan)["targets"][0]
    typed = {"text": "Một chuyện khác; và một chuyện nữa."}
    services.correct_plan_item(plan, item["id"], typed, {}, by=cast.second_clerk.actor, now=clerk["now"])
    with pytest.raises(Refused, match="Lê Minh Tâm vừa sửa mục này thành “Một chuyện khác") as refused:
        split(plan, clerk, base=item["text"])
    assert "thùng rác" in str(refused.value)
    with pytest.raises(Refused, match="Lê Minh Tâm"):
        services.move_plan_item(plan, item["id"], "tasks", base=item["text"], **clerk)
    with pytest.raises(Refused, match="Lê Minh Tâm"):
        services.remove_plan_item(plan, item["id"], base=item["text"], **clerk)
    with pytest.raises(Refused, match="Lê Minh Tâm"):
        services.merge_plan_targets(plan, item["id"], base=item["text"] + "Mở 3 lớp dạy bơi.", **clerk)
    assert len(reading(plan)["targets"]) == 3


def test_neighbours_are_merged_and_taken_back(plan: Any, clerk: Any) -> None:
    before = reading(plan)["targets"]
    shown = before[1]["text"] + before[2]["text"]
    done = services.merge_plan_targets(plan, before[1]["id"], base=shown, **clerk)
    assert [row["text"] for row in reading(plan)["targets"][1:]] == ["Mở 3 lớp dạy bơi. Sơn lại 12 cầu tàu."]
    services.undo_plan_act(plan, done.token, **clerk)
    assert reading(plan)["targets"] == before


def test_parts_are_joined_again(plan: Any, clerk: Any) -> None:
    before = reading(plan)["targets"][0]
    split(plan, clerk, form="parts")
    assert [part["label"] for part in reading(plan)["targets"][0]["sub_targets"]] == ["1.1", "1.2", "1.3"]
    services.join_plan_parts(plan, before["id"], base=before["text"], **clerk)
    assert reading(plan)["targets"][0] == before


def test_a_task_becomes_a_target_and_keeps_its_id(plan: Any, clerk: Any) -> None:
    task = reading(plan)["tasks"][0]
    done = services.move_plan_item(plan, task["id"], "targets", base=task["text"], **clerk)
    assert done.items == (task["id"],)
    assert reading(plan)["targets"][3]["measures"][0]["value"] == 100
    services.undo_plan_act(plan, done.token, **clerk)
    assert reading(plan)["tasks"][0] == task


def test_marked_words_become_an_item(plan: Any, clerk: Any) -> None:
    text = queries.current_version(plan).text
    start = text.index("Dọn 100%")
    passage = Passage(1, start, start + len("Dọn 100% bến đò"))
    done = services.mark_plan_passage(plan, "targets", passage, **clerk)
    assert reading(plan)["targets"][3]["id"] == done.items[0]
    assert Entry.objects.filter(event="plan.item_added").count() == 1
    with pytest.raises(Refused, match="đã có trong danh sách"):
        services.mark_plan_passage(plan, "targets", passage, **clerk)
    with pytest.raises(Refused, match="bản mới"):
        services.mark_plan_passage(plan, "tasks", Passage(7, start, start + 9), **clerk)


def test_a_removed_item_comes_back(plan: Any, clerk: Any) -> None:
    before = reading(plan)
    done = services.remove_plan_item(plan, before["deadlines"][0]["id"], **clerk)
    assert done and reading(plan)["deadlines"] == []
    assert services.remove_plan_item(plan, before["deadlines"][0]["id"], **clerk) is None
    services.undo_plan_act(plan, done.token, **clerk)
    assert reading(plan)["deadlines"] == before["deadlines"]


def test_only_the_last_acts_can_be_taken_back(plan: Any, clerk: Any) -> None:
    first = split(plan, clerk).token
    for number in range(MOST_UNDOABLE):
        services.add_plan_item(plan, "channels", {"name": f"Loa ngõ số {number}"}, **clerk)
    with pytest.raises(Refused, match="đã lâu"):
        services.undo_plan_act(plan, first, **clerk)


@pytest.mark.parametrize("who", ["chair", "officer", "admin", "stranger"])
def test_others_reshape_nothing(plan: Any, cast: Any, now: Any, who: str) -> None:
    by = {"by": getattr(cast, who).actor, "now": now}
    item = reading(plan)["targets"][0]["id"]
    acts = [
        lambda: split(plan, by),
        lambda: services.merge_plan_targets(plan, item, base=None, **by),
        lambda: services.join_plan_parts(plan, item, base=None, **by),
        lambda: services.move_plan_item(plan, item, "tasks", base=None, **by),
        lambda: services.mark_plan_passage(plan, "tasks", Passage(1, 0, 40), **by),
        lambda: services.undo_plan_act(plan, "x", **by),
        lambda: services.confirm_figure(plan, f"{item}:value", "92", **by),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.reasons[0].code == "no_permit"


def test_parts_of_a_target_stay_with_its_unit(plan: Any, clerk: Any, cast: Any) -> None:
    services.check_plan_done(plan, **clerk)
    today = clerk["now"].date()
    movement = draft_movement(plan, today=today, **clerk)
    whole = reading(plan)["targets"][0]["id"]
    Assignment.objects.filter(movement=movement, item=whole).update(owner=cast.economy)
    done = split(plan, clerk)
    draft_movement(plan, today=today, **clerk)
    owners = dict(Assignment.objects.filter(movement=movement, kind="target").values_list("item", "owner"))
    assert {owners[row] for row in owners if str(row) in done.items} == {cast.economy.pk}
    assert len(owners) == 5
    services.undo_plan_act(plan, done.token, **clerk)
    draft_movement(plan, today=today, **clerk)
    assert Assignment.objects.filter(movement=movement, kind="target").count() == 3


@pytest.fixture
def scanned(plan: Any) -> Any:
    """The same paper, as a machine would have read it from a picture."""
    version = queries.current_version(plan)
    version.reading = version.reading.replace('"ocr": false', '"ocr": true')
    version.save()
    return plan


def figures(plan: Any) -> Any:
    return queries.figures_to_confirm(queries.current_version(plan), reading(plan))


def test_figures_of_a_scan_are_confirmed_one_by_one(scanned: Any, clerk: Any) -> None:
    with pytest.raises(Refused, match="số liệu chưa xác nhận") as refused:
        services.check_plan_done(scanned, **clerk)
    every = figures(scanned)
    assert refused.value.verdict.reasons[0].params["left"] == len(every) and not any(row.by for row in every)
    for row in every:
        services.confirm_figure(scanned, row.figure.key, row.figure.value, **clerk)
        services.confirm_figure(scanned, row.figure.key, row.figure.value, **clerk)
    assert Entry.objects.filter(event="plan.figure_confirmed").count() == len(every)
    assert {row.by for row in figures(scanned)} == {clerk["by"].name}
    assert services.check_plan_done(scanned, **clerk).state == "checked"


def test_a_confirmed_figure_that_changes_is_asked_about_again(scanned: Any, clerk: Any, cast: Any) -> None:
    figure = next(row.figure for row in figures(scanned) if row.figure.value == "350")
    with pytest.raises(Refused, match="350") as refused:
        services.confirm_figure(scanned, figure.key, "320", **clerk)
    assert refused.value.verdict.reasons[0].code == "figure_changed"
    services.confirm_figure(scanned, figure.key, "350", **clerk)
    other = {"by": cast.second_clerk.actor, "now": clerk["now"]}
    services.correct_plan_item(scanned, figure.item, {"value": "360"}, {}, **other)
    row = next(row for row in figures(scanned) if row.figure.key == figure.key)
    assert (row.figure.value, row.by) == ("360", "Lê Minh Tâm")
    with pytest.raises(Refused, match="Lê Minh Tâm vừa ghi “360”; anh/chị đang xác nhận “350”"):
        services.confirm_figure(scanned, figure.key, "350", **clerk)
    services.correct_plan(scanned, figure.item, "value", "361", base="360", **clerk)
    assert next(row for row in figures(scanned) if row.figure.key == figure.key).by == ""


def test_a_kept_finding_is_not_kept_otherwise_unseen(plan: Any, clerk: Any, cast: Any) -> None:
    key = queries.findings_of(queries.current_version(plan), reading(plan), None)[0].key
    services.keep_finding(plan, key, "Đúng như bản ký", by=cast.second_clerk.actor, now=clerk["now"])
    with pytest.raises(Refused, match="Lê Minh Tâm vừa giữ nguyên điều này: “Đúng như bản ký”"):
        services.keep_finding(plan, key, "Chưa rõ", **clerk)
    services.keep_finding(plan, key, "Chưa rõ", over="Đúng như bản ký", **clerk)
    assert queries.current_version(plan).kept[key]["why"] == "Chưa rõ"
