"""Pages of failure: what to do, the code, the time; never a trace, never the text of an exception of ours."""

import logging

import pytest
from django.test import RequestFactory

from thidua.web.kit import failures


@pytest.fixture
def request_(settings):
    # The frame of the desk reads the database; these pages must stand without it.
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}
    ]
    return RequestFactory().get("/phong-trao/9")


def test_our_fault_ties_page_and_log_by_a_code(request_, caplog) -> None:
    with caplog.at_level(logging.ERROR, "thidua.failures"):
        try:
            raise RuntimeError("secret detail")
        except RuntimeError:
            response = failures.our_fault(request_)
    text = response.content.decode()
    code = caplog.records[0].args[0]
    assert response.status_code == 500
    assert f"<b>{code}</b>" in text
    assert "secret detail" not in text
    assert "secret detail" in caplog.text


def test_forbidden_shows_the_reason_of_the_act(request_) -> None:
    response = failures.forbidden(request_, Exception("Chỉ Phó Trưởng khối chốt điểm"))
    assert response.status_code == 403
    assert "Chỉ Phó Trưởng khối chốt điểm" in response.content.decode()


def test_not_found_keeps_the_exception_to_itself(request_) -> None:
    response = failures.not_found(request_, Exception("tried url patterns"))
    assert response.status_code == 404
    assert "tried" not in response.content.decode()


def test_the_others_have_their_numbers(request_) -> None:
    assert failures.bad_request(request_, Exception()).status_code == 400
    conflict = failures.conflict(request_, reason="Có người vừa sửa chỉ tiêu 3", back_url="/x")
    assert conflict.status_code == 409
    assert "Có người vừa sửa chỉ tiêu 3" in conflict.content.decode()
    stale = failures.stale_page(request_, "CSRF token missing")
    assert stale.status_code == 403
    assert "CSRF" not in stale.content.decode()


def test_an_address_writes_no_line_of_its_own_into_the_log(db, caplog) -> None:
    with caplog.at_level(logging.WARNING, "thidua.failures"):
        failures.stale_page(RequestFactory().post("/vao/%0A2026-01-01 ERROR forged"), "x")
    assert "forged" in caplog.text and "\n2026-01-01 ERROR forged" not in caplog.text
