"""Reading an archive for a redaction: what goes, and where else its text is."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from archiver.collection.record import PROBE_TYPE, READING_TYPE, REPORT_TYPE, Again, decode
from archiver.collection.redaction import reports, subject
from archiver.collection.redaction.patterns import Patterns
from archiver.collection.redaction.plan import Copy, Plan, Progress
from archiver.collection.redaction.traces import MOST_DECODED, Trace
from archiver.urls import normalise
from warcs import reader
from warcs.reader import Record
from warcs.redacting.redaction import consequences
from warcs.redacting.removal import Removal
from warcs.redacting.removal import subject as about


class Search:
    """Reads WARC files until it is known what goes and where else its text is."""

    def __init__(
        self,
        paths: Sequence[Path],
        wanted: Patterns,
        also: Patterns,
        *,
        forget_url: bool = False,
        progress: Progress = lambda line: None,
    ) -> None:
        self._paths = paths
        self._wanted = wanted
        self._also = also
        self._forget = forget_url
        self._progress = progress
        self._forgotten: set[str] = set()  # as they were captured
        self._aliases: set[str] = set()  # what led to them, normalised
        self.plan = Plan(removal=Removal(wanted.fit))

    def run(self) -> Plan:
        """The plan, as far as the files tell. They must lie in one folder."""
        plan = self.plan
        looking = False  # for copies: only once it is known for what
        while self._pass(looking) or not looking:
            looking = True
        if self._paths:
            plan.consequences = consequences(plan.removal, self._paths[0].parent)
        plan.problems += plan.traces.limits
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
        for path in self._paths:
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
        self._forgotten.add(gone.url)
        requested = subject.learn(record, self.plan.traces)
        if requested and requested != gone.url:
            self.plan.aliases.setdefault(gone.url, set()).add(requested)
            self._aliases.add(normalise(requested))

    def _look(self, record: Record) -> None:
        place = (record.file, record.offset)
        trace = self.plan.traces.in_record(record)
        if record.content_type in (REPORT_TYPE, PROBE_TYPE):
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
        found = reports.quoting(text, self.is_hidden)
        if found:
            self.plan.hidden |= found
            self.plan.reports[(record.file, record.offset)] = text

    def is_hidden(self, text: str) -> bool:
        """True if a line of a run's report, of a probe's or of an alarm says too much."""
        if self.plan.traces.in_text(text).quotes:
            return True
        return self._forget and "://" in text and self._names(text)

    def _names(self, text: str) -> bool:
        """True if a line names what is to be forgotten, or what led to it."""
        if any(url in text for url in self._forgotten):
            return True
        named = reports.addresses(text)
        return any(self._wanted.fit(url) or normalise(url) in self._aliases for url in named)

    def _hint(self, record: Record) -> None:
        """A page that was reached from what is taken out, by a redirect, or as its later page."""
        try:
            reading = decode(record.id, record.block)
        except msgspec.DecodeError:
            return
        if isinstance(reading, Again):
            return  # of a revisit: the reading that it refers to says it
        told = (reading.context.requested, reading.context.part_of)
        if any(one and self._wanted.fit(one) for one in told) and reading.article.url:
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

    def _is_named(self, copy: Copy) -> bool:
        """By its target, or by the URL that metadata is about."""
        return self._also.fit(copy.url) or self._also.fit(about(copy.url))

    def _take_also(self) -> bool:
        """Copies that were named beside go too. True if there was one that was not known."""
        found = {
            place
            for place, copy in self.plan.copies.items()
            if (copy.trace.quotes or copy.same_payload) and self._is_named(copy)
        }
        new = found - self.plan.removal.also
        self.plan.removal.also |= new
        return bool(new)
