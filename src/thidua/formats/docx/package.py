"""The parts of a Word file and the small vocabulary for walking through their XML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from lxml import etree
from lxml.etree import _Element

from thidua.formats.guard import broken, open_archive, read_part
from thidua.formats.refusals import Refusal, grouped, refusal

MAX_NESTED_TABLES = 50
# A long plan has some 30,000 tags; reading goes at about 300,000 a second.
MAX_TAGS = 1_500_000
Element: TypeAlias = _Element
_TABLE_SIGN = re.compile(rb"tbl[\s>]")
_TABLE_TAG = re.compile(rb"<(/?)(?:\w+:)?tbl[\s>]")


_MOST_NAMES = 5_000


class _Names(dict[Any, str]):
    """Local names by tag; a loop over many elements asks `NAMES[element.tag]`, which costs no call."""

    def __missing__(self, tag: Any) -> str:
        if len(self) > _MOST_NAMES:
            self.clear()
        self[tag] = found = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return found


class _Keys(dict[tuple[Any, str], str]):
    """An attribute's name in the namespace of its element, by tag and local name."""

    def __missing__(self, asked: tuple[Any, str]) -> str:
        if len(self) > _MOST_NAMES:
            self.clear()
        tag, wanted = asked
        self[asked] = found = f"{tag[: tag.rfind('}') + 1]}{wanted}" if isinstance(tag, str) else wanted
        return found


NAMES = _Names()
_KEYS = _Keys()
_ANYWHERE: dict[str, str] = {}


def name(element: Element) -> str:
    """Local name of an element, "" for comments; documents may use either of the two Word namespaces."""
    return NAMES[element.tag]


def _anywhere(wanted: str) -> str:
    """A name in whatever namespace, as lxml wants it."""
    return _ANYWHERE.get(wanted) or _ANYWHERE.setdefault(wanted, "{*}" + wanted)


def children(element: Element | None, *wanted: str) -> Iterator[Element]:
    if element is not None:
        yield from element.iterchildren(*[_anywhere(word) for word in wanted])


def child(element: Element | None, *path: str) -> Element | None:
    """First descendant along `path` of local names, None when a step is missing."""
    for step in path:
        if element is None or not len(element):
            return None
        element = next(element.iterchildren(_ANYWHERE.get(step) or _anywhere(step)), None)
    return element


def leading(element: Element, wanted: str) -> Element | None:
    """The child of that name, which the format puts first: properties of a paragraph, row or cell."""
    if not len(element):
        return None
    first: Element = element[0]
    return first if NAMES[first.tag] == wanted else child(element, wanted)


def attribute(element: Element | None, wanted: str, default: str = "") -> str:
    """Value by local name of an attribute."""
    if element is None:
        return default
    found = element.get(_KEYS[element.tag, wanted])
    if found is not None:
        return str(found)
    if not element.attrib:
        return default
    for key, held in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(held)
    return default


def parts(properties: Element | None) -> dict[str, Element]:
    """The first child of each name, for properties that are asked for many."""
    found: dict[str, Element] = {}
    for element in () if properties is None else properties:
        found.setdefault(NAMES[element.tag], element)
    return found


def is_on(element: Element) -> bool:
    """Whether a Word on/off property that is there says yes."""
    return attribute(element, "val", "1") not in ("0", "false", "off", "none")


def value(element: Element | None, *path: str, default: str = "") -> str:
    return attribute(child(element, *path), "val", default)


def number(text: str, default: int = 0) -> int:
    try:
        return int(text)
    except ValueError:
        return default


def switch(properties: Element | None, wanted: str) -> bool | None:
    """A Word on/off property: None when it is not set at all."""
    found = child(properties, wanted)
    return None if found is None else is_on(found)


class Package:
    """A guarded Word file. Raises Refusal A17 when it holds no main document."""

    def __init__(self, data: bytes) -> None:
        self._archive: zipfile.ZipFile = open_archive(data)
        self._names = {entry.casefold(): entry for entry in self._archive.namelist()}
        self._trees: dict[str, Element] = {}
        self.main = self._main_name()
        self._main_relations = list(self._relations(self.main))

    def _main_name(self) -> str:
        found = [target for kind, target in self._relations("") if kind == "officeDocument"]
        candidate = found[0] if found else "word/document.xml"
        if candidate.casefold() not in self._names or not candidate.lower().endswith(".xml"):
            raise refusal("A17", "Đây không phải tài liệu Word.")
        return candidate

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        folder, leaf = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        for relation in children(root, "Relationship"):
            if attribute(relation, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target")))
                yield attribute(relation, "Type").rpartition("/")[2], target.lstrip("/")

    def tree(self, part: str) -> Element | None:
        """Root of a part, the same one each time; None when there is no such part."""
        stored = self._names.get(part.casefold())
        if stored is not None and stored not in self._trees:
            self._trees[stored] = parse(read_part(self._archive, stored), stored)
        return None if stored is None else self._trees[stored]

    def parts_with(self, elements: Collection[Element]) -> dict[str, Element]:
        """The parts, by their stored name, that hold one of these elements."""
        roots = {element.getroottree().getroot() for element in elements}
        return {part: root for part, root in self._trees.items() if root in roots}

    def rewritten(self, changed: Mapping[str, Element]) -> bytes:
        """The file with these parts written anew from their roots; every other part keeps its bytes and its place."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for entry in self._archive.infolist():
                root = changed.get(entry.filename)
                content = read_part(self._archive, entry.filename) if root is None else serialised(root)
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.compress_type, copy.external_attr = entry.compress_type, entry.external_attr
                copy.create_system, copy.comment = entry.create_system, entry.comment
                archive.writestr(copy, content)
        return out.getvalue()

    @property
    def names(self) -> Iterable[str]:
        """The stored names of all parts."""
        return self._names.values()

    def related(self, kind: str) -> Element | None:
        """Root of the main document's only part of that kind: styles, numbering, footnotes, endnotes."""
        for found, target in self._main_relations:
            if found == kind:
                stored = self._names.get(target.casefold())
                if kind != "styles" or stored is None:
                    return self.tree(target)
                content = read_part(self._archive, stored)
                return parse(_without_table_styles(content), stored, whole=content)
        return None

    def related_by_id(self, identifier: str) -> Element | None:
        """Root of the part that the main document names by a relationship id (its headers)."""
        folder, leaf = posixpath.split(self.main)
        root = self.tree(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        for relation in children(root, "Relationship"):
            if attribute(relation, "Id") == identifier and attribute(relation, "TargetMode") != "External":
                return self.tree(
                    posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target"))).lstrip("/")
                )
        return None


def serialised(root: Element) -> bytes:
    """A part as bytes, in its own encoding and with its own declaration."""
    tree = root.getroottree()
    written: bytes = etree.tostring(
        tree, encoding=tree.docinfo.encoding or "UTF-8", xml_declaration=True, standalone=tree.docinfo.standalone
    )
    return written


def _without_table_styles(content: bytes) -> bytes:
    """Styles without those of tables: they are most of the part, and say nothing about letters."""
    head, *styles = content.split(b"<w:style ")
    kept = [head]
    for style in styles:
        end = style.find(b"</w:style>")
        if end >= 0 and b'w:type="table"' in style[: style.find(b">")]:
            kept.append(style[end + len(b"</w:style>") :])
        else:
            kept.append(b"<w:style " + style)
    return b"".join(kept)


def parse(content: bytes, part: str, *, whole: bytes | None = None) -> Element:
    """Root of a part without entities, network or huge trees. Refuses A08, A16 and A18.

    `whole` is parsed when `content`, which was made from it, is not well formed.
    """
    if content.count(b"<") > MAX_TAGS:
        raise refusal(
            "A30",
            "Tệp quá phức tạp ({found} thẻ, tối đa {most}). Chỉ tải phần kế hoạch.",
            found=grouped(content.count(b"<")),
            most=grouped(MAX_TAGS),
        )
    _check_nesting(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Element = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if whole is not None:
            return parse(whole, part)
        if "depth" in str(error).lower():
            raise too_deep(None) from error
        raise broken() from error
    except ValueError as error:
        raise broken() from error
    if root.getroottree().docinfo.doctype:
        raise refusal("A08", "Tệp chứa khai báo XML không an toàn (DTD) tại {part}. Tệp bị từ chối.", part=part)
    return root


def _check_nesting(content: bytes) -> None:
    if len(_TABLE_SIGN.findall(content)) <= MAX_NESTED_TABLES:
        return
    depth = deepest = 0
    for tag in _TABLE_TAG.finditer(content):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    if deepest > MAX_NESTED_TABLES:
        raise too_deep(deepest)


def too_deep(level: int | None) -> Refusal:
    """A18, with the level when it could be counted."""
    if level is None:
        return refusal("A18", "Thành phần lồng nhau quá sâu. Lưu lại bằng Word thành .docx mới.")
    return refusal("A18", "Bảng lồng nhau quá sâu (mức {level}).", level=level)
