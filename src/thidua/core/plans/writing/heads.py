"""The head and the end of a written plan: letterhead, title, preamble, who signs, who receives it."""

from __future__ import annotations

import re
from datetime import date

from thidua.core.papers.model import Head, PaperKind, Recipients, Signature
from thidua.core.plans.model import Document, Recipient, Signatory

_NAMES = {
    "plan": "KẾ HOẠCH",
    "decision": "QUYẾT ĐỊNH",
    "directive": "CHỈ THỊ",
    "dispatch": "",
    "guideline": "HƯỚNG DẪN",
    "regulation": "QUY CHẾ",
    "pledge": "BẢN GIAO ƯỚC THI ĐUA",
    "report": "BÁO CÁO",
    "other": "KẾ HOẠCH",
}
CALLED = {
    "plan": "Kế hoạch",
    "decision": "Quyết định",
    "directive": "Chỉ thị",
    "dispatch": "Công văn",
    "guideline": "Hướng dẫn",
    "regulation": "Quy chế",
    "pledge": "Bản giao ước thi đua",
    "report": "Báo cáo",
    "other": "Kế hoạch",
}
"""Kinds of papers inside a sentence."""
_KINDS = {
    "plan": PaperKind.PLAN,
    "decision": PaperKind.DECISION,
    "dispatch": PaperKind.LETTER,
    "report": PaperKind.REPORT,
}
_COUNCIL = re.compile(r"(?P<body>Ủy ban nhân dân|Hội đồng nhân dân) (?P<where>(?:phường|xã|đặc khu|thành phố|tỉnh) .+)")
_UNKNOWN = "("


def paper_kind(document: Document) -> PaperKind:
    """The kind of paper that carries a plan; kinds that the product has no own form for are `other`."""
    return _KINDS.get(document["kind"], PaperKind.OTHER)


def issuer_name(document: Document) -> str:
    """The full name of who issues, empty where it is not known."""
    name = document["issuer"]["name"]
    return "" if name.startswith(_UNKNOWN) else name


def plan_head(document: Document) -> Head:
    """Letterhead, number, place and day, kind and title."""
    name, title = _NAMES[document["kind"]], document["title"]
    title = "" if title.startswith(_UNKNOWN) else title
    issued = document["date"] or ""
    place = document.get("place") or ""
    return Head(
        issuer=_letterhead(issuer_name(document)),
        name=name,
        title=title if name else f"V/v {title}",
        symbol=document["symbol"] or "",
        number=document["number"],
        place=place,
        date=_day(issued),
        year=int(issued[:4]) if issued else None,
        month=int(issued[5:]) if len(issued) == len("2026-12") else None,
        above=_above(document),
    )


def _day(issued: str) -> date | None:
    """The day of an ISO text, None for a part of a date and for a day that no calendar has."""
    try:
        return date.fromisoformat(issued) if len(issued) == len("2026-12-05") else None
    except ValueError:
        return None


def _letterhead(name: str) -> tuple[str, ...]:
    """The name in capitals; a people's committee stands over its place."""
    council = _COUNCIL.fullmatch(name)
    lines = (council["body"], council["where"]) if council else (name,)
    return tuple(line.upper() for line in lines if line)


def _above(document: Document) -> tuple[str, ...]:
    """The governing body over an agency or a school."""
    parent = document["issuer"].get("parent")
    governed = document["issuer"]["level"] in ("agency", "school") and parent
    return (f"ỦY BAN NHÂN DÂN {parent.upper()}",) if governed and parent else ()


def plan_signatures(signatory: Signatory | None) -> tuple[Signature, ...]:
    """Who signs, in the capacity that the plan prints: "TM. ...", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
    if signatory is None:
        return ()
    position, behalf = signatory["position"] or "", signatory.get("behalf_of") or ""
    lines: list[str] = []
    for at, mode in enumerate(signatory["mode"]):
        prefix = "Q" if mode == "Q" else mode
        whom = behalf if at == 0 and behalf else position if mode == "Q" else _above_post(position)
        lines.append(f"{prefix}. {whom.upper()}")
    if position and "Q" not in signatory["mode"]:
        lines.append(position.upper())
    if post := signatory.get("post"):
        lines.append(post.upper())
    return (Signature(tuple(lines), signatory["name"] or ""),)


def _above_post(position: str) -> str:
    """Whose place a deputy takes."""
    deputy = re.match(r"Phó\s+(?P<of>.+)", position)
    return deputy["of"] if deputy else "Chủ tịch"


def plan_recipients(recipients: list[Recipient]) -> Recipients:
    """Nơi nhận, the archive last."""
    lines = tuple(_noted(one) for one in recipients if not one.get("archive"))
    archive = "; ".join(_noted(one) for one in recipients if one.get("archive"))
    return Recipients(lines, archive)


def _noted(recipient: Recipient) -> str:
    note = recipient.get("note")
    return f"{recipient['name']} ({note})" if note else recipient["name"]
