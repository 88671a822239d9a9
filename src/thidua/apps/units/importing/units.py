"""What a row of the list of units would become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from thidua.apps.people.wording import match_key
from thidua.apps.units.importing.rows import Checked, Row, day, doubles, nearest
from thidua.apps.units.models import Unit, UnitKind
from thidua.apps.units.particulars import ROOTS, UnitParticulars
from thidua.core.verdicts import Reason
from thidua.core.viet.text import clean, fold

_KIND_BY_NAME = (
    (r"to cong nghe so", UnitKind.DIGITAL_TEAM),
    (r"(to dan pho|thon|khu dan cu|khu pho|lang|ap|ban|tdp)\b", UnitKind.RESIDENTIAL_GROUP),
    (r"hoi dong", UnitKind.COUNCIL_OFFICE),
    (r"(van phong dang uy|dang uy|uy ban kiem tra|cac co quan dang)", UnitKind.PARTY_BOARD),
    (r"(chi bo|dang bo)", UnitKind.PARTY_CELL),
    (r"cong an", UnitKind.POLICE),
    (r"(mat tran|uy ban mttq|uy ban mat tran)", UnitKind.FATHERLAND_FRONT),
    (r"(phong|van phong)\b", UnitKind.OFFICE),
    (r"(trung tam|tt)\b", UnitKind.CENTRE),
    (r"truong\b", UnitKind.SCHOOL),
    (r"tram y te", UnitKind.HEALTH_STATION),
    (r"(hop tac xa|htx)\b", UnitKind.COOPERATIVE),
    (r"(cong ty|doanh nghiep|tap doan)", UnitKind.ENTERPRISE),
    (r"(ho kinh doanh|ho gia dinh)", UnitKind.HOUSEHOLD),
    (r"(doan|hoi|cong doan|lien doan)\b", UnitKind.MASS_ORGANISATION),
)
_BOARDS = (
    (r"ban quan ly", UnitKind.PROJECT_BOARD),
    (r"(ban chi huy quan su|bch quan su)", UnitKind.MILITARY),
    (r"ban (xay dung dang|tuyen giao|to chuc|dan van|noi chinh)", UnitKind.PARTY_BOARD),
)


def kind_of(words: str, name: str) -> str | None:
    """The kind that a cell names, or that the first words of the unit's name tell; None when neither does."""
    if words:
        return next((kind.value for kind in UnitKind if kind not in ROOTS and _names(kind, words)), None)
    key = fold(clean(name))
    return next((kind.value for form, kind in (*_BOARDS, *_KIND_BY_NAME) if re.match(form, key)), None)


def _names(kind: UnitKind, words: str) -> bool:
    key = match_key(words)
    return key == match_key(kind.label) or key in [part.strip() for part in match_key(kind.label).split(",")]


def check_units(rows: Sequence[Row], commune: UUID) -> list[Checked]:
    """Each row with its values, faults and questions. Parents may stand in the same list, in any order."""
    there = list(Unit.objects.filter(commune=commune, to_on__isnull=True))
    root = next((unit for unit in there if unit.pk == commune), None)
    listed = {match_key(row.text("name")) for row in rows if row.text("name")}
    twice = doubles(rows, lambda row: row.text("name") and (match_key(row.text("name")), match_key(row.text("parent"))))
    return [_check(row, there=there, root=root, listed=listed, twice=twice) for row in rows]


def _check(row: Row, *, there: list[Unit], root: Unit | None, listed: set[str], twice: dict) -> Checked:
    found = Checked(row)
    kind = kind_of(row.text("kind"), row.text("name"))
    from_on, found.faults = day(row, "from_on")
    values = UnitParticulars(kind or UnitKind.OTHER, row.text("name"), row.text("short_name"), from_on)
    found.faults += row.faults(values.check())
    if kind is None and row.text("kind"):
        words = 'không có loại "{kind}".{alike}'
        alike = nearest(row.text("kind"), [each.label for each in UnitKind])
        found.faults.append(row.fault("kind", "D34", words, kind=row.text("kind"), alike=alike))
    key = match_key(row.text("name"))
    numbers = twice.get((key, match_key(row.text("parent"))))
    if numbers:
        words = 'Dòng {rows} cùng tên "{name}". Giữ lại một dòng.'
        params = {"rows": " và ".join(map(str, numbers)), "name": row.text("name")}
        found.faults.append(Reason("D06", words, params))
    parent, wrong = _parent(row, there, root, listed)
    found.faults += wrong
    found.values = {"particulars": values, "parent": parent, "key": key, "parent_key": match_key(row.text("parent"))}
    _compare(found, there, key, parent)
    return found


def _parent(row: Row, there: list[Unit], root: Unit | None, listed: set[str]) -> tuple[Unit | None, list[Reason]]:
    """The unit above, None when it stands in the same list."""
    words = row.text("parent")
    key = match_key(words)
    if not words or (root and key in (match_key(root.name), match_key(root.short_name))):
        return root, []
    fits = [unit for unit in there if key in (match_key(unit.name), match_key(unit.short_name or unit.name))]
    if len(fits) == 1:
        return fits[0], []
    if len(fits) > 1:
        return None, [
            row.fault("parent", "D07", 'có {many} đơn vị tên "{name}". Ghi rõ hơn.', many=len(fits), name=words)
        ]
    if key in listed and key != match_key(row.text("name")):
        return None, []
    said = 'chưa có đơn vị cấp trên "{name}".{alike}'
    alike = nearest(words, [unit.name for unit in there])
    return None, [row.fault("parent", "A60", said, name=words, alike=alike)]


def _compare(found: Checked, there: list[Unit], key: str, parent: Unit | None) -> None:
    for unit in there:
        if not key or match_key(unit.name) != key:
            continue
        if parent is not None and unit.parent_id == parent.pk:
            found.known = True
        elif unit.pk != unit.commune:
            words = 'gần giống "{name}" đang có ở nơi khác.'
            found.questions.append(found.row.fault("name", "D07", words, name=unit.name))
