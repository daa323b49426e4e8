"""Who sits at the table for whom, by set phrases: "delegations led by A, secretary of …", "X's chief negotiator, A"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from dragoman.annotate.names import NAME, names_in
from dragoman.codebook import lexicon
from dragoman.codebook.actors import institution, known_actor
from dragoman.codebook.countries import country_meant
from dragoman.codebook.cues import Phrase, cues_of
from dragoman.codebook.persons import has_title, split_title
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part

_SURE = 1.0
_NO_TITLE = "by|while|who|with|sent|under|was|were|is|are|whose|which|has|have|had|said|met"


def delegations_in(text: str, home: Span, persons: Sequence[Span] = ()) -> list[Part]:
    """Return the delegates whom a sentence names, each with party, role and whether he or she leads.

    Args:
        text: the whole text.
        home: the sentence.
        persons: names of persons as the reader marks them; a name of one word counts only as one of these.
    """
    found: dict[Span, Part] = {}
    for span, party, head in _persons(text, home, persons):
        if not any(span.overlaps(other) for other in found):
            found[span] = _delegate(text, home, span, party=party, head=head)
    return _own_roles(sorted(found.values(), key=lambda part: part.span))


def _own_roles(delegates: Sequence[Part]) -> list[Part]:
    """Leave each title to the first who has it: "A, head of the Council, B, and C" tells nothing of B."""
    taken: list[Span] = []
    own = []
    for each in delegates:
        role = next((part for part in each.parts if part.role == "role"), None)
        if role and any(role.span.overlaps(other) for other in taken):
            each = replace(each, parts=tuple(part for part in each.parts if part is not role))
        elif role:
            taken.append(role.span)
        own.append(each)
    return own


def _delegate(text: str, home: Span, span: Span, *, party: Span | None, head: bool) -> Part:
    role = role_beside(text, span, home)
    inner = [Part(role="role", span=role, score=_SURE)] if role else []
    side = (
        _side_after(text, span, home)
        or party
        or (_side_in(text, role) if role else None)
        or _side_before(text, span, home)
    )
    inner += [Part(role="party", span=side, score=_SURE)] if side else []
    codes = (Code(name="head", value="true", score=_SURE),) if head else ()
    return Part(role="delegations", span=span, score=_SURE, codes=codes, parts=tuple(inner))


def role_beside(text: str, person: Span, home: Span) -> Span | None:
    """Return the longest title of a person: the words before the name, or the apposition after it."""
    spans = [span for span in (_role_before(text, person.start, home), _role_after(text, person.end, home)) if span]
    return max(spans, key=lambda span: span.end - span.start, default=None)


def _role_before(text: str, at: int, home: Span) -> Span | None:
    """Return the words of titles before a name, a possessive or a country at their head included."""
    start = at
    for match in reversed(list(re.finditer(r"\S+\s+", text[home.start : at]))):
        word = match.group().strip().rstrip(",")
        if not (_in_title(word) or _is_side(word) or word.endswith(("'s", "’s"))) or (
            word != match.group().strip() and start < at
        ):
            break
        start = home.start + match.start()
        if word.endswith(("'s", "’s")):
            break
    words = text[start:at].rstrip(" ,")
    lead = len(words) - len(re.sub(r"^(?:the|a|an|of|for|and|by|in|to|at|on|with)\s+", "", words, flags=re.IGNORECASE))
    return Span(start + lead, start + len(words)) if has_title(words[lead:]) else None


def _in_title(word: str) -> bool:
    bare = re.sub(r"[^\w-]", "", word).lower()
    return bare in _title_words() or all(part in _title_words() for part in bare.split("-"))


@cache
def _title_words() -> frozenset[str]:
    data = lexicon.load("titles")
    titles = {part for group in data["titles"].values() for title in group for part in title.split()}
    return frozenset(
        {*titles, *data["around"]["before"], *data["around"]["join"], *data["around"]["bodies"]}
        - {"to", "in", "at", "on", "with", "under"}
    )


def _role_after(text: str, at: int, home: Span) -> Span | None:
    """Return an apposition with a title; "and" ends it only before another person ("Security and Defence Council")."""
    match = _apposition().match(text, at, home.end)
    if match is None or not (match["article"] or _in_title(match["role"].split()[0])):
        return None
    span = Span(*match.span("role"))
    if re.search(
        r"\sby\s+(?:the\s+)?(?:\w+\s+){0,3}[A-Z]", match["role"]
    ):  # "…, the delegation of B by C": the next person
        return None
    while (more := _more().match(text, span.end, home.end)) and not _is_person(more["name"]):
        span = Span(span.start, more.end())
    return span if has_title(span.words(text)) else None


def _side_after(text: str, person: Span, home: Span) -> Span | None:
    """Return the side in "A, from X,"."""
    match = re.compile(rf",\s+from\s+(?P<side>{NAME})").match(text, person.end, home.end)
    return Span(*match.span("side")) if match and _is_side(match["side"]) else None


def _side_in(text: str, role: Span) -> Span | None:
    """Return the side that a role names ("head of Russia's military intelligence"), the first of several."""
    return next(
        (span for name in names_in(text, role) for span in _heads(text, name) if _is_side(span.words(text))), None
    )


def _side_before(text: str, person: Span, home: Span) -> Span | None:
    """Return the side in the possessive before a name ("Moscow's Stepan Azarov")."""
    before = [
        name
        for name in names_in(text, Span(home.start, person.start))
        if text[name.end : person.start] in ("'s ", "’s ")
    ]
    return before[-1] if before and _is_side(before[-1].words(text)) else None


def _heads(text: str, name: Span) -> Iterator[Span]:
    """Yield the name, and the words it begins with, the longest first ("Kenyan Red Cross Society": "Kenyan")."""
    words = name.words(text)
    ends = [len(words), *(m.start() for m in reversed(list(re.finditer(r"\s", words))))]
    yield from (Span(name.start, name.start + end) for end in ends)


def _is_side(words: str) -> bool:
    return country_meant(words) is not None or known_actor(words) is not None


def _persons(text: str, home: Span, persons: Sequence[Span]) -> Iterator[tuple[Span, Span | None, bool]]:
    if _cue().search(fold(text[home.start : home.end])) is None:
        return
    for pattern, head in _patterns():
        for match in pattern.finditer(text, home.start, home.end):
            party = _party(text, match)
            for nth, span in enumerate(_listed(text, Span(*match.span("who")), home)):
                if " " in span.words(text) or any(span.overlaps(person) for person in persons):
                    own = _side_before(text, span, home) if nth else None
                    yield span, own or party, head


def _party(text: str, match: re.Match[str]) -> Span | None:
    """Return the name that the phrase has for the side, a head noun ("delegation") and an article left out."""
    if "party" not in match.re.groupindex or match["party"] is None:
        return None
    stretch = Span(*match.span("party"))
    names = names_in(text, stretch)
    if names:
        return names[-1]
    words = re.sub(r"['’]s?$", "", match["party"])
    return Span(stretch.start, stretch.start + len(words)) if " " in words else None


def _listed(text: str, who: Span, home: Span) -> list[Span]:
    """Return the persons of "A, role, and B, role": up to the first name that is a side, a body or a title alone."""
    spans, at = [], who.start
    while (match := _one().match(text, at, who.end)) is not None:
        person = split_title(match["name"])[1]
        if not _is_person(person) or not match["name"].endswith(person):
            break
        spans.append(Span(match.end() - len(person), match.end()))
        role = _role_after(text, match.end(), home)
        gap = _gap().match(text, role.end if role else match.end(), who.end)
        if gap is None:
            break
        at = gap.end()
    return spans


def _is_person(name: str) -> bool:
    if not name or _is_side(name) or has_title(name) or institution(name) is not None:
        return False
    return name.split()[-1].lower() not in lexicon.load("titles")["around"]["bodies"]


@cache
def _one() -> re.Pattern[str]:
    """The next person of a list: titles in small letters or capitals, then the name."""
    return re.compile(
        rf"(?:the\s|an?\s)?(?:(?!(?:{_NO_TITLE})\b)[a-z][\w-]*(?:['’]s)?\s|{NAME}(?:['’]s)?\s(?!and\b)(?=[a-z])"
        rf"|{NAME}['’]s\s|(?:[A-Z][a-z]{{0,5}}-)?[A-Z][a-z]{{0,5}}\.\s){{0,6}}(?P<name>{NAME})"
    )


@cache
def _more() -> re.Pattern[str]:
    return re.compile(rf"\s+and\s+(?:[a-z]+\s+)?(?P<name>{NAME})")


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(r",?\s+and\s+(?:by\s+)?|,\s+(?:and\s+|alongside\s+)?|\s+alongside\s+")


@cache
def _apposition() -> re.Pattern[str]:
    return re.compile(
        rf",\s+(?:who\s+(?:is|was)\s+)?(?P<role>(?P<article>the\s+|an?\s+|its\s+|his\s+|her\s+|{NAME}['’]s?\s+)?[a-z](?:[^,;.()\n:]|(?<=[A-Z])\.)*?)"
        rf"(?=[,;.()\n:]|\s+and\s+(?:by\s+)?(?:[A-Z][\w.]*\s+){{0,3}}[A-Z]|\s+(?:said|says|told|called|described)\b|$)"
    )


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['delegations']['cues'])})")


@cache
def _patterns() -> tuple[tuple[Phrase, bool], ...]:
    words = {name: f"(?:{'|'.join(group)})" for name, group in lexicon.load("talks")["delegations"].items()}
    cues = {name: cues_of(pattern) for name, pattern in words.items()}
    words["who"] = r"(?P<who>[^;:\n]+)"
    words["name"] = NAME
    groups = "|".join(lexicon.load("talks")["delegations"]["groups"])
    words["party"] = (
        rf"(?P<party>(?:[Tt]he\s)?{NAME}(?:['’]s?)?(?:\s(?:government|rebel|army|military|side))?"
        rf"|[Tt]he\s(?:[a-z]+\s){{0,2}}(?:{groups})['’]s?)"
    )
    rows = lexicon.load("talks")["delegation_phrases"]
    return tuple(
        (Phrase(row, words, cues, space=r"\s"), head == "head") for head, group in rows.items() for row in group
    )
