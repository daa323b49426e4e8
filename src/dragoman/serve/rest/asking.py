"""What calls may ask: pages, moments, and filters whose values are closed lists; what is not known is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from fastapi import Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import core_schema

from dragoman.codebook.entries import codes
from dragoman.record.findings import KINDS, Kind
from dragoman.record.records import Rule
from dragoman.serve import asking as filtering
from dragoman.serve.rest import cursors
from dragoman.serve.rest.problems import Problem
from dragoman.store.contract import Page

Item = TypeVar("Item")
_USUAL, _MOST = 50, 200  # items of a page
_FURTHEST = 10**9  # item of a list
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Coded:
    """A string that is one of the codebook's codes of some fields."""

    fields: tuple[tuple[str, str], ...]  # kind and field

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:  # noqa: ANN401
        """Give pydantic the closed list."""
        return core_schema.literal_schema(sorted({code for kind, field in self.fields for code in codes(kind, field)}))


def _near(moment: datetime) -> datetime:
    """Refuse moments so far away that their neighbours cannot be written."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment


Status = Annotated[str, Coded(tuple((kind, "status") for kind in KINDS))]
Issue = Annotated[str, Coded((("issue", "issue"),))]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]+$")]
Instant = Annotated[AwareDatetime, AfterValidator(_near)]
Many = Field(max_length=20)


class Asked(BaseModel):
    """What every question may say; a parameter that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Moment(Asked):
    """A question of a moment."""

    as_of: Annotated[
        Instant | None,
        Field(description="What was known then, with a time zone.", examples=["2026-04-04T00:00:00Z"]),
    ] = None


class Listing(Asked):
    """A question that is answered page by page."""

    limit: Annotated[int, Field(ge=1, le=_MOST, description="Items of a page.")] = _USUAL
    cursor: Annotated[str | None, Field(max_length=500, description="What `next` of the page before held.")] = None


class Paging(Moment, Listing):
    """A question of a moment that is answered page by page."""


class Ruled(Moment):
    """A question whose answer depends on what chooses among several values."""

    rule: Annotated[Rule | None, Field(description="Chooses among several values of a field.")] = None


class Sifting(Ruled):
    """Which records of any kind: every filter that is given must hold, of one that is repeated any value."""

    actor: Annotated[list[Words], Many, Field(examples=[["Sudan", "UKR"]])] = []
    place: Annotated[list[Words], Many, Field(examples=[["El Fasher"]])] = []
    first: Annotated[date | None, Field(description="Not before this day.")] = None
    last: Annotated[date | None, Field(description="Not after this day, included.")] = None
    issue: Annotated[list[Issue], Many] = []
    status: Annotated[list[Status], Many] = []
    source: Annotated[list[Words], Many, Field(description="An outlet that tells of it.")] = []
    process: Annotated[Words | None, Field(description="Id, name, or parties as “Russia, Ukraine”.")] = None
    min_sources: Annotated[int, Field(ge=1, le=1_000, description="At least so many independent sources.")] = 1
    disputed: Annotated[bool | None, Field(description="Only what reports contradict each other on, or not.")] = None

    def as_options(self, moment: datetime | None) -> tuple[filtering.Asked, filtering.Filters]:
        """Return the same as options of the command line, of a moment."""
        filters = filtering.Filters(
            actor=tuple(self.actor), place=tuple(self.place), first=self.first, last=self.last,
            issue=tuple(self.issue), status=tuple(self.status), source=tuple(self.source), process=self.process,
            min_sources=self.min_sources, disputed=self.disputed,
        )  # fmt: skip
        return filtering.Asked(as_of=moment, rule=self.rule), filters


class Filtering(Sifting):
    """Which records, of which kinds."""

    kind: Annotated[list[Kind], Many] = []


class Recorded(Filtering, Paging):
    """A page of records."""


class Dated(Filtering, Paging):
    """A page of what happened in some days, both included."""

    first: Annotated[date, Field(description="Not before this day.", examples=["2026-04-01"])]
    last: Annotated[date, Field(description="Not after this day, included.", examples=["2026-04-30"])]


class Held(Sifting, Paging):
    """A page of who holds what."""

    party: Annotated[list[Words], Many, Field(description="Name or code.", examples=[["Russia", "UKR"]])] = []


class Changed(Filtering, Paging):
    """A page of what is not as it was."""

    since: Annotated[Instant, Field(description="The earlier moment.", examples=["2026-04-04T00:00:00Z"])]


class Documented(Paging):
    """A page of documents; days start inclusive and end exclusive."""

    source: Words | None = None
    published_from: date | None = None
    published_to: date | None = None
    added_from: Instant | None = None
    added_to: Instant | None = None


class Sought(Paging):
    """A page of documents that hold all the words."""

    words: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]+$"),
        Field(description="“in quotation marks” as a phrase", examples=["energy truce"]),
    ]


class Queued(Paging, Ruled):
    """A page of what is in doubt."""


class Period(Moment):
    """Days of a brief, both included."""

    start: Annotated[date, Field(examples=["2026-04-01"])]
    end: Annotated[date, Field(examples=["2026-04-30"])]


def question(request: Request) -> str:
    """Return what a call asks, whichever page of it."""
    given = request.query_params.multi_items()
    told = sorted((name, value) for name, value in given if name not in ("cursor", "limit"))
    return f"{request.url.path} {told}"


def sorted_page(
    request: Request, items: Sequence[Item], asked: Paging, key_of: Callable[[Item], cursors.Key]
) -> tuple[Sequence[Item], str | None]:
    """Return a page of items that have an order of their own, and the cursor of the next one."""
    return cursors.after(items, key_of, question(request), cursor=asked.cursor, limit=asked.limit)


def pinned_page(
    request: Request, asked: Paging, found: Callable[[Page, datetime | None], Sequence[Item]]
) -> tuple[Sequence[Item], str | None]:
    """Return a page of items in an order of weight, all pages as of the moment of the first, and the next cursor.

    As long as the log is as it was then, the present is asked, which is answered sooner than a moment.

    Args:
        request: the call.
        asked: which page.
        found: gives a part of the list as of a moment.
    """
    head = was = request.app.state.desk.archive.head().hash
    now, moment, offset = datetime.now(UTC), asked.as_of, 0
    if asked.cursor is not None:
        told, was, offset = cursors.read(asked.cursor, question(request), like=["", "", 0])
        now = moment_of(told)
        _check(offset)
        moment = asked.as_of if was == head else now
    items = found(Page(limit=asked.limit + 1, offset=offset), moment)
    is_last = len(items) <= asked.limit
    key = [(asked.as_of or now).isoformat(), was, offset + asked.limit]
    return items[: asked.limit], None if is_last else cursors.written(question(request), key)


def offset_page(
    request: Request, asked: Listing, found: Callable[[Page], Sequence[Item]]
) -> tuple[Sequence[Item], str | None]:
    """Return a page of items that are of no moment, the latest first, and the cursor of the next one."""
    offset = 0
    if asked.cursor is not None:
        (offset,) = cursors.read(asked.cursor, question(request), like=[0])
        _check(offset)
    items = found(Page(limit=asked.limit + 1, offset=offset))
    is_last = len(items) <= asked.limit
    return items[: asked.limit], None if is_last else cursors.written(question(request), [offset + asked.limit])


def moment_of(told: str) -> datetime:
    """Return the moment in a cursor; whoever wrote one by hand is told so.

    Raises:
        Problem: 400, where it is none.
    """
    try:
        moment = _near(datetime.fromisoformat(told))
    except ValueError as error:
        raise Problem(400, "that is no cursor", hint="give what `next` held") from error
    if moment.tzinfo is None:
        raise Problem(400, "that is no cursor", hint="give what `next` held")
    return moment


def _check(offset: int) -> None:
    if not 0 <= offset <= _FURTHEST:
        raise Problem(400, "that is no cursor", hint="give what `next` held")


def part(items: Sequence[Item], page: Page) -> Sequence[Item]:
    """Return the part of a list that a page is."""
    return items[page.offset :] if page.limit is None else items[page.offset : page.offset + page.limit]
