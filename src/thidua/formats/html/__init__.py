"""An official paper as HTML: a page of its own that prints as the decree wants it, or a piece of one of our pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from thidua.core.papers.form import FORM, MOTTO
from thidua.core.papers.lines import paper_name
from thidua.core.papers.model import Annex, Block, Entry, Head, Heading, Paper, Paragraph, Row, Signature, Table, Tone
from thidua.core.papers.wording import labelled, number_line, place_line, printed, printed_cells, recipient_lines
from thidua.formats.pages.setting import addressed

_STYLES = Path(__file__).with_name("paper.css")
_MARGINS = f"{FORM.top}mm {FORM.right}mm {FORM.bottom}mm {FORM.left}mm"
_NUMBER = f'@top-center{{content:counter(page);font:{FORM.page_number}pt "Times New Roman",Tinos,serif}}'
# Pages are numbered from the second on; browsers cannot count those of an annex anew.
_PAGES = (
    f"@page{{size:A4;margin:{_MARGINS};{_NUMBER}}}@page :first{{@top-center{{content:none}}}}"
    f"@page wide{{size:A4 landscape;margin:{_MARGINS};{_NUMBER}}}@page wide:first{{@top-center{{content:none}}}}"
    "body{margin:0;background:#fff}.paper{margin:0 auto}"
    f"@media screen{{body{{padding:{FORM.top}mm 8px}}}}"
)
_TONES = {
    Tone.GROUND: "paper-ground",
    Tone.CENTRE: "paper-middle",
    Tone.NOTE: "paper-note",
    Tone.ADDRESS: "paper-to-whom",
}


def write_html(paper: Paper) -> str:
    """The paper as a whole HTML document with its styles inside, which asks for nothing from outside."""
    title = escape(paper_name(paper) or "Văn bản")
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_PAGES}\n{_styles()}</style>\n</head>\n<body>\n"
        f"{paper_fragment(paper)}</body>\n</html>\n"
    )


def paper_fragment(paper: Paper, *, top: int = 1) -> str:
    """The paper as markup with classes of `paper.css`; `top` is the level of its title among the page's headings."""
    return "".join(f"{line}\n" for line in _lines(paper, top))


@cache
def _styles() -> str:
    return _STYLES.read_text(encoding="utf-8")


def _lines(paper: Paper, top: int) -> Iterator[str]:
    yield f'<article class="paper{" paper-wide" if paper.landscape else ""}" lang="vi">'
    yield from _head(paper.head, top)
    yield from _blocks(paper.body, top)
    yield from _ending(paper)
    for annex in paper.annexes:
        yield from _annex(annex, top)
    yield "</article>"


def _told(words: str, kind: str) -> str:
    """A paragraph of a class, "" for no words."""
    shown = escape(printed(words), quote=False)
    return f'<p class="paper-{kind}">{shown}</p>' if shown else ""


def _head(head: Head, top: int) -> Iterator[str]:
    issuer = [_told(line, "above") for line in head.above] + [_told(line, "issuer") for line in head.issuer]
    below = [_told(number_line(head), "number"), "" if printed(head.name) else _told(head.title, "subject")]
    yield '<header class="paper-head">'
    yield f'<div><div class="paper-ruled">{"".join(issuer)}</div>{"".join(below)}</div>'
    motto = _told(MOTTO[0], "motto") + _told(MOTTO[1], "motto-below")
    yield f'<div><div class="paper-ruled">{motto}</div>{_told(place_line(head), "place")}</div>'
    yield "</header>"
    if name := printed(head.name):
        title = escape(printed(head.title), quote=False)
        told = f' <span class="paper-title">{title}</span>' if title else ""
        yield f'<h{top} class="paper-name">{escape(name, quote=False)}{told}</h{top}>'


def _blocks(body: Sequence[Block], top: int) -> Iterator[str]:
    numbered = enumerate(body)
    for is_list, group in groupby(numbered, lambda pair: isinstance(pair[1], Entry)):
        blocks = list(group)
        if is_list:
            yield from _entries([block for _, block in blocks if isinstance(block, Entry)])
            continue
        for at, block in blocks:
            match block:
                case Paragraph():
                    yield from _paragraph(block, several=addressed(body, at))
                case Heading():
                    depth = min(max(block.level, 1), 3)
                    level = min(top + depth, 6)
                    if words := labelled(block.label, block.text):
                        yield f'<h{level} class="paper-h{depth}">{escape(words, quote=False)}</h{level}>'
                case Table():
                    yield from _table(block)


def _paragraph(block: Paragraph, *, several: bool) -> Iterator[str]:
    lead, words = (escape(printed(text), quote=False) for text in (block.lead, block.text))
    told = f"<strong>{lead}</strong> {words}".strip() if lead else words
    kind = _TONES.get(block.tone, "")
    kind += " paper-several" if kind and block.tone is Tone.ADDRESS and several else ""
    if told:
        yield f'<p class="{kind}">{told}</p>' if kind else f"<p>{told}</p>"


def _entries(entries: Sequence[Entry]) -> Iterator[str]:
    """Entries as lists within lists; the label is printed as given, so the list's own marks are off."""
    open_lists: list[tuple[int, str]] = []
    for entry in entries:
        if not labelled(entry.label, entry.text):
            continue
        while open_lists and open_lists[-1][0] > entry.depth:
            yield f"</li></{open_lists.pop()[1]}>"
        label, words = printed(entry.label), escape(printed(entry.text), quote=False)
        if open_lists and open_lists[-1][0] == entry.depth:
            yield "</li>"
        else:
            kind = "ol" if any(sign.isalnum() for sign in label) else "ul"
            open_lists.append((entry.depth, kind))
            yield f'<{kind} class="paper-list" role="list">'
        mark = f'<span class="paper-label">{escape(label, quote=False)}</span> ' if label else ""
        yield f"<li><p>{mark}{words}</p>"
    for _, kind in reversed(open_lists):
        yield f"</li></{kind}>"


def _table(table: Table) -> Iterator[str]:
    if not table.columns:
        return
    whole = sum(max(column.width, 1) for column in table.columns)
    yield '<div class="paper-across"><table class="paper-table"><colgroup>'
    # Widths are attributes: our pages take no inline styles.
    yield "".join(f'<col width="{100 * max(column.width, 1) / whole:.1f}%">' for column in table.columns)
    yield "</colgroup>"
    titles = [" ".join(printed(column.title).split()) for column in table.columns]
    if any(titles):
        heads = "".join(f'<th scope="col">{escape(title, quote=False)}</th>' for title in titles)
        yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield _row(row, table)
    yield "</tbody></table></div>"


def _row(row: Row, table: Table) -> str:
    cells = [escape(cell, quote=False) for cell in printed_cells(row)]
    if row.group:
        return f'<tr class="paper-group"><th colspan="{len(table.columns)}" scope="colgroup">{"".join(cells)}</th></tr>'
    cells += [""] * (len(table.columns) - len(cells))
    sides = [f' class="paper-{column.align}"' if column.align != "left" else "" for column in table.columns]
    return f"<tr>{''.join(f'<td{side}>{cell}</td>' for side, cell in zip(sides, cells, strict=True))}</tr>"


def _ending(paper: Paper) -> Iterator[str]:
    recipients = recipient_lines(paper.recipients.lines, paper.recipients.archive)
    listed = "".join(_told(line, "receiver") for line in recipients)
    listed = f'<div class="paper-receivers">{_told("Nơi nhận:", "receivers-head")}{listed}</div>' if recipients else ""
    signed = [_signature(signature) for signature in paper.signatures]
    if len(signed) > 1:
        yield f'<footer class="paper-end">{"".join(signed)}</footer>'
        yield listed
    elif signed or listed:
        yield f'<footer class="paper-end">{listed or "<div></div>"}{"".join(signed)}</footer>'


def _signature(signature: Signature) -> str:
    authority = "".join(_told(line, "authority") for line in signature.authority)
    return f'<div class="paper-signature">{authority}{_told(signature.name, "signer")}</div>'


def _annex(annex: Annex, top: int) -> Iterator[str]:
    yield f'<section class="paper-annex{" paper-wide" if annex.landscape else ""}">'
    level = min(top + 1, 6)
    label, title = (escape(printed(words), quote=False) for words in (annex.label, annex.title))
    words = "<br>".join(filter(None, (label, title)))
    if words:
        yield f'<h{level} class="paper-annex-title">{words}</h{level}>'
    if note := printed(annex.note):
        yield _told(f"({note})", "annex-note")
    yield from _blocks(annex.body, level)
    yield "</section>"
