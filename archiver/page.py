"""From bytes to a page: decoded text and tree, each made once.

Decoding follows the WHATWG order (html.spec.whatwg.org, "determining the character encoding"):
byte order mark, HTTP charset, meta, detection. A declaration that the bytes contradict is given
up, so that a page that lies about its charset can still be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urljoin, urlsplit

import chardet
from lxml import etree
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

MOST_BYTES = 32 << 20  # of a page; the rest is cut off, and the evidence says so
MOST_DETECTED = 64 << 10  # bytes that detection looks at
TOLERATED = 0.02  # share of the non-ASCII bytes that may be wrong in a UTF-8 page

PYTHONS = frozenset("unicode-escape raw-unicode-escape idna punycode utf-7 rot13 undefined".split())
NO_PAGES = (b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b\x08", b"PK\x03\x04")

ONE_BYTE = ("cp125", "iso8859", "iso-8859", "latin", "ascii", "mac", "koi8", "windows-125")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text as UTF-8 without byte order mark, and how it was understood."""

    utf8: bytes
    encoding: str  #: Python's name of it
    source: str  #: ``bom``, ``http``, ``meta``, ``detected``, ``text`` (it came as str)


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Undo the character encoding. Never raises; what cannot be decoded becomes U+FFFD."""
    encoding, mark = read_bom(body)
    if encoding:
        return Decoded(_recoded(body[len(mark or b"") :], encoding), encoding, "bom")
    declared = _declared(body, content_type)
    for name, source in declared:
        if _strict(body, name) and not (_one_byte(name) and _is_utf8(body)):
            return Decoded(_recoded(body, name), name, source)
    if _is_utf8(body, TOLERATED):
        return Decoded(_recoded(body, "utf-8"), "utf-8", "detected")
    detected = _detected(body)
    if detected:
        return Decoded(_recoded(body, detected), detected, "detected")
    name, source = declared[0] if declared else ("cp1252", "detected")
    return Decoded(_recoded(body, name), name, source)


def _of_the_web(label: str) -> str | None:
    """Python's name of a declared encoding; None for codecs that are Python's alone."""
    name = resolve_encoding(label)
    return None if name and name.replace("_", "-") in PYTHONS else name


def _declared(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    found = []
    http = http_content_type_encoding(content_type)
    if http and (name := _of_the_web(http)):
        found.append((name, "http"))
    meta = html_body_declared_encoding(body[:4096])
    if meta and (name := _of_the_web(meta)):
        # A meta in ASCII that says UTF-16 cannot be right (WHATWG: it is UTF-8 then).
        found.append(("utf-8" if name.startswith("utf-16") else name, "meta"))
    return found


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


def _strict(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _one_byte(name: str) -> bool:
    return name.lower().startswith(ONE_BYTE)


def _is_utf8(body: bytes, tolerated: float = 0.0) -> bool:
    """True for bytes that are UTF-8 and not merely ASCII; with ``tolerated`` errors, nearly."""
    if body.isascii():
        return tolerated > 0
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        if not tolerated:
            return False
        high = len(body) - len(body.translate(None, bytes(range(128, 256))))
        return body.decode("utf-8", "replace").count("\ufffd") <= tolerated * high
    return True


def _detected(body: bytes) -> str | None:
    """By the bytes around the first one that is not ASCII: markup tells nothing."""
    sample = body if len(body) <= MOST_DETECTED else b"".join(_telling_lines(body))
    found = chardet.detect(sample[:MOST_DETECTED])["encoding"]
    name = resolve_encoding(found) if found else None
    return name if name and _strict(body[:MOST_DETECTED], name) else None


def _telling_lines(body: bytes) -> list[bytes]:
    lines, size = [], 0
    for line in body.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > MOST_DETECTED:
                break
    return lines or [body]


def _recoded(body: bytes, name: str) -> bytes:
    if name == "utf-8":
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return body
    try:
        return body.decode(name, "replace").encode("utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace").encode("utf-8", "replace")


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
        if fetched is not None and fetched.tzinfo is None:
            fetched = fetched.replace(tzinfo=UTC)
        return cls(html, _usable(url), lower, fetched)

    @property
    def cut(self) -> bool:
        """True if the page is larger than MOST_BYTES and only its beginning is read."""
        return len(self.html) > MOST_BYTES

    @cached_property
    def decoded(self) -> Decoded:
        """The text; see :func:`decode`."""
        if isinstance(self.html, str):
            utf8 = self.html[:MOST_BYTES].encode("utf-8", "replace")
            return Decoded(utf8.removeprefix(b"\xef\xbb\xbf"), "utf-8", "text")
        if self.html.startswith(NO_PAGES):
            return Decoded(b"", "binary", "detected")
        return decode(self.html[:MOST_BYTES], self.headers.get("content-type"))

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
            encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.decoded.utf8.replace(b"\0", b""), parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            root = None
        return etree.Element("html") if root is None else root

    @cached_property
    def base(self) -> str | None:
        """What links are resolved against: the base element, or the page's own URL."""
        element = self.tree.find(".//base[@href]")
        href = element.get("href", "").strip() if element is not None else ""
        try:
            return urljoin(self.url or "", href) or None
        except ValueError:
            return self.url
