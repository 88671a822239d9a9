"""The standing people and units: clerks, the chair, a unit head, officers, a city officer, a stranger, an admin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import MD5PasswordHasher

from builders import a_person, a_seat, a_unit, an_account
from thidua.apps.people.models import Account, Person
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import actor_of
from thidua.core.actors import Actor

TODAY = date(2026, 3, 2)


class QuickHasher(MD5PasswordHasher):
    """For the many accounts of the tests; the real hasher has tests of its own."""

    algorithm = "tests"


@dataclass
class Member:
    """One of the cast: the person, the account, and the actor of 2 March 2026."""

    person: Person
    account: Account

    @property
    def actor(self) -> Actor:
        return actor_of(self.account, TODAY)


@dataclass
class Cast:
    city: Unit
    ward: Unit
    office: Unit
    economy: Unit
    school: Unit
    group_one: Unit
    other_ward: Unit
    other_office: Unit
    admin: Member
    clerk: Member
    second_clerk: Member
    chair: Member
    head: Member
    officer: Member
    school_officer: Member
    city_officer: Member
    stranger: Member

    def members(self) -> dict[str, Member]:
        """All signed-in members by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Member)}


def standing_cast() -> Cast:
    city = a_unit("Thành phố Hải Thành", kind="city")
    ward = a_unit("Phường Bến Ngọc", kind="commune", parent=city)
    office = a_unit("Phòng Văn hóa - Xã hội", parent=ward, short_name="Phòng VH-XH", is_standing_office=True)
    economy = a_unit("Phòng Kinh tế, Hạ tầng và Đô thị", parent=ward, short_name="Phòng KT-HT-ĐT")
    school = a_unit("Trường Tiểu học Bến Ngọc", kind="school", parent=ward)
    group_one = a_unit("Tổ dân phố số 1", kind="residential_group", parent=ward)
    other_ward = a_unit("Phường Cửa Trại", kind="commune", parent=city)
    other_office = a_unit("Phòng Văn hóa - Xã hội", parent=other_ward)

    def member(name: str, username: str, unit: Unit, role: str, home: Unit = ward) -> Member:
        person = a_person(name, commune=home)
        a_seat(person, unit, role)
        return Member(person, an_account(person, username))

    return Cast(
        city=city,
        ward=ward,
        office=office,
        economy=economy,
        school=school,
        group_one=group_one,
        other_ward=other_ward,
        other_office=other_office,
        admin=member("Đỗ Văn Máy", "may.dv", ward, "admin"),
        clerk=member("Vũ Thị Hương", "huong.vt", office, "clerk"),
        second_clerk=member("Lê Minh Tâm", "tam.lm", office, "clerk"),
        chair=member("Trần Quốc Bảo", "bao.tq", ward, "chair"),
        head=member("Ngô Đức Kinh", "kinh.nd", economy, "unit_head"),
        officer=member("Phạm Thu Lan", "lan.pt", economy, "officer"),
        school_officer=member("Bùi Thị Ánh", "anh.bt", school, "officer"),
        city_officer=member("Hoàng Gia Thịnh", "thinh.hg", city, "city_officer", city),
        stranger=member("Đặng Văn Lạ", "la.dv", other_office, "clerk", other_ward),
    )
