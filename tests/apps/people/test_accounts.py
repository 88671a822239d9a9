"""Accounts: opened, closed, passwords changed and reset; deputies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import PASSWORD, a_person
from cast import TODAY
from thidua.apps.journal.models import Entry, Secret
from thidua.apps.journal.services import Refused
from thidua.apps.people.models import Account, Deputising
from thidua.apps.people.passwords import TunedArgon2
from thidua.apps.people.queries import deputies_of, lent_to
from thidua.apps.people.services import (
    change_password,
    close_account,
    name_deputy,
    open_account,
    recall_deputy,
    reopen_account,
    reset_password,
    set_preferences,
)
from thidua.core.actors import Role


def _code(refused):
    return refused.value.verdict.reasons[0].code


@pytest.fixture
def mai(cast):
    return a_person("Nguyễn Thị Mai", commune=cast.ward)


def test_opening_makes_a_password_that_has_to_be_replaced(cast, mai, now):
    opened = open_account(mai, username=" Mai.NT ", by=cast.clerk.actor, now=now)
    assert opened.account.username == "mai.nt"
    assert opened.account.must_change_password
    assert Account.objects.get(pk=opened.account.pk).check_password(opened.first_password)
    assert len(opened.first_password) == 14
    entry = Entry.objects.get(event="account.opened")
    assert opened.first_password not in entry.content
    assert not Secret.objects.filter(value=opened.first_password).exists()


def test_opening_with_an_own_password(cast, mai, now):
    opened = open_account(mai, username="mai.nt", password="sông Lạch Tray mùa nước", by=cast.clerk.actor, now=now)
    assert opened.first_password is None
    assert not opened.account.must_change_password


@pytest.mark.parametrize(
    ("password", "code"), [("123456", "D65"), ("12345678", "D64"), ("haian2026", "D64"), ("mainguyen", "D64")]
)
def test_weak_passwords_are_refused(cast, mai, now, password, code):
    mai.name = "Mai Nguyen"
    with pytest.raises(Refused) as refused:
        open_account(mai, username="mai.nt", password=password, by=cast.clerk.actor, now=now)
    assert _code(refused) == code
    assert not Account.objects.filter(username="mai.nt").exists()


@pytest.mark.parametrize("username", ["", "ab", "Hương", "mai nt", "../x", "huong.vt"])
def test_bad_and_taken_names_are_refused(cast, mai, now, username):
    with pytest.raises(Refused) as refused:
        open_account(mai, username=username, by=cast.clerk.actor, now=now)
    assert refused.value.verdict.reasons[0].field == "username"


def test_opening_refuses_the_stranger_and_a_second_account(cast, mai, now):
    for member in (cast.stranger, cast.officer, cast.chair):
        with pytest.raises(Refused):
            open_account(mai, username="mai.nt", by=member.actor, now=now)
    open_account(mai, username="mai.nt", by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as refused:
        open_account(mai, username="mai.khac", by=cast.clerk.actor, now=now)
    assert _code(refused) == "wrong_step"


def test_closing_and_opening_again(cast, now):
    account = cast.officer.account
    close_account(account, by=cast.clerk.actor, now=now)
    assert not Account.objects.get(pk=account.pk).is_active
    with pytest.raises(Refused) as twice:
        close_account(account, by=cast.clerk.actor, now=now)
    assert _code(twice) == "wrong_step"
    with pytest.raises(Refused):
        reset_password(account, by=cast.clerk.actor, now=now)
    reopen_account(account, by=cast.clerk.actor, now=now)
    assert Account.objects.get(pk=account.pk).is_active
    assert list(Entry.objects.order_by("seq").values_list("event", flat=True)) == ["account.closed", "account.reopened"]


def test_nobody_closes_the_own_account_and_no_stranger_does(cast, now):
    with pytest.raises(Refused) as own:
        close_account(cast.clerk.account, by=cast.clerk.actor, now=now)
    assert _code(own) == "own_account"
    with pytest.raises(Refused):
        close_account(cast.clerk.account, by=cast.stranger.actor, now=now)


def test_a_reset_gives_a_first_password(cast, now):
    made = reset_password(cast.chair.account, by=cast.clerk.actor, now=now)
    account = Account.objects.get(pk=cast.chair.account.pk)
    assert account.check_password(made) and account.must_change_password
    assert Entry.objects.filter(event="password.reset").count() == 1
    with pytest.raises(Refused):
        reset_password(cast.chair.account, by=cast.officer.actor, now=now)
    with pytest.raises(Refused):
        reset_password(cast.clerk.account, by=cast.clerk.actor, now=now)


def test_changing_the_own_password(cast, now):
    me = cast.officer
    new = "đò ngang chiều vắng khách"
    change_password(me.account, old=PASSWORD, new=new, by=me.actor, now=now)
    assert Account.objects.get(pk=me.account.pk).check_password(new)
    assert Entry.objects.filter(event="password.changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sai rồi", "đò ngang chiều vắng khách", "old_password"),
        (PASSWORD, "abc", "D65"),
        (PASSWORD, PASSWORD, "same_password"),
    ],
)
def test_a_password_is_not_changed_wrongly(cast, now, old, new, code):
    with pytest.raises(Refused) as refused:
        change_password(cast.officer.account, old=old, new=new, by=cast.officer.actor, now=now)
    assert _code(refused) == code


def test_nobody_changes_the_password_or_the_looks_of_another(cast, now):
    with pytest.raises(Refused):
        change_password(cast.officer.account, old=PASSWORD, new="đò ngang chiều", by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        set_preferences(cast.officer.account, theme="dark", shortcuts_on=True, by=cast.clerk.actor)
    with pytest.raises(Refused):
        set_preferences(cast.officer.account, theme="pink", shortcuts_on=True, by=cast.officer.actor)
    set_preferences(cast.officer.account, theme="dark", shortcuts_on=False, by=cast.officer.actor)
    assert Account.objects.get(pk=cast.officer.account.pk).theme == "dark"


def test_the_real_hasher_is_argon2_with_tuned_memory():
    assert TunedArgon2().encode("một mật khẩu", "saltsaltsalt").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


# Deputies

TOMORROW = TODAY + timedelta(days=1)


def _lend(cast, now, by, *, person=None, deputy=None, from_on=TODAY, to_on=TOMORROW):
    person, deputy = person or cast.chair.person, deputy or cast.head.person
    return name_deputy(person, deputy, from_on=from_on, to_on=to_on, by=by.actor, now=now)


def test_a_deputy_holds_the_seats_for_the_days_named(cast, now):
    row = _lend(cast, now, cast.chair)
    assert cast.head.actor.holds(Role.CHAIR)
    assert cast.head.actor.deputising_for == (cast.chair.person.pk,)
    assert list(deputies_of(cast.chair.person.pk, TODAY)) == [row]
    assert list(lent_to(cast.head.actor, TODAY)) == [row]
    Deputising.objects.update(from_on=TOMORROW)
    assert not cast.head.actor.holds(Role.CHAIR)
    assert Entry.objects.filter(event="deputy.named").count() == 1


def test_lent_seats_are_not_lent_on(cast, now):
    _lend(cast, now, cast.chair)
    with pytest.raises(Refused):
        _lend(cast, now, cast.head, deputy=cast.officer.person)


def test_the_clerk_names_a_deputy_for_others_but_never_herself(cast, now):
    _lend(cast, now, cast.clerk)
    with pytest.raises(Refused) as refused:
        _lend(cast, now, cast.clerk, deputy=cast.clerk.person)
    assert _code(refused) == "D68"


def test_the_stranger_and_the_officer_name_no_deputy_for_others(cast, now):
    for member in (cast.stranger, cast.officer):
        with pytest.raises(Refused):
            _lend(cast, now, member)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"from_on": TODAY - timedelta(days=1)}, "D68"),
        ({"to_on": TODAY - timedelta(days=1)}, "D16"),
        ({"to_on": date(2028, 1, 1)}, "D17"),
    ],
)
def test_days_that_make_no_sense(cast, now, more, code):
    with pytest.raises(Refused) as refused:
        _lend(cast, now, cast.chair, **more)
    assert _code(refused) == code


def test_oneself_a_stranger_and_somebody_without_account_are_no_deputies(cast, mai, now):
    for deputy, code in ((cast.chair.person, "D68"), (cast.stranger.person, "D35"), (mai, "no_account")):
        with pytest.raises(Refused) as refused:
            _lend(cast, now, cast.chair, deputy=deputy)
        assert _code(refused) == code
    assert not Deputising.objects.exists()


def test_naming_twice_and_recalling_twice(cast, now):
    row = _lend(cast, now, cast.chair)
    with pytest.raises(Refused) as refused:
        _lend(cast, now, cast.chair)
    assert _code(refused) == "already"
    with pytest.raises(Refused):
        recall_deputy(row, by=cast.head.actor, now=now)
    recall_deputy(row, by=cast.chair.actor, now=now)
    assert not cast.head.actor.holds(Role.CHAIR)
    with pytest.raises(Refused):
        recall_deputy(row, by=cast.chair.actor, now=now)
    assert Entry.objects.filter(event="deputy.recalled").count() == 1
