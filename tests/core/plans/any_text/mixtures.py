"""Texts made of pieces of plan papers in any order: nearer to real damage than letters by chance."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

PIECES = [
    "KẾ HOẠCH",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "3. Các chỉ tiêu chủ yếu",
    "- (1)",
    "Phần đầu",
    "đạt 97%",
    "từ 3 đến 5 tuổi",
    "tăng 12,5-13%",
    "trong đó:",
    "Nơi nhận:",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Trần Văn An",
    "trước ngày 05/12/2026",
    "báo cáo",
    "hằng quý",
    "Số: 12/KH-UBND",
    "ngày   tháng   năm 2026",
    "STT\tChỉ tiêu\tĐơn vị tính\tKế hoạch",
    "1\tTrồng cây\tcây\t≥ 50",
    "Căn cứ Luật Đất đai",
    "Nghị quyết số 57-NQ/TW",
    "<sup>1</sup>",
    "**",
    "## ",
    "“",
    "”",
    '"',
    "phong trào",
    "chủ đề năm 2026 của xã",
    "Khối thi đua số 1 gồm:",
    "Giao Phòng Kinh tế",
    "phối hợp với",
    "Giấy khen",
    "IV. KHEN THƯỞNG",
    "V. TỔ CHỨC THỰC HIỆN",
    "\n",
    "\n\n",
    "\t",
    ";",
    ".",
    "|",
    "Giai đoạn 1 (từ 2026 - 2027)",
    "e\u0302\u0301",
    "\u200b",
    "\r\n",
    "31/02/2026",
    "không để xảy ra",
    "III. THỜI GIAN THỰC HIỆN",
    "từ nay đến hết tháng 12",
]
LINES = [
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "XÃ TÂN PHÚ\tĐộc lập - Tự do - Hạnh phúc",
    "Số: 7/KH-UBND\tTân Phú, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Phát động phong trào thi đua năm 2026",
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ về thi đua;",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "a) Khơi dậy sức dân trong việc làng, việc xóm.",
    "2. Yêu cầu",
    "- Thi đua phải thiết thực, có người theo dõi.",
    "II. CHỈ TIÊU THI ĐUA",
    "(1) Trồng 500 cây xanh; tỷ lệ sống đạt từ 90% trở lên.",
    "- Giảm 12 hộ nghèo, trong đó: 5 hộ có công.",
    "+ Không để xảy ra cháy rừng",
    "- Thu ngân sách tăng từ 10 - 12% so với năm 2025 (năm 2025: 8,5 tỷ đồng).",
    "TT\tChỉ tiêu\tĐơn vị tính\tKế hoạch\tChủ trì",
    "1\tTỷ lệ hộ dùng nước sạch\t%\t≥ 98\tPhòng Kinh tế",
    "2\tSố mô hình mới\tmô hình\t04\tHội Nông dân; Đoàn Thanh niên",
    "III. NỘI DUNG THI ĐUA",
    "1. Đẩy mạnh phong trào “Xóm sạch ngõ đẹp” do Hội Phụ nữ phát động.",
    "IV. THỜI GIAN THỰC HIỆN",
    "- Đợt 1: từ ngày 06/01/2026 đến hết ngày 30/6/2026.",
    "Đợt 2 (tháng 7 - 12/2026): chào mừng ngày thành lập xã",
    "V. KHEN THƯỞNG",
    "Cuối năm, Chủ tịch Ủy ban nhân dân xã tặng Giấy khen cho 05 tập thể, 10 cá nhân.",
    "VI. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Văn hóa - Xã hội",
    "- Chủ trì, phối hợp với Phòng Kinh tế kiểm tra; gửi báo cáo trước ngày 05/12/2026.",
    "2. Các trường học: tuyên truyền trên Trang thông tin điện tử, hằng quý báo cáo trước ngày 15 tháng cuối quý.",
    "Giao Công an xã giữ trật tự.",
    "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
    "- Sở Nội vụ (b/c);\tKT. CHỦ TỊCH",
    "- Lưu: VT, VHXH.\tPHÓ CHỦ TỊCH",
    "\tLê Văn Hoà",
    "2",
    "<sup>1</sup> Quyết định số 9/QĐ-UBND ngày 02/01/2026.",
    "",
]
PLANLIKE = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
IN_LINES = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)
MIXTURES = PLANLIKE | IN_LINES


def sources(value: object) -> Iterator[dict[str, list[int]]]:
    """Every place that a plan names."""
    if isinstance(value, dict):
        if "source" in value:
            yield value["source"]
        for inner in value.values():
            yield from sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources(inner)
