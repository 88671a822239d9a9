"""What Word and PDF measure alike before they set a paper: columns of the head, rules, how lines of a title break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.core.papers.form import FORM, MOTTO
from thidua.core.papers.model import Block, Head, Paragraph, Tone
from thidua.core.papers.wording import printed
from thidua.formats.pages.face import balanced, broken, width

# The motto needs 88 mm on one line.
_HEAD_LEFT = 0.43
_GAP = 1.5
_SHORT_RULE = 0.4
_SINGLE = 1.15
# A title looks well, and is never taken for running text, when it keeps off the edges.
_TITLE_OFF = 15
# A printer's own letters may be a hair wider than ours.
_SLACK = 2


@dataclass(frozen=True, slots=True)
class HeadMeasures:
    """Of a head, in millimetres: both columns, the gap at each of their sides, the rules, the room for the title.

    `lower`: points by which the issuer's lines are higher than the motto's; the shorter side moves its last line down
    by as much.
    """

    left: float
    right: float
    gap: float
    lower: float
    issuer_rule: float
    motto_rule: float
    title_room: float
    title_rule: float


def room_of(landscape: bool) -> float:
    """Width of the text in millimetres."""
    return (FORM.height if landscape else FORM.width) - FORM.left - FORM.right


def head_measures(head: Head, room: float) -> HeadMeasures:
    """Measures of the head of a paper whose text is `room` millimetres wide."""
    left = room * _HEAD_LEFT
    lines = [(printed(line), False) for line in head.above] + [(printed(line), True) for line in head.issuer]
    high = sum(broken(line, FORM.issuer, left - 2 * _GAP, bold=bold) for line, bold in lines) * FORM.issuer
    issuer = max((width(line, FORM.issuer, bold=True) for line, bold in lines if bold), default=0)
    title = printed(head.title) if head.name else ""
    widest = room - 2 * _TITLE_OFF
    title_room = balanced(title, FORM.title, widest, bold=True) + _SLACK if title else widest
    return HeadMeasures(
        left=left,
        right=room - left,
        gap=_GAP,
        lower=_SINGLE * (high - FORM.motto - FORM.motto_below),
        issuer_rule=min(issuer, left - 2 * _GAP) * _SHORT_RULE,
        motto_rule=width(MOTTO[1], FORM.motto_below, bold=True),
        title_room=title_room,
        title_rule=title_room * _SHORT_RULE,
    )


def addressed(body: Sequence[Block], at: int) -> bool:
    """Whether a line beside this one also says to whom the paper goes: one alone is centred, several are a list."""
    beside = [body[near] for near in (at - 1, at + 1) if 0 <= near < len(body)]
    return any(isinstance(block, Paragraph) and block.tone is Tone.ADDRESS for block in beside)
