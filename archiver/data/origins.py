"""What a table is made of: captures that are read, articles, or rows of another table.

Each can be gone through, as record batches or as articles, as often as its source allows.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from archiver import loading
from archiver.article import Article
from archiver.data.arrow import batches, schema
from archiver.data.extras import arrow
from archiver.data.fitting import fit_batch
from archiver.data.rows import from_batch
from archiver.errors import DataError
from archiver.loading import LoadReport, Options
from archiver.loading.filters import Filters

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
_NEVER = datetime.max.replace(tzinfo=UTC)


class Wanted:
    """Filters, asked of what was read before."""

    def __init__(self, options: Options) -> None:
        self._filters = Filters(options)
        self.everything = not any(getattr(options, name) for name in _FILTERS)

    def __call__(
        self, url: str | None, date: datetime | None, kind: str, language: str | None
    ) -> bool:
        """``date``: of the capture; without one it is in no span of time."""
        filters = self._filters
        return (
            (not filters.kinds or kind in filters.kinds)
            and filters.speaks(language)
            and filters.by_place(date or _NEVER, url or "") is None
        )


_FILTERS = ("url", "domain", "since", "until", "language", "kinds")


class Origin(Protocol):
    """Rows, from somewhere."""

    @property
    def repeatable(self) -> bool:
        """Whether there can be another pass, with the same rows in the same order."""

    @property
    def report(self) -> LoadReport | None:
        """Of the pass that began last; None where no captures are read."""

    @property
    def schema(self) -> "pa.Schema":
        """Of all batches: ours, and behind it the columns that a table had besides."""

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """One pass. Raises DataError where there can be no more."""

    def articles(self) -> Iterator[Article]:
        """The same pass, as articles."""


Begin = Callable[[tuple[loading.Input, ...], Options], loading.Reading]
"""Begins to read files: here, in processes, or on a cluster."""


class Captures:
    """WARC files; each pass reads them anew, as ``begin`` does; ``ordered``: in the same order."""

    def __init__(
        self, source: loading.Sources, options: Options, begin: Begin, *, ordered: bool = False
    ) -> None:
        self._inputs = loading.inputs(source)
        self._options, self._begin = options, begin
        self.repeatable = ordered and all(x.rereadable for x in self._inputs)
        self.report: LoadReport | None = None

    @property
    def schema(self) -> "pa.Schema":
        """Ours."""
        return schema()

    def articles(self) -> Iterator[Article]:
        """What the files hold."""
        with self._begin(self._inputs, self._options) as reading:
            self.report = reading.report
            yield from reading

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """The same."""
        return batches(self.articles())


class Articles:
    """Articles that were read already; ``begin`` starts a pass through them."""

    def __init__(
        self,
        begin: Callable[[], Iterable[Article]],
        wanted: Wanted,
        report: LoadReport | None = None,
    ) -> None:
        self._begin, self._wanted, self.report = begin, wanted, report
        self.repeatable = not isinstance(begin, Once)

    @property
    def schema(self) -> "pa.Schema":
        """Ours."""
        return schema()

    def articles(self) -> Iterator[Article]:
        """All that are wanted."""
        for article in self._begin():
            date = article.capture.date if article.capture else None
            if self._wanted(article.url, date, article.kind, article.language):
                yield article

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """The same."""
        return batches(self.articles())


class Rows:
    """Rows of other tables; ``begin`` starts a pass through their batches."""

    report = None

    def __init__(
        self,
        schema: "pa.Schema",
        begin: Callable[[], Iterable["pa.RecordBatch"]],
        wanted: Wanted,
        files: tuple[str, ...] = (),
        repeatable: bool = True,
    ) -> None:
        self.schema = schema
        self.files = files  #: of Parquet, if they hold these very rows under this very schema
        self._begin, self._wanted = begin, wanted
        self.repeatable = repeatable and not isinstance(begin, Once)

    def batches(self) -> Iterator["pa.RecordBatch"]:
        """Those that are wanted, made to fit."""
        for found in self._begin():
            fitted = fit_batch(found, self.schema)
            if not self._wanted.everything:
                columns = [fitted.column(x).to_pylist() for x in _ASKED]
                asked = enumerate(zip(*columns, strict=True))
                rows = [number for number, row in asked if self._wanted(*row)]
                fitted = fitted.take(arrow().array(rows, arrow().int64()))
            if fitted.num_rows:
                yield fitted

    def articles(self) -> Iterator[Article]:
        """The same."""
        for found in self.batches():
            yield from from_batch(found)


_ASKED = ("url", "capture_date", "kind", "language")  #: columns, as `_wanted` takes them


class Once:
    """What can be gone through once: an iterator, a stream."""

    def __init__(self, given: Iterable[T]) -> None:
        self._given: Iterable[T] | None = given

    def __call__(self) -> Iterable[Any]:
        """Raises DataError the second time."""
        if self._given is None:
            raise DataError(
                "the table was made of an iterator, which has been read; call arrow() first, which"
                " keeps the rows, or give a list"
            )
        given, self._given = self._given, None
        return given
