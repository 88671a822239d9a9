"""Before the launch: the draft follows the reading, the table is stored whole or not at all."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from cast import TODAY
from movement_builders import a_draft, a_file, a_plan, a_proposal, a_reading, a_target, an_id
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Assignment, Movement
from thidua.apps.movements.services import AssignmentRow, AssignmentTable
from thidua.apps.plans.mapping import put_reading
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


def test_a_draft_suggests_the_unit_that_the_plan_names(cast, now):
    led = a_target("(1)", "Trường học sạch đẹp.", lead=["Trường Tiểu học Bến Ngọc"], support=["Phòng Văn hóa - Xã hội"])
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=a_reading(targets=[led])))
    Assignment.objects.all().delete()
    services.draft_movement(movement.plan, by=cast.clerk.actor, now=now, today=TODAY)
    row = movement.assignments.get()
    assert row.owner == cast.school
    assert list(row.supporters.all()) == [cast.office]


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
