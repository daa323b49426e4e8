"""Whether findings of different reports are put together rightly: B³ over rounds, incidents and exchanges.

    python -m evaluation.sameness [--floor 0.85] [--show]

Twice: for the gold's own findings (reconciling alone) and for what the program read, paired with the gold as the scorer
pairs them (the whole way). B³ after Bagga and Baldwin (1998): for every finding the share of its group that belongs to
it, and the share of what belongs to it that is in its group. Most findings are alone, so the links (pairs that belong
together) are given as well.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from dragoman.reconcile.assemble import records_of
from dragoman.reconcile.candidates import suggestions_of
from dragoman.record.records import Record, Report, Telling
from dragoman.spelling import finding_of
from evaluation import reader, score
from evaluation.gold_findings import finding_from_gold
from evaluation.sets import GoldSet, sets_of

KINDS = ("round", "incident", "exchange")
SAME = Path(__file__).parent / "gold" / "same.json"
ADDED = datetime(2026, 1, 1, tzinfo=UTC)

Json = Any  # whatever the program may print and the gold may hold
Groups = list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """B³ and links of one kind or all."""

    precision: float
    recall: float
    links: tuple[int, int, int]  # right, made, wanted

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def main(argv: list[str] | None = None) -> int:
    """Measure and print; with ``--floor`` fail where an F1, of a kind or over all, is below it."""
    parser = argparse.ArgumentParser(description="Measure whether findings are put together rightly.")
    parser.add_argument("--floor", type=float, default=0.0, help="fail below this B³ F1")
    parser.add_argument("--show", action="store_true", help="list the links that are wrong or missing")
    options = parser.parse_args(argv)
    same = json.loads(SAME.read_text(encoding="utf-8"))
    gold_set = sets_of(same["set"])[0]
    if not gold_set.present:
        print(f"no gold under {gold_set.gold}: nothing measured")
        return 0
    worst = 1.0
    for name, tellings in (("gold findings", gold_tellings(gold_set)), ("read findings", read_tellings(gold_set))):
        wanted = wanted_groups(same["same"], tellings)
        made = [frozenset(t.finding.id for t in record.tellings) for record in put_together(tellings.values())]
        judged = {ident for ident in tellings if "." in ident}  # ids of the gold; what was invented is judged elsewhere
        print(f"{name}: {len(judged)} of {len(tellings)} judged")
        for kinds in (*((kind,) for kind in KINDS), KINDS):
            ids = {ident for ident in judged if tellings[ident].finding.kind in kinds}
            found = measured(_within(made, ids), _within(wanted, ids))
            print(_line("all" if len(kinds) > 1 else kinds[0], found))
            worst = min(worst, found.f1)
        alone = measured([frozenset({ident}) for ident in sorted(judged)], _within(wanted, judged))
        print(_line("none joined", alone))
        if options.show:
            print(*_wrong(_within(made, judged), _within(wanted, judged)), sep="\n")
    return int(worst < options.floor)


def put_together(tellings: Iterable[Telling]) -> tuple[Record, ...]:
    """Reconcile findings without any judgement."""
    held = tuple(tellings)
    return records_of(held, suggestions_of(held), ())


def gold_tellings(gold_set: GoldSet) -> dict[str, Telling]:
    """Return the gold's findings as if a perfect reader had read them, by the gold's ids."""
    found: dict[str, Telling] = {}
    for path, gold in gold_set.documents():
        for each in gold["findings"]:
            if each["kind"] in KINDS:
                found[each["id"]] = Telling(finding=finding_from_gold(each, _text(path)), report=_report(gold))
    return found


def read_tellings(gold_set: GoldSet) -> dict[str, Telling]:
    """Return what the program read; findings that the scorer pairs with the gold's have the gold's ids."""
    published = gold_set.published()
    found: dict[str, Telling] = {}
    for path, gold in gold_set.documents():
        read = reader.findings_of(path, published.get(gold["id"]))["findings"]
        names = _paired(gold["findings"], read, _text(path))
        for each in read:
            if each["kind"] in KINDS:
                ident = names.get(each["id"], each["id"])
                found[ident] = Telling(finding=finding_of({**each, "id": ident}), report=_report(gold))
    return found


def wanted_groups(same: Iterable[Sequence[str]], known: Iterable[str]) -> Groups:
    """Return who belongs together among the known findings, those that stand nowhere alone."""
    left = set(known)
    groups = [frozenset(group) & left for group in same]
    return [group for group in groups if group] + [frozenset({each}) for each in sorted(left - set().union(*groups))]


def measured(made: Sequence[frozenset[str]], wanted: Sequence[frozenset[str]]) -> Measured:
    """Return B³ precision and recall of groups over the same findings."""
    mine, theirs = ({ident: group for group in groups for ident in group} for groups in (made, wanted))
    if not mine:
        return Measured(1.0, 1.0, (0, 0, 0))
    shared = {ident: len(mine[ident] & theirs[ident]) for ident in mine}
    precision = sum(shared[ident] / len(mine[ident]) for ident in mine) / len(mine)
    recall = sum(shared[ident] / len(theirs[ident]) for ident in mine) / len(mine)
    links = [set(_links(groups)) for groups in (made, wanted)]
    return Measured(precision, recall, (len(links[0] & links[1]), len(links[0]), len(links[1])))


def _paired(wanted: Sequence[Json], read: Sequence[Json], text: str) -> dict[str, str]:
    """Return the gold's id by the id of what was read for it."""
    found: dict[str, str] = {}
    for kind in KINDS:
        gold, out = ([each for each in given if each["kind"] == kind] for given in (wanted, read))
        pairs, _, _ = score.align(gold, out, text, score.THRESHOLD)
        found |= {theirs["id"]: mine["id"] for mine, theirs, _ in pairs}
    return found


def _text(path: Path) -> str:
    """Return a text with its line ends untouched, as the gold counts them."""
    return path.read_bytes().decode("utf-8")


def _report(gold: Json) -> Report:
    published = date.fromisoformat(gold["published"]) if gold["published"] else None
    return Report(id=gold["id"], story=gold["id"], added=ADDED, published=published)


def _within(groups: Iterable[frozenset[str]], ids: set[str]) -> Groups:
    return [kept for group in groups if (kept := group & ids)]


def _links(groups: Iterable[frozenset[str]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        yield from combinations(sorted(group), 2)


def _wrong(made: Groups, wanted: Groups) -> Iterator[str]:
    mine, theirs = set(_links(made)), set(_links(wanted))
    yield from (f"  wrong: {one} + {other}" for one, other in sorted(mine - theirs))
    yield from (f"  missing: {one} + {other}" for one, other in sorted(theirs - mine))


def _line(name: str, found: Measured) -> str:
    right, made, wanted = found.links
    return (
        f"  {name:11} precision {found.precision:.3f}  recall {found.recall:.3f}  F1 {found.f1:.3f}"
        f"  links {right} right of {made} made and {wanted} wanted"
    )


if __name__ == "__main__":
    sys.exit(main())
