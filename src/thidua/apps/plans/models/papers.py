"""Tables of plan papers. The reading is one JSON text in the contract's form (thidua-plan/1); items keep their ids."""

from __future__ import annotations

import hashlib
import uuid

from django.db import models

from thidua.apps.columns import CleanText, FoldedText, SortKey, at_most, one_of, pair
from thidua.apps.files.models import StoredFile
from thidua.apps.units.models import Unit
from thidua.core.plans.life import AMENDMENT_STEPS, PLAN_STEPS


class PlanState(models.TextChoices):
    """The life of a plan; the moves stand in `core.plans.life`."""

    DRAFT = "draft", PLAN_STEPS.labels["draft"]
    CHECKED = "checked", PLAN_STEPS.labels["checked"]
    SIGNED = "signed", PLAN_STEPS.labels["signed"]
    ISSUED = "issued", PLAN_STEPS.labels["issued"]
    CLOSED = "closed", PLAN_STEPS.labels["closed"]
    DISCARDED = "discarded", PLAN_STEPS.labels["discarded"]


class Plan(models.Model):
    """One plan paper of a commune, from the filed draft to the issued document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    title = CleanText("trích yếu", max_length=1000)
    folded = FoldedText(source="title", max_length=1000, db_index=False)
    sort_key = SortKey(source="title")
    year = models.PositiveSmallIntegerField("năm", null=True)
    state = models.CharField("bước", max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    number = CleanText("số", max_length=20, blank=True, default="")
    symbol = CleanText("ký hiệu", max_length=60, blank=True, default="")
    signed_on = models.DateField("ngày ký", null=True)
    signer = CleanText("người ký", max_length=160, blank=True, default="")
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="signed_plans")
    sign_recorded_by = models.UUIDField(null=True)
    sign_recorded_at = models.DateTimeField(null=True)
    from_above = models.BooleanField("văn bản của cấp trên", default=False)
    higher = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="lower")
    last_year = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="next_year")
    filed_by = models.UUIDField(null=True)
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["-filed_at"]
        constraints = [
            at_most("title", 1000, "plan"),
            one_of("state", PlanState, "plan"),
            pair("sign_recorded_at", "signed_on", "plan"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["signed", "issued", "closed"])
                | (~models.Q(number="") & models.Q(signed_on__isnull=False)),
                name="plan_signed_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Origin(models.TextChoices):
    """Where the words of a version come from."""

    FILED = "filed", "nạp từ tệp"
    DRAFTED = "drafted", "soạn ở đây"


class PlanVersion(models.Model):
    """One document of a plan and what it says. `revision` counts the saves; `page_lines` is the first line of each
    page, where the file has pages.

    A filed one has its file and what was read from it; a drafted one has no file: its reading is the plan itself, and
    its text is made from the reading at each save. `confirmed` holds the figures of a scan that a person has looked at:
    by "item:field" the value, who and when. `undoable` holds the last acts on its lists, each with what it replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    origin = models.CharField("nguồn", max_length=8, choices=Origin.choices, default=Origin.FILED)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="plan_versions")
    text = models.TextField()
    reading = models.TextField()
    notes = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    confirmed = models.JSONField(default=dict)
    undoable = models.TextField(default="")
    revision = models.PositiveIntegerField(default=1)
    reason = CleanText("lý do sửa đổi", max_length=500, blank=True, default="")
    requester = CleanText("người đề nghị", max_length=300, blank=True, default="")
    read_at = models.DateTimeField()
    read_by = models.UUIDField(null=True)
    page_lines = models.JSONField(default=list)

    class Meta:
        ordering = ["plan", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="plan_version_once"),
            one_of("origin", Origin, "plan_version"),
            models.CheckConstraint(
                condition=models.Q(origin="filed", file__isnull=False) | models.Q(origin="drafted", file__isnull=True),
                name="plan_version_filed_has_file",
            ),
        ]

    @property
    def drafted(self) -> bool:
        return self.origin == Origin.DRAFTED

    @property
    def mark(self) -> str:
        """The hash by which the journal names the paper: of its file, of its text where it has none."""
        return self.file.sha256 if self.file is not None else hashlib.sha256(self.text.encode()).hexdigest()


class AmendmentState(models.TextChoices):
    """The life of an amendment; the moves stand in `core.plans.life`."""

    PREPARED = "prepared", AMENDMENT_STEPS.labels["prepared"]
    PROPOSED = "proposed", AMENDMENT_STEPS.labels["proposed"]
    APPLIED = "applied", AMENDMENT_STEPS.labels["applied"]
    WITHDRAWN = "withdrawn", AMENDMENT_STEPS.labels["withdrawn"]


class PaperKind(models.TextChoices):
    """What kind of signed paper amends a plan."""

    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch sửa đổi, bổ sung"
    LETTER = "letter", "Công văn"


class Amendment(models.Model):
    """A change of an issued plan: why, who asked, the signed paper, and who prepared and approved it.

    `draft` holds the amended text while it is prepared, and afterwards the number, day and scan of the signed paper;
    the plan itself stays as it is until the approval gives it `version`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    draft = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="amendment")
    base = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(PlanVersion, null=True, on_delete=models.PROTECT, related_name="amendment")
    ordinal = models.PositiveSmallIntegerField("lần sửa đổi", null=True)
    state = models.CharField("bước", max_length=10, choices=AmendmentState.choices, default=AmendmentState.PREPARED)
    kind = models.CharField("loại văn bản", max_length=10, choices=PaperKind.choices, default=PaperKind.DECISION)
    reason = CleanText("lý do sửa đổi", max_length=500)
    requester_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    requester = CleanText("người đề nghị", max_length=300, blank=True, default="")
    prepared_by = models.UUIDField(null=True)
    prepared_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_reading = models.CharField(max_length=20, blank=True, default="")
    sent_back = CleanText("lý do trả lại", max_length=500, blank=True, default="")
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan", "prepared_at"]
        constraints = [
            one_of("state", AmendmentState, "amendment"),
            one_of("kind", PaperKind, "amendment"),
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state__in=["prepared", "proposed"]), name="amendment_open_once"
            ),
            models.UniqueConstraint(fields=["plan", "ordinal"], name="amendment_ordinal_once"),
            models.CheckConstraint(
                condition=~models.Q(state="applied")
                | models.Q(version__isnull=False, ordinal__isnull=False, approved_at__isnull=False),
                name="amendment_applied_whole",
            ),
        ]

    @property
    def asked_by(self) -> str:
        """Who asked for it: the unit of the tree, else the words."""
        return self.requester_unit.name if self.requester_unit else self.requester


class TextChange(models.Model):
    """A change of wording decided for one version: the words at these characters of its text, and those to put.

    `finding` is the key of the remark that offered it. The version itself is never changed; a withdrawn row stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="text_changes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    before = models.TextField()
    after = models.TextField(blank=True, default="")
    why = CleanText("lý do", max_length=300, blank=True, default="")
    finding = models.CharField(max_length=16, blank=True, default="")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["version", "start", "at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="text_change_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class PlanViewer(models.Model):
    """Who has the check page of a plan open: the last time that it said so. Not part of any record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="viewers")
    person = models.UUIDField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="plan_viewer_once")]


class ScanReading(models.Model):
    """A scanned paper that is being read page by page, until it becomes a plan or a new version of one.

    Its bytes wait in the store under their hash; no `StoredFile` names them before somebody files the paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="+")
    higher = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="+")
    from_above = models.BooleanField(default=False)
    again = models.BooleanField(default=False)
    reason = CleanText("lý do sửa đổi", max_length=500, blank=True, default="")
    requester = CleanText("người đề nghị", max_length=300, blank=True, default="")
    name = CleanText(max_length=255)
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField("số trang")
    done = models.PositiveSmallIntegerField("số trang đã đọc", default=0)
    begun = models.PositiveSmallIntegerField("trang đang đọc", default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    refused = CleanText("lý do không nhận", max_length=500, blank=True, default="")
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("pages")), name="scan_reading_done_fits")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def finished(self) -> bool:
        return self.done >= self.pages and not self.refused


class ScanPage(models.Model):
    """What was read of one page of a scan: lines, which are table rows, how sure; or why it could not be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reading = models.ForeignKey(ScanReading, on_delete=models.CASCADE, related_name="read_pages")
    number = models.PositiveSmallIntegerField()
    found = models.JSONField()
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["reading", "number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="scan_page_once")]
