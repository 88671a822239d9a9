"""A paper as plain lines, the way readers of files linearise it: one line a paragraph or table row, cells by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.core.papers.form import MOTTO
from thidua.core.papers.model import Annex, Block, Entry, Heading, Paper, Paragraph, Table
from thidua.core.papers.wording import number_line, place_line, recipient_lines


def paper_lines(paper: Paper) -> str:
    """The whole paper, in reading order. The two columns of the head and of the end are rows of two cells, each cell
    its lines one under another, as a Word table gives them."""
    return "\n".join(line for line in _lines(paper) if line.strip())


def _lines(paper: Paper) -> Iterator[str]:
    head = paper.head
    yield from [*head.above, *head.issuer]
    if line := number_line(head):
        yield line
    if head.title and not head.name:
        yield head.title
    yield from MOTTO
    if line := place_line(head):
        yield line
    if head.name:
        yield head.name
        yield head.title
    for block in paper.body:
        yield from block_lines(block)
    yield from _ending(paper)
    for annex in paper.annexes:
        yield from _annex(annex)


def block_lines(block: Block) -> Iterator[str]:
    """One block of a body as lines."""
    match block:
        case Paragraph():
            yield f"{block.lead} {block.text}".strip()
        case Heading() | Entry():
            yield f"{block.label} {block.text}".strip()
        case Table():
            if any(column.title for column in block.columns):
                yield "\t".join(column.title for column in block.columns)
            for row in block.rows:
                yield "\t".join(row.cells)


def _ending(paper: Paper) -> Iterator[str]:
    if paper.recipients.lines or paper.recipients.archive:
        yield "Nơi nhận:"
        yield from recipient_lines(paper.recipients.lines, paper.recipients.archive)
    for signature in paper.signatures:
        yield from signature.authority
        yield signature.name


def _annex(annex: Annex) -> Iterator[str]:
    yield annex.label
    yield annex.title
    if annex.note:
        yield f"({annex.note})"
    for block in annex.body:
        yield from block_lines(block)
