"""What each event is called on the page of the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.core.events import Event

WORDS = {
    Event.WARD_FOUNDED: _("Lập dữ liệu ban đầu"),
    Event.BACKUP_MADE: _("Sao lưu"),
    Event.BACKUP_RESTORED: _("Khôi phục từ bản sao lưu"),
    Event.SECRET_ERASED: _("Xóa giá trị cá nhân trong nhật ký"),
    Event.FILE_STORED: _("Lưu tệp"),
    Event.PERSON_ADDED: _("Thêm người dùng"),
    Event.PERSON_CHANGED: _("Sửa thông tin người dùng"),
    Event.PERSON_ERASED: _("Xóa dữ liệu cá nhân"),
    Event.ACCOUNT_OPENED: _("Mở tài khoản"),
    Event.ACCOUNT_CLOSED: _("Đóng tài khoản"),
    Event.ACCOUNT_REOPENED: _("Mở lại tài khoản"),
    Event.PASSWORD_CHANGED: _("Đổi mật khẩu"),
    Event.PASSWORD_RESET: _("Cấp lại mật khẩu"),
    Event.SECOND_FACTOR_ADDED: _("Bật xác thực hai bước"),
    Event.SECOND_FACTOR_REMOVED: _("Tắt xác thực hai bước"),
    Event.SIGN_IN_SUCCEEDED: _("Đăng nhập"),
    Event.SIGN_IN_REFUSED: _("Đăng nhập không thành"),
    Event.DEPUTY_NAMED: _("Ghi người làm thay"),
    Event.DEPUTY_RECALLED: _("Thôi làm thay"),
    Event.UNIT_ADDED: _("Thêm đơn vị"),
    Event.UNIT_CHANGED: _("Sửa đơn vị"),
    Event.UNIT_ENDED: _("Kết thúc đơn vị"),
    Event.UNITS_MERGED: _("Sáp nhập đơn vị"),
    Event.UNIT_SPLIT: _("Chia tách đơn vị"),
    Event.SEAT_TAKEN: _("Giao vai trò"),
    Event.SEAT_LEFT: _("Kết thúc vai trò"),
    Event.BLOCK_FORMED: _("Lập khối thi đua"),
    Event.BLOCK_CHANGED: _("Sửa khối thi đua"),
    Event.COUNCIL_FORMED: _("Lập hội đồng"),
    Event.COUNCIL_CHANGED: _("Sửa hội đồng"),
    Event.IMPORT_APPLIED: _("Nhập danh sách từ Excel"),
    Event.IMPORT_UNDONE: _("Hoàn tác nhập danh sách"),
    Event.HONOUR_ENTERED: _("Ghi danh hiệu, hình thức khen thưởng"),
    Event.PLAN_FILED: _("Nạp kế hoạch"),
    Event.PLAN_CORRECTED: _("Sửa phần đọc của kế hoạch"),
    Event.PLAN_ITEM_ADDED: _("Thêm mục vào kế hoạch"),
    Event.PLAN_ITEM_REMOVED: _("Bỏ mục khỏi kế hoạch"),
    Event.PLAN_FINDING_KEPT: _("Giữ nguyên chỗ máy nhắc"),
    Event.PLAN_CHECKED: _("Kiểm tra xong kế hoạch"),
    Event.PLAN_SIGNED: _("Ghi bản ký của kế hoạch"),
    Event.PLAN_ISSUED: _("Ban hành kế hoạch"),
    Event.PLAN_AMENDED: _("Nạp bản mới của kế hoạch"),
    Event.PLAN_WORDING_CHANGED: _("Ghi sửa lời văn của kế hoạch"),
    Event.PLAN_WORDING_WITHDRAWN: _("Bỏ một sửa lời văn của kế hoạch"),
    Event.PLAN_REWORDED: _("Lập bản Word đã sửa lời văn"),
    Event.PLAN_LINKED: _("Gắn với kế hoạch cấp trên"),
    Event.PLAN_DISCARDED: _("Bỏ bản thảo kế hoạch"),
    Event.PLAN_DRAFTED: _("Bắt đầu soạn kế hoạch"),
    Event.PLAN_ITEM_MOVED: _("Chuyển chỗ một mục của kế hoạch"),
    Event.PLAN_NOTE_SETTLED: _("Xác nhận một mục trong bản soạn"),
    Event.TEXT_SAVED: _("Lưu đoạn văn dùng lại"),
    Event.TEXT_WITHDRAWN: _("Rút đoạn văn dùng lại"),
    Event.THEME_ENTERED: _("Ghi chủ đề năm"),
    Event.INSTRUMENT_ENTERED: _("Thêm văn bản vào sổ căn cứ"),
    Event.INSTRUMENT_CHANGED: _("Sửa văn bản trong sổ căn cứ"),
    Event.INSTRUMENT_WITHDRAWN: _("Rút văn bản khỏi sổ căn cứ"),
    Event.PLAN_CLOSED: _("Kết thúc kế hoạch"),
    Event.AMENDMENT_PREPARED: _("Soạn sửa đổi kế hoạch"),
    Event.AMENDMENT_ASSIGNED: _("Giao chỉ tiêu mới của sửa đổi"),
    Event.AMENDMENT_PROPOSED: _("Đề nghị duyệt sửa đổi kế hoạch"),
    Event.AMENDMENT_RETURNED: _("Trả lại sửa đổi kế hoạch"),
    Event.AMENDMENT_APPLIED: _("Duyệt sửa đổi kế hoạch"),
    Event.AMENDMENT_WITHDRAWN: _("Rút sửa đổi kế hoạch"),
    Event.MOVEMENT_DRAFTED: _("Chuẩn bị phong trào"),
    Event.MOVEMENT_CHANGED: _("Sửa phong trào"),
    Event.TARGET_ASSIGNED: _("Phân công chỉ tiêu"),
    Event.TARGET_SHARED: _("Giao chỉ tiêu cho đơn vị"),
    Event.LAUNCH_PROPOSED: _("Đề nghị phát động"),
    Event.LAUNCH_WITHDRAWN: _("Rút đề nghị phát động"),
    Event.MOVEMENT_LAUNCHED: _("Phát động phong trào"),
    Event.DUTIES_ACKNOWLEDGED: _("Đơn vị nhận việc"),
    Event.DUTIES_FOLLOWED: _("Chuyển việc theo sáp nhập"),
    Event.MOVEMENT_CLOSED: _("Kết thúc phong trào"),
}

GROUPS = (
    ("nguoi", _("Người dùng"), ("person.", "account.", "password.", "second_factor.", "deputy.", "secret.")),
    ("dang-nhap", _("Đăng nhập"), ("sign_in.",)),
    ("don-vi", _("Đơn vị"), ("unit", "seat.", "block.", "council.", "import.", "ward.")),
    ("ke-hoach", _("Kế hoạch"), ("plan.", "amendment.", "file.", "text.", "theme.", "instrument.")),
    ("phong-trao", _("Phong trào"), ("movement.", "target.", "launch.", "duties.", "honour.")),
    ("sao-luu", _("Sao lưu"), ("backup.",)),
)
"""Chips above the list: the word in the address, the label, and how the names of the events begin."""


def words_of(event: str) -> str:
    """The Vietnamese words; the name itself for an event of a later version."""
    return str(WORDS[Event(event)]) if event in Event._value2member_map_ else event
