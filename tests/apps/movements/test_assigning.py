"""Before the launch: the draft follows the reading, the table is stored whole or not at all."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders import a_unit
from cast import TODAY
from movement_builders import a_draft, a_file, a_launched, a_measure, a_plan, a_proposal, a_reading, a_target, an_id
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Assignment, Movement
from thidua.apps.movements.queries.assigning import assign_view
from thidua.apps.movements.services import AssignmentRow, AssignmentTable
from thidua.apps.people.models import Account
from thidua.apps.plans.mapping import put_reading
from thidua.apps.plans.models import Plan
from thidua.apps.units.services import UnitParticulars, merge_units
from thidua.core.actors import program
from thidua.core.permits import Act, may

FIRST = UUID(an_id("(1)"))


def reasons(refused) -> dict[str, str]:
    return {reason.code: reason.field or "" for reason in refused.value.verdict.reasons}


def table(movement, *rows, **changes):
    head = {"name": movement.name, "kind": movement.kind, "starts_on": movement.starts_on, "ends_on": movement.ends_on}
    return AssignmentTable(**({"rows": rows, "matched": {}, "base": movement.revision} | head | changes))


def save(cast, now, movement, *rows, **changes):
    sent = table(movement, *rows, **changes)
    return services.save_assignments(movement, sent, by=cast.clerk.actor, now=now, today=TODAY)


def test_a_draft_takes_its_head_from_the_reading(cast, now):
    movement = a_draft(cast, now)
    assert (movement.name, movement.kind, movement.state) == ("Thi đua yêu nước năm 2026", "annual", "draft")
    assert (movement.starts_on, movement.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_draft_suggests_and_gives_nobody_anything(cast, now):
    led = a_target("(1)", "Trường học sạch đẹp.", lead=["Trường Tiểu học Bến Ngọc"], support=["Phòng Văn hóa - Xã hội"])
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=a_reading(targets=[led])))
    Assignment.objects.all().delete()
    services.draft_movement(movement.plan, by=cast.clerk.actor, now=now, today=TODAY)
    row = movement.assignments.get()
    assert (row.owner, list(row.supporters.all())) == (None, [])
    found = assign_view(movement, TODAY).suggestions[FIRST]
    assert (found.unit, found.sure, found.supporters) == (cast.school.id, True, (cast.office.id,))


def test_last_years_owner_is_suggested_and_its_successor_when_it_has_ended(cast, now):
    before = a_launched(cast, now, plan=a_plan(cast, now, reading=year("2026/")))
    before.targets.filter(number=2).update(owner=cast.school)
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=year("2027/"), title="Thi đua 2027"), owned=False)
    second = assign_view(movement, TODAY).targets[1].goal.id
    found = assign_view(movement, TODAY).suggestions[second]
    assert (found.unit, found.sure) == (cast.school.id, True)
    assert "Năm trước" in found.reasons[0].text
    new = merge_units([cast.school, cast.group_one], UnitParticulars("school", "Trường Liên cấp", "", date(2026, 3, 1)),
                      on=date(2026, 3, 1), by=program(), now=now)  # fmt: skip
    assert assign_view(movement, TODAY).suggestions[second].unit == new.id


def year(label: str) -> dict:
    """A plan of two targets that comes again each year with other ids."""
    money, families = a_measure("Thu ngân sách"), a_measure("Tỷ lệ gia đình văn hóa", value=95, unit="%")
    targets = [
        a_target(f"{label}1", "Thu ngân sách đạt 120 tỷ đồng.", measures=[money]),
        a_target(f"{label}2", "Gia đình văn hóa đạt 95%.", measures=[families]),
    ]
    return a_reading(targets=targets)


def test_the_officer_of_a_unit_is_the_one_who_reports_and_accounts_are_told(cast, now):
    view = assign_view(a_draft(cast, now), TODAY)
    assert view.usual_officer(cast.economy.id).name == "Phạm Thu Lan"
    assert view.usual_officer(cast.group_one.id) is None
    Account.objects.filter(person=cast.officer.person).update(is_active=False)
    view = assign_view(a_draft(cast, now, plan=Plan.objects.get()), TODAY)
    assert view.usual_officer(cast.economy.id).name == "Ngô Đức Kinh"
    assert [one.has_account for one in view.staff[cast.economy.id]] == [True, False]


def task_reading(**more: object) -> dict:
    task = {"id": an_id("task"), "text": "Mở lớp dạy bơi cho thiếu nhi.", "due": "2026-06", "product": "04 lớp"}
    return a_reading(tasks=[task | more])


def test_a_task_has_a_line_with_its_day_and_product(cast, now):
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=task_reading()), owned=False)
    row = movement.assignments.get(kind="task")
    assert (row.due_on, row.product, row.owner) == (date(2026, 6, 30), "04 lớp", None)
    sent = AssignmentRow(row.item, cast.school.id, None, (cast.office.id,), date(2026, 5, 29), "06 lớp")
    save(cast, now, movement, sent)
    row.refresh_from_db()
    assert (row.owner, row.due_on, row.product) == (cast.school, date(2026, 5, 29), "06 lớp")
    told = json.loads(Entry.objects.filter(event="target.assigned").latest("seq").content)["content"]["rows"][0]
    assert (told["due_on"], told["product"]) == ("2026-05-29", "06 lớp")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"due_on": date(2027, 1, 1)}, "D15"), ({"due_on": date(2025, 12, 31)}, "D15"), ({"product": "x" * 301}, "D03")],
)
def test_a_day_outside_the_movement_and_a_long_product_are_told_at_the_line(cast, now, changes, code):
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=task_reading()), owned=False)
    item = movement.assignments.get(kind="task").item
    with pytest.raises(Refused) as refused:
        save(cast, now, movement, AssignmentRow(item, cast.school.id, **changes))
    assert reasons(refused) == {code: f"{'due' if code == 'D15' else 'product'}-{item}"}


def test_a_launch_gives_assigned_tasks_with_their_days_and_leaves_the_rest(cast, now):
    other = {"id": an_id("other"), "text": "Việc chưa giao cho ai."}
    reading = task_reading() | {"tasks": [*task_reading()["tasks"], other]}
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=reading))
    movement.assignments.filter(kind="task", item=an_id("other")).update(owner=None)
    movement.assignments.get(item=an_id("task")).supporters.add(cast.office)
    facts = queries.launch_view(movement, TODAY)
    assert "1 nhiệm vụ trong kế hoạch chưa giao" in facts.verdict.text
    services.propose_launch(movement, by=cast.clerk.actor, now=now)
    services.launch_movement(movement, by=cast.chair.actor, now=now, today=TODAY)
    duties = movement.duties.filter(item=an_id("task")).order_by("ordinal")
    assert [(row.unit, row.role, row.product) for row in duties] == [
        (cast.economy, "lead", "04 lớp"), (cast.office, "coordinate", "04 lớp"),
    ]  # fmt: skip
    assert {row.deadline.due_on for row in duties} == {date(2026, 6, 30)}
    assert not movement.duties.filter(item=an_id("other")).exists()


def test_the_page_asks_as_often_for_sixty_targets_as_for_two(cast, now):
    def asked(count: int) -> int:
        targets = [a_target(f"({count}.{at})", f"Việc số {at} của năm.") for at in range(count)]
        plan = a_plan(cast, now, reading=a_reading(targets=targets), title=f"Kế hoạch {count}")
        movement = a_draft(cast, now, plan=plan)
        for row in movement.assignments.all():
            row.supporters.add(cast.school)
        with CaptureQueriesContext(connection) as context:
            assert len(assign_view(movement, TODAY).targets) == count
        return len(context)

    few = asked(2)
    for at in range(40):
        a_unit(f"Tổ dân phố số {at + 10}", kind="residential_group", parent=cast.ward)
    assert asked(60) == few
    print(f"queries of the page of assigning: {few}")


def test_a_class_of_units_stands_for_all_of_its_kind(cast, now):
    movement = a_draft(cast, now)
    matched = {row.printed: [unit.name for unit in row.units.all()] for row in movement.matchings.all()}
    assert matched == {"Phòng Văn hóa - Xã hội": [cast.office.name], "Các tổ dân phố": [cast.group_one.name]}


def test_drafting_again_follows_the_reading_and_keeps_what_was_chosen(cast, now):
    movement = a_draft(cast, now)
    version = movement.plan.versions.get()
    reading = a_reading(targets=[*a_reading()["targets"][:1], a_target("(9)", "Thêm một chỉ tiêu.")])
    put_reading(version, reading)
    version.save()
    again = services.draft_movement(movement.plan, by=cast.clerk.actor, now=now, today=TODAY)
    assert again.pk == movement.pk
    owners = dict(movement.assignments.values_list("item", "owner"))
    assert set(owners) == {FIRST, UUID(an_id("(9)"))}
    assert owners[FIRST] == cast.economy.id


def test_works(cast, now):
    movement = a_draft(cast, now)
    row = AssignmentRow(FIRST, cast.economy.id, cast.officer.person.id, (cast.school.id,))
    matching = movement.matchings.get(printed="Các tổ dân phố")
    after = save(cast, now, movement, row, matched={matching.id: [cast.school.id]}, name="Tên mới")
    stored = movement.assignments.get(item=FIRST)
    assert (stored.owner, stored.officer) == (cast.economy, cast.officer.person)
    assert list(stored.supporters.all()) == [cast.school]
    assert (after.name, after.revision > movement.revision) == ("Tên mới", True)
    matching.refresh_from_db()
    assert matching.confirmed
    assert list(matching.units.all()) == [cast.school]


def test_saving_the_same_again_writes_nothing(cast, now):
    movement = a_draft(cast, now)
    row = AssignmentRow(FIRST, cast.economy.id)
    after = save(cast, now, movement, row, name="Tên mới")
    entries = Entry.objects.count()
    same = save(cast, now, after, row, name="Tên mới")
    assert (same.revision, Entry.objects.count()) == (after.revision, entries)


def test_a_target_added_since_the_page_was_made_keeps_what_was_sent(cast, now):
    movement = a_draft(cast, now)
    version = movement.plan.versions.get()
    put_reading(version, a_reading(targets=[*a_reading()["targets"], a_target("(4)", "Chỉ tiêu thêm.")]))
    version.save()
    save(cast, now, movement, AssignmentRow(UUID(an_id("(4)")), cast.school.id))
    assert movement.assignments.get(item=an_id("(4)")).owner == cast.school


def test_an_older_page_is_refused_and_nothing_is_written(cast, now):
    movement = a_draft(cast, now)
    save(cast, now, movement, AssignmentRow(FIRST, cast.school.id))
    with pytest.raises(Refused) as refused:
        save(cast, now, movement, AssignmentRow(FIRST, cast.office.id))
    assert reasons(refused) == {"D30": ""}
    assert movement.assignments.get(item=FIRST).owner == cast.school


def test_a_unit_has_one_part_in_a_target(cast, now):
    movement = a_draft(cast, now)
    with pytest.raises(Refused) as refused:
        save(cast, now, movement, AssignmentRow(FIRST, cast.school.id, None, (cast.school.id,)))
    assert reasons(refused) == {"D26": f"owner-{FIRST}"}


@pytest.mark.parametrize("foreign", ["other_office", "nobody"])
def test_a_unit_of_another_ward_is_refused(cast, now, foreign):
    unit = uuid4() if foreign == "nobody" else cast.other_office.id
    with pytest.raises(Refused) as refused:
        save(cast, now, a_draft(cast, now), AssignmentRow(FIRST, unit))
    assert reasons(refused) == {"D35": f"owner-{FIRST}"}


@pytest.mark.parametrize("who", ["stranger", "school_officer"])
def test_the_named_officer_belongs_to_the_owner(cast, now, who):
    person = getattr(cast, who).person.id
    with pytest.raises(Refused) as refused:
        save(cast, now, a_draft(cast, now), AssignmentRow(FIRST, cast.economy.id, person))
    assert reasons(refused) == {"D35": f"officer-{FIRST}"}


def test_all_parts_are_told_together_and_none_is_stored(cast, now):
    movement = a_draft(cast, now)
    wrong = AssignmentRow(FIRST, cast.school.id, None, (cast.school.id,))
    matching = movement.matchings.get(printed="Các tổ dân phố")
    with pytest.raises(Refused) as refused:
        save(cast, now, movement, wrong, name=" ", ends_on=date(2025, 1, 1), matched={matching.id: []})
    assert set(reasons(refused)) == {"D26", "D01", "D15"}
    matching.refresh_from_db()
    assert not matching.confirmed
    assert Movement.objects.get(pk=movement.pk).name == movement.name


def test_a_name_of_ten_thousand_letters_is_refused(cast, now):
    with pytest.raises(Refused) as refused:
        save(cast, now, a_draft(cast, now), name="a" * 10_000)
    assert reasons(refused) == {"D03": "name"}


def test_refuses_at_the_wrong_step(cast, now):
    movement = a_proposal(cast, now)
    with pytest.raises(Refused) as refused:
        save(cast, now, movement, AssignmentRow(FIRST, cast.school.id))
    assert "wrong_step" in reasons(refused)


def test_the_list_and_the_permits_agree_on_who_may(cast, now):
    movement = a_draft(cast, now)
    for name, member in cast.members().items():
        allowed = bool(may(member.actor, Act.MOVEMENT_ASSIGN, commune=cast.ward.id))
        sent = table(Movement.objects.get(pk=movement.pk), AssignmentRow(FIRST, cast.school.id))
        if allowed:
            services.save_assignments(movement, sent, by=member.actor, now=now, today=TODAY)
        else:
            with pytest.raises(Refused):
                services.save_assignments(movement, sent, by=member.actor, now=now, today=TODAY)
        assert allowed == name.endswith("clerk")


def test_a_draft_is_seen_by_the_staff_of_its_ward_alone(cast, now):
    movement = a_draft(cast, now)
    seeing = {name for name, member in cast.members().items() if movement in queries.visible_to(member.actor)}
    assert seeing == {"admin", "clerk", "second_clerk", "chair"}


def test_a_file_is_attached_once(cast, now):
    movement = a_draft(cast, now)
    file = a_file(cast.ward, content="mẫu", name="mau.txt", now=now)
    for _ in range(2):
        services.attach_file(movement, file, "Mẫu báo cáo", by=cast.clerk.actor, now=now)
    assert [row.title for row in queries.attachments_of(movement)] == ["Mẫu báo cáo"]


def test_a_file_of_another_ward_is_not_attached(cast, now):
    file = a_file(cast.other_ward, content="lạ", name="la.txt", now=now)
    with pytest.raises(Refused):
        services.attach_file(a_draft(cast, now), file, "", by=cast.clerk.actor, now=now)
