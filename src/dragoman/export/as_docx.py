"""Brief → a DOCX of headings and paragraphs, the quotes as numbered references at the end."""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.export.brief import Brief, Entry
from dragoman.export.cited import Sentence
from dragoman.export.footnotes import Notes, origin, period, stretch, unsaid

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML holds these
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # of the files inside, so that the same brief is the same bytes
_BOOKMARK = "note-{}"


def to_docx(brief: Brief) -> bytes:
    """Write a brief as a DOCX; every value has the numbers of its references, which lead to them.

    Raises:
        UsageError: the package that writes it is not installed.
    """
    document, notes = _blank(brief.title), Notes()
    document.add_paragraph(period(brief))
    for section in brief.sections:
        document.add_heading(section.title, level=1)
        for entry in section.entries:
            _tell(document, entry, notes)
    if brief.unsupported:
        document.add_paragraph(unsaid(brief))
    _references(document, brief, notes)
    return _packed(document)


def _blank(title: str) -> "Document":
    try:
        from docx import Document
    except ImportError as error:
        raise UsageError("docx needs the package python-docx", hint="pip install 'dragoman[web]'") from error
    made = Document()
    made.core_properties.title, made.core_properties.author = _legal(title), "Dragoman"
    made.core_properties.comments = ""
    made.add_heading(_legal(title), level=0)
    return made


def _tell(document: "Document", entry: Entry, notes: Notes) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    if entry.news:
        paragraph.add_run(f"{entry.news.capitalize()}. ").bold = True
    for number, sentence in enumerate(entry.sentences):
        if number:
            paragraph.add_run(" ")
        _say(paragraph, sentence, notes)


def _say(paragraph: "Paragraph", sentence: Sentence, notes: Notes) -> None:
    for piece in notes.pieces(sentence):
        paragraph.add_run(_legal(piece.words)).italic = True if sentence.is_dispute else None
        for at, number in enumerate(piece.numbers):
            if at:
                paragraph.add_run(", ").font.superscript = True
            _refer(paragraph, number)


def _refer(paragraph: "Paragraph", number: int) -> None:
    """Add the number of a reference, raised, as a link to it."""
    link = _element("w:hyperlink", {"w:anchor": _BOOKMARK.format(number), "w:history": "1"})
    run = paragraph.add_run(str(number))
    run.font.superscript = True
    paragraph._p.append(link)
    link.append(run._r)


def _references(document: "Document", brief: Brief, notes: Notes) -> None:
    if notes.numbers:
        document.add_heading("References", level=1)
    for note, number in notes.numbers.items():
        paragraph = document.add_paragraph()
        mark = {"w:id": str(number), "w:name": _BOOKMARK.format(number)}
        paragraph._p.append(_element("w:bookmarkStart", mark))
        paragraph.add_run(f"{number}. “{_legal(note[1].quote)}” ")
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))
        report = brief.reports.get(note[0])
        address = [report.url] if report and report.url else []
        paragraph.add_run(_legal(", ".join([*origin(note, brief), stretch(note), *address])))


def _element(tag: str, attributes: dict[str, str]) -> Any:  # noqa: ANN401  of lxml
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made


def _legal(words: str) -> str:
    """Return words on one line without characters that no XML holds."""
    return re.sub(r"\s+", " ", _ILLEGAL.sub("", words))


def _packed(document: "Document") -> bytes:
    """Return the bytes of a document, which hold no moment of writing."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _NO_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
