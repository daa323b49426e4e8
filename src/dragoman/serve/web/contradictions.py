"""Contradictions: every claimed value of a field in dispute, what each rule would choose, who changed their number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from dragoman.archive import Archive
from dragoman.reconcile.conflicts import preferred_under
from dragoman.reconcile.contradictions import Contradiction
from dragoman.reconcile.revisions import Revision, revisions_of
from dragoman.record.records import RULES, Field, Process, Record, Rule
from dragoman.serve.blocks import Piece
from dragoman.serve.phrases import phrase, words
from dragoman.serve.record_words import heading, label_of, spread_in_words, standing, value_in_words, voice_in_words
from dragoman.serve.rest.desk import DeskOf
from dragoman.serve.rest.permissions import may
from dragoman.serve.web.claimed_dots import Chart, Claim, chart_of, claims_of
from dragoman.serve.web.incident_filters import page_of
from dragoman.serve.web.kept import kept_of
from dragoman.serve.web.rendering import render
from dragoman.serve.web.segments import address_of

PAGE = 12  # fields of a page
FILTERS = ("kind", "process", "field")
SHOWS: Mapping[str, str] = {"disputed": "in dispute", "changed": "who changed their number"}
ORDERS: Mapping[str, str] = {"widest": "widest first", "latest": "latest first"}
RULE_WORDS: Mapping[Rule, str] = {
    "latest": "the latest", "most_sources": "most sources", "range": "the range",
    "best_placed_source": "the best placed source",
}  # fmt: skip
router = APIRouter(dependencies=[may("read")], include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a rule chooses."""

    rule: str
    words: str
    is_in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A figure of a voice that changed its number."""

    words: str
    day: date | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A voice with its figures, by day."""

    voice: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A field as the page shows it."""

    id: str
    record: str
    kind: str
    label: str
    pieces: tuple[Piece, ...]
    standing: str
    span: str  # the range in words; empty of what is no figure
    claims: tuple[Claim, ...]
    chart: Chart
    choices: tuple[Choice, ...]
    changed: tuple[Changed, ...]
    is_disputed: bool
    is_judged: bool

    @property
    def address(self) -> str:
        """Where the record is shown with its evidence."""
        return f"/records/{self.record}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters, as they were written."""

    written: Mapping[str, str]
    show: str
    order: str
    page: int

    def address(self, page: int = 1) -> str:
        """Return the address of another page of the same."""
        told = {**self.written, "show": self.show, "order": self.order, "page": str(page)}
        plain = {"show": "disputed", "order": "widest", "page": "1"}
        told = {name: value for name, value in told.items() if value and plain.get(name) != value}
        return f"/contradictions?{urlencode(told)}" if told else "/contradictions"


@router.get("/contradictions")
def contradictions(request: Request, desk: DeskOf) -> Response:
    """Show fields in dispute, the widest first."""
    asked = asked_in(request.query_params)
    kept, head = kept_of(request), desk.archive.head()
    items, processes = kept.of("contradictions", head, desk.archive.contradictions), desk.archive.processes()
    fitting = ordered(chosen(items, asked), asked.order)
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(asked.page, pages)
    part = tuple(fitting[(page - 1) * PAGE : page * PAGE])
    shown = kept.of("contradictions shown", (head, part), lambda: shown_of(desk.archive, part))
    return render(
        request, "contradictions.html", shown=shown, asked=asked, page=page, pages=pages, count=len(fitting),
        is_empty=not items and not desk.archive.days(), options=options_of(items, processes), shows=SHOWS,
        orders=ORDERS,
    )  # fmt: skip


def asked_in(query: Mapping[str, str]) -> Asked:
    """Read the filters of an address; a name that does not exist leaves nothing.

    Raises:
        UsageError: a page that is no number.
    """
    written = {name: value for name in FILTERS if (value := query.get(name, "").strip())}
    show, order = query.get("show", "disputed"), query.get("order", "widest")
    return Asked(
        written=written, show=show if show in SHOWS else "disputed", order=order if order in ORDERS else "widest",
        page=page_of(query),
    )  # fmt: skip


def chosen(items: Iterable[Contradiction], asked: Asked) -> list[Contradiction]:
    """Return what the filters let through."""
    wanted = asked.written
    return [
        each
        for each in items
        if (each.is_disputed if asked.show == "disputed" else each.is_changed)
        and wanted.get("kind", each.kind) == each.kind
        and wanted.get("process", each.process) == each.process
        and wanted.get("field", each.root) == each.root
    ]


def ordered(items: Iterable[Contradiction], order: str) -> list[Contradiction]:
    """Return items the widest first, then by sources; or the latest first."""
    if order == "latest":
        return sorted(items, key=lambda each: (-(each.day or date.min).toordinal(), -each.width, each.record))
    return sorted(items, key=lambda each: (-each.width, -each.sources, each.record, each.field))


def options_of(items: Sequence[Contradiction], processes: Iterable[Process]) -> Mapping[str, Mapping[str, str]]:
    """Return what each filter offers, by its value: only what some item has."""
    kinds, roots = sorted({each.kind for each in items}), sorted({each.root for each in items})
    held = {each.process for each in items}
    return {
        "kind": {each: words(each) for each in kinds},
        "process": {each.id: each.name for each in processes if each.id in held},
        "field": {each: words(each) for each in roots},
    }


def shown_of(archive: Archive, items: Sequence[Contradiction]) -> tuple[Shown, ...]:
    """Return items as the page shows them."""
    ids = {each.record for each in items}
    if not ids:
        return ()
    records = {record.id: record for record in archive.records(ids=ids)}
    return tuple(
        _shown(records[item.record], item.field)
        for item in items
        if item.record in records and item.field in records[item.record].fields
    )


def _shown(record: Record, name: str) -> Shown:
    field = record.fields[name]
    claims = claims_of(record, field)
    is_judged = any(voice.judged_by for value in field.values for voice in value.tellings)
    return Shown(
        id=f"{record.id}-{name}".replace(" ", "-"), record=record.id, kind=record.kind, label=label_of(name),
        pieces=heading(record), standing=standing(record), span=spread_in_words(field) if field.spread else "",
        claims=claims, chart=chart_of(field, claims), choices=tuple(_choices(record, field, is_judged=is_judged)),
        changed=tuple(_changed(record, name, each) for each in revisions_of(field)), is_disputed=field.is_disputed,
        is_judged=is_judged,
    )  # fmt: skip


def _choices(record: Record, field: Field, *, is_judged: bool) -> Iterator[Choice]:
    """Yield what each rule chooses; what a person set stands under every rule."""
    for rule in RULES:
        preferred = field.preferred if is_judged else preferred_under(rule, field.name, record.tellings)
        yield Choice(
            rule=RULE_WORDS[rule], words=_range(preferred) or value_in_words(record, field.name, preferred),
            is_in_force=rule == field.rule,
        )  # fmt: skip


def _range(value: Any) -> str:  # noqa: ANN401  a field's JSON
    """Return "12 to 30" for a figure between two bounds; empty for everything else."""
    if not isinstance(value, dict) or value.get("qualifier") != "between":
        return ""
    low, high = (phrase(each) if (each := value.get(name)) is not None else "" for name in ("low", "high"))
    return f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}" if high else ""


def _changed(record: Record, name: str, revision: Revision) -> Changed:
    steps = (
        Step(
            words=value_in_words(record, name, each.value), day=each.day, address=address_of(each.voice.document)
        )
        for each in revision.figures
    )  # fmt: skip
    return Changed(voice=voice_in_words(revision.figures[-1].voice), steps=tuple(steps))
