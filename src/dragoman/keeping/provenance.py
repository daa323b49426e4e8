"""Where a document came from: its ways in, its copies in other outlets, other versions at its addresses."""

from dataclasses import dataclass

from dragoman.record.records import Report
from dragoman.store.contract import Delivery, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a document came in, and which other documents are nearly it; ``versions`` do not count it itself."""

    deliveries: tuple[Delivery, ...]
    copies: tuple[Report, ...]  # of one story, by id
    versions: tuple[Delivery, ...]  # in the order in which they first came


def provenance_of(view: View, document_id: str) -> Provenance:
    """Return where a document came from; everything is empty where there is none of that id."""
    deliveries = view.deliveries(document_id)
    story = next((each.story for each in view.reports((document_id,))), document_id)
    copies = {each.document for each in view.members((story,))} - {document_id}
    urls = dict.fromkeys(each.url for each in deliveries if each.url)
    versions = [each for url in urls for each in view.versions(url) if each.document != document_id]
    return Provenance(deliveries=deliveries, copies=view.reports(copies), versions=tuple(versions))
