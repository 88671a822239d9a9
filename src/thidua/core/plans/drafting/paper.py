"""A draft as the paper it is: its plain lines, remade from the plan whenever the plan changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thidua.core.papers.form import MOTTO
from thidua.core.plans.drafting.placing import placed
from thidua.core.plans.model import Plan
from thidua.core.viet.dates import day_first


def written(plan: Plan) -> Plan:
    """The plan with its text and the places of its items in it. Changes and returns `plan`."""
    return placed(plan, "\n".join(_lines(plan)))


def _lines(plan: Any) -> Iterator[str]:
    head = plan["document"]
    yield head["issuer"]["name"].upper()
    yield f"Số:      /{head['symbol'] or ''}"
    yield from MOTTO
    yield f"{head.get('place') or ''}, ngày      tháng      năm {(plan['period'].get('to') or '20  ')[:4]}"
    yield "KẾ HOẠCH"
    yield head["title"]
    for basis in plan["legal_bases"]:
        number = f" số {basis['number']}" if basis["number"] else ""
        day = f" ngày {day_first(basis['date'])}" if basis["date"] else ""
        yield f"Căn cứ{number}{day} {basis.get('title') or ''};"
    yield "I. MỤC ĐÍCH, YÊU CẦU"
    yield from ("1. Mục đích", *(f"- {one['text']}" for one in plan["purposes"]))
    yield from ("2. Yêu cầu", *(f"- {one['text']}" for one in plan["requirements"]))
    yield "II. CHỈ TIÊU"
    if plan["objective"]:
        yield plan["objective"]["text"]
    for theme in plan["themes"]:
        yield f"Chủ đề năm: “{theme['text']}”."
    for target in plan["targets"]:
        yield f"{target.get('label') or '-'} {target['text']}"
        yield from (f"+ {part['text']}" for part in target.get("sub_targets") or ())
    yield "III. NHIỆM VỤ"
    yield from (f"- {task['text']}" for task in plan["tasks"])
    yield "IV. THỜI GIAN"
    for span in (plan["period"], *plan["phases"]):
        days = (day_first(span[name] or "") for name in ("from", "to"))
        yield f"{span.get('label') or ''} từ ngày {' đến hết ngày '.join(days)}."
    yield "V. KHEN THƯỞNG"
    yield from (f"- {award.get('text') or award['form']}." for award in plan["commendation"])
    yield "VI. TỔ CHỨC THỰC HIỆN"
    for entry in plan["assignments"]:
        yield from (entry["unit"], *(f"- {duty['text']}" for duty in entry["duties"]))
    yield from (f"- {limit['what']} {limit['when']}." for limit in plan["deadlines"])
    yield "Nơi nhận:"
    yield from (f"- {'Lưu: ' if one.get('archive') else ''}{one['name']};" for one in plan["recipients"])
    if signatory := plan["signatory"]:
        yield (signatory["position"] or "").upper()
        yield signatory["name"] or ""
