"""What a page may hold at most, checked before the parser sees it.

The parser is C, which Python cannot interrupt, and takes time that grows with the square of the
attributes of an element, and with depth times tags. So a page over a bound is shortened here, and
the reader says by what. No real page comes near: the largest of 1,795 from 900 sites has 3.3 MB,
25,500 ``<``, 345,000 separators and 71 attributes in an element, and is 56 levels deep.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

MOST_BYTES = 8 << 20
MOST_MARKS = 80_000  #: every ``<``: no tag is without
MOST_SEPARATORS = 800_000  #: white space, slashes, quotes: no attribute is without one before it
MOST_ATTRIBUTES = 512  #: of one element, and what goes unseen by :func:`crowded`
MOST_DEPTH = 2_046  #: where libxml2 gives up

SHORTEST_TAG = 3  # bytes
FREE_OF_SEPARATORS = 2 << 20  # bytes: a page up to here cannot hold many more
FREE_OF_CROWDS = 64 << 10  # bytes: even if they are one tag, it takes a third of a second
LARGE = 1 << 20  # bytes: a smaller page may have twice as many attributes in an element
LEAST_STEP = 1536  # bytes
WORK = 1 << 32  # with steps of this by its size, a page of attributes takes half a second
MOST_REPAIRS = 20  # elements that lose attributes, before the page is cut off

BLANKS = b" \t\n\r\f"
SEPARATORS = BLANKS + b"/\"'"
BEFORE_VALUES = BLANKS + b"="
SEPARATED = re.compile(
    rb"(?:[^ \t\n\r\f/\"']*+(?:[ \t\n\r\f/]++|[\"'])){%d}+" % MOST_SEPARATORS
)  # fmt: skip
TAG = re.compile(rb"<[a-zA-Z]")
NAME = re.compile(rb"[^ \t\n\r\f/>]*+")
#: An attribute by the tokenizer's rules (html.spec.whatwg.org, 13.2.5.32 to 13.2.5.40).
ATTRIBUTE = (
    rb"[ \t\n\r\f/]*+[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'])[^ \t\n\r\f>]*+))?+"
)
NOTHING = re.compile(b"")
FEW = re.compile(rb"(?:%s){0,%d}+[ \t\n\r\f/]*+" % (ATTRIBUTE, MOST_ATTRIBUTES))
MORE = re.compile(rb"(?:%s){0,%d}+[ \t\n\r\f/]*+" % (ATTRIBUTE, 2 * MOST_ATTRIBUTES))
REST = re.compile(rb"(?:%s)*+" % ATTRIBUTE)


def bounded(utf8: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The page without what is over a bound, and the bounds that it was over, in words."""
    cuts = []
    size = len(utf8)
    if size > MOST_BYTES:
        utf8 = shortened(utf8, MOST_BYTES)
        cuts.append(f"bytes: read {len(utf8)} of {size}")
    size = len(utf8)
    if size > SHORTEST_TAG * MOST_MARKS and utf8.count(b"<") > MOST_MARKS:
        utf8 = b"<".join(utf8.split(b"<", MOST_MARKS)[:-1])
        cuts.append(f"tags: read {MOST_MARKS}, which are {len(utf8)} bytes of {size}")
    size = len(utf8)
    if size > FREE_OF_SEPARATORS and (end := _separated(utf8)):
        utf8 = shortened(utf8, end)
        cuts.append(f"words and attributes: read {MOST_SEPARATORS}, in {end} bytes of {size}")
    if len(utf8) > FREE_OF_CROWDS and crowded(utf8) is not None and _crowds(utf8):
        utf8 = _thinned(utf8)
        cuts.append(f"attributes: read about {MOST_ATTRIBUTES} of an element")
    return utf8, tuple(cuts)


def shortened(page: bytes, size: int) -> bytes:
    """The beginning of a page, up to the last tag that begins in it."""
    cut = page.rfind(b"<", max(0, size - 4096), size)
    return page[: cut if cut > 0 else size]


def too_deep(root: etree._Element) -> bool:
    """True where the parser gave up, for what was open then is the last of each level."""
    depth = 0
    while len(root):
        root = root[-1]
        depth += 1
    return depth > MOST_DEPTH


def _separated(utf8: bytes) -> int:
    """Where the last separator stands that may be read; 0 if there are not as many."""
    if len(utf8) - len(utf8.translate(None, SEPARATORS)) < MOST_SEPARATORS:
        return 0
    found = SEPARATED.match(utf8)
    return found.end() if found else 0


def crowded(page: bytes) -> int | None:
    """Where a tag has had MOST_ATTRIBUTES and goes on; None if no tag has many more.

    Only tags that one of some places in the page may be in are looked at. Inside a tag every ``>``
    is inside quotes, the first of which stands after ``=``: so either the tag began after the last
    ``>``, or one of the quotes before that is such a one. What a tag has before the first of the
    places in it goes unseen, and is less than half as many attributes as there are bytes between.
    """
    tags = _Tags(page)
    step = max(LEAST_STEP, WORK // len(page))
    for place in range(step, len(page) + step, step):
        tags.look(place)
        if tags.crowd is not None:
            return tags.crowd
    return None


class _Tags:
    """The tags that a place may be in, each read once."""

    def __init__(self, page: bytes) -> None:
        self.crowd: int | None = None
        self._page = page
        self._few = MORE if len(page) < LARGE else FEW
        self._seen = 0
        self._end = 0  # after the last ">"
        self._opening = {b'"': -1, b"'": -1}  # the last ones before that, if they can open a value
        self._closing = {b'"': -1, b"'": -1}  # the first ones after it
        self._left = 4 * len(page) + (1 << 20)  # bytes to be read, lest tags in tags take long

    def look(self, place: int) -> None:
        """Read the tags that ``place`` may be in. The places are to come in their order."""
        page = self._page
        end = page.rfind(b">", self._seen, place)
        if end >= 0:
            for quote in (b'"', b"'"):
                last = page.rfind(quote, self._end, end)
                if last > 0:
                    self._opening[quote] = last if page[last - 1] in BEFORE_VALUES else -1
                if self._opening[quote] >= 0:
                    self._inside(quote, end)
            self._end = end + 1
        start = max(self._end, self._seen - 1)
        if page.find(b"<", start, place) >= 0:
            for found in TAG.finditer(page, start, place + 1):
                self._read(NAME.match(page, found.end()))
        self._seen = place

    def _inside(self, quote: bytes, end: int) -> None:
        """Read the rest of the tag in which ``end`` is inside these quotes, if it can be."""
        opening = self._opening[quote]
        before = self._page[max(0, opening - 64) : opening].rstrip(BLANKS)
        if self._closing[quote] > end or (before and not before.endswith(b"=")):
            return
        closing = self._page.find(quote, end)
        self._closing[quote] = len(self._page) if closing < 0 else closing
        self._read(NOTHING.match(self._page, self._closing[quote] + 1))

    def _read(self, name: re.Match[bytes] | None) -> None:
        """Read the attributes after a tag's name, or after one of its values."""
        start = name.end() if name else len(self._page)
        found = self._few.match(self._page, start)
        stop = found.end() if found else start
        self._left -= stop - start
        if self._left < 0:
            self.crowd = start
        elif self._page[stop : stop + 1] not in (b">", b""):
            self.crowd = stop


class _Most:
    """A parser's target that keeps only how many attributes an element has at most."""

    def __init__(self) -> None:
        self.most = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def _crowds(page: bytes) -> bool:
    """True if the parser itself finds too many: scripts can look like tags.

    Without a tree it takes time that grows with the attributes, not with their square.
    """
    target: Any = _Most()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, target=target)
    try:
        most: int = etree.fromstring(page, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return True
    return most > MOST_ATTRIBUTES


def _thinned(page: bytes) -> bytes:
    """The page without the attributes that are too many."""
    for _ in range(MOST_REPAIRS):
        crowd = crowded(page)
        if crowd is None:
            return page
        rest = REST.match(page, crowd)
        page = page[:crowd] + page[rest.end() if rest else crowd :]
    crowd = crowded(page)
    return page if crowd is None else page[:crowd]
