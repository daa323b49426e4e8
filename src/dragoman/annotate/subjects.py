"""The subject of a clause: who says, wants or does what the verb tells, clauses between commas passed over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.annotate.clauses import (
    Line,
    Subject,
    actor_phrase,
    is_apposed_role,
    is_person,
    phrase_at_end,
    pieces,
    stripped,
    with_apposition,
)
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span

_ADDED = re.compile(r"\s(?:in|of|at|from|with|for|on|to|who|close|near|familiar|briefed)\s")
_RELATIVE = re.compile(r"\s*(?:\w+\s){1,6}?(?P<who>who)\s(?=\w+\s\w)")
_DATELINE = re.compile(r"(?:[A-Z][\w.'’]*(?:[ ,/]+|$)){1,6}(?:\([^)]*\)\s*)?[-—–]+\s+")


def first_subject(line: Line) -> Subject | None:
    """Return the actor that opens the sentence, an adverbial and a dateline passed over."""
    for piece in pieces(line, after_dateline(line), line.span.end)[:3]:
        words = piece.words(line.text).split()
        for size in range(min(9, len(words)), 0, -1):
            end = piece.start + _length(piece.words(line.text), size)
            found = actor_phrase(line, stripped(line, Span(piece.start, end)))
            if found is not None:
                return with_apposition(line, found, piece.end)
    return None


def _length(words: str, count: int) -> int:
    match = re.match(rf"\s*(?:\S+\s+){{{count - 1}}}\S+", words)
    return match.end() if match else len(words)


def after_dateline(line: Line) -> int:
    """Return where the sentence begins behind its dateline."""
    match = _DATELINE.match(line.text, line.span.start, line.span.end)
    return match.end() if match else line.span.start


def subject_before(line: Line, core: int, form: str) -> Subject | None:
    """Return the subject whose verb follows at ``core``, a clause between commas passed over."""
    parts = pieces(line, line.span.start, core)
    if form == "base" and not _is_plural(line.words(parts[-1].start, core)):
        return None
    if stripped(line, parts[-1]).start < stripped(line, parts[-1]).end:
        relative = re.search(r"^\s*(?:who|which)\s*$", line.words(parts[-1].start, core))
        if relative:
            return phrase_at_end(line, parts[-2]) if len(parts) > 1 else None
        if who := re.search(r"\s(?:who|which)\s*$", line.words(parts[-1].start, core)):
            return phrase_at_end(line, Span(parts[-1].start, parts[-1].start + who.start()))
        if form == "ing":
            return phrase_at_end(line, _without_with(line, parts[-1]))
        return _before_relative(line, parts[-1]) or phrase_at_end(line, parts[-1], loose=True)
    return _over_commas(line, [p for p in parts[:-1] if stripped(line, p, " ").start < p.end])


def _before_relative(line: Line, span: Span) -> Subject | None:
    """Return the subject that a clause follows without commas: "An official who asked not to be named"."""
    match = _RELATIVE.match(line.words(span.start, span.end))
    if match is None:
        return None
    last = phrase_at_end(line, Span(span.start + match.end(), span.end))
    return None if last and last.is_known else phrase_at_end(line, Span(span.start, span.start + match.start("who")))


def _without_with(line: Line, span: Span) -> Span:
    """Pass over "with" in "with X describing it"."""
    match = re.match(r"\s*with\s", line.words(span.start, span.end))
    return Span(span.start + match.end(), span.end) if match else span


def _over_commas(line: Line, parts: Sequence[Span]) -> Subject | None:
    """Return the subject before a stretch between commas, or the name that stands there after its title."""
    if len(parts) < 2:
        return None
    last, before = parts[-1], _without_with(line, parts[-2])
    named = actor_phrase(line, stripped(line, last))
    holder = phrase_at_end(line, before)
    if named is not None and is_person(line, named) and not (holder and is_person(line, holder)):
        role = Span(holder.start, holder.span.end) if holder else stripped(line, before)
        if is_apposed_role(line, role) or (holder and _opens(line, before)):
            return Subject(named.span, role, role.start)
    for at in range(len(parts) - 2, -1, -1):
        holder = phrase_at_end(line, parts[at])
        if holder is not None and _is_apposed(line, parts[at + 1]):
            role = stripped(line, parts[at + 1])
            keeps = holder.role is None and is_apposed_role(line, role)
            return replace(holder, role=role) if keeps else holder
    return None


def _opens(line: Line, span: Span) -> bool:
    """Tell whether a stretch opens its sentence or clause, so that the phrase in it is the subject."""
    return span.start == line.span.start or len(line.words(span.start, span.end).split()) <= 6


def _is_apposed(line: Line, span: Span) -> bool:
    """Tell whether a stretch between commas speaks of the name before it."""
    words = line.words(span.start, span.end).strip(" ~")
    first = words.split()[:1]
    if not first:
        return True
    openers = lexicon.load("saying")["clause"]["apposed"]
    return first[0] in openers or first[0].endswith(("ing", "ed", "'s")) or is_apposed_role(line, span)


def _is_plural(words: str) -> bool:
    """Tell whether the noun of a phrase is plural: "authorities in Kashmir", "Oslo and Bern"."""
    noun = _ADDED.split(words.strip(" ~"), maxsplit=1)[0].split()[-1:] or [""]
    return (
        noun[0].endswith("s")
        or " and " in words
        or noun[0] in ("they", "we", "i", "people", "police", "who", "military", "which")
    )
