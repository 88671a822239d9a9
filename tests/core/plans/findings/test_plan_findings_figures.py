"""Figures: two things in one sentence are no contradiction, and a plan may be exceeded."""

from __future__ import annotations

import pytest
from sound_plan import told

SILENT = [
    ("fraction_disagrees", "Phấn đấu 15/20 thôn có 95% hộ đạt gia đình văn hóa."),
    ("fraction_disagrees", "Xã đạt 15/19 tiêu chí nông thôn mới và 90% đường ngõ được cứng hóa."),
    ("fraction_disagrees", "Xã đạt 15/19 tiêu chí và đạt 90% đường ngõ được cứng hóa."),
    ("fraction_disagrees", "Đạt chuẩn 12/19 tiêu chí, 100% thôn có nhà văn hóa."),
    ("fraction_disagrees", "Có 5/7 trường đạt chuẩn; 100% giáo viên đạt chuẩn."),
    ("fraction_disagrees", "Có 5/7 trường đạt chuẩn, giáo viên đạt chuẩn chiếm 100%."),
    ("fraction_disagrees", "Có 3/5 trường đạt 100% giáo viên giỏi."),
    ("fraction_disagrees", "Có 15/20 thôn có tỷ lệ hộ nghèo chiếm 5%."),
    ("fraction_disagrees", "Có 15/20 thôn có hộ khá giả đạt 60%."),
    ("fraction_disagrees", "Có 15 trên tổng số 20 thôn có 95% hộ đạt gia đình văn hóa."),
    ("fraction_disagrees", "Có 15 trên tổng số 20 thôn với số hộ khá đạt 95%."),
    ("fraction_disagrees", "Đã làm 15/20 công trình, đạt 90% kế hoạch."),
    ("fraction_disagrees", "Dịp Quốc khánh 2/9 có 100% hộ dân treo cờ."),
    ("fraction_disagrees", "30/4 và 1/5 có 100% hộ dân treo cờ."),
    ("fraction_disagrees", "Lễ 02/9 hộ dân treo cờ đạt 100%; ngày 3/2 đảng viên dự đạt 95%."),
    ("fraction_disagrees", "Có 100% hộ dân treo cờ (2/9)."),
    ("parts_exceed_total", "Kết nạp 30 đảng viên, trong đó 18 đảng viên nữ, 16 đảng viên là người dân tộc thiểu số."),
    ("parts_exceed_total", "Đào tạo 1.000 lao động, trong đó: 600 lao động nữ, 500 lao động nông thôn."),
    ("parts_exceed_total", "Có 200 người tham gia, trong đó 150 người cao tuổi, 120 người khuyết tật."),
    ("percent_over_100", "Thu ngân sách trên địa bàn đạt 105% trở lên."),
    ("percent_over_100", "Thu ngân sách đạt 105% nghị quyết Hội đồng nhân dân."),
    ("percent_over_100", "Quỹ vì người nghèo đạt 110% chỉ tiêu."),
    ("percent_over_100", "Vận động, thu Quỹ đền ơn đáp nghĩa đạt 110% trở lên."),
    ("percent_over_100", "Sản lượng lúa đạt 112%."),
    ("percent_over_100", "Tỷ lệ thu ngân sách đạt 105%."),
    ("percent_over_100", "Tỷ lệ hộ nghèo còn 1%, sản lượng đạt 112%."),
]


@pytest.mark.parametrize(("code", "words"), SILENT, ids=[row[1] for row in SILENT])
def test_nothing_is_said_of_figures_that_may_stand_together(code: str, words: str) -> None:
    assert [one.message for one in told(words, code)] == []


FIRED = [
    ("fraction_disagrees", "must", "Có 15/20 thôn đạt chuẩn, đạt 95%."),
    ("fraction_disagrees", "must", "Có 15/20 thôn có nhà văn hóa, chiếm 95%."),
    ("fraction_disagrees", "must", "Có 15/20 thôn có nhà văn hóa (95%)."),
    ("fraction_disagrees", "must", "Có 15/20 thôn có nhà văn hóa (đạt tỷ lệ 95%)."),
    ("fraction_disagrees", "must", "Có 15/20 thôn sạch đẹp đạt 95% tổng số thôn."),
    ("fraction_disagrees", "must", "Có 15/20 thôn sạch đẹp, tương đương 95%; 100% hộ tham gia."),
    ("fraction_disagrees", "must", "Có 15 trên tổng số 20 thôn sạch đẹp, bằng 95%."),
    ("parts_exceed_total", "must", "Kết nạp 30 đảng viên, trong đó 40 đảng viên nữ."),
    ("parts_exceed_total", "should", "Giảm 12 hộ khó khăn, trong đó: 8 hộ nghèo, 6 hộ cận nghèo."),
    ("parts_exceed_total", "should", "Kết nạp 30 đảng viên, trong đó 18 đảng viên nam, 16 đảng viên nữ."),
    ("parts_exceed_total", "should", "Tập huấn 200 người tham gia, trong đó: 150 người ở phố, 120 người ở chợ."),
    ("percent_over_100", "must", "Tỷ lệ hồ sơ đúng hạn đạt 105%."),
    ("percent_over_100", "must", "Tỷ lệ hộ dùng nước sạch: 105%."),
    ("percent_over_100", "must", "Có 105% hộ dân dùng nước sạch."),
    ("percent_over_100", "must", "Có 105% số hộ dân dùng nước sạch."),
]


@pytest.mark.parametrize(("code", "severity", "words"), FIRED, ids=[row[2] for row in FIRED])
def test_what_cannot_be_is_still_told(code: str, severity: str, words: str) -> None:
    assert [one.severity for one in told(words, code)] == [severity]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Tập huấn 200 người tham gia, trong đó: 150 người ở phố, 120 người ở chợ.", "200 người."),
        ("Làm 20 mô hình mới, trong đó: 15 mô hình ở phố, 12 mô hình ở chợ.", "20 mô hình."),
        ("Trồng 500 khóm hoa, trong đó: 300 khóm ở phố, 250 khóm ở chợ.", "500 khóm hoa."),
        ("Thu 3 tỷ đồng, trong đó: 2 tỷ đồng ở phố, 2 tỷ đồng ở chợ.", "3 tỷ đồng."),
    ],
)
def test_a_unit_is_told_whole(words: str, unit: str) -> None:
    [finding] = told(words, "parts_exceed_total")
    assert f"hơn tổng {unit}" in finding.message


ROWS = """II. CHỈ TIÊU THI ĐUA
TT\tChỉ tiêu\tĐơn vị tính\tKế hoạch\tChủ trì
1\tLao động được đào tạo\tngười\t1000\tPhòng Kinh tế
1.1\tTrong đó: {}\tngười\t600\tPhòng Kinh tế
1.2\t{}\tngười\t{}\tPhòng Kinh tế
III."""


@pytest.mark.parametrize(
    ("rows", "severity"),
    [
        (("Lao động nữ", "Lao động nông thôn", "500"), []),
        (("Lao động nữ", "Lao động nông thôn", "1500"), ["must"]),
        (("Lao động làm may", "Lao động làm mộc", "500"), ["should"]),
        (("Lao động làm may", "Lao động làm mộc", "300"), []),
    ],
)
def test_rows_below_a_total_are_judged_like_words(rows: tuple[str, str, str], severity: list[str]) -> None:
    from sound_plan import SOUND, put

    from thidua.core.plans.findings import check_plan
    from thidua.core.plans.reading import read_plan

    old = SOUND[SOUND.index("II. CHỈ TIÊU") : SOUND.index(" THỜI GIAN THỰC")]
    plan = read_plan(put(old, ROWS.format(*rows)))
    assert [one.severity for one in check_plan(plan) if one.code == "parts_exceed_total"] == severity
