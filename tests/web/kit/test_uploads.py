"""Files on their way in stay in memory, within bounds."""

from __future__ import annotations

import tempfile
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from thidua.formats.guard import MAX_FILE
from thidua.web.kit.uploads import BoundedUpload


def sent(*sizes: int, signed_in: bool = True) -> HttpRequest:
    files = {f"file{at}": SimpleUploadedFile("a.txt", b"a" * size) for at, size in enumerate(sizes)}
    request = RequestFactory().post("/", files)
    request.user = SimpleNamespace(is_authenticated=signed_in)  # type: ignore[assignment]
    request.upload_handlers = [BoundedUpload(request)]
    return request


@pytest.fixture
def no_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("bytes of an upload were laid on the disk")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)


def test_a_file_within_bounds_arrives_whole() -> None:
    assert sent(3_000_000).FILES["file0"].read() == b"a" * 3_000_000


def test_one_that_is_too_large_is_counted_and_not_kept() -> None:
    found = sent(MAX_FILE + 5).FILES["file0"]
    assert (found.size, found.read()) == (MAX_FILE + 5, b"")


def test_many_files_share_the_room_of_one() -> None:
    files = sent(MAX_FILE - 10, 100).FILES
    assert files["file0"].size == MAX_FILE - 10
    assert (files["file1"].size, files["file1"].read()) == (MAX_FILE + 1, b"")


def test_nothing_of_a_visitor_is_kept() -> None:
    assert sent(10, signed_in=False).FILES["file0"].read() == b""


def test_a_paper_is_never_laid_on_the_disk_before_it_was_read(cast, no_temporary_files: None) -> None:
    client = Client()
    client.force_login(cast.clerk.account)
    content = ("KẾ HOẠCH\nTỐI MẬT\n" + "ế" * 1_000_000).encode()
    answer = client.post(reverse("desk:file_plan"), {"file": SimpleUploadedFile("a.txt", content)})
    assert answer.status_code == 422 and "dấu độ mật" in answer.content.decode()
