"""Letters of the old Vietnamese font families TCVN3 (ABC, fonts ".Vn...") and VNI, turned into Unicode.

Both families show Vietnamese through places that Unicode gives to other letters of Western Europe. TCVN3 has one place
for each small letter; its capitals with tones are small letters in a font of capitals (".VnTimeH"). VNI writes a letter
and its mark after it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Family = Literal["TCVN3", "VNI"]

_TCVN3_PLACES = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
TCVN3 = {chr(start + at): letter for start, letters in _TCVN3_PLACES for at, letter in enumerate(letters)}
"""What each place of TCVN3 shows."""

_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROOFS = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni() -> dict[str, str]:
    found = dict(_VNI_ALONE)
    for base, shown in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        found |= {base + sign: shown + tone for sign, tone in _VNI_TONES.items()}
    for base in "aeo":
        found |= {base + sign: base + "\u0302" + tone for sign, tone in _VNI_ROOFS.items()}
    found |= {"a" + sign: "a\u0306" + tone for sign, tone in _VNI_BREVES.items()}
    found |= {written.upper(): shown.upper() for written, shown in found.items()}
    # A capital may carry the sign of a small letter where an office typed so.
    found |= {key[0].upper() + key[1:]: shown[0].upper() + shown[1:] for key, shown in list(found.items()) if key[1:]}
    return {written: unicodedata.normalize("NFC", shown) for written, shown in found.items()}


VNI = _vni()
"""What each letter of VNI, with the mark after it, shows."""

_VNI_WRITTEN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_TCVN3_TABLE = str.maketrans(TCVN3)
# Word keeps the places of a font that calls itself a symbol font in the private area.
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}
# Letters of Western Europe that Vietnamese written in Unicode has too.
_SHARED = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_PLAIN = "[A-Za-z]"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
# A sign is a letter only where it touches one, a quotation mark only where it stands inside a word.
_SURE_SIGNS = "".join(sign for sign in TCVN3 if sign not in _SHARED and sign not in "«»·×÷®")
_INSIDE = f"(?<=[{_LETTERS}])"
_SURE = {
    "TCVN3": re.compile(
        f"(?<=[{_LETTERS}{_SURE_SIGNS}])[{_SURE_SIGNS}]|[{_SURE_SIGNS}](?=[{_LETTERS}])|{_INSIDE}[«·×÷]|[»®](?=[{_LETTERS}])"
        f"|(?<=[a-z])[{_SHARED[:16]}]"
    ),
    "VNI": re.compile(
        "[ñöæîÑÖÆÎ]|[aeouyôAEOUYÔ][øûïåäëüØÛÏÅÄËÜ]|[aeAE][ùõáàãâÙÕÁÀÃÂ]|[aA][êèéúÊÈÉÚ]|[oO][ùõâÙÕÂ]|[uUyYôÔ][ùõÙÕ]"
    ),
}
_TCVN3_FONT = re.compile(r"\.?Vn[A-Z3]")
_VNI_FONT = re.compile(r"VNI[- ]", re.IGNORECASE)
_WORD = re.compile(r"\S+")


def family_of(font: str) -> Family | None:
    """The family that a font's name tells: ".VnTime" and ".VnArialH" are TCVN3, "VNI-Times" is VNI."""
    if _TCVN3_FONT.match(font):
        return "TCVN3"
    return "VNI" if _VNI_FONT.match(font) else None


def shows_capitals(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals."""
    return bool(_TCVN3_FONT.match(font)) and font.rstrip().endswith("H")


def is_surely_old(text: str, family: Family) -> bool:
    """Whether some sign of `text` is a letter in that family and cannot be one in Vietnamese written in Unicode."""
    return bool(_SURE[family].search(text.translate(_PRIVATE)))


def to_unicode(text: str, family: Family, *, capitals: bool = False) -> str:
    """`text` in NFC. `capitals`: it stands in a TCVN3 font of capitals.

    Without the font, a TCVN3 word whose plain letters are capitals takes its other letters for capitals too; a word of
    one plain capital does as the word beside it.
    """
    text = text.translate(_PRIVATE)
    if family == "VNI":
        return unicodedata.normalize("NFC", _VNI_WRITTEN.sub(lambda found: VNI[found.group()], text))
    converted = text.translate(_TCVN3_TABLE)
    if capitals:
        return unicodedata.normalize("NFC", converted.upper())
    lines = zip(text.split("\n"), converted.split("\n"), strict=True)
    return unicodedata.normalize("NFC", "\n".join(_raised(written, shown) for written, shown in lines))


def _raised(written: str, shown: str) -> str:
    words = [(found.start(), found.end()) for found in _WORD.finditer(written)]
    kinds = [_kind(written[start:end]) for start, end in words]
    out = list(shown)
    for at, (start, end) in enumerate(words):
        if (kinds[at] if kinds[at] is not None else _beside(kinds, at)) and shown[start:end].upper() != shown[
            start:end
        ]:
            out[start:end] = shown[start:end].upper()
    return "".join(out)


def _kind(word: str) -> bool | None:
    """True for a word in capitals, False for one in small letters, None where its plain letters do not tell."""
    plain = [sign for sign in word if sign.isascii() and sign.isalpha()]
    if any(sign.islower() for sign in plain):
        return False
    return True if len(plain) >= 2 else None


def _beside(kinds: list[bool | None], at: int) -> bool:
    for far in range(1, 4):
        near = [kinds[n] for n in (at + far, at - far) if 0 <= n < len(kinds) and kinds[n] is not None]
        if near:
            return bool(near[0])
    return False
