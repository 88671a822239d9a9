"""Which page of the guide helps on which page of the product, by the name of the address."""

from __future__ import annotations

TOPICS: dict[str, str] = {
    "today": "viec-cua-don-vi",
    "file_plan": "nap-ke-hoach",
    "plans": "nap-ke-hoach",
    "scan": "nap-ke-hoach",
    "refile_plan": "nap-ke-hoach",
    "check_plan": "kiem-tra-ke-hoach",
    "plan_coverage": "kiem-tra-ke-hoach",
    "plan": "tra-cuu-ke-hoach",
    "plan_tasks": "tra-cuu-ke-hoach",
    "plan_texts": "tra-cuu-ke-hoach",
    "legal_bases": "tra-cuu-ke-hoach",
    "sign_plan": "phat-dong",
    "assign": "phan-cong",
    "launch": "phat-dong",
    "confirm_launch": "phat-dong",
    "movement": "phat-dong",
    "duties": "viec-cua-don-vi",
    "units": "don-vi-va-nguoi",
    "people": "don-vi-va-nguoi",
    "me": "tai-khoan",
    "journal": "sao-luu",
}
"""A page that is not named here leads to the first page of the guide."""
