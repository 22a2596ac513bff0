"""The runner's calendars, ledger and sessions on this computer, and the ways between them and the servers.

Used by the commands and, one call at a time, by the window's workers; holds no connection between calls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from core import planner
from core.calendar import feed
from core.calendar.source import CalendarAccount, CalendarInfo, CalendarSource
from core.calendar.times_only import keep_times
from core.errors import CoreError, InputError, NetworkError
from core.model.event import Problem, Reading, Span
from core.model.ledger import Skip
from core.model.profile import Profile
from core.model.training import Session
from core.planner import State
from core.store.accounts import Account, CalendarChoice, find_account, load_accounts, save_accounts
from core.store.database import Store
from core.store.secrets import read_password
from core.store.sessions import sessions_from_text, sessions_to_text
from core.sync.discreet import DiscreetCache
from core.sync.pull import pull
from core.words import Words
from desktop.copies import Copies, Known
from desktop.patience import Patience
from desktop.typed import Typed, find_secret

ACCOUNTS_NAME = "accounts.toml"
DATABASE_NAME = "liftslot.db"
LIFTS_NAME = "Liftslot"
MISSED = "missed"  # the fact that holds sessions which were not done
FEED_TIMEOUT_S = 60.0

Stop = Callable[[], bool]
Password = Callable[[str], str | None]


@dataclass(slots=True)
class Workspace:
    """One home folder. ``now`` and ``password`` (of accounts that do not ask) are asked each time they are needed."""

    home: Path
    profile: Profile
    words: Words
    now: Callable[[], datetime]
    password: Password = read_password
    insists: bool = False  # asks servers also while they want to be left in peace
    typed: Typed = field(default_factory=Typed)  # passwords of accounts that ask in each run
    accounts: tuple[Account, ...] = field(init=False)
    copies: Copies = field(default_factory=Copies)
    logins: dict[str, CalendarAccount] | None = None  # by account; kept where one thread works for one command

    def __post_init__(self) -> None:
        """Read the accounts file."""
        self.accounts = load_accounts(self.home / ACCOUNTS_NAME)

    def open_store(self) -> Store:
        """The database; one for each thread that asks."""
        return Store(self.home / DATABASE_NAME)

    def load_state(self, first: date, weeks: int) -> State:
        """Everything as it was last read: works without a network."""
        state = planner.start_state(self.profile, first, weeks, not_before=self.now())
        span = planner.span_to_read(first, weeks, self.profile)
        with self.open_store() as store:
            sessions = store.sessions()
            readings = tuple(self._read_cached(store, span, self.accounts, sessions))
            skipped = tuple(skip.day for skip in store.skips())
            missed = sessions_from_text(store.fact(MISSED))
        now = self.now()
        known = tuple(planner.mark_done(session, now) for session in sessions)
        entries = self.copies.list_entries(state, readings)
        read = planner.absorb(replace(state, skipped=skipped, missed=missed), readings, known, entries=entries)
        return planner.fill_contents(read, self.words)

    def read_account(self, name: str, span: Span) -> tuple[Reading, ...]:
        """One account read anew for a span. NetworkError where its server fails."""
        account = find_account(self.accounts, name)
        with self.open_store() as store:
            self._refresh_account(account, store)
            return tuple(self._read_cached(store, span, (account,), store.sessions()))

    def save_sessions(self, state: State) -> None:
        """The sessions, the missed ones and the skips of a State, safe on disk."""
        with self.open_store() as store:
            store.save_sessions(state.sessions)
            store.save_fact(MISSED, sessions_to_text(state.missed))
            known = store.skips()
            store.save_skips(_new_skips(state, known), undone=_undone_skips(state, known))

    def refresh(self, stop: Stop = lambda: False) -> tuple[Problem, ...]:
        """Read every source anew into the cache; a source that fails keeps its last copy and becomes a problem."""
        problems: list[Problem] = []
        with self.open_store() as store:
            for account in self.accounts:
                if stop():
                    break
                try:
                    self._refresh_account(account, store)
                except CoreError as error:
                    problems.append(Problem(account.name, None, error.phrase))
        return tuple(problems)

    def find_lifts(self) -> tuple[str, str]:
        """Account and address of the calendar where lifts go; empty address where it is not made yet."""
        for account in self.accounts:
            for choice in account.chosen("lifts"):
                return account.name, choice.url
        return next((account.name for account in self.accounts if account.has_login), ""), ""

    def open_lifts(self) -> CalendarSource:
        """The calendar where lifts go, found or made on the server where none is chosen. InputError ``no_lifts_place``."""
        name, url = self.find_lifts()
        account = next((account for account in self.accounts if account.name == name), None)
        if account is None:
            raise InputError("no_lifts_place")
        login = self.connect(account)
        if not url:
            made = _find_made(login, account) or login.make_calendar(LIFTS_NAME)
            url = made.url
            chosen = replace_calendars(
                account, (*account.calendars, CalendarChoice(url=url, name=made.name, use="lifts"))
            )
            self.accounts = tuple(chosen if other.name == name else other for other in self.accounts)
            save_accounts(self.home / ACCOUNTS_NAME, self.accounts)
        return login.open(url)

    def list_locked(self) -> tuple[str, ...]:
        """The accounts whose password the runner has to type before they can be read, in order."""
        return tuple(account.name for account in self.accounts if self.typed.lacks(account))

    def connect(self, account: Account) -> CalendarAccount:
        """The account's server. InputError ``password_missing``, ``password_untyped``."""
        if self.logins is not None and account.name in self.logins:
            self._patience(account).check()
            return self.logins[account.name]
        secret = find_secret(account, self.typed, self.password)
        try:
            login = self._patience(account).connect(secret)
        except NetworkError as fault:
            self.typed.note(account, secret, fault)
            raise
        if self.logins is not None:
            self.logins[account.name] = login
        return login

    def _patience(self, account: Account) -> Patience:
        return Patience(account, self.open_store, self.now, self.insists)

    def _refresh_account(self, account: Account, store: Store) -> None:
        if account.kind == "file":
            _keep(account, feed.Fetched(feed.read_path(Path(account.url))), store)
        elif account.kind == "feed":
            self._patience(account).attempt(lambda: _refresh_feed(account, store))
        else:
            login: CalendarAccount = self.connect(account)
            for choice in (*account.chosen("runs"), *account.chosen("busy")):
                private = account.private and choice.use == "busy"
                self._pull_calendar(login.open(choice.url), store, private=private)

    def _pull_calendar(self, source: CalendarSource, store: Store, *, private: bool) -> None:
        """What changed; once a day every version is compared, for a token of a listing that was cut hides the rest.

        A calendar that became private, or is no more, is read anew: its copy holds too much or too little.
        """
        anew = not _is_kept_so(source.url, store, private=private)
        if anew:
            store.forget_calendar(source.url)
        today, name = self.now().date().isoformat(), f"compared:{source.url}"
        due = store.fact(name) != today
        pull(source, DiscreetCache(store) if private else store, thorough=due)
        if due:
            store.save_fact(name, today)
        if anew:
            _note_kept(source.url, store, private=private)

    def _read_cached(
        self, store: Store, span: Span, accounts: tuple[Account, ...], sessions: Sequence[Session]
    ) -> list[Reading]:
        """The copies of calendars; our events in those of others, and others' in ours, count like anybody's."""
        readings: list[Reading] = []
        planned = Known(frozenset(s.uid for s in sessions), frozenset((s.uid, s.start) for s in sessions))
        for account in accounts:
            kept = self.copies.read_feed(store, account.name, span, self.profile.zone)
            if kept is not None:
                kept = self.copies.leave_out(account.name, kept, planned)
                readings.append(replace(kept, use="busy" if account.private else "runs", ours=False))
            for choice in (*account.chosen("runs"), *account.chosen("busy"), *account.chosen("lifts")):
                name = choice.name or account.name
                reading = self.copies.read_calendar(store, choice.url, name, (span, self.profile.zone))
                known = planned
                if choice.use == "lifts":
                    known = replace(planned, uids=planned.uids | {row.uid for row in store.rows(choice.url)})
                reading = self.copies.leave_out(choice.url, reading, known)
                readings.append(replace(reading, use="busy" if choice.use == "busy" else "runs", ours=False))
        return readings


def _find_made(login: CalendarAccount, account: Account) -> CalendarInfo | None:
    """The calendar that another device made, or we ourselves when something ended us before its address was kept."""
    taken = {choice.url for choice in account.calendars}
    found = (info for info in login.list_calendars() if info.name == LIFTS_NAME and info.writable)
    return next((info for info in found if info.url not in taken), None)


def replace_calendars(account: Account, calendars: tuple[CalendarChoice, ...]) -> Account:
    """The account with other calendars chosen."""
    return account.model_copy(update={"calendars": calendars})


def _refresh_feed(account: Account, store: Store) -> None:
    """The feed anew; one that the server says is unchanged leaves the copy, its index and its reading as they are."""
    anew = not _is_kept_so(account.name, store, private=account.private)
    version = None if anew else store.feed_version(account.name)
    validators = feed.Validators(*version[1:]) if version else None
    fetched = feed.fetch(account.url, validators=validators, timeout_s=FEED_TIMEOUT_S)
    if not fetched.not_modified:
        _keep(account, fetched, store)
    if anew:
        _note_kept(account.name, store, private=account.private)


def _is_kept_so(name: str, store: Store, *, private: bool) -> bool:
    """True where the copy under this name holds what it should: all, or of a private one only the times."""
    return (store.fact(f"kept:{name}") == "times") == private


def _note_kept(name: str, store: Store, *, private: bool) -> None:
    store.save_fact(f"kept:{name}", "times" if private else "all")


def _keep(account: Account, fetched: feed.Fetched, store: Store) -> None:
    """What was fetched becomes the copy, unless it is that already; of a private one only the times."""
    if fetched.raw is None:
        return
    found = fetched.validators
    raw = keep_times(fetched.raw) if account.private else fetched.raw
    if store.feed(account.name) != (raw, found.etag, found.last_modified):
        store.save_feed(account.name, raw, etag=found.etag, last_modified=found.last_modified)


def _new_skips(state: State, known: Sequence[Skip]) -> list[Skip]:
    days = {skip.day for skip in known}
    return [_skip_of(day) for day in state.skipped if day not in days]


def _undone_skips(state: State, known: Sequence[Skip]) -> list[Skip]:
    """What was skipped here and is taken back; what the runner deleted in his calendar stays deleted."""
    return [skip for skip in known if skip == _skip_of(skip.day) and skip.day not in state.skipped]


def _skip_of(day: date) -> Skip:
    """A skip that was made here, not in a calendar: it is known by its day."""
    return Skip(f"day-{day.isoformat()}", day)
