"""OAuth 2 for an installed program (RFC 6749, PKCE of RFC 7636, loopback of RFC 8252), with the runner's own client id.

What lasts (client secret, refresh token) is in ``Keys`` and belongs into the keyring; access tokens live in memory only.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from oauthlib.oauth2 import OAuth2Error, OAuth2Token, WebApplicationClient
from oauthlib.oauth2.rfc6749.errors import MismatchingStateError

from core.calendar.client import Login, SafeClient, Trust, host_of
from core.calendar.provider import Keys, Provider
from core.errors import InputError, NetworkError

MARGIN_S = 60  # a token that ends sooner is renewed first: the request must still arrive with a good one
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
WRONG_CLIENT = frozenset({"invalid_client", "unauthorized_client"})
REVOKED = "invalid_grant"  # withdrawn by the runner, or too old


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in on its way. ``state`` and ``verifier`` are fresh and hard to guess (43 characters or more)."""

    provider: Provider
    keys: Keys
    redirect_uri: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)

    @property
    def address(self) -> str:
        """The page where the runner says yes; the verifier stays here, only its hash goes along."""
        client = WebApplicationClient(self.keys.client_id)
        return str(
            client.prepare_request_uri(
                self.provider.auth_url,
                redirect_uri=self.redirect_uri,
                scope=[self.provider.scope],
                state=self.state,
                code_challenge=client.create_code_challenge(self.verifier, "S256"),
                code_challenge_method="S256",
                access_type="offline",
                prompt="consent",
            )
        )

    def read_code(self, query: str) -> str:
        """The code in what the browser brought back; InputError ``google_state_wrong`` or ``google_denied``."""
        # oauthlib wants https even here, where the answer never leaves this machine (RFC 8252 7.3)
        answer = "https://127.0.0.1/?" + query
        try:
            return str(WebApplicationClient(self.keys.client_id).parse_request_uri_response(answer, self.state)["code"])
        except MismatchingStateError:
            raise InputError("google_state_wrong") from None
        except OAuth2Error as error:
            raise InputError("google_denied", reason=_name(error)) from None

    def redeem(self, query: str) -> Keys:
        """The keys with a refresh token, got for the code. InputError, or NetworkError where no token came."""
        code = self.read_code(query)
        client = WebApplicationClient(self.keys.client_id)
        body = client.prepare_request_body(
            code=code,
            redirect_uri=self.redirect_uri,
            code_verifier=self.verifier,
            client_secret=self.keys.client_secret,
        )
        desk = TokenDesk(self.provider, self.keys, "")
        try:
            token = desk.ask(str(body))
        finally:
            desk.close()
        if "scope" in token and self.provider.scope not in token.scopes:
            raise InputError("google_scope_missing")
        if not token.get("refresh_token"):
            raise NetworkError("google_token_failed", host=host_of(self.provider.token_url), reason="refresh_token")
        return replace(self.keys, refresh_token=str(token["refresh_token"]))


class TokenDesk(SafeClient):
    """Gives access tokens for one account: the one in memory while it lasts, else a new one."""

    def __init__(self, provider: Provider, keys: Keys, account: str) -> None:
        super().__init__(
            provider.token_url, Login("", ""), trust=Trust(provider.ca_file), timeout_s=float(provider.timeout_s)
        )
        self.token_url = provider.token_url
        self.keys = keys
        self.account = account
        self._token = ""
        self._until = 0.0

    def access_token(self) -> str:
        """A token that is good for a minute or more, as far as this clock knows."""
        return self._token if self._token and time.monotonic() < self._until else self.renew()

    def renew(self) -> str:
        """A new access token. ``NetworkError("google_sign_in_again")`` where the sign-in was withdrawn or is too old."""
        client = WebApplicationClient(self.keys.client_id)
        body = client.prepare_refresh_body(
            refresh_token=self.keys.refresh_token,
            client_id=self.keys.client_id,
            client_secret=self.keys.client_secret,
        )
        asked = time.monotonic()
        token = self.ask(str(body))
        self._token = str(token["access_token"])
        self._until = asked + float(token.get("expires_in") or 0) - MARGIN_S
        return self._token

    def ask(self, form: str) -> OAuth2Token:
        """The endpoint's token for a form; what went wrong is told by the provider's error name, never by its text."""
        reply = self._send("POST", self.token_url, form.encode(), dict(FORM), self.timeout_s)
        host = host_of(self.token_url)
        if reply.status in {429, 503} or not reply.body.lstrip().startswith(b"{"):
            raise NetworkError("google_token_failed", host=host, reason=str(reply.status))
        try:
            text = reply.body.decode()
            return WebApplicationClient(self.keys.client_id).parse_request_body_response(text)
        except OAuth2Error as error:
            raise self._refusal(_name(error)) from None
        except (ValueError, TypeError):
            raise NetworkError("google_token_failed", host=host, reason=str(reply.status)) from None

    def _refusal(self, name: str) -> InputError | NetworkError:
        if name in WRONG_CLIENT:
            return NetworkError("google_client_refused")
        if name == REVOKED and self.account:
            return NetworkError("google_sign_in_again", account=self.account)
        return NetworkError("google_token_failed", host=urlsplit(self.token_url).hostname or "", reason=name)


def _name(error: OAuth2Error) -> str:
    """The short name of a fault; its description may quote what was sent."""
    return "".join(sign for sign in str(error.error or "unknown")[:40] if sign.isalnum() or sign in "_-")
