"""A paper that a scan damaged in places: its damaged words are put right, and what was printed right stays."""

from __future__ import annotations

import pytest

from thidua.core.lexicons import lines
from thidua.core.plans.reading import read_plan
from thidua.core.plans.reading.structure.lines import read_pages
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.viet.text import fold

DAMAGED = "- Tô chức phong trao thi đua, năng cao chất lương công việc, kịp thơi khen thương tập thê.\n"
MENDED = "Tổ chức phong trào thi đua, nâng cao chất lượng công việc, kịp thời khen thưởng tập thể."

CLEAN = [
    "Thu ngân sách của xã tăng 10% so với năm trước.",
    "Dân số tăng tự nhiên 1,1%, số tăng cơ học 0,3%.",
    "Giảm tỷ lệ trẻ vị thành niên vi phạm còn 2%.",
    "Văn phòng lập hồ sơ trình Sở Nội vụ; rà soát các số liệu; giải quyết tại chính quyền cơ sở.",
    "Hộ nghèo đã nộp số nộp thừa vào quỹ và được trả lại.",
    "Khối tăng bằng lái cho tài xế, cụm tặng bằng khen cho nhà nông.",
    "Mỗi thôn có ba con trâu kéo, bà con góp thêm cỏ.",
    "Chưa cháy rừng lần nào, chữa cháy tập hai lần.",
    "Từ đó mọi nhà tự do chọn giống.",
    "Nói đúng, làm đúng, nội dung ngắn.",
    "Hàng làm ra được bà con tin dùng.",
    "Mở khóa học nấu ăn cho thanh niên, khoa học và vui.",
    "Người dân tìm hiểu qua sách, hiểu quả cây nào hợp đất.",
    "Nộp tiền điện từ tháng 3, chậm nhất ngày 25.",
    "Máy cày đời mới, đội mới, cán bộ cũ.",
    "Xã cần bổ sung ghế, cần cử người trông, cần bố trí xe.",
    "Hộ nào bị thu hồi đất thì công bố tên tại đình.",
    "Ai vắng thì đưa vào sổ, ai có quan hệ họ hàng thì tránh.",
    "Theo đội hình ấy, khu phó khu phố điều hành.",
    "Công ăn việc làm ổn định, công đoạn may không tốn vải.",
    "Định hướng ứng dụng máy bay phun thuốc trên 50 ha tăng thêm.",
    "Trật tự đô thị khá lên, tốc độ thi công nhanh.",
    "Bệnh nhân viện phí thấp, cá nhân dẫn đầu được nêu tên.",
    "Chỉ tiêu chi ngân sách và quy chế chi tiêu nội bộ đã rõ.",
    "Để xây nhà cho cụ Tư, xóm góp gạch.",
    "Người già xếp hàng nhận gạo, trẻ em xếp hạng nhì.",
    "Đọc sách dưới gốc đa, chuyện dài hơi, chữ nghĩa nhiều.",
    "Tháng điểm danh, thang điểm cũ.",
    "Trong tâm trí bà con, làng còn nguyên nếp cũ.",
    "Nhà trường phòng dịch, khám cho cả nhân viên bếp.",
    "Giảm sạt lở bờ sông, giảm hiệu ứng nhà kính.",
    "Nghỉ định kỳ, để nghỉ đúng mùa gặt.",
    "Cụm trường số 1 và hội trường thôn mở cửa.",
    "Bộ phiếu khảo sát phát đến từng nhà.",
    "Phần đầu của buổi lễ gồm chào cờ, phần đầu buổi họp điểm danh.",
    "Giống lúa chọn lọc, lựa chọn kỹ.",
    "Dự liệu thời tiết xấu, dữ liệu mưa đủ.",
    "Chuyển đề nghị của dân lên trên, chuyên đề sau họp.",
    "Đội viên các số báo tường, các sở cùng xem.",
    "Học trò lên lớp đúng giờ, từ 7 giờ trở lên là muộn.",
    "Danh hiệu trường học, thương hiệu trường nghề, hiệu trưởng mới.",
    "Hồ sơ lưu tại liệu đường cũ, đất đai rõ ràng.",
]


def texts(text: str) -> tuple[Sheet, list[str]]:
    sheet = Sheet(text)
    return sheet, [paragraph.whole.text.removeprefix("- ") for paragraph in read_pages(sheet).body]


@pytest.mark.parametrize("sentence", CLEAN)
def test_a_clean_sentence_of_a_damaged_paper_stays(sentence: str) -> None:
    sheet, (damaged, clean) = texts(f"{DAMAGED}- {sentence}")
    assert sheet.damaged and damaged == MENDED
    assert clean == sentence


def test_all_clean_sentences_together_stay() -> None:
    _, found = texts(DAMAGED * 9 + "".join(f"- {sentence}\n" for sentence in CLEAN))
    assert found == [MENDED] * 9 + CLEAN


LEVELS = ["Thu ngân sách của xã tăng 10% so với năm trước.", "Tỷ lệ trẻ vị thành niên bỏ học giảm còn 2%."]


@pytest.mark.parametrize("sentence", LEVELS)
def test_a_level_is_read_alike_in_a_damaged_paper(sentence: str) -> None:
    clean, damaged = (read_plan(f"{first}II. CHỈ TIÊU\n1. {sentence}\n") for first in ("", DAMAGED))
    read = [
        [(m["metric"], m["operator"], m["value"]) for t in p["targets"] for m in t["measures"]]
        for p in (clean, damaged)
    ]
    assert read[0] == read[1] and len(read[0]) == 1


def test_names_of_places_are_no_words() -> None:
    """A list that was counted in papers must hold no place of theirs."""
    places = ["hạc thành", "pà vầy", "vầy sủ", "krông năng", "hàm thuận", "thành sen", "phố hiến", "bến ngọc", "cà mau"]
    assert not {fold(place) for place in places} & {fold(pair) for pair in lines("plan_phrases")}


def test_what_stays_as_printed_is_no_word_of_the_other_list() -> None:
    assert not set(lines("plan_kept")) & set(lines("plan_phrases"))
    assert all(len(pair.split()) == 2 for pair in lines("plan_phrases"))


def test_only_a_damaged_paper_is_called_damaged() -> None:
    slips = "\n".join(["- Phần đầu trồng 50 cây."] * 6)
    said = [read_plan(text).get("warnings", []) for text in (slips, DAMAGED * 3)]
    assert [any("hỏng dấu" in warning["text"] for warning in warnings) for warnings in said] == [False, True]
