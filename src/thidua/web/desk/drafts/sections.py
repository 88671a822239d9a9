"""The fixed sections of a plan, in the order of the paper: what each holds and what may be added to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Reading = dict[str, Any]
OF = (("commune", "xã, phường"), ("province", "thành phố, tỉnh"), ("national", "cả nước"))


@dataclass(frozen=True, slots=True)
class Added:
    """A form that adds to a section: `fields` are (name, label, kind, hint); kind "long", "text" or "of"."""

    kind: str
    button: str
    fields: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its word in addresses, its name, the parts of the plan it shows, its forms."""

    slug: str
    name: str
    parts: tuple[str, ...]
    forms: tuple[Added, ...] = ()
    why: str = ""

    def count(self, reading: Reading) -> int:
        """How many blocks it holds; parts that every plan has once do not count."""
        found = [reading.get(part) for part in self.parts]
        return sum(
            len(rows) if isinstance(rows, list) else part == "objective" and rows is not None
            for part, rows in zip(self.parts, found, strict=True)
        )


def _one(kind: str, button: str, label: str, hint: str = "") -> Added:
    return Added(kind, button, (("text", label, "long", hint),))


_LEAD = ("lead", "Đơn vị chủ trì", "text", "Có thể để trống; nhiều đơn vị cách nhau bằng dấu chấm phẩy")

_OF_DAY = ("when", "Hạn", "text", "Như: trước ngày 05/12/2027; trước ngày 15 tháng cuối quý")
_AWARD = "Như: Chủ tịch Ủy ban nhân dân phường tặng Giấy khen cho 06 tập thể và 12 cá nhân"
_CITED = "Như: Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ về …; hoặc chọn ở phần gợi ý"
_GETS = "Như: Các tổ dân phố; Thường trực Đảng ủy (để báo cáo); Lưu: VT"
_THEME = (("text", "Chủ đề", "long", ""), ("of", "Của", "of", ""), ("year", "Năm", "text", ""))
_TARGET = (("text", "Chỉ tiêu, viết thành một câu", "long", "Như: Tỷ lệ hộ dùng nước sạch đạt 97% trở lên"), _LEAD)
_TASK = (("text", "Nhiệm vụ", "long", ""), _LEAD)
_LIMIT = (
    ("text", "Việc phải làm", "long", "Như: Báo cáo kết quả thực hiện cả năm"),
    _OF_DAY,
    ("who", "Ai làm", "text", "Có thể để trống"),
)

SECTIONS = (
    Section(
        "the-thuc",
        "Thể thức",
        ("document", "movement", "signatory"),
        why="Số và ngày ghi khi ký; bản in của dự thảo để trống hai chỗ ấy.",
    ),
    Section("chu-de", "Chủ đề", ("themes",), (Added("themes", "Thêm chủ đề", _THEME),)),
    Section(
        "can-cu", "Căn cứ", ("legal_bases",), (_one("legal_bases", "Thêm căn cứ", "Gõ văn bản làm căn cứ", _CITED),)
    ),
    Section("muc-dich", "Mục đích", ("purposes",), (_one("purposes", "Thêm mục đích", "Mục đích"),)),
    Section("yeu-cau", "Yêu cầu", ("requirements",), (_one("requirements", "Thêm yêu cầu", "Yêu cầu"),)),
    Section("muc-tieu", "Mục tiêu chung", ("objective",), (_one("objective", "Ghi mục tiêu chung", "Mục tiêu chung"),)),
    Section("chi-tieu", "Chỉ tiêu", ("targets",), (Added("targets", "Thêm chỉ tiêu", _TARGET),)),
    Section("nhiem-vu", "Nhiệm vụ", ("tasks",), (Added("tasks", "Thêm nhiệm vụ", _TASK),)),
    Section(
        "thoi-gian",
        "Thời gian",
        ("period", "phases"),
        (_one("phases", "Thêm giai đoạn", "Tên giai đoạn", "Như: Đợt 1"),),
    ),
    Section(
        "khen-thuong",
        "Khen thưởng",
        ("commendation",),
        (_one("commendation", "Thêm hình thức khen", "Khen thưởng, viết thành một câu", _AWARD),),
    ),
    Section(
        "to-chuc",
        "Tổ chức thực hiện",
        ("assignments",),
        (_one("assignments", "Thêm đơn vị", "Tên đơn vị được giao việc"),),
    ),
    Section("bao-cao", "Báo cáo, thời hạn", ("deadlines",), (Added("deadlines", "Thêm thời hạn", _LIMIT),)),
    Section("noi-nhan", "Nơi nhận", ("recipients",), (_one("recipients", "Thêm nơi nhận", "Nơi nhận", _GETS),)),
)
BY_SLUG = {section.slug: section for section in SECTIONS}
_BY_PART = {part: section for section in SECTIONS for part in section.parts}
_BY_PART |= {"duties": BY_SLUG["to-chuc"], "sub_targets": BY_SLUG["chi-tieu"], "measures": BY_SLUG["chi-tieu"]}


def section_of(path: str) -> Section:
    """The section in which an item of the plan is written; the first one for what stands in none."""
    return _BY_PART.get(path.partition("/")[0], SECTIONS[0])
