"""Short invented reports for an archive, day after day: talks, strikes, swaps and truces, told, retold and copied.

A day always brings as many reports on as many happenings, so that an archive grows in time and not in density. The
countries are real and at peace with each other, places and outlets are invented.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dragoman.record.arrivals import Arrival
from evaluation.bench import archive_words as words
from evaluation.bench.archive_words import Country, Kind

START = date(2031, 1, 6)
NEW = 5  # happenings a day
FIRST, LATER, COPIES, DUPLICATES, OTHER = 12, 4, 2, 1, 1  # reports a day: on today's happenings, older ones, and so on
PER_DAY = FIRST + LATER + COPIES + DUPLICATES + OTHER
DISPUTED = 0.25  # of the tellings, with figures that contradict the others'
_REMEMBERED = 3  # days for which a happening is told again


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that several reports tell; what its two figures count depends on its kind."""

    kind: Kind
    day: date
    sides: tuple[Country, Country]
    mediator: Country
    town: str
    point: tuple[float, float]  # degrees north and east, of a town that no gazetteer knows
    figures: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A happening as one report tells it: with its own figures, and what else it quotes."""

    happening: Happening
    figures: tuple[int, int]
    lead: str
    when: str  # the words for its day
    speaker: str
    quote: str
    party: int  # which of the sides states the position
    stance: str
    issue: str
    issue_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One report; ``told`` is None where it is about nothing that the codebook knows."""

    text: str
    url: str
    source: str
    title: str
    published: date
    told: Told | None = None
    copied: str | None = None  # the URL of the report that it repeats, in full or nearly


def made(count: int, *, seed: int = 7) -> Iterator[Made]:
    """Yield so many reports in the order of their days, the same ones at every call."""
    rng = random.Random(seed)
    recent: list[list[Happening]] = []
    told = 0
    for number in range(-(-count // PER_DAY)):
        day = START + timedelta(days=number)
        today = [_happening(day, rng) for _ in range(NEW)]
        for report in _reports(day, today, [each for old in recent for each in old] or today, rng)[: count - told]:
            told += 1
            yield report
        recent = [*recent, today][-_REMEMBERED:]


def arrival_of(report: Made) -> Arrival:
    """Return a report as a table of reports delivers it."""
    return Arrival(
        name=report.url, raw=report.text.encode(), media_type="text/plain", url=report.url, source=report.source,
        title=report.title, published=report.published, carrier="table.jsonl",
    )  # fmt: skip


def written(reports: Iterable[Made], path: Path) -> Path:
    """Write reports as a table, one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for each in reports:
            line = {
                "text": each.text, "url": each.url, "source": each.source, "title": each.title,
                "published": each.published.isoformat(),
            }  # fmt: skip
            file.write(json.dumps(line) + "\n")
    return path


def _happening(day: date, rng: random.Random) -> Happening:
    kind = rng.choices(words.KINDS, weights=words.SHARES)[0]
    low, high = words.FIGURES[kind]
    return Happening(
        kind=kind, day=day, sides=rng.choice(words.CONFLICTS), mediator=rng.choice(words.MEDIATORS),
        town=town(rng), point=(round(rng.uniform(-60, 60), 3), round(rng.uniform(-170, 170), 3)),
        figures=(rng.randint(*low), rng.randint(*high)),
    )  # fmt: skip


def town(rng: random.Random) -> str:
    """Return an invented name of a place."""
    return "".join(rng.choice(part) for part in words.SYLLABLES).capitalize()


def _reports(day: date, today: Sequence[Happening], older: Sequence[Happening], rng: random.Random) -> list[Made]:
    """Return the reports of one day; copies come after what they copy."""
    first = [today[at % len(today)] for at in range(FIRST)]
    later = [rng.choice(older) for _ in range(LATER)]
    own = [_report(day, each, rng) for each in first + later] + [_other(day, rng) for _ in range(OTHER)]
    rng.shuffle(own)
    near = [_near_copy(report, rng) for report in rng.sample(own, COPIES)]
    return own + near + [_moved(report, report.text, rng) for report in rng.sample(own, DUPLICATES)]


def _report(day: date, happening: Happening, rng: random.Random) -> Made:
    told = _told(happening, rng)
    title = _filled(rng.choice(words.TITLES[happening.kind]), told)
    lead = f"{rng.choice(words.DATELINES).format(town=happening.town.upper(), day=_spelled(day))} {told.lead}"
    said = f"“{told.quote},” {told.speaker} said."
    wanted = rng.choice(words.POSITIONS[told.stance]).format(
        party=happening.sides[told.party].name, issue=told.issue_words, other=happening.sides[1 - told.party].name
    )
    colour = [_filled(each, told, rng) for each in rng.sample(words.COLOUR, 3)]
    paragraphs = [title, lead, colour[0], said, f"{wanted} {colour[1]}", colour[2]]
    return _published(day, "\n\n".join(paragraphs) + "\n", title, rng, told)


def _told(happening: Happening, rng: random.Random) -> Told:
    figures = happening.figures
    if rng.random() < DISPUTED:
        figures = (figures[0] + rng.randint(1, 1 + figures[0]), figures[1] + rng.randint(1, 1 + figures[1]))
    issue, issue_words = rng.choice(words.ISSUES)
    side = rng.choice(happening.sides)
    told = Told(
        happening=happening, figures=figures, lead="", when=f"on {_spelled(happening.day)}",
        speaker=rng.choice(words.SPEAKERS).format(name=_name(rng), adjective=side.adjective),
        quote=rng.choice(words.QUOTES).format(town=happening.town, number=rng.randint(2, 90)), party=rng.randrange(2),
        stance=rng.choice(sorted(words.POSITIONS)), issue=issue, issue_words=issue_words,
    )  # fmt: skip
    return replace(told, lead=_filled(rng.choice(words.LEADS[happening.kind]), told))


def _filled(pattern: str, told: Told, rng: random.Random | None = None) -> str:
    """Fill a pattern with what is told; what only colours a report is drawn anew each time."""
    it, drawn = told.happening, rng or random.Random(pattern)
    one, other = it.sides
    return pattern.format(
        one=one.name, other=other.name, adjective=one.adjective, theirs=other.adjective, mediator=it.mediator.name,
        town=it.town, when=told.when, first=told.figures[0], second=told.figures[1], twice=2 * told.figures[0],
        ordinal=words.ORDINALS[(told.figures[0] - 1) % len(words.ORDINALS)], name=_name(drawn),
        elsewhere=town(drawn), number=drawn.randint(3, 400), month=drawn.choice(words.MONTHS),
    )  # fmt: skip


def _other(day: date, rng: random.Random) -> Made:
    """Return a report without anything that the codebook knows."""
    known = {"town": town(rng), "number": rng.randint(3, 400), "name": _name(rng)}
    paragraphs = [each.format(**known) for each in rng.sample(words.OTHER, 3)]
    return _published(day, "\n\n".join(paragraphs) + "\n", f"News from {known['town']}", rng, None)


def _published(day: date, text: str, title: str, rng: random.Random, told: Told | None) -> Made:
    source = rng.choice(words.OUTLETS)
    return Made(text=text, url=_url(source, rng), source=source, title=title, published=day, told=told)


def _near_copy(report: Made, rng: random.Random) -> Made:
    """Return a report as another outlet prints it: without its last paragraph, with a line of its own."""
    kept = report.text.rstrip("\n").split("\n\n")
    kept = kept[:-1] if report.told else kept
    return _moved(report, "\n\n".join([*kept, rng.choice(words.CREDITS)]) + "\n", rng)


def _moved(report: Made, text: str, rng: random.Random) -> Made:
    source = rng.choice([each for each in words.OUTLETS if each != report.source])
    return replace(report, text=text, source=source, url=_url(source, rng), copied=report.url)


def _url(source: str, rng: random.Random) -> str:
    return f"https://{source.lower().replace(' ', '-')}.example/{rng.getrandbits(48):012x}"


def _name(rng: random.Random) -> str:
    return f"{rng.choice(words.GIVEN)} {town(rng)}"


def _spelled(day: date) -> str:
    return f"{words.MONTHS[day.month - 1]} {day.day}, {day.year}"
