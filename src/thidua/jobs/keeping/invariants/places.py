"""Rules of people and units: accounts, deputies, the dated tree, seats, blocks and councils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, is_password_usable
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import F, Q
from django.utils import timezone

from thidua.jobs.keeping.invariants.registry import invariant
from thidua.jobs.keeping.tables import kept_models, table


def _today() -> Any:
    return timezone.localdate()


def _now_held() -> Q:
    day = _today()
    return (Q(from_on__isnull=True) | Q(from_on__lte=day)) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def _parents() -> dict[UUID, UUID | None]:
    return dict(table("units.Unit").values_list("pk", "parent_id"))


@invariant("Mỗi tài khoản đang mở thuộc về một người còn dữ liệu")
def accounts_have_person() -> Iterator[str]:
    people = set(table("people.Person").filter(erased_at__isnull=True).values_list("pk", flat=True))
    for name, person in table("people.Account").filter(is_active=True).values_list("username", "person_id"):
        if person not in people:
            yield f"Tài khoản “{name}” đang mở nhưng không có người."


@invariant("Tên đăng nhập viết thường, không trùng")
def usernames_plain() -> Iterator[str]:
    names = list(table("people.Account").values_list("username", flat=True))
    for name, many in Counter(name.strip().lower() for name in names).items():
        if many > 1 or name not in names:
            yield f"Tên đăng nhập “{name}” viết hoa, có dấu cách thừa hoặc trùng."


@invariant("Mật khẩu được băm bằng thuật toán đã biết")
def passwords_hashed() -> Iterator[str]:
    for name, encoded in table("people.Account").filter(is_active=True).values_list("username", "password"):
        try:
            known = not is_password_usable(encoded) or identify_hasher(encoded) is not None
        except ValueError:
            known = False
        if not known:
            yield f"Mật khẩu của “{name}” không ở dạng băm đã biết."


@invariant("Lớp bảo vệ thứ hai chỉ bật khi có khóa")
def second_factor_has_secret() -> Iterator[str]:
    for name in (
        table("people.Account")
        .filter(totp_secret="", totp_confirmed_at__isnull=False)
        .values_list("username", flat=True)
    ):
        yield f"Tài khoản “{name}” bật mã xác nhận nhưng không có khóa."


@invariant("Tài khoản đã đóng không còn phiên đăng nhập")
def closed_accounts_signed_out() -> Iterator[str]:
    closed = dict(table("people.Account").filter(is_active=False).values_list("pk", "username"))
    if not closed or "django.contrib.sessions" not in settings.INSTALLED_APPS:
        return
    store = SessionStore()
    for data in table("sessions.Session").filter(expire_date__gt=timezone.now()).values_list("session_data", flat=True):
        who = str(store.decode(data).get("_auth_user_id", ""))
        yield from (f"Tài khoản “{name}” đã đóng còn phiên." for key, name in closed.items() if str(key) == who)


@invariant("Có ít nhất một quản trị hệ thống đăng nhập được")
def an_administrator_remains() -> Iterator[str]:
    if not table("people.Account").exists():
        return
    held = table("units.Seat").filter(_now_held(), role="admin").values("person_id")
    if not table("people.Account").filter(is_active=True, person_id__in=held).exists():
        yield "Không còn quản trị nào đăng nhập được."


@invariant("Ủy quyền có hai người khác nhau, cùng địa phương, đúng thời gian")
def deputisings_sane() -> Iterator[str]:
    rows = table("people.Deputising").select_related("person", "deputy")
    for row in rows:
        if row.person_id == row.deputy_id or row.from_on > row.to_on:
            yield f"Ủy quyền {row.pk}: người hoặc thời gian sai."
        elif {row.person.commune, row.deputy.commune} != {row.commune}:
            yield f"Ủy quyền {row.pk}: hai người không cùng địa phương."
        elif row.recalled_at is None and row.to_on >= _today() and (row.person.erased_at or row.deputy.erased_at):
            yield f"Ủy quyền {row.pk} còn hạn cho người đã xóa dữ liệu."


@invariant("Cây đơn vị không có vòng")
def unit_tree_without_cycle() -> Iterator[str]:
    parents = _parents()
    for start in parents:
        seen, here = set(), start
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        if here == start:
            yield f"Đơn vị {start} nằm dưới chính nó."


@invariant("Đơn vị thuộc đúng xã, phường theo cây")
def unit_communes_follow_tree() -> Iterator[str]:
    rows = {row.pk: row for row in table("units.Unit")}
    for row in rows.values():
        own = row.kind in ("city", "commune")
        if own and row.commune != row.pk:
            yield f"{row.name}: phải mang mã địa phương của chính mình."
        elif not own and row.parent_id is None:
            yield f"{row.name}: không thuộc đơn vị nào."
        elif not own and rows[row.parent_id].commune != row.commune:
            yield f"{row.name}: mã địa phương khác đơn vị cấp trên."


@invariant("Xã, phường chỉ nằm dưới tỉnh, thành phố; thành phố ở gốc")
def unit_levels_in_order() -> Iterator[str]:
    for row in table("units.Unit").filter(kind__in=["city", "commune"]).select_related("parent"):
        if row.kind == "city" and row.parent is not None:
            yield f"{row.name}: tỉnh, thành phố phải ở gốc cây."
        if row.kind == "commune" and row.parent is not None and row.parent.kind != "city":
            yield f"{row.name}: nằm dưới {row.parent.name}."


@invariant("Mỗi xã, phường có nhiều nhất một đơn vị thường trực")
def one_standing_office() -> Iterator[str]:
    standing = table("units.Unit").filter(is_standing_office=True, to_on__isnull=True).values_list("commune", flat=True)
    for commune, many in Counter(standing).items():
        if many > 1:
            yield f"Địa phương {commune} có {many} đơn vị thường trực."


@invariant("Thời gian của đơn vị, vị trí, khối không đi ngược")
def spans_in_order() -> Iterator[str]:
    for model in kept_models():
        names = {field.name for field in model._meta.concrete_fields}
        for first, last in (("from_on", "to_on"), ("starts_on", "ends_on")):
            if {first, last} <= names:
                for row in model._base_manager.filter(**{f"{last}__lt": F(first)}):
                    yield f"{model._meta.db_table}, dòng {row.pk}: kết thúc trước khi bắt đầu."


@invariant("Người đã xóa dữ liệu không còn giữ vị trí")
def seats_of_living_rows() -> Iterator[str]:
    for row in table("units.Seat").filter(_now_held(), person__erased_at__isnull=False).select_related("unit"):
        yield f"{row.unit.name}: vị trí {row.role} do người đã xóa dữ liệu giữ."


@invariant("Vị trí cán bộ thành phố chỉ có ở thành phố")
def city_seats_in_cities() -> Iterator[str]:
    for row in table("units.Seat").filter(role="city_officer").exclude(unit__kind="city").select_related("unit"):
        yield f"{row.unit.name} không phải thành phố."


@invariant("Khối và hội đồng gồm đơn vị, người cùng địa phương")
def blocks_and_councils_at_home() -> Iterator[str]:
    for row in table("units.BlockSeat").select_related("block", "unit"):
        if row.block.commune not in (row.unit.commune, row.unit.parent_id):
            yield f"Khối {row.block.name}: {row.unit.name} ở địa phương khác."
    for row in table("units.CouncilSeat").select_related("council", "person"):
        if row.person.commune != row.council.commune:
            yield f"{row.council.name}: có thành viên ở địa phương khác."


@invariant("Kế thừa đơn vị không có vòng; đơn vị trước đã kết thúc")
def successions_sane() -> Iterator[str]:
    rows = list(table("units.Succession").select_related("predecessor"))
    after: dict[UUID, set[UUID]] = {}
    for row in rows:
        after.setdefault(row.predecessor_id, set()).add(row.successor_id)
        if row.predecessor.to_on is None:
            yield f"{row.predecessor.name}: đã có đơn vị kế thừa nhưng chưa kết thúc."
    for start, next_ones in after.items():
        seen: set[UUID] = set()
        edge = next_ones
        while edge:
            seen |= edge
            edge = {end for unit in edge for end in after.get(unit, ())} - seen
        if start in seen:
            yield f"Đơn vị {start} kế thừa chính nó."


@invariant("Mọi dòng thuộc về một địa phương có thật")
def communes_exist() -> Iterator[str]:
    known = set(table("units.Unit").filter(kind__in=["city", "commune"]).values_list("pk", flat=True))
    for model in kept_models():
        if "commune" not in {field.name for field in model._meta.concrete_fields}:
            continue
        for commune in model._base_manager.order_by().values_list("commune", flat=True).distinct():
            if commune not in known:
                yield f"{model._meta.db_table}: có dòng của địa phương lạ {commune}."
