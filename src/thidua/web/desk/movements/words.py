"""Sentences of the movement pages: states, the rule of a target, what is still missing and where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.core.verdicts import Reason

TARGET_STATES = (
    ("bad", _lazy("Khó đạt")),
    ("warn", _lazy("Cần chú ý")),
    ("idle", _lazy("Chưa có số liệu")),
    ("busy", _lazy("Đúng tiến độ")),
    ("good", _lazy("Đạt")),
)
"""Tone and word of each state of a target, what needs a hand first."""

_RULES = {
    "at_least": _lazy("Đạt khi số thực hiện bằng hoặc cao hơn đích."),
    "at_most": _lazy("Đạt khi số thực hiện không vượt đích."),
    "above": _lazy("Đạt khi số thực hiện cao hơn hẳn đích; bằng đích là chưa đạt."),
    "below": _lazy("Đạt khi số thực hiện thấp hơn hẳn đích; bằng đích là chưa đạt."),
    "equal": _lazy("Đạt khi số thực hiện đúng bằng đích; riêng đích có thể vượt thì bằng hoặc hơn."),
    "between": _lazy("Đạt khi số thực hiện nằm trong khoảng, kể cả hai đầu."),
    "increase_at_least": _lazy("Đạt khi mức tăng so với kỳ gốc bằng hoặc cao hơn đích."),
    "increase_between": _lazy("Đạt khi mức tăng so với kỳ gốc nằm trong khoảng, kể cả hai đầu."),
    "decrease": _lazy("Đạt khi giảm được ít nhất bằng đích; không ghi mức thì chỉ cần giảm."),
    "maintain": _lazy("Đạt khi giữ được suốt kỳ; để mất một lần là không đạt."),
    "complete": _lazy("Đạt khi làm xong toàn bộ."),
    "rank": _lazy("Đạt khi xếp hạng bằng hoặc cao hơn đích."),
    "qualitative": _lazy("Không có con số; đánh giá bằng nhận xét có minh chứng."),
}


def rule_in_words(operator: str) -> str:
    """When a measure counts as reached (contract, operator), for the page of a target."""
    return str(_RULES[operator])


@dataclass(frozen=True)
class Mend:
    """A reason with the page where it is mended."""

    text: str
    url: str
    url_label: str


_AT_PHASES = ("no_block", "empty_block", "no_phase", "no_review", "gap", "overlap", "outside", "D15", "review_early",
              "review_late")  # fmt: skip
"""Reasons that are mended on the page of phases."""


def mends(movement: Any, reasons: Iterable[Reason], *, able: bool = True) -> list[Mend]:
    """Reasons of a launch verdict with their links, for those who are `able` to mend anything."""
    nowhere = ("", "")
    assign = reverse("desk:assign", args=[movement.id])
    check = reverse("desk:check_plan", args=[movement.plan_id])
    sign = reverse("desk:sign_plan", args=[movement.plan_id])
    where = (
        {
            "D27": (sign, _("Ghi bản ký")),
            "D25": (assign, _("Phân công")),
            "tasks_without_unit": (f"{assign}#nhiem-vu", _("Giao nhiệm vụ")),
            "shares_off": (assign, _("Xem số giao")),
            "no_participant": (f"{assign}#ghep", _("Chọn đơn vị")),
            "A60": (f"{assign}#ghep", _("Ghép tên đơn vị")),
            "A50": (check, _("Chọn cách hiểu")),
            "no_period": (f"{assign}#thong-tin", _("Ghi ngày kết thúc")),
            "kind_days": (f"{assign}#thong-tin", _("Ghi ngày")),
            "kind_start": (f"{assign}#thong-tin", _("Ghi ngày")),
            "kind_length": (f"{assign}#thong-tin", _("Sửa loại, ngày")),
            "kind_year": (f"{assign}#thong-tin", _("Xem lại ngày")),
            "kind_school": (f"{assign}#thong-tin", _("Xem lại ngày")),
            "kind_long": (f"{assign}#thong-tin", _("Xem lại ngày")),
        }
        | dict.fromkeys(_AT_PHASES, (reverse("desk:phases", args=[movement.id]), _("Giai đoạn, khối")))
        | {
            "no_target": (check, _("Xem lại kế hoạch")),
            "open_musts": (check, _("Xem các việc")),
            "figures_left": (f"{check}#so-lieu", _("Xác nhận số liệu")),
        }
    )
    return [Mend(reason.text, *(where.get(reason.code, nowhere) if able else nowhere)) for reason in reasons]


def steps_of(movement: Any) -> list[dict[str, str]]:
    """The four steps from a file to a launch, with the pages already passed."""
    check = reverse("desk:check_plan", args=[movement.plan_id])
    return [
        {"label": _("Nạp văn bản"), "url": check},
        {"label": _("Kiểm tra"), "url": check},
        {"label": _("Phân công"), "url": reverse("desk:assign", args=[movement.id])},
        {"label": _("Phát động"), "url": reverse("desk:launch", args=[movement.id])},
    ]
