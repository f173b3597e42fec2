"""What a crawl of ours noted in a WARC file beside its captures, for where no catalogue is."""

import hashlib
from contextlib import suppress

import msgspec

from archiver.collection.record import (
    PUBLICATION_URL,
    READING_TYPE,
    Again,
    Context,
    Reading,
    decode,
)
from archiver.errors import PublicationError
from archiver.loading.catalogues import Stored, stored
from archiver.loading.inputs import Input
from archiver.loading.pages import MOST_READ
from archiver.loading.single import OneByOne
from archiver.publications import Publication, Publications
from archiver.publications.file import read_file
from warcs import Record, Records, WarcError
from warcs.reading.heads import LONGEST_HEAD

OURS = b"software: news-archiver"  # in the warcinfo of a file that our recorder wrote
FIRST = 3  # records among which a file has its warcinfo
MOST_STEPS = 8  # from a reading to the one that it repeats


class Notes:
    """The readings and the publications in a file.

    A file that our recorder wrote is gone through once for the heads of these records; of each
    reading 100 bytes are kept, and the rest is read when it is asked for.
    """

    def __init__(self, input: Input) -> None:
        self._input = input
        self._records = OneByOne()
        self._by_capture: dict[bytes, int] = {}
        self._by_id: dict[bytes, int] = {}
        self._files: dict[tuple[str, str], tuple[tuple[Publication, ...], bytes]] = {}
        if input.rereadable:
            with suppress(WarcError, OSError):  # it is told when the file is read
                self._go_through()
        found = [(one, source) for file, source in self._files.values() for one in file]
        self.publications = Publications(found)  #: that the file describes

    @property
    def any(self) -> bool:
        """True if there are readings or publications."""
        return bool(self._by_capture or self._files)

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()

    def reading_of(self, record_id: str) -> tuple[Context, Stored] | None:
        """What the crawl knew of a capture, and what it read; None if that is not in the file."""
        said = self._reading(self._by_capture.get(_short(record_id)))
        context: Context | None = None
        for _ in range(MOST_STEPS):
            if isinstance(said, Reading):
                return context or said.context, stored(said.article_json)
            if said is None:
                return None
            context = context or said.context
            said = self._reading(self._by_id.get(_short(said.same_as)))
        return None

    def described(self, context: Context) -> Publication | None:
        """The publication as it was described when the page was captured."""
        slug, digest = context.publication, context.publication_digest
        if slug is None:
            return None
        if digest is None:
            return context.discovered.publication(slug) if context.discovered else None
        file, _ = self._files.get((slug, digest), ((), b""))
        return next((one for one in file if one.slug == slug), None)

    def _go_through(self) -> None:
        stream = self._input.open()
        with Records(stream, self._input.name, most_block=MOST_READ, close=stream.close) as records:
            ours = False
            for number, record in enumerate(records):
                ours = ours or is_ours(record)
                if not ours and number >= FIRST:
                    return
                self._note(record)

    def _note(self, record: Record) -> None:
        if record.type == "metadata" and record.content_type == READING_TYPE:
            refers = (record.field("WARC-Refers-To") or "").strip("<> ")
            self._by_capture[_short(refers)] = record.offset
            self._by_id[_short(record.id)] = record.offset
        elif record.type == "resource" and record.url.startswith(PUBLICATION_URL):
            slug, source = record.url.removeprefix(PUBLICATION_URL), record.block
            digest = hashlib.sha256(source).hexdigest()
            with suppress(PublicationError):  # of a form that is no longer known
                self._files[slug, digest] = read_file(source, f"{slug}.toml", digest), source

    def _reading(self, offset: int | None) -> Reading | Again | None:
        record = None if offset is None else self._records.record(self._input, offset)
        if record is None:
            return None
        try:
            return decode(record.id, record.block)
        except msgspec.DecodeError:
            return None


def is_ours(info: Record) -> bool:
    """True for the warcinfo record of a file that our recorder wrote."""
    return info.type == "warcinfo" and OURS in info.beginning(LONGEST_HEAD)


def _short(record_id: str) -> bytes:
    return hashlib.blake2b(record_id.encode("utf-8", "replace"), digest_size=12).digest()
