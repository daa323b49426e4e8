"""Swaps read from their words: who is handed over, how far the swap has come, how many each side gets."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.annotate.names import NAME
from dragoman.annotate.quantities import quantities_in
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger
from dragoman.record.quantities import Quantity

SURE, ONE_WAY = 1.0, 0.4  # a total that is told as such, and a figure that only one side got
_NEAR = 90  # characters from the trigger within which a figure may be what is handed over


def is_swap(text: str, trigger: Span, sentence: Span) -> bool:
    """Tell a trigger in a sentence that has a verb or noun of handing over near it: "exchange of fire" has no people."""
    near = Span(max(sentence.start, trigger.start - 60), min(sentence.end, trigger.end + 60))
    return _pattern("verbs", "swap").search(fold(near.words(text))) is not None


def category_of(text: str, trigger: Span, sentence: Span, figures: Sequence[Span] = ()) -> str | None:
    """Return who or what is handed over: by the words of the figures, of the trigger, then those nearest to it."""
    for span in (*figures, trigger):
        named = _named(fold(span.words(text)))
        if named:
            return named[0][1]
    found = [
        (max(sentence.start + start - trigger.end, trigger.start - sentence.start - end, 0), name)
        for (start, end), name in _named(fold(sentence.words(text)))
    ]
    return min(found, default=(0, None))[1]


def status_of(text: str, trigger: Span, sentence: Span) -> str | None:
    """Return the status that words about the trigger tell; None where they tell of none but "held"."""
    start, end = max(sentence.start, trigger.start - 70), min(sentence.end, trigger.end + 60)
    flat = fold(text[start:end])
    for name in lexicon.load("swaps")["status"]:
        if _pattern("status", name).search(flat):
            return str(name)
    return None


def parts_of(text: str, mark: Trigger, home: Span, parties: Sequence[Span]) -> list[Part]:
    """Return the figures of a swap as totals and as what each side got."""
    figures = [(span, q) for span, q in quantities_in(text, home) if _counts_people(text, span, q, mark)]
    found: list[Part] = []
    for span, _ in figures:
        if _is_each(text, span, home):
            found += [_got(span, party) for party in parties[:2]]
        elif receiver := _receiver(text, span, home, parties):
            found += [_got(span, receiver), Part(role="total", span=span, score=ONE_WAY)]
        else:
            found.append(Part(role="total", span=span, score=SURE))
    return found


def category_code(name: str) -> Code:
    """Return the code of a category that words settle."""
    return Code(name="category", value=name, score=SURE)


def _got(span: Span, party: Span) -> Part:
    return Part(role="released_to", span=span, score=SURE, parts=(Part(role="party", span=party, score=SURE),))


def _counts_people(text: str, span: Span, quantity: Quantity, mark: Trigger) -> bool:
    """Tell a figure that counts people or bodies, or stands bare right beside the trigger ("received 34")."""
    gap = max(span.start - mark.span.end, mark.span.start - span.end, 0)
    if gap > _NEAR:
        return False
    after = text[span.end : span.end + 30]
    if _named(fold(span.words(text) + after.split(",")[0])):
        return True
    return not quantity.unit and gap <= 3


def _is_each(text: str, span: Span, home: Span) -> bool:
    after = fold(text[span.end : min(home.end, span.end + 40)])
    before = fold(text[max(home.start, span.start - 30) : span.start])
    return bool(
        re.match(rf"(?:[ \w-]{{0,25}})\b(?:{_either('each', 'after')})\b", after)
        or re.search(rf"(?:{_either('each', 'before')})\W*$", before)
    )


def _receiver(text: str, span: Span, home: Span, parties: Sequence[Span]) -> Span | None:
    """Return the side that got the figure: "N … returned to X", "X received N", the other side of "X handed over N"."""
    after = _to().match(text, span.end, home.end)
    if after:
        return Span(*after.span("side"))
    before = text[home.start : span.start]
    if re.search(rf"\b(?:{_either('verbs', 'got')})\s+(?:the\s+)?(?:\w+\s+of\s+)?$", fold(before)):
        return next((party for party in reversed(parties) if party.end <= span.start), None)
    if re.search(rf"\b(?:{_either('verbs', 'gave')})\s+(?:the\s+)?(?:\w+\s+of\s+)?$", fold(before)):
        giver = next((party for party in reversed(parties) if party.end <= span.start), None)
        others = [party for party in parties if giver and party.words(text) != giver.words(text)]
        return others[0] if len(parties) > 1 and others else None
    return None


@cache
def _to() -> re.Pattern[str]:
    home = _either("verbs", "home")
    return re.compile(
        rf"[^.;:]{{0,60}}?\b(?:{home})\b\s(?:back\s|home\s)?(?:\w+ly\s)?(?:to|into)\s(?:the\s|their\s\w+\sin\s)?(?P<side>{NAME})"
        rf"|[^.;:]{{0,30}}?\b(?:to|in)\s(?:the\s)?(?P<none>$^)"
    )


def _named(flat: str) -> list[tuple[tuple[int, int], str]]:
    """Return where categories are named, the more telling first where several lie at one place."""
    found = []
    for name in lexicon.load("swaps")["category"]:
        found += [(match.span(), str(name)) for match in _pattern("category", name).finditer(flat)]
    return found


def _either(table: str, name: str) -> str:
    return "|".join(lexicon.load("swaps")[table][name])


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(table, name)})\b")


def spans_of(parts: Sequence[Part], *roles: str) -> Iterator[Span]:
    """Yield the spans of parts that fill a role, in text order."""
    yield from sorted(part.span for part in parts if part.role in roles)
