"""Record → plain words: what, who, where and when in one line, figures with their claimants, what is disputed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reconcile.timeline import Days, days_of
from dragoman.record.quantities import Quantity
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Field, Record, Report, Value, Voiced
from dragoman.serve.blocks import Piece, block, subject
from dragoman.serve.phrases import between, day, listed, name, phrase, quantity, quoted, several, words
from dragoman.spelling import finding_of

_SHORT = 140  # characters of a quotation in a list
_ID_SHOWN = 12  # hexadecimal digits of a document's id
_WHO = {"round": "parties", "position": "issue", "statement": "quote", "incident": "target", "agreement": "mediators"}
_WHERE = ("venue", "place", "places")
_NO_LINE = ("asserted", "quoted")  # fields that the heading tells, or that only machines need


@dataclass(frozen=True, slots=True)
class Claimed:
    """One value of a field in words, and who states it."""

    words: str
    voices: tuple[str, ...]
    sources: int
    is_judged: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A field in words: all its values, the preferred one first."""

    field: str
    label: str
    preferred: str
    values: tuple[Claimed, ...]
    is_disputed: bool
    is_list: bool


def merged(record: Record) -> AnyFinding:
    """Return the record as one finding that has the preferred value of every field."""
    told = {"id": record.id, "kind": record.kind, "confidence": record.confidence}
    stated = {field.name: field.preferred for field in record.fields.values() if "." not in field.name}
    try:
        return finding_of({**told, **stated})
    except ValueError:  # a value that a person or another program set, and that the types cannot hold
        return record.tellings[0].finding


def heading(record: Record) -> tuple[Piece, ...]:
    """Return what, who, where, when and in which state, as pieces of one line."""
    found = merged(record)
    pieces = [Piece("subject", _capital(subject(found)))]
    who = _WHO.get(record.kind)
    if who and getattr(found, who):
        pieces.append(Piece(who, _who(found, who)))
    content = getattr(found, "content", None)
    if content and not getattr(found, "quote", ()):
        pieces.append(Piece("content", shortened(content)))
    pieces += [Piece(field, phrase(value)) for field in _WHERE if (value := getattr(found, field, None))]
    pieces.append(Piece("when", days_in_words(days_of(record))))
    pieces += [Piece(field, words(value)) for field in ("status", "firmness") if (value := getattr(found, field, None))]
    pieces += [piece for piece in block(found).heading if piece.field == "asserted"]
    return tuple(pieces)


def days_in_words(days: Days) -> str:
    """Return days as people write them; where only the reports are dated, it says so."""
    told = between(days.first, days.last)
    return {"told": told, "reported": f"reported {told}", "unknown": "date unknown"}[days.basis]


def fields_in_words(record: Record) -> tuple[Told, ...]:
    """Return every field with all its values and who states them, in the codebook's order."""
    return tuple(_told(record, field) for name, field in record.fields.items() if name not in _NO_LINE)


def figures(record: Record) -> tuple[Told, ...]:
    """Return the fields that hold a figure."""
    return tuple(_told(record, field) for field in record.fields.values() if field.spread is not None)


def disputes(record: Record) -> tuple[Told, ...]:
    """Return the fields on which reports contradict each other."""
    return tuple(_told(record, field) for field in record.fields.values() if field.is_disputed)


def standing(record: Record) -> str:
    """Return "2 independent sources, 3 reports"; the reports only where they are more."""
    reports = len({telling.report.id for telling in record.tellings})
    told = f"{record.sources} independent source{'s' if record.sources != 1 else ''}"
    return told if reports == record.sources else f"{told}, {reports} reports"


def value_in_words(record: Record, field: str, value: Any) -> str:  # noqa: ANN401  any JSON
    """Return a value of a field of a record in plain words."""
    if value is None:
        return "nothing"
    if "." in field:
        return _figure(value)
    if isinstance(value, list):
        return "; ".join(value_in_words(record, field, item) for item in value)
    for held in (value, [value]):
        try:
            found = getattr(finding_of({"id": "", "kind": record.kind, "confidence": 0, field: held}), field)
        except (AttributeError, ValueError):  # a field or a value that another program set, and that the kind has not
            continue
        return several(found) if isinstance(found, tuple) else phrase(found)
    return str(value)


def voice_in_words(voice: Voiced) -> str:
    """Return who states a value: the person who judged it, the speaker, the outlet."""
    if voice.judged_by:
        return f"judged by {voice.judged_by}"
    said = voice.attributed_to
    outlet = voice.source or f"report {document_short(voice.document)}"
    if said is None:
        return outlet
    who, role = name(said.speaker), said.speaker.role or ""
    is_new = role and role.casefold() not in who.casefold() and who.casefold() not in role.casefold()
    return f"{role} {who} in {outlet}" if is_new else f"{who} in {outlet}"


def report_in_words(report: Report) -> str:
    """Return outlet, day and title of a report."""
    parts = [report.source or "unknown outlet", day(report.published) if report.published else "date unknown"]
    return " · ".join([*parts, *([quoted(report.title)] if report.title else [])])


def document_short(ident: str) -> str:
    """Return as much of a document's id as tells it from others."""
    return ident.removeprefix("sha256:")[:_ID_SHOWN]


def label_of(field: str) -> str:
    """Return the name of a field for people: ``munitions.drone.launched`` is "drone launched"."""
    return words(field.partition(".")[2] or field).replace(".", " ")


def shortened(text: str) -> str:
    """Return a text short enough for a line of a list, cut between words."""
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"


def spread_in_words(told: Field) -> str:
    """Return "12 to 30, best 12" for a figure of several values, else the figure as worded."""
    spread = told.spread
    if spread is None or len(told.values) < 2 or spread.low == spread.high:
        return _figure(told.values[0].value)
    low, high = (phrase(each) if each is not None else None for each in (spread.low, spread.high))
    span = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    return f"{span}, best {phrase(spread.best)}" if spread.best is not None else span


def _who(found: AnyFinding, field: str) -> str:
    value = getattr(found, field)
    if field == "quote":
        return shortened(quoted(value[0]))
    if field == "mediators":
        return f"mediated by {listed(map(name, value))}"
    return listed(map(name, value)) if field == "parties" else phrase(value)


def _told(record: Record, field: Field) -> Told:
    is_list = isinstance(field.preferred, list) and field.spread is None
    if field.spread is not None:
        preferred = spread_in_words(field)
    else:
        preferred = value_in_words(record, field.name, field.preferred)
    values = tuple(_claimed(record, field, value) for value in field.values)
    return Told(field.name, label_of(field.name), preferred, values, field.is_disputed, is_list)


def _claimed(record: Record, field: Field, value: Value) -> Claimed:
    told = _figure(value.value) if field.spread else value_in_words(record, field.name, value.value)
    voices = tuple(dict.fromkeys(voice_in_words(voice) for voice in _by_day(value.tellings)))
    return Claimed(told, voices, value.sources, is_judged=any(voice.judged_by for voice in value.tellings))


def _by_day(voices: Iterable[Voiced]) -> Sequence[Voiced]:
    return sorted(voices, key=lambda each: (each.judged_by is None, str(each.published or "9999"), each.finding))


def _figure(value: Any) -> str:  # noqa: ANN401  any JSON
    import msgspec

    try:
        return quantity(msgspec.convert(value, Quantity))
    except msgspec.ValidationError:
        return str(value)


def claimants(told: Told) -> str:
    """Return the values of a field against each other: "12 (Reuters) against 30 (the governor in Tass)"."""
    return " against ".join(f"{each.words} ({'; '.join(each.voices)})" for each in told.values)


def quotes(record: Record) -> Iterator[tuple[Report, tuple[tuple[str, str], ...]]]:
    """Yield each report with the fields it states and the words that state them, each words once."""
    for telling in record.tellings:
        found: dict[str, list[str]] = {}
        for each in telling.finding.evidence:
            found.setdefault(each.quote, []).append(_cited(each.field))
        yield telling.report, tuple((", ".join(dict.fromkeys(names)), quote) for quote, names in found.items())


def _cited(field: str) -> str:
    root, _, rest = field.partition("[")[0].partition(".")
    return f"{words(root)} ({rest})" if rest == "inferred" else words(root)


def sureness(confidence: float) -> str:
    """Return "87% sure"; only what a person accepted is a hundred."""
    return "accepted by a person" if confidence == 1 else f"{min(99, int(confidence * 100))}% sure"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
