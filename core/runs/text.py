"""Folded text and its tokens: what is left of a title once case, accents and typography are gone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {
        "’": "'", "‘": "'", "\u2032": "'", "\u00b4": "'", "`": "'", "\u02bc": "'",
        "″": '"', "”": '"', "“": '"', "„": '"',
        "×": "x", "✕": "x", "✖": "x", "–": "-", "—": "-", "〜": "-", "～": "-", "−": "-", "‐": "-", "‑": "-",  # noqa: RUF001
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "\u0131": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "ß": "ss",
        "\u200d": "", "\ufe0f": "", "\u200b": "", "\u00ad": "", "\u00a0": " ", "\u202f": " ",
        "（": "(", "）": ")", "：": ":", "，": ",", "；": ";", "＋": "+", "、": ",", "。": ".",  # noqa: RUF001
    }
)  # fmt: skip


_DIGITS = {
    sign: number
    for number, signs in enumerate(("零〇", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
_NUMERAL = re.compile(f"(?:[{''.join(_DIGITS)}十百]+)(?=(?:公里|千米|[kK]|米|分钟|分鐘|小时|小時|组|組|次|趟|圈))")
UNSPACED = r"\u3040-\u30ff\u3400-\u9fff"  # kana and Han signs, written without spaces, for a class of a pattern
_ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin letters; those of kana and Hangul make other letters


@lru_cache(maxsize=2048)
def flatten(text: str) -> str:
    """The text without accents and typographic variants; capitals stay, because codes are written in them."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", _NUMERAL.sub(_read_numeral, text.translate(_TYPOGRAPHY)))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain)).translate(_TYPOGRAPHY)


def _read_numeral(match: re.Match[str]) -> str:
    """The digits of a number below a thousand in Chinese signs: "二十五" of "二十五公里" is 25."""
    total, digit = 0, 0
    for sign in match.group():
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]
        else:
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
    return str(total + digit)


def fold(text: str) -> str:
    """The text without accents, case and typographic variants."""
    return flatten(text).casefold()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. ``low`` and ``high`` differ where a range was given.

    unit: km, s (seconds), pace, percent, heart, zone, rpe, count (repetitions), number.
    """

    unit: str
    low: float
    high: float
    metric: str = ""  # as written: h, min, s, km, mi, m; empty for a bare number


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign, quantity or separator of a folded text."""

    kind: str  # word | sign | quantity | break
    text: str  # folded
    raw: str  # with its capitals
    quantity: Quantity | None = None
