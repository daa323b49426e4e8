"""Score the exported reader on the fifth of the passages that never trains: triggers, roles, codes, names, calibration.

python training/evaluate.py                 # prints a table and writes training/scores.json
python training/evaluate.py --sweep         # tries thresholds
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

import open_sets  # noqa: E402
import passages  # noqa: E402
from dragoman.neural.encoder import weights_folder  # noqa: E402
from dragoman.neural.heads import Reader, Thresholds  # noqa: E402
from dragoman.record.evidence import Span  # noqa: E402
from dragoman.record.mentions import Part  # noqa: E402
from labels import KINDS, NAMES  # noqa: E402

# Labels that count on each set of names: those that its tags can be mapped to (its "misc" and "product" cannot).
NAMED = {
    "crossner_politics": ("person", "organisation", "place", "event"),
    "wnut17": ("person", "place"),
    "re3d": ("person", "organisation", "place", "nationality"),
}
Counts = dict[str, list[int]]  # name → true positives, found, wanted


def test_passages() -> list[passages.Example]:
    """Return the passages that never train, those too long for one window left out."""
    found = [passages.example_of(p) for p in passages.own_passages() if passages.is_test(p["id"])]
    return [e for e in found if sum(map(len, e.words.pieces)) < 500 and len(e.words)]


def score(reader: Reader, examples: list[passages.Example]) -> dict[str, Counts]:
    """Count right, found and wanted for triggers (by kind), roles (overlap of half the words) and codes."""
    triggers, roles, codes, sure = defaultdict(_zero), defaultdict(_zero), defaultdict(_zero), []
    for example in examples:
        for marked in reader.read([example.words], [[]]):
            wanted = {(f.type, f.span): f for f in example.frames if f.type in KINDS}
            free = dict(wanted)
            for part in marked.triggers:
                triggers[part.role][1] += 1
                hit = next((k for k in free if k[0] == part.role and span_of(example, k[1]).overlaps(part.span)), None)
                sure.append((part.score, hit is not None))
                if hit is None:
                    continue
                triggers[part.role][0] += 1
                _roles(example, free.pop(hit), part, roles, codes)
            for kind, _ in wanted:
                triggers[kind][2] += 1
    return {"triggers": triggers, "roles": roles, "codes": codes, "sure": {"all": sure}}  # type: ignore[dict-item]


def _zero() -> list[int]:
    return [0, 0, 0]


def span_of(example: passages.Example, span: passages.WordSpan) -> Span:
    """Return where a stretch of words stands in the text."""
    return Span(example.words.spans[span[0]].start, example.words.spans[span[1] - 1].end)


def _roles(example: passages.Example, frame: passages.Frame, part: Part, roles: Counts, codes: Counts) -> None:
    count_roles(example, frame, [(p.role, p.span) for p in part.parts], roles)
    for code in part.codes:
        truth = next((v for g, v in frame.codes.items() if g.split(".")[-1] == code.name), None)
        if truth is not None:
            codes[f"{frame.type}.{code.name}"][0] += truth == code.value
            codes[f"{frame.type}.{code.name}"][1] += 1
            codes[f"{frame.type}.{code.name}"][2] += 1


def count_roles(
    example: passages.Example, frame: passages.Frame, found: list[tuple[str, Span]], counts: Counts
) -> None:
    """Count right, found and wanted of a frame's roles: right is what shares half of its words."""
    wanted = [(role, span_of(example, s)) for role, spans in frame.roles.items() for s in spans]
    for role, span in found:
        count = counts[f"{frame.type}.{role}"]
        count[1] += 1
        hit = next((w for w in wanted if w[0] == role and half(w[1], span)), None)
        if hit:
            wanted.remove(hit)
            count[0] += 1
            count[2] += 1
    for role, _ in wanted:
        counts[f"{frame.type}.{role}"][2] += 1


def half(a: Span, b: Span) -> bool:
    """Tell whether two spans share half of the longer one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared >= max(a.end - a.start, b.end - b.start)


def names(reader: Reader, examples: Iterable[passages.Example], labels: Sequence[str]) -> Counts:
    """Count exact names of the labels on a tagged set."""
    counts: Counts = defaultdict(_zero)
    for example in filter(lambda e: len(e.words), examples):
        for marked in reader.read([example.words], [[]]):
            wanted = {each for each in _tagged(example) if each[0] in labels}
            found = {(m.label, m.span) for m in marked.names if m.label in labels}
            for label, _ in found:
                counts[label][1] += 1
            for label, _ in wanted:
                counts[label][2] += 1
            for label, _ in wanted & found:
                counts[label][0] += 1
    return counts


def _tagged(example: passages.Example) -> Iterator[tuple[str, Span]]:
    tags, start = example.names or [], 0
    while start < len(tags):
        if tags[start] <= 0:
            start += 1
            continue
        end = start + 1
        while end < len(tags) and tags[end] == tags[start] + 1 and tags[start] % 2:
            end += 1
        yield NAMES[(tags[start] - 1) // 2], span_of(example, (start, end))
        start = end


def f1(counts: list[int]) -> float:
    """Return F1 of [right, found, wanted]."""
    return 2 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else 0.0


def micro(table: Counts) -> float:
    """Return the F1 over all rows."""
    return f1([sum(c[i] for c in table.values()) for i in range(3)])


def calibration(sure: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of the triggers' scores."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, right in sure:
        bins[min(9, int(chance * 10))].append((chance, right))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, len(sure))


def main() -> None:
    """Print and write the scores."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=Path, default=weights_folder())
    options.add_argument("--sweep", action="store_true")
    args = options.parse_args()
    examples = test_passages()
    if args.sweep:
        for trigger in (0.4, 0.5, 0.6):
            for role in (0.4, 0.5, 0.6):
                got = score(Reader(args.weights, thresholds=Thresholds(trigger=trigger, role=role)), examples)
                print(trigger, role, round(micro(got["triggers"]), 4), round(micro(got["roles"]), 4))
        return
    reader = Reader(args.weights)
    got = score(reader, examples)
    report = {
        "passages": len(examples),
        "triggers": {
            "micro": round(micro(got["triggers"]), 4),
            **{k: round(f1(c), 4) for k, c in sorted(got["triggers"].items())},
        },
        "roles": {
            "micro": round(micro(got["roles"]), 4),
            **{k: round(f1(c), 4) for k, c in sorted(got["roles"].items()) if c[2] >= 5},
        },
        "codes": {k: round(c[0] / c[1], 4) for k, c in sorted(got["codes"].items()) if c[1]},
        "calibration_error": round(calibration(got["sure"]["all"]), 4),  # type: ignore[arg-type]
        "names": {
            s: {"micro": round(micro(t), 4), **{k: round(f1(c), 4) for k, c in sorted(t.items())}}
            for s, labels in NAMED.items()
            if (t := names(reader, open_sets.re3d("dev") if s == "re3d" else open_sets.named(s, "dev"), labels))
        },
        "counts": dict(Counter(f.type for e in examples for f in e.frames if f.type in KINDS)),
    }
    print(json.dumps(report, indent=1))
    (HERE / "scores.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
