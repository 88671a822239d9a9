"""Addresses of a plan's versions and amendments."""

from django.urls import path

from thidua.web.desk.amendments import acts, preparing, versions

_PLAN = "ke-hoach/<uuid:id>/"
_ONE = f"{_PLAN}sua-doi/<uuid:amendment>/"

urlpatterns = [
    path(f"{_PLAN}ban/", versions.plan_versions, name="plan_versions"),
    path(f"{_PLAN}ban/<int:ordinal>/", versions.plan_version, name="plan_version"),
    path(f"{_PLAN}ban/<int:ordinal>/so-voi/<int:other>/", versions.compare_versions, name="compare_versions"),
    path(f"{_PLAN}sua-doi/", preparing.amend_plan, name="amend_plan"),
    path(_ONE, preparing.amendment, name="amendment"),
    path(f"{_ONE}phan-cong/", acts.assign_amendment, name="assign_amendment"),
    path(f"{_ONE}trinh-duyet/", acts.propose_amendment, name="propose_amendment"),
    path(f"{_ONE}duyet/", acts.approve_amendment, name="approve_amendment"),
    path(f"{_ONE}tra-lai/", acts.send_back_amendment, name="send_back_amendment"),
    path(f"{_ONE}rut/", acts.withdraw_amendment, name="withdraw_amendment"),
]
