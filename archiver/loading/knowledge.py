"""What is known of a page beside its bytes: who publishes it, and what its crawl knew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archiver.article import Entry, Sign, Skipped
from archiver.collection.folder import Folder
from archiver.loading.inputs import Input
from archiver.publications import Publication, Publications
from archiver.publications.loader import load, load_sound
from warcs import Record


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
        return Said(publication=self._publications.for_url(record.url))


class Knowledge:
    """What is known of the pages of many files. ``folder``: of publication files."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder
        self._loaded: dict[str | None, Publications] = {}

    @contextmanager
    def of(self, input: Input) -> Iterator[Known]:
        """What is known of the pages of a file, as long as it is read."""
        yield Known(self._publications(input))

    def _publications(self, input: Input) -> Publications:
        folder = self._folder
        if folder is None and input.collection is not None:
            folder = str(Folder(Path(input.collection)).publications)
        if folder not in self._loaded:
            self._loaded[folder] = load() if folder is None else load_sound(Path(folder))
        return self._loaded[folder]
