"""Papers that the tests of plan pages file."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

PAPERS = Path(__file__).resolve().parents[3] / "src" / "thidua" / "jobs" / "sample" / "papers"
WHOLE = PAPERS / "ke-hoach-2026.docx"

SMALL = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 15/KH-UBND
Bến Ngọc, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Phát động phong trào thi đua năm 2026

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: làm cho phố phường sạch hơn.

II. CHỈ TIÊU
(1) Thu ngân sách đạt 1.784,4 tỷ đồng.
(2) Giữ vững an ninh trật tự.
(3) Tỷ lệ hộ dùng nước sạch đạt từ 95% đến 97%.

III. THỜI GIAN THỰC HIỆN
Từ ngày 20/01/2026 đến hết ngày 31/12/2026.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội: theo dõi, đôn đốc các đơn vị.
2. Các đơn vị báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 05/12/2026.

Nơi nhận:
- Các tổ dân phố;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Quốc Bảo
"""


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
