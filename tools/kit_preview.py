"""Shows every part of the kit without a ward: serves sample pages, takes pictures, and looks for faults.

    .venv/bin/python tools/kit_preview.py           pictures into build/preview, then the findings
    .venv/bin/python tools/kit_preview.py --check   findings only; exit 1 when there is one
    .venv/bin/python tools/kit_preview.py --serve   keeps serving until Ctrl+C; prints its address first

Findings: what axe-core reports, refusals of the content policy, errors of scripts, pages wider than the screen.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "preview"
SIZES = {"desk": (1366, 768), "phone": (390, 844)}
WIDTHS = (320, 390, 683, 768, 911, 1024, 1180, 1366)
PAGES = ("parts", "errors", "check", "overview", "sign-in", "404", "500")


def configure() -> None:
    """Django with the kit and nothing else: no database, no session."""
    sys.path.insert(0, str(ROOT / "src"))
    context = ["request", "i18n"]
    settings.configure(
        SECRET_KEY="preview",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.staticfiles", "django_htmx", "thidua.web.kit"],
        MIDDLEWARE=["thidua.web.kit.middleware.SafetyHeadersMiddleware"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "DIRS": [ROOT / "tests" / "web" / "kit" / "pages"],
                "OPTIONS": {"context_processors": [f"django.template.context_processors.{name}" for name in context]},
            }
        ],
        LANGUAGE_CODE="vi",
        USE_TZ=True,
        TIME_ZONE="Asia/Ho_Chi_Minh",
        USE_THOUSAND_SEPARATOR=True,
        STATIC_URL="/static/",
        DEBUG=False,
    )
    django.setup()


def _form(filled: dict[str, str] | None):
    from django import forms

    from thidua.web.kit.forms import PlainForm

    class Sample(PlainForm):
        income = forms.DecimalField(
            label="Thu ngân sách, lũy kế",
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
        note = forms.CharField(label="Khó khăn", help_text="Ví dụ: thiếu kinh phí bao nhiêu.", widget=forms.Textarea)
        day = forms.DateField(label="Ngày ký", help_text="Viết dạng 05/12/2026")
        kind = forms.ChoiceField(
            label="Cách đánh giá",
            choices=[("so", "Bằng con số"), ("loi", "Bằng nhận xét")],
            widget=forms.RadioSelect,
        )
        stage = forms.ChoiceField(
            label="Nhiệm vụ", choices=[("0", "Chưa làm"), ("1", "Đang làm"), ("2", "Đã xong")], widget=forms.RadioSelect
        )
        same = forms.BooleanField(label="Không đổi so với tháng 10", required=False)
        unit = forms.ChoiceField(label="Chủ trì", choices=[("", "Chọn đơn vị"), ("1", "Phòng Văn hóa – Xã hội")])
        paper = forms.FileField(label="Văn bản", help_text="Word, PDF hoặc văn bản thường, dưới 25 MB.")

    return Sample(filled, initial={"income": "1652,8", "stage": "1"})


def _sign_in_form():
    from django import forms

    class SignIn(forms.Form):
        name = forms.CharField(label="Tên đăng nhập")
        secret = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)

    return SignIn()


def _task(tone: str, title: str, why: str, due: str, when: str, **more: object) -> dict[str, object]:
    return {"url": "#viec", "tone": tone, "title": title, "why": why, "due": due, "when": when, **more}


def sample_context(request) -> dict[str, object]:
    """Everything the sample pages show; all of it invented."""
    from django.core.paginator import Paginator

    def item(icon, label, current=False, count=0, key=""):
        return {"url": "#" + icon, "icon": icon, "label": label, "current": current, "count": count, "key": key}

    words = {"bad": "Khó đạt", "warn": "Cần chú ý", "idle": "Chưa có số liệu", "busy": "Đúng tiến độ", "good": "Đạt"}
    names = ("Trồng cây bóng mát", "Tủ sách tổ dân phố", "Đường hoa", "Doanh nghiệp mới", "Hồ sơ trả đúng hẹn")
    rows = [
        {"no": n, "tone": tone, "word": word, "name": name, "why": "Thiếu 1,8 điểm phần trăm", "goal": Decimal(1991)}
        | {"now": Decimal("1784.4")}
        for n, ((tone, word), name) in enumerate(zip(words.items(), names, strict=True), start=1)
    ]
    return {
        "title": "Thành phần giao diện",
        "theme": request.GET.get("theme", ""),
        "commune_name": "Phường Mẫu",
        "me_name": "Nguyễn Thị Mẫu",
        "me_role": "Thường trực thi đua, khen thưởng",
        "me_url": "#toi",
        "deputising_for": "Trần Văn Thử",
        "deputising_until": date(2026, 12, 4),
        "nav": [
            item("home", "Việc hôm nay", current=True, count=5, key="v"),
            item("flag", "Phong trào", key="p"),
            item("report", "Báo cáo", count=3),
        ],
        "nav_second": [item("people", "Đơn vị, người dùng"), item("gear", "Thiết lập")],
        "day": date(2026, 12, 4),
        "at": datetime(2026, 11, 30, 2, 42, tzinfo=UTC),
        "tasks": [
            _task("bad", "Trả lời một câu hỏi", "Hỏi ngày 25/11", "26/11", "Quá hạn 2 ngày", icon="late", late=True),
            _task("busy", "Duyệt 3 báo cáo", "Hai báo cáo khớp, một báo cáo có số giảm.", "Hôm nay", "3 báo cáo"),
            _task("idle", "Viết tiếp báo cáo", "Còn 5 mục cần lời văn", "15/12", "Bản nháp", icon="draft"),
        ],
        "rows": rows,
        "many": range(1, 25),
        "months": range(1, 13),
        "steps": [{"label": word, "url": "#" + word} for word in ("Nạp văn bản", "Kiểm tra", "Phân công", "Phát động")],
        "step_now": 2,
        "page_obj": Paginator(range(100), 20).page(2),
        "form": _form(None),
    }


def _saved(request):
    """Answers of an autosaving address: what is typed chooses which one, so that a test may ask for each."""
    from django.http import HttpResponse, HttpResponseRedirect

    typed = request.POST.get("income", "")
    if typed == "ra ngoài":
        return HttpResponseRedirect("/sign-in")
    if typed == "xung đột":
        part = '<div class="field" id="id_income-o"><p id="hai-ban">Bản trên máy chủ: 1.700</p></div>'
        return HttpResponse(part, status=409)
    return HttpResponse(status=500 if typed == "hỏng" else 204)


def _page(request, name: str):
    from django.shortcuts import render

    from thidua.web.kit import failures

    if name == "tu-luu":
        return _saved(request)
    if name == "404":
        return failures.not_found(request, Exception())
    if name == "500":
        return failures.our_fault(request)
    context = sample_context(request)
    if name == "errors":
        form = _form({"income": "khoảng 1650", "stage": "1"})
        return render(request, "preview/parts.html", context | {"form": form, "form_errors": form})
    if name == "sign-in":
        context |= {"title": "Đăng nhập", "form": _sign_in_form(), "help_phone": "0225 000 0000"}
    if name == "check":
        context |= {"title": "Kiểm tra kế hoạch", "deputising_for": ""}
    return render(request, f"preview/{name.replace('-', '_')}.html", context)


def _urls():
    from django.urls import path

    return [path("<str:name>", _page)]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


def serve(port: int):
    """A server in the background on 127.0.0.1; returns it so that the caller can shut it down."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", port, StaticFilesHandler(get_wsgi_application()), handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _findings(page, name: str, theme: str) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for violation in Axe().run(page).response["violations"]:
        where = "; ".join(node["html"][:140] for node in violation["nodes"][:3])
        found.append(f"{name} {theme}: axe {violation['id']}: {where}")
    return found


def _too_wide(page, name: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        real = page.evaluate("document.scrollingElement.scrollWidth")
        if real > width:
            found.append(f"{name}: {real} px wide on a screen of {width} px")
    return found


def _listen(page, found: list[str]) -> None:
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))


def look(base: str, *, pictures: bool) -> list[str]:
    """Opens every page in both themes and sizes; returns the findings."""
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    with sync_playwright() as driver:
        args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=args)
        # axe is put into the page as a script element; the policy itself is listened to before that, below.
        for theme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                view = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=False)
                page = view.new_page()
                _listen(page, found)
                for name in PAGES:
                    page.goto(f"{base}/{name}?theme={theme}", wait_until="networkidle")
                    page.evaluate("document.fonts.ready")
                    if pictures:
                        OUT.mkdir(parents=True, exist_ok=True)
                        page.screenshot(path=OUT / f"{name}-{size}-{theme}.png", full_page=name != "check")
                    found += _findings(page, f"{name} {size}", theme)
                    if theme == "light" and size == "desk":
                        found += _too_wide(page, name)
                        page.set_viewport_size({"width": width, "height": height})
                        if pictures and name in ("overview", "check"):
                            page.pdf(path=OUT / f"{name}.pdf", prefer_css_page_size=True)
                view.close()
        browser.close()
    # The pages that say something went wrong answer 404 and 500 on purpose.
    return [line for line in found if "Failed to load resource: the server responded" not in line]


def main() -> int:
    configure()
    server = serve(0)
    base = f"http://127.0.0.1:{server.server_port}"
    if "--serve" in sys.argv:
        print(base, flush=True)
        threading.Event().wait()
    found = look(base, pictures="--check" not in sys.argv)
    server.shutdown()
    print("\n".join(found) or "No findings")
    return int(bool(found))


handler404 = "thidua.web.kit.failures.not_found"
handler500 = "thidua.web.kit.failures.our_fault"


def __getattr__(name: str):
    # Django asks this module for its addresses, once it is set up.
    if name == "urlpatterns":
        return _urls()
    raise AttributeError(name)


if __name__ == "__main__":
    sys.modules["kit_preview"] = sys.modules["__main__"]
    sys.exit(main())
