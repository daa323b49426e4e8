"""The patterns and word sets of figures, compiled once from ``lexicon/en/quantities.toml``."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.codebook.cues import Cued, cues_of
from dragoman.codebook.lexicon import load
from dragoman.codebook.numbers import either, number_pattern, ordinal_pattern


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reader of figures needs: patterns over folded text, and the sets of words around them."""

    figure: re.Pattern[str]
    ordinal: re.Pattern[str]
    numbered: re.Pattern[str]
    qualifiers: re.Pattern[str]
    bridge: re.Pattern[str]
    collective: re.Pattern[str]
    before: dict[str, str]  # words before a figure, spaces made single, to the qualifier
    behind: dict[str, str]
    vague: dict[str, str]
    words: dict[str, frozenset[str]]  # every other list of the lexicon, by its name


@cache
def figures() -> Figures:
    """Return the compiled lexicon of figures."""
    lexicon = load("quantities")
    before = {word: entry["name"] for entry in lexicon["qualifier"] for word in entry["words"]}
    behind = {word: entry["name"] for entry in lexicon["qualifier"] for word in entry["behind"]}
    vague = {word: entry["name"] for entry in lexicon["vague"] for word in entry["words"]}
    series = either(lexicon["series"])
    return Figures(
        figure=re.compile(_figure(lexicon, [*before], [*behind], [*vague])),
        ordinal=re.compile(rf"(?<![\w-])(?P<ordinal>{ordinal_pattern()})(?!-?\w)"),
        numbered=re.compile(rf"\b{series}\.?\s+(?P<number>{number_pattern()}|{ordinal_pattern()}|[ivx]+)(?!\w)"),
        qualifiers=re.compile(rf"(?<!\w){either([*before])}(?!\w)"),
        bridge=re.compile(rf"(?:\s+{either(lexicon['bridge'])}(?!\w)){{1,4}}(?:\s+{number_pattern()}(?![\w-]))?"),
        collective=re.compile(
            rf"(?:\s+[\w-]+)?\s+{either(lexicon['collective'])}(?!\w)|\s+{either(lexicon['fractions'])}\s"
        ),
        before=before,
        behind=behind,
        vague=vague,
        words={name: frozenset(value) for name, value in lexicon.items() if isinstance(value[0], str)},
    )


@cache
def series_pattern() -> re.Pattern[str]:
    """Return the pattern of an ordinal with the noun of its series close behind: "second indirect round"."""
    series = either(load("quantities")["series"])
    return re.compile(rf"(?<![\w-])(?P<ordinal>{ordinal_pattern()})\s+(?:[\w'-]+\s+){{0,3}}?{series}\b")


@cache
def day_patterns() -> tuple[Cued, ...]:
    """Return the patterns of numbered days: "Days 2 and 3", "first and second day", "first two days", "opening day"."""
    lexicon = load("quantities")
    number, ordinal, day = number_pattern(), ordinal_pattern(), either(lexicon["days"])
    cues = cues_of(day)
    join = r"(?:\s*(?:,|&|-)\s*(?:and\s+)?|\s+(?:and|to)\s+)(?:the\s+)?"
    last = rf"(?:\s+(?:and\s+)?{either(lexicon['day_words'])})*"
    return (
        Cued(rf"(?<![\w-]){day}\s+(?P<list>{number}(?:{join}{number}){{0,9}})(?![\w-])", cues),
        Cued(rf"(?<![\w-])(?P<list>{ordinal}(?:{join}{ordinal}){{0,9}}){last}\s+{day}\b(?!-)", cues),
        Cued(rf"(?<![\w-]){either(lexicon['first'])}\s+(?P<many>{number})\s+{day}\b(?!-)", cues),
        Cued(rf"(?P<opening>\b{either(lexicon['opening_day'])})\s+{day}\b", cues),
    )


def _figure(lexicon: dict[str, Any], before: list[str], behind: list[str], vague: list[str]) -> str:
    """Write the pattern of a figure with all that qualifies it; the first alternative that fits is the reading."""
    number = f"(?>{number_pattern()})"  # atomic: "twenty-three" is no range from twenty to three
    lead = rf"(?P<lead>(?:{either(before + lexicon['skip'])}(?:(?<!\w)|\s+)){{0,4}})"
    between, joint, to = (either(lexicon[name]) for name in ("between", "between_and", "range"))
    ends = rf"(?:{between}\s+(?P<low>{number})\s+{joint}\s+(?P<high>{number}))"
    dash = rf"(?:(?:{either(lexicon['from'])}\s+)?(?P<least>{number})(?:\s*-\s*|\s+{to}\s+)(?P<most>{number}))"
    pair = rf"(?P<pair>{either(lexicon['pairs'] + lexicon['both'])}\b)|(?P<trio>{either(lexicon['trios'])}\b)"
    losses = rf"(?=\s+{either(lexicon['counted_losses'])}\b)"
    single = rf"(?P<single>{either(lexicon['no_single'])}\b)"
    none = rf"(?P<none>{either(lexicon['none'])}\b)|{single}|(?P<no>{either(lexicon['no'])}{losses})"
    tail = rf"(?:\s*(?P<tail>{either(behind)})(?!\w))?"
    return (
        rf"(?<![\w.,:-])(?:{none}|{pair}|{lead}(?:(?P<vague>{either(vague)}\b)|{ends}|{dash}"
        rf"|(?P<number>{number}){tail}|(?P<article>{either(lexicon['article'])})(?=\s+\w)))(?![\w])(?!-\w)(?![.,:]\d)"
    )
