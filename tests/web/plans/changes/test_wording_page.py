"""The page of wording: what is offered, taken, added and let go; what is refused comes back as it was typed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from plan_papers import SMALL

from builders import a_word_file
from thidua.apps.files.queries import bytes_of
from thidua.apps.plans.models import Plan, TextChange
from thidua.apps.plans.queries import current_version, findings_of, offered, reading
from thidua.apps.plans.services import WantedChange, change_wording, refile_plan
from thidua.formats.docx import linearise_docx

SLIPS = SMALL.replace("(2) Giữ vững", "(2) Phần đầu giữ vững").replace("cho phố phường", "cho phố của của phường")


@pytest.fixture
def plan(filed: Callable[..., Any]) -> Plan:
    return filed(a_word_file(SLIPS), "ke-hoach.docx")


def address(plan: Plan, part: str = "") -> str:
    return f"/ke-hoach/{plan.pk}/sua-loi-van/{part}"


def seen(plan: Plan, **more: str) -> dict[str, str]:
    """The hidden fields of the page as it stands now."""
    version = current_version(plan)
    return {"version": str(version.pk), "base": str(version.revision)} | more


def shown(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).replace("\u00a0", " ").split())


def place(plan: Plan, words: str, nth: int = 0) -> str:
    start = -1
    for _ in range(nth + 1):
        start = current_version(plan).text.index(words, start + 1)
    return f"{start}-{start + len(words)}"


def take(desk: Client, plan: Plan, *pairs: tuple[str, str], **more: str) -> Any:
    fields = seen(plan) | more
    for before, after in pairs:
        key = place(plan, before)
        fields |= {f"take-{key}": "1", f"before-{key}": before, f"after-{key}": after}
    return desk.post(address(plan, "nhan/"), fields)


def add(desk: Client, plan: Plan, quote: str, after: str, **more: str) -> Any:
    return desk.post(address(plan, "them/"), seen(plan) | {"quote": quote, "after": after} | more)


def finding_of(plan: Plan, code: str) -> str:
    version = current_version(plan)
    rows = findings_of(version, reading(version), None)
    return next(row.key for row in rows if row.finding.code == code)


def test_the_page_offers_what_the_machine_knows_and_ticks_nothing(desk: Client, plan: Plan) -> None:
    answer = desk.get(address(plan))
    page = answer.content.decode()
    assert "máy gợi ý 2 chỗ" in shown(answer)
    assert 'value="Phấn đấu"' in page and 'value="của"' in page
    assert " checked" not in page.split('id="goi-y"')[1].split("</section>")[0]
    assert "Tạo bản Word đã sửa" not in page and TextChange.objects.count() == 0


def test_a_finding_leads_here_with_its_offer_ticked(desk: Client, plan: Plan) -> None:
    key = finding_of(plan, "ocr_slip")
    assert f"sua-loi-van/?diem={key}#goi-y" in desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/").content.decode()
    offers = desk.get(f"{address(plan)}?diem={key}").content.decode().split('id="goi-y"')[1].split("</section>")[0]
    assert offers.count(" checked") == 1


def test_a_finding_without_words_fills_the_form(desk: Client, filed: Callable[..., Any]) -> None:
    plan = filed(SMALL.replace("Từ ngày 20/01/2026", "Từ ngày 31/02/2026").replace("sạch hơn", "“sạch hơn"))
    version = current_version(plan)
    rows = findings_of(version, reading(version), None)
    row = next(row for row in rows if row.finding.code == "unclosed_quotes")
    words = version.text[slice(*row.finding.source["chars"])]
    assert f'value="{html.escape(words)}"' in desk.get(f"{address(plan)}?diem={row.key}").content.decode()


def test_ticked_offers_are_kept_with_the_words_in_their_fields(desk: Client, plan: Plan) -> None:
    answer = take(desk, plan, ("Phần đầu", "Quyết tâm"))
    assert answer["Location"] == f"{address(plan)}#da-ghi"
    row = TextChange.objects.get()
    assert (row.before, row.after, row.why, row.finding) == (
        "Phần đầu",
        "Quyết tâm",
        "sai chính tả",
        finding_of(plan, "ocr_slip"),
    )
    page = desk.get(address(plan))
    assert "Đã ghi 1 chỗ sửa , máy gợi ý thêm 1 chỗ" in shown(page)
    assert "<del>Phần đầu</del><ins>Quyết tâm</ins>" in page.content.decode()


def test_without_a_tick_nothing_is_kept(desk: Client, plan: Plan) -> None:
    answer = take(desk, plan)
    assert answer.status_code == 422 and "Đánh dấu ít nhất một gợi ý" in shown(answer)


def test_a_refused_offer_comes_back_ticked_as_typed_and_the_others_are_kept(desk: Client, plan: Plan) -> None:
    answer = take(desk, plan, ("Phần đầu", "Phấn\u202eđấu"), ("của của", "của"))
    page = answer.content.decode()
    assert answer.status_code == 422 and [row.after for row in TextChange.objects.all()] == ["của"]
    assert "ký tự không nhìn thấy" in page and "<title>Lỗi:" in page
    offers = page.split('id="goi-y"')[1].split("</section>")[0]
    assert offers.count(" checked") == 1 and 'value="Phấn\u202eđấu"' in offers


def test_somebody_faster_is_told_and_nothing_typed_is_lost(desk: Client, enter: Any, plan: Plan) -> None:
    before = seen(plan)
    take(enter("second_clerk"), plan, ("Phần đầu", "Phấn đấu"))
    answer = desk.post(address(plan, "them/"), before | {"quote": "Phần đầu giữ", "after": "Cùng giữ", "why": "gọn"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Người khác vừa sửa “Phần đầu” ở đây thành “Phấn đấu”" in page
    assert all(f'value="{words}"' in page for words in ("Phần đầu giữ", "Cùng giữ", "gọn"))
    assert TextChange.objects.count() == 1


def test_a_newer_document_is_told_and_nothing_typed_is_lost(desk: Client, cast: Any, now: Any, plan: Plan) -> None:
    before = seen(plan)
    refile_plan(plan, SMALL.encode(), "moi.txt", reason="mới", by=cast.clerk.actor, now=now)
    answer = desk.post(address(plan, "them/"), before | {"quote": "an ninh", "after": "trật tự"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Vừa có bản mới hơn" in page and 'value="an ninh"' in page
    assert TextChange.objects.count() == 0


def test_quoted_words_are_changed_where_they_stand(desk: Client, plan: Plan) -> None:
    assert add(desk, plan, "an ninh trật tự", "an ninh, trật tự", why="thiếu phẩy").status_code == 302
    row = TextChange.objects.get()
    assert current_version(plan).text[row.start : row.end] == "an ninh trật tự"
    assert (row.after, row.why) == ("an ninh, trật tự", "thiếu phẩy")


def test_words_that_stand_several_times_ask_which(desk: Client, plan: Plan) -> None:
    answer = add(desk, plan, "Văn hóa - Xã hội", "VH-XH")
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count('name="place"') == 2
    assert "Chữ này đứng ở 2 chỗ" in page and 'value="VH-XH"' in page
    second = place(plan, "Văn hóa - Xã hội", 1)
    assert add(desk, plan, "Văn hóa - Xã hội", "VH-XH", place=second).status_code == 302
    assert f"{TextChange.objects.get().start}-" in second


@pytest.mark.parametrize(
    ("quote", "after", "words"),
    [
        ("", "x", "Nhập chữ cần sửa"),
        ("Xyz không có", "x", "Không thấy chữ này"),
        ("an ninh", "an ninh", "giống hệt chữ cũ"),
        ("KẾ HOẠCH", "", "Không xóa trắng cả một đoạn"),
    ],
)
def test_what_cannot_be_added_comes_back_with_the_reason(
    desk: Client, plan: Plan, quote: str, after: str, words: str
) -> None:
    answer = add(desk, plan, quote, after, why="vì sao")
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and 'value="vì sao"' in page
    assert TextChange.objects.count() == 0


def test_a_change_is_let_go_once_and_again(desk: Client, plan: Plan) -> None:
    take(desk, plan, ("Phần đầu", "Phấn đấu"))
    row = TextChange.objects.get()
    for _ in range(2):
        assert desk.post(address(plan, f"{row.pk}/bo/")).status_code == 302
    assert "Chưa ghi chỗ sửa nào" in shown(desk.get(address(plan)))


def issue(desk: Client, plan: Plan, **more: str) -> Any:
    return desk.post(address(plan, "tao/"), seen(plan) | {"reason": "Sửa lời văn", "once": "khoa"} | more)


def test_the_corrected_word_file_becomes_the_next_version(desk: Client, plan: Plan) -> None:
    take(desk, plan, ("Phần đầu", "Phấn đấu"), ("của của", "của"))
    fields = seen(plan) | {"reason": "Sửa lời văn", "once": "khoa"}
    first = desk.post(address(plan, "tao/"), fields)
    second = desk.post(address(plan, "tao/"), fields)
    assert first["Location"] == second["Location"] == f"/ke-hoach/{plan.pk}/kiem-tra/"
    version = current_version(plan)
    assert (version.ordinal, version.reason) == (2, "Sửa lời văn")
    assert "Phấn đấu giữ vững" in linearise_docx(bytes_of(version.file)).text
    assert not {"ocr_slip", "doubled_word"} & {row.finding.code for row in findings_of(version, reading(version), None)}
    assert "máy gợi ý" not in shown(desk.get(address(plan)))


def test_a_change_in_between_stops_the_issue_and_keeps_the_reason(desk: Client, enter: Any, plan: Plan) -> None:
    take(desk, plan, ("Phần đầu", "Phấn đấu"))
    before = seen(plan)
    take(enter("second_clerk"), plan, ("của của", "của"))
    answer = desk.post(address(plan, "tao/"), before | {"reason": "Lý do đã gõ"})
    assert answer.status_code == 409 and "Vừa có người sửa" in shown(answer)
    assert 'value="Lý do đã gõ"' in answer.content.decode() and plan.versions.count() == 1


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_the_reason_is_asked_for(desk: Client, plan: Plan, reason: str) -> None:
    take(desk, plan, ("Phần đầu", "Phấn đấu"))
    answer = issue(desk, plan, reason=reason)
    assert answer.status_code == 422 and "Ghi lý do sửa đổi" in shown(answer) and plan.versions.count() == 1


def test_words_that_word_makes_itself_are_told_at_their_row(desk: Client, filed: Callable[..., Any]) -> None:
    plan = filed(a_word_file(SLIPS, numbered="Giữ sạch đường"), "a.docx")
    add(desk, plan, "1. Giữ", "2. Giữ")
    answer = issue(desk, plan)
    row = TextChange.objects.get()
    page = answer.content.decode()
    assert answer.status_code == 422 and "do Word tự sinh" in page and f'href="#sua-{row.pk}"' in page
    assert plan.versions.count() == 1
    copy = desk.get(address(plan, "ban-sach.docx"))
    assert copy.status_code == 422 and "do Word tự sinh" in copy.content.decode()


@pytest.mark.parametrize(("part", "marked"), [("ban-sach.docx", False), ("ban-dau-sua.docx", True)])
def test_copies_for_the_drafter(desk: Client, plan: Plan, part: str, marked: bool) -> None:
    take(desk, plan, ("Phần đầu", "Phấn đấu"))
    answer = desk.get(address(plan, part))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert ("hien-dau-sua" in answer["Content-Disposition"]) == marked
    assert "Phấn đấu giữ vững" in linearise_docx(answer.content).text
    assert plan.versions.count() == 1


def test_a_paper_that_is_no_word_file_gets_a_slip_instead(desk: Client, filed: Callable[..., Any]) -> None:
    plan = filed(SLIPS)
    take(desk, plan, ("Phần đầu", "Phấn đấu"))
    page = shown(desk.get(address(plan)))
    assert "không phải .docx" in page and "Tạo bản Word" not in page and "In phiếu đề nghị chỉnh sửa" in page
    assert issue(desk, plan).status_code == 422


@pytest.mark.parametrize("who", ["admin", "chair"])
def test_others_of_the_ward_read_and_change_nothing(enter: Any, desk: Client, plan: Plan, who: str) -> None:
    take(desk, plan, ("Phần đầu", "Phấn đấu"))
    answer = enter(who).get(address(plan))
    page = answer.content.decode()
    assert "Chỉ cán bộ thường trực thi đua" in page and "<form method" not in page.split("<main")[1].split("</main>")[0]
    assert add(enter(who), plan, "an ninh", "x").status_code == 403


def test_the_words_of_an_issued_plan_are_only_read(desk: Client, plan: Plan, now: Any) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="issued", number="1", signed_on=now.date(), sign_recorded_at=now)
    page = desk.get(address(plan)).content.decode()
    assert "đang ở bước “Đã ban hành”" in page and "Thêm một chỗ sửa" not in page
    assert add(desk, plan, "an ninh", "x").status_code == 422


def test_queries_do_not_grow_with_rows(desk: Client, cast: Any, now: Any, plan: Plan) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert desk.get(address(plan)).status_code == 200
        return len(caught)

    version = current_version(plan)
    words = list(re.finditer(r"\w{4,}", version.text))[:12]
    wanted = [WantedChange(*found.span(), found.group(), f"{found.group()}x") for found in words]
    change_wording(plan, wanted[:1], version=version.pk, base=1, by=cast.clerk.actor, now=now)
    few = counted()
    answer = change_wording(
        plan, wanted, version=version.pk, base=current_version(plan).revision, by=cast.second_clerk.actor, now=now
    )
    assert len(answer.made) == 12
    assert counted() == few


def test_offers_are_those_of_open_findings(desk: Client, plan: Plan) -> None:
    key = finding_of(plan, "ocr_slip")
    desk.post(f"/ke-hoach/{plan.pk}/giu/", {"finding": key, "why": "đúng ý người soạn"})
    version = current_version(plan)
    rows = findings_of(version, reading(version), None)
    assert [one.change.before for one in offered(version, rows)] == ["của của"]
