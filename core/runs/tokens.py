"""A title cut into words, signs, quantities with units, and separators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from core.runs.spelled import Spelled
from core.runs.text import UNSPACED, Quantity, Token, flatten

KM_PER_MILE = 1.609344
_NUMBER = r"\d{1,3}(?:[.,]\d{3})(?!\d)|\d+(?:[.,]\d+)?"
_TIME = r"\d{1,2}[:'.m]\d{2}\"?"
# What stands first on a line decides which alternatives are tried: a blank, a letter, a digit. Whole runs of words are
# taken at once: what begins with a letter and may be more than a word ("hr 140", "z 2", "x 5", "e跑") is never
# followed by a blank and a letter. \u0445 and \u03c7 are the Russian and the Greek x.
_PATTERN = r"""
    (?P<words>(?:{letter}++[ ]++)*{letter}++)(?!\s{{0,2}}[\d<>:=~/&]|[{unspaced}])
  | (?P<session>\bw(?:k|eek)?\s?\d{{1,2}}\s?(?:d|day|r|run)\s?\d\b)
  | (?P<gap>[^\S\n]+(?!-\s))
  | (?=[\d@])(?:
      (?P<clock>\d{{1,2}}(?:[:.]\d{{2}})?\s?(?:am|pm|uhr)\b)
    | (?P<pace>(?:@\s?)?{time}(?:\s?-\s?{time})?\s?(?:min\.?(?:uten)?\s?)?(?:/|por|pro|per|au|al)\s?(?:km|k|mi(?:le)?|公里)\b
        |@\s?{time}(?:\s?-\s?{time})?|\d+(?:[.,]\d+)?\s?(?:km/h|kmh|kph|mph)\b)
    | (?P<percent>(?:\d+\s?-\s?)?(?P<share>\d+)\s?(?:%|prozent\b|percent\b|procent\b|por\sciento\b|per\scento\b))
    | (?P<beat>\d{{2,3}}(?:\s?-\s?\d{{2,3}})?\s?bpm\b)
    | (?P<long_time>(?P<hours>\d{{1,2}}){hour}(?P<more>\d{{1,2}})(?:\s?m(?:i?n)?)?(?![\w'])
        |(?P<h>\d{{1,2}}):(?P<m>\d{{2}}):(?P<s>\d{{2}}))
    | (?P<min_time>(?P<whole>\d{{1,2}})m(?:in)?(?P<part>[0-5]\d)s?(?![\w:])
        |(?P<whole_of>\d{{1,2}})[:.](?P<part_of>[0-5]\d)\s?(?:min(?:uten|utes|uti|utos|uter|uut|ut)?\b(?!\s?/)))
    | (?P<short_time>(?P<big>\d{{1,2}}):(?P<small>\d{{2}})(?!\d)(?:\s?(?:h|std|uur|uren|timer|tim)\b)?)
    | (?P<prime>(?P<minutes>\d+(?:[.,]\d+)?)\s?'(?!')\s?(?:(?P<seconds>\d{{1,2}})\s?(?:"|''))?
        |(?P<only_seconds>\d+)\s?(?:"|''))
    | (?P<count>(?P<times>\d{{1,2}})(?:\s?(?:-|bis|to)\s?(?P<times_to>\d{{1,2}}))?\s?[x*\u0445\u03c7](?![^\W\d_]))
    | (?P<amount>(?P<low>{number})(?:\s?(?:-|to|bis|/|a|ou|o)\s?(?P<high>{number}))?(?:\s?-?ish(?=\s))?[\s-]?(?=[{unit_starts}])(?P<unit>{units}))
    | (?P<number>(?P<from>{number})(?:\s?-\s?(?P<to>{number})(?![\w:']))?(?:\s?-?ish\b)?))
  | (?=[a-z*зζ존\u0445\u03c7])(?:
      (?=[hfpb])(?P<heart>(?:hr|fcm?|hf|puls|pulse|bpm)\s?[<>:=~]?\s?\d{{2,3}}(?:\s?-\s?\d{{2,3}})?)
    | (?=[zscbз존ζ])(?P<zone>\b(?:z|zone[ns]?|zon[aiu]?|sone|stref(?:a|ie|y)|con[ai]|bolge|зон[аеіиы]|ζωνη|존)\s?(?P<zone_n>[1-6])(?:\s?-\s?z?(?P<zone_to>[1-6]))?\b)
    | (?P<rpe>\brpe\s?[=:~]?\s?(?P<rpe_n>\d+)(?:\s?-\s?(?P<rpe_to>\d+))?)
    | (?P<recount>(?:(?<![a-z\u0430-\u044f\u03b1-\u03c9])[x\u0445\u03c7]|\*)\s?(?P<reverse>\d{{1,2}})(?!\d|[a-z]|\s(?:km|k|mi|m|min|sec|s|h)\b)))
  | (?P<break>\s-\s|[-+;,/•·|\n.()\[\]:&@>])
  | (?P<sign>[\U0001F300-\U0001FAFF\u2600-\u27BF])[\U0001F3FB-\U0001F3FF\u2640\u2642]*
  | (?=[{mixed_starts}])(?P<unspaced>{mixed})
  | (?P<signs>(?:(?!{mixed})[{unspaced}])+)
  | (?P<word>\b[^\W\d_][/&][^\W\d_]\b|{letter}+(?:\d+{letter}*)?|[{unspaced}])
"""
_GLUED = re.compile(
    r"(?<=\d)(?P<unit>miles|mile|km|minutes|minute|mins|min|secs|sec|hrs|hr|m)(?P<word>[a-z]{3,})(?![a-z])",
    re.IGNORECASE,
)
_SIGNS = re.compile(f"[{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SESSION = "workout"  # what "W3D2" of a beginner's plan stands for
_LETTER = rf"[^\W\d_{UNSPACED}]"
# "1h15", "1 Std. 15", "1 tim 15"; one letter of Dutch or Danish only where nothing else is meant: "1u15", "1 t 45"
_HOUR = r"(?:\s?(?:h|hrs?|std\.?|tim\.?)\s?|(?-i:[ut])(?=\d\d)|\s(?-i:t)\s(?=\d\d))"
_METRES = {"km": 1.0, "mi": KM_PER_MILE, "m": 0.001}
_SECONDS = {"h": 3600.0, "min": 60.0, "s": 1.0}
MINUTES_LIKELY = 95  # "60m" with no metre-like partner is minutes, "100m" is a distance


class Tokenizer:
    """Cuts texts with the unit words of all languages."""

    def __init__(self, units: Mapping[str, str], unspaced: Iterable[str], spelled: Spelled) -> None:
        self.units = dict(units)
        self.knows: Callable[[str], bool] = lambda _word: False  # set where the words are known
        self.number_words = spelled.list_words()
        self.read_numbers = spelled.make_reader([_bound(word) for word in sorted(self.units, key=_longest_first)])
        phrases = set(unspaced)
        self.signs = frozenset(phrase for phrase in phrases if _SIGNS.fullmatch(phrase))
        self.longest = max(map(len, self.signs), default=1)
        mixed = sorted(phrases - self.signs, key=_longest_first)
        self.pattern = re.compile(
            _PATTERN.format(
                letter=_LETTER,
                unspaced=UNSPACED,
                time=_TIME,
                hour=_HOUR,
                number=_NUMBER,
                units="|".join(_bound(word) for word in sorted(self.units, key=_longest_first)),
                unit_starts=_list_starts(self.units),
                mixed="|".join(map(re.escape, mixed)) or "(?!)",
                mixed_starts=_list_starts(mixed),
            ),
            re.VERBOSE | re.IGNORECASE,
        )

    def split(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text, spaces and unknown signs left out."""
        flat = _GLUED.sub(self._unglue, self.read_numbers(flatten(text)))
        return tuple(self._iterate(flat))

    def _unglue(self, match: re.Match[str]) -> str:
        """A unit and the word that was run into it, as texts copied out of tables have them: "40mintempo"."""
        unit, word = match.group("unit"), match.group("word")
        tail = f"{unit}{word}".casefold()
        if tail in self.units or self.knows(tail) or not self.knows(word.casefold()):
            return match.group()
        return f"{unit} {word}"

    def _iterate(self, flat: str) -> Iterator[Token]:
        for match in self.pattern.finditer(flat):
            raw = match.group()
            kind = match.lastgroup or ""  # the outermost group closes last
            if kind in ("words", "word"):
                yield from map(_make_word, _list_words(raw, flat[match.start() - 1 : match.start()]))
            elif kind == "break":
                yield _make_break(raw)
            elif kind != "gap":
                yield from self._read_other(kind, raw, match)

    def _read_other(self, kind: str, raw: str, match: re.Match[str]) -> Iterator[Token]:
        folded = raw.casefold()
        if kind == "signs":
            yield from map(_make_word, self._cut_signs(raw))
        elif kind == "session":
            yield _make_word(_SESSION)
        elif kind in ("unspaced", "sign"):
            yield Token("word", folded if kind != "sign" else match.group("sign"), raw)
        elif kind == "clock":
            yield Token("clock", folded, raw)
        else:
            yield Token("quantity", folded.replace(" ", ""), raw, self._read(kind, match))

    def _cut_signs(self, run: str) -> Iterator[str]:
        """A run of signs without blanks as the longest phrases that stand in it, and single signs between them."""
        position = 0
        while position < len(run):
            sizes = range(min(self.longest, len(run) - position), 1, -1)
            size = next((size for size in sizes if run[position : position + size] in self.signs), 1)
            yield run[position : position + size]
            position += size

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


@lru_cache(maxsize=64)
def _make_break(raw: str) -> Token:
    return Token("break", raw.strip() or ("\n" if "\n" in raw else "-"), raw)


def _list_words(raw: str, before: str) -> list[str]:
    """The words; a letter right behind a figure is a code, written as codes are: "5e" is "5E", "5 e" is not."""
    words = raw.split()
    if before.isdigit() and len(words[0]) == 1:
        words[0] = words[0].upper()
    return words


@lru_cache(maxsize=8192)
def _make_word(raw: str) -> Token:
    return Token("word", raw.casefold(), raw)


def _longest_first(word: str) -> tuple[int, str]:
    return (-len(word), word)


def _list_starts(words: Iterable[str]) -> str:
    """The letters that words begin with, for a character class."""
    return "".join(map(re.escape, sorted({word[0] for word in words}))) or "-"


def _bound(word: str) -> str:
    return re.escape(word) + (r"(?![^\W_])" if word[-1].isalnum() and not _UNSPACED.match(word[-1]) else "")


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


def _read_min_time(match: re.Match[str]) -> Quantity:
    """Minutes and seconds with their letters: "4m30s", "1:30 min"."""
    whole, part = match.group("whole", "part") if match.group("whole") else match.group("whole_of", "part_of")
    seconds = float(whole) * 60 + float(part)
    return Quantity("s", seconds, seconds, "'")


def _read_prime(match: re.Match[str]) -> Quantity:
    if only := match.group("only_seconds"):
        return Quantity("s", float(only), float(only), "s")
    seconds = _to_number(match.group("minutes")) * 60 + float(match.group("seconds") or 0)
    return Quantity("s", seconds, seconds, "'" if match.group("seconds") else "prime")


def _read_count(match: re.Match[str]) -> Quantity:
    low = float(match.group("times"))
    return Quantity("count", low, float(match.group("times_to") or low), "x")


def _read_recount(match: re.Match[str]) -> Quantity:
    """Repetitions that follow: "1000 m x 5"."""
    times = float(match.group("reverse"))
    return Quantity("count", times, times, "reverse")


def _read_number(match: re.Match[str]) -> Quantity:
    low = _to_number(match.group("from"))
    return Quantity("number", low, _to_number(match.group("to") or match.group("from")))


def _read_zone(match: re.Match[str]) -> Quantity:
    zone = float(match.group("zone_n"))
    return Quantity("zone", zone, float(match.group("zone_to") or zone))


def _read_rpe(match: re.Match[str]) -> Quantity:
    low = float(match.group("rpe_n"))
    return Quantity("rpe", low, float(match.group("rpe_to") or low))


def _read_percent(match: re.Match[str]) -> Quantity:
    share = float(match.group("share"))
    return Quantity("percent", share, share)


def _read_mark(match: re.Match[str]) -> Quantity:
    """A pace or a heart rate: that one stands there is enough."""
    return Quantity("heart" if match.lastgroup == "beat" else match.lastgroup or "", 0, 0)


_READERS: Mapping[str, Callable[[re.Match[str]], Quantity]] = {
    "long_time": _read_time,
    "min_time": _read_min_time,
    "short_time": _read_short_time,
    "prime": _read_prime,
    "count": _read_count,
    "number": _read_number,
    "zone": _read_zone,
    "rpe": _read_rpe,
    "pace": _read_mark,
    "percent": _read_percent,
    "heart": _read_mark,
    "beat": _read_mark,
    "recount": _read_recount,
}
