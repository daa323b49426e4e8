"""Write the model card of the weights: data with licences, stages, scores, weaknesses; made, never edited.

python training/card.py    # after evaluate.py; writes src/dragoman/neural/weights/MODEL_CARD.md
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

import open_sets  # noqa: E402
import passages  # noqa: E402
from dragoman.neural.encoder import FILES, weights_folder  # noqa: E402

Json = dict[str, Any]

HEAD = """\
# Model card: the reader of Dragoman

*Made by `training/card.py` from the scores, the logs and the data; edit those, not this page.*

What it does: marks words of English news about conflicts and peace talks. Per window of about 170 sub-words it scores
names, the words that announce a finding of one of seven kinds, the stretches that fill its roles, and its codes
(status, stance, issue, type …). What the marks mean is worked out by the program around it; the reader never decides
alone that something was said.

What it is: one MiniLM-L6-H384 encoder, its blocks narrowed to 1,024 of 1,536 units (20 million parameters), with heads
for names, triggers, roles and codes, the
relevance of a window, and short forms. Fine-tuned from all-MiniLM-L6-v2 (Apache-2.0); word embeddings left as they
were; 8-bit weights for the encoder, 32-bit for the heads. Licence: Apache-2.0. Needs onnxruntime and numpy, runs on a
processor.

Meant for: helping analysts find and cite what reports say. Not meant for: deciding about people, counting victims
without a look at the evidence, targeting of any kind, or texts that are not English.
"""

WEAKNESSES = """\
## Known weaknesses

- **English only**, and the English of news agencies, broadcasters and official readouts. Social media, transcripts and
  legal texts were not among the data.
- **The passages were written for the project**, invented names included, and most real texts are of a few outlets
  (Voice of America, governments, one newspaper). Wars and outlets that the data lacks will be read worse than the
  figures here say. Scores on real reports it has never seen are in `evaluation/README.md`; they are lower.
- **Roles are weaker than triggers**: it finds that talks were held more surely than who sat at the table. Long lists of
  parties, and figures that belong to one of several attacks in a sentence, go wrong most.
- **Rare codes** (sexual violence, chemical attacks, constitutional issues) had few examples; the table by code shows
  what was enough to be counted.
- **Nothing crosses a window**: a pronoun whose name stands more than a few sentences back is left alone.
- **Irony, rumour and quoted propaganda** are read as they are worded; the voice is kept, its truth is not judged.
- **Names of persons and groups** are found by form; names other than Arabic, Slavic, Turkic, Persian, Hebrew, Ethiopian
  and West European ones were seldom seen.
- **Bias of sources**: governments speak more often in the data than the people they speak about.
- The network's own shares are too sure (error above). The confidence of a finding is calibrated afterwards, by kind, on
  the passages that never train (`python -m evaluation.calibration`); shares of roles and codes are not.
"""


def main() -> None:
    """Write the card beside the weights."""
    scores = json.loads((HERE / "scores.json").read_text(encoding="utf-8"))
    stages = shipped(tomllib.loads((HERE / "curriculum.toml").read_text(encoding="utf-8")))
    own = passages.own_passages(sorted({name for stage in stages for name in stage["files"]}))
    made = (data(own, open_sets.DATA), training(stages, HERE / "runs"), results(scores))
    parts = [HEAD, *made, WEAKNESSES, sizes()]
    target = weights_folder() / "MODEL_CARD.md"
    target.write_text("\n".join(parts), encoding="utf-8")
    print(target)


def shipped(curriculum: Json) -> list[Json]:
    """Return the stages up to the one that ships."""
    names = [stage["name"] for stage in curriculum["stage"]]
    return list(curriculum["stage"][: names.index(curriculum["ships"]) + 1])


def data(own: Iterable[Json], sets: Path) -> str:
    """Return what it was trained on, with licences."""
    kept = list({passage["id"]: passage for passage in own}.values())
    held = sum(passages.is_test(passage["id"]) for passage in kept)
    sources = Counter((p.get("source", "written for this project"), p.get("licence", "Apache-2.0")) for p in kept)
    rows = [(source, f"{count} passages", licence) for (source, licence), count in sources.most_common()]
    rows += list(_open_rows(sets))
    findings = Counter(finding["kind"] for passage in kept for finding in passage.get("findings", ()))
    told = ", ".join(f"{kind} {count:,}" for kind, count in findings.most_common())
    return "\n".join(
        [
            "## Data\n",
            *_table(("set", "size", "licence"), rows),
            f"\nFindings in the {len(kept):,} annotated passages: {told}.\n",
            f"One passage in five ({held}), chosen by the digest of its id, never trains; these and passages of no",
            "stage give the scores below. Names of persons and towns are exchanged while training (towns from",
            "GeoNames, CC BY 4.0). The texts of real passages are not kept here, only offsets and digests.\n",
        ]
    )


def _open_rows(sets: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the open sets that training found, with the licence that each states."""
    for name in open_sets.USED:
        count = sum(1 for _ in open_sets.rows(sets / name / "train.jsonl.gz"))
        meta = sets / name / "META.json"
        if count and meta.is_file():
            licence = " ".join(json.loads(meta.read_text(encoding="utf-8"))["licence"].split())
            yield name, f"{count:,} rows", licence


def training(stages: Iterable[Json], runs: Path) -> str:
    """Return the stages with what their logs tell of the last run."""
    rows = []
    for stage in stages:
        path = runs / f"{stage['name']}.log"
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []
        last = lines[-1] if lines else {}
        losses = ", ".join(f"{k} {v:.2f}" for k, v in last.items() if k not in ("pass", "step", "seconds"))
        minutes = f"{last['seconds'] / 60:.0f}" if last else "?"
        spent = (last.get("pass", "?"), last.get("step", "?"), minutes)
        rows.append((stage["name"], *spent, f"{stage['rate']:g}", losses))
    heads = ("stage", "passes", "steps", "minutes", "peak rate", "losses of the last pass")
    return "\n".join(
        [
            "## Training\n",
            "Two processor cores, AdamW, fixed seeds, weights averaged over the last third of each stage; one command,",
            "`make train`. `training/README.md` tells how and why.\n",
            *_table(heads, rows),
            "",
        ]
    )


def results(scores: Json) -> str:
    """Return the scores on the held-out passages."""
    triggers = [(kind, f"{value:.3f}", scores["counts"].get(kind, "")) for kind, value in scores["triggers"].items()]
    roles = [(role, f"{value:.3f}") for role, value in scores["roles"].items()]
    codes = [(code, f"{value:.3f}") for code, value in scores["codes"].items()]
    names = [
        (f"{s}: {label}", f"{value:.3f}") for s, table in scores["names"].items() for label, value in table.items()
    ]
    return "\n".join(
        [
            f"## Scores on the {scores['passages']} passages that never trained\n",
            "Triggers, F1 (right: same kind, words overlap):\n",
            *_table(("kind", "F1", "in the passages"), triggers),
            f"\nExpected calibration error of trigger confidences: {scores['calibration_error']:.3f}.\n",
            "Roles of the triggers found, F1 (right: half of the words shared):\n",
            *_table(("role", "F1"), roles),
            "\nCodes, share right:\n",
            *_table(("code", "right"), codes),
            "\nNames on the dev splits of open sets, exact F1:\n",
            *_table(("set and label", "F1"), names),
            "",
        ]
    )


def sizes() -> str:
    """Return what the files weigh."""
    digests = json.loads((weights_folder() / "digests.json").read_text(encoding="utf-8"))
    rows = [(name, f"{(weights_folder() / name).stat().st_size:,}", digests[name][:16]) for name in FILES]
    return "\n".join(["## Files\n", *_table(("file", "bytes", "SHA-256 begins"), rows), ""])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows)]


if __name__ == "__main__":
    main()
