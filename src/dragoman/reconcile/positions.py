"""When two findings report one position: party, issue and stance in the same days and words; later ones are history."""

from dragoman.codebook.naming import key
from dragoman.reconcile import times
from dragoman.reconcile.actors import side_name, side_of
from dragoman.reconcile.features import (
    contradiction,
    document_reason,
    in_order,
    reason,
    shared_words,
    suggestion,
    time_reason,
)
from dragoman.record.judgements import Because, Suggestion
from dragoman.record.positions import Position
from dragoman.record.records import Telling

_KIND = "position"


def keys(telling: Telling) -> frozenset[str]:
    """Return blocking keys: the party, the issue, the stance and a span of time."""
    found = _position(telling)
    if found.party is None:
        return frozenset()
    mark = f"{side_of(found.party)}|{found.issue}|{found.stance}"
    return frozenset(f"{_KIND}|{span}|{mark}" for span in times.buckets(_KIND, times.stretch_of(telling)))


def compare(first: Telling, second: Telling) -> Suggestion:
    """Weigh whether two findings report one utterance of a position."""
    first, second = in_order(first, second)
    one, other = _position(first), _position(second)
    return suggestion(
        first,
        second,
        (
            _party(one, other),
            _issue(one, other),
            _content(one, other),
            time_reason(first, second),
            document_reason(first, second),
        ),
    )


def _position(telling: Telling) -> Position:
    assert isinstance(telling.finding, Position)
    return telling.finding


def _party(first: Position, second: Position) -> Because:
    if first.party is None or second.party is None:
        return contradiction("no_party", "a position of nobody is no other report's")
    one, other = side_of(first.party), side_of(second.party)
    if one != other:
        return contradiction("other_party", " against ".join(sorted((side_name(one), side_name(other)))))
    return reason(_KIND, "party_equal", side_name(one))


def _issue(first: Position, second: Position) -> Because:
    if first.issue != second.issue or first.stance != second.stance:
        told = sorted(f"{each.stance} {each.issue}" for each in (first, second))
        return contradiction("other_stance", " against ".join(told))
    return reason(_KIND, "issue_equal", f"{first.stance} {first.issue}")


def _content(first: Position, second: Position) -> Because | None:
    one, other = (each.content or each.issue_words for each in (first, second))
    share = 1.0 if key(one or "") == key(other or "") else shared_words(one, other)
    return reason(_KIND, "content", "words in common", share=share) if share else None
