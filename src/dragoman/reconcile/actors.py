"""When two actors are the same: by the side that they stand for, by canonical name, by spellings of one name."""

from collections.abc import Iterable
from functools import lru_cache

from dragoman.codebook.actors import known_actor
from dragoman.codebook.countries import by_code, country_of
from dragoman.codebook.naming import key
from dragoman.codebook.persons import same_person, spelling, traces
from dragoman.codebook.public_persons import public_person
from dragoman.codebook.reconciling import setting
from dragoman.record.actors import Actor


@lru_cache(maxsize=16384)
def side_of(actor: Actor) -> str:
    """Return what the actor stands for as a party: the alpha-3 code of a state, else a name of its own.

    A government, its army, its seat and its ministers stand for the state; armed groups and bodies for themselves.
    """
    known = known_actor(actor.canonical or actor.name) or known_actor(actor.name)
    sector = actor.sector or (known.sector if known else None)
    if sector in setting("actor", "own_side"):
        return _own_name(actor.canonical or (known.name if known else actor.name))
    person = public_person(actor.canonical or actor.name) if known is None else None
    country = actor.country or (known.country if known else None) or (person.country if person else None)
    return country or country_of(actor.canonical or actor.name) or _own_name(actor.canonical or actor.name)


def sides_of(actors: Iterable[Actor]) -> frozenset[str]:
    """Return the sides of several actors."""
    return frozenset(side_of(actor) for actor in actors)


def same_actor(first: Actor, second: Actor) -> bool:
    """Tell whether two actors are one: the same canonical name, or names of one person of no two countries.

    "President Zelensky" and "Volodymyr Zelenskyy" are one; a ministry and its minister are two.
    """
    if first.country and second.country and first.country != second.country:
        return False
    one, other = (each.canonical or each.name for each in (first, second))
    return key(one) == key(other) or (is_person(first) == is_person(second) and same_person(one, other))


def actor_keys(actor: Actor) -> frozenset[str]:
    """Return keys of a name; two actors that ``same_actor`` holds for one have at least one in common."""
    name = actor.canonical or actor.name
    return frozenset({key(name)} if not traces(name) else {*traces(name), key(name)})


def is_person(actor: Actor) -> bool:
    """Tell whether the actor is a person and no state, body or group."""
    name = actor.canonical or actor.name
    return known_actor(name) is None and country_of(name) is None


def side_name(side: str) -> str:
    """Return a side as people write it: a country's name, a known actor's, else the name as compared."""
    country = by_code().get(side)
    if country is not None:
        return country.name
    known = known_actor(side.title())
    return known.name if known else side.title()


def _own_name(name: str) -> str:
    """Return a name that transliterations of it share."""
    known = known_actor(name)
    return key(known.name) if known else " ".join(spelling(word) for word in key(name).split())
