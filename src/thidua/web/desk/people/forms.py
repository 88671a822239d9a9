"""Forms about persons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.apps.people.services import Particulars
from thidua.apps.units.queries import SeatRole
from thidua.core.actors import Role
from thidua.web.desk.people.fields import DayField, Line, PersonField, SettingForm, UnitField

_ROLES = [("", _("Chọn vai trò")), *SeatRole.choices]


class PersonForm(SettingForm):
    """What is kept of a person."""

    name = Line(_("Họ và tên"), size="m")
    salutation = Line(_("Xưng hô"), size="s", optional=True, help_text=_("Ví dụ: ông, bà, anh, chị, đồng chí"))
    position = Line(_("Chức vụ"), size="m", optional=True)
    phone = Line(_("Số điện thoại"), size="s", optional=True, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    email = Line(_("Thư điện tử"), size="m", optional=True, widget=forms.TextInput(attrs={"inputmode": "email"}))

    def clean(self) -> dict[str, Any]:
        """All that is wrong stands on the page at once, what the form finds and what the rule finds."""
        self.add_reasons(self.particulars().check())
        return self.cleaned_data

    def particulars(self) -> Particulars:
        told = (self.cleaned_data.get(name, "") for name in ("name", "salutation", "position", "phone", "email"))
        return Particulars(*told)


class KnownPersonForm(PersonForm):
    """A person that is there; `seen` is the mark of the values that the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class NewPersonForm(PersonForm):
    """A person, and where the work begins."""

    unit = UnitField(queryset=None, label=_("Đơn vị"), empty_label=_("Chọn đơn vị"))
    role = forms.ChoiceField(choices=_ROLES, label=_("Vai trò"))
    namesake_ok = forms.BooleanField(label=_("Là hai người khác nhau, vẫn thêm"), required=False)

    def __init__(self, *args: Any, units: Any, cities: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["role"].choices = _roles(cities)


class SeatForm(SettingForm):
    """A role in a unit, with days."""

    unit = UnitField(queryset=None, label=_("Đơn vị"), empty_label=_("Chọn đơn vị"))
    role = forms.ChoiceField(choices=_ROLES, label=_("Vai trò"))
    from_on = DayField(_("Từ ngày"), optional=True)
    to_on = DayField(_("Đến hết ngày"), optional=True)

    def __init__(self, *args: Any, units: Any, cities: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["role"].choices = _roles(cities)


def _roles(cities: bool) -> list[tuple[Any, Any]]:
    """Roles to choose from; the city's only where there is a city."""
    return [row for row in _ROLES if cities or row[0] != Role.CITY_OFFICER]


class LastDayForm(SettingForm):
    """When something ends."""

    last_day = DayField(_("Ngày cuối"))


class AccountForm(SettingForm):
    """The name to sign in with."""

    username = Line(_("Tên đăng nhập"), size="m", help_text=_("Chữ thường không dấu, ví dụ huong.vt"))


class DeputyForm(SettingForm):
    """Who acts for a person, and when."""

    deputy = PersonField(queryset=None, label=_("Người làm thay"), empty_label=_("Chọn người"))
    from_on = DayField(_("Từ ngày"))
    to_on = DayField(_("Đến hết ngày"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people
