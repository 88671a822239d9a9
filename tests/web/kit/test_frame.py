"""The frames: one main, one name for the page, menus, the bar of a deputy, the words before a title with errors."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

NAV = [{"url": "/", "icon": "home", "label": "Việc hôm nay", "current": True, "count": 5, "key": "v"}]


class Asked(forms.Form):
    name = forms.CharField(error_messages={"required": "Nhập tên"})


def page(parent: str, **context: object) -> str:
    source = Template(f'{{% extends "kit/{parent}.html" %}}{{% block content %}}<p>Nội dung</p>{{% endblock %}}')
    return source.render(Context({"title": "Đơn vị", "request": RequestFactory().get("/"), **context}))


@pytest.mark.parametrize("parent", ["frame", "wide", "plain"])
def test_landmarks(parent: str) -> None:
    text = page(parent)
    assert '<html lang="vi">' in text
    assert "<title>Đơn vị | Thi đua</title>" in text
    assert text.count("<main") == text.count("<h1") == 1
    assert text.index('href="#noi-dung"') < text.index("<header")
    assert 'id="noi-dung"' in text
    assert 'role="status"' in text


def test_a_title_with_errors_says_so_first() -> None:
    form = Asked({})
    text = page("frame", form_errors=form)
    assert "<title>Lỗi: Đơn vị | Thi đua</title>" in text
    assert '<a href="#id_name">Nhập tên</a>' in text
    assert '<a href="#id_name">Nhập tên</a>' in page("frame", form_errors=True, form=form)
    assert "cho-can-sua" not in page("frame", form=Asked())


def test_the_menu_marks_where_we_are_and_works_without_script() -> None:
    text = page("frame", nav=NAV)
    assert text.count('aria-current="page"') == 2, "side column and phone menu"
    assert text.count('data-go="v"') == 1
    assert re.search(r"<details><summary>.*Mục lục</summary>", text, re.DOTALL)


def test_theme_keys_and_deputy() -> None:
    text = page("frame", theme="dark", keys_off=True, deputising_for="Trần Văn Thử")
    assert '<html lang="vi" data-theme="dark" data-keys="off">' in text
    assert "phim-tat" not in text
    assert "Đang làm thay <b>Trần Văn Thử</b>" in text
    assert "data-theme" not in page("frame", theme="")


def test_plain_pages_ask_for_no_token_and_few_scripts() -> None:
    text = page("plain")
    assert "X-CSRFToken" not in text
    assert text.count("<script") == 1
