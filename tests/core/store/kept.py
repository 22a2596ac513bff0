"""A session with its content, as the store keeps it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.model.training import Dose, Form, Prescription, Session, SessionKind

START = datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Europe/Berlin"))
DOSE = Dose("squat", "Squat", "squat", 3, 5, None, None, False, "3-0-1-0", 120, 2, 62.5, None, "Chest up")
SESSION = Session(
    "u1",
    SessionKind.STRENGTH,
    Form.FULL,
    START,
    START + timedelta(minutes=40),
    pinned=True,
    template="std_gym_A",
    wave_week=3,
    content=Prescription("std_gym_A", 3, (DOSE,), 39.6),
)
