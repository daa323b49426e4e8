"""What the log's digests cover: the content of each thing that is appended, ``last_seen`` left out."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.record.claims import Claim
from dragoman.record.documents import Document
from dragoman.record.reading import Failure
from dragoman.spelling import digest, spelled
from dragoman.store.contract import Delivery, Sameness

_SEEN = ("first_seen", "last_seen")


def raw_id(raw: bytes) -> str:
    """Return the id of the document that bytes make."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def text_digest(text: str) -> str:
    """Return the digest of a document's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def of_document(document: Document) -> str:
    """Return the digest of a document; its text counts by its own digest."""
    return digest(replace(document, text=text_digest(document.text)))


def of_delivery(delivery: Delivery) -> str:
    """Return the digest of a delivery; doubts count where there are any: logs are older than they."""
    told = {name: value for name, value in spelled(delivery).items() if name not in _SEEN}
    return digest({name: value for name, value in told.items() if name != "doubts" or value})


def of_finding(claims: Sequence[Claim]) -> str:
    """Return the digest of the claims of one finding."""
    return digest(claims)


def of_reading(document: str, run: str, findings: Sequence[str], failures: Sequence[Failure]) -> str:
    """Return the digest of a reading, from the digests of its findings."""
    return digest([document, run, findings, failures])


def of_keys(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the digest of blocking keys."""
    return digest(sorted(pairs))


def of_sameness(sameness: Sameness) -> str:
    """Return the digest of what tells copies."""
    return digest([sameness.document, sameness.story, sorted(set(sameness.bands)), sameness.signature.hex()])
