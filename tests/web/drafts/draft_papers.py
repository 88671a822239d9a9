"""Papers from which the tests of the writing pages begin."""

from __future__ import annotations

LAST = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 15/KH-UBND
Bến Ngọc, ngày 20 tháng 01 năm 2025

KẾ HOẠCH
Phát động phong trào thi đua năm 2026

Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ;

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Làm cho phố phường sạch hơn.
2. Yêu cầu
- Việc nào giao tên người ấy.

II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt từ 95% trở lên.
(2) Nâng cao nền nếp công sở.

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
ABOVE = """ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI THÀNH
Số: 8/KH-UBND
Hải Thành, ngày 05 tháng 01 năm 2027

KẾ HOẠCH
Phát động phong trào thi đua năm 2027

II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt 98%.
(2) Trồng 5.000 cây xanh trên địa bàn thành phố Hải Thành.

III. NHIỆM VỤ
1. Mở lớp dạy bơi cho học sinh tiểu học.

IV. TỔ CHỨC THỰC HIỆN
1. Các sở báo cáo kết quả về Sở Nội vụ trước ngày 15/12/2027.
"""
