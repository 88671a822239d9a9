"""Writing a plan without a file: begun three ways, written block by block, by two people at once, refused words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.plans import services
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Plan, PlanVersion, SavedText, WardInstrument
from thidua.apps.plans.queries import coverage, current_version, files_visible_to, findings_of, library
from thidua.apps.plans.services import Beginning, InstrumentValues
from thidua.core.plans.identity import items

TODAY = date(2026, 11, 20)
LAST = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 15/KH-UBND
Bến Ngọc, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Phát động phong trào thi đua năm 2026

Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ;

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Làm cho phố phường sạch hơn.
2. Yêu cầu
- Việc nào giao tên người ấy.

II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt từ 95% trở lên.
(2) Giữ vững an ninh trật tự.

III. THỜI GIAN THỰC HIỆN
Từ ngày 20/01/2026 đến hết ngày 31/12/2026.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội: theo dõi, đôn đốc các đơn vị.
2. Các đơn vị báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 05/12/2026.

Nơi nhận:
- Các tổ dân phố;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Quốc Bảo
"""
ABOVE = """ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI THÀNH
Số: 8/KH-UBND
Hải Thành, ngày 05 tháng 01 năm 2027

KẾ HOẠCH
Phát động phong trào thi đua năm 2027

II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt 98%.
(2) Trồng 5.000 cây xanh trên địa bàn thành phố Hải Thành.

III. NHIỆM VỤ
1. Mở lớp dạy bơi cho học sinh tiểu học.

IV. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân các xã, phường báo cáo kết quả về Sở Nội vụ trước ngày 15/12/2027.
"""


@pytest.fixture
def last(cast: Any, now: Any) -> Plan:
    return services.file_plan(LAST.encode(), "2026.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan


@pytest.fixture
def above(cast: Any, now: Any) -> Plan:
    return services.file_plan(
        ABOVE.encode(), "tp.txt", unit=cast.ward, by=cast.clerk.actor, now=now, from_above=True
    ).plan


@pytest.fixture
def begin(cast: Any, now: Any) -> Any:
    def begun(**sources: Any) -> Plan:
        beginning = Beginning(sources.pop("year", 2027), **sources)
        return services.begin_draft(beginning, unit=cast.ward, by=cast.clerk.actor, now=now, today=TODAY).plan

    return begun


@pytest.fixture
def acts(cast: Any, now: Any) -> dict[str, Any]:
    return {"by": cast.clerk.actor, "now": now}


def reading(plan: Plan) -> dict[str, Any]:
    return reading_of(current_version(plan))


def test_a_draft_has_no_file_and_everything_that_asked_for_one_goes_on(begin: Any, last: Plan, cast: Any) -> None:
    plan = begin(last_year=last)
    version = current_version(plan)
    assert (version.origin, version.file, plan.state, plan.year) == ("drafted", None, "draft", 2027)
    assert len(version.mark) == 64
    assert list(files_visible_to(cast.clerk.actor).values_list("name", flat=True)) == ["2026.txt"]
    assert [row.versions.all()[0].file for row in library(cast.clerk.actor).filter(pk=plan.pk)] == [None]
    assert Entry.objects.filter(event="plan.drafted").count() == 1


def test_every_place_of_a_draft_points_at_its_own_words(begin: Any, last: Plan) -> None:
    draft = reading(begin(last_year=last))
    (clean_water, _) = draft["targets"]
    start, end = clean_water["source"]["chars"]
    assert draft["x_text"][start:end] == "Tỷ lệ hộ dùng nước sạch đạt từ 95% trở lên."
    assert draft["x_text"].splitlines()[clean_water["source"]["lines"][0] - 1].endswith("từ 95% trở lên.")
    assert all(0 <= item["source"]["chars"][0] <= len(draft["x_text"]) for _, item in items(draft) if "source" in item)


def test_from_last_year_moves_days_and_asks_about_figures_and_ended_law(begin: Any, last: Plan) -> None:
    draft = reading(begin(last_year=last))
    assert draft["deadlines"][0]["date"] == "2027-12-05"
    assert draft["targets"][0]["measures"][0]["baseline"] == 95
    codes = [note["code"] for note in draft["x_notes"]]
    assert {"level_of_last_year", "deadline_day_off", "basis_ended"} <= set(codes)
    ended = next(note["text"] for note in draft["x_notes"] if note["code"] == "basis_ended")
    assert "152/2025/NĐ-CP" in ended


def test_from_the_plan_above_everything_is_taken_up_earlier_and_cited(begin: Any, above: Plan) -> None:
    plan = begin(higher=above)
    draft = reading(plan)
    assert [target["text"] for target in draft["targets"]][1] == "Trồng 5.000 cây xanh trên địa bàn phường."
    assert [limit["date"] for limit in draft["deadlines"]] == ["2027-12-08"]
    assert draft["legal_bases"][0]["number"] == "8/KH-UBND"
    assert {row.standing for row in coverage(plan) if row.higher} == {"taken_up"}


def test_a_missing_line_comes_in_once(begin: Any, last: Plan, above: Plan, acts: Any) -> None:
    plan = begin(last_year=last, higher=above)
    missing = [row.higher for row in coverage(plan) if row.standing == "missing"]
    assert "targets/1" in missing
    assert services.take_up_lines(plan, ["targets/1"], **acts) == 1
    assert services.take_up_lines(plan, ["targets/1"], **acts) == 0
    assert "targets/1" not in [row.higher for row in coverage(plan) if row.standing == "missing"]
    assert [target["label"] for target in reading(plan)["targets"]] == ["(1)", "(2)", "(3)"]


def test_a_blank_draft_takes_signature_and_recipients_of_the_last_plan(begin: Any, last: Plan) -> None:
    draft = reading(begin())
    assert draft["signatory"]["name"] == "Trần Quốc Bảo"
    assert [one["name"] for one in draft["recipients"]] == ["Các tổ dân phố", "VT"]
    assert draft["targets"] == draft["purposes"] == []


@pytest.mark.parametrize(
    ("year", "with_last", "field"), [(2010, False, "year"), (2040, False, "year"), (2025, True, "last_year")]
)
def test_a_year_that_cannot_be_is_refused_at_its_field(
    begin: Any, last: Plan, year: int, with_last: bool, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        begin(year=year, last_year=last if with_last else None)
    assert refused.value.verdict.reasons[0].field == field
    assert Plan.objects.count() == 1


def test_only_a_clerk_begins_and_writes(begin: Any, cast: Any, now: Any) -> None:
    plan = begin()
    for member in (cast.chair, cast.officer, cast.stranger):
        with pytest.raises(Refused):
            services.begin_draft(Beginning(2027), unit=cast.ward, by=member.actor, now=now, today=TODAY)
        with pytest.raises(Refused):
            services.add_draft_block(plan, "purposes", {"text": "Phố sạch."}, by=member.actor, now=now)


def test_the_sentence_of_a_target_is_read_at_once_and_its_words_stand_in_the_paper(begin: Any, acts: Any) -> None:
    plan = begin()
    (item,) = services.add_draft_block(plan, "targets", {"text": "Tỷ lệ hộ văn hóa đạt 97% trở lên."}, **acts)
    (target,) = reading(plan)["targets"]
    assert (target["id"], target["measures"][0]["operator"], target["measures"][0]["value"]) == (item, "at_least", 97)
    saved = services.correct_plan_item(plan, item, {"text": "Tỷ lệ hộ văn hóa đạt từ 90% đến 95%."}, {}, **acts)
    draft = reading(plan)
    assert saved.changed == ("text",)
    assert (draft["targets"][0]["measures"][0]["operator"], draft["targets"][0]["measures"][0]["id"]) == (
        "between",
        target["measures"][0]["id"],
    )
    assert "từ 90% đến 95%" in draft["x_text"]
    assert "97%" not in draft["x_text"]


def test_the_later_of_two_writers_is_told_of_the_other(begin: Any, acts: Any, cast: Any, now: Any) -> None:
    plan = begin()
    (item,) = services.add_draft_block(plan, "purposes", {"text": "Làm cho phố sạch."}, **acts)
    base = {"text": "Làm cho phố sạch."}
    services.correct_plan_item(plan, item, {"text": "Làm cho phố đẹp."}, base, by=cast.second_clerk.actor, now=now)
    saved = services.correct_plan_item(plan, item, {"text": "Làm cho phố xanh."}, base, **acts)
    assert saved.theirs == {"text": "Làm cho phố đẹp."}
    assert reading(plan)["purposes"][0]["text"] == "Làm cho phố đẹp."


@pytest.mark.parametrize(
    ("when", "words"),
    [("lúc nào cũng được", "Chưa nhận ra hạn"), ("trước ngày 31/02/2027", "không tồn tại"), ("", "Chưa nhận ra hạn")],
)
def test_a_limit_without_a_day_is_refused_with_an_example(begin: Any, acts: Any, when: str, words: str) -> None:
    plan = begin()
    typed = {"text": "Báo cáo kết quả năm", "when": when}
    with pytest.raises(Refused) as refused:
        services.add_draft_block(plan, "deadlines", typed, **acts)
    (reason,) = refused.value.verdict.reasons
    assert (reason.field, words in reason.text) == ("when", True)
    (item,) = services.add_draft_block(plan, "deadlines", typed | {"when": "trước ngày 05/12/2027"}, **acts)
    saved = services.correct_plan_item(plan, item, {"when": when or "?"}, {}, **acts)
    assert "when" in saved.errors
    assert reading(plan)["deadlines"][0]["date"] == "2027-12-05"


def test_blocks_move_and_go_and_numbers_follow(begin: Any, acts: Any, last: Plan) -> None:
    plan = begin(last_year=last)
    first, second = (target["id"] for target in reading(plan)["targets"])
    services.move_draft_block(plan, second, -1, **acts)
    assert [(row["id"], row["label"]) for row in reading(plan)["targets"]] == [(second, "(1)"), (first, "(2)")]
    services.move_draft_block(plan, second, -1, **acts)
    services.remove_draft_block(plan, first, **acts)
    services.remove_draft_block(plan, first, **acts)
    assert [(row["id"], row["label"]) for row in reading(plan)["targets"]] == [(second, "(1)")]
    assert Entry.objects.filter(event="plan.item_moved").count() == 1
    assert Entry.objects.filter(event="plan.item_removed").count() == 1


def test_what_was_taken_out_can_be_brought_from_last_year_again(begin: Any, acts: Any, last: Plan) -> None:
    plan = begin(last_year=last)
    was = reading(last)["targets"][0]["id"]
    assert services.use_last_year(plan, was, **acts) == 0
    services.remove_draft_block(plan, reading(plan)["targets"][0]["id"], **acts)
    assert services.use_last_year(plan, was, **acts) == 1
    assert reading(plan)["targets"][-1]["text"].startswith("Tỷ lệ hộ dùng nước sạch")


def test_a_note_is_settled_by_a_press_or_by_writing(begin: Any, acts: Any, last: Plan) -> None:
    from thidua.core.plans.drafting import notes_of

    plan = begin(last_year=last)
    target = reading(plan)["targets"][0]
    day_off = next(note for note in notes_of(reading(plan)) if note.code == "deadline_day_off")
    services.settle_draft_note(plan, day_off.key, **acts)
    services.settle_draft_note(plan, day_off.key, **acts)
    services.correct_plan_item(plan, target["id"], {"text": "Tỷ lệ hộ dùng nước sạch đạt 97%."}, {}, **acts)
    codes = [(note.code, note.item) for note in notes_of(reading(plan))]
    assert ("deadline_day_off", day_off.item) not in codes
    assert ("level_of_last_year", target["id"]) not in codes
    assert Entry.objects.filter(event="plan.note_settled").count() == 1


@pytest.mark.parametrize("kind", ["purposes", "targets", "themes", "recipients"])
def test_words_with_a_stamp_of_secrecy_are_not_kept(begin: Any, acts: Any, kind: str) -> None:
    plan = begin()
    with pytest.raises(Refused) as refused:
        services.add_draft_block(plan, kind, {"text": "TUYỆT MẬT"}, **acts)
    assert refused.value.verdict.reasons[0].code == "A63"
    (item,) = services.add_draft_block(plan, kind, {"text": "Giữ phố phường đạt 100% sạch"}, **acts)
    name = "name" if kind == "recipients" else "text"
    assert services.correct_plan_item(plan, item, {name: "TỐI MẬT"}, {}, **acts).errors[name][0].code == "A63"
    assert "MẬT" not in current_version(plan).reading


def test_a_signed_draft_is_written_no_more_and_a_filed_plan_never(begin: Any, acts: Any, last: Plan) -> None:
    plan = begin(last_year=last)
    with pytest.raises(Refused):
        services.add_draft_block(last, "purposes", {"text": "Phố sạch."}, **acts)
    day = date(2026, 11, 1)
    Plan.objects.filter(pk=plan.pk).update(state="signed", number="9", signed_on=day, sign_recorded_at=acts["now"])
    with pytest.raises(Refused) as refused:
        services.add_draft_block(plan, "purposes", {"text": "Phố sạch."}, **acts)
    assert "không soạn tiếp" in str(refused.value)


def test_a_file_may_follow_a_draft(begin: Any, acts: Any, last: Plan) -> None:
    plan = begin(last_year=last)
    before = reading(plan)["targets"][0]["id"]
    filed = services.refile_plan(plan, LAST.replace("2026", "2027").encode(), "k.txt", reason="Bản in", **acts)
    assert (filed.version.ordinal, filed.version.origin) == (2, "filed")
    assert reading(plan)["targets"][0]["id"] == before


def test_saved_texts_are_kept_once_counted_and_withdrawn(begin: Any, acts: Any, last: Plan, cast: Any) -> None:
    plan = begin(last_year=last)
    item = reading(plan)["purposes"][0]["id"]
    text = services.save_item_text(plan, item, **acts)
    assert services.save_text("purposes", "LÀM CHO PHỐ PHƯỜNG SẠCH HƠN", commune=cast.ward.pk, **acts) == text
    services.remove_draft_block(plan, item, **acts)
    services.use_text(plan, text, **acts)
    assert [row["text"] for row in reading(plan)["purposes"]] == ["Làm cho phố phường sạch hơn."]
    services.withdraw_text(text, **acts)
    services.withdraw_text(text, **acts)
    row = SavedText.objects.get()
    assert (row.used, row.withdrawn_at) == (1, acts["now"])
    assert Entry.objects.filter(event="text.withdrawn").count() == 1
    assert services.save_text("purposes", "Làm cho phố phường sạch hơn", commune=cast.ward.pk, **acts) != text


def test_an_own_entry_that_ended_is_told_in_the_draft(begin: Any, acts: Any, cast: Any) -> None:
    plan = begin()
    cited = "Nghị quyết số 45/NQ-HĐND ngày 10/12/2024 của Hội đồng nhân dân phường về nhiệm vụ"
    services.add_draft_block(plan, "legal_bases", {"text": cited}, **acts)
    known = InstrumentValues("resolution", "45/NQ-HĐND", "Nhiệm vụ năm 2025", until=date(2026, 1, 1))
    codes = lambda: [  # noqa: E731
        row.finding.code
        for row in findings_of(current_version(plan), reading(plan), TODAY, cast.clerk.actor)
        if row.finding.item == "legal_bases/0"
    ]
    assert codes() == []
    row = services.keep_instrument(known, commune=cast.ward.pk, **acts)
    assert codes() == ["instrument_replaced"]
    services.withdraw_instrument(row, **acts)
    assert codes() == []


def test_entries_are_checked_field_by_field_and_never_written_over(acts: Any, cast: Any) -> None:
    ward = cast.ward.pk
    bad = InstrumentValues("decree", "không số", "", since=date(2026, 1, 1), until=date(2025, 1, 1))
    with pytest.raises(Refused) as refused:
        services.keep_instrument(bad, commune=ward, **acts)
    assert {reason.field for reason in refused.value.verdict.reasons} == {"number", "title", "until"}
    good = InstrumentValues("decision", "12/QĐ-UBND", "Quy chế thi đua")
    row = services.keep_instrument(good, commune=ward, **acts)
    with pytest.raises(Refused) as known:
        services.keep_instrument(InstrumentValues("decision", "012 / QĐ-UBND", "Khác"), commune=ward, **acts)
    assert known.value.verdict.reasons[0].field == "number"
    services.keep_instrument(good, commune=ward, known=row, base=1, **acts)
    with pytest.raises(Refused) as late:
        services.keep_instrument(good, commune=ward, known=row, base=1, **acts)
    assert late.value.verdict.reasons[0].code == "conflict"
    assert WardInstrument.objects.get().revision == 2


def test_the_theme_of_the_year_goes_into_the_next_draft(begin: Any, acts: Any, cast: Any) -> None:
    services.enter_theme(2027, "commune", "“Phố sạch, cảng xanh”", commune=cast.ward.pk, **acts)
    services.enter_theme(2027, "commune", "Phố xanh, cảng sạch", commune=cast.ward.pk, **acts)
    themes = reading(begin())["themes"]
    assert [(one["of"], one["text"], one["year"]) for one in themes] == [("commune", "Phố xanh, cảng sạch", 2027)]
    assert Entry.objects.filter(event="theme.entered").count() == 2


def test_the_names_of_signers_enter_the_chain_only_as_commitments(begin: Any, acts: Any, last: Plan) -> None:
    plan = begin(last_year=last)
    signer = reading(plan)["signatory"]["id"]
    services.correct_plan_item(plan, signer, {"name": "Lê Văn Bến", "mode": "KT"}, {}, **acts)
    assert reading(plan)["signatory"]["mode"] == ["KT"]
    assert not any("Lê Văn Bến" in entry.content or "Trần Quốc Bảo" in entry.content for entry in Entry.objects.all())


def test_the_database_itself_refuses_a_filed_version_without_its_file(begin: Any) -> None:
    from django.db import IntegrityError, transaction

    plan = begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(plan=plan).update(origin="filed")
