"""Heads kept outside show a short copy and a rewritten journal (M7, F40, G28, G59, G60)."""

from __future__ import annotations

import json

import pytest

from thidua.apps.journal.services import writing
from thidua.core.events import Event
from thidua.jobs.keeping import heads
from thidua.jobs.keeping.stops import Stop


@pytest.fixture
def kept(world, tmp_path, now):
    path = tmp_path / "moc.json"
    heads.keep(path, now)
    return path


def change(path, **values):
    told = json.loads(path.read_text())
    told["communes"] = [row | values for row in told["communes"]]
    path.write_text(json.dumps(told))


def test_a_journal_that_went_on_is_in_order(kept, world, now):
    with writing(world.ward.id, by=world.clerk.actor, now=now) as journal:
        journal.record(Event.UNIT_CHANGED, world.office.id)
    heads.refuse_short(kept)
    assert heads.verify_against(heads.read(kept)) == []


def test_a_short_journal_is_refused_with_the_number_of_entries(kept):
    change(kept, size=1008)
    with pytest.raises(Stop, match=r"Nhật ký thiếu 1\.00\d mục so với lần ghi mốc trước; không mở để ghi"):
        heads.refuse_short(kept)
    assert "ngắn hơn mốc đã giữ" in heads.verify_against(heads.read(kept))[0]


def test_a_rewritten_journal_is_refused(kept):
    change(kept, head="0" * 64)
    with pytest.raises(Stop, match="Nhật ký khác với mốc đã ghi"):
        heads.refuse_short(kept)
    assert "đã bị viết lại" in heads.verify_against(heads.read(kept))[0]


def test_the_head_of_another_ward_is_not_compared(kept):
    change(kept, commune="6b280669-3207-4cdc-bc45-a9eae832fc3c")
    with pytest.raises(Stop, match="Mốc của phường khác"):
        heads.verify_against(heads.read(kept))


def test_a_longer_head_is_never_replaced_by_a_shorter_one(kept, now):
    change(kept, size=1008)
    heads.keep(kept, now)
    assert {head.size for head in heads.read(kept)} == {1008}
    heads.keep(kept, now, even_if_shorter=True)
    assert {head.size for head in heads.read(kept)} == {8, 1}


def test_a_file_of_another_kind_is_refused(tmp_path):
    for text in ("", "[]", '{"format": "other"}', '{"format": "thidua-heads/1", "communes": [{}]}'):
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(Stop, match="không phải tệp mốc"):
            heads.read(tmp_path / "x.json")
