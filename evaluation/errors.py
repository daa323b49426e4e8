"""The errors of the reader by class, the biggest first, so that work goes where most is lost.

    python -m evaluation.errors [--set own|dev|seed] [--class NAME] [--most N]

Findings that differ are missed trigger, wrong kind, joined wrongly, split wrongly, residue read as news, or invented;
fields are judged in findings that were found. One error counts once, in the first class that it fits.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from evaluation import score
from evaluation.gate import read_all
from evaluation.measures import Difference, Document, Span, WrongField, measured
from evaluation.reader import findings_of
from evaluation.sets import ROOT, SETS, sets_of
from evaluation.wording import compared, described, sentences

_BY_COMPARER: Final = {
    "when": "date", "quantity": "quantity", "number": "quantity", "numbers": "quantity", "actor": "name not resolved",
    "actors": "name not resolved", "place": "name not resolved", "places": "name not resolved", "code": "wrong code",
    "codes": "wrong code", "type": "wrong code", "bool": "wrong code", "munition": "wrong code", "agenda": "wrong code",
    "target": "wrong code",
}  # fmt: skip
_VOICE: Final = frozenset({"attributed_to", "asserted"})

Error = tuple[str, Document, Difference, WrongField | None]  # its class, and where it stands


def main(argv: Sequence[str] | None = None, *, root: Path = ROOT) -> int:
    """Read a set, print its classes of error with counts, and each error in its sentence."""
    options = _options(argv)
    (gold_set,) = sets_of(options.set, root)
    if not gold_set.present:
        print(f"the set {gold_set.name!r} is not here ({gold_set.gold})")
        return 1
    outputs = root / "evaluation/out" / gold_set.name
    faults = read_all(gold_set, outputs, findings_of, dated=True)
    found = [error for document in measured(gold_set, outputs).documents for error in errors(document)]
    print("\n".join([*faults, *told(found, only=options.only, most=options.most)]))
    return int(bool(faults))


def errors(document: Document) -> Iterator[Error]:
    """Yield every error of a document with its class."""
    for difference in document.differences:
        if difference.what != "wrong":
            yield _of_finding(document, difference), document, difference, None
        for field in difference.fields:
            yield _of_field(difference, field, document.text), document, difference, field


def told(found: Sequence[Error], *, only: str | None = None, most: int = 5) -> Iterator[str]:
    """Yield lines: the classes with their counts, then of each the first errors, or all errors of one class."""
    classes = sorted({name for name, *_ in found}, key=lambda name: (-_count(found, name), name))
    yield from (f"{_count(found, name):>5}  {name}" for name in classes)
    for name in [only] if only else classes:
        yield f"\n=== {name}"
        own = [error for error in found if error[0] == name]
        for _, document, difference, field in own if only else own[:most]:
            yield from _lines(document, difference, field)


def _count(found: Sequence[Error], name: str) -> int:
    return sum(each == name for each, *_ in found)


def _of_finding(document: Document, difference: Difference) -> str:
    kind, marks = difference.kind, difference.marks
    same = any(each == kind and _touch(marks, spans) for each, spans in document.paired)
    if difference.what == "missed":
        if any(d.what == "extra" and d.kind != kind and _touch(marks, d.spans) for d in document.differences):
            return "wrong kind"
        return "joined wrongly" if same else "missed trigger"
    if _touch(marks, document.residue):
        return "residue read as news"
    if any(d.what == "missed" and d.kind != kind and _touch(d.marks, marks) for d in document.differences):
        return "wrong kind"
    return "split wrongly" if same else "invented"


def _of_field(difference: Difference, field: WrongField, text: str) -> str:
    """Return the class of a wrong field: a value that is missing or stands in place of nothing is a wrong role."""
    if field.field.split(".")[0] in _VOICE or field.field.endswith("attributed_to"):
        return "voice lost"
    if field.gold in score.EMPTY or field.output in score.EMPTY:
        return "wrong role"
    known = _BY_COMPARER.get(_comparer(difference.kind, field.field))
    if known:
        return known
    gold, output = (len(described(value, text)) for value in (field.gold, field.output))
    return "span too long" if output > gold else "span too short"


def _comparer(kind: str, path: str) -> str:
    """Return what the scorer compares a field with; for a field of a list's items, what it compares that with."""
    top, _, inner = path.partition(".")
    fields = {**score.FIELDS[kind], **score.COMMON}
    comparer = str(fields.get(path, fields.get(top, ("text",)))[0])
    _, own, others = score.ITEMS.get(comparer, (None, comparer, {}))
    return str(others.get(inner, own))


def _touch(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _lines(document: Document, difference: Difference, field: WrongField | None) -> Iterator[str]:
    yield f"{document.ident}: {difference.what} {difference.kind} {difference.ident}"
    spans = field.spans if field else difference.spans
    yield from (f"    {sentence}" for sentence in sentences(document.text, spans, difference.marks))
    if field:
        yield f"    {compared(field, document.text)}"


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.errors", description="Sort the reader's errors.")
    parser.add_argument("--set", default="dev", choices=SETS, help="which reports (default: dev)")
    parser.add_argument("--class", dest="only", metavar="NAME", help="show every error of one class")
    parser.add_argument("--most", type=int, default=5, metavar="N", help="how many errors of each class to show")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
