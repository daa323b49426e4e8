"""No page of the inbox, the evidence and the review breaks a rule of WCAG AA that axe can check."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = (
    "/inbox", "/inbox?since=2026-04-01T09:00:06", "/evidence", "/evidence?q=prisoners", "/evidence/{document}",
    "/records/{record}", "/review", "/review/record/{record}", "/review/next",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(writing_page: "Page", store: object, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    from dragoman.archive import open_archive

    with open_archive(str(store)) as archive:
        record = next(each for each in archive.records() if any(f.is_disputed for f in each.fields.values()))
    known = {"record": record.id, "document": record.tellings[0].report.id}
    writing_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for address in PAGES:
        writing_page.goto(address.format(**known))
        told = axe.run(writing_page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        found += [
            (address, each["id"], each["nodes"][0]["html"][:160], each["nodes"][0].get("failureSummary", "")[:300])
            for each in told.response["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    assert found == []
