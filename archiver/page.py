"""A page as it was captured, with its text and its tree, each made once and when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MINYEAR, UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

from lxml import etree

from archiver.bounds import MOST_BYTES, MOST_DEPTH, bounded, shortened, too_deep
from archiver.decoding import Decoded, decode

__all__ = ["MOST_BYTES", "Decoded", "Page", "decode"]

NO_PAGES = (b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b\x08", b"PK\x03\x04")


def _check(html: object, url: object, headers: object, fetched: object) -> None:
    for name, value, kinds in (
        ("html", html, (bytes, str)),
        ("url", url, (str, type(None))),
        ("headers", headers, (Mapping, type(None))),
        ("fetched", fetched, (datetime, type(None))),
    ):
        if not isinstance(value, kinds):
            wanted = " or ".join(kind.__name__ for kind in kinds)
            raise TypeError(f"{name} is {type(value).__name__}; give {wanted}")


def _usable(url: str | None) -> str | None:
    """A URL that can be taken apart and written; None for what is none."""
    try:
        urlsplit(url or "").port  # noqa: B018 - it is checked only when it is asked for
    except ValueError:
        return None
    return (url or "").encode("utf-8", "replace").decode() or None


@dataclass(frozen=True)
class Page:
    """An HTML document with where and when it was captured. See :meth:`of`."""

    html: bytes | str
    url: str | None
    headers: Mapping[str, str]  #: names in lower case
    fetched: datetime | None  #: aware

    @classmethod
    def of(
        cls,
        html: bytes | str,
        url: str | None = None,
        headers: Mapping[str, str] | None = None,
        fetched: datetime | None = None,
    ) -> "Page":
        """``headers`` of the HTTP response, in any case; ``fetched`` without a zone is UTC.

        A ``url`` that is none is left out. Raises TypeError for arguments of other types.
        """
        if isinstance(html, bytearray | memoryview):
            html = bytes(html)
        _check(html, url, headers, fetched)
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        if fetched is not None and fetched.year == MINYEAR:
            fetched = None  # of a record that says none
        if fetched is not None and fetched.tzinfo is None:
            fetched = fetched.replace(tzinfo=UTC)
        return cls(html, _usable(url), lower, fetched)

    @property
    def cut(self) -> bool:
        """True if the page is larger than MOST_BYTES and only its beginning is read."""
        return len(self.html) > MOST_BYTES

    @property
    def cuts(self) -> tuple[str, ...]:
        """The bounds that the page is over, in words: which, and how much of it is read."""
        whole, read = len(self.html), len(self._read)
        cuts = [] if read == whole else [f"bytes: read {read} of {whole}"]
        cuts.extend(self._bounded[1])
        if too_deep(self.tree):
            cuts.append(f"depth: read {MOST_DEPTH} levels, up to where more were open")
        return tuple(cuts)

    @cached_property
    def decoded(self) -> Decoded:
        """The text; see :func:`decode`."""
        html = self._read
        if isinstance(html, str):
            utf8 = html.encode("utf-8", "replace")
            return Decoded(utf8.removeprefix(b"\xef\xbb\xbf"), "utf-8", "text")
        if html.startswith(NO_PAGES):
            return Decoded(b"", "binary", "detected")
        return decode(html, self.headers.get("content-type"))

    @property
    def text(self) -> str:
        """The document's source, as text."""
        return self.decoded.utf8.decode("utf-8", "replace")

    @cached_property
    def tree(self) -> etree._Element:
        """The root element; of an empty document an empty ``html``.

        Plain elements of lxml: those of lxml.html cost a call into Python each.
        """
        parser = etree.HTMLParser(
            encoding="utf-8",
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,  # for XPath's id() alone, which nobody asks
        )
        try:
            root = etree.fromstring(self._bounded[0], parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            root = None
        return etree.Element("html") if root is None else root

    @cached_property
    def _read(self) -> bytes | str:
        """What is not over the bound of bytes, or of characters."""
        if len(self.html) <= MOST_BYTES:
            return self.html
        if isinstance(self.html, str):
            return self.html[:MOST_BYTES]
        return shortened(self.html, MOST_BYTES)

    @cached_property
    def _bounded(self) -> tuple[bytes, tuple[str, ...]]:
        return bounded(self.decoded.utf8.replace(b"\0", b""))
