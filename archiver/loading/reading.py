"""The articles of many files, one after the other, with a report of what came of the others."""

from collections.abc import Generator, Iterator
from types import TracebackType
from typing import Self

from archiver.article import Article
from archiver.loading.inputs import Input
from archiver.loading.loader import Loader
from archiver.loading.options import Options
from archiver.loading.report import LoadReport


class Reading(Iterator[Article]):
    """Articles, read as they are asked for; iterator and context manager.

    Ending early (``close``, the end of the ``with``, nobody holding it any more) ends processes.
    """

    def __init__(
        self, inputs: tuple[Input, ...], options: Options, *, jobs: int = 1, ordered: bool = True
    ) -> None:
        self.inputs = inputs  #: the files, in the order in which they are read
        self.options = options
        self.report = LoadReport()  #: complete at the end, right as far as was read before
        self.input: Input | None = None  #: the file that the article given last is from
        self._articles = self._serially()

    def __next__(self) -> Article:
        return next(self._articles)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Read no further."""
        self._articles.close()

    def _serially(self) -> Generator[Article]:
        loader = Loader(self.inputs, self.options)
        try:
            for input in self.inputs:
                self.input = input
                yield from loader.read(input, self.report)
        finally:
            loader.close()
