"""Records → events in PLOVER's terms: its JSON lines, and the 40 columns of POLECAT's weekly files."""

from collections.abc import Iterator
from typing import Any

from dragoman.codebook.entries import event_score
from dragoman.codebook.entries import find as entries_of
from dragoman.codebook.plover import as_of_now, deciding, event_type
from dragoman.codebook.sheets import sheet
from dragoman.export.holdings import Holdings
from dragoman.export.told import days, distinct, items, name_of, places, point, preferred, quotes, reports
from dragoman.record.records import Record
from dragoman.spelling import Json

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_NONE = "None"  # how POLECAT writes what it does not know
_RELEASING = ("under_way", "held")


def to_plover(holdings: Holdings) -> bytes:
    """Write the records that are events of PLOVER's as JSON lines; sayings and stances that are none are left out."""
    import msgspec

    return b"".join(msgspec.json.encode(each) + b"\n" for each in _events(holdings))


def to_polecat(holdings: Holdings) -> bytes:
    """Write the same events as a table with tabs, in the columns of POLECAT's files; no quote has a place there."""
    lines = ["\t".join(POLECAT)]
    by_id = {record.id: record for record in holdings.records}
    for event in _events(holdings):
        row = _polecat(event, by_id[event["id"]])
        lines.append("\t".join(_flat(row.get(name)) for name in POLECAT))
    return ("\n".join(lines) + "\n").encode()


def _events(holdings: Holdings) -> Iterator[Json]:
    for record in holdings.records:
        if (kind := _type(record)) is not None:
            yield _event(record, kind)


def _type(record: Record) -> str | None:
    """Return PLOVER's type, by the codebook: a round that is planned is an AGREE, one that was held a CONSULT."""
    if record.kind == "event":
        return as_of_now(preferred(record, "event_type"), preferred(record, "status"))
    told = preferred(record, deciding(record.kind))
    code = told.get("code") if isinstance(told, dict) else told
    return event_type(record.kind, str(code)) if code else None


def _event(record: Record, kind: str) -> Json:
    start, end = days(record)
    mode, told, cited = _mode(record, kind), sheet("profiles")["plover"][record.kind], quotes(record)
    return {
        "id": record.id, "date": start, "enddate": end,
        "actor": _entities(record, told["actors"]), "recipient": _entities(record, told["recipients"]),
        "event": [kind], "mode": mode, "context": items(record, "context"),
        "quad_code": _quad(kind), "event_scale": event_score(kind, mode),
        "auxiliary": _auxiliary(record), "event_loc": [_location(place) for place in places(record)],
        "size": {"dead": preferred(record, "killed"), "injured": preferred(record, "injured"),
                 "arrested": preferred(record, "captured")},
        "text": [each.quote for _, each in cited],
        "text_info": [{"story": story, "start": each.start, "end": each.end} for story, each in cited],
        "cite_info": [
            {"citation": each.id, "url": each.url, "title": each.title, "source": each.source, "date": each.published}
            for each in reports(record).values()
        ],
        "coder": "dragoman", "coded_date": record.last_seen.date(),
    }  # fmt: skip


def _mode(record: Record, kind: str) -> str | None:
    """Return PLOVER's mode: the codebook's for incidents, release for a swap that is under way or done."""
    if record.kind == "incident":
        mode: str | None = (preferred(record, "type") or {}).get("mode")
        return mode
    if record.kind == "exchange":
        return "release" if preferred(record, "status") in _RELEASING else None
    return preferred(record, "mode") if kind == preferred(record, "event_type") else None


def _quad(kind: str) -> int | None:
    """Return PLOVER's quad code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return next((entry.extra["quad"] for entry in entries_of(kind) if "quad" in entry.extra), None)


def _auxiliary(record: Record) -> list[str]:
    """Return PLOVER's auxiliary modes: what is not plainly done is never counted as done."""
    status, asserted = preferred(record, "status"), preferred(record, "asserted")
    told = {"denied": "negation", "negated": "negation", "expected": "future", "planned": "future",
            "proposed": "future", "future": "future", "hypothetical": "hypothetical", "historical": "historical",
            "alleged": "alleged"}  # fmt: skip
    return distinct(told.get(str(each)) for each in (status, asserted))


def _entities(record: Record, fields: list[str]) -> list[Json]:
    return [
        {"code": each.get("country"), "sector": each.get("sector"), "entity_text": each.get("name"),
         "name": name_of(each), "identifier_id": each.get("wikidata"), "office": each.get("role")}
        for field in fields
        for each in items(record, field)
        if isinstance(each, dict)
    ]  # fmt: skip


def _location(place: Json) -> Json:
    kept = ("name", "canonical", "country", "adm1", "geoname_id", "where_prec")
    pin = point(place)
    return {**{name: place.get(name) for name in kept}, "lat": pin[1] if pin else None, "lon": pin[0] if pin else None}


def _polecat(event: Json, record: Record) -> Json:
    told = places(record)
    place: Json = told[0] if len(told) == 1 else {}
    pin = point(place)
    sources = list(reports(record).values())
    return {
        "Event ID": event["id"], "Event Date": event["date"], "Event Type": event["event"][0],
        "Event Mode": event["mode"], "Intensity": event["event_scale"], "Quad Code": event["quad_code"],
        "Contexts": "; ".join(event["context"]), **_side("Actor", event["actor"]),
        **_side("Recipient", event["recipient"]), "Placename": name_of(place), "Province": place.get("adm1"),
        "City": name_of(place) if pin else None, "Country": place.get("country"),
        "Latitude": pin[1] if pin else None, "Longitude": pin[0] if pin else None,
        "GeoNames ID": place.get("geoname_id"), "Raw Placename": place.get("name"),
        "Source": "; ".join(distinct(each.source for each in sources)),
        "Publication Date": min((each.published for each in sources if each.published), default=None),
        "Language": "en", "Version": "dragoman",
    }  # fmt: skip


def _side(side: str, entities: list[Json]) -> Json:
    def listed(name: str) -> str:
        return "; ".join(distinct([each[name] for each in entities]))

    sectors = listed("sector")
    return {
        f"{side} Name": listed("name"), f"{side} Country": listed("code"),
        f"Primary {side} Sector": sectors.split("; ")[0], f"{side} Sectors": sectors, f"{side} Title": listed("office"),
        f"{side} Name Raw": listed("entity_text"), f"Wikipedia {side} ID": listed("identifier_id"),
    }  # fmt: skip


def _flat(value: Any) -> str:  # noqa: ANN401  a cell
    """Return a cell without tabs and line breaks: some of POLECAT's own files are broken by them."""
    return _NONE if value is None or value == "" else " ".join(str(value).split())
