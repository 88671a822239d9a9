"""Why a file is turned away: one coded sentence for the person, with the figures that were really seen."""

from __future__ import annotations

from thidua.core.verdicts import Reason


class Refusal(Exception):
    """A file that is not taken. Nothing may be written after it.

    `reason` is the first ground, `reasons` all of them (a sheet can have fifty), `text` the Vietnamese sentences.
    Codes are those of the catalogue of bad input ("A08" for plan files, "B19" for sheets, "C09" for images).
    """

    def __init__(self, reason: Reason, *more: Reason) -> None:
        super().__init__(reason.code)
        self.reasons = (reason, *more)

    @property
    def reason(self) -> Reason:
        return self.reasons[0]

    @property
    def text(self) -> str:
        return " ".join(reason.text for reason in self.reasons)

    def __str__(self) -> str:
        return f"{self.reason.code}: {self.text}"


def refusal(code: str, message: str, /, **params: object) -> Refusal:
    """A refusal for one reason; `params` fill the Vietnamese template."""
    return Refusal(Reason(code, message, params))


def grouped(number: int) -> str:
    """A whole number as Vietnamese papers print it: 9000 gives "9.000"."""
    return f"{number:,}".replace(",", ".")


def megabytes(size: int) -> str:
    """Bytes as "31 MB" or "25,4 MB" (1 MB is 1,048,576 bytes), never rounded down onto the limit it exceeds."""
    tenths = -(-size * 10 // 2**20)
    whole, rest = divmod(tenths, 10)
    return f"{grouped(whole)},{rest} MB" if rest and whole < 100 else f"{grouped(whole + (rest > 0))} MB"
