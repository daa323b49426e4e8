"""Records → Parquet: the tables of the CSV profiles with typed columns."""

import io
from importlib import import_module
from typing import Any

from dragoman.codebook.profiles import Column, Profile, cannot_carry, columns, description
from dragoman.errors import UsageError
from dragoman.export.facts import plain, rows
from dragoman.export.holdings import Holdings

_TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_", "date": "date32"}


def to_parquet(holdings: Holdings, *, profile: Profile = "report") -> bytes:
    """Write records as a Parquet file, columns and rows as in ``to_csv``; what is not known is null.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pyarrow = _pyarrow()
    told = columns(profile)
    found = list(rows(holdings, profile))
    schema = pyarrow.schema(
        [(column.name, getattr(pyarrow, _TYPES[column.type])()) for column in told],
        metadata={"description": description(profile), "cannot_carry": "\n".join(cannot_carry(profile))},
    )
    table = pyarrow.Table.from_pydict(
        {column.name: [_cell(row.get(column.fact or ""), column) for row in found] for column in told}, schema=schema
    )
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _cell(value: Any, column: Column) -> Any:  # noqa: ANN401  a fact
    if value is None or value == "":
        return None
    told = plain(value) if column.type != "date" else value
    return str(told) if column.type == "string" else told


def _pyarrow() -> Any:  # noqa: ANN401  the module, which has no types
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise UsageError("Parquet needs the package pyarrow", hint="pip install 'dragoman[analysis]'") from error
