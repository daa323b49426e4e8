"""Brief → Markdown and HTML: sentences with footnotes to the quotes, texts of reports always escaped."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from dragoman.export.brief import Brief
from dragoman.export.cited import Grounded, Sentence
from dragoman.record.evidence import Evidence
from dragoman.record.records import Report

_MARKS = re.compile(r"([\\`*_\[\]#!|~^$:]|(?<=www)\.)", re.IGNORECASE)  # no text of a report begins a line
_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)
_Note = tuple[str, Evidence]  # a document and a stretch of it
_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "sup a{text-decoration:none}.dispute{border-left:.2rem solid;padding-left:.6rem}footer{font-size:.875rem}"
)


def to_markdown(brief: Brief) -> bytes:
    """Write a brief as Markdown with footnotes, as UTF-8; marks and HTML in texts of reports have no effect."""
    notes = _Notes()
    lines = [f"# {_escaped(brief.title)}", "", f"{brief.start} to {brief.end}", ""]
    for section in brief.sections:
        lines += [f"## {section.title}", ""]
        for entry in section.entries:
            said = (_rendered(sentence, notes, _escaped, "[^{}]") for sentence in entry.sentences)
            lines += [f"- {' '.join(said)}"]
        lines.append("")
    lines += [f"{_unsaid(brief)}", ""] if brief.unsupported else []
    lines += [f"[^{number}]: {_cited(note, brief, _escaped)}" for note, number in notes.numbers.items()]
    return ("\n".join(lines).rstrip() + "\n").encode()


def to_html(brief: Brief) -> bytes:
    """Write a brief as one HTML page without scripts and remote parts, as UTF-8; texts of reports are escaped."""
    notes, title = _Notes(), html.escape(brief.title)
    body = [f"<h1>{title}</h1>", f"<p>{brief.start} to {brief.end}</p>"]
    for section in brief.sections:
        body.append(f"<h2>{section.title}</h2>")
        for entry in section.entries:
            body += [f'<section id="{html.escape(entry.record)}">', *_paragraphs(entry.sentences, notes), "</section>"]
    body += [f"<p>{_unsaid(brief)}</p>"] if brief.unsupported else []
    listed = (f'<li id="note-{n}">{_cited(note, brief, html.escape)}</li>' for note, n in notes.numbers.items())
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    page = ["<!DOCTYPE html>", f'<html lang="en"><head>{head}</head><body>', *body]
    return "\n".join([*page, "<footer><ol>", *listed, "</ol></footer>", "</body></html>", ""]).encode()


class _Notes:
    """Footnotes in the order in which they are first needed; a stretch of text has one number throughout."""

    def __init__(self) -> None:
        self.numbers: dict[_Note, int] = {}

    def of(self, ground: Grounded) -> list[int]:
        """Return the numbers of the notes that support a value."""
        cited = {
            (each.document, replace(evidence, field="")): None  # one stretch, whichever fields rest on it
            for each in ground.support
            for evidence in each.evidence
            if evidence.quote.strip()
        }
        return [self.numbers.setdefault(note, len(self.numbers) + 1) for note in cited]


def _paragraphs(sentences: tuple[Sentence, ...], notes: _Notes) -> Iterator[str]:
    mark = '<sup><a href="#note-{0}">{0}</a></sup>'
    for sentence in sentences:
        start = '<p class="dispute">' if sentence.is_dispute else "<p>"
        yield f"{start}{_rendered(sentence, notes, html.escape, mark)}</p>"


def _rendered(sentence: Sentence, notes: _Notes, escape: Callable[[str], str], mark: str) -> str:
    """Return the words of a sentence, the marks of its notes behind each value; values of the same notes share them."""
    out: list[str] = []
    numbers = [notes.of(ground) for ground in sentence.grounds]
    at = 0
    for part in sentence.parts:
        if isinstance(part, Grounded):
            at += 1
            is_last = at == len(numbers) or numbers[at] != numbers[at - 1]
            out += [escape(part.words), *(mark.format(each) for each in numbers[at - 1] if is_last)]
        else:
            out.append(html.escape(part, quote=False))  # of the codebook: no marks of Markdown in it
    return "".join(out)


def _cited(note: _Note, brief: Brief, escape: Callable[[str], str]) -> str:
    document, evidence = note
    report = brief.reports.get(document)
    published = report.published.isoformat() if report and report.published else None
    known = [report.source, report.title, published] if report else []
    told = ", ".join(escape(each) for each in known if each) or escape(document)
    where = f"{evidence.start}-{evidence.end}"
    return f"“{escape(evidence.quote)}” {told}, {escape(where)}{_link(report, escape)}"


def _link(report: Report | None, escape: Callable[[str], str]) -> str:
    """Return the address of a report, as a link only where it is one of the web."""
    if report is None or not report.url:
        return ""
    if not _ADDRESS.fullmatch(report.url):
        return f", {escape(report.url)}"
    if escape is html.escape:
        return f', <a rel="noreferrer" href="{html.escape(report.url)}">{html.escape(report.url)}</a>'
    return f", <{report.url}>"


def _unsaid(brief: Brief) -> str:
    return f"Records of which nothing is said here, because no quote supports a value: {brief.unsupported}."


def _escaped(words: str) -> str:
    """Return words in which nothing is a mark of Markdown or HTML, on one line."""
    return _MARKS.sub(r"\\\1", html.escape(re.sub(r"\s+", " ", words), quote=False))
