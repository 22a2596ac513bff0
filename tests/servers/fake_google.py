"""Google as it is documented, on loopback over TLS: consent page, token endpoint, and CalDAV with its limits."""

import base64
import contextlib
import hashlib
import json
import ssl
import urllib.error
import urllib.request
from urllib.parse import parse_qs, quote, urlencode

from core.calendar.memory import MemoryCalendar
from core.calendar.provider import GOOGLE_SCOPE, Keys, Provider
from tests.servers.fake import Answer, fake_server, multistatus, row

CLIENT = Keys("me.apps.example", "client-hush")
ROOT = "/caldav/v2/"
PRIMARY = "alice@example.org"


class FakeGoogle:
    """Knobs: ``lifetime_s`` of access tokens, ``consent`` (what the runner does), ``scope``, ``revoked``, ``api_on``."""

    def __init__(self, server):
        self.server = server
        self.lifetime_s = 3600
        self.consent = {}  # what is put over the redirect's parameters; {"error": ...} is a no
        self.scope = GOOGLE_SCOPE
        self.revoked = False
        self.api_on = True
        self.wanted = {}  # the last authorization request
        self.codes = {}  # code -> challenge
        self.tokens = set()  # access tokens that are good
        self.refreshes = 0
        self.names = {}
        server.password = None
        server.calendars = {}
        server.before = self.answer
        server.after = lambda request, answer: Answer(answer.status) if request.method == "PUT" else answer
        self.add(PRIMARY, "Running")

    def add(self, calendar_id, name):
        path = f"{ROOT}{quote(calendar_id, safe='@')}/events/"
        self.names[path] = name
        self.server.calendars[path] = MemoryCalendar(self.server.url + path[1:])
        return self.server.calendars[path]

    @property
    def root(self):
        return self.server.url + ROOT[1:]

    def provider(self, ca_file):
        return Provider(self.server.url + "auth", self.server.url + "token", ca_file=ca_file, timeout_s=5)

    def answer(self, request):
        path, _, query = request.path.partition("?")
        if path == "/auth":
            return self._consent({key: values[0] for key, values in parse_qs(query).items()})
        if path == "/token":
            return self._token({key: values[0] for key, values in parse_qs(request.body.decode()).items()})
        if (request.header("Authorization") or "").removeprefix("Bearer ") not in self.tokens:
            return Answer(401, b"", {"WWW-Authenticate": 'Bearer realm="google"'})
        if not self.api_on:
            return Answer(403, b"CalDAV API has not been used in project 1 before or it is disabled")
        return self._dav(request, path)

    def _consent(self, wanted):
        self.wanted = wanted
        code = f"4/code-{len(self.codes)}"
        self.codes[code] = wanted["code_challenge"]
        back = {"state": wanted["state"], "code": code, "scope": GOOGLE_SCOPE} | self.consent
        if "error" in back:
            del back["code"]
        return Answer(302, b"", {"Location": wanted["redirect_uri"] + "/?" + urlencode(back)})

    def _token(self, form):
        if (form["client_id"], form["client_secret"]) != (CLIENT.client_id, CLIENT.client_secret):
            return self._say(401, {"error": "invalid_client", "error_description": "Unauthorized"})
        if form["grant_type"] == "refresh_token":
            self.refreshes += 1
            good = form["refresh_token"] == "1//refresh-hush" and not self.revoked
            return self._issue({}) if good else self._say(400, {"error": "invalid_grant"})
        hashed = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if self.codes.pop(form["code"], None) != hashed or form["redirect_uri"] != self.wanted["redirect_uri"]:
            return self._say(400, {"error": "invalid_grant"})
        return self._issue({"refresh_token": "1//refresh-hush"})

    def _issue(self, more):
        token = f"access-hush-{len(self.tokens)}-{self.refreshes}"
        self.tokens.add(token)
        told = {"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime_s, "scope": self.scope}
        return self._say(200, told | more)

    def _say(self, status, told):
        return Answer(status, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def _dav(self, request, path):
        if request.header("If-None-Match") or request.method in {"MKCALENDAR", "MKCOL", "MOVE", "LOCK"}:
            return Answer(501)
        if request.method != "PROPFIND" or (path in self.names and request.header("Depth") == "1"):
            return None
        if path == ROOT:
            props = f"<d:current-user-principal><d:href>{ROOT}{PRIMARY}/user</d:href></d:current-user-principal>"
            return multistatus(row(path, props))
        if path == f"{ROOT}{PRIMARY}/user":
            props = f"<c:calendar-home-set><d:href>{ROOT}{PRIMARY}/</d:href></c:calendar-home-set>"
            return multistatus(row(path, props))
        shown = self.names if path == f"{ROOT}{PRIMARY}/" else [one for one in self.names if one == path]
        return multistatus("".join(self._about(one) for one in shown)) if shown else Answer(404)

    def _about(self, path):
        kind = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
        return row(path.replace("@", "%40"), f"{kind}<d:displayname>{self.names[path]}</d:displayname>")

    def browse(self, ca_file):
        """A runner's browser: opens the page, says what ``consent`` says, and follows the redirect to the listener."""
        context = ssl.create_default_context(cafile=ca_file)
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirect)

        def open_page(address):
            try:
                opener.open(address, timeout=5).close()
            except urllib.error.HTTPError as answer:
                with answer:
                    back = answer.headers["Location"]
            with urllib.request.urlopen(back, timeout=5) as page:
                return page.read()

        return open_page


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


@contextlib.contextmanager
def fake_google(context):
    with fake_server(context) as server:
        yield FakeGoogle(server)
