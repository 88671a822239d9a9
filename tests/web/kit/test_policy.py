"""No page may carry a style, a script or a handler of its own: the content policy would refuse it in silence."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from thidua.web.kit.middleware import CONTENT_POLICY, SafetyHeadersMiddleware

WEB = Path(__file__).resolve().parents[3] / "src" / "thidua" / "web"
TEMPLATES = sorted(WEB.glob("**/templates/**/*.html"))
FORBIDDEN = {
    "style attribute": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "script without src": r"<script\b(?![^>]*\ssrc=)",
    "handler attribute": r"<[^>]*\son[a-z]+\s*=",
    "javascript address": r"javascript:",
    "expression of htmx": r"\shx-(on|vals\s*=\s*['\"]js:)",
}


def faults(text: str) -> list[str]:
    # Template code may hold ">" inside a tag; it is not what the browser sees.
    plain = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, plain, re.IGNORECASE)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_template_keeps_to_the_policy(path: Path) -> None:
    assert faults(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<a {% if x > 1 %}class="a"{% endif %} onclick="go()">',
        '<a href="javascript:go()">',
        '<p hx-on:click="go()">',
    ],
)
def test_the_scan_sees_each_fault(text: str) -> None:
    assert faults(text)


def test_every_answer_carries_the_policy_and_a_stricter_one_stays() -> None:
    request = RequestFactory().get("/")
    plain = SafetyHeadersMiddleware(lambda _: HttpResponse())(request)
    assert plain.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert "unsafe" not in CONTENT_POLICY
    own = SafetyHeadersMiddleware(lambda _: HttpResponse(headers={"Content-Security-Policy": "sandbox"}))(request)
    assert own.headers["Content-Security-Policy"] == "sandbox"
