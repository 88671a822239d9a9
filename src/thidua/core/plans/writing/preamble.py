"""What stands before the first section: whom a letter is for, the grounds of the plan, the sentence that opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thidua.core.papers.model import Block, Paragraph, Tone
from thidua.core.plans.model import Document, InstrumentType, LegalBasis, Plan, Theme
from thidua.core.plans.writing.heads import CALLED, issuer_name
from thidua.core.plans.writing.words import printed_day, small

NAMED: dict[InstrumentType, str] = {
    "law": "Luật",
    "decree": "Nghị định",
    "circular": "Thông tư",
    "resolution": "Nghị quyết",
    "directive": "Chỉ thị",
    "conclusion": "Kết luận",
    "decision": "Quyết định",
    "plan": "Kế hoạch",
    "guideline": "Hướng dẫn",
    "regulation": "Quy định",
    "dispatch": "Công văn",
    "programme": "Chương trình",
    "report": "Báo cáo",
    "notice": "Thông báo",
    "other": "Văn bản",
}
_GROUNDS = frozenset({"law", "decree", "circular", "decision", "resolution", "regulation"})
# A subject that begins so follows the number without "về".
_ACTS = re.compile(r"(?:quy định|hướng dẫn|phê duyệt|ban hành|phát động|thực hiện|sửa đổi)\b", re.IGNORECASE)
_PLACES = {
    "national": "cả nước",
    "province": "tỉnh",
    "commune": "phường",
    "block": "Khối",
    "school": "nhà trường",
    "agency": "",
}


def cited(basis: LegalBasis) -> str:
    """A document as a sentence names it: type, number, day, who issued it, what it is about."""
    title, number = basis.get("title") or "", basis["number"]
    day = printed_day(basis["date"]) if basis["date"] else ""
    if number is None:
        return " ".join(filter(None, (title or NAMED[basis["type"]], day)))
    name = f"{NAMED[basis['type']]} số {number}"
    if issuer := basis.get("issuer"):
        day = f"{day} của {issuer}".strip()
    if title:
        title = title if _ACTS.match(title) else f"về {title}"
    return " ".join(filter(None, (name, day, title)))


def plan_grounds(plan: Plan) -> Iterator[Block]:
    """Whom a letter is for, and what the plan rests on."""
    if plan["document"]["kind"] == "dispatch":
        yield Paragraph("Kính gửi: Các cơ quan, đơn vị có tên ở phần cuối.", Tone.ADDRESS)
    for basis in plan["legal_bases"]:
        if basis["role"] == "basis":
            verb = "Căn cứ" if basis["type"] in _GROUNDS else "Thực hiện"
            yield Paragraph(f"{verb} {cited(basis)};", Tone.GROUND)


def plan_opening(plan: Plan, themes: Sequence[Theme], *, parent: bool) -> Block:
    """The sentence before the first section. `themes` are those that no other words of the paper hold; `parent` says
    that it names the locality above the issuer."""
    return Paragraph(_opening(plan, themes, parent=parent))


_ISSUES = re.compile(r"(?:Ban hành|Phê duyệt)\s+(?P<what>.+)", re.DOTALL)


def decided(document: Document) -> str:
    """The title of the plan that a decision carries."""
    issues = _ISSUES.match(document["title"])
    what = issues["what"] if issues else document["title"]
    title = re.sub(r"^Kế hoạch\s+", "", what)
    return title[:1].upper() + title[1:]


def articles(plan: Plan, themes: Sequence[Theme]) -> Iterator[Block]:
    """The articles of a decision that carries a plan."""
    title = plan["document"]["title"]
    issues = _ISSUES.match(title)
    what = f"Ban hành kèm theo Quyết định này {issues['what']}" if issues else f"{title} theo Kế hoạch kèm theo"
    slogans = "".join(f", {_theme(theme)}" for theme in themes)
    yield Paragraph("QUYẾT ĐỊNH:", Tone.CENTRE)
    yield Paragraph(f"{what}{slogans}.", lead="Điều 1.")
    yield Paragraph("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 2.")


def _opening(plan: Plan, themes: Sequence[Theme], *, parent: bool) -> str:
    document = plan["document"]
    above = document["issuer"].get("parent") if parent else None
    issuer = ", ".join(filter(None, (issuer_name(document), above and f"{above},"))) or "Cơ quan ban hành"
    title = small(document["title"])
    what = {
        "decision": f"ban hành Quyết định về việc {title}",
        "directive": f"ban hành Chỉ thị về việc {title}",
        "dispatch": f"đề nghị các cơ quan, đơn vị triển khai việc {title}",
        "pledge": f"cùng ký giao ước {title}",
    }.get(document["kind"], f"ban hành {CALLED[document['kind']]} {title}")
    slogans = "".join(f", {_theme(theme)}" for theme in themes)
    return f"{issuer} {what}{slogans}, cụ thể như sau:"


def _theme(theme: Theme) -> str:
    year = f" năm {theme['year']}" if theme.get("year") else ""
    of = f" của {place}" if (place := _PLACES[theme["of"]]) else ""
    return f"chủ đề{year}{of}: “{theme['text']}”"
