"""Addresses of units, blocks, councils and lists."""

from django.urls import path

from thidua.web.desk.units.views import blocks, councils, lists, mergers, tree

_UNIT = "thiet-lap/don-vi/<uuid:unit>/"
_BLOCK = "thiet-lap/khoi/<uuid:block>/"
_COUNCIL = "thiet-lap/hoi-dong/<uuid:council>/"
_LIST = "thiet-lap/danh-sach/<uuid:listing>/"

urlpatterns = [
    path("thiet-lap/don-vi/", tree.units, name="units"),
    path("thiet-lap/don-vi/them/", tree.add_unit, name="add_unit"),
    path("thiet-lap/don-vi/them-xa/", tree.add_commune, name="add_commune"),
    path("thiet-lap/don-vi/sap-nhap/", mergers.merge_units, name="merge_units"),
    path(_UNIT, tree.unit, name="unit"),
    path(f"{_UNIT}sua/", tree.change_unit, name="change_unit"),
    path(f"{_UNIT}ket-thuc/", tree.end_unit, name="end_unit"),
    path(f"{_UNIT}tach/", mergers.split_unit, name="split_unit"),
    path("thiet-lap/khoi/", blocks.blocks, name="blocks"),
    path("thiet-lap/khoi/them/", blocks.form_block, name="form_block"),
    path(_BLOCK, blocks.block, name="block"),
    path(f"{_BLOCK}ket-thuc/", blocks.end_block, name="end_block"),
    path("thiet-lap/hoi-dong/", councils.councils, name="councils"),
    path("thiet-lap/hoi-dong/them/", councils.form_council, name="form_council"),
    path(f"{_COUNCIL}thanh-vien/", councils.seat_on_council, name="seat_on_council"),
    path(f"{_COUNCIL}thoi/", councils.leave_council, name="leave_council"),
    path(f"{_COUNCIL}ket-thuc/", councils.end_council, name="end_council"),
    path("thiet-lap/don-vi/mau.xlsx", lists.empty_file, {"noun": "units"}, name="units_list_file"),
    path("thiet-lap/nguoi/mau.xlsx", lists.empty_file, {"noun": "people"}, name="people_list_file"),
    path("thiet-lap/don-vi/nap/", lists.send_list, {"noun": "units"}, name="send_units_list"),
    path("thiet-lap/nguoi/nap/", lists.send_list, {"noun": "people"}, name="send_people_list"),
    path(_LIST, lists.show_list, name="list"),
    path(f"{_LIST}nhap/", lists.apply_list, name="apply_list"),
    path(f"{_LIST}hoan-tac/", lists.undo_list, name="undo_list"),
]
