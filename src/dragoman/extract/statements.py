"""Triggers of saying → statements: who said what, in which exact words."""

from collections.abc import Iterable, Sequence

from dragoman.codebook import lexicon
from dragoman.codebook.confidence import calibrated
from dragoman.extract.findings import (
    actor_at,
    asserted_of,
    attribution_at,
    best,
    code,
    evidence,
    finding_id,
    in_order,
    parts,
    triggers_of,
    when_at,
)
from dragoman.record.evidence import Evidence, Span
from dragoman.record.folding import fold
from dragoman.record.mentions import Trigger
from dragoman.record.reading import Reading
from dragoman.record.statements import Statement
from dragoman.stage import stage


@stage(
    needs=("document", "sentences", "quotations", "triggers", "actors", "times"),
    gives=("statements",),
)
def statements(reading: Reading, tools: object) -> tuple[Statement, ...]:  # noqa: ARG001
    """Make a statement of every trigger that has a speaker and words; one trigger's quotes stay together."""
    made = [_statement(reading, trigger) for trigger in triggers_of(reading, "statement")]
    return tuple(statement for statement in made if statement is not None)


def _statement(reading: Reading, trigger: Trigger) -> Statement | None:
    speaker = best(trigger, "speaker", "organisation")
    actor = actor_at(reading, speaker)
    content = _content(reading, trigger)
    quotes = _quotes(reading, trigger, content)
    if speaker is None or actor is None or not (content or quotes):
        return None
    text = reading.document.text
    told = _paraphrase(text, content, quotes)
    addressee, medium, when = (best(trigger, r) for r in ("addressee", "medium", "when"))
    about = next((part for part in parts(trigger, "about") if _names_something(part.span.words(text))), None)
    cited: list[Evidence] = [
        *evidence(reading, "act", [trigger.span]),
        *evidence(reading, "speaker", [speaker.span]),
        *evidence(reading, "speaker.role", [p.span for p in parts(trigger, "role")[:1]]),
        *evidence(reading, "content", [told] if told else []),
        *evidence(reading, "quote", quotes),
        *(e for p, n in ((addressee, "addressee"), (when, "when"), (about, "about"), (medium, "medium")) if p
          for e in evidence(reading, n, [p.span])),
    ]  # fmt: skip
    return Statement(
        id=finding_id(reading, "statement", [trigger.span]),
        confidence=calibrated("statement", min(trigger.score, speaker.score)),
        asserted=asserted_of(trigger),
        attributed_to=attribution_at(reading, best(trigger, "attributed_to")),
        speaker=actor,
        act=code(trigger, "act"),  # type: ignore[arg-type]
        quote=tuple(q.words(text) for q in quotes),
        content=told.words(text) if told else None,
        quoted=bool(quotes),
        about=about.span.words(text) if about else None,
        addressee=actor_at(reading, addressee),
        medium=medium.span.words(text) if medium else None,
        when=when_at(reading, when),
        evidence=in_order(cited),
    )


def _content(reading: Reading, trigger: Trigger) -> list[Span]:
    """Return the stretches said: one, or two where the attribution cuts the clause."""
    found = [part.span for part in parts(trigger, "content")]
    home = reading.sentences[trigger.sentence].span
    inside = [span for span in found if home.overlaps(span)] or found
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    if first.end <= trigger.span.start < last.start:
        return [first, last]
    return [Span(first.start, last.end)]


def _quotes(reading: Reading, trigger: Trigger, content: Sequence[Span]) -> list[Span]:
    """Return the quotations that the reader marks, or that lie within the content or touch it."""
    marked = [*(part.span for part in parts(trigger, "quote")), *content]
    return [q.span for q in reading.quotations if any(q.span.overlaps(span) for span in marked)]


def _paraphrase(text: str, content: Sequence[Span], quotes: Sequence[Span]) -> Span | None:
    """Return what is said beyond the exact words: the longest stretch that is not all quotation."""
    kept = [span for span in content if not _is_quote(text, span, quotes)]
    return max(kept, key=lambda span: span.end - span.start, default=None)


def _is_quote(text: str, span: Span, quotes: Iterable[Span]) -> bool:
    """Tell whether nothing but marks and points stands outside quotations."""
    inside = set[int]().union(*(range(q.start, q.end) for q in quotes))
    return not any(text[at].isalnum() for at in range(span.start, span.end) if at not in inside)


def _names_something(words: str) -> bool:
    """Tell words with a meaning of their own from pronouns and from articles cut off before a quotation."""
    empty = {*lexicon.load("quantities")["stops"], "what"}
    return any(word not in empty for word in fold(words).split())
