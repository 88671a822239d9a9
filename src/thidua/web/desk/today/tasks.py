"""What waits for somebody: one small function per kind of thing, each yielding tasks; sorted by urgency at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.apps.units.queries import people_visible_to
from thidua.core.actors import Role
from thidua.core.movements import is_second_person
from thidua.core.permits import Act
from thidua.web.desk.today.desk import Desk
from thidua.web.kit.templatetags.kit import vn_date

SOON = 14
"""A time limit becomes a task this many days before its last good day."""
BACKUP_DAYS = 7


@dataclass(frozen=True)
class Task:
    """One row of "Cần làm" in the form of `kit/tasks.html`. `rank` 0 is the most urgent, `days` breaks ties."""

    rank: int
    title: str
    why: str = ""
    url: str = ""
    tone: str = "idle"
    icon: str = ""
    state: str = ""
    due: str = ""
    when: str = ""
    late: bool = False
    days: int = 999


def launches_sent_back(desk: Desk) -> Iterator[Task]:
    """A launch came back with a word."""
    if not desk.may_anywhere(Act.MOVEMENT_ASSIGN):
        return
    for row in desk.in_state("draft"):
        if row.id in desk.sent_back:
            yield Task(
                1, _("Sửa rồi đề nghị phát động lại: %(name)s") % {"name": row.name}, f"“{desk.sent_back[row.id]}”",
                reverse("desk:assign", args=[row.id]), "warn", "back", _("Cần sửa"), when=_("Bị đưa về"),
            )  # fmt: skip


def launches_to_confirm(desk: Desk) -> Iterator[Task]:
    """Somebody else proposed a launch."""
    if not desk.may_anywhere(Act.LAUNCH_CONFIRM):
        return
    for row in desk.in_state("proposed"):
        if is_second_person(desk.actor, row.proposed_by):
            who = desk.names.get(row.proposed_by, "")
            yield Task(
                1, _("Xác nhận phát động: %(name)s") % {"name": row.name},
                _("%(who)s đề nghị. Cần một người khác đọc lại và xác nhận.") % {"who": who},
                reverse("desk:launch", args=[row.id]), "warn", "flag", _("Chờ xác nhận"),
                when=_("Gửi %(day)s") % {"day": vn_date(row.proposed_at)[:5]},
            )  # fmt: skip


def amendments_to_approve(desk: Desk) -> Iterator[Task]:
    """Somebody else proposed an amendment of a running plan."""
    if not desk.may_anywhere(Act.AMENDMENT_APPROVE):
        return
    for row in desk.amendments:
        own = {row.prepared_by, row.proposed_by, row.draft.sign_recorded_by}
        if row.state == "proposed" and not own & {desk.actor.person, *desk.actor.deputising_for}:
            yield Task(
                1, _("Duyệt sửa đổi kế hoạch: %(title)s") % {"title": row.plan.title}, f"“{row.reason}”",
                reverse("desk:amendment", args=[row.plan_id, row.id]), "warn", "wait", _("Chờ duyệt"),
                when=_("Gửi %(day)s") % {"day": vn_date(row.proposed_at)[:5]},
            )  # fmt: skip


def amendments_to_prepare(desk: Desk) -> Iterator[Task]:
    """An amendment was begun, or came back with a word."""
    if not desk.may_anywhere(Act.AMENDMENT_PREPARE):
        return
    for row in desk.amendments:
        if row.state == "prepared":
            yield Task(
                1 if row.sent_back else 4, _("Soạn tiếp sửa đổi: %(title)s") % {"title": row.plan.title},
                f"“{row.sent_back or row.reason}”", reverse("desk:amendment", args=[row.plan_id, row.id]),
                "warn" if row.sent_back else "idle", "back" if row.sent_back else "draft",
                _("Cần sửa") if row.sent_back else _("Đang soạn"),
                when=_("Từ %(day)s") % {"day": vn_date(row.prepared_at)[:5]},
            )  # fmt: skip


def duties_to_take(desk: Desk) -> Iterator[Task]:
    """A launched movement gave the actor's unit something to do."""
    for found in desk.waiting:
        yield Task(
            2, _("Nhận nhiệm vụ: %(name)s") % {"name": found.movement.name},
            _("%(unit)s chưa xác nhận đã đọc phần việc của mình.") % {"unit": found.unit.name},
            reverse("desk:duties", args=[found.movement.id, found.unit.id]), "warn", "", _("Chưa nhận"),
            when=_("Giao %(day)s") % {"day": vn_date(found.told_at)[:5]},
        )  # fmt: skip


def time_limits(desk: Desk) -> Iterator[Task]:
    """Own time limits that are near; for the ward's staff they stand under "Mốc sắp tới" only."""
    if desk.is_staff:
        return
    for line in desk.coming:
        if line.left is not None and line.left <= SOON:
            note = f"; {_('ngày làm việc cuối:')} {vn_date(line.working_day)[:5]}" if line.working_day else ""
            yield Task(
                3, line.what, f"“{line.row.words}”{note}", reverse("desk:movement", args=[line.row.movement_id]),
                "warn" if line.left <= 3 else "idle", "cal", _("Sắp đến hạn"), due=line.near, when=line.when,
                days=line.left,
            )  # fmt: skip


def drafts_to_assign(desk: Desk) -> Iterator[Task]:
    """A movement is being prepared."""
    if not desk.may_anywhere(Act.MOVEMENT_ASSIGN):
        return
    for row in desk.in_state("draft"):
        if row.id not in desk.sent_back:
            yield Task(
                4, _("Phân công: %(name)s") % {"name": row.name}, _("Giao từng chỉ tiêu cho đơn vị, rồi phát động."),
                reverse("desk:assign", args=[row.id]), "idle", "draft", _("Đang chuẩn bị"),
                when=_("Từ %(day)s") % {"day": vn_date(row.drafted_at)[:5]},
            )  # fmt: skip


def papers_without_movement(desk: Desk) -> Iterator[Task]:
    """A checked or signed paper nobody has made a movement of."""
    if not desk.may_anywhere(Act.MOVEMENT_ASSIGN):
        return
    for row in desk.papers:
        if row.state in ("checked", "signed") and row.id not in desk.begun:
            yield Task(
                5, _("Phân công theo kế hoạch: %(title)s") % {"title": row.title},
                _("Kế hoạch đã kiểm tra, chưa thành phong trào."), reverse("desk:check_plan", args=[row.id]), "idle",
                "doc", _("Chưa có phong trào"), when=_("Nạp %(day)s") % {"day": vn_date(row.filed_at)[:5]},
            )  # fmt: skip


def drafts_to_check(desk: Desk) -> Iterator[Task]:
    """A filed paper whose reading nobody has looked through."""
    if not desk.may_anywhere(Act.PLAN_CORRECT):
        return
    for row in desk.papers:
        if row.state == "draft":
            yield Task(
                5, _("Kiểm tra kế hoạch: %(title)s") % {"title": row.title},
                _("Máy đã đọc; xem lại chỉ tiêu, mốc thời gian trước khi phân công."),
                reverse("desk:check_plan", args=[row.id]), "idle", "draft", _("Dự thảo"),
                when=_("Nạp %(day)s") % {"day": vn_date(row.filed_at)[:5]},
            )  # fmt: skip


def old_backup(desk: Desk) -> Iterator[Task]:
    """The newest backup is too old, or there is none."""
    if not desk.actor.holds(Role.ADMIN):
        return
    age = backup_age(desk.now)
    if age is None or age > timedelta(days=BACKUP_DAYS):
        why = _("Chưa có bản sao lưu nào.") if age is None else _("Bản mới nhất đã %(n)s ngày.") % {"n": age.days}
        yield Task(
            2, _("Sao lưu dữ liệu"), why, reverse("desk:journal"), "warn", "save", _("Sao lưu đã cũ"),
            when=_("Mỗi %(n)s ngày") % {"n": BACKUP_DAYS},
        )  # fmt: skip


def backup_age(now: datetime) -> timedelta | None:
    """How old the newest file in the folder of backups is; None without any."""
    from django.conf import settings

    folder: Path = settings.PLACES.backups
    times = [path.stat().st_mtime for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    return now - datetime.fromtimestamp(max(times), UTC) if times else None


def accounts_to_open(desk: Desk) -> Iterator[Task]:
    """People with a seat who cannot sign in."""
    if not desk.actor.holds(Role.ADMIN):
        return
    many = people_visible_to(desk.actor).filter(account__isnull=True, seats__isnull=False).distinct().count()
    if many:
        yield Task(
            6, _("Mở tài khoản cho %(n)s người") % {"n": many}, _("Có tên trong đơn vị, chưa đăng nhập được."),
            reverse("desk:people"), "idle", "people", _("Chưa có tài khoản"),
        )  # fmt: skip


KINDS: tuple[Callable[[Desk], Iterator[Task]], ...] = (
    launches_sent_back,
    launches_to_confirm,
    amendments_to_approve,
    amendments_to_prepare,
    duties_to_take,
    time_limits,
    old_backup,
    drafts_to_assign,
    papers_without_movement,
    drafts_to_check,
    accounts_to_open,
)


def tasks_of(desk: Desk) -> list[Task]:
    """Everything that waits, most urgent first."""
    found = [task for kind in KINDS for task in kind(desk)]
    return sorted(found, key=lambda task: (task.rank, task.days))
