"""Acts on the page of wording: offers taken, one change added or let go, the corrected file filed as a new version."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from thidua.apps.journal.queries import answered
from thidua.apps.journal.services import Refused, once
from thidua.apps.plans import services
from thidua.apps.plans.queries import current_version, findings_of, offered, reading, text_changes
from thidua.apps.plans.services import WantedChange
from thidua.core.verdicts import Reason
from thidua.formats.refusals import Refusal
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.text_changes.pages import CameBack, wording_page
from thidua.web.desk.text_changes.rows import AddForm, places_to_choose

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_MEANWHILE = ("newer_version", "changed_since")
LONGEST_REASON = 500


def _page(plan: Any, part: str) -> HttpResponse:
    return redirect(f"{reverse('desk:plan_wording', args=[plan.pk])}#{part}")


@require_POST
def take_wording(request: HttpRequest, id: UUID) -> HttpResponse:
    """Keep the ticked offers, each with the words in its field. 409 somebody was faster, 422 not usable."""
    plan = plan_in_scope(request, id)
    sent = request.POST.dict()
    version = current_version(plan)
    shown = findings_of(version, reading(version), request.today, request.actor)
    known = {f"{one.change.start}-{one.change.end}": one for one in offered(version, shown)}
    keys = [key.removeprefix("take-") for key in sent if key.startswith("take-") and _SPAN.fullmatch(key[5:])]
    wanted = []
    for key in keys:
        start, end = map(int, key.split("-"))
        offer = known.get(key)
        why, finding = (offer.change.why, offer.shown.key) if offer else ("", "")
        typed = sent.get(f"after-{key}", offer.change.after if offer else "")
        wanted.append(WantedChange(start, end, sent.get(f"before-{key}", version.text[start:end]), typed, why, finding))
    if not wanted:
        back = CameBack(sent, general=["Đánh dấu ít nhất một gợi ý."])
        return _kept(request, plan, [], lambda answer: back, back)
    return _kept(request, plan, wanted, lambda answer: _offers_back(sent, keys, answer), CameBack(sent))


def _offers_back(sent: dict[str, str], keys: list[str], answer: services.WordingAnswer) -> CameBack:
    done = {row.start for row in answer.made}
    left = {
        name: text
        for name, text in sent.items()
        if not any(name == f"take-{key}" and _start(key) in done for key in keys)
    }
    errors = {keys[at]: _told(answer, at) for at in [*answer.errors, *answer.theirs]}
    return CameBack(left, offers=errors)


def _start(key: str) -> int:
    return int(key.split("-", maxsplit=1)[0])


def _told(answer: services.WordingAnswer, at: int) -> list[str]:
    """The sentences on one wanted change."""
    if other := answer.theirs.get(at):
        return [f"Người khác vừa sửa “{other.before}” ở đây thành “{other.after}”. Bỏ sửa kia trước nếu muốn thay."]
    return [reason.text for reason in answer.errors.get(at, [])]


def _kept(request: HttpRequest, plan: Any, wanted: list[WantedChange], back_of: Any, back: CameBack) -> HttpResponse:
    """Keep the changes and show the page again; `back_of` makes of the answer the form that comes back, `back` is the
    form when nothing could be asked."""
    version, base = _seen(request)
    try:
        answer = services.change_wording(plan, wanted, version=version, base=base, by=request.actor, now=request.now)
    except Refused as error:
        return refused_page(request, plan, error, back)
    if not wanted or answer.errors or answer.theirs:
        status = 409 if answer.theirs else 422
        if answer.made:
            messages.success(request, f"Đã ghi {len(answer.made)} chỗ sửa.")
        return wording_page(request, plan, back_of(answer), status=status)
    messages.success(request, f"Đã ghi {len(answer.made)} chỗ sửa. Văn bản đã nạp chưa đổi.")
    return _page(plan, "da-ghi")


def _seen(request: HttpRequest) -> tuple[UUID, int]:
    """The version and its revision that the page showed; none that exists for anything else."""
    try:
        return UUID(request.POST.get("version", "")), int(request.POST.get("base", "")[:9])
    except ValueError:
        return UUID(int=0), 0


def refused_page(
    request: HttpRequest, plan: Any, error: Refused | Refusal, back: CameBack | None = None
) -> HttpResponse:
    """The page with what was typed and the reasons on top: 409 when something happened meanwhile, else 422."""
    back = back or CameBack()
    reasons = error.verdict.reasons if isinstance(error, Refused) else error.reasons
    if any(reason.code == "no_permit" for reason in reasons):
        raise error
    rows = {str(row.pk) for row in text_changes(current_version(plan))}
    back.made = {str(one.field): [one.text] for one in reasons if one.field in rows}
    back.general += [one.text for one in reasons if one.field not in rows]
    meanwhile = any(reason.code in _MEANWHILE for reason in reasons)
    return wording_page(request, plan, back, status=409 if meanwhile else 422)


@require_POST
def add_wording(request: HttpRequest, id: UUID) -> HttpResponse:
    """A change of one's own: words quoted from the paper, the place where they stand several times, the new words."""
    plan = plan_in_scope(request, id)
    names = ("quote", "place", "after", "why", "finding")
    add = AddForm(**{name: request.POST.get(name, "") for name in names})
    version = current_version(plan)
    places = places_to_choose(version, add.quote)
    values = [value for value, *_ in places]
    add.places = places if len(places) > 1 else []
    chosen = add.place if add.place in values else values[0] if len(values) == 1 else ""
    if not chosen:
        add.errors = _without_place(add, values)
        back = CameBack(add=add)
        return _kept(request, plan, [], lambda answer: back, back)
    start, end = map(int, chosen.split("-"))
    wanted = WantedChange(start, end, version.text[start:end], add.after, add.why, add.finding)

    def back_of(answer: services.WordingAnswer) -> CameBack:
        add.errors = _at_fields(answer.errors.get(0, []))
        if answer.theirs:
            add.errors = {"after": _told(answer, 0)[0]}
        return CameBack(add=add)

    return _kept(request, plan, [wanted], back_of, CameBack(add=add))


def _without_place(add: AddForm, values: list[str]) -> dict[str, str]:
    if not add.quote.strip():
        return {"quote": "Nhập chữ cần sửa, đúng như trong văn bản."}
    if not values:
        return {"quote": "Không thấy chữ này trong văn bản. Chép đúng từng chữ, kể cả chữ hoa và dấu."}
    return {"place": f"Chữ này đứng ở {len(values)} chỗ. Chọn chỗ cần sửa."}


def _at_fields(reasons: list[Reason]) -> dict[str, str]:
    return {reason.field or "after": reason.text for reason in reasons}


@require_POST
def withdraw_wording(request: HttpRequest, id: UUID, change: UUID) -> HttpResponse:
    """Let go of a change; a second time does no harm."""
    plan = plan_in_scope(request, id)
    row = services.withdraw_wording(plan, change, by=request.actor, now=request.now)
    if row is not None:
        messages.success(request, f"Đã bỏ sửa “{row.before}” thành “{row.after or '(bỏ)'}”.")
    return _page(plan, "da-ghi")


@require_POST
def issue_wording(request: HttpRequest, id: UUID) -> HttpResponse:
    """Make the corrected Word file, read it, and file it as the next version; once for the page's key."""
    plan = plan_in_scope(request, id)
    known = answered(request.actor, request.POST.get("once", ""))
    if known and "version" in json.loads(known.answer):
        return redirect("desk:check_plan", plan.pk)
    reason = " ".join(request.POST.get("reason", "").split())
    back = CameBack(reason=reason)
    if not reason or len(reason) > LONGEST_REASON:
        back.issue = [f"Ghi lý do sửa đổi, tối đa {LONGEST_REASON} ký tự."]
        return _kept(request, plan, [], lambda answer: back, back)
    try:
        made = _issued(request, plan, reason)
    except (Refused, Refusal) as error:
        return refused_page(request, plan, error, back)
    messages.success(
        request, f"Đã tạo bản thứ {made['version']} với {made['changes']} chỗ sửa. Kiểm tra lại phần máy vừa đọc."
    )
    return redirect("desk:check_plan", plan.pk)


def _issued(request: HttpRequest, plan: Any, reason: str) -> dict[str, Any]:
    version, base = _seen(request)
    by, now, key = request.actor, request.now, request.POST.get("once", "")[:64]
    # The file is made and read before any lock is held.
    corrected = services.prepare_corrected(plan, version=version, base=base, by=by)
    count = len(text_changes(current_version(plan)))

    def act() -> dict[str, Any]:
        filed = services.issue_corrected(plan, corrected, reason=reason, by=by, now=now)
        return {"version": filed.version.ordinal, "changes": count}

    content = {"version": str(version), "base": base, "reason": reason}
    return once(key, content, act, by=by, now=now) if key else act()
