"""Names of actors become actors: canonical name, side, sector, role, organisation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dragoman.codebook.actors import (
    Institution,
    KnownActor,
    institution,
    is_modifier,
    known_actor,
    own_institution,
    people_sector,
    stands_for_side,
)
from dragoman.codebook.countries import by_code, country_meant
from dragoman.codebook.gazetteer import candidates
from dragoman.codebook.naming import bare
from dragoman.codebook.persons import has_title, is_unnamed, same_person, split_title, title_country, title_sector
from dragoman.record.actors import Actor

__all__ = ["actor_of", "is_state", "is_unnamed", "same_person", "split_title"]

_ARMED = ("REB", "MIL", "UAF", "PRM")
_LOCAL = re.compile(r"\b(?:governor|mayor|head of)\b", re.IGNORECASE)
_SURE = 50_000  # people in a place that alone says in which country an office is
_LONGEST = 8  # words of the longest side that is looked for inside a phrase
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Side:
    """Whom words belong to: a country, a known actor, or the known actor of a country."""

    country: str | None
    known: KnownActor | None = None

    @property
    def name(self) -> str | None:
        """The canonical name of the side."""
        return self.known.name if self.known else by_code()[self.country].name if self.country else None

    @property
    def sector(self) -> str:
        """The sector of the side as a whole."""
        return self.known.sector if self.known else "GOV"


@lru_cache(maxsize=8192)
def actor_of(name: str, *, role: str | None = None) -> Actor:
    """Return what the words of a name say: never a guess about a person beyond name and role.

    A person gets a side and a sector only from a title in the name or from ``role``.
    """
    words = bare(name)
    title, person = split_title(words)
    if role is None and (whole := _whole(words)):
        return replace(whole, name=name)
    if person and (title or role):
        return _person(name, title, person, role=role)
    composed = _composed(words) or Actor(name=name)
    return replace(composed, name=name, **_of_role(role or title))


def is_state(actor: Actor) -> bool:
    """Tell whether the actor is a state or its government as a whole."""
    country = by_code().get(actor.country or "")
    return country is not None and not country.territory and actor.canonical == country.name


def _whole(words: str) -> Actor | None:
    """Look the whole name up, then without words that say who backs it or how many they are."""
    if known := known_actor(words):
        return _as_side(_Side(known.country, known))
    if country := country_meant(words):
        return _as_side(_Side(country.code))
    first, _, rest = words.partition(" ")
    return _whole(bare(rest)) if rest and is_modifier(first) and not country_meant(first) else None


def _as_side(side: _Side) -> Actor:
    return Actor(name="", canonical=side.name, country=side.country, sector=side.sector)


def _person(name: str, title: str | None, person: str, *, role: str | None) -> Actor:
    found = Actor(name=name, canonical=person if title else None)
    fields = _of_role(" ".join(filter(None, (title, role)))) | {"role": role or title}
    return replace(found, **fields)


def _of_role(role: str | None) -> dict[str, Any]:
    """Return the fields that a role fills: "Secretary of Ukraine's National Security and Defense Council"."""
    if not role:
        return {}
    side = _side_inside(role) or _side_of_place(role)
    organisation, sector = _organisation(role, side)
    own = title_sector(role)
    fields: dict[str, Any] = {"role": role, "sector": sector if own in (None, "GOV", "CVL") and sector else own}
    if side or title_country(role):
        fields["country"] = side.country if side else title_country(role)
    return {**fields, **({"organisation": organisation} if organisation else {})}


def _side_of_place(role: str) -> _Side | None:
    """Return the country of a province or town that somebody governs ("Belgorod Governor")."""
    if _LOCAL.search(role) is None:
        return None
    found = (
        place
        for words in _spans(role)
        if words[:1].isupper()
        for place in candidates(words)
        if place.kind in ("adm1", "town")
    )
    best = max(found, key=lambda place: place.population, default=None)
    return _Side(best.country) if best and best.population >= _SURE else None


def _organisation(role: str, side: _Side | None) -> tuple[str | None, str | None]:
    """Return name and sector of the organisation that a role belongs to."""
    if side and side.known:
        return side.known.name, side.known.sector
    body = next((found for words in _spans(role) if (found := _exact_institution(words))), None)
    if body is None:
        return None, None
    actor = _as_institution(body, side)
    return (actor.canonical, actor.sector) if actor.canonical else (None, body.sector)


def _exact_institution(words: str) -> Institution | None:
    found = institution(words)
    return found if found and institution(words.partition(" ")[2]) != found else None


def _side_inside(text: str) -> _Side | None:
    """Return the side that a phrase mentions, the most telling one: a known actor before a country."""
    spans = list(_spans(_HYPHEN.sub(" ", text)))
    known = next(filter(None, map(known_actor, spans)), None)
    country = next(filter(None, map(country_meant, spans)), None)
    if known:
        return _Side(known.country or (country.code if country and known.sector not in ("IGO", "NGO") else None), known)
    return _Side(country.code) if country else None


def _spans(text: str) -> Iterator[str]:
    """Yield the word sequences of a phrase, long ones first."""
    tokens = text.replace(",", " ").split()
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        yield from (" ".join(tokens[start : start + size]) for start in range(len(tokens) - size + 1))


def _composed(words: str) -> Actor | None:
    """Read a side with a head ("Russian negotiators", "Israel's military"), or a head without a side ("the army")."""
    if _is_joint(words):
        return None
    for side, head in _parted(words):
        if found := _headed(side, head):
            return found
    if body := institution(words):
        return _as_institution(body, None)
    if (inside := _side_inside(words)) and not words.lower().startswith("pro-"):
        return _headed(inside, words.split()[-1]) or Actor(name="", country=inside.country)
    sector = people_sector(words)
    return Actor(name="", sector=sector) if sector else None


def _is_joint(words: str) -> bool:
    """Tell whether the words name two sides ("Armenian and Azerbaijani forces"), which are no one actor."""
    left, joined, right = words.partition(" and ")
    sides = (_side_inside(left), _side_inside(right)) if joined else (None, None)
    return None not in sides and sides[0] != sides[1]


def _parted(words: str) -> Iterator[tuple[_Side, str]]:
    """Yield the ways to read a phrase as a side and a head."""
    owner, possessive, head = words.replace("’", "'").partition("'s ")
    pairs = [(owner, head)] if possessive else []
    head, of, owner = words.rpartition(" of ")
    pairs += [(bare(owner), head)] if of else []
    head, of, owner = words.rpartition(" for ")
    if of and stands_for_side(head) and known_actor(bare(owner)):  # not "the envoy for Sudan", who is nobody of Sudan's
        pairs.append((bare(owner), head))
    yield from ((side, head) for owner, head in (*pairs, *_prefixes(words)) if (side := _side(owner)))


def _prefixes(words: str) -> Iterator[tuple[str, str]]:
    """Yield (start, rest) of a phrase, the longest start first; words like "senior" and "Iran-backed" may be passed."""
    tokens = words.split()
    for first in range(3):
        for size in range(min(4, len(tokens) - first - 1), 0, -1):
            yield " ".join(tokens[first : first + size]), " ".join(tokens[first + size :])
        if first >= len(tokens) or not is_modifier(tokens[first]):
            return


def _side(words: str) -> _Side | None:
    if known := known_actor(words):
        return _Side(known.country, known)
    country = country_meant(words)
    return _Side(country.code) if country else None


def _headed(side: _Side, head: str) -> Actor | None:
    """Return the actor that a head makes of a side."""
    body = institution(head)
    if (known := known_actor(head)) and not (body and known.country != side.country):
        return _as_side(_Side(known.country, known))
    if stands_for_side(head):
        return _as_side(side)
    people = people_sector(head)
    if people and (body is None or not _exact_end(head, body)):
        return _people_of(side, people, head)
    if body:
        return _as_institution(body, side)
    if known := _known_at_end(head):
        return _as_side(_Side(known.country, known))
    return Actor(name="", country=side.country) if not has_title(head) else None


def _known_at_end(words: str) -> KnownActor | None:
    """Return the known actor at the end of "militant group Hezbollah"."""
    tokens = words.split()
    return next((found for start in range(1, len(tokens)) if (found := known_actor(" ".join(tokens[start:])))), None)


def _exact_end(head: str, body: Institution) -> bool:
    return institution(head.split()[-1]) == body


def _people_of(side: _Side, sector: str, head: str) -> Actor:
    """Return unnamed people of a side; fighters of a group are the group itself."""
    if side.known:
        name = side.known.name
        return Actor(
            name="",
            canonical=name if sector in _ARMED else None,
            country=side.country,
            organisation=name,
            sector=side.sector,
        )
    body = next((found for words in _spans(head) if (found := _exact_institution(words))), None)
    if body:
        actor = _as_institution(body, side)
        return Actor(name="", country=side.country, organisation=actor.canonical, sector=actor.sector)
    return Actor(name="", country=side.country, sector=sector)


def _as_institution(body: Institution, side: _Side | None) -> Actor:
    """Return a country's institution under its own name, or as "Ministry of Defence (Russia)"."""
    if side is None:
        return Actor(name="", sector=body.sector)
    if side.known:
        return Actor(name="", canonical=side.name, country=side.country, sector=side.sector)
    if side.country and (own := own_institution(body.code, side.country)):
        return Actor(name="", canonical=own.name, country=side.country, sector=own.sector)
    return Actor(name="", canonical=f"{body.canonical} ({side.name})", country=side.country, sector=body.sector)
