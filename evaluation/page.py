"""Results as one HTML page that stands alone: no script, no remote asset, every word of a report escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evaluation import score
from evaluation.floors import Floors, faults, label
from evaluation.measures import Difference, Document, Result, Span, WrongField
from evaluation.wording import described, passages

_CSS = Path(__file__).with_name("page.css")
_TITLE = "Dragoman: what the reader finds and what it misses"


def page(results: Sequence[Result], floors: Floors) -> str:
    """Return the page."""
    links = " ".join(f'<a href="#{escape(r.name)}">{escape(r.name)}</a>' for r in results)
    sections = "".join(_set(result, floors) for result in results) or "<p>No set was measured.</p>"
    style = _CSS.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_TITLE}</title><style>{style}</style></head>"
        f'<body><h1>{_TITLE}</h1><nav aria-label="Sets">{links}</nav><main>{sections}</main></body></html>\n'
    )


def _set(result: Result, floors: Floors) -> str:
    documents = "".join(_document(document) for document in result.documents)
    return (
        f'<section id="{escape(result.name)}"><h2>{escape(result.name)}: {len(result.documents)} reports</h2>'
        f"{_faults(result, floors)}{_measures(result, floors)}{_kinds(result)}{_fields(result)}"
        f"<h3>Report by report</h3>{documents}</section>"
    )


def _faults(result: Result, floors: Floors) -> str:
    return "".join(f'<p class="below">{escape(fault)}</p>' for fault in faults(result, floors))


def _measures(result: Result, floors: Floors) -> str:
    pinned = floors.get(result.name, {}).get("floors", {})
    rows = [_measure_row(result, name, value, pinned.get(name)) for name, value in result.measures.items()]
    return _table("Measures against their floors", ("measure", "reached", "floor", ""), rows)


def _measure_row(result: Result, name: str, value: float, floor: float | None) -> str:
    counted = name == "negatives_empty"
    reached = f"{value:.0f} of {result.negatives}" if counted else f"{value:.4f}"
    bound = "not pinned" if floor is None else f"{floor:.0f}" if counted else f"{floor:.4f}"
    holds = floor is None or value >= floor
    verdict = "" if floor is None else "holds" if holds else "below"
    return _row(label(name), [reached, bound, f'<span class="{verdict}">{verdict}</span>'])


def _kinds(result: Result) -> str:
    rows = []
    for kind in (*score.KINDS, "micro"):
        found, facts = result.report["findings"][kind], result.report["facts"][kind]
        numbers = [f"{found[k]:.3f}" for k in ("precision", "recall", "f1")]
        counts = [str(found[k]) for k in ("tp", "fp", "fn")]
        rows.append(_row(kind, [*numbers, *counts, f"{facts['f1']:.3f}"], total=kind == "micro"))
    heads = ("kind", "precision", "recall", "F1", "found", "extra", "missed", "fact F1")
    return _table("Findings by kind", heads, rows)


def _fields(result: Result) -> str:
    rows = [
        _row(name, [_meter(rates["f1"]), f"{rates['f1']:.3f}", *(str(rates[k]) for k in ("tp", "fp", "fn"))])
        for name, rates in result.report["fields"].items()
    ]
    table = _table("Fields of the findings that were found", ("field", "", "F1", "right", "wrong", "missing"), rows)
    return f"<details><summary>Scores per field</summary><article>{table}</article></details>"


def _document(document: Document) -> str:
    counts = {what: sum(d.what == what for d in document.differences) for what in ("missed", "extra", "wrong")}
    shown = " ".join(f'<span class="{what}">{count} {_plural(what)}</span>' for what, count in counts.items() if count)
    facts = f'<span class="quiet">fact F1 {document.scores["facts"]["f1"]:.3f}</span>'
    body = "".join(_difference(difference, document.text) for difference in document.differences)
    return (
        f"<details><summary><b>{escape(document.ident)}</b>{facts} {shown or 'as the gold has it'}</summary>"
        f"{body or '<article>Nothing differs.</article>'}</details>"
    )


def _plural(what: str) -> str:
    return "with wrong fields" if what == "wrong" else what


def _difference(difference: Difference, text: str) -> str:
    fields = "".join(_field(field, text) for field in difference.fields)
    return (
        f'<article><span class="tag {difference.what}">{_plural(difference.what)}</span>'
        f'{escape(difference.kind)} <span class="quiet">{escape(difference.ident)}</span>'
        f"{_quotes(text, difference.spans, difference.marks)}{fields}</article>"
    )


def _field(field: WrongField, text: str) -> str:
    parts = {"gold": field.gold, "output": field.output}
    values = "".join(f"<dt>{name}</dt><dd>{escape(described(value, text))}</dd>" for name, value in parts.items())
    verdict = "wrong" if field.wrong else "missing"
    heading = f'<h4>{escape(field.field)} <span class="wrong">{verdict}</span></h4>'
    return f"{heading}<dl>{values}</dl>{_quotes(text, field.spans, field.spans)}"


def _quotes(text: str, spans: Iterable[Span], marks: Iterable[Span]) -> str:
    """Return the sentences around the spans with the words of the marks marked."""
    return "".join(
        "<blockquote>"
        + "".join(f"<mark>{escape(p.words)}</mark>" if p.marked else escape(p.words) for p in pieces)
        + "</blockquote>"
        for pieces in passages(text, spans, marks)
    )


def _meter(value: float) -> str:
    return f'<meter min="0" max="1" value="{value:.3f}" aria-hidden="true"></meter>'


def _row(name: str, cells: list[Any], *, total: bool = False) -> str:
    inner = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr{" class=total" if total else ""}><th scope="row">{escape(name)}</th>{inner}</tr>'


def _table(caption: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(rows)
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
