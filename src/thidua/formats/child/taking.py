"""A paper as the readers take it: as it came, or one of an old office kind (.doc, .odt, .rtf) turned into .docx."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from thidua.formats.child.office import as_docx, old_kind
from thidua.formats.guard import check_file_name, check_size, extension
from thidua.formats.linearised import Linearised


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes and name for the readers; `media_type` and `sha256` of the given file when it was turned into .docx."""

    data: bytes
    file_name: str
    media_type: str | None = None
    sha256: str = ""

    def as_given(self, found: Linearised) -> Linearised:
        """What was found, under the kind and the hash of the file that was given."""
        if self.media_type is None:
            return found
        return replace(found, media_type=self.media_type, sha256=self.sha256)


def taken(data: bytes, file_name: str, check: Callable[[str, str], None]) -> Taken:
    """The paper for the readers of today's kinds.

    `check` gets the name and the media type of an old paper and refuses what must not reach LibreOffice. Raises
    Refusal A01, A36, A38 and C32 for the file that was given, and as `office.as_docx`.
    """
    check_size(data)
    name, _notes = check_file_name(file_name)
    kind = old_kind(data, name)
    if kind is None:
        return Taken(data, file_name)
    check(name, kind)
    stem = file_name[: len(file_name) - len(extension(file_name))]
    return Taken(as_docx(data, kind), f"{stem}.docx", kind, hashlib.sha256(data).hexdigest())
