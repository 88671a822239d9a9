"""Addresses of persons."""

from django.urls import path

from thidua.web.desk.people import accounts, views

_ONE = "thiet-lap/nguoi/<uuid:person>/"

urlpatterns = [
    path("thiet-lap/nguoi/", views.people_list, name="people"),
    path("thiet-lap/nguoi/them/", views.add_person, name="add_person"),
    path(_ONE, views.person, name="person"),
    path(f"{_ONE}vai-tro/", views.take_seat, name="take_seat"),
    path("thiet-lap/vai-tro/<uuid:seat>/ket-thuc/", views.leave_seat, name="leave_seat"),
    path(f"{_ONE}lam-thay/", views.name_deputy, name="name_deputy"),
    path(f"{_ONE}nghi/", views.retire_person, name="retire_person"),
    path(f"{_ONE}xoa/", views.erase_person, name="erase_person"),
    path(f"{_ONE}xuat.json", views.export, name="export_person"),
    path(f"{_ONE}tai-khoan/mo/", accounts.open_account, name="open_account"),
    path(f"{_ONE}tai-khoan/dong/", accounts.close_account, name="close_account"),
    path(f"{_ONE}tai-khoan/mo-lai/", accounts.reopen_account, name="reopen_account"),
    path(f"{_ONE}tai-khoan/mat-khau/", accounts.reset_password, name="reset_password"),
    path(f"{_ONE}tai-khoan/hai-buoc/", accounts.remove_second_factor, name="remove_second_factor"),
]
