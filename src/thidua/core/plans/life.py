"""The life of a plan paper: filed as a draft, checked by the clerk, signed, issued with its launch, closed."""

from __future__ import annotations

from thidua.core.steps import Move, Steps
from thidua.core.verdicts import YES, Verdict, no

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
        "check": Move(frozenset({"draft", "checked", "signed"}), "checked"),
        "sign": Move(frozenset({"draft", "checked", "signed"}), "signed"),
        "refile": Move(frozenset({"draft", "checked", "signed"}), "draft"),
        "issue": Move(frozenset({"signed"}), "issued"),
        "close": Move(frozenset({"issued"}), "closed"),
        "discard": Move(frozenset({"draft", "checked"}), "discarded"),
    },
)


def may_correct(state: str) -> Verdict:
    """Whether what was read may still be corrected: the signed paper is true, but its reading is not yet."""
    if state in ("draft", "checked", "signed"):
        return YES
    return no(
        "issued",
        "Kế hoạch “{state}” nên không sửa phần đã đọc. Khi có văn bản sửa đổi, kèm văn bản đó vào phong trào.",
        state=PLAN_STEPS.labels[state].lower(),
    )


def may_write(state: str) -> Verdict:
    """Whether the words of a draft may still be written: until it is signed."""
    if state in ("draft", "checked"):
        return YES
    return no(
        "signed",
        "Kế hoạch “{state}” nên không soạn tiếp. Muốn đổi lời văn, nạp bản mới.",
        state=PLAN_STEPS.labels[state].lower(),
    )
