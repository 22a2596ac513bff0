"""One entry judged by itself: what it is, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.model.event import Occurrence
from core.model.profile import Correction
from core.model.training import Kind
from core.runs.clues import RUN_KINDS
from core.runs.correct import find_correction
from core.runs.doubles import Part, split_double
from core.runs.facts import Facts, read_facts
from core.runs.judge import Judgement, Texts, judge_kind
from core.runs.numbers import BANNER_DAYS
from core.runs.sift import weigh_training
from core.runs.sources import Framing, Wording, find_priority, read_frame, read_wording
from core.runs.told import Told, read_told
from core.runs.vocabulary import Vocabulary, load_vocabulary

_SURE_TRAINING = 3.0
_TRAINED_PRIOR = 1.5
_TYPED_PRIOR = 5.0
_TAGS_PRIOR = 2.5
_REMEMBERED = 3000  # characters of a description: longer ones are read each time
_SESSION_PRIOR = 0.7  # "Session 3": the description says which
_LONGEST_OPENING = 400  # characters of a description that are read in place of an empty title
_SURELY_OTHER = 0.95
_RACE_KM = (("half", 21.0975), ("marathon", 42.195))


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an entry, or one run of several in it, is taken for. ``minutes`` and ``distance_km`` are what its text says."""

    kind: Kind
    confidence: float
    evidence: tuple[str, ...] = ()
    minutes: float | None = None
    distance_km: float | None = None
    priority: str | None = None  # A | B | C, where the text or a category says so
    medium_long: bool = False
    base: Kind | None = None  # what it was before its length alone made it long; ``week`` judges that by the week
    slot: str | None = None  # AM | PM, where the text says so
    double: bool = False  # one of two runs in one entry
    corrected: bool = False
    test: bool = False  # a race that its title calls a tune-up, parkrun, time trial or test (rules.md P05)

    @property
    def is_run(self) -> bool:
        """True for a run of any kind."""
        return self.kind in RUN_KINDS or self.kind is Kind.UNKNOWN


def recognise(
    occurrence: Occurrence,
    corrections: Sequence[Correction] = (),
    vocabulary: Vocabulary | None = None,
    *,
    trained: bool = False,
) -> tuple[Recognition, ...]:
    """What an occurrence is; more than one where it holds several runs (AM and PM), never none.

    ``trained`` says that its calendar holds little but training, so that less evidence is needed.
    """
    if occurrence.own is not None:
        return (Recognition(Kind.STRENGTH, 1.0, ("ours",)),)
    taught = find_correction(occurrence, corrections)
    if _spans_days(occurrence) and taught is None:
        return (Recognition(Kind.OTHER, 0.9, ("banner: several days",)),)
    wording = read_wording(occurrence)
    read = _recognise_wording if len(wording.description) <= _REMEMBERED else _recognise_wording.__wrapped__
    found = read(wording, vocabulary or load_vocabulary(), trained=trained)
    if taught is not None:
        return (
            replace(
                found[0],
                kind=taught.kind,
                confidence=1.0,
                evidence=(f"corrected: {taught.title}",),
                base=None,
                corrected=True,
                slot=None,
                double=False,
                medium_long=False,
            ),
        )
    return found


def _spans_days(occurrence: Occurrence) -> bool:
    return occurrence.all_day and (occurrence.end - occurrence.start).days >= BANNER_DAYS


@lru_cache(maxsize=4096)
def _recognise_wording(wording: Wording, vocabulary: Vocabulary, *, trained: bool) -> tuple[Recognition, ...]:
    frame = read_frame(wording)
    if trained:
        frame = replace(frame, trained=True)
    found = _recognise_frame(frame, " ".join(wording.categories), vocabulary)
    if any(run.kind is Kind.RACE for run in found):
        priority = find_priority(wording)
        return tuple(replace(run, priority=priority) if run.kind is Kind.RACE else run for run in found)
    return found


def _recognise_frame(frame: Framing, categories: str, vocabulary: Vocabulary) -> tuple[Recognition, ...]:
    parts = split_double(frame.title, frame.description)
    if len(parts) > 1:
        runs = tuple(_recognise_part(frame, part, categories, vocabulary, single=False) for part in parts)
        if all(run.is_run for run in runs):
            return runs
    whole = Part(frame.title, frame.description, parts[0].slot if len(parts) == 1 else None)
    return (_recognise_part(frame, whole, categories, vocabulary, single=True),)


def _recognise_part(
    frame: Framing, part: Part, categories: str, vocabulary: Vocabulary, *, single: bool
) -> Recognition:
    title, where = read_facts(part.title, vocabulary), "title"
    prior = _TYPED_PRIOR if frame.kind or frame.runs else _TRAINED_PRIOR if frame.trained else 0.0
    if part.description and title.says_nothing:
        prior += _SESSION_PRIOR if title.has("session") else 0.0
        title, where = read_facts(part.description[:_LONGEST_OPENING], vocabulary), "description"
        part = replace(part, description="")
    if _is_silent(frame, title, part.description, categories):
        return Recognition(Kind.OTHER, _SURELY_OTHER, ("no sign of training",))
    description = read_told(part.description, "description", vocabulary)
    tags = read_told(categories, "category", vocabulary)
    training = weigh_training(title, description.weight, prior=prior + (_TAGS_PRIOR if tags.tells else 0.0))
    km, minutes = _measure(frame, title, description, single=single)
    judged = judge_kind(frame, Texts(title, description, tags, km, minutes, where), training)
    if judged.kind is Kind.RACE:
        km = km or next((length for name, length in _RACE_KM if title.has(name)), None)
    return Recognition(
        kind=judged.kind,
        confidence=round(_rate(judged, training), 2),
        evidence=judged.evidence,
        minutes=minutes,
        distance_km=None if km is None else round(km, 2),
        medium_long=judged.medium_long,
        base=judged.base,
        slot=part.slot,
        double=not single,
        test=title.has("test"),
    )


def _is_silent(frame: Framing, title: Facts, *others: str) -> bool:
    """True for what most of a calendar is: no word or figure of training anywhere."""
    return not (frame.trained or any(others) or title.has_training or title.has_figures or title.has("no"))


def _measure(frame: Framing, title: Facts, description: Told, *, single: bool) -> tuple[float | None, float | None]:
    """Distance and minutes: the maker's figures, else the title's, else the description's."""
    km, minutes = title.km, title.minutes
    if km is None and minutes is None:
        km, minutes = description.km, description.minutes
    if single:
        km, minutes = frame.km or km, frame.minutes or minutes
    return km, None if minutes is None else round(minutes, 1)


def _rate(judged: Judgement, training: float) -> float:
    if judged.kind is Kind.OTHER:
        return judged.confidence
    return judged.confidence * (0.7 + 0.3 * min(1.0, max(0.0, training) / _SURE_TRAINING))
