"""Files on their way in: held in memory, bounded, never laid on the disk before they were looked over."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from thidua.formats.guard import MAX_FILE


class BoundedUpload(FileUploadHandler):
    """Keeps at most `MAX_FILE` bytes of all files of a request together, and nothing of a visitor's.

    What comes beyond is counted and let go, so that the form can say how large the file was. A temporary file would
    leave the bytes of a secret paper on the disk, and let a large one fill it (reliability T29, T47).
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        user = getattr(self.request, "user", None)
        self.room = MAX_FILE if user is not None and user.is_authenticated else 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file, self.whole = BytesIO(), True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.room -= len(raw_data)
        if self.room < 0 and self.whole:
            self.file, self.whole = BytesIO(), False
        if self.whole:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size if self.whole else max(file_size, MAX_FILE + 1),
            self.charset,
            self.content_type_extra,
        )
