"""What of a store is in doubt, and how far those who judged it agree."""

from dragoman.keeping.records import rebuilt
from dragoman.reconcile.coders import Concordance, concordances_of
from dragoman.reconcile.review import Question, queue_of
from dragoman.record.records import Rule
from dragoman.store.contract import View


def queue(view: View, *, rule: Rule) -> tuple[Question, ...]:
    """Return what a person should look at, what matters most first."""
    records, _ = rebuilt(view, rule=rule)
    return queue_of(records, view.suggestions(), view.judgements())


def concordances(view: View) -> tuple[Concordance, ...]:
    """Return how far people agree on each field that two or more of them judged."""
    judgements = view.judgements()
    judged = {subject for judgement in judgements for subject in judgement.subjects}
    return concordances_of(judgements, {each.finding.id: each.finding for each in view.tellings(ids=judged)})
