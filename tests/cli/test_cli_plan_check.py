"""`plan check`: without a data folder, findings as JSON or as words, exit codes, several files against one another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from thidua.cli import main

FAULTS = Path(__file__).parents[1] / "papers" / "faults"
CLEAN = FAULTS / "clean-1.txt"
KEYS = ["file", "code", "severity", "message", "source", "related", "suggestion", "rule"]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The clean plan with a share above a hundred and a word of another tier."""
    text = CLEAN.read_text(encoding="utf-8")
    assert text.count("hệ thống truyền thanh phường") == 1
    text = text.replace("hệ thống truyền thanh phường", "hệ thống truyền thanh xã").replace("91,7%", "191,7%")
    path = tmp_path / "ke-hoach.txt"
    path.write_text(text, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *files: Path) -> tuple[int, dict]:
    code = main(["plan", "check", *map(str, files), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_json_has_the_promised_shape_and_lines_of_the_paper(capsys, faulty):
    code, answer = told(capsys, faulty)
    assert code == 1
    assert list(answer) == ["findings", "questions"]
    found = {one["code"]: one for one in answer["findings"]}
    assert all(list(one) == KEYS for one in [*answer["findings"], *answer["questions"]])
    tier = found["wrong_tier"]
    assert (tier["file"], tier["severity"], tier["suggestion"]) == (str(faulty), "should", "phường")
    first, last = tier["source"]["lines"]
    assert "truyền thanh xã" in "\n".join(faulty.read_text(encoding="utf-8").split("\n")[first - 1 : last])


def test_a_clean_plan_ends_with_nothing_to_tell(capsys):
    code, answer = told(capsys, CLEAN)
    assert (code, answer["findings"]) == (0, [])
    assert main(["plan", "check", str(CLEAN)]) == 0
    assert "không thấy lỗi nào" in capsys.readouterr().out


def test_what_should_be_looked_at_does_not_end_with_1(capsys, tmp_path):
    path = tmp_path / "a.txt"
    text = CLEAN.read_text(encoding="utf-8").replace("hệ thống truyền thanh phường", "hệ thống truyền thanh xã")
    path.write_text(text, encoding="utf-8")
    code, answer = told(capsys, path)
    assert code == 0
    assert [one["severity"] for one in answer["findings"]] == ["should"]


def test_questions_of_the_reading_never_set_the_exit_code(capsys):
    code, answer = told(capsys, CLEAN)
    assert code == 0
    assert "must" in {one["severity"] for one in answer["questions"]}


def test_words_name_lines_severities_and_suggestions(capsys, faulty):
    assert main(["plan", "check", str(faulty)]) == 1
    said = capsys.readouterr().out
    assert said.index("Phải sửa") < said.index("Nên xem")
    assert "[wrong_tier]" in said and "Gợi ý: phường" in said and "dòng " in said


def test_several_files_are_held_against_one_another(capsys, tmp_path):
    other = tmp_path / "khac.txt"
    text = (FAULTS / "clean-2.txt").read_text(encoding="utf-8")
    assert "41-CT/TW ngày 26/12/2024" in text
    other.write_text(text, encoding="utf-8")
    wrong = tmp_path / "sai.txt"
    wrong.write_text(text.replace("41-CT/TW ngày 26/12/2024", "41-CT/TW ngày 25/12/2024"), encoding="utf-8")
    code, answer = told(capsys, other, wrong)
    assert code == 1
    found = [one for one in answer["findings"] if one["code"] == "instrument_two_dates"]
    assert {one["file"] for one in found} == {str(other), str(wrong)}
    assert all(one["related"][0]["file"] != one["file"] for one in found)
    assert told(capsys, wrong)[0] == 0


def test_no_file_is_a_mistake_on_the_command_line(capsys):
    assert main(["plan", "check"]) == 2
    assert "Thiếu đường dẫn tệp kế hoạch." in capsys.readouterr().err
    assert main(["plan", "check", "khong-co.txt"]) == 2


def test_a_file_that_cannot_be_read_is_named(capsys, tmp_path):
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    assert main(["plan", "check", str(CLEAN), str(empty), "--json"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "rong.txt: Tệp rỗng" in said.err


def test_it_needs_neither_django_nor_a_folder(tmp_path, thidua):
    said = thidua("plan", "check", CLEAN, "--json", cwd=tmp_path, env={"THIDUA_DATA": "/nowhere"})
    assert said.code == 0
    assert list(tmp_path.iterdir()) == []


def test_one_file_by_two_spellings_of_its_path_is_one_paper(capsys, faulty, monkeypatch):
    monkeypatch.chdir(faulty.parent)
    _, alone = told(capsys, faulty)
    _, twice = told(capsys, faulty, Path(faulty.name), Path(faulty.name))
    assert len(alone["findings"]) == len(twice["findings"]) > 0
    assert {one["file"] for one in twice["findings"]} == {str(faulty)}


def test_words_on_the_screen_name_the_rule(capsys, tmp_path):
    bare = tmp_path / "a.txt"
    bare.write_text("KẾ HOẠCH\nPhát động thi đua năm 2026\nII. CHỈ TIÊU\n(1) Trồng 100 cây.", encoding="utf-8")
    _, answer = told(capsys, bare)
    rules = {one["rule"] for one in answer["findings"] if one["rule"]}
    main(["plan", "check", str(bare)])
    said = capsys.readouterr().out
    assert rules and all(f"Theo {rule}." in said for rule in rules)
