"""Swaps read from their words: who is handed over, how far the swap has come, how many each side gets."""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.annotate.names import NAME
from dragoman.annotate.quantities import quantities_in
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger
from dragoman.record.quantities import Quantity

SURE, ONE_WAY = 1.0, 0.4  # a total that is told as such, and a figure that only one side got
EACH = Code(name="way", value="each", score=1.0)  # both sides got the figure
GAVE = Code(name="way", value="gave", score=1.0)  # the party named gave, the other one got
_FIRST = re.compile(r"\bthe first (?:\w+ )?(?:of (?:them|those)|\w+s|women|men|people|children)\b")
_CLOSE = 40
_NEAR = 90  # characters from the trigger within which a figure may be what is handed over


def is_swap(text: str, trigger: Span, sentence: Span) -> bool:
    """Tell a swap by a verb or noun of handing over near the trigger, or by who is handed over in its sentence.

    "Exchange of fire" and "had been held since May" are none.
    """
    near = Span(max(sentence.start, trigger.start - 60), min(sentence.end, trigger.end + 60))
    moved = _pattern("verbs", "swap").search(_flat(text, near)) is not None
    people = bool(_named(_flat(text, sentence)))
    if _pattern("verbs", "kept").fullmatch(_flat(text, trigger)) or (
        not people and _pattern("verbs", "other").search(_flat(text, near))
    ):
        return False
    return moved or people


def codes_of(text: str, mark: Trigger, sentence: Span, parts: Sequence[Part]) -> tuple[Code, ...]:
    """Return the codes, category and status as the words tell them where they do."""
    codes = {code.name: code for code in mark.codes}
    figures = [part.span for part in (*mark.parts, *parts) if part.role in ("total", "released_to")]
    category = category_of(text, mark.span, sentence, figures)
    given = codes.get("category")
    if _FIRST.search(
        _flat(text, Span(max(sentence.start, mark.span.start - 40), min(sentence.end, mark.span.end + 40)))
    ):
        codes["definite"] = Code(name="definite", value="true", score=SURE)  # some of those of a swap told of
    elif category and (given is None or not _is_weak(category, given.value, _flat(text, sentence))):
        codes["category"] = Code(name="category", value=category, score=SURE)
    if status := status_of(text, mark.span, sentence):
        codes["status"] = Code(name="status", value=status, score=SURE)
    if re.search(
        r"\b(?:the|this|that|such|today['’]s)\s(?:[\w-]+\s)?$",
        _flat(text, Span(max(sentence.start, mark.span.start - 20), mark.span.start)),
    ):
        codes["definite"] = Code(name="definite", value="true", score=SURE)
    if re.search(r"\balso\b", _flat(text, Span(max(sentence.start, mark.span.start - 12), mark.span.end))):
        codes["along"] = Code(name="along", value="true", score=SURE)  # told as going with another swap
    if _pattern("verbs", "further").search(_flat(text, Span(max(sentence.start, mark.span.start - 30), mark.span.end))):
        codes["series"] = Code(name="series", value="next", score=SURE)
    return tuple(codes.values())


def dates(text: str, mark: Trigger, time: Span) -> bool:
    """Tell whether a time is the swap's: right behind the trigger, or behind a verb of handing over or putting off."""
    between = _flat(text, Span(mark.span.end, time.start)) if time.start >= mark.span.end else None
    if between is None or re.search(r"[;:.]", between):
        return False
    verbs = f"{_either('verbs', 'swap')}|{_either('status', 'held')}|{_either('status', 'postponed')}"
    return len(between) <= _CLOSE or re.search(rf"\b(?:{verbs})(?:\W+\w+){{0,3}}\W*$", between) is not None


def is_where(text: str, trigger: Span, place: Span) -> bool:
    """Tell whether a place behind a trigger is where they swapped, not where people were held or the swap agreed."""
    between = _flat(text, Span(trigger.end, place.start))
    return (
        _pattern("verbs", "mutual").search(_flat(text, trigger)) is not None
        and re.search(rf"[,;:]|\b(?:{_either('verbs', 'elsewhere')})\b", between) is None
    )


def category_of(text: str, trigger: Span, sentence: Span, figures: Sequence[Span] = ()) -> str | None:
    """Return who or what is handed over: by the words of the figures, of the trigger, then those nearest to it."""
    for span in (*figures, trigger):
        named = _category(text, span)
        if named:
            return named[0].value
    flat = _flat(text, sentence)
    found = [
        (max(sentence.start + start - trigger.end, trigger.start - sentence.start - end, 0), rank, name)
        for rank, ((start, end), name) in enumerate(_named(flat))
        if not _of_bodies().search(flat[:start])
    ]
    return min(found, default=(0, 0, None))[2]


@cache
def _of_bodies() -> re.Pattern[str]:
    """Return what stands before people who are dead: "the remains of 77 fighters"."""
    return re.compile(rf"\b(?:{_either('category', 'bodies')}) of (?:[\w-]+ ){{0,3}}$")


def status_of(text: str, trigger: Span, sentence: Span) -> str | None:
    """Return the status that words about the trigger tell; None where they settle none."""
    start, end = max(sentence.start, trigger.start - 70), min(sentence.end, trigger.end + 60)
    flat = _flat(text, Span(start, end))
    return next((str(name) for name in lexicon.load("swaps")["status"] if _pattern("status", name).search(flat)), None)


def parts_of(text: str, mark: Trigger, home: Span, parties: Sequence[Span]) -> list[Part]:
    """Return the figures of a swap as totals and as what a side got: each one, the one named, the other one.

    Args:
        text: the whole text.
        mark: the trigger.
        home: its stretch of the sentence.
        parties: the sides named in the sentence, in text order.
    """
    found: list[Part] = []
    for found_at, quantity in quantities_in(text, home):
        span = without_particle(text, found_at)
        if not _counts_people(text, span, quantity, mark) or is_part(text, span):
            continue
        if _is_each(text, span, home):
            found.append(Part(role="released_to", span=span, score=SURE, codes=(EACH,)))
        elif got := _got(text, span, home, parties):
            found += [got, Part(role="total", span=span, score=ONE_WAY, codes=_category(text, span))]
        else:
            found.append(Part(role="total", span=span, score=SURE, codes=_category(text, span)))
    return found


def _category(text: str, span: Span) -> tuple[Code, ...]:
    """Return the category of a figure, "the remains of 77 fighters" being bodies."""
    before = _flat(text, Span(max(0, span.start - 22), span.start))
    if re.search(rf"\b(?:{_either('category', 'bodies')}) of (?:the )?$", before):
        return (Code(name="category", value="bodies", score=SURE),)
    named = _named(_flat(text, span))
    return (Code(name="category", value=named[0][1], score=SURE),) if named else ()


def _is_weak(category: str, given: str, flat: str) -> bool:
    """Tell a category by nouns for any people, where the reader sees hostages or detainees and may be right."""
    if category not in ("civilians", "prisoners") or given == category:
        return False
    strong = _pattern("strong", "prisoners").search(flat)
    return given in ("hostages", "detainees") and not strong and _pattern("strong", "taken").search(flat) is not None


def _counts_people(text: str, span: Span, quantity: Quantity, mark: Trigger) -> bool:
    """Tell a figure that counts people or bodies, or stands bare right beside the trigger ("received 34")."""
    gap = max(span.start - mark.span.end, mark.span.start - span.end, 0)
    after = _flat(text, Span(span.end, span.end + 30)).split(",")[0]
    if gap > _NEAR or not is_figure(text, span):
        return False
    if _named(_flat(text, span) + after):
        return True
    return not quantity.unit and gap <= 30 and not re.match(r"\s*(?:days?|hours?|weeks?|months?|years?|%|per)", after)


def is_part(text: str, span: Span) -> bool:
    """Tell a figure that counts some of those handed over ("the first three women", "including 40 officers")."""
    before = _flat(text, Span(max(0, span.start - 16), span.start))
    return (
        re.match(r"(?:the )?first\b", _flat(text, span)) is not None
        or re.search(r"\b(?:including|among them|the first|first)\s$", before) is not None
    )


def is_figure(text: str, span: Span) -> bool:
    """Tell a figure from the article of a swap ("a prisoner exchange") and from "both"."""
    words, after = _flat(text, span), _flat(text, Span(span.end, span.end + 12))
    return words.removeprefix("the ") not in ("both", "each", "all", "two sides", "the") and not re.match(
        r"\s(?:exchange|swap|release|deal)", after
    )


def without_particle(text: str, span: Span) -> Span:
    """Leave the particle of a verb out of a figure: "handed over 43 bodies" is 43, not over 43."""
    match = re.match(r"over\s", _flat(text, span))
    before = _flat(text, Span(max(0, span.start - 12), span.start))
    return (
        Span(span.start + match.end(), span.end)
        if match and re.search(r"\b(?:hand|turn|t[ao]k|sign)\w*\s$", before)
        else span
    )


def _is_each(text: str, span: Span, home: Span) -> bool:
    after = _flat(text, Span(span.end, min(home.end, span.end + 40)))
    before = _flat(text, Span(max(home.start, span.start - 30), span.start))
    return bool(
        re.match(rf"(?:[ \w-]{{0,25}})\b(?:{_either('each', 'after')})\b", after)
        or re.search(rf"(?:{_either('each', 'before')})\W*$", before)
    )


def _got(text: str, span: Span, home: Span, parties: Sequence[Span]) -> Part | None:
    """Return who got the figure: "N … returned to X", "X received N", the other side of "X handed over N"."""
    after = _to().match(text, span.end, home.end)
    if after and not re.search(r"[.;:]", text[span.end : after.start("side")]):
        return _release(span, Span(*after.span("side")))
    before = _flat(text, Span(home.start, span.start))
    subject = next((party for party in reversed(parties) if party.end <= span.start), None)
    if re.search(rf"\b(?:{_either('verbs', 'got')})\s+(?:the\s+)?(?:\w+\s+of\s+)?$", before):
        return _release(span, subject)
    if re.search(rf"\b(?:{_either('verbs', 'gave')})\s+(?:the\s+)?(?:\w+\s+of\s+)?$", before):
        return _release(span, subject, GAVE)
    return None


def _release(span: Span, side: Span | None, *codes: Code) -> Part | None:
    if side is None:
        return None
    inner = (Part(role="party", span=side, score=SURE),)
    return Part(role="released_to", span=span, score=SURE, codes=codes, parts=inner)


@cache
def _to() -> re.Pattern[str]:
    home, kin = _either("verbs", "home"), r"(?:the\s|their\s[\w ]{1,20}?\sin\s)?"
    return re.compile(rf"[^.;:]{{0,70}}?\b(?:{home})\b\s(?:back\s|home\s|safely\s)?(?:to|into)\s{kin}(?P<side>{NAME})")


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


def _flat(text: str, span: Span) -> str:
    return fold(span.words(text)).replace("\n", " ")
