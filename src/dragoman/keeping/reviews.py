"""What of a store is in doubt, and how far those who judged it agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.keeping.records import RULE, rebuilt
from dragoman.reconcile.assemble import ruled
from dragoman.reconcile.coders import Concordance, concordances_of
from dragoman.reconcile.review import Question, queue_of
from dragoman.record.findings import Kind
from dragoman.record.records import Rule
from dragoman.store.contract import Page, View

_ALL = Page()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Which questions are wanted, and which part of them.

    ``kinds`` are those of the records, all where none is named; ``on`` are ids of records about which alone a question
    must be.
    """

    kinds: frozenset[Kind] = frozenset()
    on: frozenset[str] | None = None
    page: Page = _ALL

    def holds(self, question: Question) -> bool:
        """Tell whether a question is about records of the kinds and of the ids."""
        is_of_kind = not self.kinds or question.records[0].kind in self.kinds
        return is_of_kind and (self.on is None or all(each.id in self.on for each in question.records))


class Ready(Protocol):
    """Questions that lie ready, about records under ``RULE``."""

    def queue(self, view: View, asked: Reviewed) -> tuple[Question, ...] | None:
        """Return a part of what is in doubt; None where it is not to be had for the view's moment."""

    def place(self, view: View, question: Question, asked: Reviewed) -> int | None:
        """Return how many questions come before one; None where it is none, or not to be had for the moment."""

    def doubts(self, view: View) -> Mapping[Kind, int] | None:
        """Return how much is in doubt by kind; None where it is not to be had for the view's moment."""


def queue(ready: Ready | None, view: View, asked: Reviewed, *, rule: Rule) -> tuple[Question, ...]:
    """Return what a person should look at, what matters most first.

    Args:
        ready: where questions of the view's moment lie ready.
        view: of the moment that is asked about.
        asked: which questions.
        rule: chooses among several values of a field.
    """
    found = ready.queue(view, asked) if ready is not None else None
    if found is None:
        page = asked.page
        held = tuple(filter(asked.holds, _queue(view, rule)))
        return held[page.offset : None if page.limit is None else page.offset + page.limit]
    if rule == RULE:
        return found
    judgements = view.judgements()
    return tuple(
        replace(each, records=tuple(ruled(record, judgements, rule=rule) for record in each.records)) for each in found
    )


def place(ready: Ready | None, view: View, question: Question, asked: Reviewed) -> int | None:
    """Return how many of the questions that are asked for come before one; None where it is none of them."""
    if ready is not None:
        return ready.place(view, question, asked)
    told = [_told(each) for each in _queue(view, RULE) if asked.holds(each)]
    return told.index(_told(question)) if _told(question) in told else None


def doubts(ready: Ready | None, view: View) -> Mapping[Kind, int]:
    """Return how many questions there are about records of each kind."""
    found = ready.doubts(view) if ready is not None else None
    return Counter(each.records[0].kind for each in _queue(view, RULE)) if found is None else found


def _queue(view: View, rule: Rule) -> tuple[Question, ...]:
    return queue_of(rebuilt(view, rule=rule)[0], view.suggestions(), view.judgements())


def _told(question: Question) -> tuple[str, ...]:
    return (question.about, *(record.id for record in question.records), *question.subjects)


def concordances(view: View) -> tuple[Concordance, ...]:
    """Return how far people agree on each field that two or more of them judged."""
    judgements = view.judgements()
    judged = {subject for judgement in judgements for subject in judgement.subjects}
    return concordances_of(judgements, {each.finding.id: each.finding for each in view.tellings(ids=judged)})
