"""Addresses of movements."""

from django.urls import path

from thidua.web.desk.movements.views import (
    assign,
    attachments,
    board,
    delivery,
    duties,
    joining,
    launch,
    overview,
    package,
    phases,
    reach,
    related,
    target,
)

_ONE = "phong-trao/<uuid:id>/"

urlpatterns = [
    path("phong-trao/", board.movements, name="movements"),
    path(_ONE, overview.movement, name="movement"),
    path(f"{_ONE}chi-tieu/<int:n>/", target.target, name="target"),
    path(f"{_ONE}phan-cong/", assign.assign, name="assign"),
    path(f"{_ONE}phat-dong/", launch.launch, name="launch"),
    path(f"{_ONE}xac-nhan/", launch.confirm_launch, name="confirm_launch"),
    path(f"{_ONE}rut/", launch.withdraw_launch, name="withdraw_launch"),
    path(f"{_ONE}ket-thuc/", overview.close_movement, name="close_movement"),
    path(f"{_ONE}tep/", attachments.attach, name="attach"),
    path(f"{_ONE}tep/<uuid:attachment>/", attachments.attachment, name="attachment"),
    path(f"{_ONE}don-vi/<uuid:unit>/", duties.duties, name="duties"),
    path(f"{_ONE}don-vi/<uuid:unit>/nhan/", duties.acknowledge, name="acknowledge"),
    path(f"{_ONE}don-vi/<uuid:unit>/pho-bien/", reach.pass_on, name="pass_on"),
    path(f"{_ONE}don-vi/<uuid:unit>/ke-hoach/", related.file_unit_plan, name="file_unit_plan"),
    path(f"{_ONE}giai-doan/", phases.phases, name="phases"),
    path(f"{_ONE}khoi/", phases.choose_block, name="choose_block"),
    path(f"{_ONE}cao-diem/", phases.add_peak, name="add_peak"),
    path(f"{_ONE}cao-diem/<uuid:peak>/bo/", phases.remove_peak, name="remove_peak"),
    path(f"{_ONE}lien-quan/", related.related, name="related"),
    path(f"{_ONE}lien-quan/<uuid:link>/", related.link_movement, name="link_movement"),
    path(f"{_ONE}goi/", package.package, name="package"),
    path(f"{_ONE}lan-toa/", reach.reach, name="reach"),
    path(f"{_ONE}noi-nhan/", delivery.recipients, name="recipients"),
    path(f"{_ONE}noi-nhan/lap/", delivery.prepare_recipients, name="prepare_recipients"),
    path(f"{_ONE}noi-nhan/so.xlsx", delivery.recipients_sheet, name="recipients_sheet"),
    path(f"{_ONE}noi-nhan/<uuid:recipient>/ghep/", delivery.match_recipient, name="match_recipient"),
    path(f"{_ONE}moi/", joining.invitations, name="invitations"),
    path(f"{_ONE}moi/lien-ket/<uuid:link>/dong/", joining.close_link, name="close_join_link"),
    path(f"{_ONE}moi/phieu/<uuid:joining>/nhan/", joining.accept_request, name="accept_request"),
    path(f"{_ONE}moi/phieu/<uuid:joining>/tu-choi/", joining.decline_request, name="decline_request"),
    path(f"{_ONE}moi/phieu/<uuid:joining>/xoa/", joining.erase_request, name="erase_request"),
]
