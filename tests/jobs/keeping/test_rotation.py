"""Which backups stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from thidua.jobs.keeping import rotation
from thidua.jobs.keeping.rotation import Kept, backups_in, keeping_rule, rotate, to_remove
from thidua.jobs.keeping.stops import Stop

NEWEST = datetime(2026, 11, 20, 2, 0)  # noqa: DTZ001 - wall clock, as in the file names


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two backups a day for 100 days, all complete unless a test says otherwise."""
    monkeypatch.setattr(rotation, "_complete", lambda path: "broken" not in path.read_text())
    for day in range(100):
        for hour in (2, 14):
            at = NEWEST - timedelta(days=day) + timedelta(hours=hour - 14)
            (tmp_path / f"thidua-phuong-ben-ngoc-{at:%Y%m%d-%H%M%S}.tdb").write_text("ok")
    (tmp_path / "thidua-phuong-cua-trai-20200101-020000.tdb").write_text("ok")
    (tmp_path / "notes.txt").write_text("ok")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "rule"),
    [("14d,8w,12m", {"d": 14, "w": 8, "m": 12}), ("3d", {"d": 3}), (" 1w , 2m ", {"w": 1, "m": 2})],
)
def test_rules(text, rule):
    assert keeping_rule(text) == rule


@pytest.mark.parametrize("text", ["", "14", "d14", "14d,14d", "0d", "1y", "-1d", "14d;8w"])
def test_wrong_rules_are_refused(text):
    with pytest.raises(Stop):
        keeping_rule(text)


def test_the_newest_of_each_day_week_and_month_stay(folder):
    gone = rotate(folder, "phuong-ben-ngoc", {"d": 14, "w": 8, "m": 12})
    left = backups_in(folder, "phuong-ben-ngoc")
    days = {kept.at.date() for kept in left}
    assert len(gone) + len(left) == 200
    assert {(NEWEST - timedelta(days=day)).date() for day in range(13)} <= days
    assert len(left) < 14 + 8 + 5
    assert {(at.year, at.month) for at in days} == {(2026, month) for month in (8, 9, 10, 11)}


def test_other_wards_and_other_files_are_left_alone(folder):
    rotate(folder, "phuong-ben-ngoc", {"d": 1})
    assert (folder / "thidua-phuong-cua-trai-20200101-020000.tdb").exists()
    assert (folder / "notes.txt").exists()


def test_the_last_good_one_stays_whatever_the_rule(folder):
    for kept in backups_in(folder, "phuong-ben-ngoc")[-10:]:
        kept.path.write_text("broken")
    good = backups_in(folder, "phuong-ben-ngoc")[-11]
    rotate(folder, "phuong-ben-ngoc", {"d": 1})
    assert good.path.exists()
    assert len(backups_in(folder, "phuong-ben-ngoc")) == 2


def test_nothing_goes_when_there_is_one(tmp_path):
    (tmp_path / "one").write_text("not even a backup")
    assert to_remove([Kept(NEWEST, tmp_path / "one")], {"d": 1}) == []
