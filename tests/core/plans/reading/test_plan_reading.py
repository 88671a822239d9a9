"""Whole papers of our own: a ward plan with tables, a school plan in broken lines, a dispatch, a block plan."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from thidua.core.plans.model import Plan
from thidua.core.plans.reading import read_plan

PAPERS = Path(__file__).parent / "papers"


@cache
def paper(name: str) -> Plan:
    return read_plan((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))


def test_the_head_of_a_ward_plan_with_a_head_table() -> None:
    document = paper("ward_tables")["document"]
    assert (document["number"], document["symbol"], document["date"]) == ("47", "KH-UBND", "2026-01-12")
    assert (document["kind"], document["place"]) == ("plan", "An Lạc")
    assert document["issuer"]["name"] == "Ủy ban nhân dân phường An Lạc"
    assert (document["issuer"]["level"], document["issuer"]["parent"]) == ("commune", "thành phố Bình Minh")
    assert document["title"] == "Phát động phong trào thi đua yêu nước năm 2026"


def test_a_table_of_targets_is_read_by_its_header() -> None:
    targets = paper("ward_tables")["targets"]
    budget, poverty, culture, income = targets
    assert (budget["group"], budget["lead"], budget["support"]) == ("Kinh tế", ["Phòng Kinh tế"], ["Thuế cơ sở 3"])
    measure = budget["measures"][0]
    assert (measure["operator"], measure["value"], measure["unit"]) == ("at_least", Decimal("205.5"), "tỷ đồng")
    assert measure["baseline"] == Decimal("186.4")
    assert poverty["support"] == ["Mặt trận Tổ quốc", "Các tổ dân phố"]
    assert [t["measures"][0]["operator"] for t in poverty["sub_targets"]] == ["at_most"]
    assert (culture["group"], culture["measures"][0]["value"]) == ("Xã hội", Decimal(12))
    assert income["measures"][0]["value_max"] == Decimal(9)


def test_a_table_of_tasks_gives_owners_due_dates_and_products() -> None:
    tasks = paper("ward_tables")["tasks"]
    assert [(task["lead"], task["due"], task["product"]) for task in tasks] == [
        (["Trung tâm Dịch vụ sự nghiệp công"], "2026-Q1", "Chuyên mục"),
        (["Phòng Kinh tế"], "2026-09", "Tuyến đường"),
    ]


def test_period_and_rounds() -> None:
    plan = paper("ward_tables")
    assert (plan["period"]["from"], plan["period"]["to"]) == ("2026-01-15", "2026-12-15")
    assert [(p["label"], p["from"], p["to"]) for p in plan["phases"]] == [
        ("Đợt 1", "2026-01-15", "2026-06-30"),
        ("Đợt 2", "2026-07-01", "2026-12-15"),
    ]


def test_units_duties_and_parts() -> None:
    plan = paper("ward_tables")
    assert [a["unit"] for a in plan["assignments"]] == [
        "Phòng Văn hóa - Xã hội",
        "Các tổ dân phố, trường học",
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
    ]
    lead, advise = plan["assignments"][0]["duties"]
    assert (lead["role"], advise["role"]) == ("lead", "advise")
    assert lead["with"] == ["Phòng Kinh tế", "Văn phòng HĐND và UBND phường"]


def test_deadlines_by_date_month_and_rhythm() -> None:
    found = [(d["kind"], d.get("date") or d.get("recurrence"), d["bound"]) for d in paper("ward_tables")["deadlines"]]
    assert found == [
        ("registration", "2026-01-31", "before"),
        ("review", "2026-07", "on"),
        ("review", "2026-12-20", "before"),
        ("report", {"every": "quarter", "month": 3, "day": 20}, "before"),
    ]
    last = paper("ward_tables")["deadlines"][-1]
    assert (last["to"], last["via"]) == ("Ủy ban nhân dân phường", "Phòng Văn hóa - Xã hội")
    assert last["who"] == ["Các tổ dân phố, trường học"]


def test_awards_by_stage_with_quotas() -> None:
    mid, annual = paper("ward_tables")["commendation"]
    assert (mid["stage"], mid["form"], mid["collectives"], mid["individuals"]) == ("mid_term", "Giấy khen", 10, 20)
    assert (annual["stage"], annual["authority"]) == ("annual", "Chủ tịch Ủy ban nhân dân thành phố")


def test_recipients_and_signature_side_by_side() -> None:
    plan = paper("ward_tables")
    assert [(r["name"], r.get("note"), r.get("archive", False)) for r in plan["recipients"]] == [
        ("UBND thành phố", "b/c", False),
        ("Thường trực Đảng ủy phường", None, False),
        ("Các tổ dân phố", None, False),
        ("VT, VHXH", None, True),
    ]
    signer = plan["signatory"]
    assert signer is not None
    assert (signer["name"], signer["position"], signer["mode"]) == ("Trần Thị Bích Ngọc", "Phó Chủ tịch", ["TM", "KT"])


def test_bases_with_and_without_a_number() -> None:
    bases = [(b["type"], b["number"], b["date"], b["role"]) for b in paper("ward_tables")["legal_bases"]]
    assert bases == [("law", None, "2022-06-15", "basis"), ("plan", "12/KH-UBND", "2026-01-05", "basis")]


def test_a_school_plan_in_broken_lines() -> None:
    plan = paper("school")
    assert plan["document"]["issuer"]["name"] == "Trường Tiểu học Hoa Sen"
    assert (plan["document"]["issuer"]["level"], plan["movement"]["type"]) == ("school", "campaign")
    assert [t["text"][:20] for t in plan["targets"]] == [
        "Mỗi giáo viên dạy ít",
        "100% giáo viên dự gi",
        "Mỗi lớp có từ 05 đến",
    ]
    assert plan["targets"][1]["text"].endswith("ghi chép đầy đủ nhận xét.")
    assert [a["unit"] for a in plan["assignments"]] == ["Ban Giám hiệu", "Tổ trưởng chuyên môn", "Tổng phụ trách Đội"]
    assert [r["name"] for r in plan["recipients"]] == ["Phòng Văn hóa - Xã hội", "Các tổ chuyên môn", "VT"]
    assert plan["signatory"] is not None and plan["signatory"]["name"] == "Lê Thị Hồng Nhung"


def test_a_dispatch_with_targets_numbered_in_one_paragraph() -> None:
    plan = paper("dispatch")
    assert (plan["document"]["kind"], plan["document"]["date"]) == ("dispatch", "2027-02-03")
    assert [(t["label"], t["measures"][0]["operator"]) for t in plan["targets"]] == [
        ("(1)", "at_least"),
        ("(2)", "increase_at_least"),
        ("(3)", "at_most"),
        ("(4)", "equal"),
        ("(5)", "equal"),
    ]
    dates = [d.get("date") or d.get("recurrence") for d in plan["deadlines"]]
    assert dates == ["2027-02-28", {"every": "year", "month": 6, "day": 15}, {"every": "year", "month": 12, "day": 5}]


BLOCK = """
KẾ HOẠCH
Thi đua của Khối thi đua số 07 phường Sông Xanh năm 2026

Khối thi đua số 07 phường Sông Xanh gồm: Phòng Kinh tế, Trạm Y tế, Trung tâm Phục vụ hành chính công, \
Ban Chỉ huy Quân sự ban hành Kế hoạch thi đua năm 2026:

II. NỘI DUNG THI ĐUA
1. Thi đua việc nhà
- Mỗi đơn vị có ít nhất 03 việc tốt.
- Giữ gìn phòng làm việc.

III. TỔ CHỨC THỰC HIỆN
1. Trạm Y tế (Trưởng khối)
- Chủ trì họp khối.
2. Phòng Kinh tế (Phó Trưởng khối)
- Phối hợp với Trưởng khối chấm điểm.
"""


def test_a_block_plan_names_its_members_and_their_parts() -> None:
    plan = read_plan(BLOCK)
    block = plan["block"]
    assert block is not None
    assert [(m["unit"], m["role"]) for m in block["members"]] == [
        ("Phòng Kinh tế", "deputy"),
        ("Trạm Y tế", "head"),
        ("Trung tâm Phục vụ hành chính công", "member"),
        ("Ban Chỉ huy Quân sự", "member"),
    ]
    assert (plan["document"]["issuer"]["level"], plan["movement"]["type"]) == ("block", "block")
    assert [t["text"] for t in plan["targets"]] == ["Mỗi đơn vị có ít nhất 03 việc tốt."]
    assert [t["text"] for t in plan["tasks"]] == ["Giữ gìn phòng làm việc."]
    assert any("đề mục I " in warning["text"] for warning in plan["warnings"])


NAMES = """
II. NỘI DUNG
- Đẩy mạnh phong trào thi đua “Ngõ sạch; phố vui” và phong trào "Đọc sách".
- Đưa tin trên cổng thông tin điện tử, Zalo và chuyên mục “Người tốt quanh ta”.
- Thực hiện chủ đề năm 2027 của thành phố “Xanh và sạch” và của phường “Gần dân”.
"""


def test_names_of_movements_channels_and_themes() -> None:
    plan = read_plan(NAMES)
    assert [m["name"] for m in plan["linked_movements"]] == ["Ngõ sạch; phố vui", "Đọc sách"]
    assert [c["name"] for c in plan["channels"]] == [
        "cổng thông tin điện tử",
        "Zalo",
        "chuyên mục “Người tốt quanh ta”",
    ]
    assert [(t["of"], t["text"], t["year"]) for t in plan["themes"]] == [
        ("province", "Xanh và sạch", 2027),
        ("commune", "Gần dân", 2027),
    ]


ROLES = [
    ("Chủ trì, phối hợp với Phòng Kinh tế mở hội chợ.", "lead"),
    ("Phối hợp tổ chức hội thao.", "coordinate"),
    ("Tham mưu chấm điểm các đơn vị.", "advise"),
    ("Tổ chức hướng dẫn người dân nộp hồ sơ.", "perform"),
    ("Gửi kết quả (qua Phòng Kinh tế để tổng hợp).", "perform"),
    ("Theo dõi, nhắc các đơn vị làm đúng hẹn.", "lead"),
]


@pytest.mark.parametrize(("duty", "role"), ROLES)
def test_the_first_signal_gives_the_part(duty: str, role: str) -> None:
    plan = read_plan(f"V. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- {duty}\n")
    assert [d["role"] for a in plan["assignments"] for d in a["duties"]] == [role]


WHEN = [
    ("báo cáo kết quả trước ngày 05/12/2026", {"date": "2026-12-05", "bound": "before"}),
    ("gửi báo cáo chậm nhất ngày 10 tháng 6 năm 2026", {"date": "2026-06-10", "bound": "by"}),
    ("báo cáo hằng tháng, trước ngày 25", {"recurrence": {"every": "month", "day": 25}}),
    ("báo cáo trước ngày 15/6 và 15/12 hằng năm", {"recurrence": {"every": "half_year", "month": 6, "day": 15}}),
    ("báo cáo vào thứ Sáu hằng tuần", {"recurrence": {"every": "week", "weekday": 5}}),
    ("báo cáo trong vòng 05 ngày làm việc sau khi kết thúc đợt", {"after": "05 ngày làm việc sau khi kết thúc đợt"}),
    ("tiến hành tổng kết vào cuối năm 2030", {"date": "2030", "bound": "on"}),
]


@pytest.mark.parametrize(("words", "fields"), WHEN)
def test_how_a_time_limit_is_written(words: str, fields: dict[str, object]) -> None:
    plan = read_plan(f"VI. TỔ CHỨC THỰC HIỆN\n1. Các tổ dân phố\n- Các tổ {words}.\n")
    (deadline,) = plan["deadlines"]
    assert {key: deadline.get(key) for key in fields} == fields


def test_dates_of_papers_and_of_events_are_no_deadlines() -> None:
    text = """VI. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Báo cáo theo Kế hoạch số 31/KH-UBND ngày 24/11/2025 của phường.
- Mở chợ mới, hoạt động từ ngày 01/02/2026.
"""
    assert read_plan(text)["deadlines"] == []


QUOTAS = [
    (
        "Đề nghị Chủ tịch UBND thành phố tặng Bằng khen cho 02 tập thể, Chủ tịch UBND phường tặng Giấy khen cho 05"
        " tập thể và 10 cá nhân.",
        [("Bằng khen", 2, None), ("Giấy khen", 5, 10)],
    ),
    ("03 tập thể, 07 cá nhân được tặng Giấy khen.", [("Giấy khen", 3, 7)]),
    (
        "02 tập thể được tặng Bằng khen, 05 tập thể và 10 cá nhân được tặng Cờ thi đua.",
        [("Bằng khen", 2, None), ("Cờ thi đua", 5, 10)],
    ),
    (
        "Giám đốc tặng Bằng khen, Giấy khen cho 04 tập thể và 06 cá nhân.",
        [("Bằng khen", 4, 6), ("Giấy khen", 4, 6)],
    ),
    ("Hiệu trưởng tặng Giấy khen cho 03 tập thể được bình chọn và 04 cá nhân.", [("Giấy khen", 3, 4)]),
]


@pytest.mark.parametrize(("sentence", "quotas"), QUOTAS)
def test_every_award_has_its_own_quota(sentence: str, quotas: list[tuple[str, int | None, int | None]]) -> None:
    awards = read_plan(f"KẾ HOẠCH\nThi đua năm 2026\nIII. KHEN THƯỞNG\n- {sentence}\n")["commendation"]
    assert [(one["form"], one.get("collectives"), one.get("individuals")) for one in awards] == quotas


def test_the_bullets_of_a_list_are_tasks_and_not_the_words_that_lead_to_it() -> None:
    lines = [
        "1. Phát triển kinh tế",
        "- Làm tốt các việc sau:",
        "+ Trồng rừng.",
        "+ Làm đường.",
        "- Nuôi cá.",
        "- Mở chợ.",
    ]
    tasks = read_plan("\n".join(["KẾ HOẠCH", "Thi đua năm 2026", "I. NỘI DUNG THI ĐUA", *lines]))["tasks"]
    assert [(task["group"], task["text"]) for task in tasks] == [
        ("Làm tốt các việc sau", "Trồng rừng."),
        ("Làm tốt các việc sau", "Làm đường."),
        ("Phát triển kinh tế", "Nuôi cá."),
        ("Phát triển kinh tế", "Mở chợ."),
    ]


def test_a_list_of_papers_belongs_to_the_task_that_leads_to_it() -> None:
    lines = ["- Triển khai các văn bản sau:", "+ Nghị quyết số 12-NQ/TU của Thành ủy;", "- Nuôi cá.", "- Mở chợ."]
    tasks = read_plan("\n".join(["KẾ HOẠCH", "Thi đua năm 2026", "I. NỘI DUNG THI ĐUA", *lines]))["tasks"]
    assert [task["text"] for task in tasks] == ["Triển khai các văn bản sau:", "Nuôi cá.", "Mở chợ."]
