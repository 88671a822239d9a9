"""Tables of the dated tree. A unit is never deleted: it ends, and its successors carry its duties and honours on."""

from __future__ import annotations

import uuid

from django.db import models

from thidua.apps.columns import CleanText, FoldedText, SortKey, at_most, in_order, one_of
from thidua.apps.people.models import Person
from thidua.core.actors import ROLE_LABELS, Role


class UnitKind(models.TextChoices):
    """Every kind of unit that plans name; two-tier local government, so no district."""

    CITY = "city", "Tỉnh, thành phố"
    COMMUNE = "commune", "Xã, phường, đặc khu"
    OFFICE = "office", "Phòng, văn phòng"
    CENTRE = "centre", "Trung tâm"
    PROJECT_BOARD = "project_board", "Ban quản lý dự án"
    POLICE = "police", "Công an"
    MILITARY = "military", "Ban Chỉ huy Quân sự"
    PARTY_BOARD = "party_board", "Cơ quan Đảng"
    PARTY_CELL = "party_cell", "Chi bộ"
    FATHERLAND_FRONT = "fatherland_front", "Mặt trận Tổ quốc"
    MASS_ORGANISATION = "mass_organisation", "Đoàn thể"
    SCHOOL = "school", "Trường học"
    HEALTH_STATION = "health_station", "Trạm Y tế"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    HOUSEHOLD = "household", "Hộ gia đình, hộ kinh doanh"
    RESIDENTIAL_GROUP = "residential_group", "Tổ dân phố, thôn"
    DIGITAL_TEAM = "digital_team", "Tổ công nghệ số cộng đồng"
    COUNCIL_OFFICE = "council_office", "Hội đồng, ban tư vấn"
    OTHER = "other", "Đơn vị khác"


class Unit(models.Model):
    """A node of the tree. `commune` is the id of the commune it belongs to (of itself for a commune or a city)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    name = CleanText("tên đơn vị", max_length=200)
    short_name = CleanText("tên gọn", max_length=60, blank=True, default="")
    folded = FoldedText(source="name")
    sort_key = SortKey(source="name")
    is_standing_office = models.BooleanField("thường trực Hội đồng", default=False)
    from_on = models.DateField("từ ngày", null=True)
    to_on = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            at_most("name", 200, "unit"),
            models.CheckConstraint(condition=~models.Q(name=""), name="unit_name_given"),
            one_of("kind", UnitKind, "unit"),
            in_order("from_on", "to_on", "unit"),
            models.UniqueConstraint(
                fields=["parent", "folded"],
                condition=models.Q(to_on__isnull=True),
                name="unit_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """The usual short form for tables."""
        return self.short_name or self.name


class Succession(models.Model):
    """What follows what: a merger has many predecessors, a split many successors; duties and honours follow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    basis = CleanText("căn cứ", max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="succession_is_another"
            ),
        ]


class SeatRole(models.TextChoices):
    """`core.actors.Role` as a column; one list, one set of labels."""

    ADMIN = Role.ADMIN.value, ROLE_LABELS[Role.ADMIN]
    CLERK = Role.CLERK.value, ROLE_LABELS[Role.CLERK]
    CHAIR = Role.CHAIR.value, ROLE_LABELS[Role.CHAIR]
    UNIT_HEAD = Role.UNIT_HEAD.value, ROLE_LABELS[Role.UNIT_HEAD]
    OFFICER = Role.OFFICER.value, ROLE_LABELS[Role.OFFICER]
    CITY_OFFICER = Role.CITY_OFFICER.value, ROLE_LABELS[Role.CITY_OFFICER]


class Seat(models.Model):
    """A person in a unit, in one role, between two days (both included; open when empty)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField("vai trò", max_length=20, choices=SeatRole.choices)
    from_on = models.DateField("từ ngày", null=True)
    to_on = models.DateField("đến hết ngày", null=True)

    class Meta:
        constraints = [
            one_of("role", SeatRole, "seat"),
            in_order("from_on", "to_on", "seat"),
            models.UniqueConstraint(
                fields=["unit", "person", "role"], condition=models.Q(to_on__isnull=True), name="seat_once"
            ),
        ]


class Block(models.Model):
    """Khối, cụm thi đua: units that compete with one another in a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="blocks")
    name = CleanText("tên khối", max_length=160)
    folded = FoldedText(source="name")
    sort_key = SortKey(source="name")
    from_on = models.DateField("từ ngày", null=True)
    to_on = models.DateField("đến hết ngày", null=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [at_most("name", 160, "block"), in_order("from_on", "to_on", "block")]


class BlockRole(models.TextChoices):
    HEAD = "head", "Trưởng khối"
    DEPUTY = "deputy", "Phó Trưởng khối"
    MEMBER = "member", "Thành viên"


class BlockSeat(models.Model):
    """A unit in a block, in one role, between two days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="seats")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="block_seats")
    role = models.CharField("vai trò", max_length=10, choices=BlockRole.choices)
    from_on = models.DateField("từ ngày", null=True)
    to_on = models.DateField("đến hết ngày", null=True)

    class Meta:
        constraints = [
            one_of("role", BlockRole, "block_seat"),
            in_order("from_on", "to_on", "block_seat"),
            models.UniqueConstraint(
                fields=["block", "unit"], condition=models.Q(to_on__isnull=True), name="block_seat_once"
            ),
        ]


class Council(models.Model):
    """Hội đồng Thi đua - Khen thưởng of a commune or city."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    name = CleanText("tên hội đồng", max_length=160)
    from_on = models.DateField("từ ngày", null=True)
    to_on = models.DateField("đến hết ngày", null=True)

    class Meta:
        constraints = [at_most("name", 160, "council"), in_order("from_on", "to_on", "council")]


class CouncilRole(models.TextChoices):
    CHAIR = "chair", "Chủ tịch Hội đồng"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch Hội đồng"
    STANDING = "standing", "Ủy viên thường trực"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Ủy viên"


class CouncilSeat(models.Model):
    """A person on the council, between two days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="council_seats")
    role = models.CharField("vai trò", max_length=12, choices=CouncilRole.choices)
    from_on = models.DateField("từ ngày", null=True)
    to_on = models.DateField("đến hết ngày", null=True)

    class Meta:
        constraints = [
            one_of("role", CouncilRole, "council_seat"),
            in_order("from_on", "to_on", "council_seat"),
            models.UniqueConstraint(
                fields=["council", "person"], condition=models.Q(to_on__isnull=True), name="council_seat_once"
            ),
        ]


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", "Xem trước"
    APPLIED = "applied", "Đã nhập"
    UNDONE = "undone", "Đã hoàn tác"


class Import(models.Model):
    """One Excel file of units or people: what was read, what it made, and whether it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    noun = models.CharField(max_length=10)
    file_name = CleanText(max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    made = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    read_by = models.UUIDField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_at"]
        constraints = [one_of("state", ImportState, "import")]
