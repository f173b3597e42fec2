"""The headline, as the page shows it: the heading that the metadata speak of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archiver.reading import layouts
from archiver.reading.claims import Claim, texts
from archiver.reading.jsonld import string
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import BREAKS, INVISIBLE, fold, inline_text, words

#: Between headline and site, in folded text.
SEPARATORS = re.compile(r"\s[|–—·•»«‹›\-:]+\s|\s?[ㅣ｜]\s?|\s?[|»«]\s?")

#: Names of the site: letters and digits only, in lower case.
Names = tuple[str, ...]

AGREES = 0.6  # share of common words from which two texts are the same headline
RELATED = 0.4  # share of common words from which a whole sentence is another version of it
LIKE = 0.2  # share of common words in all the words of both, for one in the place of a headline
ALIKE = 0.5  # … from which its place does not matter
MOST_LENGTH = 400  # characters; longer is no headline
MOST_HEADINGS = 20  # h1 elements that are looked at
MOST_SECOND = 8  # h2 elements, where no h1 is the headline
MOST_NAME = 60  # characters of a site's name
MOST_PARTS = 12  # of a heading
MOST_LINES = 80  # blocks among which a headline in no heading is
LEAST_LINE = 8  # characters of it
LARGE = re.compile(r"\+?[4-7]|\+[1-3]")  # sizes of letters of a headline

#: A line over the headline: a slug, a section, a series.
KICKER = re.compile(
    r"kicker|over-?line|top-?line|roof-?line|strap-?line|eyebrow|super-?title|top-?title|"
    r"pre-?title|dach-?zeile|volanta|antetitulo|h1-?small|pre-?head(?:line)?\b"
)
#: Where the path to the page is shown, often with a headline made for search engines.
CRUMBS = re.compile(r"breadcrumb|crumbs\b|seo-?title")
NAMED = re.compile(
    r"(?:entry|post|article|story|news|single)[_-]*(?:page[_-]*)?(?:title|head)|headline"
)
IDEOGRAMS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\u3040-\u30ff\u3400-\u9fff]+")


def title(survey: Survey, site: str | None) -> tuple[str, str] | tuple[None, None]:
    """The headline and where it was read."""
    css = survey.layout.title
    for text in layouts.texts(survey.root, css):
        return text, f"layout:{css}"
    names = (*_names(survey, site), *_logos(survey))
    said = [claim for claim in _said(survey, names) if len(claim.value) <= MOST_LENGTH]
    headings = _headings(survey, names, said)
    shown = _shown(survey, headings, said)
    if shown:
        return shown.line(said), str(shown.element.tag)
    if not headings and (found := _unmarked(survey, names, said)):
        return found
    for value, evidence in said:
        return value, evidence
    return (headings[0].text, "h1") if headings else (None, None)


def _unmarked(survey: Survey, names: Names, said: list[Claim]) -> tuple[str, str] | None:
    """A headline in no heading: a line with which the page's title begins, or in large letters."""
    if any(claim.evidence != "title" for claim in said):
        return None
    for raw in survey.outline.blocks[:MOST_LINES] if said else ():
        told, size = said[0].value, len(raw.text)
        if LEAST_LINE <= size < len(told) and told.startswith(raw.text):
            return None if told[size].isalnum() else (raw.text, "text")
    if any(not _is_site(claim.value, names) for claim in said):
        return None
    for font in survey.root.iter("font"):
        large = LARGE.fullmatch(font.get("size") or "")
        text = inline_text(font, most=MOST_LENGTH) if large else ""
        linked = large and next(font.iter("a"), None) is not None
        if LEAST_LINE <= len(text) <= MOST_LENGTH and not linked and not _is_site(text, names):
            return text, "font"
    return None


def _names(survey: Survey, site: str | None) -> Names:
    """What the site is called, in letters: by itself, and by the longest part of its host."""
    host = urlsplit(survey.page.url or "").hostname or ""
    labels = [label for label in host.split(".")[:-1] if label != "www"]
    names = ["".join(words(site or "")), "".join(words(max(labels, key=len, default="")))]
    return tuple(name for name in names if name)


def _said(survey: Survey, site: Names) -> Iterator[Claim]:
    """What the metadata say, without the name of the site."""
    told = [(string(survey.story.get(key)), f"jsonld:{key}") for key in ("headline", "name")]
    told += survey.first_meta("og:title", "twitter:title", "dc.title", "title")
    clean: dict[str | None, str | None] = {}  # most say the same
    for value, evidence in told:
        if value not in clean:
            clean[value] = _clean(value, site)
        yield from texts([clean[value]], evidence)
    for element in survey.tags["title"][:1]:
        yield from texts([without_site(inline_text(element), site)], "title")


@dataclass(frozen=True)
class _Heading:
    """A heading of the page."""

    text: str
    element: Element

    @cached_property
    def words(self) -> frozenset[str]:
        return _parts(self.text)

    @cached_property
    def in_crumbs(self) -> bool:
        """True if it stands in the path to the page: the headline is shown once more below."""
        element: Element | None = self.element
        for _ in range(5):
            if element is None:
                return False
            tokens = tokens_of(element)
            if element.tag == "nav" or (
                ("crumb" in tokens or "seo" in tokens) and CRUMBS.search(tokens)
            ):
                return True
            element = element.getparent()
        return False

    @property
    def is_named(self) -> bool:
        """True if it calls itself the headline of a story."""
        return 2 < len(self.words) <= 30 and bool(NAMED.search(tokens_of(self.element)))

    @property
    def in_head(self) -> bool:
        """True if it stands in what calls itself the head of something."""
        around = list(self.element.iterancestors())[:2]
        return any(x.tag in ("header", "hgroup") or "head" in tokens_of(x) for x in around)

    def agreement(self, claim: frozenset[str]) -> float:
        """Common words; half for one that says much less or much more than the claim."""
        if not claim or not self.words:
            return 0.0
        less, more = sorted((len(self.words), len(claim)))
        return len(self.words & claim) / less * (1.0 if less * 3 >= more else 0.5)

    def likeness(self, claim: frozenset[str]) -> float:
        """The share of common words in all of both."""
        return len(self.words & claim) / (len(self.words | claim) or 1)

    def line(self, said: list[Claim]) -> str:
        """Its text without a kicker or a dek: the part that the metadata speak of."""
        head, bar, _ = self.text.partition("|")
        if len(self.element) == 0 and not bar:
            return self.text
        claimed = [words(claim.value) for claim in said]
        own = words(self.text)
        if bar and own not in claimed and words(head) in claimed:
            return head.rstrip()
        for part in _lines(self.element):
            if part != self.text and (found := words(part)) and found in claimed:
                return part.lstrip("-–—:| ")  # what divides it from the kicker
        return self.text if own in claimed else _without_kicker(self.element) or self.text


def _headings(survey: Survey, site: Names, said: list[Claim]) -> list[_Heading]:
    """The h1 elements that can be headlines; one that names the site only if there is no other."""
    claimed = [claim.value for claim in said]
    found, named = [], []
    for element in survey.tags["h1"][:MOST_HEADINGS]:
        text = inline_text(element)
        if text and len(text) <= MOST_LENGTH:
            found.append(_Heading(_without_name(text, site), element))
            if text in claimed or not (_is_site(text, site) or _is_logo(element, survey)):
                named.append(found[-1])
    if not named and all(_is_logo(x.element, survey) for x in found):
        return []
    return named or found


def _without_name(text: str, site: Names) -> str:
    """A heading without the site's own name at its end."""
    cuts = list(SEPARATORS.finditer(text))
    own = cuts and "".join(words(text[cuts[-1].end() :])) in site
    return text[: cuts[-1].start()] if own else text


def _logos(survey: Survey) -> Iterator[str]:
    """What a heading that links to the front page calls the site, in letters."""
    for element in survey.tags["h1"][:2]:
        text = inline_text(element, most=MOST_NAME)
        if len(text) <= MOST_NAME and _is_logo(element, survey) and (said := words(text)):
            yield "".join(said)


def _is_logo(element: Element, survey: Survey) -> bool:
    """True for a heading that links to the front page."""
    if len(element) == 0:
        return False
    link = next(element.iter("a"), None)
    url = urlsplit(survey.absolute(link.get("href")) or "x") if link is not None else None
    if url is None or url.path not in ("", "/"):
        return False
    return urlsplit(survey.page.url or "").path not in ("", "/")


def _shown(survey: Survey, headings: list[_Heading], said: list[Claim]) -> _Heading | None:
    """The heading that the metadata speak of; the first one, without metadata."""
    if not said:
        return headings[0] if headings else None
    firsts = [x for x in headings if not x.in_crumbs and not KICKER.search(tokens_of(x.element))]
    if firsts and firsts[0].text in [claim.value for claim in said]:
        return firsts[0]
    claims = [_parts(claim.value) for claim in said]
    best = _best(firsts, claims)
    if best is not None and max(map(best.agreement, claims)) >= AGREES:
        return best
    crumbs = [x for x in headings if x not in firsts]
    seconds = _seconds(survey)
    if best is None and crumbs:
        more = [*claims, *(x.words for x in crumbs)]
        near = [x for x in seconds if x.in_head or max(map(x.likeness, more)) >= ALIKE]
        return _best(near, more, LIKE) or _best(crumbs, claims)
    seconds = seconds if firsts else [*_thirds(survey), *seconds]
    same = _best(seconds, claims, AGREES if best is None else 1.0)
    return same or best or next((x for x in firsts if x.is_named), None)


def _seconds(survey: Survey) -> list[_Heading]:
    return [
        _Heading(text, element)
        for element in survey.tags["h2"][:MOST_SECOND]
        if (text := inline_text(element)) and len(text) <= MOST_LENGTH
    ]


def _thirds(survey: Survey) -> list[_Heading]:
    """The h3 elements that call themselves the headline, where the site's name is the only h1."""
    found = [_Heading(inline_text(x), x) for x in survey.tags["h3"][:MOST_SECOND]]
    return [x for x in found if x.text and len(x.text) <= MOST_LENGTH and x.is_named]


def _best(
    headings: list[_Heading], claims: list[frozenset[str]], least: float = 0.12
) -> _Heading | None:
    """The heading most like the claims; of equals the first. None if none is like them."""
    best, most = None, 0.0
    for heading in headings:
        agreement = max(map(heading.agreement, claims))
        likeness = [heading.likeness(claim) for claim in claims]
        if agreement < (RELATED if len(heading.words) > 2 else AGREES) or max(likeness) < least:
            continue
        points = agreement + sum(likeness) / len(claims)
        if points > most:
            best, most = heading, points
    return best


def _lines(element: Element) -> Iterator[str]:
    """The texts of the elements in a heading, and what follows each of them to the end."""
    for part in list(element.iterdescendants())[:MOST_PARTS]:
        if not isinstance(part.tag, str):
            continue
        yield inline_text(part)
        if part.tail:
            rest = [part.tail, *(_text(x) + (x.tail or "") for x in part.itersiblings())]
            yield fold("".join(rest))


def _text(element: Element) -> str:
    return f" {inline_text(element)} " if element.tag in BREAKS else inline_text(element)


def _without_kicker(element: Element) -> str | None:
    """What a heading says after the elements in it that call themselves a kicker."""
    skip = frozenset(
        part
        for part in list(element.iterdescendants())[:MOST_PARTS]
        if isinstance(part.tag, str)
        and part.tag not in INVISIBLE
        and (part.tag in ("small", "time") or KICKER.search(tokens_of(part)))
    )
    return inline_text(element, skip).strip("-–—:| ") if skip else None


def _parts(text: str) -> frozenset[str]:
    """The words of a text, and the signs of one that does not divide words."""
    found = words(text)
    if text.isascii():
        return frozenset(found)
    return frozenset(part for word in found for part in IDEOGRAMS.findall(word))


def _clean(value: str | None, site: Names) -> str | None:
    """A text without the name of the site before or after it."""
    if not value:
        return None
    value = fold(unescape(value))
    cuts = list(SEPARATORS.finditer(value[:MOST_LENGTH]))
    before, colon, after = value.partition(": ")
    if colon and "".join(words(before)) in site:
        return after
    if not cuts:
        return value
    if _is_site(value[cuts[-1].end() :], site):
        return value[: cuts[-1].start()]
    if _is_site(value[: cuts[0].start()], site):
        return value[cuts[0].end() :]
    head, bar, last = value.rpartition("|")
    # After a bar stand a section or a short form of the site's name.
    return head.rstrip() if bar and len(words(last)) <= 2 and len(words(head)) >= 4 else value


def _is_site(part: str, site: Names) -> bool:
    """True if a part of a title names the site: as it calls itself, or as its host is called."""
    letters = "".join(words(part))
    if not letters:
        return False
    return letters in site or any(
        len(letters) >= 4 and (letters in name or _is_longer(letters, name)) for name in site
    )


def _is_longer(letters: str, name: str) -> bool:
    """True for a longer form of a name; a whole headline may have the name in it."""
    return len(name) >= 4 and name in letters and len(letters) <= 2 * len(name) + 8


def without_site(text: str, site: Names) -> str:
    """A ``title`` element's text without the name of the site before or after the headline."""
    text = _clean(text, site) or text
    cuts = list(SEPARATORS.finditer(text))
    if not cuts:
        return text
    last = text[cuts[-1].end() :]
    head = text[: cuts[-1].start()]
    more = len(words(head)) - len(words(last))
    if (len(words(last)) <= 4 and more > 0) or ("|" in cuts[-1][0] and more >= 0):
        return head
    return text
