"""Names of persons in the text and the titles that stand beside them.

The reader's name head splits and mislabels names, so its marks only start the search: a run of capital words counts as
a person where the reader marks one, where it speaks or leads, where a title stands beside it, or where it is a form of
such a name. States, bodies and places that the codebook knows never count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from dragoman.annotate.actors import actor_of
from dragoman.annotate.clauses import (
    BESIDE,
    Line,
    after_verb,
    is_apposed_role,
    is_person,
    line_of,
    phrase_at_end,
    pieces,
    stripped,
)
from dragoman.codebook import lexicon
from dragoman.codebook.gazetteer import candidates
from dragoman.codebook.persons import has_title, same_person, split_title, traces
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain
from dragoman.record.mentions import Mention, Sentence, Trigger

HOLDERS = frozenset({"speaker", "delegations", "by", "attributed_to", "addressee", "party"})

_LARGE = 20_000  # people of a place whose name is rather the place's than a person's

_CAPITAL = r"(?:(?:[Aa]l|[Ee]l|[Aa]d|[Aa]s|[Aa]sh|[Aa]n)-)?(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\w|[A-Z]\.(?:[A-Z]\.)*)"
_LINK = r"(?:al|el|bin|ibn|ben|de|da|di|van|von|der|del|la|ul|du|abu)"
_RUN = re.compile(rf"(?<![\w-]){_CAPITAL}(?:[ \n](?:{_LINK}[ -])?{_CAPITAL})*")
_SHORT_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Lt|Col|Maj|Capt|Gov|Prof|Rev)\.?\s+$")
_FIRST = re.compile(r"(\w+)\s")
_WHO = re.compile(r"\swho\b")
_FORMS = ("mr", "mrs", "ms", "miss", "sir", "mr.", "mrs.", "ms.")
_SIDE = re.compile(r"(?:'s|s')\s+")


def persons_in(
    text: str, sentences: Sequence[Sentence], mentions: Iterable[Mention], triggers: Sequence[Trigger]
) -> list[Span]:
    """Return where persons are named, titles left out, in text order."""
    runs = [run for sentence in sentences for run in _runs(text, sentence.span)]
    marked = sorted({m.span for m in mentions if m.label == "person"})
    held = {part.span for trigger in triggers for part in trigger.parts if part.role in HOLDERS}
    names = {run: run.words(text) for run in runs if is_personal(run.words(text))}
    speakers = {part.span for trigger in triggers for part in trigger.parts if part.role == "speaker"}
    sure = [
        run for run, name in names.items()
        if _is_sure(text, run, name, (marked, held))
        and (not _is_place(name) or run in speakers or _is_titled(text, run))
    ]  # fmt: skip
    known: dict[str, set[str]] = {}
    for run in sure:
        for trace in traces(names[run]):
            known.setdefault(trace, set()).add(names[run])
    found = set(sure)
    for run, name in names.items():
        near = {other for trace in traces(name) for other in known.get(trace, ())}
        if any(same_person(name, other) for other in near):
            found.add(run)
    return sorted(found)


def _runs(text: str, span: Span) -> Iterator[Span]:
    """Yield the runs of capital words, possessives and titles before the name left out."""
    for match in _RUN.finditer(text, span.start, span.end):
        words = plain(match.group())
        start = match.start() + max((m.end() for m in _SIDE.finditer(words)), default=0)
        if start == span.start and (first := _FIRST.match(words)) and fold(first.group(1)) in _small():
            start += first.end()
        end = match.end() - (2 if words.endswith("'s") else 1 if words.endswith("'") else 0)
        run = plain(text[start:end])
        before = _before(text, Span(start, end)) if start == match.start() else ""
        name = next((n for n in (split_title(f"{before} {run}")[1], split_title(run)[1]) if n and run.endswith(n)), "")
        at = run.rfind(name) if name else -1
        if at >= 0:
            yield Span(start + at, start + at + len(name))


@lru_cache(maxsize=8192)
def is_personal(name: str) -> bool:
    """Tell whether a run of capital words may be somebody's name: no state, body, people or office that is known."""
    if (
        not 1 <= len(name.split()) <= 5
        or len(name) < 3
        or (name.isupper() and len(name) < 5)
        or name.lower() in _small()
    ):
        return False
    actor = actor_of(name)
    return not (actor.canonical or actor.sector or actor.country or has_title(name))


def _is_place(name: str) -> bool:
    return any(place.by_hand or (place.exact and place.population >= _LARGE) for place in candidates(name))


@cache
def _small() -> frozenset[str]:
    words, short = lexicon.load("saying")["clause"], lexicon.load("chains")
    pronouns = short["persons"] + short["groups"] + short["things"]
    return frozenset(pronouns + words["first_words"]) | frozenset(
        {
            *words["openers"],
            *words["apposed"],
            *words["before_nouns"],
            *words["nobody"],
            *short["articles"],
        }
    )


def _is_sure(text: str, run: Span, name: str, seen: tuple[Sequence[Span], Iterable[Span]]) -> bool:
    marked, held = seen
    if any(span.covers(run) and span.end == run.end for span in held):
        return True
    covered = sum(min(s.end, run.end) - max(s.start, run.start) for s in marked if s.overlaps(run))
    full = len(name.split()) > 1
    return covered >= (0.6 if full else 1) * (run.end - run.start) or _is_titled(text, run)


def _is_titled(text: str, run: Span) -> bool:
    """Tell whether a title stands right before the name."""
    before = text[max(0, run.start - 12) : run.start]
    return bool(_SHORT_TITLE.search(before)) or (" " in run.words(text) and has_title(_before(text, run)))


def _before(text: str, run: Span) -> str:
    words = re.split(r"[,;:.()\n]", text[max(0, run.start - 60) : run.start])[-1].split()
    return " ".join(words[-3:])


def titles_in(text: str, sentences: Sequence[Sentence], persons: Sequence[Span]) -> dict[Span, Span]:
    """Return the title that stands before or after a person's name, by the span of the name."""
    found: dict[Span, Span] = {}
    starts = [person.start for person in persons]
    for sentence in sentences:
        first, last = (bisect_left(starts, at) for at in (sentence.span.start, sentence.span.end))
        if first < last:
            found |= _titles(text, sentence.span, persons[first:last])
    return found


def _titles(text: str, sentence: Span, persons: Iterable[Span]) -> dict[Span, Span]:
    line = line_of(text, sentence, ())
    found: dict[Span, Span] = {}
    for person in persons:
        role = _title_before(line, person) or _title_after(line, person)
        if role is not None and fold(role.words(text)) not in _FORMS:
            found[person] = role
    return found


def _title_before(line: Line, person: Span) -> Span | None:
    """Return the title in front of a name, with or without a comma between."""
    before = pieces(line, line.span.start, person.end)
    before[-1] = after_verb(line, before[-1])
    subject = phrase_at_end(line, before[-1])
    if subject is None or subject.span != person:
        return None
    if subject.role is None and len(before) > 1 and stripped(line, before[-1]).start == person.start:
        holder = phrase_at_end(line, before[-2])
        if holder and not is_person(line, holder) and is_apposed_role(line, Span(holder.start, before[-2].end)):
            return _shortened(line, holder.span)
    role = subject.role
    return None if role is None or fold(role.words(line.text)).endswith((" of", " for", " to")) else role


def _shortened(line: Line, role: Span) -> Span:
    """Leave out what leads up to the title: "held a call with China's president"."""
    start = max((m.end() for m in BESIDE.finditer(line.words(role.start, role.end))), default=0)
    return Span(role.start + start, role.end)


def _title_after(line: Line, person: Span) -> Span | None:
    """Return the office between commas after a name."""
    if line.words(person.end, person.end + 1) != ",":
        return None
    after = pieces(line, person.end + 1, line.span.end)[0]
    clause = line.first(_WHO, after.start, after.end)
    after = stripped(line, Span(after.start, clause.start if clause else after.end), " ~.")
    return after if is_apposed_role(line, after) else None
