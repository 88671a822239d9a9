"""Documents as a paper names them: number, day and issuer, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.core.law.instruments import plain_number
from thidua.core.plans.findings.instruments.offices import whose
from thidua.core.plans.findings.paper import ExaminedPaper
from thidua.core.plans.model import Plan, Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import paper_date

DAY = (
    r"(?:(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d{2}"
    r"|ngày\s*\d{0,2}\s*tháng\s*\d{1,2}\s*(?:năm|/)\s*(?:19|20)\d{2}|tháng\s*\d{1,2}\s*(?:năm|/)\s*(?:19|20)\d{2}"
    r"|năm\s+(?:19|20)\d{2})"
)
KIND = (
    r"(?:luật|pháp lệnh|nghị định|nghị quyết|thông tư(?: liên tịch)?|quyết định|chỉ thị|kết luận|kế hoạch|hướng dẫn"
    r"|quy định|quy chế|công văn|chương trình|đề án|báo cáo|thông báo|văn bản|nđ|tt|qđ|nq)"
)
# The issuer is only looked at, never taken: the next document may stand right behind it ("của UBND thành phố và Nghị
# định số ...").
MENTION = compiled(
    r"(?<![\w/.,-])(?P<n>\d{1,5}[a-z]?(?:\s*/\s*(?:19|20)\d{2})?\s*[-–/]\s*[A-ZĐ][A-ZĐa-zƠƯ]*\d{0,2}"
    r"(?:\s*[-–/&]\s*[A-ZĐƯ][\wĐ]*)*)"
    rf"(?:\s*,?\s*\(?\s*(?P<d>{DAY}))?"
    r"(?=\s*,?\s*\)?\s*của\s+(?P<i>[^;:()\n]{3,90})|)"
)
_ISSUER_ENDS = re.compile(rf"\s(?:về|v/v)\s|(?:,|\bvà)\s+(?:{KIND})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A document as one place of a paper names it. `whose` is its office as in `offices`, "" when unknown.

    `file` and `called` name the other paper: for programs and for people.
    """

    number: str
    printed: str
    date: str | None
    whose: str
    source: Source
    file: str | None = None
    called: str = ""


def mentions_in(paper: ExaminedPaper) -> list[Mention]:
    """Every numbered document of the text, the paper's own head included."""
    found = [*_own(paper.plan)]
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for named in MENTION.finditer(text):
            printed = re.sub(r"\s+", "", named["n"]).replace("–", "-")
            if len(re.sub(r"[^A-ZĐ]", "", printed)) < 2:
                continue
            date = paper_date(named["d"]) if named["d"] else None
            end = named.end("d") if named["d"] else named.end("n")
            where = paper.source(paragraph.whole, named.start(), end)
            number, office = plain_number(printed), _ISSUER_ENDS.split(named["i"] or "", maxsplit=1)[0]
            found.append(Mention(number, printed, date, whose(office, paper.plan, number), where))
    return found


def _own(plan: Plan) -> Iterator[Mention]:
    document = plan["document"]
    if document["number"] and document["symbol"] and document.get("source"):
        printed = f"{document['number']}/{document['symbol']}"
        number, issuer = plain_number(printed), document["issuer"]
        yield Mention(number, printed, document["date"], whose(issuer["name"], plan, number), document["source"])
