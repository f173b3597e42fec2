"""The order of the stages: what each finds is what the next may know."""

import gc
from typing import Any, TypeVar

from archiver.article import Article, Entry, Sign
from archiver.page import Page
from archiver.publications.model import Publication
from archiver.reading import (
    READER,
    access,
    body,
    byline,
    channel,
    dates,
    dek,
    images,
    kind,
    related,
    rights,
    title,
)
from archiver.reading.kind_signs import Told
from archiver.reading.survey import Survey
from archiver.reading.text import fold, words
from warcs import CaptureRef

T = TypeVar("T")


def read(
    page: Page,
    publication: Publication | None = None,
    entry: Entry | None = None,
    capture: CaptureRef | None = None,
    wishes: tuple[Sign, ...] = (),
) -> Article:
    """Read ``page``: by the publication's layout where it says how, by generic rules where not.

    ``entry`` is what a feed, sitemap or channel page said; it answers where the page does not.
    ``wishes`` are what the files of the page's host say of its use.
    """
    # The search for cyclic garbage waits: a page is thousands of objects that live until it is
    # read, and the collector looks through them again and again, up to a tenth of the time. What
    # other threads leave meanwhile is found after.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _read(page, publication, entry, capture, wishes)
    finally:
        if collects:
            gc.enable()


def _read(
    page: Page,
    publication: Publication | None,
    entry: Entry | None,
    capture: CaptureRef | None,
    wishes: tuple[Sign, ...],
) -> Article:
    survey = Survey(page, publication)
    answers = _Answers()
    story = body.story(survey)
    site = answers.take("publication", access.publication_name(survey, publication))
    headline = answers.take("title", _headline(survey, site, entry))
    subtitle = answers.take("subtitle", dek.subtitle(survey, headline, story))
    crumbs = answers.take("channels", channel.channels(survey, headline, site)) or ()
    section = answers.take("channel", channel.channel(survey, crumbs, entry, headline))
    channels = (*crumbs, section) if section else crumbs
    signed = byline.signed(survey, story, byline.names_of(site, channels), entry, headline)
    line = answers.take("byline", (signed.byline, signed.byline_evidence))
    authors = answers.take("authors", (signed.authors, signed.authors_evidence)) or ()
    dated = dates.Dates(survey, story, headline, publication)
    answers.take("published", dated.published(entry))
    answers.take("modified", dated.modified())
    blocks = answers.take("body", body.blocks_of(survey, story, headline, subtitle, line)) or ()
    answers.take("images", images.images(survey, story, authors, headline))
    answers.take("related", related.related(survey, publication, story, channels))
    sample = "\n".join(block.text for block in blocks[:10])
    answers.take("language", access.language(survey, publication, sample or headline or ""))
    _of_the_page(survey, answers)
    answers.take("rights", rights.rights(survey, wishes))
    known = answers.values
    told = Told(title=headline, published=known.get("published"), signed=bool(authors))
    what = kind.kind(survey, story, blocks, known.get("paywalled"), told)
    answers.take("kind", what)
    evidence = answers.evidence | survey.notes
    return Article(
        url=page.url, evidence=evidence, capture=capture, reader=READER, **answers.values
    )


def _of_the_page(survey: Survey, answers: "_Answers") -> None:
    """What the page says of itself beside the story."""
    answers.take("canonical_url", access.canonical_url(survey))
    answers.take("topics", access.topics(survey))
    answers.take("paywalled", access.paywalled(survey))
    answers.take("pagination", access.pagination(survey))


def _headline(
    survey: Survey, site: str | None, entry: Entry | None
) -> tuple[str | None, str | None]:
    found = title.title(survey, site)
    if found[0] is None and entry and entry.title and words(entry.title):
        return fold(entry.title), f"{entry.kind}:title"
    return found


class _Answers:
    """The values found so far, and where each was read; what was not found is left out."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.evidence: dict[str, str] = {}

    def take(self, name: str, answer: tuple[T | None, str | None]) -> T | None:
        """Keep an answer if there is one."""
        value, evidence = answer
        if value is None or value == ():
            return None
        self.values[name] = value
        if evidence:
            self.evidence[name] = evidence
        return value
