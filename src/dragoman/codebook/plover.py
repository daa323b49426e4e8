"""Every kind of finding in PLOVER's terms: a strike is an ASSAULT, a round of talks a CONSULT (``plover.toml``)."""

from dragoman.codebook.sheets import sheet


def event_type(kind: str, code: str) -> str | None:
    """Return PLOVER's event type of a finding from the code that decides, None where it is no event of PLOVER's.

    Args:
        kind: of finding; events carry their type themselves and have no row.
        code: value of the deciding code: ``type`` of an incident, ``stance`` of a position, ``act`` of a statement,
            else ``status``.
    """
    rows: dict[str, str] = sheet("plover").get(kind, {}).get(deciding(kind), {})
    return rows.get(code, rows.get("otherwise"))


def as_of_now(event_type: str | None, status: str | None) -> str | None:
    """Return the event type of what is still to come: a meeting planned is an AGREE, a retreat announced a CONCEDE.

    Args:
        event_type: PLOVER's, as of the deed itself.
        status: of the event; only ``future`` changes anything.
    """
    ahead: dict[str, str] = sheet("plover")["ahead"]
    return ahead.get(event_type or "", event_type) if status == "future" else event_type


def is_told_anywhere(event_type: str | None) -> bool:
    """Tell an event that counts in a text about something else too: protest, violence."""
    return event_type in sheet("plover")["anywhere"]["event_types"]


def deciding(kind: str) -> str:
    """Return the name of the code that decides."""
    return str(next(iter(sheet("plover").get(kind, {"event_type": {}}))))
