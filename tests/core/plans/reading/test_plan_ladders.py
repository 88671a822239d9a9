"""Awards and phases where a table lists them, or steps and bodies have names of their own."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.core.plans.reading import read_plan


def plan(body: str, title: str = "Phát động thi đua năm 2026") -> Any:
    return read_plan(f"KẾ HOẠCH\n{title}\n{body}")


def awards(body: str) -> list[tuple[object, ...]]:
    keys = ("stage", "form", "authority", "collectives", "individuals")
    return [tuple(one.get(key) for key in keys) for one in plan(f"V. KHEN THƯỞNG\n{body}")["commendation"]]


def phases(body: str) -> list[tuple[object, ...]]:
    found = plan(f"III. THỜI GIAN THỰC HIỆN\n{body}")["phases"]
    return [tuple(one.get(key) for key in ("label", "name", "from", "to")) for one in found]


def test_a_table_of_awards() -> None:
    assert awards(
        "Dịp\tHình thức khen thưởng\tTập thể\tCá nhân\tMức thưởng\nSơ kết\tGiấy khen của Giám đốc\t03\t12\t500.000\n"
        "Cuối năm\tGiấy khen của Giám đốc\t05\t\t800.000\n\tBằng khen\t\t02\t"
    ) == [
        ("mid_term", "Giấy khen của Giám đốc", "Giám đốc", 3, 12),
        ("annual", "Giấy khen của Giám đốc", "Giám đốc", 5, None),
        ("annual", "Bằng khen", None, None, 2),
    ]


def test_a_table_of_awards_names_who_gives_in_a_column() -> None:
    assert awards("Danh hiệu\tCấp khen thưởng\tSố tập thể\tSố cá nhân\nCờ thi đua\tUBND tỉnh\t1\t0") == [
        ("campaign", "Cờ thi đua", "UBND tỉnh", 1, 0)
    ]


@pytest.mark.parametrize(
    ("whom", "quota"),
    [("06 lớp và 68 học sinh", (6, 68)), ("03 chi bộ, 10 đảng viên", (3, 10)), ("02 khoa; 05 viên chức", (2, None))],
)
def test_parts_and_people_of_a_body_are_counted(whom: str, quota: tuple[int, int | None]) -> None:
    (found,) = awards(f"Cuối năm, Hiệu trưởng tặng Giấy khen cho {whom}.")
    assert found[3:] == quota


@pytest.mark.parametrize("words", ["Kinh phí khen thưởng 36 triệu đồng.", "Chi từ Quỹ khen thưởng của Công ty."])
def test_money_for_awards_is_no_award(words: str) -> None:
    assert awards(f"Giám đốc tặng Giấy khen.\n{words}") == [("campaign", "Giấy khen", "Giám đốc", None, None)]


def test_a_table_of_phases() -> None:
    assert phases(
        "Đợt\tTên đợt\tBắt đầu\tKết thúc\nHọc kỳ I\tMùa hoa\t07/9/2026\t15/01/2027\n"
        "Học kỳ II\tMùa quả\t18/01/2027\t31/5/2027"
    ) == [("Học kỳ I", "Mùa hoa", "2026-09-07", "2027-01-15"), ("Học kỳ II", "Mùa quả", "2027-01-18", "2027-05-31")]


def test_a_table_of_phases_with_one_column_of_time() -> None:
    assert phases(
        "Giai đoạn\tThời gian\tNội dung\nGiai đoạn 1\t2026 - 2027\tLàm điểm\nGiai đoạn 2\t2028 - 2030\tNhân rộng"
    ) == [
        ("Giai đoạn 1", "Làm điểm", "2026", "2027"),
        ("Giai đoạn 2", "Nhân rộng", "2028", "2030"),
    ]


def test_steps_counted_in_words() -> None:
    assert phases(
        "Bước một, từ ngày 15/01/2026 đến ngày 30/6/2026, các thôn đăng ký.\n"
        "Bước hai, từ ngày 01/7/2026 đến ngày 15/12/2026."
    ) == [("Bước một", None, "2026-01-15", "2026-06-30"), ("Bước hai", None, "2026-07-01", "2026-12-15")]


def test_steps_with_names() -> None:
    assert phases(
        "1. Ra quân (từ 01/6/2026 đến 15/6/2026): lễ phát động.\n2. Cao điểm: từ 16/6/2026 đến 31/7/2026.\n"
        "3. Tổng kết (01/8/2026 - 20/8/2026)."
    ) == [
        ("Ra quân", None, "2026-06-01", "2026-06-15"),
        ("Cao điểm", None, "2026-06-16", "2026-07-31"),
        ("Tổng kết", None, "2026-08-01", "2026-08-20"),
    ]


def test_one_named_span_is_no_phase() -> None:
    assert phases("1. Thời gian thực hiện: từ 01/6/2026 đến 15/6/2026.\n2. Địa điểm: nhà văn hóa các thôn.") == []
