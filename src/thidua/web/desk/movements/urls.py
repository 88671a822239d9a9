"""Addresses of movements."""

from django.urls import path

from thidua.web.desk.movements.views import (
    assign,
    attachments,
    board,
    downloads,
    duties,
    launch,
    overview,
    share,
    target,
)

_ONE = "phong-trao/<uuid:id>/"

urlpatterns = [
    path("phong-trao/", board.movements, name="movements"),
    path(_ONE, overview.movement, name="movement"),
    path(f"{_ONE}chi-tieu/<int:n>/", target.target, name="target"),
    path(f"{_ONE}chi-tieu/<int:n>/giao/", share.share_target, name="share_target"),
    path(f"{_ONE}phan-cong/", assign.assign, name="assign"),
    path(f"{_ONE}phat-dong/", launch.launch, name="launch"),
    path(f"{_ONE}xac-nhan/", launch.confirm_launch, name="confirm_launch"),
    path(f"{_ONE}rut/", launch.withdraw_launch, name="withdraw_launch"),
    path(f"{_ONE}ket-thuc/", overview.close_movement, name="close_movement"),
    path(f"{_ONE}tep/", attachments.attach, name="attach"),
    path(f"{_ONE}tep/<uuid:attachment>/", attachments.attachment, name="attachment"),
    path(f"{_ONE}don-vi/<uuid:unit>/", duties.duties, name="duties"),
    path(f"{_ONE}don-vi/<uuid:unit>/phieu.docx", downloads.duty_sheet_file, {"form": "docx"}, name="duty_sheet_word"),
    path(f"{_ONE}don-vi/<uuid:unit>/phieu.pdf", downloads.duty_sheet_file, {"form": "pdf"}, name="duty_sheet_pdf"),
    path(f"{_ONE}phieu.pdf", downloads.duty_sheets, {"form": "pdf"}, name="duty_sheets_pdf"),
    path(f"{_ONE}phieu.zip", downloads.duty_sheets, {"form": "zip"}, name="duty_sheets_zip"),
    path(f"{_ONE}phan-cong.docx", downloads.assigned_file, {"form": "docx"}, name="assigned_word"),
    path(f"{_ONE}phan-cong.pdf", downloads.assigned_file, {"form": "pdf"}, name="assigned_pdf"),
    path(f"{_ONE}phan-cong.xlsx", downloads.assigned_file, {"form": "xlsx"}, name="assigned_sheet"),
    path(f"{_ONE}don-vi/<uuid:unit>/nhan/", duties.acknowledge, name="acknowledge"),
]
