"""Addresses of changes of wording."""

from django.urls import path

from thidua.web.desk.text_changes import acts, files, pages, slip

_AT = "ke-hoach/<uuid:id>/sua-loi-van/"
urlpatterns = [
    path(_AT, pages.plan_wording, name="plan_wording"),
    path(f"{_AT}nhan/", acts.take_wording, name="take_wording"),
    path(f"{_AT}them/", acts.add_wording, name="add_wording"),
    path(f"{_AT}<uuid:change>/bo/", acts.withdraw_wording, name="withdraw_wording"),
    path(f"{_AT}tao/", acts.issue_wording, name="issue_wording"),
    path(f"{_AT}ban-sach.docx", files.clean_copy, name="clean_copy"),
    path(f"{_AT}ban-dau-sua.docx", files.marked_copy, name="marked_copy"),
    path(f"{_AT}phieu/", slip.correction_slip, name="correction_slip"),
    path(f"{_AT}phieu.docx", slip.correction_slip_docx, name="correction_slip_docx"),
    path(f"{_AT}phieu.pdf", slip.correction_slip_pdf, name="correction_slip_pdf"),
]
