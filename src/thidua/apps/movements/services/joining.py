"""Households and enterprises that come by a link, without an account: asked, then accepted or declined by the clerk."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.crypto import salted_hmac

from thidua.apps.journal.services import Refused, Writing, erase_secrets, once, require, take_turns, writing
from thidua.apps.movements.models import JoinLink, JoinRequest, JoinTry, Movement, Participant
from thidua.apps.people.wording import check_line, check_telephone, telephone
from thidua.apps.units.models import Unit
from thidua.apps.units.particulars import UnitParticulars
from thidua.apps.units.queries import units_of
from thidua.apps.units.services.tree import forget_household, place_unit
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements.joining import JOIN_KINDS, JOIN_STEPS, TRIES, WINDOW, LinkFacts, check_link, may_join
from thidua.core.permits import Act, may
from thidua.core.verdicts import Reason, Verdict, no, refuse
from thidua.core.viet.text import clean, fold

VISITOR = Actor(None, "Người gửi qua liên kết")
ERASED_REQUEST = "Phiếu đã xóa dữ liệu"
_LINES = (("name", "Tên", 200, True), ("address", "Địa chỉ", 200, True), ("contact", "Người liên hệ", 120, True))


@dataclass(frozen=True)
class JoinForm:
    """What a visitor sends. `group` is a residential group of the commune, or None."""

    kind: str
    name: str
    address: str
    contact: str
    phone: str
    group: UUID | None = None
    consent: bool = False

    def check(self, kinds: Sequence[str]) -> list[Reason]:
        """All that is wrong, each reason with its field."""
        found = [
            reason
            for field, label, most, required in _LINES
            for reason in check_line(getattr(self, field), field=field, label=label, most=most, required=required)
        ]
        if self.kind not in kinds:
            found.append(Reason("D34", "Chọn loại trong danh sách.", field="kind"))
        number = telephone(self.phone)
        if not number:
            found.append(Reason("D01", "Nhập số điện thoại.", field="phone"))
        found += check_telephone(number)
        if not self.consent:
            found.append(
                Reason("consent", "Đánh dấu ô đồng ý thì phường mới được lưu các thông tin này.", field="consent")
            )
        return found


def make_join_link(
    movement: Movement, kinds: Sequence[str], *, days: int | None, uses: int | None, label: str = "",
    by: Actor, now: datetime,
) -> tuple[JoinLink, str]:  # fmt: skip
    """A new link and its token. The token is told here and nowhere else: only its hash is kept."""
    require(may(by, Act.JOIN_MANAGE, commune=movement.commune))
    require(check_link(days, uses, frozenset(kinds)))
    require(refuse(check_line(label, field="label", label="Ghi chú", most=120, required=False)))
    token = secrets.token_urlsafe(24)
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        if row.state != "launched":
            require(no("not_launched", "Chỉ mời tham gia khi phong trào đang thực hiện."))
        link = JoinLink.objects.create(
            movement=row, token_hash=hash_of(token), label=clean(label), kinds=",".join(sorted(set(kinds))),
            most_uses=uses, expires_at=now + timedelta(days=days or 0), made_by=by.person, made_at=now,
        )  # fmt: skip
        told = {"link": link.id, "kinds": sorted(set(kinds)), "most_uses": uses, "expires_at": link.expires_at}
        journal.record(Event.JOIN_LINK_MADE, row.id, told)
    return link, token


def hash_of(token: str) -> str:
    """What is kept of a token or a code."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def close_join_link(link: JoinLink, *, by: Actor, now: datetime) -> JoinLink:
    """Nobody comes by this link any more; what came before stays."""
    commune = link.movement.commune
    require(may(by, Act.JOIN_MANAGE, commune=commune))
    with writing(commune, by=by, now=now) as journal:
        row = JoinLink.objects.get(pk=link.pk)
        if row.closed_at is None:
            # The program may close a link too, and the pair of columns must be filled together.
            row.closed_by, row.closed_at = by.person or UUID(int=0), now
            row.save(update_fields=["closed_by", "closed_at"])
            journal.record(Event.JOIN_LINK_CLOSED, row.movement_id, {"link": row.id})
    return row


def facts_of_link(link: JoinLink, *, used: int | None = None) -> LinkFacts:
    """The link as its rule sees it. One query, none when `used` was counted already."""
    return LinkFacts(
        expires_at=link.expires_at,
        most_uses=link.most_uses,
        used=link.requests.count() if used is None else used,
        closed=link.closed_at is not None,
        running=link.movement.state == "launched",
    )


def receive_request(token: str, sent: JoinForm, *, key: str, address: str, now: datetime, today: date) -> str:
    """A visitor's form becomes a request that waits; returns the code by which its state can be asked.

    The same form sent again (same `key`) gets the same code. Raises Refused: `gone` for a token that is none, D60 with
    `seconds` when one machine sends too many, the reasons of the link or of the fields otherwise.
    """
    require(refuse([] if JoinLink.objects.filter(token_hash=hash_of(token)).exists() else [_GONE]))
    # Outside the transaction of the form, so that a form that is refused counts too.
    count_try(address, now=now)

    def act() -> dict[str, str]:
        return {"request": str(_ask(token, sent, now=now, today=today).pk)}

    content = {"token": hash_of(token)} | {name: str(value) for name, value in asdict(sent).items()}
    answer = once(key, content, act, by=VISITOR, now=now) if key else act()
    return code_of(UUID(answer["request"]))


_GONE = Reason("gone", "Liên kết này không dùng được. Hỏi phường, xã để có liên kết mới.")


def _ask(token: str, sent: JoinForm, *, now: datetime, today: date) -> JoinRequest:
    link = JoinLink.objects.select_related("movement").get(token_hash=hash_of(token))
    require(refuse(sent.check(link.kind_list)))
    with writing(link.movement.commune, by=VISITOR, now=now) as journal:
        link = JoinLink.objects.select_related("movement").get(pk=link.pk)
        require(may_join(facts_of_link(link), now))
        require(_known_group(sent, link.movement.commune, today))
        require(_not_twice(sent, link.movement))
        return _stored(link, sent, journal, now)


def count_try(address: str, *, now: datetime) -> None:
    """Count one form of one machine. Raises Refused D60 with `seconds` to wait (reliability T37)."""
    machine = salted_hmac("thidua.join-try", address, algorithm="sha256").hexdigest()
    with transaction.atomic():
        take_turns(f"join {machine}")
        JoinTry.objects.filter(at__lt=now - WINDOW).delete()
        latest = list(JoinTry.objects.filter(address=machine).order_by("-at").values_list("at", flat=True)[:TRIES])
        if len(latest) == TRIES:
            seconds = max(int((latest[-1] + WINDOW - now).total_seconds()) + 1, 1)
            raise Refused(no("D60", "Gửi quá nhanh, thử lại sau 10 phút.", seconds=seconds))
        JoinTry.objects.create(address=machine, at=now)


def _known_group(sent: JoinForm, commune: UUID, today: date) -> Verdict:
    known = units_of(commune, today).filter(kind="residential_group")
    wrong = sent.group is not None and not known.filter(pk=sent.group).exists()
    return refuse([Reason("D34", "Chọn tổ dân phố trong danh sách.", field="group")] if wrong else [])


def _not_twice(sent: JoinForm, movement: Movement) -> Verdict:
    """The same name with the same telephone is one and the same: told without a word of what was sent before."""
    same = JoinRequest.objects.filter(
        link__movement=movement, folded=fold(clean(sent.name)), phone=telephone(sent.phone), erased_at__isnull=True
    ).exclude(state="declined")
    words = "Tên và số điện thoại này đã gửi đăng ký rồi. Dùng mã đã nhận để xem kết quả; cần sửa thì gọi phường, xã."
    return refuse([Reason("D43", words, field="name")] if same.exists() else [])


def _stored(link: JoinLink, sent: JoinForm, journal: Writing, now: datetime) -> JoinRequest:
    ident = uuid4()
    row = JoinRequest.objects.create(
        id=ident, link=link, kind=sent.kind, name=sent.name, address=sent.address, group_id=sent.group,
        contact=sent.contact, phone=telephone(sent.phone), code_hash=hash_of(code_of(ident)), asked_at=now,
    )  # fmt: skip
    personal = {name: getattr(row, name) for name in ("name", "address", "contact", "phone")}
    told = {"link": link.id, "kind": row.kind, "consent": True}
    journal.record(Event.JOIN_ASKED, row.id, told, personal=personal, person=row.id)
    return row


def code_of(request: UUID) -> str:
    """The code of a request, twelve letters and figures that can be read aloud: made anew from its id by the key of
    this installation, so that it stands in no table."""
    digest = salted_hmac("thidua.join-code", str(request), algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:12]


def accept_request(
    request: JoinRequest, *, existing: UUID | None = None, by: Actor, now: datetime, today: date
) -> JoinRequest:
    """The clerk takes the request: a unit is added under its residential group or the commune (or `existing` is taken),
    and it takes part. Accepted twice it is accepted once."""
    movement = request.link.movement
    require(may(by, Act.JOIN_MANAGE, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = JoinRequest.objects.select_related("link__movement", "group").get(pk=request.pk)
        if row.state == "accepted":
            return row
        require(JOIN_STEPS.may_move(row.state, "accept"))
        require(_still_here(row))
        if row.link.movement.state != "launched":
            require(no("not_launched", "Phong trào đã kết thúc; không nhận thêm đơn vị."))
        unit = _unit_of(row, existing, journal, today)
        Participant.objects.get_or_create(movement=row.link.movement, unit=unit, defaults={"told_at": now})
        row.state, row.unit = JOIN_STEPS.after("accept"), unit
        row.decided_by, row.decided_at = by.person, now
        row.save()
        journal.record(Event.JOIN_ACCEPTED, row.id, {"movement": movement.id, "unit": unit.id})
    return row


def _unit_of(row: JoinRequest, existing: UUID | None, journal: Writing, today: date) -> Unit:
    commune = row.link.movement.commune
    if existing:
        found = units_of(commune, today).filter(pk=existing, kind__in=JOIN_KINDS).first()
        if found is None:
            raise Refused(no("D35", "Chọn đơn vị trong danh sách.", field="existing"))
        return found
    parent = row.group or Unit.objects.get(pk=commune)
    return place_unit(
        UnitParticulars(row.kind, row.name, from_on=today), parent=parent, journal=journal, similar_ok=True
    )


def decline_request(request: JoinRequest, why: str, *, by: Actor, now: datetime) -> JoinRequest:
    """The clerk says no, with a word that the sender reads."""
    movement = request.link.movement
    require(may(by, Act.JOIN_MANAGE, commune=movement.commune))
    require(refuse(check_line(why, field="why", label="Lý do", most=300)))
    with writing(movement.commune, by=by, now=now) as journal:
        row = JoinRequest.objects.get(pk=request.pk)
        if row.state == "declined":
            return row
        require(JOIN_STEPS.may_move(row.state, "decline"))
        row.state, row.why = JOIN_STEPS.after("decline"), why
        row.decided_by, row.decided_at = by.person, now
        row.save()
        journal.record(Event.JOIN_DECLINED, row.id, {"movement": movement.id}, personal={"why": row.why}, person=row.id)
    return row


def erase_request(request: JoinRequest, *, by: Actor, now: datetime) -> JoinRequest:
    """Erase what identifies the sender, here and behind the journal; a household that was taken in loses its name."""
    movement = request.link.movement
    require(may(by, Act.JOIN_MANAGE, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = JoinRequest.objects.select_related("unit").get(pk=request.pk)
        if row.erased_at is not None:
            return row
        if row.state == "waiting":
            require(no("wrong_step", "Nhận hoặc từ chối phiếu trước khi xóa dữ liệu."))
        row.name, row.group = ERASED_REQUEST, None
        row.address = row.contact = row.phone = row.why = ""
        row.erased_at = now
        row.save()
        if row.unit and row.unit.kind == "household":
            forget_household(row.unit, by=by, now=now)
        journal.record(Event.JOIN_ERASED, row.id, {"movement": movement.id})
        erase_secrets(row.id, commune=movement.commune, by=by, now=now)
    return row


def _still_here(row: JoinRequest) -> Verdict:
    return refuse([Reason("wrong_step", "Dữ liệu của phiếu này đã được xóa.")] if row.erased_at else [])
