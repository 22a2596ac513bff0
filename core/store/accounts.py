"""The accounts file (TOML): which calendars there are and what each is for. Never a password."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from core.errors import InputError
from core.store.whole import replace_file

Use = Literal["runs", "busy", "ignored", "lifts"]
Kind = Literal["caldav", "google", "feed", "file"]


class CalendarChoice(BaseModel):
    """One calendar and what it is for: ``runs`` are recognised, ``busy`` only blocks time, ``lifts`` is ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: str
    name: str = ""
    use: Use = "runs"


class Account(BaseModel):
    """A login (CalDAV, Google), a feed's address, or a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^/\\\x00-\x1f]+$")]
    kind: Kind = "caldav"
    url: str
    user: str = ""
    ca_file: str | None = None
    hosts: tuple[str, ...] = ()  # of other providers, that the runner let his login go to
    auth_url: str | None = None  # of an OAuth provider; None: the usual one
    token_url: str | None = None
    private: bool = False  # of busy calendars only the times are kept
    ask_password: bool = False  # it is kept nowhere, and asked for in each run
    calendars: tuple[CalendarChoice, ...] = ()

    @field_validator("url")
    @classmethod
    def _has_no_password(cls, url: str) -> str:
        authority = url.partition("://")[2].partition("/")[0]
        if ":" in authority.rpartition("@")[0]:
            raise ValueError("leave user and password out of the address")
        return url

    @model_validator(mode="after")
    def _has_a_password_to_ask_for(self) -> Self:
        if self.ask_password and self.kind != "caldav":
            raise ValueError("ask_password is for a server that takes user and password")
        return self

    @property
    def has_login(self) -> bool:
        """True where there is a secret: in the keyring, or with ``ask_password`` nowhere."""
        return self.kind in {"caldav", "google"}

    def chosen(self, use: Use) -> tuple[CalendarChoice, ...]:
        """The calendars of one use."""
        return tuple(choice for choice in self.calendars if choice.use == use)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    accounts: tuple[Account, ...] = ()


def load_accounts(path: Path) -> tuple[Account, ...]:
    """The accounts of a file, none where there is no file. ``InputError("accounts_syntax"|"accounts_value")``."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    try:
        return _File.model_validate(tomllib.loads(text)).accounts
    except tomllib.TOMLDecodeError as error:
        raise InputError("accounts_syntax", name=path.name, detail=str(error)) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        detail = str(first["msg"]).removeprefix("Value error, ")
        raise InputError("accounts_value", name=path.name, field=field, detail=detail) from error


def save_accounts(path: Path, accounts: tuple[Account, ...]) -> None:
    """The file holds these accounts, or still the old ones where the write failed."""
    replace_file(path, "\n".join(_to_toml(account) for account in accounts).encode("utf-8"))


def find_account(accounts: tuple[Account, ...], name: str) -> Account:
    """The account of this name; ``InputError("account_unknown")`` lists those that there are."""
    for account in accounts:
        if account.name == name:
            return account
    raise InputError("account_unknown", name=name, known=", ".join(account.name for account in accounts) or "-")


def add_account(accounts: tuple[Account, ...], new: Account) -> tuple[Account, ...]:
    """The accounts with a new one; ``InputError("account_exists")`` where the name is taken."""
    if any(account.name == new.name for account in accounts):
        raise InputError("account_exists", name=new.name)
    return (*accounts, new)


def _to_toml(account: Account) -> str:
    lines = ["[[accounts]]"]
    plain = account.model_dump(exclude={"calendars"}, exclude_none=True)
    plain = {key: value for key, value in plain.items() if value != ()}
    lines += [f"{key} = {_to_value(value)}" for key, value in plain.items()]
    for choice in account.calendars:
        lines += ["[[accounts.calendars]]"]
        lines += [f"{key} = {_to_value(value)}" for key, value in choice.model_dump().items()]
    return "\n".join(lines) + "\n"


def _to_value(value: object) -> str:
    """TOML's basic strings and booleans are written as JSON's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
