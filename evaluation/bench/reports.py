"""Reports to read against the clock: the project's own passages, joined to the length of a news story."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

PASSAGES = Path(__file__).parent.parent.parent / "training" / "corpus" / "passages"
WORDS = 600  # of a report, as the required speed counts them


def made(count: int, *, seed: int = 7) -> list[str]:
    """Return as many reports, each of about ``WORDS`` words, the same ones at every call."""
    texts = list(passages(sorted(PASSAGES.glob("*.jsonl"))))
    rng = random.Random(seed)
    return [_report(texts, rng) for _ in range(count)]


def passages(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the texts of annotated passages."""
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from (json.loads(line)["text"] for line in lines if line.strip())


def written(reports: Iterable[str], folder: Path) -> list[Path]:
    """Write each report to a file of its own."""
    paths = []
    for number, report in enumerate(reports):
        paths.append(folder / f"report-{number:03}.txt")
        paths[-1].write_text(report, encoding="utf-8")
    return paths


def _report(texts: list[str], rng: random.Random) -> str:
    """Join passages until the next one would lead further away from the wanted length."""
    chosen: list[str] = []
    length = 0
    while True:
        text = rng.choice(texts)
        size = len(text.split())
        if length and abs(length + size - WORDS) > abs(length - WORDS):
            return "\n\n".join(chosen) + "\n"
        chosen.append(text)
        length += size
