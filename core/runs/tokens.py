"""A title cut into words, signs, quantities with units, and separators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from core.runs.text import Quantity, Token, flatten

KM_PER_MILE = 1.609344
_NUMBER = r"\d{1,3}(?:[.,]\d{3})(?!\d)|\d+(?:[.,]\d+)?"
_TIME = r"\d{1,2}[:'.]\d{2}\"?"
_PATTERN = r"""
    (?P<sign>[\U0001F300-\U0001FAFF\u2600-\u27BF])[\U0001F3FB-\U0001F3FF\u2640\u2642]*
  | (?P<clock>\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:am|pm|uhr)\b)
  | (?P<pace>(?:@\s?)?{time}(?:\s?-\s?{time})?\s?(?:min\.?(?:uten)?\s?)?(?:/|por|pro|per|au|al)\s?(?:km|k|mi(?:le)?|公里)\b
      |@\s?{time}(?:\s?-\s?{time})?|\d+(?:[.,]\d+)?\s?(?:km/h|kmh|kph|mph)\b)
  | (?P<percent>(?:\d+\s?-\s?)?(?P<share>\d+)\s?(?:%|prozent\b|percent\b|procent\b|por\sciento\b|per\scento\b))
  | (?P<heart>(?:hr|fcm?|hf|puls|pulse|bpm)\s?[<>:=~]?\s?\d{{2,3}}(?:\s?-\s?\d{{2,3}})?|\d{{2,3}}(?:\s?-\s?\d{{2,3}})?\s?bpm\b)
  | (?P<zone>\b(?:z|zones?|zona|zon|sone|strefa)\s?(?P<zone_n>[1-6])(?:\s?-\s?z?[1-6])?\b)
  | (?P<rpe>\brpe\s?(?P<rpe_n>\d+)(?:\s?-\s?(?P<rpe_to>\d+))?)
  | (?P<long_time>(?P<hours>\d{{1,2}})\s?h\s?(?P<more>\d{{1,2}})(?:\s?m(?:i?n)?)?(?![\w'])
      |(?P<h>\d{{1,2}}):(?P<m>\d{{2}}):(?P<s>\d{{2}}))
  | (?P<short_time>(?P<big>\d{{1,2}}):(?P<small>\d{{2}})(?!\d))
  | (?P<prime>(?P<minutes>\d+(?:[.,]\d+)?)\s?'(?!')\s?(?:(?P<seconds>\d{{1,2}})\s?(?:"|''))?
      |(?P<only_seconds>\d+)\s?(?:"|''))
  | (?P<count>(?P<times>\d{{1,2}})(?:\s?(?:-|bis|to)\s?(?P<times_to>\d{{1,2}}))?\s?[x*](?![^\W\d_])|(?<![a-z])x\s?(?P<reverse>\d{{1,2}})(?!\d|\s?[a-z]))
  | (?P<amount>(?P<low>{number})(?:\s?(?:-|to|bis|/|a|ou|o)\s?(?P<high>{number}))?[\s-]?(?P<unit>{units}))
  | (?P<number>(?P<from>{number})(?:\s?-\s?(?P<to>{number})(?![\w:']))?)
  | (?P<unspaced>{unspaced})
  | (?P<word>1:1\b|\b[^\W\d_][/&][^\W\d_]\b|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:\d+[^\W\d_\u3040-\u30ff\u3400-\u9fff]*)?|[\u3040-\u30ff\u3400-\u9fff])
  | (?P<break>\s-\s|[-+;,/•·|\n.()\[\]:&@>])
"""
_METRES = {"km": 1.0, "mi": KM_PER_MILE, "m": 0.001}
_SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0}
MINUTES_LIKELY = 95  # "60m" with no metre-like partner is minutes, "100m" is a distance


class Tokenizer:
    """Cuts texts with the unit words of all languages."""

    def __init__(self, units: Mapping[str, str], unspaced: Iterable[str]) -> None:
        self.units = dict(units)
        self.pattern = re.compile(
            _PATTERN.format(
                time=_TIME,
                number=_NUMBER,
                units="|".join(_bound(word) for word in sorted(self.units, key=_longest_first)),
                unspaced="|".join(map(re.escape, sorted(set(unspaced), key=_longest_first))) or "(?!)",
            ),
            re.VERBOSE | re.IGNORECASE,
        )

    def split(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text, spaces and unknown signs left out."""
        return tuple(self._iterate(flatten(text)))

    def _iterate(self, flat: str) -> Iterator[Token]:
        for match in self.pattern.finditer(flat):
            raw = match.group()
            kind = match.lastgroup or ""  # the outermost group closes last
            folded = raw.casefold()
            if kind in ("word", "unspaced", "sign"):
                yield Token("word", folded if kind != "sign" else match.group("sign"), raw)
            elif kind == "break":
                yield Token("break", folded.strip() or ("\n" if "\n" in raw else "-"), raw)
            elif kind == "clock":
                yield Token("clock", folded, raw)
            else:
                yield Token("quantity", folded.replace(" ", ""), raw, self._read(kind, match))

    def _read(self, kind: str, match: re.Match[str]) -> Quantity:
        if kind == "amount":
            return self._read_amount(match)
        return _READERS[kind](match)

    def _read_amount(self, match: re.Match[str]) -> Quantity:
        unit = self.units[match.group("unit").casefold()]
        low = _to_number(match.group("low"))
        high = _to_number(match.group("high") or match.group("low"))
        if unit in _METRES:
            return Quantity("km", low * _METRES[unit], high * _METRES[unit], unit)
        return Quantity("s", low * _SECONDS[unit], high * _SECONDS[unit], unit)


def _longest_first(word: str) -> tuple[int, str]:
    return (-len(word), word)


def _bound(word: str) -> str:
    return re.escape(word) + (r"(?![^\W_])" if word[-1].isascii() and word[-1].isalnum() else "")


def _to_number(text: str) -> float:
    whole, sign, rest = text.replace(",", ".").rpartition(".")
    if sign and len(rest) == 3 and int(whole) > 0:  # 1,200 m; but 0.400 km
        return float(whole + rest)
    return float(text.replace(",", "."))


def _read_time(match: re.Match[str]) -> Quantity:
    hours, more = match.group("hours"), match.group("more")
    parts = (hours, more, "0") if hours else match.group("h", "m", "s")
    seconds = float(parts[0]) * 3600 + float(parts[1]) * 60 + float(parts[2])
    return Quantity("s", seconds, seconds, "h")


def _read_short_time(match: re.Match[str]) -> Quantity:
    """M:SS or H:MM, told apart by who reads it: kept as minutes and seconds here, ``metric`` says so."""
    seconds = float(match.group("big")) * 60 + float(match.group("small"))
    return Quantity("s", seconds, seconds, ":")


def _read_prime(match: re.Match[str]) -> Quantity:
    if only := match.group("only_seconds"):
        return Quantity("s", float(only), float(only), "s")
    seconds = _to_number(match.group("minutes")) * 60 + float(match.group("seconds") or 0)
    return Quantity("s", seconds, seconds, "'" if match.group("seconds") else "prime")


def _read_count(match: re.Match[str]) -> Quantity:
    low = float(match.group("times") or match.group("reverse"))
    return Quantity("count", low, float(match.group("times_to") or low), "x" if match.group("times") else "reverse")


def _read_number(match: re.Match[str]) -> Quantity:
    low = _to_number(match.group("from"))
    return Quantity("number", low, _to_number(match.group("to") or match.group("from")))


def _read_zone(match: re.Match[str]) -> Quantity:
    zone = float(match.group("zone_n"))
    return Quantity("zone", zone, zone)


def _read_rpe(match: re.Match[str]) -> Quantity:
    low = float(match.group("rpe_n"))
    return Quantity("rpe", low, float(match.group("rpe_to") or low))


def _read_percent(match: re.Match[str]) -> Quantity:
    share = float(match.group("share"))
    return Quantity("percent", share, share)


def _read_mark(match: re.Match[str]) -> Quantity:
    """A pace or a heart rate: that one stands there is enough."""
    return Quantity(match.lastgroup or "", 0, 0)


_READERS: Mapping[str, Callable[[re.Match[str]], Quantity]] = {
    "long_time": _read_time,
    "short_time": _read_short_time,
    "prime": _read_prime,
    "count": _read_count,
    "number": _read_number,
    "zone": _read_zone,
    "rpe": _read_rpe,
    "pace": _read_mark,
    "percent": _read_percent,
    "heart": _read_mark,
}
