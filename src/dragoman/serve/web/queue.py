"""A place in the review queue: a question by its ids with its address, and who asks for which part of the queue."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, cast
from urllib.parse import urlencode

from fastapi import Query

from dragoman.archive import Archive
from dragoman.reconcile.review import Question
from dragoman.record.findings import Kind
from dragoman.record.judgements import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question of the queue by ids alone; ``because`` weighs for and against its two findings being one thing."""

    about: Literal["record", "belongs", "same"]
    records: tuple[str, ...]
    subjects: tuple[str, ...]
    weight: float
    why: tuple[str, ...]
    because: tuple[Because, ...]

    @property
    def kind(self) -> str:
        """The kind of its records."""
        return self.records[0].partition("-record-")[0]

    @property
    def address(self) -> str:
        """Where it is judged."""
        return (
            f"/review/record/{self.records[0]}" if self.about == "record" else f"/review/pair/{'/'.join(self.subjects)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in the queue somebody is: the questions on one kind, or on all, and a place among them."""

    kind: Annotated[str, Query(max_length=40)] = ""
    at: Annotated[int, Query(ge=0, le=10_000_000)] = 0

    @property
    def query(self) -> str:
        """The query of an address that keeps it."""
        return urlencode({"kind": self.kind, "at": self.at})

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kind as a list, which is empty for all; one that there is not has no questions."""
        return (cast("Kind", self.kind),) if self.kind else ()

    def of(self, archive: Archive, question: Question | None) -> "Spot":
        """Return where a question is now; here where it is not in the queue."""
        place = archive.place(question, kinds=self.kinds) if question else None
        return self if place is None else replace(self, at=place)

    def total(self, archive: Archive) -> int:
        """Return how many questions there are."""
        counts = archive.doubts()
        return sum(count for kind, count in counts.items() if self.kind in ("", kind))


def item_of(question: Question) -> Item:
    """Return a question by its ids."""
    return Item(
        about=question.about, records=tuple(each.id for each in question.records), subjects=question.subjects,
        weight=question.weight, why=question.why, because=question.because,
    )  # fmt: skip
