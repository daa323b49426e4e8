"""One line that names a record, for calendars, feeds and maps: a label out of its values, never a statement."""

from dragoman.codebook.sheets import sheet
from dragoman.export.told import items, name_of, places, preferred
from dragoman.record.records import Record

_MOST = 3  # names in a label; the rest is "and 2 more"


def heading(record: Record) -> str:
    """Return a label such as "Talks, round 2: Ardania, Belmark (Muscat), planned"."""
    told = sheet("profiles")["headings"][record.kind]
    sort = preferred(record, told["sort"]) if "sort" in told else None
    code = sort.get("code") if isinstance(sort, dict) else sort
    title = str(code).replace("_", " ").capitalize() if code else str(told["label"])
    number = preferred(record, "round_number")
    numbered = f"{title}, round {number}" if number else title
    return f"{numbered}{_after(': ', _who(record, told['who']))}{_after(' (', _where(record), ')')}{_status(record)}"


def _after(before: str, words: str, behind: str = "") -> str:
    return f"{before}{words}{behind}" if words else ""


def _who(record: Record, fields: list[str]) -> str:
    return _listed([name for field in fields for each in items(record, field) if (name := name_of(each))])


def _where(record: Record) -> str:
    return _listed([name_of(each) for each in places(record)])


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST])
    return f"{shown} and {len(names) - _MOST} more" if len(names) > _MOST else shown


def _status(record: Record) -> str:
    """Say the status, and how it is asserted where that is not plainly: planned is not held, alleged is not done."""
    status, asserted = preferred(record, "status"), preferred(record, "asserted")
    shown = [str(status).replace("_", " ")] if status else []
    if asserted not in (None, "reported"):
        shown.append(str(asserted))
    return _after(", ", ", ".join(shown))
