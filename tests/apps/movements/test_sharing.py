"""A target is shared out: whole or not at all, locked, journalled, with the old value kept after the launch."""

from __future__ import annotations

import json
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders import a_unit, together
from cast import TODAY, standing_cast
from movement_builders import a_draft, a_launched, a_measure, a_plan, a_proposal, a_reading, a_target
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.mapping import target_items
from thidua.apps.movements.models import Share
from thidua.apps.movements.queries.sharing import share_table, shares_of_target
from thidua.apps.movements.queries.sheets import Sheets, assigned_table
from thidua.apps.movements.services import ShareRow, share_target
from thidua.apps.movements.services.sharing import shares_mark
from thidua.apps.plans.mapping import put_reading, reading_of
from thidua.core.movements.sheets import Part
from thidua.core.permits import Act, may


def a_counted(**changes: object) -> dict:
    """A plan whose first target is 120 households in all, its second 95 percent."""
    counted = a_measure("Hộ tham gia phân loại rác", value=120, unit="hộ")
    rate = a_measure("Tỷ lệ gia đình văn hóa", value=95, unit="%")
    targets = [a_target("(1)", "Hộ phân loại rác.", measures=[counted]), a_target("(2)", "Văn hóa.", measures=[rate])]
    return a_reading(targets=targets, **changes)


@pytest.fixture
def groups(cast):
    return [
        cast.group_one,
        *(a_unit(f"Tổ dân phố số {at}", kind="residential_group", parent=cast.ward) for at in (2, 3)),
    ]


@pytest.fixture
def draft(cast, now, groups):
    return a_draft(cast, now, plan=a_plan(cast, now, reading=a_counted()))


def measure_of(movement, number: int = 1) -> UUID:
    item = next(row for row in target_items(movement) if row["number"] == number)
    return UUID(item["measures"][0]["id"])


def give(cast, now, movement, values: dict, *, number: int = 1, who: str = "clerk", why: str = "", base=None):
    measure = measure_of(movement, number)
    mark = shares_mark(movement.shares.filter(item=measure)) if base is None else base
    rows = [ShareRow(unit.id, None if value is None else Decimal(value)) for unit, value in values.items()]
    return share_target(movement, measure, rows, base=mark, why=why, by=getattr(cast, who).actor, now=now, today=TODAY)


def refused_codes(act) -> list[tuple[str, str | None]]:
    with pytest.raises(Refused) as refused:
        act()
    return [(reason.code, reason.field) for reason in refused.value.verdict.reasons]


def values_of(movement) -> dict[str, Decimal]:
    return {row.unit.name: row.value for row in movement.shares.select_related("unit").filter(taken_back=False)}


def test_works_before_the_launch_and_is_journalled(cast, now, groups, draft):
    give(cast, now, draft, dict(zip(groups, (50, 40, 30), strict=True)))
    assert sorted(values_of(draft).values()) == [30, 40, 50]
    entry = Entry.objects.get(event="target.shared")
    told = json.loads(entry.content)["content"]
    assert (told["measure"], len(told["rows"])) == (str(measure_of(draft)), 3)
    assert list(verify_all()) == []


def test_twice_does_no_harm_and_writes_nothing_the_second_time(cast, now, groups, draft):
    for _ in range(2):
        give(cast, now, draft, dict(zip(groups, (50, 40, 30), strict=True)))
    assert Entry.objects.filter(event="target.shared").count() == 1


def test_what_does_not_add_up_is_refused_and_nothing_is_stored(cast, now, groups, draft):
    codes = refused_codes(lambda: give(cast, now, draft, dict(zip(groups, (50, 40, 29), strict=True))))
    assert codes == [("share_short", "total")]
    assert not Share.objects.exists()


def test_all_wrong_units_are_told_at_once(cast, now, groups, draft):
    codes = refused_codes(lambda: give(cast, now, draft, {cast.other_office: 60, cast.ward: 60}))
    assert codes == [("D35", f"value-{cast.other_office.id}"), ("D35", f"value-{cast.ward.id}")]
    measure = measure_of(draft)
    rows = [ShareRow(groups[0].id, Decimal(60)), ShareRow(groups[0].id, Decimal(60))]
    act = lambda: share_target(draft, measure, rows, base=shares_mark([]), by=cast.clerk.actor, now=now, today=TODAY)  # noqa: E731
    assert refused_codes(act) == [("D34", f"value-{groups[0].id}")]


def test_an_unknown_measure_is_refused(cast, now, draft):
    act = lambda: share_target(draft, uuid4(), [], base=shares_mark([]), by=cast.clerk.actor, now=now, today=TODAY)  # noqa: E731
    assert refused_codes(act) == [("D35", None)]


@pytest.mark.parametrize("who", ["chair", "admin", "head", "officer", "city_officer", "stranger"])
def test_refuses_everybody_but_the_clerks(cast, now, groups, draft, who):
    assert refused_codes(lambda: give(cast, now, draft, {groups[0]: 120}, who=who)) == [("no_permit", None)]
    assert not may(getattr(cast, who).actor, Act.TARGET_SHARE, commune=cast.ward.id)


def test_refuses_while_somebody_else_has_to_confirm_and_after_the_end(cast, now, groups):
    movement = a_proposal(cast, now, plan=a_plan(cast, now, reading=a_counted()))
    assert refused_codes(lambda: give(cast, now, movement, {groups[0]: 120})) == [("proposed", None)]
    services.launch_movement(movement, by=cast.chair.actor, now=now, today=TODAY)
    movement = services.close_movement(movement, by=cast.clerk.actor, now=now)
    assert refused_codes(lambda: give(cast, now, movement, {groups[0]: 120})) == [("closed", None)]


def test_an_older_page_is_refused_and_the_newer_table_stays(cast, now, groups, draft):
    give(cast, now, draft, {groups[0]: 120})
    codes = refused_codes(lambda: give(cast, now, draft, {groups[1]: 120}, base=shares_mark([])))
    assert codes == [("D30", None)]
    assert values_of(draft) == {groups[0].name: 120}


def test_before_the_launch_a_share_that_is_left_out_goes(cast, now, groups, draft):
    give(cast, now, draft, {groups[0]: 60, groups[1]: 60})
    give(cast, now, draft, {groups[1]: 120})
    assert Share.objects.get().unit == groups[1]


def test_a_unit_with_a_share_takes_part_and_sees_it_on_its_sheet(cast, now, groups, draft):
    draft.matchings.all().delete()
    give(cast, now, draft, {groups[1]: 120})
    services.propose_launch(draft, by=cast.clerk.actor, now=now)
    movement = services.launch_movement(draft, by=cast.chair.actor, now=now, today=TODAY)
    assert groups[1].id in set(movement.participants.values_list("unit_id", flat=True))
    (share,) = Sheets(movement, TODAY).of(groups[1]).shares
    assert (share.number, share.words, share.common) == (1, "từ 120 hộ trở lên", "từ 120 hộ trở lên")
    assert Sheets(movement, TODAY).of(groups[0]).shares == []


def test_after_the_launch_a_change_asks_why_and_keeps_what_was(cast, now, groups):
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=a_counted()))
    give(cast, now, movement, {groups[0]: 60, groups[1]: 60})
    services.propose_launch(movement, by=cast.clerk.actor, now=now)
    movement = services.launch_movement(movement, by=cast.chair.actor, now=now, today=TODAY)
    changed = {groups[0]: 80, groups[2]: 40}
    assert refused_codes(lambda: give(cast, now, movement, changed)) == [("D01", "why")]
    assert refused_codes(lambda: give(cast, now, movement, changed, why="x" * 301)) == [("D03", "why")]
    give(cast, now, movement, changed, why="Tổ 2 bàn giao hộ cho tổ 3")
    kept = movement.shares.get(unit=groups[0])
    assert (kept.value, kept.was, kept.changed_by) == (80, 60, cast.clerk.person.id)
    gone = movement.shares.get(unit=groups[1])
    assert (gone.taken_back, gone.was, gone.why) == (True, 60, "Tổ 2 bàn giao hộ cho tổ 3")
    assert values_of(movement) == {groups[0].name: 80, groups[2].name: 40}
    assert groups[2].id in set(movement.participants.values_list("unit_id", flat=True))
    told = json.loads(Entry.objects.filter(event="target.shared").latest("seq").content)["content"]
    assert told["why"] == "Tổ 2 bàn giao hộ cho tổ 3"
    give(cast, now, movement, {groups[0]: 80, groups[2]: 40}, why="")


def test_a_rate_is_given_to_each_and_does_not_add_up(cast, now, groups, draft):
    give(cast, now, draft, {groups[0]: 97, groups[1]: 95}, number=2)
    table = share_table(draft, 2, None, TODAY)
    assert [row.value for row in table.shares.values()] == [97, 95]
    item = next(row for row in target_items(draft) if row["number"] == 2)
    (given,) = shares_of_target(draft, UUID(item["id"]), item["measures"])
    assert (given.total, [told for _row, told in given.rows]) == ("", ["từ 97% trở lên", "từ 95% trở lên"])


def test_a_level_corrected_after_sharing_is_told_before_the_launch(cast, now, groups, draft):
    give(cast, now, draft, {groups[0]: 120})
    version = draft.plan.versions.get()
    reading = reading_of(version)
    reading["targets"][0]["measures"][0]["value"] = 150
    put_reading(version, reading)
    version.save()
    codes = {reason.code: reason.text for reason in queries.launch_view(draft, TODAY).verdict.reasons}
    assert codes["shares_off"].endswith("chỉ tiêu 1.")
    reading["targets"] = reading["targets"][1:]
    put_reading(version, reading)
    version.save()
    services.draft_movement(draft.plan, by=cast.clerk.actor, now=now, today=TODAY)
    assert not Share.objects.exists()


def test_a_level_changed_after_the_launch_is_told_beside_the_shares(cast, now, groups, draft):
    give(cast, now, draft, {groups[0]: 120})
    item = target_items(draft)[0]
    assert shares_of_target(draft, UUID(item["id"]), item["measures"])[0].off == ""
    raised = [item["measures"][0] | {"value": 150}]
    assert "còn 30 hộ chưa giao" in shares_of_target(draft, UUID(item["id"]), raised)[0].off


def test_the_sheet_before_the_launch_is_the_sheet_after_it(cast, now, groups, draft):
    give(cast, now, draft, dict(zip(groups, (50, 40, 30), strict=True)))
    units = [cast.economy, cast.office, *groups]
    before = [Sheets(draft, TODAY).of(unit).sheet for unit in units]
    table = assigned_table(draft)
    services.propose_launch(draft, by=cast.clerk.actor, now=now)
    movement = services.launch_movement(draft, by=cast.chair.actor, now=now, today=TODAY)
    assert [Sheets(movement, TODAY).of(unit).sheet for unit in units] == before
    assert assigned_table(movement).targets == table.targets
    sheet = before[0]
    assert [line.number for line in sheet.parts[Part.LEADS]] == [1, 2]
    assert before[1].parts[Part.REPORTS][0].due_on.isoformat() == "2026-12-14"


def test_sheets_ask_as_often_for_many_duties_as_for_few(cast, now):
    def asked(count: int) -> int:
        rows = [a_target(f"({count}/{at})", f"Việc số {at}.") for at in range(count)]
        title = f"Kế hoạch {count}"
        movement = a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(targets=rows), title=title))
        with CaptureQueriesContext(connection) as context:
            sheets = Sheets(movement, TODAY)
            assert len(sheets.of(cast.economy).parts[Part.LEADS]) == count
        return len(context)

    few = asked(2)
    assert asked(60) == few
    print(f"queries of a sheet: {few}")


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_leave_one_whole_table(now):
    cast = standing_cast()
    second = a_unit("Tổ dân phố số 2", kind="residential_group", parent=cast.ward)
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=a_counted()))
    came = together(
        lambda: give(cast, now, movement, {cast.group_one: 120}, base=shares_mark([])),
        lambda: give(cast, now, movement, {second: 120}, who="second_clerk", base=shares_mark([])),
    )
    assert sum(isinstance(one, Refused) for one in came) == 1
    assert len(values_of(movement)) == 1
    assert Entry.objects.filter(event="target.shared").count() == 1
    assert list(verify_all()) == []
