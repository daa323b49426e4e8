"""Records → CSV in the shape that a profile names, with a Frictionless data package that describes it."""

import csv
import hashlib
import io
from datetime import date
from typing import Any

from dragoman.codebook.profiles import Column, Profile, cannot_carry, columns, description
from dragoman.export.facts import plain, rows
from dragoman.export.holdings import Holdings
from dragoman.spelling import Json

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets read as the start of a formula (OWASP)


def to_csv(holdings: Holdings, *, profile: Profile = "report", hxl: bool = False, safe: bool = False) -> bytes:
    """Write records as CSV in UTF-8 (RFC 4180): a header, then rows in the order of the records.

    Args:
        holdings: records and processes.
        profile: which table.
        hxl: put the row of HXL tags under the header.
        safe: put an apostrophe before texts that a spreadsheet would run as a formula; the file is no longer exact.
    """
    told = columns(profile)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in told])
    if hxl:
        writer.writerow([column.hxl for column in told])
    for row in rows(holdings, profile):
        writer.writerow([_cell(row.get(column.fact or ""), safe=safe) for column in told])
    return out.getvalue().encode()


def to_datapackage(table: bytes, *, profile: Profile = "report", hxl: bool = False) -> Json:
    """Describe a table that ``to_csv`` wrote, for ``datapackage.json`` beside ``<profile>.csv``.

    Args:
        table: what ``to_csv`` returned.
        profile: the profile it was written in.
        hxl: whether it has a row of HXL tags, which readers of the data must skip.
    """
    resource: Json = {
        "name": profile, "path": f"{profile}.csv", "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "description": description(profile), "bytes": len(table),
        "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
        "schema": {"fields": [_field(column) for column in columns(profile)], "missingValues": [""]},
    }  # fmt: skip
    if hxl:
        resource["dialect"] = {"commentRows": [2]}
    return {
        "name": f"dragoman-{profile}", "profile": "tabular-data-package", "description": description(profile),
        "resources": [resource], "cannot_carry": list(cannot_carry(profile)),
    }  # fmt: skip


def _field(column: Column) -> Json:
    told: Json = {"name": column.name, "type": column.type}
    if column.note:
        told["description"] = column.note
    if column.hxl:
        told["hxl"] = column.hxl
    return told


def _cell(value: Any, *, safe: bool) -> str:  # noqa: ANN401  a fact
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat() if isinstance(value, date) else str(plain(value))
    return f"'{text}" if safe and isinstance(value, str) and text.startswith(_FORMULA) else text
