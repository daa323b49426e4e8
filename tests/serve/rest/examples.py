"""Answers of the API to the store of the desk's tests, as examples for its description.

``python -m tests.serve.rest.examples`` writes them anew, where a shape has changed.
"""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from tests.serve.desk import TOKENS, fill
from tests.serve.rest.conftest import WIDE

from dragoman.archive import open_archive
from dragoman.record.alerts import AlertRule, AlertRules
from dragoman.serve.rest.app import API, app_of
from dragoman.serve.rest.describing import EXAMPLES
from dragoman.serve.rest.desk import Desk

Json = dict[str, Any]
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
LISTS = {
    "records": {}, "processes": {}, "documents": {}, "judgements": {}, "review": {}, "failures": {}, "positions": {},
    "alerts": {}, "search": {"words": "truce"}, "timeline": {"first": "2026-04-01", "last": "2026-04-30"},
    "changes": {"since": "2026-04-01T09:00:05Z"},
}  # fmt: skip
REPORT = {"text": "Kenya and Somalia signed a trade agreement in Nairobi.", "source": "Coast Wire"}


def made(store: Path) -> dict[str, Any]:
    """Return an answer of every call that answers JSON, by method and path; the store is written to."""
    with open_archive(store) as archive:
        archive.add_user("Rana", "reader")
        archive.look(AlertRules(rules=(AlertRule(name="rounds", when="new_round"),)), begin=_BEGIN)
        desk = Desk(archive=archive, user_of=TOKENS.get, limits=WIDE)
        headers = {"authorization": "Bearer admin-token"}
        client = TestClient(app_of(desk), base_url="http://localhost", headers=headers)
        return {**_written(client), **_listed(client), **_single(client)}


def _written(client: TestClient) -> dict[str, Any]:
    judged = {"verb": "accept", "subjects": _shortest(client, "records")["findings"], "reason": "seen on video"}
    _told(client.post(f"{API}/judgements", json=judged, headers={"authorization": "Bearer coder-token"}))
    bodies = {"judgements": judged, "documents": {"reports": [REPORT]}}
    return {f"POST {API}/{name}": _told(client.post(f"{API}/{name}", json=body)) for name, body in bodies.items()}


def _listed(client: TestClient) -> dict[str, Any]:
    return {f"GET {API}/{name}": _page(client, name, asked) for name, asked in LISTS.items()}


def _single(client: TestClient) -> dict[str, Any]:
    record, process, document = (_shortest(client, name)["id"] for name in ("records", "processes", "documents"))
    calls = {
        "records/{record_id}": f"records/{record}",
        "processes/{process_id}": f"processes/{process}",
        "processes/{process_id}/brief": f"processes/{process}/brief?start=2026-04-01&end=2026-04-03",
        "documents/{document_id}": f"documents/{document}",
        "documents/{document_id}/provenance": f"documents/{document}/provenance",
        **{name: name for name in ("coders", "status", "users")},
    }
    return {f"GET {API}/{path}": _told(client.get(f"{API}/{call}")) for path, call in calls.items()}


def _page(client: TestClient, name: str, asked: Json) -> Json:
    """Return the first page of one item, the item the shortest of the list."""
    page: Json = _told(client.get(f"{API}/{name}", params={**asked, "limit": 1}))
    return {**page, "items": [_shortest(client, name)] if page["items"] else []}


def _shortest(client: TestClient, name: str) -> Json:
    items = _told(client.get(f"{API}/{name}", params={**LISTS[name], "limit": 200}))["items"]
    found: Json = min(items, key=lambda each: len(json.dumps(each)))
    return found


def _told(answer: Any) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def main() -> None:
    """Write the examples anew."""
    with tempfile.TemporaryDirectory() as folder:
        told = made(fill(Path(folder)))
    EXAMPLES.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
