"""Tables as they lie in the database: what there is, how many rows, and each row as one canonical line.

Checks and copies look at every table alike, whatever noun it belongs to, so they ask Django's registry instead of
importing the rooms. Nothing here writes to a noun's table except a restore into an empty database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet

from thidua.jobs.keeping.stops import Exit, Stop

NOT_KEPT = frozenset({"django_session"})
"""Sessions stay out of every copy: a stolen copy must not let anybody in (reliability.md T30)."""
NOT_MODELS = frozenset({"django_migrations"})
_BATCH = 200


def table(label: str) -> QuerySet[Any]:
    """All rows of a model named as "units.Unit"."""
    return apps.get_model(label)._base_manager.all()


def kept_models(registry: Any = apps) -> list[type[models.Model]]:
    """Every model whose rows belong in a copy, many-to-many tables too, sorted by table."""
    found = registry.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted((m for m in kept if m._meta.db_table not in NOT_KEPT), key=lambda model: model._meta.db_table)


@contextmanager
def one_instant() -> Iterator[None]:
    """Read everything as of one instant while others write. Inside an open transaction that one is the instant.

    SQLite: a deferred transaction, because the usual IMMEDIATE one would hold up every writer.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def registry_of() -> Any:
    """The models as the applied migrations left them: the present ones, or those of an older version."""
    loader = MigrationLoader(connection)
    nodes = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    if set(nodes) == set(loader.graph.nodes):
        return apps
    return loader.project_state(nodes).apps


def unknown_tables(registry: Any = apps) -> set[str]:
    """Tables of the database that no model describes; a logical copy would lose them in silence."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
    known = {model._meta.db_table for model in registry.get_models(include_auto_created=True)}
    return names - known - NOT_MODELS


def row_counts() -> dict[str, int]:
    """Rows per table."""
    return {model._meta.db_table: model._base_manager.count() for model in kept_models()}


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The stored columns in a fixed order."""
    return sorted(model._meta.concrete_fields, key=lambda field: field.column)


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID():
            return str(value)
        case None | bool() | int() | float() | str() | list() | dict():
            return value
    raise Stop(Exit.STATE, "tables", f"Có giá trị kiểu {type(value).__name__} chưa biết cách sao lưu.")


def lines(model: type[models.Model]) -> Iterator[str]:
    """Each row as a JSON array in the order of `columns`, rows in the order of the key: equal data, equal lines.

    Raises whatever Django raises for a value that its column cannot hold.
    """
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=2000):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(model: type[models.Model]) -> str:
    """SHA-256 over the sorted lines of one table: the logical hash that copies are compared by."""
    total = hashlib.sha256()
    for line in sorted(lines(model)):
        total.update(line.encode())
        total.update(b"\n")
    return total.hexdigest()


def digests() -> dict[str, str]:
    """The logical hash of every kept table."""
    return {model._meta.db_table: digest(model) for model in kept_models()}


def _value(field: models.Field[Any, Any], raw: object) -> object:
    if raw is None or isinstance(field, models.JSONField):
        return raw
    while field.remote_field is not None and isinstance(field, models.ForeignKey):
        field = field.target_field
    return field.to_python(raw)


def load(model: type[models.Model], source: Iterable[str], column_names: list[str]) -> int:
    """Insert lines made by `lines` as they are, without recomputing a column. Returns how many.

    Raises Stop when the columns are not those of the table.
    """
    fields = columns(model)
    if [field.column for field in fields] != column_names:
        raise Stop(Exit.USAGE, "G37", f"Cột của bảng {model._meta.db_table} không khớp với bản sao.")
    batch: list[models.Model] = []
    total = 0
    for line in source:
        values = json.loads(line)
        batch.append(model(**{f.attname: _value(f, raw) for f, raw in zip(fields, values, strict=True)}))
        if len(batch) == _BATCH:
            total += _insert(model, batch)
            batch = []
    return total + _insert(model, batch)


def _insert(model: type[models.Model], batch: list[models.Model]) -> int:
    if batch:
        model._base_manager._insert(batch, fields=model._meta.concrete_fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]
    return len(batch)


def reset_sequences(registry: Any) -> None:
    """Let automatic numbers go on after the loaded rows (PostgreSQL keeps them apart from the rows)."""
    from django.core.management.color import no_style

    statements = connection.ops.sequence_reset_sql(no_style(), kept_models(registry))
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
