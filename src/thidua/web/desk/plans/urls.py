"""Addresses of plan papers."""

from django.urls import path

from thidua.web.desk.plans import checking, coverage, editing, filing, library, signing

urlpatterns = [
    path("ke-hoach/", library.plans, name="plans"),
    path("ke-hoach/nap/", filing.file_plan, name="file_plan"),
    path("ke-hoach/<uuid:id>/kiem-tra/", checking.check_plan, name="check_plan"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/", editing.plan_item, name="plan_item"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/bo/", editing.remove_plan_item, name="remove_plan_item"),
    path("ke-hoach/<uuid:id>/them/", editing.add_plan_item, name="add_plan_item"),
    path("ke-hoach/<uuid:id>/giu/", editing.keep_finding, name="keep_finding"),
    path("ke-hoach/<uuid:id>/han/<uuid:item>/", editing.choose_deadline, name="choose_deadline"),
    path("ke-hoach/<uuid:id>/xong/", checking.plan_checked, name="plan_checked"),
    path("ke-hoach/<uuid:id>/bo/", filing.discard_plan, name="discard_plan"),
    path("ke-hoach/<uuid:id>/ky/", signing.sign_plan, name="sign_plan"),
    path("ke-hoach/<uuid:id>/ban-moi/", filing.refile_plan, name="refile_plan"),
    path("ke-hoach/<uuid:id>/doi-chieu/", coverage.plan_coverage, name="plan_coverage"),
]
