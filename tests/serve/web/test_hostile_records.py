"""Words that would be markup or script in actors, places, munitions, outlets and quotes: shown, never run."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.factory import actor, days
from tests.records import MONDAY, QUILLPORT, report, telling, toll
from tests.serve.desk import serving
from tests.serve.web.conftest import watched
from tests.serve.web.test_hostile_words import CLEAN, spread

from dragoman.export.as_frames import Records
from dragoman.reconcile.conflicts import fields_of
from dragoman.reconcile.contradictions import contradictions_in
from dragoman.reconcile.timeline import first_day
from dragoman.record.actors import Attribution
from dragoman.record.incidents import Damage, IncidentType, Justification, Munition, Responsibility, ServiceLoss, Target
from dragoman.record.records import Process, Record
from dragoman.serve.rest.app import app_of
from dragoman.serve.rest.desk import Desk
from dragoman.store.contract import Head

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Told:
    """Answers as an archive of these records would, whatever is asked."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = tuple(records)

    def records(self, *, ids: Iterable[str] | None = None, **_: Any) -> Records:
        return Records(each for each in self._records if ids is None or each.id in set(ids))

    def days(self, **_: Any) -> dict[date | None, int]:
        return Counter(map(first_day, self._records))

    def contradictions(self, **_: Any) -> tuple[Any, ...]:
        return tuple(contradictions_in(self._records))

    def processes(self, **_: Any) -> tuple[Process, ...]:
        named = {each.process for each in self._records if each.process}
        return tuple(Process(id=each, name=each, parties=(), mediators=(), records=()) for each in named)

    def head(self) -> Head:
        return Head(sequence=1, hash="0")


def hostile(words: str) -> Record:
    """An incident with the words wherever a record has words, told twice with other figures."""
    said = Attribution(speaker=actor(words, role=words), anonymity="organisation")
    place = replace(QUILLPORT, name=words, canonical=words, country=words[:40], adm1=words)
    made = []
    for number, source in ((3, words), (40, f"{words} Post")):
        text = f"{words} was struck {number} times."
        munition = Munition(class_="drone", model=words, launched=replace(toll(number), words=words, unit=words))
        made.append(
            telling(
                "incident", text, {"killed": f"{words} was", "munitions": text, "target": words}, report(text, source),
                attributed_to=said if number == 3 else None, attacker=actor(words), places=(place,),
                type=IncidentType(code="drone_strike"),
                target=Target(words=words, category=words), munitions=(munition,), when=days("2031-03-02"),
                killed=replace(toll(number), words=words, who=words), damage=(Damage(object=words, place=place),),
                service_loss=(ServiceLoss(service=words, unit=words, affected=toll(number)),),
                responsibility=(Responsibility(by=actor(words), stance="denies"),),
                justification=(Justification(words=words, attributed_to=said),),
            )
        )  # fmt: skip
    return Record(
        id=f"incident-record-{hashlib.sha256(words.encode()).hexdigest()[:12]}", kind="incident", tellings=tuple(made),
        fields=fields_of(made, rule="most_sources"), sources=2, first_seen=MONDAY, last_seen=MONDAY, process=words,
        confidence=0.9,
    )  # fmt: skip


def test_hostile_records_run_nowhere(browser: "Browser") -> None:
    told: Any = Told(map(hostile, spread(60)))
    with serving(app_of(Desk(archive=told))) as address, watched(browser, address) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        for path in ("/incidents", "/incidents?page=2", *(f"/contradictions?page={n}" for n in range(1, 6))):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200
            assert "struck" in page.content() or "Drone strike" in page.content()
            assert page.evaluate(CLEAN), path
            assert page.evaluate("document.scripts.length") <= 2
