"""What a colleague would remark on a plan: each remark shown by one small fault."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.core.plans.findings import Finding, check_plan
from thidua.core.plans.reading import read_plan

SOUND = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH YÊN
Số: 8/KH-UBND
Bình Yên, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Phát động phong trào thi đua năm 2026
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Làm cho phố đẹp hơn.
II. CHỈ TIÊU THI ĐUA
(1) Trồng 500 cây xanh.
(2) Tỷ lệ hồ sơ đúng hạn đạt 99%.
III. KHEN THƯỞNG
- Tặng Giấy khen cho người làm tốt.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Tổng hợp, gửi báo cáo về Sở Nội vụ chậm nhất ngày 10/12/2026.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Văn Tám
"""


def found(text: str, today: date | None = None) -> dict[str, Finding]:
    return {finding.code: finding for finding in check_plan(read_plan(text), today)}


def test_a_sound_plan_has_nothing_to_remark() -> None:
    assert found(SOUND) == {}


FAULTS = [
    ("Số: 8/KH-UBND", "Số:      /KH-UBND", "A56", "should"),
    ("ngày 05 tháng 01 năm 2026", "ngày     tháng 01 năm 2026", "A55", "should"),
    ("CHỦ TỊCH\nLê Văn Tám", "", "A57", "should"),
    ("(1) Trồng 500 cây xanh.\n(2) Tỷ lệ hồ sơ đúng hạn đạt 99%.", "Xem phụ lục.", "A40", "must"),
    ("(2) Tỷ lệ", "(1) Tỷ lệ", "A41", "must"),
    ("(2) Tỷ lệ", "(3) Tỷ lệ", "A42", "should"),
    ("(1) Trồng 500 cây xanh.", "(1) Giữ vững nếp sống đẹp.", "A43", "should"),
    ("đạt 99%.", "đạt 99%; gia đình văn hóa đạt 95%.", "A44", "should"),
    ("Trồng 500 cây xanh.", "Thu ngân sách đạt 1.784 tỷ đồng.", "A48", "must"),
    ("đạt 99%", "đạt 120%", "A69", "must"),
    ("chậm nhất ngày 10/12/2026", "trước ngày 10/12/2026", "A50", "must"),
    ("chậm nhất ngày 10/12/2026", "theo quy định", "A51", "must"),
    ("chậm nhất ngày 10/12/2026", "chậm nhất ngày 12/12/2026", "deadline_day_off", "should"),
    ("gửi báo cáo về Sở Nội vụ", "gửi báo cáo về Phòng Nội vụ", "no_report_upward", "should"),
    ("III. KHEN THƯỞNG", "III. THỜI GIAN\nTừ 01/01/2025 đến 31/12/2025.\nIV. KHEN THƯỞNG", "A59", "must"),
    ("Trồng 500 cây xanh.", "Hộ khó khăn theo chuẩn giai đoạn 2021-2025 dưới 1%.", "expired_norm", "should"),
    ("Làm cho phố đẹp hơn.", "Làm cho xã nhà, của xã đẹp hơn.", "wrong_tier", "should"),
    ("Làm cho phố đẹp hơn.", "Làm cho cho, phố của của mình đẹp hơn.", "doubled_word", "spelling"),
    ("- Làm cho phố đẹp hơn.", "- Phần đầu cho phố đẹp hơn.", "A49", "spelling"),
    ("Làm cho phố đẹp hơn.", "Làm cùng bà Hoa, số 079123456789.", "A64", "must"),
    ("III. KHEN THƯỞNG\n- Tặng Giấy khen cho người làm tốt.\n", "", "missing_section", "should"),
    ("I. MỤC ĐÍCH, YÊU CẦU\n", "", "missing_heading", "should"),
]


@pytest.mark.parametrize(("sound", "fault", "code", "severity"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_one_fault_one_remark(sound: str, fault: str, code: str, severity: str) -> None:
    assert sound in SOUND
    findings = found(SOUND.replace(sound, fault))
    assert code in findings, sorted(findings)
    assert findings[code].severity == severity
    assert findings[code].message.endswith((".", "?"))


def test_a_passed_deadline_is_told_only_when_the_day_is_known() -> None:
    assert "A53" not in found(SOUND)
    assert "A53" in found(SOUND, date(2027, 1, 5))
    assert "A53" not in found(SOUND, date(2026, 12, 10))


def test_one_paper_with_two_dates() -> None:
    text = SOUND.replace(
        "- Làm cho phố đẹp hơn.",
        "- Theo Chỉ thị số 9-CT/TU ngày 02/3/2025.\n- Nhắc lại Chỉ thị số 9-CT/TU ngày 05/3/2025.",
    )
    finding = found(text)["two_dates"]
    assert "02/03/2025 và 05/03/2025" in finding.message


def test_the_strict_or_inclusive_day_is_asked_with_both_days() -> None:
    finding = found(SOUND.replace("chậm nhất ngày 10/12/2026", "trước ngày 05/12/2026"))["A50"]
    assert finding.message == "Hạn là hết thứ Sáu 04/12 hay hết thứ Bảy 05/12?"
    assert finding.item == "deadlines/0"


def test_a_slip_names_its_place_and_the_right_words() -> None:
    finding = found(SOUND.replace("(1) Trồng", "(1) Phần đầu trồng"))["A49"]
    assert (finding.item, finding.suggestion) == ("targets/0", "Phấn đấu")
    assert finding.source is not None and finding.source["lines"] == [11, 11]


def test_grave_things_come_first() -> None:
    text = SOUND.replace("Số: 8", "Số:  ").replace("đạt 99%", "đạt 120%").replace("- Làm", "- Phần đầu làm")
    order = [finding.severity for finding in check_plan(read_plan(text))]
    assert order == sorted(order, key=["must", "should", "spelling"].index)


def test_compounds_that_meet_in_one_syllable_are_no_slip() -> None:
    text = SOUND.replace(
        "Làm cho phố đẹp hơn.", "Trở thành thành phố đáng sống, ban hành hành lang mới, ngày ngày sạch."
    )
    assert "doubled_word" not in found(text)
