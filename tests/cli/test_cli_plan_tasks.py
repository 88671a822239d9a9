"""`plan tasks`: the list on screen and as a sheet, without a data folder; nothing is written over."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.core.plans.tasks import COLUMNS
from thidua.formats.sheets import Column
from thidua.formats.xlsx import read_sheet

PAPER = Path(__file__).parents[2] / "src" / "thidua" / "jobs" / "sample" / "papers" / "dot-thi-dua.txt"


def test_the_list_is_told_by_unit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "tasks", str(PAPER)]) == 0
    said = capsys.readouterr().out
    assert "Phòng Văn hóa - Xã hội (1 việc)" in said and "Tham mưu: Tham mưu hình thức khen thưởng." in said
    assert "[hạn: chậm nhất ngày 11/9/2026]" in said
    assert said.index("Các tổ dân phố (1 việc)") < said.index("Không ghi đơn vị (3 việc)")


def test_the_sheet_is_written_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "viec.xlsx"
    assert main(["plan", "tasks", str(PAPER), "--xlsx", str(out)]) == 0
    assert f"Đã ghi 7 việc vào {out}" in capsys.readouterr().out
    kept = out.read_bytes()
    rows = read_sheet(kept, out.name, columns=[Column(name, name) for name in COLUMNS]).rows
    assert [row.value("Vai trò") for row in rows][:2] == ["Chủ trì", "Tham mưu"]
    assert str(rows[0].value("Ngày cuối"))[:10] == "2026-09-11"
    assert main(["plan", "tasks", str(PAPER), "--xlsx", str(out)]) == 3
    assert "chọn tên khác" in capsys.readouterr().err
    assert out.read_bytes() == kept


@pytest.mark.parametrize(("name", "words"), [(".", "là thư mục"), ("khong-co/viec.xlsx", "Không có thư mục")])
def test_a_place_that_cannot_be_written_is_a_mistake_on_the_command_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, words: str
) -> None:
    assert main(["plan", "tasks", str(PAPER), "--xlsx", str(tmp_path / name)]) == 2
    assert words in capsys.readouterr().err


def test_a_name_without_letters_is_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "tasks", str(PAPER), "--xlsx", ""]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("fault", "words"), [(errno.EROFS, "chỉ cho đọc"), (errno.EIO, "Không ghi được")])
def test_a_sheet_that_cannot_be_finished_leaves_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, words: str
) -> None:
    class Failing(io.FileIO):
        def write(self, _data: object) -> int:
            raise OSError(fault, "fault", self.name)

    well, out = Path.open, tmp_path / "viec.xlsx"
    monkeypatch.setattr(
        Path, "open", lambda path, mode="r", *rest: Failing(path, "xb") if path == out else well(path, mode, *rest)
    )
    assert main(["plan", "tasks", str(PAPER), "--xlsx", str(out)]) == 4
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_paper_without_tasks_and_no_paper(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bare = tmp_path / "a.txt"
    bare.write_text("KẾ HOẠCH\nPhong trào rất ngắn năm 2026\nII. CHỈ TIÊU\n(1) Trồng 100 cây.", encoding="utf-8")
    assert main(["plan", "tasks", str(bare)]) == 0
    assert "Chưa thấy việc nào trong văn bản." in capsys.readouterr().out
    assert main(["plan", "tasks"]) == 2
    assert "Thiếu đường dẫn tệp kế hoạch." in capsys.readouterr().err
