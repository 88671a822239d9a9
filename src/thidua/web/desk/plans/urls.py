"""Addresses of plan papers."""

from django.urls import path

from thidua.web.desk.plans import checking, coverage, editing, filing, library, signing
from thidua.web.desk.plans.lists import bases, glance, tasks, texts
from thidua.web.desk.plans.pane import acts, news

urlpatterns = [
    path("ke-hoach/", library.plans, name="plans"),
    path("ke-hoach/nap/", filing.file_plan, name="file_plan"),
    path("ke-hoach/ban-quet/<uuid:id>/", filing.scan, name="scan"),
    path("ke-hoach/ban-quet/<uuid:id>/bo/", filing.drop_scan, name="drop_scan"),
    path("ke-hoach/<uuid:id>/kiem-tra/", checking.check_plan, name="check_plan"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/", editing.plan_item, name="plan_item"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/bo/", editing.remove_plan_item, name="remove_plan_item"),
    path("ke-hoach/<uuid:id>/them/", editing.add_plan_item, name="add_plan_item"),
    path("ke-hoach/<uuid:id>/giu/", editing.keep_finding, name="keep_finding"),
    path("ke-hoach/<uuid:id>/han/<uuid:item>/", editing.choose_deadline, name="choose_deadline"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/tach/", acts.split_target, name="split_target"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/gop/", acts.merge_targets, name="merge_targets"),
    path("ke-hoach/<uuid:id>/muc/<uuid:item>/chuyen/", acts.move_item, name="move_item"),
    path("ke-hoach/<uuid:id>/danh-dau/", acts.mark_passage, name="mark_passage"),
    path("ke-hoach/<uuid:id>/hoan-tac/", acts.undo_act, name="undo_act"),
    path("ke-hoach/<uuid:id>/moi/", news.plan_news, name="plan_news"),
    path("ke-hoach/<uuid:id>/so-lieu/", acts.confirm_figure, name="confirm_figure"),
    path("ke-hoach/<uuid:id>/xong/", checking.plan_checked, name="plan_checked"),
    path("ke-hoach/<uuid:id>/bo/", filing.discard_plan, name="discard_plan"),
    path("ke-hoach/<uuid:id>/ky/", signing.sign_plan, name="sign_plan"),
    path("ke-hoach/<uuid:id>/ban-moi/", filing.refile_plan, name="refile_plan"),
    path("ke-hoach/<uuid:id>/doi-chieu/", coverage.plan_coverage, name="plan_coverage"),
    path("ke-hoach/doan-van/", texts.plan_texts, name="plan_texts"),
    path("ke-hoach/<uuid:id>/", glance.plan, name="plan"),
    path("ke-hoach/<uuid:id>/viec/", tasks.plan_tasks, name="plan_tasks"),
    path("ke-hoach/<uuid:id>/viec/bang.xlsx", tasks.plan_tasks_sheet, name="plan_tasks_sheet"),
    path("can-cu/", bases.legal_bases, name="legal_bases"),
    path("can-cu/bang.xlsx", bases.legal_bases_sheet, name="legal_bases_sheet"),
]
