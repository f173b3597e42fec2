"""Authors in the data that scripts of the page carry: a last resort, where nobody else signs."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from archiver.reading.byline_claims import Claim
from archiver.reading.byline_names import Name, Shape
from archiver.reading.people import names_told
from archiver.reading.survey import Survey

MOST_SCRIPT = 1_000_000  # characters of one script that are searched
MOST_SCRIPTS = 60
MOST_TITLES = 3  # places in a script where the headline stands
BEFORE, AFTER = 2_000, 4_000  # characters around the headline in the data
MOST_VALUE = 2_000  # characters of what tells the authors
MOST_NAMES = 8
LEAST_TITLE = 12  # characters of a headline that are found nowhere else
DEEPEST = 4  # levels of what tells the authors
KEY = re.compile(
    r"\"?(?P<key>authors?|bylines?|contributors|writers?|credits|creators?|authorName|author_name)"
    r"\"?\s{0,3}:\s{0,3}(?=[\"\[{])"
)
#: ``{id:5,name:"Jane Doe"}``, as programs and not JSON write it.
LOOSE = re.compile(r"(?:\"|\{[^{}]{0,200}?\bname\s{0,3}:\s{0,3}\")(?P<name>[^\"\\]{3,60})\"")
NAMES = ("name", "displayName", "fullName", "full_name", "display_name", "authorName", "byline")
INNER = ("by", "author", "authors", "data", "attributes", "node", "nodes", "edges", "items")
#: What somebody did who is no author.
OTHERS = re.compile(r"photo|illustrat|edit|translat|camera|producer|video|graphic", re.IGNORECASE)
ROLES = ("role", "type", "_type", "kind")


def from_scripts(survey: Survey, title: str | None) -> Iterator[Claim]:
    """The persons named next to the headline in the data."""
    if not title or len(title) < LEAST_TITLE:
        return
    for text in _texts(survey):
        for at in _places(text, title):
            near = text[max(0, at - BEFORE) : at + AFTER].replace('\\"', '"')
            middle = min(at, BEFORE)
            keys = sorted(KEY.finditer(near), key=lambda match: abs(match.start() - middle))
            for match in islice(keys, MOST_NAMES):
                names = tuple(_names(near, match))
                if names:
                    yield Claim(names, "script", f"script:{match['key']}", "script")
                    return


def _texts(survey: Survey) -> Iterator[str]:
    for element in survey.tags["script"][:MOST_SCRIPTS]:
        text = element.text
        if text and len(text) <= MOST_SCRIPT and "ld+json" not in (element.get("type") or ""):
            yield text
    yield from survey.outline.data[:MOST_SCRIPTS]


def _places(text: str, title: str) -> Iterator[int]:
    at = text.find(title)
    for _ in range(MOST_TITLES):
        if at < 0:
            return
        yield at
        at = text.find(title, at + len(title))


def _names(text: str, match: re.Match[str]) -> Iterator[Name]:
    start = match.end()
    try:
        value = json.JSONDecoder(strict=False).raw_decode(text[start : start + MOST_VALUE])[0]
    except (ValueError, RecursionError):
        loose = LOOSE.match(text, start)
        value = loose["name"] if loose else None
    for said in islice(_said(value, 0), MOST_NAMES):
        yield from (name for name in names_told(said) if name.shape is Shape.PERSON)


def _said(value: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - it is JSON
    """The names in what tells the authors, without those of others."""
    if isinstance(value, str):
        yield value
    elif depth <= DEEPEST:
        for part in _parts(value):
            yield from _said(part, depth + 1)


def _parts(value: Any) -> list[Any]:  # noqa: ANN401 - it is JSON
    """The items of a list; of an object its name, or else what may hold names."""
    if isinstance(value, list):
        return value[:MOST_NAMES]
    if not isinstance(value, dict) or any(OTHERS.search(str(value.get(x, ""))) for x in ROLES):
        return []
    name = next((value[x] for x in NAMES if isinstance(value.get(x), str)), None)
    if name is not None:
        return [name]
    return [value[x] for x in INNER if isinstance(value.get(x), list | dict)]
