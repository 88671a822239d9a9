"""Rules of the ground: the database, the journal, stored files, and how text is written down."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models
from django.utils import timezone

from thidua.apps.files import queries as files
from thidua.apps.files import store
from thidua.apps.journal import queries as journal
from thidua.core.events import Event
from thidua.core.viet.text import hidden_characters
from thidua.jobs.keeping import heads, versions
from thidua.jobs.keeping.invariants.registry import invariant
from thidua.jobs.keeping.stops import Stop
from thidua.jobs.keeping.tables import kept_models, lines, table

ORPHAN_DAYS = 7
# What strangers typed into the sign-in form is kept as it came.
_AS_TYPED = {("people_signintry", "username")}


@invariant("Tệp CSDL nguyên vẹn")
def database_whole() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        yield from (row[0] for row in cursor.fetchall() if row[0] != "ok")


@invariant("Mọi dòng trỏ đến dòng có thật")
def references_whole() -> Iterator[str]:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield str(error)


@invariant("Các bảng đúng phiên bản phần mềm")
def tables_current() -> Iterator[str]:
    if versions.older_than_program(versions.applied()):
        yield "Cần nâng cấp: thidua upgrade."
    if versions.newer_than_program(versions.applied()):
        yield "Dữ liệu của phiên bản mới hơn phần mềm."


_KINDS = {"CharField": "text", "TextField": "text", "EmailField": "text", "UUIDField": "text", "JSONField": "text"}
_KINDS |= {"DateField": "text", "DateTimeField": "text", "BooleanField": "integer"}


@invariant("Mọi giá trị đúng kiểu của cột và đọc được")
def values_readable() -> Iterator[str]:
    for model in kept_models():
        name = model._meta.db_table
        if connection.vendor == "sqlite":
            yield from _of_other_kind(model)
        try:
            for _ in lines(model):
                pass
        except (TypeError, ValueError, ArithmeticError, Stop) as error:
            yield f"{name}: {error}"


def _of_other_kind(model: type[models.Model]) -> Iterator[str]:
    """SQLite stores any value in any column: text in a number, words in a date. PostgreSQL does not."""
    table_name, clauses = model._meta.db_table, []
    for field in model._meta.concrete_fields:
        inner = field.target_field if isinstance(field, models.ForeignKey) else field
        internal = inner.get_internal_type()
        kind = _KINDS.get(internal) or ("integer" if isinstance(inner, models.IntegerField) else None)
        if kind:
            clauses.append((field.column, f'"{field.column}" IS NOT NULL AND typeof("{field.column}") <> \'{kind}\''))
        if internal in ("DateField", "DateTimeField"):
            clauses.append((field.column, f'"{field.column}" IS NOT NULL AND date("{field.column}") IS NULL'))
    with connection.cursor() as cursor:
        for column, clause in clauses:
            cursor.execute(f'SELECT count(*) FROM "{table_name}" WHERE {clause}')
            if many := cursor.fetchone()[0]:
                yield f"{table_name}.{column}: {many} giá trị sai kiểu."


@invariant("Nhật ký liền mạch, không mục nào bị sửa")
def journal_chained() -> Iterator[str]:
    for damage in journal.verify_all():
        yield damage.text


@invariant("Nhật ký không ngắn hơn mốc đã giữ")
def journal_reaches_kept_heads() -> Iterator[str]:
    try:
        heads.refuse_short(settings.PLACES.heads)
    except Stop as stop:
        yield stop.text


@invariant("Giá trị cá nhân khớp với cam kết trong nhật ký")
def journal_secrets_match() -> Iterator[str]:
    for secret in journal.altered_secrets():
        yield f"Giá trị {secret} khác với cam kết trong nhật ký."


@invariant("Nhật ký chỉ dùng tên sự kiện đã biết")
def journal_events_known() -> Iterator[str]:
    known = {event.value for event in Event}
    for name in table("journal.Entry").order_by().values_list("event", flat=True).distinct():
        if name not in known:
            yield f"Sự kiện lạ: {name}"


@invariant("Thời gian trong nhật ký không đi lùi và không ở tương lai")
def journal_times_in_order() -> Iterator[str]:
    latest: dict[Any, datetime] = {}
    limit = timezone.now() + timedelta(minutes=5)
    rows = table("journal.Entry").order_by("commune", "seq").values_list("commune", "seq", "at")
    for commune, seq, at in rows.iterator(chunk_size=2000):
        if at > limit:
            yield f"Mục {seq} ghi giờ ở tương lai: {timezone.localtime(at):%d/%m/%Y %H:%M}"
        if commune in latest and at < latest[commune] - timedelta(minutes=5):
            yield f"Mục {seq} ghi giờ sớm hơn mục trước: {timezone.localtime(at):%d/%m/%Y %H:%M}"
        latest[commune] = max(at, latest.get(commune, at))


@invariant("Câu trả lời của biểu mẫu đã gửi còn đọc được")
def once_answers_readable() -> Iterator[str]:
    for key, answer in table("journal.OnceKey").values_list("key", "answer").iterator():
        try:
            json.loads(answer)
        except ValueError:
            yield f"Khóa biểu mẫu {key[:40]} có câu trả lời hỏng."


@invariant("Mỗi tệp đã lưu còn nguyên nội dung")
def files_have_bytes() -> Iterator[str]:
    for row in files.broken():
        yield f"Tệp “{row.name}” mất hoặc bị sửa: media/{row.sha256[:2]}/{row.sha256[2:4]}/{row.sha256}"


@invariant("Kích thước tệp khớp với dòng ghi")
def files_have_size() -> Iterator[str]:
    for name, sha256, size in table("files.StoredFile").values_list("name", "sha256", "size"):
        path = store.path_of(sha256)
        if path.exists() and path.stat().st_size != size:
            yield f"Tệp “{name}” dài {path.stat().st_size} byte, dòng ghi {size}."


@invariant(f"Không có tệp thừa quá {ORPHAN_DAYS} ngày")
def files_claimed() -> Iterator[str]:
    for path in files.unclaimed():
        if _age(path) > ORPHAN_DAYS * 86400:
            yield f"Tệp không ai dùng: {path.relative_to(Path(settings.MEDIA_ROOT))}"


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _texts() -> Iterator[tuple[str, str, Any, str]]:
    """Table, column, key and text of every text kept."""
    for model in kept_models():
        name = model._meta.db_table
        kinds = models.CharField | models.TextField | models.JSONField
        fields = [f for f in model._meta.concrete_fields if isinstance(f, kinds) and (name, f.column) not in _AS_TYPED]
        if not fields:
            continue
        rows = model._base_manager.values_list("pk", *(field.attname for field in fields))
        for key, *values in rows.iterator(chunk_size=500):
            for field, value in zip(fields, values, strict=True):
                if value:
                    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                    yield name, field.column, key, text


@invariant("Chữ ở dạng Unicode dựng sẵn (NFC)")
def text_composed() -> Iterator[str]:
    for name, column, key, text in _texts():
        if not unicodedata.is_normalized("NFC", text):
            yield f"{name}.{column}, dòng {key}: chữ chưa chuẩn hóa."


@invariant("Chữ không chứa ký tự ẩn")
def text_without_controls() -> Iterator[str]:
    for name, column, key, text in _texts():
        if places := hidden_characters(text):
            yield f"{name}.{column}, dòng {key}: ký tự ẩn ở vị trí {places[0]}."


@invariant("Cột tìm kiếm và sắp xếp khớp với chữ gốc")
def derived_columns_match() -> Iterator[str]:
    for model in kept_models():
        derived = [field for field in model._meta.concrete_fields if hasattr(type(field), "derive")]
        for field in derived:
            for key, source, value in model._base_manager.values_list("pk", field.source, field.attname).iterator():
                if type(field).derive(source or "")[: field.max_length] != value:
                    yield f"{model._meta.db_table}.{field.column}, dòng {key}: không khớp với “{(source or '')[:60]}”."
