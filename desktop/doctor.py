"""``liftslot doctor``: versions, places, keyring, accounts, and what would stop a sync."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable, Iterator
from functools import partial

from core.errors import CoreError
from core.store.accounts import Account, load_accounts
from core.store.database import Store
from core.store.rescue import TOLD
from core.store.secrets import check_keyring
from core.words import Words
from desktop.home import PROFILE_NAME, find_home, load_profile
from desktop.logins import connect_to
from desktop.prompts import ask_at_once
from desktop.schema import DoctorOut, FindingOut
from desktop.typed import Typed, find_secret
from desktop.workspace import ACCOUNTS_NAME, DATABASE_NAME

PACKAGES = ("PySide6_Essentials", "icalendar", "recurring-ical-events", "caldav", "pydantic", "keyring")


def examine(words: Words) -> DoctorOut:
    """Everything looked at, each with what is wrong where something is."""
    home = find_home()
    findings = [*_look_at_files(words), _look_at_keyring(words), *_look_at_accounts(words)]
    return DoctorOut(
        ok=all(finding.ok for finding in findings),
        python=platform.python_version(),
        system=platform.platform(),
        packages={name: importlib.metadata.version(name) for name in ("liftslot", *PACKAGES)},
        home=str(home),
        findings=findings,
    )


def _look_at_files(words: Words) -> Iterator[FindingOut]:
    home = find_home()
    yield _try(PROFILE_NAME, words, lambda: load_profile(None))
    yield _try(ACCOUNTS_NAME, words, lambda: load_accounts(home / ACCOUNTS_NAME))
    if (home / DATABASE_NAME).exists():
        yield _look_at_database(words)


def _look_at_database(words: Words) -> FindingOut:
    """Opening it checks it; one that was set aside is told of until a sync did."""
    asides: list[str] = []

    def look() -> None:
        with Store(find_home() / DATABASE_NAME) as store:
            asides.extend(filter(None, [store.fact(TOLD)]))

    found = _try(DATABASE_NAME, words, look)
    if not asides:
        return found
    return FindingOut(name=DATABASE_NAME, ok=False, text=words.say("sync.set_aside", name=asides[0]))


def _look_at_keyring(words: Words) -> FindingOut:
    """None is needed where every password is asked for in each run."""
    found = _try("keyring", words, check_keyring)
    logins = [account for account in _list_accounts() if account.has_login]
    if not found.ok and logins and all(account.ask_password for account in logins):
        return FindingOut(name="keyring", ok=True, text=words.say("commands.doctor_no_keyring"))
    return found


def _list_accounts() -> tuple[Account, ...]:
    try:
        return load_accounts(find_home() / ACCOUNTS_NAME)
    except CoreError:
        return ()  # that it cannot be read is said of the file


def _look_at_accounts(words: Words) -> Iterator[FindingOut]:
    accounts = _list_accounts()
    typed = ask_at_once(accounts, words)
    for account in accounts:
        if typed.lacks(account):
            yield FindingOut(name=account.name, ok=True, text=words.say("commands.doctor_asks"))
        elif account.has_login:
            yield _try(account.name, words, partial(_greet, account, typed))


def _greet(account: Account, typed: Typed) -> None:
    connect_to(account, find_secret(account, typed)).list_calendars()


def _try(name: str, words: Words, look: Callable[[], object]) -> FindingOut:
    try:
        look()
    except CoreError as error:
        return FindingOut(name=name, ok=False, text=words.phrase(error.phrase))
    return FindingOut(name=name, ok=True, text="")
