"""Articles from any WARC files: what is read, what is left out, and what came of each response."""

from collections.abc import Iterator, Sequence

from archiver.article import Article
from archiver.errors import LoadingError
from archiver.loading.inputs import Input, Sources, inputs
from archiver.loading.loader import Loader
from archiver.loading.options import Options
from archiver.loading.reading import Reading
from archiver.loading.report import Example, LoadReport

__all__ = [
    "Example",
    "Input",
    "LoadReport",
    "Loader",
    "Options",
    "Reading",
    "Sources",
    "inputs",
    "read",
    "read_input",
]


def read(
    source: Sources, options: Options | None = None, *, jobs: int = 1, ordered: bool = True
) -> Reading:
    """The articles in ``source`` that ``options`` want: see :func:`archiver.read`."""
    if not isinstance(jobs, int) or jobs < 1:
        raise LoadingError(f"jobs: {jobs!r} is no number of processes; give 1 or more")
    return Reading(inputs(source), options or Options(), jobs=jobs, ordered=ordered)


def read_input(
    input: Input, options: Options, report: LoadReport, *, among: Sequence[Input] = ()
) -> Iterator[Article]:
    """The articles of one WARC file, in this process; what came of it is added to ``report``.

    ``among``: the files in which the originals of revisits are looked for, beside ``input``. Never
    raises for what is in the file.
    """
    loader = Loader((input, *among), options)
    try:
        yield from loader.read(input, report)
    finally:
        loader.close()
