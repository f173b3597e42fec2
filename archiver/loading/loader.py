"""Reading the captures of one WARC file after the other, each response put into one class."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from archiver.article import Article
from archiver.loading.catalogues import Catalogues
from archiver.loading.filters import UNDECLARED, Filters, Outline, Reason
from archiver.loading.indexed import Choice, chosen
from archiver.loading.inputs import Input
from archiver.loading.knowledge import Knowledge, Known
from archiver.loading.limit import TooLong, within
from archiver.loading.options import Options
from archiver.loading.originals import Originals
from archiver.loading.pages import RESPONSES, Body, body_of, outline
from archiver.loading.ranges import WHOLE, Range, records_from
from archiver.loading.report import (
    BY_INDEX,
    CORRUPT,
    DUPLICATE,
    EMPTY,
    FAILED,
    FILTERED,
    NOT_HTML,
    TOO_LONG,
    UNJOINED,
    UNRESOLVED,
    Example,
    LoadReport,
    one_line,
)
from archiver.loading.segments import CONTINUATION, is_segment, joined, origin_of
from archiver.loading.single import OneByOne
from archiver.page import MOST_BYTES
from archiver.reading import read
from archiver.rights.skipping import without_text
from archiver.sources.bodies import kind_of
from warcs import CorruptRecord, Record, Records, WarcError

RESOLVED = "revisit resolved"
TRUNCATED = "truncated"
JOINED = "segments joined"
SEGMENTS = "segments missing"
BROKEN = "broken coding"
LARGER = "larger than is read"
UNFINISHED = "unfinished end of an open file"
ENDS = ("the file ends within", "the block ends after")  # how the end of a file is told


class Watch(Protocol):
    """Who looks after a reading from outside, and wants to know where it is."""

    def begin(self, number: int, offset: int, url: str) -> None:
        """The page of a record is being read."""
        ...

    def end(self) -> None:
        """It was read."""
        ...


class Unwatched:
    """Nobody does."""

    def begin(self, number: int, offset: int, url: str) -> None:
        """Nothing is told."""

    def end(self) -> None:
        """Nothing is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where to go on in a file that was begun before."""

    after: int = 0  #: the records up to this one were counted, the first being 1
    skip: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Records that are not read: the class that each is in, and why."""
    range: Range = WHOLE  #: of the file; records are counted from its beginning


class Step(NamedTuple):
    """What came of a response."""

    number: int  #: of its record in the file, the first being 1
    name: str  #: the class that it was put in
    article: Article | None = None  #: if it is to be handed out
    key: bytes | None = None  #: of URL and page, if duplicates are to be left out


class _End(NamedTuple):
    """The class of a response, and what is to be told of it."""

    name: str
    detail: str | None = None
    reason: str | None = None  #: one line, of a failure
    article: Article | None = None
    key: bytes | None = None


BEGINNING = Plan()


class Loader:
    """Reads ``inputs`` as ``options`` say. What it learns of one file helps with another.

    ``watch`` is told of each page. In ``folder`` processes keep what they share.
    """

    def __init__(
        self,
        inputs: Sequence[Input],
        options: Options,
        watch: Watch | None = None,
        folder: Path | None = None,
    ) -> None:
        self.options = options
        self.watch = watch or Unwatched()
        self.filters = Filters(options)
        self._catalogues = Catalogues()
        self.originals = Originals(inputs, options, self._catalogues, folder)
        self.seen: set[bytes] = set()  #: keys of pages, if duplicates are to be left out
        self._knowledge = Knowledge(options.publications, self._catalogues)

    def close(self) -> None:
        """Let go of files."""
        self.originals.close()
        self._catalogues.close()

    def read(self, input: Input, report: LoadReport) -> Iterator[Article]:
        """The articles in ``input``, counted in ``report``. Nothing that it holds is raised."""
        for step in self.steps(input, report):
            if step.article is not None:
                report.given += 1
                yield step.article

    def steps(self, input: Input, report: LoadReport, plan: Plan = BEGINNING) -> Iterator[Step]:
        """The same, with a step for each response; what is given is not counted."""
        try:
            stream = input.open()
        except (WarcError, OSError) as error:
            report.bad_file(input.place, str(error))
            return
        begin, end = plan.range
        with (
            records_from(stream, input, begin) as records,
            self._knowledge.of(input) as known,
        ):
            way = _Pass(self, input, report, known)
            choice = chosen(input, self.filters) if (begin, end) == WHOLE else None
            yield from way.by_index(choice, plan) if choice else way.steps(records, plan)


class _Pass:
    """One way through a file."""

    def __init__(self, loader: Loader, input: Input, report: LoadReport, known: Known) -> None:
        self._loader = loader
        self._filters = loader.filters
        self._input = input
        self._report = report
        self._known = known
        self._told = 0  # problems

    def steps(self, records: Records, plan: Plan) -> Iterator[Step]:
        report = self._report
        begin, end = plan.range
        report.files += plan.after == 0 and not begin
        number, at = 0, begin
        for number, record in enumerate(records, 1):
            if number <= plan.after or (number == 1 and begin):
                self._told = len(records.problems)  # or they are told with the range before
            self._tell(records.problems)
            if end is not None and record.offset >= end:
                break
            if number > plan.after:
                report.records += 1
                report.bytes_read += max(record.offset - at, 0)
            at = max(record.offset, at)
            if number > plan.after and (record.type in RESPONSES or self._is_lost(record)):
                yield self._step(number, record, plan)
        else:
            self._end_of_file(records.problems, empty=not number, begun=bool(begin))
        report.bytes_read += max((end or self._input.size or at) - at, 0)

    def _is_lost(self, record: Record) -> bool:
        """True of a segment whose first one, which is the response, is nowhere."""
        return record.type == CONTINUATION and not self._loader.originals.has_first(
            record, self._input
        )

    def _end_of_file(self, problems: list[CorruptRecord], *, empty: bool, begun: bool) -> None:
        if not empty:
            self._tell(problems, last=True)
        elif problems and not begun:
            self._report.bad_file(self._input.place, f"holds no record ({problems[0].reason})")

    def by_index(self, choice: Choice, plan: Plan) -> Iterator[Step]:
        """Only what may be wanted is read, at its place."""
        report = self._report
        if plan.after == 0:
            report.files += 1
            report.note(BY_INDEX)
            for reason in choice.left_out:
                report.put(*reason)
        with closing(OneByOne()) as records:
            for number, offset in enumerate(choice.places, 1):
                if number <= plan.after:
                    continue
                record = records.record(self._input, offset)
                if record is None:
                    example = self._example(offset, None, "no record is where the index has one")
                    report.put(CORRUPT, example=example)
                    continue
                report.records += 1
                if record.type in RESPONSES or self._is_lost(record):
                    yield self._step(number, record, plan)
        report.bytes_read += self._input.size or 0

    def _tell(self, problems: list[CorruptRecord], *, last: bool = False) -> None:
        """Count what is damaged, as far as it was not."""
        for problem in problems[self._told :]:
            self._told += 1
            if not problem.lost:
                continue
            if last and self._input.is_open and problem.reason.startswith(ENDS):
                self._report.note(UNFINISHED)
                continue
            example = self._example(problem.offset, None, problem.reason)
            self._report.put(CORRUPT, example=example)

    def _step(self, number: int, record: Record, plan: Plan) -> Step:
        if number in plan.skip:
            name, reason = plan.skip[number]
            end = _End(name, reason=reason)
        else:
            end = self._end(number, record)
        example = None
        if end.reason is not None:
            example = self._example(record.offset, record.url, end.reason)
        name = self._report.put(end.name, end.detail, example)
        return Step(number, name, end.article, end.key)

    def _example(self, offset: int, url: str | None, reason: str) -> Example:
        return Example(
            file=self._input.place, offset=offset, url=url or None, reason=one_line(reason)
        )

    def _end(self, number: int, record: Record) -> _End:
        """What becomes of a response."""
        refused = self._filters.by_place(record.date, record.url)
        if refused:
            return _End(*refused)
        if record.type == CONTINUATION:
            return _End(
                UNJOINED, reason=f"continues {origin_of(record) or 'nothing that it names'}"
            )
        holder: Record | None = record
        told = outline(record)
        if record.type == "revisit":
            refused = self._by_head_of_revisit(told)
            holder = None if refused else self._loader.originals.find(record, self._input)
            if holder is not None:
                self._report.note(RESOLVED)
                told = told if told.mime else outline(holder)
        refused = refused or (self._filters.by_answer(told) if holder else None)
        if refused:
            return _End(*refused)
        if holder is None:
            return _End(UNRESOLVED, reason=_names(record))
        if is_segment(holder):
            joined = self._joined(holder)
            record, holder = joined if record is holder else record, joined
        return self._read(number, record, holder, told)

    def _joined(self, first: Record) -> Record:
        found = self._loader.originals.continuations(first, self._input)
        record, whole = joined(first, found)
        self._report.note(JOINED if whole else SEGMENTS)
        return record

    def _by_head_of_revisit(self, told: Outline) -> Reason | None:
        """A revisit often has the head of its response; that of a 304 says nothing of the page."""
        has_head = told.status not in (None, 304)
        return self._filters.by_answer(told) if has_head else None

    def _read(self, number: int, record: Record, holder: Record, told: Outline) -> _End:
        """Read the page, within its time."""
        watch = self._loader.watch
        try:
            with within(self._loader.options.timeout):
                watch.begin(number, record.offset, record.url)
                return self._page(record, holder, told)
        except TooLong:
            return _End(TOO_LONG, reason=f"more than {self._loader.options.timeout:g} s")
        except Exception as error:  # a mistake of ours in the reader; or the bytes are gone
            return _End(FAILED, reason=f"{type(error).__name__}: {error}")
        finally:
            watch.end()

    def _page(self, record: Record, holder: Record, told: Outline) -> _End:
        body = body_of(record, holder)
        if body is None or not body.html:
            return _End(EMPTY)
        if body.problem and kind_of(body.html) == "binary":
            return _End(FAILED, reason=body.problem)
        if told.mime is None and self._filters.undeclared(body.html):
            return _End(NOT_HTML, UNDECLARED)
        self._notes(record, holder, body)
        key = None if self._loader.options.duplicates else _key(record.url, body.html)
        if key in self._loader.seen:
            return _End(DUPLICATE)
        refused = self._filters.by_declaration(body.html)
        if refused:
            return _End(*refused)
        article = self._article(record, body)
        if key is not None:
            self._loader.seen.add(key)
        if not self._filters.speaks(article.language):
            return _End(FILTERED, "language", key=key)
        wanted = not self._filters.kinds or article.kind in self._filters.kinds
        return _End(article.kind, article=article if wanted else None, key=key)

    def _article(self, record: Record, body: Body) -> Article:
        said = self._known.of(record)
        page = body.page(record, said.url or record.url)
        article = read(page, said.publication, said.entry, record.ref, said.wishes)
        # What was decided when the page was captured holds, whatever is decided today.
        return without_text(article, said.skipped) if said.skipped else article

    def _notes(self, record: Record, holder: Record, body: Body) -> None:
        if holder.truncated:
            self._report.note(TRUNCATED)
        if body.broken:
            self._report.note(BROKEN)
        if holder.cut or len(body.html) > MOST_BYTES:
            self._report.note(LARGER)


def _key(url: str, html: bytes) -> bytes:
    digest = hashlib.blake2b(html, digest_size=16)
    digest.update(url.encode("utf-8", "replace"))
    return digest.digest()


def _names(revisit: Record) -> str:
    """What a revisit says that it refers to."""
    for name in ("WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Payload-Digest"):
        if value := revisit.field(name):
            return f"refers to {value}"
    return "names nothing that it refers to"
