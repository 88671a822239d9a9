"""`plan read`: without a data folder, without Django, with the contract's JSON or words a clerk can follow."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import thidua.core.plans
from thidua.cli import main

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "src/thidua/jobs/sample/papers/dot-thi-dua.txt"


def test_json_follows_the_contract_and_names_its_input(capsys):
    assert main(["plan", "read", str(PLAN), "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    schema = json.loads((Path(thidua.core.plans.__file__).parent / "plan.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(plan)
    assert plan["input"]["sha256"] == hashlib.sha256(PLAN.read_bytes()).hexdigest()
    assert plan["input"]["file"] == "dot-thi-dua.txt"
    assert plan["input"]["text_sha256"] == hashlib.sha256(plan["x_text"].encode()).hexdigest()


def test_words_show_targets_deadlines_and_units(capsys):
    assert main(["plan", "read", str(PLAN)]) == 0
    told = capsys.readouterr().out
    for part in ("số 47/KH-UBND; ngày 05/06/2026", "Chỉ tiêu (6)", "≥ 1.200 lượt người", "Thời hạn (", "Phân công ("):
        assert part in told


def test_it_needs_neither_django_nor_a_folder(tmp_path, thidua):
    said = thidua("plan", "read", PLAN, "--json", cwd=tmp_path, env={"THIDUA_DATA": "/nowhere"})
    assert said.code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "Tệp rỗng (0 byte)"),
        ("a.txt", b"\xef\xbb\xbf  \n\n", "Tệp không có chữ nào đọc được."),
        ("a.docx", b"%PDF-1.7\n%%EOF", "nội dung là PDF"),
        ("a.pdf", b"MZ\x90\x00" + b"\0" * 99, "Đây không phải PDF"),
        ("a.docx", b"PK\x03\x04 cut", "Tệp bị hỏng hoặc tải chưa hết"),
        ("a.txt", "TỐI MẬT\nKẾ HOẠCH phát động phong trào thi đua năm 2026\n".encode(), "Tài liệu có dấu độ mật"),
    ],
)
def test_a_file_that_cannot_be_taken_is_one_clear_line_and_exit_3(tmp_path, capsys, name, data, sentence):
    (tmp_path / name).write_bytes(data)
    assert main(["plan", "read", str(tmp_path / name)]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, capsys):
    with (tmp_path / "a.pdf").open("wb") as out:
        out.truncate(5 * 2**30)
    assert main(["plan", "read", str(tmp_path / "a.pdf")]) == 3
    assert "tối đa 25 MB" in capsys.readouterr().err
