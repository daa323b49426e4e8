"""The sentence around a trigger of force, and the noun phrases in it: where they end, and which words tell of force."""

import re
from functools import cache

from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain

LONGEST = 9  # words of a noun phrase
_WORDS = re.compile(r"[\w'.-]*\w")
_PHRASE = re.compile(r"\s*((?:[\w'%-]+(?:\.(?=\w))?)(?:[ -][\w'%.-]*\w)*)")
_LOOSE_END = re.compile(r"\s+(?:of|for|the|a|an|its|their)$")


class Around:
    """A sentence around a trigger: folded text before it, of it, and after it."""

    __slots__ = ("after", "before", "home", "own", "text", "trigger")

    def __init__(self, text: str, trigger: Span, home: Span) -> None:
        self.text, self.trigger, self.home = text, trigger, home
        self.before = fold(text[home.start : trigger.start])
        self.own = fold(trigger.words(text))
        self.after = fold(text[trigger.end : home.end])

    @property
    def lead(self) -> str:
        """The sentence up to the trigger, its capitals kept."""
        return plain(self.text[self.home.start : self.trigger.start])

    def span(self, match: re.Match[str], group: int = 0) -> Span:
        """Return where a match in the lead stands in the text."""
        return Span(self.home.start + match.start(group), self.home.start + match.end(group))


def phrase_end(text: str, start: int, stop: int) -> int:
    """Return where a noun phrase ends: at punctuation, or before a word that opens something else."""
    match = _PHRASE.match(plain(text), start, stop)
    if match is None:
        return start
    ends = lexicon.load("force")["grammar"]["phrase_ends"]
    end = start
    for count, word in enumerate(_WORDS.finditer(text, match.start(1), match.end(1))):
        if count and (fold(word.group()) in ends or count > LONGEST):
            break
        end = word.end()
    while end > start and (cut := _LOOSE_END.search(text, start, end)):
        end = cut.start()
    return end - 2 if text[end - 2 : end] in ("'s", "’s") else end


def trimmed(text: str, span: Span) -> Span:
    """Leave out times, the article and punctuation in front."""
    start = max((each.end for each in times_in(text, span)), default=span.start)
    span = Span(start, max(start, span.end))
    match = re.match(r"[\W_]*(?:(?:the|a|an)\s+)?", fold(span.words(text)))
    start = span.start + (match.end() if match else 0)
    return Span(min(start, span.end), span.end)


@cache
def transitive() -> re.Pattern[str]:
    """Verbs done to a target, at the end of a trigger."""
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['transitive'])}$")


@cache
def sending() -> re.Pattern[str]:
    """Verbs whose munition stands between them and the target."""
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['sending'])}\b")


@cache
def going_off() -> re.Pattern[str]:
    """Verbs of things that go off, at the end of a trigger."""
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['going_off'])}$")


@cache
def noun_of_force() -> re.Pattern[str]:
    """Nouns of force, at the end of a trigger."""
    return re.compile(rf"\b{either(lexicon.load('force')['mentions']['nouns'])}(?:e?s)?$")


@cache
def done_to_people() -> re.Pattern[str]:
    """Verbs whose objects are losses, not targets."""
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['people'])}$")


@cache
def clause_start() -> re.Pattern[str]:
    """What a clause begins after."""
    return re.compile(rf"[,;:()\"]\s*|\b{either(lexicon.load('force')['grammar']['clause'])}\s+")


@cache
def been() -> re.Pattern[str]:
    """A form of "be" right before a trigger."""
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['be'])}\s+(?:\w+ly\s+)?$")


@cache
def opening() -> re.Pattern[str]:
    """Words that open something else than the noun phrase before them."""
    return re.compile(rf"\b{either(lexicon.load('force')['grammar']['phrase_ends'])}\s+")
