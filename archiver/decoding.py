"""From bytes to text.

The order is the WHATWG's (html.spec.whatwg.org, "determining the character encoding"): byte order
mark, HTTP charset, meta, detection. A declaration that the bytes contradict is given up, so that a
page that lies about its charset can still be read.
"""

import codecs
import re
from dataclasses import dataclass, replace

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

MOST_DETECTED = 64 << 10  # bytes that detection looks at
MOST_WRONG = 2 << 20  # bytes of UTF-16 or UTF-32 with errors in it, each of which takes its time
PIECE = 32 << 10  # bytes that are decoded at a time, to see whether they can be
TOLERATED = 0.02  # share of the non-ASCII bytes that may be wrong in a UTF-8 page

PYTHONS = frozenset("unicode-escape raw-unicode-escape idna punycode utf-7 rot13 undefined".split())
ONE_BYTE = ("cp125", "iso8859", "iso-8859", "latin", "ascii", "mac", "koi8", "windows-125")
HIGH = re.compile(rb"[\x80-\xff]")
#: How quotation marks and dashes, accented letters and spaces begin that were encoded twice.
TWICE = re.compile(rb"\xc3(?:\xa2(?:\xc2\x80|\xe2\x82\xac)|[\x82\x83]\xc2)")
BYTES = [bytes([number]) for number in range(256)]
LATIN = codecs.charmap_build("".join(map(chr, range(256))))
#: The Web's windows-1252, in which no byte means nothing.
WINDOWS = codecs.charmap_build(
    "".join(x.decode("cp1252", "ignore") or x.decode("latin-1") for x in BYTES)
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text as UTF-8 without byte order mark, and how it was understood."""

    utf8: bytes
    encoding: str  #: Python's name of it
    source: str  #: ``bom``, ``http``, ``meta``, ``detected``, ``text`` (it came as str)


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Undo the character encoding. Never raises; what cannot be decoded becomes U+FFFD.

    A page that was encoded twice ("donâ€™t") is decoded twice.
    """
    found = _once(body, content_type)
    # Most pages have no such letter, which is found at once.
    if b"\xc3" in found.utf8 and TWICE.search(found.utf8) and (utf8 := _undone(found.utf8)):
        return replace(found, utf8=utf8, source=f"{found.source}, twice")
    return found


def _once(body: bytes, content_type: str | None) -> Decoded:
    encoding, mark = read_bom(body)
    if encoding:
        return Decoded(_recoded(body[len(mark or b"") :], encoding), encoding, "bom")
    declared = _declared(body, content_type)
    for name, source in declared:
        if _one_byte(name) and _is_utf8(body):
            continue
        utf8 = _strictly(body, name)
        if utf8 is not None:
            return Decoded(utf8, name, source)
    if _is_valid(body):
        return Decoded(body, "utf-8", "detected")
    if _is_utf8(body, TOLERATED):
        return Decoded(_recoded(body, "utf-8"), "utf-8", "detected")
    detected = _detected(body)
    if detected:
        return Decoded(_recoded(body, detected), detected, "detected")
    name, source = declared[0] if declared else ("cp1252", "detected")
    return Decoded(_recoded(body, name), name, source)


def _undone(utf8: bytes) -> bytes | None:
    """What UTF-8 was before its bytes were taken for one-byte characters and encoded once more.

    None if a character of the text is no such byte, or the bytes are no UTF-8: then some of it was
    meant. A single letter with an accent that was encoded once is enough.
    """
    text = utf8.decode("utf-8", "replace")
    for table in (LATIN, WINDOWS):
        try:
            before = codecs.charmap_encode(text, "strict", table)[0]
        except UnicodeEncodeError:
            continue
        if _is_valid(before):
            return before
    return None


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


def _of_the_web(label: str) -> str | None:
    """Python's name of a declared encoding; None for codecs that are Python's alone."""
    name = resolve_encoding(label)
    return None if name and name.replace("_", "-") in PYTHONS else name


def _one_byte(name: str) -> bool:
    return name.lower().startswith(ONE_BYTE)


def _strictly(body: bytes, name: str) -> bytes | None:
    """The bytes as UTF-8; None if they are not what ``name`` says."""
    if name == "utf-8":
        return body if _is_valid(body) else None
    try:
        return body.decode(name).encode("utf-8", "replace")
    except (UnicodeError, LookupError):
        return None


def _is_valid(body: bytes) -> bool:
    """True for UTF-8. Decoded in pieces: the text of a large page would need new memory."""
    if body.isascii():
        return True
    place, view = 0, memoryview(body)
    try:
        while place < len(body):
            read = codecs.utf_8_decode(view[place : place + PIECE], "strict", False)[1]
            if not read:
                return False  # half a character at the end
            place += read
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(body: bytes, tolerated: float = 0.0) -> bool:
    """True for bytes that are UTF-8 and not merely ASCII; with ``tolerated`` errors, nearly."""
    if body.isascii():
        return tolerated > 0
    if _is_valid(body):
        return True
    if not tolerated:
        return False
    high = len(body) - len(body.translate(None, bytes(range(128, 256))))
    return body.decode("utf-8", "replace").count("\ufffd") <= tolerated * high


def _detected(body: bytes) -> str | None:
    """By the bytes around the first one that is not ASCII: markup tells nothing."""
    import chardet  # with its tables, only for pages that declare none

    sample = body if len(body) <= MOST_DETECTED else _telling_lines(body)
    found = chardet.detect(sample[:MOST_DETECTED])["encoding"]
    name = resolve_encoding(found) if found else None
    return name if name and _strictly(body[:MOST_DETECTED], name) is not None else None


def _telling_lines(body: bytes) -> bytes:
    """The first lines that are not ASCII; the beginning of the page if there are none."""
    lines, size, end = [], 0, 0
    while size <= MOST_DETECTED and (found := HIGH.search(body, end)):
        start = max(body.rfind(b"\n", end, found.start()) + 1, end)
        end = body.find(b"\n", found.end()) + 1 or len(body)
        lines.append(body[start:end])
        size += end - start
    return b"".join(lines) or body


def _recoded(body: bytes, name: str) -> bytes:
    """The bytes as UTF-8, with a replacement for what is none of ``name``'s."""
    strict = _strictly(body, name)
    if strict is not None:
        return strict
    try:
        if _one_byte(name):
            text = _by_table(body, name)
        elif name.startswith(("utf-16", "utf-32")):
            text = body[:MOST_WRONG].decode(name, "replace")
        else:
            text = body.decode(name, "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    return text.encode("utf-8", "replace")


def _by_table(body: bytes, name: str) -> str:
    """As ``decode(name, "replace")``, which calls a function for each byte that means nothing."""
    table = "".join(bytes([number]).decode(name, "replace") for number in range(256))
    return codecs.charmap_decode(body, "strict", table)[0]
