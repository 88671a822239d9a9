"""Findings about targets: none, no figure, several in one, ratios over 100, unclear figures, numbers that jump."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.plans.findings.finding import Finding, walk
from thidua.core.plans.model import Plan, Target
from thidua.core.viet.numbers import format_number, read_number


def _named(target: Target) -> str:
    return target.get("label") if target.get("label") not in (None, "-") else f"“{target['text'][:40]}”"  # type: ignore[return-value]


MOST_TARGETS = 500


def check_targets(plan: Plan) -> Iterator[Finding]:
    if not plan["targets"]:
        yield Finding("A40", "must", "Không tìm thấy chỉ tiêu nào. Đánh dấu đoạn chứa chỉ tiêu.")
    if len(plan["targets"]) > MOST_TARGETS:
        many = format_number(len(plan["targets"]))
        yield Finding("A67", "must", f"{many} chỉ tiêu, quá {MOST_TARGETS}. Kiểm tra có chọn nhầm tệp không.")
    for path, target in walk(plan["targets"]):
        source, name = target.get("source"), _named(target)
        if all(measure["value"] is None for measure in target["measures"]):
            message = f"Chỉ tiêu {name} không có con số. Chọn cách đánh giá: đạt/không đạt, hoặc mô tả."
            yield Finding("A43", "should", message, source, path)
        if len(target["measures"]) > 1:
            count = format_number(len(target["measures"]))
            message = f"Chỉ tiêu {name} gộp {count} nội dung. Nên tách để theo dõi được."
            yield Finding("A44", "should", message, source, path)
        if len(target["text"]) > 5000:
            message = f"Chỉ tiêu {name} dài {format_number(len(target['text']))} ký tự; có thể thiếu xuống dòng."
            yield Finding("A68", "should", message, source, path)


def check_measures(plan: Plan) -> Iterator[Finding]:
    for path, target in walk(plan["targets"]):
        for at, measure in enumerate(target["measures"]):
            here, value = f"{path}/measures/{at}", measure["value"]
            source = measure.get("source") or target.get("source")
            if (
                value is not None
                and measure["unit"] == "%"
                and measure.get("basis") == "share"
                and value > Decimal(100)
            ):
                message = f"Tỷ lệ {format_number(value)}% vượt 100%. Đúng hay là tăng {format_number(value - 100)}%?"
                yield Finding("A69", "must", message, source, here)
            if value and not measure["unit"] and measure["operator"] != "rank":
                message = f"Chỉ tiêu {_named(target)} có số {format_number(value)} mà chưa có đơn vị tính. Chọn đơn vị."
                yield Finding("D24", "should", message, source, here)
            for figure in re.findall(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])", measure.get("as_written", "")):
                question = read_number(figure).question
                if question and measure["unit"] and re.match(r"(?:nghìn|triệu|tỷ|tỉ|%)", measure["unit"]):
                    yield Finding("A48", "must", question.text, source, here)


def check_numbering(plan: Plan) -> Iterator[Finding]:
    """Printed numbers used twice, and numbers that jump, within one group of targets."""
    last: dict[str | None, int] = {}
    seen: dict[tuple[str | None, str], int] = {}
    for at, target in enumerate(plan["targets"]):
        label, group = target.get("label"), target.get("group")
        if not label or label == "-":
            continue
        if (group, label) in seen:
            message = f"Hai chỉ tiêu cùng số {label}. Số nào đúng?"
            yield Finding("A41", "must", message, target.get("source"), f"targets/{at}")
        seen[(group, label)] = at
        digits = re.sub(r"\D", "", label)
        if digits and digits.isascii():
            if group in last and int(digits) - last[group] == 2:
                missing = label.replace(digits, str(int(digits) - 1))
                message = f"Thiếu số {missing}. Có thể bị ngắt trang."
                yield Finding("A42", "should", message, target.get("source"), f"targets/{at}")
            last[group] = int(digits)
