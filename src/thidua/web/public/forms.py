"""The one form of a visitor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.core.verdicts import Reason
from thidua.web.kit.forms import PlainForm

_LONG = 400
"""Longer texts are told by the act, which counts the letters; beyond this nothing is read at all."""


class JoinPageForm(PlainForm):
    """Who wants to take part, where, and how to reach them. Nothing else is asked."""

    kind = forms.ChoiceField(label=_lazy("Tham gia với tư cách"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_lazy("Tên doanh nghiệp, hợp tác xã hoặc chủ hộ"), max_length=_LONG,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_lazy("Địa chỉ"), help_text=_lazy("Số nhà, đường, ngõ."), max_length=_LONG,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    group = forms.ChoiceField(
        label=_lazy("Tổ dân phố, thôn"), required=False, widget=forms.Select(attrs={"class": "in"})
    )
    contact = forms.CharField(
        label=_lazy("Người liên hệ"), max_length=_LONG, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_lazy("Số điện thoại"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_lazy("Đồng ý để phường, xã dùng các thông tin trên cho phong trào này"),
        help_text=_lazy("Chỉ cán bộ thường trực xem được. Gọi phường, xã để sửa hoặc xóa bất cứ lúc nào."),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], groups: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # What is missing is told by the act, together with all else that is wrong.
            field.required = False
        self.fields["kind"].choices = kinds
        self.fields["group"].choices = [("", _("Không rõ")), *((str(ident), name) for ident, name in groups)]

    def take(self, reasons: Iterable[Reason]) -> None:
        """Each reason of a refusal at its field, else above all."""
        for reason in reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.text)
