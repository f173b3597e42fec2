"""One WARC file read into one part: what a process, or a machine of a cluster, is given to do."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from archiver.article import Article
from archiver.data import open_writer
from archiver.loading import Input, Loader, LoadReport, Options
from archiver.loading.report import DUPLICATE
from warcs.files import sync_folder

KEYS = ".keys"  #: behind a part's name: the pages that are in it, where duplicates are left out


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An input that can be told to another process."""

    path: str
    name: str
    member: str | None = None
    size: int | None = None
    stamp: str | None = None
    collection: str | None = None
    is_open: bool = False

    @classmethod
    def of(cls, input: Input) -> "Source":
        """From an input that is no stream."""
        return cls(
            path=absolute(input.path), name=input.name, member=input.member, size=input.size,
            stamp=input.stamp,
            collection=absolute(input.collection) if input.collection else None,
            is_open=input.is_open,
        )  # fmt: skip

    @property
    def place(self) -> str:
        """What messages call it."""
        return self.path if self.member is None else f"{self.path}!{self.member}"

    def input(self) -> Input:
        """What is read."""
        return Input(**msgspec.structs.asdict(self))

    @property
    def part(self) -> str:
        """The name of its part: that of the file, and digits by which files of one name differ."""
        digits = hashlib.sha256(self.place.encode("utf-8", "surrogateescape")).hexdigest()[:12]
        stem = "".join(c if c.isalnum() or c in "._-" else "_" for c in self.name)[:80]
        return f"{stem}-{digits}.parquet"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be read, and into which file."""

    source: Source
    folder: str  #: of the parts


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A part that is there, whole."""

    source: Source
    articles: int
    size: int  #: of the part, in bytes
    report: LoadReport


class Page(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A page that was read, where duplicates are left out."""

    key: str  #: of URL and page, hexadecimal
    name: str  #: its class
    is_here: bool  #: an article of the part


def absolute(path: str) -> str:
    """A path that means the same in any folder; a URL as it is."""
    return path if "://" in path else str(Path(path).absolute())


def read_part(loader: Loader, task: Task, report: LoadReport | None = None) -> Done:
    """Read a file into its part, counting in ``report``. Raises OSError where the disk is full;
    nothing is left then.

    The part has its name once it is whole and on the disk; a process that was killed leaves a file
    of another name, and never the one that a second process writes.
    """
    folder = Path(task.folder)
    target = folder / task.source.part
    found = LoadReport() if report is None else report
    pages: list[Page] = []
    articles = _articles(loader, task.source.input(), found, pages)
    count = write_part(target, articles, lambda: pages if not loader.options.duplicates else None)
    return Done(source=task.source, articles=count, size=target.stat().st_size, report=found)


def write_part(
    target: Path,
    articles: Iterable[Article],
    pages: Callable[[], list[Page] | None] = lambda: None,
) -> int:
    """Write a part, and the pages that are in it, if there are any; how many articles it has."""
    own = target.with_name(f".{secrets.token_hex(4)}.{target.name}")
    try:
        with open_writer(own, "parquet") as writer:
            writer.write(articles)
        told = pages()
        if told is not None:
            _write(target.with_name(f"{target.name}{KEYS}"), msgspec.json.encode(told))
        own.replace(target)
        sync_folder(target.parent)
        return writer.count
    finally:
        own.unlink(missing_ok=True)


def _articles(
    loader: Loader, input: Input, report: LoadReport, pages: list[Page]
) -> Iterator[Article]:
    keyed = not loader.options.duplicates
    for step in loader.steps(input, report):
        if keyed and step.key is not None:
            here = step.article is not None
            pages.append(Page(key=step.key.hex(), name=step.name, is_here=here))
        if step.article is not None:
            report.given += 1
            yield step.article


def read_alone(task: Task, options: Options, among: Sequence[Source]) -> Done:
    """The same, with a loader of its own: on a machine of a cluster."""
    inputs = [one.input() for one in among]
    with closing(Loader(inputs, options)) as loader:
        return read_part(loader, task)


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of a file, sent over a network."""

    articles: tuple[str, ...]  #: as JSON
    pages: tuple[Page, ...]  #: that they are of, where duplicates are left out
    report: LoadReport

    def distinct(self, seen: set[str], report: LoadReport) -> Iterator[Article]:
        """The articles of pages that are not in ``seen``, which learns them; ``report`` learns what
        became of all."""
        report += self.report
        kept = first_ones(self.pages, seen, report)
        for number, text in enumerate(self.articles):
            if not self.pages or kept[number]:
                yield Article.from_json(text)


def first_ones(pages: Iterable[Page], seen: set[str], report: LoadReport) -> list[bool]:
    """Of each article of these pages, whether its page is not in ``seen``, which learns them; and
    ``report`` that the others are duplicates."""
    kept = []
    for page in pages:
        again = page.key in seen
        if again:
            report.moved(page.name, DUPLICATE)
            report.given -= page.is_here
        if page.is_here:
            kept.append(not again)
        seen.add(page.key)
    return kept


def read_articles(source: Source, options: Options, among: Sequence[Source]) -> Batch:
    """The articles of a file: on a machine of a cluster that gives them back."""
    report = LoadReport()
    pages: list[Page] = []
    with closing(Loader([one.input() for one in among], options)) as loader:
        found = _articles(loader, source.input(), report, pages)
        articles = tuple(article.to_json() for article in found)
    return Batch(articles=articles, pages=tuple(pages), report=report)


def pages_of(part: Path) -> list[Page] | None:
    """The pages that are in a part, in its order; None if that is not known: its process died."""
    try:
        told = part.with_name(f"{part.name}{KEYS}").read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.json.decode(told, type=list[Page])


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f".{secrets.token_hex(4)}.{path.name}")
    try:
        with new.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
