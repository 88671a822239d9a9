"""The guide for phones and PCs, and the certificate they install. Nothing secret: the key never leaves data/keys."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How to trust the office's certificate, by kind of machine."""
    there = settings.PLACES.ca_certificate.exists()
    return render(request, "desk/trust/guide.html", {"title": "Tin cậy máy chủ của cơ quan", "there": there})


@login_not_required
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """The authority's certificate, in the type that phones open with their own installer."""
    path = settings.PLACES.ca_certificate
    if not path.exists():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="thidua-ca.crt"'
    return answer
