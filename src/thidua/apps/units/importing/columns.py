"""The columns of both lists, the words they may carry, and the empty lists to fill in."""

from __future__ import annotations

from thidua.apps.units.models import UnitKind
from thidua.core.actors import ROLE_LABELS
from thidua.formats.sheets import Column
from thidua.formats.xlsx import write_sheet

MOST_ROWS = 1_000
NOUNS = ("units", "people")
TITLES = {"units": "Đơn vị", "people": "Người dùng"}

COLUMNS = {
    "units": (
        Column("name", "Tên đơn vị", ("Đơn vị", "Tên")),
        Column("kind", "Loại", ("Loại đơn vị",), required=False),
        Column("short_name", "Tên gọn", ("Tên viết tắt", "Viết tắt"), required=False),
        Column("parent", "Đơn vị cấp trên", ("Trực thuộc", "Thuộc đơn vị"), required=False),
        Column("from_on", "Từ ngày", ("Ngày thành lập",), required=False),
    ),
    "people": (
        Column("name", "Họ và tên", ("Họ tên", "Tên")),
        Column("salutation", "Xưng hô", required=False),
        Column("position", "Chức vụ", ("Chức danh",), required=False),
        Column("unit", "Đơn vị", ("Phòng", "Đơn vị công tác")),
        Column("role", "Vai trò", ("Quyền",), required=False),
        Column("phone", "Số điện thoại", ("Điện thoại", "SĐT"), required=False),
        Column("email", "Thư điện tử", ("Email", "E-mail"), required=False),
        Column("username", "Tên đăng nhập", ("Tài khoản",), required=False),
    ),
}

_NOTES = {
    "units": "Cột có dấu * phải nhập. Loại: {kinds}. Bỏ trống Đơn vị cấp trên nếu trực thuộc xã, phường.",
    "people": "Cột có dấu * phải nhập. Vai trò: {roles}; bỏ trống là Cán bộ đơn vị. Ghi tên đăng nhập để mở tài khoản.",
}


def empty_list(noun: str) -> bytes:
    """An .xlsx without rows: the header, and one remark above it that says how to fill the list in."""
    words = {
        "kinds": ", ".join(kind.label for kind in UnitKind if kind not in (UnitKind.CITY, UnitKind.COMMUNE)),
        "roles": ", ".join(ROLE_LABELS.values()),
    }
    headers = [f"{column.header} *" if column.required else column.header for column in COLUMNS[noun]]
    return write_sheet(TITLES[noun], headers, [], note=_NOTES[noun].format(**words))
