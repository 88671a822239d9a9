"""How a table is laid out: which rows belong together, and what each column holds by the words of its header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from thidua.core.lexicons import load
from thidua.core.plans.reading.measures.levels import find_levels
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.organisations import begins_with_organisation
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.text import fold

_NUMBERED = re.compile(r"^\s*\(?\d+(?:\.\d+)*[.)]?\s*$")
"""A row that begins with its own number is a row, whatever header words stand in its cells."""
_HOLDS_LEVEL = re.compile(
    r"^\W*(?:(?:từ|trên|dưới|tăng|giảm|tối thiểu|ít nhất|không quá|hoàn thành|đạt|còn)\s+)*\d", re.IGNORECASE
)
_NAMES_TARGETS = re.compile(r"(?:ten |danh muc |noi dung |cac )?(?:chi tieu|muc tieu)\b(?! (?:nam|20|giao|quy))")
_NAMES_CRITERIA = re.compile(
    r"(?:noi dung|tieu chi|tieu chuan|chi tieu|hang muc|danh muc)\b|.*\b(?:thoi|dia|dac|quan|cao|trong|uu) diem\b"
)
_BARE_YEAR = re.compile(r"20\d\d")
TOP_LABEL = re.compile(r"^(?:[IVX]{1,5}|[A-H])\.?$")


@dataclass(slots=True)
class Table:
    columns: list[str]
    header: list[str]
    rows: list[Paragraph]
    titles: list[str]  # the words of the header as printed
    periods: dict[int, str] = field(default_factory=dict)  # of columns of levels: the year or span over them


def split_tables(body: list[Paragraph]) -> list[Table]:
    """Runs of rows, each split again where a new header row stands."""
    tables: list[Table] = []
    current: Table | None = None
    for paragraph in body:
        if not paragraph.cells:
            current = None
            continue
        columns = _columns(paragraph)
        named = [column for column in columns if column]
        is_header = (
            len(set(named)) >= (2 if {"target", "task", "criterion"} & set(named) else 3 if current is None else 99)
            and not _figures(paragraph)
            and not _NUMBERED.match(paragraph.cells[0].text)
        )
        if is_header:
            titles = [cell.text for cell in paragraph.cells]
            current = Table(columns, [fold(title) for title in titles], [], titles)
            tables.append(current)
        elif current is not None and not current.rows and _is_second_header(paragraph):
            _refine(current, paragraph)
        elif current is not None and not _counts_columns(paragraph):
            current.rows.append(paragraph)
    for table in tables:
        settle_columns(table)
    return tables


def settle_columns(table: Table) -> None:
    """Columns whose headers are in no lexicon, by what they hold: the figures of the year, or the longest texts."""
    kinds = set(table.columns)
    unnamed = [at for at, kind in enumerate(table.columns) if not kind]
    if "target" in kinds and not kinds & {"plan", "quarter", "points"}:
        held = {at: sum(bool(_HOLDS_LEVEL.search(_text(row, at))) for row in table.rows) for at in unnamed}
        full = [at for at, count in held.items() if count * 2 >= sum(bool(_text(row, at)) for row in table.rows) > 0]
        if full:
            table.columns[full[-1] if len(full) == 1 else max(full, key=lambda at: (held[at], at))] = "plan"
    if "target" in kinds and "task" in kinds and "plan" not in kinds:
        at = table.columns.index("target")
        figures = sum(bool(_HOLDS_LEVEL.search(_text(row, at))) for row in table.rows)
        if (
            figures * 2 >= sum(bool(_text(row, at)) for row in table.rows) > 0
        ):  # "Nội dung | Chỉ tiêu": what, and how much
            table.columns[at], table.columns[table.columns.index("task")] = "plan", "target"
    if (
        "criterion" in kinds
        and "target" not in kinds
        and "points" not in kinds
        and kinds & {"unit", "plan", "baseline"}
    ):
        table.columns[table.columns.index("criterion")] = "target"
    if "task" in kinds and "target" not in kinds and {"unit", "plan"} <= kinds:
        table.columns[table.columns.index("task")] = "target"  # "Nội dung | Đơn vị tính | ... | Mức phấn đấu"
        kinds = set(table.columns)
    if not kinds & {"target", "task", "criterion"} and kinds & {"unit"} and kinds & {"plan", "quarter"} and unnamed:
        table.columns[max(unnamed, key=lambda at: sum(len(_text(row, at)) for row in table.rows) - at)] = "target"
        kinds.add("target")
    for at, kind in enumerate(table.columns):
        cells = [text for row in table.rows if (text := _text(row, at))]
        if kind == "unit" and cells and sum(map(begins_with_organisation, cells)) * 2 > len(cells):
            table.columns[at] = "lead"
    if not kinds & {"target", "task", "criterion"} and kinds & {"lead", "due"} and unnamed:
        longest = max(unnamed, key=lambda at: sum(len(_text(row, at)) for row in table.rows) - at)
        table.columns[min(at for at in unnamed if at <= longest)] = "task"


def _counts_columns(row: Paragraph) -> bool:
    """A row "(1) (2) (3)" under the header."""
    cells = [cell.text.strip(" ()") for cell in row.cells]
    return len(cells) > 2 and cells == [str(at) for at in range(1, len(cells) + 1)]


def _text(row: Paragraph, at: int) -> str:
    return row.cells[at].text if at < len(row.cells) else ""


def _columns(row: Paragraph) -> list[str]:
    columns: list[str] = []
    headers = [re.sub(r"[^\w %./]+", " ", fold(cell.text)).strip() for cell in row.cells]
    for words in headers:
        said = _any_header().search(words)
        kind = next((kind for kind in _headers() if _names(words, kind)), "") if said else ""
        columns.append(kind or ("plan" if _BARE_YEAR.fullmatch(words) else ""))
    if (
        "target" not in columns
        and (first := next((at for at, words in enumerate(headers) if _NAMES_TARGETS.match(words)), None)) is not None
    ):
        columns[first] = "target"
    # A second column of names ("chỉ tiêu" beside "kế hoạch chỉ tiêu") cannot be the metric too.
    for again in [i for i, kind in enumerate(columns) if kind == "target"][1:]:
        columns[again] = "plan"
    return columns


@cache
def _headers() -> dict[str, tuple[frozenset[str], re.Pattern[str]]]:
    """Of each kind of column the words that head it, and the form that finds one of them in a longer header."""
    found = {}
    for kind, phrases in load("plan_tables")["columns"].items():
        # "Đơn vị" alone may head units of measure; "Đơn vị phối hợp" does not.
        inner = [re.escape(phrase) for phrase in phrases if (kind, phrase) != ("unit", "don vi")]
        if kind != "target":
            inner = [rf"\b{phrase}" + (r"\b" if len(phrase) < 4 else "") for phrase in inner]
        found[kind] = (frozenset(phrases), re.compile("|".join(inner)))
    return found


@cache
def _any_header() -> re.Pattern[str]:
    """What every header holds: most cells are none and need no closer look."""
    phrases = {phrase for words in load("plan_tables")["columns"].values() for phrase in words}
    return re.compile("|".join(map(re.escape, sorted(phrases))))


def _names(words: str, kind: str) -> bool:
    phrases, form = _headers()[kind]
    if kind in ("label", "unit") and words in phrases:
        return True
    if kind == "label" or (kind == "points" and _NAMES_CRITERIA.match(words)):
        return False
    return (kind == "target" or len(words) < 60) and bool(form.search(words))


def _figures(row: Paragraph) -> bool:
    held = [cell.text for cell in row.cells if cell and not _BARE_YEAR.fullmatch(cell.text)]
    return sum(bool(re.fullmatch(r"[\d.,%\s-]+", text)) for text in held) >= 2


def _is_second_header(row: Paragraph) -> bool:
    words = [fold(cell.text) for cell in row.cells if cell]
    return bool(words) and all(
        re.match(
            r"(?:quy|ca nam|6 thang|thang|nam|20\d\d|chu tri|phoi hop|chinh|ke hoach|thuc hien|uoc|th|kh|dat|muc|tong"
            r"|diem|tu cham|khoi cham)\b",
            w,
        )
        for w in words
    )


def _refine(table: Table, row: Paragraph) -> None:
    """A second header row names the parts of a wide column: quarters under the plan, partners under the units."""
    second = _columns(row)
    width = max(len(table.columns), len(second))
    table.columns += [""] * (width - len(table.columns))
    table.header += [""] * (width - len(table.header))
    for at, kind in enumerate(second):
        if kind:
            table.columns[at] = kind
            table.header[at] = fold(row.cells[at].text)


def cell_of(table: Table, row: Paragraph, kind: str) -> Passage:
    for at, column in enumerate(table.columns):
        if column == kind and at < len(row.cells):
            return row.cells[at]
    return Passage("", ())


def units_in(words: Passage) -> list[str]:
    """Names in a cell, parted at semicolons only: commas stand inside names too."""
    return [part.trim(".,").text for part in words.pieces(re.compile(r";\s*")) if len(part.trim(".,").text) > 1]


def heads_group(table: Table, row: Paragraph, name: Passage) -> bool:
    others = [
        c
        for at, c in enumerate(row.cells)
        if c and at < len(table.columns) and table.columns[at] not in ("label", "target", "task", "criterion")
    ]
    label = cell_of(table, row, "label").text
    return not others and (bool(TOP_LABEL.match(label)) or name.text.isupper() or not find_levels(name.text))
