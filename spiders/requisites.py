"""What captured pages need to look like themselves, fetched after the articles: pictures, styles,
fonts, icons. Nothing of it is read as an article.

Each host has its own pace and robots.txt, as for any request. Articles come first: nothing is asked
of a host that articles are still to be fetched from.
"""

import logging
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archiver.collection.crawling.frontier import State
from archiver.collection.crawling.requisite_frontier import Wanted
from archiver.collection.crawling.skipped import REASON
from archiver.collection.crawling.unread_styles import charset_of
from archiver.collection.record import StyleSheet
from archiver.errors import ArchiverError
from archiver.page import Page
from archiver.requisites import Requisite, of_page, of_style_sheet, screens_of
from archiver.urls import origin_of
from warcs import Capture, WriteFailed
from warcs.capturing.extension import ABOUT_KEY

from . import pages
from .extension import CollectionExtension
from .failures import is_disallowed, reason, skipped_by
from .keys import CONDITIONAL_KEY

logger = logging.getLogger(__name__)

FULL = "over the size of its page"
CHOICES = ("none", "page")
#: What browsers say that they take, by which many hosts choose the form of a picture.
ACCEPT = {
    "style": "text/css,*/*;q=0.1",
    "image": "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    "icon": "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    "font": "*/*",
}


def checked(settings: BaseSettings, choice: str | None = None) -> bool:
    """True if requisites are wanted: by ``choice``, the spider's argument, or the setting.

    Raises ArchiverError for a setting that is none.
    """
    choice = choice or settings["REQUISITES"]
    if choice not in CHOICES:
        raise ArchiverError(f"requisites: {choice!r} is neither none nor page")
    screens_of(settings.getlist("REQUISITES_SCREENS"))
    return choice == "page"


class Requisites:
    """The requests for them in one crawl; none at all where they are not ``wanted``."""

    def __init__(
        self,
        extension: CollectionExtension,
        settings: BaseSettings,
        *,
        wanted: bool,
        conditional: bool = False,
    ) -> None:
        self._extension = extension
        self._wanted = wanted
        self._conditional = conditional
        self._screens = screens_of(settings.getlist("REQUISITES_SCREENS"))
        self._maxsize = settings.getint("REQUISITES_MAXSIZE")

    def of_page(self, page: Page) -> tuple[Requisite, ...]:
        """What a page needs."""
        return of_page(page, self._screens) if self._wanted else ()

    def more(self, slugs: Collection[str], is_asked: Callable[[str], bool]) -> bool:
        """True while there is something to be fetched for these publications, at hosts that are
        asked at all."""
        return self._wanted and self._extension.session.requisites.more(slugs, is_asked)

    def next(self, slugs: Collection[str], is_free: Callable[[str], bool]) -> Request | None:
        """The request for something that a page of these publications needs, of a host that is
        free; None if there is nothing."""
        if not self._wanted:
            return None
        waiting = self._extension.session.requisites
        while (found := waiting.next(slugs, is_free)) is not None:
            if not waiting.is_full(found.page):
                return self._request(found)
            self._extension.report.requisites.left_out += 1
            waiting.end(found.key, "failed", self._extension.session.now(), FULL)
        return None

    def _request(self, wanted: Wanted) -> Request:
        return Request(
            wanted.url,
            callback=self._parse,
            errback=self._failed,
            headers=_headers(wanted),
            dont_filter=True,
            meta={
                "requisite": wanted,
                CONDITIONAL_KEY: self._conditional,
                ABOUT_KEY: self._extension.provenance.of_requisite(wanted),
                "download_maxsize": self._maxsize,
                "max_retry_times": 1,
            },
        )

    async def _parse(self, response: Response) -> None:
        """Something that came: it is in the archive; what a style sheet names is wanted too."""
        await self._extension.turns.turn()
        if self._extension.failed is not None:
            return
        wanted: Wanted = response.meta["requisite"]
        capture: Capture = response.meta["warc_capture"]
        report = self._extension.report.requisites
        report.fetched += 1
        report.received += len(response.body)
        why = pages.cut(response)
        if why is None and wanted.kind == "style" and "html" not in (capture.mime or ""):
            why = self._read_style_sheet(response, wanted, capture)
        self._end(wanted, "failed" if why else "done", why, len(response.body))

    def _read_style_sheet(self, response: Response, wanted: Wanted, capture: Capture) -> str | None:
        """Keep what it names; why that cannot be done."""
        try:
            found = of_style_sheet(
                response.body,
                response.url,
                charset_of(pages.headers_of(response).get("content-type")),
            )
        except Exception as error:  # a mistake of the reader's must not end in silence
            logger.exception("%s cannot be read", response.url)
            return f"mistake in the reader: {type(error).__name__}"
        sheet = StyleSheet(
            publication=wanted.publication,
            page=wanted.page,
            depth=wanted.depth + 1,
            requisites=found,
        )
        try:
            self._extension.session.keep_style_sheet(capture, sheet)
        except WriteFailed as error:
            self._extension.give_up(error)
        return None

    def _failed(self, failure: Failure) -> None:
        """Something that did not come: counted, and the page is kept without it."""
        if self._extension.failed is not None:
            return
        wanted: Wanted = failure.request.meta["requisite"]  # type: ignore[attr-defined]  # set by Scrapy
        if rule := skipped_by(failure):
            self._end(wanted, "done", REASON + rule)
            return
        disallowed = is_disallowed(failure)
        self._extension.report.requisites.disallowed += disallowed
        self._end(wanted, "disallowed" if disallowed else "failed", reason(failure))

    def _end(self, wanted: Wanted, state: State, why: str | None, size: int = 0) -> None:
        if self._extension.failed is not None:
            return
        if why is not None:
            self._extension.report.requisites.fail(why)
        session = self._extension.session
        session.requisites.end(wanted.key, state, session.now(), why, size)
        self._extension.commits.written()


def _headers(wanted: Wanted) -> dict[str, str]:
    """As a browser asks: hosts choose the form of a picture by Accept, and some answer only where
    Referer names their own page (Referrer Policy: strict-origin-when-cross-origin)."""
    headers = {"Accept": ACCEPT[wanted.kind]}
    page, asked = urlsplit(wanted.named_by), urlsplit(wanted.url)
    if origin_of(wanted.named_by) == origin_of(wanted.url):
        headers["Referer"] = wanted.named_by.partition("#")[0]
    elif not (page.scheme == "https" and asked.scheme == "http"):
        headers["Referer"] = f"{origin_of(wanted.named_by)}/"
    return headers
