"""Passwords: argon2 with tuned memory, and a check that refuses what is guessed first."""

from __future__ import annotations

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from thidua.core.viet.text import fold

SHORTEST = 8
_GUESSED_FIRST = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "password",
        "11111111",
        "00000000",
        "88888888",
        "66666666",
        "qwertyui",
        "abcd1234",
        "1234abcd",
        "iloveyou",
        "matkhau",
        "matkhau1",
        "thidua",
        "khenthuong",
        "uybannhandan",
        "vietnam",
        "haiphong",
        "abc12345",
        "admin123",
        "adminadmin",
    ]
)

_PLACE_AND_YEAR = re.compile(r"[a-z]{1,16}[@.#_-]?(19|20)[0-9]{2}[!.*]?")
"""haian2026: a word and a year, the first thing a neighbour tries whatever the ward is called."""


class TunedArgon2(Argon2PasswordHasher):
    """19 MiB, 2 passes, 1 lane (OWASP's lower setting).

    Django's default takes 100 MiB a sign-in, too much for an old PC where forty people sign in on the last day.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class PlainWordsValidator:
    """At least eight characters, and not the name, the ward or a word everybody tries (annex D64, D65)."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raises ValidationError with the Vietnamese sentence of the annex."""
        if len(password) < SHORTEST:
            raise ValidationError(f"Mật khẩu cần ít nhất {SHORTEST} ký tự; nên dùng 15.", code="D65")
        plain = fold(password).replace(" ", "")
        letters = plain.rstrip("0123456789!@#$%.*")
        names = {fold(part).replace(" ", "") for part in self._names(user)}
        guessed = plain in _GUESSED_FIRST or letters in _GUESSED_FIRST | names or _PLACE_AND_YEAR.fullmatch(plain)
        if guessed or len(set(plain)) < 3:
            raise ValidationError("Mật khẩu quá dễ đoán. Ghép vài từ không liên quan với nhau.", code="D64")

    @staticmethod
    def _names(user: object | None) -> list[str]:
        person = getattr(user, "person", None)
        username = getattr(user, "username", "") or ""
        return [username, username.split(".")[0], *(person.name.split() if person else []), getattr(person, "name", "")]

    def get_help_text(self) -> str:
        return f"Ít nhất {SHORTEST} ký tự; nên dùng 15. Không dùng tên người, tên phường hay dãy số."
