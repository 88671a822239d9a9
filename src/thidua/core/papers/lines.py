"""A paper as plain lines, the way readers of files linearise it: one line a paragraph or table row, cells by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.core.papers.form import MOTTO
from thidua.core.papers.model import Annex, Block, Entry, Heading, Paper, Paragraph, Table
from thidua.core.papers.wording import labelled, number_line, place_line, printed, printed_cells, recipient_lines


def paper_lines(paper: Paper) -> str:
    """The whole paper, in reading order. The two columns of the head and of the end are rows of two cells, each cell
    its lines one under another, as a Word table gives them. Every line as `printed`; lines without words are left out.
    """
    return "\n".join(line for line in _lines(paper) if line.strip())


def _lines(paper: Paper) -> Iterator[str]:
    head = paper.head
    above = [*head.above, *head.issuer, number_line(head), "" if head.name else head.title, *MOTTO, place_line(head)]
    yield from map(printed, above)
    if head.name:
        yield printed(head.name)
        yield printed(head.title)
    for block in paper.body:
        yield from block_lines(block)
    yield from map(printed, _ending(paper))
    for annex in paper.annexes:
        yield from _annex(annex)


def block_lines(block: Block) -> Iterator[str]:
    """One block of a body as lines."""
    match block:
        case Paragraph():
            yield f"{printed(block.lead)} {printed(block.text)}".strip()
        case Heading() | Entry():
            yield labelled(block.label, block.text)
        case Table():
            rows = [printed_cells(row) for row in block.rows]
            head = tuple(" ".join(printed(column.title).split()) for column in block.columns)
            for row in [head, *rows]:
                yield "\t".join(row).rstrip("\t")


def _ending(paper: Paper) -> Iterator[str]:
    signed = [line for signature in paper.signatures for line in (*signature.authority, signature.name)]
    recipients = recipient_lines(paper.recipients.lines, paper.recipients.archive)
    listed = ["Nơi nhận:", *recipients] if recipients else []
    # Two who sign stand side by side over the whole width, the recipients below them.
    yield from [*signed, *listed] if len(paper.signatures) > 1 else [*listed, *signed]


def _annex(annex: Annex) -> Iterator[str]:
    yield printed(annex.label)
    yield printed(annex.title)
    if printed(annex.note):
        yield f"({printed(annex.note)})"
    for block in annex.body:
        yield from block_lines(block)


def paper_name(paper: Paper) -> str:
    """The paper in one line, for the properties of a file: "KẾ HOẠCH Tổ chức phong trào ..."."""
    return " ".join(filter(None, (printed(paper.head.name), printed(paper.head.title))))
