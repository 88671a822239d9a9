"""The argument parser, speaking Vietnamese: what is wrong, and what was probably meant."""

from __future__ import annotations

import argparse
import difflib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from thidua.jobs.keeping.stops import Exit, Stop

_PASSWORD_OPTION = re.compile(r"^--?(password|pass|pw|mat-khau)(=|$)")


def usage(code: str, text: str) -> Stop:
    """A mistake on the command line: exit 2."""
    return Stop(Exit.USAGE, code, text)


class _Layout(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Refuses by raising Stop instead of printing English and leaving."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Layout)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "Đối số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng")
        self.missing: dict[str, str] = {}

    def need(self, name: str, *, missing: str, help: str, **options: Any) -> None:
        """A positional that must be there; `missing` is the sentence when it is not (G04)."""
        self.missing[name] = missing
        self.add_argument(name, nargs="?", help=help, metavar=name.upper(), **options)

    def need_some(self, name: str, *, missing: str, help: str, **options: Any) -> None:
        """A positional that may be given many times and must be there once."""
        self.missing[name] = missing
        self.add_argument(name, nargs="*", help=help, metavar=name.upper(), **options)

    def check(self, given: argparse.Namespace) -> None:
        """Raises Stop for the first needed argument that is absent."""
        for name, sentence in self.missing.items():
            if getattr(given, name, None) in (None, []):
                raise usage("G04", sentence)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        close = difflib.get_close_matches(str(value), known, n=1, cutoff=0.5)
        hint = f' Ý bạn là "{close[0]}"?' if close else f" Có: {', '.join(known)}."
        raise usage("G02", f'Không có lệnh "{value}".{hint}')

    def error(self, message: str) -> NoReturn:
        named = re.match(r"argument ([^:]+): (.*)", message)
        option = named[1].split("/")[-1] if named else ""
        if named and "expected" in named[2]:
            raise usage("G04", f"Tùy chọn {option} cần một giá trị.")
        if named and "ignored explicit argument" in named[2]:
            raise usage("G03", f"Tùy chọn {option} không nhận giá trị.")
        if named and "not allowed with" in named[2]:
            raise usage("G03", f"Không dùng {option} cùng lúc với {named[2].rsplit(' ', 1)[-1]}.")
        raise usage("G03", f"Không hiểu dòng lệnh: {option or message}. Xem: {self.prog} --help")

    def parse_strictly(self, argv: Sequence[str]) -> argparse.Namespace:
        """Parse, refusing what is left over: G51 a password in sight, G03 an unknown option."""
        if any(_PASSWORD_OPTION.match(part) for part in argv):
            raise usage("G51", "Không gõ mật khẩu trên dòng lệnh; sẽ hỏi riêng.")
        given, rest = self.parse_known_args(argv)
        for part in rest:
            if part.startswith("-"):
                raise usage("G03", f"Không có tùy chọn {part.split('=')[0]}.")
        if rest:
            raise usage("G03", f'Thừa đối số "{rest[0]}".')
        return given


def port(text: str) -> int:
    """A TCP port. Raises Stop G20."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise usage("G20", "Cổng từ 1 đến 65535.")
    return int(text)


def few(text: str) -> int:
    """A number of worker processes from 1 to 32."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 32):
        raise usage("G03", "Số tiến trình phục vụ từ 1 đến 32.")
    return int(text)


def _as_stored(text: str) -> Path:
    """The path as typed or, when only the other Unicode form of its name exists, that one (G10)."""
    for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
        if Path(form).exists():
            return Path(form)
    return Path(text)


def existing_file(text: str) -> Path:
    """A file to read.

    Raises Stop: G05 absent, G06 no file (a folder, a pipe), G07 not readable, G11 a pattern that matched nothing.
    """
    path = _as_stored(text)
    if path.is_dir():
        raise usage("G06", f'"{text}" là thư mục.')
    if not path.exists():
        if re.search(r"[*?]", text):
            raise usage("G11", f"Không có tệp nào khớp {text}")
        where = "trong thư mục hiện tại" if path.parent == Path() else f"trong {path.parent}"
        raise usage("G05", f'Không thấy "{path.name}" {where}.')
    if not path.is_file():
        # A pipe would be waited for and a device read without end.
        raise usage("G06", f'"{text}" không phải tệp.')
    try:
        path.open("rb").close()
    except OSError as error:
        raise Stop(Exit.ENVIRONMENT, "G07", f'Không có quyền đọc tệp "{text}".') from error
    return path
