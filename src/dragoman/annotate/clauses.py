"""A sentence made ready for rules of grammar: quotations and times masked, pieces between commas, noun phrases.

Offsets stay those of the document. The rules that read clauses (sayings, stances) look at ``flat``: folded, every
quotation with its marks as ``QUOTE`` signs and every dash as a comma, so that no rule reads inside somebody's words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dragoman.annotate.actors import actor_of
from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.codebook.countries import is_demonym
from dragoman.codebook.persons import has_title, is_unnamed, split_title
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain

QUOTE, TIME = "¤", "~"
_LONGEST = 10  # words of a noun phrase that is no person's name
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}

_BREAK = re.compile(r",(?!\d)|[;:()\n]|¤+")
_DASH = re.compile(r"(?<!\d)[—–](?!\d)|(?<=\s)-{1,3}(?=\s)|--+|(?<=\d)[—–](?=\s)")
BESIDE = re.compile(
    r"\b(?:with|alongside|by|including|between|from|to|and|as|against|than|like|via|through|under|on)\s"
)
_LONGEST_ROLE = 16
_WHO = re.compile(r"(?:who|which|whose|and|but)\b", re.IGNORECASE)
_ASIDE = re.compile(r"(?<=\s)\([a-z][\w.&-]{1,9}\)")  # "(OSCE)" after a name
_NAME = re.compile(
    r"(?:[A-Z][\w.'’-]*|(?:al|el|bin|ben|ibn|von|van|der|de|da|di|of|the|and|for|ul|ur)(?=[\s-]))(?:[\s-](?:[A-Z][\w.'’-]*|(?:al|el|bin|ben|ibn|von|van|der|de|da|di|of|the|and|for|ul|ur)(?=[\s-])))*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ``text``: ``flat`` has the length of ``span``."""

    text: str
    span: Span
    flat: str

    def words(self, start: int, end: int) -> str:
        """Return the folded and masked words between two offsets of the document."""
        return self.flat[max(0, start - self.span.start) : max(0, end - self.span.start)]

    def first(self, pattern: re.Pattern[str], start: int, end: int | None = None) -> Span | None:
        """Return where a pattern first matches between two offsets of the document."""
        stop = len(self.flat) if end is None else end - self.span.start
        match = pattern.search(self.flat, max(0, start - self.span.start), stop)
        return Span(match.start() + self.span.start, match.end() + self.span.start) if match else None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause is about: the name or the noun phrase, the title beside it, and where the whole phrase begins."""

    span: Span
    role: Span | None = None
    start: int = 0
    is_known: bool = True  # recognised as somebody who can speak and act, not only in the place of one


def line_of(text: str, span: Span, quoted: Iterable[Span]) -> Line:
    """Prepare a sentence; ``quoted`` are the stretches inside quotation marks, in any order."""
    words = span.words(text)
    flat = list(_ASIDE.sub(_blank, _DASH.sub(_comma, _dashed(words))))
    for each in times_in(text, span):
        if plain(text[each.end : each.end + 2]) != "'s":
            _mask(flat, each, span.start, TIME)
    for each in quoted:
        if each.overlaps(span):
            _mask(flat, _with_marks(text, each), span.start, QUOTE)
    return Line(text, span, "".join(flat))


def _dashed(words: str) -> str:
    """Fold the words but leave long dashes as they are: they part clauses, hyphens do not."""
    flat = fold(words)
    return (
        flat
        if flat == words or not set(words) & set("—–")
        else "".join(a if a in "—–" else b for a, b in zip(words, flat, strict=True))
    )


def _comma(match: re.Match[str]) -> str:
    return "," + " " * (len(match.group()) - 1)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _mask(flat: list[str], span: Span, start: int, sign: str) -> None:
    for at in range(max(0, span.start - start), min(len(flat), span.end - start)):
        flat[at] = sign


def _with_marks(text: str, inner: Span) -> Span:
    """Widen a quotation to its marks and the comma or full stop before the closing one."""
    end = inner.end
    while end < len(text) and end - inner.end < 3 and plain(text[end]) in ",. ":
        end += 1
    closed = end < len(text) and plain(text[end]) in "\"'"
    return Span(max(0, inner.start - 1), end + 1 if closed else inner.end)


def pieces(line: Line, start: int, end: int) -> list[Span]:
    """Return the stretches between commas, dashes, brackets and quotations, empty ones included."""
    found, at = [], start
    for match in _BREAK.finditer(line.flat, start - line.span.start, end - line.span.start):
        found.append(Span(at, match.start() + line.span.start))
        at = match.end() + line.span.start
    return [*found, Span(at, end)]


def stripped(line: Line, span: Span, signs: str = " ~*•") -> Span:
    """Return the span without spaces and masked times at its ends."""
    words = line.words(span.start, span.end)
    left = len(words) - len(words.lstrip(signs))
    right = len(words.rstrip(signs))
    return Span(span.start + left, span.start + right) if left < right else Span(span.end, span.end)


def phrase_at_end(line: Line, span: Span, *, loose: bool = False) -> Subject | None:
    """Return the actor whom the noun phrase at the end of a stretch names; ``loose``: or any short phrase there."""
    words = line.words(span.start, span.end)
    openers, joins = _openers()
    start = max((m.end() for m in openers.finditer(words)), default=0)
    for match in joins.finditer(words, start):
        if _finite().search(words, start, match.start()):
            start = match.end()
    whole = stripped(line, Span(span.start + start, span.end))
    last = max((m.end() for m in joins.finditer(words, start)), default=None)
    found = actor_phrase(line, whole)
    if found is None and last:
        found = actor_phrase(line, stripped(line, Span(span.start + last, span.end)))
    if found is None:
        found = actor_phrase(line, stripped(line, after_verb(line, whole)))  # "said European allies had …"
    return found or (_any_phrase(line, whole) if loose else None)


def _any_phrase(line: Line, span: Span) -> Subject | None:
    words = line.words(span.start, span.end)
    if not words or words.split()[0] in _nobody() or len(words.split()) > _LONGEST or words.endswith("'s"):
        return None
    return None if QUOTE in words or _finite().search(words) else Subject(span, start=span.start, is_known=False)


def after_verb(line: Line, span: Span) -> Span:
    """Return the stretch behind the last finite verb in a span, the whole span where it has none."""
    start = max((m.end() for m in _finite().finditer(line.words(span.start, span.end))), default=0)
    return Span(span.start + start, span.end)


@lru_cache(maxsize=1024)  # of 206 calls a report 124 differ
def actor_phrase(line: Line, span: Span) -> Subject | None:
    """Read a noun phrase as an actor: a person with title, a named body, people without a name, a pronoun."""
    words = span.words(line.text)
    flat = fold(words).strip()
    masked = line.words(span.start, span.end)
    if (
        not flat
        or flat.split()[0] in _nobody()
        or flat.endswith(("'s", "s'"))
        or QUOTE in masked
        or _finite().search(masked)
    ):
        return None
    if flat in PRONOUNS:
        return Subject(span, start=span.start)
    person = person_in(line, span)
    if person is not None:
        return person
    if len(words.split()) <= _LONGEST and _is_actor(words, flat):
        return Subject(span, start=span.start)
    return None


def person_in(line: Line, span: Span) -> Subject | None:
    """Return the person whose name ends the phrase, with the title before it."""
    words = span.words(line.text)
    role, name = split_title(words)
    name = name.strip()
    if not name or not _is_name(name) or (role is None and not _alone(words, name)):
        return None
    at = plain(words).rfind(name)
    if at < 0:
        return None
    named = Span(span.start + at, span.start + at + len(name))
    if role is None:
        return Subject(named, start=span.start)
    start = span.start + max((m.end() for m in BESIDE.finditer(line.words(span.start, named.start))), default=0)
    title = stripped(line, Span(start, named.start), " ~'\"")
    return Subject(named, title if title.start < title.end else None, start)


def _is_name(name: str) -> bool:
    """Tell whether words may be a person's name: capitals throughout, no state, body or people."""
    if not _NAME.fullmatch(name) or len(name.split()) > 5 or _opens_sentence(name):
        return False
    actor = actor_of(name)
    return not (actor.canonical or actor.sector or actor.country)


def _alone(words: str, name: str) -> bool:
    """Tell whether nothing but a possessive side stands before a name without a title ("Chad's Idriss Walid")."""
    before = plain(words)[: plain(words).rfind(name)].strip()
    return not before or (before.endswith(("'s", "s'")) and len(before.split()) <= 3) or is_demonym(before)


def _is_actor(words: str, flat: str) -> bool:
    if is_demonym(words) and not flat.endswith("s"):
        return False
    actor = actor_of(words)
    if actor.canonical or actor.sector or is_unnamed(words) or has_title(words):
        return True
    tokens = flat.split()
    if tokens[-1] in _nouns():
        return True
    name = words.removeprefix("The ").removeprefix("the ")
    return not _opens_sentence(name) and bool(_NAME.fullmatch(name))


def _opens_sentence(words: str) -> bool:
    """Tell words that begin with a capital because they stand first: "Meanwhile", "Speaking"."""
    tokens = fold(words).split()
    return tokens[0] in _first_words() or (len(tokens) == 1 and tokens[0].endswith(("ing", "ly")))


def people_after(line: Line, start: int) -> Subject | None:
    """Return the actor named right after an offset ("said X, the mayor of Y"): the title before or after the name."""
    limit = line.span.end
    bounds = (line.first(each, start) for each in (_BREAK, _after(), _finite()))
    end = min((bound.start for bound in bounds if bound), default=limit)
    phrase = stripped(line, Span(start, end), " ~.")
    found = actor_phrase(line, phrase)
    if found is None or found.span.start < start:
        return None
    return with_apposition(line, found, end)


def with_apposition(line: Line, subject: Subject, comma: int) -> Subject:
    """Add what stands after a comma: the office of a person, or the name of a holder of an office."""
    if line.words(comma, comma + 1) != ",":
        return subject
    following = stripped(line, pieces(line, comma + 1, line.span.end)[0], " ~.")
    if is_person(line, subject):
        return (
            replace(subject, role=following) if subject.role is None and is_apposed_role(line, following) else subject
        )
    named = actor_phrase(line, following)
    if named is None or not is_person(line, named):
        return subject
    return Subject(named.span, Span(subject.start, subject.span.end), subject.start)


def is_person(line: Line, subject: Subject) -> bool:
    """Tell whether the subject is somebody's name."""
    return subject.role is not None or (subject.is_known and _is_name(subject.span.words(line.text)))


def is_apposed_role(line: Line, span: Span) -> bool:
    """Tell whether a stretch after a name says what office the person holds."""
    words = plain(span.words(line.text)).strip(" .")
    if not words or not has_title(words) or len(words.split()) > _LONGEST_ROLE or _WHO.match(words):
        return False
    if _finite().search(line.words(span.start, span.end)):
        return False
    name = split_title(words)[1]
    before = words[: words.rfind(name)].rstrip() if name else ""
    return not before or before.lower() == "the" or before.endswith((" of", " for", " in", " at", " to", " and", "'s"))


@cache
def _openers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("saying")["clause"]["openers"]
    return re.compile(rf"\b(?:{'|'.join(words)})\s+"), re.compile(r"\s(?:and|but|or)\s")


@cache
def _finite() -> re.Pattern[str]:
    words = lexicon.load("saying")["clause"]
    no_verbs = "|".join(words["participles"])
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words['finite'])}|(?!(?:{no_verbs})\b)\w+ed)\b")


@cache
def _first_words() -> frozenset[str]:
    return frozenset(lexicon.load("saying")["clause"]["first_words"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(lexicon.load("saying")["clause"]["nobody"])


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        r"\s(?:in|on|at|during|after|before|when|while|as|to|by|via|through|from|with|who|that|late|early|speaking|about|following|without|and)\s|~"
    )


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon.load("chains")["nouns"]) | {
        "network",
        "union",
        "mission",
        "centre",
        "center",
        "sources",
        "source",
    }
