"""Time limits as papers say them: days, rhythms, events, and what is due."""

from __future__ import annotations

import pytest
from one_section import HEAD, deadlines, plan, when

from thidua.core.plans.reading import read_plan

ONE = [
    # a day, a month, a quarter, a year
    ("Nộp hồ sơ khen thưởng đến hết ngày 05/12/2026.", "dossier", "2026-12-05", "by"),
    ("Đăng ký thi đua chậm nhất ngày 20 tháng 11, 2026.", "registration", "2026-11-20", "by"),
    ("Hoàn thành xong trước ngày 30/9/2026.", "other", "2026-09-30", "before"),
    ("Tổng kết phong trào trong quý IV/2026.", "review", "2026-Q4", "on"),
    ("Sơ kết trong tháng 6/2026.", "review", "2026-06", "on"),
    ("Tổng kết vào cuối năm 2026.", "review", "2026", "on"),
    ("Gửi báo cáo trước 05/12.", "report", "2026-12-05", "before"),
    ("Gửi báo cáo vào ngày 05/12/2026.", "report", "2026-12-05", "on"),
    # rhythms
    ("Gửi báo cáo hằng tháng trước ngày 25.", "report", {"every": "month", "day": 25}, "before"),
    ("Gửi báo cáo trước ngày 31 hằng tháng.", "report", {"every": "month", "day": 31}, "before"),
    (
        "Báo cáo hằng quý, trước ngày 15 tháng cuối quý.",
        "report",
        {"every": "quarter", "day": 15, "month": 3},
        "before",
    ),
    (
        "Báo cáo trước 15/6 và 15/12 hằng năm.",
        "report",
        {"every": "half_year", "month": 6, "day": 15},
        "before",
    ),
    ("Báo cáo hằng tuần vào thứ Ba.", "report", {"every": "week", "weekday": 2}, None),
    ("Báo cáo hằng tuần vào thứ Tư.", "report", {"every": "week", "weekday": 3}, None),
    ("Báo cáo vào thứ 6 hằng tuần.", "report", {"every": "week", "weekday": 5}, None),
    ("Báo cáo hằng tuần vào thứ Bảy.", "report", {"every": "week", "weekday": 6}, None),
    ("Báo cáo hằng tuần vào Chủ nhật.", "report", {"every": "week", "weekday": 7}, None),
    ("Báo cáo mỗi học kỳ một lần.", "report", {"every": "term"}, None),
    ("Bình xét, chấm điểm vào tháng 11 hằng năm.", "review", {"every": "year", "month": 11}, None),
    ("Sơ kết hằng năm.", "review", {"every": "year"}, None),
    # an event
    (
        "Báo cáo sau khi kết thúc đợt 05 ngày làm việc.",
        "report",
        "sau khi kết thúc đợt 05 ngày làm việc",
        "by",
    ),
]


@pytest.mark.parametrize(("sentence", "kind", "time", "bound"), ONE)
def test_one_time_limit(sentence: str, kind: str, time: object, bound: str | None) -> None:
    (entry,) = deadlines(sentence)
    assert (entry["kind"], when(entry), entry.get("bound")) == (kind, time, bound)
    assert entry["who"] == ["Phòng Nội vụ"]


def test_a_day_without_its_year_is_read_with_doubt() -> None:
    (entry,) = deadlines("Gửi báo cáo trước 05/12.")
    assert entry["confidence"] < 1


def test_two_days_of_the_year_are_two_limits() -> None:
    found = deadlines("Báo cáo trước 10/6 và 05/12 hằng năm.")
    assert [when(entry) for entry in found] == [
        {"every": "year", "month": 6, "day": 10},
        {"every": "year", "month": 12, "day": 5},
    ]


def test_two_days_of_the_month_are_two_limits() -> None:
    found = deadlines("Gửi báo cáo vào ngày 10 và ngày 31 hằng tháng.")
    assert [when(entry) for entry in found] == [{"every": "month", "day": 10}, {"every": "month", "day": 31}]


def test_each_act_of_a_sentence_has_its_own_day_and_words() -> None:
    text = "Sơ kết 6 tháng đầu năm trước ngày 20/6/2026, tổng kết năm trước ngày 10/12/2026."
    assert [(entry["what"], when(entry), entry["when"]) for entry in deadlines(text)] == [
        ("Sơ kết 6 tháng đầu năm", "2026-06-20", "trước ngày 20/6/2026"),
        ("tổng kết năm", "2026-12-10", "trước ngày 10/12/2026"),
    ]


def test_to_whom_and_through_whom() -> None:
    (entry,) = deadlines("Gửi báo cáo về Sở Nội vụ (qua Văn phòng) trước ngày 05/12/2026 để tổng hợp.")
    assert (entry["to"], entry["via"], entry["what"]) == ("Sở Nội vụ", "Văn phòng", "báo cáo về Sở Nội vụ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Khai trương trạm y tế ngày 01/01/2026.",
        "Từ ngày 01/3/2026 đến ngày 30/6/2026 tổ chức hội thi.",
        "Báo cáo theo Quyết định số 5/QĐ-UBND ngày 02/3/2026.",
        "Báo cáo kết quả theo quy định.",
        "Gửi báo cáo trước ngày 31/02/2026.",
        "Gửi báo cáo trước ngày 15/13 hằng năm.",
        "Báo cáo kết quả theo Công văn ngày 03/01/2026 của Sở Nội vụ.",
    ],
)
def test_what_is_no_time_limit(sentence: str) -> None:
    assert [when(entry) for entry in deadlines(sentence) if "date" in entry] == []


def test_the_same_limit_said_twice_stands_once() -> None:
    assert len(deadlines("Gửi báo cáo trước ngày 05/12/2026.\n- Gửi báo cáo trước ngày 05/12/2026.")) == 1


def test_two_offices_with_one_day_have_two_limits() -> None:
    duty = "- Báo cáo trước ngày 05/12/2026."
    body = f"V. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n{duty}\n2. Phòng Kinh tế\n{duty}"
    assert [entry["who"] for entry in plan(body)["deadlines"]] == [["Phòng Nội vụ"], ["Phòng Kinh tế"]]


def test_two_acts_due_on_one_day_are_two_limits() -> None:
    found = deadlines("Gửi báo cáo trồng cây trước ngày 15/6/2026. Gửi báo cáo nạo vét kênh trước ngày 15/6/2026.")
    assert [entry["what"] for entry in found] == ["báo cáo trồng cây", "báo cáo nạo vét kênh"]


BESIDE = [
    (
        "Gửi đăng ký trong 10 ngày sau khi ban hành kế hoạch này và gửi báo cáo tổng kết trước ngày 05/12/2026.",
        [("registration", "10 ngày sau khi ban hành kế hoạch này"), ("report", "2026-12-05")],
    ),
    (
        "Gửi hồ sơ trước ngày 10/12/2026, báo cáo trong 05 ngày sau khi họp xét.",
        [("dossier", "2026-12-10"), ("report", "05 ngày sau khi họp xét")],
    ),
    (
        "Báo cáo quý trước ngày 25 tháng cuối quý và báo cáo năm trước ngày 10/12/2026.",
        [("report", {"every": "quarter", "day": 25, "month": 3}), ("report", "2026-12-10")],
    ),
    (
        "Đăng ký thi đua trước ngày 15/3 và báo cáo tổng kết trước ngày 05/12.",
        [("registration", "2026-03-15"), ("report", "2026-12-05")],
    ),
    # the day tells when the event is, or is the event
    (
        "Chậm nhất 05 ngày sau khi kết thúc đợt (ngày 30/6/2026) gửi hồ sơ.",
        [("dossier", "05 ngày sau khi kết thúc đợt")],
    ),
    ("Gửi báo cáo chậm nhất 10 ngày kể từ ngày 05/12/2026.", [("report", "10 ngày kể từ ngày 05/12/2026")]),
]


@pytest.mark.parametrize(("sentence", "limits"), BESIDE)
def test_each_limit_of_a_sentence_stands(sentence: str, limits: list[tuple[str, object]]) -> None:
    assert [(entry["kind"], when(entry)) for entry in deadlines(sentence)] == limits


def test_what_is_due_ends_where_the_next_act_begins() -> None:
    found = deadlines("Báo cáo quý trước ngày 25 tháng cuối quý và gửi báo cáo năm trước ngày 10/12/2026.")
    assert [entry["what"] for entry in found] == ["Báo cáo quý", "báo cáo năm"]


@pytest.mark.parametrize(
    ("often", "every"),
    [
        ("6 tháng một lần", "half_year"),
        ("ba tháng/lần", "quarter"),
        ("năm một lần", "year"),
        ("mỗi quý một lần", "quarter"),
        ("hai tuần một lần", None),
        ("2 tuần/lần", None),
        ("nửa tháng một lần", None),
        ("9 tháng một lần", None),
        ("5 năm một lần", None),
    ],
)
def test_a_rhythm_that_the_contract_has_no_word_for_is_none(often: str, every: str | None) -> None:
    assert [entry["recurrence"]["every"] for entry in deadlines(f"Báo cáo kết quả {often}.")] == (
        [every] if every else []
    )


SIGNED = [
    # paper of, title, limit as printed, its day
    ("10 tháng 01 năm 2026", "Phát động thi đua năm 2026", "15/11", "2026-11-15"),
    ("15 tháng 12 năm 2025", "Phong trào thi đua giai đoạn 2026 - 2030", "15/11", "2026-11-15"),
    ("15 tháng 12 năm 2025", "Phát động thi đua năm 2026", "05/12", "2026-12-05"),
    ("05 tháng 9 năm 2025", "Phát động thi đua năm học 2025 - 2026", "20/5", "2026-05-20"),
    ("05 tháng 9 năm 2025", "Phát động thi đua năm học 2025 - 2026", "20/11", "2025-11-20"),
    ("10 tháng 3 năm 2026", "Phát động thi đua năm 2026", "01/3", "2026-03-01"),
]


@pytest.mark.parametrize(("signed", "title", "printed", "day"), SIGNED)
def test_the_paper_lends_its_year(signed: str, title: str, printed: str, day: str) -> None:
    head = HEAD.format(title=title).replace("10 tháng 01 năm 2026", signed)
    (entry,) = read_plan(f"{head}V. TỔ CHỨC THỰC HIỆN\n1. Văn phòng\n- Gửi báo cáo trước ngày {printed}.\n")[
        "deadlines"
    ]
    assert entry["date"] == day and entry["confidence"] < 1


def test_what_happens_every_month_is_no_limit_in_the_content() -> None:
    assert plan("III. NỘI DUNG THI ĐUA\n- Hằng tháng tổ chức sinh hoạt, báo cáo chuyên đề.")["deadlines"] == []


def test_a_limit_for_nobody_names_nobody() -> None:
    (entry,) = plan("VI. CHẾ ĐỘ BÁO CÁO\n- Báo cáo sơ kết gửi trước ngày 20/6/2026.")["deadlines"]
    assert (entry["kind"], entry["who"]) == ("report", [])


def test_any_act_with_a_bounding_word_is_a_limit_among_duties() -> None:
    (entry,) = deadlines("Mở lớp tập huấn trước ngày 01/4/2026.")
    assert (entry["kind"], entry["date"], entry["what"]) == ("other", "2026-04-01", "Mở lớp tập huấn")


def test_a_day_on_which_a_meeting_is_held() -> None:
    (entry,) = deadlines("Họp tổng kết phong trào vào ngày 12/12/2026.")
    assert (entry["kind"], entry["date"], entry["what"]) == ("review", "2026-12-12", "tổng kết phong trào")


def test_a_month_that_is_none_is_not_kept() -> None:
    (entry,) = deadlines("Gửi báo cáo trước ngày 15/13 hằng năm.")
    assert entry["recurrence"] == {"every": "year"}


MOMENTS = [
    ("Trong quý IV/2026 tổ chức tổng kết phong trào.", ["2026-Q4"]),
    ("Tháng 12/2026: tổng kết.", ["2026-12"]),
    ("Sơ kết (tháng 6/2026), tổng kết (tháng 12/2026).", ["2026-06", "2026-12"]),
    ("Chấm điểm xong trong tháng 11/2026.", ["2026-11"]),
    ("Hoàn thành việc bình xét đến ngày 30/11/2026.", ["2026-11-30"]),
    ("Tổ chức hội nghị tổng kết, trao thưởng vào ngày 15/12/2026.", ["2026-12-15"]),
    ("Gửi báo cáo 6 tháng trước ngày 15/6/2026 và báo cáo năm trước ngày 15/12/2026.", ["2026-06-15", "2026-12-15"]),
    ("Gửi báo cáo quý I/2026 trước ngày 20/3/2026.", ["2026-03-20"]),
    # no limits: names, beginnings, days of remembrance, other work
    ("Thực hiện kế hoạch năm 2026, báo cáo khi có yêu cầu.", []),
    ("Báo cáo tổng kết năm 2026.", []),
    ("Từ ngày 01/3/2026 gửi báo cáo.", []),
    ("Kỷ niệm ngày 19/5/2026 tổ chức trồng cây.", []),
    ("Trong tháng 6/2026 trồng cây.", []),
]


@pytest.mark.parametrize(("sentence", "dates"), MOMENTS)
def test_moments_of_a_duty(sentence: str, dates: list[str]) -> None:
    assert [entry.get("date") for entry in deadlines(sentence)] == dates
