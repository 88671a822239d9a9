"""Whether anything in the database points to a row: asked before an import is taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model


def referring(rows: Collection[Model], *, but: Mapping[str, Collection[UUID]]) -> list[tuple[str, Any]]:
    """(table, id of the row pointed to) of everything that points to `rows`, all of one table, many-to-many links too.

    `but` names rows, by table label, that do not count.
    """
    if not rows:
        return []
    model = type(next(iter(rows)))
    found: list[tuple[str, Any]] = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        table, column = relation.related_model, relation.field
        pointing = table._base_manager.filter(**{f"{column.name}__in": list(rows)})
        label = table._meta.label_lower
        pointing = pointing.exclude(pk__in=list(but.get(label, ())))
        found += [(label, ident) for ident in pointing.values_list(column.attname, flat=True)]
    return found
