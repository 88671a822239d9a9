"""Time limits as papers say them: days, rhythms, events, the span of a movement and its phases."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.core.plans.reading import read_plan

HEAD = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
{title}
Căn cứ Luật Đất đai;
"""


def plan(body: str, title: str = "Phát động thi đua năm 2026") -> Any:
    return read_plan(f"{HEAD.format(title=title)}{body}\nNơi nhận:\n- Lưu: VT.\n")


def deadlines(sentence: str) -> list[dict[str, Any]]:
    """What a duty of an office says about time."""
    found: list[dict[str, Any]] = plan(f"V. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- {sentence}")["deadlines"]
    return found


def when(entry: dict[str, Any]) -> object:
    return entry.get("date") or entry.get("recurrence") or entry.get("after")


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


PERIODS = [
    ("Từ ngày 06/01/2026 đến hết ngày 31/12/2026.", "2026-01-06", "2026-12-31"),
    ("Từ nay đến hết tháng 12 năm 2026.", None, "2026-12-31"),
    ("Từ tháng 01/2026 đến tháng 12/2026.", "2026-01", "2026-12"),
    ("Từ quý I/2026 đến quý III/2026.", "2026-01", "2026-09"),
]


@pytest.mark.parametrize(("text", "since", "until"), PERIODS)
def test_the_span_of_a_movement(text: str, since: str | None, until: str) -> None:
    found = plan(f"IV. THỜI GIAN THỰC HIỆN\n- {text}")["period"]
    assert (found["from"], found["to"]) == (since, until)


def test_without_a_span_the_title_gives_the_year() -> None:
    found = plan("I. MỤC ĐÍCH\n- Thi đua.")["period"]
    assert (found["from"], found["to"]) == ("2026", "2026")


def test_phases_have_their_label_name_and_days() -> None:
    body = (
        "IV. THỜI GIAN THỰC HIỆN\n- Đợt 1: từ ngày 06/01/2026 đến ngày 30/6/2026: phát động.\n"
        "- Đợt 2: từ ngày 01/7/2026 đến hết ngày 31/12/2026: tổng kết."
    )
    found = [(phase["label"], phase["from"], phase["to"]) for phase in plan(body)["phases"]]
    assert found == [("Đợt 1", "2026-01-06", "2026-06-30"), ("Đợt 2", "2026-07-01", "2026-12-31")]


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


LENT = [
    ("Từ tháng 3 đến tháng 6 năm 2026.", "2026-03", "2026-06"),
    ("Từ ngày 01/3 đến ngày 30/6/2026.", "2026-03-01", "2026-06-30"),
    ("Từ 2026 đến 2027.", "2026", "2027"),
]


@pytest.mark.parametrize(("text", "since", "until"), LENT)
def test_the_later_end_lends_its_year(text: str, since: str, until: str) -> None:
    found = plan(f"IV. THỜI GIAN THỰC HIỆN\n- {text}")
    assert (found["period"]["from"], found["period"]["to"]) == (since, until)
    start, end = found["period"]["source"]["chars"]
    assert found["x_text"][start:end] == found["period"]["text"] == text.rstrip(".")


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
