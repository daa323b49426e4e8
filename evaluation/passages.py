"""The project's own annotated passages that never train, read with the whole program.

Two parts: those written for the project, which are always here, and those of real reports, which need ../shared.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError
from evaluation import score
from evaluation.matching import CODES, Found, Observation, Pairing, Span, Wanted, found_of, observations, paired

NAME = "passages"
PARTS = (f"{NAME}.written", f"{NAME}.real")
SPOKEN = frozenset({"statement", "event"})  # left unread where a text is about something else
UNPRINTED = frozenset({("event", "object"), ("agreement", "place")})  # annotated for training, not in the codebook
TextReader = Callable[[str, date | None], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A held-out passage with its findings."""

    ident: str
    text: str
    published: date | None
    relevant: bool | None
    wanted: tuple[Wanted, ...]

    @property
    def negative(self) -> bool:
        """Whether nothing but sayings of another subject can be found in it."""
        kinds = {wanted.kind for wanted in self.wanted}
        return not kinds or (self.relevant is False and kinds <= SPOKEN)

    def judged(self, kind: str) -> bool:
        """Whether findings of the kind are expected, and those given are counted."""
        return self.relevant is not False or kind not in SPOKEN


@dataclass(frozen=True, slots=True)
class Part:
    """Passages of one origin with a digest of their annotations."""

    name: str
    digest: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One passage's result."""

    passage: Passage
    pairing: Pairing
    empty: bool  # nothing given but sayings


@dataclass(frozen=True, slots=True)
class PassageResult:
    """What was seen in the passages of one part, how often, and the measure that has a floor."""

    name: str
    digest: str
    measures: dict[str, float]
    documents: tuple[Judged, ...]
    seen: Counter[Observation]
    failures: tuple[str, ...]


def parts(root: Path) -> Iterator[Part]:
    """Yield the parts that are wholly here; of the real passages none counts when the text of one is missing."""
    training = root / "training/corpus"
    yield from _part(PARTS[0], _training("passages").read(training.glob("passages/*.jsonl")))
    shared = [*(root.parent / "shared/corpus/real").glob("*.jsonl")]
    standoff = sorted((training / "real").glob("*.jsonl"))
    if shared and standoff:
        joined = list(_training("standoff").joined(standoff))
        if len(joined) == sum(1 for path in standoff for line in path.read_text("utf-8").splitlines() if line.strip()):
            yield from _part(PARTS[1], [*joined, *_training("passages").read(shared)])


def measured(part: Part, reader: TextReader, *, dated: bool = True) -> PassageResult:
    """Read the passages of a part and judge what is found."""
    judged, failures = [], []
    for passage in part.passages:
        try:
            output = reader(passage.text, passage.published if dated else None)
        except DragomanError as error:
            failures.append(f"{part.name}: {passage.ident} could not be read: {error}")
            output = {"findings": []}
        failures += [f"{part.name}: {passage.ident}: {each}" for each in output.get("failures", ())]
        judged.append(judge(passage, [found_of(finding) for finding in output["findings"]]))
    seen = Counter(each for one in judged for each in observations(one.pairing))
    measures = {"finding_f1": rates(seen)["f1"]}
    return PassageResult(part.name, part.digest, measures, tuple(judged), seen, tuple(failures))


def judge(passage: Passage, found: Iterable[Found]) -> Judged:
    """Compare what was given for a passage with its annotations."""
    given = list(found)
    wanted = [each for each in passage.wanted if passage.judged(each.kind)]
    pairing = paired(wanted, [each for each in given if passage.judged(each.kind)])
    return Judged(passage, pairing, empty=all(each.kind in SPOKEN for each in given))


def rates(seen: Counter[Observation], *kinds: str) -> dict[str, Any]:
    """Return precision, recall, F1 and counts of the kinds, of all kinds where none is named; joined ones are free."""
    counts: Counter[str] = Counter()
    for (what, kind, *_), times in seen.items():
        counts[what] += times * (not kinds or kind in kinds)
    found: dict[str, Any] = score.rates((counts["found"], counts["invented"], counts["missed"]))
    return {**found, "joined": counts["joined"]}


def passage_of(annotated: dict[str, Any]) -> Passage:
    """Resolve the strings of an annotated passage into spans."""
    published = annotated.get("published")
    return Passage(
        annotated["id"],
        annotated["text"],
        date.fromisoformat(published) if published else None,
        annotated.get("relevant"),
        tuple(_wanted(annotated["text"], finding) for finding in annotated["findings"]),
    )


def _part(name: str, annotated: Iterable[dict[str, Any]]) -> Iterator[Part]:
    held = sorted((p for p in annotated if _training("passages").is_test(p["id"])), key=lambda p: str(p["id"]))
    if held:
        written = json.dumps(held, ensure_ascii=False, sort_keys=True).encode()
        digest = f"sha256:{hashlib.sha256(written).hexdigest()}"
        yield Part(name, digest, tuple(map(passage_of, held)))


def _wanted(text: str, finding: dict[str, Any]) -> Wanted:
    kind, fields = finding["kind"], finding.get("fields", {})
    codes = {name: str(finding[name]) for name in CODES[kind] if finding.get(name) is not None}
    anchors = {
        name: tuple(_span(text, string) for string in _anchors(name, value))
        for name, value in fields.items()
        if (kind, name) not in UNPRINTED
    }
    every = tuple(_span(text, string) for string in _training("validate").spans(fields))
    return Wanted(kind, _span(text, finding["trigger"]), codes, anchors, every)


def _anchors(field: str, value: Any) -> Iterator[str]:  # noqa: ANN401  any JSON
    """Yield one string for each value of a field: of a value with parts the words that it hangs on."""
    labels = _training("labels")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            names = labels.ANCHORS.get(labels.FRAME_OF_ROLE.get(field, field), ())
            yield from [item[name] for name in names if item.get(name)][:1]


def _span(text: str, string: str) -> Span:
    place: Span | None = _training("standoff").place_of(text, string)
    if place is None:
        raise ValueError(f"{string!r} is not in the text")
    return place


@cache
def _training(name: str) -> Any:  # noqa: ANN401  a module
    """Import a script of training/, which are files beside each other and not a package."""
    folder = str(Path(__file__).resolve().parents[1] / "training")
    if folder not in sys.path:
        sys.path.append(folder)
    return import_module(name)
