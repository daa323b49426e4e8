"""How far two annotators agree on the same passages: the ceiling for the reader.

python training/agreement.py          # prints a table and writes training/agreement.json

``corpus/agreement/`` holds second annotations, made by somebody who never saw the first ones. Triggers agree where they
are of one kind and overlap, roles where they share half of their words (as in ``evaluate.py``); codes are compared on
the triggers that both marked, by Krippendorff's alpha for nominal data (Krippendorff 2018, Content Analysis, ch. 12).
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

import passages  # noqa: E402
import standoff  # noqa: E402
from evaluate import Counts, count_roles, f1, micro, span_of  # noqa: E402
from labels import KINDS  # noqa: E402
from passages import Example, Frame  # noqa: E402

Pair = tuple[str, str]  # what the one and what the other said
LEAST = 10  # pairs below which an alpha says nothing


def pairs_of(first: Example, second: Example) -> tuple[list[tuple[Frame, Frame]], list[Frame], list[Frame]]:
    """Return the triggers that both marked, and those of one annotator alone."""
    ones = [f for f in first.frames if f.type in KINDS]
    others = [f for f in second.frames if f.type in KINDS]
    both = []
    for one in list(ones):
        hit = next((o for o in others if o.type == one.type and _overlap(o, one)), None)
        if hit:
            both.append((one, hit))
            ones.remove(one)
            others.remove(hit)
    return both, ones, others


def _overlap(one: Frame, other: Frame) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def compared(examples: Iterable[tuple[Example, Example]]) -> tuple[Counts, Counts, dict[str, list[Pair]]]:
    """Return the counts of triggers and of roles, and the pairs of codes by name."""
    triggers: Counts = defaultdict(lambda: [0, 0, 0])
    roles: Counts = defaultdict(lambda: [0, 0, 0])
    codes: dict[str, list[Pair]] = defaultdict(list)
    for first, second in examples:
        codes["relevant"].append((str(first.relevant), str(second.relevant)))
        both, ones, others = pairs_of(first, second)
        for at, frames in ((1, [b[1] for b in both] + others), (2, [b[0] for b in both] + ones)):
            for frame in frames:
                triggers[frame.type][at] += 1
        for one, other in both:
            triggers[one.type][0] += 1
            marked = [(role, span_of(second, s)) for role, spans in other.roles.items() for s in spans]
            count_roles(first, one, marked, roles)
            for group in one.codes.keys() & other.codes.keys():
                codes[group if "." in group else f"{one.type}.{group}"].append((one.codes[group], other.codes[group]))
    return triggers, roles, codes


def alpha(pairs: list[Pair]) -> float:
    """Return Krippendorff's alpha of two annotators' nominal codes; 1 where both always say the same one thing."""
    import krippendorff  # here, so that the comparison itself needs no library

    values = sorted({value for pair in pairs for value in pair})
    if len(values) < 2:
        return 1.0
    table = [[values.index(pair[n]) for pair in pairs] for n in range(2)]
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def main() -> None:
    """Compare the second annotations with the first ones of the same passages."""
    second = list(standoff.joined(sorted(HERE.glob("corpus/agreement/*.jsonl"))))
    first = {p["id"]: p for p in passages.own_passages(["real/*.jsonl"])}
    twice = [(passages.example_of(first[p["id"]]), passages.example_of(p)) for p in second]
    triggers, roles, codes = compared(twice)
    report = {
        "passages": len(twice),
        "triggers": {"micro": round(micro(triggers), 3), **{k: round(f1(c), 3) for k, c in sorted(triggers.items())}},
        "roles": {"micro": round(micro(roles), 3),
                  **{k: round(f1(c), 3) for k, c in sorted(roles.items()) if c[2] >= LEAST}},
        "alpha": {k: round(alpha(p), 3) for k, p in sorted(codes.items()) if len(p) >= LEAST},
        "same": {k: round(sum(a == b for a, b in p) / len(p), 3) for k, p in sorted(codes.items()) if len(p) >= LEAST},
    }  # fmt: skip
    print(json.dumps(report, indent=1))
    (HERE / "agreement.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
