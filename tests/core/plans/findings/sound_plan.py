"""A plan in which all is well, and how tests put one fault into it."""

from __future__ import annotations

from thidua.core.plans.findings import Finding, check_plan
from thidua.core.plans.reading import read_plan

SOUND = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH YÊN
Số: 8/KH-UBND
Bình Yên, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Phát động phong trào thi đua năm 2026
Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ;
Ủy ban nhân dân phường Bình Yên ban hành kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Làm cho phố đẹp hơn.
2. Yêu cầu
- Phạm vi trên địa bàn phường; nội dung gọn, tiêu chí rõ ràng.
II. CHỈ TIÊU THI ĐUA
(1) Trồng 500 cây xanh (Phòng Kinh tế chủ trì).
(2) Tỷ lệ hồ sơ đúng hạn đạt 99% (Trung tâm Phục vụ hành chính công chủ trì).
III. THỜI GIAN THỰC HIỆN
Từ ngày 06/01/2026 đến hết ngày 31/12/2026.
IV. KHEN THƯỞNG
- Chủ tịch Ủy ban nhân dân phường tặng Giấy khen cho người làm tốt khi tổng kết.
V. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Tuyên truyền, kiểm tra việc thực hiện; tổng hợp, gửi báo cáo về Sở Nội vụ chậm nhất ngày 10/12/2026.
2. Trung tâm Phục vụ hành chính công
- Niêm yết kết quả hằng tuần.
Nơi nhận:
- Phòng Kinh tế;
- Trung tâm Phục vụ hành chính công;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Tám
"""
GOAL = "Làm cho phố đẹp hơn."


def check(text: str) -> dict[str, Finding]:
    return {finding.code: finding for finding in check_plan(read_plan(text))}


def put(old: str, new: str, text: str = SOUND) -> str:
    assert old in text
    return text.replace(old, new)


def told(words: str, code: str) -> list[Finding]:
    """The findings of one code when `words` stand in the place of the purpose."""
    return [one for one in check_plan(read_plan(put(GOAL, words))) if one.code == code]
