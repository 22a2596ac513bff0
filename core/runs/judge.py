"""The kind of an entry, from the clues of its title, description and categories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.model.training import Kind
from core.runs.clues import RUN_KINDS, RUN_WORDS, WORDS, Clue, is_run_without_practice, rate_margin, soften, sum_clues
from core.runs.facts import Facts
from core.runs.numbers import BARE_LONG_KM, BARE_LONG_MINUTES, EASY_LONG_KM, ENDURANCE_LONG_MINUTES, RIDE_KM
from core.runs.sources import Framing
from core.runs.told import Told

_TYPED_WEIGHT = 9.0
_FIRST_BONUS = 1.2
_OTHER_SPORT_BONUS = 3.0  # "long", "easy" and "intervals" are said of rides too
_LONG_SHARE_OF_QUALITY = 0.6  # a run called long stays long with quality in it
_STRENGTH_SHARE_BESIDE_RUN = 0.4  # "easy run + core" is a run
_EASY_SHARE_AROUND_REPEATS = 0.75  # "15 min E, 9 x 1 km, 10 min E"
_RECOVERY_SHARE_BESIDE_REPEATS = 0.5  # "intervals with a recovery jog between"
_MOSTLY_EASY = 0.5  # share of quality up to which a long easy run with quality is long
_QUALITY = (Kind.TEMPO, Kind.INTERVALS, Kind.HILLS)
_MILD = (Kind.EASY, Kind.RECOVERY)
_QUALITY_WORDS = ("marathon_pace", "half_pace", "fast_pace", "tempo", "steady", "fast", "intervals")


@dataclass(frozen=True, slots=True)
class Texts:
    """What is read of an entry, and its whole length where the text gives one."""

    title: Facts
    description: Told
    tags: Told
    km: float | None
    minutes: float | None
    where: str = "title"  # or description, which is read in place of a title that says nothing

    @property
    def length(self) -> float:
        """Minutes, by distance where no time is given; 0 for neither."""
        return self.minutes if self.minutes is not None else (self.km or 0.0) * 6

    @property
    def said_length(self) -> str:
        """The length as evidence."""
        return f"{self.km:g} km" if self.km is not None else f"{self.minutes or 0:g} min"

    def is_long(self, *, easy: bool, endurance: bool) -> bool:
        """True where the length alone makes a long run of an easy one."""
        if self.km is not None and self.km >= (EASY_LONG_KM if easy else BARE_LONG_KM):
            return True
        return self.minutes is not None and self.minutes >= (ENDURANCE_LONG_MINUTES if endurance else BARE_LONG_MINUTES)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A kind with its confidence and the evidence that spoke for it, loudest first.

    ``base`` is the kind before a length alone made it long.
    """

    kind: Kind
    confidence: float
    evidence: tuple[str, ...]
    base: Kind | None = None
    medium_long: bool = False


def judge_kind(frame: Framing, texts: Texts, training: float) -> Judgement:
    """The kind of one run or entry. ``training`` is positive where it is training at all."""
    for sign in ("banner", "cancelled"):
        if texts.title.has(sign):
            return Judgement(Kind.OTHER, 0.9, (f"{texts.where}: {texts.title.meanings[sign][1]}",))
    if frame.kind is Kind.OTHER:
        return Judgement(Kind.OTHER, 0.9, frame.evidence)
    if said := _judge_rest(texts.title, texts.where):
        return said
    if training <= 0:
        return Judgement(Kind.OTHER, rate_margin(-training), ("no sign of training",))
    clues = list(_gather(frame, texts))
    weights = _settle(sum_clues(clues), texts.title)
    if frame.runs:  # "Run: Aerobic 45" is no aerobics
        weights = {kind: weight for kind, weight in weights.items() if kind in RUN_KINDS}
    if not weights:
        return _judge_bare(frame, texts)
    return _choose(weights, clues, texts)


def _gather(frame: Framing, texts: Texts) -> Iterator[Clue]:
    yield from soften(texts.title, texts.where, 1.0)
    yield from texts.description.clues
    yield from texts.tags.clues
    if frame.kind is not None:
        yield Clue(frame.kind, _TYPED_WEIGHT, frame.evidence[0])


def _settle(weights: dict[Kind, float], title: Facts) -> dict[Kind, float]:
    """The weights after what the words say together."""
    settled = dict(weights)
    if title.is_strong("long") or title.has("medium_long", "simulation"):
        for kind in _QUALITY:
            settled[kind] = settled.get(kind, 0.0) * _LONG_SHARE_OF_QUALITY
    if (
        title.has("sport")
        and Kind.CROSS in settled
        and _opens_with_run(title)
        and not title.has("bike", "swim", "cross")
    ):
        settled[Kind.CROSS] *= _STRENGTH_SHARE_BESIDE_RUN  # "8 miles easy, yoga"
    elif title.has("bike", "swim", "cross", "sport") and not _says_run(title):
        settled[Kind.CROSS] = settled.get(Kind.CROSS, 0.0) + _OTHER_SPORT_BONUS
    _settle_around_repeats(settled, title)
    first = _find_first(title)
    if Kind.STRENGTH in settled and ((title.has(*RUN_WORDS) and first is not Kind.STRENGTH) or _opens_with_run(title)):
        settled[Kind.STRENGTH] *= _STRENGTH_SHARE_BESIDE_RUN
        settled.setdefault(Kind.EASY, 2.0)
    elif first in settled and first not in _MILD:
        settled[first] += _FIRST_BONUS
    return {kind: weight for kind, weight in settled.items() if weight > 0}


def _settle_around_repeats(settled: dict[Kind, float], title: Facts) -> None:
    """What is easy around repetitions and between them makes no easy run of it."""
    if title.repeats and title.has("easy") and len(title.steps) > 1:
        settled[Kind.EASY] = settled.get(Kind.EASY, 0.0) * _EASY_SHARE_AROUND_REPEATS
    if Kind.RECOVERY in settled and (title.repeats or title.is_strong("intervals")):
        settled[Kind.RECOVERY] *= _RECOVERY_SHARE_BESIDE_REPEATS


def _says_run(title: Facts) -> bool:
    """True where running is named: by its word, or by a phrase that nothing else is called ("long run").

    Beside a bicycle such a phrase says no more than how long or hard it is: "uscita lunga in bici".
    """
    if title.has("run", "jog"):
        return True
    rides = title.has("bike") or title.is_strong("swim")
    return not rides and any(title.is_strong(concept) for concept in RUN_WORDS)


def _opens_with_run(title: Facts) -> bool:
    """True where a length stands first by itself: "10 miles + core"."""
    first = title.steps[0] if title.steps else None
    return (
        first is not None
        and first.is_measured
        and first.role == "work"
        and first.times == 1
        and len(title.steps) > 1
        and not first.means("bike", "swim", "cross", "sport", "walk")
    )


def _find_first(title: Facts) -> Kind | None:
    kinds = (WORDS[concept][0] for concept in title.meanings if concept in WORDS and concept not in ("hilly", "trail"))
    return next(kinds, None)


def _judge_rest(title: Facts, where: str) -> Judgement | None:
    """Rest for "no running" and "rest or ...", whatever follows, and for a rest day, whatever it is spent with."""
    if is_run_without_practice(title):
        return None
    words = [item for item in title.items if (item.meaning.concepts or item.quantity) and not item.means("neutral")]
    if not words or (title.steps[0].means("bike", "swim", "cross", "walk") and not title.has("or")):
        return None
    if (
        words[0].means("rest")
        and not words[0].quantity
        and (words[0].says("rest") or (len(words) > 1 and words[1].means("or")) or _is_explained(title))
    ):
        sure = sum(item.means("other") and not item.says("rest") for item in words)
        return (
            None if sure > 1 else Judgement(Kind.REST, 0.85 if title.has("or") else 0.95, (f"{where}: {words[0].raw}",))
        )
    if len(words) > 1 and words[0].means("no") and words[1].means("run", "session", "group"):
        return Judgement(Kind.REST, 0.9, (f"{where}: {words[0].raw} {words[1].raw}",))
    return None


def _is_explained(title: Facts) -> bool:
    """True for "Rest (suggested)" and "Off / sleep": nothing but rest, and then a remark."""
    sign = title.items[1].breaks if len(title.items) > 1 else ""
    off = title.items[0].text == "off"  # "Off, back on Monday" is somebody's leave
    if not sign or sign not in ("(/" if off else "(/,.") or title.has_figures or title.has(*RUN_WORDS):
        return False
    return not title.has("other", "soft") or (sign == "/" and not off)


def _judge_bare(frame: Framing, texts: Texts) -> Judgement:
    """A run of which nothing is said but perhaps its length: easy or long by it, else unknown."""
    evidence = (*frame.evidence, *(f"{texts.where}: {written}" for _, written in texts.title.meanings.values()))[:3]
    if not texts.length and _is_in_company(texts.title):
        return Judgement(Kind.EASY, 0.55, evidence)
    if not texts.length:
        return Judgement(Kind.UNKNOWN, 0.5, evidence)
    if (texts.km or 0.0) >= RIDE_KM:
        return Judgement(Kind.CROSS, 0.5, (*evidence, texts.said_length))
    if texts.is_long(easy=False, endurance=False):
        return Judgement(Kind.LONG, 0.62, (*evidence, texts.said_length), base=Kind.EASY)
    return Judgement(Kind.EASY, 0.6, (*evidence, texts.said_length))


def _is_in_company(title: Facts) -> bool:
    """True for "Run with Tom", "Laufen mit Babyjogger", "run home from work": who runs so runs easily."""
    if len(title.items) > 1 and title.items[0].says("run") and " " in title.items[0].text:
        return True  # "Trails with Nora", where the phrase says already with whom or where
    named = title.has("with") and title.unknown > 0
    return title.has("run", "jog") and (named or sum(item.means("soft", "neutral") for item in title.items) > 1)


def _choose(weights: dict[Kind, float], clues: Sequence[Clue], texts: Texts) -> Judgement:
    order = list(Kind)
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], order.index(pair[0])))
    kind, weight = ranked[0]
    confidence = rate_margin(weight - (ranked[1][1] if len(ranked) > 1 else 0.0))
    spoke = sorted((clue for clue in clues if clue.kind is kind), key=lambda clue: -clue.weight)
    evidence = tuple(dict.fromkeys(clue.text for clue in spoke))[:4]
    if _is_long_by_length(kind, texts):
        if (texts.km or 0.0) >= RIDE_KM and not texts.title.has("jog", "long", "endurance"):
            return Judgement(Kind.CROSS, 0.5, (*evidence, texts.said_length))
        return Judgement(Kind.LONG, min(confidence, 0.65), (*evidence, texts.said_length), base=kind)
    return Judgement(kind, confidence, evidence, medium_long=kind is Kind.LONG and texts.title.has("medium_long"))


def _is_long_by_length(kind: Kind, texts: Texts) -> bool:
    title = texts.title
    endurance = title.has("endurance")
    if kind is Kind.EASY:
        return texts.is_long(easy=not endurance, endurance=endurance)
    if kind is not Kind.TEMPO or title.is_strong("tempo") or title.repeats:
        return False
    quality = sum(step.minutes for step in title.steps if step.means(*_QUALITY_WORDS) and step is not title.steps[0])
    mild = title.has("easy", "endurance", "progression", "jog") and quality <= _MOSTLY_EASY * texts.length
    return mild and texts.is_long(easy=True, endurance=endurance)
