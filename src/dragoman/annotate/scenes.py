"""Where and when an attack took place: names after a word of place, and times, nearest to the trigger.

A place or a time that belongs to who reports it ("officials in Kabul said on Monday") is none of the attack's. What the
reader marks as a place is made a name: "the northern city of" goes on to the name, "Russian" and "there" are no places.
"""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.annotate.places import place_of
from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.codebook.countries import country_named, is_demonym
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain

_NAME = r"[A-Z][\w'.-]*(?:(?:\s+(?:al|el|of|de|da|del|la|le|the|and)\s+|\s+)[A-Z][\w'.-]*)*"
_NEXT = re.compile(rf"(?:,\s*(?:and\s+)?|\s+and\s+)(?:(?:in|near|at|the)\s+)*({_NAME})")
_FORWARD = re.compile(rf"(?:\s+(?:the\s+)?(?:[a-z-]+\s+of\s+)?|-)({_NAME})")
_DAYS = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Today|Yesterday)\b"
)
_DIRECTION = re.compile(r"(?:north|south|east|west|central)[\w-]*", re.IGNORECASE)


def named_place(text: str, span: Span, home: Span) -> Span | None:
    """Return a place that the reader marks with its edges at the name; None where no name is there."""
    flat = plain(text)
    end = span.start + len(flat[span.start : span.end].split("\n\n")[0])
    if _cut(flat[span.start : end]) or flat[end : end + 1] == "-":
        following = _FORWARD.match(flat, end, home.end)
        end = _without_owner(text, following.end()) if following else end
    words = flat[span.start : end]
    name = _named(words)
    if name is None or _people_land(name) or _facility().search(name) or fold(name) in _platforms():
        return None
    return Span(end - len(name), end)


@cache
def _platforms() -> frozenset[str]:
    return frozenset(lexicon.load("saying")["clause"]["platforms"])


def _cut(words: str) -> bool:
    """Tell whether the reader stopped before the name: "the northern city of", "eastern", "al"."""
    last = words.split()[-1:]
    return bool(last) and (
        last[0].lower() in ("of", "near", "the", "in", "and") or _DIRECTION.fullmatch(last[0]) is not None
    )


def _named(words: str) -> str | None:
    """Return the words from the name on, directions kept: "the disputed region of Karabakh" is "Karabakh"."""
    match = re.search(
        r"(?:(?:north|south|east|west|central)[a-z-]*\s+)?(?:al-|el-|ad-|as-|ash-|an-|d')?[A-ZÀ-Þ].*$", words, re.DOTALL
    )
    return match.group().strip() or None if match else None


def _people_land(name: str) -> bool:
    """Tell "Russian", "Armenian territory", "Thai-Cambodian": a people or its land, no name of its own."""
    first, _, rest = name.partition(" ")
    names = lexicon.load("force")["scene"]["peoples"]
    peoples = all(is_demonym(each) or each.lower() in names for each in first.split("-"))
    return peoples and country_named(name) is None and rest == rest.lower()


def places_near(text: str, home: Span, names: Sequence[Span]) -> list[Span]:
    """Return the names of places in a sentence that a word of place puts there, lists gone on with."""
    flat = fold(text[home.start : home.end])
    found: list[Span] = []
    for name in filter(None, (_whole(text, each, home) for each in names if home.overlaps(each))):
        if (
            not home.covers(name)
            or not re.search(r"[A-Z]", name.words(text))
            or any(name.overlaps(other) for other in found)
        ):
            continue
        before = flat[: name.start - home.start]
        if (
            _put().search(before)
            and not _spoken().search(before)
            and not _goes_on_speaking().match(flat, name.end - home.start)
        ):
            found.append(name)
    return found


def _whole(text: str, name: Span, home: Span) -> Span | None:
    """Return a name with the capital words that belong to it: "Khan" of "Khan Younis", "Mawasi" of "al-Mawasi"."""
    words = plain(text)
    start, end = name.start, name.end
    before = re.search(r"(?:(?<![\w'])(?:al|el|ad|as|ash|an)-|\b[A-Z][\w'.]*-)$", words[home.start : start])
    start -= len(before.group()) if before else 0
    after = re.compile(rf"(?:[ -](?!{_DAYS})[A-Z][\w']*)+(?!\w)").match(words, end, home.end)
    if after and name.words(text)[:1].isupper() and not _no_name().match(after.group()):
        end = _without_owner(text, after.end())
    return named_place(text, Span(start, end), home)


def listed_after(text: str, name: Span, home: Span, names: Sequence[Span]) -> list[Span]:
    """Return the names that a list goes on with: "Kyiv, Kharkiv, and Dnipro"."""
    found: list[Span] = []
    at = name.end
    while match := _NEXT.match(plain(text), at, home.end):
        known = any(each.start == match.start(1) for each in names) or place_of(match[1]).country is not None
        span = Span(match.start(1), _without_owner(text, match.end(1))) if known else None
        if span is None:
            break
        found.append(span)
        at = span.end
    return found


def times_near(text: str, home: Span) -> list[Span]:
    """Return the times of a sentence that are not when somebody spoke."""
    flat = fold(text[home.start : home.end])
    times = (span for span in times_in(text, home) if _is_name_of().match(flat, span.end - home.start) is None)
    return [span for span in times if not is_spoken(flat, span.start - home.start, span.end - home.start)]


def since_before(text: str, span: Span, home: Span, trigger: Span) -> bool:
    """Tell a time that opens a stretch: "killed since the two signed a deal on February 29".

    Of what is told behind "since" itself ("the worst since an ambush in May") it is the time.
    """
    match = re.search(r"\bsince\b[^.;]{1,110}$", fold(text[home.start : span.start]))
    return match is not None and not home.start + match.start() < trigger.start < span.start


def is_spoken(flat: str, start: int, end: int) -> bool:
    """Tell a time that is when somebody spoke: "said on Monday", "told Radio Norte late on Monday"."""
    return bool(_told_before().search(flat[:start]) or _told_behind().match(flat, end))


def _without_owner(text: str, end: int) -> int:
    for mark in ("'s", "’s", ".", "'", "’"):
        if text[:end].endswith(mark):
            return end - len(mark)
    return end


def _scene(name: str) -> str:
    return either(lexicon.load("force")["scene"][name])


@cache
def _told_before() -> re.Pattern[str]:
    said = either(lexicon.load("force")["speaking"]["telling"])
    hearer = r"(?:\s+(?:in\s+a\s+[\w\s]+|[\w\s.'-]{1,40}?))?"
    return re.compile(rf"\b{said}{hearer}(?:\s+on|\s+late|\s+early)?\s*$")


@cache
def _told_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+{either(lexicon.load('force')['speaking']['telling'])}\b")


@cache
def _no_name() -> re.Pattern[str]:
    """Capital words that go on after a name without being part of it: titles, days, the next sentence."""
    return re.compile(rf"\s+(?:{_DAYS}|{_scene('next_words')}\b)")


@cache
def _facility() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('force')['scene']['facilities'])}$", re.IGNORECASE)


@cache
def _is_name_of() -> re.Pattern[str]:
    """What follows the feast or month in "a Christmas market", "the Easter truce"."""
    return re.compile(rf"\s+{_scene('named_after_feasts')}\b")


@cache
def _put() -> re.Pattern[str]:
    people = rf"[a-z-]+(?:an|ian|ese|ish|i)\s+(?={_scene('places_of_people')}\b)"
    return re.compile(rf"\b{_scene('where')}\s+(?:{people}|{_scene('lead')}\s+|[A-Za-z'-]+'s\s+)*$")


@cache
def _spoken() -> re.Pattern[str]:
    lead = rf"(?:{_scene('lead')}\s+)*$"
    return re.compile(rf"\b{_scene('saying')}\s+(?:in|from|at|of|to|for|near)\s+{lead}|\bfrom\s+{lead}")


@cache
def _goes_on_speaking() -> re.Pattern[str]:
    words = lexicon.load("force")["speaking"]
    says = rf"(?:'s)?(?:\s+[\w-]+){{0,2}}\s+(?:{either(words['telling'])}|say)\b"
    return re.compile(rf"{says}|'s\s+(?:\w+\s+){{0,2}}{either(words['offices'])}\b")
