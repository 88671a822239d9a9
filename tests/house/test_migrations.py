"""Migrations tell the tables whole, in river order, with names that both databases keep apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from source_tree import river

LONGEST_NAME = 63
"""PostgreSQL cuts a longer name in silence."""


def loader() -> MigrationLoader:
    return MigrationLoader(None)


def ours() -> dict[tuple[str, str], Migration]:
    rooms = {room.label for room in apps.get_app_configs() if room.name.startswith("thidua.")}
    return {key: migration for key, migration in loader().disk_migrations.items() if key[0] in rooms}


def test_no_change_of_a_model_lacks_its_migration() -> None:
    found = loader()
    with translation.override(None):
        state = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(found.project_state(), state).changes(graph=found.graph)
    assert not {room: [migration.operations for migration in made] for room, made in changes.items()}


def test_every_room_has_one_line_of_migrations() -> None:
    assert not loader().detect_conflicts()


def test_every_later_migration_follows_one_of_its_room() -> None:
    for (room, name), migration in ours().items():
        assert migration.initial or any(needed[0] == room for needed in migration.dependencies), (room, name)


def test_migrations_follow_the_river() -> None:
    order = river()
    for (room, name), migration in ours().items():
        upstream = order[: order.index(room) + 1]
        needed = {other for other, _ in migration.dependencies if other in order}
        assert needed <= set(upstream), (room, name)


def test_migrations_are_numbered_and_named() -> None:
    assert ours()
    for room, name in ours():
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+", name) and "_auto_" not in name, (room, name)


def test_what_code_does_can_be_undone() -> None:
    for key, migration in ours().items():
        for operation in migration.operations:
            if isinstance(operation, RunPython | RunSQL):
                assert operation.reversible, key


def names_in_the_database() -> Iterator[str]:
    """Names of tables, columns, indexes and constraints."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("thidua."):
            continue
        yield model._meta.db_table
        yield from (field.column for field in model._meta.local_concrete_fields)
        yield from (index.name for index in model._meta.indexes)
        yield from (constraint.name for constraint in model._meta.constraints)


def test_names_fit_postgresql() -> None:
    names = list(names_in_the_database())
    assert len(names) > 100
    assert not [name for name in names if len(name) > LONGEST_NAME]


def test_names_of_indexes_and_constraints_are_given_once() -> None:
    given = Counter(
        part.name
        for model in apps.get_models()
        if model.__module__.startswith("thidua.")
        for part in [*model._meta.indexes, *model._meta.constraints]
    )
    assert not [name for name, count in given.items() if count > 1]


def test_rows_that_leave_the_house_have_an_id_from_birth() -> None:
    """Rows that ever leave the house carry a UUID; counters are for what stays inside."""
    inside = {"Entry", "JoinTry", "OnceKey", "SignInTry"}
    counted = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("thidua.") and model._meta.pk.get_internal_type() != "UUIDField"
    }
    assert counted <= inside
