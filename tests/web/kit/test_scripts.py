"""What the small scripts promise, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SAVED = "#da-luu"


def kept(page: Page) -> dict[str, str]:
    return page.evaluate("Object.fromEntries(Object.entries(localStorage))")


def until_nothing_is_kept(page: Page) -> None:
    """The page is drawn with a time of saving, so the words alone do not tell that the answer has come."""
    page.wait_for_function("localStorage.length === 0")


def test_leaving_a_field_saves_it_and_says_when(desk: Page) -> None:
    desk.goto("/parts")
    desk.fill("#id_income", "1700")
    assert kept(desk), "what is not sent yet stays on the machine"
    with desk.expect_request("**/tu-luu") as sent:
        desk.focus("#id_day")
    assert "income=1700" in (sent.value.post_data or "")
    assert sent.value.headers["x-autosave"] == "income"
    until_nothing_is_kept(desk)
    expect(desk.locator(SAVED)).to_have_text(re.compile(r"^Đã tự lưu lúc \d\d:\d\d$"))


def test_a_change_is_saved_after_ten_seconds_without_leaving(desk: Page) -> None:
    desk.clock.install()
    desk.goto("/parts")
    desk.fill("#id_income", "1700")
    with desk.expect_request("**/tu-luu"):
        desk.clock.run_for(10_500)


def test_offline_text_survives_a_reload_and_goes_later(desk: Page) -> None:
    desk.goto("/parts")
    desk.route("**/tu-luu", lambda route: route.abort())
    desk.fill("#id_income", "1750")
    desk.focus("#id_day")
    expect(desk.locator(SAVED)).to_have_text(re.compile("^Mất mạng"))
    desk.unroute("**/tu-luu")
    with desk.expect_request("**/tu-luu"):
        desk.reload()
        assert desk.input_value("#id_income") == "1750"
    until_nothing_is_kept(desk)
    expect(desk.locator(SAVED)).to_have_text(re.compile("^Đã tự lưu"))


def test_text_kept_here_never_overwrites_a_newer_value_in_silence(desk: Page) -> None:
    desk.goto("/parts")
    key = "thidua::/tu-luu:income"
    desk.evaluate("key => localStorage.setItem(key, JSON.stringify({value: '99', first: 'khác'}))", key)
    desk.reload()
    assert desk.input_value("#id_income") == "1652,8"
    desk.get_by_role("button", name="Dùng nội dung chưa gửi").click()
    assert desk.input_value("#id_income") == "99"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ra ngoài", "Phiên làm việc đã hết"), ("hỏng", "Máy chủ chưa lưu được")],
)
def test_an_answer_that_did_not_save_is_never_called_saved(desk: Page, typed: str, words: str) -> None:
    desk.goto("/parts")
    desk.fill("#id_income", typed)
    desk.focus("#id_day")
    expect(desk.locator(SAVED)).to_have_text(re.compile(words))
    assert kept(desk), "the text stays on the machine"


def test_a_conflict_shows_what_the_server_brings(desk: Page) -> None:
    desk.goto("/parts")
    desk.fill("#id_income", "xung đột")
    desk.focus("#id_day")
    expect(desk.locator("#hai-ban")).to_have_text("Bản trên máy chủ: 1.700")
    expect(desk.locator(SAVED)).to_have_text(re.compile("Có người vừa sửa"))


def test_a_key_shows_its_place_on_the_other_side(desk: Page) -> None:
    desk.goto("/check")
    desk.click("#r-T1 + dd a")
    expect(desk.locator("#d-T1")).to_have_class(re.compile("is-on"))
    expect(desk.locator("#d-T1")).to_be_in_viewport()
    desk.focus("#d-2 a")
    expect(desk.locator("#r-2w")).to_have_class(re.compile("is-on"))
    expect(desk.locator("#d-T1")).not_to_have_class(re.compile("is-on"))


def test_htmx_keeps_to_the_policy(desk: Page) -> None:
    desk.goto("/check")
    assert desk.evaluate("htmx.version").startswith("2.0.")
    assert desk.evaluate("[htmx.config.allowEval, htmx.config.includeIndicatorStyles]") == [False, False]


def test_a_place_inside_a_fold_is_opened(desk: Page) -> None:
    desk.goto("/check")
    desk.evaluate("document.querySelector('#r-A + dd a').href = '#d-B'")
    desk.click("#r-A + dd a")
    expect(desk.locator("#d-B")).to_be_visible()


def test_on_a_phone_the_document_is_a_view_of_its_own_without_script(chromium, preview: str) -> None:
    view = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=preview, java_script_enabled=False)
    page = view.new_page()
    page.goto("/check")
    expect(page.locator(".pane.l")).to_be_hidden()
    page.click("#r-T1 + dd a")
    expect(page.locator("#d-T1")).to_be_in_viewport()
    expect(page.locator(".pane.r")).to_be_hidden()
    page.get_by_role("link", name="Đã đọc được").click()
    expect(page.locator(".pane.r")).to_be_visible()
    page.goto("/parts")
    page.locator(".topbar summary").click()
    expect(page.locator(".topbar").get_by_role("link", name="Phong trào")).to_be_visible()
    assert page.locator("#id_paper").bounding_box()["width"] > 100, "without script the browser's own control is shown"
    view.close()


def test_shortcuts_work_outside_fields_and_never_inside(desk: Page) -> None:
    desk.goto("/parts")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.type("gp")
    expect(desk).to_have_url(re.compile("#flag$"))
    desk.focus("#id_note")
    desk.keyboard.type("gv?n/")
    assert desk.input_value("#id_note") == "gv?n/"
    expect(desk).to_have_url(re.compile("#flag$"))
    with desk.expect_request("**/tu-luu"):
        desk.keyboard.press("Control+s")


def test_next_walks_through_what_is_to_be_seen(desk: Page) -> None:
    desk.goto("/check")
    seen = []
    for _ in range(4):
        desk.keyboard.press("n")
        seen.append(desk.evaluate("document.activeElement.closest('[data-review]').id"))
    assert seen == ["r-L1", "r-2w", "r-S1", "r-L1"]


def test_a_second_press_sends_nothing(desk: Page) -> None:
    desk.goto("/sign-in")
    desk.evaluate("document.querySelector('form').action = '/tu-luu'; document.querySelector('form').noValidate = true")
    sent: list[str] = []

    def nothing_new(route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=204)

    desk.route("**/tu-luu", nothing_new)
    button = desk.get_by_role("button", name="Vào")
    desk.evaluate("b => { b.click(); setTimeout(() => b.click(), 50); }", button.element_handle())
    expect(button).to_have_attribute("aria-disabled", "true")
    desk.wait_for_timeout(200)
    assert len(sent) == 1


def test_a_file_is_named_and_one_too_large_is_not_sent(desk: Page) -> None:
    desk.goto("/parts")
    desk.evaluate("document.querySelector('[data-upload]').dataset.maxBytes = '1048576'")
    name = desk.locator("[data-upload-name]")
    desk.set_input_files("#id_paper", {"name": "ke-hoach.docx", "mimeType": "x/y", "buffer": b"a" * 300_000})
    expect(name).to_have_text("ke-hoach.docx (0,3 MB)")
    desk.set_input_files("#id_paper", {"name": "to.pdf", "mimeType": "x/y", "buffer": b"a" * 3_000_000})
    expect(name).to_have_text("Chọn tệp dưới 1 MB; tệp này 2,9 MB")
    desk.evaluate("document.querySelector('#id_paper').form.requestSubmit()")
    assert desk.url.endswith("/parts")
    expect(desk.locator("#id_paper")).to_have_attribute("aria-invalid", "true")
    expect(desk.locator("#id_paper")).to_be_focused()
