"""What was lifted as JSON text and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from core.model.log import Lifted, LiftedSet

NOTE_KIND = "lifted"  # of the store's notes


def lifted_to_json(lifted: Lifted) -> str:
    """One line of JSON; the same entry gives the same text."""
    return json.dumps(asdict(lifted) | {"day": lifted.day.isoformat()}, sort_keys=True)


def lifted_from_json(text: str) -> Lifted:
    """The entry of a line that ``lifted_to_json`` made."""
    body = json.loads(text)
    sets = tuple(LiftedSet(**each) for each in body["sets"])
    return Lifted(date.fromisoformat(body["day"]), body["exercise"], body["load_kg"], sets)
