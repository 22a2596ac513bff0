"""Weeks given to the commands as a runner would: a calendar, a profile, and the answer read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from desktop.__main__ import run_command

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENINGS = "\n".join(f'{day} = ["17:00-21:00"]' for day in WEEKDAYS)
Told = tuple[str, ...]  # title, start, end, and the zone where it is not Berlin; "20261124T0700", or "20261124" all day


def event_lines(number: int, told: Told) -> list[str]:
    """One VEVENT; an event without an end is all day."""
    title, start, *more = told
    lines = ["BEGIN:VEVENT", f"UID:{number}@example.org", "DTSTAMP:20260101T000000Z", f"SUMMARY:{title}"]
    if not more:
        return [*lines, f"DTSTART;VALUE=DATE:{start}", "END:VEVENT"]
    zone = more[1] if len(more) > 1 else "Europe/Berlin"
    return [*lines, f"DTSTART;TZID={zone}:{start}00", f"DTEND;TZID={zone}:{more[0]}00", "END:VEVENT"]


def calendar_text(events: Sequence[Told]) -> str:
    """A calendar of these events."""
    lines = [line for number, told in enumerate(events) for line in event_lines(number, told)]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])


def profile_text(
    *, windows: str = EVENINGS, athlete: str = "", schedule: str = "", minutes: int = 40, more: str = ""
) -> str:
    """A profile in Berlin; ``more`` are whole tables."""
    length = f"session_minutes = {minutes}\n" if minutes else ""
    return (
        f'timezone = "Europe/Berlin"\n[athlete]\n{athlete}\n[schedule]\n{length}{schedule}\n'
        f"[schedule.windows]\n{windows}\n{more}\n"
    )


class Runner:
    """A folder with a calendar and a profile, and the commands called on them."""

    def __init__(self, folder: Path, capsys: object, events: Sequence[Told], **profile: object) -> None:
        self.folder, self.capsys = folder, capsys
        (folder / "runs.ics").write_text(calendar_text(events))
        (folder / "me.toml").write_text(profile_text(**profile))

    def call(self, command: str, *arguments: str, now: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        common = ["--profile", str(self.folder / "me.toml"), "--now", now]
        common += [] if "--lang" in arguments else ["--lang", "en"]
        status = run_command([command, *arguments, *common])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def plan(self, first: str, *more: str, weeks: int = 1, now: str = "") -> dict:
        """What ``liftslot plan --json`` answers."""
        call = [str(self.folder / "runs.ics"), "--from", first, "--weeks", str(weeks), "--json", *more]
        status, out, error = self.call("plan", *call, now=now or f"{first}T00:00")
        assert status == 0, error
        return json.loads(out)

    def check(self, plan: str, now: str) -> tuple[int, dict]:
        """Exit status and answer of ``liftslot check --json`` on a plan's text."""
        (self.folder / "plan.ics").write_text(plan)
        paths = (str(self.folder / "plan.ics"), str(self.folder / "runs.ics"))
        status, out, _ = self.call("check", *paths, "--json", now=now)
        return status, json.loads(out)


def day_of(answer: dict, day: str) -> dict:
    """A date's verdict."""
    return next(found for week in answer["weeks_detail"] for found in week["days"] if found["date"] == day)


def rules_of(day: dict) -> dict[str, int | None]:
    """The rules that spoke of a day, with their points."""
    return {rule["id"]: rule["points"] for rule in day["rules"]}


def sessions_of(answer: dict) -> list[tuple[str, str]]:
    """The strength sessions: start to the minute, form."""
    return [(each["start"][:16], each["form"]) for each in answer["sessions"] if each["kind"] == "strength"]
