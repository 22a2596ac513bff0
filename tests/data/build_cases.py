"""Writes the worked cases (cases/cases.json) as calendars and profiles: case-01.ics, case-01.toml and so on.

Run it after a change of the cases; a test compares what stands here with what it would write.
"""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
CASES = FOLDER / "cases" / "cases.json"
MONDAY = date(2026, 11, 23)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TITLES = {
    "easy": "Easy run",
    "recovery": "Recovery run",
    "quality": "Intervals 6x800 m",
    "long": "Long run",
    "unknown": "Run",
    "race": "Race day",
}


def load_cases():
    return json.loads(CASES.read_text(encoding="utf-8"))["cases"]


def find_day(run, week):
    previous, _, name = run["day"].rpartition(" ")
    return MONDAY + timedelta(weeks=week - (previous == "prev"), days=DAYS.index(name))


def write_run(run, number, week):
    title = TITLES[run["kind"]]
    if run["kind"] == "race":
        title = f"{'Marathon' if run['km'] > 30 else 'Half marathon'} (A race)"
    if run["km"]:
        title += f" {run['km']:g} km"
    day = find_day(run, week)
    lines = ["BEGIN:VEVENT", f"UID:case-run-{number}-week-{week}@example.org", "DTSTAMP:20261101T000000Z"]
    if run["start"] is None:
        lines += [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"]
        if not run["km"]:
            title += f" {run['minutes']} min"
    else:
        start = datetime.combine(day, time.fromisoformat(run["start"]))
        end = start + timedelta(minutes=run["minutes"])
        lines += [f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}", f"DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}"]
    return [*lines, f"SUMMARY:{title}", "END:VEVENT"]


def write_calendar(case):
    weeks = (-1, 0, 1) if case["previous_and_next_week"] == "same runs" else (0,)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Worked case//EN"]
    for week in weeks:
        for number, run in enumerate(case["runs"]):
            lines += write_run(run, number, week)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def write_profile(case):
    windows = [
        f"{day.lower()} = [{', '.join(json.dumps('-'.join(window)) for window in case['windows'].get(day, []))}]"
        for day in DAYS
    ]
    return "\n".join(
        [
            'timezone = "Europe/Berlin"',
            "[athlete]",
            f'plan = "{case["plan"]}"',
            f"sessions_done = {0 if case['novice'] else 30}",
            f"doms_prone = {str(case['doms_prone']).lower()}",
            "[schedule]",
            f"session_minutes = {case['strength_minutes']}",
            "[schedule.windows]",
            *windows,
            "",
        ]
    )


def list_files():
    """Name -> text of every file."""
    files = {}
    for case in load_cases():
        files[f"case-{case['case']:02d}.ics"] = write_calendar(case)
        files[f"case-{case['case']:02d}.toml"] = write_profile(case)
    return files


if __name__ == "__main__":
    for name, text in list_files().items():
        (FOLDER / name).write_bytes(text.encode())
