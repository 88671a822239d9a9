"""The life of a plan paper: filed as a draft, checked by the clerk, signed, issued with its launch, closed; and that of
an amendment of an issued plan, which stays as issued until a second person approves."""

from __future__ import annotations

from thidua.core.plans.life.differences import (
    Change,
    Difference,
    outline,
    told,
    version_differences,
    yearly_differences,
)
from thidua.core.steps import Move, Steps
from thidua.core.verdicts import YES, Verdict, no

__all__ = [
    "AMENDMENT_STEPS",
    "PLAN_STEPS",
    "Change",
    "Difference",
    "may_amend",
    "may_correct",
    "may_reword",
    "may_write",
    "outline",
    "told",
    "version_differences",
    "yearly_differences",
]

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
        "put_aside": Move(frozenset({"draft", "checked", "signed"}), "discarded"),
    },
)
"""`put_aside`: the paper of an amendment goes with the amendment when that is withdrawn, signed or not."""

AMENDMENT_STEPS = Steps(
    noun="Sửa đổi",
    labels={
        "prepared": "Đang soạn",
        "proposed": "Chờ người thứ hai duyệt",
        "applied": "Đã áp dụng",
        "withdrawn": "Đã rút",
    },
    moves={
        "assign": Move(frozenset({"prepared"}), "prepared"),
        "propose": Move(frozenset({"prepared"}), "proposed"),
        "send_back": Move(frozenset({"proposed"}), "prepared"),
        "approve": Move(frozenset({"proposed"}), "applied"),
        "withdraw": Move(frozenset({"prepared", "proposed"}), "withdrawn"),
    },
)


def may_reword(state: str, *, from_above: bool) -> Verdict:
    """Whether changes of wording may be decided on: until the plan is issued, and never for a paper of another body."""
    if from_above:
        return no("from_above", "Văn bản của cấp trên giữ nguyên văn; góp ý gửi bằng công văn.")
    return PLAN_STEPS.may_move(state, "refile")


def may_correct(state: str) -> Verdict:
    """Whether what was read may still be corrected: the signed paper is true, but its reading is not yet."""
    if state in ("draft", "checked", "signed"):
        return YES
    words = "Kế hoạch “{state}” nên không sửa phần đã đọc."
    if state == "issued":
        words += " Muốn đổi, lập sửa đổi, bổ sung ở trang của kế hoạch."
    return no("issued", words, state=PLAN_STEPS.labels[state].lower())


def may_amend(state: str, *, is_open: bool) -> Verdict:
    """Whether an amendment may be begun: of an issued plan, one at a time (`is_open`: another one is on its way)."""
    if state != "issued":
        words = "Chỉ kế hoạch đã ban hành mới lập sửa đổi, bổ sung; kế hoạch này “{state}”."
        return no("wrong_step", words, state=PLAN_STEPS.labels[state].lower())
    if is_open:
        return no("amendment_open", "Kế hoạch đang có một sửa đổi chưa xong. Duyệt hoặc rút sửa đổi ấy trước.")
    return YES


def may_write(state: str) -> Verdict:
    """Whether the words of a draft may still be written: until it is signed."""
    if state in ("draft", "checked"):
        return YES
    return no(
        "signed",
        "Kế hoạch “{state}” nên không soạn tiếp. Muốn đổi lời văn, nạp bản mới.",
        state=PLAN_STEPS.labels[state].lower(),
    )
