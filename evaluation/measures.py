"""What the gate measures on a set, and the single misses, extras and wrong fields behind the figures."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from evaluation import score
from evaluation.sets import GoldSet

Span = tuple[int, int]
Json: TypeAlias = Any  # whatever gold or output may hold


@dataclass(frozen=True, slots=True)
class WrongField:
    """A field in which gold and output differ, with the places in the text that either rests on."""

    field: str
    wrong: int
    missing: int
    gold: Json
    output: Json
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that was missed or invented, or one that was found with wrong fields."""

    what: str  # missed, extra, wrong
    kind: str
    ident: str
    spans: tuple[Span, ...]  # the passages it rests on
    marks: tuple[Span, ...]  # the words in them that matter
    fields: tuple[WrongField, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report's result."""

    ident: str
    text: str
    scores: dict[str, Any]
    differences: tuple[Difference, ...]
    paired: tuple[tuple[str, tuple[Span, ...]], ...] = ()  # kind and evidence of each finding that has a gold one
    residue: tuple[Span, ...] = ()  # what the reader set aside


@dataclass(frozen=True, slots=True)
class Result:
    """A set's result: the scorer's report, the gate's measures and the documents."""

    name: str
    digest: str
    report: dict[str, Any]
    measures: dict[str, float]
    negatives: int
    documents: tuple[Document, ...]


def measured(gold_set: GoldSet, outputs: Path) -> Result:
    """Score the outputs of a set."""
    report = score.score_all(gold_set.gold, outputs, gold_set.texts)
    negatives = [gold["id"] for _, gold in gold_set.documents() if not gold["findings"]]
    empty = sum(not _scored(_findings(outputs, ident)) for ident in negatives)
    documents = tuple(_document(path, gold, outputs, report) for path, gold in gold_set.documents())
    measures = {**_measures(report), **({"negatives_empty": float(empty)} if negatives else {})}
    return Result(gold_set.name, gold_set.digest(), report, measures, len(negatives), documents)


def _measures(report: dict[str, Any]) -> dict[str, float]:
    """Return the figures that have floors; a kind without gold and output has none."""
    found = {
        "finding_f1": report["findings"]["micro"]["f1"],
        "finding_precision": report["findings"]["micro"]["precision"],
        "fact_f1": report["facts"]["micro"]["f1"],
    }
    if report["evidence"]["of"]:
        found["evidence_validity"] = report["evidence"]["share"]
    for kind in score.KINDS:
        rates = report["findings"][kind]
        if rates["tp"] + rates["fn"]:
            found[f"{kind}_f1"] = rates["f1"]
    return found


def _document(path: Path, gold: dict[str, Any], outputs: Path, report: dict[str, Any]) -> Document:
    text = path.read_bytes().decode("utf-8")
    scored = score.score_document(gold, _findings(outputs, gold["id"]), text)
    found: list[Difference] = []
    paired = [(kind, _spans(o)) for kind, pairs, _, _ in scored["alignment"] for _, o, _ in pairs]
    for kind, pairs, missed, extra in scored["alignment"]:
        found += [Difference("missed", kind, g["id"], _spans(g), _marks(g)) for g in missed]
        found += [Difference("extra", kind, str(o.get("id")), _spans(o), _spans(o)) for o in extra]
        wrong = [_compared(g, o, text, exhaustive=bool(gold.get("exhaustive"))) for g, o, _ in pairs]
        found += [difference for difference in wrong if difference.fields]
    ordered = sorted(found, key=lambda d: (d.spans[:1], d.what, d.ident))
    scores, residue = report["documents"][gold["id"]], _residue(outputs, gold["id"])
    return Document(gold["id"], text, scores, tuple(ordered), tuple(paired), residue)


def _compared(gold: dict[str, Any], output: dict[str, Any], text: str, *, exhaustive: bool) -> Difference:
    facts = score.compare_finding(gold, output, text, exhaustive)
    fields = []
    for field, (_, wrong, missing) in facts.items():
        if wrong or missing:
            top = field.split(".")[0]
            spans = (*_inner_spans(gold.get(top)), *_field_spans(output, top))
            fields.append(WrongField(field, wrong, missing, gold.get(top), output.get(top), spans))
    return Difference("wrong", gold["kind"], gold["id"], _spans(gold), _marks(gold), tuple(fields))


def _findings(outputs: Path, ident: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] | None = score.load_output(outputs / f"{ident}.json")
    return found or []


def _residue(outputs: Path, ident: str) -> tuple[Span, ...]:
    path = outputs / f"{ident}.json"
    output = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    pages = output if isinstance(output, list) else [output]
    return tuple(s for page in pages for each in (page.get("document") or {}).get("residue") or [] for s in _span(each))


def _scored(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [finding for finding in findings if finding.get("kind") in score.KINDS]


def _spans(finding: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(sorted({span for each in finding.get("evidence") or [] for span in _span(each)}))


def _marks(gold: dict[str, Any]) -> tuple[Span, ...]:
    """Return the spans of the gold's values, which are shorter than the sentences of its evidence."""
    return _inner_spans({**gold, "evidence": None}) or _spans(gold)


def _field_spans(output: dict[str, Any], field: str) -> tuple[Span, ...]:
    evidence = [
        e for e in output.get("evidence") or [] if str(e.get("field") or "").split(".")[0].split("[")[0] == field
    ]
    return _spans({"evidence": evidence})


def _inner_spans(value: Json) -> tuple[Span, ...]:
    """Return every span inside a gold value."""
    if isinstance(value, list):
        return tuple(span for each in value for span in _inner_spans(each))
    if isinstance(value, dict):
        return (*_span(value), *(span for each in value.values() for span in _inner_spans(each)))
    return ()


def _span(value: dict[str, Any]) -> tuple[Span, ...]:
    start, end = value.get("start"), value.get("end")
    return ((start, end),) if isinstance(start, int) and isinstance(end, int) and start < end else ()
