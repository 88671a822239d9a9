"""What stands before the first section: whom a letter is for, what the plan rests on, and the sentence that opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thidua.core.papers.model import Block, Paragraph, Tone
from thidua.core.plans.model import InstrumentType, LegalBasis, Plan, Theme
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
_ACTS = re.compile(
    r"(?:quy định|hướng dẫn|phê duyệt|ban hành|phát động|thực hiện|sửa đổi)\b", re.IGNORECASE
)
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


def plan_preamble(plan: Plan, themes: Sequence[Theme], *, parent: bool) -> Iterator[Block]:
    """The blocks before the first section. `themes` are those that no other words of the paper hold; `parent` says
    that the opening sentence names the locality above the issuer."""
    if plan["document"]["kind"] == "dispatch":
        yield Paragraph("Kính gửi: Các cơ quan, đơn vị có tên ở cuối văn bản.", Tone.ADDRESS)
    for basis in plan["legal_bases"]:
        if basis["role"] == "basis":
            verb = "Căn cứ" if basis["type"] in _GROUNDS else "Thực hiện"
            yield Paragraph(f"{verb} {cited(basis)};", Tone.GROUND)
    yield Paragraph(_opening(plan, themes, parent=parent))


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
