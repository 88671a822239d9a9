"""The guide: open to everybody who is signed in; it holds nothing of any ward."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.web.desk.help import guide as texts

A_DAY = 86_400


@require_safe
def guide(request: HttpRequest, slug: str = "") -> HttpResponse:
    """One page of the guide, or what `?q=` finds in all of them."""
    page = texts.pages().get(slug)
    if page is None:
        raise Http404
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "title": page.title,
        "page": page,
        "pages": list(texts.pages().values()),
        "words": words,
        "found": texts.found(words) if words else [],
    }
    return render(request, "desk/help/guide.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the guide."""
    path = texts.picture(name)
    if path is None:
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/png")
    answer["Cache-Control"] = f"private, max-age={A_DAY}"
    return answer
