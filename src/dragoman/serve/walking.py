"""``dragoman review``: the queue walked question by question; what is read and written is passed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.reconcile import deciding
from dragoman.reconcile.deciding import Draft
from dragoman.reconcile.review import Question
from dragoman.record.judgements import Judgement
from dragoman.serve.drafting import all_apart, value_of
from dragoman.serve.record_view import draw_page, draw_question
from dragoman.serve.view import Look

if TYPE_CHECKING:
    from dragoman.archive import Archive

_KEYS = {
    "a": "accept", "e": "edit", "r": "reject", "m": "merge", "p": "split", "s": "skip", "u": "undo", "d": "details",
    "q": "quit",
}  # fmt: skip
_OF_RECORD, _OF_PAIR = "aermpsudq", "mpsudq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Where answers come from and where text goes; ``ask`` returns None when nobody answers any more."""

    ask: Callable[[str], str | None]
    tell: Callable[[str], object]
    look: Look


@dataclass(slots=True)
class Walk:
    """A way through the queue: who decides, and what was decided so far, the latest last."""

    archive: "Archive"
    by: str
    talk: Talk
    done: list[tuple[int, tuple[Judgement, ...]]] = field(default_factory=list)
    skipped: int = 0

    def through(self, questions: Sequence[Question]) -> None:
        """Ask one question after the other until all are answered, or nobody answers any more."""
        at = 0
        while at < len(questions):
            self.talk.tell(draw_question(questions[at], self.talk.look, at=at + 1, of=len(questions)))
            moved = self._answered(questions[at], at)
            if moved is None:
                break
            at = moved
        left = len(questions) - at
        self.talk.tell(f"{len(self.done)} decided, {self.skipped} skipped, {left} left\n")

    def _answered(self, question: Question, at: int) -> int | None:
        """Return the place of the next question; None where the walk ends."""
        while True:
            verb = self._verb(question)
            if verb is None or verb == "quit":
                return None
            if verb == "skip":
                self.skipped += 1
                return at + 1
            if verb == "undo":
                return self._undo(at)
            if verb == "details":
                for record in question.records:
                    self.talk.tell(draw_page(record, self.talk.look, around={"id": record.id}))
            elif self._decide(verb, question, at):
                return at + 1

    def _verb(self, question: Question) -> str | None:
        keys = _OF_RECORD if question.about == "record" else _OF_PAIR
        prompt = " ".join(f"{key}={_KEYS[key]}" for key in keys)
        while True:
            answer = self.talk.ask(f"{prompt} > ")
            if answer is None:
                return None
            told = answer.strip().lower()
            verb = next((_KEYS[key] for key in keys if told in (key, _KEYS[key])), None)
            if verb is not None:
                return verb
            self.talk.tell(f"one of {', '.join(keys)}\n")

    def _decide(self, verb: str, question: Question, at: int) -> bool:
        """Carry out a decision; return False where it makes no sense, which is told."""
        try:
            drafts = _DRAFTS[verb](self, question)
            reason = self.talk.ask("reason (may be empty) > ") or ""
            judged = keep(self.archive, drafts, by=self.by, reason=reason.strip())
        except UsageError as error:
            self.talk.tell(f"{error}\n")
            return False
        self.done.append((at, judged))
        return True

    def _undo(self, at: int) -> int:
        """Take the last decision back and return to its question."""
        if not self.done:
            self.talk.tell("nothing to undo\n")
            return at
        before, judged = self.done.pop()
        undone = tuple(Draft(verb="undo", undoes=each.id) for each in reversed(judged))
        keep(self.archive, undone, by=self.by, reason="")
        self.talk.tell(f"taken back: {len(judged)} judgement{'s' if len(judged) != 1 else ''}\n")
        return before

    def _asked(self, prompt: str) -> str:
        answer = (self.talk.ask(prompt) or "").strip()
        if not answer:
            raise UsageError("nothing given", hint="choose again")
        return answer

    def edits(self, question: Question) -> tuple[Draft, ...]:
        """Ask for a field and its value."""
        name = self._asked("field > ")
        return deciding.edit(question.records[0], field=name, value=value_of(self._asked("value > ")))

    def merges(self, question: Question) -> tuple[Draft, ...]:
        """Join what is asked about; of one record, with another that is asked for."""
        if question.about == "same":
            return deciding.merge(question.records)
        if question.about == "belongs":
            return (deciding.together(*question.subjects),)
        ident = self._asked("id of the other record > ")
        other = self.archive.record(ident)
        if other is None:
            raise UsageError(f"there is no record {ident}", hint="see `dragoman find`")
        return deciding.merge((question.records[0], other))

    def splits(self, question: Question) -> tuple[Draft, ...]:
        """Hold apart what is asked about; of one record, the findings that are asked for."""
        if question.about == "same":
            return all_apart(*question.records)
        if question.about == "belongs":
            return deciding.split(question.records[0], findings=question.subjects[1:])
        findings = self._asked("findings that are something else > ").replace(",", " ").split()
        return deciding.split(question.records[0], findings=findings)


def keep(archive: "Archive", drafts: Sequence[Draft], *, by: str, reason: str) -> tuple[Judgement, ...]:
    """Sign drafts and keep them."""
    return tuple(
        archive.judge(
            draft.verb, *draft.subjects, by=by, reason=reason, undoes=draft.undoes,
            sets=(draft.field, draft.value) if draft.field else None,
        )
        for draft in drafts
    )  # fmt: skip


_DRAFTS: Mapping[str, Callable[[Walk, Question], tuple[Draft, ...]]] = {
    "accept": lambda _, question: deciding.accept(question.records[0]),
    "reject": lambda _, question: deciding.reject(question.records[0]),
    "edit": Walk.edits,
    "merge": Walk.merges,
    "split": Walk.splits,
}
