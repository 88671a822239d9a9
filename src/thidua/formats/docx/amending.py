"""Words of a Word document changed in their places: the runs that hold them, and nothing else in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from thidua.core.papers.text_changes import Marking, TextChange, apply_changes, changed_words
from thidua.core.verdicts import Reason
from thidua.formats.docx.package import Element, Package, attribute, child, name, number
from thidua.formats.docx.reading import linearise_docx, trace_docx
from thidua.formats.docx.traces import Made, Origins, Trace, final_origins
from thidua.formats.linearised import plain
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.text import unicode_text

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TRACKED = {"ins", "moveTo"}
_UNREACHABLE = {
    Made.GENERATED: "do Word tự sinh (số thứ tự, số chú thích) hoặc nối qua hai đoạn",
    Made.CAPITALS: "hiện chữ hoa bằng định dạng, trong tệp là chữ thường",
    Made.OLD_FONT: "gõ bằng phông cũ (TCVN3, VNI)",
    Made.FIELD: "do một trường của Word tính ra",
    Made.SIGN: "có dấu ngắt hoặc ký hiệu đặc biệt",
}


@dataclass(slots=True)
class _Stretch:
    """The letters of one w:t that a change takes out: those from `start` to `end`. `twins` store the same words for
    programs that cannot draw the shape in which they stand."""

    element: Element
    start: int
    end: int
    twins: list[Element] = field(default_factory=list)


def amend_docx(data: bytes, changes: Sequence[TextChange], marking: Marking | None = None) -> bytes:
    """The file with these changes of its text as `linearise_docx` gives it: clean, or shown as tracked with `marking`.

    New words take the look of the first letter that they replace. Afterwards the file reads as the text with the
    changes. Raises Refusal with one reason for each change that cannot be made, its place in `changes` as the field
    ("2"), and the refusals of `linearise_docx`.
    """
    package = Package(data)
    if any(part.lower().startswith("_xmlsignatures/") for part in package.names):
        raise refusal("docx_signed", "Tệp có chữ ký số; sửa chữ trong tệp làm mất chữ ký. Sửa ở tệp chưa ký.")
    raw, trace = trace_docx(package)
    shown, _ = unicode_text(raw)
    origins, text = final_origins(raw, shown), plain(shown)
    if origins is None:
        raise refusal("docx_untraced", "Không lần được chữ của tệp này về chỗ đứng trong Word. Sửa trong Word.")
    plans, reasons = [], []
    for at, change in enumerate(changes):
        found = _stretches(text, origins, trace, change, marked=marking is not None)
        if isinstance(found, str):
            words = "Chữ “{before}” {why}; sửa chỗ này trong Word."
            reasons.append(Reason("docx_unreachable", words, {"before": change.before, "why": found}, field=str(at)))
        else:
            plans.append((change.start, *found))
    if reasons:
        raise Refusal(*reasons)
    # From the end, so that the places before stay what they are.
    elements = [stretch.element for _, stretches, _ in plans for stretch in stretches]
    parts = package.parts_with(elements)
    replace = _Marker(marking, parts).replace if marking else _replace
    for _, stretches, words in sorted(plans, key=lambda plan: plan[0], reverse=True):
        replace(stretches, words)
    amended = package.rewritten(parts)
    _must_read(amended, apply_changes(text, changes))
    return amended


def _must_read(amended: bytes, wanted: str) -> None:
    if linearise_docx(amended).text != wanted:
        raise refusal("docx_reads_otherwise", "Sửa như vậy làm văn bản đọc khác đi ở chỗ khác. Sửa trong Word.")


def _stretches(
    text: str, origins: Origins, trace: Trace, change: TextChange, *, marked: bool
) -> tuple[list[_Stretch], str] | str:
    """What to take out in the order of reading and the words to put; or why the change cannot be made."""
    if text[change.start : change.end] != change.before:
        return "không đứng ở chỗ này của văn bản"
    start, end, words = changed_words(change.before, change.after)
    span = range(change.start + start, change.start + end)
    numbers = [one for at in span for one in origins[at]]
    for one in numbers:
        if one < 0:
            return _UNREACHABLE[Made(one)]
    if not numbers or any(one >= other for one, other in pairwise(numbers)):
        return "không đứng liền nhau trong tệp"
    wanted = set(numbers)
    if any(at not in span and not wanted.isdisjoint(origin) for at, origin in enumerate(origins)):
        return "được in lại ở dòng khác (ô gộp, tiêu đề trang)"
    found: list[_Stretch] = []
    for one in numbers:
        element, at = trace.place(one)
        if found and found[-1].element is element and _only_unseen(element, found[-1].end, at):
            found[-1].end = at + 1
        else:
            found.append(_Stretch(element, at, at + 1))
    for stretch in found:
        if why := _in_the_way(stretch, marked=marked):
            return why
    return found, words


def _only_unseen(element: Element, start: int, end: int) -> bool:
    """Whether between two letters of one element stands nothing that the text shows."""
    between = plain((element.text or "")[start:end])
    return not between.strip()


def _in_the_way(stretch: _Stretch, *, marked: bool) -> str:
    """Why the words of a stretch cannot be written; fills in its twins."""
    element = stretch.element
    run = element.getparent()
    if run is None or name(run) != "r" or etree.QName(run).namespace == _MATHS:
        return "nằm trong một công thức hoặc một khung lạ"
    shape = None
    for above in element.iterancestors():
        kind = name(above)
        if kind == "AlternateContent":
            shape = above
        elif kind == "sdt" and child(above, "sdtPr", "dataBinding") is not None:
            return "nằm trong ô lấy dữ liệu từ nơi khác"
        elif kind == "fldSimple" and not attribute(above, "instr").lstrip().upper().startswith("HYPERLINK"):
            return _UNREACHABLE[Made.FIELD]
        elif marked and kind in _TRACKED:
            return "đang có dấu sửa chưa duyệt; duyệt dấu sửa trước"
    if shape is not None:
        twins = _twins(shape, element)
        if twins is None:
            return "nằm trong hộp chữ có hai bản khác nhau"
        stretch.twins = twins
    return ""


def _twins(shape: Element, element: Element) -> list[Element] | None:
    """The elements that hold the same words in the other forms of a shape; None when the forms do not agree."""
    forms = [list(form.iter("{*}t")) for form in shape]
    own = next(form for form in forms if element in form)
    at = own.index(element)
    others = [form for form in forms if form is not own and form]
    if any([one.text for one in form] != [one.text for one in own] for form in others):
        return None
    return [form[at] for form in others]


def _replace(stretches: list[_Stretch], words: str) -> None:
    """Take the letters out; the new ones stand where the first was."""
    for at, stretch in enumerate(reversed(stretches), 1):
        put = words if at == len(stretches) else ""
        for element in (stretch.element, *stretch.twins):
            text = element.text or ""
            _set(element, text[: stretch.start] + put + text[stretch.end :])


def _set(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")


class _Marker:
    """Writes changes as deletions and insertions that Word shows."""

    def __init__(self, marking: Marking, parts: Mapping[str, Element]) -> None:
        self._marking = marking
        used = (attribute(one, "id") for root in parts.values() for one in root.iter())
        self._last = max((number(one) for one in used if one), default=0)

    def replace(self, stretches: list[_Stretch], words: str) -> None:
        """As `_replace`; a run is cut at the ends of what is taken out."""
        for at, stretch in enumerate(reversed(stretches), 1):
            put = words if at == len(stretches) else ""
            for element in (stretch.element, *stretch.twins):
                self._mark(element, stretch.start, stretch.end, put)

    def _mark(self, element: Element, start: int, end: int, words: str) -> None:
        run, text = element.getparent(), element.text or ""
        assert run is not None
        above = run.getparent()
        assert above is not None
        rest = _empty_like(run)
        after = _element(run, "t", text[end:]) if text[end:] else None
        rest.extend([*([after] if after is not None else []), *element.itersiblings()])
        taken = self._tracked(run, "del", _element(run, "delText", text[start:end]))
        marks = [taken, *([self._tracked(run, "ins", _element(run, "t", words))] if words else [])]
        place = above.index(run) + 1
        for offset, one in enumerate([*marks, *([rest] if _holds(rest) else [])]):
            above.insert(place + offset, one)
        _set(element, text[:start])

    def _tracked(self, run: Element, kind: str, letters: Element) -> Element:
        self._last += 1
        mark = _element(run, kind)
        prefix = etree.QName(run).namespace
        for key, held in (
            ("id", str(self._last)),
            ("author", self._marking.author),
            ("date", self._marking.at.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ):
            mark.set(f"{{{prefix}}}{key}", held)
        inner = _empty_like(run)
        inner.append(letters)
        mark.append(inner)
        return mark


def _element(run: Element, kind: str, text: str = "") -> Element:
    made = etree.Element(etree.QName(etree.QName(run).namespace, kind), nsmap=run.nsmap)
    if text:
        _set(made, text)
    return made


def _empty_like(run: Element) -> Element:
    """A run of the same look with nothing in it."""
    made = _element(run, "r")
    look = child(run, "rPr")
    if look is not None:
        made.append(deepcopy(look))
    return made


def _holds(run: Element) -> bool:
    return any(name(inner) != "rPr" for inner in run)
