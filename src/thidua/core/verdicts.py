"""What every rule returns: yes or no, with the reasons and where each reason comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence for the person, with a stable code for tests and the help desk.

    `message` is a Vietnamese template in `str.format` style, so that a page may translate it before filling `params`.
    `source` names the article or the survey section the rule comes from; `field` the form field it belongs to.
    """

    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    source: str | None = None
    field: str | None = None

    @property
    def text(self) -> str:
        """The Vietnamese sentence with its values filled in."""
        return self.message.format(**self.params) if self.params else self.message


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer of a rule. True in a condition when the act is allowed; a refusal always has at least one reason."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.allowed and not self.reasons:
            raise ValueError("a refusal needs a reason")

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Verdict) -> Verdict:
        return Verdict(self.allowed and other.allowed, self.reasons + other.reasons)

    @property
    def text(self) -> str:
        """All reasons as one paragraph, for a tooltip or a command line."""
        return " ".join(reason.text for reason in self.reasons)


YES = Verdict(True)


def yes(*reasons: Reason) -> Verdict:
    """Allowed; the reasons, if any, are warnings worth showing."""
    return Verdict(True, reasons)


def no(code: str, message: str, *, source: str | None = None, field: str | None = None, **params: object) -> Verdict:
    """Refused for one reason; `params` fill the template."""
    return Verdict(False, (Reason(code, message, params, source, field),))


def refuse(reasons: list[Reason]) -> Verdict:
    """Refused for all of `reasons`, or allowed when the list is empty."""
    return Verdict(not reasons, tuple(reasons))
