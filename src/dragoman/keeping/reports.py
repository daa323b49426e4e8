"""One report read as far as it can be without a store, so that many can be read side by side."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dragoman.errors import CodebookError, DragomanError, WeightsError
from dragoman.extract.claims import claims_of
from dragoman.ingest import ingest
from dragoman.ingest.copies import signature
from dragoman.ingest.following import refused
from dragoman.keeping.runs import for_all
from dragoman.pipeline import load_tools, read
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.reading import Failure
from dragoman.record.sources import Health
from dragoman.settings import Settings
from dragoman.store.rows import dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An arrival that is to be read.

    ``stored`` is its document where the store has it: its text never changes, whatever a later program takes out of the
    bytes. ``is_read`` says that this program has read it already.
    """

    arrival: Arrival
    settings: Settings
    stored: Document | None = None
    is_read: bool = False


Item = Order | Refusal | Health  # what passes by while reports are read: all of it in its order


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A report that is read: the document as its bytes alone tell it, and what was read with ``published`` as its day.

    ``signature`` tells copies.
    """

    document: Document
    published: date | None
    claims: tuple[Claim, ...]
    failures: tuple[Failure, ...]
    signature: bytes


def id_of(arrival: Arrival) -> str:
    """Return the id of the document that an arrival's bytes make."""
    return f"sha256:{hashlib.sha256(arrival.raw).hexdigest()}"


def needs_none(item: Item) -> bool:
    """Tell of what needs no reading: what this program has read already, and what is no report."""
    return not isinstance(item, Order) or item.is_read


def reader(settings: Settings) -> Callable[[bytes, str], Document]:
    """Return what takes a document out of raw bytes and the name they came under."""

    def read_bytes(raw: bytes, name: str) -> Document:
        return ingest(raw, name=name, settings=for_all(settings))

    return read_bytes


def prepared(item: Item) -> Prepared | Refusal | None:
    """Take the document out of an arrival and read it; what cannot be read is refused, what needs no reading is None.

    Raises:
        WeightsError, CodebookError: the installation is broken, so that nothing can be read.
    """
    if not isinstance(item, Order) or item.is_read:
        return None
    arrival = item.arrival
    try:
        document = item.stored or ingest(arrival.raw, name=arrival.name, settings=for_all(item.settings))
        return read_on(document, dated(document, arrival.published))
    except (WeightsError, CodebookError):
        raise
    except DragomanError as error:
        return refused(error, name=arrival.name, carrier=arrival.carrier, raw=arrival.raw)
    except Exception as error:  # noqa: BLE001  a fault of ours on one report must not cost the others
        fault = DragomanError(f"{type(error).__name__}: {error}", hint="a fault of Dragoman: report it")
        return refused(fault, name=arrival.name, carrier=arrival.carrier, raw=arrival.raw)


def read_on(document: Document, carried: Document) -> Prepared:
    """Read a document as its carriers complete it."""
    reading = read(carried, load_tools())
    return Prepared(
        document=document,
        published=carried.published,
        claims=tuple(claim for finding in reading.findings for claim in claims_of(finding, document.id)),
        failures=reading.failures,
        signature=signature(document),
    )
