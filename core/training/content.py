"""What one session holds: blocks from a template, then doses in the runner's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.catalogue import load_catalogue
from core.model.exercise import PATTERNS, Block, Exercise, Item, Template
from core.model.profile import Athlete
from core.model.training import Dose, Form, Prescription
from core.training.duration import SLACK, block_minutes
from core.training.fit import CAP_MINUTES, PRIMER_MINUTES, fit_blocks, keep_share
from core.training.injury import begin_with_holds, slow_down
from core.training.load import CAREFUL_AGE, CAREFUL_SHARE, first_load, raise_load, round_down
from core.training.means import Means
from core.training.novelty import replace_new
from core.training.swap import swap_blocks
from core.training.wave import DELOAD_WEEK, LOADED_WEEK, RIR_OF_WEEK, apply_wave, scale_contacts
from core.words import Words

EASED_RIR = 4
PRIMER_RIR = 3
RIR_MOST = 4
MUSCLE_REPS_MORE = 2  # #32
OLDER_AGE = 50  # #55


@dataclass(frozen=True, slots=True)
class Order:
    """All that decides what a session holds."""

    template: Template
    wave_week: int  # 1-4
    form: Form = Form.FULL
    means: Means = field(default_factory=Means)
    athlete: Athlete = field(default_factory=Athlete)
    age: int | None = None  # years; None: unknown
    novice: bool = False  # one of the first sessions ever
    eased: bool = False  # two sets, nothing hard: a novice, or back after a long pause
    taper: float = 1.0  # so much of the sets stays; less in the second week before a long A race
    braked: bool = False  # mileage jumped: no load increase, one more in reserve (#53)
    held: bool = False  # a week of more running: no load increase (#50)
    after_run: bool = False
    room: float | None = None  # minutes in the calendar; None: only the plan's cap counts
    known: frozenset[str] | None = None  # exercises done lately; None: nobody knows, so nothing is new
    first_sets: int = 2  # of what is new (#25)
    contacts: tuple[int, int] = (40, 100)  # of springy work: of the first set, and the most of any
    new_allowed: int = 1  # so many new exercises may come in this session

    @property
    def dose_week(self) -> int:
        """The wave week whose doses are done: light and primer sessions are as short as week 4."""
        return self.wave_week if self.form is Form.FULL else DELOAD_WEEK

    def is_new(self, exercise: Exercise) -> bool:
        """True for an exercise not done for four weeks."""
        return self.known is not None and exercise.id not in self.known

    def can_load(self, exercise: Exercise) -> bool:
        """True where the exercise progresses by load in this session."""
        return self.means.can_load(exercise) and not self.template.unloaded

    @property
    def limit(self) -> float:
        """The most minutes it may take: the plan's cap, and the room with the slack that the model adds on top."""
        cap: float = CAP_MINUTES.get(self.template.plan, max(CAP_MINUTES.values()))
        if self.form is Form.PRIMER:
            cap = PRIMER_MINUTES
        return cap if self.room is None else min(cap, self.room * SLACK[self.means.place])


def build_blocks(order: Order) -> tuple[Block, ...]:
    """The blocks of a session: exchanged, dosed for the week, and fitted to the time."""
    exercises = load_catalogue().exercises
    means = replace(order.means, level=1) if order.novice else order.means
    blocks = swap_blocks(begin_with_holds(order.template, means, exercises), means, exercises)
    if order.known is not None:
        allowed = 0 if order.dose_week == DELOAD_WEEK else order.new_allowed
        blocks = replace_new(blocks, replace(means, only=order.known), exercises, allowed)
    blocks = apply_wave([_adapt(block, order) for block in blocks], order.dose_week, order.can_load)
    if order.template.plan == "plyo":
        blocks = scale_contacts(blocks, *order.contacts)
    if order.athlete.goal == "muscle":
        blocks = _add_reps(blocks, order)
    if order.dose_week != DELOAD_WEEK:
        blocks = keep_share(blocks, order.taper)
    return fit_blocks(blocks, order.limit, lambda some: measure(some, order), order.form)


def measure(blocks: Sequence[Block], order: Order) -> float:
    """Minutes of blocks at the place and moment of the order."""
    return block_minutes(blocks, place=order.means.place, after_run=order.after_run)


def prescribe(order: Order, words: Words) -> Prescription:
    """The content of a session in the runner's language."""
    blocks = build_blocks(order)
    doses = tuple(_to_doses(blocks, order, words))
    return Prescription(order.template.id, order.wave_week, doses, measure(blocks, order))


def write_dose(item: Item, words: Words) -> Dose:
    """An exercise's sets and amount with its name and cue; no load, no reserve, no turns yet."""
    exercise = item.exercise
    return Dose(
        id=exercise.id,
        name=words.say(f"exercises.{exercise.id}.name"),
        pattern=exercise.pattern,
        sets=item.sets,
        reps=item.amount if exercise.unit == "reps" else None,
        seconds=item.amount if exercise.unit == "seconds" else None,
        contacts=item.amount if exercise.unit == "contacts" else None,
        per_side=exercise.per_side,
        tempo=str(exercise.tempo) if exercise.tempo else None,
        rest_s=exercise.rest_s,
        rir=None,
        load_kg=None,
        superset=None,
        cue=words.say(f"exercises.{exercise.id}.cue"),
    )


def target_rir(exercise: Exercise, order: Order) -> int | None:
    """Repetitions to leave in reserve, 1-4; None for what is held or springy."""
    if exercise.rir is None:
        return None
    wanted = RIR_OF_WEEK[order.dose_week]
    if order.dose_week == 2:
        wanted = min(max(exercise.rir, 2), wanted)
    if order.form is Form.PRIMER:
        wanted = PRIMER_RIR
    is_older = order.age is not None and order.age >= OLDER_AGE
    more = int(order.braked) + int(order.dose_week <= 2 and is_older)
    least = EASED_RIR if order.eased or order.is_new(exercise) or exercise.rir >= EASED_RIR else 0
    return min(max(wanted + more, least), RIR_MOST)


def target_load(exercise: Exercise, order: Order) -> float | None:
    """Kilograms to begin with, raised in week 3; None: comfortable, or the body alone."""
    careful = order.novice or (order.age is not None and order.age >= CAREFUL_AGE)
    load = first_load(exercise, order.athlete.body_mass_kg, careful=careful)
    if load is None or exercise.increment_kg is None or not order.can_load(exercise):
        return None
    if order.eased:
        return load if order.novice else round_down(load * CAREFUL_SHARE, exercise.increment_kg) or None
    kept = order.form is Form.PRIMER or (order.form is Form.FULL and order.wave_week == LOADED_WEEK)
    return raise_load(load, exercise.increment_kg) if kept and not (order.braked or order.held) else load


def _adapt(block: Block, order: Order) -> Block:
    """The block for this runner, as of week 1; warm-up sets only where there is a load to warm up for."""
    ramp = block.ramp if order.can_load(block.items[0].exercise) else 0
    items = (Item(slow_down(i.exercise, order.means), _count_sets(i, order), i.amount) for i in block.items)
    return Block(tuple(items), ramp)


def _count_sets(item: Item, order: Order) -> int:
    """Fewer sets at first."""
    return min(item.sets, order.first_sets) if order.eased or order.is_new(item.exercise) else item.sets


def _add_reps(blocks: Sequence[Block], order: Order) -> tuple[Block, ...]:
    """Two repetitions more of everything that has a load; the sets stay as they are (#32)."""
    return tuple(
        replace(
            block,
            items=tuple(
                replace(item, amount=item.amount + MUSCLE_REPS_MORE)
                if item.exercise.unit == "reps" and order.can_load(item.exercise)
                else item
                for item in block.items
            ),
        )
        for block in blocks
    )


def _to_doses(blocks: Sequence[Block], order: Order, words: Words) -> Iterator[Dose]:
    turn = 0
    for block in blocks:
        turn += len(block.items) > 1
        for index, item in enumerate(block.items):
            yield replace(
                write_dose(item, words),
                rir=target_rir(item.exercise, order),
                load_kg=target_load(item.exercise, order),
                bodyweight=item.exercise.pattern in PATTERNS and not order.can_load(item.exercise),
                superset=turn if len(block.items) > 1 else None,
                ramp_sets=block.ramp if index == 0 else 0,
            )
