"""Kinds of column that hold on SQLite and PostgreSQL alike: clean and folded text, sort keys, whole đồng, figures.

SQLite stores 21 characters in a column of five, keeps NUL, and rounds decimals at 15 digits (measured), so every
rule stands in a check constraint or in the column's own cleaning, never in the database's goodwill.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models.functions import Length

from thidua.core.viet.text import clean, fold, person_sort_key, sort_key

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


class CleanText(models.CharField):
    """One line of text: NFC, single blanks, no hidden characters; cleaned whenever it is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value


class _Derived(models.CharField):
    """A column computed from another one at every save; never typed by anybody."""

    derive: Callable[[str], str]

    def __init__(self, *, source: str = "name", **options: Any) -> None:
        self.source = source
        options.setdefault("max_length", 600)
        options.setdefault("editable", False)
        options.setdefault("db_index", True)
        options.setdefault("default", "")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = type(self).derive(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class FoldedText(_Derived):
    """The source without marks and case, đ as d: the only column searches look into."""

    derive = staticmethod(fold)


class SortKey(_Derived):
    """A key whose byte order is the Vietnamese dictionary order of the source."""

    derive = staticmethod(sort_key)


class PersonSortKey(_Derived):
    """The same for people, who are sorted by the given name, the last word."""

    derive = staticmethod(person_sort_key)


class WholeDong(models.BigIntegerField):
    """Money in whole đồng."""


class Figure(models.DecimalField):
    """An exact figure of at most 15 significant digits, four of them decimals: what SQLite keeps without loss."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_digits", 15)
        options.setdefault("decimal_places", 4)
        super().__init__(**options)


def at_most(field: str, length: int, table: str) -> models.CheckConstraint:
    """A constraint that a text is no longer than `length` characters, on databases that do not look themselves."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__length__lte": length}), name=f"{table}_{field}_length"
    )


def one_of(field: str, choices: type[models.TextChoices], table: str) -> models.CheckConstraint:
    """A constraint that a column holds one of the words of `choices`."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=f"{table}_{field}_known")


def pair(first: str, second: str, table: str) -> models.CheckConstraint:
    """A constraint that two columns (who and when) are both empty or both filled."""
    empty = models.Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    full = models.Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return models.CheckConstraint(condition=empty | full, name=f"{table}_{first}_{second}"[:60])


def in_order(first: str, last: str, table: str) -> models.CheckConstraint:
    """A constraint that a span of days does not end before it begins; either end may be open."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{last}__isnull": True})
        | models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{last}__gte": models.F(first)}),
        name=f"{table}_{first}_{last}_order"[:60],
    )
