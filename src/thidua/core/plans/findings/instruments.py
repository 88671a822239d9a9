"""Findings about cited documents: one document with two dates, and law that holds no more on the day of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thidua.core.law import Instrument, instrument
from thidua.core.law.instruments import plain_number
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import Paper, after, before
from thidua.core.plans.model import Plan, Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import day_first, paper_date, short_date
from thidua.core.viet.text import fold

_MENTION = compiled(
    r"(?<![\w/.,-])(?P<n>\d{1,5}[a-z]?(?:\s*/\s*(?:19|20)\d{2})?\s*[-–/]\s*[A-ZĐ][A-ZĐa-zƠƯ]*\d{0,2}"
    r"(?:\s*[-–/&]\s*[A-ZĐƯ][\wĐ]*)*)"
    r"(?:\s*,?\s*\(?\s*(?P<d>(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d{2}"
    r"|ngày\s*\d{0,2}\s*tháng\s*\d{1,2}\s*(?:năm|/)\s*(?:19|20)\d{2}|tháng\s*\d{1,2}\s*(?:năm|/)\s*(?:19|20)\d{2}"
    r"|năm\s+(?:19|20)\d{2}))?"
    r"(?:\s*,?\s*\)?\s*của\s+(?P<i>[^;:()\n]{3,90}))?"
)
_LAW_OF = compiled(r"Luật Thi đua,? khen thưởng(?:\s+số\s+\S+)?,?\s+(?P<d>ngày\s*[\d/.\- thángnăm]{6,30}|năm\s+20\d\d)")
# "Thông tư 01/2024 của Bộ Nội vụ": the number cut short, as running text often has it.
_SHORT = compiled(r"(?i:(?P<w>nghị định|thông tư))\s+(?:số\s+)?(?P<n>\d{1,4}/20\d\d)(?![/\d])(?P<rest>[^.;]{0,40})")
# "thay thế Nghị định số 98/2023/NĐ-CP": named only to say that it ended or was changed.
_ENDED_BEFORE = compiled(
    r"(?:thay thế|bãi bỏ|sửa đổi|bổ sung|trước đây|thay cho|hết hiệu lực)[^.;]{0,60}$", re.IGNORECASE
)
_ENDED_AFTER = compiled(
    r"^[^.;]{0,120}?(?:được thay thế|bị thay thế|đã thay thế|hết hiệu lực|bị bãi bỏ|được bãi bỏ)", re.I
)
_ACROSS_YEARS = 2
"""Central numbers begin anew with each term: the same number some years apart is another document."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A document as one place of a paper names it. `whose` is the tier and place of its issuer, "" when unknown.

    `file` and `called` name the other paper: for programs and for people.
    """

    number: str
    printed: str
    date: str | None
    whose: str
    source: Source
    file: str | None = None
    called: str = ""


def mentions_in(paper: Paper) -> list[Mention]:
    """Every numbered document of the text, the paper's own head included."""
    found = [*_own(paper.plan)]
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for named in _MENTION.finditer(text):
            printed = re.sub(r"\s+", "", named["n"]).replace("–", "-")
            if len(re.sub(r"[^A-ZĐ]", "", printed)) < 2:
                continue
            date = paper_date(named["d"]) if named["d"] else None
            end = named.end("d") if named["d"] else named.end("n")
            where = paper.source(paragraph.whole, named.start(), end)
            found.append(Mention(plain_number(printed), printed, date, whose(named["i"] or "", paper.plan), where))
    return found


def _own(plan: Plan) -> Iterator[Mention]:
    document = plan["document"]
    if document["number"] and document["symbol"] and document.get("source"):
        printed = f"{document['number']}/{document['symbol']}"
        issuer = document["issuer"]
        yield Mention(plain_number(printed), printed, document["date"], whose(issuer["name"], plan), document["source"])


def whose(words: str, plan: Plan) -> str:
    """Who issued: the tier and, for a commune, its name; the first body that is named counts."""
    folded = fold(words)
    found = re.search(
        r"\b(?:(?P<central>chinh phu|thu tuong|quoc hoi|bo chinh tri|ban bi thu|trung uong|bo truong|bo \w+)"
        r"|(?P<province>thanh pho|tinh|thanh uy|tinh uy|so )|(?P<commune>phuong|xa|dac khu)\b(?! hoi))",
        folded,
    )
    if not found:
        return ""
    if found["commune"]:
        place = fold(plan["document"]["issuer"].get("place") or "").split(" ", 1)
        named = re.match(r"\s+([A-ZĐÀ-Ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ]\w*){0,3})", words[found.end() :])
        return f"commune {fold(named[1]) if named else place[-1]}"
    return "central" if found["central"] else "province"


def check_two_dates(mentions: Sequence[Mention], shelf: Sequence[Mention] = ()) -> Iterator[Finding]:
    """One document with two dates: in this paper, or here and in a paper of the shelf. One finding per document."""
    dated: dict[str, list[Mention]] = {}
    for one in (*mentions, *shelf):
        if one.date:
            dated.setdefault(one.number, []).append(one)
    for group in dated.values():
        here = [one for one in group if one.file is None]
        pair = next(((a, b) for a in here for b in group if a is not b and contradict(a, b)), None)
        if pair is None:
            continue
        first, other = pair
        rest = [one for one in group if one is not first and one.date != first.date and contradict(first, one)]
        days = " và ".join(dict.fromkeys(day_first(one.date or "") for one in (first, *rest)))
        where = f" ({other.called})" if other.file else ""
        yield Finding(
            "instrument_two_dates",
            "must",
            f"Văn bản {first.printed} ghi hai ngày: {days}{where}. Ngày nào đúng?",
            other.source if other.file is None else first.source,
            related=tuple(Related(one.source, one.file) for one in _others(first, rest, inside=other.file is None)),
        )


def _others(first: Mention, rest: list[Mention], *, inside: bool) -> list[Mention]:
    """The places to point at besides the one that the finding stands at."""
    return [first, *rest[1:]] if inside else rest


def contradict(one: Mention, other: Mention) -> bool:
    """Whether both name one document and give it different days."""
    a, b = one.date or "", other.date or ""
    short = min(len(a), len(b))
    if "Q" in a + b or a[:short] == b[:short] or (one.whose and other.whose and one.whose != other.whose):
        return False
    if re.search(r"/(?:19|20)\d\d/", one.number):
        return True
    apart = abs(int(a[:4]) - int(b[:4]))
    if re.search(r"/(?:TW|TU|CP|QH)", one.number):
        return apart <= _ACROSS_YEARS
    # Numbers of local offices begin anew each year, and every office counts its own.
    known = bool(one.whose and other.whose)
    if one.file != other.file and not known:
        return False
    return apart == 0 or (a[4:] == b[4:] and len(a) > 4 and apart <= 1)


def check_replaced(paper: Paper) -> Iterator[Finding]:
    """Law that a paper rests on although it held no more on its day; one finding per instrument.

    An end that nothing has replaced yet may still be moved: like what is only recalled, it weighs no more than should.
    """
    day = paper.day
    if day is None:
        return
    told: dict[str, list[Source]] = {}
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for start, end, known in _law_in(text):
            if (
                not known.ended_on(day)
                or _ENDED_BEFORE.search(before(text, start))
                or _ENDED_AFTER.search(after(text, end))
            ):
                continue
            told.setdefault(known.number, []).append(paper.source(paragraph.whole, start, end))
    for number, places in told.items():
        yield _replaced(number, places)


def _law_in(text: str) -> Iterator[tuple[int, int, Instrument]]:
    """Instruments of the register that a text names, by number, by a number cut short, or a law by its year."""
    for named in _MENTION.finditer(text):
        if known := instrument(named["n"]):
            yield named.start(), named.end("n"), known
    for named in _SHORT.finditer(text):
        decree = named["w"].lower() == "nghị định"
        home = re.search(r"bộ nội vụ|BNV|thi đua|khen thưởng", named["rest"], re.IGNORECASE)
        if (decree or home) and (known := instrument(named["n"] + ("/NĐ-CP" if decree else "/TT-BNV"))):
            yield named.start(), named.end("n"), known
    for named in _LAW_OF.finditer(text):
        year = (paper_date(named["d"].strip()) or "")[:4]
        if known := instrument({"2003": "15/2003/QH11", "2013": "39/2013/QH13"}.get(year, "")):
            yield named.start(), named.end(), known


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
