"""Printed names of units and the units they stand for; suggestions of owners. Names are invented."""

from __future__ import annotations

from uuid import uuid4

import pytest

from thidua.core.plans.matching import UnitCard, match_units, plain_name, suggest_owner


def card(name, kind="office", short=""):
    return UnitCard(uuid4(), name, short, kind)


CULTURE = card("Phòng Văn hóa - Xã hội", short="Phòng VH-XH")
ECONOMY = card("Phòng Kinh tế, Hạ tầng và Đô thị", short="Phòng KT-HT-ĐT")
PUBLIC = card("Trung tâm Phục vụ hành chính công", "centre", "TT PVHCC")
POLICE = card("Công an phường", "police")
MILITARY = card("Ban Chỉ huy Quân sự phường", "military")
FRONT = card("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "fatherland_front")
GROUPS = [card(f"Tổ dân phố số {n}", "residential_group") for n in (1, 2, 3)]
SCHOOL = card("Trường Tiểu học Bến Ngọc", "school")
DIRECTORY = [CULTURE, ECONOMY, PUBLIC, POLICE, MILITARY, FRONT, SCHOOL, *GROUPS]


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Phòng Văn hóa - Xã hội", CULTURE),
        ("Phòng Văn hoá – Xã hội phường:", CULTURE),
        ("Giao Phòng Văn hóa và Xã hội", CULTURE),
        ("PHÒNG VĂN HÓA - XÃ HỘI", CULTURE),
        ("Phòng VH-XH", CULTURE),
        ("Phòng Kinh tế, Hạ tầng & Đô thị", ECONOMY),
        ("Trung tâm Phục vụ hành chính công phường Bến Ngọc", PUBLIC),
        ("Công an phường", POLICE),
        ("Đề nghị Ủy ban MTTQ Việt Nam phường", FRONT),
        ("Tổ dân phố số 2", GROUPS[1]),
        ("TDP số 3", GROUPS[2]),
    ],
)
def test_one_name_is_one_unit(printed, unit):
    match = match_units(printed, DIRECTORY)
    assert (match.units, match.sure, match.is_class) == ((unit.id,), True, False)


@pytest.mark.parametrize(
    ("printed", "units", "sure"),
    [
        ("Phòng Văn hóo - Xã hội", (CULTURE.id,), True),
        ("Phòng Văn hóaa - Xã hội", (CULTURE.id,), True),
        ("Phòng Văn hóa Thông tin", (CULTURE.id,), False),
        ("Phòng Văn hóa", (CULTURE.id,), False),
        ("Bến Ngọc", (), False),
    ],
)
def test_a_slip_is_read_and_half_a_name_is_asked_about(printed, units, sure):
    match = match_units(printed, DIRECTORY)
    assert (match.units, match.sure) == (units, sure)


@pytest.mark.parametrize("printed", ["Tổ dân phố số 12", "Tổ dân phố số 13 và khu tập thể", "Tổ dân phố"])
def test_a_group_is_never_taken_for_one_of_another_number(printed):
    assert not match_units(printed, [card("Tổ dân phố số 1", "residential_group")]).sure


def test_a_number_in_a_longer_heading_is_a_whole_number():
    groups = [card("Tổ dân phố số 1", "residential_group"), card("Tổ dân phố số 12", "residential_group")]
    match = match_units("Tổ dân phố số 12 và Công an phường", [*groups, POLICE])
    assert (set(match.units), match.sure) == ({groups[1].id, POLICE.id}, True)


@pytest.mark.parametrize(("name", "found"), [("Tổ may", False), ("Tổ may 3", True)])
def test_a_very_short_name_is_not_looked_for_inside_others(name, found):
    unit = card(name)
    match = match_units(f"{name}, cùng các bộ phận liên quan theo dõi", [unit])
    assert match.sure is found


@pytest.mark.parametrize(("printed", "sure"), [("abcdefghz", True), ("abcdefzz", False)])
def test_eight_letters_of_nine_are_sure(printed, sure):
    match = match_units(printed, [card(printed[:-1] + "y" if sure else "abcdefyy")])
    assert match.sure is sure


def test_a_class_is_all_of_its_kind():
    match = match_units("Các tổ dân phố", DIRECTORY)
    assert match.is_class
    assert set(match.units) == {group.id for group in GROUPS}
    offices = match_units("Các phòng, ban, đơn vị thuộc phường", DIRECTORY)
    assert set(offices.units) == {unit.id for unit in (CULTURE, ECONOMY, PUBLIC, POLICE, MILITARY)}


def test_a_class_of_which_none_is_kept_is_not_sure():
    assert match_units("Các hợp tác xã", DIRECTORY) == match_units("Các hợp tác xã", [])
    assert not match_units("Các hợp tác xã", DIRECTORY).sure


def test_two_names_in_one_heading_are_both():
    match = match_units("Phòng Văn hóa - Xã hội và Công an phường, Trường Tiểu học Bến Ngọc", DIRECTORY)
    assert {CULTURE.id, SCHOOL.id} <= set(match.units)
    assert match.sure


@pytest.mark.parametrize("printed", ["", "   ", "Hội đồng Đông phương học", "(…)"])
def test_an_unknown_name_is_never_guessed(printed):
    match = match_units(printed, DIRECTORY)
    assert (match.units, match.sure) == ((), False)


def test_two_units_equally_near_are_asked_about():
    twins = [card("Tổ dân phố số 11", "residential_group"), card("Tổ dân phố số 12", "residential_group")]
    assert not match_units("Tổ dân phố số 1", twins).sure


def test_two_units_within_one_point_are_asked_about():
    printed = "Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn khu vực sông Ngọc"
    match = match_units(printed, [card(printed.replace("sông", "sôn")), card(printed.replace("sông", "sôngg"))])
    assert not match.sure
    other = card(printed.replace("sông Ngọc", "núi Đá"))
    assert match_units(printed, [card(printed.replace("sông", "sôn")), other]).sure


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Giao Phòng VH-XH phường Bến Ngọc:", "phong van hoa xa hoi"),
        ("Đề nghị UBND các xã", "uy ban nhan dan cac"),
        ("HĐND", "hoi dong nhan dan"),
        ("Ủy ban MTTQVN", "uy ban mat tran to quoc viet nam"),
        ("MTTQ", "mat tran to quoc"),
        ("Hội đồng TĐ-KT", "hoi dong thi dua khen thuong"),
        ("UB phường", "uy ban"),
        ("Ban QLDA", "ban quan ly du an"),
        ("TT Y tế", "trung tam y te"),
        ("TDP số 5", "to dan pho so 5"),
        ("Công ty TNHH Hoa Sứ", "cong ty trach nhiem huu han hoa su"),
        ("Phòng Văn hóa - Xã hội", "phong van hoa xa hoi"),
        ("Phòng Kinh tế(cũ)và Hạ tầng", "phong kinh te ha tang"),
        ("Ủy ban nhân dân xã Hòa Bình", "uy ban nhan dan"),
        ("Trường LTT", "lien thong"),
        ("Yêu cầu Đội xe (tổ 2) thuộc Phòng Kinh tế", "doi xe"),
        ("Phòng A & Phòng B", "phong a phong b"),
    ],
)
def test_plain_names_lose_address_place_and_marks(printed, plain):
    assert plain_name(printed) == plain


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("100% thanh niên lên đường nhập ngũ.", MILITARY),
        ("Kéo giảm tội phạm ít nhất 5%.", POLICE),
        ("Hồ sơ thủ tục hành chính trả đúng hẹn.", PUBLIC),
        ("Thu ngân sách đạt 120 tỷ đồng.", ECONOMY),
        ("96% gia đình văn hóa.", CULTURE),
    ],
)
def test_an_owner_is_suggested_by_what_the_target_is_about(text, unit):
    assert suggest_owner(text, DIRECTORY) == unit.id


@pytest.mark.parametrize(("kind", "suggested"), [("office", 1), ("centre", 1), ("party_board", 1), ("school", 0)])
def test_an_owner_by_name_is_an_office_a_centre_or_a_board(kind, suggested):
    board = card("Ban Xây dựng Đảng", kind)
    assert suggest_owner("Kết nạp đảng viên mới.", [board]) == (board.id if suggested else None)


def test_no_owner_is_suggested_when_none_or_two_stand_out():
    assert suggest_owner("Một việc chưa ai nghĩ tới.", DIRECTORY) is None
    assert suggest_owner("Quan trắc định kỳ.", DIRECTORY) is None
    assert suggest_owner("Kéo giảm tội phạm.", [POLICE, card("Công an khu vực", "police")]) is None


def test_a_class_named_piece_by_piece_stands_for_every_kind_it_names():
    directory = [
        UnitCard(uuid4(), "Phòng Kinh tế", "", "office"),
        UnitCard(uuid4(), "Trung tâm Dịch vụ sự nghiệp công", "", "centre"),
        UnitCard(uuid4(), "Trường Mầm non Hoa Sứ", "", "school"),
        UnitCard(uuid4(), "Trạm Y tế phường", "", "health_station"),
        UnitCard(uuid4(), "Tổ dân phố số 1", "", "residential_group"),
    ]
    match = match_units("Các phòng, trung tâm, trường học, trạm y tế", directory)
    assert match.is_class
    assert set(match.units) == {card.id for card in directory[:4]}


def test_units_and_residential_groups_named_together_are_both_meant():
    office, group = UnitCard(uuid4(), "Phòng Kinh tế", "", "office"), UnitCard(uuid4(), "Tổ 1", "", "residential_group")
    assert set(match_units("Các đơn vị và tổ dân phố", [office, group]).units) == {office.id, group.id}
