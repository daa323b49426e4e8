"""The words of single values in a brief: names, days, figures, codes."""

from datetime import date
from typing import Any

from dragoman.export.told import name_of
from dragoman.spelling import Json

_WORDS = ("words", "object", "content")
_QUALIFIED = {"about": "about ", "nearly": "nearly ", "over": "over ", "at_least": "at least ", "up_to": "up to ",
              "fewer_than": "fewer than "}  # fmt: skip


def worded(value: Any) -> str:  # noqa: ANN401  the codebook's JSON
    """Return a value of any field as words; nothing for what has none."""
    if isinstance(value, dict):
        return _worded_part(value)
    if isinstance(value, list):
        return ", ".join(words for each in value if (words := worded(each)))
    return "" if value is None else str(value).replace("_", " ") if _is_code(value) else str(value)


def figure(told: Json) -> str:
    """Return a figure with its bounds: "12", "about 70", "at least 1001", "10 to 12"."""
    low, best, high = (told.get(bound) for bound in ("low", "best", "high"))
    if best is not None:
        return f"{_QUALIFIED.get(str(told.get('qualifier')), '')}{best}"
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    return f"at most {high}" if high is not None else str(told.get("words") or "")


def interval(told: Json) -> str:
    """Return an interval of days: "8 April 2026", "8 April 2026 to 9 April 2026", or the words of the report."""
    start, end = (_day(told.get(bound)) for bound in ("start", "end"))
    if not start and not end:
        return f"“{told['words']}”" if told.get("words") else ""
    if start == end:
        return start
    return f"between {start} and {end}" if start and end else f"from {start} on" if start else f"until {end}"


def _worded_part(told: Json) -> str:
    if "qualifier" in told:
        return figure(told)
    if "basis" in told:
        return interval(told)
    if "stance" in told and "by" in told:
        return f"{name_of(told['by'])} {told['stance']} it"
    if "code" in told and "event_type" in told:
        return str(told["code"]).replace("_", " ")
    if told.get("person") or told.get("party"):
        return name_of(told.get("person") or told.get("party"))
    return name_of(told) or next((str(told[name]) for name in _WORDS if told.get(name)), "")


def _is_code(value: object) -> bool:
    return isinstance(value, str) and "_" in value and value.replace("_", "").isalnum() and value == value.lower()


def _day(told: str | None) -> str:
    day = date.fromisoformat(told) if told else None
    return f"{day.day} {day:%B %Y}" if day else ""
