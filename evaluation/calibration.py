"""How far a finding's confidence is its chance of being right, and the fit that makes it so.

    python -m evaluation.calibration          # reliability on the held-out passages and on dev
    python -m evaluation.calibration --pin    # fit by kind on what never trained into codebook/confidence.toml

The fit is Platt's: a line on the log odds, by kind. It rests in equal parts on the held-out passages, where a finding
is wrong more often than in a whole report, and on the own reports, which are whole but written for the project. Dev is
never fitted on, it only tells whether the fit holds: fitted on the passages alone its error is .10, on both .07.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from dragoman.codebook.confidence import FILE, line, logit
from evaluation import passages, score
from evaluation.gate import read_all
from evaluation.matching import KINDS
from evaluation.reader import findings_in, findings_of
from evaluation.sets import ROOT, GoldSet, sets_of

Sure = tuple[str, float, bool]  # kind, confidence, whether it was right
BINS = 10
_HOLD = 2.0  # how many findings' worth the fit is held to the line it had: thin kinds stay where they are


def main() -> None:
    """Print reliability, and fit anew where asked."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--pin", action="store_true", help="write the fit into the codebook")
    asked = options.parse_args()
    held = list(of_passages())
    print(table("held-out passages", held))
    reports: dict[str, list[Sure]] = {}
    for gold_set in (*sets_of("own", ROOT), *sets_of("dev", ROOT)):
        if gold_set.present:
            reports[gold_set.name] = list(of_reports(gold_set))
            print(table(gold_set.name, reports[gold_set.name]))
    if asked.pin:
        own = reports["own"] * max(1, len(held) // len(reports["own"]))
        print(f"written: {written({kind: fitted([*held, *own], kind) for kind in KINDS})}")


def of_passages() -> Iterable[Sure]:
    """Yield every finding in the held-out passages; those that tell of a found thing once more are left out."""
    for part in passages.parts(ROOT):
        for judged in passages.measured(part, findings_in).documents:
            yield from ((f.kind, f.confidence, True) for _, f in judged.pairing.pairs)
            yield from ((f.kind, f.confidence, False) for f in judged.pairing.invented)


def of_reports(gold_set: GoldSet) -> Iterable[Sure]:
    """Yield every judged finding in the reports of a set."""
    outputs = ROOT / "evaluation/out" / gold_set.name
    read_all(gold_set, outputs, findings_of, dated=True)
    for path, gold in gold_set.documents():
        given = score.load_output(outputs / f"{gold['id']}.json") or []
        for kind, pairs, _, extra in score.score_document(gold, given, path.read_text("utf-8"))["alignment"]:
            yield from ((kind, float(out["confidence"]), True) for _, out, _ in pairs)
            yield from ((kind, float(out["confidence"]), False) for out in extra)


def error(sure: Sequence[Sure]) -> float:
    """Return the expected calibration error over ten bins (Naeini et al. 2015)."""
    return sum(abs(expected - right) for _, expected, right in _bins(sure)) / max(1, len(sure))


def _bins(sure: Sequence[Sure]) -> list[tuple[int, float, int]]:
    """Return for each bin that is not empty how many findings it has, how many should be right, and how many are."""
    groups: dict[int, list[Sure]] = defaultdict(list)
    for each in sure:
        groups[min(BINS - 1, int(each[1] * BINS))].append(each)
    return [(len(g), sum(c for _, c, _ in g), sum(r for *_, r in g)) for _, g in sorted(groups.items())]


def table(name: str, sure: Sequence[Sure]) -> str:
    """Return the reliability as lines for people: what was said, what came true."""
    rows = [
        f"  {n:>5} findings  said {expected / n:.2f}  right {right / n:.2f}  {'#' * round(20 * right / n)}"
        for n, expected, right in _bins(sure)
    ]
    kinds = [
        f"  {kind:<10} error {error(own):.3f} of {len(own)}"
        for kind in KINDS
        if (own := [each for each in sure if each[0] == kind])
    ]
    return "\n".join([f"{name}: calibration error {error(sure):.3f} of {len(sure)}", *rows, *kinds, ""])


def fitted(sure: Sequence[Sure], kind: str) -> tuple[float, float]:
    """Return slope and offset of a kind, fitted on top of those in force; a rising line always."""
    own = [(logit(confidence), right) for name, confidence, right in sure if name == kind]
    slope, offset = line(kind)
    if not own:
        return slope, offset
    x, y = np.array([each[0] for each in own]), np.array([float(each[1]) for each in own])
    change = _newton(x, y)
    return change[0] * slope, change[0] * offset + change[1]


def _newton(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return the likeliest (slope, offset) from ``x`` to chances of ``y``, held a little to (1, 0)."""
    inputs, at, start = np.stack([x, np.ones_like(x)], 1), np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ at))
        slope = inputs.T @ (chance - y) + _HOLD * (at - start)
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + _HOLD * np.eye(2)
        at = at - np.clip(np.linalg.solve(bend, slope), -1, 1)
    return max(0.05, float(at[0])), float(at[1])


def written(lines: dict[str, tuple[float, float]]) -> Path:
    """Write slopes and offsets into the codebook, its head kept."""
    path = ROOT / f"src/dragoman/codebook/{FILE}.toml"
    head = re.match(r"(?:#.*\n)*", path.read_text("utf-8"))
    rows = [f"[{kind}]\nslope = {slope:.3f}\noffset = {offset:.3f}\n" for kind, (slope, offset) in lines.items()]
    path.write_text((head[0] if head else "") + "\n".join(rows), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
