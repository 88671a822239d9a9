"""Findings about units: duties without the paper, the paper without duties, unknown names, bodies that ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from thidua.core.law import ended_bodies
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import Paper
from thidua.core.plans.matching import UnitCard, match_units, plain_name
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold

_ALIKE = 82
_SINGLE = re.compile(
    r"^(?:giao |de nghi |yeu cau )?(?:phong (?!,|ban\b|cac\b)|trung tam|van phong|ban quan ly|ban chi huy|tram y te|cong an|quan su|ban qlda|ban chqs"
    r"|doi |dai truyen thanh|truong (?:mam non|tieu hoc|thcs|thpt|trung hoc)|ban van hoa)"
)
_UPPER = re.compile(
    r"\b(?:so|thanh pho|tinh|trung uong|chinh phu|bo|cap tren|ban thi dua|ban tdkt|ban td-kt)\b|\bnhu (?:tren|phan|muc|dieu|kinh gui)"
)
_PEOPLE = re.compile(
    r"\b(?:hoi dong|thu truong|lanh dao|chu tich|pho chu tich|hieu truong|truong khoi|truong cum|dong chi|giam doc|truong phong|ca nhan|can bo"
    r"|thanh vien|uy vien|cong chuc|vien chuc|ban chi dao|to giup viec|to thu ky)\b"
)
_AS_ABOVE = re.compile(r"\bnhu (?:tren|phan|muc|dieu|kinh gui|v)\b|\bnhu [ivx\d]+")
_GENERIC = re.compile(
    r"^(?:thu truong |lanh dao |truong )?(?:cac )(?:[a-z ,]*?)(?:don vi|co quan|phong|ban|nganh|bo phan|thanh vien)\b|^toan the|^thanh vien"
)
_CLASSES: tuple[tuple[str, str], ...] = (
    (r"to dan pho|thon\b|khu dan cu|khu pho|\bap\b|\bban\b lang|xom", r"to dan pho|thon\b|khu dan cu|khu pho|\bap\b|xom|tdp"),
    (
        r"mat tran|mttq|doan the|chinh tri - xa hoi|chinh tri xa hoi|to chuc thanh vien|doan thanh nien|hoi (?:lien hiep )?phu nu|hoi nong dan|cuu chien binh|cong doan",
        r"mttq|mat tran|doan the|chinh tri - xa hoi|chinh tri xa hoi|to chuc thanh vien|hoi, doan|cac hoi",
    ),
    (r"doanh nghiep|hop tac xa|ho kinh doanh|hiep hoi", r"doanh nghiep|hop tac xa|kinh doanh"),
    (r"truong|giao duc|mam non", r"truong (?:hoc|mam|tieu|thcs|thpt|trung)|cac (?:nha )?truong|co so giao duc|cac don vi truong"),
    (r"khoi|cum", r"khoi|cum"),
    (r"cong an", r"cong an"),
    (r"quan su", r"quan su"),
    (r"dang uy|uy ban kiem tra|ban xay dung dang|van phong dang uy", r"dang uy|ban dang|co quan dang"),
    (r"tap the|ca nhan|nhan dan|ho gia dinh", r".*"),
)
_PAST = re.compile(r"(?:truoc day|truoc sap xep|truoc sap nhap|nguyen la|nguyen|sap nhap|hop nhat|giai the|tiep nhan tu|chuyen (?:giao )?tu|tien than)[^.;]{0,60}$")
_PAST_AFTER = re.compile(r"^[^.;,]{0,40}?(?:\(?cu\)?\b|truoc day|truoc khi|truoc sap)")
# "Thông tư số 01/2024/TT-... của Bộ ...": an old document keeps its issuer.
_ISSUED = compiled(r"\d\s*/?\s*[-\w/&]*[A-ZĐ]{2}[^.;]{0,60}\bcủa\s+(?:Bộ trưởng\s+|Giám đốc\s+|Chủ tịch\s+)?$")


def check_units(paper: Paper, units: Sequence[UnitCard] | None) -> Iterator[Finding]:
    if paper.plan["recipients"]:
        yield from _duty_without_paper(paper)
        yield from _paper_without_duty(paper)
    if units is not None:
        yield from _unknown(paper, units)
    yield from _abolished(paper)


def _duty_without_paper(paper: Paper) -> Iterator[Finding]:
    recipients = [fold(one["name"]) for one in paper.plan["recipients"] if not one.get("archive")]
    told: set[str] = set()
    for at, assignment in enumerate(paper.plan["assignments"]):
        for name in _names(assignment["unit"]):
            folded = fold(name)
            if folded in told or _PEOPLE.search(folded) or _UPPER.search(folded) or _covered(folded, recipients):
                continue
            told.add(folded)
            message = f"{name[:1].upper()}{name[1:]} có việc trong kế hoạch nhưng không có trong nơi nhận."
            yield Finding("duty_unit_not_recipient", "should", message, assignment.get("source"), f"assignments/{at}")


def _names(printed: str) -> list[str]:
    """The names of a heading; commas stand inside names too, so only clear heads part them."""
    parts = re.split(r"\s*(?:;|,|\bvà\b|\(|\))\s*(?=(?:Phòng|Trung tâm|Văn phòng|Công an|Ban |Trạm|Ủy ban|Đoàn|Hội|Các|các|Mặt trận)\b)", printed)
    return [part.strip(" .:;,()-") for part in parts if part.strip(" .:;,()-")]


def _covered(name: str, recipients: list[str]) -> bool:
    """Whether a recipient line holds the unit: itself, its class, or all units of the place."""
    if any(_AS_ABOVE.search(line) for line in recipients):
        return True
    plain = plain_name(name)
    for line in recipients:
        other = plain_name(line)
        if len(other) > 3 and (fuzz.ratio(plain, other) >= _ALIKE or _stands_in(plain, other) or _stands_in(other, plain)):
            return True
    generic = any(_GENERIC.match(line) for line in recipients)
    if generic and _GENERIC.match(name):
        return True
    for own, lines in _CLASSES:
        if re.search(own, name):
            if any(re.search(lines, line) for line in recipients):
                return True
            if re.search(r"truong|cong an|quan su|khoi|cum|dang", own):
                break
            return False
    return generic


def _stands_in(short: str, long: str) -> bool:
    return len(short) > 6 and f" {short} " in f" {long} "


def _paper_without_duty(paper: Paper) -> Iterator[Finding]:
    """A single unit of the place that gets the paper, while no part of it speaks of that unit or of all units."""
    assigned = [fold(one["unit"]) for one in paper.plan["assignments"]]
    if not assigned or any(_GENERIC.match(one) for one in assigned):
        return
    body = re.sub(r"[\s,&–-]+", " ", " ".join(fold(p.whole.text) for p in paper.before_recipients())).replace(" va ", " ")
    for at, recipient in enumerate(paper.plan["recipients"]):
        name = fold(recipient["name"])
        if recipient.get("archive") or not _SINGLE.match(name) or _UPPER.search(name) or _PEOPLE.search(name):
            continue
        plain = plain_name(recipient["name"])
        short = re.sub(r"\b(?:phuong|xa|dac khu)\b.*$", "", plain).strip() or plain
        if short in body or any(fuzz.ratio(plain, plain_name(one)) >= _ALIKE for one in assigned):
            continue
        message = f"{recipient['name']} nhận kế hoạch nhưng không được giao việc nào."
        yield Finding("recipient_without_duty", "should", message, recipient.get("source"), f"recipients/{at}")


def _unknown(paper: Paper, units: Sequence[UnitCard]) -> Iterator[Finding]:
    """Units that get duties and do not stand in the list of the place."""
    told: set[str] = set()
    for at, assignment in enumerate(paper.plan["assignments"]):
        for name in _names(assignment["unit"]):
            folded = fold(name)
            if folded in told or folded.startswith("cac ") or _PEOPLE.search(folded) or _UPPER.search(folded):
                continue
            found = match_units(name, units)
            if found.is_class or (found.units and found.sure):
                continue
            told.add(folded)
            near = max(units, key=lambda card: fuzz.ratio(plain_name(card.name), plain_name(name)), default=None)
            put = near.name if near and fuzz.ratio(plain_name(near.name), plain_name(name)) >= 50 else None
            message = f"“{name}” không có trong danh sách đơn vị."
            yield Finding("unknown_unit", "should", message, assignment.get("source"), f"assignments/{at}", put)


def _abolished(paper: Paper) -> Iterator[Finding]:
    """Names of bodies that ended before the day of the paper; one finding per name."""
    day = paper.day
    if day is None:
        return
    told: dict[str, tuple[str, str, list[Source]]] = {}
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for start, end, body in ended_bodies(text, day):
            before, after = text[:start], text[end:]
            if _PAST.search(fold(before)) or _PAST_AFTER.match(fold(after)) or _ISSUED.search(before):
                continue
            message = f"“{text[start:end]}” không còn từ {short_date(body.until)}."
            told.setdefault(fold(text[start:end]), (message, body.now, []))[2].append(
                paper.source(paragraph.whole, start, end)
            )
    for message, now, places in told.values():
        also = tuple(Related(one) for one in places[1:])
        rule = "sắp xếp bộ máy năm 2025, chính quyền địa phương hai cấp"
        yield Finding("abolished_unit", "should", message, places[0], suggestion=now, rule=rule, related=also)
