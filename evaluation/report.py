"""A result as text: scores per kind and per field, and every difference where asked."""

from collections.abc import Iterator

from evaluation import score
from evaluation.measures import Difference, Document, Result
from evaluation.wording import compared, sentences

_HEAD = f"{'':<14}{'precision':>10}{'recall':>8}{'F1':>8}   found/extra/missed   {'fact F1':>8}"


def summary(result: Result) -> str:
    """Return the figures of a set."""
    return "\n".join([*_kinds(result), "", *_measures(result), "", *_fields(result), "", ""])


def details(result: Result) -> str:
    """Return every miss, extra and wrong field with its sentence."""
    return "".join(f"{line}\n" for document in result.documents for line in _document(document))


def _kinds(result: Result) -> Iterator[str]:
    yield f"=== {result.name}: {len(result.documents)} reports"
    yield _HEAD
    for kind in (*score.KINDS, "micro"):
        found, facts = result.report["findings"][kind], result.report["facts"][kind]
        counts = f"{found['tp']}/{found['fp']}/{found['fn']}"
        yield (
            f"{kind:<14}{found['precision']:>10.3f}{found['recall']:>8.3f}{found['f1']:>8.3f}   "
            f"{counts:<21}{facts['f1']:>8.3f}"
        )


def _measures(result: Result) -> Iterator[str]:
    measures, dates = result.measures, result.report["when_overlap"]
    yield f"fact F1 {measures['fact_f1']:.4f}   finding F1 {measures['finding_f1']:.4f}"
    valid = measures.get("evidence_validity")
    yield f"evidence that quotes its text exactly: {'none given' if valid is None else f'{valid:.4f}'}"
    if dates["of"]:
        yield f"dates that overlap the gold's: {dates['right']} of {dates['of']}"
    if result.negatives:
        yield f"reports without findings left empty: {measures['negatives_empty']:.0f} of {result.negatives}"


def _fields(result: Result) -> Iterator[str]:
    yield "fields of the findings that were found (F1, right/wrong/missing):"
    for name, rates in result.report["fields"].items():
        yield f"  {name:<36}{rates['f1']:>6.3f}   {rates['tp']}/{rates['fp']}/{rates['fn']}"


def _document(document: Document) -> Iterator[str]:
    if not document.differences:
        return
    yield f"--- {document.ident}: fact F1 {document.scores['facts']['f1']:.3f}"
    for difference in document.differences:
        yield from _difference(difference, document.text)


def _difference(difference: Difference, text: str) -> Iterator[str]:
    yield f"{difference.what} {difference.kind} {difference.ident}"
    yield from (f"    {sentence}" for sentence in sentences(text, difference.spans, difference.marks))
    yield from (f"    {compared(field, text)}" for field in difference.fields)
