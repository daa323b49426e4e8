"""Annotated passages → frames over words: resolves "string@@2" to word spans and joins findings of one trigger."""

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import labels
import standoff
from dragoman.codebook.plover import as_of_now
from dragoman.neural.vocabulary import Words, words_of

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
STAND_OFF = ("real/", "relevance/")  # folders of annotations whose texts stay in ../shared

WordSpan = tuple[int, int]  # first word, last word + 1


@dataclass
class Frame:
    """A typed stretch of words with its roles (each a list of word spans) and codes."""

    type: str
    span: WordSpan
    roles: dict[str, list[WordSpan]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


@dataclass
class Example:
    """One passage ready for the model: words, frames, name tags; None where a layer was not annotated."""

    id: str
    text: str
    words: Words
    frames: list[Frame]
    has_frames: bool = True
    names: list[int] | None = None  # BIO tag per word, −100 where the set says nothing
    relevant: bool | None = None
    cuts: list[int] = field(default_factory=list)  # word indices at which a sentence starts


def find(text: str, words: Words, string: str) -> WordSpan | None:
    """Return the word span of an annotation string ("…@@2" for the second occurrence)."""
    place = standoff.place_of(text, string)
    if place is None:
        return None
    at, end = place
    inside = [i for i, s in enumerate(words.spans) if s.start < end and at < s.end]
    return (inside[0], inside[-1] + 1) if inside else None


def is_test(ident: str) -> bool:
    """Tell whether a passage belongs to the fifth that never trains (by digest of its id)."""
    return hashlib.sha256(ident.encode()).digest()[0] % 5 == 0


def read(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the passages of JSONL files in order."""
    for path in sorted(paths):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def example_of(passage: dict[str, Any]) -> Example:
    """Turn one annotated passage into an example."""
    text = passage["text"]
    words = words_of(text)
    builder = _Builder(text, words)
    for finding in passage.get("findings", []):
        builder.add(finding)
    builder.add_chains(passage.get("chains", []))
    relevant = passage.get("relevant")
    if relevant is None:
        relevant = _relevance(passage)
    cuts = [0] + [i for i in range(1, len(words)) if _starts_sentence(text, words, i)]
    whole = "findings" in passage  # else only its topic is annotated, and what it states is not marked
    return Example(passage["id"], text, words, list(builder.frames.values()), whole, relevant=relevant, cuts=cuts)


def _relevance(passage: dict[str, Any]) -> bool | None:
    """Tell whether the passage is about conflict or talks; statements and events alone leave it open."""
    kinds = {finding["kind"] for finding in passage["findings"]}
    if kinds & {"round", "position", "incident", "exchange", "agreement"}:
        return True
    return None if kinds else False


def _starts_sentence(text: str, words: Words, i: int) -> bool:
    gap = text[words.spans[i - 1].end : words.spans[i].start]
    if "\n" in gap:
        return True
    before = text[: words.spans[i - 1].end][-2:]  # a closing mark ends a sentence only behind a full stop or the like
    after = text[words.spans[i].start]
    return bool(gap) and bool(re.search(r"[.!?][”\"]?$", before)) and (after.isupper() or after in '“"')


class _Builder:
    """Collects frames by (type, span), so that findings of one trigger become one frame."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words, self.frames = text, words, {}
        self.lost = 0

    def frame(self, kind: str, string: str | None) -> Frame | None:
        span = find(self.text, self.words, string) if string else None
        if span is None:
            self.lost += bool(string)
            return None
        return self.frames.setdefault((kind, span), Frame(kind, span))

    def role(self, frame: Frame, role: str, string: str | None) -> None:
        span = find(self.text, self.words, string) if string else None
        if span and span not in frame.roles.setdefault(role, []):
            frame.roles[role].append(span)

    def add(self, finding: dict[str, Any]) -> None:
        kind = finding["kind"]
        frame = self.frame(kind, finding["trigger"])
        if frame is None:
            return
        for group in labels.CODES_OF_FRAME[kind]:
            value = finding.get(group.split(".")[-1], "reported" if group == "asserted" else None)
            if group.endswith("event_type"):  # the first annotators left planned meetings CONSULT
                value = as_of_now(value, finding.get("status"))
            if group == "position.firmness":
                value = value or "none"
            if value is not None:
                frame.codes.setdefault(group, str(value))
        self.role(frame, "attributed_to", finding.get("attributed_to"))
        for name, value in finding.get("fields", {}).items():
            role = labels.RENAMED.get(name, name)
            if role in labels.ROLES[kind]:
                for item in value if isinstance(value, list) else [value]:
                    self.item(frame, role, item, finding)

    def item(self, frame: Frame, role: str, item: object, finding: dict[str, Any]) -> None:
        if isinstance(item, str):
            self.role(frame, role, item)
            if role == "content" and frame.type == "position":
                part = self.frame("content", item)
                if part:
                    part.codes.setdefault("issue", finding["issue"])
        elif isinstance(item, dict):
            self.part(frame, role, item)

    def part(self, frame: Frame, role: str, item: dict[str, Any]) -> None:
        kind = labels.FRAME_OF_ROLE[role]
        anchor = next((a for a in labels.ANCHORS[kind] if item.get(a)), None)
        if anchor is None:
            return
        self.role(frame, role, item[anchor])
        part = self.frame(kind, item[anchor])
        if part is None:
            return
        for key, value in item.items():
            if key in labels.ROLES[kind] and key != anchor and isinstance(value, str):
                self.role(part, key, value)
            elif value is not None and key in labels.CODES_OF_FRAME.get(kind, ()):
                part.codes.setdefault(key, str(value).lower() if isinstance(value, bool) else str(value))

    def add_chains(self, chains: list[list[str]]) -> None:
        for chain in chains:
            spans = [s for s in (find(self.text, self.words, string) for string in chain) if s]
            for span in spans[1:]:
                frame = self.frames.setdefault(("chain", span), Frame("chain", span))
                frame.roles.setdefault("same", []).extend(s for s in spans if s != span)


def own_passages(
    files: Iterable[str] = ("passages/*.jsonl", "real/*.jsonl", "shared:real/*.jsonl"),
) -> list[dict[str, Any]]:
    """Return the annotated passages of the globs: written ones, and real ones joined with their texts in shared/.

    Args:
        files: globs under training/corpus/, or under ../shared/corpus/ when they start with "shared:".
    """
    found: list[dict[str, Any]] = []
    for pattern in files:
        where, _, name = pattern.rpartition(":")
        paths = sorted((SHARED if where else HERE).glob(f"corpus/{name}"))
        found += standoff.joined(paths) if name.startswith(STAND_OFF) and not where else read(paths)
    return found


def window(example: Example, rng: random.Random, limit: int) -> Example:
    """Return a stretch of whole sentences of at most ``limit`` sub-words; frames and roles outside it are dropped."""
    sizes = [len(p) for p in example.words.pieces]
    if sum(sizes) <= limit and (len(example.cuts) < 3 or rng.random() < 0.75):
        return example
    bounds = [*example.cuts, len(sizes)]
    first = rng.randrange(max(1, len(bounds) - 2)) if sum(sizes) > limit or rng.random() < 0.5 else 0
    last, total = first, 0
    while last < len(bounds) - 1 and total + sum(sizes[bounds[last] : bounds[last + 1]]) <= limit:
        total += sum(sizes[bounds[last] : bounds[last + 1]])
        last += 1
    if last == first:
        return cut(example, bounds[first], _reach(sizes, bounds[first], limit))
    return cut(example, bounds[first], bounds[last])


def _reach(sizes: list[int], start: int, limit: int) -> int:
    """Return how far words from ``start`` on go before they are over the limit; one word at least."""
    end, total = start, 0
    while end < len(sizes) and (end == start or total + sizes[end] <= limit):
        total += sizes[end]
        end += 1
    return end


def cut(example: Example, a: int, b: int) -> Example:
    """Return the example restricted to words a to b."""
    words = Words(example.words.spans[a:b], example.words.pieces[a:b], example.words.shapes[a:b])

    def inside(s: WordSpan) -> bool:
        return a <= s[0] and s[1] <= b

    frames = [
        Frame(f.type, (f.span[0] - a, f.span[1] - a),
              {r: [(x - a, y - a) for x, y in spans if inside((x, y))] for r, spans in f.roles.items()}, f.codes)
        for f in example.frames if inside(f.span)
    ]  # fmt: skip
    names = example.names[a:b] if example.names is not None else None
    return Example(example.id, example.text, words, frames, example.has_frames, names, example.relevant,
                   [c - a for c in example.cuts if a <= c < b])  # fmt: skip
