"""One person at a browser: signs in, opens pages, looks at them at both sizes, and asks axe about each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


class Walk:
    """A signed-in person with a window of a laptop's size."""

    def __init__(self, browser: Any, base: str, pictures: Path, *, dark: bool = False) -> None:
        self.base = base
        self.pictures = pictures
        self.context = browser.new_context(
            viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", color_scheme="dark" if dark else "light"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._told)

    def _told(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto(f"{self.base}/vao/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state()

    def open(self, address: str) -> None:
        self.page.goto(self.base + address)

    def look(self, name: str, *, full: bool = False) -> None:
        """A picture at both sizes, no sideways scroll at either, and nothing for axe to find."""
        for size, suffix in ((PHONE, "390"), (WIDE, "1366")):
            self.page.set_viewport_size(size)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{name} is {wide} px wide on a screen of {size['width']}"
            self.page.screenshot(path=self.pictures / f"{name}-{suffix}.png", full_page=full)
        found = Axe().run(self.page)
        assert not found.response["violations"], f"{name}: {found.generate_report()}"

    def close(self) -> None:
        self.context.close()
        assert not self.faults, self.faults
