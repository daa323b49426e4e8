"""Records → Arrow tables, pandas and polars frames, and a table for notebooks: one row a record, tidy columns.

A party is its name, a place its name, country and point, a time its two bounds, a figure its range over all claimants.
What no report states is null and never zero; a day that no report tells is not filled in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from types import NoneType, UnionType
from typing import Any, Literal, SupportsIndex, Union, get_args, get_origin, get_type_hints, overload

from dragoman.errors import UsageError
from dragoman.record.findings import KINDS, Kind
from dragoman.record.places import Place
from dragoman.record.quantities import Quantity
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Field, Record
from dragoman.record.times import When

Shape = Literal["text", "texts", "number", "whole", "truth", "day", "moment"]
Columns = Mapping[str, Shape]

_LEFT_OUT = ("id", "kind", "confidence", "evidence", "previous", "next", "about_finding")
_SHARED: Columns = {
    "id": "text", "kind": "text", "process": "text", "part_of": "text", "follows": "text", "sources": "whole",
    "reports": "whole", "confidence": "number", "is_disputed": "truth", "disputed": "texts", "judged": "whole",
    "published_first": "day", "published_last": "day", "first_seen": "moment", "last_seen": "moment",
}  # fmt: skip
_PARTS: Mapping[type, Columns] = {
    Place: {"": "text", "_country": "text", "_lat": "number", "_lon": "number", "_where_prec": "whole"},
    When: {"_start": "day", "_end": "day", "_basis": "text"},
    Quantity: {"_low": "number", "_best": "number", "_high": "number"},
}
_SIMPLE: Mapping[type, Shape] = {bool: "truth", int: "whole", float: "number"}
_NAMING = ("canonical", "code", "class", "name", "issue", "words", "object", "service")  # what an item is called
_IN_HTML = 50  # rows that a notebook shows
_HTML_COLUMNS = (
    "kind", "when_start", "when_end", "declared_start", "status", "type", "parties", "party", "speaker", "attacker",
    "issue", "stance", "venue", "place", "places", "killed_best", "total_best", "sources", "disputed", "id",
)  # fmt: skip


class Records(tuple[Record, ...]):
    """Records in an order, which know how to become tables; otherwise a tuple like any other."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: SupportsIndex) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> "Records": ...
    def __getitem__(self, at: SupportsIndex | slice) -> "Record | Records":
        """Return one record, or a stretch of them that can become tables too."""
        return Records(super().__getitem__(at)) if isinstance(at, slice) else super().__getitem__(at)

    def __repr__(self) -> str:
        counts = Counter(record.kind for record in self)
        return f"Records({', '.join(f'{kind}: {counts[kind]}' for kind in KINDS if counts[kind])})"

    def to_arrow(self) -> Any:  # noqa: ANN401  pyarrow.Table, of an optional package
        """Return an Arrow table; see ``to_arrow``."""
        return to_arrow(self)

    def to_pandas(self) -> Any:  # noqa: ANN401  pandas.DataFrame, of an optional package
        """Return a pandas frame of Arrow types, in which whole numbers that are missing stay whole."""
        pandas = _needed("pandas")
        return self.to_arrow().to_pandas(types_mapper=pandas.ArrowDtype)

    def to_polars(self) -> Any:  # noqa: ANN401  polars.DataFrame, of an optional package
        """Return a polars frame."""
        return _needed("polars").from_arrow(self.to_arrow())

    def _repr_html_(self) -> str:
        """Return a table for notebooks, everything from reports escaped."""
        return to_html(self)


def columns_of(kinds: Iterable[Kind]) -> Columns:
    """Return the columns of records of these kinds, those of all kinds first, then in the codebook's order."""
    wanted = frozenset(kinds)
    found = dict(_SHARED)
    for kind in KINDS:
        if kind in wanted:
            for name, hint in _hints(kind):
                found |= {f"{name}{part}": shape for part, shape in _parts(hint).items()}
    return found


def row_of(record: Record) -> dict[str, Any]:
    """Return the cells of a record by column; what is not stated is None, lists are empty."""
    published = [telling.report.published for telling in record.tellings if telling.report.published]
    disputed = [name for name, field in record.fields.items() if field.is_disputed]
    row: dict[str, Any] = {
        "id": record.id, "kind": record.kind, "process": record.process, "part_of": record.part_of,
        "follows": record.follows, "sources": record.sources,
        "reports": len({telling.report.id for telling in record.tellings}), "confidence": record.confidence,
        "is_disputed": bool(disputed), "disputed": disputed, "judged": len(record.judged),
        "published_first": min(published, default=None), "published_last": max(published, default=None),
        "first_seen": record.first_seen, "last_seen": record.last_seen,
    }  # fmt: skip
    for name, hint in _hints(record.kind):
        row |= {f"{name}{part}": cell for part, cell in _cells(hint, record.fields.get(name)).items()}
    return row


def to_arrow(records: Iterable[Record]) -> Any:  # noqa: ANN401  pyarrow.Table, of an optional package
    """Return one row a record, in their order, with the columns of the kinds among them.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pyarrow = _needed("pyarrow")
    known = tuple(records)
    types = {
        "text": pyarrow.string(), "texts": pyarrow.list_(pyarrow.string()), "number": pyarrow.float64(),
        "whole": pyarrow.int64(), "truth": pyarrow.bool_(), "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("us", tz="UTC"),
    }  # fmt: skip
    columns = columns_of(record.kind for record in known)
    schema = pyarrow.schema([(name, types[shape]) for name, shape in columns.items()])
    return pyarrow.Table.from_pylist([row_of(record) for record in known], schema=schema)


def to_html(records: Iterable[Record]) -> str:
    """Return an HTML table of the first records, for notebooks; all text is escaped."""
    known = tuple(records)
    shown = [row_of(record) for record in known[:_IN_HTML]]
    columns = [name for name in _HTML_COLUMNS if any(row.get(name) not in (None, [], "") for row in shown)]
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_in_html(row.get(name)))}</td>" for name in columns) + "</tr>" for row in shown
    )
    caption = f"{len(known)} record{'s' if len(known) != 1 else ''}"
    caption += f", the first {_IN_HTML} shown" if len(known) > _IN_HTML else ""
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _in_html(cell: Any) -> str:  # noqa: ANN401  any cell
    if cell is None:
        return ""
    return "; ".join(cell) if isinstance(cell, list) else str(cell)


def _needed(package: str) -> Any:  # noqa: ANN401  a module
    import importlib

    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise UsageError(f"{package} is not installed", hint=f"pip install {package}") from error


def _hints(kind: Kind) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a kind with their types, the null left out."""
    for finding in get_args(AnyFinding):
        if finding.__dataclass_fields__["kind"].default == kind:
            for name, hint in get_type_hints(finding).items():
                if name not in _LEFT_OUT:
                    yield name, _bare(hint)


def _bare(hint: Any) -> Any:  # noqa: ANN401  a type
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not NoneType)
    return hint


def _parts(hint: Any) -> Columns:  # noqa: ANN401  a type
    if get_origin(hint) is tuple:
        return {"": "texts"}
    return _PARTS.get(hint) or {"": _SIMPLE.get(hint, "text")}


def _cells(hint: Any, field: Field | None) -> dict[str, Any]:  # noqa: ANN401  a type
    value = field.preferred if field else None
    if get_origin(hint) is tuple:
        return {"": [name for item in value or () if (name := _name(item)) is not None]}
    if hint is Quantity:
        return _figure(field)
    if hint is When:
        told = value if isinstance(value, Mapping) else {}
        return {"_start": _day(told.get("start")), "_end": _day(told.get("end")), "_basis": told.get("basis")}
    if hint is Place:
        told = value if isinstance(value, Mapping) else {}
        return {"": _name(value), **{f"_{name}": told.get(name) for name in ("country", "lat", "lon", "where_prec")}}
    if hint in _SIMPLE:
        return {"": value}
    return {"": _name(value)}


def _figure(field: Field | None) -> dict[str, Any]:
    """Return the range over all claimants; where a person set the figure, that figure."""
    if field is None:
        return {"_low": None, "_best": None, "_high": None}
    is_judged = any(voice.judged_by for voice in field.values[0].tellings)
    if field.spread is not None and not is_judged:
        spread = field.spread
        return {"_low": spread.low, "_best": spread.best, "_high": spread.high}
    told = field.preferred if isinstance(field.preferred, Mapping) else {}
    return {f"_{name}": told.get(name) for name in ("low", "best", "high")}


def _name(value: Any) -> str | None:  # noqa: ANN401  any JSON
    """Return what an item is called: a name, a code, its words."""
    if isinstance(value, Mapping):
        inner = next((value[part] for part in ("person", "party", "speaker", "by") if value.get(part)), None)
        own = next((value[name] for name in _NAMING if value.get(name)), None)
        return str(own) if own is not None else _name(inner)
    return None if value is None else str(value)


def _day(value: Any) -> date | None:  # noqa: ANN401  any JSON
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
