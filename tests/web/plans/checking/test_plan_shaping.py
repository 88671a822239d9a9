"""The check page changes the shape of what was read: split, merged, moved, marked in the paper, taken back."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from plan_papers import WHOLE

from thidua.apps.plans.models import Plan
from thidua.web.desk.plans.pane.listed import ADDED_BY_TYPING

PAPER = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
KẾ HOẠCH
Phát động thi đua hè năm 2026

I. MỤC ĐÍCH
Làm cho ngõ phố sạch hơn.

II. CHỈ TIÊU
(1) Tỷ lệ hộ có thùng rác riêng đạt 92%; trồng mới 350 cây bàng; duy trì 04 ngõ hoa.
(2) Mở 3 lớp dạy bơi.

III. NHIỆM VỤ
1. Dọn **100%** bến đò trước mùa mưa.
2. Dạy bơi cho trẻ.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Theo dõi, đôn đốc việc trồng cây.
- Gửi báo cáo trước ngày 05/12/2026.

Nơi nhận:
- Các tổ dân phố;
- Lưu: VT.
"""


@pytest.fixture
def plan(filed: Any) -> Plan:
    return filed(PAPER, "he.txt")


def reading_of(plan: Plan) -> dict[str, Any]:
    return json.loads(plan.versions.first().reading)


def page_of(client: Client, plan: Plan, query: str = "") -> str:
    answer = client.get(f"/ke-hoach/{plan.pk}/kiem-tra/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def form_at(page: str, address: str) -> dict[str, Any]:
    """The hidden and ticked fields of the form that goes to an address, as a browser would send them."""
    form = page[page.index(f'action="{address}"') :]
    form = form[: form.index("</form>")]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]+>", form):
        name, value = (re.search(rf'{attribute}="([^"]*)"', tag) for attribute in ("name", "value"))
        loose = 'type="checkbox"' in tag or 'type="radio"' in tag
        if name and value and (not loose or " checked" in tag):
            sent.setdefault(name[1], []).append(unescape(value[1]))
    return sent


def act(client: Client, plan: Plan, item: str, what: str, key: str, **more: Any) -> Any:
    address = f"/ke-hoach/{plan.pk}/muc/{item}/{what}/"
    return client.post(address, form_at(page_of(client, plan, f"?sua={key}"), address) | more)


def undo(client: Client, plan: Plan, answer: Any) -> Any:
    page = client.get(answer["Location"]).content.decode()
    address = f"/ke-hoach/{plan.pk}/hoan-tac/"
    return client.post(address, form_at(page, address), follow=True)


def test_a_target_is_split_where_proposed_and_taken_back(desk: Client, plan: Plan) -> None:
    before = reading_of(plan)["targets"]
    page = page_of(desk, plan, "?sua=1&viec=tach")
    assert page.count("Cắt ở đây") == 2
    assert re.findall(r'<b class="num">\[(.*?)\]</b>', page.replace("\N{NO-BREAK SPACE}", " ")) == [
        "92%",
        "350 cây",
        "duy trì 4 ngõ hoa",
    ]
    answer = act(desk, plan, before[0]["id"], "tach", "1")
    assert re.search(r"\?sua=1&lui=[\w-]+#r-1$", answer["Location"])
    parts = reading_of(plan)["targets"][0]["sub_targets"]
    assert [part["measures"][0]["value"] for part in parts] == [92, 350, 4]
    page = desk.get(answer["Location"]).content.decode()
    assert "Đã tách làm ba ý" in page and 'id="r-1.3"' in page and "Gộp 3 ý lại" in page
    assert "Đã hoàn tác." in undo(desk, plan, answer).content.decode()
    assert reading_of(plan)["targets"] == before


def test_the_finding_of_several_targets_leads_to_the_split(desk: Client, plan: Plan) -> None:
    page = page_of(desk, plan)
    link = re.search(r'href="([^"]+)">Tách làm ba</a>', page)
    assert link and "?sua=1&viec=tach" in unescape(link[1])
    assert re.search(r'id="tach-1" open', page_of(desk, plan, "?sua=1&viec=tach"))


def test_without_a_cut_the_form_comes_back_with_the_reason(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["targets"][0]["id"]
    answer = desk.post(f"/ke-hoach/{plan.pk}/muc/{item}/tach/", {"form": "parts"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "<title>Lỗi:" in page
    assert "Chọn ít nhất một chỗ cắt." in page and re.search(r'id="tach-1" open', page)


def test_somebody_elses_words_are_shown_before_a_split(desk: Client, enter: Any, plan: Plan) -> None:
    item = reading_of(plan)["targets"][0]["id"]
    sent = form_at(page_of(desk, plan, "?sua=1"), f"/ke-hoach/{plan.pk}/muc/{item}/tach/")
    enter("second_clerk").post(f"/ke-hoach/{plan.pk}/muc/{item}/", {"text": "Trồng 400 cây bàng."})
    answer = desk.post(f"/ke-hoach/{plan.pk}/muc/{item}/tach/", sent)
    assert answer.status_code == 409
    assert "Lê Minh Tâm vừa sửa mục này thành “Trồng 400 cây bàng.”" in answer.content.decode()


def test_what_another_just_changed_is_not_taken_out_unseen(desk: Client, enter: Any, plan: Plan) -> None:
    item = reading_of(plan)["targets"][1]["id"]
    address = f"/ke-hoach/{plan.pk}/muc/{item}/bo/"
    sent = form_at(page_of(desk, plan, "?sua=2"), address)
    assert sent["base"] == ["Mở 3 lớp dạy bơi."]
    enter("second_clerk").post(f"/ke-hoach/{plan.pk}/muc/{item}/", {"text": "Mở 8 lớp dạy bơi."})
    answer = desk.post(address, sent)
    assert answer.status_code == 409 and "thành “Mở 8 lớp dạy bơi.”" in answer.content.decode()
    assert len(reading_of(plan)["targets"]) == 2


def test_neighbours_are_merged(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["targets"][0]["id"]
    answer = act(desk, plan, item, "gop", "1")
    assert answer.status_code == 302
    assert len(reading_of(plan)["targets"]) == 1
    undo(desk, plan, answer)
    assert len(reading_of(plan)["targets"]) == 2


def test_a_task_becomes_a_target_and_back(desk: Client, plan: Plan) -> None:
    task = reading_of(plan)["tasks"][0]
    answer = act(desk, plan, task["id"], "chuyen", "N1", kind="targets")
    assert answer["Location"].split("?")[1].startswith("sua=3")
    assert reading_of(plan)["targets"][2]["measures"][0]["value"] == 100
    act(desk, plan, task["id"], "chuyen", "3", kind="tasks")
    assert reading_of(plan)["tasks"][0]["id"] == task["id"]


def test_words_copied_from_the_paper_become_an_item(desk: Client, plan: Plan) -> None:
    sent = {"kind": "targets", "words": "Dọn 100% bến đò"}
    answer = desk.post(f"/ke-hoach/{plan.pk}/danh-dau/", sent)
    assert answer.status_code == 302
    target = reading_of(plan)["targets"][2]
    assert target["text"] == "Dọn 100% bến đò" and target["measures"][0]["value"] == 100
    page = desk.get(answer["Location"]).content.decode()
    assert "Đã thêm chỉ tiêu từ văn bản" in page and 'id="d-3"' in page and "Hoàn tác việc vừa làm" in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": "targets", "words": " "}, "Chép vào đây"),
        ({"kind": "targets", "words": "không có câu này"}, "Không thấy đúng những chữ này"),
        ({"kind": "targets", "words": "bơi"}, "nhiều dòng"),
        ({"kind": "deadlines", "words": "Dạy bơi cho trẻ"}, "không nêu ngày"),
        ({"kind": "assignments", "words": "Dạy bơi cho trẻ"}, "không nêu tên đơn vị"),
        ({"kind": "sub_targets", "words": "Dạy bơi cho trẻ"}, "Chọn chỉ tiêu có ý này"),
        ({"kind": "khac", "words": "Dạy bơi cho trẻ"}, "Chọn loại mục"),
        ({"kind": "targets", "start": "5", "end": "5"}, "Đánh dấu ít nhất một cụm từ"),
        ({"kind": "targets", "start": "99999999", "end": "99999999"}, "Đánh dấu ít nhất một cụm từ"),
    ],
)
def test_what_cannot_be_marked_comes_back_with_its_words(desk: Client, plan: Plan, sent: Any, told: str) -> None:
    answer = desk.post(f"/ke-hoach/{plan.pk}/danh-dau/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page
    assert sent.get("words", "").strip() in page


def test_the_line_tells_which_of_several_places_is_meant(desk: Client, plan: Plan) -> None:
    sent = {"kind": "themes", "words": "bơi", "line": "14"}
    assert desk.post(f"/ke-hoach/{plan.pk}/danh-dau/", sent).status_code == 302
    assert reading_of(plan)["themes"][0]["source"]["lines"] == [14, 14]


def test_an_old_version_is_not_marked(desk: Client, plan: Plan) -> None:
    answer = desk.post(f"/ke-hoach/{plan.pk}/danh-dau/", {"kind": "tasks", "start": "0", "end": "30", "version": "9"})
    assert answer.status_code == 409


def test_every_line_of_the_lists_opens_with_its_fields(desk: Client, filed: Any) -> None:
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    page = page_of(desk, plan)
    keys = re.findall(r'<li id="r-([A-Z]\d+)">', page)
    assert {key[0] for key in keys} >= {"N", "C", "R", "D", "Y"}
    for key in {letter: next(key for key in keys if key[0] == letter) for letter in {key[0] for key in keys}}.values():
        opened = page_of(desk, plan, f"?sua={key}")
        row = opened[opened.index(f'id="r-{key}"') :]
        assert 'data-autosave="' in row[: row.index("</ul>")], key
        ids = re.findall(r' id="([^"]+)"', opened)
        assert len(ids) == len(set(ids))
        links = re.findall(r'href="#([dr]-[^"]+)"', opened)
        assert not [link for link in links if link not in ids]


def test_a_field_of_a_task_is_saved_and_its_line_told(desk: Client, plan: Plan) -> None:
    item = reading_of(plan)["tasks"][1]["id"]
    answer = desk.post(
        f"/ke-hoach/{plan.pk}/muc/{item}/",
        {"text": "Dạy bơi cho trẻ em hè", "base-text": "Dạy bơi cho trẻ.", "due": "30/8/2026", "base-due": ""},
        headers={"X-Autosave": "text,due"},
    )
    assert answer.status_code == 200 and 'id="n-N2"' in answer.content.decode()
    assert reading_of(plan)["tasks"][1]["due"] == "2026-08-30"


def test_a_duty_is_corrected_in_the_row_of_its_unit(desk: Client, plan: Plan) -> None:
    duties = reading_of(plan)["assignments"][0]["duties"]
    page = page_of(desk, plan, "?sua=P1")
    assert page.count("Bỏ việc này") == len(duties) == 2
    answer = desk.post(f"/ke-hoach/{plan.pk}/muc/{duties[0]['id']}/", {"role": "coordinate"})
    assert answer["Location"].endswith("?sua=P1#r-P1")
    assert reading_of(plan)["assignments"][0]["duties"][0]["role"] == "coordinate"
    desk.post(f"/ke-hoach/{plan.pk}/muc/{duties[0]['id']}/bo/")
    assert "Bỏ việc này" not in page_of(desk, plan, "?sua=P1")
    unit = reading_of(plan)["assignments"][0]["id"]
    desk.post(f"/ke-hoach/{plan.pk}/them/", {"kind": "duties", "into": unit, "text": "Chủ trì trồng cây."})
    assert reading_of(plan)["assignments"][0]["duties"][1]["role"] == "lead"


@pytest.mark.parametrize("kind", [kind for kind, _, _ in ADDED_BY_TYPING if kind not in ("members", "criteria")])
def test_every_kind_is_added_by_typing(desk: Client, plan: Plan, kind: str) -> None:
    words = {"words": "Hẹn nhau ở bến đò", "unit": "Đội bến đò"}
    answer = desk.post(f"/ke-hoach/{plan.pk}/them/", {"kind": kind} | words)
    assert answer.status_code == 302, answer.content.decode()
    assert page_of(desk, plan, "?" + answer["Location"].split("?")[1].split("#")[0]).count('data-autosave="') >= 1
    refused = desk.post(f"/ke-hoach/{plan.pk}/them/", {"kind": kind, "words": "", "unit": "Đội bến đò"})
    assert refused.status_code == 422 and 'id="them-khac" open' in refused.content.decode()


def test_a_removed_target_comes_back(desk: Client, plan: Plan) -> None:
    before = reading_of(plan)["targets"]
    answer = desk.post(f"/ke-hoach/{plan.pk}/muc/{before[1]['id']}/bo/")
    undo(desk, plan, answer)
    assert reading_of(plan)["targets"] == before


def test_the_sheet_tells_the_place_of_every_word(desk: Client, plan: Plan) -> None:
    page = page_of(desk, plan)
    text = plan.versions.first().text
    start = text.index("1. Dọn **100%**")
    assert f'data-at="{start} 7+2 11+2"' in page
    for at, words in re.findall(r'<p data-at="(\d+)"[^>]*>([^<]+)</p>', page):
        assert text[int(at) :].startswith(unescape(words))


def test_others_see_no_acts(enter: Any, plan: Plan) -> None:
    page = page_of(enter("chair"), plan, "?sua=1&viec=tach")
    for words in ("Cắt ở đây", "data-mark", "Thêm mục", "Gộp", "?sua="):
        assert words not in page


@pytest.fixture
def scanned(plan: Plan) -> Plan:
    version = plan.versions.get()
    version.reading = version.reading.replace('"ocr": false', '"ocr": true')
    version.save()
    return plan


def test_figures_of_a_scan_wait_to_be_confirmed(desk: Client, scanned: Plan) -> None:
    page = page_of(desk, scanned)
    many = len(re.findall(r'name="figure"', page))
    assert many > 4 and f"Đã xác nhận 0/{many} số liệu" in page
    assert "Đọc được: “trước ngày 05/12/2026”" in page.replace("\N{NO-BREAK SPACE}", " ")
    stopped = desk.post(f"/ke-hoach/{scanned.pk}/xong/", follow=True).content.decode()
    assert f"Bản quét còn {many} số liệu chưa xác nhận" in stopped
    figures = re.findall(r'name="figure" value="([^"]+)"><input type="hidden" name="base" value="([^"]*)"', page)
    address = f"/ke-hoach/{scanned.pk}/so-lieu/"
    first = desk.post(
        address, {"figure": figures[0][0], "base": unescape(figures[0][1])}, headers={"HX-Request": "true"}
    )
    part = first.content.decode()
    assert f"Đã xác nhận 1/{many} số liệu" in part and "<html" not in part
    focused = re.search(r'value="([^"]+)"><input type="hidden" name="base" value="[^"]*"><button[^>]* autofocus', part)
    assert focused and focused[1] == figures[1][0]
    for figure, base in figures[1:]:
        answer = desk.post(address, {"figure": figure, "base": unescape(base)})
        assert answer["Location"].endswith("#so-lieu")
    assert f"Đã xác nhận {many}/{many} số liệu" in page_of(desk, scanned)
    assert "phan-cong" in desk.post(f"/ke-hoach/{scanned.pk}/xong/")["Location"]


def test_a_figure_that_changed_meanwhile_shows_both_values(desk: Client, enter: Any, scanned: Plan) -> None:
    measure = reading_of(scanned)["targets"][1]["measures"][0]
    enter("second_clerk").post(f"/ke-hoach/{scanned.pk}/muc/{measure['id']}/", {"value": "4"})
    sent = {"figure": f"{measure['id']}:value", "base": "3"}
    answer = desk.post(f"/ke-hoach/{scanned.pk}/so-lieu/", sent, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Lê Minh Tâm vừa ghi “4”; anh/chị đang xác nhận “3”" in answer.content.decode()


def test_a_paper_that_is_no_scan_has_no_figures_to_confirm(desk: Client, plan: Plan) -> None:
    assert "Đã xác nhận" not in page_of(desk, plan)


def test_the_page_asks_no_more_for_longer_lists(desk: Client, filed: Any, django_assert_max_num_queries: Any) -> None:
    many = "\n".join(f"({at}) Trồng {at} cây bàng; nuôi {at} tổ ong; sơn {at} cầu tàu." for at in range(3, 60))
    plan = filed(PAPER.replace("\n\nIII. NHIỆM VỤ", f"\n{many}\n\nIII. NHIỆM VỤ"), "dai.txt")
    with django_assert_max_num_queries(15):
        page_of(desk, plan, "?sua=5")


def test_two_people_on_the_page_know_of_one_another(desk: Client, enter: Any, plan: Plan) -> None:
    address, shown = f"/ke-hoach/{plan.pk}/moi/", {"revision": "1.1"}
    assert "cũng đang mở" not in desk.post(address, shown).content.decode()
    other = enter("second_clerk")
    told = other.post(address, shown).content.decode()
    assert "cũng đang mở trang này" in told and "Lê Minh Tâm" not in told
    assert "Lê Minh Tâm cũng đang mở trang này" in desk.post(address, shown).content.decode()
    item = reading_of(plan)["targets"][1]["id"]
    other.post(f"/ke-hoach/{plan.pk}/muc/{item}/", {"text": "Mở 8 lớp dạy bơi."})
    news = desk.post(address, shown).content.decode()
    assert "Lê Minh Tâm vừa sửa phần đã đọc" in news and 'data-revision="1.2"' in news
    assert 'id="n-2"' in news and 'id="can-xem"' in news and "data-autosave" not in news
    assert 'id="n-2"' not in desk.post(address, {"revision": "1.2"}).content.decode()


def test_somebody_who_left_is_not_told_of(desk: Client, enter: Any, plan: Plan) -> None:
    enter("second_clerk").post(f"/ke-hoach/{plan.pk}/moi/", {"revision": "1.1"})
    plan.viewers.update(seen_at="2026-01-01T00:00:00Z")
    assert "cũng đang mở" not in desk.post(f"/ke-hoach/{plan.pk}/moi/", {"revision": "1.1"}).content.decode()
