"""The headline, as the page shows it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archiver.reading import layouts
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import string
from archiver.reading.survey import Survey
from archiver.reading.text import fold, inline_text, overlap, words

SEPARATORS = re.compile(r"\s+[|–—·•»«‹›\-:]+\s+|\s*ㅣ\s*|\s*[|»«]\s*")

#: Names of the site: letters and digits only, in lower case.
Names = tuple[str, ...]

AGREES = 0.6  # share of common words from which two texts are the same headline
MOST_LENGTH = 400  # characters; longer is no headline


def title(survey: Survey, site: str | None) -> tuple[str, str] | tuple[None, None]:
    """The headline and where it was read."""
    css = survey.layout.title
    for text in layouts.texts(survey.root, css):
        return text, f"layout:{css}"
    said = list(_said(survey, _names(survey, site)))
    shown = _shown(survey, said)
    if shown:
        return shown, "h1"
    for value, evidence in said:
        if len(value) <= MOST_LENGTH:
            return value, evidence
    headings = [text for text in survey.headings if len(text) <= MOST_LENGTH]
    return (headings[0], "h1") if headings else (None, None)


def _names(survey: Survey, site: str | None) -> Names:
    """What the site is called, in letters: by itself, and by the longest part of its host."""
    host = urlsplit(survey.page.url or "").hostname or ""
    labels = [label for label in host.split(".")[:-1] if label != "www"]
    names = ["".join(words(site or "")), "".join(words(max(labels, key=len, default="")))]
    return tuple(name for name in names if name)


def _said(survey: Survey, site: Names) -> Iterator[Claim]:
    """What the metadata say, without the name of the site."""
    for key in ("headline", "name"):
        yield from texts([_clean(string(survey.story.get(key)), site)], f"jsonld:{key}")
    for value, evidence in survey.first_meta("og:title", "twitter:title", "dc.title", "title"):
        yield from texts([_clean(value, site)], evidence)
    for element in survey.tags["title"][:1]:
        yield from texts([without_site(inline_text(element), site)], "title")


def _shown(survey: Survey, said: list[Claim]) -> str | None:
    """The heading that the metadata speak of; the first one that says enough, without metadata."""
    headings = [
        (text, element)
        for element in survey.tags["h1"][:20]
        if (text := inline_text(element)) and len(text) <= MOST_LENGTH
    ]
    if not said:
        return headings[0][0] if headings else None
    scored = [
        (max(_agreement(text, claim.value) for claim in said), -number)
        for number, (text, _) in enumerate(headings)
    ]
    best = max(scored, default=None)
    if best is None or best[0] < AGREES:
        return None
    text, element = headings[-best[1]]
    return _own_line(element, text, said)


def _own_line(element: Element, text: str, said: list[Claim]) -> str:
    """Of a heading that holds a kicker or a dek as well, the line that the metadata speak of."""
    claimed = [words(claim.value) for claim in said]
    if len(element) and words(text) not in claimed:
        for part in list(element.iterdescendants())[:12]:
            line = inline_text(part) if isinstance(part.tag, str) else ""
            if line and words(line) in claimed:
                return line
    return text


def _agreement(heading: str, value: str) -> float:
    """Common words, less for a heading that says much less or much more than the claim."""
    a, b = len(words(heading)), len(words(value))
    if not a or not b:
        return 0.0
    return overlap(heading, value) * (1.0 if min(a, b) * 3 >= max(a, b) else 0.5)


def _clean(value: str | None, site: Names) -> str | None:
    """A text without the name of the site before or after it."""
    if not value:
        return None
    value = fold(value)
    cuts = list(SEPARATORS.finditer(value[:MOST_LENGTH]))
    if not cuts:
        return value
    if _is_site(value[cuts[-1].end() :], site):
        return value[: cuts[-1].start()]
    if _is_site(value[: cuts[0].start()], site):
        return value[cuts[0].end() :]
    return value


def _is_site(part: str, site: Names) -> bool:
    """True if a part of a title names the site: as it calls itself, or as its host is called."""
    letters = "".join(words(part))
    if not letters:
        return False
    return letters in site or any(
        len(letters) >= 4 and (letters in name or (len(name) >= 4 and name in letters))
        for name in site
    )


def without_site(text: str, site: Names) -> str:
    """A ``title`` element's text without the name of the site before or after the headline."""
    text = _clean(text, site) or text
    cuts = list(SEPARATORS.finditer(text))
    if not cuts:
        return text
    last = text[cuts[-1].end() :]
    head = text[: cuts[-1].start()]
    if len(words(last)) <= 4 and len(words(head)) > len(words(last)):
        return head
    return text
