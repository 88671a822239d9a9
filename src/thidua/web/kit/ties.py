"""No-break spaces where a line must not end: "số 4", "năm 2026", "1.784,4 tỷ đồng"."""

from __future__ import annotations

import re

NBSP = "\N{NO-BREAK SPACE}"
_LEADS = "số|năm|ngày|tháng|quý|kỳ|giai đoạn|mục|phần|điều|khoản|điểm|chỉ tiêu|nhiệm vụ|khối|lần|trang"
_UNITS = (
    "tỷ đồng|triệu đồng|nghìn đồng|đồng|tỷ|triệu|nghìn|điểm phần trăm|phần trăm|điểm|ngày làm việc|"
    "ngày|tháng|năm|giờ|phút|giây|doanh nghiệp|hộ dân|hộ|người|đơn vị|hồ sơ|"
    "chỉ tiêu|nhiệm vụ|mốc|việc|lượt|km|ha|m²|MB|kB|GB|%"
)
_BEFORE_NUMBER = re.compile(rf"\b({_LEADS}) +(?=\d)", re.IGNORECASE)
_AFTER_NUMBER = re.compile(rf"(?<=\d) +({_UNITS})(?!\w)", re.IGNORECASE)
_GROUP_NAME = re.compile(r"\btổ dân phố +(?=số\b|\d)", re.IGNORECASE)


def _hold(match: re.Match[str]) -> str:
    return match.group(0).replace(" ", NBSP)


def tie(text: str) -> str:
    """The same words with no-break spaces; nothing else changes, so it is safe on text that is already escaped."""
    for pattern in (_GROUP_NAME, _BEFORE_NUMBER, _AFTER_NUMBER):
        text = pattern.sub(_hold, text)
    return text
