"""Finding what other records quote of a text: its sentences, and any 64 bytes of its pages.

Texts are compared by their letters and digits alone, in lower case, so that markup, entities,
quotation marks, white space and JSON's escapes make no difference. Bytes are compared as they are,
in what a record holds and in its payload with all codings undone.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from archiver.decoding import decode
from warcs.http.coding import content_decode
from warcs.reader import Record

SHORTEST = 12  # letters of a sentence; shorter ones join the next: they would be found anywhere
GRAM = 6  # letters: any twelve hold six that begin at a multiple of six, wherever they stand
QUOTE, BLOCK = 32, 16  # letters in a row that count as a quotation; likewise half of that
SHARED, HALF = 64, 32  # bytes in a row that count as shared
MOST_LETTERS = 4_000_000  # of texts that are searched by their parts; sentences always are
MOST_BYTES = 1_000_000  # of pages that are searched by their bytes: 100 bytes of memory each
MOST_DECODED = 64 << 20  # bytes of a payload that are looked at

_ASCII = bytes(x for x in range(128) if not chr(x).isalnum())
_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])|\n+")
_CDATA = "<![CDATA["
_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<[^>]*>")
_JSON = re.compile(r'(?:\\u[0-9a-fA-F]{4})+|\\["\\/bfnrt]')
_SCRIPT = re.compile(r"(?i)<(script|style)\b", re.ASCII)
_SCRIPT_ENDS = {name: re.compile(rf"(?i)</{name}\s*>", re.ASCII) for name in ("script", "style")}
_PICTURES = ("image/", "video/", "audio/", "font/")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How much of the text a record holds."""

    sentences: int = 0  #: whole ones
    letters: int = 0  #: in quotations of QUOTE letters and more
    shared: int = 0  #: bytes, about, in pieces of SHARED and more: menus and footers mostly

    @property
    def quotes(self) -> bool:
        """True if it holds text, not only bytes."""
        return bool(self.sentences or self.letters)

    def __bool__(self) -> bool:
        return self.quotes or bool(self.shared)


def fold(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    # Taking out bytes is quick; what is left for the expression are the few that are not ASCII.
    bare = text.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8", "replace")
    return (bare if bare.isascii() else _NO_LETTER.sub("", bare)).casefold()


def sentences(text: str) -> Iterator[str]:
    """The folded sentences of a text; what is shorter than SHORTEST goes with the next."""
    held = ""
    for piece in _SENTENCE.split(text):
        held += fold(piece)
        if _is_long(held):
            yield held
            held = ""
    if held:
        yield held


def _is_long(folded: str) -> bool:
    # A Chinese or Japanese letter says as much as two of an alphabet.
    return len(folded) >= SHORTEST and len(folded.encode()) >= 2 * SHORTEST


class Traces:
    """What is looked for; filled by :meth:`add_text` and :meth:`add_page`."""

    def __init__(self) -> None:
        self._sentences: set[str] = set()
        self._grams: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._blocks: set[str] = set()
        self._halves: set[bytes] = set()
        self._pages: set[bytes] = set()
        self.letters = self.bytes = 0
        self.limits: list[str] = []  #: what is not looked for, and why: a line each

    @property
    def count(self) -> int:
        """How many sentences are looked for."""
        return len(self._sentences)

    def add_text(self, text: str) -> None:
        """Look for the sentences of a text."""
        for sentence in sentences(text):
            if len(sentence) >= SHORTEST and sentence not in self._sentences:
                self._sentences.add(sentence)
                for at in range(GRAM):
                    self._grams[sentence[at : at + GRAM]].append((sentence, at))
        folded = fold(text)
        if self.letters + len(folded) > MOST_LETTERS:
            self._limit(f"parts of sentences beyond the first {MOST_LETTERS} letters")
            return
        self.letters += len(folded)
        self._blocks.update(folded[at : at + BLOCK] for at in range(len(folded) - BLOCK + 1))

    def add_page(self, content: bytes) -> None:
        """Look for the bytes of a page."""
        if content in self._pages or len(content) < SHARED:
            return
        if self.bytes + len(content) > MOST_BYTES:
            self._limit(f"bytes of the pages beyond the first {MOST_BYTES}")
            return
        self._pages.add(content)
        self.bytes += len(content)
        self._halves.update(content[at : at + HALF] for at in range(len(content) - HALF + 1))

    def _limit(self, what: str) -> None:
        if what not in self.limits:
            self.limits.append(what)

    def in_record(self, record: Record) -> Trace:
        """What a record holds of it."""
        views = list(dict.fromkeys(contents(record)))
        shared = max((self._shared(view) for view in views), default=0)
        if _mime(record).startswith(_PICTURES):
            return Trace(shared=shared)
        found = self.in_text(_text(views[-1], record)) if views else Trace()
        return Trace(sentences=found.sentences, letters=found.letters, shared=shared)

    def in_text(self, text: str) -> Trace:
        """What a text holds of it, whatever markup it is in."""
        plain = _JSON.sub(_of_json, text) if "\\" in text else text
        views = {fold(unescape(plain)), fold(without_markup(plain))}
        found = set[str]().union(*map(self._whole, views))
        return Trace(sentences=len(found), letters=max(map(self._quoted, views)))

    def _whole(self, folded: str) -> set[str]:
        found: set[str] = set()
        places = range(0, len(folded), GRAM)
        if self._grams.keys().isdisjoint([folded[at : at + GRAM] for at in places]):
            return found
        for start in places:
            for sentence, at in self._grams.get(folded[start : start + GRAM], ()):
                if start >= at and folded.startswith(sentence, start - at):
                    found.add(sentence)
        return found

    def _quoted(self, folded: str) -> int:
        return _common(folded, self._blocks, BLOCK, QUOTE)

    def _shared(self, content: bytes) -> int:
        return _common(content, self._halves, HALF, SHARED)


def _common(content: str | bytes, known: set[str] | set[bytes], part: int, whole: int) -> int:
    """How much of ``content`` lies in pieces of ``whole`` and more that consist of ``known`` parts.

    ``known`` are all parts of the text that is looked for, ``whole`` is twice a part. Any piece
    of ``whole`` holds one that begins at a multiple of ``part``, so only those are looked up; none
    is missed. Counted in steps of ``part``.
    """
    total = at = 0
    if known.isdisjoint([content[x : x + part] for x in range(0, len(content), part)]):
        return 0
    while at + part <= len(content):
        if content[at : at + part] not in known:
            at += part
            continue
        start = next(
            (
                x
                for x in range(max(0, at - part), at + 1)
                if content[x : x + part] in known and content[x + part : x + whole] in known
            ),
            None,
        )
        if start is None:
            at += part
            continue
        end = start + whole
        while content[end : end + part] in known:
            end += part
        total += end - start
        at = -(-end // part) * part
    return total


def contents(record: Record) -> Iterable[bytes]:
    """The block of a record, its payload, and that without content-coding and as it unpacks."""
    yield record.block
    http = record.http
    if http is None:
        payload = record.block
        coded: tuple[str, ...] = ()
    else:
        payload = bytes(http.payload)
        coded = http.head.tokens("content-encoding")
        yield payload
    if coded:
        payload = content_decode(payload, coded, MOST_DECODED).content
        yield payload
    if payload.startswith(_GZIP):  # sitemap.xml.gz
        yield content_decode(payload, ("gzip",), MOST_DECODED).content


def _mime(record: Record) -> str:
    http = record.http
    return ((http.mime if http else record.content_type) or "").lower()


def _text(content: bytes, record: Record) -> str:
    """The text of a payload. Whatever is found in it was in UTF-8, or in what its page declares."""
    content_type = record.http.header("content-type") if record.http else record.content_type
    return decode(content[:MOST_DECODED], content_type).utf8.decode("utf-8", "replace")


def without_markup(text: str) -> str:
    """Text without tags, with entities resolved; twice, as feeds have markup in their markup."""
    return unescape(_without_tags(unescape(_without_tags(text))))


def _without_tags(text: str) -> str:
    # Behind the last ">" no tag ends: each "<" there would be followed to the end of the text.
    end = text.rfind(">") + 1
    return _TAG.sub("", text[:end]) + text[end:].replace(_CDATA, "")


def _of_json(match: re.Match[str]) -> str:
    try:
        return str(json.loads(f'"{match[0]}"'))
    except ValueError:  # half a surrogate pair
        return " "


def texts_in(page: str) -> str:
    """The text of an HTML page that nobody read, roughly: scripts and styles left out."""
    bare = _without_scripts(page)
    end = bare.rfind(">") + 1  # as in _without_tags
    return unescape(re.sub(r"<[^>]*>", "\n", bare[:end]) + bare[end:])


def _without_scripts(page: str) -> str:
    """Each character is looked at a few times at most, however many elements have no end."""
    pieces: list[str] = []
    at, ends = 0, dict(_SCRIPT_ENDS)
    for begin in _SCRIPT.finditer(page):
        end = ends.get(begin[1].lower())
        if begin.start() < at or end is None:
            continue
        found = end.search(page, begin.end())
        if found is None:  # nor is there one for those that begin later
            del ends[begin[1].lower()]
            continue
        pieces += page[at : begin.start()], "\n"
        at = found.end()
    return "".join(pieces) + page[at:]
