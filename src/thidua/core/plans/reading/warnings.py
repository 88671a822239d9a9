"""What the reader found odd in the paper and wants an official to look at first."""

from __future__ import annotations

import re

from thidua.core.plans.model import Plan, PlanWarning
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.lines import Pages
from thidua.core.plans.reading.structure.passages import Sheet

_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]

_PARTS = {
    "targets": "chỉ tiêu",
    "tasks": "nhiệm vụ",
    "organisation": "tổ chức thực hiện",
    "commendation": "khen thưởng",
    "reporting": "báo cáo",
}
_MANY_REPAIRS = 4


def read_warnings(sheet: Sheet, pages: Pages, sections: list[Section], plan: Plan) -> list[PlanWarning]:
    """Blank number or date, a missing main heading, headings guessed, words repaired, targets without a level; then
    what earlier steps doubted. Quotation marks that never close are a finding."""
    warnings: list[PlanWarning] = []
    document = plan["document"]
    if document["number"] is None:
        warnings.append({"text": "Chưa có số văn bản", "source": document["source"]})
    if len(document["date"] or "") < 10:
        warnings.append({"text": "Chưa có ngày ban hành đầy đủ", "source": document["source"]})
    warnings += _missing_headings(sheet, pages)
    warnings += [
        {
            "text": f"Đề mục “{section.title}” chưa quen; đọc là phần {_PARTS.get(section.kind, 'khác')}",
            "source": sheet.source(section.heading.whole),
        }
        for section in sections
        if section.guessed and section.heading is not None
    ]
    if sheet.damaged and len(sheet.repairs) >= _MANY_REPAIRS:
        warnings.append(
            {"text": f"Bản chữ hỏng dấu do quét: đã đọc lại {len(sheet.repairs)} chỗ, cần đối chiếu bản giấy"}
        )
    for target in plan["targets"]:
        if all(m["value"] is None and m["operator"] in ("qualitative", "decrease") for m in target["measures"]):
            warnings.append({"text": f"Chỉ tiêu “{target['text'][:60]}” không có mức", "source": target["source"]})
    return warnings + sheet.doubts


def _missing_headings(sheet: Sheet, pages: Pages) -> list[PlanWarning]:
    """A main heading whose number skips one: II without I before it."""
    main = [p for p in pages.body if p.label.style == "roman" and not p.cells and len(p.text) < 160]
    warnings: list[PlanWarning] = []
    expected = 0
    for heading in main:
        roman = re.sub(r"\W", "", heading.label.text or "")
        if roman not in _ROMANS:
            continue
        at = _ROMANS.index(roman)
        if at > expected and at - expected == 1:
            warnings.append(
                {"text": f"Thiếu đề mục {_ROMANS[expected]} (có {roman})", "source": sheet.source(heading.whole)}
            )
        expected = at + 1
    return warnings
