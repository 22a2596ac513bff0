"""A correction is kept in the profile and changes what the calendars say."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.model.profile import Profile
from core.model.training import Kind
from core.store.accounts import Account, save_accounts
from core.store.profile import parse_profile
from core.words import Words
from desktop.home import PROFILE_NAME
from desktop.teaching import forget, teach
from desktop.workspace import ACCOUNTS_NAME, Workspace

EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:202611{day}T070000Z\r\nDTEND:202611{day}T080000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"


@pytest.fixture
def work(tmp_path):
    events = "".join(
        EVENT.format(uid=f"u{day}", day=day, title=title) for day, title in ((24, "12"), (27, "12"), (28, "Easy run"))
    )
    (tmp_path / "runs.ics").write_bytes(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()
    )
    save_accounts(tmp_path / ACCOUNTS_NAME, (Account(name="club", kind="file", url=str(tmp_path / "runs.ics")),))
    profile = Profile(ZoneInfo("UTC"))
    work = Workspace(tmp_path, profile, Words("en"), lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert work.refresh() == ()
    return work


def kinds(state):
    return [entry.kind for entry in state.entries]


@pytest.mark.parametrize(("scope", "expected"), [("title", [Kind.TEMPO, Kind.TEMPO]), ("this", [Kind.TEMPO])])
def test_a_correction_holds_for_its_scope_and_survives_a_restart(work, tmp_path, scope, expected):
    state = work.load_state(datetime(2026, 11, 23, tzinfo=UTC).date(), 2)
    assert Kind.TEMPO not in kinds(state)
    taught = teach(work, state, state.entries[0], Kind.TEMPO, scope)
    assert [kind for kind in kinds(taught) if kind is Kind.TEMPO] == expected
    kept = parse_profile((tmp_path / PROFILE_NAME).read_text(), source="p", zone=ZoneInfo("UTC"))
    assert kept.corrections == work.profile.corrections
    again = Workspace(tmp_path, kept, Words("en"), work.now)
    assert kinds(again.load_state(state.first, 2)) == kinds(taught)


def test_what_is_forgotten_is_understood_as_before(work, tmp_path):
    state = work.load_state(datetime(2026, 11, 23, tzinfo=UTC).date(), 2)
    (tmp_path / PROFILE_NAME).write_text("# mine\n")
    taught = teach(work, state, state.entries[0], Kind.TEMPO, "title")
    again = forget(work, taught, work.profile.corrections[0])
    assert kinds(again) == kinds(state)
    assert (work.profile.corrections, (tmp_path / PROFILE_NAME).read_text()) == ((), "# mine\n")
