"""Joining by link, without an account: when a link still works, and the way of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from thidua.core.steps import Move, Steps
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse

JOIN_STEPS = Steps(
    noun="Phiếu đăng ký",
    labels={"waiting": "Chờ phường xem", "accepted": "Đã nhận tham gia", "declined": "Chưa nhận"},
    moves={
        "accept": Move(frozenset({"waiting"}), "accepted"),
        "decline": Move(frozenset({"waiting"}), "declined"),
    },
)

JOIN_KINDS = {"enterprise": "Doanh nghiệp", "household": "Hộ gia đình, hộ kinh doanh", "cooperative": "Hợp tác xã"}
MOST_DAYS, MOST_USES = 366, 2000
TRIES, WINDOW = 20, timedelta(minutes=10)
"""Forms from one machine in this time; a hall full of people behind one router still gets through."""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A link as a visitor meets it."""

    expires_at: datetime
    most_uses: int
    used: int
    closed: bool
    running: bool


def may_join(link: LinkFacts, now: datetime) -> Verdict:
    """Whether a request may still come in by this link."""
    if not link.running:
        return no("not_launched", "Phong trào đã kết thúc, không nhận thêm đăng ký.")
    if link.closed:
        return no("link_closed", "Liên kết này đã đóng. Hỏi phường, xã để có liên kết mới.")
    if now >= link.expires_at:
        return no("link_expired", "Liên kết này đã hết hạn. Hỏi phường, xã để có liên kết mới.")
    if link.used >= link.most_uses:
        return no("link_full", "Liên kết này đã đủ số lượt đăng ký. Hỏi phường, xã để có liên kết mới.")
    return YES


def check_link(days: int | None, uses: int | None, kinds: frozenset[str]) -> Verdict:
    """Whether a link may be made: who may come by it, how long, how often."""
    stops = []
    if not kinds or not kinds <= set(JOIN_KINDS):
        stops.append(Reason("D34", "Chọn ít nhất một loại được tham gia.", field="kinds"))
    if days is None or not 1 <= days <= MOST_DAYS:
        stops.append(Reason("days", "Số ngày từ 1 đến {most}.", {"most": MOST_DAYS}, field="days"))
    if uses is None or not 1 <= uses <= MOST_USES:
        stops.append(Reason("uses", "Số lượt từ 1 đến {most}.", {"most": "2.000"}, field="uses"))
    return refuse(stops)
