"""The plain text of a paper: one paragraph or table row per line, which every `source` of a reading points into."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from thidua.core.verdicts import Reason
from thidua.formats.refusals import grouped, refusal

MAX_CHARACTERS = 2_000_000
# Everything but "\n" that str.splitlines() would cut at: two ways of counting lines must agree.
_OTHER_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\u00ad\u200b\u2060\ufeff]")
# Bullets are stored as places in Symbol and Wingdings; these are the signs they draw.
_DRAWN = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf0a8": "□", "\uf06f": "□"}


@dataclass(frozen=True, slots=True)
class Linearised:
    """Text of a paper with what was noticed on the way.

    `text`: NFC, lines end in "\\n", table cells separated by a tab. `pages`: how many, 0 when the format has none.
    `page_lines`: first line (from 1) of each page. `confidence`: mean certainty of the scan reader in per cent, None
    without a scan. `doubtful_lines`: lines (from 1) read with less than 60 per cent. `notes`: warnings only.
    `sha256` is of the file's bytes, `text_sha256` of the UTF-8 bytes of `text`.
    """

    text: str
    media_type: str
    pages: int
    ocr: bool
    confidence: int | None
    notes: tuple[Reason, ...]
    sha256: str
    text_sha256: str
    page_lines: tuple[int, ...] = ()
    doubtful_lines: tuple[int, ...] = ()


def plain(text: str) -> str:
    """NFC text with one kind of line break and no unprinted characters; the number of lines does not change."""
    text = _OTHER_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNPRINTED.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", text)


def drawn(sign: str) -> str:
    """The bullet a private sign of Symbol or Wingdings draws."""
    plain = "".join(_DRAWN.get(c, chr(ord(c) - 0xF000) if "\uf020" <= c <= "\uf07e" else c) for c in sign)
    return "".join("•" if "\ue000" <= c <= "\uf8ff" else c for c in plain).strip()


def linearised(
    data: bytes,
    text: str,
    media_type: str,
    *,
    pages: tuple[int, ...] = (),
    confidence: int | None = None,
    doubtful: tuple[int, ...] = (),
    notes: tuple[Reason, ...] = (),
) -> Linearised:
    """Put a reader's findings together; `text` must already be `plain`. Refuses A30 above 2,000,000 characters."""
    if len(text) > MAX_CHARACTERS:
        raise refusal(
            "A30",
            "Văn bản dài {found} ký tự, tối đa {most}. Chỉ tải phần kế hoạch.",
            found=grouped(len(text)),
            most=grouped(MAX_CHARACTERS),
        )
    return Linearised(
        text=text,
        media_type=media_type,
        pages=len(pages),
        ocr=confidence is not None,
        confidence=confidence,
        notes=notes,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        page_lines=pages,
        doubtful_lines=doubtful,
    )
