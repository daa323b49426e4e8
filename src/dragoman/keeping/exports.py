"""Everything that a store holds as the objects of an export, and a new store made of them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dragoman.errors import Damaged, Unreadable
from dragoman.export.as_jsonl import Kept, Object, Read, objects_of
from dragoman.ingest.copies import signature
from dragoman.keeping.arrivals import append_consequences
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.judgements import Judgement
from dragoman.record.runs import Run
from dragoman.spelling import digest, spelled
from dragoman.store.contract import Delivery, Store, View


def objects_in(view: View, documents: Collection[str] | None = None) -> Iterator[Object]:
    """Yield what a store was told: documents with all their readings, refusals, judgements.

    Keys, copies, suggestions, records and processes follow from these and are left out, as are the moments of the log:
    a store that is made of the objects has a log of its own.

    Args:
        view: of the moment that is exported.
        documents: ids; only these with the judgements on what they tell, and no refusals. All where it is None.
    """
    runs, findings = set[str](), set[str]()
    for ident in sorted(documents if documents is not None else (each.id for each in view.documents())):
        for each in _of_document(view, ident):
            if isinstance(each, Run) and each.id in runs:
                continue
            runs.update({each.id} if isinstance(each, Run) else ())
            findings.update({each.finding} if isinstance(each, Claim) else ())
            yield each
    if documents is None:
        yield from (
            Refusal(
                name=each.name, message=each.message, hint=each.hint, carrier=each.carrier, raw_digest=each.raw_digest
            )
            for each in view.failures()
            if each.document is None
        )
    yield from view.judgements() if documents is None else _judgements_on(view, findings)


def fill(store: Store, objects: Iterable[Object]) -> None:
    """Put the objects of an export into a store, each document in one transaction, and what follows from them.

    Raises:
        Damaged: a reading names a run or a claim that is not among the objects before it.
    """
    runs: dict[str, Run] = {}
    held = _Held()
    for each in objects:
        if isinstance(each, Run):
            runs[each.id] = each
        elif isinstance(each, Claim):
            held.claims[each.id] = each
        elif isinstance(each, Read):
            held.readings.append(each)
        else:
            held.settle(store, runs)
            held = _Held(kept=each) if isinstance(each, Kept) else _Held()
            _append(store, each)
    held.settle(store, runs)


def objects_at(path: Path) -> Iterator[Object]:
    """Yield the objects of a file of JSON lines.

    Raises:
        Unreadable: the file cannot be opened.
        BrokenLine: a line is none of an export's.
    """
    try:
        with path.open("rb") as file:
            yield from objects_of(file)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}", hint="check the name and the folder") from error


@dataclass(slots=True)
class _Held:
    """A document and what was read of it, until all of it has come."""

    kept: Kept | None = None
    claims: dict[str, Claim] = field(default_factory=dict)
    readings: list[Read] = field(default_factory=list)

    def settle(self, store: Store, runs: dict[str, Run]) -> None:
        """Put it into the store."""
        if self.kept is None:
            return
        document = self.kept.document
        with store.writing() as writer:
            for arrival in self.kept.arrivals:
                writer.add(arrival, document)
            for each in self.readings:
                try:
                    run, claims = runs[each.run], [self.claims[ident] for ident in each.claims]
                except KeyError as error:
                    told = f"{document.id}: a reading of it names {error.args[0]}, which the export lacks"
                    raise Damaged(told, hint="export again; the file was changed or cut off") from error
                writer.append_reading(document.id, run=run, claims=claims, failures=each.failures)
            append_consequences(writer, document.id, signature(document))


def _append(store: Store, each: Object) -> None:
    if isinstance(each, Refusal):
        with store.writing() as writer:
            writer.append_refusal(each)
    elif isinstance(each, Judgement):
        with store.writing() as writer:
            writer.append_judgement(each)


def _of_document(view: View, ident: str) -> Iterator[Object]:
    document, raw = view.original(ident), view.raw(ident)
    if document is None or raw is None:
        return
    arrivals = sorted((_arrival(each, raw) for each in view.deliveries(ident)), key=_order)
    yield Kept(document=document, arrivals=tuple(arrivals))
    told = set[str]()
    for reading in view.readings(ident):
        yield reading.run
        for claim in reading.claims:
            if claim.id not in told:
                yield claim
        told.update(claim.id for claim in reading.claims)
        named = tuple(claim.id for claim in reading.claims)
        yield Read(document=ident, run=reading.run.id, claims=named, failures=reading.failures)


def _arrival(delivery: Delivery, raw: bytes) -> Arrival:
    return Arrival(
        name=delivery.name, raw=raw, media_type=delivery.media_type, url=delivery.url, source=delivery.source,
        title=delivery.title, published=delivery.published, retrieved=delivery.retrieved, carrier=delivery.carrier,
        doubts=delivery.doubts,
    )  # fmt: skip


def _order(arrival: Arrival) -> str:
    """Return by what arrivals of one document are ordered: never by which came first, which differs from run to run."""
    return digest({name: value for name, value in spelled(replace(arrival, raw=b"")).items() if value is not None})


def _judgements_on(view: View, findings: Collection[str]) -> Iterator[Judgement]:
    """Yield the judgements that are on these findings alone, and those that take one of them back."""
    kept = set[str]()
    for each in view.judgements():
        if each.undoes in kept if each.verb == "undo" else set(each.subjects) <= set(findings):
            kept.add(each.id)
            yield each
