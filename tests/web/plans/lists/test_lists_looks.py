"""The lists in a real browser: axe finds nothing, nothing is wider than the screen, a text is copied by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from plan_papers import WHOLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def page(chromium: Any, live_server: Any, desk: Any, settings: Any) -> Iterator[Any]:
    """A clerk's browser page; faults of scripts and refusals of the content policy fail the test."""
    faults: list[str] = []
    view = chromium.new_context(viewport=SIZES["desk"], base_url=live_server.url)
    cookie = desk.cookies[settings.SESSION_COOKIE_NAME].value
    view.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    view.grant_permissions(["clipboard-read", "clipboard-write"])
    window = view.new_page()
    window.set_default_timeout(15_000)
    window.on("pageerror", lambda error: faults.append(str(error)))
    window.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield window
    view.close()
    assert faults == []


def test_axe_finds_nothing_at_either_size(filed: Any, page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    here = f"/ke-hoach/{plan.pk}/"
    for address in ("/can-cu/", here, f"{here}viec/", "/ke-hoach/doan-van/", "/ke-hoach/"):
        for name, size in SIZES.items():
            page.set_viewport_size(size)
            page.goto(address)
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            assert wide <= size["width"], f"{address} is {wide} px wide ({name})"
            found = Axe().run(page)
            assert not found.response["violations"], f"{address} {name}: {found.generate_report()}"


@pytest.mark.parametrize("clipboard", [True, False])
def test_a_text_is_copied_by_keyboard(filed: Any, page: Any, clipboard: bool) -> None:
    """Also where the clipboard is closed: on a page that did not come over HTTPS."""
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    if not clipboard:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    page.goto(f"/ke-hoach/{plan.pk}/")
    button = page.locator("[data-copy]").first
    wanted = page.locator(f"#{button.get_attribute('data-copy')}").inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-copied]:has-text('Đã chép')", state="attached")
    page.goto("/ke-hoach/")
    page.locator("#tim").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#tim").input_value() == wanted


def test_a_line_of_the_list_opens_at_its_sentence(filed: Any, page: Any) -> None:
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    page.goto(f"/ke-hoach/{plan.pk}/viec/")
    page.locator("a.row-link", has_text="kinh phí khen thưởng").first.click()
    page.locator("#d-X").wait_for()
    assert "kinh phí khen thưởng" in page.locator("#d-X").inner_text()
    box = page.locator("#d-X").bounding_box()
    assert 0 < box["y"] < SIZES["desk"]["height"]
    assert page.locator("#r-X").is_visible()
