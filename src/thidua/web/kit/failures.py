"""Pages for what the person cannot mend in a field: stale page, no right, not found, our fault."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

log = logging.getLogger("thidua.failures")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def failure(request: HttpRequest, status: int, *, title: str, text: str, **more: Any) -> HttpResponse:
    """A page with one sentence that says what happened and one that says what to do."""
    context = {"title": title, "text": text, "status": status, "support_phone": settings.OPTIONS.support_phone} | more
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure(
        request, 400, title="Yêu cầu không đọc được", text="Mở lại trang từ Việc hôm nay rồi làm lại bước vừa rồi."
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = str(exception) if exception and str(exception) else "Việc này do người khác làm."
    return failure(request, 403, title="Việc này cần người khác làm", text=text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure(
        request, 404, title="Không tìm thấy", text="Địa chỉ này không có, hoặc nội dung thuộc đơn vị khác."
    )


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF token missing or stale (annex D32), or cookies blocked (D33)."""
    if not request.COOKIES:
        text = "Trình duyệt đang chặn cookie nên không đăng nhập được. Cho phép cookie cho địa chỉ này rồi tải lại trang."
    else:
        text = "Trang đã mở quá lâu. Quay lại, tải lại trang rồi bấm gửi lần nữa; nội dung đã gõ vẫn còn ở trang trước."
    return failure(request, 403, title="Trang đã cũ", text=text)


def our_fault(request: HttpRequest) -> HttpResponse:
    """An error of the program: a short code for the help desk, the details in the log under the same code."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(4))
    log.error("failure code %s at %s", code, request.path)
    at = timezone.localtime().strftime("%H:%M")
    text = f"Phần mềm gặp lỗi lúc {at}, mã {code}. Những gì đã lưu vẫn còn."
    if settings.OPTIONS.support_phone:
        text += f" Gọi {settings.OPTIONS.support_phone}."
    return failure(request, 500, title="Phần mềm gặp lỗi", text=text, code=code)
