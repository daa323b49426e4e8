"""Everything an archive is made of → JSON lines, one object a line, and back without loss."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_type_hints

from dragoman.errors import BrokenLine
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.judgements import Judgement, Suggestion
from dragoman.record.reading import Failure
from dragoman.record.records import Process, Record, Report, Telling
from dragoman.record.runs import Run
from dragoman.spelling import Json, finding_of, spelled

FORMAT = 1
_HEADER = "dragoman"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document with the ways by which it came in; all arrivals hold the same raw bytes, which are written once."""

    document: Document
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """That a document was read with a program, and what came of it: ids of claims in their order, failed stages."""

    document: str
    run: str
    claims: tuple[str, ...]
    failures: tuple[Failure, ...] = ()


Object = Kept | Run | Read | Claim | Refusal | Suggestion | Judgement | Record | Process


def to_jsonl(objects: Iterable[Object]) -> Iterator[bytes]:
    """Yield a line for the format, then one for each object, in UTF-8 with the line feed; raw bytes are in base64."""
    import msgspec

    encoder = msgspec.json.Encoder()
    yield encoder.encode({"type": _HEADER, "format": FORMAT}) + b"\n"
    names = {kind: name for name, kind in _kinds().items()}
    for each in objects:
        yield encoder.encode({"type": names[type(each)], **_told(each)}) + b"\n"


def objects_of(lines: Iterable[str | bytes]) -> Iterator[Object]:
    """Yield the objects that ``to_jsonl`` wrote, each when its line is read; empty lines are passed over.

    Raises:
        BrokenLine: names the line and what is wrong with it, or the newer format that it is in.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        told = _object(line, number)
        name = told.pop("type", None)
        if name == _HEADER:
            _check_format(told, number)
        else:
            yield _convert(name, told, number)


@cache
def _kinds() -> dict[str, type]:
    return {
        "document": Kept, "run": Run, "reading": Read, "claim": Claim, "refusal": Refusal, "suggestion": Suggestion,
        "judgement": Judgement, "record": Record, "process": Process,
    }  # fmt: skip


def _told(each: Object) -> Json:
    import msgspec

    told: Json = msgspec.to_builtins(each)
    if isinstance(each, Kept):
        told["raw"] = told["arrivals"][0]["raw"] if each.arrivals else None
        told["arrivals"] = [{**arrival, "raw": ""} for arrival in told["arrivals"]]
    if isinstance(each, Record):
        told["tellings"] = [spelled(telling) for telling in each.tellings]  # findings in the codebook's spelling
    return told


def _object(line: str | bytes, number: int) -> Json:
    import msgspec

    try:
        told = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, UnicodeEncodeError) as error:
        raise _broken(number, f"no JSON: {error}") from error
    if not isinstance(told, dict):
        raise _broken(number, "no JSON object")
    return told


def _check_format(told: Json, number: int) -> None:
    if told.get("format") != FORMAT:
        raise BrokenLine(
            f"line {number}: format {told.get('format')!r} of the export, this program reads {FORMAT}",
            hint="import it with the version of dragoman that wrote it, or a newer one",
        )


def _convert(name: object, told: Json, number: int) -> Object:
    import msgspec

    kind = _kinds().get(name) if isinstance(name, str) else None
    if kind is None:
        raise _broken(number, f"type {name!r} is none of {', '.join(_kinds())}")
    try:
        if kind is Kept:
            return _kept(told)
        if kind is Record:
            return _record(told)
        found: Object = msgspec.convert(told, kind)
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # msgspec's are ValueErrors
        raise _broken(number, f"{name}: {error}") from error
    return found


def _kept(told: Json) -> Kept:
    import msgspec

    raw = msgspec.convert(told.pop("raw", None) or "", bytes)
    kept = msgspec.convert(told, Kept)
    return replace(kept, arrivals=tuple(replace(arrival, raw=raw) for arrival in kept.arrivals))


def _record(told: Json) -> Record:
    """Convert field by field: msgspec knows no unions of dataclasses, which findings are."""
    import msgspec

    tellings, types = told.pop("tellings"), get_type_hints(Record)
    held = {name: msgspec.convert(value, types[name]) for name, value in told.items()}
    return Record(**held, tellings=tuple(_telling(each) for each in tellings))


def _telling(told: Json) -> Telling:
    import msgspec

    return Telling(finding=finding_of(told["finding"]), report=msgspec.convert(told["report"], Report))


def _broken(number: int, why: Any) -> BrokenLine:  # noqa: ANN401  words or an error
    return BrokenLine(f"line {number}: {why}", hint="export again; the file was changed or cut off")
