"""Random weeks for properties: runs of every kind, appointments, windows, sleep, races, sessions that stand."""

from __future__ import annotations

from hypothesis import strategies as st
from tests_weeks import EVENINGS, entry, lift, situation

from core.model.profile import ALL_DAY_WINDOWS, Sleep, Window
from core.model.training import Form

QUARTERS = st.integers(20, 88).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
FORMS = st.sampled_from([Form.FULL, Form.FULL, Form.LIGHT, Form.PRIMER])


def runs(days: tuple[int, int] = (-8, 16), most: int = 14, letters: str = "EEEQQLURMB") -> st.SearchStrategy:
    one = st.builds(
        lambda day, letter, clock, length: entry(f"{day} {letter} {clock}/{length}"),
        st.integers(*days),
        st.sampled_from(letters),
        QUARTERS,
        st.sampled_from([30, 45, 60, 90, 110, 150, 180]),
    )
    return st.lists(one, max_size=most, unique_by=lambda each: (each.start, each.uid))


def races(days: tuple[int, int] = (-12, 25)) -> st.SearchStrategy:
    one = st.builds(
        lambda day, km, priority: entry(f"{day} X 09:00/{round(km * 5.5)}", km=km, priority=priority),
        st.integers(*days),
        st.sampled_from([5.0, 10.0, 21.1, 42.2, 80.0]),
        st.sampled_from("ABC"),
    )
    return st.lists(one, max_size=2, unique_by=lambda each: each.start)


def windows() -> st.SearchStrategy:
    one = st.tuples(st.integers(10, 40), st.integers(2, 12)).map(
        lambda both: Window(both[0] * 30, min(24 * 60, (both[0] + both[1]) * 30))
    )
    odd = st.lists(st.lists(one, max_size=2).map(tuple), min_size=7, max_size=7).map(tuple)
    return st.one_of(st.just(EVENINGS), st.just(ALL_DAY_WINDOWS), odd)


def sleeps() -> st.SearchStrategy:
    one = st.builds(
        Sleep,
        st.integers(0, 6),
        st.sampled_from([22 * 60, 23 * 60 + 30, 60, 8 * 60, 9 * 60 + 30]),
        st.sampled_from([5 * 60, 6 * 60 + 30, 13 * 60, 15 * 60]),
    )
    return st.one_of(st.just(()), st.lists(one, max_size=3, unique_by=lambda each: each.day).map(tuple))


def standing(days: tuple[int, int] = (-7, 14), most: int = 3) -> st.SearchStrategy:
    one = st.builds(lambda day, clock, form: lift(day, clock, form=form), st.integers(*days), QUARTERS, FORMS)
    return st.lists(one, max_size=most, unique_by=lambda each: each.uid).map(tuple)


@st.composite
def situations(draw: st.DrawFn, weeks: st.SearchStrategy | None = None, **fixed: object) -> object:
    """A situation of one to three weeks; keywords fix fields of it."""
    count = draw(weeks if weeks is not None else st.integers(1, 3))
    days = (-8, 7 * count + 6)
    entries = draw(runs(days, most=5 * count + 8)) + draw(races((-12, 7 * count + 8)))
    athlete = {
        "sessions_done": draw(st.sampled_from([0, 30])),
        "doms_prone": draw(st.sampled_from([False, False, True])),
        "plyometrics": draw(st.booleans()),
        "calf_raises": 25,
    }
    schedule = {
        "windows": draw(windows()),
        "sleep": draw(sleeps()),
        "protected_days": draw(st.frozensets(st.integers(0, 6), max_size=1)),
        "sessions_per_week": draw(st.sampled_from([1, 2, 2, 2])),
        "second_session": draw(st.sampled_from(["light", "light", "none", "offer"])),
    }
    values: dict = {"fixed": draw(standing((-7, 7 * count))), "athlete": athlete, "schedule": schedule}
    return situation(*entries, weeks=count, **(values | fixed))
