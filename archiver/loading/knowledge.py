"""What is known of a page beside its bytes: who publishes it, and what its crawl knew.

A crawl of ours keeps that in the catalogue, and in metadata records of the WARC files themselves
(docs/warcs.md): by these an article is the same here as it is in its collection.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from archiver.article import Entry, Sign, Skipped
from archiver.collection.crawling.frontier import combined
from archiver.collection.folder import Folder
from archiver.collection.record import Context
from archiver.collection.versioning import rereading
from archiver.errors import ArchiverError
from archiver.loading.catalogues import Catalogues, Stored, reading_of
from archiver.loading.inputs import Input
from archiver.loading.notes import Notes
from archiver.publications import Publication, Publications
from archiver.publications.loader import load, load_sound
from warcs import Record, WarcError


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is known of one page."""

    url: str | None = None  #: as it was requested; None: as the record has it
    publication: Publication | None = None
    entry: Entry | None = None  #: what feeds and lists said of it
    wishes: tuple[Sign, ...] = ()  #: what the files of its host say of its use
    skipped: Skipped | None = None  #: why its text is not kept


class Known:
    """What is known of the pages of one file."""

    def __init__(self, publications: Publications) -> None:
        self._publications = publications

    def of(self, record: Record) -> Said:
        """What is known of the page in a record."""
        found = self._kept(record.id)
        if found is None:
            return Said(publication=self._for_url(record.url))
        context, article = found
        return Said(
            url=article.url,
            publication=self._publication(context),
            entry=combined(context.entries),
            wishes=context.wishes,
            skipped=article.rights.skipped,
        )

    def _publication(self, context: Context) -> Publication | None:
        """As it is described now; as it was, where nothing describes it any more."""
        slug = context.publication
        if slug is not None and slug in self._publications:
            return self._publications.named(slug)
        return self._described(context)

    def _kept(self, record_id: str) -> tuple[Context, Stored] | None:
        return None

    def _described(self, context: Context) -> Publication | None:
        return None

    def _for_url(self, url: str) -> Publication | None:
        return self._publications.for_url(url)


class _Collected(Known):
    """The pages of a collection."""

    def __init__(self, publications: Publications, db: sqlite3.Connection, collection: str) -> None:
        super().__init__(publications)
        self._db = db
        self._folder = Folder(Path(collection))
        self._by_digest: dict[tuple[str | None, str | None], Publication | None] = {}

    def _kept(self, record_id: str) -> tuple[Context, Stored] | None:
        with suppress(msgspec.DecodeError):
            return reading_of(self._db, record_id)
        return None

    def _described(self, context: Context) -> Publication | None:
        key = context.publication, context.publication_digest
        if None in key:
            return rereading.described(self._db, self._folder, context)
        if key not in self._by_digest:
            self._by_digest[key] = None
            with suppress(ArchiverError, WarcError):  # then it is read as any other page
                self._by_digest[key] = rereading.described(self._db, self._folder, context)
        return self._by_digest[key]


class _Noted(Known):
    """The pages of a file that a crawl of ours wrote, whose catalogue is not here."""

    def __init__(self, publications: Publications, notes: Notes) -> None:
        super().__init__(publications)
        self._notes = notes

    def _kept(self, record_id: str) -> tuple[Context, Stored] | None:
        return self._notes.reading_of(record_id)

    def _described(self, context: Context) -> Publication | None:
        return self._notes.described(context)

    def _for_url(self, url: str) -> Publication | None:
        return super()._for_url(url) or self._notes.publications.for_url(url)


class Knowledge:
    """What is known of the pages of many files. ``folder``: of publication files."""

    def __init__(self, folder: str | None, catalogues: Catalogues) -> None:
        self._folder = folder
        self._catalogues = catalogues
        self._loaded: dict[str | None, Publications] = {}

    @contextmanager
    def of(self, input: Input) -> Iterator[Known]:
        """What is known of the pages of a file, as long as it is read."""
        publications = self._publications(input)
        db = self._catalogues.of(input.collection)
        if db is not None and input.collection is not None:
            yield _Collected(publications, db, input.collection)
            return
        with closing(Notes(input)) as notes:
            yield _Noted(publications, notes) if notes.any else Known(publications)

    def _publications(self, input: Input) -> Publications:
        folder = self._folder
        if folder is None and input.collection is not None:
            folder = str(Folder(Path(input.collection)).publications)
        if folder not in self._loaded:
            self._loaded[folder] = load() if folder is None else load_sound(Path(folder))
        return self._loaded[folder]
