"""The two wards that the permission matrix walks through, and small makers of what an address may name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone
from source_tree import SRC

from builders import a_person, a_seat, an_account
from cast import Cast
from thidua.apps.files.models import StoredFile
from thidua.apps.files.services import store_file
from thidua.apps.movements.models import (
    Assignment,
    Attachment,
    JoinLink,
    JoinRequest,
    Matching,
    Movement,
    MovementLink,
    Peak,
    Recipient,
)
from thidua.apps.movements.services import (
    draft_movement,
    launch_movement,
    make_join_link,
    propose_amendment,
    propose_launch,
)
from thidua.apps.people.models import Deputising
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Amendment, Plan, SavedText, ScanReading, TextChange, WardInstrument
from thidua.apps.plans.services import (
    AmendmentCase,
    Beginning,
    InstrumentValues,
    Signature,
    begin_draft,
    correct_plan,
    file_plan,
    keep_instrument,
    prepare_amendment,
    record_signature,
    save_text,
)
from thidua.apps.units.models import Block, Council, CouncilSeat, Import, Seat, Unit
from thidua.core.actors import program

PAPER = SRC / "jobs" / "sample" / "papers" / "dot-thi-dua.txt"


class Ward:
    """One ward with one thing of each kind, made when first asked for."""

    def __init__(self, cast: Cast, commune: Unit, office: Unit, now: datetime) -> None:
        self.cast, self.commune, self.office, self.now = cast, commune, office, now
        self.today: date = timezone.localdate(now)

    def _filed(self, name: str) -> Plan:
        data = PAPER.read_bytes() + f"\n{name}\n".encode()
        return file_plan(data, f"{name}.txt", unit=self.commune, by=program(), now=self.now).plan

    def _signed(self, name: str) -> Plan:
        plan = self._filed(name)
        paper = Signature(str(Plan.objects.count()), "KH-UBND", self.today, "Trần Quốc Bảo", self.file)
        return record_signature(plan, paper, by=program(), now=self.now, today=self.today)

    def _drafted(self, name: str) -> Movement:
        movement = draft_movement(self._signed(name), by=program(), now=self.now, today=self.today)
        Assignment.objects.filter(movement=movement).update(owner=self.unit)
        for matching in Matching.objects.filter(movement=movement):
            matching.units.add(self.unit)
        return movement

    @cached_property
    def draft_plan(self) -> Plan:
        return self._filed("draft")

    @cached_property
    def written_plan(self) -> Plan:
        """Begun here, without a file."""
        return self._written(None)

    @cached_property
    def continued_plan(self) -> Plan:
        """Begun from another plan of the ward."""
        return self._written(self.draft_plan)

    def _written(self, last: Plan | None) -> Plan:
        beginning = Beginning(self.today.year + 1, last)
        return begin_draft(beginning, unit=self.commune, by=program(), now=self.now, today=self.today).plan

    @cached_property
    def saved_text(self) -> SavedText:
        return save_text("purposes", "Đoạn lưu sẵn", commune=self.commune.pk, by=program(), now=self.now)

    @cached_property
    def ward_instrument(self) -> WardInstrument:
        values = InstrumentValues("decision", "7/QĐ-UBND", "Quy chế thi đua")
        return keep_instrument(values, commune=self.commune.pk, by=program(), now=self.now)

    @cached_property
    def draft_movement(self) -> Movement:
        return self._drafted("prepared")

    @cached_property
    def proposed_movement(self) -> Movement:
        return propose_launch(self._drafted("proposed"), by=program(), now=self.now)

    @cached_property
    def movement(self) -> Movement:
        """Launched, so that everybody of the ward sees it."""
        return self._launched("launched")

    def _launched(self, name: str) -> Movement:
        movement = propose_launch(self._drafted(name), by=program(), now=self.now)
        return launch_movement(movement, by=program(), now=self.now, today=self.today)

    def _amended(self, name: str) -> Amendment:
        """An amendment of a movement of its own, changed and signed."""
        case = AmendmentCase("Cấp trên giao lại", requester="Ủy ban nhân dân thành phố")
        amendment = prepare_amendment(self._launched(name).plan, case, by=program(), now=self.now)
        item = reading_of(amendment.draft.versions.get())["targets"][0]["id"]
        changed = "Một nội dung khác hẳn"
        correct_plan(amendment.draft, item, "text", changed, base=None, by=program(), now=self.now)
        paper = Signature(str(Plan.objects.count()), "QĐ-UBND", self.today, "Trần Quốc Bảo", self.file)
        record_signature(amendment.draft, paper, by=program(), now=self.now, today=self.today)
        return amendment

    @cached_property
    def amendment(self) -> Amendment:
        return self._amended("amended")

    @cached_property
    def proposed_amendment(self) -> Amendment:
        return propose_amendment(self._amended("changed"), by=program(), now=self.now, today=self.today)

    @cached_property
    def issued_plan(self) -> Plan:
        return self.movement.plan

    @cached_property
    def unit(self) -> Unit:
        """The office that answers for the duties: the head's and the officer's own, in the standing ward."""
        return self.cast.economy if self.commune == self.cast.ward else self.office

    @cached_property
    def seat(self) -> Seat:
        """The officer's in the standing ward; in the other one that of somebody who is not the stranger."""
        if self.commune == self.cast.ward:
            return Seat.objects.get(person=self.cast.officer.person)
        person = a_person("Lý Văn Khác", commune=self.commune)
        an_account(person, "khac.lv")
        return a_seat(person, self.office, "officer")

    @cached_property
    def file(self) -> StoredFile:
        return store_file(
            b"%PDF-1.4 a scan",
            name="ban-ky.pdf",
            media_type="application/pdf",
            commune=self.commune.pk,
            by=program(),
            now=self.now,
        )

    @cached_property
    def block(self) -> Block:
        return Block.objects.create(commune=self.commune.pk, unit=self.commune, name="Khối số 1")

    @cached_property
    def council(self) -> Council:
        return Council.objects.create(commune=self.commune.pk, name="Hội đồng")

    @cached_property
    def council_seat(self) -> CouncilSeat:
        return CouncilSeat.objects.create(council=self.council, person=self.seat.person, role="member")

    @cached_property
    def deputising(self) -> Deputising:
        return Deputising.objects.create(
            commune=self.commune.pk,
            person=self.seat.person,
            deputy=a_person("Lý Thị Thay", commune=self.commune),
            from_on=self.today,
            to_on=self.today,
            named_at=self.now,
        )

    @cached_property
    def attachment(self) -> Attachment:
        return Attachment.objects.create(movement=self.movement, file=self.file, title="Hướng dẫn")

    @cached_property
    def peak(self) -> Peak:
        return Peak.objects.create(
            movement=self.movement, name="Cao điểm", starts_on=self.today, ends_on=self.today + timedelta(days=9)
        )

    @cached_property
    def recipient(self) -> Recipient:
        return Recipient.objects.create(movement=self.movement, ordinal=900, printed="Sở Nội vụ", place="outside")

    @cached_property
    def movement_link(self) -> MovementLink:
        return MovementLink.objects.create(movement=self.movement, kind="movement", name="Dân vận khéo")

    @cached_property
    def join_link(self) -> tuple[JoinLink, str]:
        """The link and its token."""
        return make_join_link(self.movement, ["household"], days=30, uses=9, by=program(), now=self.now)

    @cached_property
    def join_request(self) -> JoinRequest:
        return JoinRequest.objects.create(
            link=self.join_link[0], kind="household", name="Hộ ông Ba", code_hash=uuid4().hex, asked_at=self.now
        )

    @cached_property
    def declined_request(self) -> JoinRequest:
        return JoinRequest.objects.create(
            link=self.join_link[0], kind="household", name="Hộ ông Tư", code_hash=uuid4().hex, asked_at=self.now,
            state="declined",
        )  # fmt: skip

    @cached_property
    def scan(self) -> ScanReading:
        return ScanReading.objects.create(
            commune=self.commune.pk, unit=self.commune, name="quet.pdf", sha256="0" * 64, pages=3, asked_at=self.now
        )

    @cached_property
    def text_change(self) -> TextChange:
        version = self.draft_plan.versions.get()
        return TextChange.objects.create(
            version=version, start=0, end=1, before=version.text[:1], after="x", at=self.now
        )

    def item_of(self, part: str) -> str:
        """The id of the first thing of one kind that was read from the draft plan."""
        return reading_of(self.draft_plan.versions.first())[part][0]["id"]

    def imported(self, noun: str) -> Import:
        return Import.objects.create(
            commune=self.commune.pk, noun=noun, file_name="bang.xlsx", sha256="0" * 64, read_at=self.now
        )


MAKERS: dict[str, Callable[[Ward], Any]] = {
    "draft_plan": lambda ward: ward.draft_plan.pk,
    "written_plan": lambda ward: ward.written_plan.pk,
    "written_item": lambda ward: reading_of(ward.written_plan.versions.first())["period"]["id"],
    "continued_plan": lambda ward: ward.continued_plan.pk,
    "saved_text": lambda ward: ward.saved_text.pk,
    "ward_instrument": lambda ward: ward.ward_instrument.pk,
    "scan": lambda ward: ward.scan.pk,
    "issued_plan": lambda ward: ward.issued_plan.pk,
    "draft_movement": lambda ward: ward.draft_movement.pk,
    "proposed_movement": lambda ward: ward.proposed_movement.pk,
    "movement": lambda ward: ward.movement.pk,
    "amendment": lambda ward: ward.amendment.pk,
    "amended_plan": lambda ward: ward.amendment.plan_id,
    "proposed_amendment": lambda ward: ward.proposed_amendment.pk,
    "changed_plan": lambda ward: ward.proposed_amendment.plan_id,
    "first_version": lambda ward: 1,
    "target_number": lambda ward: ward.movement.targets.first().number,
    "draft_item": lambda ward: ward.draft_movement.assignments.first().item,
    "unit": lambda ward: ward.unit.pk,
    "person": lambda ward: ward.seat.person_id,
    "account": lambda ward: ward.seat.person.account.pk,
    "seat": lambda ward: ward.seat.pk,
    "file": lambda ward: ward.file.pk,
    "block": lambda ward: ward.block.pk,
    "council": lambda ward: ward.council.pk,
    "council_seat": lambda ward: ward.council_seat.pk,
    "deputising": lambda ward: ward.deputising.pk,
    "units_import": lambda ward: ward.imported("units").pk,
    "people_import": lambda ward: ward.imported("people").pk,
    "plan_item": lambda ward: ward.item_of("targets"),
    "plan_deadline": lambda ward: ward.item_of("deadlines"),
    "text_change": lambda ward: ward.text_change.pk,
    "attachment": lambda ward: ward.attachment.pk,
    "peak": lambda ward: ward.peak.pk,
    "recipient": lambda ward: ward.recipient.pk,
    "movement_link": lambda ward: ward.movement_link.pk,
    "join_link": lambda ward: ward.join_link[0].pk,
    "join_token": lambda ward: ward.join_link[1],
    "join_request": lambda ward: ward.join_request.pk,
    "declined_request": lambda ward: ward.declined_request.pk,
    "today": lambda ward: f"{ward.today:%d/%m/%Y}",
    "year": lambda ward: ward.today.year,
    "month": lambda ward: ward.today.month,
    "guide_page": lambda ward: "phan-cong",
    "guide_picture": lambda ward: "phan-cong-1366",
}
"""What an address may name. A new kind of thing gets a line here."""

BY_WORD = {
    "plan": "draft_plan",
    "movement": "movement",
    "target": "target_number",
    "number": "target_number",
    "n": "target_number",
    "item": "plan_item",
    "change": "text_change",
    "attachment": "attachment",
    "peak": "peak",
    "recipient": "recipient",
    "joining": "join_request",
    "token": "join_token",
    "unit": "unit",
    "person": "person",
    "account": "account",
    "seat": "seat",
    "file": "file",
    "block": "block",
    "council": "council",
    "deputising": "deputising",
    "deputy": "deputising",
    "import": "units_import",
    "listing": "units_import",
    "amendment": "amendment",
    "ordinal": "first_version",
    "other": "first_version",
    "year": "year",
    "month": "month",
    "slug": "guide_page",
}
"""The maker for a captured word when the file names no other (`takes = { plan = "issued_plan" }`)."""

BY_PLACE = {
    "ke-hoach": "draft_plan",
    "phong-trao": "movement",
    "tep": "file",
    "don-vi": "unit",
    "nguoi-dung": "person",
    "khoi": "block",
    "hoi-dong": "council",
}
"""What `id` stands for, by the first word of the address."""
