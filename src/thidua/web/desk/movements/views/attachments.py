"""Files that go with a movement."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.apps.files.services import store_file
from thidua.apps.movements import queries, services
from thidua.core.permits import Act
from thidua.web.desk.files.download import handed_out
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.forms import AttachForm
from thidua.web.kit.controls import error_links


@require_POST
def attach(request: HttpRequest, id: UUID) -> HttpResponse:
    """The clerk adds a file. What cannot be taken is said on the overview."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        send_once(
            request, {"act": "attach", "movement": id, "file": _digest(form)}, lambda: _store(request, movement, form)
        )
        messages.success(request, _("Đã đính kèm tệp."))
    for _id, text in error_links(form):
        messages.error(request, text)
    return redirect("desk:package" if request.POST.get("back") == "package" else "desk:movement", id=id)


def _digest(form: AttachForm) -> str:
    return hashlib.sha256(form.cleaned_data["data"]).hexdigest()


def _store(request: HttpRequest, movement: object, form: AttachForm) -> None:
    sent = form.cleaned_data
    by, now = request.actor, request.now
    file = store_file(
        sent["data"], name=sent["name"], media_type=sent["media_type"], commune=movement.commune, by=by, now=now
    )
    services.attach_file(movement, file, sent["title"], kind=sent["kind"] or "other", by=by, now=now)


@require_safe
def attachment(request: HttpRequest, id: UUID, attachment: UUID) -> HttpResponse:
    """The bytes, as every stored file goes out."""
    movement = movement_asked(request, id)
    found = queries.attachments_of(movement).filter(pk=attachment).first()
    if found is None:
        raise Http404
    return handed_out(request, found.file)
