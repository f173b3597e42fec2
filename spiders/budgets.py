"""The budgets of a run: what the settings say of them, and what is put on each account."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from archiver.budget import Budget, Budgets
from archiver.publications import Publication
from archiver.written import Duration
from warcs import Capture
from warcs.capturing.extension import META_KEY

from .extension import CollectionExtension, extension_of


def given(values: Mapping[str, Any]) -> Budget:
    """What the setting BUDGET says: pages, bytes, and time in seconds."""
    time = values.get("time")
    return Budget(
        pages=values.get("pages"),
        bytes=values.get("bytes"),
        time=None if time is None else Duration(seconds=time),
    )


def budgets_of(
    extension: CollectionExtension, settings: BaseSettings, publications: Iterable[Publication]
) -> Budgets:
    """Those of a run that begins: the run's own before a publication's, before the collection's."""
    own, common = given(settings.getdict("BUDGET")), extension.options.budget
    extension.budgets = budgets = Budgets(
        {x.slug: own.over(x.budget).over(common) for x in publications},
        extension.report.started,
        extension.session.now,
    )
    return budgets


class Accountant:
    """An extension: every exchange is put on the account of the publication it is made for."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._left, signals.request_left_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def _left(self, request: Request) -> None:
        meta = request.meta
        capture: Capture | None = meta.get(META_KEY)
        origin = meta.get("candidate") or meta.get("requisite") or meta.get("source")
        budgets = extension_of(self._crawler).budgets
        if capture is not None and origin is not None and budgets is not None:
            budgets.received(origin.publication, capture.payload_length)
