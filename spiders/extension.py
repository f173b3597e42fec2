"""Binds a crawl to its collection: one session, one report, and commits at short intervals."""

import logging
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from archiver import publications
from archiver.collection import Session
from archiver.publications import Publications
from archiver.report import Report
from archiver.sources.robots import Robots
from warcs import Recorder
from warcs.extension import WarcExtension

from .robots import RobotsMiddleware

logger = logging.getLogger(__name__)

MOST_UNCOMMITTED = 200  # articles; more than this are not left to the next interval


class CollectionExtension(WarcExtension):
    """The collection in the setting COLLECTION, open for writing from start to end of a crawl."""

    session: Session
    report: Report
    publications: Publications

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._interval = crawler.settings.getfloat("COMMIT_INTERVAL")
        self._uncommitted = 0
        self._run: int | None = None
        self._commits = create_looping_call(self._commit)
        crawler.signals.connect(self._opened, signals.spider_opened)

    def make_recorder(self, crawler: Crawler) -> Recorder:
        """Opens the collection. Raises CollectionError where that cannot be."""
        settings = crawler.settings
        folder = Path(settings["COLLECTION"])
        self.publications = publications.load(folder / "publications")
        self.session = Session(
            folder,
            prefix="archiver",
            info={
                "operator": settings["CONTACT"],
                "http-header-user-agent": settings["USER_AGENT"],
                "robots": "RFC 9309",
            },
        )
        self.report = Report(started=self.session.now())
        return self.session.recorder
