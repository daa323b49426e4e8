"""Measure the reader on reports with gold and hold it to the pinned floors.

    python -m evaluation.gate [--set own|dev|seed|passages|all] [--html FILE] [--pin] [--no-dates] [--details]

Exit code 0 when every floor holds, 1 when one is missed, a report could not be read, or a set's gold has changed since
its floors were pinned.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError
from evaluation import floors as pins
from evaluation import passage_report, passages
from evaluation.measures import Result, measured
from evaluation.page import page
from evaluation.reader import findings_in, findings_of
from evaluation.report import details, summary
from evaluation.sets import ROOT, SETS, GoldSet, sets_of

Reader = Callable[[Path, date | None], dict[str, Any]]


def main(
    argv: Sequence[str] | None = None,
    *,
    reader: Reader = findings_of,
    text_reader: passages.TextReader = findings_in,
    root: Path = ROOT,
) -> int:
    """Run the gate; the readers give the JSON object of one report, from its file and from its text."""
    options = _options(argv)
    floors_path = root / "evaluation/floors.json"
    results: list[Result] = []
    faults: list[str] = []
    for gold_set in sets_of(options.set, root):
        if not gold_set.present:
            print(f"SKIPPED: the set {gold_set.name!r} is not here ({gold_set.gold})\n")
            continue
        outputs = root / "evaluation/out" / gold_set.name
        faults += read_all(gold_set, outputs, reader, dated=options.dates)
        results.append(measured(gold_set, outputs))
        print(summary(results[-1]))
        print(details(results[-1]) if options.details else "", end="")
    held_out = list(_passages(options, root, text_reader))
    faults += [failure for result in held_out for failure in result.failures]
    faults += _hold([*results, *held_out], floors_path, pin=options.pin)
    _write_page(options.html, results, floors_path)
    print(
        "\n".join(f"FAILED: {fault}" for fault in faults)
        or ("the gate holds" if results or held_out else "nothing measured")
    )
    return int(bool(faults))


def _passages(options: argparse.Namespace, root: Path, reader: passages.TextReader) -> Iterator[passages.PassageResult]:
    """Yield the results on the held-out passages that are here, each printed."""
    if options.set not in (passages.NAME, "all"):
        return
    here = {part.name: part for part in passages.parts(root)}
    for name in passages.PARTS:
        if name not in here:
            print(f"SKIPPED: the texts of {name!r} are not here\n")
            continue
        result = passages.measured(here[name], reader, dated=options.dates)
        print(passage_report.summary(result))
        print(passage_report.details(result) if options.details else "", end="")
        yield result


def read_all(gold_set: GoldSet, outputs: Path, reader: Reader, *, dated: bool) -> list[str]:
    """Read every text of a set into ``outputs`` and return one line for each that could not be read."""
    for stale in outputs.glob("*.json"):
        stale.unlink()
    known = gold_set.published() if dated else {}
    faults = []
    for path, gold in gold_set.documents():
        try:
            output = reader(path, known.get(gold["id"]))
        except DragomanError as error:
            faults.append(f"{gold_set.name}: {gold['id']} could not be read: {error}")
        else:
            outputs.mkdir(parents=True, exist_ok=True)
            written = json.dumps(output, ensure_ascii=False, indent=1) + "\n"
            (outputs / f"{gold['id']}.json").write_text(written, encoding="utf-8")
    return faults


def _hold(results: Sequence[pins.Measured], path: Path, *, pin: bool) -> list[str]:
    """Compare the results with the floors, raising them first where asked."""
    floors = pins.load(path)
    if pin:
        for result in results:
            floors = pins.raised(result, floors)
        pins.save(path, floors)
        print(f"floors raised to what is reached: {path}")
    for result in results:
        if result.name not in floors:
            print(f"no floors are pinned for {result.name!r}; pin them with --pin")
    return [fault for result in results for fault in pins.faults(result, floors)]


def _write_page(target: Path | None, results: list[Result], floors_path: Path) -> None:
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(results, pins.load(floors_path)), encoding="utf-8")
        print(f"page written: {target}")


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.gate", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--set", default="all", choices=[*SETS, passages.NAME, "all"], help="which reports (default: all that are here)"
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page that shows every miss in its sentence")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is reached; never lowers them")
    parser.add_argument("--details", action="store_true", help="print every miss, extra and wrong field")
    parser.add_argument(
        "--no-dates",
        dest="dates",
        action="store_false",
        help="do not tell the reader when a report was published (the seed's date is never told)",
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
