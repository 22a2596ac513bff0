"""How well runs are recognised: a table per label, language and source, the confusions, the worst errors.

`make runs-score`, or `python benchmarks/runs_score.py [--errors N] [--brief] FILE...`; without FILE those of the
variable LABELLED (separated as in PATH), else the project's own sets.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean
from time import process_time
from zoneinfo import ZoneInfo

from core.model.event import Occurrence
from core.model.profile import Profile
from core.runs.recognise import Recognition, recognise
from core.runs.week import understand

ZONE = ZoneInfo("Europe/Berlin")
DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
HARDNESS = (
    "race",
    "intervals",
    "hills",
    "tempo",
    "long",
    "easy",
    "recovery",
    "unknown",
    "cross",
    "strength",
    "rest",
    "other",
)
RUNS = ("easy", "recovery", "long", "tempo", "intervals", "hills", "race", "unknown")


@dataclass(frozen=True)
class Row:
    """One labelled entry and what it was taken for."""

    summary: str
    description: str
    label: str
    alternatives: tuple[str, ...]
    lang: str
    source: str
    answer: Recognition

    @property
    def strict(self) -> bool:
        """True where the label was met."""
        return self.answer.kind == self.label

    @property
    def lenient(self) -> bool:
        """True where the label or an alternative was met."""
        return self.strict or self.answer.kind in self.alternatives


def read_rows(path: Path) -> list[Row]:
    return [judge(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line]


def to_occurrence(data: dict, number: int = 0, mark: int | None = None) -> Occurrence:
    start = datetime(2026, 11, 24, 0 if data["all_day"] else 9, tzinfo=ZONE) + timedelta(days=number // 4)
    length = timedelta(days=1) if data["all_day"] else timedelta(minutes=data["duration_min"] or 60)
    return Occurrence(
        source="labelled",
        uid=f"row{number}",
        recurrence_id=None,
        start=start,
        end=start + length,
        all_day=data["all_day"],
        summary=data["summary"] + (f" Nr{mark}" if mark else ""),
        description=data["description"] or "",
        categories=tuple(data["categories"]),
    )


def judge(data: dict) -> Row:
    answers = recognise(to_occurrence(data))
    hardest = min(answers, key=lambda answer: HARDNESS.index(answer.kind))
    return Row(
        data["summary"],
        data["description"] or "",
        data["label"],
        tuple(data.get("alt", ())),
        data["lang"],
        data["source"],
        hardest,
    )


@dataclass(frozen=True)
class Score:
    """The figures of a set of rows, in per cent but for the counts."""

    rows: int
    strict: float
    lenient: float
    leaked: int  # ``other`` taken for training
    others: int
    runs_seen: float


def score(rows: Iterable[Row]) -> Score:
    rows = list(rows)
    others = [row for row in rows if row.label == "other"]
    runs = [row for row in rows if row.label in RUNS]
    return Score(
        len(rows),
        100 * sum(row.strict for row in rows) / max(1, len(rows)),
        100 * sum(row.lenient for row in rows) / max(1, len(rows)),
        sum(row.answer.kind != "other" and row.answer.kind not in row.alternatives for row in others),
        len(others),
        100 * sum(row.answer.kind in RUNS for row in runs) / max(1, len(runs)),
    )


def print_score(name: str, rows: Iterable[Row]) -> None:
    s = score(rows)
    print(
        f"{name[:44]:44} {s.rows:4}  strict {s.strict:5.1f}  lenient {s.lenient:5.1f}  leaked {s.leaked:2}/{s.others:<3} runs {s.runs_seen:5.1f}"
    )


def print_groups(title: str, rows: list[Row], attribute: str) -> None:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, attribute)].append(row)
    print(f"\n{title}")
    for name in sorted(groups, key=lambda key: (-len(groups[key]), key))[:30]:
        print_score(f"  {name}", groups[name])


def print_folds(rows: list[Row], folds: int = 5) -> None:
    """Cross-validation by source: nothing is fitted, but words were added after looking at some sources.

    Sources are dealt into folds by a fixed rule; the spread says how much a figure owes to its sources, and the last
    line counts every source once, however many entries it has.
    """
    sources = sorted({row.source for row in rows})
    if len(sources) < folds:
        return
    for fold in range(folds):
        chosen = set(sources[fold::folds])
        print_score(f"  fold {fold + 1} of {folds} by source", [row for row in rows if row.source in chosen])
    scores = [score(row for row in rows if row.source == source) for source in sources]
    strict, lenient = (mean(getattr(each, name) for each in scores) for name in ("strict", "lenient"))
    print(f"  every source counted once: strict {strict:.1f}  lenient {lenient:.1f}  ({len(sources)} sources)")


def print_speed() -> None:
    """CPU seconds to understand 2,000 entries: as calendars repeat themselves, and with every title unheard of."""
    rows = [json.loads(line) for path in sorted(DATA.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    for name, every in (("repeating titles", 150), ("no title twice", 2000)):
        calendar = [to_occurrence(rows[number % every % len(rows)], number, number % every) for number in range(2000)]
        started = process_time()
        understand(calendar, Profile(zone=ZONE))
        print(f"2,000 entries, {name}: {process_time() - started:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    named = [Path(name) for name in os.environ.get("LABELLED", "").split(os.pathsep) if name]
    own = [DATA / f"{name}.jsonl" for name in ("labelled", "invented", "diaries", "unseen", "fresh")]
    parser.add_argument("files", nargs="*", type=Path, default=named or own)
    parser.add_argument("--errors", type=int, default=20)
    parser.add_argument("--brief", action="store_true")
    options = parser.parse_args()
    print_speed()
    for path in options.files:
        rows = read_rows(path)
        print(f"\n=== {path.name}")
        print_score("all", rows)
        print_folds(rows)
        if not options.brief:
            print_groups("by label", rows, "label")
            print_groups("by language", rows, "lang")
            print_groups("by source", rows, "source")
            print("\nconfusions")
            pairs = Counter((row.label, str(row.answer.kind)) for row in rows if not row.lenient)
            for (label, answer), count in pairs.most_common(12):
                print(f"  {label:>10} taken for {answer:10} {count}")
        print("\nworst errors")
        wrong = sorted((row for row in rows if not row.lenient), key=lambda row: -row.answer.confidence)
        for row in wrong[: options.errors]:
            print(
                f"  {row.label:>9} -> {row.answer.kind:9} {row.answer.confidence:.2f} {row.lang} {row.summary!r} {row.description[:60]!r} {row.answer.evidence}"
            )


if __name__ == "__main__":
    main()
