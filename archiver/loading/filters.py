"""Which captures are wanted, told from as little of them as can be: dates, URLs, heads of
responses, at last the language that a page declares.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from archiver.loading.options import HTML, Options, compiled
from archiver.loading.report import FILTERED, NOT_HTML, STATUS
from archiver.urls import host_of

Reason = tuple[str, str | None]  #: a class of the report, and a detail

UNDECLARED = "undeclared"
LOOK = 4096  # bytes of a page in which the element html is looked for

#: What may stand before the element html: nothing that is shown, and no other element.
_LANGUAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->|<![a-z][^>]*+>|<\?[^>]*+>)*+<html(?=[\s/>])"
    rb"(?:\s++(?!lang[\s=])[^\s=>\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+)*+"
    rb"\s++lang\s*+=\s*+[\"']?([a-z]{2,8}(?:[-_][a-z0-9]{1,8})*+)\s*+[\"'\s>]",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf|\s)*+<[a-z!?]", re.IGNORECASE)
_NONE = frozenset(("und", "xx", "zxx"))  # tags that say that there is no language to tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What is known of a response before its body is looked at."""

    url: str
    date: datetime
    status: int | None  #: None where there is none: HTTP/0.9, or no response of HTTP
    mime: str | None
    http: bool = True  #: False of a record that is no exchange: it has no status


class Filters:
    """Options, made ready to be asked."""

    def __init__(self, options: Options) -> None:
        self._since = options.since
        self._until = options.until
        self._domains = frozenset(options.domain)
        self._urls = tuple(compiled(one) for one in options.url)
        self._status = frozenset(options.status)
        self._mime = frozenset(options.mime)
        self._html = not self._mime.isdisjoint(HTML)
        self._languages = tuple(options.language)
        self.kinds = frozenset(options.kinds)  #: empty: any

    @property
    def by_places(self) -> bool:
        """True if something is left out by when or where it was captured."""
        return bool(self._since or self._until or self._domains or self._urls)

    def by_place(self, date: datetime, url: str) -> Reason | None:
        """Why a capture is not wanted, by when and where it was made."""
        if (self._since and date < self._since) or (self._until and date >= self._until):
            return FILTERED, "date"
        if self._domains and not self._in_domains(url):
            return FILTERED, "domain"
        if self._urls and not any(pattern.search(url) for pattern in self._urls):
            return FILTERED, "url"
        return None

    def by_answer(self, outline: Outline) -> Reason | None:
        """Why a response is not wanted, by its head."""
        if outline.http and self._status and outline.status not in self._status:
            return STATUS, str(outline.status or "none")
        if self._mime and outline.mime is not None and outline.mime not in self._mime:
            return NOT_HTML, outline.mime
        return None

    def undeclared(self, body: bytes | memoryview) -> bool:
        """True if a body whose media type is not told is not wanted: if it is no page."""
        return bool(self._mime) and not (self._html and _PAGE.match(body[:LOOK]))

    def by_declaration(self, html: bytes) -> Reason | None:
        """Why a page is not wanted, by the language that its element ``html`` declares.

        The reader believes that first, so what is left out here is left out rightly.
        """
        if not self._languages:
            return None
        found = _LANGUAGE.match(html[:LOOK])
        if found is None:
            return None
        tag = found[1].decode("ascii")
        return None if tag.lower() in _NONE or self.speaks(tag) else (FILTERED, "language")

    def speaks(self, language: str | None) -> bool:
        """True if a page in this language is wanted (RFC 4647 §3.3.1)."""
        if not self._languages:
            return True
        tag = (language or "").lower().replace("_", "-")
        return any(tag == one or tag.startswith(f"{one}-") for one in self._languages)

    def _in_domains(self, url: str) -> bool:
        host = host_of(url)
        while host:
            if host in self._domains:
                return True
            host = host.partition(".")[2]
        return False
