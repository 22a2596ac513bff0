"""Numbers written out, made figures where they tell a length or a count: "ten miles", "six 1-mile reps", "half an hour"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

HALF_HOUR = "half_hour"
_HALF_HOUR_TEXT = "30 min"


@dataclass(frozen=True, slots=True)
class Spelled:
    """``numbers``: folded words to their figures; ``times``: folded words that say "times" in some language."""

    numbers: Mapping[str, str]
    times: tuple[str, ...] = ()

    def make_reader(self, units: Sequence[str]) -> Callable[[str], str]:
        """What makes figures of such words in a flattened text. ``units``: patterns of the words for units."""
        if not self.numbers:
            return str
        halves, others, several = (self._list(wanted) for wanted in (_is_half_hour, _is_figure, _is_several))
        followers = "|".join((*units, *(rf"{re.escape(word)}\b" for word in self.times)))
        pattern = re.compile(
            rf"\b(?:(?P<half>{halves})\b|(?P<plain>{others})(?=[ -](?:{followers}))"
            rf"|(?P<count>{several})(?= \d+(?:[.,]\d+)?[ -]?(?:{followers})))",
            re.IGNORECASE,
        )

        def read(match: re.Match[str]) -> str:
            if match.lastgroup == "half":
                return _HALF_HOUR_TEXT
            figure = self.numbers[match.group().casefold()]
            return f"{figure} x" if match.lastgroup == "count" else figure

        firsts = self.list_words()

        def read_all(text: str) -> str:  # nearly no title holds a number written out: asking so first is quicker
            words = text.casefold().replace("-", " ").replace("(", " ").split()
            return text if firsts.isdisjoint(words) else pattern.sub(read, text)

        return read_all

    def list_words(self) -> frozenset[str]:
        """The words that begin a number written out."""
        return frozenset(word.replace("-", " ").split()[0] for word in self.numbers)

    def _list(self, wanted: Callable[[str], bool]) -> str:
        """The words of some figures, the longest first, for a pattern that never matches where there are none."""
        words = sorted(
            (word for word in self.numbers if wanted(self.numbers[word])), key=lambda word: (-len(word), word)
        )
        return "|".join(map(re.escape, words)) or "(?!)"


def _is_half_hour(figure: str) -> bool:
    return figure == HALF_HOUR


def _is_figure(figure: str) -> bool:
    return figure != HALF_HOUR


def _is_several(figure: str) -> bool:
    return figure not in ("1", HALF_HOUR)
