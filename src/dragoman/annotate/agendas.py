"""What talks are about, by set phrases: "discussions covered X, Y and Z", "talks on X", "X is under discussion"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.codebook import lexicon
from dragoman.codebook.cues import Phrase, cues_of
from dragoman.codebook.issues import issue_of
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part

_SURE, _LIKELY = 1.0, 0.6
_LONGEST, _UNKNOWN = 14, 5  # words of an item that has an issue, and of one that has none: longer ones are clauses
_FEW = 3  # words of a topic that has no issue of its own
_TALKS = "mediation_format"  # "talks on the talks": mostly a sentence that tells of another meeting
_COMMA = re.compile(r",\s+(?:and\s+|as well as\s+)?|\s+as well as\s+")
_AND = re.compile(r"\s+(?:and|or)\s+")


def agenda_in(text: str, home: Span) -> list[Part]:
    """Return the topics that a stretch of text names, each with its issue code."""
    flat = fold(text[home.start : home.end]).replace("\n", " ")
    found: dict[Span, Part] = {}
    for start, end, sure in _stretches(flat):
        for span in _items(flat, start, end):
            part = _part(flat[span.start : span.end], Span(home.start + span.start, home.start + span.end), sure=sure)
            if part is not None and not any(part.span.overlaps(other) for other in found):
                found[part.span] = part
    return list(found.values())


def _part(words: str, span: Span, *, sure: bool) -> Part | None:
    issue = issue_of(words)
    if issue == _TALKS and not sure:
        return None
    longest = _LONGEST if issue or _question().match(words) else _UNKNOWN
    if not words.strip() or len(words.split()) > longest or (issue is None and not sure):
        return None
    score = _SURE if issue else _LIKELY
    return Part(role="agenda", span=span, score=score, codes=(Code(name="issue", value=issue or "other", score=score),))


def _stretches(flat: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where topics stand and whether the phrase alone says that they are topics."""
    for pattern, sure in _patterns():
        for match in pattern.finditer(flat):
            yield *match.span("what"), sure


def _items(flat: str, start: int, end: int) -> Iterator[Span]:
    """Cut a list at its commas, and at an "and" where both sides name issues of their own."""
    pieces = _cut(flat, start, end, _COMMA)
    for piece in pieces:
        halves = _cut(flat, piece.start, piece.end, _AND)
        issues = [issue_of(flat[half.start : half.end]) for half in halves]
        if (len(pieces) > 1 and piece is pieces[-1]) or _are_apart(flat, halves, issues):
            yield from (_trimmed(flat, half) for half in halves)
        else:
            yield _trimmed(flat, piece)


def _are_apart(flat: str, halves: Sequence[Span], issues: Sequence[str | None]) -> bool:
    """Tell topics of their own on both sides of "and": two issues, or an issue and a few words that name none."""
    known = [issue for issue in issues if issue]
    short = all(
        issue or len(flat[half.start : half.end].split()) <= _FEW for half, issue in zip(halves, issues, strict=True)
    )
    return len(set(known)) == len(known) > 0 and short and len(halves) > 1


def _cut(flat: str, start: int, end: int, at: re.Pattern[str]) -> list[Span]:
    edges = [start]
    for match in at.finditer(flat, start, end):
        edges += [match.start(), match.end()]
    edges.append(end)
    return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _trimmed(flat: str, span: Span) -> Span:
    """Leave out the time at the end and the spaces at both ends."""
    words = flat[span.start : span.end]
    end = match.start() if (match := _tail().search(words)) else len(words)
    words = words[:end].rstrip(" ,\"'")
    lead = len(words) - len(words.lstrip(" \"'"))
    return Span(span.start + lead, span.start + len(words))


@cache
def _question() -> re.Pattern[str]:
    """Words that open a topic of any length: "the open question of who runs the port"."""
    heads = "|".join(lexicon.load("talks")["agenda"]["heads"])
    return re.compile(rf"(?:the )?(?:[\w-]+ )?(?:{heads}) of\b")


@cache
def _tail() -> re.Pattern[str]:
    days = "|".join(lexicon.load("talks")["agenda"]["time_words"])
    return re.compile(rf"\s(?:on|at|by|until|since|from|this|last|next|late|early|for)\s(?:the\s)?(?:{days}|\d).*")


@cache
def _patterns() -> tuple[tuple[Phrase, bool], ...]:
    data = lexicon.load("talks")
    words = {name: f"(?:{'|'.join(group)})" for name, group in data["agenda"].items()}
    cues = {name: cues_of(pattern) for name, pattern in words.items()}
    ends = f"(?=[.;:!?()]|(?<! of),? {words['ends']}\\b|$)"  # "the question of who holds the port" goes on
    words["what"] = rf"(?P<what>(?!(?:{words['time_words']}|\d|when|whether or|that|why)\b)[^.;:!?()]+?){ends}"
    words["near"], words["far"] = r"(?:[\w'.-]+ ){0,5}?", r"(?:[\w'.,-]+ ){0,14}?"
    phrases = data["agenda_phrases"]
    return tuple((Phrase(row, words, cues), sure == "sure") for sure, group in phrases.items() for row in group)
