"""Records → the text that people read: a list with a few lines each, or a page with all claims and quotes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.reconcile.review import Question
from dragoman.record.records import Process, Record, Report
from dragoman.serve.passages import harmless
from dragoman.serve.phrases import listed, words
from dragoman.serve.record_words import (
    Told,
    claimants,
    disputes,
    document_short,
    fields_in_words,
    figures,
    heading,
    quotes,
    report_in_words,
    shortened,
    standing,
    sureness,
)
from dragoman.serve.view import Look, paper, style_of, trimmed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_LABEL = 13
_DISPUTED = "bold red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """Reports that were found and have no record: those shown, how many there are, whether filters leave them out."""

    shown: Sequence[Report] = ()
    total: int = 0
    are_left_out: bool = False


_NONE = Bare()


def draw_list(records: Sequence[Record], look: Look, *, total: int, offset: int = 0, bare: Bare = _NONE) -> str:
    """Return records one after the other, then reports without one; a last line says where the page ends."""
    console = paper(look)
    for index, record in enumerate(records):
        console.print(*([""] if index else []), *summary(record), sep="\n")
    if records or not bare.total:
        console.print(foot(len(records), total, offset, "record", "records"))
    console.print(*_bare(bare, after=bool(records)), sep="\n", end="")
    return trimmed(console)


def _bare(bare: Bare, *, after: bool) -> "Iterator[Text | str]":
    many = f"{bare.total} {'report' if bare.total == 1 else 'reports'}"
    if bare.shown:
        yield from ([""] if after else [])
        yield _bold("Reports with these words of which there is no record")
        for report in bare.shown:
            yield _assembled(("○ ", "dim"), (report_in_words(report), ""), (f"  {document_short(report.id)}", "dim"))
    if bare.total > len(bare.shown):
        more = "leave the filters out to see them" if bare.are_left_out else "--offset shows more"
        yield _dim(f"{many} with these words, but without a record: {more}")
    elif bare.total:
        yield _dim(f"\n{many} without a record")


def draw_page(record: Record, look: Look, *, around: Mapping[str, str]) -> str:
    """Return everything about one record; ``around`` names other things it is linked to, by how."""
    console = paper(look)
    console.print(line(record))
    facts = [standing(record), sureness(record.confidence), f"first seen {record.first_seen:%Y-%m-%d}"]
    console.print(_dim(" · ".join(facts)))
    for how, what in around.items():
        console.print(_dim(f"{how}: {what}"))
    console.print("", *(_field(told) for told in fields_in_words(record)), "", _bold("Who says so"), sep="\n")
    for report, said in quotes(record):
        console.print("", _report(report_in_words(report), document_short(report.id)), sep="\n")
        if report.url:
            console.print(_dim(f"  {report.url}"))
        console.print(*(_quote(names, quote) for names, quote in said), sep="\n")
    return trimmed(console)


def draw_processes(processes: Sequence[Process], records: Mapping[str, Record], look: Look) -> str:
    """Return each process with its parties, mediators and what it holds."""
    console = paper(look)
    for index, process in enumerate(processes):
        held = [records[ident] for ident in process.records if ident in records]
        console.print(*([""] if index else []), *_process(process, held), sep="\n")
    if not processes:
        console.print("No process: no two sides are told of in talks, swaps, truces or attacks.")
    return trimmed(console)


def draw_questions(questions: Sequence[Question], look: Look, *, total: int, offset: int = 0) -> str:
    """Return the queue of a review, a question after the other."""
    console = paper(look)
    for index, question in enumerate(questions):
        console.print(*_question(question, f"{offset + index + 1}."), "", sep="\n")
    console.print(foot(len(questions), total, offset, "question", "questions"))
    return trimmed(console)


def draw_question(question: Question, look: Look, *, at: int, of: int) -> str:
    """Return one question of a review with the records that it is about."""
    console = paper(look)
    console.print("", *_question(question, f"{at}/{of}"), sep="\n")
    return trimmed(console)


def _question(question: Question, number: str) -> "Iterator[RenderableType]":
    what = {"record": "Is this read rightly?", "belongs": "Do these belong together?", "same": "Is this one thing?"}
    yield _assembled((f"{number} ", "dim"), (what[question.about], "bold"), (f"  {'; '.join(question.why)}", "dim"))
    for record in question.records:
        yield from summary(record)
    if question.about != "record":
        tellings = {t.finding.id: t for record in question.records for t in record.tellings}
        for ident in question.subjects:
            report = report_in_words(tellings[ident].report)
            quotes = " … ".join(dict.fromkeys(each.quote for each in tellings[ident].finding.evidence))
            yield _assembled((f"  {ident} ", "dim"), (shortened(quotes), style_of("quote")), (f" {report}", "dim"))
        for reason in question.because:
            yield _assembled((f"  {reason.weight:+.2f} {words(reason.feature)}: {reason.words}", "dim"))


def summary(record: Record) -> "Iterator[RenderableType]":
    """Yield the lines of a record in a list: what it is, its figures with claimants, disputes, sources and id."""
    yield line(record)
    shown = figures(record)
    for told in shown:
        yield _indented(_figure(told))
    for told in disputes(record):
        if told not in shown:
            yield _indented(_assembled((f"disputed {told.label} ", _DISPUTED), (claimants(told), "")))
    yield _dim(f"  {standing(record)} · {record.id}")


def line(record: Record, *, is_dated: bool = True) -> "Text":
    """Return a record in one line, with its days or without, marked where reports contradict each other."""
    parts = [("● ", "cyan")]
    for index, piece in enumerate(piece for piece in heading(record) if is_dated or piece.field != "when"):
        parts += [(" · " if index else "", ""), (piece.words, "bold" if index == 0 else style_of(piece.field))]
    return _assembled(*parts, *([(" · disputed", _DISPUTED)] if disputes(record) else []))


def _figure(told: Told) -> "Text":
    parts = [(f"{told.label} ", "dim"), (told.preferred, style_of("killed"))]
    if told.is_disputed:
        parts.append((" disputed", _DISPUTED))
    if len(told.values) > 1:
        parts.append((f": {claimants(told)}", ""))
    else:
        parts.append((f" ({'; '.join(told.values[0].voices)})", "dim"))
    return _assembled(*parts)


def _field(told: Told) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_LABEL)
    grid.add_column()
    for index, shown in enumerate(_lines(told)):
        grid.add_row(Text("" if index else harmless(told.label), style="dim"), shown)
    return grid


def _lines(told: Told) -> "Iterator[Text]":
    """Yield the preferred value, then each value with who states it; one line where there is one value."""
    style = style_of(told.field)
    if len(told.values) == 1 and not told.is_list:
        yield _assembled((told.preferred, style), (f"  {_voices(told, 0)}", "dim"))
        return
    if not told.is_list:
        yield _assembled((told.preferred, style), *([("  disputed", _DISPUTED)] if told.is_disputed else []))
    indent = "" if told.is_list else "· "
    for index, value in enumerate(told.values):
        yield _assembled(
            (f"{indent}{value.words}", style if told.is_list else ""), (f"  {_voices(told, index)}", "dim")
        )


def _voices(told: Told, index: int) -> str:
    value = told.values[index]
    count = f"{value.sources} sources: " if value.sources > 1 else ""
    return f"— {count}{'; '.join(value.voices)}"


def _process(process: Process, records: Sequence[Record]) -> "Iterator[Text]":
    yield _assembled(("● ", "cyan"), (process.name, "bold"))
    if process.mediators:
        yield _assembled(("  mediators ", "dim"), (listed(process.mediators), style_of("mediators")))
    counts: dict[str, int] = {}
    for record in records:
        counts[record.kind] = counts.get(record.kind, 0) + 1
    held = ", ".join(f"{number} {kind}{'s' if number != 1 else ''}" for kind, number in counts.items())
    yield _assembled(("  " + (held or "nothing that the filters let through"), ""))
    yield _dim(f"  {process.id}")


def _report(told: str, ident: str) -> "Text":
    return _assembled((told, "bold"), (f"  {ident}", "dim"))


def _quote(names: str, quote: str) -> "Text":
    return _assembled(("  ", ""), (f"“{quote}”", style_of("quote")), (f"  {names}", "dim"))


def foot(shown: int, total: int, offset: int, *names: str) -> "Text":
    """Return how many there are, and where a page of them begins and ends; ``names`` are those of one and of many."""
    if not total:
        return _dim("Nothing found.")
    if shown == total:
        return _dim(f"\n{total} {names[total != 1]}")
    if not shown:
        return _dim(f"Nothing from {offset} on: there are {total} {names[total != 1]}.")
    more = f" (--offset {offset + shown} for more)" if offset + shown < total else ""
    return _dim(f"\n{offset + 1} to {offset + shown} of {total} {names[1]}{more}")


def _indented(text: "Text") -> "RenderableType":
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, 2))


def _dim(told: str) -> "Text":
    return _assembled((told, "dim"))


def _bold(told: str) -> "Text":
    return _assembled((told, "bold"))


def _assembled(*parts: tuple[str, str]) -> "Text":
    """Return text of pieces with their styles, harmless for a terminal."""
    from rich.text import Text

    return Text.assemble(*((_safe(told), style) for told, style in parts))


def _safe(told: str) -> str:
    return "\n".join(map(harmless, told.split("\n")))
