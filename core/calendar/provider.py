"""Who gives tokens, and the keys that the runner has there. Light: imported long before anything is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from core.errors import NetworkError

GOOGLE_ROOT = "https://apidata.googleusercontent.com/caldav/v2/"
GOOGLE_AUTH_URL = "https://accounts.google.com/o/oauth2/v2/auth"
GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
GOOGLE_SCOPE = "https://www.googleapis.com/auth/calendar"


@dataclass(frozen=True, slots=True)
class Provider:
    """Who gives tokens, and for what. ``ca_file``: PEM of an own authority."""

    auth_url: str = GOOGLE_AUTH_URL
    token_url: str = GOOGLE_TOKEN_URL
    scope: str = GOOGLE_SCOPE
    ca_file: str | None = None
    timeout_s: float = 30


@dataclass(frozen=True, slots=True)
class Keys:
    """What is kept of a sign-in, in the keyring and nowhere else; its ``repr`` shows no secret."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)

    def to_json(self) -> str:
        """For the keyring."""
        return json.dumps(
            {
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "refresh_token": self.refresh_token,
            }
        )


def read_keys(text: str, account: str) -> Keys:
    """What ``to_json`` wrote; ``NetworkError("google_sign_in_again")`` for anything else."""
    try:
        return Keys(**{name: str(value) for name, value in json.loads(text).items()})
    except (ValueError, TypeError, AttributeError):
        raise NetworkError("google_sign_in_again", account=account) from None  # the cause would quote the secret
