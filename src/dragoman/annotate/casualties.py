"""Figures of people in a sentence → losses: killed, injured, missing, captured, abducted, displaced.

The verb decides what a figure counts. It stands before it ("killing ten"), behind it ("ten people were killed"), around
it ("left ten dead"), or is left out ("two soldiers and a driver were killed"). A figure that is part of another
("including three children") has the code ``share``; a list that one verb counts is one part with its figures inside.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dragoman.annotate.quantities import quantities_in
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Cued
from dragoman.codebook.numbers import either
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain
from dragoman.record.mentions import Code, Part

SURE = 1.0
LOSSES = ("killed", "injured", "missing", "captured", "abducted", "displaced")
_MARK = (
    "\x01"  # stands for each letter of a figure and its unit, so that patterns read over it at the text's own offsets
)
_NEAR = 200  # characters before a figure in which its verb is looked for
_SHARE = Code(name="share", value="part", score=SURE)


@dataclass(frozen=True, slots=True)
class _Figure:
    span: Span
    single: bool = False  # "a mullah": counted only right beside its verb
    bare: bool = False  # "child" of "a woman and child": one, without a figure
    role: str | None = None
    leads: bool = False  # its verb stands before it, so that the figures after it in a list are counted by it too
    share: bool = False


def casualties_in(text: str, home: Span) -> list[Part]:
    """Return the figures of lost people in a stretch of text, in order, as parts with the loss as role."""
    return list(_casualties(text, home))


@lru_cache(maxsize=256)
def _casualties(text: str, home: Span) -> tuple[Part, ...]:
    """Remember the last sentences: two rules ask for the losses of each."""
    flat = fold(text[home.start : home.end])
    counted = counted_in(text, home)
    figures = [_Figure(span) for span, unit in counted if is_people(unit)]
    alone = (each for each in _single(flat, home.start) if not any(each.overlaps(span) for span, _ in counted))
    figures = sorted([*figures, *(_Figure(span, single=True) for span in alone)], key=lambda each: each.span)
    figures = [each for figure in figures for each in (figure, *_bare_twin(flat, home.start, figure))]
    line = _masked(flat, home.start, [each.span for each in figures])
    figures = [_read(line, home.start, each) for each in figures]
    read = [each for each in _listed(line, home.start, figures) if each.role]
    found = [_part(group) for group in _sums(line, home.start, read)]
    return tuple(sorted([*found, *_by_name(text, home, found)], key=lambda part: part.span))


def _sums(line: str, start: int, figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """Put figures together that one verb counts side by side: "two soldiers and a driver were killed" are three."""
    groups: list[list[_Figure]] = []
    for figure in figures:
        before = groups[-1][-1] if groups else None
        if before and before.role == figure.role and not (before.share or figure.share):
            between = line[before.span.end - start : figure.span.start - start]
            if _joined(between):
                groups[-1].append(figure)
                continue
        groups.append([figure])
    return groups


def _part(group: Sequence[_Figure]) -> Part:
    """Return one part for the figures of a list, each of them a part inside it."""
    first, last = group[0], group[-1]
    role = first.role or ""
    one = Code(name="count", value="1", score=SURE)
    inner = tuple(Part(role=role, span=each.span, score=SURE, codes=(one,) if each.bare else ()) for each in group)
    inner = inner if len(group) > 1 else ()
    codes = (_SHARE,) if first.share else ()
    return Part(role=role, span=Span(first.span.start, last.span.end), score=SURE, codes=codes, parts=inner)


def _by_name(text: str, home: Span, found: Sequence[Part]) -> Iterator[Part]:
    """Yield the persons whose death is told by name: "Commander Adil was killed", one each."""
    words = plain(text[home.start : home.end])
    for match in (*_named_loss().finditer(words), *_one_slain().finditer(words)):
        span = Span(home.start + match.start(1), home.start + match.end(1))
        if fold(span.words(text)) not in _grammar("nobody") and not any(span.overlaps(part.span) for part in found):
            yield Part(role="killed", span=span, score=SURE, codes=(Code(name="count", value="1", score=SURE),))


def _single(flat: str, start: int) -> list[Span]:
    """Return the persons told one by one ("a mullah", "his son") whose noun is on no list of what reports count."""
    found = []
    for match in _one().finditer(flat):
        words = match.group().split()
        if _says().search(match.group()) or _says().match(flat[match.end() :]):
            continue
        size = next((at for at, word in enumerate(words) if at and word in _ends_of_names()), len(words))
        end = match.start() + len(" ".join(words[:size])) if match.group() == " ".join(words) else match.end()
        if size > 1 and words[size - 1] not in _grammar("things"):
            found.append(Span(start + match.start(), start + end))
    return found


def _bare_twin(flat: str, start: int, figure: _Figure) -> Iterator[_Figure]:
    """Yield the second person of "a woman and child"."""
    match = _twin().match(flat, figure.span.end - start)
    if match and re.match(r"an?\s", flat[figure.span.start - start :]):
        yield _Figure(Span(start + match.start(1), start + match.end(1)), bare=True)


def counted_in(text: str, home: Span) -> list[tuple[Span, str | None]]:
    """Return the figures of a stretch that are not zero, with their units."""
    found = ((span, quantity) for span, quantity in quantities_in(text, home) if quantity.best != 0)
    told = ((span, quantity.unit) for span, quantity in found if quantity.unit or fold(span.words(text)) != "both")
    return [_without_verb(text, span, unit) for span, unit in told]


def _without_verb(text: str, span: Span, unit: str | None) -> tuple[Span, str | None]:
    """Cut the end off a figure whose unit ends in the loss itself: "took five nurses hostage"."""
    lost = _lost_last().search(fold(span.words(text)))
    if lost is None or unit is None:
        return span, unit
    return Span(span.start, span.start + lost.start()), _lost_last().sub("", unit)


def is_people(unit: str | None) -> bool:
    """Tell a figure that may count people by its unit."""
    words = fold(unit or "").split()
    return not words or words[-1] not in _grammar("things")


def _masked(flat: str, start: int, spans: Iterable[Span]) -> str:
    for span in spans:
        flat = flat[: span.start - start] + _MARK * (span.end - span.start) + flat[span.end - start :]
    return flat


def _read(line: str, start: int, figure: _Figure) -> _Figure:
    """Return the figure with the loss that its own verb or noun gives it."""
    at = figure.span.start - start
    before, after = line[max(0, at - _NEAR) : at], line[figure.span.end - start :]
    own = _by_wrap(before, after) or _behind(after, near=figure.single)
    if own:
        return replace(figure, role=own)
    ahead = None if _intended().search(before) else _ahead(before)
    return replace(figure, role=ahead, leads=True) if ahead else figure


def _by_wrap(before: str, after: str) -> str | None:
    return next((role for role, left, right in _wraps() if right.match(after) and left.search(before)), None)


def _behind(after: str, *, near: bool) -> str | None:
    """Return the loss whose verb stands behind, the nearest first; ``near``: with nothing but "was" between."""
    found = [(match.end(), role) for role in _roles_told(after) if (match := _after(role).match(after))]
    return next((role for _, role in sorted(found) if not near or not _tied().match(after)), None)


def _ahead(before: str) -> str | None:
    """Return the loss whose verb, noun or toll stands right before: the longest words count."""
    found = [(match.start(), role) for role in _roles_told(before) if (match := _before(role).search(before))]
    return min(found)[1] if found else None


def _listed(line: str, start: int, figures: Sequence[_Figure]) -> list[_Figure]:
    """Hand the loss of a figure on to the others of its list, and to its parts."""
    found = list(figures)
    for at in range(1, len(found)):  # "killing two soldiers and a driver", "ten people, including a child"
        between = line[found[at - 1].span.end - start : found[at].span.start - start]
        part = _lead().search(between)
        if part and found[at - 1].role:
            found[at] = replace(found[at], role=found[at].role or found[at - 1].role, share=True)
        elif found[at].role is None and found[at - 1].leads and _joined(between):
            found[at] = replace(found[at], role=found[at - 1].role, leads=True)
    for at in range(len(found) - 2, -1, -1):  # "two soldiers and a driver were killed"
        between = line[found[at].span.end - start : found[at + 1].span.start - start]
        if found[at].role is None and not found[at + 1].leads and found[at + 1].role and _joined(between):
            found[at] = replace(found[at], role=found[at + 1].role)
    return found


def _joined(between: str) -> bool:
    return _glue().fullmatch(between) is not None


@cache
def _says() -> re.Pattern[str]:
    """What tells who speaks from who was lost: "killed five people, a doctors' network said"."""
    return re.compile(rf"\s{either(lexicon.load('casualties')['grammar']['says'])}\b")


@cache
def _intended() -> re.Pattern[str]:
    """Return the start of a loss that is only meant to come: "plans to displace"."""
    return re.compile(rf"\b(?:{'|'.join(_grammar('intended'))}) to \w+\s*$")


@cache
def _wraps() -> tuple[tuple[str, Cued, Cued], ...]:
    return tuple(
        (role, Cued(rf"\b{left}\s+{_fillers()}$"), Cued(rf"(?:\s+[\w'-]+){{0,4}}?\s+{right}\b"))
        for role, pairs in lexicon.load("casualties")["wrapped"].items()
        for left, right in pairs
    )


def _roles_told(words: str) -> Iterator[str]:
    """Yield the losses that have a word in a stretch; only their patterns, which are long, are compiled and tried."""
    return (role for role, pattern in _cues() if pattern.search(words))


@cache
def _cues() -> tuple[tuple[str, Cued], ...]:
    losses = lexicon.load("casualties")["losses"].items()
    return tuple((role, Cued(rf"\b{either(sorted(set().union(*cues.values())))}\b")) for role, cues in losses)


@cache
def _after(role: str) -> re.Pattern[str]:
    """The words of a loss behind its figure: "# were killed", "#, among them ..., died", "# dead"."""
    words = lexicon.load("casualties")
    be, helpers, ties = either(words["grammar"]["be"]), either(words["auxiliaries"]), either(words["grammar"]["ties"])
    gap = rf"(?:,?\s+{ties}\s[^.;:{_MARK}]{{0,60}}?|,[^.;:]{{1,60}}?,|\s*\([^)]*\))"
    have = either(words["grammar"]["have"])
    helpers = rf"(?:{helpers}|\w+ly)"
    alone = either(words["grammar"]["intransitive"])
    ends = rf"(?=\s*(?:[.,;:)\"'-]|$|{either(words['grammar']['closers'])}\b))"
    cues = words["losses"][role]
    verbs, counted = either(cues["after"]), either(cues["counted"] or ["\x00"])
    told = rf"{gap}?,?\s+(?:{helpers}\s+)*(?:{be}\s+(?:{helpers}\s+)*|(?={alone}\b)){verbs}\b"
    closed = rf"(?:(?:{gap}?\s+{have}\s+|\s+)(?:{helpers}\s+)*{verbs}|\s+{counted})\b{ends}"
    return re.compile(rf"(?:{told}|{closed})")


@cache
def _one_slain() -> re.Pattern[str]:
    """One person told with the article: "the police officer slain on Sunday"."""
    heads, verbs = _either_of("one", "heads"), _either_of("one", "slain")
    return re.compile(rf"\b(the\s+(?:[\w'-]+\s+){{0,3}}{heads})\s+(?:who\s+was\s+)?{verbs}\b")


@cache
def _named_loss() -> re.Pattern[str]:
    name = r"((?:[A-Z][\w'-]+\s+){0,3}[A-Z][\w'-]+)"
    was = rf"(?:was|has been|had been)\s+(?:{_either_of('one', 'helpers')}\s+)?"
    verbs = _either_of("one", "slain")
    return re.compile(rf"(?<![\w'] )(?<!and ){name}(?:,[^,.;]{{1,60}},)?\s+{was}{verbs}\b")


@cache
def _twin() -> re.Pattern[str]:
    return re.compile(rf"\s+and\s+({_either_of('one', 'twins')}\b)")


@cache
def _lost_last() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)\s+{either(lexicon.load('casualties')['grammar']['lost'])}$")


@cache
def _tied() -> re.Pattern[str]:
    return re.compile(rf",|\s*\(|\s+{either(lexicon.load('casualties')['grammar']['ties'])}\b")


@cache
def _before(role: str) -> re.Pattern[str]:
    """The words of a loss before its figure: "killed #", "the death of #", "the toll rose to #"."""
    words = lexicon.load("casualties")
    rise, helpers = either(words["rise"]["verbs"]), either(words["auxiliaries"])
    verbs, nouns, toll = (either(words["losses"][role][key] or ["\x00"]) for key in ("before", "nouns", "toll"))
    return re.compile(
        rf"\b(?:{verbs}\s+{_fillers()}"
        rf"|{nouns}\s+of\s+{_fillers()}"
        rf"|\b{toll}\b(?:\s+(?:of|in|from|for|among)\b[^.;]{{0,50}}?)?\s+(?:{helpers}\s+)*{rise}\s+(?:(?:to|at|from\s+[\w,{_MARK}]+\s+to)\s+)?{_fillers()})$"
    )


@cache
def _one() -> re.Pattern[str]:
    return re.compile(r"\b(?:a|an|another)(?: [a-z][a-z'-]*){1,5}")


@cache
def _ends_of_names() -> frozenset[str]:
    words = lexicon.load("casualties")
    verbs = {word.split()[0] for cues in words["losses"].values() for word in (*cues["before"], *cues["after"])}
    return frozenset((*lexicon.load("quantities")["stops"], *words["grammar"]["times"])) | verbs


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.load('casualties')['part']['lead'])}\s+(?:the\s+)?$")


@cache
def _glue() -> re.Pattern[str]:
    glue = either(lexicon.load("casualties")["grammar"]["glue"])
    return re.compile(rf"(?:\s+(?:of|from)\s[^.;:,]{{1,40}})?\s*(?:,\s*(?:{glue}\s+)?|\s{glue}\s+)(?:the\s+)?")


@cache
def _fillers() -> str:
    return rf"(?:{either(lexicon.load('casualties')['grammar']['fillers'])}\s+)*"


@cache
def _grammar(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("casualties")["grammar"][name])


def _either_of(table: str, name: str) -> str:
    return either(lexicon.load("casualties")[table][name])
