"""Recipients of a launched plan: through which channel a copy went, what proves it, what is late or missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thidua.core.calendar.workdays import next_working_day
from thidua.core.verdicts import Reason, Verdict, refuse


class Channel(StrEnum):
    """How a paper reaches a recipient."""

    SYSTEM = "system"
    PAPER = "paper"
    MAIL = "mail"
    AXIS = "axis"
    ZALO = "zalo"
    HAND = "hand"
    ARCHIVE = "archive"


CHANNEL_LABELS = {
    Channel.SYSTEM: "Trên hệ thống",
    Channel.PAPER: "Văn bản giấy",
    Channel.MAIL: "Thư điện tử",
    Channel.AXIS: "Trục liên thông",
    Channel.ZALO: "Nhóm Zalo",
    Channel.HAND: "Giao tận tay",
    Channel.ARCHIVE: "Lưu",
}


class Place(StrEnum):
    """Who a printed recipient is: `matched` are units here, `outside` a body elsewhere, `unsure` nobody yet."""

    MATCHED = "matched"
    OUTSIDE = "outside"
    LEADERS = "leaders"
    ARCHIVE = "archive"
    UNSURE = "unsure"


PLACE_LABELS = {
    Place.MATCHED: "Đơn vị trong danh sách",
    Place.OUTSIDE: "Nơi ngoài hệ thống",
    Place.LEADERS: "Lãnh đạo",
    Place.ARCHIVE: "Lưu",
    Place.UNSURE: "Chưa rõ",
}

RULE_OF_SENDING = "Nghị định 30/2020/NĐ-CP, Điều 18"
"""A signed paper goes out on the day, at the latest on the next working day (recalled, not held against the text)."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One recipient line. `reached` of `units` have opened or acknowledged; `proved`: a receipt or a file is kept."""

    place: Place
    units: int
    sent: bool
    reached: int
    proved: bool


@dataclass(frozen=True, slots=True)
class LineState:
    """Tone and word for a page, and whether somebody has to do something about the line."""

    tone: str
    word: str
    open: bool


def is_late_to_send(launched_on: date, today: date) -> bool:
    """Whether the next working day after the launch has passed; three days where holidays are not known."""
    return today > (next_working_day(launched_on) or launched_on + timedelta(days=3))


def state_of(line: LineFacts, *, launched_on: date, today: date) -> LineState:
    """Where a line stands. Sent late or never is told from the day after the next working day on."""
    if line.place is Place.UNSURE and not line.sent:
        return LineState("warn", "Chưa rõ nơi nhận", True)
    if not line.sent:
        late = is_late_to_send(launched_on, today)
        word = "Chưa lưu" if line.place is Place.ARCHIVE else "Chưa gửi"
        return LineState("bad" if late else "warn", f"{word}, quá hạn" if late else word, True)
    if line.place is Place.ARCHIVE:
        return LineState("good", "Đã lưu", False)
    if line.place is Place.MATCHED and line.units and line.reached == line.units:
        return LineState("good", "Đã tới nơi", False)
    if line.proved:
        return LineState("good", "Đã gửi, có bằng chứng", False)
    if line.place is Place.MATCHED and line.units:
        return LineState("busy", f"Đã gửi, {line.reached}/{line.units} đã mở", False)
    return LineState("busy", "Đã gửi, chưa có bằng chứng", False)


def check_sending(
    channel: str, place: Place, *, receipt: str, sent_on: date, signed_on: date | None, today: date
) -> Verdict:
    """Whether a sending may be recorded: a known channel, a mark for the archive, a day that has been."""
    stops = []
    if channel not in set(Channel):
        stops.append(Reason("D34", "Chọn cách gửi trong danh sách.", field="channel"))
    if place is Place.ARCHIVE and channel != Channel.ARCHIVE:
        stops.append(Reason("archive_channel", "Dòng Lưu ghi bằng cách “Lưu” và ký hiệu lưu.", field="channel"))
    if place is not Place.ARCHIVE and channel == Channel.ARCHIVE:
        stops.append(Reason("archive_channel", "Cách “Lưu” chỉ dùng cho dòng Lưu.", field="channel"))
    if channel == Channel.ARCHIVE and not receipt:
        stops.append(Reason("D01", "Ghi ký hiệu lưu, ví dụ VT, VHXH.", field="receipt"))
    if channel == Channel.SYSTEM and place is not Place.MATCHED:
        stops.append(Reason("no_system", "Nơi nhận này không có trên hệ thống. Chọn cách gửi khác.", field="channel"))
    if sent_on > today:
        stops.append(Reason("future", "Ngày gửi chưa tới. Ghi ngày đã gửi.", field="sent_on"))
    if signed_on and sent_on < signed_on:
        stops.append(Reason("before_signing", "Ngày gửi trước ngày ký văn bản. Xem lại ngày.", field="sent_on"))
    return refuse(stops)
