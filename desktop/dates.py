"""Days and times as the runner reads them, in his language."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from core.words import Words


class Dates:
    """Says days and times in one language; times always on the 24-hour clock, as training plans do."""

    __slots__ = ("_locale", "words")

    def __init__(self, words: Words) -> None:
        self.words = words
        self._locale = QLocale(words.language)

    def short_day(self, day: date) -> str:
        """``Tue``."""
        return self._locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")

    def long_day(self, day: date) -> str:
        """``Tuesday``."""
        return self._locale.dayName(day.isoweekday(), QLocale.FormatType.LongFormat)

    def month(self, day: date) -> str:
        """``November``, as it stands in a date."""
        return self._locale.monthName(day.month, QLocale.FormatType.LongFormat)

    def full_day(self, day: date) -> str:
        """``Tuesday 24 November`` in the order of the language."""
        return self._locale.toString(QDate(day.year, day.month, day.day), self.words.say("window.date_full"))

    def day_month(self, day: date) -> str:
        """``24 November``."""
        return self._locale.toString(QDate(day.year, day.month, day.day), self.words.say("window.date_day_month"))

    def time(self, moment: datetime) -> str:
        """``17:00``."""
        return f"{moment:%H:%M}"

    def span(self, start: datetime, end: datetime) -> str:
        """``17:00 - 17:40`` with an en dash."""
        return f"{start:%H:%M} \N{EN DASH} {end:%H:%M}"

    def when(self, moment: datetime) -> str:
        """``Tue 17:00``."""
        return f"{self.short_day(moment.date())} {moment:%H:%M}"

    def long_when(self, start: datetime, end: datetime) -> str:
        """``Tuesday 17:00 - 17:40``."""
        return f"{self.long_day(start.date())} {self.span(start, end)}"

    def week(self, monday: date, days: int = 7) -> str:
        """``23-29 November``."""
        last = monday + timedelta(days=days - 1)
        same = monday.month == last.month
        return self.words.say(
            "window.week_same_month" if same else "window.week_two_months",
            first=monday.day,
            last=last.day,
            month=self.month(monday),
            month_last=self.month(last),
        )
