"""What of a store is in doubt, and how far those who judged it agree."""

from collections.abc import Collection
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


class Ready(Protocol):
    """Questions that lie ready, about records under ``RULE``."""

    def queue(self, view: View, kinds: Collection[Kind], page: Page) -> tuple[Question, ...] | None:
        """Return a part of what is in doubt; None where it is not to be had for the view's moment."""

    def doubts(self, view: View, kinds: Collection[Kind]) -> int | None:
        """Return how much is in doubt; None where it is not to be had for the view's moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Which questions are wanted: those about records of some kinds, all where none is named, and which part."""

    kinds: frozenset[Kind] = frozenset()
    page: Page = _ALL


def queue(ready: Ready | None, view: View, asked: Reviewed, *, rule: Rule) -> tuple[Question, ...]:
    """Return what a person should look at, what matters most first.

    Args:
        ready: where questions of the view's moment lie ready.
        view: of the moment that is asked about.
        asked: which questions.
        rule: chooses among several values of a field.
    """
    found = ready.queue(view, asked.kinds, asked.page) if ready is not None else None
    if found is None:
        page = asked.page
        return _queue(view, asked.kinds, rule)[page.offset : None if page.limit is None else page.offset + page.limit]
    if rule == RULE:
        return found
    judgements = view.judgements()
    return tuple(
        replace(each, records=tuple(ruled(record, judgements, rule=rule) for record in each.records)) for each in found
    )


def doubts(ready: Ready | None, view: View, kinds: frozenset[Kind]) -> int:
    """Return how many questions there are."""
    found = ready.doubts(view, kinds) if ready is not None else None
    return len(_queue(view, kinds, RULE)) if found is None else found


def _queue(view: View, kinds: frozenset[Kind], rule: Rule) -> tuple[Question, ...]:
    found = queue_of(rebuilt(view, rule=rule)[0], view.suggestions(), view.judgements())
    return tuple(each for each in found if not kinds or each.records[0].kind in kinds)


def concordances(view: View) -> tuple[Concordance, ...]:
    """Return how far people agree on each field that two or more of them judged."""
    judgements = view.judgements()
    judged = {subject for judgement in judgements for subject in judgement.subjects}
    return concordances_of(judgements, {each.finding.id: each.finding for each in view.tellings(ids=judged)})
