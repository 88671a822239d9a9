"""Forms of the way in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.web.desk.people.fields import Line, SettingForm


class SignInForm(SettingForm):
    """Name and password."""

    username = Line(
        _lazy("Tên đăng nhập"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = Line(_lazy("Mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def clean(self) -> dict[str, Any]:
        for name, words in (("username", _("Nhập tên đăng nhập")), ("password", _("Nhập mật khẩu"))):
            if not self.cleaned_data.get(name):
                self.add_error(name, words)
        return self.cleaned_data


class CodeForm(SettingForm):
    """Six digits from the telephone."""

    code = Line(
        _lazy("Mã 6 chữ số"),
        size="s",
        help_text=_lazy("Mở ứng dụng xác thực trên điện thoại."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "num"}),
    )


class NewPasswordForm(SettingForm):
    """A password of one's own, typed twice."""

    password = Line(
        _lazy("Mật khẩu mới"),
        size="m",
        help_text=_lazy("Ít nhất 8 ký tự; nên ghép vài từ không liên quan, khoảng 15 ký tự."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = Line(
        _lazy("Gõ lại mật khẩu mới"), size="m", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            self.add_error("again", _("Hai lần gõ chưa giống nhau. Gõ lại."))
        return self.cleaned_data
