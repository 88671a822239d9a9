"""Pages of the guide as HTML. Their words are the project's own; raw HTML in them is escaped all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from thidua.core.viet.text import fold

FIRST = "README"
_HERE = Path(str(files("thidua.web.desk.help")))
_PAGE = re.compile(r"([a-z-]+|README)\.md(#.*)?$")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide: its short name (of the file, "" for the first one), title, HTML, and folded words."""

    slug: str
    title: str
    html: SafeString
    words: str


@cache
def pages() -> dict[str, Page]:
    """All pages by short name: the first page, then the others in the order in which it links to them."""
    first = _HERE.joinpath("vi", f"{FIRST}.md").read_text(encoding="utf-8")
    linked = dict.fromkeys(re.findall(r"\]\(([a-z-]+)\.md", first))
    others = [name for name in linked if _HERE.joinpath("vi", f"{name}.md").exists()]
    return {"" if name == FIRST else name: _read(name) for name in (FIRST, *others)}


def picture(name: str) -> Path | None:
    """The file of a picture of the guide; None when there is none of that name."""
    path = _HERE / "pictures" / f"{name}.png"
    return path if path.is_file() else None


def found(words: str) -> list[Page]:
    """Pages that hold every one of the words, marks left out of account, those with them in the title first."""
    asked = fold(words).split()
    rows = [page for page in pages().values() if all(word in page.words for word in asked)]
    return sorted(rows, key=lambda page: not all(word in fold(page.title) for word in asked))


def _read(name: str) -> Page:
    text = _HERE.joinpath("vi", f"{name}.md").read_text(encoding="utf-8")
    title, _, body = text.partition("\n")
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(body)
    _lead_inside(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    html = html.replace("<table>", '<div class="scroll"><table class="tbl">').replace("</table>", "</table></div>")
    return Page("" if name == FIRST else name, title.lstrip("# ").strip(), mark_safe(html), fold(text))


def _lead_inside(tokens: list[Token]) -> None:
    """Links between files become addresses of the product; headings get the names that links point to."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _anchor(tokens[at + 1].content))
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("href", _address(str(inner.attrGet("href") or "")))
            elif inner.type == "image":
                name = Path(str(inner.attrGet("src") or "")).stem
                inner.attrSet("src", reverse("desk:help_picture", args=[name]))
                inner.attrSet("loading", "lazy")


def _address(target: str) -> str:
    known = _PAGE.fullmatch(target)
    if not known:
        return target
    slug, anchor = known[1], known[2] or ""
    return (reverse("desk:help") if slug == FIRST else reverse("desk:help_page", args=[slug])) + anchor


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
