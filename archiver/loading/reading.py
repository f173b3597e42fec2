"""The articles of many files, one after the other, with a report of what came of the others."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from archiver.article import Article
from archiver.loading.inputs import Input
from archiver.loading.loader import Loader
from archiver.loading.messages import Batch
from archiver.loading.options import Options
from archiver.loading.pool import Pool
from archiver.loading.report import DUPLICATE, LoadReport


@dataclass(slots=True, kw_only=True)
class State:
    """What is known so far.

    Apart from the reading, so that the generator does not hold that: when nobody does, it ends.
    """

    report: LoadReport = field(default_factory=LoadReport)
    input: Input | None = None


class Reading(Iterator[Article]):
    """Articles, read as they are asked for; iterator and context manager.

    Ending early (``close``, the end of the ``with``, nobody holding it any more) ends processes.
    """

    def __init__(
        self,
        inputs: tuple[Input, ...],
        options: Options,
        *,
        jobs: int = 1,
        ordered: bool = True,
        among: tuple[Input, ...] = (),
    ) -> None:
        """``among``: files in which the originals of revisits are looked for, beside ``inputs``."""
        self.inputs = inputs  #: the files, in the order in which they are given
        self.options = options
        self._state = State()
        self._articles = (
            _serially(inputs, options, self._state, among)
            if jobs == 1
            else _in_parallel(inputs, options, self._state, among, jobs=jobs, ordered=ordered)
        )

    @property
    def report(self) -> LoadReport:
        """Complete at the end; before, it is of what was read for the articles so far, or more."""
        return self._state.report

    @property
    def input(self) -> Input | None:
        """The file that the article given last is from."""
        return self._state.input

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


def _serially(
    inputs: tuple[Input, ...], options: Options, state: State, among: tuple[Input, ...]
) -> Generator[Article]:
    with closing(Loader((*inputs, *among), options)) as loader:
        for input in inputs:
            state.input = input
            yield from loader.read(input, state.report)


def _in_parallel(
    inputs: tuple[Input, ...],
    options: Options,
    state: State,
    among: tuple[Input, ...],
    *,
    jobs: int,
    ordered: bool,
) -> Generator[Article]:
    seen: set[bytes] = set()
    with closing(Pool(inputs, options, jobs, among=among)) as pool:
        for input, batch in pool.in_order() if ordered else pool.as_it_comes():
            state.input = input
            articles = batch.articles if options.duplicates else _distinct(batch, seen)
            state.report += batch.report
            for article in articles:
                state.report.given += 1
                yield article


def _distinct(batch: Batch, seen: set[bytes]) -> list[Article]:
    """The articles of pages that did not come before; the report knows the others as duplicates."""
    kept: list[Article] = []
    articles = iter(batch.articles)
    for key, name, is_here in batch.keyed:
        article = next(articles) if is_here else None
        if key in seen:
            batch.report.moved(name, DUPLICATE)
        elif article is not None:
            kept.append(article)
        seen.add(key)
    return kept
