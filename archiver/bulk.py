"""Many articles at a time: from collections, WARC files and tables.

What is offered as ``archiver.read``, ``load``, ``duplicates`` and ``open_collection``.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.data import Duplicates, Table, Tabular
from archiver.data import duplicates as _duplicates
from archiver.data import load as _load_table
from archiver.data.collection import Collection
from archiver.jobs import ClusterReading as _ClusterReading
from archiver.loading import Reading, Sources
from archiver.loading import inputs as _inputs
from archiver.loading import read as _read_all
from archiver.loading.options import HTML, Day, Options, Patterns, Texts

if TYPE_CHECKING:
    from distributed import Client


def open_collection(folder: Path | str) -> Collection:
    """The collection in ``folder``, for reading. Raises CollectionError if there is none."""
    return Collection(folder)


def read(
    source: Sources,
    *,
    url: Patterns = (),
    domain: Texts = (),
    since: Day | None = None,
    until: Day | None = None,
    status: int | Iterable[int] | None = (200,),
    mime: Texts = HTML,
    language: Texts = (),
    kinds: Texts = ("article",),
    duplicates: bool = True,
    timeout: float | None = 30.0,
    publications: Path | str | None = None,
    jobs: int = 1,
    ordered: bool = True,
    dask: "Client | None" = None,
) -> Reading:
    """The articles in WARC files: an iterator, whose ``report`` says what came of every response.

    ``source``: a path, a glob, a folder, a collection, a WACZ, a URL (``s3://…``, with
    ``archiver[urls]``), an open binary stream, or several of these. Filters, all of which a capture
    must pass, in the order in which they are asked: ``since`` and ``until`` (when it was captured;
    days inclusive), ``domain`` (and the hosts below), ``url`` (the whole URL with ``*`` for any
    characters, ``re:`` and a regular expression, or a compiled one), ``status``, ``mime``,
    ``duplicates=False`` (of captures with one URL and one payload only the first), ``language``
    (BCP 47), ``kinds`` (``article``, ``listing``, …, or ``all``). See docs/loading.md.
    ``timeout``: seconds that a page may take; ``publications``: a folder of publication files;
    ``jobs``: processes, if more than one; ``ordered=False``: articles as they come from these;
    ``dask``: client of a cluster that reads (docs/cluster.md). Raises LoadingError, before anything
    is read, for a source or an argument that is none; nothing that a file holds is raised.
    """
    options = Options.of(
        url=url, domain=domain, since=since, until=until, status=status, mime=mime,
        language=language, kinds=kinds, duplicates=duplicates, timeout=timeout,
        publications=publications,
    )  # fmt: skip
    if dask is not None:
        return _ClusterReading(_inputs(source), options, dask)
    return _read_all(source, options, jobs=jobs, ordered=ordered)


def load(
    source: Tabular,
    *,
    url: Patterns = (),
    domain: Texts = (),
    since: Day | None = None,
    until: Day | None = None,
    status: int | Iterable[int] | None = (200,),
    mime: Texts = HTML,
    language: Texts = (),
    kinds: Texts | None = None,
    duplicates: bool = True,
    timeout: float | None = 30.0,
    publications: Path | str | None = None,
    jobs: int = 1,
    ordered: bool = True,
    dask: "Client | None" = None,
) -> Table:
    """The articles in ``source`` as a table, which is read when it is asked for.

    ``source``: whatever :func:`read` takes; articles; a Collection (the newest version of each
    article); Parquet or JSON Lines that was written here, as files, folders or globs; a table of
    any library that offers Arrow's C stream. The other arguments are those of :func:`read`. By
    default ``kinds`` is ``article`` of captures, and any of what was read before, of which
    ``status``, ``mime``, ``duplicates`` and ``publications`` cannot be asked. Raises LoadingError,
    DataError. See docs/tables.md.
    """
    options = Options.of(
        url=url, domain=domain, since=since, until=until, status=status, mime=mime,
        language=language, kinds="article" if kinds is None else kinds, duplicates=duplicates,
        timeout=timeout, publications=publications,
    )  # fmt: skip
    begin = None if dask is None else partial(_ClusterReading, client=dask)
    return _load_table(
        source, options, any_kind=kinds is None, jobs=jobs, ordered=ordered, begin=begin
    )


def duplicates(source: Tabular, *, threshold: float = 0.5) -> Duplicates:
    """The stories in ``source`` that have copies in it: the same text, or nearly the same.

    ``source``: whatever :func:`load` takes, a Table among it; all kinds of pages that are in it are
    compared. ``threshold``: the share of the shorter text, in runs of three words, that the longer
    must have. The result has ``clusters``, and ``table`` and ``unique``: the table marked, and
    without the copies. Needs ``news-archiver[duplicates]``. Raises LoadingError, DataError. See
    docs/tables.md.
    """
    return _duplicates(source, threshold=threshold)
