"""The open sets of ../shared/data as examples: names and PropBank predicates; each is optional and named in NOTICE."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.neural.vocabulary import Words, words_of
from dragoman.record.evidence import Span
from labels import NAMES
from passages import Example, Frame

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
NAMED = ("wikigold", "wnut17", "crossner_politics")  # sets of token-tagged names
USED = (*NAMED, "re3d", "propbank_ewt")

# Tags of each set → our names; None: the set marks it, but the head shall not learn it (no loss there).
TAGS: dict[str, str | None] = {
    "PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other",
    "person": "person", "politician": "person", "organisation": "organisation", "politicalparty": "organisation",
    "country": "place", "location": "place", "event": "event", "election": "event", "misc": "other",
    "group": None, "corporation": "organisation", "product": None, "creative-work": None,
    "Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "nationality",
}  # fmt: skip


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the JSON lines of a gzipped file, none where it is absent."""
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def tag(name: str | None, first: bool) -> int:  # noqa: FBT001
    """Return the number of a BIO tag; −100 for what is not learnt."""
    if name is None:
        return -100
    return 1 + 2 * NAMES.index(name) + (0 if first else 1)


def joined(tokens: list[str]) -> tuple[str, list[Span]]:
    """Join tokens into a sentence with plain spacing and return it with each token's span."""
    text, spans = "", []
    for token in tokens:
        glue = (
            ""
            if not text or token in {".", ",", ";", ":", "!", "?", ")", "'s", "'", "n't", "%"} or text[-1] in "("
            else " "
        )
        text += glue
        spans.append(Span(len(text), len(text) + len(token)))
        text += token
    return text, spans


def named(set_name: str, split: str = "train") -> Iterator[Example]:
    """Yield the sentences of a token-tagged set of names."""
    for row in rows(DATA / set_name / f"{split}.jsonl.gz"):
        text, spans = joined(row["tokens"])
        words = words_of(text)
        by_char = [-1] * (len(text) + 1)
        for i, span in enumerate(spans):
            by_char[span.start : span.end] = [i] * (span.end - span.start)
        yield Example(row["id"], text, words, [], has_frames=False, names=_tags(row["ner"], words, by_char))


def _tags(ner: list[str], words: Words, by_char: list[int]) -> list[int]:
    tags, before = [], -1
    for span in words.spans:
        token = by_char[span.start]
        label = ner[token] if token >= 0 else "O"
        if label == "O":
            tags.append(0)
        else:
            fresh = label[0] == "B" and token != before
            tags.append(tag(TAGS.get(label[2:], "other"), fresh))
        before = token
    return tags


def re3d(split: str = "train") -> Iterator[Example]:
    """Yield the paragraphs of re3d with their names."""
    for row in rows(DATA / "re3d" / f"{split}.jsonl.gz"):
        start = 0
        for n, paragraph in enumerate(row["text"].split("\n")):
            if 40 < len(paragraph) < 1200:
                words = words_of(paragraph)
                tags = [0] * len(words)
                for entity in row["entities"]:
                    inside = [i for i, s in enumerate(words.spans)
                              if s.start < entity["end"] - start and entity["start"] - start < s.end]  # fmt: skip
                    name = TAGS.get(entity["type"])
                    if not inside or name is None or paragraph[words.spans[inside[0]].start].islower():
                        continue
                    for i in inside:
                        tags[i] = tag(name, i == inside[0])
                yield Example(f"{row['id']}-{n}", paragraph, words, [], has_frames=False, names=tags)
            start += len(paragraph) + 1


def propbank(split: str = "train") -> Iterator[Example]:
    """Yield sentences with PropBank frames as frames of type "predicate"."""
    kept = {"ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC", "ARGM-ADV"}
    for row in rows(DATA / "propbank_ewt" / f"{split}.jsonl.gz"):
        if not row["frames"] or len(row["tokens"]) < 6:
            continue
        text, spans = joined(row["tokens"])
        words = words_of(text)

        def cover(a: int, b: int, spans: list[Span] = spans, words: Words = words) -> tuple[int, int] | None:
            inside = [i for i, s in enumerate(words.spans) if s.start < spans[b - 1].end and spans[a].start < s.end]
            return (inside[0], inside[-1] + 1) if inside else None

        frames = []
        for frame in row["frames"]:
            span = cover(frame["pred"], frame["pred"] + 1)
            if span:
                roles: dict[str, list[tuple[int, int]]] = {}
                for a, b, label in frame["args"]:
                    if label in kept and (where := cover(a, b)):
                        roles.setdefault(label, []).append(where)
                frames.append(Frame("predicate", span, roles))
        yield Example(row["id"], text, words, frames, has_frames=False, cuts=[0])
