"""What stands behind a verb of saying: whom the words are said to, and how far they go."""

import re
from dataclasses import dataclass
from functools import cache

from dragoman.annotate.clauses import Line, stripped
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span

THAT = re.compile(r"\bthat\s")
PREPOSITION = re.compile(
    r"[\s~]*(?:in|on|at|during|after|before|from|to|by|via|through|as|when|while|without|late|early|earlier|following|"
    r"about|with|amid|under|of|for|separately|again|this|last|a day|a week|there|privately|publicly)\b"
)
EMPTY = re.compile(r"[\s~]*(?:[.,;]|$)")
_HEARER = re.compile(
    r"(.+?)(?=[\s,]*(?:\bthat\s|[:~¤]|,|[.]?$|\s(?:in|on|at|after|during|by|from|late|early|he|she|they|it|there|the|a|"
    r"an|its|his|her|their|about)\s))"
)
_PLACE = re.compile(
    r"\s*(?:in|at|from)\s[A-Z][\w-]*(?:\s[A-Z][\w-]*)*\s(?=(?:the|a|an|it|he|she|they|its|his|there|no)\s)"
)
_CLAUSE = re.compile(r"\s*(?:as|when|while|because|after|before)\s(?:he|she|it|they|the|a|an|his|her|its)\s")
_FEW, _MANY = 8, 14  # words between a verb and what is said, of a hearer and of circumstances


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words after a verb, their hearer, where what follows verb and hearer begins, and where the words appeared."""

    content: tuple[Span, ...]
    hearer: Span | None
    start: int
    medium: Span | None = None


def utterance(line: Line, verb: Span, base: str) -> Utterance:
    """Read what follows a verb of saying, by the frame of the verb."""
    frames = lexicon.load("saying")["frames"]
    end = _stop(line, verb.end)
    start = stripped(line, Span(verb.end, end)).start
    for word in ("of", "for"):
        if base in frames[word]:
            return _parted(line, Span(verb.end, end), word)
    hearer = None
    if base in frames["hearer_first"] and (heard := _HEARER.match(line.words(start, end))):
        hearer = stripped(line, Span(start, start + heard.end()))
        start += heard.end()
    if base in frames["to"] and (heard := re.match(r"(.{2,60}?)\sto\s", line.words(start, end))):
        hearer = stripped(line, Span(start, start + heard.end(1)))
    begin = start
    start = _clause_start(line, start, end)
    if hearer is None and base in frames["hearer_and_clause"] and (that := THAT.search(line.words(start, end))):
        between = stripped(line, Span(start, start + that.start()))
        if between.start < between.end and len(between.words(line.text).split()) <= _FEW:
            hearer, start = between, start + that.end()
    span = trimmed(line, Span(start, end))
    return Utterance((span,) if span.start < span.end else (), hearer, begin, _medium(line, begin))


def _medium(line: Line, start: int) -> Span | None:
    """Return where the words appeared: "in a post on Telegram", "at a news conference"."""
    match = _media().match(line.words(start, line.span.end))
    return Span(start + match.start("what"), start + match.end()) if match else None


def _clause_start(line: Line, start: int, end: int) -> int:
    """Return where what is said begins: behind "that", a colon or a mark, circumstances passed over."""
    place = _PLACE.match(line.text, start, end)
    start = place.end() if place else start
    rest = line.words(start, end)
    aside = bool(PREPOSITION.match(rest) or rest.startswith(","))
    that = THAT.search(rest)
    if that and (that.start() <= 2 or (aside and len(rest[: that.start()].split()) <= _MANY)):
        return start + that.end()
    mark = None if _CLAUSE.match(rest) else re.search(r":|¤", rest)
    if aside and mark and len(rest[: mark.start()].split()) <= _MANY:
        return start + mark.start() + (mark.group() == ":")
    return start


def _parted(line: Line, span: Span, word: str) -> Utterance:
    """Part "X of doing Y" into whom it is said of and what is said."""
    match = re.search(rf"\s{word}\s", line.words(span.start, span.end))
    whole = trimmed(line, span)
    if match is None or len(line.words(span.start, span.start + match.start()).split()) > _FEW:
        return Utterance((whole,) if whole.start < whole.end else (), None, span.start)
    said, of = Span(span.start + match.end(), span.end), Span(span.start, span.start + match.start())
    return Utterance((trimmed(line, said),), trimmed(line, of), span.start)


def takes_object(base: str) -> bool:
    """Tell verbs that never follow what is said: whom one accuses, urges or thanks stands after them."""
    frames = lexicon.load("saying")["frames"]
    return any(base in frames[name] for name in ("of", "for", "to"))


def trimmed(line: Line, span: Span) -> Span:
    """Return the span without commas and full stops at its ends, and without a time before it."""
    end = stripped(line, span, " .,:;-").end
    return stripped(line, Span(stripped(line, span, " ~.,:;-").start, end), " ")


def _stop(line: Line, start: int) -> int:
    """Return where what is said ends: at the writer's next clause or at the sentence's end."""
    stop = _stops().search(line.flat, start - line.span.start)
    return line.span.start + stop.start() if stop else line.span.end


@cache
def _stops() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon.load("saying")["clause"]["stops"]))
    return re.compile(rf",\s*(?:{words})\b")


@cache
def _media() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, lexicon.load("saying")["clause"]["media"]))
    return re.compile(
        rf"[\s~]*(?:in|on|at|via|during|through|by)\s"
        rf"(?P<what>(?:[\w'’-]+\s){{0,4}}?(?:{nouns})\b(?:\s(?:on|with|to)\s(?:{nouns})\b)?)"
    )
