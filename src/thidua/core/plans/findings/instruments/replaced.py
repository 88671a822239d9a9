"""Law that a paper rests on although it held no more on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thidua.core.law import Instrument, instrument
from thidua.core.law.instruments import plain_number
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.instruments.laws import laws_in
from thidua.core.plans.findings.instruments.mentions import KIND
from thidua.core.plans.findings.paper import ExaminedPaper, after, before
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import short_date

# "thay thế Nghị định số 98/2023/NĐ-CP": named only to say that it ended or was changed. The verb governs the document:
# between them stand its articles and its kind, or other documents of the same list, nothing else.
_ENDED_BEFORE = compiled(
    r"(?:thay thế|thay cho|bãi bỏ|sửa đổi|bổ sung)\s+(?:cho\s+|bởi\s+|bằng\s+)?"
    r"(?:(?:(?:một số|các|toàn bộ|những)\s+)?(?:điều|khoản|điểm|nội dung|quy định)"
    r"(?:[\s,]+(?:\d+|[a-zđ]|và|điều|khoản|điểm))*\s+(?:của|tại|trong)\s+)?(?:các\s+|những\s+)?"
    rf"(?:{KIND}\s+(?:số\s*)?(?:(?!theo|thực hiện|(?:,|và)\s+{KIND})[^;.]){{2,80}}?(?:,|và)\s+)*"
    rf"(?:{KIND}\s*)?(?::\s*)?(?:số\s*)?$"
    r"|(?:trước đây|hết hiệu lực)[^.;]{0,60}$",
    re.IGNORECASE,
)
_ENDED_AFTER = compiled(
    r"^[^.;]{0,120}?(?:được thay thế|bị thay thế|đã thay thế|hết hiệu lực|bị bãi bỏ|được bãi bỏ)", re.I
)


def check_replaced(paper: ExaminedPaper) -> Iterator[Finding]:
    """Law that a paper rests on although it held no more on its day; one finding per instrument.

    An end that nothing has replaced yet may still be moved: like what is only recalled, it weighs no more than should.
    """
    day = paper.day
    if day is None:
        return
    told: dict[str, list[Source]] = {}
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for start, end, known in laws_in(text):
            if (
                not known.ended_on(day)
                or _ENDED_BEFORE.search(before(text, start))
                or _ENDED_AFTER.search(after(text, end))
            ):
                continue
            told.setdefault(known.number, []).append(paper.source(paragraph.whole, start, end))
    for number, places in told.items():
        yield _replaced(number, places)


def _replaced(number: str, places: list[Source]) -> Finding:
    known = instrument(number)
    assert known is not None and known.until is not None
    by = instrument(known.replaced_by or "")
    words = f"; thay bằng {known.replaced_by}" if known.replaced_by else ""
    doubt = "" if known.verified else " (theo trí nhớ, cần tra lại)"
    return Finding(
        "instrument_replaced",
        "must" if known.verified and known.replaced_by else "should",
        f"{known.number} hết hiệu lực từ {short_date(known.until)}{words}{doubt}.",
        places[0],
        suggestion=(by.number if by else known.replaced_by),
        rule=known.source,
        related=tuple(Related(one) for one in places[1:]),
    )


def check_entered(paper: ExaminedPaper, known: Sequence[Instrument]) -> Iterator[Finding]:
    """Documents that a plan rests on although the ward itself entered that they hold no more, or not yet.

    What the register of law knows is told by `check_replaced`; the ward's word is never more than a should.
    """
    day = paper.day
    entered = {plain_number(one.number): one for one in known}
    if day is None or not entered:
        return
    for at, basis in enumerate(paper.plan["legal_bases"]):
        law = entered.get(plain_number(basis["number"] or ""))
        if law is None or basis["role"] != "basis" or instrument(law.number):
            continue
        ended = law.ended_on(day) and law.until is not None
        if not ended and not (law.since and day < law.since):
            continue
        by = f"; thay bằng {law.replaced_by}" if ended and law.replaced_by else ""
        when = f"hết hiệu lực từ {short_date(law.until)}" if ended and law.until else ""
        when = when or f"có hiệu lực từ {short_date(law.since or day)}"
        yield Finding(
            "instrument_replaced",
            "should",
            f"{law.number} {when}{by}.",
            basis.get("source"),
            item=f"legal_bases/{at}",
            suggestion=law.replaced_by if ended else None,
            rule=law.source,
        )
