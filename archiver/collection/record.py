"""What is written into the WARC beside a capture: the reading, and what only the crawl knew.

The records are WARC 1.1 metadata records whose WARC-Refers-To is the capture; their block is
JSON. With them the archive alone is enough to make the catalogue anew.
"""

from dataclasses import dataclass, replace

import msgspec

from archiver.article import Article, Entry, Sign
from archiver.publications import Publication
from archiver.requisites import Requisite
from warcs import CaptureRef

READING_TYPE = "application/vnd.news-archiver.reading+json"
REQUISITES_TYPE = "application/vnd.news-archiver.requisites+json"
REPORT_TYPE = "application/vnd.news-archiver.report+json"
PUBLICATION_TYPE = "application/toml"
SETTINGS_TYPE = "application/json"
OWN_URL = "urn:news-archiver:"  # how the target URIs of all our own records begin
SETTINGS_URL = "urn:news-archiver:settings"  # target URI of the resource record of a run's settings
READING_URL = "urn:news-archiver:reading:"
"""And the page's URL: target URI of a reading's metadata record. Under the page's own URL, pywb
and others would index the record and replay it in the page's place."""
PROBE_TYPE = "application/vnd.news-archiver.probe+json"
PROBE_URL = "urn:news-archiver:probe:"  # and the slug: target URI of a finding's resource record
REQUISITES_URL = "urn:news-archiver:requisites:"  # and the style sheet's URL
IMPORT_TYPE = "application/vnd.news-archiver.import+json"
IMPORT_URL = "urn:news-archiver:import:"  # and the file's name: what became of an imported file
IMPORT_PREFIX = "import-"  # of the names of files that hold what is said of imported captures
PUBLICATION_URL = (
    "urn:news-archiver:publication:"  # and the slug: target URI of its resource record
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """A publication without a file: what was found out of it while crawling."""

    name: str
    home: str
    domains: tuple[str, ...]
    language: str | None = None

    @classmethod
    def of(cls, publication: Publication) -> "Discovered | None":
        """None for a publication that a file describes: the archive holds that."""
        if publication.digest is not None:
            return None
        return cls(
            name=publication.name,
            home=publication.home,
            domains=publication.domains,
            language=publication.language,
        )

    def publication(self, slug: str) -> Publication:
        """The publication that :meth:`of` was given, as far as reading a page asks for it."""
        return Publication(
            slug=slug,
            name=self.name,
            home=self.home,
            domains=self.domains,
            language=self.language,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What only the crawl knew of a page."""

    requested: str  #: the URL that was asked for, before redirects
    publication: str | None = None  #: slug
    publication_digest: str | None = None  #: sha256 of the publication file
    discovered: Discovered | None = None  #: the publication, where no file describes it
    entries: tuple[Entry, ...] = ()  #: what each source said, the most trusted first
    wishes: tuple[Sign, ...] = ()  #: what the files of the host said of the page's use
    part_of: str | None = None  #: of a later page of a story: the URL of its first page
    parts: tuple[str, ...] = ()  #: URLs of the story's pages behind this one, which are wanted
    requisites: tuple[Requisite, ...] = ()
    """What the page needs to look like itself, where that was asked for. The catalogue has it in
    tables of its own, so it is empty in what is read from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader read from a capture, and the record that keeps it."""

    record_id: str  #: of the metadata record
    context: Context
    article: Article  #: with its ``capture``
    article_json: str  #: as it stands in the record: the catalogue keeps the same bytes


class _Block(msgspec.Struct, kw_only=True, omit_defaults=True):
    schema: int
    context: Context | None = None
    article: msgspec.Raw = msgspec.Raw()  # empty: it is that of same_as
    same_as: str | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A reading that says what an earlier one said: only what is different is written."""

    same_as: str  #: record id of the earlier reading: the article, but for its ``capture``
    context: Context | None = None  #: None: the earlier one's
    reader: str | None = None  #: version of the reader; None: the earlier one's


#: As most contexts have it: left out, as it was before there was anything of the kind. In no string
#: of JSON's can it stand, where quotation marks are escaped.
_NO_PARTS = b',"part_of":null,"parts":[]'


def encode_context(context: Context) -> bytes:
    """JSON."""
    return msgspec.json.encode(context).replace(_NO_PARTS, b"", 1)


def encode(context: Context, article_json: str) -> bytes:
    """The block of the metadata record."""
    raw = msgspec.Raw(article_json.encode())
    block = msgspec.json.encode(_Block(schema=1, context=context, article=raw))
    return block.replace(_NO_PARTS, b"", 1)


def encode_again(again: Again) -> bytes:
    """The block of the metadata record of a reading that says what an earlier one said."""
    block = _Block(schema=1, context=again.context, same_as=again.same_as, reader=again.reader)
    return msgspec.json.encode(block).replace(_NO_PARTS, b"", 1)


def decode(record_id: str, block: bytes) -> Reading | Again:
    """What :func:`encode` or :func:`encode_again` wrote.

    Raises msgspec.DecodeError if the block is anything else.
    """
    value = msgspec.json.decode(block, type=_Block)
    if value.same_as is not None:
        return Again(same_as=value.same_as, context=value.context, reader=value.reader)
    try:
        text = bytes(value.article).decode()
    except UnicodeDecodeError as error:  # only what is parsed is checked by the decoder
        raise msgspec.DecodeError(str(error)) from error
    if not text or value.context is None:
        raise msgspec.ValidationError("neither a reading nor a reference to one")
    return Reading(
        record_id=record_id,
        context=value.context,
        article=Article.from_json(text),
        article_json=text,
    )


def moved(article: Article, capture: CaptureRef) -> Article:
    """The same article, as read from another capture."""
    return replace(article, capture=capture)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheet:
    """What a style sheet names; the block of a metadata record that refers to its capture."""

    publication: str  #: slug
    page: str  #: record id of the page on whose account it was fetched
    depth: int  #: how many style sheets lie between that page and what this one names
    requisites: tuple[Requisite, ...]
    schema: int = 1

    def encode(self) -> bytes:
        """The block."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, block: bytes) -> "StyleSheet":
        """What :meth:`encode` wrote. Raises msgspec.DecodeError."""
        return msgspec.json.decode(block, type=cls)
