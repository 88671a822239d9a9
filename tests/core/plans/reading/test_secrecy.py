"""A paper with a secrecy stamp is known by the stamp, and no honest paper is taken for one (T29, A63)."""

from __future__ import annotations

import unicodedata

import pytest

from thidua.core.plans.reading.structure.secrecy import secrecy_stamp

HEAD = "ỦY BAN NHÂN DÂN\nPHƯỜNG BẾN NGỌC\n"

STAMPED = [
    ("MẬT", "MẬT"),
    ("TỐI MẬT", "TỐI MẬT"),
    ("TUYỆT MẬT", "TUYỆT MẬT"),
    ("M Ậ T", "MẬT"),
    ("T Ố I   M Ậ T", "TỐI MẬT"),
    ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
    ("[ TỐI MẬT ]", "TỐI MẬT"),
    ("** MẬT **", "MẬT"),
    ("Độ mật: Tối mật", "TỐI MẬT"),
    ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
    ("Mức độ mật: Mật", "MẬT"),
    ("Số: 05/KH-UBND MẬT", "MẬT"),
    ("TỐI MẬT Số: 05/KH-UBND", "TỐI MẬT"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\tMẬT", "MẬT"),
    ("Số: 05/KH-UBND        TUYỆT MẬT", "TUYỆT MẬT"),
    ("Tối mật", "TỐI MẬT"),
    ("TÀI LIỆU MẬT", "MẬT"),
    ("TUYET MAT", "TUYỆT MẬT"),
    (unicodedata.normalize("NFD", "TỐI MẬT"), "TỐI MẬT"),
    ("M\u00a0Ậ\u00a0T", "MẬT"),
]

HONEST = [
    "bảo vệ bí mật nhà nước",
    "KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "CÔNG TÁC BẢO VỆ BÍ\nMẬT",
    "Giữ bảo\nmật",
    "quan hệ mật thiết với Nhân dân",
    "bảo mật thông tin khách hàng",
    "Danh mục bí mật nhà nước độ Mật, độ Tối mật thuộc lĩnh vực nội vụ",
    "Bỏ phiếu kín, giữ bí mật lá phiếu",
    "Độ mật: Không",
    "Tài liệu có độ mật phải lưu riêng",
    "mật độ xây dựng đạt 40%",
    "Mật khẩu đăng nhập",
    "Số: 05/KH-UBND\tHải An, ngày 05 tháng 01 năm 2026",
    "MẬT ONG RỪNG",
    "Kế hoạch số 12 về bảo vệ bí mật",
    "MAT",
]


@pytest.mark.parametrize(("stamp", "level"), STAMPED)
def test_stamp_is_seen(stamp: str, level: str) -> None:
    assert secrecy_stamp(f"{HEAD}{stamp}\nKẾ HOẠCH\nPhát động thi đua") == level


@pytest.mark.parametrize("words", HONEST)
def test_ordinary_words_are_no_stamp(words: str) -> None:
    assert secrecy_stamp(f"{HEAD}{words}\nKẾ HOẠCH\nPhát động thi đua") is None


def test_a_stamp_on_a_later_page_is_seen_but_a_lone_small_word_is_not() -> None:
    long_paper = "\n".join(f"Dòng {number}" for number in range(200))
    assert secrecy_stamp(f"{long_paper}\nTUYỆT MẬT\nPhụ lục") == "TUYỆT MẬT"
    assert secrecy_stamp(f"{long_paper}\nmật\nPhụ lục") is None


def test_empty_paper_has_no_stamp() -> None:
    assert secrecy_stamp("") is None


def test_a_line_of_blanks_is_looked_at_once() -> None:
    import time

    begun = time.process_time()
    assert secrecy_stamp(" " * 400_000) is None
    assert time.process_time() - begun < 5
