"""All that a user can do with a store of reports, one method each."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dragoman.errors import StoreError
from dragoman.export import forms
from dragoman.export.as_frames import Records
from dragoman.export.as_jsonl import to_jsonl
from dragoman.export.brief import Brief, brief_of
from dragoman.export.forms import Form, Wishes
from dragoman.export.holdings import Holdings
from dragoman.keeping import changes, judgements, projection, records, reviews, runs, stores, users
from dragoman.keeping.provenance import Provenance, provenance_of
from dragoman.keeping.records import Days, Listed, Within
from dragoman.reconcile.coders import Concordance
from dragoman.reconcile.codings import Coded, Usage, usages_in
from dragoman.reconcile.contradictions import Contradiction
from dragoman.reconcile.differences import Differences
from dragoman.reconcile.outlets import Tally, tally_in
from dragoman.reconcile.review import Question
from dragoman.record.alerts import Alert, AlertRules, Attempt, Channel, Posted
from dragoman.record.arrivals import Arrival, Refusal
from dragoman.record.documents import Document
from dragoman.record.findings import Kind
from dragoman.record.judgements import Judgement, Verb
from dragoman.record.records import Process, Record, Report, Rule
from dragoman.record.runs import Run
from dragoman.record.sources import Health, Source
from dragoman.record.users import Role, User
from dragoman.scale.on_cores import mapped
from dragoman.settings import Settings
from dragoman.store.contract import Added, Counts, Failed, Fault, Head, Hit, Page, View, Wanted

if TYPE_CHECKING:
    from dragoman.ingest.egress import Fetch
    from dragoman.keeping.looks import By, Looked, Looking

Clock = Callable[[], datetime]
_ALL, _ANY, _EVERYWHERE, _NOTHING = Page(), Wanted(), Within(), Wishes()


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """A store of reports and what is known from them; best used in a ``with`` block.

    Everything that is asked is answered as of a moment where ``as_of``, a moment with a time zone, is given.
    """

    def __init__(self, where: str | Path, *, settings: Settings, clock: Clock = _now, run: Run | None = None) -> None:
        self._home = stores.Home(where, clock)
        self._settings, self._clock, self._given_run = settings, clock, run

    # what comes in

    def add(
        self,
        *where: str | Path,
        fetch: "Fetch | None" = None,
        fields: Mapping[str, str] | None = None,
        jobs: int = 1,
    ) -> Generator[Added | Refusal, None, None]:
        """Take reports in, one transaction each; the store is made where there is none.

        Args:
            where: files, folders, tables (JSONL), web archives, feeds, sitemaps and web addresses.
            fetch: gets what is at a web address; politely from the public web where it is not given.
            fields: which key of a table's lines holds which field.
            jobs: processes that read.

        Yields:
            What became of each report, after it is kept for good.

        Raises:
            StoreError: the store cannot be opened or written.
            WorkerDied: a reading process died; what was yielded is kept, and adding the same again takes in the rest.
        """
        from dragoman.keeping import sources

        found = sources.arrivals_at(where, fetch=fetch, fields=fields, retrieved=self._clock(), settings=self._settings)
        for each in self._kept(found, jobs):
            if not isinstance(each, Health):
                yield each

    def take(self, *given: Arrival) -> tuple[Added | Refusal, ...]:
        """Take in reports that are at hand, as ``add`` does those at places; return what became of each."""
        kept = self._kept(given, jobs=1)
        return tuple(each for each in kept if not isinstance(each, Health))

    def watch(
        self, watched: Iterable[Source], health: Mapping[str, Health], *, fetch: "Fetch | None" = None, jobs: int = 1
    ) -> Generator[Added | Refusal | Health, None, None]:
        """Take in what is new at the sources that are due: one round of polling.

        Args:
            watched: the sources.
            health: what the rounds before yielded, by name of source.
            fetch: gets what is at a web address; politely from the public web where it is not given.
            jobs: processes that read.

        Yields:
            What became of each report, and after a source's reports its health, which the next round is to be given.
        """
        from dragoman.keeping import sources

        found = sources.arrivals_from(watched, health, fetch=fetch, now=self._clock(), settings=self._settings)
        yield from self._kept(found, jobs)

    def judge(
        self, verb: Verb, *subjects: str, by: str, reason: str = "", sets: tuple[str, Any] | None = None,
        undoes: str | None = None,
    ) -> Judgement:  # fmt: skip
        """Keep what a person decided.

        Args:
            verb: accept, edit, merge, split, reject or undo.
            subjects: ids of findings; two or more to merge or split.
            by: the person.
            reason: why.
            sets: the field that an edit sets, and the value.
            undoes: id of the judgement that an undo takes back.

        Raises:
            UsageError: findings or a judgement that there are not, or a verb without what it needs.
        """
        told = Judgement(
            id="", verb=verb, subjects=subjects, by=by, at=self._clock(), reason=reason, undoes=undoes,
            field=sets[0] if sets else None, value=sets[1] if sets else None,
        )  # fmt: skip
        with self._home.store().writing() as writer:
            return judgements.keep(writer, told)

    # what people are told

    def look(
        self, rules: AlertRules, *, health: Mapping[str, Health] | None = None, begin: datetime | None = None
    ) -> "Looked":
        """Raise alerts on what came in since the last look; they wait until they are sent, whatever happens meanwhile.

        Args:
            rules: what is asked for.
            health: what polling found, by name of source, for rules on silent feeds.
            begin: where nothing was looked at before, what came in after this moment is new; else nothing is.

        Raises:
            UsageError: ``begin`` is given, and something was looked at before.
        """
        from dragoman.keeping import looks

        return looks.look(self._home.store(), self._looking(rules, health), begin=begin)

    def rehearse(self, rules: AlertRules, *, since: date, by: "By" = "added") -> Iterator[Alert]:
        """Yield what would have been raised, had one looked at the end of every day since one; nothing is kept or sent.

        Args:
            rules: what is asked for; rules on silent feeds are left out, since nobody noted how feeds were.
            since: the first day, in UTC.
            by: the days on which reports came in (``added``) or came out (``published``).
        """
        from dragoman.keeping import looks

        yield from looks.rehearsed(self._home.store(), self._looking(rules, None), since=since, by=by)

    def send(self, channels: Iterable[Channel]) -> Iterator[Attempt]:
        """Send the alerts that wait, a channel after the other, and yield what became of each channel's."""
        from dragoman.keeping import by_webhook, sending

        yield from sending.send(self._home.store(), channels, by_webhook.Line(clock=self._clock))

    def alerts(self, *, page: Page = _ALL) -> tuple[Posted, ...]:
        """Return the alerts that were raised with the channels that took them, the latest first."""
        with self._home.store().outbox() as outbox:
            return outbox.posted(page=page)

    # what is known

    def records(
        self, *, kinds: Iterable[Kind] = (), ids: Iterable[str] | None = None, as_of: datetime | None = None,
        rule: Rule | None = None, within: Within = _EVERYWHERE,
    ) -> Records:  # fmt: skip
        """Return records by the day of the first report, then by id.

        Args:
            kinds: only these; all where none is named.
            ids: only these.
            as_of: a moment with a time zone.
            rule: chooses among several values of a field; the settings' where it is not given.
            within: leaves out, quickly, most of what a question is not about; what may fit is let through.
        """
        named = None if ids is None else frozenset(ids)
        asked = records.Asked(kinds=frozenset(kinds), ids=named, within=within)
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return Records(records.asked_of(held, view, asked, rule=rule or self._settings.rule))

    def listed(
        self, *, kinds: Iterable[Kind] = (), as_of: datetime | None = None, within: Within = _EVERYWHERE
    ) -> tuple[Listed, ...]:
        """Return which records there are, those with the latest report first: for long lists, of which parts are shown.

        Args:
            kinds: only these; all where none is named.
            as_of: a moment with a time zone.
            within: as for ``records``.
        """
        asked = records.Asked(kinds=frozenset(kinds), within=within)
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return records.listed(held, view, asked)

    def record(self, record_id: str, *, as_of: datetime | None = None, rule: Rule | None = None) -> Record | None:
        """Return one record; None where there is none of that id."""
        return next(iter(self.records(ids=(record_id,), as_of=as_of, rule=rule)), None)

    def newest(
        self, *, kinds: Iterable[Kind] = (), processes: Iterable[str] = (), is_disputed: bool | None = None,
        page: Page = _ALL, as_of: datetime | None = None,
    ) -> Records:  # fmt: skip
        """Return a part of the records, the latest day of a first report first, those without a day last.

        Args:
            kinds: only these; all where none is named.
            processes: only those that belong to one of these, by id.
            is_disputed: only what reports contradict each other on, or only what they do not.
            page: which part.
            as_of: a moment with a time zone.
        """
        within = Within(processes=tuple(processes))
        asked = records.Asked(kinds=frozenset(kinds), within=within, is_disputed=is_disputed)
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return Records(records.newest_of(held, view, asked, page, rule=self._settings.rule))

    def tally(self, *, as_of: datetime | None = None) -> Mapping[Kind, int]:
        """Return how many records there are of each kind."""
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return records.tally_of(held, view)

    def outlets(self, *, as_of: datetime | None = None) -> Tally:
        """Return what is known of outlets: reports, copies, what each told first or alone, whom it contradicts."""
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            if held is not None:
                return held.outlets()
            return tally_in(records.rebuilt(view, rule=self._settings.rule)[0], view.documents())

    def published(self, process: str, *, as_of: datetime | None = None) -> tuple[date, date] | None:
        """Return the first and the last day on which reports of a process came out; None where no day is known."""
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return held.published(process) if held else records.published(view, process)

    def usages(self, *, most: int = 2, as_of: datetime | None = None) -> Mapping[Coded, Usage]:
        """Return which codes of the codebook the records have, how many have each, and the latest examples.

        Args:
            most: examples of a code.
            as_of: a moment with a time zone.
        """
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            if held is not None:
                return held.usages(most)
            return usages_in(records.rebuilt(view, rule=self._settings.rule)[0], most=most)

    def changes(
        self, since: datetime, *, kinds: Iterable[Kind] = (), as_of: datetime | None = None, rule: Rule | None = None,
        is_linked: bool = False,
    ) -> Differences:  # fmt: skip
        """Return in what the records of two moments differ.

        Args:
            since: the earlier moment, with a time zone.
            kinds: only these; all where none is named.
            as_of: the later moment; now where it is not given.
            rule: chooses among several values of a field.
            is_linked: whether the records tell what they are to others, as their process; it takes longer.
        """
        work = changes.linked_between if is_linked else changes.between
        store = self._home.store()
        with store.view(as_of=since) as before, store.view(as_of=as_of) as now:
            return work(before, now, kinds=kinds, rule=rule or self._settings.rule)

    def days(self, *, kinds: Iterable[Kind] = (), as_of: datetime | None = None, within: Within = _EVERYWHERE) -> Days:
        """Return how many records that may fit began on each day, without getting them; None: nobody tells the day."""
        asked = records.Asked(kinds=frozenset(kinds), within=within)
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return held.days(asked) if held else records.days(view, asked, rule=self._settings.rule)

    def contradictions(self, *, as_of: datetime | None = None) -> tuple[Contradiction, ...]:
        """Return the fields in dispute, or in which a voice changed its number, by record and field, without values."""
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return held.contradictions() if held else records.contradictions(view, rule=self._settings.rule)

    def processes(self, *, as_of: datetime | None = None) -> tuple[Process, ...]:
        """Return the peace processes and conflicts by name."""
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return held.processes() if held else records.rebuilt(view, rule=self._settings.rule)[1]

    def documents(
        self, wanted: Wanted = _ANY, *, page: Page = _ALL, as_of: datetime | None = None
    ) -> tuple[Report, ...]:
        """Return what is known of documents without their text, by day of publication, then by id."""
        with self._home.store().view(as_of=as_of) as view:
            return view.documents(wanted, page=page)

    def reports(self, ids: Iterable[str], *, as_of: datetime | None = None) -> tuple[Report, ...]:
        """Return what is known of the documents of these ids without their text, by id; unknown ones are left out."""
        with self._home.store().view(as_of=as_of) as view:
            return view.reports(ids)

    def document(self, document_id: str) -> Document | None:
        """Return a document with its text; None where there is none of that id."""
        with self._home.store().view() as view:
            return view.document(document_id)

    def provenance(self, document_id: str) -> Provenance:
        """Return how a document came in, its copies in other outlets, and other versions at its addresses."""
        with self._home.store().view() as view:
            return provenance_of(view, document_id)

    def search(self, words: str, *, page: Page = _ALL, as_of: datetime | None = None) -> tuple[Hit, ...]:
        """Return documents that hold all the words, the best first; "words in double quotes" are sought as a phrase."""
        with self._home.store().view(as_of=as_of) as view:
            return view.search(words, page=page)

    def judgements(self, *, as_of: datetime | None = None) -> tuple[Judgement, ...]:
        """Return what people decided, in the order in which they did."""
        with self._home.store().view(as_of=as_of) as view:
            return view.judgements()

    def review(
        self, *, kinds: Iterable[Kind] = (), on: Iterable[str] | None = None, page: Page = _ALL,
        as_of: datetime | None = None, rule: Rule | None = None,
    ) -> tuple[Question, ...]:  # fmt: skip
        """Return what is in doubt, what matters most first: records, findings in them, records that may be one.

        Args:
            kinds: only on records of these; of all where none is named.
            on: only what is about the records of these ids and about no other.
            page: which part.
            as_of: a moment with a time zone.
            rule: chooses among several values of a field.
        """
        asked = reviews.Reviewed(kinds=frozenset(kinds), on=None if on is None else frozenset(on), page=page)
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return reviews.queue(held, view, asked, rule=rule or self._settings.rule)

    def place(self, question: Question, *, kinds: Iterable[Kind] = (), as_of: datetime | None = None) -> int | None:
        """Return how many of the questions of ``review`` come before one; None where it is not among them."""
        asked = reviews.Reviewed(kinds=frozenset(kinds))
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return reviews.place(held, view, question, asked)

    def doubts(self, *, as_of: datetime | None = None) -> Mapping[Kind, int]:
        """Return how many questions ``review`` has on records of each kind."""
        with self._home.store().view(as_of=as_of) as view, self._ready(view, as_of) as held:
            return reviews.doubts(held, view)

    def coders(self, *, as_of: datetime | None = None) -> tuple[Concordance, ...]:
        """Return how far people agree who judged the same findings: Krippendorff's alpha, field by field."""
        with self._home.store().view(as_of=as_of) as view:
            return reviews.concordances(view)

    def failures(self, *, as_of: datetime | None = None) -> tuple[Failed, ...]:
        """Return the stages that failed on documents, then what could not be taken in."""
        with self._home.store().view(as_of=as_of) as view:
            return view.failures()

    # what goes out, and back in

    def export(
        self, form: Form, *, records: Iterable[Record] | None = None, as_of: datetime | None = None,
        wishes: Wishes = _NOTHING,
    ) -> Iterator[bytes]:  # fmt: skip
        """Yield the bytes of a file of records in one of the forms that people of this field use.

        Args:
            form: ``jsonl`` holds what the records are made of, so that ``load`` makes the same archive of it.
            records: only these, and as ``jsonl`` only the documents that tell of them; everything without it.
            as_of: a moment with a time zone.
            wishes: what the form is asked for.

        Raises:
            UsageError: the form cannot be asked for that, or needs a package that is not installed.
        """
        forms.check(form, wishes)
        if form == "jsonl":
            from dragoman.keeping import exports

            only = None if records is None else {told.report.id for record in records for told in record.tellings}
            with self._home.store().view(as_of=as_of) as view:
                yield from to_jsonl(exports.objects_in(view, only))
            return
        chosen = self.records(as_of=as_of) if records is None else tuple(records)
        yield forms.written(Holdings(records=chosen, processes=self.processes(as_of=as_of), as_of=as_of), form, wishes)

    def brief(self, process: Process, *, start: date, end: date, as_of: datetime | None = None) -> Brief:
        """Return what is known of a process in a period, every sentence with its evidence.

        Args:
            process: one of ``processes()``.
            start: first day of the period.
            end: last day of it, included.
            as_of: a moment with a time zone.
        """
        within = Within(first=start, last=end, processes=(process.id,))
        known = Holdings(records=self.records(as_of=as_of, within=within), processes=(process,), as_of=as_of)
        return brief_of(known, process, start=start, end=end)

    def load(self, path: Path) -> Counts:
        """Make this store, which must be new, of what ``export`` wrote as ``jsonl``; return how much it then holds.

        Copies, suggestions and records are worked out anew. The file is looked through before anything is kept.

        Raises:
            InputError: the file cannot be read, was changed or cut off, or is of a newer form.
            StoreError: the store holds something already.
        """
        from dragoman.keeping import exports

        for _ in exports.objects_at(path):
            pass
        store = self._home.store(is_made=True)
        with store.view() as view:
            if view.head().sequence:
                raise StoreError(f"{self._home.where} holds something already", hint="import into a new store")
        exports.fill(store, exports.objects_at(path))
        return self.status()[0]

    # how the store is

    def status(self, *, as_of: datetime | None = None) -> tuple[Counts, Head]:
        """Return how much the store holds, and the end of its log: noted down, it proves later that nothing changed."""
        with self._home.store().view(as_of=as_of) as view:
            return view.counts(), view.head()

    def head(self, *, as_of: datetime | None = None) -> Head:
        """Return the end of the log alone, which changes whenever anything else here does."""
        with self._home.store().view(as_of=as_of) as view:
            return view.head()

    def verify(self, *, head: Head | None = None) -> Iterator[Fault]:
        """Yield every fault: quotes that are not in the raw bytes, rows that were changed, a chain that is broken."""
        from dragoman.keeping import reports

        yield from self._home.store().verify(reports.reader(self._settings), head=head)

    def backup(self, path: Path) -> None:
        """Copy the store, while it is in use, into one file, which appears whole or not at all.

        Raises:
            StoreError: the file exists, or cannot be written.
        """
        self._home.store().backup(path)

    # who may use the desk

    def add_user(self, name: str, role: Role) -> str:
        """Give a person a token and return it; only its digest is kept, so that it cannot be told again.

        Raises:
            UsageError: no name, or one that has a token already.
        """
        return users.add(self._home.store(is_made=True), name, role, now=self._clock())

    def revoke_user(self, name: str) -> None:
        """Make the token of a person no longer good.

        Raises:
            UsageError: nobody of that name has one.
        """
        users.revoke(self._home.store(), name)

    def users(self) -> tuple[User, ...]:
        """Return everybody who was ever given a token, in that order."""
        with self._home.store().users() as known:
            return known.all()

    def user_of(self, token: str) -> User | None:
        """Return the person of a token; None where nobody has it or it was revoked."""
        return users.holder(self._home.store(), token)

    def close(self) -> None:
        """Let go of the store."""
        self._home.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _looking(self, rules: AlertRules, health: Mapping[str, Health] | None) -> "Looking":
        from dragoman.keeping import looks

        return looks.Looking(
            rules=rules, health=health or {}, now=self._clock(), rule=self._settings.rule,
            ready=lambda view: self._ready(view, None),
        )  # fmt: skip

    @property
    def _run(self) -> Run:
        return self._given_run or runs.present_run(runs.for_all(self._settings))

    def _kept(self, items: Iterable[Arrival | Refusal | Health], jobs: int) -> Iterator[Added | Refusal | Health]:
        """Read arrivals side by side, keep them in their order, and pass everything else on in its turn."""
        from dragoman.keeping import arrivals, reports  # they bring the reader, which whoever only asks need not load

        store, run = self._home.store(is_made=True), self._run

        def ordered(item: Arrival | Refusal | Health) -> reports.Item:
            if not isinstance(item, Arrival):
                return item
            arrival = replace(item, published=item.published or self._settings.published)
            with store.view() as view:
                return arrivals.order_for(view, arrival, run, self._settings)

        for order, read in mapped(reports.prepared, map(ordered, items), jobs=jobs, skip=reports.needs_none):
            yield arrivals.settle(store, order, read, run=run)

    def _ready(self, view: View, as_of: datetime | None) -> AbstractContextManager[projection.Projection | None]:
        """Give the records that lie ready for what is asked of now; None of a moment since which the log went on."""
        if as_of is not None and not self._is_present(view):
            return nullcontext()
        return projection.opened(self._home.projection, view, program=runs.putting_together())

    def _is_present(self, view: View) -> bool:
        """Tell whether nothing was logged after the moment of a view."""
        with self._home.store().view() as now:
            return view.head() == now.head()


def open_archive(where: str | Path, *, settings: Settings | None = None) -> Archive:
    """Return the archive at a path (SQLite) or an address (``postgresql://…``).

    Nothing is opened yet: the first report that is added makes the store, whatever only reads refuses a missing one.
    """
    return Archive(where, settings=settings or Settings())


def restore(backup: Path, where: str | Path) -> None:
    """Put a backup in the place of a store that is gone.

    Raises:
        StoreError: the backup is no store, or there is something at its place.
    """
    stores.restore(backup, where)
