"""The styles of a Word paper, made from the measures of decree 30/2020: named in Vietnamese, headings Word's own."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.core.papers.form import FORM
from thidua.core.papers.model import Align, Tone
from thidua.formats.docx.package import Element
from thidua.formats.docx.writing.elements import make, twips


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; letters and room before and after in points, indents in millimetres."""

    id: str
    name: str
    size: int = FORM.body
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    line: float = 1
    keep: bool = False
    outline: int = -1


def _running(id: str, name: str, **other: object) -> Style:
    """Text of the body: justified, first line moved in, room after."""
    settings: dict[str, object] = {
        "align": "both", "after": FORM.after, "first": FORM.indent, "line": FORM.leading, **other
    }  # fmt: skip
    return Style(id, name, **settings)  # type: ignore[arg-type]


BODY, LIST, GROUND, NOTE = "NoiDung", "DauMuc", "CanCu", "GhiChu"
TONES = {
    Tone.BODY: BODY,
    Tone.GROUND: GROUND,
    Tone.ADDRESS: "KinhGui",
    Tone.CENTRE: "GiuaDong",
    Tone.NOTE: NOTE,
}
CELLS = {Align.LEFT: "OTrai", Align.CENTRE: "OGiua", Align.RIGHT: "OPhai"}
HEADINGS = ("Heading1", "Heading2", "Heading3")

STYLES = (
    Style("CoQuanChuQuan", "Cơ quan chủ quản", FORM.issuer),
    Style("CoQuanBanHanh", "Cơ quan ban hành", FORM.issuer, bold=True),
    Style("QuocHieu", "Quốc hiệu", FORM.motto, bold=True),
    Style("TieuNgu", "Tiêu ngữ", FORM.motto_below, bold=True),
    Style("SoKyHieu", "Số, ký hiệu", FORM.number, before=6),
    Style("TrichYeuCongVan", "Trích yếu công văn", FORM.subject, before=2),
    Style("DiaDanhNgayThang", "Địa danh, ngày tháng", FORM.place, italic=True, before=6),
    Style("TenLoai", "Tên loại văn bản", FORM.name, bold=True, before=18, keep=True),
    Style("TrichYeu", "Trích yếu", FORM.title, bold=True, keep=True),
    Style("KeNgang", "Kẻ ngang", 2, before=2),
    Style("CachDong", "Cách dòng", 2),
    _running(BODY, "Nội dung"),
    _running(LIST, "Đầu mục"),
    _running(GROUND, "Căn cứ", italic=True),
    _running(NOTE, "Ghi chú", italic=True),
    Style("GiuaDong", "Giữa dòng", bold=True, before=6, after=FORM.after, line=FORM.leading, keep=True),
    Style("KinhGui", "Kính gửi", after=FORM.after, line=FORM.leading),
    Style("KinhGuiNhieu", "Kính gửi nhiều nơi", align="left", left=35, after=FORM.after, line=FORM.leading),
    _running("Heading1", "heading 1", bold=True, keep=True, outline=0),
    _running("Heading2", "heading 2", bold=True, keep=True, outline=1),
    _running("Heading3", "heading 3", bold=True, italic=True, keep=True, outline=2),
    Style("DauBang", "Đầu bảng", FORM.table, bold=True, before=2, after=2, keep=True),
    Style("NhomDong", "Nhóm dòng", FORM.table, bold=True, align="left", before=2, after=2, keep=True),
    Style("OTrai", "Ô trái", FORM.table, align="left", before=2, after=2),
    Style("OGiua", "Ô giữa", FORM.table, before=2, after=2),
    Style("OPhai", "Ô phải", FORM.table, align="right", before=2, after=2),
    Style("NoiNhan", "Nơi nhận", FORM.recipients_head, bold=True, italic=True, align="left", keep=True),
    Style("NguoiNhan", "Người nhận", FORM.recipients, align="left"),
    Style("QuyenHan", "Quyền hạn", FORM.authority, bold=True, keep=True),
    Style("NguoiKy", "Người ký", FORM.signer, bold=True),
    Style("PhuLuc", "Phụ lục", bold=True, keep=True),
    Style("TenPhuLuc", "Tên phụ lục", bold=True, keep=True),
    Style("KemTheo", "Kèm theo", FORM.annex_note, italic=True, after=12, keep=True),
    Style("Header", "header", FORM.page_number),
)  # fmt: skip


def styles_of() -> Element:
    """The root of a styles part."""
    normal = make("style", make("name", val="Normal"), make("qFormat"), type="paragraph", default="1", styleId="Normal")
    table = make(
        "style", make("name", val="Normal Table"), make("uiPriority", val=99), make("semiHidden"),
        make("tblPr", make("tblInd", w=0, type="dxa"), make("tblCellMar", *(
            make(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")
        ))),
        type="table", default="1", styleId="TableNormal",
    )  # fmt: skip
    return make("styles", _defaults(), normal, table, *map(_style, STYLES))


def _defaults() -> Element:
    fonts = make("rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FORM.font))
    language = make("lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN")
    size = (make("sz", val=FORM.body * 2), make("szCs", val=FORM.body * 2))
    return make(
        "docDefaults",
        make("rPrDefault", make("rPr", fonts, *size, language)),
        make(
            "pPrDefault",
            make("pPr", make("widowControl"), make("spacing", line=240, lineRule="auto")),
        ),
    )


def _style(style: Style) -> Element:
    properties = make(
        "pPr",
        make("keepNext") if style.keep else None,
        make("keepLines") if style.outline >= 0 else None,
        make("numPr", make("ilvl", val=style.outline), make("numId", val=1)) if style.outline >= 0 else None,
        make(
            "spacing", before=round(style.before * 20), after=round(style.after * 20),
            line=round(style.line * 240), lineRule="auto",
        ),
        make("ind", left=twips(style.left), firstLine=twips(style.first)),
        make("jc", val=style.align),
        make("outlineLvl", val=style.outline) if style.outline >= 0 else None,
    )  # fmt: skip
    look = make(
        "rPr",
        make("b") if style.bold else None,
        make("i") if style.italic else None,
        make("sz", val=style.size * 2),
        make("szCs", val=style.size * 2),
    )
    own = {} if style.outline >= 0 or style.id == "Header" else {"customStyle": "1"}
    following = {"Heading1": BODY, "Heading2": BODY, "Heading3": BODY}.get(style.id)
    return make(
        "style", make("name", val=style.name), make("basedOn", val="Normal"),
        make("next", val=following) if following else None, make("qFormat"), properties, look,
        type="paragraph", styleId=style.id, **own,
    )  # fmt: skip
