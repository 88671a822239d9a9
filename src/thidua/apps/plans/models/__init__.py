"""Tables of plan papers and of what a ward keeps for writing them."""

from thidua.apps.plans.models.papers import (
    Amendment,
    AmendmentState,
    Origin,
    PaperKind,
    Plan,
    PlanState,
    PlanVersion,
    PlanViewer,
    ScanPage,
    ScanReading,
    TextChange,
)
from thidua.apps.plans.models.registers import SavedText, TextKind, ThemeOwner, WardInstrument, YearTheme

__all__ = [
    "Amendment",
    "AmendmentState",
    "Origin",
    "PaperKind",
    "Plan",
    "PlanState",
    "PlanVersion",
    "PlanViewer",
    "SavedText",
    "ScanPage",
    "ScanReading",
    "TextChange",
    "TextKind",
    "ThemeOwner",
    "WardInstrument",
    "YearTheme",
]
