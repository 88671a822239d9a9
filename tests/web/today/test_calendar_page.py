"""Lịch các mốc: months with weekdays, the plan's words, holidays and moons; own or all; past ones behind a chip."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from movement_builders import a_launched, a_plan, a_reading, an_id
from thidua.web.desk.calendar.months import months_of


def text_of(client, **asked):
    answer = client.get(reverse("desk:calendar"), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_date_comes_with_its_words_and_what_follows_from_them(cast, now, signed_in):
    a_launched(cast, now)
    text = text_of(signed_in("clerk"))
    assert "Tháng 12/2026" in text
    assert "“trước ngày 05/12/2026”; hạn cuối: 23:59 ngày 04/12/2026 (thứ Sáu). Ngày 05/12/2026 là thứ Bảy" in text
    assert "26/10 âm lịch" in text
    assert "Còn <b>2 mốc</b> phía trước. Gần nhất: <b>thứ Sáu 04/12</b>" in text


def test_units_see_their_own_first_and_may_ask_for_all(cast, now, signed_in):
    a_launched(cast, now)
    client = signed_in("head")
    assert "Báo cáo năm" not in text_of(client)
    assert "Báo cáo năm" in text_of(client, cua="tat-ca")


def test_the_past_is_behind_a_chip(cast, now, signed_in):
    old = a_reading()["deadlines"][0] | {"id": an_id("cũ"), "date": "2026-02-10", "what": "Đăng ký thi đua"}
    a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(deadlines=[old])))
    client = signed_in("clerk")
    assert "Đăng ký thi đua" not in text_of(client)
    assert "Đăng ký thi đua" in text_of(client, qua="1")


def test_a_limit_counted_from_an_event_has_no_day(cast, now, signed_in):
    late = a_reading()["deadlines"][0] | {"id": an_id("sau"), "date": None, "when": "sau khi kết thúc 05 ngày"}
    a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(deadlines=[late])))
    text = text_of(signed_in("clerk"))
    assert "Chưa có ngày cụ thể" in text
    assert "sau khi kết thúc 05 ngày" in text


def test_a_stranger_sees_no_date_of_this_ward(cast, now, signed_in):
    a_launched(cast, now)
    for who in ("stranger", "city_officer"):
        assert "Báo cáo năm" not in text_of(signed_in(who), cua="tat-ca")


def test_months_tell_holidays_and_moons():
    february = months_of([], date(2026, 2, 20))[0]
    assert february.title == "Tháng 2/2026"
    assert [holiday.name for holiday in february.holidays] != []
    assert february.new_moons == [date(2026, 2, 17)]
    assert february.full_moons == [date(2026, 2, 2)]


def test_a_month_beyond_the_known_years_says_nothing_of_holidays():
    month = months_of([], date(2090, 5, 1))[0]
    assert (month.holidays, month.new_moons, month.expected) == ([], [], False)
