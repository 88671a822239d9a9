"""Fields: label, hint, error and control belong together for a reader of the page; messages say what to do."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from thidua.web.kit import controls
from thidua.web.kit.forms import PlainForm


class Report(PlainForm):
    income = forms.DecimalField(
        label="Thu ngân sách", help_text="Lũy kế", widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    signed_on = forms.DateField(label="Ngày ký")
    kind = forms.ChoiceField(label="Cách đánh giá", choices=[("so", "Số"), ("loi", "Lời")], widget=forms.RadioSelect)
    office = forms.CharField(label="UBND phường", error_messages={"required": "Ghi tên phường"})
    agreed = forms.BooleanField(label="Đã xem lại")
    paper = forms.FileField(label="Văn bản")


def field(name: str, form: forms.Form | None = None, **more: object) -> str:
    return render_to_string("kit/field.html", {"field": (form or Report())[name], **more})


def test_messages_say_what_to_do() -> None:
    form = Report({"income": "khoảng", "signed_on": "32/13/2026", "kind": "khác"})
    assert {name: form.errors[name][0] for name in form.fields} == {
        "income": "Thu ngân sách phải là số, ví dụ 1.652,8",
        "signed_on": "Ngày ký phải viết dạng 05/12/2026",
        "kind": "Chọn cách đánh giá trong danh sách",
        "office": "Ghi tên phường",
        "agreed": "Đánh dấu ô: Đã xem lại",
        "paper": "Chọn văn bản",
    }


def test_an_error_stands_at_its_field_and_in_the_summary() -> None:
    form = Report({})
    text = field("income", form, unit="tỷ đồng", echo="Một nghìn")
    assert 'aria-describedby="id_income-goi-y id_income-loi id_income-doc-lai"' in text
    assert 'aria-invalid="true"' in text
    assert 'id="id_income-loi"' in text
    assert 'class="in num"' in text
    summary = render_to_string("kit/error_summary.html", {"form": form})
    assert "Có 6 chỗ cần sửa" in summary
    assert '<a href="#id_income">Nhập thu ngân sách</a>' in summary
    assert '<a href="#id_kind_0">Chọn cách đánh giá</a>' in summary


@pytest.mark.parametrize("name", ["income", "signed_on", "kind", "office", "agreed", "paper"])
def test_every_id_that_is_named_exists_once(name: str) -> None:
    text = field(name, Report({}))
    ids = re.findall(r'\sid="([^"]+)"', text)
    named = " ".join(re.findall(r'aria-describedby="([^"]+)"', text)).split() + re.findall(r'for="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)


def test_radios_are_a_group_with_nothing_chosen() -> None:
    text = field("kind")
    assert "<fieldset" in text
    assert "checked" not in text


def test_no_error_no_summary() -> None:
    assert render_to_string("kit/error_summary.html", {"form": Report()}).strip() == ""


def test_formsets_and_lists_are_read_in_order() -> None:
    rows = forms.formset_factory(Report, extra=0, min_num=1, validate_min=True)
    formset = rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    formset.is_valid()
    links = controls.error_links([Report({}), formset])
    assert next(anchor for anchor, _ in links) == "id_income"
    assert ("id_form-0-income", "Nhập thu ngân sách") in links
