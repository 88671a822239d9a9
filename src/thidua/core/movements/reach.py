"""How far a launch has reached: opened, acknowledged, passed on; one sentence, and words to remind with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.core.verdicts import Reason, Verdict, refuse
from thidua.core.viet.numbers import format_number

MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Units of a movement by how far its package has come; `people` is the sum of what they say they told."""

    units: int
    opened: int
    acknowledged: int
    passed: int
    people: int

    @property
    def sentence(self) -> str:
        """'38 trong 42 đơn vị đã mở, 35 đã nhận, 29 đã phổ biến tới 1.240 người.'"""
        if not self.units:
            return "Chưa có đơn vị nào tham gia."
        to = f" tới {format_number(self.people)} người" if self.people else ""
        return (
            f"{format_number(self.opened)} trong {format_number(self.units)} đơn vị đã mở, "
            f"{format_number(self.acknowledged)} đã nhận, {format_number(self.passed)} đã phổ biến{to}."
        )


def check_passing(people: int | None, passed_on: date | None, *, launched_on: date, today: date) -> Verdict:
    """Whether a unit's word that it passed the movement on may stand."""
    stops = []
    if people is None:
        stops.append(Reason("D01", "Nhập số người được phổ biến.", field="people"))
    elif not 0 < people <= MOST_PEOPLE:
        words = "Số người phải từ 1 đến {most}."
        stops.append(Reason("people", words, {"most": format_number(MOST_PEOPLE)}, field="people"))
    if passed_on is None:
        stops.append(Reason("D01", "Nhập ngày phổ biến.", field="passed_on"))
    elif passed_on > today:
        stops.append(Reason("future", "Ngày phổ biến chưa tới. Ghi sau khi đã làm.", field="passed_on"))
    elif passed_on < launched_on:
        stops.append(Reason("before_launch", "Ngày phổ biến trước ngày phát động.", field="passed_on"))
    return refuse(stops)


def reminder(movement: str, *, missing: str, url: str) -> str:
    """A text for a group in Zalo: neutral, with the link; `missing` names the units."""
    return f"{movement}: còn chờ {missing} mở gói phát động và bấm “Đã nhận nhiệm vụ”. Khoảng 2 phút: {url}"
