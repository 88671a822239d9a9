"""What may stand in a line that a person typed: names, telephone, mail, sign-in name. Codes of the annexes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from thidua.core.verdicts import YES, Reason, Verdict, no
from thidua.core.viet.numbers import format_number
from thidua.core.viet.text import clean, fold, hidden_characters, look_alikes, nfc

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_SEPARATORS = re.compile(r"[\s.\-()]+")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def check_line(text: str, *, field: str, label: str, most: int, required: bool = True) -> list[Reason]:
    """Why `text` cannot stand in a field of at most `most` characters: D01 empty, D03 too long, D04 hidden signs."""
    if hidden := hidden_characters(text):
        message = "{label}: có ký tự không nhìn thấy ở vị trí {place}. Gõ lại."
        return [Reason("D04", message, {"label": label, "place": hidden[0]}, field=field)]
    line = clean(text)
    if required and not line:
        return [Reason("D01", 'Chưa nhập "{label}".', {"label": label}, field=field)]
    if len(line) > most:
        params = {"label": label, "found": format_number(len(line)), "most": format_number(most)}
        return [Reason("D03", "{label} dài {found} ký tự, tối đa {most}.", params, field=field)]
    return []


def notes_on(text: str) -> list[Reason]:
    """What is worth saying about a name that is taken all the same: D05 hidden signs dropped, D08 foreign letters."""
    notes = [Reason("D05", "Đã bỏ ký tự ẩn.")] if _ZERO_WIDTH.search(text) else []
    for alike in look_alikes(text)[:1]:
        params = {"letter": alike.letter, "script": alike.script, "place": alike.place}
        notes.append(Reason("D08", "Tên có chữ cái lạ ({letter} {script}, vị trí {place}). Gõ lại nếu nhầm.", params))
    return notes


def telephone(text: str) -> str:
    """A telephone number as it is kept: digits only, 0 in the place of +84. What is not digits stays to be refused."""
    number = _SEPARATORS.sub("", clean(text))
    return f"0{number[3:]}" if number.startswith("+84") else number


def check_telephone(number: str) -> list[Reason]:
    """D47 for a number, as `telephone` gives it, that cannot be dialled."""
    if number and not (number.isascii() and number.isdigit()):
        return [Reason("D47", "Số điện thoại chỉ gồm chữ số.", field="phone")]
    if number and not (9 <= len(number) <= 11 and number[0] == "0"):
        message = "Số điện thoại có {many} chữ số; cần 10 hoặc 11 chữ số, bắt đầu bằng 0."
        return [Reason("D47", message, {"many": len(number)}, field="phone")]
    return []


def check_mail(address: str) -> list[Reason]:
    """D48, D49 for an address that no mail program takes."""
    if not address:
        return []
    try:
        validate_email(address)
    except ValidationError:
        return [Reason("D48", "Viết thư điện tử theo dạng ten@donvi.vn, trên một dòng.", field="email")]
    return []


def check_username(username: str) -> list[Reason]:
    """Sign-in names are typed on any keyboard: small Latin letters, digits, dot, dash."""
    if not username:
        return [Reason("D01", 'Chưa nhập "Tên đăng nhập".', field="username")]
    if not _USERNAME.fullmatch(username):
        message = "Tên đăng nhập từ 3 đến 60 ký tự, gồm chữ thường không dấu, chữ số, dấu chấm, ví dụ huong.vt."
        return [Reason("username_form", message, field="username")]
    return []


def as_username(name: str) -> str:
    """'Vũ Thị Hương' -> 'huong.vt': given name, then the initials of the rest."""
    *rest, given = re.sub(r"[^a-z0-9 ]", "", fold(clean(name))).split() or ["nguoi"]
    initials = "".join(word[0] for word in rest)
    return f"{given}.{initials}" if initials else f"{given}.tk"


def mark_of(values: Mapping[str, object]) -> str:
    """A short mark of stored values: a page that carries another one was opened before they changed (annex D30)."""
    told = "\n".join(f"{name}={values[name]}" for name in sorted(values))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def unchanged_since(seen: str, values: Mapping[str, object], labels: Mapping[str, str]) -> Verdict:
    """Whether the values are still those that the page showed; the refusal tells what is stored now."""
    if not seen or seen == mark_of(values):
        return YES
    now = "; ".join(f"{label}: {values[name] or '–'}" for name, label in labels.items())
    message = "Người khác vừa sửa các giá trị này. Đang lưu: {now}. Xem lại rồi lưu lần nữa."
    return no("D30", message, now=now)


def match_key(name: str) -> str:
    """What two spellings of one name have in common: no marks, one kind of dash, no double blanks (annex B61, D06)."""
    return _DASHES.sub("-", fold(clean(nfc(name))))
