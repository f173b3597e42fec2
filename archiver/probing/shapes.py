"""The shapes that article URLs have: which regular expressions an example may stand for.

An article's URL has a telling segment (words of the title, a number, an identifier) and mostly a
fixed way to it (``/story/``, a date, so many segments). Each example yields the expressions that
fit it, from narrow to wide; :mod:`archiver.probing.pattern` chooses among those of many examples.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from archiver.urls import split

END = r"/?(?:[?#]|$)"
MOST_LITERAL = 40  # characters of a segment that an expression may spell out
MOST_SEGMENTS = 12

_HOST = r"^https?://[^/]+/"
_DATE = re.compile(r"(?:19|20)\d\d")
_EXTENSION = re.compile(r"\.[a-zA-Z][a-zA-Z0-9]{1,5}$")
_NUMBER_LAST = re.compile(r"[-_.,~/a-z]\d{4,}$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"\d{4,}[-_.,]")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_ID_LAST = re.compile(r"[-_.~](?=[a-z0-9]*\d)[a-z0-9]{6,40}$", re.IGNORECASE)
_ID_ONLY = re.compile(r"(?=[a-zA-Z0-9]*\d)(?=[a-zA-Z0-9]*[a-zA-Z])[a-zA-Z0-9]{6,40}")
#: What asking for so many hyphens asks: titles of three words exist.
_WORTH = {4: 4, 3: 3, 2: 2, 1: 1}
_ANY = r"[^/?#]"
_WORDS = re.compile(r"(?<=[^-_+])[-_+]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A regular expression that is searched in a URL, and how much it asks for."""

    expression: str
    way: int = 0  #: how much the way to the telling part says of its own
    asks: int = 0  #: how much is asked of the telling part, which may have had another form once


def shapes(url: str) -> Iterator[Shape]:
    """The expressions that one article's URL may stand for; each is found in it."""
    parts = split(url)
    if parts is None:
        return
    segments = [x for x in parts.path.split("/") if x]
    if parts.query:
        yield from _queried(parts.path, parts.query)
    if not segments or len(segments) > MOST_SEGMENTS:
        return
    for way, worth in _ways(segments[:-1]):
        for telling, asks in _telling(segments[-1]):
            yield Shape(expression=f"{way}{telling}{END}", way=worth, asks=asks)
    if len(segments) > 1:
        yield from _told_before(segments)


def _told_before(segments: list[str]) -> Iterator[Shape]:
    """``/a-title-of-words/1700384``, ``/1700384/a-title``: the telling part is last but one."""
    last, before = segments[-1], segments[-2]
    if before.isdigit() and len(before) >= 4 and not _DATE.fullmatch(before):
        number = rf"(?!(?:19|20)\d\d/)\d{{{_least(before)},}}"
        yield Shape(expression=rf"/{number}/[^/?#]+{END}", way=3)
    if _ID_ONLY.fullmatch(before):
        yield Shape(expression=rf"/(?=[a-zA-Z]*\d)[a-zA-Z0-9]{{6,40}}/[^/?#]+{END}", way=3)
    words = len(_WORDS.findall(before))
    if words >= 2 and not last.isdigit():
        yield Shape(expression=rf"/{_of_words(2)}/[^/?#]+{END}", asks=2)


def _ways(before: list[str]) -> Iterator[tuple[str, int]]:
    """What may stand before the telling segment."""
    yield "/", 0
    yield _HOST + r"[^/?#]+/" * len(before), 1
    if before:
        yield _HOST + r"(?:[^/?#]+/)+", 1
    literal = [x for x in before if _is_literal(x)]
    if before and _is_literal(before[-1]):
        yield f"/{re.escape(before[-1])}/", 4
    if before and _is_literal(before[0]):
        yield f"{_HOST}{re.escape(before[0])}/(?:[^/?#]+/)*", 3
    if len(literal) > 1 and literal == before:
        yield f"{_HOST}{'/'.join(map(re.escape, before))}/", 3
    if dated := _dated(before):
        yield dated, 5


def _dated(before: list[str]) -> str | None:
    """``/2026/11/26/``, as many parts of it as there are, and what stands behind it."""
    for number, segment in enumerate(before):
        rest = before[number + 1 :]
        if re.fullmatch(r"(?:19|20)\d\d[-_]?[01]\d(?:[-_]?[0-3]\d)?", segment):
            return r"/(?:19|20)\d\d[-_]?[01]\d[^/?#]*/" + r"[^/?#]+/" * len(rest)
        if _DATE.fullmatch(segment):
            parts = [x for x in rest[:2] if re.fullmatch(r"\d{1,2}|[a-z]{3}", x)]
            behind = rest[len(parts) :]
            return (
                r"/(?:19|20)\d\d/"
                + "".join(r"\d{1,2}/" if x.isdigit() else "[a-z]{3}/" for x in parts)
                + r"[^/?#]+/" * len(behind)
            )
    return None


def _telling(segment: str) -> Iterator[tuple[str, int]]:
    """What the last segment may stand for, the extension kept where there is one."""
    found = _EXTENSION.search(segment)
    name = segment[: found.start()] if found else segment
    end = re.escape(found[0]) if found else ""
    asks = 1 if end else 0
    for telling, worth in (*_numbered(name), *_identified(name), *_worded(name)):
        yield telling + end, worth + asks


def _numbered(name: str) -> Iterator[tuple[str, int]]:
    if name.isdigit():
        yield rf"\d{{{_least(name)},}}", 1
    elif _NUMBER_LAST.search(name):
        digits = re.search(r"\d+$", name)
        least = _least(digits[0]) if digits else 4
        yield rf"{_ANY}*[-_.,~a-zA-Z]\d{{{least},}}", 1
    if _NUMBER_FIRST.match(name):
        yield rf"\d{{4,}}[-_.,]{_ANY}+", 1


def _identified(name: str) -> Iterator[tuple[str, int]]:
    if _UUID.search(name):
        yield rf"{_ANY}*[0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}", 1
    elif _ID_LAST.search(name):
        yield rf"{_ANY}*[-_.~](?=[a-zA-Z]*\d)[a-zA-Z0-9]{{6,40}}", 1
    elif _ID_ONLY.fullmatch(name):
        yield r"(?=[a-zA-Z]*\d)[a-zA-Z0-9]{6,40}", 1


def _worded(name: str) -> Iterator[tuple[str, int]]:
    words = len(_WORDS.findall(name))
    for least, worth in _WORTH.items():
        if words >= least:
            yield _of_words(least), worth
    if not name.isascii() or name.count("%") >= 3:
        yield rf"(?=[^/?#]*(?:%[89A-Fa-f]|[^\x00-\x7f])){_ANY}{{8,}}", 1
    if len(name) >= 16:
        yield rf"{_ANY}{{16,}}", 2
    yield rf"{_ANY}+", 0


def _of_words(least: int) -> str:
    """A segment with at least so many hyphens or the like between words.

    Words and what divides them share no character, so that no URL makes a search go back and forth.
    """
    times = f"{{{least}}}" if least > 1 else ""
    return rf"(?:[^/?#+_-]+[-_+]+){times}[^/?#]*"


def _queried(path: str, query: str) -> Iterator[Shape]:
    """``?p=12345``, ``/read.php?id=12345``."""
    for name, value in parse_qsl(query[:500]):
        if value.isdigit() and len(name) <= 20:
            digits = _least(value) if len(value) > 2 else 1
            key = rf"[?&]{re.escape(name)}=\d{{{digits},}}(?:[&#]|$)"
            yield Shape(expression=key, asks=3)
            if path.strip("/") and len(path) <= MOST_LITERAL:
                told = rf"{re.escape(path)}\?(?:[^#]*&)?{re.escape(name)}=\d+(?:[&#]|$)"
                yield Shape(expression=told, way=4, asks=3)


def _least(digits: str) -> int:
    """How many digits to ask for: numbers grow, and were shorter once."""
    return max(3, len(digits) - 2) if len(digits) > 4 else min(len(digits), 3)


def _is_literal(segment: str) -> bool:
    """True for a word that may be the same in all URLs: no date, number or title."""
    plain = len(segment) <= MOST_LITERAL and len(_WORDS.findall(segment)) <= 2
    return plain and not segment.isdigit() and not _DATE.match(segment)
