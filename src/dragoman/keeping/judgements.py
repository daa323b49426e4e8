"""What a person decided, checked before it is kept for ever."""

from dataclasses import replace

from dragoman.errors import UsageError
from dragoman.reconcile.deciding import answer_of
from dragoman.record.judgements import Judgement
from dragoman.record.reading import AnyFinding
from dragoman.spelling import digest, spelled
from dragoman.store.contract import View, Writer

_ID_LENGTH = 32  # hexadecimal digits
_NEEDED = {"accept": 1, "edit": 1, "reject": 1, "merge": 2, "split": 2, "undo": 0}  # verb → subjects at least


def keep(writer: Writer, told: Judgement) -> Judgement:
    """Keep a judgement and return it with its id; one that accepts or rejects keeps a digest of what was judged.

    Raises:
        UsageError: findings or a judgement that there are not, or a verb without what it needs.
    """
    judged = _check(told, writer.view)
    answer = answer_of(judged[0]) if told.verb in ("accept", "reject") else told.value
    answered = replace(told, value=answer)
    judgement = replace(answered, id=judgement_id(answered))
    writer.append_judgement(judgement)
    return judgement


def judgement_id(told: Judgement) -> str:
    """Return the id that a judgement must have: a digest of all that it says."""
    return "judgement-" + digest({name: value for name, value in spelled(told).items() if name != "id"})[:_ID_LENGTH]


def _check(told: Judgement, view: View) -> list[AnyFinding]:
    """Return the findings that are judged, if they can be."""
    if not told.by.strip():
        raise UsageError(f"{told.verb}: nobody judges", hint="say who: by=NAME")
    if len(set(told.subjects)) < _NEEDED[told.verb]:
        raise UsageError(f"{told.verb}: too few findings", hint=f"name {_NEEDED[told.verb]} or more")
    if (told.verb == "edit") != bool(told.field):
        raise UsageError(f"{told.verb}: only an edit sets a field, and it must", hint="name the field and its value")
    if told.verb == "undo" and told.undoes not in {each.id for each in view.judgements()}:
        raise UsageError(f"undo: there is no judgement {told.undoes}", hint="name the id of a judgement")
    found = [each.finding for each in view.tellings(ids=told.subjects)]
    missing = set(told.subjects) - {each.id for each in found}
    if missing:
        raise UsageError(f"{told.verb}: there is no finding {min(missing)}", hint="name ids of findings")
    if told.verb in ("accept", "reject") and len(found) > 1:
        raise UsageError(f"{told.verb}: several findings", hint="judge one after the other")
    return found
