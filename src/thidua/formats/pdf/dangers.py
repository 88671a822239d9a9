"""What a PDF can do besides showing text, looked for in its bytes before any parser opens it."""

from __future__ import annotations

import re
import zlib

from thidua.formats.refusals import Refusal, megabytes, refusal

MAX_STREAM = 100 * 2**20
MAX_STREAMS = 400 * 2**20
# Lists of objects are packed into streams since PDF 1.5; no honest one comes near this.
_MAX_OBJECTS = 20 * 2**20
_STEP = 2**20

_STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
_PICTURE = re.compile(rb"/(?:DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/JavaScript(?![A-Za-z0-9])|/JS\s{0,8}(?:\(|<|\d+\s+\d+\s+R)|/Launch(?![A-Za-z0-9])")
_ATTACHED = re.compile(rb"/(?:EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")


def check_bytes(data: bytes) -> None:
    """Refuses A26 (JavaScript, Launch), A27 (embedded files) and A29 (streams that unpack to more than 100 MB).

    Names inside pictures and packed page contents mean nothing, so only what lies between streams and the packed lists
    of objects is searched.
    """
    position = total = 0
    while stream := _STREAM.search(data, position):
        between = data[position : stream.start()]
        check_names(between)
        end = data.find(b"endstream", stream.end())
        end = len(data) if end < 0 else end
        total += _check_stream(between[-2000:], data[stream.end() : end])
        if total > MAX_STREAMS:
            raise _too_large(total)
        position = end + len(b"endstream")
    check_names(data[position:])


def check_names(content: bytes) -> None:
    """Refuses A26 and A27 by the names in `content`, also when letters are written as #4a."""
    plain = _HEX.sub(lambda match: bytes([int(match[1], 16)]), content) if b"#" in content else content
    if _RUNS.search(plain):
        raise runs_commands()
    if _ATTACHED.search(plain):
        raise holds_files()


def runs_commands() -> Refusal:
    return refusal("A26", "PDF chứa lệnh tự chạy. Xuất lại từ Word thành PDF thường rồi nạp lại.")


def holds_files() -> Refusal:
    return refusal("A27", "PDF đính kèm tệp khác bên trong. Xuất lại từ Word thành PDF thường rồi nạp lại.")


def _check_stream(dictionary: bytes, body: bytes) -> int:
    """Unpacked size of a stream, having looked into it when it can hold names."""
    start = dictionary.rfind(b" obj")
    dictionary = dictionary[max(start, 0) :]
    if _PICTURE.search(dictionary):
        return len(body)
    if not re.search(rb"/Fl(?:ateDecode)?\b", dictionary):
        check_names(body)
        return len(body)
    unpacker = zlib.decompressobj()
    size, kept, rest = 0, [], body
    keep = b"/ObjStm" in dictionary
    try:
        while rest and not unpacker.eof:
            step = unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
            size += len(step)
            if size > (_MAX_OBJECTS if keep else MAX_STREAM):
                raise _too_large(size)
            if keep:
                kept.append(step)
    except zlib.error:
        check_names(body)
    # What follows the packed part of a stream is not part of it and may be an object meant to be overlooked.
    check_names(unpacker.unused_data)
    check_names(b"".join(kept))
    return size


def _too_large(size: int) -> Refusal:
    return refusal("A29", "PDF giải nén quá lớn (trên {found}). Xuất lại từ Word.", found=megabytes(size))
