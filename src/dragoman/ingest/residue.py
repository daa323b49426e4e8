"""Find what stands on a page and is not news; nothing is deleted, spans are marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any

from dragoman.codebook.cues import Cued
from dragoman.codebook.lexicon import load
from dragoman.record.documents import Residue, ResidueKind
from dragoman.record.evidence import Span
from dragoman.record.folding import fold, plain
from dragoman.record.layout import ends, paragraphs

_LINE_LIMIT = 320  # characters; no rule for whole lines matches longer ones
_OPENS_LIMIT = 600
_CLOSES_LIMIT = 400
_LONG = 120  # characters of a paragraph that only an article has
_REPEATS = 300  # lines looked up among the rest of the text
_PAGE = {"teaser", "headline_list", "navigation", "share_line", "list_counter", "cookie_notice"}
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s")
_FULL_DATE_END = re.compile(r"\b\d{1,2},? \d{4}[^.]{0,40}\.?$|\bin this (?:image|photo|picture|handout|screengrab)\b")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: ResidueKind
    scope: str
    pattern: Cued


@dataclass(slots=True)
class _Unit:
    """A paragraph under examination: its words made plain, and the kind of residue it turns out to be."""

    span: Span
    words: str
    kind: ResidueKind | None = None
    heads: bool = False  # heads a list of other stories
    credit: bool = False  # is nothing but a photo's credit
    closes: bool = False  # closes the article

    @property
    def ended(self) -> bool:
        return ends(self.words)

    @property
    def size(self) -> int:
        return len(self.words.split())


def find_residue(text: str, title: Span | None = None) -> tuple[Residue, ...]:
    """Return the stretches of ``text`` that are not news, ordered and disjoint; the title is never among them."""
    units = [unit for unit in _units(text) if not (title and unit.span.overlaps(title))]
    for unit in units:
        _mark_by_rule(unit)
    for mark in (_clocks, _translations, _menus, _lists, _credits, _tails):
        mark(units)
    _repeats(units, fold(title.words(text)) if title else "")
    for mark in (_runs, _captions, _bridges):
        mark(units)
    whole = (Residue(start=unit.span.start, end=unit.span.end, kind=unit.kind) for unit in units if unit.kind)
    return _merged(text, sorted([*whole, *_within(units)], key=lambda each: each.start))


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    every = [_Rule(row["kind"], row["scope"], Cued(row["pattern"])) for row in load("residue")["rule"]]
    scopes = {rule.scope for rule in every}
    return {scope: tuple(rule for rule in every if rule.scope == scope) for scope in scopes}


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    words: dict[str, Any] = load("residue")[table]
    return re.compile(words[name])


def _units(text: str) -> Iterator[_Unit]:
    for lines in paragraphs(text):
        span = Span(lines[0].start, lines[-1].end)
        yield _Unit(span, re.sub(r"\s", " ", plain(span.words(text))))


def _mark_by_rule(unit: _Unit) -> None:
    if len(unit.words) <= _LINE_LIMIT:
        _mark_line(unit)
    if unit.kind is None and len(unit.words) <= _OPENS_LIMIT:
        unit.kind = next((rule.kind for rule in _rules()["opens"] if rule.pattern.match(unit.words)), None)
    if unit.kind is None and len(unit.words) <= _CLOSES_LIMIT:
        unit.kind = next((rule.kind for rule in _rules()["closes"] if rule.pattern.search(unit.words)), None)


def _mark_line(unit: _Unit) -> None:
    for scope in ("end", "line", "list", "credit"):
        rule = next((each for each in _rules()[scope] if each.pattern.fullmatch(unit.words)), None)
        if rule is not None:
            unit.kind = rule.kind
            unit.heads, unit.credit, unit.closes = scope == "list", scope == "credit", scope == "end"
            return


def _stretches(units: Sequence[_Unit], keys: Iterable[object]) -> Iterator[tuple[object, list[_Unit]]]:
    """Yield runs of neighbouring units with the same key."""
    for key, run in groupby(zip(keys, units, strict=True), key=lambda pair: pair[0]):
        yield key, [unit for _, unit in run]


def _clocks(units: list[_Unit]) -> None:
    """Mark columns of times, and tickers: times with titles."""
    column, time, ticker = (_pattern("clocks", name) for name in ("column", "time", "ticker"))
    for is_clock, run in _stretches(units, [bool(column.fullmatch(unit.words)) for unit in units]):
        if is_clock and len(run) >= 3 and sum(bool(time.search(unit.words)) for unit in run) >= 2:
            _set(run, "clock_column")
    keys = [len(unit.words) < 180 and not unit.ended and bool(ticker.fullmatch(unit.words)) for unit in units]
    for is_ticker, run in _stretches(units, keys):
        if is_ticker and len(run) >= 3:
            _set(run, "headline_list")


def _translations(units: list[_Unit]) -> None:
    """Mark lines in another script."""
    for unit in units:
        letters = [char for char in unit.words if char.isalpha()]
        foreign = sum(char > "\u024f" and not "\u1e00" <= char <= "\u1eff" for char in letters)
        if len(letters) >= 4 and foreign > 0.6 * len(letters):
            unit.kind = "translation"


def _menus(units: list[_Unit]) -> None:
    """Mark runs of five and more very short lines, unless a line with a colon introduces them."""
    keys = [_is_menu_item(unit) for unit in units]
    for previous, run in _runs_with_previous(units, keys):
        if len(run) >= 5 and not (previous and previous.words.endswith(":")):
            _set(run, "navigation")


def _is_menu_item(unit: _Unit) -> bool:
    if unit.kind in ("clock_column", "translation", "caption", "byline"):
        return False
    short = len(unit.words) <= 32 and unit.size <= 3 and not unit.ended
    return short and not _pattern("titles", "bullet").match(unit.words)


def _lists(units: list[_Unit]) -> None:
    """Mark the titles under a line that heads a list of other stories."""
    listing = False
    for unit in units:
        if unit.heads:
            listing = True
        elif unit.kind is not None:
            listing = listing and unit.kind in _PAGE
        elif listing:
            listing = not unit.ended and unit.size <= 25
            unit.kind = "headline_list" if listing else None


def _credits(units: list[_Unit]) -> None:
    """Mark the caption above the credit of a photo."""
    for above, unit in pairwise(units):
        is_caption = not above.ended or _FULL_DATE_END.search(above.words)
        if unit.credit and above.kind is None and len(above.words) <= _CLOSES_LIMIT and is_caption:
            above.kind = "caption"


def _repeats(units: list[_Unit], title: str) -> None:
    """Mark unpunctuated lines that repeat the title or a stretch of the text, and lines seen before."""
    folded = {id(unit): fold(unit.words).strip(" .") for unit in units}
    body = "\n".join(folded[id(unit)] for unit in units if unit.ended)
    seen: set[str] = set()
    for unit in [unit for unit in units if unit.kind is None and len(unit.words) >= 40][:_REPEATS]:
        words = folded[id(unit)]
        if not unit.ended and words in title:
            unit.kind = "headline_list"
        elif words in seen or (not unit.ended and words in body):
            unit.kind = "caption"
        seen.add(words)


def _is_title(unit: _Unit) -> bool:
    """Tell whether the unit looks like the title of a story."""
    if not 3 <= unit.size <= 22 or len(unit.words) > 170 or unit.words[0].islower():
        return False
    return not unit.ended and not any(_pattern("titles", name).search(unit.words) for name in ("bullet", "open_end"))


def _body_start(units: Sequence[_Unit]) -> int:
    """Return the place of the first unit that reads as a paragraph of an article."""
    places = (at for at, unit in enumerate(units) if unit.kind is None and unit.ended and unit.size >= 12)
    return next(places, len(units))


def _runs(units: list[_Unit]) -> None:
    """Mark runs of three and more titles after the article has begun."""
    body = units[_body_start(units) :]
    keys = [(unit.kind in (None, "teaser", "headline_list", "byline")) and _is_title(unit) for unit in body]
    for previous, run in _runs_with_previous(body, keys):
        introduced = previous is not None and previous.words.endswith(":")
        if sum(unit.kind is None for unit in run) and len(run) >= 3 and not introduced:
            _set([unit for unit in run if unit.kind is None], "headline_list")


def _captions(units: list[_Unit]) -> None:
    """Mark long unpunctuated lines in an article whose paragraphs are punctuated."""
    body = [unit for unit in units[_body_start(units) :] if unit.kind is None]
    long = [unit for unit in body if unit.size >= 8]
    if len(long) < 4 or sum(unit.ended for unit in long) < 0.6 * len(long):
        return
    for unit, after in pairwise(body):
        if _is_caption(unit) and not after.words[0].islower():
            unit.kind = "caption"


def _is_caption(unit: _Unit) -> bool:
    """Tell whether the unit is a line without full stop that may stand under a photo."""
    if unit.ended or not 8 <= unit.size <= 60 or unit.words[-1] in ",-" or not unit.words[0].isupper():
        return False
    if len(unit.words) > 170 and not _pattern("titles", "photographed").search(unit.words):
        return False
    return not any(_pattern("titles", name).search(unit.words) for name in ("reporting", "bullet", "open_end"))


def _tails(units: list[_Unit]) -> None:
    """Mark what follows the line that closes the article, unless another article follows."""
    last = max((at for at, unit in enumerate(units) if unit.closes), default=None)
    if last is None:
        return
    rest = [unit for unit in units[last + 1 :] if unit.kind is None]
    if sum(unit.ended and len(unit.words) > _LONG for unit in rest) <= 2:
        _set(rest, "teaser")


def _bridges(units: list[_Unit]) -> None:
    """Mark single short lines with lists of other stories, menus or share lines on both sides."""
    for before, unit, after in zip(units, units[1:], units[2:], strict=False):
        is_between = before.kind in _PAGE and after.kind in _PAGE
        if unit.kind is None and is_between and _is_title(unit):
            unit.kind = "teaser"


def _runs_with_previous(units: Sequence[_Unit], keys: Sequence[bool]) -> Iterator[tuple[_Unit | None, list[_Unit]]]:
    previous: _Unit | None = None
    for key, run in _stretches(units, keys):
        if key:
            yield previous, run
        previous = run[-1]


def _set(units: Iterable[_Unit], kind: ResidueKind) -> None:
    for unit in units:
        unit.kind, unit.heads = kind, False


def _within(units: Iterable[_Unit]) -> Iterator[Residue]:
    """Yield residue inside the units that are otherwise news."""
    for unit in units:
        if unit.kind is not None:
            continue
        found = [*_inside(unit), *_closing(unit)]
        last = 0
        for start, end, kind in sorted(found):
            if start >= last:
                yield Residue(start=unit.span.start + start, end=unit.span.start + end, kind=kind)
                last = end


def _inside(unit: _Unit) -> Iterator[tuple[int, int, ResidueKind]]:
    for rule in _rules()["within"]:
        for match in rule.pattern.finditer(unit.words):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            yield start, match.end(), rule.kind


def _closing(unit: _Unit) -> Iterator[tuple[int, int, ResidueKind]]:
    """Yield the last sentence of a long line that ends as a caption does."""
    offset = max(0, len(unit.words) - _CLOSES_LIMIT)
    tail = unit.words[offset:]
    for rule in _rules()["closes"] if offset else ():
        match = rule.pattern.search(tail)
        if match:
            begins = max((end.end() for end in _SENTENCE_END.finditer(tail, 0, match.start())), default=match.start())
            yield offset + begins, len(unit.words), rule.kind
            return


def _merged(text: str, found: Sequence[Residue]) -> tuple[Residue, ...]:
    """Join neighbours of one kind with nothing but space between them."""
    out: list[Residue] = []
    for each in found:
        if out and out[-1].kind == each.kind and not text[out[-1].end : each.start].strip():
            out[-1] = Residue(start=out[-1].start, end=each.end, kind=each.kind)
        else:
            out.append(each)
    return tuple(out)
