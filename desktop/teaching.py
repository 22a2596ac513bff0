"""A correction of what an entry is: kept in the profile or taken out of it, the calendars understood anew."""

from __future__ import annotations

from dataclasses import replace

from core.model.profile import Correction
from core.model.training import Entry, Kind
from core.planner import State
from core.runs.correct import learn
from core.store.teach import append_correction, forget_correction
from desktop.home import PROFILE_NAME
from desktop.workspace import Workspace


def teach(work: Workspace, state: State, entry: Entry, kind: Kind, scope: str) -> State:
    """The State as the calendars read with the correction. InputError where the profile cannot be written."""
    correction = learn(entry, kind, scope)
    append_correction(work.home / PROFILE_NAME, correction)
    work.profile = replace(work.profile, corrections=(*work.profile.corrections, correction))
    return work.load_state(state.first, state.weeks)


def forget(work: Workspace, state: State, correction: Correction) -> State:
    """The State as the calendars read without the correction. InputError where the profile cannot be written."""
    forget_correction(work.home / PROFILE_NAME, correction)
    left = tuple(known for known in work.profile.corrections if known != correction)
    work.profile = replace(work.profile, corrections=left)
    return work.load_state(state.first, state.weeks)
