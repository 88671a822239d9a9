"""Kinds of column keep what they are given, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from thidua.apps.columns import CleanText, Figure, FoldedText, SortKey, WholeDong


@pytest.fixture
def ledger(transactional_db: None):
    with isolate_apps("thidua.apps.journal"):

        class Ledger(models.Model):
            name = CleanText(max_length=60)
            folded = FoldedText(source="name")
            sort_key = SortKey(source="name")
            amount = WholeDong(null=True)
            share = Figure(null=True)

            class Meta:
                app_label = "journal"

        with connection.schema_editor() as editor:
            editor.create_model(Ledger)
        yield Ledger
        with connection.schema_editor() as editor:
            editor.delete_model(Ledger)


@pytest.mark.parametrize("text", ["99999999999.9999", "0.0001", "-12345678901.2345", "1784.4"])
def test_a_figure_of_fifteen_digits_comes_back_as_it_was(ledger, text):
    row = ledger.objects.create(name="x", share=Decimal(text))
    assert ledger.objects.get(pk=row.pk).share == Decimal(text)


def test_money_is_whole_dong_and_large_enough_for_a_city(ledger):
    row = ledger.objects.create(name="x", amount=1_784_400_000_000_123)
    assert ledger.objects.get(pk=row.pk).amount == 1_784_400_000_000_123


def test_text_is_composed_and_its_search_and_order_columns_follow(ledger):
    for name in ("Dũng", "A\u0301nh", "  Đặng ", "An", "Em", "Ân"):
        ledger.objects.create(name=name)
    assert list(ledger.objects.order_by("sort_key").values_list("name", flat=True)) == [
        "An", "Ánh", "Ân", "Dũng", "Đặng", "Em",
    ]  # fmt: skip
    assert ledger.objects.get(folded__contains="dang").name == "Đặng"
