"""Two names of a venue: whether they can be one place, and which of them says more."""

from dragoman.record.places import Place

COUNTRY = 6  # UCDP's where_prec of a country


def narrower(first: Place | None, second: Place | None) -> Place | None:
    """Return the one that says more, of equals the first; None where both are given and differ."""
    if first is None or second is None:
        return first or second
    if _same_name(first, second) or second.country is None:  # a place that nobody knows ("the Palais des Nations")
        return first
    if first.country is None:
        return second
    if first.country and first.country == second.country and COUNTRY in (first.where_prec, second.where_prec):
        return second if first.where_prec == COUNTRY else first
    return None


def _same_name(first: Place, second: Place) -> bool:
    names = [(p.canonical or p.name).casefold() for p in (first, second)]
    return names[0] == names[1] or first.name in second.name or second.name in first.name
