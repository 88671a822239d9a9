"""A first reading of the plan as an experienced colleague gives it: what must, should or could be put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from thidua.core.calendar.workdays import is_working_day
from thidua.core.plans.model import Deadline, Plan, Source, Target
from thidua.core.plans.reading.structure.headings import named_kinds
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import near_date
from thidua.core.viet.numbers import format_number, read_number

Severity = Literal["must", "should", "spelling"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. `item` is a path as in `item_at`, `rule` where the remark comes from, `suggestion` the words to put."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    item: str | None = None
    suggestion: str | None = None
    rule: str | None = None


def check_plan(plan: Plan, today: date | None = None) -> list[Finding]:
    """Everything worth a look, grave things first. Faults of the paper are findings, never refusals.

    `today` is only needed for deadlines that have passed.
    """
    found = [
        *_head(plan),
        *_targets(plan),
        *_measures(plan),
        *_numbering(plan),
        *_deadlines(plan, today),
        *_instruments(plan),
        *_years(plan),
        *_headings(plan),
        *_words(plan),
    ]
    order = {"must": 0, "should": 1, "spelling": 2}
    return sorted(found, key=lambda finding: order[finding.severity])


def _head(plan: Plan) -> Iterator[Finding]:
    document = plan["document"]
    source = document.get("source")
    if document["number"] is None:
        yield Finding("A56", "should", "Chưa có số văn bản; chưa phát động được.", source, "document", rule="NĐ 30/2020, thể thức")
    if len(document["date"] or "") < 10:
        message = "Văn bản chưa có ngày ban hành; lưu ở dạng dự thảo."
        yield Finding("A55", "should", message, source, "document", rule="NĐ 30/2020, thể thức")
    if plan["signatory"] is None or not plan["signatory"]["name"]:
        where = plan["signatory"].get("source") if plan["signatory"] else None
        yield Finding("A57", "should", "Không thấy người ký.", where, "signatory" if plan["signatory"] else None)
    since, until = plan["period"]["from"], plan["period"]["to"]
    if since and until and until < since[: len(until)]:
        message = f"Thời gian kết thúc ({until}) trước khi bắt đầu ({since})."
        yield Finding("A58", "must", message, plan["period"].get("source"), "period")


def _walk(targets: list[Target], path: str = "targets") -> Iterator[tuple[str, Target]]:
    for at, target in enumerate(targets):
        yield f"{path}/{at}", target
        yield from _walk(target.get("sub_targets", []), f"{path}/{at}/sub_targets")


def _named(target: Target) -> str:
    return target.get("label") if target.get("label") not in (None, "-") else f"“{target['text'][:40]}”"  # type: ignore[return-value]


def _targets(plan: Plan) -> Iterator[Finding]:
    if not plan["targets"]:
        yield Finding("A40", "must", "Không tìm thấy chỉ tiêu nào. Đánh dấu đoạn chứa chỉ tiêu.")
    for path, target in _walk(plan["targets"]):
        source, name = target.get("source"), _named(target)
        if all(measure["value"] is None for measure in target["measures"]):
            message = f"Chỉ tiêu {name} không có con số. Chọn cách đánh giá: đạt/không đạt, hoặc mô tả."
            yield Finding("A43", "should", message, source, path)
        if len(target["measures"]) > 1:
            count = format_number(len(target["measures"]))
            message = f"Chỉ tiêu {name} gộp {count} nội dung. Nên tách để theo dõi được."
            yield Finding("A44", "should", message, source, path)
        if len(target["text"]) > 5000:
            message = f"Chỉ tiêu {name} dài {format_number(len(target['text']))} ký tự; có thể thiếu xuống dòng."
            yield Finding("A68", "should", message, source, path)


def _measures(plan: Plan) -> Iterator[Finding]:
    for path, target in _walk(plan["targets"]):
        for at, measure in enumerate(target["measures"]):
            here, value = f"{path}/measures/{at}", measure["value"]
            source = measure.get("source") or target.get("source")
            if value is not None and measure["unit"] == "%" and measure.get("basis") == "share" and value > Decimal(100):
                message = f"Tỷ lệ {format_number(value)}% vượt 100%. Đúng hay là tăng {format_number(value - 100)}%?"
                yield Finding("A69", "must", message, source, here)
            for figure in re.findall(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])", measure.get("as_written", "")):
                question = read_number(figure).question
                if question and measure["unit"] and re.match(r"(?:nghìn|triệu|tỷ|tỉ|%)", measure["unit"]):
                    yield Finding("A48", "must", question.text, source, here)


def _numbering(plan: Plan) -> Iterator[Finding]:
    """Printed numbers used twice, and numbers that jump, within one group of targets."""
    last: dict[str | None, int] = {}
    seen: dict[tuple[str | None, str], int] = {}
    for at, target in enumerate(plan["targets"]):
        label, group = target.get("label"), target.get("group")
        if not label or label == "-":
            continue
        if (group, label) in seen:
            message = f"Hai chỉ tiêu cùng số {label}. Số nào đúng?"
            yield Finding("A41", "must", message, target.get("source"), f"targets/{at}")
        seen[(group, label)] = at
        digits = re.sub(r"\D", "", label)
        if digits and digits.isascii():
            if group in last and int(digits) - last[group] == 2:
                missing = label.replace(digits, str(int(digits) - 1))
                message = f"Thiếu số {missing}. Có thể bị ngắt trang."
                yield Finding("A42", "should", message, target.get("source"), f"targets/{at}")
            last[group] = int(digits)


def _deadlines(plan: Plan, today: date | None) -> Iterator[Finding]:
    if not plan["deadlines"]:
        yield Finding("A51", "must", 'Không thấy hạn báo cáo. Nhập hạn hoặc chọn "không có".')
    upward = False
    for at, deadline in enumerate(plan["deadlines"]):
        upward = upward or _goes_up(plan, deadline)
        day = _day(deadline.get("date"))
        if day is None:
            continue
        source, item = deadline.get("source"), f"deadlines/{at}"
        if deadline.get("bound") == "before" and day > date.min:
            eve = date.fromordinal(day.toordinal() - 1)
            message = f"Hạn là hết {near_date(eve)} hay hết {near_date(day)}?"
            yield Finding("A50", "must", message, source, item)
        if is_working_day(day) is False:
            message = f"Hạn {near_date(day)} rơi vào ngày nghỉ. Giữ nguyên hay nộp trước?"
            yield Finding("deadline_day_off", "should", message, source, item)
        if today and day < today:
            message = f"Hạn {day:%d/%m/%Y} đã qua. Nhập để lưu trữ hay sai năm?"
            yield Finding("A53", "must", message, source, item)
    if plan["document"]["issuer"]["level"] == "commune" and not upward:
        tier = (plan["document"]["issuer"].get("place") or "xã").split(" ")[0]
        yield Finding("no_report_upward", "should", f"Chưa thấy hạn {tier} báo cáo thành phố.")


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None


def _goes_up(plan: Plan, deadline: Deadline) -> bool:
    """Whether a report goes to the tier above: the city or province, its boards and departments."""
    text = f"{deadline.get('to') or ''} {deadline['what']}"
    return bool(re.search(r"\b(?:thành phố|tỉnh|Sở Nội vụ|cấp trên)\b", text)) and deadline["kind"] in ("report", "dossier")


def _instruments(plan: Plan) -> Iterator[Finding]:
    """One document cited with two dates in the text of the plan."""
    text = plan.get("x_text", "")
    for at, basis in enumerate(plan["legal_bases"]):
        number = basis["number"]
        if not number or not basis["date"]:
            continue
        spaced = r"\s*".join(map(re.escape, re.split(r"(?<=\d)(?=[-/])|(?<=[-/])", number)))
        days = re.findall(rf"{spaced}\s*,?\s*ngày\s+(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}})", text)
        dates = list(dict.fromkeys(f"{int(d):02d}/{int(m):02d}/{y}" for d, m, y in days))
        if len(dates) > 1:
            message = f"Văn bản {number} ghi hai ngày: {' và '.join(dates)}. Ngày nào đúng?"
            yield Finding("two_dates", "must", message, basis.get("source"), f"legal_bases/{at}")


def _years(plan: Plan) -> Iterator[Finding]:
    """The year of the title against the year of the period; norms that ended before the year of the plan."""
    title = set(re.findall(r"\b20\d\d\b", plan["document"]["title"]))
    named = {year[:4] for year in (plan["period"]["from"], plan["period"]["to"]) if year}
    if len(title) == 1 and named and not title & named:
        message = f"Tên ghi năm {title.pop()}, nội dung ghi {max(named)}. Năm nào?"
        yield Finding("A59", "must", message, plan["period"].get("source"), "period")
    start = plan["period"]["from"] or plan["period"]["to"]
    for path, target in _walk(plan["targets"]):
        for norm in re.finditer(r"(?:chuẩn|tiêu chí|bộ tiêu chí)[^,;.]{0,40}giai đoạn\s*(20\d\d)\s*[-–]\s*(20\d\d)", target["text"], re.I):
            if start and norm[2] < start[:4]:
                message = f"“{norm.group()}” đã hết thời hạn vào năm {norm[2]}. Kiểm tra chuẩn đang áp dụng."
                yield Finding("expired_norm", "should", message, target.get("source"), path)


def _headings(plan: Plan) -> Iterator[Finding]:
    """Parts that a launch plan usually has and this one lacks."""
    text = plan.get("x_text", "")
    heads = {kind for line in text.splitlines() if 0 < len(line.strip(" #*")) < 120 for kind in named_kinds(_bare(line))[0]}
    wanted = (("purpose", "mục đích, yêu cầu"), ("commendation", "khen thưởng"), ("organisation", "tổ chức thực hiện"), ("recipients", "nơi nhận"))
    for kind, name in wanted:
        if kind not in heads:
            yield Finding("missing_section", "should", f"Không thấy mục {name}.", rule="bố cục kế hoạch")
    for warning in plan.get("warnings", []):
        if "đề mục" in warning["text"]:
            yield Finding("missing_heading", "should", f"{warning['text']}.", warning.get("source"))


def _bare(line: str) -> str:
    words = re.sub(r"^[\s#*]*(?:[IVX]+|\d+)?[.)]?\s*", "", line).strip(" *:")
    return words if words[:1].isupper() else ""


# Two compounds may meet in one syllable ("trở thành thành phố"), so a doubled syllable is told only where the second
# one can begin no compound: before a sign, a capital or the end; doubled words of two syllables are told everywhere.
_DOUBLED = compiled(
    r"(?<![\w-])(?P<a>(?i:[^\W\d_]{2,}))[ ](?i:(?P=a))(?=\s*(?:[,.;:)]|$|[A-ZĐÀ-Ỹ]))"
    r"|(?<![\w-])(?P<b>(?i:của|và|các|được|trong|là|cho|với|những|để|theo))[ ](?i:(?P=b))(?!\w)"
    r"|(?<![\w-])(?P<c>[^\W\d_]{2,} [^\W\d_]{2,})[ ](?P=c)(?!\w)",
    re.MULTILINE,
)
_MEANT = frozenset("xa xanh ngày luôn dần từng đời người nhà ai lâu mãi đều nơi thường rất cao sao song riêng".split())
_IDENTITY = compiled(r"(?<![\d/.,-])\d{12}(?![\d/.,-])")


def _words(plan: Plan) -> Iterator[Finding]:
    text = plan.get("x_text", "")
    yield from _slips(plan)
    for found in _DOUBLED.finditer(text):
        word = found[found.lastgroup or "a"]
        if word.lower() not in _MEANT:
            message = f"Lặp từ “{found.group()}”."
            yield Finding("doubled_word", "spelling", message, _source(text, *found.span()), suggestion=word)
    if identities := list(_IDENTITY.finditer(text)):
        lines = ", ".join(str(text.count("\n", 0, one.start()) + 1) for one in identities)
        message = f"Có {len(identities)} số định danh cá nhân (dòng {lines}). Che trước khi lưu?"
        yield Finding("A64", "must", message, _source(text, *identities[0].span()))
    yield from _tiers(plan, text)


def _tiers(plan: Plan, text: str) -> Iterator[Finding]:
    """The word of another tier for the own place: "xã" alone in the plan of a "phường"."""
    place = plan["document"]["issuer"].get("place") or ""
    tier = place.split(" ")[0]
    if tier not in ("phường", "xã"):
        return
    other = "xã" if tier == "phường" else "phường"
    # "hội", "hợp tác xã" and lists such as "xã, phường, đặc khu" are no slips.
    form = compiled(rf"\b(?:(?:chính quyền|thành phố và|và của|UBND|Ủy ban nhân dân|toàn|HĐND|Đảng ủy|của)\s+)(?P<w>{other})(?!\s*[,/]|\s+(?:hội|[A-ZĐÀ-Ỹ]))\b")
    for found in form.finditer(text):
        message = f"Kế hoạch của {place} nhưng ghi “{found.group()}”."
        yield Finding("wrong_tier", "should", message, _source(text, *found.span("w")), suggestion=tier)


def _slips(plan: Plan) -> Iterator[Finding]:
    """Words that the reader repaired, each once per place."""
    told: set[str] = set()
    for path, item in _items(plan):
        raw, text = item.get("as_read"), item.get("text") or item.get("title") or item.get("name")
        if not raw or not text:
            continue
        wrong, right = _first_difference(str(raw), str(text))
        if wrong and f"{path}{wrong}" not in told:
            told.add(f"{path}{wrong}")
            message = f"Có thể sai chính tả: “{wrong}”. Văn bản giữ nguyên văn."
            yield Finding("A49", "spelling", message, item.get("source"), path, right)  # type: ignore[arg-type]


def _items(plan: Plan) -> Iterator[tuple[str, dict[str, object]]]:
    yield "document", dict(plan["document"])
    for key in ("themes", "purposes", "requirements", "targets", "tasks", "recipients"):
        for at, item in enumerate(plan[key]):  # type: ignore[literal-required]
            yield f"{key}/{at}", item


def _first_difference(raw: str, text: str) -> tuple[str, str]:
    before, after = raw.split(), text.split()
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if start is None:
        return "", ""
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    wrong, right = before[start : len(before) - end], after[start : len(after) - end]
    if len(wrong) == len(right) == 1 and start + 1 < len(before) - end + 1:
        # One syllable alone tells nothing: its right neighbour comes along.
        wrong, right = before[start : start + 2], after[start : start + 2]
    return " ".join(wrong[:6]), " ".join(right[:6])


def _source(text: str, start: int, end: int) -> Source:
    return {"lines": [text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1], "chars": [start, end]}
