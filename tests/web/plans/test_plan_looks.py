"""The plan pages in a real browser: axe finds nothing, nothing is wider than the screen, rows save themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from plan_papers import WHOLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def window(chromium: Any, live_server: Any, desk: Any, settings: Any) -> Iterator[Callable[..., Any]]:
    """Opens a clerk's browser window; refusals of the content policy and faults of scripts fail the test."""
    faults: list[str] = []
    opened: list[Any] = []
    cookie = desk.cookies[settings.SESSION_COOKIE_NAME].value

    def open_window(*, dark: bool = False) -> Any:
        theme = "dark" if dark else "light"
        view = chromium.new_context(viewport=SIZES["desk"], color_scheme=theme, base_url=live_server.url)
        opened.append(view)
        view.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = view.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        return page

    yield open_window
    for view in opened:
        view.close()
    assert faults == []


def look(page: Any, address: str) -> list[str]:
    """What axe finds at both sizes, and pages that are wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        page.goto(address)
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        found += [f"{address} {name}: {wide} px wide"] if wide > size["width"] else []
        violations = Axe().run(page).response["violations"]
        found += [f"{address} {name}: {row['id']} {row['nodes'][0]['html'][:160]}" for row in violations]
    return found


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(filed: Any, window: Any, dark: bool) -> None:
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    page = window(dark=dark)
    pages = ["kiem-tra/", "kiem-tra/?sua=3", "kiem-tra/?sua=T5", "kiem-tra/?sua=A", "ky/", "ban-moi/", "doi-chieu/"]
    found = [line for part in pages for line in look(page, f"/ke-hoach/{plan.pk}/{part}")]
    found += look(page, "/ke-hoach/") + look(page, "/ke-hoach/nap/")
    assert found == []


def test_a_row_opens_and_saves_itself(filed: Any, window: Any) -> None:
    plan = filed()
    page = window()
    page.goto(f"/ke-hoach/{plan.pk}/kiem-tra/")
    page.click("#n-1")
    page.fill("#f-1m1-value", "1.800,5")
    page.keyboard.press("Tab")
    page.wait_for_selector("#da-luu:has-text('Đã tự lưu lúc')")
    assert "1.800,5 tỷ đồng" in page.inner_text("#g-1").replace("\N{NO-BREAK SPACE}", " ")
    assert "một nghìn tám trăm phẩy năm" in page.inner_text("#u-1m1-value")
    page.fill("#f-1m1-value", "97,,5")
    page.keyboard.press("Tab")
    page.wait_for_selector("#u-1m1-value .err")
    assert page.input_value("#f-1m1-value") == "97,,5"
    stored = json.loads(plan.versions.first().reading)["targets"][0]["measures"][0]
    assert stored["value"] == 1800.5


def test_a_choice_of_a_time_limit_saves_itself(filed: Any, window: Any) -> None:
    plan = filed()
    page = window()
    page.goto(f"/ke-hoach/{plan.pk}/kiem-tra/")
    page.click("text=Chọn cách hiểu")
    page.click("label[for='f-T2-inclusive-roll']")
    page.wait_for_selector("#g-T2:has-text('07/12/2026')")
    assert "Hạn là hết" not in page.inner_text("#can-xem")


def test_a_key_shows_its_passage_on_the_other_side(filed: Any, window: Any) -> None:
    page = window()
    page.goto(f"/ke-hoach/{filed(WHOLE.read_bytes(), WHOLE.name).pk}/kiem-tra/")
    page.click("#r-12 .kk")
    assert page.locator("#d-12.is-on").is_visible()
    page.click("#d-2 .k")
    assert page.locator("#r-2.is-on").is_visible()


def test_opening_a_row_shows_its_passage(filed: Any, window: Any) -> None:
    page = window()
    page.goto(f"/ke-hoach/{filed(WHOLE.read_bytes(), WHOLE.name).pk}/kiem-tra/?sua=12#r-12")
    page.wait_for_selector("#d-12.is-on")
    page.focus("#f-12-text")
    page.wait_for_timeout(700)
    top = page.evaluate("document.getElementById('d-12').getBoundingClientRect().top")
    assert 0 < top < SIZES["desk"]["height"]
