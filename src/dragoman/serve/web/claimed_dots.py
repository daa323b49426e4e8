"""Every claimed value of a field as a dot: when it was said, how much it is, which side says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.codebook.countries import by_code
from dragoman.reconcile.actors import side_of
from dragoman.reconcile.contradictions import number_of
from dragoman.reconcile.stated import canonical
from dragoman.record.evidence import Evidence
from dragoman.record.records import Field, Record, Voiced
from dragoman.serve.phrases import day, name, phrase
from dragoman.serve.record_words import shortened, value_in_words, voice_in_words
from dragoman.serve.web.segments import address_of

WIDTH, LEFT, TOP, BOTTOM = 560, 150, 18, 26  # units of the drawing; the left one holds the names of values
_RIGHT = 24
_TALL, _ROW = 130, 30  # of the plot of a figure, and of one value of anything else
_TICKS = 4
_SIDES = 5  # that have a sign of their own; further ones share the last
_NEAR = 7.0  # units between dots that would hide each other
_OPEN = 14.0  # units of the line of a figure that is open on one side
OUTLETS, JUDGES, OTHERS = "outlets themselves", "judges", "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A value as one voice states it in one report."""

    words: str
    value: Any  # the codebook's JSON
    side: str
    voice: str
    day: date | None
    document: str
    source: str
    quote: str  # the words that state it; empty where a person set it
    start: int | None = None  # where they stand in the report's text

    @property
    def address(self) -> str:
        """Where the words stand in their report."""
        return address_of(self.document, self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A claim in the drawing; ``top`` and ``bottom`` are the ends of its range, ``sign`` is its side's."""

    claim: Claim
    x: float
    y: float
    top: float
    bottom: float
    sign: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its name."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The dots of a field with their axes; ``band`` is the range, ``line`` what the rule prefers."""

    height: int
    dots: tuple[Dot, ...]
    rows: tuple[Tick, ...]
    days: tuple[Tick, ...]
    sides: tuple[str, ...]  # in the order of their signs
    band: tuple[float, float] | None
    line: float | None
    undated: int


def claims_of(record: Record, field: Field) -> tuple[Claim, ...]:
    """Return who states what, by day; what nobody dates comes last."""
    made = [
        _claim(value_in_words(record, field.name, value.value), value.value, voice)
        for value in field.values
        for voice in value.tellings
    ]
    return tuple(sorted(made, key=lambda each: (each.day or date.max, each.side, each.voice, each.words)))


def chart_of(field: Field, claims: Sequence[Claim]) -> Chart:
    """Return the dots of a field.

    Args:
        field: its values may be figures, which stand on a scale from nought, or anything else, which stand in rows.
        claims: of the field.
    """
    dated = [each for each in claims if each.day is not None]
    place = _days_across([each.day for each in dated if each.day])
    is_figure = any(number_of(each.value) is not None for each in claims)
    scale = _Numbers(claims) if is_figure else _Rows(claims)
    sides = _sides(dated)
    return Chart(
        height=scale.height, dots=tuple(_dots(dated, place, scale, sides)), rows=scale.ticks,
        days=tuple(_day_ticks(place)), sides=sides, band=_band(field, scale), line=_line(field, scale),
        undated=len(claims) - len(dated),
    )  # fmt: skip


class _Numbers:
    """Figures from nought at the bottom to the greatest at the top."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.height = TOP + _TALL + BOTTOM
        ends = [end for each in claims for end in self._ends(each.value) if end is not None]
        self._step = _step(max(ends, default=1.0) or 1.0)
        self._most = self._step * -(-(max(ends, default=1.0) or 1.0) // self._step)
        marks = [self._step * at for at in range(int(self._most / self._step) + 1)]
        self.ticks = tuple(Tick(self.at(each), phrase(each)) for each in marks)

    def at(self, number: float) -> float:
        return round(TOP + _TALL * (1 - number / self._most), 1)

    def of(self, value: Any) -> tuple[float, float, float] | None:  # noqa: ANN401  a field's JSON
        """Return where the dot and the ends of its range stand."""
        lead = number_of(value)
        if lead is None:
            return None
        low, _, high = self._ends(value)
        y = self.at(lead)
        top = self.at(high) if high is not None else y - _OPEN
        bottom = self.at(low) if low is not None else y + _OPEN
        is_exact = low is None and high is None
        return (y, y, y) if is_exact else (y, top, bottom)

    @staticmethod
    def _ends(value: Any) -> tuple[float | None, float | None, float | None]:  # noqa: ANN401  a field's JSON
        told = value if isinstance(value, dict) else {}
        low, best, high = (told.get(name) for name in ("low", "best", "high"))
        return tuple(float(each) if isinstance(each, int | float) else None for each in (low, best, high))  # type: ignore[return-value]


class _Rows:
    """Values that are no figures, each in a row of its own, in the order of the claims."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._rows: dict[str, int] = {}
        words: list[str] = []
        for each in claims:
            if self._rows.setdefault(canonical(each.value), len(self._rows)) == len(words):
                words.append(each.words)
        self.height = TOP + _ROW * len(words) + BOTTOM
        self.ticks = tuple(Tick(self._at(row), told) for row, told in enumerate(words))

    def of(self, value: Any) -> tuple[float, float, float] | None:  # noqa: ANN401  a field's JSON
        row = self._rows.get(canonical(value))
        return None if row is None else (self._at(row),) * 3

    @staticmethod
    def _at(row: int) -> float:
        return TOP + _ROW * (row + 0.5)


_Scale = _Numbers | _Rows


def _claim(words: str, value: Any, voice: Voiced) -> Claim:  # noqa: ANN401  a field's JSON
    shown = _evidence(value, voice)
    return Claim(
        words=words, value=value, side=_side(voice), voice=voice_in_words(voice), day=voice.published,
        document=voice.document, source=voice.source or "unknown outlet",
        quote=shortened(shown.quote) if shown else "", start=shown.start if shown else None,
    )  # fmt: skip


def _evidence(value: Any, voice: Voiced) -> Evidence | None:  # noqa: ANN401  a field's JSON
    """Return the words that state a value: of several those that hold its own."""
    own = value.get("words") if isinstance(value, dict) else None
    held = (each for each in voice.evidence if isinstance(own, str) and own in each.quote)
    return next(iter((*held, *voice.evidence)), None)


def _side(voice: Voiced) -> str:
    if voice.judged_by:
        return JUDGES
    if voice.attributed_to is None:
        return OUTLETS
    speaker = voice.attributed_to.speaker
    country = by_code().get(side_of(speaker))
    return country.name if country else name(speaker)


def _sides(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the sides by how much they say, the further ones as one."""
    counts: dict[str, int] = {}
    for each in claims:
        counts[each.side] = counts.get(each.side, 0) + 1
    ordered = sorted(counts, key=lambda side: (-counts[side], side))
    return (*ordered[: _SIDES - 1], OTHERS) if len(ordered) > _SIDES else tuple(ordered)


def _days_across(days: Iterable[date]) -> Mapping[date, float]:
    """Return where each day stands, from the first to the last; a single one in the middle."""
    known = sorted(set(days))
    if not known:
        return {}
    span, room = (known[-1] - known[0]).days, WIDTH - LEFT - _RIGHT - 20
    return {
        each: round(LEFT + 10 + (room / 2 if not span else room * (each - known[0]).days / span), 1) for each in known
    }


def _day_ticks(place: Mapping[date, float]) -> Iterator[Tick]:
    """Yield the first and the last day, and those between that have room."""
    taken: list[float] = []
    known = sorted(place)
    for each in dict.fromkeys((*known[:1], *known[-1:], *known)):
        if all(abs(place[each] - other) > 90 for other in taken):
            taken.append(place[each])
            yield Tick(place[each], day(each))


def _dots(claims: Iterable[Claim], place: Mapping[date, float], scale: _Scale, sides: Sequence[str]) -> Iterator[Dot]:
    """Yield the dots; those that would hide one another step aside."""
    taken: list[tuple[float, float]] = []
    for each in claims:
        where = scale.of(each.value)
        if where is None or each.day is None:
            continue
        x, (y, top, bottom) = place[each.day], where
        while any(abs(x - other_x) < _NEAR and abs(y - other_y) < _NEAR for other_x, other_y in taken):
            x += _NEAR
        taken.append((x, y))
        sign = sides.index(each.side) if each.side in sides else len(sides) - 1
        yield Dot(claim=each, x=min(x, WIDTH - 6.0), y=y, top=top, bottom=bottom, sign=sign)


def _band(field: Field, scale: _Scale) -> tuple[float, float] | None:
    """Return the top and the bottom of the range over all; None where it is not bounded."""
    spread = field.spread
    if spread is None or spread.low is None or spread.high is None or isinstance(scale, _Rows):
        return None
    return scale.at(spread.high), scale.at(spread.low)


def _line(field: Field, scale: _Scale) -> float | None:
    if isinstance(scale, _Rows):
        where = scale.of(field.preferred)
        return where[0] if where else None
    lead = number_of(field.preferred)
    return None if lead is None else scale.at(lead)


def _step(most: float) -> float:
    """Return a round step of which a few reach the greatest number."""
    size = 1.0
    while size * 10 <= most:
        size *= 10
    while size > most:
        size /= 10
    steps = (size * each for each in (0.25, 0.5, 1, 2, 2.5, 5, 10))
    return next(each for each in steps if each * _TICKS >= most and each.is_integer() and each >= 1)
