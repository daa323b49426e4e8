"""Triggers of talks, swaps and deals, completed: pieces of one mention put together, parts added by set phrases.

Sentences without a trigger that tell more of the talks ("U.S. envoys are facilitating", "discussions covered …") become
triggers of their own, marked as asides: they complete a finding and are never one alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dragoman.annotate import agreements, exchanges
from dragoman.annotate.agendas import agenda_in
from dragoman.annotate.compliance import accused_in, compliance_in
from dragoman.annotate.delegations import delegations_in
from dragoman.annotate.mediators import mediators_in
from dragoman.annotate.names import names_in
from dragoman.annotate.outcomes import outcomes_in, tone_of
from dragoman.annotate.parties import beside, is_side, parties_in
from dragoman.annotate.plausible import is_of_saying, is_soon, plausible
from dragoman.annotate.round_status import goes_on, status_of
from dragoman.annotate.rounds import days_in, formats_in, ordinals_in, series_of
from dragoman.annotate.sessions import only_venue, sessions_in
from dragoman.annotate.several import each_apart
from dragoman.annotate.swaps import swaps_in
from dragoman.annotate.times import times_in
from dragoman.annotate.truces import truces_in
from dragoman.codebook import lexicon
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger
from dragoman.record.reading import Reading

KINDS = ("round", "exchange", "agreement")
ASIDE = Code(name="aside", value="true", score=1.0)
SURE, DOUBTFUL, LIKELY = 1.0, 0.7, 0.5
AHEAD = ("planned", "expected", "proposed", "postponed", "denied")
UNDONE = ("denied", "cancelled", "postponed", "suspended", "collapsed")
_ACTORS = ("parties", "mediators", "hosts", "delegations")
_DATELINE = re.compile(r"\s*[A-ZÀ-Þ][A-ZÀ-Þ /.'’-]{2,}(?:,[^.\n]{0,30}?)?(?:\s?\([^)\n]{2,30}\))?\s?(?:--|[-—–:])\s")


def told_talks(reading: Reading, marks: Sequence[Trigger]) -> list[Trigger]:
    """Return all triggers, those of rounds, swaps and agreements joined and completed."""
    others = [mark for mark in marks if mark.kind not in KINDS]
    told = [mark for mark in marks if mark.kind in KINDS and _is_told(reading, mark, marks)]
    told = [replace(mark, parts=tuple(plausible(reading, mark, marks))) for mark in told]
    told += _set_phrases(reading, told)
    told = _joined(reading, told)
    done = _counted(reading, [_completed(reading, mark, told, marks) for mark in told])
    return sorted([*others, *done, *_asides(reading, done, marks)], key=lambda mark: (mark.span, mark.kind))


def _counted(reading: Reading, done: Sequence[Trigger]) -> list[Trigger]:
    """Tell apart the rounds that one sentence counts and dates."""
    found = [mark for mark in done if mark.kind != "round"]
    for index in dict.fromkeys(mark.sentence for mark in done if mark.kind == "round"):
        marks = [mark for mark in done if mark.kind == "round" and mark.sentence == index]
        found += each_apart(reading.document.text, marks, reading.sentences[index].span)
    return sorted(found, key=lambda mark: mark.span)


def _set_phrases(reading: Reading, told: Sequence[Trigger]) -> list[Trigger]:
    """Return the talks, truces and swaps that set phrases tell in sentences in which the reader marks none."""
    text, taken = reading.document.text, {(mark.kind, mark.sentence) for mark in told}
    near = any(mark.kind == "exchange" for mark in told)
    found: list[Trigger] = []
    for index, sentence in enumerate(reading.sentences):
        home = body_of(text, sentence.span)
        found += sessions_in(text, home, index) if ("round", index) not in taken else ()
        found += truces_in(text, home, index) if ("agreement", index) not in taken else ()
        found += swaps_in(text, home, index, near=near) if ("exchange", index) not in taken else ()
    return found


def body_of(text: str, sentence: Span) -> Span:
    """Return a sentence without the dateline at its head, whose city is no party and no speaker."""
    match = _DATELINE.match(text, sentence.start, sentence.end)
    return Span(match.end(), sentence.end) if match else sentence


def _joined(reading: Reading, marks: Sequence[Trigger]) -> list[Trigger]:
    """Put the triggers of one round in one sentence together: a reader may mark verb and noun ("concluded … talks")."""
    kept: list[Trigger] = []
    for mark in sorted(marks, key=lambda mark: mark.span):
        last = next((k for k in reversed(kept) if k.kind == mark.kind and k.sentence == mark.sentence), None)
        if last is not None and _is_one(reading, last, mark):
            kept[kept.index(last)] = _united(last, mark)
        else:
            kept.append(mark)
    return kept


def _is_one(reading: Reading, first: Trigger, second: Trigger) -> bool:
    text, home = reading.document.text, reading.sentences[first.sentence].span
    between = fold(text[first.span.end : second.span.start])
    if first.kind != "round":
        return not _clause_break().search(between)
    one, other = (series_of(text, mark.span, home) for mark in (first, second))
    if not _clause_break().search(between):
        return not (one and other and one != other)
    return one == other


def _united(first: Trigger, second: Trigger) -> Trigger:
    codes: dict[str, Code] = {}
    for code in (*first.codes, *second.codes):
        if code.name not in codes or code.score > codes[code.name].score:
            codes[code.name] = code
    parts: dict[tuple[str, Span], Part] = {}
    for part in (*first.parts, *second.parts):
        held = parts.get((part.role, part.span))
        parts[part.role, part.span] = part if held is None or part.score > held.score else held
    span = Span(first.span.start, max(first.span.end, second.span.end))
    score = max(first.score, second.score)
    return replace(first, span=span, score=score, codes=tuple(codes.values()), parts=tuple(parts.values()))


@cache
def _clause_break() -> re.Pattern[str]:
    words = "|".join(lexicon.load("talks")["breaks"]["words"])
    return re.compile(rf"[,;:\"]|\b(?:{words})\b")


def _completed(reading: Reading, mark: Trigger, told: Sequence[Trigger], marks: Sequence[Trigger]) -> Trigger:
    text, sentence = reading.document.text, reading.sentences[mark.sentence].span
    home = _home(body_of(text, sentence), mark, told)
    given = [p for p in mark.parts if not (p.role in _ACTORS and sentence.start <= p.span.start < home.start)]
    given = [p for p in given if not (p.role == "when" and _is_length(text, p.span))]
    given = [p for p in given if not (p.role == "parties" and _is_where(text, p.span))]
    given = [p for p in given if not _says_nothing(text, p)]
    found = [Part(role="mediators", span=span, score=SURE) for span in _third(text, home, mark, told)]
    third = [part.span for part in found]
    known = [part.span for part in given if part.role == "parties" and home.covers(part.span)]
    sides = [span for span in parties_in(text, home, mark.span, mark.kind) if not any(span.overlaps(t) for t in third)]
    sides += [span for span in beside(text, home, [*known, *sides]) if not any(span.overlaps(t) for t in third)]
    found += [Part(role="parties", span=span, score=SURE) for span in sides]
    codes = mark.codes
    if mark.kind == "round":
        found += _of_round(reading, mark, home, marks)
        codes = _codes_of_round(text, mark, sentence)
    elif mark.kind == "exchange":
        subject = [
            name for name in names_in(text, Span(home.start, max(home.start, mark.span.start))) if is_side(text, name)
        ]
        found += exchanges.parts_of(text, mark, home, sorted({*known, *sides, *subject}))
        codes = exchanges.codes_of(text, mark, sentence, found)
    else:
        found += _of_agreement(text, home, marks)
        codes = agreements.codes_of(text, mark, sentence)
    if not any(part.role == "attributed_to" for part in given):
        found += _voice(mark, codes, marks)
    if mark.kind != "agreement" and not any(part.role == "when" for part in (*given, *found)):
        found += _only_time(reading, mark, home, marks)
    if mark.kind != "agreement" and not any(part.role == "place" for part in given):
        found += [
            part for part in only_venue(text, home, mark.span)
            if mark.kind == "round" or exchanges.is_where(text, mark.span, part.span)
        ]  # fmt: skip
    return replace(mark, codes=codes, parts=_unseated(_with(given, found, third)))


def _unseated(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Leave out of the parties whoever leads a side's delegation: the side is the party."""
    seated = {part.span for part in parts if part.role == "delegations"}
    return tuple(part for part in parts if part.role != "parties" or part.span not in seated)


def _voice(mark: Trigger, codes: Sequence[Code], marks: Sequence[Trigger]) -> list[Part]:
    """Return the speaker of the statement that tells of talks or a swap to come: nobody else vouches for it."""
    if not any(code.name == "status" and code.value in AHEAD for code in codes):
        return []
    for said in (each for each in marks if each.kind == "statement"):
        speaker = next((part for part in said.parts if part.role == "speaker"), None)
        if speaker and any(p.role in ("content", "quote") and p.span.covers(mark.span) for p in said.parts):
            return [replace(speaker, role="attributed_to")]
    return []


def _third(text: str, home: Span, mark: Trigger, told: Sequence[Trigger]) -> list[Span]:
    """Return who mediates, without those of talks that the sentence tells of nearer to them than the swap or deal."""
    spans = mediators_in(text, home, mark.kind)
    talks = [m.span for m in told if m.kind == "round" and m.sentence == mark.sentence and mark.kind != "round"]
    return [span for span in spans if not any(_gap(span, other) < _gap(span, mark.span) for other in talks)]


def _is_where(text: str, party: Span) -> bool:
    """Tell the country where they met from a party: "talks in the UAE"."""
    return (
        re.search(
            r"\b(?:talks|negotiations|meetings?|rounds?|discussions|summit) in (?:the )?$",
            fold(text[max(0, party.start - 24) : party.start]),
        )
        is not None
    )


def _says_nothing(text: str, part: Part) -> bool:
    """Tell a term or outcome of one word that the reader sees, unless it judges the talks: "productive"."""
    words = part.span.words(text)
    return part.role in ("terms", "outcomes") and len(words.split()) < 2 and tone_of(words) is None


def _is_length(text: str, time: Span) -> bool:
    """Tell how long from when: "who had sat in jail for two years"."""
    words = fold(text[max(0, time.start - 4) : time.end])
    return re.search(r"\bfor (?:[\w-]+ ){1,3}(?:hours|days|weeks|months|years)$", words) is not None and (
        re.search(r"\b(?:coming|next|these|those)\b", words) is None
    )


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _only_time(reading: Reading, mark: Trigger, home: Span, marks: Sequence[Trigger]) -> list[Part]:
    """Return the one time that the sentence has, where it is not that of a saying; a swap's stands behind its trigger.

    Right for 405 of 468 rounds of the annotated passages.
    """
    text = reading.document.text
    spans = [span for span in times_in(text, home) if not is_of_saying(text, span, marks)]
    if any(code.name == "status" and code.value == "held" for code in mark.codes):
        spans = [span for span in spans if not is_soon(span.words(text))]
    if spans and agreements.is_of_deal(text[mark.span.end : spans[0].start]):
        return []
    if len(spans) != 1 or (mark.kind == "exchange" and not exchanges.dates(text, mark, spans[0])):
        return []
    return [Part(role="when", span=spans[0], score=LIKELY)]


def _is_told(reading: Reading, mark: Trigger, marks: Sequence[Trigger]) -> bool:
    """Tell a swap from an exchange of fire, a deal from an aim, talks from the mediation of a deal."""
    text, sentence = reading.document.text, reading.sentences[mark.sentence].span
    if mark.kind == "round" and fold(mark.span.words(text)).strip() in ("mediation", "mediated", "the mediation"):
        return not any(other.kind == "agreement" and other.sentence == mark.sentence for other in marks)
    if mark.kind == "exchange":
        return exchanges.is_swap(text, mark.span, sentence)
    return mark.kind == "round" or agreements.is_agreement(text, mark, sentence)


def _codes_of_round(text: str, mark: Trigger, sentence: Span) -> tuple[Code, ...]:
    """Return the codes with the status and the place in the series that words settle."""
    codes = {code.name: code for code in mark.codes}
    told = status_of(text, mark.span, sentence)
    given = codes.get("status")
    if told in UNDONE or (told == "planned" and (given is None or given.score < DOUBTFUL)):
        codes["status"] = Code(name="status", value=told, score=SURE)
    if told == "postponed" and re.search(
        r"\b(?:was|were) (?:\w+ )?(?:postponed|put off|delayed)\b", fold(text[sentence.start : sentence.end])
    ):
        codes["tense"] = Code(name="tense", value="past", score=SURE)  # told of as past: its day is over
    if goes_on(text, mark.span, sentence):  # talks that began or went on: whether they still do, the date tells
        codes["begun"] = Code(name="begun", value="true", score=SURE)
    if series := series_of(text, mark.span, sentence):
        codes["series"] = Code(name="series", value=series, score=SURE)
    return tuple(codes.values())


def _of_round(reading: Reading, mark: Trigger, home: Span, marks: Iterable[Trigger]) -> list[Part]:
    text = reading.document.text
    said = [each for each in marks if each.kind == "statement"]
    return [
        *ordinals_in(text, home, mark),
        *formats_in(text, home),
        *days_in(text, home),
        *delegations_in(text, home, _person_names(reading)),
        *agenda_in(text, home),
        *outcomes_in(text, home, said, near=True, own=True),
    ]


def _of_agreement(text: str, home: Span, marks: Iterable[Trigger]) -> list[Part]:
    said = [each for each in marks if each.kind == "statement"]
    accused = [Part(role="parties", span=span, score=SURE) for span in accused_in(text, home)]
    return [*agreements.parts_of(text, home), *compliance_in(text, home, said), *accused]


def _with(given: Sequence[Part], found: Sequence[Part], third: Sequence[Span]) -> tuple[Part, ...]:
    """Return the reader's parts with those that rules add; who mediates is no party, whatever the reader says."""
    kept = [part for part in given if not (part.role == "parties" and any(part.span.overlaps(span) for span in third))]
    sides = [part.span for part in kept if part.role == "parties"]  # "Sudan's army" sits there: Sudan does not mediate
    kept = [part for part in kept if part.role != "mediators" or not any(s.covers(part.span) for s in sides)]
    taken = [part for part in kept if not any(_alike(part, f) and part.span.overlaps(f.span) for f in found)]
    return (*taken, *found)


def _alike(part: Part, other: Part) -> bool:
    """Tell two readings of one stretch: a figure is a total or what a side got, not both."""
    figures = ("total", "released_to")
    return part.role == other.role or (part.role in figures and other.role in figures)


def _home(sentence: Span, mark: Trigger, told: Iterable[Trigger]) -> Span:
    """Return the stretch of the sentence that is nearer to the trigger than to another one of its kind."""
    others = [
        other.span for other in told if other.kind == mark.kind and other is not mark and sentence.overlaps(other.span)
    ]
    start = max((o.end for o in others if o.end <= mark.span.start), default=sentence.start)
    end = min((o.start for o in others if o.start >= mark.span.end), default=sentence.end)
    return Span(start, end)


def _person_names(reading: Reading) -> list[Span]:
    return [mention.span for mention in reading.mentions if mention.label == "person"]


def _asides(reading: Reading, told: Sequence[Trigger], marks: Sequence[Trigger]) -> list[Trigger]:
    """Return triggers for sentences without one of a kind that yet tell more of it: mediators, topics, terms."""
    said = [mark for mark in marks if mark.kind == "statement"]
    found = []
    for index, sentence in enumerate(reading.sentences):
        here = {mark.kind for mark in told if mark.sentence == index}
        home = body_of(reading.document.text, sentence.span)
        nearest = _nearest(told, index)
        for kind in sorted({mark.kind for mark in told} - here):
            third = mediators_in(reading.document.text, home, kind) if kind == nearest and not here else []
            parts = [Part(role="mediators", span=span, score=SURE) for span in third]
            if kind == "round":
                parts += _more_of_round(reading, index, home, (told, said))
            elif (
                kind == "agreement"
                and (kind == nearest or not here)
                and agreements.refers_to_one(reading.document.text, home)
            ):
                parts += _of_agreement(reading.document.text, home, marks)
            if parts:
                span = min(part.span for part in parts)
                aside = Trigger(kind=kind, span=span, sentence=index, score=0.5, codes=(ASIDE,), parts=tuple(parts))
                found.append(aside)
    return found


def _more_of_round(
    reading: Reading, index: int, home: Span, marks: tuple[Sequence[Trigger], Sequence[Trigger]]
) -> list[Part]:
    """Return what a sentence without a round's trigger tells of the talks; ``marks``: those told, the statements."""
    told, said = marks
    text, taken = reading.document.text, {mark.sentence for mark in told if mark.kind == "round"}
    return [
        *delegations_in(text, home, _person_names(reading)),
        *agenda_in(text, home),
        *_of_days(text, home),
        *outcomes_in(text, home, said, near=bool({index - 1, index - 2} & taken)),
    ]


def _nearest(told: Sequence[Trigger], index: int) -> str:
    """Return the kind of the last trigger before a sentence, of the first where there is none."""
    before = [mark for mark in told if mark.sentence < index]
    nearest = max(before, key=lambda mark: mark.span) if before else min(told, key=lambda mark: mark.span, default=None)
    return nearest.kind if nearest else ""


def _of_days(text: str, home: Span) -> list[Part]:
    """Return days, formats and times of talks that a sentence without a trigger names ("the talks held on Friday")."""
    if not _talks().search(fold(text[home.start : home.end])):
        return []
    days = [part for part in ordinals_in(text, home, _nobody(home, 0)) if part.role == "day_number"]
    return [*days, *formats_in(text, home), *days_in(text, home, own=True)]


def _nobody(home: Span, sentence: int) -> Trigger:
    """Return a trigger at the head of a stretch, for rules that ask for one."""
    return Trigger(kind="round", span=Span(home.start, home.start), sentence=sentence, score=0.0)


@cache
def _talks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('talks')['nouns']['talks'])})\b")
