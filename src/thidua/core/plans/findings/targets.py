"""Findings about targets: no owner, no figure, several in one, numbers used twice or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from thidua.core.plans.findings.finding import Finding, walk
from thidua.core.plans.findings.paper import ExaminedPaper
from thidua.core.plans.model import Measure, Source, Target
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.numbers import format_number
from thidua.core.viet.text import fold

_ZERO_WORDS = re.compile(
    r"\b(?:khong (?:de|co|con|phat sinh|xay ra|ai|bi|vi pham)|tuyet doi|toan bo|tat ca|het thay)\b"
)
_UNIT = r"(?:Phòng|Trung tâm|Văn phòng|Công an|Ban|Trạm|Đoàn|Hội|UBND|Ủy ban|Trường|Sở|Chi cục|Khoa|Tổ|Bộ phận|Đội)"
_OWNED = compiled(
    rf"(?:chủ trì|theo dõi|phụ trách|chịu trách nhiệm|(?:đơn vị|cơ quan) thực hiện|đầu mối|giao)\s*:?\s*{_UNIT}\b"
    rf"|\b{_UNIT}\s[^;.:()]{{0,80}}\s(?:chủ trì|phụ trách|theo dõi|chịu trách nhiệm|là đầu mối)"
)
# "Cuối năm 2025 phường có 48.200 nhân khẩu": what was, not what is to be reached.
_RESULT = re.compile(r"^\W*(?:tinh den |den )?(?:cuoi |het |dau )?(?:thang \d+ )?nam (?P<y>20\d\d)\b")
_SHARED_OUT = re.compile(
    r"chi tieu[^.;]{0,120}(?:phu luc|bieu (?:so|phan)|bang phan cong)"
    r"|(?:phu luc|bieu so|bang phan cong)[^.;]{0,120}chi tieu"
)
_NUMBERS = re.compile(r"(?:chi|muc)\s+tieu\s+(?:so\s+)?(?P<list>(?:\(?\d{1,2}\)?(?:\s*(?:,|;|va|den|-|–)\s*)?)+)")
_SCORE = re.compile(
    r"\b(?:tong diem|thang diem|cham diem|bang diem|diem cong|diem tru)\b|^\W*(?:tieu chi|tieu chuan|dieu kien)\b"
)
# "(3) ...; (4) ..." in one paragraph: the numbers of more than one target.
_INLINE = re.compile(r"(?<=[\s;.])\((\d{1,3})\)\s")
_LEADS = re.compile(r"\b(?:chu tri|theo doi|phu trach|chiu trach nhiem|dau moi)\b")
# "93; 95" in one cell: two levels in one row.
_TWO_FIGURES = re.compile(r"[≥≤<>]?\s*\d[\d.,]*\s*%?\s*;\s*[≥≤<>]?\s*\d[\d.,]*\s*%?")
_STATED = ("complete", "maintain", "rank")


def name_of(target: Target) -> str:
    """How a target is called in a sentence."""
    label = target.get("label")
    return label if label and label not in ("-", "+") else f"“{target['text'][:40].strip()}”"


def check_targets(paper: ExaminedPaper) -> Iterator[Finding]:
    yield from _owners(paper)
    doubled = {
        paper.source(p.whole)["lines"][0]
        for p in paper.laid.body
        if any(_TWO_FIGURES.fullmatch(cell.text) for cell in p.cells)
    }
    for path, target in walk(paper.plan["targets"]):
        if _is_none(paper, target):
            continue
        if not _has_figure(target):
            message = f"Chỉ tiêu {name_of(target)} không có con số. Ghi mức phải đạt, hoặc cách đánh giá."
            yield Finding("measure_without_number", "should", message, target.get("source"), path)
        row = (target.get("source") or {"lines": [0]})["lines"][0] in doubled
        if (many := max(_stated(target), 2 * row)) > 1 and not _INLINE.search(target["text"]):
            message = f"Chỉ tiêu {name_of(target)} gộp {format_number(many)} nội dung. Nên tách để theo dõi được."
            yield Finding("several_targets_in_one", "should", message, target.get("source"), path)
    yield from _numbering(paper)


def _owners(paper: ExaminedPaper) -> Iterator[Finding]:
    targets = [(at, one) for at, one in enumerate(paper.plan["targets"]) if not _is_none(paper, one)]
    if not targets or any(_SHARED_OUT.search(fold(p.whole.text)) for p in paper.before_recipients()):
        return
    led, many = _led_elsewhere(paper)
    owned = [_owned(one, led) or (one.get("label") or "").strip("().") in many for _, one in targets]
    # "Mỗi đơn vị ... ít nhất 01 sáng kiến": every unit answers for itself.
    bare = [
        (f"targets/{at}", one)
        for (at, one), has in zip(targets, owned, strict=True)
        if not has and not any(measure.get("per") for measure in one["measures"])
    ]
    if not bare:
        return
    if not any(owned) and len(bare) > 1:
        sources = [found for _, target in bare if (found := target.get("source"))]
        message = f"{format_number(len(bare))} chỉ tiêu đều chưa ghi đơn vị chủ trì. Phân công từng chỉ tiêu."
        yield Finding("target_without_owner", "should", message, _around(sources), rule="cần có khi phát động")
        return
    for path, target in bare:
        message = f"Chỉ tiêu {name_of(target)} chưa ghi đơn vị chủ trì."
        yield Finding("target_without_owner", "should", message, target.get("source"), path)


def _is_none(paper: ExaminedPaper, target: Target) -> bool:
    """Whether the words set nothing: results of a year before, points of a score sheet, or the lead of a list."""
    words, start = fold(target["text"]), paper.since
    told = _RESULT.match(words)
    if told and start and int(told["y"]) < start.year:
        return True
    return bool(_SCORE.search(words)) or (words.rstrip().endswith(":") and not target.get("sub_targets"))


def _owned(target: Target, led: list[str]) -> bool:
    if target.get("lead") or any(sub.get("lead") for sub in target.get("sub_targets", [])):
        return True
    if _OWNED.search(target["text"]):
        return True
    words = fold(target["text"])
    alike = process.extractOne(words, led, scorer=fuzz.ratio, score_cutoff=85)
    return alike is not None or any(len(other) > 20 and other in words for other in led)


def _led_elsewhere(paper: ExaminedPaper) -> tuple[list[str], set[str]]:
    """Words of rows of annexes that name a lead, and numbers of targets that a sentence or a duty gives to a unit."""
    plan = paper.plan
    led = [fold(task["text"]) for task in plan["tasks"] if task.get("lead")]
    led += [fold(target["text"]) for _, target in walk(plan["targets"]) if target.get("lead")]
    texts = [fold(duty["text"]) for assignment in plan["assignments"] for duty in assignment["duties"]]
    texts += [text for p in paper.before_recipients() if _LEADS.search(text := fold(p.whole.text))]
    many: set[str] = set()
    for text in texts:
        for found in _NUMBERS.finditer(text):
            numbers = [int(one) for one in re.findall(r"\d+", found["list"])]
            if re.search(r"\bden\b|[-–]", found["list"]) and len(numbers) == 2:
                numbers = list(range(numbers[0], numbers[1] + 1))
            many |= {str(one) for one in numbers} | {f"{one:02d}" for one in numbers}
    return list(dict.fromkeys(led)), many


def _around(sources: list[Source]) -> Source | None:
    if not sources:
        return None
    lines = [line for source in sources for line in source["lines"]]
    chars = [place for source in sources for place in source["chars"]]
    return {"lines": [min(lines), max(lines)], "chars": [min(chars), max(chars)]}


def _has_figure(target: Target) -> bool:
    if any(measure["value"] is not None for measure in target["measures"]):
        return True
    if any(_has_figure(sub) for sub in target.get("sub_targets", [])):
        return True
    words = fold(target["text"])
    return bool(re.search(r"\d", _years_out(words)) or _ZERO_WORDS.search(words))


def _years_out(words: str) -> str:
    """Without years, periods and numbers of documents: they are no figures of a target."""
    return re.sub(r"\b\d+/[a-z]|\b(?:nam |giai doan )?20\d\d(?:\s*[-–]\s*20\d\d)?\b", " ", words)


def _stated(target: Target) -> int:
    """How many levels of different things one entry states."""
    told: list[tuple[str, object]] = []
    for measure in target["measures"]:
        if measure["value"] is None and measure["operator"] not in _STATED:
            continue
        if _is_detail(target["text"], measure):
            continue
        told.append((fold(measure["metric"]), measure["unit"]))
    return len(dict.fromkeys(told))


def _is_detail(text: str, measure: Measure) -> bool:
    """Whether a level only tells more about the one before: in brackets, after "trong đó", or in another measure."""
    words = measure.get("as_written") or measure["metric"]
    at = text.find(words)
    if at < 0:
        return False
    before = text[:at]
    inside = before.count("(") > before.count(")")
    # "đạt 612 tỷ đồng, tăng 11% so với năm trước": one thing, said as a level and as a change.
    again = before.rstrip().endswith(",") and re.match(r"(?:tăng|giảm|bằng|vượt|gấp)\b", words, re.IGNORECASE)
    return inside or bool(again) or bool(re.search(r"trong đó|tương (?:ứng|đương)|bao gồm", before, re.IGNORECASE))


def _numbering(paper: ExaminedPaper) -> Iterator[Finding]:
    """Printed numbers used twice, and numbers left out, within one list of targets."""
    printed = {p.label.order for p in paper.laid.body if p.label.style == "paren"}
    printed |= {int(one) for target in paper.plan["targets"] for one in _INLINE.findall(target["text"])}
    seen: dict[int, str] = {}
    last: int = 0
    group: str | None = None
    for at, target in enumerate(paper.plan["targets"]):
        label = target.get("label") or ""
        if not re.fullmatch(r"\(?\d{1,3}\)?[.)]?", label):
            continue
        number = int(re.sub(r"\D", "", label))
        source, path = target.get("source"), f"targets/{at}"
        if number == 1 and (last > 1 or target.get("group") != group):
            # A list that begins anew under another heading; a number that goes on over headings is one list.
            seen, last = {}, 0
        group = target.get("group")
        if number in seen:
            message = f"Hai chỉ tiêu cùng số {label}. Số nào đúng?"
            yield Finding("duplicate_target_number", "must", message, source, path)
            continue
        gone = [one for one in range(last + 1, number) if one not in printed]
        if gone and (last or number < 4):
            missing = ", ".join(label.replace(str(number), str(one)) for one in gone[:3])
            message = f"Thiếu số {missing} trước {label}. Có thể bị ngắt trang hoặc đánh sót."
            yield Finding("target_number_skipped", "should", message, source, path)
        seen[number], last = label, number
