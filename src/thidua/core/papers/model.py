"""An official paper as values: head, body in blocks, signatures, recipients, annexes. Text is NFC, without markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PaperKind(StrEnum):
    """Kinds of paper that the product writes (decree 30/2020, annex III lists names and abbreviations)."""

    PLAN = "plan"
    DECISION = "decision"
    SUBMISSION = "submission"
    REPORT = "report"
    MINUTES = "minutes"
    NOTICE = "notice"
    LIST = "list"
    LETTER = "letter"
    INVITATION = "invitation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body.

    `above` is the governing body (upright, may be empty), `issuer` the body that issues, one printed line each.
    `number` None is a blank that the registry fills; `date` None is a blank day of `month` (or a blank) and `year`.
    `name` is the kind in capitals ("KẾ HOẠCH"), empty for a letter, whose `title` is the "V/v" line under the number.
    """

    issuer: tuple[str, ...]
    name: str
    title: str
    symbol: str = ""
    number: str | None = None
    place: str = ""
    date: date | None = None
    year: int | None = None
    month: int | None = None
    above: tuple[str, ...] = ()


class Tone(StrEnum):
    """What a paragraph is for, which decides how it is set (decree 30/2020, annex I, part II)."""

    BODY = "body"
    GROUND = "ground"
    ADDRESS = "address"
    CENTRE = "centre"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` is printed bold before it on the same line ("Điều 1."), parted by a blank."""

    text: str
    tone: Tone = Tone.BODY
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body. Level 1 is a part ("I."), 2 a section ("1."), 3 a point ("a)"); `label` as printed."""

    level: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list. `label` as printed: "(1)", "a)", "-", "+"; `depth` 0 is the outermost list."""

    label: str
    text: str
    depth: int = 0


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its printed title, its share of the width (any unit), how its cells are set."""

    title: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. A `group` row has one cell over all columns and is bold."""

    cells: tuple[str, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ruled cells; its head repeats on every page and a row never splits over two pages.

    A table without any column title has no head row. Raises ValueError for a row with more cells than columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if any(len(row.cells) > len(self.columns) for row in self.rows):
            raise ValueError("a row has more cells than the table has columns")


Block = Paragraph | Heading | Entry | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: lines of authority in capitals ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), then the name after the room for
    hand and seal. An empty name leaves the place open."""

    authority: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận: one line each without dash and sign at the end; `archive` is what follows "Lưu:"."""

    lines: tuple[str, ...] = ()
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A sheet of its own after the paper; `label` "Phụ lục I" (or empty), `note` "(Kèm theo ...)" without brackets."""

    label: str
    title: str
    note: str
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. One signature stands right of the recipients; two stand side by side above them (minutes: secretary
    left, chair right). `landscape` is for papers that are one wide table."""

    kind: PaperKind
    head: Head
    body: tuple[Block, ...]
    signatures: tuple[Signature, ...] = ()
    recipients: Recipients = Recipients()
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
