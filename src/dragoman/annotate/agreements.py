"""Truces and deals read from their words: type, status, days of beginning and end, length, terms."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.annotate.times import times_in
from dragoman.codebook import lexicon
from dragoman.codebook.cues import Phrase, cues_of
from dragoman.codebook.issues import issue_of
from dragoman.codebook.numbers import number_pattern
from dragoman.record.evidence import Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Code, Part, Trigger

SURE, _DOUBTFUL = 1.0, 0.6
_OF_DECLARING = (
    r"|\b(?:declared|announced|issued|signed|reached|proclaimed|initialled)"
    r"\s(?:an?|the|this|their|its)\s[^,;.:\"]{3,70}$"
)
_FUTURE = (Code(name="tense", value="future", score=SURE),)
_BYGONE = re.compile(r"\b(?:was|were|had|lasted|ran)\b")
_VERBAL = ("extended", "violated", "ended", "suspended", "rejected", "signed")
_TELLING = ("extended", "violated", "rejected", "suspended", "in_force")  # words that outweigh the reader
_CLAUSE = 120  # characters before a verb within which its subject stands
_CLOSE = 60  # characters around the trigger in which the name of the agreement stands
_AGREEING = re.compile(r"\bagree[ds]? (?:in principle )?(?:with|that)\b")  # shares a view
_TERM = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s+in (?:exchange|return) for\s+")


def is_agreement(text: str, mark: Trigger, sentence: Span) -> bool:
    """Tell a trigger near a name or a verb of agreements, and one that is more than an aim ("towards a peace deal")."""
    near = _flat(text, Span(max(sentence.start, mark.span.start - _CLOSE), min(sentence.end, mark.span.end + _CLOSE)))
    if not any(_of("nouns", name).search(near) for name in _names("nouns")) or _AGREEING.search(near):
        return False
    return not _is_aim(text, mark, sentence)


def is_of_deal(words: str) -> bool:
    """Tell whether words name a deal or its signing: a time behind them is the deal's."""
    return re.search(rf"\bsigned\b|\b(?:{_either('nouns', 'deal')})\b", fold(words)) is not None


def refers_to_one(text: str, home: Span) -> bool:
    """Tell whether a stretch points back to a truce or a deal ("the pause", "under its terms")."""
    nouns = f"{_either('nouns', 'truce')}|{_either('nouns', 'deal')}|announcement"
    named = rf"\b(?:the|this|that|its|under)\s(?:[\w-]+\s){{0,2}}?(?:{nouns})\b"
    return re.search(rf"{named}|\b(?:broken|violated|breached) it\b", _flat(text, home)) is not None


def codes_of(text: str, mark: Trigger, sentence: Span) -> tuple[Code, ...]:
    """Return the codes, type and status as the words at the trigger tell them."""
    codes = {code.name: code for code in mark.codes}
    kind = _type_of(text, mark.span, sentence)
    if kind:
        codes["type"] = Code(name="type", value=kind, score=SURE)
    settled = "status" in codes and codes["status"].score == SURE
    status = next((name for name in _names("status") if _of("status", name).search(_flat(text, mark.span))), None)
    if status is None and (told := codes.get("status")) is not None and told.score < _DOUBTFUL:
        after = _flat(text, Span(mark.span.end, min(sentence.end, mark.span.end + _CLAUSE)))
        status = next((name for name in _VERBAL if _of("status", name).search(after)), None)
    if (
        status
        and not settled
        and (status in _TELLING or codes.get("status") is None or codes["status"].score < _DOUBTFUL)
    ):
        codes["status"] = Code(name="status", value=status, score=SURE)
    if re.search(
        r"\b(?:previous|earlier|past|last year's|former)\W+(?:[\w-]+\W+){0,3}$",
        _flat(text, Span(max(sentence.start, mark.span.start - 40), mark.span.start)),
    ):
        codes["series"] = Code(name="series", value="previous", score=SURE)
    if re.search(
        r"\b(?:this|that)\W+(?:[\w-]+\W+){0,2}$",
        _flat(text, Span(max(sentence.start, mark.span.start - 30), mark.span.start)),
    ):
        codes["definite"] = Code(name="definite", value="true", score=SURE)  # one that the text has told of
    return tuple(codes.values())


def parts_of(text: str, home: Span) -> list[Part]:
    """Return days, length and terms that the stretch tells of the agreement."""
    found = [*_days(text, home), *_lengths(text, home)]
    for span in terms_in(text, home):
        issue = issue_of(span.words(text))
        code = lexicon.load("truces")["terms"]["codes"].get(issue or "")
        codes = (Code(name="code", value=code, score=SURE),) if code else ()
        found.append(Part(role="terms", span=span, score=SURE, codes=codes))
    return found


def terms_in(text: str, home: Span) -> list[Span]:
    """Return the provisions that set phrases give: "commits the parties to X and Y", "the deal bars X"."""
    flat = _flat(text, home)
    found: list[Span] = []
    for pattern in _provisions():
        for match in pattern.finditer(flat):
            for start, end in _items(flat, *match.span("what")):
                span = Span(home.start + start, home.start + end)
                if not any(span.overlaps(other) for other in found):
                    found.append(span)
    return sorted(found)


def _items(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut provisions at commas and at "and", but leave pieces of one word with their neighbour."""
    at = start
    for match in [*_TERM.finditer(flat, start, end), None]:
        stop = match.start() if match else end
        following = flat[match.end() : end].split() if match else []
        if match and (len(flat[at:stop].split()) < 2 or len(following) < 2):
            continue
        yield at, stop - (len(flat[at:stop]) - len(flat[at:stop].rstrip(" ,")))
        at = match.end() if match else end


def _is_aim(text: str, mark: Trigger, sentence: Span) -> bool:
    """Tell a deal that is only aimed at by the words right before its name."""
    name = _of("nouns", "truce").search(_flat(text, mark.span)) or _of("nouns", "deal").search(_flat(text, mark.span))
    if name is None or _of("aims", "but").search(_flat(text, sentence)):
        return False
    before = _flat(text, Span(max(sentence.start, mark.span.start - 40), mark.span.start + name.start()))
    return (
        re.search(rf"\b(?:{_either('aims', 'before')})\s(?:(?:an?|the|its|their|such)\s)?(?:[\w-]+\s){{0,2}}$", before)
        is not None
    )


def _type_of(text: str, trigger: Span, sentence: Span) -> str | None:
    """Return the type that the trigger's words name, else the nearest name in the sentence."""
    flat, found = _flat(text, sentence), []
    for rank, name in enumerate(_names("type")):
        for match in _of("type", name).finditer(flat):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            found.append((max(start - trigger.end, trigger.start - end, 0), rank, name))
    nearest = min(found, default=None)
    return nearest[2] if nearest and nearest[0] <= _CLOSE * 2 else None


def _days(text: str, home: Span) -> Iterator[Part]:
    times = times_in(text, home)
    for span in times:
        before = _flat(text, Span(home.start, span.start))
        if len(times) == 1 and not before.strip() and _came().search(_flat(text, home)):
            yield Part(role="effective", span=span, score=SURE)
            continue
        for role in ("ended", "effective", "declared"):
            if _tells(role, before, _flat(text, span)):
                clause = f"{before[-_CLOSE:]}{_flat(text, span)}"
                ahead = role != "declared" and _to_come().search(clause) and not _BYGONE.search(clause)
                yield Part(role=role, span=_cut(text, span), score=SURE, codes=_FUTURE if ahead else ())
                break


def _cut(text: str, span: Span) -> Span:
    """Leave out a length that runs on after the time ("on Friday and last ten days")."""
    match = re.search(r"\s(?:and|,)\s+last", span.words(text))
    return Span(span.start, span.start + match.start()) if match else span


@cache
def _came() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('days', 'came')})\b")


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('days', 'to_come')})\b")


def _tells(role: str, before: str, time: str) -> bool:
    """Tell whether the words before a time, or its own first words, make it a day of the agreement named there."""
    if role == "effective" and time.startswith(("since", "from")):  # "in force since midnight"
        before = f"{before}{time.split()[0]} "
    match = _before_time(role).search(before) or (_own(role).match(time) if role == "ended" else None)
    if match is None or role == "declared":
        return match is not None
    clause = before[max(0, (match.start() if match.string is before else len(before)) - _CLAUSE) :]
    return _holder().search(clause) is not None


def _lengths(text: str, home: Span) -> Iterator[Part]:
    flat = _flat(text, home)
    for match in _lasting().finditer(flat):
        name = "length" if match["length"] else "after"
        yield Part(role="duration", span=Span(home.start + match.start(name), home.start + match.end(name)), score=SURE)


@cache
def _lasting() -> re.Pattern[str]:
    number, unit = number_pattern(), r"(?:hours?|days?|weeks?|months?|years?)"
    names, more = f"{_either('nouns', 'truce')}|agreement|deal", r"(?:another\s|a further\s|an initial\s)?"
    return re.compile(
        rf"\b(?P<length>{number}[- ]{unit})(?=[ -](?:[\w-]+ ){{0,2}}?(?:{names}))"
        rf"|\b(?:for|lasts?|lasted|lasting|last|by|of)\s{more}(?P<after>{number} {unit})\b"
    )


@cache
def _before_time(role: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_either('days', role)})(?:\s(?:{_either('days', 'gap')})){{0,3}}\s?$"
        + (_OF_DECLARING if role == "declared" else "")
    )


@cache
def _holder() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('nouns', 'truce')}|{_either('nouns', 'deal')}|which|that|it|fighting|guns)\b")


@cache
def _own(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_either('days', role)})\b")


@cache
def _provisions() -> tuple[Phrase, ...]:
    terms = lexicon.load("truces")["terms"]
    words = {name: f"(?:{'|'.join(terms[name])})" for name in ("holders", "binds", "holds", "sides", "duties")}
    cues = {name: cues_of(pattern) for name, pattern in words.items()}
    ends = f"(?=[.;:()]|,? (?:{'|'.join(terms['ends'])})\\b|$)"
    words["what"] = rf"(?P<what>(?!by\b|the (?:conflict|war)\b)[^.;:()]+?){ends}"
    return tuple(Phrase(row, words, cues) for row in lexicon.load("truces")["term_phrases"]["rows"])


def _names(table: str) -> tuple[str, ...]:
    return tuple(lexicon.load("truces")[table])


def _either(table: str, name: str) -> str:
    return "|".join(lexicon.load("truces")[table][name])


@cache
def _of(table: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(table, name)})\b")


def _flat(text: str, span: Span) -> str:
    return fold(span.words(text)).replace("\n", " ")
