"""Small acts on the check page: boxes saved one by one, items added and removed, findings kept, limits understood."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from thidua.apps.journal.models import Entry
from thidua.apps.plans.models import Plan

AUTO = {"X-Autosave": "text"}


def reading_of(plan: Plan) -> dict[str, Any]:
    return json.loads(plan.versions.first().reading)


def bases(html: str) -> dict[str, str]:
    from html import unescape

    return {name: unescape(value) for name, value in re.findall(r'name="(base-[^"]+)" value="([^"]*)"', html)}


class Box:
    """The fields of one item, as a page shows and sends them."""

    def __init__(self, client: Client, plan: Plan, item: dict[str, Any], shown: dict[str, str]) -> None:
        self.client, self.plan, self.item, self.shown = client, plan, item["id"], shown

    def save(self, *, auto: bool = True, **typed: str) -> Any:
        base = {f"base-{name}": value for name, value in self.shown.items()}
        headers = {"X-Autosave": ",".join(typed)} if auto else {}
        return self.client.post(
            f"/ke-hoach/{self.plan.pk}/muc/{self.item}/", base | self.shown | typed, headers=headers
        )


@pytest.fixture
def plan(filed: Any) -> Plan:
    return filed()


@pytest.fixture
def target(desk: Client, plan: Plan) -> Box:
    item = reading_of(plan)["targets"][0]
    return Box(desk, plan, item, {"label": item["label"], "text": item["text"]})


@pytest.fixture
def measure(desk: Client, plan: Plan) -> Box:
    item = reading_of(plan)["targets"][0]["measures"][0]
    shown = {
        "metric": item["metric"],
        "operator": item["operator"],
        "value": "1784,4",
        "value_max": "",
        "unit": item["unit"],
    }
    return Box(desk, plan, item, shown)


def test_a_saved_field_answers_with_the_parts_that_changed(target: Box) -> None:
    answer = target.save(text="Thu ngân sách đạt 1.800 tỷ đồng.")
    parts = answer.content.decode()
    assert answer.status_code == 200
    assert reading_of(target.plan)["targets"][0]["text"] == "Thu ngân sách đạt 1.800 tỷ đồng."
    assert bases(parts)["base-text"] == "Thu ngân sách đạt 1.800 tỷ đồng."
    for part in ("u-1-text", "n-1", "g-1", "s-1", "tom-tat", "can-xem"):
        assert f'id="{part}"' in parts
    assert "<html" not in parts


def test_an_untouched_box_writes_nothing(target: Box) -> None:
    before = Entry.objects.count()
    assert target.save().status_code == 200
    assert Entry.objects.count() == before


def test_a_figure_is_stored_exactly_and_read_back(measure: Box) -> None:
    measure.shown["value"] = "1784.4"
    answer = measure.save(value="1.800,25")
    parts = answer.content.decode()
    assert answer.status_code == 200
    assert '"value": 1800.25' in measure.plan.versions.first().reading
    assert "1.800,25 → một nghìn tám trăm phẩy hai mươi lăm" in parts
    assert "Đích: <b>1.800,25\N{NO-BREAK SPACE}tỷ\N{NO-BREAK SPACE}đồng</b>" in parts


def test_a_figure_with_two_readings_is_asked_about(measure: Box) -> None:
    measure.shown["value"] = "1784.4"
    answer = measure.save(value="1.784")
    parts = answer.content.decode()
    assert answer.status_code == 422
    assert "1.784 là 1784 hay 1,784?" in parts
    assert re.findall(r'type="submit" name="value" value="([^"]+)"', parts) == ["1784", "1,784"]
    assert '"value": 1784.4' in measure.plan.versions.first().reading


def test_fields_that_need_each_other_change_together(measure: Box) -> None:
    measure.shown["value"] = "1784.4"
    assert measure.save(operator="between").status_code == 422
    assert measure.save(operator="between", value_max="1900").status_code == 200
    stored = reading_of(measure.plan)["targets"][0]["measures"][0]
    assert (stored["operator"], stored["value"], stored["value_max"]) == ("between", 1784.4, 1900)


def test_a_described_target_gets_its_figure(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["targets"][1]["measures"][0]
    box = Box(desk, plan, item, {"operator": item["operator"], "value": "", "value_max": "", "unit": ""})
    assert box.save(operator="at_least", value="90", unit="%").status_code == 200
    stored = reading_of(plan)["targets"][1]["measures"][0]
    assert (stored["operator"], stored["value"], stored["unit"]) == ("at_least", 90, "%")


def test_without_script_a_wrong_figure_brings_the_page_with_the_typed_words(measure: Box) -> None:
    measure.shown["value"] = "1784.4"
    answer = measure.save(auto=False, value="97,,5")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in page and "Có 1 chỗ cần sửa" in page
    assert 'value="97,,5"' in page and "Không đọc được số" in page


def test_without_script_a_saved_box_opens_its_row_again(target: Box) -> None:
    answer = target.save(auto=False, label="(1a)")
    assert answer["Location"] == f"/ke-hoach/{target.plan.pk}/kiem-tra/?sua=1#r-1"
    assert reading_of(target.plan)["targets"][0]["label"] == "(1a)"


def test_the_faster_person_wins_and_both_are_shown(target: Box, enter: Any) -> None:
    other = Box(enter("second_clerk"), target.plan, {"id": target.item}, dict(target.shown))
    assert other.save(text="Bản của người thứ hai.").status_code == 200
    answer = target.save(text="Bản của người thứ nhất.")
    parts = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người thứ hai." in parts and "Bản của người thứ nhất." in parts
    assert 'name="keep" value="text"' in parts and 'name="take" value="text"' in parts
    assert reading_of(target.plan)["targets"][0]["text"] == "Bản của người thứ hai."
    assert target.save(auto=False, text="Bản của người thứ nhất.", keep="text").status_code == 302
    assert reading_of(target.plan)["targets"][0]["text"] == "Bản của người thứ nhất."
    assert other.save(auto=False, text="Thôi không ghi nữa.", take="text").status_code == 302
    assert reading_of(target.plan)["targets"][0]["text"] == "Bản của người thứ nhất."


def test_the_head_of_the_paper_is_corrected(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["document"]
    shown = {
        "number": "15",
        "symbol": "KH-UBND",
        "date": "2026-01-20",
        "title": item["title"],
        "issuer/name": item["issuer"]["name"],
    }
    box = Box(desk, plan, item, shown)
    answer = box.save(date="05/12/2025", **{"issuer/name": "Ủy ban nhân dân phường Bến Ngọc mới"})
    assert answer.status_code == 200
    stored = reading_of(plan)["document"]
    assert (stored["date"], stored["issuer"]["name"]) == ("2025-12-05", "Ủy ban nhân dân phường Bến Ngọc mới")


@pytest.mark.parametrize(
    ("typed", "told"), [("05/13/2026", "không tồn tại"), ("31/02/2026", "không tồn tại"), ("05/12/26", "4 chữ số")]
)
def test_an_impossible_date_is_told_at_its_field(desk: Client, plan: Plan, typed: str, told: str) -> None:
    box = Box(desk, plan, reading_of(plan)["document"], {"date": "2026-01-20"})
    answer = box.save(date=typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_hidden_fields_of_nobody_are_left_alone(target: Box) -> None:
    target.save(text="Nội dung mới của chỉ tiêu.", id="khac", confidence="0", state="issued")
    stored = reading_of(target.plan)["targets"][0]
    assert stored["id"] == target.item
    assert Plan.objects.get(pk=target.plan.pk).state == "draft"


def test_an_item_of_another_plan_is_not_found(desk: Client, target: Box, filed: Any) -> None:
    other = filed("KẾ HOẠCH\nPhát động thi đua\n\nII. CHỈ TIÊU\n(1) Trồng 100 cây.", "khac.txt")
    answer = desk.post(f"/ke-hoach/{other.pk}/muc/{target.item}/", {"text": "x y z"})
    assert answer.status_code == 404


def test_a_target_is_added_and_opened(desk: Client, plan: Plan) -> None:
    answer = desk.post(f"/ke-hoach/{plan.pk}/them/", {"kind": "targets", "text": "Trồng 500 cây xanh", "label": "(4)"})
    assert answer["Location"].endswith("?sua=4#r-4")
    assert reading_of(plan)["targets"][3]["text"] == "Trồng 500 cây xanh"


def test_a_time_limit_is_added(desk: Client, plan: Plan) -> None:
    desk.post(f"/ke-hoach/{plan.pk}/them/", {"kind": "deadlines", "what": "Báo cáo thành phố", "date": "15/12/2026"})
    assert reading_of(plan)["deadlines"][1]["date"] == "2026-12-15"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "targets", "text": " "}, "Nhập nội dung chỉ tiêu."),
        ({"kind": "deadlines", "what": "Báo cáo", "date": "32/12/2026"}, "không tồn tại"),
    ],
)
def test_what_cannot_be_added_stays_typed(desk: Client, plan: Plan, sent: dict[str, str], told: str) -> None:
    answer = desk.post(f"/ke-hoach/{plan.pk}/them/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page and sent.get("date", "") in page


def test_a_removed_item_is_gone_from_the_reading_only(desk: Client, target: Box) -> None:
    answer = desk.post(f"/ke-hoach/{target.plan.pk}/muc/{target.item}/bo/", follow=True)
    assert "văn bản không đổi" in answer.content.decode()
    assert len(reading_of(target.plan)["targets"]) == 2
    assert "1.784,4" in target.plan.versions.first().text


def test_a_finding_is_kept_with_a_word(desk: Client, plan: Plan) -> None:
    page = desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/").content.decode()
    key = re.findall(r'name="finding" value="(\w+)"', page)[0]
    refused = desk.post(f"/ke-hoach/{plan.pk}/giu/", {"finding": key, "why": " "})
    assert refused.status_code == 422 and "Ghi một câu vì sao giữ nguyên." in refused.content.decode()
    answer = desk.post(f"/ke-hoach/{plan.pk}/giu/", {"finding": key, "why": "Đúng như bản ký"}, follow=True)
    page = answer.content.decode()
    assert "Đã giữ nguyên 1 điều" in page and "Đúng như bản ký" in page
    assert key not in re.findall(r'name="finding" value="(\w+)"', page)


def test_nothing_is_chosen_for_a_time_limit_beforehand(desk: Client, plan: Plan) -> None:
    page = desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/?sua=T2").content.decode()
    assert re.findall(r'name="meaning" value="([^"]+)"', page) == ["strict-keep", "inclusive-keep", "inclusive-roll"]
    assert " checked" not in page
    assert "04/12/2026 (thứ Sáu)" in page and "05/12/2026 (thứ Bảy)" in page and "07/12/2026 (thứ Hai)" in page


def test_a_chosen_meaning_answers_its_question(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["deadlines"][0]["id"]
    url = f"/ke-hoach/{plan.pk}/han/{item}/"
    answer = desk.post(url, {"meaning": "inclusive-roll"}, headers={"X-Autosave": "meaning"})
    assert answer.status_code == 200 and "07/12/2026" in answer.content.decode()
    assert plan.versions.get().choices[item] == {"choice": "inclusive", "weekend": "roll"}
    page = desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/?sua=T2").content.decode()
    assert "Hạn là hết" not in page
    assert re.search(r'value="inclusive-roll" required checked', page)


def test_a_meaning_that_was_not_offered_is_refused(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["deadlines"][0]["id"]
    assert desk.post(f"/ke-hoach/{plan.pk}/han/{item}/", {"meaning": "never-mind"}).status_code == 409
    assert plan.versions.get().choices == {}
