"""Tables of persons and accounts. Least data: a name, how to address and reach a person, no more."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from thidua.apps.columns import CleanText, FoldedText, PersonSortKey, at_most, in_order, one_of, pair


class Theme(models.TextChoices):
    SYSTEM = "system", "Theo máy"
    LIGHT = "light", "Sáng"
    DARK = "dark", "Tối"


class Person(models.Model):
    """Somebody who acts, answers for a duty, or is honoured. `commune` is where the row is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    name = CleanText("họ và tên", max_length=120)
    folded = FoldedText(source="name")
    sort_key = PersonSortKey(source="name")
    salutation = CleanText("xưng hô", max_length=20, blank=True, default="")
    position = CleanText("chức vụ", max_length=160, blank=True, default="")
    phone = models.CharField("số điện thoại", max_length=20, blank=True, default="")
    email = models.EmailField("thư điện tử", max_length=160, blank=True, default="")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            at_most("name", 120, "person"),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_name_given"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Accounts come with their person: every page names who is signed in."""

    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> Account:
        """Sign-in names are found without regard to case."""
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """How a person signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=64, blank=True, default="")
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    shortcuts_on = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []
    objects = AccountManager()

    class Meta:
        constraints = [one_of("theme", Theme, "account")]


class SignInTry(models.Model):
    """One try to sign in, kept a day, to slow guessing without locking anybody out."""

    username = models.CharField(max_length=60, db_index=True)
    address = models.CharField(max_length=45, db_index=True)
    at = models.DateTimeField(db_index=True)
    succeeded = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.username} {self.at:%d/%m/%Y %H:%M}"


class Deputising(models.Model):
    """`deputy` acts for `person` between two days, both included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    commune = models.UUIDField(db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputising")
    from_on = models.DateField()
    to_on = models.DateField()
    named_by = models.UUIDField(null=True)
    named_at = models.DateTimeField()
    recalled_by = models.UUIDField(null=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            in_order("from_on", "to_on", "deputising"),
            pair("recalled_by", "recalled_at", "deputising"),
            models.CheckConstraint(condition=~models.Q(person=models.F("deputy")), name="deputy_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.person_id}"
