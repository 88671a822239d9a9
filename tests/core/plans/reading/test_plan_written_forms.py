"""Forms that papers written by the program use, and that any paper may use."""

from __future__ import annotations

from thidua.core.plans.reading import read_plan

HEAD = "KẾ HOẠCH\nPhát động phong trào thi đua năm 2026\nI. NỘI DUNG THI ĐUA\n- Trồng cây xanh ở các tổ dân phố.\n"
END = "Nơi nhận:\n- Các tổ dân phố;\n- Lưu: VT.\n"
TABLE = "TT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian hoàn thành\n"


def test_an_annex_with_a_number_in_small_letters_ends_the_recipients() -> None:
    annex = "Phụ lục II\nBẢNG TỔNG HỢP VĂN BẢN\n1. Nghị quyết số 57-NQ/TW."
    plan = read_plan(f"{HEAD}{END}TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLý Văn Sơn\n{annex}")
    assert [one["number"] for one in plan["legal_bases"]] == ["57-NQ/TW"]
    assert [one["name"] for one in plan["recipients"]] == ["Các tổ dân phố", "VT"]


def test_a_merged_row_heads_the_tasks_under_it() -> None:
    rows = "Hạ tầng\n1\tSửa cống\tPhòng Kinh tế\t30/6/2026\nMôi trường\n2\tDọn kênh\tTrạm Y tế phường\t30/9/2026"
    tasks = read_plan(HEAD + TABLE + rows)["tasks"][1:]
    assert [(task["group"], task["text"]) for task in tasks] == [("Hạ tầng", "Sửa cống"), ("Môi trường", "Dọn kênh")]


def test_a_row_that_begins_as_a_footnote_may_is_a_row() -> None:
    rows = (
        "1\tDọn kênh\tTrạm Y tế phường\tQuý II/2026\n2\tHướng dẫn người dân phân loại rác\tCác tổ dân phố\tQuý III/2026"
    )
    assert [task["text"] for task in read_plan(HEAD + TABLE + rows)["tasks"][1:]] == [
        "Dọn kênh",
        "Hướng dẫn người dân phân loại rác",
    ]


def test_a_long_office_over_two_lines_is_one() -> None:
    signed = "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG HĐND VÀ\nUBND\nLý Văn Sơn"
    signatory = read_plan(HEAD + END + signed)["signatory"]
    assert signatory is not None
    assert (signatory["position"], signatory.get("post"), signatory["name"]) == (
        "Chánh Văn phòng HĐND và UBND",
        None,
        "Lý Văn Sơn",
    )


def test_short_lines_of_capacity_stay_apart() -> None:
    signatory = read_plan(f"{HEAD}{END}KT. ĐỒN TRƯỞNG\nPHÓ ĐỒN TRƯỞNG\nLý Văn Sơn")["signatory"]
    assert signatory is not None
    assert signatory["position"] == "Phó đồn trưởng"


def test_an_issuer_over_three_lines_is_one_name() -> None:
    head = "CÔNG TY TRÁCH NHIỆM HỮU HẠN\nMỘT THÀNH VIÊN KHAI THÁC\nCÔNG TRÌNH ĐỒI THÔNG\nSố: 12/KH-CT\n"
    name = read_plan(head + HEAD)["document"]["issuer"]["name"]
    assert name.startswith("Công ty trách nhiệm hữu hạn một thành viên khai thác")
