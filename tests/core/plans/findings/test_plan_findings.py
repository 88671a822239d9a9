"""What a colleague would remark on a plan: each code shown firing by one small fault, and silent where all is well."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from rule_codes import codes_of
from sound_plan import GOAL, SOUND, check, put

from thidua.core.plans.findings import ask_plan, beside, check_plan
from thidua.core.plans.matching import UnitCard
from thidua.core.plans.reading import read_plan

ROOT = Path(__file__).parents[4]
TREES = "(1) Trồng 500 cây xanh (Phòng Kinh tế chủ trì)."
AWARD = "- Chủ tịch Ủy ban nhân dân phường tặng Giấy khen cho người làm tốt khi tổng kết."
UP_AND_DOWN = """
- Đề nghị tặng:
+ Bằng khen của Thủ tướng Chính phủ;
+ Giấy khen;
+ Huân chương Lao động."""
UNIT = "kết quả hằng tuần."
TO_WARD = "kết quả; gửi báo cáo về Ủy ban nhân dân phường chậm nhất ngày"
CENTRE = "- Trung tâm Phục vụ hành chính công;\n"
REPORT = "gửi báo cáo về Sở Nội vụ chậm nhất ngày 10/12/2026"


def test_a_sound_plan_has_nothing_to_remark() -> None:
    assert check(SOUND) == {}
    assert ask_plan(read_plan(SOUND)) == []


def goal(words: str) -> tuple[str, str]:
    return GOAL, words


def trees(words: str) -> tuple[str, str]:
    return TREES, words


# code, severity, what is put in the place of what, and the line that the finding points at (from 1; None for none)
FAULTS = [
    ("target_without_owner", "should", trees("(1) Trồng 500 cây xanh."), 15),
    ("measure_without_number", "should", trees("(1) Giữ vững nếp sống đẹp (Phòng Kinh tế chủ trì)."), 15),
    ("several_targets_in_one", "should", ("đạt 99%", "đạt 99%; số hộ văn hóa đạt 95%"), 16),
    ("wrong_tier", "should", goal("Làm đẹp phố trên địa bàn xã."), 11),
    ("wrong_tier", "should", goal("UBND xã làm cho phố đẹp hơn."), 11),
    ("wrong_tier", "should", goal("Làm cho toàn xã đẹp hơn."), 11),
    ("wrong_tier", "should", goal("Nhân dân xã Bình Yên làm đẹp phố."), 11),
    ("standard_ended", "should", goal("Giảm hộ khó khăn theo chuẩn nghèo giai đoạn 2021-2025."), 11),
    ("instrument_two_dates", "must", goal("Theo Nghị định số 152/2025/NĐ-CP ngày 15/6/2025."), 11),
    ("instrument_replaced", "must", ("152/2025/NĐ-CP ngày 14/6/2025", "98/2023/NĐ-CP ngày 31/12/2023"), 7),
    ("instrument_replaced", "should", ("152/2025/NĐ-CP ngày 14/6/2025", "91/2017/NĐ-CP ngày 31/7/2017"), 7),
    ("figures_disagree", "should", goal("Có 1.200 hộ kinh doanh (đạt 24 hộ kinh doanh/1.000 dân)."), 11),
    ("figures_disagree", "should", goal("Dân số 30.000 người; có 1.200 cửa hàng, 24 cửa hàng/1000 dân."), 11),
    ("fraction_disagrees", "must", goal("Đã sạch 75,5% (30/48 tổ dân phố)."), 11),
    ("fraction_disagrees", "must", goal("Có 30/48 tổ dân phố sạch đẹp, đạt 72,5%."), 11),
    ("fraction_disagrees", "must", goal("Toàn phường có 24 tổ dân phố; năm nay sạch 50% (8 tổ dân phố)."), 11),
    ("parts_exceed_total", "must", goal("Trồng 500 cây, trong đó: 600 cây ở phố, 250 cây ở trường."), 11),
    ("parts_exceed_total", "should", goal("Trồng 500 cây, trong đó: 300 cây ở phố, 250 cây ở trường."), 11),
    ("percent_over_100", "must", ("đạt 99%", "đạt 120%"), 16),
    ("deadline_day_off", "should", ("ngày 10/12/2026", "ngày 12/12/2026"), 23),
    ("deadline_before_end", "should", (REPORT, "gửi báo cáo tổng kết về Sở Nội vụ chậm nhất ngày 02/10/2026"), 23),
    ("deadline_before_end", "should", (REPORT, "gửi báo cáo về Sở Nội vụ chậm nhất ngày 10/12/2025"), 23),
    ("deadline_after_higher", "must", (UNIT, f"{TO_WARD} 15/12/2026."), 25),
    ("deadline_no_such_day", "must", ("ngày 10/12/2026", "ngày 31/11/2026"), 23),
    ("period_reversed", "must", ("đến hết ngày 31/12/2026", "đến hết ngày 31/12/2025"), 18),
    ("title_year_differs", "must", ("thi đua năm 2026", "thi đua năm 2027"), 18),
    ("missing_heading", "should", ("III. THỜI GIAN THỰC HIỆN\n", "THỜI GIAN THỰC HIỆN\n"), 19),
    ("missing_heading", "should", ("2. Trung tâm Phục vụ hành chính", "3. Trung tâm Phục vụ hành chính"), 24),
    ("missing_section", "should", (SOUND[SOUND.index("Nơi nhận") : SOUND.index("TM.")], ""), None),
    ("missing_section", "should", (f"IV. KHEN THƯỞNG\n{AWARD}\nV.", "IV."), None),
    ("launch_content_missing", "should", ("Tuyên truyền, kiểm tra việc thực hiện", "Tuyên truyền"), None),
    ("launch_content_missing", "should", ("gọn, tiêu chí rõ ràng", "gọn, rõ ràng"), None),
    ("launch_content_missing", "should", (" khi tổng kết", ""), None),
    ("blank_number", "should", ("Số: 8/KH-UBND", "Số:      /KH-UBND"), 3),
    ("blank_date", "should", ("ngày 05 tháng 01 năm 2026", "ngày     tháng 01 năm 2026"), None),
    ("no_signature", "should", ("CHỦ TỊCH\nLê Văn Tám", ""), None),
    ("duty_unit_not_recipient", "should", ("- Trung tâm Phục vụ hành chính công;\n", ""), 24),
    ("recipient_without_duty", "should", ("- Lưu: VT.", "- Phòng Văn hóa - Xã hội;\n- Lưu: VT."), 29),
    ("abolished_unit", "should", goal("Phối hợp với Sở Lao động - Thương binh và Xã hội."), 11),
    ("abolished_unit", "should", goal("Phối hợp với Công an huyện."), 11),
    ("abolished_unit", "should", goal("Gửi hồ sơ về Phòng Nội vụ quận."), 11),
    ("award_beyond_authority", "must", ("tặng Giấy khen", "tặng Bằng khen"), 20),
    ("award_beyond_authority", "must", (AWARD, "Hiệu trưởng quyết định tặng Bằng khen khi tổng kết."), 20),
    ("award_beyond_authority", "must", (AWARD, "Trưởng Khối thi đua tặng Giấy khen khi tổng kết."), 20),
    ("award_ladder_order", "should", (AWARD, AWARD + UP_AND_DOWN), 24),
    ("doubled_word", "spelling", goal("Làm cho phố của của mình đẹp hơn."), 11),
    ("doubled_word", "spelling", goal("Báo cáo cáo kết quả hằng tuần."), 11),
    ("unclosed_quotes", "spelling", goal("Hưởng ứng phong trào “Phố sạch, nhà đẹp."), 11),
    ("unclosed_quotes", "spelling", goal('Hưởng ứng phong trào "Phố sạch, nhà đẹp.'), 11),
    ("ocr_slip", "spelling", goal("Phần đầu cho phố đẹp hơn."), 11),
    ("duplicate_target_number", "must", ("(2) Tỷ lệ", "(1) Tỷ lệ"), 16),
    ("target_number_skipped", "should", ("(2) Tỷ lệ", "(4) Tỷ lệ"), 16),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "severity", "fault", "line"), FAULTS, ids=[f"{f[0]}-{at}" for at, f in enumerate(FAULTS)]
)
def test_one_fault_one_remark(code: str, severity: str, fault: tuple[str, str], line: int | None) -> None:
    found = check(put(*fault))
    assert code in found, sorted(found)
    finding = found[code]
    assert finding.severity == severity
    assert finding.message.endswith((".", "?", "…"))
    assert not finding.asks
    if line is not None:
        assert finding.source is not None
        assert finding.source["lines"][0] <= line <= finding.source["lines"][1]


SILENT = [
    ("target_without_owner", trees("(1) Trồng 500 cây xanh.\nĐơn vị chủ trì từng chỉ tiêu ghi tại phụ lục kèm theo.")),
    ("target_without_owner", trees("(1) Mỗi đơn vị trồng ít nhất 05 cây xanh.")),
    ("measure_without_number", trees("(1) Không để xảy ra cháy lớn (Phòng Kinh tế chủ trì).")),
    ("measure_without_number", trees("(1) Xây dựng hai mô hình phố sạch (Phòng Kinh tế chủ trì).")),
    ("several_targets_in_one", ("đạt 99%", "đạt từ 97% đến 99%")),
    (
        "several_targets_in_one",
        trees("(1) Thu ngân sách đạt 612,5 tỷ đồng, tăng 11% so với năm 2025 (Phòng Kinh tế chủ trì)."),
    ),
    ("several_targets_in_one", trees("(1) Trồng 500 cây xanh (tương đương 10 cây/phố) (Phòng Kinh tế chủ trì).")),
    ("wrong_tier", goal("Các xã, phường, đặc khu làm đẹp xã hội; hợp tác xã cùng xã Tân Lập tham gia.")),
    ("wrong_tier", goal("Kết nghĩa với Ủy ban nhân dân xã Tân Lập.")),
    ("wrong_tier", goal("Trạm đạt bộ tiêu chí quốc gia về y tế xã.")),
    ("standard_ended", goal("Giảm hộ khó khăn theo chuẩn nghèo giai đoạn 2026-2030.")),
    ("standard_ended", goal("Kết quả giảm nghèo theo chuẩn nghèo giai đoạn 2021-2025 là khá.")),
    ("instrument_two_dates", goal("Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025; tháng 6 năm 2025.")),
    ("instrument_two_dates", goal("Kế hoạch số 12/KH-UBND ngày 05/02/2025 và Kế hoạch số 12/KH-UBND ngày 09/02/2026.")),
    ("instrument_replaced", goal("Nghị định 152/2025/NĐ-CP thay thế Nghị định số 98/2023/NĐ-CP ngày 31/12/2023.")),
    ("instrument_replaced", goal("Nghị định số 98/2023/NĐ-CP đã hết hiệu lực.")),
    ("figures_disagree", goal("Dân số 50.000 người; có 1.200 cửa hàng, 24 cửa hàng/1000 dân.")),
    ("fraction_disagrees", goal("Đã sạch 58,9% (66/112 tổ dân phố); 66,7% (2/3 ngõ); từ ngày 30/4 đạt 50%.")),
    ("fraction_disagrees", goal("Toàn phường có 16 tổ dân phố; năm nay sạch 50% (8 tổ dân phố).")),
    ("parts_exceed_total", goal("Trồng 500 cây, trong đó: 300 cây ở phố, 200 cây ở trường.")),
    ("percent_over_100", goal("Thu ngân sách vượt 120% kế hoạch; số lượt khách tăng 150%.")),
    ("deadline_day_off", ("ngày 10/12/2026", "ngày 11/12/2026")),
    ("deadline_before_end", ("ngày 10/12/2026", "ngày 04/12/2026")),
    ("deadline_before_end", ("kết quả hằng tuần.", "kết quả; gửi bản đăng ký thi đua chậm nhất ngày 05/01/2026.")),
    ("deadline_after_higher", (UNIT, f"{TO_WARD} 04/12/2026.")),
    ("deadline_no_such_day", ("ngày 10/12/2026", "ngày 30/11/2026")),
    ("title_year_differs", ("thi đua năm 2026", "thi đua giai đoạn 2026 - 2030")),
    ("launch_content_missing", ("kiểm tra việc thực hiện", "đôn đốc, giám sát việc thực hiện")),
    ("duty_unit_not_recipient", (CENTRE, "- Các phòng, ban, đơn vị thuộc phường;\n")),
    ("duty_unit_not_recipient", ("- Trung tâm Phục vụ hành chính công;\n", "- Như trên;\n")),
    ("recipient_without_duty", ("- Lưu: VT.", "- Sở Nội vụ;\n- Lãnh đạo phường;\n- Đoàn Thanh niên;\n- Lưu: VT.")),
    ("abolished_unit", goal("Tiếp nhận hồ sơ từ Công an huyện trước đây.")),
    ("abolished_unit", goal("Thông tư số 14/2020/TT-BLĐTBXH của Bộ Lao động - Thương binh và Xã hội.")),
    ("award_beyond_authority", (AWARD, AWARD + "\n- Đề nghị Chủ tịch Ủy ban nhân dân thành phố tặng Bằng khen.")),
    ("award_beyond_authority", (AWARD, AWARD + "\n- Chủ tịch Ủy ban nhân dân thành phố tặng Bằng khen.")),
    ("award_ladder_order", (AWARD, AWARD + "\n- Giấy khen;\n- Bằng khen của Chủ tịch tỉnh;\n- Huân chương Lao động.")),
    ("doubled_word", goal("Trở thành thành phố đáng sống, ban hành hành lang mới, luôn luôn đẹp, xa xa.")),
    ("unclosed_quotes", goal("Hưởng ứng “Phố sạch”, \"Nhà đẹp\" và “Phố “xanh” của ta”.")),
    ("ocr_slip", goal("Phấn đấu cho phố đẹp hơn; phần đầu của kế hoạch.")),
    ("duplicate_target_number", ("(2) Tỷ lệ", "(3) Tỷ lệ")),
    ("target_number_skipped", ("(2) Tỷ lệ", "(2) Tỷ lệ")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), SILENT, ids=[f"{s[0]}-{at}" for at, s in enumerate(SILENT)])
def test_nothing_is_said_where_all_is_well(code: str, change: tuple[str, str]) -> None:
    assert code not in check(put(*change))


def test_all_targets_without_owner_are_one_remark() -> None:
    text = re.sub(r" \([^()]*chủ trì\)", "", SOUND)
    found = [one for one in check_plan(read_plan(text)) if one.code == "target_without_owner"]
    assert len(found) == 1
    assert found[0].source is not None and found[0].source["lines"] == [15, 16]
    assert found[0].message.startswith("2 chỉ tiêu")


def test_a_slip_is_told_once_with_all_its_places_and_the_right_words() -> None:
    text = put(GOAL, "Phần đầu đẹp hơn.", put("(1) Trồng", "(1) Phần đầu trồng"))
    slips = [one for one in check_plan(read_plan(text)) if one.code == "ocr_slip"]
    assert [(one.suggestion, one.source["lines"]) for one in slips if one.source] == [("Phấn đấu", [11, 11])]
    assert [one.source["lines"] for one in slips[0].related] == [[15, 15]]


def test_the_tier_is_told_the_other_way_round_too() -> None:
    text = put("PHƯỜNG BÌNH YÊN", "XÃ BÌNH YÊN").replace("phường", "xã")
    assert check(text) == {}
    found = check(put(GOAL, "Làm đẹp đường trên địa bàn phường.", text))
    assert found["wrong_tier"].suggestion == "xã"


def test_a_plan_dated_before_the_end_may_rest_on_the_old_decree() -> None:
    old = put("152/2025/NĐ-CP ngày 14/6/2025", "98/2023/NĐ-CP ngày 31/12/2023").replace("2026", "2025")
    assert "instrument_replaced" not in check(old)
    assert "abolished_unit" not in check(put(GOAL, "Phối hợp với Công an huyện.", old))


def test_who_decides_an_award_weighs_no_more_than_it_is_known() -> None:
    known = check(put(AWARD, AWARD.replace("Giấy khen", "Bằng khen")))["award_beyond_authority"]
    recalled = check(put(AWARD, AWARD.replace("Giấy khen", "Cờ thi đua")))["award_beyond_authority"]
    assert (known.severity, recalled.severity) == ("must", "should")


def test_an_unknown_unit_is_told_only_against_a_list_with_the_nearest_name() -> None:
    plan = read_plan(SOUND)
    card = UnitCard(UUID(int=1), "Phòng Kinh tế", "", "office")
    centre = UnitCard(UUID(int=2), "Trung tâm Phục vụ hành chính công", "", "centre")
    assert not [one for one in check_plan(plan) if one.code == "unknown_unit"]
    assert not [one for one in check_plan(plan, units=[card, centre]) if one.code == "unknown_unit"]
    near = UnitCard(UUID(int=3), "Trung tâm Dịch vụ công", "", "centre")
    found = [one for one in check_plan(plan, units=[card, near]) if one.code == "unknown_unit"]
    assert [(one.item, one.suggestion) for one in found] == [("assignments/1", "Trung tâm Dịch vụ công")]


def test_two_papers_that_date_one_document_differently_point_at_each_other() -> None:
    one = read_plan(put(GOAL, "Theo Nghị quyết số 59-NQ/TW ngày 24/01/2025."))
    other = read_plan("\n" + put(GOAL, "Theo Nghị quyết số 59 - NQ/TW, ngày 25/1/2025."))
    [finding] = check_plan(one, shelf=[beside("khac.txt", other)])
    assert (finding.code, finding.severity) == ("instrument_two_dates", "must")
    assert finding.source is not None and finding.source["lines"] == [11, 11]
    assert [(each.file, each.source["lines"]) for each in finding.related] == [("khac.txt", [12, 12])]
    assert check_plan(one, shelf=[beside("khac.txt", read_plan(SOUND))]) == []


def test_offices_that_count_their_own_numbers_do_not_contradict() -> None:
    one = read_plan(put(GOAL, "Theo Kế hoạch số 8/KH-UBND ngày 09/02/2026 của Ủy ban nhân dân thành phố."))
    assert check_plan(one) == []


HIGHER = """ỦY BAN NHÂN DÂN
THÀNH PHỐ BIỂN ĐÔNG
Số: 3/KH-UBND
Biển Đông, ngày 02 tháng 01 năm 2026
KẾ HOẠCH
Phát động phong trào thi đua năm 2026
I. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã, phường, đặc khu
- Gửi báo cáo kết quả về Ủy ban nhân dân thành phố chậm nhất ngày 08/12/2026.
Nơi nhận:
- Lưu: VT.
"""


def test_a_report_upward_after_the_day_of_the_higher_plan_is_told() -> None:
    cites = put(GOAL, "Theo Kế hoạch số 3/KH-UBND ngày 02/01/2026 của Ủy ban nhân dân thành phố.")
    above = beside("cap-tren.txt", read_plan(HIGHER))
    found = {one.code: one for one in check_plan(read_plan(cites), shelf=[above])}
    assert found["deadline_after_higher"].related[0].file == "cap-tren.txt"
    in_time = read_plan(put("10/12/2026", "07/12/2026", cites))
    assert "deadline_after_higher" not in {one.code for one in check_plan(in_time, shelf=[above])}
    stranger = read_plan(put("thi đua năm 2026", "đợt cao điểm làm đẹp phố năm 2026", SOUND))
    assert "deadline_after_higher" not in {one.code for one in check_plan(stranger, shelf=[above])}


def test_grave_things_come_first() -> None:
    text = put("Số: 8", "Số:  ").replace("đạt 99%", "đạt 120%").replace("- Làm", "- Phần đầu đưa")
    order = [finding.severity for finding in check_plan(read_plan(text))]
    assert len(set(order)) == 3
    assert order == sorted(order, key=["must", "should", "spelling"].index)


ASKED = [
    ("A40", "must", (SOUND[SOUND.index("II. CHỈ TIÊU") : SOUND.index("III. THỜI")], "II. NỘI DUNG\nXem phụ lục.\n")),
    ("A48", "must", ("Trồng 500 cây xanh", "Thu ngân sách đạt 1.784 tỷ đồng")),
    ("A50", "must", ("chậm nhất ngày 10/12/2026", "trước ngày 10/12/2026")),
    ("A51", "must", ("chậm nhất ngày 10/12/2026", "theo quy định")),
    ("A64", "must", goal("Làm cùng bà Hoa, số 079123456789.")),
    ("no_report_upward", "should", ("gửi báo cáo về Sở Nội vụ", "gửi báo cáo về Văn phòng")),
]


@pytest.mark.parametrize(("code", "severity", "change"), ASKED, ids=[row[0] for row in ASKED])
def test_a_question_of_the_reading_is_no_fault_of_the_paper(code: str, severity: str, change: tuple[str, str]) -> None:
    plan = read_plan(put(*change))
    asked = {one.code: one for one in ask_plan(plan)}
    assert asked[code].severity == severity
    assert asked[code].asks and asked[code].message.endswith((".", "?"))
    assert code not in {one.code for one in check_plan(plan)}


def test_a_passed_deadline_is_told_only_when_the_day_is_known() -> None:
    plan = read_plan(SOUND)

    def asked(today: date | None) -> set[str]:
        return {one.code for one in ask_plan(plan, today)}

    assert "A53" not in asked(None)
    assert "A53" in asked(date(2027, 1, 5))
    assert "A53" not in asked(date(2026, 12, 10))


def test_the_strict_or_inclusive_day_is_asked_with_both_days() -> None:
    plan = read_plan(put("chậm nhất ngày 10/12/2026", "trước ngày 05/12/2026"))
    [asked] = [one for one in ask_plan(plan) if one.code == "A50"]
    assert asked.message == "Hạn là hết thứ Sáu 04/12 hay hết thứ Bảy 05/12?"
    assert asked.item == "deadlines/0"


def test_every_code_is_shown_firing_and_silent() -> None:
    fired, silent = {fault[0] for fault in FAULTS}, {case[0] for case in SILENT}
    rules = set(codes_of("Finding"))
    assert rules - fired <= {"unknown_unit"}
    # For these the sound plan itself is the silent case.
    assert rules - silent <= {
        "unknown_unit", "period_reversed", "missing_heading", "missing_section",
        "blank_number", "blank_date", "no_signature",
    }  # fmt: skip


def test_the_papers_tell_every_code_with_its_severities_and_no_other() -> None:
    """Both ways: a code or a branch without its line fails, and so does a line whose code nothing gives any more."""
    text = (ROOT / "docs/dev/findings.md").read_text(encoding="utf-8")
    faults, questions = text.split("## Questions of the reading")
    for part, maker in ((faults, "Finding"), (questions, "_ask")):
        rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|", part, re.MULTILINE)
        assert len(rows) == len(dict(rows))
        assert {code: set(severities.split(", ")) for code, severities in rows} == codes_of(maker)
    assert {row[0] for row in ASKED} <= set(codes_of("_ask"))
