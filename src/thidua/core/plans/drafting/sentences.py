"""Sentences typed into a draft, taken apart by the reader of papers: one reading of words in the whole house."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from thidua.core.plans.drafting.next_year import strip
from thidua.core.plans.model import Measure, Role
from thidua.core.plans.reading import read_plan
from thidua.core.plans.reading.duties import read_role
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.verdicts import YES, Reason, Verdict, no
from thidua.core.viet.dates import read_date
from thidua.core.viet.text import nfc

_LEAD = re.compile(r"^\W*(?:Căn cứ(?: vào)?|Thực hiện|Theo)\s+", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,5}")


def read_target_measures(text: str) -> list[Measure]:
    """The measures in the sentence of a target: operator, value, unit, as the reader of papers finds them."""
    words = nfc(text)
    measures = read_measures(Sheet(words), Passage(words, range(len(words))))
    for measure in measures:
        strip(measure)
    return measures


def read_duty_role(text: str) -> Role:
    """Which part a duty gives its unit: the first signal in the sentence decides."""
    return read_role(nfc(text))


def read_bases_typed(text: str) -> tuple[list[dict[str, Any]], Verdict]:
    """The documents in a typed citation ("Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ ...")."""
    line = _LEAD.sub("", text).strip(" ;.")
    paper = read_plan(f"KẾ HOẠCH\nPhát động phong trào thi đua\nCăn cứ {line};\nI. MỤC ĐÍCH\n- Thi đua.\n")
    found: list[Any] = [basis for basis in paper["legal_bases"] if basis["role"] == "basis"]
    for basis in found:
        strip(basis)
    if not found:
        words = "Chưa nhận ra văn bản nào. Ghi như: Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ về …"
        return [], no("no_citation", words, field="text")
    return found, YES


def read_limit(what: str, when: str) -> tuple[dict[str, Any], Verdict]:
    """A time limit typed as words ("trước ngày 05/12/2027", "trước ngày 15 tháng cuối quý"): kind, date or rhythm."""
    if not when:
        return {}, Verdict(False, (_NO_LIMIT,))
    for day in _DAY.findall(when):
        if refused := read_date(day).refusal:
            return {}, Verdict(False, (replace(refused, field="when"),))
    line = f"- Các đơn vị báo cáo kết quả {when[:1].lower()}{when[1:]}."
    paper = read_plan(f"KẾ HOẠCH\nPhát động phong trào thi đua\nI. TỔ CHỨC THỰC HIỆN\n{line}\n")
    if not paper["deadlines"]:
        return {}, Verdict(False, (_NO_LIMIT,))
    found: Any = dict(paper["deadlines"][0])
    strip(found)
    kept = {name: found[name] for name in ("date", "recurrence", "after", "bound") if found.get(name) is not None}
    return kept | {"kind": _kind(what), "when": when, "what": what}, YES


_NO_LIMIT = Reason(
    "no_limit",
    "Chưa nhận ra hạn. Ghi như: trước ngày 05/12/2026; chậm nhất ngày 15/6/2026; trước ngày 15 tháng cuối quý.",
    field="when",
)
_KIND_WORDS = (
    ("dossier", r"hồ sơ|tờ trình"),
    ("registration", r"đăng ký|ký (?:kết )?(?:giao ước|cam kết)"),
    ("review", r"sơ kết|tổng kết|chấm điểm|bình xét"),
    ("report", r"báo cáo|gửi kết quả|tổng hợp kết quả"),
)


def _kind(what: str) -> str:
    return next((kind for kind, form in _KIND_WORDS if re.search(rf"\b(?:{form})\b", what, re.IGNORECASE)), "other")


def read_award(text: str) -> list[dict[str, Any]]:
    """The forms of award in a typed sentence; a sentence that names none promises "Khen thưởng"."""
    paper = read_plan(f"KẾ HOẠCH\nPhát động phong trào thi đua\nI. KHEN THƯỞNG\n- {text.rstrip('.')}.\n")
    found: list[Any] = list(paper["commendation"]) or [{"stage": "campaign", "form": "Khen thưởng"}]
    for award in found:
        strip(award)
        award["text"] = text
    return found
