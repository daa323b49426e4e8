"""What comparisons of all kinds are made of: weighed reasons in words, vetoes, time, voice and words in common."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dragoman.codebook.naming import key
from dragoman.codebook.reconciling import threshold, veto, weight
from dragoman.reconcile import times
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.records import Telling

_UNREAL = ("denied", "hypothetical")
_SHORT = 4  # letters: shorter words are mostly "the", "and", "said"
_STEM = 6  # letters: "withdraw" and "withdrawal" are one


def in_order(first: Telling, second: Telling) -> tuple[Telling, Telling]:
    """Return two tellings by id, so that a comparison cannot depend on which comes first."""
    return (first, second) if first.finding.id <= second.finding.id else (second, first)


def reason(kind: str, feature: str, words: str, *, share: float = 1.0) -> Because:
    """Return a feature with the weight that the codebook gives it.

    Args:
        kind: of finding.
        feature: a name in the codebook's weights of the kind.
        words: why, for people.
        share: of the weight, 0 to 1, for features that hold more or less.
    """
    return Because(feature=feature, weight=round(weight(kind, feature) * share, 4), words=words)


def contradiction(feature: str, words: str) -> Because:
    """Return a reason that holds two findings apart whatever else agrees."""
    return Because(feature=feature, weight=veto(), words=words)


def suggestion(first: Telling, second: Telling, reasons: Iterable[Because | None]) -> Suggestion:
    """Return the suggestion that reasons add up to; a contradiction leaves nothing of it."""
    left, right = (each.finding.id for each in in_order(first, second))
    because = tuple(each for each in reasons if each is not None)
    return Suggestion(left=left, right=right, score=score_of(because), because=because)


def score_of(because: Sequence[Because]) -> float:
    """Return the sum of the weights, kept from 0 to 1; 0 where something contradicts."""
    if any(each.weight <= veto() for each in because):
        return 0.0
    return round(min(1.0, max(0.0, sum(each.weight for each in because))), 4)


def is_veto(found: Suggestion) -> bool:
    """Tell whether a suggestion says that two findings cannot be one thing."""
    return any(each.weight <= veto() for each in found.because)


def is_enough(found: Suggestion) -> bool:
    """Tell whether a suggestion joins two findings."""
    return found.score >= threshold()


def time_reason(first: Telling, second: Telling) -> Because | None:
    """Weigh when two things lie; other days contradict."""
    kind = first.finding.kind
    one, other = times.stretch_of(first), times.stretch_of(second)
    fit = times.relation(kind, one, other)
    if fit == "unknown":
        return None
    words = f"{_days(one)} and {_days(other)}"
    return contradiction("other_days", words) if fit == "against" else reason(kind, fit, words)


def reality_reason(first: Telling, second: Telling) -> Because | None:
    """Weigh that one report denies or only supposes what the other tells as real."""
    voices = (first.finding.asserted, second.finding.asserted)
    if (voices[0] in _UNREAL) == (voices[1] in _UNREAL):
        return None
    return reason(first.finding.kind, "other_reality", " and ".join(sorted(voices)))


def document_reason(first: Telling, second: Telling) -> Because | None:
    """Weigh that the reader of one document kept the findings apart."""
    if first.report.id != second.report.id:
        return None
    return reason(first.finding.kind, "same_document", "told apart in one report")


def shared_words(first: str | None, second: str | None) -> float:
    """Return the share of content words in common, by the shorter of two texts, 0 to 1; 0 where either has none."""
    one, other = content_words(first or ""), content_words(second or "")
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


@lru_cache(maxsize=16384)
def content_words(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning: long ones and figures."""
    return frozenset(word[:_STEM] for word in re.findall(r"\w+", key(text)) if len(word) >= _SHORT or word.isdigit())


def _days(stretch: times.Stretch | None) -> str:
    if stretch is None:
        return "no day"
    days = stretch.first.isoformat()
    if stretch.last != stretch.first:
        days = f"{days} to {stretch.last.isoformat()}"
    return f"about {days}" if stretch.surety == "assumed" else days
