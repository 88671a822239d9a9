"""Members of a block or cluster, however the paper lists them."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.core.plans.reading import read_plan

HEAD = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH SÔNG CẦU\nCỤM THI ĐUA SỐ 3\nKẾ HOẠCH\n"
    "Hoạt động của Cụm thi đua số 3 các trường THPT năm học 2026 - 2027\n"
)
A, B, C = "THPT Đồi Chè", "THPT Bến Then", "THPT Gò Mây"
THREE = [(A, "head"), (B, "deputy"), (C, "member")]


def members(body: str) -> list[tuple[str, str]]:
    plan: Any = read_plan(HEAD + body)
    return [(one["unit"], one["role"]) for one in (plan["block"] or {"members": []})["members"]]


@pytest.mark.parametrize(
    "body",
    [
        f"I. THÀNH PHẦN\nCụm gồm 03 trường: {A}, {B} và {C}. Trưởng Cụm: {A}; Phó Trưởng Cụm: {B}.",
        f"I. CÁC ĐƠN VỊ TRONG CỤM\n1. {A} (Cụm trưởng)\n2. {B} (Cụm phó)\n3. {C}",
        f"I. CÁC TRƯỜNG THÀNH VIÊN\n- {A}: Cụm trưởng\n- {B}: Cụm phó\n- {C}",
        f"I. ĐƠN VỊ\nTT\tTrường\tVai trò\n1\t{A}\tCụm trưởng\n2\t{B}\tCụm phó\n3\t{C}\tThành viên",
        f"Các trường trong Cụm: {A} (Trưởng cụm), {B} (Phó trưởng cụm), {C} (Thành viên).",
        f"I. THÀNH PHẦN CỤM\n- Cụm trưởng: {A}\n- Cụm phó: {B}\n- Thành viên: {C}",
        f"I. CƠ CẤU CỤM\n1. Trưởng cụm: {A} (Hiệu trưởng Lê An).\n2. Phó cụm: {B}.\n3. Các trường thành viên: {C}.",
        f"I. TỔ CHỨC CỤM\nCụm có 3 trường, gồm {A} (cụm trưởng), {B} (cụm phó), {C}.",
        f"Thành viên của Cụm: {A}; {B}; {C}. Cụm trưởng năm học này là {A}, Cụm phó là {B}.",
    ],
)
def test_members_with_their_parts(body: str) -> None:
    assert members(body) == THREE


def test_a_table_of_members_without_their_parts() -> None:
    body = f"I. CÁC TRƯỜNG THÀNH VIÊN CỦA CỤM\nTT\tTên trường\tSố lớp\n1\t{A}\t30\n2\t{B}\t25\n3\t{C}\t21\n"
    assert members(body + f"II. NHIỆM VỤ\n1. {A} (Trưởng cụm)\n- Chủ trì các hội nghị.") == [
        (A, "head"),
        (B, "member"),
        (C, "member"),
    ]


@pytest.mark.parametrize("body", ["I. CÁC TRƯỜNG\n- Thi đua dạy tốt.\n- Thi đua học tốt.", "Cụm có ba phong trào lớn."])
def test_what_lists_no_members(body: str) -> None:
    assert members(body) == []
