"""The look back every two weeks, and what it proposes (training.md #73-#78)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import Phrase
from core.training.signals import DAYS, SIGNALS, Diary, Half, cut_half

WORSE_LEAST = 3
WORSE_LEAST_WITH_CALF = 2
SORE_KEY_RUNS = 2
SORE_LEAST = 4
AMBER_SESSIONS = 2  # in a row: an easier week is offered at once (#76)
PROPOSALS = ("more_rest", "fewer_sets", "early_deload", "one_session")
FEWER_SETS_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Review:
    """Each signal worse, not worse, or unknown (None); and what to change, the gentlest first."""

    signals: tuple[tuple[str, bool | None], ...]
    proposals: tuple[Phrase, ...]


def is_due(today: date, last_review: date | None) -> bool:
    """True where two weeks went by since the last review, or there was none."""
    return last_review is None or (today - last_review).days >= DAYS


def review(diary: Diary, today: date) -> Review:
    """The two weeks up to today against the two before.

    Three worse signals ask for a change, two where the calf is one of them. Sore key runs ask for fewer sets or
    another place. Everything else asks for nothing: one bad day is no reason.
    """
    now, before = cut_half(diary, today), cut_half(diary, today - timedelta(days=DAYS))
    signals = tuple((name, judge(now, before)) for name, judge in SIGNALS)
    return Review(signals, tuple(Phrase(f"training.review.{name}") for name in _propose(signals, now)))


def offers_deload(amber_sessions_in_a_row: int) -> bool:
    """True where an easier week is offered before the next review: amber on two sessions in a row."""
    return amber_sessions_in_a_row >= AMBER_SESSIONS


def _propose(signals: tuple[tuple[str, bool | None], ...], now: Half) -> tuple[str, ...]:
    worse = {name for name, is_worse in signals if is_worse}
    if len(worse) >= (WORSE_LEAST_WITH_CALF if "calf" in worse else WORSE_LEAST):
        return PROPOSALS
    sore = [run for run in now.runs if run.is_key and (run.soreness_before or 0) >= SORE_LEAST]
    return PROPOSALS[:2] if len(sore) >= SORE_KEY_RUNS else ()
