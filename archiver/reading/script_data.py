"""Text that stands only in script data: what a page's own program would put on the screen.

Read where the HTML has no story: JSON in a script element (``__NEXT_DATA__`` and its kin), or given
to a variable (``window.__INITIAL_STATE__ = {…}``, ``JSON.parse("…")``), pushed to one
(``window["__RQ"].push({…})``), or pushed in rows (``__next_f``). What of it is the story,
:mod:`archiver.reading.script_story` decides.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

from archiver.reading.script_story import BESIDE, Story, best_story
from archiver.reading.survey import Survey

LEAST = 500  # characters of a script that can hold a story
MOST_CHARACTERS = 1_000_000  # of all scripts that are read
MOST_SCRIPTS = 40
MOST_ROWS = 2_000

ASSIGNED = re.compile(
    r"(?:^|(?<=[;\n{}]))[ \t]{0,40}(?:(?:var|let|const)[ \t]{1,9})?([\w$.\[\]\"']{1,80})"
    r"(?:[ \t]{0,9}=|\.push\()\s{0,20}(?=[{\[]\s{0,20}[\"{\[]|JSON\.parse\(|\"[{\[]|\"%7B)"
)
PARSED = re.compile(r"JSON\.parse\(\s*+(?:decodeURIComponent\(\s*+)?")
LITERAL = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'", re.S)
UNDEFINED = re.compile(r"(?<=[:,\[])\s*+(?:undefined|NaN|void 0)\s*+(?=[,}\]])")
PUSHED = re.compile(r"__next_f\.push\(\[1,\s*+(?=\")")
ROW = re.compile(r"(?:^|\n)[0-9a-f]{1,6}:(?:T([0-9a-f]{1,6}),|(?=[\[{]))")
ESCAPES = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))  # Angular's


def paragraphs(survey: Survey) -> tuple[list[str], str] | tuple[None, None]:
    """The story's texts in order, and the script they were found in; None if there is no story."""
    titles = [*survey.headings[:3], *(text for text, _ in survey.first_meta("og:title"))]
    best: tuple[Story, str] | None = None
    for value, name in _values(survey):
        if BESIDE.search(name):
            continue
        story = best_story(value, titles)
        if story and (best is None or story.points > best[0].points):
            best = story, name
    return (best[0].texts, f"script:{best[1]}") if best else (None, None)


def _values(survey: Survey) -> Iterator[tuple[Any, str]]:
    """(value, name) of the data in the page's scripts."""
    left = MOST_CHARACTERS
    rows = []
    scripts = (x for x in survey.tags["script"] if x.text and len(x.text) >= LEAST)
    for number, element in enumerate(scripts):
        text = element.text or ""
        left -= len(text)
        if left < 0 or number >= MOST_SCRIPTS:
            break
        kind = (element.get("type") or "").lower()
        if "ld+json" in kind:
            continue
        if "json" in kind:
            value = _json(text)
            if value is not None:
                yield value, (element.get("id") or "json")[:60]
        elif "__next_f.push" in text[:200]:
            rows.append(_pushed(text))
        else:
            yield from _assigned(text)
    if rows:
        yield _rows("".join(rows)), "__next_f"


def _json(text: str) -> Any:  # noqa: ANN401 - it is JSON
    """The value of JSON as it is written into pages; None if it is none."""
    text = text.strip()
    if text.startswith(("%7B", "%5B")):
        text = unquote(text)
    elif text.startswith(("{&q;", "[{&q;")):
        for escape, meant in ESCAPES:
            text = text.replace(escape, meant)
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return _first(text, 0)


def _first(text: str, start: int) -> Any:  # noqa: ANN401 - it is JSON
    """The value that begins at ``start``; JavaScript's words for nothing are none."""
    decoder = json.JSONDecoder(strict=False)
    try:
        return decoder.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        pass
    try:
        return decoder.raw_decode(UNDEFINED.sub("null", text[start:]))[0]
    except (ValueError, RecursionError):
        return None


def _assigned(text: str) -> Iterator[tuple[Any, str]]:
    """Values that a script gives to a variable, the first few."""
    done = 0
    for number, found in enumerate(ASSIGNED.finditer(text)):
        if number >= MOST_SCRIPTS:
            return
        start = found.end()
        if start < done:
            continue
        name = re.split(r"[.\[]", found[1])[-1].strip("\"']")
        value, done = _at(text, start)
        if value is not None:
            yield value, name


def _at(text: str, start: int) -> tuple[Any, int]:
    """The value at ``start``, and where to go on."""
    if text[start] in "{[":
        decoder = json.JSONDecoder(strict=False)
        try:
            return decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = text.find("\n", start)
            end = end if end > 0 else len(text)
            return _first(text[start:end], 0), end
    parsed = PARSED.match(text, start)
    literal = LITERAL.match(text, parsed.end() if parsed else start)
    if literal is None:
        return None, start
    return _json(_unquoted(literal[0])), literal.end()


def _unquoted(literal: str) -> str:
    """What a string literal of JavaScript says."""
    inner = literal[1:-1]
    if literal[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"')
    inner = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", inner)
    try:
        said = json.loads(f'"{inner}"', strict=False)
    except ValueError:
        return ""
    return said if isinstance(said, str) else ""


def _pushed(text: str) -> str:
    """The strings that are pushed to the rows of ``__next_f``."""
    found = []
    for push in PUSHED.finditer(text):
        literal = LITERAL.match(text, push.end())
        if literal:
            found.append(_unquoted(literal[0]))
    return "".join(found)


def _rows(text: str) -> list[Any]:
    """The rows' values: texts of a given length, and JSON."""
    found: list[Any] = []
    place = 0
    while len(found) < MOST_ROWS and (row := ROW.search(text, place)):
        place = row.end()
        if row[1]:
            size = int(row[1], 16)  # of bytes: at most as many characters
            said = text[place : place + size].encode("utf-8", "replace")[:size]
            said_text = said.decode("utf-8", "ignore")
            found.append(said_text)
            place += len(said_text)
        else:
            end = text.find("\n", place)
            end = end if end > 0 else len(text)
            found.append(_json(text[place:end]))
            place = end
    return found
