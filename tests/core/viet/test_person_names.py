"""Titles before names of persons."""

from __future__ import annotations

import pytest

from thidua.core.viet.names import parted_name


@pytest.mark.parametrize(
    ("written", "titles", "name"),
    [
        ("Nguyễn Văn An", "", "Nguyễn Văn An"),
        ("Đ/c Nguyễn Văn An", "Đ/c", "Nguyễn Văn An"),
        ("Ông: Lê Văn Cường", "Ông", "Lê Văn Cường"),
        ("PGS.TS Ngô An Bình", "PGS.TS", "Ngô An Bình"),
        ("ThS. BSCKII. Võ Tấn  Tài", "ThS. BSCKII.", "Võ Tấn Tài"),
        ("Thượng tá Đỗ Văn Năm", "Thượng tá", "Đỗ Văn Năm"),
        ("Bà Nguyễn Thị Cô", "Bà", "Nguyễn Thị Cô"),
        ("Cô Ba", "", "Cô Ba"),
        ("Anh Tuấn", "", "Anh Tuấn"),
        ("Bác sĩ Lê Văn Bảy", "Bác sĩ", "Lê Văn Bảy"),
        ("Đồng chí Bác sĩ CKII Lê Văn Bảy", "Đồng chí Bác sĩ CKII", "Lê Văn Bảy"),
        ("Thầy thuốc ưu tú Lê Văn Bảy", "Thầy thuốc ưu tú", "Lê Văn Bảy"),
        ("Cô giáo Trần Thị Mận", "Cô giáo", "Trần Thị Mận"),
        ("Anh hùng Lao động Lê Mận", "Anh hùng Lao động", "Lê Mận"),
        ("Bác Lê Văn Bảy", "Bác", "Lê Văn Bảy"),
        ("Ông Thị Hoa", "", "Ông Thị Hoa"),
        ("Anh Văn Tú", "", "Anh Văn Tú"),
        ("Ông Văn Thị Hoa", "Ông", "Văn Thị Hoa"),
        ("Bà Văn Kim Hoa", "Bà", "Văn Kim Hoa"),
        ("Tsu Văn Gấm", "", "Tsu Văn Gấm"),
        ("", "", ""),
    ],
)
def test_titles_are_parted_from_the_name(written: str, titles: str, name: str) -> None:
    assert parted_name(written) == (titles, name)
