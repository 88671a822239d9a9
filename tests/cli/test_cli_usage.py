"""Annex G, the rows that need no data: what is typed wrongly is said in Vietnamese, with what was probably meant."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from terminal import Said, environment, run

from thidua.cli import main

PLAN = Path(__file__).parents[2] / "src/thidua/jobs/sample/papers/dot-thi-dua.txt"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "data"))


ROWS = [
    ("G01", [], 2, "Cách dùng: thidua LỆNH"),
    ("G02", ["bakup"], 2, 'Không có lệnh "bakup". Ý bạn là "backup"?'),
    ("G02 below", ["journal", "hedas"], 2, 'Không có lệnh "hedas". Ý bạn là "heads"?'),
    ("G03", ["backup", "--fource"], 2, "Không có tùy chọn --fource."),
    ("G03 shortened", ["backup", "--kee", "1d"], 2, "Không có tùy chọn --kee."),
    ("G03 too much", ["serve", "now"], 2, 'Thừa đối số "now".'),
    ("G04", ["plan", "read"], 2, "Thiếu đường dẫn tệp kế hoạch."),
    ("G04 backup", ["verify"], 2, "Thiếu đường dẫn tệp sao lưu."),
    ("G04 value", ["serve", "--port"], 2, "Tùy chọn --port cần một giá trị."),
    ("G04 command", ["plan"], 2, "Thiếu lệnh con. Xem: thidua plan --help"),
    ("G05", ["plan", "read", "ke-hoach.docx"], 2, 'Không thấy "ke-hoach.docx" trong thư mục hiện tại.'),
    ("G06", ["plan", "read", "."], 2, '"." là thư mục.'),
    ("G11", ["plan", "read", "*.docx"], 2, "Không có tệp nào khớp *.docx"),
    ("G13", ["serve"], 3, "Chưa khởi tạo"),
    ("G13 backup", ["backup"], 3, "Chạy: thidua init"),
    ("G20", ["serve", "--port", "99999"], 2, "Cổng từ 1 đến 65535."),
    ("G20 abc", ["serve", "--port", "abc"], 2, "Cổng từ 1 đến 65535."),
    ("G20 zero", ["serve", "--port", "0"], 2, "Cổng từ 1 đến 65535."),
    ("workers", ["serve", "--workers", "99"], 2, "Số tiến trình phục vụ từ 1 đến 32."),
    ("G51", ["init", "--password", "abc"], 2, "Không gõ mật khẩu trên dòng lệnh; sẽ hỏi riêng."),
    ("G51 joined", ["init", "--password=abc"], 2, "Không gõ mật khẩu trên dòng lệnh; sẽ hỏi riêng."),
]


@pytest.mark.parametrize(("code", "sentence", "argv"), [pytest.param(r[2], r[3], r[1], id=r[0]) for r in ROWS])
def test_wrong_words_are_answered(code, sentence, argv, capsys, tmp_path):
    assert main(argv) == code
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_help_is_short_and_names_every_command(capsys):
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert len(told.strip().splitlines()) <= 15
    first, second = "init sample serve user plan doctor backup", "verify restore drill upgrade check journal key"
    for command in f"{first} {second}".split():
        assert f" {command} " in told


@pytest.mark.parametrize("command", ["init", "serve", "backup", "restore", "check", "plan read", "journal verify"])
def test_each_command_explains_itself(command, capsys):
    assert main([*command.split(), "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Cách dùng: thidua {command}")
    assert "options:" not in told
    assert "show this help" not in told


def test_help_comes_at_once():
    begun = time.monotonic()
    said = run("--help")
    assert said.code == 0
    # 0.04 s alone on the machine; the bound of 0.3 s is generous enough for a busy one.
    assert time.monotonic() - begun < 0.3 * 3
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, thidua.cli; thidua.cli.main(['--help']); print('django' in sys.modules)"],
        env=environment(), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert loaded.stdout.strip().endswith("False")


def test_a_terminal_without_vietnamese_gets_plain_letters():
    said = run("bakup", env={"PYTHONIOENCODING": "ascii"})
    assert said == Said(2, "", 'Khong co lenh "bakup". Y ban la "backup"?\n')


def test_a_closed_pipe_leaves_no_trace():
    reading = subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", "plan", "read", str(PLAN), "--json"],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    reading.stdout.close()
    assert reading.stderr.read() == b""
    assert reading.wait(30) == 0


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_paths_with_vietnamese_letters_and_spaces_in_either_form(form, tmp_path, capsys):
    folder = tmp_path / unicodedata.normalize("NFD", "Kế hoạch của phường")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "đợt thi đua.txt")).write_bytes(PLAN.read_bytes())
    typed = unicodedata.normalize(form, str(folder / "đợt thi đua.txt"))
    assert main(["plan", "read", typed]) == 0
    assert "Chỉ tiêu (" in capsys.readouterr().out


def test_ctrl_c_says_that_nothing_was_written(monkeypatch, capsys):
    def stopped(given):
        raise KeyboardInterrupt

    monkeypatch.setattr("thidua.cli.acts.plans.read", stopped)
    assert main(["plan", "read", str(PLAN)]) == 130
    assert "Đã dừng, chưa ghi gì." in capsys.readouterr().err


def test_ctrl_c_in_the_middle_says_how_far_it_came(monkeypatch, capsys):
    from thidua.cli.speech import STEPS

    def stopped(given):
        STEPS.done, STEPS.total = 3, 5
        raise KeyboardInterrupt

    monkeypatch.setattr("thidua.cli.acts.plans.read", stopped)
    assert main(["plan", "read", str(PLAN)]) == 130
    assert "Đã ghi 3/5 bước, chạy lại để tiếp tục." in capsys.readouterr().err
