"""New UIDs: by chance for what is written to a calendar, by place for what is only computed."""

from __future__ import annotations

import uuid

from core.model.plan import Placement

NAMESPACE = uuid.UUID("6f2c1f0e-5d1b-4b57-9c3f-0a5d3f1c7a11")


def mint_uid() -> str:
    """A UID that was never used and never will be again."""
    return f"liftslot-{uuid.uuid4()}@liftslot"


def mint_fresh(_placement: Placement) -> str:
    """A fresh UID, wherever the session stands."""
    return mint_uid()


def mint_from_place(placement: Placement) -> str:
    """A UID that depends on the place alone: the same input gives the same bytes."""
    return f"liftslot-{uuid.uuid5(NAMESPACE, f'{placement.kind} {placement.start.isoformat()}')}@liftslot"
