"""`plan write`: a paper from a plan in JSON, read back at once; nothing is written over and bad files are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from thidua.cli import main
from thidua.core.plans.contract import dumps, loads
from thidua.core.plans.reading import read_plan
from thidua.core.plans.writing import plan_differences
from thidua.formats.reading import linearise

PAPER = Path(__file__).parents[2] / "src" / "thidua" / "jobs" / "sample" / "papers" / "dot-thi-dua.txt"


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.json"
    path.write_text(dumps(read_plan(PAPER.read_text(encoding="utf-8"))), encoding="utf-8")
    return path


def changed(path: Path, change: Any) -> Path:
    """The file with its plan changed."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    change(plan)
    path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main(["plan", "write", *map(str, words)])
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    return code, said.err


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".html", ".DOCX"])
def test_a_paper_is_written_and_reads_back_the_same(capsys, plan_file, tmp_path, ending) -> None:
    out = tmp_path / f"văn bản{ending}"
    assert main(["plan", "write", str(plan_file), "--to", str(out)]) == 0
    said = capsys.readouterr().out
    assert f"Đã ghi {out}" in said and "Đọc lại cho đúng kế hoạch này." in said
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([plan_file.name, out.name])
    if ending != ".html":
        read = read_plan(linearise(out.read_bytes(), out.name).text)
        assert plan_differences(loads(plan_file.read_text(encoding="utf-8")), read) == []


def test_what_reads_otherwise_is_told_line_by_line(capsys, plan_file, tmp_path) -> None:
    def spoil(plan: Any) -> None:
        plan["targets"][0]["measures"][0]["value"] = 12345

    out = tmp_path / "a.docx"
    assert main(["plan", "write", str(changed(plan_file, spoil)), "--to", str(out)]) == 1
    said = capsys.readouterr().out
    assert "targets[0].measures[0].value: kế hoạch 12.345; đọc lại " in said
    assert out.exists()


def test_a_file_that_is_there_is_kept(capsys, plan_file, tmp_path) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"cua nguoi khac")
    code, said = refused(capsys, plan_file, "--to", out)
    assert (code, out.read_bytes()) == (3, b"cua nguoi khac")
    assert "chọn tên khác" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Thiếu đường dẫn tệp kế hoạch."),
        (["{plan}"], "Thiếu --to TỆP"),
        (["{plan}", "--to"], "--to cần một giá trị"),
        (["{plan}", "--to", "{folder}/a.odt"], "Chỉ ghi được .docx, .pdf, .html"),
        (["{plan}", "--to", "{folder}/a"], "Chỉ ghi được .docx, .pdf, .html"),
        (["{plan}", "--to", "{folder}"], "là thư mục"),
        (["{plan}", "--to", "{folder}/khong-co/a.pdf"], "Không có thư mục"),
        (["{folder}/khong-co.json", "--to", "{folder}/a.pdf"], 'Không thấy "khong-co.json"'),
        (["{plan}", "--to", "{folder}/a.pdf", "--force"], "Không có tùy chọn --force"),
    ],
)
def test_wrong_usage(capsys, plan_file, tmp_path, words, sentence) -> None:
    code, said = refused(capsys, *(word.format(plan=plan_file, folder=tmp_path) for word in words))
    assert code == 2
    assert sentence in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "JSON sai tại dòng 1 cột 1."),
        (b'{\n "a": 1,\n}', "JSON sai tại dòng"),
        (b'{"format": 1, "format": 2}', 'Khóa "format" lặp lại.'),
        (b'{"format": NaN}', "Số không hợp lệ: NaN."),
        (b"[1, 2]", "không phải một kế hoạch"),
        (b'{"format": "thidua-plan/2"}', "thidua-plan/1"),
        (b"\xff\xfe{\x00", "không phải chữ UTF-8"),
        (b"[" * 200_000, "JSON"),
        (b"PK\x03\x04" + b"\xf0" * 40, "không phải chữ UTF-8"),
    ],
)
def test_files_that_are_no_plan(capsys, tmp_path, data, sentence) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    code, said = refused(capsys, path, "--to", tmp_path / "a.docx")
    assert code == 3
    assert sentence in said
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda plan: plan.pop("tasks"), 'thiếu "tasks"'),
        (lambda plan: plan["document"].update(kind="poem"), "document.kind"),
        (lambda plan: plan["targets"][0].update(text=5), "targets[0].text: cần chữ"),
        (lambda plan: plan["targets"][0].update(colour="xanh"), 'targets[0]: không có trường "colour"'),
        (lambda plan: plan["document"].update(date="05/12/2026"), "document.date"),
    ],
)
def test_the_place_of_what_the_schema_does_not_allow(capsys, plan_file, tmp_path, change, sentence) -> None:
    code, said = refused(capsys, changed(plan_file, change), "--to", tmp_path / "a.docx")
    assert code == 3
    assert sentence in said


def test_a_byte_order_mark_does_no_harm(plan_file, tmp_path) -> None:
    plan_file.write_bytes(b"\xef\xbb\xbf" + plan_file.read_bytes())
    assert main(["plan", "write", str(plan_file), "--to", str(tmp_path / "a.html")]) == 0


def test_a_disk_that_fails_leaves_nothing_behind(capsys, plan_file, tmp_path, monkeypatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise PermissionError(13, "không được", str(target))

    monkeypatch.setattr(Path, "rename", fail)
    code, said = refused(capsys, plan_file, "--to", tmp_path / "a.docx")
    assert code == 4
    assert "Không có quyền ghi" in said
    assert [path.name for path in tmp_path.iterdir()] == [plan_file.name]
