"""A bug ends up in a log and in a dialog; the log holds where it happened, never what was in the calendar."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

LOG_NAME = "crash.log"
KEPT_BYTES = 200_000  # older reports make room

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def format_bug(bug: BaseException, now: datetime) -> str:
    """When, what kind, and the lines of code; no message and no values, which may quote a private title."""
    lines = [f"{now.isoformat(timespec='seconds')} {type(bug).__name__}"]
    lines += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(bug.__traceback__)]
    return "\n".join(lines) + "\n"


def write_report(log: Path, report: str) -> None:
    """Append a report; the file stays small."""
    log.parent.mkdir(parents=True, exist_ok=True)
    kept = log.read_text(encoding="utf-8")[-KEPT_BYTES:] if log.exists() else ""
    log.write_text(kept + report, encoding="utf-8")


def make_hook(log: Path, now: Callable[[], datetime], show: Callable[[Path], None], usual: Hook) -> Hook:
    """For ``sys.excepthook``: what the runner stops himself is no bug; everything else is logged, then shown."""

    def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        usual(kind, bug, trace)
        if isinstance(bug, Exception):
            write_report(log, format_bug(bug, now()))
            show(log)

    return hook
