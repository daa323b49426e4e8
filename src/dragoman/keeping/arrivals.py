"""One report put into a store in one transaction: bytes, claims, whose copy it is, and what it may be the same as."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.ingest.copies import are_copies, bands_of
from dragoman.keeping.reports import Item, Order, Prepared, id_of, read_on
from dragoman.reconcile.candidates import keys_of, suggestions_with
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.documents import Document
from dragoman.record.judgements import Suggestion
from dragoman.record.records import Telling
from dragoman.record.runs import Run
from dragoman.record.sources import Health
from dragoman.settings import Settings
from dragoman.store.contract import Added, Sameness, Store, View, Writer


def order_for(view: View, arrival: Arrival, run: Run, settings: Settings) -> Order:
    """Return what is to be read of an arrival, by what the store knows of its bytes."""
    ident = id_of(arrival)
    if view.last_run(ident) == run:
        return Order(arrival=arrival, settings=settings, is_read=True)
    return Order(arrival=arrival, settings=settings, stored=view.document(ident))


def settle(store: Store, item: Item, read: Prepared | Refusal | None, *, run: Run) -> Added | Refusal | Health:
    """Keep what came of an order, a refusal among it; what is none is given back."""
    outcome = read if isinstance(read, Refusal) else item
    if isinstance(outcome, Refusal):
        with store.writing() as writer:
            writer.append_refusal(outcome)
        return outcome
    if isinstance(item, Order):
        return keep(store, item.arrival, read if isinstance(read, Prepared) else None, run=run)
    return item


def keep(store: Store, arrival: Arrival, read: Prepared | None, *, run: Run) -> Added:
    """Put a report into a store, all of it or nothing.

    A document that this program has read already is only delivered once more; where that delivery tells another day
    of publication, it is read again with that day.

    Args:
        store: open.
        arrival: what came.
        read: what was read of it; None where its order told that it need not be.
        run: the program that reads.
    """
    with store.writing() as writer:
        before = writer.view.document(id_of(arrival))
        own = read.document if read else before
        if own is None:
            raise ValueError("a document that is not stored must be read")
        added = writer.add(arrival, own)
        document = _stored(writer, added.document)
        is_known = writer.view.last_run(document.id) == run
        if not (is_known and before and before.published == document.published):
            _append(writer, read if read and _fits(read, document) else read_on(own, document), run)
        return replace(added, story=_story(writer, document.id))


def _fits(read: Prepared, document: Document) -> bool:
    """Tell whether what was read is of the text as it is stored, and on the day that all its carriers give."""
    return read.published == document.published and read.document.text == document.text


def _append(writer: Writer, read: Prepared, run: Run) -> None:
    """Append all that was read of a document, and what follows from it."""
    writer.append_reading(read.document.id, run=run, claims=read.claims, failures=read.failures)
    append_consequences(writer, read.document.id, read.signature)


def append_consequences(writer: Writer, document: str, signature: bytes) -> None:
    """Append what follows from the latest reading of a document and the store alone.

    Args:
        writer: of the transaction that keeps the reading.
        document: its id.
        signature: of its text, which tells copies.
    """
    for sameness in _samenesses(writer.view, document, signature):
        writer.append_sameness(sameness)
    new = tuple(writer.view.tellings(document=document))
    keys = {telling.finding.id: keys_of(telling) for telling in new}
    writer.append_keys((ident, key) for ident, held in keys.items() for key in held)
    writer.append_suggestions(_suggestions(writer.view, new, keys))


def _suggestions(view: View, new: Sequence[Telling], keys: Mapping[str, frozenset[str]]) -> tuple[Suggestion, ...]:
    """Compare findings with all that share a key, and anew with those that an earlier reading was compared with."""
    before = [(each.left, each.right) for each in view.suggestions(ids=keys)]
    sharing = view.sharing({key for held in keys.values() for key in held})
    others = {*sharing, *(ident for pair in before for ident in pair)} - keys.keys()
    return suggestions_with(new, view.tellings(ids=others), pairs=before)


def _samenesses(view: View, document: str, signature: bytes) -> Iterator[Sameness]:
    """Yield whose copy a document is, and the same for all that it links to one story: the smallest id names it."""
    bands = bands_of(signature)
    alike = {
        each.story for each in view.copies(bands) if each.document != document and are_copies(signature, each.signature)
    }
    story = min({document} | alike)
    yield Sameness(document=document, story=story, bands=bands, signature=signature)
    for each in view.members(alike - {story}):
        if each.document != document:
            yield replace(each, story=story, bands=bands_of(each.signature))


def _stored(writer: Writer, document: str) -> Document:
    found = writer.view.document(document)
    if found is None:
        raise ValueError("a document that was just added is not there")
    return found


def _story(writer: Writer, document: str) -> str:
    (report,) = writer.view.reports((document,))
    return report.story
