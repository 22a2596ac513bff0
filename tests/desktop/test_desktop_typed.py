"""Passwords in memory: found, refused, typed again."""

import pytest

from core.errors import InputError, NetworkError
from core.store.accounts import Account
from desktop.typed import Typed, find_secret

HOME = Account(name="home", url="https://dav.example.org/", user="me", ask_password=True)
KEPT = HOME.model_copy(update={"ask_password": False})
NO = NetworkError("caldav_login_refused", host="dav.example.org")


@pytest.fixture
def typed():
    typed = Typed()
    typed.take("home", "hush")
    return typed


def test_what_was_typed_is_found_and_shown_nowhere(typed):
    assert (typed.find(HOME), typed.lacks(HOME)) == ("hush", False)
    assert "hush" not in repr(typed)


def test_what_was_not_typed_is_lacking_only_where_the_account_asks():
    assert (Typed().lacks(HOME), Typed().lacks(KEPT)) == (True, False)
    with pytest.raises(InputError, match="password_untyped"):
        Typed().find(HOME)


def test_a_refusal_is_said_again_until_another_one_is_typed(typed):
    typed.note(HOME, "hush", NO)
    assert typed.lacks(HOME)
    with pytest.raises(NetworkError) as caught:
        typed.find(HOME)
    assert caught.value.phrase == NO.phrase
    typed.take("home", "other")
    assert (typed.find(HOME), typed.lacks(HOME)) == ("other", False)


def test_a_refusal_of_an_older_one_is_nothing(typed):
    typed.take("home", "other")
    typed.note(HOME, "hush", NO)
    assert not typed.lacks(HOME)


def test_a_server_that_is_away_refuses_nothing(typed):
    typed.note(HOME, "hush", NetworkError("caldav_unreachable", host="dav.example.org"))
    assert typed.find(HOME) == "hush"


def test_the_keyring_is_asked_only_for_what_it_keeps(typed):
    assert find_secret(HOME, typed, lambda _name: "kept") == "hush"
    assert find_secret(KEPT, typed, lambda _name: "kept") == "kept"
    with pytest.raises(InputError, match="password_missing"):
        find_secret(KEPT, typed, lambda _name: None)
