"""Annex A at its two doors: the page that takes a plan file, and `plan read`. One clear sentence, nothing kept."""

from __future__ import annotations

import io
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bad_papers import BAD, SECRET, Bad
from django.test import Client
from page_words import said_at, well_said, words_of
from plan_papers import SMALL, upload

from thidua.apps.plans.models import Plan
from thidua.cli import main
from thidua.core.plans.findings import ask_plan, check_plan
from thidua.core.plans.reading import read_plan

FILING = "/ke-hoach/nap/"
EACH = pytest.mark.parametrize("bad", [pytest.param(row, id=row.named) for row in BAD])


def send(client: Client, data: bytes, name: str, **more: Any) -> Any:
    return client.post(FILING, {"file": upload(data, name), "once": f"khoa-{name}-{len(data)}"} | more)


@EACH
def test_the_page_refuses_at_the_file(clerk: Client, stored: Any, bad: Bad) -> None:
    before, data, begun = stored(), bad.make(), time.monotonic()
    answer = send(clerk, data, bad.name)
    assert time.monotonic() - begun < 20
    assert answer.status_code == 422
    sentence = said_at(answer, "file")
    assert bad.said in sentence
    well_said(words_of(answer))
    assert "Có 1 chỗ cần sửa" in words_of(answer)
    assert stored() == before


@EACH
def test_the_command_says_one_line(tmp_path: Path, capsys: Any, bad: Bad) -> None:
    path = tmp_path / bad.name
    path.write_bytes(bad.make())
    begun = time.monotonic()
    assert main(["plan", "read", str(path)]) == 3
    assert time.monotonic() - begun < 20
    said = capsys.readouterr()
    assert said.out == ""
    assert bad.said in said.err
    assert len(said.err.splitlines()) == 1
    well_said(said.err)
    assert [each.name for each in tmp_path.iterdir()] == [bad.name]


def test_the_same_page_takes_a_good_file_after_many_bad_ones(clerk: Client) -> None:
    for bad in BAD[:8]:
        assert send(clerk, bad.make(), bad.name, once="mot-khoa").status_code == 422
    good = send(clerk, SMALL.encode(), "ke-hoach.txt", once="mot-khoa")
    plan = Plan.objects.get()
    assert good["Location"] == f"/ke-hoach/{plan.pk}/kiem-tra/"
    assert clerk.get(good["Location"]).status_code == 200


def test_what_was_chosen_beside_a_bad_file_stays_chosen(clerk: Client, filed: Any) -> None:
    answer = send(clerk, b"", "ke-hoach.docx", higher=str(filed.pk), from_above="on")
    page = answer.content.decode()
    assert f'value="{filed.pk}" selected' in page
    assert page[page.index('name="from_above"') :].split(">")[0].endswith("checked")


def test_bytes_of_a_secret_paper_are_nowhere(clerk: Client, settings: Any, tmp_path: Path, stored: Any) -> None:
    """Also when it is so large that it passes through a temporary file."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(temporary)
    before = stored()
    mark = "chữ chỉ có trong bản này"
    for words in (f"TUYỆT MẬT\n{mark}\n", f"TUYỆT MẬT\n{mark}\n" + "ữ" * 900_000):
        answer = send(clerk, words.encode(), "ke-hoach.txt")
        assert SECRET in said_at(answer, "file")
        assert mark not in answer.content.decode()
    assert list(temporary.iterdir()) == []
    assert stored() == before


def test_a_file_far_too_large_is_not_even_read(clerk: Client, monkeypatch: Any, stored: Any) -> None:
    from django.core.files.uploadedfile import InMemoryUploadedFile, TemporaryUploadedFile

    before = stored()
    sent = io.BytesIO(b"a" * (26 * 2**20))
    sent.name = "ke-hoach.txt"
    for kind in (InMemoryUploadedFile, TemporaryUploadedFile):
        monkeypatch.setattr(kind, "read", lambda *_: pytest.fail("a refused file was read"))
    answer = clerk.post(FILING, {"file": sent, "once": "k"})
    assert "Tệp 26 MB, tối đa 25 MB." in said_at(answer, "file")
    assert stored() == before


def test_a_post_that_is_cut_off_or_carries_words_instead_of_a_file(clerk: Client, stored: Any) -> None:
    before = stored()
    words = clerk.post(FILING, {"file": "ke-hoach.docx", "once": "k"})
    assert (words.status_code, said_at(words, "file")) == (422, "Lỗi: Chọn văn bản kế hoạch")
    broken = b'--x\r\nContent-Disposition: form-data; name="once"\r\n\r\nk\r\n'
    broken += b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\nPK\x03'
    cut = clerk.generic("POST", FILING, broken, content_type="multipart/form-data; boundary=x")
    assert cut.status_code == 422
    well_said(words_of(cut))
    assert stored() == before


NAMES = {
    "A37": ("k" * 240 + ".txt", "Tên tệp đã rút gọn khi lưu."),
    "A38": ("ke\u202ehoach.txt", ""),
    "NFD": ("kê\u0301 hoa\u0323ch.txt", ""),
    "path": ("..\\..\\ke-hoach.txt", ""),
}


@pytest.mark.parametrize("row", NAMES)
def test_a_strange_name_is_put_right_before_it_is_kept(clerk: Client, row: str) -> None:
    """A38: the browser's name reaches the page without the turning sign; at the command line it is refused."""
    name, note = NAMES[row]
    answer = send(clerk, SMALL.encode(), name)
    kept = Plan.objects.get().versions.get().file.name
    assert len(kept) <= 150 and kept.isprintable() and kept.endswith(".txt") and not {"/", "\\"} & set(kept)
    assert note in words_of(clerk.get(answer["Location"]))


def test_a_name_that_turns_its_letters_is_refused_at_the_command_line(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "ke\u202ehcao.txt"
    path.write_text(SMALL)
    assert main(["plan", "read", str(path)]) == 3
    assert "Tên tệp chứa ký tự đảo chiều; đổi tên tệp." in capsys.readouterr().err


NOTED = {
    "A31": ("KÕ ho¹ch ph¸t ®éng phong trµo thi ®ua yªu n­íc n¨m 2026 trªn ®Þa bµn ph­êng", "dùng phông TCVN3"),
    "A32": ("Keá hoaïch phaùt ñoäng phong traøo thi ñua yeâu nöôùc naêm 2026 treân ñòa baøn phöôøng", "dùng phông VNI"),
    "A35": (SMALL.replace("ế", "e\u0302\u0301"), "Dấu tiếng Việt đã được chuẩn hóa."),
    "A40": ("KẾ HOẠCH\nPhát động thi đua\nTrân trọng.", "Không tìm thấy chỉ tiêu nào."),
    "A48": (SMALL.replace("1.784,4", "1.784"), "1.784 là 1784 hay 1,784?"),
    "A60": (SMALL.replace("Phòng Văn hóa - Xã hội", "Phòng VHXX"), ""),
}


@pytest.mark.parametrize("row", NOTED)
def test_what_is_doubtful_is_taken_and_said_on_the_check_page(clerk: Client, row: str) -> None:
    words, note = NOTED[row]
    answer = send(clerk, words.encode(), "ke-hoach.txt")
    assert answer.status_code == 302
    page = clerk.get(answer["Location"])
    assert page.status_code == 200
    assert note in words_of(page).replace("\u00a0", " ")
    well_said(words_of(page))


def test_the_same_file_again_leads_to_what_is_there(clerk: Client, filed: Any, stored: Any) -> None:
    before = stored()
    answer = send(clerk, SMALL.encode(), "ten-khac.txt", once="khoa-moi")
    assert "Tệp này đã nạp ngày" in said_at(answer, "file")
    assert f"/ke-hoach/{filed.pk}/kiem-tra/" in answer.content.decode()
    assert stored() == before


def test_a_bad_file_never_replaces_a_version(clerk: Client, filed: Any, stored: Any) -> None:
    before = stored()
    for bad in (row for row in BAD if row.code in ("A01", "A16", "A63", "A36")):
        answer = clerk.post(f"/ke-hoach/{filed.pk}/ban-moi/", {"file": upload(bad.make(), bad.name), "reason": "Sửa"})
        assert answer.status_code == 422
        assert bad.said in said_at(answer, "file")
        assert "Sửa</textarea>" in answer.content.decode()
    assert stored() == before


def findings(words: str, ward: str = "Phường Bến Ngọc") -> dict[str, str]:
    plan = read_plan(words)
    return {found.code: found.message for found in [*check_plan(plan), *ask_plan(plan, ward=ward)]}


MANY = "".join(f"({number}) Trồng {number} cây ở phố số {number}.\n" for number in range(1, 502))
DAYS = "Từ ngày 20/01/2026 đến hết ngày 31/12/2026"
FAULTS = {
    "A54": (SMALL.replace("05/12/2026", "31/02/2026"), "Ngày 31/02/2026 không tồn tại (dòng 21)."),
    "A58": (SMALL.replace(DAYS, "Từ ngày 01/01/2026 đến ngày 31/12/2025"), "kết thúc (31/12/2025) trước khi bắt đầu"),
    "A62": (SMALL.replace("PHƯỜNG BẾN NGỌC", "PHƯỜNG CỬA TRẠI"), "nơi đang làm việc là Phường Bến Ngọc."),
    "A66": ("Annual plan of the council.\n(1) Plant 500 trees along the river road.\n" * 3, "không giống tiếng Việt"),
    "A67": (SMALL.replace("(1) Thu ngân sách đạt 1.784,4 tỷ đồng.\n", MANY), "chỉ tiêu, quá 500."),
    "A68": (SMALL.replace("đạt 1.784,4 tỷ đồng", "đạt 1.784,4 tỷ đồng " + "và nộp đủ " * 600), "ký tự; có thể thiếu"),
    "D16": (SMALL.replace("05/12/2026", "05/12/2027"), "Hạn 05/12/2027 sau khi phong trào kết thúc (31/12/2026)."),
    "D24": (SMALL.replace("1.784,4 tỷ đồng", "1.784,4"), "có số 1.784,4 mà chưa có đơn vị tính."),
}


CODES = {"A54": "deadline_no_such_day", "A58": "period_reversed"}
"""Faults of the paper have the readable codes of the linter; questions of the reading keep those of the catalogue."""


@pytest.mark.parametrize("row", FAULTS)
def test_faults_in_what_a_paper_says_are_findings_and_never_refusals(clerk: Client, row: str) -> None:
    words, said = FAULTS[row]
    code = CODES.get(row, row)
    assert code not in findings(SMALL)
    assert said in findings(words)[code]
    well_said(findings(words)[code])
    answer = send(clerk, words.encode(), "ke-hoach.txt")
    assert answer.status_code == 302
    assert said in words_of(clerk.get(answer["Location"])).replace("\u00a0", " ")


def test_a_plan_from_above_is_of_another_place_by_nature(clerk: Client) -> None:
    words = SMALL.replace("PHƯỜNG BẾN NGỌC", "PHƯỜNG CỬA TRẠI")
    answer = send(clerk, words.encode(), "ke-hoach.txt", from_above="on")
    assert "nơi đang làm việc là" not in words_of(clerk.get(answer["Location"]))


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Tăng trưởng kinh tế 8% - 10%", ("between", 8, 10, "%")),
        ("Tăng trưởng kinh tế 14% -14,5%", ("between", 14, 14.5, "%")),
        ("Thu ngân sách đạt 1.784,4 tỷ đồng", ("equal", 1784.4, None, "tỷ đồng")),
    ],
)
def test_a_range_and_a_grouped_figure_are_read_as_papers_mean_them(words: str, level: tuple[Any, ...]) -> None:
    """A45, A46, A47: no minus sign, no thousands taken for decimals."""
    plan = read_plan(SMALL.replace("Thu ngân sách đạt 1.784,4 tỷ đồng", words))
    found = plan["targets"][0]["measures"][0]
    operator, value, top, unit = level
    assert (found["operator"], float(found["value"]), found["unit"]) == (operator, value, unit)
    assert found.get("value_max") == (top and Decimal(str(top)))


def test_two_time_limits_are_kept_apart_with_who_reports_to_whom() -> None:
    """A52."""
    upward = "3. Phòng Văn hóa - Xã hội tổng hợp, báo cáo Ủy ban nhân dân thành phố trước ngày 15/12/2026.\n"
    plan = read_plan(SMALL.replace("\nNơi nhận", f"{upward}\nNơi nhận"))
    assert [(row["date"], row["to"]) for row in plan["deadlines"]] == [
        ("2026-12-05", "Phòng Văn hóa - Xã hội"),
        ("2026-12-15", "Ủy ban nhân dân thành phố"),
    ]
