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


def test_a_column_that_counts_both() -> None:
    found = awards("Hình thức\tSố lượng\tTiền thưởng\nGiấy khen của Giám đốc\t03 tập thể, 20 cá nhân\t1.000.000 đ")
    assert found == [("campaign", "Giấy khen của Giám đốc", "Giám đốc", 3, 20)]


def test_short_lines_say_at_which_stage_awards_are_given() -> None:
    found = awards(
        "5.1. Khen sơ kết (hết chặng 1)\nGiấy khen của Giám đốc cho 02 tập thể.\n5.2. Khen cuối năm\n"
        "Đề nghị Sở Công Thương tặng Bằng khen cho 01 tập thể."
    )
    assert [(one[0], one[1], one[3]) for one in found] == [
        ("mid_term", "Giấy khen của Giám đốc", 2),
        ("annual", "Bằng khen", 1),
    ]


def test_prizes_of_a_contest() -> None:
    found = awards("- 01 Giải Nhất: thưởng 5 triệu đồng;\n- 02 Giải Khuyến khích: thưởng 1 triệu đồng.")
    assert [one[1] for one in found] == ["Giải Nhất", "Giải Khuyến khích"]


def test_a_body_whose_name_holds_and() -> None:
    (found,) = awards("Giấy khen của Giám đốc Sở Nông nghiệp và Môi trường.")
    assert found[1:3] == (
        "Giấy khen của Giám đốc Sở Nông nghiệp và Môi trường",
        "Giám đốc Sở Nông nghiệp và Môi trường",
    )


def test_phases_with_names_in_the_place_of_numbers() -> None:
    body = (
        "1. Giai đoạn khởi động: từ tháng 02/2026 đến tháng 12/2026.\n2. Giai đoạn về đích: từ năm 2027 đến năm 2028."
    )
    found = plan(f"Phần IV\nCÁC GIAI ĐOẠN\n{body}", "Phong trào giai đoạn 2026 - 2028")
    assert [(one["label"], one["from"], one["to"]) for one in found["phases"]] == [
        ("Giai đoạn khởi động", "2026-02", "2026-12"),
        ("Giai đoạn về đích", "2027", "2028"),
    ]
    assert (found["period"]["from"], found["period"]["to"]) == ("2026-02", "2028")


def test_phases_in_lines_without_a_number_of_their_own() -> None:
    found = plan(
        'III. CÁC CHẶNG CỦA CHIẾN DỊCH\nChặng 1 "Gieo": từ 01/02/2027 đến 31/3/2027 - đăng ký.\n'
        'Chặng 2 "Gặt": từ 01/4/2027 đến 31/8/2027 - chấm điểm.'
    )["phases"]
    assert [(one["label"], one["name"], one["to"]) for one in found] == [
        ("Chặng 1", "Gieo", "2027-03-31"),
        ("Chặng 2", "Gặt", "2027-08-31"),
    ]


def test_phases_that_one_sentence_tells() -> None:
    found = plan(
        "II. NỘI DUNG\n1. Thi đua từ ngày 01-02-2026 đến hết ngày 31-12-2026, chia hai giai đoạn: "
        "giai đoạn một từ ngày "
        "01-02-2026 đến ngày 30-6-2026, chuẩn bị; giai đoạn hai từ ngày 01-7-2026 đến ngày 31-12-2026, về đích."
    )["phases"]
    assert [(one["label"], one["from"]) for one in found] == [
        ("Giai đoạn một", "2026-02-01"),
        ("Giai đoạn hai", "2026-07-01"),
    ]


LIMITS = (
    "IV. CHẾ ĐỘ BÁO CÁO\nTT\tLoại báo cáo\tThời hạn\tNơi nhận\n"
    "1\tBáo cáo quý\ttrước ngày 20 tháng cuối quý\tSở Nội vụ\n"
    "2\tHồ sơ khen thưởng\t05/12/2026\tHội đồng Thi đua\n3\tBản đăng ký\tchậm nhất 15/02/2026\tSở Nội vụ"
)


def test_a_table_of_what_is_due() -> None:
    found = plan(LIMITS)
    keys = ("kind", "what", "date", "bound", "to")
    assert [tuple(one.get(key) for key in keys) for one in found["deadlines"]] == [
        ("report", "Báo cáo quý", None, "before", "Sở Nội vụ"),
        ("dossier", "Hồ sơ khen thưởng", "2026-12-05", "by", "Hội đồng Thi đua"),
        ("registration", "Bản đăng ký", "2026-02-15", "by", "Sở Nội vụ"),
    ]
    assert found["deadlines"][0]["recurrence"] == {"every": "quarter", "month": 3, "day": 20}
    assert found["tasks"] == []


def test_the_times_of_a_table_of_tasks_stay_in_the_tasks() -> None:
    found = plan(LIMITS.replace("Nơi nhận", "Sản phẩm").replace("Loại báo cáo", "Nội dung công việc"))
    assert found["deadlines"] == [] and [task.get("due") for task in found["tasks"]][1:] == ["2026-12-05", "2026-02-15"]


def test_a_table_of_members_holds_no_tasks() -> None:
    body = (
        "TT\tĐơn vị\tPhân công\tHiệu trưởng\n1\tTHPT Đồi Chè\tTrưởng khối\tLê An\n2\tTHPT Bến Then\tThành viên\tVũ Bình"
    )
    assert plan(f"I. THÀNH VIÊN\n{body}")["tasks"] == []
