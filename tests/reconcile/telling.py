"""Builders of findings as reports tell them, and twelve invented sets of reports with what belongs together in them."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from dragoman.record.actors import Actor, Attribution
from dragoman.record.agreements import Agreement
from dragoman.record.events import Event
from dragoman.record.evidence import Evidence
from dragoman.record.exchanges import Exchange, Release
from dragoman.record.incidents import Incident, IncidentType, Munition, Target
from dragoman.record.places import Place
from dragoman.record.positions import Position
from dragoman.record.quantities import Quantity
from dragoman.record.reading import AnyFinding
from dragoman.record.records import Report, Telling
from dragoman.record.rounds import Round
from dragoman.record.statements import Statement
from dragoman.record.times import When

TYPES: dict[str, type[AnyFinding]] = {
    "round": Round, "position": Position, "statement": Statement, "incident": Incident, "exchange": Exchange,
    "agreement": Agreement, "event": Event,
}  # fmt: skip
STATES = {
    "SRB": "Serbia", "XKX": "Kosovo", "CHE": "Switzerland", "SDN": "Sudan", "ETH": "Ethiopia", "ERI": "Eritrea",
    "ARM": "Armenia", "AZE": "Azerbaijan", "QAT": "Qatar", "KEN": "Kenya", "NOR": "Norway", "MLI": "Mali",
}  # fmt: skip

BERN = Place(name="Bern", canonical="Bern", country="CHE", lat=46.95, lon=7.45, geoname_id=1, where_prec=1)
GENEVA = Place(name="Geneva", canonical="Genève", country="CHE", lat=46.2, lon=6.15, geoname_id=2, where_prec=1)
DOHA = Place(name="Doha", canonical="Doha", country="QAT", lat=25.29, lon=51.53, geoname_id=3, where_prec=1)
PORT = Place(name="Port Sudan", canonical="Port Sudan", country="SDN", lat=19.6, lon=37.2, geoname_id=4, where_prec=1)
KHARTOUM = Place(name="Khartoum", canonical="Khartoum", country="SDN", lat=15.55, lon=32.53, geoname_id=5, where_prec=1)
OMDURMAN = Place(name="Omdurman", canonical="Omdurman", country="SDN", lat=15.64, lon=32.48, geoname_id=6, where_prec=1)
SUDAN = Place(name="Sudan", canonical="Sudan", country="SDN", where_prec=6)


def state(code: str) -> Actor:
    """A state as a party."""
    return Actor(name=STATES[code], canonical=STATES[code], country=code, sector="GOV")


def states(*codes: str) -> tuple[Actor, ...]:
    """Several states as parties."""
    return tuple(map(state, codes))


RSF = Actor(name="RSF", canonical="Rapid Support Forces", country="SDN", sector="PRM")


def on(start: str | None, end: str | None = None) -> When:
    """Days as a text states them, in 2031 unless the year is given."""
    first, last = (date.fromisoformat(day if len(day) > 5 else f"2031-{day}") if day else None for day in (start, end))
    return When(start=first, end=last or first, basis="stated")


def number(best: int, qualifier: Any = "exact") -> Quantity:
    """A figure with the bounds that its qualifier gives it."""
    if qualifier == "exact":
        return Quantity(low=best, best=best, high=best)
    if qualifier == "over":
        return Quantity(low=best + 1, qualifier="over")
    if qualifier == "at_least":
        return Quantity(low=best, qualifier="at_least")
    return Quantity(best=best, qualifier=qualifier)


def fired(name: str, launched: Quantity | None = None) -> Munition:
    """Munitions of one class."""
    return Munition(class_=name, launched=launched)


def voice(name: str, country: str | None = None, anonymity: Any = "named") -> Attribution:
    """Somebody who vouches."""
    return Attribution(speaker=Actor(name=name, country=country), anonymity=anonymity)


def report(
    name: str, published: str | None = "03-10", *, source: str | None = None, story: str | None = None
) -> Report:
    """A report by its name; ``story`` names the one it is a copy of."""
    day = date.fromisoformat(f"2031-{published}") if published else None
    added = datetime(2031, 4, 1, hour=len(name) % 24, tzinfo=UTC)
    return Report(id=name, story=story or name, added=added, published=day, source=source)


def tell(kind: str, told_by: Report | str = "r1", **fields: Any) -> Telling:
    """A finding of a kind in a report; its id follows from everything that it says."""
    said_in = report(told_by) if isinstance(told_by, str) else told_by
    if isinstance(fields.get("type"), str) and kind == "incident":
        fields["type"] = IncidentType(code=fields["type"])
    digest = hashlib.sha256(repr((kind, said_in, sorted(fields.items(), key=str))).encode()).hexdigest()[:12]
    base = {
        "id": f"{kind}-{digest}",
        "confidence": 0.8,
        "evidence": (Evidence(field="when", start=0, end=1, quote="x"),),
    }
    return Telling(finding=TYPES[kind](**{**base, **fields}), report=said_in)


def talks(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """A round between Serbia and Kosovo in Bern on 4 and 5 March."""
    usual = {"parties": states("SRB", "XKX"), "venue": BERN, "when": on("03-04", "03-05"), "status": "held"}
    return tell("round", told_by, **{**usual, **fields})


def strike(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """A drone strike of the RSF on Khartoum on 4 March."""
    usual = {"type": "drone_strike", "attacker": RSF, "places": (KHARTOUM,), "when": on("03-04"), "scope": "single"}
    return tell("incident", told_by, **{**usual, **fields})


def swap(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """A swap of prisoners between Ethiopia and Eritrea on 4 March."""
    usual = {"parties": states("ETH", "ERI"), "category": "prisoners", "when": on("03-04"), "status": "held"}
    return tell("exchange", told_by, **{**usual, **fields})


def truce(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """A ceasefire between Armenia and Azerbaijan, declared on 4 March."""
    usual = {"parties": states("ARM", "AZE"), "type": "ceasefire", "declared": on("03-04"), "status": "agreed"}
    return tell("agreement", told_by, **{**usual, **fields})


def demand(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """Armenia's demand that troops leave the pass."""
    usual = {"party": state("ARM"), "issue": "withdrawal", "stance": "demands", "content": "troops must leave the pass"}
    return tell("position", told_by, **{**usual, **fields})


def saying(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """What an envoy said on 4 March."""
    usual = {"speaker": Actor(name="Envoy Lena Morvath", canonical="Lena Morvath"), "when": on("03-04"), "act": "say"}
    return tell("statement", told_by, **{"content": "the bridge must open before winter", **usual, **fields})


def frozen(told_by: Report | str = "r1", **fields: Any) -> Telling:
    """Norway's sanctions against Mali on 4 March."""
    words = (Evidence(field="event_type", start=0, end=18, quote="froze the accounts"),)
    usual = {"event_type": "SANCTION", "actors": states("NOR"), "recipients": states("MLI"), "when": on("03-04")}
    return tell("event", told_by, **{"evidence": words, **usual, **fields})


def released(side: str, figure: Quantity) -> Release:
    """How many a state got back."""
    return Release(party=state(side), quantity=figure)


WAVE = (PORT, KHARTOUM)
# Each set: groups of findings that are one thing; findings of different groups are not.
SETS: dict[str, list[list[Telling]]] = {
    "one round in four reports, one of them with the mediator among the parties": [
        [talks("a", round_number=2), talks("b", when=on("03-05"), round_number=2, parties=states("SRB", "XKX", "NOR")),
         talks("c", venue=Place(name="Switzerland", canonical="Switzerland", country="CHE", where_prec=6)),
         talks("d", mediators=states("NOR"), parties=states("SRB", "XKX", "NOR"))],
    ],
    "two rounds of a series": [
        [talks("a", round_number=2), talks("b", round_number=2)],
        [talks("a", round_number=1, when=on("02-01")), talks("b", round_number=1, when=on("02-01"))],
    ],
    "a round that was put off and then held": [
        [talks(report("a", "02-25"), status="planned", when=on("03-01"), round_number=3),
         talks(report("b", "02-28"), status="postponed", when=on("03-01"), round_number=3),
         talks(report("c", "03-05"), round_number=3)],
    ],
    "talks of others on the same days": [
        [talks("a"), talks("b")],
        [talks("c", parties=states("ARM", "AZE"))],
        [talks("d", parties=states("SRB", "NOR"), venue=DOHA)],
    ],
    "a strike with growing tolls": [
        [strike("a", killed=number(12), target=Target(words="the grain market", category="civilians")),
         strike("b", killed=number(30), target=Target(words="a market for grain", category="civilians")),
         strike("c", killed=number(12), when=on("03-04", "03-05"))],
    ],
    "a wave, one of its hits, and another night": [
        [strike("a", places=WAVE, munitions=(fired("drone", number(71)),), scope="wave"),
         strike("b", places=(SUDAN,), munitions=(fired("drone", number(70, "about")),), scope="wave")],
        [strike("c", killed=number(2))],
        [strike("d", places=WAVE, munitions=(fired("drone", number(33)),), scope="wave", when=on("03-06"))],
    ],
    "the same town, another attacker and another kind of attack": [
        [strike("a", target=Target(words="fuel depot", category="energy")), strike("b", places=(OMDURMAN,))],
        [strike("c", attacker=state("SDN"))],
        [strike("d", type="abduction", when=on("03-04"), attacker=None)],
    ],
    "a swap told as expected and as held, in all and by side": [
        [swap(report("a", "03-02"), status="expected", when=None),
         swap("b", total=number(314)),
         swap("c", released_to=(released("ETH", number(157)), released("ERI", number(157)))),
         swap("d", released_to=(released("ETH", number(157)),))],
        [swap("b", category="bodies", total=number(314))],
    ],
    "a truce and the one before it": [
        [truce("a", duration="72-hour"), truce("b", duration="72-hour", status="in_force")],
        [truce("a", duration="two-week", declared=on("02-01"))],
    ],
    "positions of the same days, of another stance, of other words": [
        [demand("a"), demand("b", content="all troops must leave the pass at once")],
        [demand("c", stance="offers")],
        [demand("d", content="buses for families of the valley")],
        [demand("e", party=state("AZE"))],
    ],
    "words of one speaker and of another": [
        [saying("a", quote=("The bridge must open before winter",)), saying("b"), 
         saying("c", speaker=Actor(name="Morvath"), quote=("the bridge must open before winter",))],
        [saying("d", content="nobody will pay for the harbour")],
        [saying("e", speaker=Actor(name="Arno Kesk"))],
    ],
    "sanctions told twice, and other ones": [
        [frozen("a"), frozen("c")],
        [frozen("d", when=on("03-20"))],
        [frozen("b", actors=states("KEN"))],
    ],
}  # fmt: skip


def everything(groups: Sequence[Sequence[Telling]]) -> list[Telling]:
    """All findings of a set."""
    return [telling for group in groups for telling in group]
