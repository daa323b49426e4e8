"""Which language a text is in, and which of its lines are in another one."""

import re
from collections.abc import Iterable
from functools import cache

from dragoman.codebook.lexicon import load
from dragoman.record.documents import Residue
from dragoman.record.evidence import Span
from dragoman.record.layout import paragraphs

SHORT = 60  # letters under which the language is not asked
_LINE_LETTERS = 40
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, residue: Iterable[Residue] = ()) -> str:
    """Return the ISO 639-1 code of the running text; very short texts in Latin letters count as English."""
    running = _running(text, residue)
    letters = [char for char in running if char.isalpha()]
    if len(letters) < SHORT:
        latin = sum(char < "\u0250" for char in letters)
        return "en" if 2 * latin >= len(letters) else _identified(running)
    if _is_plainly_english(running):  # the classifier takes half a second to load
        return "en"
    return _identified(running)


def foreign_lines(text: str, residue: Iterable[Residue] = ()) -> tuple[Residue, ...]:
    """Return lines in another language of a text that has English lines too."""
    skip = [each.span for each in residue]
    spans = [Span(group[0].start, group[-1].end) for group in paragraphs(text, skip)]
    english = [_english_share(span.words(text)) >= 0.25 for span in spans]
    if len(spans) < 2 or not any(english):
        return ()
    foreign = (span for span, known in zip(spans, english, strict=True) if not known and _is_foreign(span.words(text)))
    return tuple(Residue(start=span.start, end=span.end, kind="translation") for span in foreign)


def name_of(code: str) -> str:
    """Return the language's name, or its code where the list has none."""
    names: dict[str, str] = load("languages")["names"]
    return names.get(code, code)


def _is_foreign(words: str) -> bool:
    letters = sum(map(str.isalpha, words))
    return letters >= _LINE_LETTERS and _english_share(words) < 0.06 and _identified(words) != "en"


def _is_plainly_english(text: str) -> bool:
    """Tell whether a text has as many English function words as news has, "the" and "of" among them."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    return _english_share(text) >= 0.2 and sum(word in ("the", "of", "and") for word in words) >= 0.05 * len(words)


def _running(text: str, residue: Iterable[Residue]) -> str:
    out, at = [], 0
    for each in sorted(residue, key=lambda each: each.start):
        out.append(text[at : each.start])
        at = max(at, each.end)
    out.append(text[at:])
    return " ".join(out)[:_SAMPLE]


def _english_share(text: str) -> float:
    """Return the share of words that are English function words."""
    known = _function_words()
    words = _WORD.findall(text[:_SAMPLE].lower())
    return sum(word in known for word in words) / len(words) if words else 0.0


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load("languages")["english"])


def _identified(text: str) -> str:
    from py3langid import classify

    return str(classify(text)[0])
