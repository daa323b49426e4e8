"""The result on the held-out passages as text: findings, codes, fields, negatives, and the most frequent errors."""

from collections import Counter
from collections.abc import Iterator

from evaluation.matching import CODES, KINDS, Observation, Span, telling
from evaluation.passages import Judged, PassageResult, rates

COMMONEST = 15
_HEAD = f"{'':<14}{'precision':>10}{'recall':>8}{'F1':>8}   found/invented/missed (joined)"


def summary(result: PassageResult) -> str:
    """Return the figures of a part."""
    sections = (_kinds(result), _codes(result), _fields(result), _negatives(result), _commonest(result))
    return "\n\n".join("\n".join(section) for section in sections) + "\n\n"


def details(result: PassageResult) -> str:
    """Return every finding that was missed or invented and every wrong code, with the words it rests on."""
    return "".join(f"{line}\n" for judged in result.documents for line in _document(judged))


def errors(seen: Counter[Observation]) -> Counter[str]:
    """Count the errors by class: what was missed, invented or given another code."""
    found: Counter[str] = Counter()
    for (what, kind, *rest), times in seen.items():
        if what in ("missed", "invented"):
            found[f"{kind} {what}: {rest[0]}"] += times
        elif what == "code" and rest[1] != rest[2]:
            found[f"{kind} wrong {rest[0]}: {rest[1]} read as {rest[2]}"] += times
    return found


def _kinds(result: PassageResult) -> Iterator[str]:
    yield f"=== {result.name}: {len(result.documents)} passages"
    yield _HEAD
    for kind in (*KINDS, "micro"):
        r = rates(result.seen, *([] if kind == "micro" else [kind]))
        counts = f"{r['tp']}/{r['fp']}/{r['fn']} ({r['joined']})"
        yield f"{kind:<14}{r['precision']:>10.3f}{r['recall']:>8.3f}{r['f1']:>8.3f}   {counts}"


def _codes(result: PassageResult) -> Iterator[str]:
    yield "codes of the findings that were found (right of all):"
    for kind, names in CODES.items():
        for name in names:
            seen = {each: n for each, n in result.seen.items() if each[:3] == ("code", kind, name)}
            right = sum(n for each, n in seen.items() if each[3] == each[4])
            yield _share(f"{kind}.{name}", right, sum(seen.values()))


def _fields(result: PassageResult) -> Iterator[str]:
    yield "fields of the findings that were found (values with evidence, of those annotated):"
    fields = {each[1:3] for each in result.seen if each[0] == "field"}
    every = {f: [result.seen["field", *f, what] for what in ("found", "missed")] for f in fields}
    for (kind, field), (found, missed) in sorted(every.items(), key=lambda item: (KINDS.index(item[0][0]), item[0])):
        yield _share(f"{kind}.{field}", found, found + missed)
    yield _share("all", sum(found for found, _ in every.values()), sum(map(sum, every.values())))


def _negatives(result: PassageResult) -> Iterator[str]:
    negatives = [judged for judged in result.documents if judged.passage.negative]
    filled = [judged.passage.ident for judged in negatives if not judged.empty]
    yield f"passages about something else left empty: {len(negatives) - len(filled)} of {len(negatives)}"
    if filled:
        yield f"  not: {', '.join(filled)}"


def _commonest(result: PassageResult) -> Iterator[str]:
    yield "commonest errors:"
    for name, times in errors(result.seen).most_common(COMMONEST):
        yield f"  {times:>4}  {name}"


def _share(name: str, right: int, total: int) -> str:
    return f"  {name:<36}{right / total if total else 1.0:>6.3f}   {right} of {total}"


def _document(judged: Judged) -> Iterator[str]:
    text, ident = judged.passage.text, judged.passage.ident
    for wanted in judged.pairing.missed:
        yield f"{ident} missed {wanted.kind} {telling(wanted)}: {_sentence(text, wanted.trigger)}"
    for found in judged.pairing.invented:
        words = " | ".join(f"{field}: {text[start:end]}" for field, (start, end) in found.pieces)
        yield f"{ident} invented {found.kind} {telling(found)}: {' '.join(words.split())}"
    for wanted, found in judged.pairing.pairs:
        for name, value in wanted.codes.items():
            if found.codes.get(name) != value:
                told = f"{name} {value} read as {found.codes.get(name)}"
                yield f"{ident} wrong {wanted.kind} {told}: {_sentence(text, wanted.trigger)}"


def _sentence(text: str, span: Span) -> str:
    """Return the words around a span, which is put into brackets."""
    start, end = span
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
