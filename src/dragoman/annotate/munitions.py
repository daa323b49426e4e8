"""Munitions in a stretch of text → parts with class, model and what each figure counts: fired, stopped or come through.

"of them", "of which" and a bare figure beside a verb of stopping or striking count the munition named last. Several
figures may share one verb ("29 of the missiles and 244 drones were shot down"); "all but three were intercepted" leaves
the sum to the extraction, which knows how many were fired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.annotate.quantities import quantities_in
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.codebook.numbers import either, number_pattern
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain
from dragoman.record.mentions import Code, Part

SURE = 1.0
ROLES = ("intercepted", "hit", "launched")
GUIDED = ("drone", "missile", "ballistic_missile", "cruise_missile")  # what fell of the others had been fired, no more
_MARK = "\x01"
_REACH = 20  # characters between a model and its noun


@dataclass(frozen=True, slots=True)
class _Counted:
    span: Span
    kind: str | None  # class of munition; None where the figure stands for one named before
    model: Span | None = None
    role: str | None = None
    leads: bool = False  # its verb stands before it
    rest: bool = False  # "all but three": those not counted
    one: bool = False  # "a third": one more


def munitions_in(text: str, home: Span, *, before: str | None = None) -> list[Part]:
    """Return the munitions of a stretch, counted or only named; ``before`` is the class that the text named last."""
    flat = fold(text[home.start : home.end])
    named = _named(text, home)
    figures = [
        figure
        for span, unit in _figures(text, home)
        if (figure := _counted(span, unit, named, flat[span.end - home.start :]))
    ]
    figures += [_Counted(span, None, one=True) for span in _next_one(text, home)]
    figures.sort(key=lambda figure: figure.span)
    line = flat
    for figure in figures:
        line = _over(line, figure.span, home.start)
    figures = _shared(line, home.start, [_read(line, home.start, figure) for figure in figures])
    named += [item for item in _driven(flat, home.start) if not any(item[0].overlaps(other[0]) for other in named)]
    parts = [part for figure in _settled(figures, before, named) if (part := _part(figure))]
    bare = [item for item in named if not any(item[0].overlaps(part.span) for part in parts)]
    return sorted([*parts, *(_bare(item) for item in bare)], key=lambda part: part.span)


_Named = tuple[Span, str, Span | None]  # words, class, model


def _named(text: str, home: Span) -> list[_Named]:
    """Return the nouns and models of munitions that are no part of a place, a person or a programme."""
    flat = fold(text[home.start : home.end])
    written = plain(text[home.start : home.end])
    nouns = (m for m in _noun().finditer(flat) if not _is_barred(flat, m))
    found: list[_Named] = [
        (Span(home.start + m.start(), home.start + m.end()), _class_of(m.group()), None) for m in nouns
    ]
    for match in _model().finditer(written):
        if not _is_barred(flat, match):
            _add_model(found, match, flat, home.start)
    return sorted(found, key=lambda item: item[0])


def _is_barred(flat: str, match: re.Match[str]) -> bool:
    """Tell a munition that is part of a place, a person or a programme: "missile factory", "anti-drone"."""
    return bool(_barred_after().match(flat, match.end()) or _barred_before().search(flat[: match.start()]))


def _driven(flat: str, start: int) -> list[_Named]:
    """Return a vehicle that is driven at people."""
    spans = (m.span(1) if m[1] else m.span("passive") for m in _driving().finditer(flat))
    return [(Span(start + first, start + last), "vehicle", None) for first, last in spans]


def _add_model(found: list[_Named], match: re.Match[str], flat: str, start: int) -> None:
    """Put a model with the noun that it names ("Shahed drones"), or let it stand for one ("12 Kh-101s")."""
    span, kind = Span(start + match.start(1), start + match.end(1)), _models()[match.group(1).lower()]
    for at, (noun, name, _) in enumerate(found):
        if 0 <= noun.start - start - match.end() <= _REACH and _bridged(flat, match.end(), noun.start - start):
            found[at] = (Span(span.start, noun.end), kind if name in ("missile", "bomb") else name, span)
            return
    is_name = match.group(1) in lexicon.load("munitions")["also_names"]["words"]
    if not is_name or match.group().endswith("s") or _counting().search(flat[: match.start()]):
        found.append((span, kind, span))


def _bridged(flat: str, start: int, end: int) -> bool:
    between = either(lexicon.load("munitions")["grammar"]["of_models"])
    return re.fullmatch(rf"(?:[\s-]+(?:{between}|[a-z]-\d+))*[\s-]+", flat[start:end]) is not None


def _figures(text: str, home: Span) -> Iterator[tuple[Span, str]]:
    """Yield the figures with their units; a verb that the unit swallowed ("nine downed") is cut off."""
    for span, quantity in quantities_in(text, home):
        if quantity.best == 0:
            continue
        unit = fold(quantity.unit or "")
        if share := _of_total().match(fold(span.words(text))):  # "84 of 97 drones": 84 by the verb, 97 in all
            yield Span(span.start, span.start + share.end(1)), ""
            span = Span(span.start + share.start(2), span.end)
        if unit and _verb_first().match(unit):
            words = fold(span.words(text))
            cut = words.rfind(unit)
            span, unit = Span(span.start, span.start + len(words[:cut].rstrip())), ""
        yield span, unit


def _next_one(text: str, home: Span) -> Iterator[Span]:
    """Yield "a third" of "two drones hit the runway and a third was shot down": one more of them."""
    for match in _ordinal_one().finditer(fold(text[home.start : home.end])):
        yield Span(home.start + match.start(1), home.start + match.end(1))


def _counted(span: Span, unit: str, named: Sequence[_Named], after: str) -> _Counted | None:
    own = next((item for item in named if item[0].overlaps(span)), None)
    if own is not None and (_deed().search(unit) or (not unit.endswith("s") and _deed().match(after))):
        return None  # "46 drone attacks" are no 46 drones
    if own is not None:
        return _Counted(Span(span.start, max(span.end, own[0].end)), own[1], own[2])
    return _Counted(span, None) if not unit or unit in ("of them", "of which", "more") else None


def _over(line: str, span: Span, start: int) -> str:
    return line[: span.start - start] + _MARK * (span.end - span.start) + line[span.end - start :]


def _read(line: str, start: int, figure: _Counted) -> _Counted:
    before, after = line[: figure.span.start - start], line[figure.span.end - start :]
    rest = _all_but().search(before) is not None
    for role in ROLES:
        if _behind()[role].match(after):
            return replace(figure, role=role, rest=rest)
    for role in ROLES:
        if _ahead()[role].search(before):
            return replace(figure, role=role, leads=True, rest=rest)
    return figure


def _shared(line: str, start: int, figures: list[_Counted]) -> list[_Counted]:
    """Hand a verb on to the other figures of its list."""
    found = list(figures)
    for at in range(len(found) - 1):  # "84 of 97 drones were shot down"
        between = line[found[at].span.end - start : found[at + 1].span.start - start]
        if found[at].kind is None and _out_of().fullmatch(between):
            found[at] = replace(found[at], kind=found[at + 1].kind, role=found[at].role or found[at + 1].role)
            found[at + 1] = replace(found[at + 1], role="launched")
    for at in range(1, len(found)):
        if found[at].role is None and found[at - 1].leads and _joined(line, start, found[at - 1], found[at]):
            found[at] = replace(found[at], role=found[at - 1].role, leads=True)
    for at in range(len(found) - 2, -1, -1):
        after = found[at + 1]
        if (
            found[at].role is None
            and not after.leads
            and after.role
            and after.kind
            and _joined(line, start, found[at], after)
        ):
            found[at] = replace(found[at], role=after.role)
    return found


def _joined(line: str, start: int, one: _Counted, other: _Counted) -> bool:
    return _glue().fullmatch(line[one.span.end - start : other.span.start - start]) is not None


def _settled(figures: Sequence[_Counted], before: str | None, named: Sequence[_Named]) -> Iterator[_Counted]:
    """Give the figures without a noun the class of the munition named last; drop those that count something else."""
    for figure in figures:
        if figure.kind is not None:
            fell = figure.role == "hit" and figure.kind not in GUIDED
            yield replace(figure, role="launched" if fell else figure.role or "launched")
            continue
        earlier = [item[1] for item in named if item[0].end <= figure.span.start]
        kind = earlier[-1] if earlier else before
        if kind and figure.role in ("intercepted", "hit") and len(set(earlier)) <= 1:
            yield replace(figure, kind=kind)


def _part(figure: _Counted) -> Part:
    codes = (Code(name="class", value=figure.kind or "other", score=SURE),)
    rest: tuple[Code, ...] = (Code(name="rest", value="true", score=SURE),) if figure.rest else ()
    rest += (Code(name="count", value="1", score=SURE),) if figure.one else ()
    inner: tuple[Part, ...] = (Part(role=figure.role or "launched", span=figure.span, score=SURE, codes=rest),)
    if figure.model:
        inner += (Part(role="model", span=figure.model, score=SURE),)
    return Part(role="munitions", span=figure.span, score=SURE, codes=codes, parts=inner)


def _bare(item: _Named) -> Part:
    span, name, model = item
    inner: tuple[Part, ...] = (Part(role="model", span=model, score=SURE),) if model else ()
    if name == "vehicle":  # one that was driven at people
        inner += (Part(role="launched", span=span, score=SURE, codes=(Code(name="count", value="1", score=SURE),)),)
    codes = (Code(name="class", value=name, score=SURE),)
    return Part(role="munitions", span=span, score=SURE, codes=codes, parts=inner)


def _class_of(words: str) -> str:
    """Return the class of a noun; "missile" of the longest name inside the words."""
    flat = " ".join(words.replace("-", " ").split())
    fitting = [
        (len(noun), name)
        for noun, name in _classes()
        if noun in flat and re.search(rf"\b{re.escape(noun)}(?:e?s)?\b", flat)
    ]
    return max(fitting)[1]


@cache
def _classes() -> tuple[tuple[str, str], ...]:
    nouns = lexicon.load("munitions")["nouns"]
    return tuple((noun.replace("-", " "), name) for name, words in nouns.items() for noun in words)


@cache
def _noun() -> re.Pattern[str]:
    nouns = [noun for words in lexicon.load("munitions")["nouns"].values() for noun in words]
    return re.compile(rf"(?<![\w-]){either(nouns)}(?:e?s)?(?!-?\w)")


@cache
def _models() -> dict[str, str]:
    return {model.lower(): name for name, models in lexicon.load("munitions")["models"].items() for model in models}


@cache
def _model() -> re.Pattern[str]:
    models = [model for words in lexicon.load("munitions")["models"].values() for model in words]
    return re.compile(rf"(?<![\w-])({either(models)})(?:s|-type)?(?![\w])")


@cache
def _barred_after() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s-]+[\w-]+)?[\s-]+{either(lexicon.load('munitions')['compounds']['after'])}(?!\w)")


@cache
def _barred_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w){either(lexicon.load('munitions')['compounds']['before'])}[\s-]+(?:[\w'-]+[\s-]+){{0,2}}$"
    )


@cache
def _verb_first() -> re.Pattern[str]:
    counts = lexicon.load("munitions")["counts"]
    return re.compile(rf"{either([verb for role in ROLES for verb in counts[role]['after']])}\b")


@cache
def _behind() -> dict[str, re.Pattern[str]]:
    words = lexicon.load("munitions")
    helpers = either(words["grammar"]["helpers"])
    gap = r"(?:,[^.;:]{1,50}?,|\s+(?:over|in|into|at|from|towards|toward)\s[^.;:,]{1,40}?)?"
    return {
        role: re.compile(rf"{gap},?(?:\s+(?:{helpers}|\w+ly))*\s+{either(cues['after'])}\b")
        for role, cues in words["counts"].items()
    }


@cache
def _ahead() -> dict[str, re.Pattern[str]]:
    words = lexicon.load("munitions")
    return {
        role: re.compile(
            rf"\b{either(cues['before'])}\s+(?:(?:a total of|what it said were|some of|all|another|the)\s+)*$"
        )
        for role, cues in words["counts"].items()
    }


@cache
def _counting() -> re.Pattern[str]:
    return re.compile(rf"(?:\d|\b{either(lexicon.load('munitions')['grammar']['counting'])})\s+$")


@cache
def _ordinal_one() -> re.Pattern[str]:
    words = lexicon.load("munitions")["next_one"]
    return re.compile(rf"\b((?:a|the)\s+{either(words['numbers'])})(?:\s+one)?\s+{either(words['verbs'])}\b")


@cache
def _driving() -> re.Pattern[str]:
    words = lexicon.load("munitions")["driven"]
    vehicle, into = rf"(?:a|the|his|her|their)\s+(?:[\w-]+\s+)?{either(words['vehicles'])}", either(words["into"])
    active = rf"\b{either(words['verbs'])}\s+({vehicle})\s+{into}\b"
    return re.compile(rf"{active}|\b(?P<passive>{vehicle})\s+(?:was|is)\s+driven\s+{into}\b")


@cache
def _deed() -> re.Pattern[str]:
    words = lexicon.load("munitions")["deeds"]
    return re.compile(rf"(?:[\s-]*{either(words['between'])}){{0,3}}\s*\b{either(words['nouns'])}e?s?\b")


@cache
def _of_total() -> Cued:
    pattern = rf"({number_pattern()}) (?:out )?of (?:the |its |a total of )?({number_pattern()})\b"
    return Cued(pattern, frozenset({"of "}))


@cache
def _out_of() -> re.Pattern[str]:
    return re.compile(r" (?:out )?of (?:the |its |a total of )?")


@cache
def _all_but() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('munitions')['grammar']['all'])}\s+$")


@cache
def _glue() -> re.Pattern[str]:
    glue = either(lexicon.load("munitions")["grammar"]["glue"])
    return re.compile(rf"\s*(?:,\s*(?:{glue}\s+)?|\s{glue}\s+)(?:some\s+|the\s+)?")
