"""What all writers share: a name of their own while they write, the target's at the end."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from archiver.article import Article
from archiver.data.arrow import batches
from archiver.data.rows import from_batch
from warcs.files import sync_file, sync_folder

if TYPE_CHECKING:
    import pyarrow as pa

_UNFINISHED = ".unfinished"  #: behind the target's name


class Writer(ABC):
    """Writes articles to one target, which is there, whole, once the ``with`` block has ended.

    What is written lies beside it under a temporary name, and takes the place of an earlier file;
    where the block ends with an exception, it is removed and the earlier file stays.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.unfinished = target.with_name(target.name + _UNFINISHED)
        self.count = 0  #: articles written so far

    def write(self, articles: Iterable[Article]) -> None:
        """Add the articles, which are taken as they are needed. Raises OSError."""
        self._write(articles)

    def write_batch(self, batch: "pa.RecordBatch") -> None:
        """Add the rows of a record batch of :func:`archiver.data.schema`. Raises OSError."""
        self._write_batch(batch)

    @abstractmethod
    def _write(self, articles: Iterable[Article]) -> None: ...

    @abstractmethod
    def _write_batch(self, batch: "pa.RecordBatch") -> None: ...

    @abstractmethod
    def _open(self) -> None:
        """Begin, at ``self.unfinished``."""

    @abstractmethod
    def _close(self) -> None:
        """Write what is left, and close what was opened."""

    def __enter__(self) -> Self:
        self._remove()  # what was left by a process that was killed
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._close()
            if error is None:
                self._finish()
        finally:
            self._remove()

    def _finish(self) -> None:
        if self.unfinished.is_file():
            sync_file(self.unfinished)
        self.unfinished.replace(self.target)
        sync_folder(self.target.parent)

    def _remove(self) -> None:
        if self.unfinished.is_dir():
            shutil.rmtree(self.unfinished)
        else:
            self.unfinished.unlink(missing_ok=True)


class BatchWriter(Writer):
    """A writer of record batches: articles are made into such."""

    def _write(self, articles: Iterable[Article]) -> None:
        for batch in batches(articles):
            self._write_batch(batch)


class ArticleWriter(Writer):
    """A writer of articles, one by one: record batches are made into such. Needs no pyarrow."""

    def _write_batch(self, batch: "pa.RecordBatch") -> None:
        self._write(from_batch(batch))
