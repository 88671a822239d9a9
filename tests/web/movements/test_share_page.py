"""Giao chỉ tiêu by form: divided, pasted, typed, saved; what is wrong is told at its unit and stays typed."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders import a_unit
from movement_builders import a_draft, a_launched, a_measure, a_plan, a_reading, a_target
from thidua.apps.movements.models import Share


def url_of(movement, number: int = 1) -> str:
    return reverse("desk:share_target", args=[movement.id, number])


def a_counted() -> dict:
    return a_reading(
        targets=[
            a_target("(1)", "Hộ.", measures=[a_measure("Hộ phân loại rác", value=100, unit="hộ")]),
            a_target("(2)", "Tỷ lệ.", measures=[a_measure("Tỷ lệ gia đình văn hóa", value=95, unit="%")]),
            a_target("(3)", "Giữ.", measures=[a_measure("Không cháy", operator="equal", value=0, unit=None)]),
        ]
    )


@pytest.fixture
def groups(cast):
    more = [a_unit(f"Tổ dân phố số {at}", kind="residential_group", parent=cast.ward) for at in (2, 3)]
    return [cast.group_one, *more]


@pytest.fixture
def draft(cast, now, groups):
    return a_draft(cast, now, plan=a_plan(cast, now, reading=a_counted()))


@pytest.fixture
def clerk(signed_in):
    return signed_in("clerk")


def fields_of(text: str) -> dict[str, list[str]]:
    """What a browser would send back from the page as it stands."""
    form = text[text.index('id="giao"') :]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = ("checkbox" not in tag and "radio" not in tag) or " checked" in tag
        if name and ticked:
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    found["pasted"] = [unescape(one) for one in re.findall(r"<textarea[^>]*>([^<]*)", form)][:1]
    return found


def sent(client, movement, number: int = 1, page: str | None = None, **changes):
    fields = fields_of(page or client.get(url_of(movement, number)).content.decode())
    return client.post(url_of(movement, number), fields | {name.replace("__", "-"): at for name, at in changes.items()})


def shown(text: str, groups) -> list[str]:
    found = fields_of(text)
    return [found[f"value-{unit.id}"][0] for unit in groups]


def typed(groups, *values: str) -> dict[str, list[str]]:
    return {f"value-{unit.id}": [value] for unit, value in zip(groups, values, strict=True)}


def test_a_kind_is_chosen_divided_and_saved(cast, draft, clerk, groups):
    picked = sent(clerk, draft, do=["kind:residential_group"])
    assert "Đã chọn 3 đơn vị." in picked.content.decode()
    divided = sent(clerk, draft, page=picked.content.decode(), do=["equal"])
    assert divided.status_code == 200
    text = divided.content.decode()
    assert shown(text, groups) == ["34", "33", "33"]
    assert not Share.objects.exists()
    assert sent(clerk, draft, page=text).status_code == 302
    assert [Share.objects.get(unit=unit).value for unit in groups] == [34, 33, 33]
    assert shown(clerk.get(url_of(draft)).content.decode(), groups) == ["34", "33", "33"]


def test_weights_divide_and_a_zero_gets_nothing(draft, clerk, groups):
    weights = {f"weight-{unit.id}": [value] for unit, value in zip(groups, ("1.204", "0", "1.204"), strict=True)}
    assert shown(sent(clerk, draft, **weights, do=["weights"]).content.decode(), groups) == ["50", "0", "50"]


def test_nothing_chosen_and_zero_weights_are_told(draft, clerk, groups):
    answer = sent(clerk, draft, do=["equal"])
    assert answer.status_code == 422
    assert "Chọn ít nhất một đơn vị để giao." in answer.content.decode()
    answer = sent(clerk, draft, **{f"weight-{groups[0].id}": ["0"]}, do=["weights"])
    assert answer.status_code == 422
    assert "Trọng số đều bằng 0" in answer.content.decode()


def test_a_pasted_column_fills_the_boxes_and_wrong_lines_are_told(draft, clerk, groups):
    column = "Tổ dân phố số 1\t60\nTổ dân phố số 2\t40\nTổ dân phố số 9\t5\nTổ dân phố số 3\tnăm"
    answer = sent(clerk, draft, pasted=[column], do=["paste"])
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Đã đọc 2 trong 4 dòng, chưa lưu." in text
    assert "Dòng 3: “Tổ dân phố số 9" in text
    assert "Dòng 4:" in text
    assert shown(text, groups) == ["60", "40", ""]
    assert column.split("\n")[2] in unescape(text)
    good = sent(clerk, draft, pasted=["Tổ dân phố số 2\t7"], paste_into=["weight"], do=["paste"])
    assert good.status_code == 200
    assert fields_of(good.content.decode())[f"weight-{groups[1].id}"] == ["7"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("60", "39", ""), "còn 1 hộ chưa giao"),
        (("60", "một", ""), "không phải số"),
        (("60", "39,5", "0,5"), "phải là số nguyên"),
        (("60", "-1", "41"), "âm"),
        (("60", "1e2", ""), "Viết"),
        (("9" * 20, "", ""), "15 chữ số"),
    ],
)
def test_what_is_wrong_is_told_and_stays_typed(draft, clerk, groups, values, told):
    answer = sent(clerk, draft, **typed(groups, *values))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert told in unescape(text)
    assert shown(text, groups) == list(values)
    assert "<title>Lỗi:" in text
    assert not Share.objects.exists()


def test_a_rate_has_no_division_and_says_why(draft, clerk, groups):
    text = clerk.get(url_of(draft, 2)).content.decode()
    assert "không cộng lại" in text
    assert 'value="equal"' not in text
    filled = sent(clerk, draft, 2, pick=[str(groups[0].id), str(groups[1].id)], do=["level"])
    assert shown(filled.content.decode(), groups) == ["95", "95", ""]
    assert sent(clerk, draft, 2, page=filled.content.decode()).status_code == 302
    assert Share.objects.count() == 2


def test_what_is_kept_goes_to_the_ticked_units_as_it_is(draft, clerk, groups):
    text = clerk.get(url_of(draft, 3)).content.decode()
    assert 'name="value-' not in text
    assert sent(clerk, draft, 3, pick=[str(groups[2].id)]).status_code == 302
    row = Share.objects.get()
    assert (row.unit, row.value) == (groups[2], Decimal(0))


def test_two_tabs_show_what_is_stored(draft, clerk, groups, signed_in):
    old = clerk.get(url_of(draft)).content.decode()
    assert sent(signed_in("second_clerk"), draft, **typed(groups, "100", "", "")).status_code == 302
    answer = sent(clerk, draft, page=old, **typed(groups, "", "100", ""))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Đang lưu: 100" in text
    assert shown(text, groups) == ["", "100", ""]
    assert sent(clerk, draft, page=text).status_code == 302
    assert Share.objects.get().unit == groups[1]


def test_after_the_launch_a_reason_is_asked_and_the_old_value_shown(cast, now, clerk, groups):
    movement = a_launched(cast, now, plan=a_plan(cast, now, reading=a_counted()))
    answer = sent(clerk, movement, **typed(groups, "100", "", ""))
    assert answer.status_code == 422
    assert "ghi lý do đổi số giao" in answer.content.decode()
    assert sent(clerk, movement, **typed(groups, "100", "", ""), why=["Giao lần đầu"]).status_code == 302
    assert sent(clerk, movement, **typed(groups, "70", "30", ""), why=["Tổ 2 nhận bớt"]).status_code == 302
    text = clerk.get(url_of(movement)).content.decode()
    assert "Trước: 100. Tổ 2 nhận bớt" in text
    page = clerk.get(reverse("desk:target", args=[movement.id, 1])).content.decode()
    assert "Cộng" in page
    assert "<b>100 hộ</b>" in page
    sheet = clerk.get(reverse("desk:duties", args=[movement.id, groups[1].id])).content.decode()
    assert "từ 30 hộ trở lên" in sheet.replace("\u00a0", " ")


def test_no_such_target_or_measure_is_not_found(draft, clerk):
    assert clerk.get(url_of(draft, 9)).status_code == 404
    assert clerk.get(url_of(draft) + "?nd=2").status_code == 404
    assert clerk.get(url_of(draft) + "?nd=²").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("chair", 403), ("admin", 403), ("head", 404), ("stranger", 404)])
def test_refuses_everybody_but_the_clerks(draft, signed_in, who, status):
    assert signed_in(who).get(url_of(draft)).status_code == status


def test_the_page_asks_as_often_for_forty_units_as_for_three(cast, draft, clerk, groups):
    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            assert clerk.get(url_of(draft)).status_code == 200
        return len(context)

    few = asked()
    more = [a_unit(f"Tổ dân phố số {at}", kind="residential_group", parent=cast.ward) for at in range(10, 47)]
    assert sent(clerk, draft, pick=[str(unit.id) for unit in more], do=["equal"]).status_code == 200
    assert asked() == few
