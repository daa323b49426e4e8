"""Known actors: armed groups, forces, services, blocs, bodies, media; and what institutions and people are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dragoman.codebook.naming import bare, in_capitals, key
from dragoman.codebook.sheets import required, sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """An actor of the codebook that is neither a state nor a person."""

    name: str
    kind: str  # group, force, agency, body, party, igo, bloc, ngo, media, company
    sector: str  # PLOVER
    country: str | None = None  # alpha-3 of its side
    institution: str | None = None  # code of the institution that it is for its country
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A kind of institution that most countries have."""

    code: str
    canonical: str
    sector: str


@cache
def known_actors() -> tuple[KnownActor, ...]:
    """All known actors, in the file's order."""
    return tuple(_actor(row) for row in required(sheet("actors"), "actor", file="actors", row_name="the file"))


@lru_cache(maxsize=16384)
def known_actor(name: str) -> KnownActor | None:
    """Return the known actor that ``name`` names; short forms in capitals count in capitals only."""
    name = bare(name)
    actor, capitals_only = _by_name().get(key(name), (None, False))
    if actor is None or name == name.lower() or (capitals_only and not in_capitals(name)):
        return None
    return actor


def own_institution(code: str, country: str) -> KnownActor | None:
    """Return the actor that is the institution ``code`` of ``country``, where the codebook names one."""
    return _own().get((code, country))


def institution(words: str) -> Institution | None:
    """Return the institution that ``words`` name, their last words counting ("regional police")."""
    tokens = key(words).split()
    return next(
        (found for start in range(len(tokens)) if (found := _institutions().get(" ".join(tokens[start:])))), None
    )


def stands_for_side(words: str) -> bool:
    """Tell whether ``words`` after a side mean the side itself ("side", "negotiators", "government")."""
    return key(words) in _side_words()


def people_sector(words: str) -> str | None:
    """Return the PLOVER sector of a noun for people ("lawmakers": LEG), the last words counting."""
    tokens = key(words).split()
    return next((found for start in range(len(tokens)) if (found := _people().get(" ".join(tokens[start:])))), None)


def is_modifier(word: str) -> bool:
    """Tell whether ``word`` before a name only says who backs, leads or how many ("Iran-backed", "senior")."""
    data = sheet("institutions")["modifiers"]
    return key(word) in data["words"] or ("-" in word and word.lower().rpartition("-")[2] in data["endings"])


def _actor(row: dict[str, Any]) -> KnownActor:
    name = required(row, "name", file="actors", row_name=str(row))
    fields = {field: required(row, field, file="actors", row_name=name) for field in ("kind", "sector")}
    return KnownActor(
        name=name,
        country=row.get("country"),
        institution=row.get("institution"),
        aliases=tuple(row.get("aliases", ())),
        **fields,
    )


def _named() -> Iterator[tuple[str, KnownActor]]:
    for actor in known_actors():
        yield from ((name, actor) for name in (actor.name, *actor.aliases))


@cache
def _by_name() -> dict[str, tuple[KnownActor, bool]]:
    found: dict[str, tuple[KnownActor, bool]] = {}
    for name, actor in _named():
        found.setdefault(key(name), (actor, in_capitals(name)))
    return found


@cache
def _own() -> dict[tuple[str, str], KnownActor]:
    return {
        (actor.institution, actor.country): actor for actor in known_actors() if actor.institution and actor.country
    }


@cache
def _institutions() -> dict[str, Institution]:
    found: dict[str, Institution] = {}
    for row in required(sheet("institutions"), "institution", file="institutions", row_name="the file"):
        fields = {
            field: required(row, field, file="institutions", row_name=str(row))
            for field in ("code", "canonical", "sector")
        }
        found.update((key(word), Institution(**fields)) for word in row["words"])
    return found


@cache
def _side_words() -> frozenset[str]:
    return frozenset(map(key, sheet("institutions")["side"]["words"]))


@cache
def _people() -> dict[str, str]:
    return {key(word): sector for sector, words in sheet("institutions")["people"].items() for word in words}
