"""Packaged word lists and tables."""

import unicodedata

import pytest

from thidua.core import lexicons


def test_a_table_is_read_once_and_cannot_be_changed():
    table = lexicons.load("holidays")
    assert table["first_year"] == 2025
    assert lexicons.load("holidays") is table
    with pytest.raises(TypeError):
        table["first_year"] = 1  # type: ignore[index]


def test_tables_are_nfc():
    names = [rule["name"] for rule in lexicons.load("holidays")["holiday"]]
    assert names == [unicodedata.normalize("NFC", name) for name in names]


def test_lines_leave_out_comments_and_blanks(tmp_path, monkeypatch):
    (tmp_path / "made_up.txt").write_text("# heads\n\n Phòng \nTrung tâm\n  # more\n", encoding="utf-8")
    monkeypatch.setattr(lexicons, "_FOLDER", tmp_path)
    assert lexicons.lines("made_up") == ("Phòng", "Trung tâm")


def test_an_unknown_name_is_said():
    with pytest.raises(FileNotFoundError):
        lexicons.load("no_such_table")
