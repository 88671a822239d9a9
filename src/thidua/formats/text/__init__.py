"""Plain text files (.txt, .md): which bytes are which letters, without ever guessing in silence."""

from __future__ import annotations

import codecs
import re
import unicodedata

from thidua.core.verdicts import Reason
from thidua.formats.guard import looks_utf16
from thidua.formats.linearised import plain
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.text.old_fonts import Family, to_unicode

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (BE)",
    "cp1258": "Windows-1258",
    "tcvn3": "TCVN3",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Bytes that TCVN3 uses for Vietnamese letters and that hardly occur in any text that is really Latin-1. A sign is a
# letter only beside letters: a bullet and those of "10 × 20" and "8 ÷ 10" only after one, a trade mark only before one.
_BESIDE = "[A-Za-zÀ-ÖØ-öø-ỹ¡-¿]"
_SIGNS = "[¡¢£¤¥¦§¨©ª«¬\u00adµ¶¸¹»¼½¾]"
_TCVN3 = re.compile(f"(?<={_BESIDE}){_SIGNS}|{_SIGNS}(?={_BESIDE})|(?<={_BESIDE})[·×÷]|®(?={_BESIDE})|[Þßþ]")
# What a list's sign in a symbol font is where only the letters are left.
_BULLET = re.compile(r"[ \t]*·[ \t]+")
_VNI = re.compile("[aeouyAEOUYöôÖÔ][ùøûõïáàåãäâêéèúüëÙØÛÕÏÁÀÅÃÄÂÊÉÈÚÜË]|ñ")
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]|[¡-¿]")


def old_encoding(text: str) -> Family | None:
    """ "TCVN3" or "VNI" when the letters only make sense in that old font family, else None.

    Both families show Vietnamese through Latin-1 letters, so one letter that only Unicode has speaks against them.
    """
    # Vietnamese written in Unicode shows it within a page, which is the usual case.
    if len(_VIETNAMESE.findall(text[:2_000])) > 100:
        return None
    sample = text[:20_000]
    letters = len(_LETTER.findall(sample))
    if letters < 20 or len(_VIETNAMESE.findall(unicodedata.normalize("NFC", sample))) * 50 > letters:
        return None
    if len(_TCVN3.findall(sample)) * 25 > letters:
        return "TCVN3"
    return "VNI" if len(_VNI.findall(sample)) * 12 > letters else None


def is_unicode(text: str) -> bool:
    """Whether some letter is Vietnamese as only Unicode has it."""
    return bool(_VIETNAMESE.search(unicodedata.normalize("NFC", text)))


def font_note(family: Family) -> Reason:
    """A31 or A32: the text was written in an old font family and is Unicode now."""
    message = "Chữ dùng phông {family}; đã chuyển sang Unicode. Kiểm tra lại."
    return Reason("A31" if family == "TCVN3" else "A32", message, {"family": family})


def unicode_text(text: str, *, family: Family | None = None) -> tuple[str, tuple[Reason, ...]]:
    """`text` with the lines of an old font family converted, and the note A31 or A32; as it is without any.

    Lines that hold letters only Unicode has are not of the old family and stay, and so does the bullet before a line.
    """
    family = family or old_encoding(text)
    if family is None:
        return text, ()
    lines = [line if is_unicode(line) else _converted(line, family) for line in text.split("\n")]
    return "\n".join(lines), (font_note(family),)


def _converted(line: str, family: Family) -> str:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    return line[:start] + to_unicode(line[start:], family)


def form_note(text: str) -> tuple[Reason, ...]:
    """A35 when the marks are written apart from their letters (NFD)."""
    if unicodedata.is_normalized("NFC", text):
        return ()
    return (Reason("A35", "Dấu tiếng Việt đã được chuẩn hóa."),)


def read_text(data: bytes, *, encoding: str | None = None) -> tuple[str, tuple[Reason, ...]]:
    """Text with the file's own line numbers, and the notes A31, A32, A35.

    `encoding` is the clerk's answer to A33, a key of `ENCODINGS`. Raises Refusal A33 (choose the encoding) and
    A34 (broken bytes, with the line).
    """
    raw = decode(data, encoding=encoding)
    found, fonts = unicode_text(raw, family="TCVN3" if encoding == "tcvn3" else None)
    return plain(found), fonts + form_note(found)


def decode(data: bytes, *, encoding: str | None = None) -> str:
    """Letters of `data`: by its mark (BOM), by the clerk's choice, or as UTF-8. Same refusals as `read_text`."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name)
    if encoding is not None:
        return _single_bytes(data) if encoding == "tcvn3" else _strict(data, encoding)
    if looks_utf16(data[:4096]):
        raise unknown_encoding()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _without_unicode(data, error)


def unknown_encoding() -> Refusal:
    """A33: the reader cannot tell which of `ENCODINGS` it is. No door offers a choice, so the way out is named."""
    message = "Chưa rõ bảng mã: {choices}? Mở tệp bằng Word, lưu lại theo UTF-8 rồi nạp lại."
    return refusal("A33", message, choices=", ".join(ENCODINGS.values()))


def _without_unicode(data: bytes, error: UnicodeDecodeError) -> str:
    high = sum(byte > 127 for byte in data)
    broken = data.decode("utf-8", "replace").count("\ufffd")
    # Mostly sound UTF-8 with a few bad bytes is a damaged file; otherwise it is sound in another table.
    if broken * 5 <= high or high < 5:
        raise _broken_at(data, error.start)
    text = _single_bytes(data)
    if old_encoding(text):
        return text
    raise unknown_encoding()


def _single_bytes(data: bytes) -> str:
    """One letter a byte; quotation marks and dashes as Windows has them."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") if 0x80 <= byte < 0xA0 else chr(byte) for byte in data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken_at(data, error.start, width=2 if encoding.startswith("utf-16") else 1) from error
    except LookupError as error:
        raise unknown_encoding() from error


def _broken_at(data: bytes, position: int, *, width: int = 1) -> Refusal:
    before = data[:position].decode("utf-16-le" if width == 2 else "latin-1", "replace")
    line = plain(before).count("\n") + 1
    return refusal("A34", "Có ký tự hỏng tại dòng {line}. Lưu lại bằng UTF-8.", line=line)
