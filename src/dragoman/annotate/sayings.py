"""The grammar of reported speech: who says what, read from verbs of saying and the clauses around them.

News reports words in few shapes: "X said that …", "…, X said", "…," said X, "according to X, …", "X, who …, told Y …",
"X said …, adding …", "what X called …". The reader finds most verbs; the grammar settles whose words they are and how
far they go. Which verbs, and what they do, is in ``codebook/lexicon/en/saying.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.annotate.clauses import (
    QUOTE,
    Line,
    Subject,
    line_of,
    people_after,
)
from dragoman.annotate.subjects import after_dateline, first_subject, subject_before
from dragoman.annotate.utterances import EMPTY, PREPOSITION, THAT, takes_object, trimmed, utterance
from dragoman.codebook import lexicon
from dragoman.codebook.saying import ACCORDING, claim_before, forms_pattern, is_about_words, verb_forms
from dragoman.record.evidence import Span
from dragoman.record.folding import fold

_QUOTED_AS = re.compile(
    r"\b(?:is|was|were|are|been)\s+(?:\w+\s+)?(?:quoted|cited|reported)(?:\s+by\s.{2,60}?)?\s+as\s*$"
)


_OWN = re.compile(
    r",\swith\s[^,]+,(?:\s[^,]+,)?$"
)  # ", with the chief negotiator, X, calling it": a subject of its own
_GOES_ON = re.compile(
    r"[\s~]*,\s*(?:\w+ly\s)?(?:is|are|was|were|has|had|have|will|would|can|could|may|must|should|did|does)\b"
)  # "The talks, he said, were held"


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying in a sentence: the verb, whose words, which words."""

    verb: Span
    base: str
    speaker: Span | None = None
    role: Span | None = None
    content: tuple[Span, ...] = ()
    addressee: Span | None = None
    medium: Span | None = None  # "a post on Telegram"
    is_inside: bool = False  # told inside somebody else's words
    is_shared: bool = False  # the subject stands with an earlier verb
    is_known: bool = True  # the speaker is recognised as an actor


def sayings_in(text: str, sentence: Span, quoted: Sequence[Span]) -> list[Saying]:
    """Return the acts of saying that a sentence reports in its own words, in text order."""
    verbs = list(_verbs_in(text, sentence))
    if not verbs:
        return []
    line = line_of(text, sentence, [q for q in quoted if q.overlaps(sentence)])
    return [saying for part in _halves(line) for saying in _sayings(part, verbs)]


def _halves(line: Line) -> list[Line]:
    """Part a sentence at its semicolons: each side says its own."""
    cuts = [match.start() for match in re.finditer(";", line.flat)]
    bounds = zip([0, *(at + 1 for at in cuts)], [*cuts, len(line.flat)], strict=True)
    start = line.span.start
    return [Line(line.text, Span(start + a, start + b), line.flat[a:b]) for a, b in bounds]


def _sayings(line: Line, verbs: Sequence[tuple[Span, str, str]]) -> list[Saying]:
    found: list[Saying] = []
    for verb, base, form in verbs:
        if not line.span.covers(verb) or QUOTE in line.words(verb.start, verb.end):
            continue
        if line.text[verb.start].isupper() and line.words(line.span.start, verb.start).strip():
            continue  # part of a name: "State", "Report"
        saying = _read(line, (verb, base, form), found)
        if saying is not None:
            found.append(saying)
    return [_bounded(line, each, found) for each in found]


def _verbs_in(text: str, sentence: Span) -> Iterator[tuple[Span, str, str]]:
    for match in forms_pattern().finditer(fold(sentence.words(text))):
        base, form = verb_forms()[match.group()]
        yield Span(sentence.start + match.start(), sentence.start + match.end()), base, form


def _read(line: Line, mark: tuple[Span, str, str], earlier: Sequence[Saying]) -> Saying | None:
    verb, base, form = mark
    if base == ACCORDING:
        return _according(line, verb)
    core = _core(line, verb, form) if _has_words(line, verb, base) else None
    following = line.words(verb.end, line.span.end).split(maxsplit=1)
    if core is None or (following and following[0] in lexicon.load("saying")["not_before"].get(base, ())):
        return None
    shared = _shares(line, core, form)
    if shared:
        subject = _shared_subject(line, earlier)
    elif form != "ing" and (quoted := _inverted(line, core, verb, base)):
        return replace(quoted, base=base)
    else:
        subject = subject_before(line, core, form)
        if subject is None and earlier and form != "base" and line.words(core - 1, core) == ",":
            subject, shared = _shared_subject(line, earlier), True
    if subject is None or line.words(core - 2, core) == "'s":
        return None
    subject, claim = _behind_claim(line, subject)
    said = utterance(line, verb, base)
    if not is_about_words(base, line.words(said.content[0].start, said.content[0].end) if said.content else ""):
        return None
    inside = not shared and any(c.start <= subject.start < c.end for each in earlier for c in each.content)
    content = said.content or ((Span(claim, verb.end),) if claim is not None else ())
    goes_on = bool(_GOES_ON.match(line.words(said.start, line.span.end)))
    left = () if shared or takes_object(base) else _left(line, subject.start, is_all=goes_on or not content)
    if left and (goes_on or not content or _ends_words(line, verb, said.start)):
        inside = False
        content = (*left, *(c for c in content if goes_on or QUOTE in line.words(c.start, c.start + 3)))
    return Saying(
        verb, base, subject.span, subject.role, content, said.hearer, said.medium,
        is_inside=inside, is_shared=shared, is_known=subject.is_known,
    )  # fmt: skip


def _has_words(line: Line, verb: Span, base: str) -> bool:
    """Tell "concluded that" and '"…," he continued' from "the talks concluded in Doha"."""
    if base not in lexicon.load("saying")["with_words"]["verbs"]:
        return True
    before, after = line.words(line.span.start, verb.start), line.words(verb.end, line.span.end)
    return QUOTE in before or re.match(rf"\W*(?:that\b|{QUOTE}|:)|.{{0,40}}[,:] ?{QUOTE}", after) is not None


def _behind_claim(line: Line, subject: Subject) -> tuple[Subject, int | None]:
    """Part "a claim the group denied": the subject alone, and where the words that it denies begin."""
    words = line.words(subject.span.start, subject.span.end)
    match = claim_before().match(words) if subject.span.start == subject.start else None
    if match is None:
        return subject, None
    found = Span(subject.span.start + match.end(), subject.span.end)
    return replace(subject, span=found, start=found.start), subject.span.start


def _core(line: Line, verb: Span, form: str) -> int | None:
    """Return where the words before a verb end without auxiliaries, adverbs and times; None if it is not asserted."""
    words = lexicon.load("saying")["clause"]
    start, end = line.span.start, verb.start
    if quoted := _QUOTED_AS.search(line.words(start, end)):
        return start + len(line.words(start, end)[: quoted.start()].rstrip(" ~"))
    while True:
        left = line.words(start, end).rstrip(" ~")
        last = re.split(r"[\s,]", left)[-1] if left else ""
        if last in words["modal"] or last.endswith("n't"):
            return None
        if last in words["passive"] and (form != "ing" or last in ("be", "been", "being")):
            return None
        if last in words["before_nouns"]:
            return None
        stays = last not in (*words["auxiliaries"], *words["adverbs"]) and not (last.endswith("ly") and len(last) > 4)
        if form == "ing" and last in words["passive"]:
            stays = False
        if stays or not last:
            return start + len(left)
        end = start + len(left) - len(last)


def _shares(line: Line, core: int, form: str) -> bool:
    """Tell whether the verb's subject stands with an earlier verb."""
    left = line.words(line.span.start, core)
    if re.search(r"(?:^|[\s,])(?:and|but|or|then|while|before|after|by)$", left):
        return True
    if form != "ing" or _OWN.search(left):
        return False
    return left.endswith((",", QUOTE)) or not left


def _shared_subject(line: Line, earlier: Sequence[Saying]) -> Subject | None:
    for each in reversed(earlier):
        if each.speaker and not each.is_inside:
            return Subject(each.speaker, each.role, each.speaker.start)
    return first_subject(line)


def _inverted(line: Line, core: int, verb: Span, base: str) -> Saying | None:
    """Read '"…," said X' and "…, said X"."""
    left = line.words(line.span.start, core)
    if base not in lexicon.load("saying")["frames"]["inverted"] or not (
        left.endswith((QUOTE, ",", "?", "!")) or not left
    ):
        return None
    subject = people_after(line, verb.end)
    if subject is None or not _closes(line, subject):
        return None
    rest = Span(subject.span.end, line.span.end)
    content = [s for s in (trimmed(line, Span(after_dateline(line), core)),) if s.start < s.end]
    content += [p for p in (_quote_after(line, rest.start),) if p]
    return Saying(verb, base, subject.span, subject.role, tuple(content))


def _closes(line: Line, subject: Subject) -> bool:
    """Tell whether nothing but an addition follows an inverted subject: in "X, who came, said Y had" it does not."""
    rest = line.words(subject.span.end, line.span.end)
    return bool(EMPTY.match(rest) or PREPOSITION.match(rest) or re.match(r"[\s~]*(?:\(|who\b|and\s)", rest))


def _quote_after(line: Line, start: int) -> Span | None:
    at = line.flat.find(QUOTE, start - line.span.start)
    return trimmed(line, Span(line.span.start + at, line.span.end)) if at >= 0 else None


def _according(line: Line, verb: Span) -> Saying | None:
    subject = people_after(line, verb.end)
    if subject is None:
        return None
    before = trimmed(line, Span(after_dateline(line), verb.start))
    if before.end - before.start > 8:
        return Saying(verb, ACCORDING, subject.span, subject.role, (before,))
    end = (subject.role or subject.span).end
    comma = line.flat.find(",", end - line.span.start)
    after = trimmed(line, Span(line.span.start + comma + 1, line.span.end)) if comma >= 0 else None
    return Saying(verb, ACCORDING, subject.span, subject.role, (after,) if after else ())


def _left(line: Line, start: int, *, is_all: bool) -> tuple[Span, ...]:
    """Return the clause that ends with a comma or a quotation right before the speaker."""
    before = line.words(line.span.start, start).rstrip(" ~")
    if not before.endswith((",", QUOTE)):
        return ()
    span = trimmed(line, Span(after_dateline(line), line.span.start + len(before)))
    words = line.words(span.start, span.end)
    if not is_all and QUOTE not in words and (PREPOSITION.match(words) or len(words.split()) < 3):
        return ()
    return (span,)


def _ends_words(line: Line, verb: Span, begin: int) -> bool:
    """Tell whether nothing said follows the verb and its hearer: the words stand before it."""
    rest = line.words(begin, line.span.end)
    if EMPTY.match(rest):
        return True
    before = line.words(line.span.start, verb.start).rfind(QUOTE)
    if before >= 0 and len(line.words(line.span.start + before, verb.start).split()) <= 12:
        return True
    stop = re.search(r"[:¤]", rest)
    return bool(PREPOSITION.match(rest)) and not THAT.search(rest) and stop is None


def _bounded(line: Line, saying: Saying, found: Sequence[Saying]) -> Saying:
    """End what is said where a later verb begins: of the same speaker ("… and said") or another (", with X adding")."""
    later = [s for s in found if s.verb.start > saying.verb.end]
    shared = [s.verb.start for s in later if s.is_shared]
    apart = (_OWN.search(line.words(line.span.start, s.verb.start).rstrip()) for s in later if not s.is_shared)
    cut = min([*shared, *(line.span.start + match.start() for match in apart if match)], default=None)
    if cut is None:
        return saying
    content = tuple(Span(c.start, min(c.end, cut)) if c.start > saying.verb.start else c for c in saying.content)
    return replace(saying, content=tuple(_without_join(line, c) for c in content if c.start < c.end))


def _without_join(line: Line, span: Span) -> Span:
    """Leave out the "and", "while" or comma before the next verb."""
    words = re.sub(r"(?:[\s~,]+(?:and|but|while|also|then|or))*[\s,]*$", "", line.words(span.start, span.end))
    return Span(span.start, span.start + len(words))
