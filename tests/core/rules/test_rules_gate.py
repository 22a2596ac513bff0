"""The gate for springy work: what is missing, by the profile and by how it hurt."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.errors import Phrase
from core.model.log import AreaPain, CheckIn
from core.model.profile import Athlete
from core.rules.gate import missing_after_pain, missing_for_springs
from core.rules.numbers import Numbers

TODAY = date(2026, 11, 23)
READY = Athlete(strength_weeks=8, sessions_done=12, calf_raises=20)
OF = {"plyo_weeks": "strength_weeks", "plyo_sessions": "sessions_done", "plyo_calf_raises": "calf_raises"}


def missing(athlete, **numbers):
    return [phrase.id.rpartition(".")[2] for phrase in missing_for_springs(athlete, Numbers(**numbers))]


def hurts(ago, pain, area="shin"):
    return missing_after_pain([CheckIn(TODAY - timedelta(days=ago), areas=(AreaPain(area, pain),))], TODAY)


def test_the_gate_opens_with_weeks_sessions_and_calf_raises():
    assert missing(READY) == []


@pytest.mark.parametrize(
    ("field", "name"), [("strength_weeks", "weeks"), ("sessions_done", "sessions"), ("calf_raises", "calf_raises")]
)
def test_the_gate_says_what_is_missing(field, name):
    athlete = replace(READY, **{field: getattr(READY, field) - 1})
    assert missing(athlete) == [name]
    ((_, have), (_, needed)) = missing_for_springs(athlete, Numbers())[0].params
    assert needed - have == 1


@pytest.mark.parametrize(
    ("number", "value"),
    [("plyo_weeks", 6), ("plyo_weeks", 12), ("plyo_sessions", 8), ("plyo_sessions", 20), ("plyo_calf_raises", 15),
     ("plyo_calf_raises", 25)],
)  # fmt: skip
def test_the_gate_is_where_the_numbers_put_it(number, value):
    ready = replace(READY, **({"strength_weeks": 12, "sessions_done": 20, "calf_raises": 25} | {OF[number]: value}))
    assert missing(ready, **{number: value}) == []
    assert len(missing(replace(ready, **{OF[number]: value - 1}), **{number: value})) == 1


def test_a_history_of_the_lower_leg_keeps_the_gate_shut():
    assert missing(replace(READY, injuries=("achilles_mid",))) == ["history"]
    assert missing(replace(READY, injuries=("hip",))) == []


@pytest.mark.parametrize(("ago", "pain", "is_shut"), [(13, 3, True), (14, 3, False), (0, 2, False)])
def test_two_quiet_weeks_are_missing_after_pain(ago, pain, is_shut):
    assert hurts(ago, pain) == ((Phrase("training.gate.quiet", (("days", 14),)),) if is_shut else ())


def test_pain_elsewhere_is_none_of_the_gates():
    assert hurts(0, 5, "hip") == ()
