"""The sets of reports with gold that the gate measures on."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
UNDATED = frozenset({"seed"})  # the page tells no date; working it out is part of the task


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Texts, their gold, and the dates that a user would know."""

    name: str
    texts: Path
    gold: Path
    index: Path | None = None

    @property
    def present(self) -> bool:
        """Whether there is any gold to measure on."""
        return any(self.gold.glob("*.json"))

    def documents(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield each text's path with its gold, by name."""
        for path in sorted(self.gold.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            yield self.texts / f"{gold['id']}.txt", gold

    def published(self) -> dict[str, date]:
        """Return the publication dates by id, without those that the reader has to work out."""
        known = {gold["id"]: gold["published"] for _, gold in self.documents()}
        if self.index is not None and self.index.exists():
            lines = map(json.loads, self.index.read_text(encoding="utf-8").splitlines())
            known |= {line["id"]: line["published"] for line in lines if line["id"] in known}
        return {ident: date.fromisoformat(day) for ident, day in known.items() if day and ident not in UNDATED}

    def digest(self) -> str:
        """Return a digest of the gold, which names the texts by their own digests."""
        summed = hashlib.sha256()
        for path in sorted(self.gold.glob("*.json")):
            summed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return f"sha256:{summed.hexdigest()}"


def _own(root: Path) -> GoldSet:
    return GoldSet("own", root / "evaluation/gold/texts", root / "evaluation/gold/gold")


def _dev(root: Path) -> GoldSet:
    dev = root.parent / "shared/eval/dev"
    return GoldSet("dev", dev / "texts", dev / "gold", dev / "index.jsonl")


def _seed(root: Path) -> GoldSet:
    return GoldSet("seed", root.parent / "shared/eval/seed", root.parent / "shared/eval/seed")


SETS: dict[str, Callable[[Path], GoldSet]] = {"own": _own, "dev": _dev, "seed": _seed}


def sets_of(name: str, root: Path = ROOT) -> tuple[GoldSet, ...]:
    """Return the set of that name, or every set for "all"."""
    return tuple(make(root) for each, make in SETS.items() if name in (each, "all"))
