"""Sessions as JSON text and back, content included; the zone is kept by name so that a clock change keeps the time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from core.model.training import Dose, Form, Prescription, Session, SessionKind


def session_to_json(session: Session) -> str:
    """One line of JSON; the same session gives the same text."""
    body = asdict(session)
    body["start"] = session.start.isoformat()
    body["end"] = session.end.isoformat()
    body["zone"] = getattr(session.start.tzinfo, "key", "UTC")
    return json.dumps(body, sort_keys=True, ensure_ascii=False)


def session_from_json(text: str) -> Session:
    """The session of a line that ``session_to_json`` made."""
    body = json.loads(text)
    zone = ZoneInfo(body.pop("zone"))
    content = body.pop("content")
    body["start"] = datetime.fromisoformat(body["start"]).astimezone(zone)
    body["end"] = datetime.fromisoformat(body["end"]).astimezone(zone)
    body["kind"] = SessionKind(body["kind"])
    body["form"] = Form(body["form"])
    return Session(**body, content=None if content is None else _to_content(content))


def sessions_to_text(sessions: Iterable[Session]) -> str:
    """One line of JSON for each session."""
    return "\n".join(map(session_to_json, sessions))


def sessions_from_text(text: str | None) -> tuple[Session, ...]:
    """The sessions of such lines; none of None."""
    return tuple(map(session_from_json, (text or "").splitlines()))


def _to_content(body: dict[str, object]) -> Prescription:
    doses = body.pop("doses")
    assert isinstance(doses, list)
    return Prescription(**body, doses=tuple(Dose(**dose) for dose in doses))  # type: ignore[arg-type]
