"""Levels of targets: operator, figure, unit; and the traps that only look like levels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thidua.core.plans.model import Measure
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.sentences import goal_sentence


def measures(text: str) -> list[Measure]:
    return read_measures(Sheet(text), Passage(text, range(len(text))))


def levels(text: str) -> list[tuple[str, str | None, str | None]]:
    """Operator, figures and unit of every measure, in short."""
    found = []
    for measure in measures(text):
        top = measure.get("value_max")
        figures = None if measure["value"] is None else f"{measure['value']}" + (f"..{top}" if top is not None else "")
        found.append((measure["operator"], figures, measure["unit"]))
    return found


ONE_LEVEL = [
    # thresholds
    ("Tốc độ tăng giá trị chăn nuôi đạt từ 12% trở lên", ("at_least", "12", "%")),
    ("Tối thiểu 80% hộ dân phân loại rác", ("at_least", "80", "%")),
    ("Tỷ lệ hộ dùng nước sạch ≥ 98%", ("at_least", "98", "%")),
    ("Có ít nhất hai mô hình tự quản", ("at_least", "2", "mô hình")),
    ("Không quá 3% hồ sơ trễ hạn", ("at_most", "3", "%")),
    ("Tỷ lệ hộ nghèo giảm xuống còn 0,2%", ("at_most", "0.2", "%")),
    ("Vận động quỹ khuyến học đạt trên 500 triệu đồng", ("above", "500", "triệu đồng")),
    ("Giảm tỷ lệ hộ nghèo xuống dưới 1% vào năm 2027", ("below", "1", "%")),
    ("Tốc độ tăng dân số dưới 1%", ("below", "1", "%")),
    # plain levels
    ("Thu ngân sách đạt 1.784,4 tỷ đồng", ("equal", "1784.4", "tỷ đồng")),
    ("Phát triển mới 1.991 hộ kinh doanh", ("equal", "1991", "hộ kinh doanh")),
    ("98 phần trăm hồ sơ được số hóa", ("equal", "98", "%")),
    ("Tỷ lệ bao phủ đạt tuyệt đối", ("equal", "100", "%")),
    ("Nâng tỷ lệ che phủ từ 40% lên 45%", ("equal", "45", "%")),
    ("Thu hút 1,5 triệu lượt khách", ("equal", "1.5", "triệu lượt khách")),
    ("Số giường bệnh đạt 39,6 giường trên một vạn dân", ("equal", "39.6", "giường trên một vạn dân")),
    ("Thu nhập bình quân đạt 92 triệu đồng/người/năm", ("equal", "92", "triệu đồng/người/năm")),
    # ranges
    ("Tỷ lệ hài lòng đạt từ 95% đến 98%", ("between", "95..98", "%")),
    ("Giá trị sản xuất tăng 12,5-13%", ("increase_between", "12.5..13", "%")),
    ("Sản lượng tăng từ 14% -14,5%", ("increase_between", "14..14.5", "%")),
    ("Duy trì mức giảm hộ khó khăn 1 - 1,5%/năm", ("decrease", "1..1.5", "%/năm")),
    # changes
    ("Thu ngân sách tăng từ 10% trở lên so với năm 2025", ("increase_at_least", "10", "%")),
    ("Thu nhập gấp 1,5 lần năm 2020", ("increase_at_least", "1.5", "lần")),
    ("Giảm ít nhất 5% số vụ tai nạn giao thông", ("decrease", "5", "%")),
    ("Giảm 0,2 điểm phần trăm tỷ lệ thất nghiệp", ("decrease", "0.2", "điểm phần trăm")),
    ("Tăng tỷ lệ giao dịch trực tuyến lên 95%", ("equal", "95", "%")),
    # keeping, finishing, places
    ("Duy trì 100% ngõ phố có đèn", ("maintain", "100", "%")),
    ("100% lớp học giữ vững nền nếp", ("maintain", "100", "%")),
    ("Duy trì tỷ lệ đúng hạn từ 97% trở lên", ("at_least", "97", "%")),
    ("Hoàn thành 100% chỉ tiêu giao quân", ("complete", "100", "%")),
    ("100% đơn vị hoàn thành vượt mức kế hoạch năm", ("complete", "100", "%")),
    ("Xếp thứ 5 trở lên về chuyển đổi số", ("rank", "5", None)),
    ("Nằm trong top 10 phường dẫn đầu", ("rank", "10", "phường")),
]


@pytest.mark.parametrize(("text", "expected"), ONE_LEVEL)
def test_one_level(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert levels(text) == [expected]


WITHOUT_FIGURE = [
    ("Giữ vững an ninh chính trị trên địa bàn", "maintain", None),
    ("Không để xảy ra cháy lớn", "equal", Decimal(0)),
    ("Giảm số hộ cận nghèo", "decrease", None),
    ("Đạt chuẩn tiếp cận pháp luật", "complete", None),
    ("Hoàn thành phổ cập bơi cho học sinh", "complete", None),
    ("Chỉ số hài lòng nằm trong nhóm đầu của tỉnh", "rank", None),
    ("Tích cực tham gia hội thao", "qualitative", None),
]


@pytest.mark.parametrize(("text", "operator", "value"), WITHOUT_FIGURE)
def test_a_level_in_words(text: str, operator: str, value: Decimal | None) -> None:
    (measure,) = measures(text)
    assert (measure["operator"], measure["value"]) == (operator, value)


TRAPS = [
    ("Huy động trẻ từ 3 đến dưới 5 tuổi ra lớp đạt 92% trở lên", ("at_least", "92", "%")),
    ("Sản phẩm OCOP đạt từ 3 sao trở lên: 02 sản phẩm", ("equal", "2", "sản phẩm")),
    ("Phấn đấu 90% cán bộ xếp loại từ khá trở lên", ("equal", "90", "%")),
    ("100% công chức được xếp loại hoàn thành tốt nhiệm vụ", ("equal", "100", "%")),
    ("Học sinh hoàn thành chương trình lớp 5 đạt 100%", ("equal", "100", "%")),
    ("Giá trị trồng trọt/1 ha trên 150 triệu đồng/ha", ("above", "150", "triệu đồng/ha")),
    ("Hộ nghèo theo chuẩn giai đoạn 2022-2025 dưới 2%", ("below", "2", "%")),
    ("Thực hiện Nghị quyết số 57-NQ/TW đạt 80% nhiệm vụ", ("equal", "80", "%")),
    ("Vận hành chính quyền 02 cấp, hồ sơ đúng hạn đạt 99%", ("equal", "99", "%")),
    ("Xây dựng 01 trường đạt chuẩn mức độ 2", ("equal", "1", "trường")),
]


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_ages_stars_norms_and_numbers_of_papers_are_no_levels(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert levels(text) == [expected]


def test_several_levels_in_one_entry_are_several_measures() -> None:
    text = "Hồ sơ trực tuyến đạt 60%, tỷ lệ đúng hạn đạt 100%; gia đình văn hóa trên 90%"
    assert levels(text) == [("equal", "60", "%"), ("equal", "100", "%"), ("above", "90", "%")]
    assert [m["metric"] for m in measures(text)] == ["Hồ sơ trực tuyến", "tỷ lệ đúng hạn", "gia đình văn hóa"]


def test_a_list_that_goes_on_after_a_semicolon_sets_no_level_of_its_own() -> None:
    text = "100% chi bộ có mô hình khéo về giữ sạch ngõ phố; trồng hoa; chăm người già"
    assert levels(text) == [("equal", "100", "%")]


def test_the_result_of_the_year_before_is_a_baseline() -> None:
    (measure,) = measures("Tỷ lệ tham gia bảo hiểm: 95,5% (năm 2025: 94,2%)")
    assert (measure["value"], measure.get("baseline")) == (Decimal("95.5"), Decimal("94.2"))


def test_a_level_for_each_one_and_its_rhythm() -> None:
    (measure,) = measures("Mỗi chi đoàn có ít nhất 02 công trình hằng năm")
    assert (measure.get("per"), measure.get("period")) == ("chi đoàn", "hằng năm")


SENTENCES = [
    ("Tỷ lệ hồ sơ đúng hạn từ 90% trở lên", "từ 90% trở lên"),
    ("Gia đình hiếu học đạt trên 96%", "trên 96%"),
    ("Thu ngân sách tăng tối thiểu 12,5%", "tăng ít nhất 12,5%"),
    ("Thu ngân sách đạt 1.784,4 tỷ đồng", "1.784,4 tỷ đồng"),
    ("Giữ vững trật tự khu phố", "giữ vững"),
    ("Hoàn thành chỉ tiêu giao quân tỉnh giao", "theo chỉ tiêu tỉnh giao"),
    ("Hoàn thành việc số hóa sổ sách", "hoàn thành"),
    ("Sản lượng tăng từ 8% - 10%", "tăng từ 8% đến 10%"),
    ("Không để xảy ra cháy lớn", "không để xảy ra"),
    ("Xếp thứ 3 trở lên", "xếp thứ 3 trở lên"),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_the_goal_in_a_few_words(text: str, sentence: str) -> None:
    assert goal_sentence(measures(text)[0]) == sentence


METRICS = [
    ("Trồng 500 cây xanh", "cây xanh"),
    ("Hỗ trợ xây mới 50 căn nhà", "Hỗ trợ xây mới căn nhà"),
    ("Phấn đấu: tỷ lệ hộ dùng nước sạch đạt 98%", "tỷ lệ hộ dùng nước sạch"),
    ("Mỗi thôn xây dựng ít nhất 01 mô hình dân vận khéo", "mô hình dân vận khéo"),
    ("Duy trì 100% trường đạt chuẩn", "trường đạt chuẩn"),
    ("Giải quyết hồ sơ không quá 90 ngày", "Giải quyết hồ sơ"),
    ("Đẩy mạnh cải cách. Tỷ lệ hồ sơ đúng hạn đạt 99%", "Tỷ lệ hồ sơ đúng hạn"),
    ("Tích cực tham gia hiến máu", "tham gia hiến máu"),
    ("Giữ vững danh hiệu xã văn hóa", "danh hiệu xã văn hóa"),
    ("Hoàn thành và vượt mức kế hoạch thu", "kế hoạch thu"),
    ("Giảm số vụ tai nạn", "số vụ tai nạn"),
    ("Số thôn kiểu mẫu: 05 thôn", "Số thôn kiểu mẫu"),
    ("Năng suất lúa 62 tạ/ha", "Năng suất lúa"),
    ("Từ 6 đến 8 thôn thông minh", "thôn thông minh"),
    ("Chỉ số hài lòng nằm trong top 5 tỉnh", "Chỉ số hài lòng"),
]


@pytest.mark.parametrize(("text", "metric"), METRICS)
def test_what_is_measured(text: str, metric: str) -> None:
    assert [m["metric"] for m in measures(text)] == [metric]


def test_places_and_grades_are_ranks() -> None:
    found = [measures(text)[0] for text in ("Đứng thứ nhất cụm thi đua", "Đạt mức độ 3 về chuyển đổi số")]
    assert [(m["operator"], m["value"], m["unit"], m.get("basis")) for m in found] == [
        ("rank", Decimal(1), None, "rank"),
        ("equal", Decimal(3), "mức độ", "rank"),
    ]


def test_a_change_goes_on_to_the_next_figure() -> None:
    assert levels("Trồng 5 ha rừng. Giảm 12 hộ nghèo, 20 hộ cận nghèo")[1:] == [
        ("decrease", "12", "hộ nghèo"),
        ("decrease", "20", "hộ cận nghèo"),
    ]


@pytest.mark.parametrize(("quarter", "number"), [("I", 1), ("II", 2), ("III", 3), ("IV", 4), ("3", 3)])
def test_the_level_of_a_quarter_is_a_milestone(quarter: str, number: int) -> None:
    (measure,) = measures(f"Giải ngân vốn năm 2026 đạt 100%, hết quý {quarter} đạt 45%")
    assert measure["value"] == 100
    assert measure["milestones"] == [{"period": f"2026-Q{number}", "value": Decimal(45)}]


@pytest.mark.parametrize(
    ("words", "metric", "steps"),
    [
        ("Tỷ lệ thu gom hết quý I đạt 20%, hết quý II đạt 50%, cả năm đạt 90%", "Tỷ lệ thu gom", [20, 50]),
        ("Số hóa sổ bộ: 6 tháng đầu năm đạt 40%, hết năm 2026 đạt 90%", "Số hóa sổ bộ", [40]),
        ("Đến hết quý III/2026 đạt 75%, đến hết năm 2026 đạt 90% tuyến phố có đèn", "tuyến phố có đèn", [75]),
    ],
)
def test_the_level_of_the_year_stands_before_those_of_its_quarters(words: str, metric: str, steps: list[int]) -> None:
    (measure,) = measures(words)
    assert (measure["metric"], measure["value"]) == (metric, 90)
    assert [step["value"] for step in measure["milestones"]] == steps


def test_another_thing_at_the_end_of_the_year_is_no_milestone() -> None:
    found = levels("Thu gom rác hết quý I đạt 20%, cả năm trồng 50 cây")
    assert found == [("equal", "20", "%"), ("equal", "50", "cây")]


def test_the_level_of_an_earlier_year_is_a_milestone() -> None:
    (measure,) = measures("Tỷ lệ số hóa đến năm 2027 đạt 60%, đến năm 2030 đạt 85%")
    assert (measure["value"], measure.get("period")) == (85, "2030")
    assert measure["milestones"] == [{"period": "2027", "value": Decimal(60)}]


def test_places_and_lengths_of_time_detail_a_level() -> None:
    assert levels("Mở 2 lớp tại 03 bản") == [("equal", "2", "lớp")]
    assert levels("Số hồ sơ quá 30 ngày giảm 15%") == [("decrease", "15", "%")]


def test_numbers_in_names_of_things_are_no_levels() -> None:
    assert levels("Sửa đường QL1A dài 3 km") == [("equal", "3", "km")]


def test_an_unmeasured_wish_is_read_with_doubt_and_a_level_is_not() -> None:
    (wish,), (level,) = measures("Tích cực tham gia hiến máu"), measures("Đạt 95%")
    assert wish["operator"] == "qualitative" and wish["confidence"] < 1 and "confidence" not in level
    assert wish["as_written"] == "Tích cực tham gia hiến máu"


def test_keeping_at_none_is_the_level_zero() -> None:
    assert levels("Duy trì không có trẻ bỏ học") == [("maintain", "0", None)]


def test_each_year_is_the_period_of_a_level() -> None:
    assert measures("Thu gom 3 tấn rác/năm")[0].get("period") == "năm"


@pytest.mark.parametrize("text", ["9 " * 200, "Trồng 5 cây, " * 100, "x" * 7000])
def test_an_entry_that_lost_its_line_breaks_is_not_taken_apart(text: str) -> None:
    (measure,) = measures(text)
    assert measure["value"] is None and measure["confidence"] == Decimal("0.1")


def test_a_bare_figure_has_a_metric_to_show() -> None:
    assert all(len(m["metric"]) > 1 for m in measures("5 và 1"))


DETAILS = [
    ("Không để xảy ra cháy tại 03 bản", [("equal", "0", None)]),
    ("Mở lớp tại 03 bản cho 50 học viên", [("equal", "50", "học viên")]),
    ("Tổ chức tại 80% thôn", [("equal", "80", "%")]),
    ("Hỗ trợ 30 hộ nghèo đạt 95%", [("equal", "95", "%")]),
    ("Trồng hoa; quét ngõ; 100% hộ tham gia;", [("equal", "100", "%")]),
    ("Sửa 3 cầu; thay 5 bóng đèn.", [("equal", "3", "cầu"), ("equal", "5", "bóng đèn")]),
    ("100% trường giữ vững chuẩn", [("maintain", "100", "%")]),
    ("Hoàn thành 100% kế hoạch thu", [("complete", "100", "%")]),
]


@pytest.mark.parametrize(("text", "expected"), DETAILS)
def test_the_level_among_details(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert levels(text) == expected


BASES = [
    ("Thu ngân sách 3 nghìn tỷ đồng", "absolute"),
    ("Thu 15 tỷ", "absolute"),
    ("Đạt 39,6 giường trên một vạn dân", "absolute"),
    ("Nạo vét 3 km kênh", "absolute"),
    ("Xây dựng 3 mô hình", "count"),
    ("Đạt 95%", "share"),
    ("Thu ngân sách tăng 10%", "growth"),
    ("Tốc độ tăng trưởng đạt 11%", "growth"),
]


@pytest.mark.parametrize(("text", "basis"), BASES)
def test_what_kind_of_figure_it_is(text: str, basis: str) -> None:
    assert measures(text)[0].get("basis") == basis


WRITTEN = [
    ("Tỷ lệ hồ sơ đạt 95% trở lên", "95% trở lên"),
    ("Thu ngân sách đạt 12 tỷ đồng", "đạt 12 tỷ đồng"),
    ("Duy trì 100% trường đạt chuẩn", "Duy trì 100%"),
    ("Giữ vững danh hiệu xã văn hóa", "Giữ vững"),
    ("Đạt 95%: hồ sơ đúng hạn.", "Đạt 95%"),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_the_words_of_the_level(text: str, written: str) -> None:
    assert measures(text)[0].get("as_written") == written


def test_no_sign_stands_at_the_end_of_what_is_measured() -> None:
    assert measures("Đạt 95%: hồ sơ đúng hạn.")[0]["metric"] == "hồ sơ đúng hạn"
