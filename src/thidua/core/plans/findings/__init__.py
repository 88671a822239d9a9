"""A first reading of the plan as an experienced colleague gives it: what must, should or could be put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from thidua.core.plans.findings.deadlines import check_deadlines
from thidua.core.plans.findings.finding import Finding, Severity, walk
from thidua.core.plans.findings.targets import check_measures, check_numbering, check_targets
from thidua.core.plans.findings.wording import check_words
from thidua.core.plans.model import Plan
from thidua.core.plans.reading.structure.headings import named_kinds
from thidua.core.viet.dates import day_first
from thidua.core.viet.text import clean, fold

__all__ = ["Finding", "Severity", "check_plan"]


def check_plan(plan: Plan, today: date | None = None, *, ward: str | None = None) -> list[Finding]:
    """Everything worth a look, grave things first. Faults of the paper are findings, never refusals.

    `today` is only needed for deadlines that have passed, `ward` (the name of the own place) for papers of another.
    """
    found = [
        *_head(plan),
        *_other_ward(plan, ward),
        *check_targets(plan),
        *check_measures(plan),
        *check_numbering(plan),
        *check_deadlines(plan, today),
        *_instruments(plan),
        *_years(plan),
        *_headings(plan),
        *check_words(plan),
    ]
    order = {"must": 0, "should": 1, "spelling": 2}
    return sorted(found, key=lambda finding: order[finding.severity])


def _head(plan: Plan) -> Iterator[Finding]:
    document = plan["document"]
    source = document.get("source")
    if document["number"] is None:
        yield Finding(
            "A56", "should", "Chưa có số văn bản; chưa phát động được.", source, "document", rule="NĐ 30/2020, thể thức"
        )
    if len(document["date"] or "") < 10:
        message = "Văn bản chưa có ngày ban hành; lưu ở dạng dự thảo."
        yield Finding("A55", "should", message, source, "document", rule="NĐ 30/2020, thể thức")
    if plan["signatory"] is None or not plan["signatory"]["name"]:
        where = plan["signatory"].get("source") if plan["signatory"] else None
        yield Finding("A57", "should", "Không thấy người ký.", where, "signatory" if plan["signatory"] else None)
    since, until = plan["period"]["from"], plan["period"]["to"]
    if since and until and until < since[: len(until)]:
        message = f"Thời gian kết thúc ({day_first(until)}) trước khi bắt đầu ({day_first(since)})."
        yield Finding("A58", "must", message, plan["period"].get("source"), "period")


def _other_ward(plan: Plan, ward: str | None) -> Iterator[Finding]:
    issuer = plan["document"]["issuer"]
    place = issuer.get("place")
    if ward and place and issuer["level"] == "commune" and fold(clean(place)) != fold(clean(ward)):
        message = f"Kế hoạch của {place}; nơi đang làm việc là {ward}. Kiểm tra có chọn nhầm tệp không."
        yield Finding("A62", "must", message, issuer.get("source"), "document")


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
    for path, target in walk(plan["targets"]):
        for norm in re.finditer(
            r"(?:chuẩn|tiêu chí|bộ tiêu chí)[^,;.]{0,40}giai đoạn\s*(20\d\d)\s*[-–]\s*(20\d\d)", target["text"], re.I
        ):
            if start and norm[2] < start[:4]:
                message = f"“{norm.group()}” đã hết thời hạn vào năm {norm[2]}. Kiểm tra chuẩn đang áp dụng."
                yield Finding("expired_norm", "should", message, target.get("source"), path)


def _headings(plan: Plan) -> Iterator[Finding]:
    """Parts that a launch plan usually has and this one lacks."""
    text = plan.get("x_text", "")
    heads = {
        kind for line in text.splitlines() if 0 < len(line.strip(" #*")) < 120 for kind in named_kinds(_bare(line))[0]
    }
    wanted = (
        ("purpose", "mục đích, yêu cầu"),
        ("commendation", "khen thưởng"),
        ("organisation", "tổ chức thực hiện"),
        ("recipients", "nơi nhận"),
    )
    for kind, name in wanted:
        if kind not in heads:
            yield Finding("missing_section", "should", f"Không thấy mục {name}.", rule="bố cục kế hoạch")
    for warning in plan.get("warnings", []):
        if "đề mục" in warning["text"]:
            yield Finding("missing_heading", "should", f"{warning['text']}.", warning.get("source"))


def _bare(line: str) -> str:
    words = re.sub(r"^[\s#*]*(?:[IVX]+|\d+)?[.)]?\s*", "", line).strip(" *:")
    return words if words[:1].isupper() else ""
