"""How well who-did-what-to-whom is coded in PLOVER's terms: its open gold-standard records, one event type a sentence.

    python -m evaluation.plover [--details]

The records (``../shared/data/plover_gsr``) are a regression test and never train anything. They carry the names of
PLOVER's older draft, of which three have been renamed or merged since. A sentence's event type is that of its leading
finding: an event before the other kinds, which count by ``codebook/plover.toml``, and the surest of them.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.codebook.plover import deciding, event_type
from evaluation.reader import findings_in
from evaluation.sets import ROOT

RECORDS = ROOT.parent / "shared/data/plover_gsr/regression.jsonl.gz"
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
NONE = "none"

Json = dict[str, Any]
Told = tuple[str, str, str]  # event type as it should be, as it was read, the sentence


def main() -> None:
    """Print macro-F1 and each type's F1, with what is taken for what."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--details", action="store_true", help="print every sentence that was read wrongly")
    asked = options.parse_args()
    if not RECORDS.is_file():
        print(f"SKIPPED: {RECORDS} is not here")
        return
    told = [_told(record) for record in records()]
    print(report(told))
    if asked.details:
        print("\n".join(f"{wanted:>9} read as {found:<9} {text}" for wanted, found, text in told if wanted != found))


def records() -> Iterable[Json]:
    """Yield the records."""
    with gzip.open(RECORDS, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _told(record: Json) -> Told:
    wanted = str(record["event"])
    return RENAMED.get(wanted, wanted), leading(findings_in(record["text"], None)["findings"]), str(record["text"])


def leading(findings: Iterable[Json]) -> str:
    """Return the event type of a sentence's leading finding, "none" where it has none."""
    typed = [(kind == "event", f["confidence"], found) for f in findings if (found := root(f, kind := f["kind"]))]
    return max(typed)[2] if typed else NONE


def root(finding: Json, kind: str) -> str | None:
    """Return PLOVER's event type of a finding."""
    value = finding.get(deciding(kind))
    code = value.get("code") if isinstance(value, dict) else value
    return str(code) if kind == "event" and code else event_type(kind, str(code))


def scores(told: Iterable[Told]) -> dict[str, tuple[float, int]]:
    """Return F1 and number of records by event type."""
    pairs = Counter((wanted, found) for wanted, found, _ in told)
    wanted, found = Counter[str](), Counter[str]()
    for (a, b), times in pairs.items():
        wanted[a] += times
        found[b] += times
    return {name: (2 * pairs[name, name] / (wanted[name] + found[name]), wanted[name]) for name in sorted(wanted)}


def macro(by_type: Mapping[str, tuple[float, int]]) -> float:
    """Return the mean F1 over event types."""
    return sum(f1 for f1, _ in by_type.values()) / len(by_type)


def report(told: list[Told]) -> str:
    """Return the scores as lines for people."""
    by_type = scores(told)
    rows = [f"  {name:<10} {f1:.3f} of {count:>3}   {_taken(told, name)}" for name, (f1, count) in by_type.items()]
    right = sum(wanted == found for wanted, found, _ in told) / len(told)
    return "\n".join([f"PLOVER records: macro-F1 {macro(by_type):.3f}, right {right:.3f} of {len(told)}", *rows])


def _taken(told: Iterable[Told], name: str) -> str:
    others = Counter(found for wanted, found, _ in told if wanted == name != found)
    return ", ".join(f"{found} {times}" for found, times in others.most_common(3))


if __name__ == "__main__":
    main()
