"""Passwords that are kept: only ever in the system's keyring."""

from __future__ import annotations

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from core.errors import InputError

SERVICE = "liftslot"


def read_password(account: str) -> str | None:
    """The password of an account, None where none is kept."""
    check_keyring()
    try:
        return keyring.get_password(SERVICE, account)
    except KeyringError as error:
        raise InputError("keyring_refused") from error


def save_password(account: str, password: str) -> None:
    """Keeps a password; ``InputError("keyring_missing")`` where this system has no keyring, never a file instead."""
    check_keyring()
    try:
        keyring.set_password(SERVICE, account, password)
    except KeyringError as error:
        raise InputError("keyring_refused") from error


def forget_password(account: str) -> None:
    """The keyring holds no password of this account any more."""
    check_keyring()
    try:
        keyring.delete_password(SERVICE, account)
    except PasswordDeleteError:
        return
    except KeyringError as error:
        raise InputError("keyring_refused") from error


def check_keyring() -> None:
    """``InputError("keyring_missing")`` unless a real keyring is there: not the null one, not one that fails."""
    if not has_keyring():
        raise InputError("keyring_missing")


def has_keyring() -> bool:
    """True where this system has one that keeps passwords safely; the first look may take a second."""
    return bool(keyring.get_keyring().priority >= 1)
