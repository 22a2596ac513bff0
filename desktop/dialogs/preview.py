"""Every write to the calendar, before it happens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.words import Words
from desktop.dates import Dates
from desktop.desk import ChangeLine
from desktop.dialogs.frame import Frame, make_table


class PreviewDialog(Frame):
    """Shows the changes; accepted means: write them."""

    def __init__(self, words: Words, changes: Sequence[ChangeLine], parent: QWidget | None = None) -> None:
        super().__init__(
            words.say("window.preview_title", count=len(changes)), words.say("window.preview_text"), parent
        )
        self.setMinimumSize(640, 360)
        dates = Dates(words)
        columns = 4 if any(change.detail for change in changes) else 3
        rows = [present_change(change, dates)[:columns] for change in changes]
        heads = [words.say(f"window.column_{name}") for name in ("change", "session", "when", "detail")[:columns]]
        self.table = make_table(heads, rows, words.say("window.preview_title", count=len(changes)))
        self.column.addWidget(self.table, 1)
        self.write = self.add_buttons(words.say("window.preview_write"), words.say("window.not_now"))


def present_change(change: ChangeLine, dates: Dates) -> tuple[str, str, str, str]:
    """A change as a row."""
    day = f"{dates.short_day(change.start.date())} {dates.day_month(change.start.date())}"
    kind = dates.words.say(f"window.change_{change.kind}")
    return kind, change.title, f"{day}, {dates.span(change.start, change.end)}", change.detail
