"""What stands around a body: the head in two columns, name and title, recipients, signatures, the head of an annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thidua.core.papers.form import FORM, MOTTO
from thidua.core.papers.model import Annex, Head, Paper, Recipients, Signature
from thidua.core.papers.wording import number_line, place_line, printed, recipient_lines
from thidua.formats.docx.package import Element
from thidua.formats.docx.writing.elements import cell, make, paragraph, run, told, twips
from thidua.formats.pages.setting import HeadMeasures, head_measures


def head_of(head: Head, room: float) -> Iterator[Element]:
    """The head: who issues and the number on the left, the motto, place and date on the right; then name and title."""
    its = head_measures(head, room)
    number, subject = printed(number_line(head)), "" if head.name else printed(head.title)
    motto = [told("QuocHieu", MOTTO[0]), told("TieuNgu", MOTTO[1]), _rule(its.right - 2 * its.gap, its.motto_rule)]
    below = [_lower("SoKyHieu", number, -its.lower)] if number else []
    below += [told("TrichYeuCongVan", subject)] if subject else []
    place = printed(place_line(head))
    dated = [_lower("DiaDanhNgayThang", place, its.lower)] if place else []
    yield _beside([(its.left, [*_issuer(head, its), *below]), (its.right, [*motto, *dated])], gap=its.gap)
    if not printed(head.name):
        yield paragraph("CachDong", extra=(make("spacing", before=240),))
        return
    yield told("TenLoai", printed(head.name))
    if title := printed(head.title):
        side = twips((room - its.title_room) / 2)
        yield paragraph("TrichYeu", run(title), extra=(make("ind", left=side, right=side),))
        yield _rule(room, its.title_rule, before=4, after=12)


def _issuer(head: Head, its: HeadMeasures) -> list[Element]:
    above = [told("CoQuanChuQuan", line) for line in map(printed, head.above) if line]
    issuer = [told("CoQuanBanHanh", line) for line in map(printed, head.issuer) if line]
    return [*above, *issuer, _rule(its.left - 2 * its.gap, its.issuer_rule)] if issuer else above


def _lower(style: str, words: str, points: float) -> Element:
    """A line that is moved down where the other column is higher, so that number and date stand side by side."""
    extra = (make("spacing", before=round((6 + points) * 20)),) if points > 1 else ()
    return paragraph(style, run(words), extra=extra)


def _rule(room: float, long: float, *, before: float = 3, after: float = 0) -> Element:
    """A line in the middle of `room`, `long` millimetres, points of air below: the upper edge of an empty paragraph."""
    side = twips(max((room - long) / 2, 0))
    edge = make("pBdr", make("top", val="single", sz=6, space=1, color="000000"))
    spacing = make("spacing", before=round(before * 20), after=round(after * 20), line=40, lineRule="exact")
    return paragraph("KeNgang", extra=(edge, spacing, make("ind", left=side, right=side)))


def _beside(columns: Sequence[tuple[float, Sequence[Element]]], *, gap: float = 0) -> Element:
    """A row of cells without edges, `gap` millimetres of air at each side of a cell."""
    cells = [cell(wide, *(blocks or [paragraph("CachDong")])) for wide, blocks in columns]
    grid = make("tblGrid", *(make("gridCol", w=twips(wide)) for wide, _ in columns))
    whole = make("tblW", w=twips(sum(wide for wide, _ in columns)), type="dxa")
    bare = make("tblCellMar", *(make(side, w=twips(gap), type="dxa") for side in ("left", "right")))
    properties = make("tblPr", whole, make("tblLayout", type="fixed"), bare)
    return make("tbl", properties, grid, make("tr", make("trPr", make("cantSplit")), *cells))


def ending_of(paper: Paper, room: float) -> Iterator[Element]:
    """Recipients left and signature right; two who sign stand side by side, with the recipients below."""
    recipients = _recipients(paper.recipients)
    half = room / 2
    if len(paper.signatures) > 1:
        for at in range(0, len(paper.signatures), 2):
            pair = [_signature(signature) for signature in paper.signatures[at : at + 2]]
            yield _air()
            yield _beside([(half, blocks) for blocks in [*pair, []][:2]])
        if recipients:
            yield _air()
            yield from recipients
    elif paper.signatures or recipients:
        signed = [block for signature in paper.signatures for block in _signature(signature)]
        yield _air()
        yield _beside([(half, recipients), (half, signed)])


def _air() -> Element:
    return paragraph("CachDong", extra=(make("keepNext"), make("spacing", before=120)))


def _recipients(recipients: Recipients) -> list[Element]:
    lines = [told("NguoiNhan", printed(line)) for line in recipient_lines(recipients.lines, recipients.archive)]
    return [told("NoiNhan", "Nơi nhận:"), *lines] if lines else []


def _signature(signature: Signature) -> list[Element]:
    authority = [told("QuyenHan", line) for line in map(printed, signature.authority) if line]
    room = make("spacing", before=twips(FORM.signing_room))
    name = printed(signature.name)
    return [*authority, paragraph("NguoiKy", *([run(name)] if name else []), extra=(room,))]


def annex_head(annex: Annex) -> Iterator[Element]:
    """Label, title and where the annex belongs."""
    for style, words in (("PhuLuc", annex.label), ("TenPhuLuc", annex.title)):
        if shown := printed(words):
            yield told(style, shown)
    note = printed(annex.note)
    yield told("KemTheo", f"({note})") if note else paragraph("CachDong", extra=(make("spacing", before=120),))
