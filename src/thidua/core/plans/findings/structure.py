"""Findings in the build of the paper: numbering that skips, parts that are missing, what the law asks of a launch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.findings.paper import ExaminedPaper
from thidua.core.plans.reading.structure.headings import named_kinds
from thidua.core.plans.reading.structure.labels import is_capitals
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.viet.text import fold

_ROMAN = {numeral: at for at, numeral in enumerate(
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"), 1
)}  # fmt: skip
_NUMERALS = {at: numeral for numeral, at in _ROMAN.items()}
_ARTICLE_17 = "Luật Thi đua, khen thưởng, Điều 17"
# What Article 17 asks of a launch, and the words that show a paper speaks of it.
_ASKED: tuple[tuple[str, str], ...] = (
    ("mục tiêu", r"\bmuc (?:tieu|dich)\b|\bchi tieu\b"),
    (
        "phạm vi, đối tượng",
        r"\bpham vi\b|\bdoi tuong (?:tham gia|thi dua|ap dung)\b|\btren dia ban\b|\b(?:toan the|tat ca(?: cac)?) [a-z]+"
        r"|\btoan (?:truong|nganh|cong ty|tinh|thanh pho|phuong|xa|benh vien|co quan|so)\b"
        r"|\bcac co quan ?, ?don vi|\bcac phong ?, ?ban"
        r"|\bcac (?:so|nganh|xa|dia phuong|khoa|lop|to chuyen mon|nong truong|to dan pho|thon)\b",
    ),
    ("nội dung", r"\bnoi dung\b|\bnhiem vu\b"),
    ("tiêu chí", r"\btieu chi\b|\btieu chuan\b|\bthang diem\b|\bcham diem\b|\bbang diem\b"),
    (
        "thời gian",
        r"\bthoi gian (?:thuc hien|thi dua|to chuc|trien khai|phat dong)|\btu (?:ngay|thang"
        r"|nam) .{1,60}? den\b|\bbat dau tu\b"
        r"|\btu nay den\b|\bden het (?:ngay|thang|nam|quy)\b|\btrong nam (?:hoc )?20\d\d\b|\bgiai doan [1-9] ",
    ),
    ("kiểm tra, giám sát", r"\bkiem tra\b|\bgiam sat\b"),
    (
        "tuyên truyền, nhân rộng điển hình",
        r"\btuyen truyen\b|\btruyen thong\b|\bnhan rong\b|\bdien hinh\b|\bnguoi tot\b|\btruyen thanh\b",
    ),
    ("sơ kết, tổng kết", r"\bso ket\b|\btong ket\b"),
    ("khen thưởng", r"(?<!thi dua )\bkhen thuong\b|\bgiay khen\b|\bbang khen\b|\bbieu duong\b"),
)
# Words in which the words above are no statement of the paper.
_FIXED = re.compile(
    r"\b(?:luat|hoi dong|ban|cong tac|linh vuc|quy che|nganh) (?:thi dua ?[,-]?(?: va)? ?khen thuong)"
    r"|thi dua ?[,–-]? ?khen thuong"
    r"|tong ket ?, ?nhan rong|boi duong ?, ?tong ket"
)


def check_structure(paper: ExaminedPaper) -> Iterator[Finding]:
    yield from _skipped(paper)
    if paper.plan["document"]["kind"] != "plan" or not paper.laid.body:
        return
    missing = list(_missing_sections(paper))
    yield from missing
    yield from _missing_contents(paper, {one.message for one in missing})


class _Count:
    """Numbers that are open: the last one of each list, the innermost last."""

    def __init__(self) -> None:
        self.open: list[int] = []
        # Where each number stands in `open`: a paper may open thousands, but only a few different ones.
        self.places: dict[int, list[int]] = {}

    def take(self, number: int) -> int | None:
        """The number that is missing before this one, or None if it goes on a list or begins one."""
        if number == 1:
            self._push(1)
            return None
        if self.places.get(number - 1):
            while self.open[-1] != number - 1:
                self._pop()
            self._pop()
            self._push(number)
            return None
        missing = max(((at[-1], one) for one, at in self.places.items() if at and one < number), default=(0, 0))[1] + 1
        if self.open and missing > 1:
            while self.open[-1] != missing - 1:
                self._pop()
            self._pop()
        self._push(number)
        return missing

    def _push(self, number: int) -> None:
        self.places.setdefault(number, []).append(len(self.open))
        self.open.append(number)

    def _pop(self) -> None:
        self.places[self.open.pop()].pop()


def _skipped(paper: ExaminedPaper) -> Iterator[Finding]:
    """Main headings by Roman numerals, then the numbers under each of them."""
    listed = {line for target in paper.plan["targets"] for line in (target.get("source") or {"lines": [0, 0]})["lines"]}
    romans, part, numbers = 0, 0, _Count()
    for paragraph in paper.laid.body:
        label = paragraph.label
        if paragraph.cells:
            # A heading may stand in the first row of a table: it counts, but a table never lacks one.
            if label.style == "roman" and _ROMAN.get(re.sub(r"\W", "", label.text or "")) == romans + 1:
                romans, numbers = romans + 1, _Count()
            continue
        if named_kinds(paragraph.text)[0][:1] == ("annex",) and is_capitals(paragraph.text):
            romans, numbers = 0, _Count()
        elif label.style == "part":
            # "Phần I" may count with the headings that follow it ("II."), or hold a count of its own.
            part = _ROMAN.get((label.text or "").split()[-1], 0)
            romans, numbers = 0, _Count()
        elif label.style == "capital":
            # "A." may stand over main headings or under one of them: the count of those goes on or begins again.
            numbers = _Count()
        elif label.style == "roman" and len(paragraph.text) < 200:
            numeral = _ROMAN.get(re.sub(r"\W", "", label.text or ""))
            if not _is_main(paragraph) and numeral not in (1, romans + 1):
                continue
            numbers = _Count()
            if numeral is None or numeral == 1:
                romans = numeral or romans
                continue
            if numeral > romans + 1 and numeral - romans <= 4 and numeral != part + 1:
                told = ", ".join(_NUMERALS[one] for one in range(romans + 1, numeral))
                message = f"Thiếu đề mục {told} (có {_NUMERALS[numeral]})."
                yield Finding("missing_heading", "should", message, paper.source(paragraph.whole))
            romans = numeral
        elif label.style == "number" and label.order is not None and label.order < 40:
            missing = numbers.take(label.order)
            lines = paper.source(paragraph.whole)["lines"]
            if missing is not None and not listed & set(lines) and label.order - missing <= 3:
                message = f"Thiếu đề mục {missing} (có {label.order})."
                yield Finding("missing_heading", "should", message, paper.source(paragraph.whole))


def _is_main(paragraph: Paragraph) -> bool:
    return is_capitals(paragraph.text) or paragraph.marked or bool(named_kinds(paragraph.text)[0])


def _missing_sections(paper: ExaminedPaper) -> Iterator[Finding]:
    """Parts that a plan usually has; a part counts when a heading names it or something was read from it."""
    plan = paper.plan
    heads = {kind for section in paper.laid.sections if section.heading for kind in section.kinds}
    heads |= {kind for p in paper.laid.body if _may_head(p) for kind in named_kinds(p.text.split(":")[0])[0]}
    wanted = (
        ("mục đích, yêu cầu", {"purpose", "requirement"}, bool(plan["purposes"] or plan["requirements"])),
        ("nội dung, chỉ tiêu", {"targets", "goals", "content", "tasks"}, bool(plan["targets"] or plan["tasks"])),
        ("khen thưởng", {"commendation"}, bool(plan["commendation"])),
        ("tổ chức thực hiện", {"organisation"}, bool(plan["assignments"])),
        ("nơi nhận", {"recipients"}, bool(plan["recipients"])),
    )
    for name, kinds, was_read in wanted:
        if not was_read and not heads & kinds:
            yield Finding("missing_section", "should", f"Không thấy phần {name}.", rule="bố cục kế hoạch")


def _may_head(paragraph: Paragraph) -> bool:
    if paragraph.cells or paragraph.label.style in ("dash", "plus", "paren") or not paragraph.text:
        return False
    words = paragraph.text.split(":")[0]
    labelled = paragraph.label.style != "none" or paragraph.marked or is_capitals(words)
    return labelled and len(words) < 160 and not words.endswith((".", ";")) and words[:1].isupper()


def _missing_contents(paper: ExaminedPaper, told: set[str]) -> Iterator[Finding]:
    """What the law asks of a launch and the paper names nowhere, in one finding."""
    text = " ".join(fold(p.whole.text) for p in paper.laid.body)
    text = re.sub(r"\s+", " ", _FIXED.sub(" . ", text))
    timed = any(section.heading and "period" in section.kinds for section in paper.laid.sections)
    missing = []
    for name, words in _ASKED:
        if f"Không thấy phần {name}." in told:
            continue
        block = paper.plan.get("block")
        shown = {
            "phạm vi, đối tượng": bool(block and block["members"]),
            "nội dung": bool(paper.plan["tasks"] or paper.plan["targets"]),
            "thời gian": timed,
        }
        if shown.get(name):
            continue
        if not re.search(words, text):
            missing.append(name)
    if missing:
        message = f"Kế hoạch chưa nói đến {'; '.join(missing)}."
        yield Finding("launch_content_missing", "should", message, rule=_ARTICLE_17)
