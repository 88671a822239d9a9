"""The right pane in rows: findings, the head of the paper, targets, time limits, units, and what is only listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from thidua.apps.plans.queries import Shown
from thidua.core.movements import KIND_LABELS
from thidua.core.plans.corrections import item_at
from thidua.core.plans.sentences import goal_sentence, role_label, short_name
from thidua.web.desk.plans.boxes import Box, box_at, display_date
from thidua.web.desk.plans.limits import Meaning, limit_sentence, meanings
from thidua.web.desk.plans.marks import Reading, doubtful, key_of, related_links

_ADDED_BY = {"A51": ("them-moc", "Thêm mốc"), "no_report_upward": ("them-moc", "Thêm mốc")}
_ADDED_BY |= {"A40": ("them-chi-tieu", "Thêm chỉ tiêu")}
_LED_BY = {"document": "Sửa thông tin chung", "period": "Sửa thời gian", "signatory": "Sửa người ký"}
_STAGES = {"annual": "hằng năm", "mid_term": "sơ kết", "final": "tổng kết", "campaign": "đợt thi đua"}


@dataclass(slots=True)
class FindingRow:
    """A finding as a line. `related`: (own id or "", address, words) of other places; `field_key`: the row that it asks
    about; `rewords`: it knows the words to put."""

    number: int
    key: str
    severity: str
    message: str
    suggestion: str
    rule: str
    place: str
    place_words: str
    form: str = ""
    answer: str = ""
    opens: str = ""
    kept: dict[str, str] | None = None
    asks: bool = False
    field_key: str = ""
    related: list[tuple[str, str, str]] = field(default_factory=list)
    rewords: bool = False

    @property
    def css(self) -> str:
        return {"must": "must", "spelling": "spell"}.get(self.severity, "")

    @property
    def icon(self) -> str:
        return {"must": "bad", "spelling": "edit"}.get(self.severity, "warn")


def finding_rows(shown: Iterable[Shown], places: dict[str, str], reading: Reading) -> list[FindingRow]:
    """Findings in their order; numbers are those of their passages."""
    rows = []
    for number, row in enumerate(shown, 1):
        finding = row.finding
        lines = (finding.source or {}).get("lines")
        rows.append(
            FindingRow(
                number,
                row.key,
                finding.severity,
                finding.message,
                finding.suggestion or "",
                finding.rule or "",
                places[row.key],
                f"Dòng {lines[0]}" if lines else "",
                *_answer(finding, reading),
                row.kept,
                finding.asks,
                key_of(finding.item, reading) if finding.asks else "",
                list(related_links(row, places)),
                finding.replacement is not None,
            )
        )
    return rows


def _answer(finding: Any, reading: Reading) -> tuple[str, str, str]:
    """Where the button of a finding leads (a form of the page, or a row to open) and its words."""
    if finding.code in _ADDED_BY:
        form, words = _ADDED_BY[finding.code]
        return form, words, ""
    path = finding.item or ""
    key, top = key_of(path, reading), path.split("/")[0]
    words = ""
    if top == "targets":
        words = f"Sửa chỉ tiêu {key}"
    elif top == "deadlines":
        words = "Chọn cách hiểu" if finding.code == "A50" else "Sửa mốc này"
    elif top in _LED_BY and reading.get(top):
        words = _LED_BY[top]
    return ("", words, key) if key and words else ("", "", "")


@dataclass(slots=True)
class Summary:
    """Figures of the sentence above the right pane."""

    targets: int
    tasks: int
    limits: int
    counts: dict[str, int]
    first_must: int = 0
    """Number of the first finding that must be settled, 0 without one."""

    @property
    def must(self) -> int:
        return self.counts.get("must", 0)

    @property
    def should(self) -> int:
        return self.counts.get("should", 0) + self.counts.get("spelling", 0)


def summary_of(reading: Reading, shown: Iterable[Shown]) -> Summary:
    """What was read and what is open."""
    left = [(number, row.finding.severity) for number, row in enumerate(shown, 1) if row.kept is None]
    first_must = next((number for number, severity in left if severity == "must"), 0)
    counts = dict(Counter(severity for _, severity in left))
    return Summary(len(reading["targets"]), len(reading["tasks"]), len(reading["deadlines"]), counts, first_must)


@dataclass(slots=True)
class Row:
    """A line of a table: its key, the words (`on_paper` as printed, where some were mended), the box under it."""

    key: str
    name: str
    value: str = ""
    see: bool = False
    path: str = ""
    boxes: list[Box] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sub: bool = False
    has_place: bool = True
    removing: str = ""
    on_paper: str = ""
    asks: list[FindingRow] = field(default_factory=list)


def opened(row: Row, reading: Reading, typed: Box | None = None) -> Row:
    """The row with the boxes of its item and measures. `typed` stands in for its own, with refused words."""
    item = item_at(reading, row.path) or {}
    paths = [row.path, *(f"{row.path}/measures/{at}" for at in range(len(item.get("measures") or ())))]
    found = [typed if typed and typed.path == path else box_at(reading, path) for path in paths]
    row.boxes = [box for box in found if box]
    return row


def overview_rows(reading: Reading, asked: set[str]) -> list[Row]:
    """Document, issuer, movement, period, signatory."""
    document, period = reading["document"], reading["period"] or {}
    number = "/".join(filter(None, (document["number"] or "…", document["symbol"])))
    day = display_date(document["date"]) if document["date"] else "chưa có"
    rows = [
        Row("A", "Văn bản", f"Số {number}, ngày {day}. {document['title']}", path="document"),
        Row("B", "Cơ quan ban hành", (document.get("issuer") or {}).get("name") or "Chưa đọc được"),
    ]
    if movement := reading.get("movement"):
        value = f"{movement['name']} ({KIND_LABELS.get(movement['type'], movement['type']).lower()})"
        rows.append(Row("M", "Phong trào", value, path="movement", has_place=False))
    rows.append(Row("T1", "Thời gian", _span(period), path="period"))
    rows += [
        Row(key_of(f"phases/{at}", reading), one["label"], " ".join(filter(None, (one.get("name"), _span(one)))))
        for at, one in enumerate(reading["phases"])
    ]
    if signer := reading.get("signatory"):
        value = ", ".join(filter(None, (signer.get("name"), signer.get("post") or signer.get("position"))))
        rows.append(Row("S", "Người ký", value or "Chưa đọc được", path="signatory"))
    for row in rows:
        row.see = row.key in asked
    return rows


def _span(period: dict[str, Any]) -> str:
    since, until = period.get("from"), period.get("to")
    if not since and not until:
        return "Chưa đọc được"
    start = f"Từ {display_date(since)}" if since else "Từ ngày ban hành"
    return f"{start} đến {display_date(until)}" if until else start


def target_rows(reading: Reading, asked: set[str]) -> list[Row]:
    """Targets in the order of the paper, each followed by its parts."""
    rows: list[Row] = []
    for at, target in enumerate(reading["targets"]):
        rows.append(target_row(reading, f"targets/{at}", target, asked))
        for part_at, part in enumerate(target.get("sub_targets") or ()):
            rows.append(target_row(reading, f"targets/{at}/sub_targets/{part_at}", part, asked))
    return rows


def target_row(reading: Reading, path: str, target: dict[str, Any], asked: set[str]) -> Row:
    """One target as a line: short name, goals in words."""
    return Row(
        key := key_of(path, reading),
        short_name(target),
        see=key in asked or doubtful(target),
        path=path,
        goals=[goal_sentence(measure) for measure in target["measures"]],
        sub="/sub_targets/" in path,
        has_place=bool((target.get("source") or {}).get("chars")),
        removing="Bỏ chỉ tiêu này",
        on_paper=short(target.get("as_read") or ""),
    )


def limit_rows(reading: Reading, choices: dict[str, Any], asked: set[str]) -> list[Row]:
    """Time limits with the sentence that follows from words and choice, and the meanings to choose from."""
    rows = []
    for at, item in enumerate(reading["deadlines"]):
        key, stored = key_of(f"deadlines/{at}", reading), choices.get(item["id"], {})
        who = ", ".join(item.get("who") or ())
        rows.append(
            Row(
                key,
                item["what"],
                see=key in asked or doubtful(item),
                path=f"deadlines/{at}",
                goals=[f"“{item['when']}”", limit_sentence(item, stored), *([f"Người làm: {who}"] if who else [])],
                meanings=meanings(item, stored),
                has_place=bool((item.get("source") or {}).get("chars")),
                removing="Bỏ mốc này",
                on_paper=short(item.get("as_read") or ""),
            )
        )
    return rows


def unit_rows(reading: Reading) -> list[Row]:
    """Units with the duties that the paper gives them."""
    return [
        Row(
            key_of(f"assignments/{at}", reading),
            row["unit"],
            f"{len(row['duties'])} việc",
            path=f"assignments/{at}",
            lines=[f"{role_label(duty['role'])}: {short(duty['text'])}" for duty in row["duties"]],
        )
        for at, row in enumerate(reading["assignments"])
    ]


def short(text: str, most: int = 150) -> str:
    """The first words of a long text; the whole stands in the paper on the left."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class Group:
    """Things that were read and are only listed here: name, and (key, words) of each."""

    name: str
    lines: list[tuple[str, str]]


def groups(reading: Reading) -> list[Group]:
    """Tasks, awards, themes, grounds, recipients and the rest; empty groups are left out."""
    listed = (
        (
            "nhiệm vụ, giải pháp",
            [("", short(" ".join(filter(None, (row.get("label"), row["text"]))))) for row in reading["tasks"]],
        ),
        ("mức khen thưởng", [(f"K{at}", _award(row)) for at, row in enumerate(reading["commendation"], 1)]),
        ("chủ đề", [("", f"“{row['text']}”") for row in reading["themes"]]),
        ("căn cứ, văn bản viện dẫn", [("", _instrument(row)) for row in reading["legal_bases"]]),
        ("mục đích, yêu cầu", [("", short(row["text"])) for row in [*reading["purposes"], *reading["requirements"]]]),
        ("phong trào liên quan", [("", row["name"]) for row in reading["linked_movements"]]),
        ("kênh tuyên truyền", [("", row["name"]) for row in reading["channels"]]),
        ("nơi nhận", [("", _recipient(row)) for row in reading["recipients"]]),
        ("thành viên khối", [("", row["unit"]) for row in (reading.get("block") or {}).get("members", ())]),
        ("mục thang điểm", [("", short(row["text"])) for row in (reading.get("scoring") or {}).get("criteria", ())]),
    )
    return [Group(f"{len(lines)} {name}", lines) for name, lines in listed if lines]


def _award(row: dict[str, Any]) -> str:
    shares = [
        f"{row[name]} {word}"
        for name, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
        if row.get(name)
    ]
    return ", ".join([f"{row['form']} ({_STAGES[row['stage']]})", *shares])


def _instrument(row: dict[str, Any]) -> str:
    day = f" ngày {display_date(row['date'])}" if row["date"] else ""
    number = f"số {row['number']}" if row["number"] else ""
    return " ".join(filter(None, (row.get("title") or "", number))) + day


def _recipient(row: dict[str, Any]) -> str:
    name = f"Lưu: {row['name']}" if row.get("archive") else row["name"]
    return f"{name} ({row['note']})" if row.get("note") else name
