"""Words: who gives an award and who only hands it over, and the word of another tier in any letters."""

from __future__ import annotations

import pytest
from sound_plan import SOUND, put, told

from thidua.core.plans.findings import Finding, check_plan
from thidua.core.plans.reading import read_plan

AWARD = "- Chủ tịch Ủy ban nhân dân phường tặng Giấy khen cho người làm tốt khi tổng kết."


def beyond(words: str) -> list[Finding]:
    plan = read_plan(put(AWARD, f"{AWARD}\n- {words}"))
    return [one for one in check_plan(plan) if one.code == "award_beyond_authority"]


@pytest.mark.parametrize(
    "words",
    [
        "Phường phấn đấu có 1 cá nhân được công nhận Chiến sĩ thi đua cấp thành phố.",
        "Mỗi năm phường có 2 tập thể được khen thưởng Bằng khen.",
        "Phường tổ chức trao Bằng khen cho 2 tập thể.",
        "Phường có 2 tập thể được xét công nhận Tập thể lao động xuất sắc.",
    ],
)
def test_receiving_and_handing_over_is_no_giving(words: str) -> None:
    assert beyond(words) == []
    assert told(words, "award_beyond_authority") == []


@pytest.mark.parametrize(
    "words",
    [
        "Chủ tịch Ủy ban nhân dân phường tặng Bằng khen cho 2 tập thể.",
        "Ủy ban nhân dân phường khen thưởng Bằng khen cho 2 tập thể.",
        "Cá nhân xuất sắc được Chủ tịch Ủy ban nhân dân phường tặng Bằng khen.",
        "Ủy ban nhân dân phường công nhận Chiến sĩ thi đua cấp thành phố cho 1 cá nhân.",
        "Chủ tịch Ủy ban nhân dân phường trao tặng Bằng khen cho 2 tập thể.",
    ],
)
def test_giving_beyond_authority_is_told(words: str) -> None:
    assert [one.severity for one in beyond(words)] == ["must"]


@pytest.mark.parametrize(
    "words",
    [
        "UBND Xã Bình Yên làm cho phố đẹp hơn.",
        "ỦY BAN NHÂN DÂN XÃ BÌNH YÊN làm cho phố đẹp hơn.",
        "Làm đẹp phố trong toàn XÃ.",
        "LÀM ĐẸP PHỐ TRONG TOÀN XÃ NĂM NAY",
        "Xã tổ chức cho phố đẹp hơn.",
        "Phố sạch. Xã tổ chức kiểm tra.",
        "Nhân dân Thị trấn Bình Yên làm đẹp phố.",
        "Đảng ủy Xã lãnh đạo việc làm đẹp phố.",
    ],
)
def test_the_word_of_another_tier_is_told_in_any_letters(words: str) -> None:
    [finding] = told(words, "wrong_tier")
    assert finding.suggestion == "phường" and finding.message.endswith("Sửa thành “phường”.")


@pytest.mark.parametrize(
    "words",
    [
        "Kết nghĩa với UBND Xã Tân Lập.",
        "Kết nghĩa với ỦY BAN NHÂN DÂN XÃ TÂN LẬP.",
        "Phòng VĂN HÓA - XÃ HỘI và Mặt trận chăm lo an sinh Xã hội.",
        "Các Xã, Phường, Đặc khu cùng làm.",
        "HỢP TÁC XÃ cùng làm; Hợp tác Xã Bình Minh cũng làm.",
        "Xã Tân Lập tổ chức đoàn đến thăm.",
        "Đạt chuẩn Xã nông thôn mới.",
    ],
)
def test_other_communes_and_other_words_stay_unremarked_in_any_letters(words: str) -> None:
    assert [one.message for one in told(words, "wrong_tier")] == []


def test_what_is_only_recalled_of_a_body_is_told_with_that_doubt() -> None:
    [recalled] = told("Phối hợp với Sở Giao thông vận tải.", "abolished_unit")
    [known] = told("Phối hợp với Công an huyện.", "abolished_unit")
    assert (recalled.severity, known.severity) == ("should", "should")
    assert "theo trí nhớ" in recalled.message and "theo trí nhớ" not in known.message


def test_a_plan_of_a_commune_is_told_the_other_way_round_in_any_letters() -> None:
    text = put("PHƯỜNG BÌNH YÊN", "XÃ BÌNH YÊN", SOUND).replace("phường", "xã")
    found = check_plan(read_plan(put("- Làm cho phố đẹp hơn.", "- Làm đẹp trong toàn Phường.", text)))
    assert [one.suggestion for one in found if one.code == "wrong_tier"] == ["xã"]
