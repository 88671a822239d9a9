"""The life of a plan paper: filed as a draft, checked by the clerk, signed, issued with its launch, closed."""

from __future__ import annotations

from thidua.core.steps import Move, Steps

PLAN_STEPS = Steps(
    noun="Kế hoạch",
    labels={
        "draft": "Dự thảo",
        "checked": "Đã kiểm tra",
        "signed": "Đã ký",
        "issued": "Đã ban hành",
        "closed": "Đã kết thúc",
        "discarded": "Đã bỏ",
    },
    moves={
        "correct": Move(frozenset({"draft", "checked"}), "draft"),
        "check": Move(frozenset({"draft", "checked", "signed"}), "checked"),
        "sign": Move(frozenset({"draft", "checked", "signed"}), "signed"),
        "refile": Move(frozenset({"draft", "checked", "signed"}), "draft"),
        "issue": Move(frozenset({"signed"}), "issued"),
        "close": Move(frozenset({"issued"}), "closed"),
        "discard": Move(frozenset({"draft", "checked"}), "discarded"),
    },
)
