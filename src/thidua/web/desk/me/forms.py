"""Forms about oneself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.apps.people.queries import Theme
from thidua.web.desk.doors.forms import NewPasswordForm
from thidua.web.desk.people.fields import Line, SettingForm


class MeForm(SettingForm):
    """How I am reached and called, and how the pages look."""

    salutation = Line(_("Xưng hô"), size="s", optional=True, help_text=_("Ví dụ: ông, bà, anh, chị, đồng chí"))
    phone = Line(_("Số điện thoại"), size="s", optional=True, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    theme = forms.ChoiceField(choices=Theme.choices, label=_("Giao diện"), widget=forms.RadioSelect)
    shortcuts_on = forms.BooleanField(label=_("Dùng phím tắt"), required=False)


class ChangePasswordForm(NewPasswordForm):
    """The own password."""

    old = Line(
        _("Mật khẩu đang dùng"), size="m", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "password", "again")


class RemoveFactorForm(SettingForm):
    """The password once more."""

    password = Line(
        _("Mật khẩu đang dùng"), size="m", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
