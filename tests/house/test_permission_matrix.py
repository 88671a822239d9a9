"""Who gets which answer at every address: walked from the URL table, compared with a file that a person has reviewed.

An address that the file lacks fails, and the failure prints the lines to review. `own` asks for a thing of the standing
ward, `other` for the same kind of thing of another ward, which must look as if it were not there.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as project
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from matrix_world import BY_PLACE, BY_WORD, MAKERS, Ward
from source_tree import ROOT
from urls_of_the_house import Address, addresses

from cast import standing_cast

FILE = Path(__file__).with_name("permission_matrix.toml")
NOW = ROOT / "build" / "permission_matrix.toml"
"""What every address answers today, written at the end of a run, to be compared with the reviewed file."""
NOBODY = "nobody"
MEMBERS = ("admin", "clerk", "second_clerk", "chair", "head", "officer", "school_officer", "city_officer", "stranger")
EVERYBODY = (*MEMBERS, NOBODY)
SIGN_IN = "sign-in"
METHODS = ("GET", "POST")
NOT_ANSWERS = ("takes", "sends", "why_open")
"""Keys of the file that help to ask."""

Answers = dict[str, int | str]
ROWS: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))


@dataclass
class World:
    """What addresses name, by ward and maker, and a session key for each member."""

    things: dict[tuple[str, str], Any]
    sessions: dict[str, str]
    media: Path
    now: dict[str, dict[str, str]] = field(default_factory=dict)
    """The lines of the file as the addresses answer today."""

    def path(self, address: Address, scope: str) -> str:
        """The address of a thing of the standing ward (`own`) or of the other one."""
        makers = named_by(address)
        unknown = [word for word, maker in makers.items() if maker not in MAKERS]
        assert not unknown, f"{address.name} takes {unknown}: name a maker of matrix_world.py, there or under takes"
        things = {word: self.things[scope, maker] for word, maker in makers.items()}
        broken = {word: thing for word, thing in things.items() if isinstance(thing, Exception)}
        assert not broken, f"{address.name}: the world could not make {broken}"
        return reverse(address.name, kwargs=things)

    def ask(self, method: str, path: str, member: str, body: str = "") -> HttpResponse:
        """One request of a member; whatever it changes is taken back."""
        client = Client(raise_request_exception=False)
        if member != NOBODY:
            client.cookies[project.SESSION_COOKIE_NAME] = self.sessions[member]
        with transaction.atomic():
            response = client.generic(method, path, body, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        return response

    def answer(self, method: str, path: str, member: str, body: str = "") -> int | str:
        """The status, or `sign-in` for the way to the sign-in page."""
        response = self.ask(method, path, member, body)
        if response.status_code == HTTPStatus.FOUND and response["Location"].startswith(reverse(project.LOGIN_URL)):
            return SIGN_IN
        return response.status_code

    def answers(self, address: Address, method: str, scope: str) -> Answers:
        """Everybody's answer; a post carries what the file says that it sends (`@seat`: the id that a maker gives)."""
        path = self.path(address, scope)
        sent = {
            name: self.things[scope, value[1:]] if value.startswith("@") else value
            for name, value in (sends(address) if method == "POST" else {}).items()
        }
        return {member: self.answer(method, path, member, urlencode(sent)) for member in EVERYBODY}

    def methods(self, address: Address) -> list[str]:
        """What the address answers to: asked with a word that no page takes."""
        response = self.ask("PROPFIND", self.path(address, "own"), "clerk")
        assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED, (
            f"{address.name} answers {response.status_code} to any method; mark the view with require_GET, "
            "require_POST or require_http_methods, outermost"
        )
        return [method for method in METHODS if method in response["Allow"]]


def named_by(address: Address) -> dict[str, str]:
    """For each word that an address captures, the maker of matrix_world.py; empty for a word that has none."""
    by_place = {"id": BY_PLACE.get(address.route.split("/")[0], "")}
    makers = by_place | BY_WORD | ROWS.get(address.name, {}).get("takes", {})
    return {word: makers.get(word, "") for word in address.takes}


def sends(address: Address) -> dict[str, str]:
    """The fields that the file says a post of this address carries."""
    return ROWS.get(address.name, {}).get("sends", {})


def made_by(maker: str, ward: Ward) -> Any:
    """The thing, or the exception: an address whose thing cannot be made fails alone."""
    try:
        with transaction.atomic():
            return MAKERS[maker](ward)
    except Exception as error:
        return error


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Built once for all addresses, in one transaction that is taken back at the end."""
    media = tmp_path_factory.mktemp("media")
    hashers = ["cast.QuickHasher", *project.PASSWORD_HASHERS]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=hashers),
        transaction.atomic(),
    ):
        cast, now = standing_cast(), timezone.now()
        wards = {
            "own": Ward(cast, cast.ward, cast.office, now),
            "other": Ward(cast, cast.other_ward, cast.other_office, now),
        }
        named = {maker for address in addresses() for maker in named_by(address).values()}
        sent = {value[1:] for address in addresses() for value in sends(address).values() if value.startswith("@")}
        wanted = sorted((named | sent) & set(MAKERS))
        things = {(scope, maker): made_by(maker, ward) for scope, ward in wards.items() for maker in wanted}
        made = World(things, {name: session_of(member) for name, member in cast.members().items()}, media)
        yield made
        transaction.set_rollback(True)
    NOW.parent.mkdir(exist_ok=True)
    NOW.write_text("\n".join(block(name, rows) for name, rows in sorted(made.now.items())), encoding="utf-8")


def block(name: str, rows: dict[str, str]) -> str:
    """One address as it would stand in the file."""
    kept = {key: inline(ROWS[name][key]) for key in NOT_ANSWERS if key in ROWS.get(name, {})}
    return f'["{name}"]\n' + "".join(f"{key} = {text}\n" for key, text in (kept | rows).items())


def inline(value: Any) -> str:
    """A text or a table of texts and numbers as TOML on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {inline(part)}" for key, part in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def session_of(member: Any) -> str:
    client = Client()
    client.force_login(member.account)
    return client.cookies[project.SESSION_COOKIE_NAME].value


@pytest.fixture
def open_world(world: World, settings: Any, db: None) -> World:
    settings.MEDIA_ROOT = world.media
    return world


def expected(name: str, method: str, scope: str) -> Answers | None:
    """What the file says, spread over everybody. A thing of another ward is there for its own people only."""
    row = ROWS.get(name, {})
    told = row.get(method.lower())
    if told is None:
        return None
    own = spread(told)
    if scope == "own":
        return own
    if other := row.get(f"{method.lower()}_other"):
        return spread(other)
    return dict.fromkeys(MEMBERS, 404) | {"stranger": own["clerk"], NOBODY: own[NOBODY]}


def spread(told: Answers) -> Answers:
    everyone = dict.fromkeys(MEMBERS, told["everyone"]) if "everyone" in told else {}
    found = {NOBODY: SIGN_IN} | everyone | {name: value for name, value in told.items() if name != "everyone"}
    assert set(found) == set(EVERYBODY), f"{told} leaves out {set(EVERYBODY) - set(found)} or names somebody unknown"
    return found


def lines(answers: Answers) -> str:
    """Answers as one line for the file, the commonest as `everyone`."""
    commonest = Counter(answers[member] for member in MEMBERS).most_common(1)[0][0]
    rest = {name: value for name, value in answers.items() if value != commonest and (name, value) != (NOBODY, SIGN_IN)}
    if answers[NOBODY] == commonest:
        rest[NOBODY] = commonest
    return inline({"everyone": commonest} | rest)


def questions() -> list[Any]:
    """Every address, once for the own ward and, where it names a thing, once for the other."""
    return [
        pytest.param(address, scope, id=f"{address.name}-{scope}")
        for address in addresses()
        for scope in (("own", "other") if address.takes else ("own",))
    ]


def key_of(method: str, scope: str) -> str:
    return method.lower() if scope == "own" else f"{method.lower()}_other"


def complaint(address: Address, method: str, scope: str, answers: Answers) -> str | None:
    """What is wrong with the answers of one address, with the line as it would stand in the file."""
    wanted = expected(address.name, method, scope)
    if answers == wanted:
        return None
    row = f'["{address.name}"]\n{key_of(method, scope)} = {lines(answers)}'
    if wanted is None:
        return f"{FILE.name} has no answer; review each one, then add:\n{row}"
    wrong = {who: f"{answers[who]}, not {wanted[who]}" for who in EVERYBODY if answers[who] != wanted[who]}
    return f"{method} {address.route} ({scope}): {wrong}\nas it is now:\n{row}"


@pytest.mark.parametrize(("address", "scope"), questions())
def test_everybody_gets_the_reviewed_answer(address: Address, scope: str, open_world: World) -> None:
    found = {method: open_world.answers(address, method, scope) for method in open_world.methods(address)}
    open_world.now.setdefault(address.name, {}).update(
        {key_of(method, scope): lines(answers) for method, answers in found.items()}
    )
    wrong = [complaint(address, method, scope, answers) for method, answers in found.items()]
    assert not any(wrong), "\n".join(text for text in wrong if text) + f"\nall as they are now: {NOW}"


@pytest.mark.parametrize("address", addresses(), ids=lambda address: address.name)
def test_an_address_that_only_acts_refuses_to_be_read(address: Address, open_world: World) -> None:
    methods = open_world.methods(address)
    assert methods
    if "GET" not in methods:
        assert open_world.answer("GET", open_world.path(address, "own"), "clerk") == HTTPStatus.METHOD_NOT_ALLOWED


def test_every_address_has_a_name() -> None:
    assert not [address.route for address in addresses() if address.name.endswith("(no name)")]


def test_the_file_names_no_address_that_is_gone() -> None:
    assert not set(ROWS) - {address.name for address in addresses()}


def test_no_reviewed_answer_is_a_fault_or_an_open_door() -> None:
    takes = {address.name: address.takes for address in addresses()}
    for name, row in ROWS.items():
        for key, told in row.items():
            if key in NOT_ANSWERS:
                continue
            found = spread(told)
            assert not [who for who, value in found.items() if isinstance(value, int) and value >= 500], name
            assert found[NOBODY] == SIGN_IN or row.get("why_open"), f"{name} is open to nobody in particular: say why"
            if takes.get(name) and not key.endswith("_other"):
                assert found["stranger"] == 404 or row.get("why_open"), f"{name}: the stranger must find nothing"


def test_an_address_that_nobody_reviewed_has_no_answer() -> None:
    assert expected("desk:made_up", "GET", "own") is None
    answers: Answers = dict.fromkeys(EVERYBODY, 200)
    told = complaint(Address("desk:made_up", "bia-dat/", ()), "GET", "own", answers)
    assert told is not None and '["desk:made_up"]\nget = { everyone = 200, nobody = 200 }' in told


def test_the_line_for_the_file_reads_back() -> None:
    answers: Answers = dict.fromkeys(MEMBERS, 200) | {"head": 403, NOBODY: SIGN_IN}
    told = tomllib.loads(f"get = {lines(answers)}")["get"]
    assert told == {"everyone": 200, "head": 403}
    assert spread(told) == answers


def test_the_cast_of_the_matrix_is_the_standing_cast(open_world: World) -> None:
    assert set(open_world.sessions) == set(MEMBERS)
