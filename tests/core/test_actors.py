"""Who acts: the seats held, where they are, and the program itself."""

from __future__ import annotations

from uuid import uuid4

import pytest

from thidua.core.actors import ROLE_LABELS, Actor, Held, Role, program

WARD, NEXT_WARD, OFFICE, SCHOOL, ELSEWHERE = (uuid4() for _ in range(5))
LENDER = uuid4()
TWO_SEATS = Actor(
    uuid4(),
    "Lê Thị Hoa",
    frozenset({Held(Role.CLERK, OFFICE, WARD), Held(Role.OFFICER, SCHOOL, NEXT_WARD)}),
    (LENDER,),
)


@pytest.mark.parametrize(
    ("roles", "commune", "unit", "held"),
    [
        ([Role.CLERK], None, None, True),
        ([Role.CHAIR], None, None, False),
        ([Role.CHAIR, Role.OFFICER], None, None, True),
        ([], None, None, False),
        ([Role.CLERK], WARD, None, True),
        ([Role.CLERK], NEXT_WARD, None, False),
        ([Role.CLERK], None, OFFICE, True),
        ([Role.CLERK], None, SCHOOL, False),
        ([Role.CLERK], WARD, OFFICE, True),
        ([Role.CLERK], WARD, SCHOOL, False),
        ([Role.OFFICER], WARD, SCHOOL, False),
        ([Role.OFFICER], NEXT_WARD, SCHOOL, True),
        ([Role.CLERK], ELSEWHERE, ELSEWHERE, False),
    ],
)
def test_role_and_place_must_be_of_one_seat(roles, commune, unit, held):
    assert TWO_SEATS.holds(*roles, commune=commune, unit=unit) is held


def test_where_somebody_has_a_seat():
    assert TWO_SEATS.communes == {WARD, NEXT_WARD}
    assert TWO_SEATS.units == {OFFICE, SCHOOL}


def test_somebody_who_has_not_signed_in_is_nobody_and_not_the_program():
    nobody = Actor(None, "")
    assert (nobody.communes, nobody.units, nobody.deputising_for) == (frozenset(), frozenset(), ())
    assert nobody.is_program is False
    assert nobody != program("")


def test_the_program_has_a_name_and_no_person():
    assert program() == Actor(None, "Thidua", frozenset(), (), True)
    assert program("Sao lưu").name == "Sao lưu"


def test_roles_are_stored_by_these_words():
    assert [role.value for role in Role] == ["admin", "clerk", "chair", "unit_head", "officer", "city_officer"]


def test_roles_are_told_apart_by_what_people_read():
    assert ROLE_LABELS == {
        Role.ADMIN: "Quản trị hệ thống",
        Role.CLERK: "Thường trực thi đua, khen thưởng",
        Role.CHAIR: "Lãnh đạo Ủy ban nhân dân",
        Role.UNIT_HEAD: "Thủ trưởng đơn vị",
        Role.OFFICER: "Cán bộ đơn vị",
        Role.CITY_OFFICER: "Cán bộ thành phố",
    }
