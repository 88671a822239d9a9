"""Papers of drafters with habits of their own: headings without numbers, odd bullets, channels with their owner."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.core.plans.reading import read_plan


def plan(body: str) -> Any:
    return read_plan(f"KẾ HOẠCH\nPhát động thi đua năm 2026\n\n{body}")


@pytest.mark.parametrize("sign", ["→", "★", "❖", "►", "o", "✔"])
def test_signs_that_open_an_entry(sign: str) -> None:
    found = plan(f"II. CHỈ TIÊU\n{sign} Trồng 50 cây bóng mát\n{sign} Lắp 12 tuyến đèn\n{sign} 100% hộ phân loại rác")
    assert [target["text"] for target in found["targets"]] == [
        "Trồng 50 cây bóng mát",
        "Lắp 12 tuyến đèn",
        "100% hộ phân loại rác",
    ]


HEADED = (
    "Mục đích\n- Để bà con cùng một hướng làm\n\nYêu cầu:\n+ Việc nào cũng có người theo\n\n"
    "{heading}\n\nVề kinh tế\n- Vận động hộ nuôi ghi nhật ký ao\n- Trồng ít nhất 150 ha rừng\n\n"
    "Khen thưởng\nChủ tịch UBND xã tặng Giấy khen cho 04 tập thể.\n"
)


def test_a_heading_that_says_more_in_a_paper_without_numbers() -> None:
    found = plan(HEADED.format(heading="Nội dung thi đua kèm cách làm"))
    assert [row["text"] for row in found["requirements"]] == ["Việc nào cũng có người theo"]
    assert [row["text"] for row in found["targets"]] == ["Trồng ít nhất 150 ha rừng"]
    assert [row["text"] for row in found["tasks"]] == ["Vận động hộ nuôi ghi nhật ký ao"]


def test_a_sentence_with_the_words_of_a_heading_is_none() -> None:
    found = plan(HEADED.format(heading="Nội dung họp chi bộ do bí thư chuẩn bị, gửi trước cho đảng viên."))
    assert found["targets"] == []


def test_a_number_and_a_dash_before_a_body_is_no_document() -> None:
    found = plan("VI- TRÁCH NHIỆM\n1- UBND xã Môn Sơn\n- Giúp Trưởng Cụm.\n2- UBND xã Tam Quang\n- Cử người dự họp.")
    assert found["legal_bases"] == []
    assert [row["unit"] for row in found["assignments"]] == ["UBND xã Môn Sơn", "UBND xã Tam Quang"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("loa truyền thanh ấp và họp tổ", "loa truyền thanh ấp"),
        ("Fanpage Tuổi trẻ Lâm Đồng, bài hát", "Fanpage Tuổi trẻ Lâm Đồng"),
        ("Trang thông tin điện tử của các xã và cổng chào", "Trang thông tin điện tử của các xã"),
        ("nhóm Zalo công nhân", "nhóm Zalo công nhân"),
        ("Website Công ty; sổ tay", "Website Công ty"),
    ],
)
def test_a_channel_keeps_the_name_of_its_owner(words: str, name: str) -> None:
    found = plan(f"III. TUYÊN TRUYỀN\n- Đưa tin trên {words}.")
    assert [row["name"] for row in found["channels"]] == [name]


def units(body: str) -> list[str]:
    return [row["unit"] for row in plan(f"VI. TỔ CHỨC THỰC HIỆN\n{body}")["assignments"]]


def test_a_paper_called_ban_is_no_village() -> None:
    assert units("1. Bản đăng ký thi đua gửi về Trưởng Cụm trước ngày 20/3/2026.\n2. Bản Cò Phạt giữ nguồn nước.") == [
        "Bản Cò Phạt"
    ]


def test_who_somebody_is_is_no_duty() -> None:
    assert units("1. Trưởng Khối: Hợp tác xã Phú Quới.\n2. Phòng Kinh tế theo dõi các hợp tác xã.") == ["Phòng Kinh tế"]


def test_a_body_called_on_after_the_duties_of_another() -> None:
    body = "1. Phòng Kinh tế\n- Theo dõi các hợp tác xã.\nĐề nghị Sở Nội vụ cử người dự các hội nghị."
    assert units(body) == ["Phòng Kinh tế", "Sở Nội vụ"]


@pytest.mark.parametrize("words", ["hiệu trưởng các trường dạy bơi", "Trưởng ấp, Bí thư chi bộ 9 ấp họp dân"])
def test_people_in_posts_have_duties(words: str) -> None:
    (unit,) = units(f"Yêu cầu {words} trong tháng 6.")
    assert words.startswith(unit)


def test_names_of_the_central_highlands() -> None:
    found = plan("TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n(đã ký)\nK’ Brèm Hoàng Lâm")
    assert found["signatory"]["name"] == "K’ Brèm Hoàng Lâm"


@pytest.mark.parametrize(
    "words",
    ["Không lấy kết quả đợt này để xét danh hiệu Chiến sĩ thi đua.", "Gửi hồ sơ đề nghị khen thưởng về Sở Nội vụ."],
)
def test_what_is_not_given_is_no_award(words: str) -> None:
    assert plan(f"V. KHEN THƯỞNG\n- {words}")["commendation"] == []
