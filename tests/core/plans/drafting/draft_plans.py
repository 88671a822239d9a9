"""Plans read from invented papers, and plans put together by chance, for the tests of drafting."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from thidua.core.plans.identity import items, name_items
from thidua.core.plans.reading import read_plan

WARD = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 15/KH-UBND
Bến Ngọc, ngày 20 tháng 01 năm 2026
KẾ HOẠCH
Phát động phong trào thi đua năm 2026
Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ;
Thực hiện Kế hoạch số 08/KH-UBND ngày 09/01/2026 của Ủy ban nhân dân thành phố Hải Thành;
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Làm cho phố phường sạch hơn năm 2025.
2. Yêu cầu
- Việc nào giao tên người ấy trong năm 2026, giai đoạn 2026-2030.
II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt từ 95% trở lên.
(2) Số vụ va chạm giảm ít nhất 10% so với năm 2025.
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
CITY = """ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI THÀNH
Số: 08/KH-UBND
Hải Thành, ngày 09 tháng 01 năm 2027
KẾ HOẠCH
Phát động phong trào thi đua năm 2027
II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt 98%.
(2) Trồng 5.000 cây xanh trên địa bàn thành phố Hải Thành.
III. NHIỆM VỤ
1. Mở lớp dạy bơi cho học sinh tiểu học toàn thành phố.
IV. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã, phường: lập danh sách tuyến phố xanh của địa phương.
2. Các sở báo cáo kết quả về Sở Nội vụ trước ngày 15/12/2027.
"""


def plan_of(paper: str, mark: str = "i") -> Any:
    """The plan in a paper, its items named i0, i1, ..."""
    numbers = count()
    return name_items(dict(read_plan(paper)), lambda: f"{mark}{next(numbers)}")


def ids(plan: Any) -> list[str]:
    return [item["id"] for _, item in items(plan)]


_YEARS = st.integers(2024, 2032)
_WORDS = st.one_of(
    st.builds("Giữ phố sạch năm {}.".format, _YEARS),
    st.builds("Hoàn thành trước ngày 15/{:02d}/{}.".format, st.integers(1, 12), _YEARS),
    st.builds("Theo giai đoạn {}-2030 và Luật Đất đai năm {}.".format, _YEARS, _YEARS),
    st.text(alphabet="aăâđ năm0126/-,.", min_size=3, max_size=30),
)
_DAYS = st.one_of(
    st.none(), st.dates().map(lambda day: day.replace(year=2026 + day.year % 3).isoformat() if day.day < 29 else None)
)


@st.composite
def plans(draw: st.DrawFn) -> Any:
    """A plan of 2026 with lists of any length, items named and unnamed."""
    plan = plan_of(WARD)
    for name in ("purposes", "requirements", "tasks"):
        plan[name] = [{"label": None, "text": text} for text in draw(st.lists(_WORDS, max_size=4))]
    plan["deadlines"] = [
        {"kind": "report", "when": when, "what": what, "date": day, "bound": "before", "who": []}
        for when, what, day in draw(st.lists(st.tuples(_WORDS, _WORDS, _DAYS), max_size=4))
    ]
    numbers = count()
    return name_items(plan, lambda: f"g{next(numbers)}")
