"""Who talks with whom, by how names stand together: "between A and B", "A and B held talks", "A-B negotiations"."""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.annotate.names import NAME
from dragoman.codebook import lexicon
from dragoman.codebook.actors import known_actor
from dragoman.codebook.countries import country_meant
from dragoman.codebook.cues import Cued
from dragoman.record.evidence import Span

_ARTICLE = re.compile(r"(?:the|both|envoys from|delegations from|negotiators from)\s+", re.IGNORECASE)


def parties_in(text: str, home: Span, trigger: Span, kind: str = "round") -> list[Span]:
    """Return the sides that set phrases of a sentence name: all of "between A, B and C", of "A-B talks".

    The sides of a swap or deal that stand right before its verb are all of them; those of a deal are not the talks'.
    """
    found: dict[Span, None] = {}
    subject = _subject(text, home, trigger)
    if subject and kind != "round" and (pair := _listed(text, subject)):
        return pair
    for pattern in _patterns():
        for match in pattern.finditer(text, home.start, home.end):
            if kind == "round" and _of_deal().search(text, max(home.start, match.start() - 25), match.start()):
                continue
            for span in _listed(text, Span(*match.span("list"))):
                found[span] = None
    for match in _between().finditer(text, home.start, home.end):
        pair = [Span(*match.span(name)) for name in ("one", "other")]
        if not any(span.overlaps(other) for span in pair for other in found) and any(
            is_side(text, span) for span in pair
        ):
            found.update(dict.fromkeys(pair))
    for span in _listed(text, subject) if subject else ():
        found[span] = None
    return sorted(found)


def beside(text: str, home: Span, known: Sequence[Span]) -> list[Span]:
    """Return the sides that stand in one list with a known one ("American, Ukrainian and Russian negotiators")."""
    found = []
    for match in _list_of_names().finditer(text, home.start, home.end):
        items = _items(text, Span(*match.span()))
        if any(item.overlaps(span) for item in items for span in known) and all(is_side(text, item) for item in items):
            found += [item for item in items if not any(item.overlaps(span) for span in known)]
    return found


def is_side(text: str, span: Span) -> bool:
    """Tell whether words name a state, its people or seat, a known actor, or a body of a kind that takes part."""
    words = _ARTICLE.sub("", span.words(text))
    if country_meant(words) or known_actor(words):
        return True
    first, _, rest = words.partition(" ")
    name = re.sub(r"['’]s?$", "", first)
    return bool(rest) and bool(_side_noun().search(rest)) and bool(name[:1].isupper() or country_meant(name))


def _listed(text: str, stretch: Span) -> list[Span]:
    items = _items(text, stretch)
    return items if len(items) > 1 and sum(is_side(text, item) for item in items) >= len(items) - 1 else []


def _items(text: str, stretch: Span) -> list[Span]:
    spans, at = [], stretch.start
    for match in [*_gap().finditer(text, stretch.start, stretch.end), None]:
        end = match.start() if match else stretch.end
        lead = _ARTICLE.match(text, at, end)
        start = lead.end() if lead else at
        if text[start:end].strip():
            spans.append(Span(start, end - (len(text[start:end]) - len(text[start:end].rstrip(" ,")))))
        at = match.end() if match else end
    return spans


def _subject(text: str, home: Span, trigger: Span) -> Span | None:
    """Return the list that the trigger's clause begins with ("A and B concluded …"), a few words before the trigger."""
    match = next(reversed(list(_list_of_names().finditer(text, home.start, trigger.start))), None)
    between = text[match.end() : trigger.start] if match else ""
    if match is None or len(between.split()) > 3 or re.search(r"[,;:.]|\b(?:in|on|at|after|before|with)\b", between):
        return None
    before = text[home.start : match.start()].rstrip()
    heads = not before or before[-1] in '-—–:.\n,)“"' or before.split()[-1] in ("with", "that", "as", "and", "after")
    return Span(*match.span()) if heads else None


@cache
def _of_deal() -> re.Pattern[str]:
    deals = "|".join(lexicon.load("talks")["sides"]["deals"])
    return re.compile(rf"\b(?:signed|{deals})\s$")


@cache
def _between() -> re.Pattern[str]:
    """Return the pattern of two sides after a noun, of which one may have no name ("a coalition of armed groups")."""
    data = lexicon.load("talks")
    nouns = "|".join((*data["nouns"]["talks"], *data["sides"]["deals"]))
    stop = rf"(?=\s(?:{'|'.join(data['sides']['ends'])})\b|[,.;:()]|$)"
    side = r"(?:(?:the|a|an)\s)?[\w'’.-]+(?:\s[\w'’.-]+){0,6}?"
    return re.compile(rf"\b(?i:{nouns})\sbetween\s(?P<one>{side})\sand\s(?P<other>{side}){stop}")


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(r",\s+and\s+|,\s+|\s+and\s+|(?<=\w)\s?[-–/]\s?(?=[A-Z])")


@cache
def _item() -> str:
    nouns = "|".join(lexicon.load("talks")["sides"]["nouns"])
    return rf"(?:(?:the|The|both)\s)?(?:{NAME})(?:['’]s)?(?:\s(?:{nouns})\b){{0,3}}"


@cache
def _list_of_names() -> Cued:
    return Cued(rf"{_item()}(?:,\s{_item()})*,?\sand\s{_item()}")


@cache
def _side_noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['sides']['nouns'])})\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[Cued, ...]:
    talks = "|".join(lexicon.load("talks")["nouns"]["talks"])
    deals = "|".join(lexicon.load("talks")["sides"]["deals"])
    people = "(?i:negotiators|delegations|delegates|envoys|representatives|officials|teams|leaders|officers)"
    one, many = _item(), _list_of_names().source
    return (
        Cued(rf"\b(?:between|involving|among)\s(?:{people}\s(?:of|from)\s)?(?P<list>{many})"),
        Cued(rf"\b{people}\s(?:of|from|for)\s(?P<list>{many})"),
        Cued(rf"\b(?:brings?|brought|bringing)\stogether\s(?P<list>{many})"),
        Cued(rf"(?<![\w-])(?P<list>[A-Z][\w.]+[-–/][A-Z]\w+)\s(?:\w+\s){{0,2}}(?:{talks}|{deals})\b"),
        Cued(rf"(?:^|\n)(?P<list>{one}\s?,\s{one})\s(?:to\s|{'|'.join(lexicon.load('talks')['sides']['heading'])})"),
    )
