"""Brief → Markdown and HTML: sentences with footnotes to the quotes, texts of reports always escaped."""

import html
import re
from collections.abc import Callable, Iterator

from dragoman.export.brief import Brief, Entry
from dragoman.export.cited import Sentence
from dragoman.export.footnotes import Note, Notes, is_web, origin, period, stretch, unsaid
from dragoman.record.records import Report

_MARKS = re.compile(r"([\\`*_\[\]#!|~^$:]|(?<=www)\.)", re.IGNORECASE)  # no text of a report begins a line
_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "sup a{text-decoration:none}.dispute{border-left:.2rem solid;padding-left:.6rem}footer{font-size:.875rem}"
)


def to_markdown(brief: Brief) -> bytes:
    """Write a brief as Markdown with footnotes, as UTF-8; marks and HTML in texts of reports have no effect."""
    notes = Notes()
    lines = [f"# {_escaped(brief.title)}", "", period(brief), ""]
    for section in brief.sections:
        lines += [f"## {section.title}", ""]
        for entry in section.entries:
            said = (_rendered(sentence, notes, _escaped, "[^{}]") for sentence in entry.sentences)
            lines += [f"- {_news(entry, '**{}** ')}{' '.join(said)}"]
        lines.append("")
    lines += [f"{unsaid(brief)}", ""] if brief.unsupported else []
    lines += [f"[^{number}]: {_cited(note, brief, _escaped)}" for note, number in notes.numbers.items()]
    return ("\n".join(lines).rstrip() + "\n").encode()


def to_html(brief: Brief) -> bytes:
    """Write a brief as one HTML page without scripts and remote parts, as UTF-8; texts of reports are escaped."""
    notes, title = Notes(), html.escape(brief.title)
    body = [f"<h1>{title}</h1>", f"<p>{period(brief)}</p>"]
    for section in brief.sections:
        body.append(f"<h2>{section.title}</h2>")
        for entry in section.entries:
            body += [f'<section id="{html.escape(entry.record)}">', *_paragraphs(entry, notes), "</section>"]
    body += [f"<p>{unsaid(brief)}</p>"] if brief.unsupported else []
    listed = (f'<li id="note-{n}">{_cited(note, brief, html.escape)}</li>' for note, n in notes.numbers.items())
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    page = ["<!DOCTYPE html>", f'<html lang="en"><head>{head}</head><body>', *body]
    return "\n".join([*page, "<footer><ol>", *listed, "</ol></footer>", "</body></html>", ""]).encode()


def _paragraphs(entry: Entry, notes: Notes) -> Iterator[str]:
    mark, news = '<sup><a href="#note-{0}">{0}</a></sup>', _news(entry, "<strong>{}</strong> ")
    for number, sentence in enumerate(entry.sentences):
        start = '<p class="dispute">' if sentence.is_dispute else "<p>"
        yield f"{start}{'' if number else news}{_rendered(sentence, notes, html.escape, mark)}</p>"


def _news(entry: Entry, mark: str) -> str:
    return mark.format(f"{entry.news.capitalize()}.") if entry.news else ""


def _rendered(sentence: Sentence, notes: Notes, escape: Callable[[str], str], mark: str) -> str:
    """Return the words of a sentence, the marks of its notes behind each value."""
    out: list[str] = []
    for piece in notes.pieces(sentence):
        words = html.escape(piece.words, quote=False) if piece.is_fixed else escape(piece.words)
        out += [words, *(mark.format(each) for each in piece.numbers)]  # fixed words have no marks of Markdown
    return "".join(out)


def _cited(note: Note, brief: Brief, escape: Callable[[str], str]) -> str:
    told = ", ".join(map(escape, origin(note, brief)))
    return f"“{escape(note[1].quote)}” {told}, {escape(stretch(note))}{_link(brief.reports.get(note[0]), escape)}"


def _link(report: Report | None, escape: Callable[[str], str]) -> str:
    """Return the address of a report, as a link only where it is one of the web."""
    if report is None or not report.url:
        return ""
    if not is_web(report):
        return f", {escape(report.url)}"
    if escape is html.escape:
        return f', <a rel="noreferrer" href="{html.escape(report.url)}">{html.escape(report.url)}</a>'
    return f", <{report.url}>"


def _escaped(words: str) -> str:
    """Return words in which nothing is a mark of Markdown or HTML, on one line."""
    return _MARKS.sub(r"\\\1", html.escape(re.sub(r"\s+", " ", words), quote=False))
