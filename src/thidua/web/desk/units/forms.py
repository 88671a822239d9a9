"""Forms about units, blocks, councils and lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.apps.units.queries import CouncilRole, UnitKind
from thidua.apps.units.services import UnitParticulars
from thidua.web.desk.people.fields import DayField, Line, PersonField, SettingForm, UnitField
from thidua.web.kit.forms import SentFile

_ROOTS = (UnitKind.CITY, UnitKind.COMMUNE)
_KINDS = [("", _("Chọn loại")), *((kind.value, kind.label) for kind in UnitKind if kind not in _ROOTS)]


class UnitForm(SettingForm):
    """What a unit is called, what it is, where it hangs."""

    name = Line(_("Tên đơn vị"), help_text=_("Tên đầy đủ như trong văn bản"))
    short_name = Line(_("Tên gọn"), size="m", optional=True, help_text=_("Dùng trong bảng, ví dụ Phòng VH-XH"))
    kind = forms.ChoiceField(choices=_KINDS, label=_("Loại"))
    parent = UnitField(queryset=None, label=_("Đơn vị cấp trên"), empty_label=_("Chọn đơn vị"))
    from_on = DayField(_("Từ ngày"), optional=True, help_text=_("Bỏ trống nếu có từ trước"))
    is_standing_office = forms.BooleanField(label=_("Là thường trực Hội đồng Thi đua - Khen thưởng"), required=False)
    similar_ok = forms.BooleanField(label=_("Là hai đơn vị khác nhau, vẫn lưu"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Any, root: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units
        if root:
            for name in ("kind", "parent", "is_standing_office"):
                del self.fields[name]
        if not (self.is_bound and self.data.get("similar_ok") == "on"):
            self.fields["similar_ok"].widget = forms.HiddenInput()

    def ask_about_double(self) -> None:
        """Show the box of the doubtful name; called when the service asked."""
        if "similar_ok" in self.errors:
            self.fields["similar_ok"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        """All that is wrong stands on the page at once, what the form finds and what the rule finds."""
        self.add_reasons(self.particulars(UnitKind.OTHER).check())
        return self.cleaned_data

    def particulars(self, kind: str = "") -> UnitParticulars:
        """The values; `kind` is that of a unit whose kind is not on the form."""
        told = self.cleaned_data
        return UnitParticulars(
            told.get("kind") or kind,
            told.get("name", ""),
            told.get("short_name", ""),
            told.get("from_on"),
            told.get("is_standing_office", False),
        )


class EndForm(SettingForm):
    """The last day."""

    on = DayField(_("Ngày cuối hoạt động"))


class MergeForm(SettingForm):
    """Which units become which, from which day."""

    predecessors = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Đơn vị cũ"), widget=forms.CheckboxSelectMultiple, required=False
    )
    successor = UnitField(
        queryset=None, label=_("Nhập vào đơn vị đang có"), required=False, empty_label=_("Không, lập đơn vị mới")
    )
    name = Line(_("Tên đơn vị mới"), optional=True, help_text=_("Chỉ nhập khi lập đơn vị mới"))
    short_name = Line(_("Tên gọn"), size="m", optional=True)
    kind = forms.ChoiceField(choices=_KINDS, label=_("Loại"), required=False)
    on = DayField(_("Từ ngày"), help_text=_("Đơn vị cũ kết thúc ngày hôm trước. Viết dạng 01/07/2026"))
    basis = Line(_("Căn cứ"), optional=True, help_text=_("Ví dụ: Nghị quyết số 12/NQ-HĐND ngày 20/06/2026"))
    keep_people = forms.BooleanField(
        label=_("Chuyển cán bộ sang đơn vị nhận, giữ vai trò (trừ thủ trưởng)"), required=False, initial=True
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("predecessors", "successor"):
            self.fields[name].queryset = units

    def into(self) -> Any:
        """The unit that receives, or the values of a new one."""
        told = self.cleaned_data
        return told["successor"] or UnitParticulars(told["kind"], told["name"], told["short_name"])


class SplitForm(SettingForm):
    """New units, one on each line."""

    names = Line(_("Các đơn vị mới"), widget=forms.Textarea, help_text=_("Mỗi dòng một tên"))
    kind = forms.ChoiceField(choices=_KINDS, label=_("Loại"))
    on = DayField(_("Từ ngày"), help_text=_("Đơn vị cũ kết thúc ngày hôm trước. Viết dạng 01/07/2026"))
    basis = Line(_("Căn cứ"), optional=True)

    def parts(self) -> list[UnitParticulars]:
        told = self.cleaned_data
        return [UnitParticulars(told["kind"], line) for line in told["names"].splitlines() if line.strip()]


class BlockForm(SettingForm):
    """A block: its name, its units, who leads."""

    name = Line(_("Tên khối, cụm"), size="m")
    from_on = DayField(_("Từ ngày"))
    members = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Đơn vị trong khối"), widget=forms.CheckboxSelectMultiple, required=False
    )
    head = UnitField(queryset=None, label=_("Trưởng khối"), required=False, empty_label=_("Chưa chọn"))
    deputy = UnitField(queryset=None, label=_("Phó Trưởng khối"), required=False, empty_label=_("Không có"))

    def __init__(self, *args: Any, units: Any, named: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "head", "deputy"):
            self.fields[name].queryset = units
        if named:
            del self.fields["name"]

    def seats(self) -> dict[Any, str]:
        """Roles by unit; head and deputy are members whether they were ticked or not."""
        told = self.cleaned_data
        found = {unit.pk: "member" for unit in told["members"]}
        for role in ("deputy", "head"):
            if told[role]:
                found[told[role].pk] = role
        return found


class CouncilForm(SettingForm):
    """A council to be formed."""

    name = Line(_("Tên hội đồng"), initial=_("Hội đồng Thi đua - Khen thưởng"))
    from_on = DayField(_("Từ ngày"), optional=True)


class CouncilSeatForm(SettingForm):
    """A person on the council."""

    person = PersonField(queryset=None, label=_("Người"), empty_label=_("Chọn người"))
    role = forms.ChoiceField(choices=[("", _("Chọn vai trò")), *CouncilRole.choices], label=_("Vai trò"))
    from_on = DayField(_("Từ ngày"), optional=True)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class ListForm(SettingForm):
    """A list from Excel."""

    file = SentFile(
        label=_("Danh sách"),
        help_text=_("Excel (.xlsx) hoặc .csv, tối đa 1.000 dòng. Xem trước rồi mới nhập."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class CommuneForm(SettingForm):
    """A commune of a city, with its first officer."""

    name = Line(_("Tên xã, phường, đặc khu"), size="m")
    standing_office = Line(_("Cơ quan thường trực thi đua"), size="m", initial=_("Phòng Văn hóa - Xã hội"))
    officer = Line(_("Người dùng đầu tiên"), size="m", help_text=_("Họ và tên; là quản trị và thường trực của nơi mới"))
    username = Line(_("Tên đăng nhập"), size="m", help_text=_("Chữ thường không dấu, ví dụ huong.vt"))
