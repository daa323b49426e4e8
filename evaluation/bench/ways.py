"""The addresses under which a desk is asked: links of its pages, choices of their forms, ends of their lists."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import msgspec

from evaluation.bench.archive_reports import START
from evaluation.bench.calling import Desk

MOST = 30  # addresses of a page
_OF_A_FORM = 12  # of them, from the choices of its forms
_STEPS = 4  # from page to page of a list
_HELD = ("submit", "button", "hidden", "checkbox", "radio")
_DAY = START.isoformat()
_API = "/api/v1"


@dataclass(slots=True)
class _Form:
    action: str
    held: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Seen(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links, self.forms = list[str](), list[_Form]()
        self._form: _Form | None = None
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what leads on."""
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told and "download" not in told:
            self.links.append(told["href"])
        elif tag == "form" and told.get("method", "get").lower() == "get":
            self._form = _Form(told.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None and "name" in told:
            self._field(self._form, tag, told)
        elif tag == "option" and self._form is not None and told.get("value"):
            self._form.choices.setdefault(self._choice, []).append(told["value"])

    def handle_endtag(self, tag: str) -> None:
        """Leave a form."""
        self._form = None if tag == "form" else self._form

    def _field(self, form: _Form, tag: str, told: dict[str, str]) -> None:
        self._choice = told["name"]
        kind = told.get("type", "text")
        if tag == "select":
            form.choices.setdefault(told["name"], [])
        elif kind == "hidden":
            form.held[told["name"]] = told.get("value", "")
        elif kind in ("checkbox", "radio"):
            form.choices.setdefault(told["name"], []).append(told.get("value", "on"))
        elif kind not in _HELD:
            form.choices.setdefault(told["name"], []).append(
                _DAY if kind == "date" else _WORDS.get(told["name"], "Norway")
            )


_WORDS = {
    "first": _DAY,
    "last": "2031-03-01",
    "from": _DAY,
    "to": "2031-03-01",
    "since": _DAY,
    "at": "50",
    "box": "-10,35,30,70",
}


def ways_through(desk: Desk, path: str) -> list[str]:
    """Return addresses of a page: its own, one for each choice, those that it leads to, and the end of its list."""
    first = desk.ask(path)
    seen = _seen(first.body)
    found = dict.fromkeys([path, *list(_chosen(seen, path))[:_OF_A_FORM], *_ends(desk, path), *_led(seen, path)])
    return list(found)[:MOST]


def calls_of_api(desk: Desk) -> dict[str, str]:
    """Return the main calls of the API by what they ask."""
    page = _json(desk, "records?limit=50")
    process = _json(desk, "processes?limit=1")["items"][0]["id"]
    record, document = page["items"][0]["id"], page["items"][0]["reports"][0]["id"]
    month = f"first={_DAY}&last=2031-02-05"
    then = urlencode({"as_of": page["items"][0]["last_seen"]})
    since = urlencode({"since": page["items"][-1]["last_seen"]})
    after = urlencode({"cursor": page["next"]}) if page["next"] else "limit=49"
    asked = {
        "records": "records", "records, second page": f"records?{after}", "records of a month": f"records?{month}",
        "disputed records": "records?disputed=true", "records of a side": "records?actor=Norway",
        "records of two sources": "records?min_sources=2",
        "rounds of a process": f"records?kind=round&process={process}", "records of then": f"records?{then}",
        "a record": f"records/{record}", "processes": "processes", "a process": f"processes/{process}",
        "a brief of a month": f"processes/{process}/brief?start={_DAY}&end=2031-02-05",
        "documents": "documents", "documents of then": f"documents?{then}", "a document": f"documents/{document}",
        "where it came from": f"documents/{document}/provenance", "search": "search?words=talks", "queue": "review",
        "positions of a process": f"positions?process={process}", "timeline of a month": f"timeline?{month}",
        "changes": f"changes?{since}", "judgements": "judgements", "alerts": "alerts", "status": "status",
    }  # fmt: skip
    return {f"API: {name}": f"{_API}/{call}" for name, call in asked.items()}


def _json(desk: Desk, call: str) -> Any:  # noqa: ANN401  any JSON
    return msgspec.json.decode(desk.ask(f"{_API}/{call}").body)


def _seen(body: str) -> _Seen:
    seen = _Seen()
    seen.feed(body)
    return seen


def _chosen(seen: _Seen, path: str) -> Iterator[str]:
    """Yield an address for each of the first choices of each field."""
    for form in seen.forms:
        action = urlsplit(urljoin(path, form.action)).path
        if not _is_below(action, path):
            continue
        for name, values in form.choices.items():
            for value in [values[at] for at in sorted({0, len(values) // 2, len(values) - 1})] if values else ():
                yield f"{action}?{urlencode({**form.held, name: value})}"


def _led(seen: _Seen, path: str) -> Iterator[str]:
    """Yield what a page leads to at and below its own address."""
    for link in seen.links:
        parts = urlsplit(urljoin(path, link))
        if not parts.netloc and _is_below(parts.path, path):
            yield parts._replace(fragment="").geturl()


def _ends(desk: Desk, path: str) -> Iterator[str]:
    """Yield the pages of a list that lie furthest from its first, as far as links lead in a few steps."""
    here, at = path, 0
    for _ in range(_STEPS):
        further = {_place(link): link for link in _led(_seen(desk.ask(here).body), path)}
        if max(further, default=0) <= at:
            return
        at = max(further)
        here = further[at]
        yield here


def _place(link: str) -> int:
    told = dict(parse_qsl(urlsplit(link).query)).get("at", "")
    return int(told) if told.isdecimal() else 0


def _is_below(path: str, page: str) -> bool:
    return f"{path}/".startswith(f"{page}/")
