"""Acts on persons and their accounts, one function each. Every act takes `by=` and `now=` and raises `Refused`."""

from thidua.apps.people.services.accounts import (
    FirstPassword,
    Opened,
    change_password,
    close_account,
    make_first_password,
    open_account,
    reopen_account,
    reset_password,
    set_preferences,
)
from thidua.apps.people.services.deputies import name_deputy, recall_deputy
from thidua.apps.people.services.managing import may_manage
from thidua.apps.people.services.persons import (
    Particulars,
    add_person,
    change_person,
    erase_person,
    take_back_person,
)
from thidua.apps.people.services.second_factor import (
    confirm_second_factor,
    new_second_factor,
    remove_second_factor,
    verify_code,
)
from thidua.apps.people.services.signing_in import (
    check_code_at_sign_in,
    complete_sign_in,
    replace_first_password,
    sign_in,
    wait_seconds,
)

__all__ = [
    "FirstPassword",
    "Opened",
    "Particulars",
    "add_person",
    "change_password",
    "change_person",
    "check_code_at_sign_in",
    "close_account",
    "complete_sign_in",
    "confirm_second_factor",
    "erase_person",
    "make_first_password",
    "may_manage",
    "name_deputy",
    "new_second_factor",
    "open_account",
    "recall_deputy",
    "remove_second_factor",
    "reopen_account",
    "replace_first_password",
    "reset_password",
    "set_preferences",
    "sign_in",
    "take_back_person",
    "verify_code",
    "wait_seconds",
]
