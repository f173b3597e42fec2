"""From response to item: the page that Scrapy fetched, read by the library."""

from collections.abc import Callable

from scrapy.http import Response

from archiver.article import Entry, Sign
from archiver.collection import Context, Discovered
from archiver.collection.crawling.frontier import Candidate
from archiver.collection.crawling.unread import MEDIA_TYPES, WITH_REQUISITES
from archiver.page import Page
from archiver.publications import Publication
from archiver.reading import read
from archiver.report import STORIES
from archiver.requisites import Requisite
from archiver.rights import Policy
from archiver.rights.signs import together
from archiver.rights.skipping import under
from archiver.sources.story_pages import later_pages
from warcs import Capture
from warcs.capturing.limit import OVER_READ_LIMIT

from .items import ArticleItem
from .keys import BROKEN, WISHES_KEY

#: Of a page that is read as far as WARC_READ_LIMIT; its capture is whole.
OVER_LIMIT = "cut: larger than WARC_READ_LIMIT"


def headers_of(response: Response) -> dict[str, str]:
    """Fields by name in lower case, as text: the wire's bytes in latin-1 (RFC 9110 §5.5)."""
    return together(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )


def unreadable(response: Response) -> str | None:
    """Why this is no page, None if it may be one."""
    declared = headers_of(response).get("content-type", "").split(";")[0].strip().lower()
    if declared and declared not in MEDIA_TYPES:
        return f"not a page: {declared}"
    return None


def cut(response: Response) -> str | None:
    """Why the body is not whole, None if it is."""
    capture: Capture = response.meta["warc_capture"]
    if capture.truncated:
        return f"cut: {capture.truncated}"
    if OVER_READ_LIMIT in response.flags:
        return OVER_LIMIT
    return "cut: content-coding" if BROKEN in response.flags else None


def page_of(response: Response) -> Page:
    """The page, at the time of its capture."""
    capture: Capture = response.meta["warc_capture"]
    return Page.of(
        response.body,
        response.url,
        headers=headers_of(response),
        fetched=capture.ref.date,
    )


def item(
    response: Response,
    candidate: Candidate,
    publication: Publication,
    entry: Entry | None,
    requisites_of: Callable[[Page], tuple[Requisite, ...]],
    policy: Policy,
) -> ArticleItem:
    """Read the page, with what its sources said of it, what it needs to look like itself, and which
    later pages of its story it names; as much of it as ``policy`` lets be kept."""
    capture: Capture = response.meta["warc_capture"]
    page, why = page_of(response), cut(response)
    wishes: tuple[Sign, ...] = response.meta.get(WISHES_KEY, ())
    article = read(page, publication, entry, capture.ref, wishes)
    whole = article.kind in WITH_REQUISITES and why is None
    is_story = article.kind in STORIES
    return ArticleItem(
        article=under(policy, article, page.fetched),
        context=Context(
            requested=candidate.url,
            publication=publication.slug,
            publication_digest=publication.digest,
            discovered=Discovered.of(publication),
            entries=candidate.entries,
            wishes=wishes,
            parts=later_pages(page, candidate.part_of) if whole and is_story else (),
            requisites=requisites_of(page) if whole else (),
        ),
        key=candidate.key,
        cut=why,
    )
