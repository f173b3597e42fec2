"""What a redaction would do: found by reading the archive, before anything is changed."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from archiver.collection import catalogue
from archiver.collection.folder import Folder
from archiver.collection.record import READING_TYPE, REPORT_TYPE, decode
from archiver.collection.redaction import reports, subject
from archiver.collection.redaction.patterns import Patterns
from archiver.collection.redaction.traces import MOST_DECODED, Trace, Traces
from archiver.urls import normalise
from warcs import reader
from warcs.files import OPEN, SUFFIX
from warcs.reader import Record
from warcs.redaction import Consequences, consequences
from warcs.removal import Removal
from warcs.rewrite import Moves
from warcs.tombstones import Gone, Place

CATALOGUE = "catalogue.sqlite"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Text of what is taken out, in a record that belongs to another URL."""

    file: str  #: of the archive, or the catalogue
    offset: int | None  #: in bytes; None in the catalogue
    url: str  #: WARC-Target-URI; of the article that a source told something of
    type: str  #: WARC-Type, or ``frontier``
    trace: Trace
    same_payload: bool = False  #: a revisit whose payload is taken out: the same page


@dataclass(kw_only=True)
class Plan:
    """What goes, what stays, and what of it is quoted elsewhere."""

    removal: Removal
    traces: Traces = field(default_factory=Traces)
    copies: dict[Place, Copy] = field(default_factory=dict)
    consequences: Consequences = field(
        default_factory=lambda: Consequences(promoted=(), renewed={}, unresolved=())
    )
    aliases: dict[str, set[str]] = field(default_factory=dict)  #: URL -> what led to it
    known: set[str] = field(default_factory=set)  #: URLs of the frontier that are meant
    cleared: set[str] = field(default_factory=set)  #: likewise, whose copy was named beside
    requisites: list[str] = field(default_factory=list)
    """URLs of pictures, styles and fonts that only what goes asks for: they stay."""
    rows: list[Copy] = field(default_factory=list)  #: of the frontier
    reports: dict[Place, str] = field(default_factory=dict)  #: with what they quote
    hidden: set[str] = field(default_factory=set)  #: digests of strings in run reports
    hints: set[str] = field(default_factory=set)  #: URLs that are probably meant too
    problems: list[str] = field(default_factory=list)  #: what could not be searched: a line each
    packages: list[str] = field(default_factory=list)  #: made earlier; they hold what they held

    @property
    def urls(self) -> list[str]:
        """The URLs that are taken down: of captures, and of what was never captured."""
        captured = {one.url for one in self.removal.gone.values() if one.wanted}
        return sorted(captured | self.known)

    @property
    def captures(self) -> list[Gone]:
        """What goes, without requests and metadata."""
        kinds = ("response", "revisit", "resource")
        return [one for one in self.removal.gone.values() if one.type in kinds]

    @property
    def quoting(self) -> list[Copy]:
        """The copies of text."""
        found = [x for x in self.copies.values() if x.trace.quotes or x.same_payload]
        return [*sorted(found, key=lambda x: (x.file, x.offset or 0)), *self.rows]

    @property
    def sharing(self) -> list[Copy]:
        """Records that share bytes with the pages, but no text: menus, footers, scripts."""
        found = [x for x in self.copies.values() if not (x.trace.quotes or x.same_payload)]
        return sorted(found, key=lambda x: (x.file, x.offset or 0))

    def move(self, file: str, moves: Moves) -> None:
        """The copies in a file that was written anew are at other offsets now."""
        for place, one in self.copies.items():
            if place[0] == file:
                self.copies[place] = replace(one, offset=moves.new(place[1]))


class Search:
    """Reads an archive until it is known what goes and where else its text is."""

    def __init__(
        self,
        folder: Folder,
        wanted: Patterns,
        also: Patterns,
        *,
        forget_url: bool = False,
        progress: Progress = lambda line: None,
    ) -> None:
        self._folder = folder
        self._wanted = wanted
        self._also = also
        self._forget = forget_url
        self._progress = progress
        self.plan = Plan(removal=Removal(wanted.fit))

    def run(self) -> Plan:
        """The plan. Raises CollectionError if the catalogue cannot be read."""
        plan = self.plan
        looking = False  # for copies: only once it is known for what
        while self._pass(looking) or not looking:
            looking = True
        plan.consequences = consequences(plan.removal, self._folder.archive)
        self._look_in_catalogue()
        plan.packages = packages(self._folder)
        plan.problems += plan.traces.limits
        plan.problems += [f"{name}: was not searched" for name in self._others()]
        return plan

    def _pass(self, looking: bool) -> bool:
        """Read everything once. True if it brought anything that is to be looked for."""
        plan, removal, more = self.plan, self.plan.removal, False
        plan.copies.clear()
        plan.reports.clear()
        plan.problems.clear()
        for record in self._records():
            if removal.see(record):
                self._learn(record)
                more = True
            elif looking and (record.file, record.offset) not in removal.gone:
                self._look(record)
        self._add_revisits()
        return self._take_also() or more

    def _records(self) -> Iterator[Record]:
        for path in warc_files(self._folder.archive):
            self._progress(path.name)
            with path.open("rb") as stream:
                records = reader.read_records(stream, path.name, most_block=MOST_DECODED)
                for record in records:
                    if record.cut:
                        where = f"{record.file}: offset {record.offset}"
                        self.plan.problems.append(f"{where}: only the first 64 MiB were searched")
                    yield record
                self.plan.problems += [str(problem) for problem in records.problems]

    def _learn(self, record: Record) -> None:
        gone = self.plan.removal.gone[(record.file, record.offset)]
        if not gone.wanted:
            return
        requested = subject.learn(record, self.plan.traces)
        if requested and requested != gone.url:
            self.plan.aliases.setdefault(gone.url, set()).add(requested)

    def _look(self, record: Record) -> None:
        place = (record.file, record.offset)
        trace = self.plan.traces.in_record(record)
        if record.content_type == REPORT_TYPE:
            self._look_in_report(record)
        elif trace:
            self.plan.copies[place] = Copy(
                file=record.file,
                offset=record.offset,
                url=record.url,
                type=record.type,
                trace=trace,
            )
        if record.content_type == READING_TYPE:
            self._hint(record)

    def _look_in_report(self, record: Record) -> None:
        text = record.block.decode("utf-8", "replace")
        found = reports.quoting(text, self._is_hidden)
        if found:
            self.plan.hidden |= found
            self.plan.reports[(record.file, record.offset)] = text

    def _is_hidden(self, text: str) -> bool:
        if self.plan.traces.in_text(text).quotes:
            return True
        return self._forget and any(url in text for url in self.plan.urls)

    def _hint(self, record: Record) -> None:
        """A page that was reached from what is taken out, by a redirect."""
        try:
            reading = decode(record.id, record.block)
        except msgspec.DecodeError:
            return
        if self._wanted.fit(reading.context.requested) and reading.article.url:
            self.plan.hints.add(reading.article.url)

    def _add_revisits(self) -> None:
        for place, one in self.plan.removal.revisits.items():
            self.plan.copies[place] = Copy(
                file=place[0],
                offset=place[1],
                url=one.url,
                type="revisit",
                trace=Trace(sentences=self.plan.traces.count),
                same_payload=True,
            )

    def _take_also(self) -> bool:
        """Copies that were named beside go too. True if there was one that was not known."""
        found = {
            place
            for place, copy in self.plan.copies.items()
            if (copy.trace.quotes or copy.same_payload) and self._also.fit(copy.url)
        }
        new = found - self.plan.removal.also
        self.plan.removal.also |= new
        return bool(new)

    def _look_in_catalogue(self) -> None:
        if not self._folder.catalogue.is_file():
            return
        with closing(catalogue.connect(self._folder.catalogue, readonly=True)) as db:
            aliases = set(map(normalise, set[str]().union(*self.plan.aliases.values())))
            for row in db.execute("SELECT url, entries FROM frontier ORDER BY rowid"):
                if row["url"] not in aliases:
                    self._look_in_row(row["url"], row["entries"])
            self.plan.requisites = _only_needed(db, self.plan.removal)
            for row in db.execute("SELECT report FROM runs WHERE report IS NOT NULL"):
                self.plan.hidden |= reports.quoting(row["report"], self._is_hidden)

    def _look_in_row(self, url: str, entries: str) -> None:
        if self._wanted.fit(url):
            self.plan.known.add(url)
            return
        trace = self.plan.traces.in_text(entries)
        if trace.quotes and self._also.fit(url):
            self.plan.cleared.add(url)
        elif trace.quotes:
            self.plan.rows.append(
                Copy(file=CATALOGUE, offset=None, url=url, type="frontier", trace=trace)
            )

    def _others(self) -> Iterator[str]:
        """Files of which nobody knows what they hold."""
        root = self._folder.root
        for path in sorted(root.rglob("*")):
            inner = path.relative_to(root)
            if path.is_file() and not _is_known(inner):
                yield str(inner)


def _only_needed(db: sqlite3.Connection, removal: Removal) -> list[str]:
    """What was captured because only captures that go ask for it."""
    going = {one.id for one in removal.gone.values()}
    rows = db.execute(
        "SELECT DISTINCT addresses.url, asking.record_id FROM addresses"
        " JOIN requisites ON address = addresses.id JOIN captures AS asking"
        " ON asking.id = requisites.capture WHERE EXISTS"
        " (SELECT 1 FROM captures WHERE captures.url = addresses.url)"
    )
    asked: dict[str, set[str]] = {}
    for row in rows:
        asked.setdefault(row["url"], set()).add(row["record_id"])
    urls = [url for url, ids in asked.items() if ids <= going]
    return sorted(url for url in urls if not removal.wanted(url))


def _is_known(inner: Path) -> bool:
    if inner.parts[0] == "archive":
        return inner.name.endswith((SUFFIX, SUFFIX + OPEN))
    if inner.parts[0] in ("indexes", "pages", "publications"):
        return True
    return inner.name.startswith((CATALOGUE, "manifest.", "packages.", "redaction", ".lock"))


def warc_files(archive: Path) -> list[Path]:
    """Sealed files and open ones."""
    return sorted([*archive.glob(f"*{SUFFIX}"), *archive.glob(f"*{SUFFIX}{OPEN}")])


def packages(folder: Folder) -> list[str]:
    """The packages that were made of this collection, as ``packages.jsonl`` tells: a line each."""
    path = folder.root / "packages.jsonl"
    if not path.is_file():
        return []
    found = []
    for line in path.read_text("utf-8", "replace").splitlines():
        try:
            made = json.loads(line)
        except ValueError:
            continue
        if isinstance(made, dict):
            told = (made.get("path") or made.get("name"), made.get("date") or made.get("created"))
            found.append(" ".join(str(one) for one in told if one))
    return found
