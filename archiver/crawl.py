"""Start a crawl from Python or from the command line, in this process, through Scrapy's runner.

The spiders' package is found by name and not imported: imports point the other way.
"""

import gc
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from archiver.alarms import Kept
from archiver.collection import Candidate, Collection, Selection, copy_catalogue
from archiver.errors import ArchiverError, CollectionError
from archiver.report import Report
from warcs.capturing.extension import WarcExtension


def spiders_package() -> str:
    """The import name of our spiders: ``archiver_spiders`` from a wheel, ``spiders`` in a checkout.

    A foreign project's ``spiders`` is never taken for ours.
    """
    home = Path(__file__).parent.parent
    for name in ("archiver_spiders", "spiders"):
        spec = importlib.util.find_spec(name)
        if spec and spec.origin and Path(spec.origin).parent.parent == home:
            return name
    raise ArchiverError(
        "the spiders of news-archiver cannot be imported (another package called `spiders` comes "
        "first?); run from another folder or reinstall: pip install --force-reinstall news-archiver"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a crawl brought."""

    report: Report
    would_fetch: tuple[Candidate, ...] | None = None  #: of a dry run, newest first
    alarms: tuple[Kept, ...] = ()  #: that it opened


def crawl(
    targets: Sequence[str],
    folder: Path,
    *,
    limit: int | None = None,
    since: date | None = None,
    channel: str | None = None,
    dry_run: bool = False,
    requisites: str | None = None,
    refetch: bool = False,
    full: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> Outcome:
    """Crawl publications into the collection in ``folder``.

    ``targets`` are names of publications or URLs of sites; at most ``limit`` articles are fetched,
    none that a source dates before ``since``, only those of ``channel`` (its printed name). A
    ``dry_run`` reads the sources and writes nothing into the folder. ``requisites`` is ``page`` for
    pictures, styles, fonts and icons of the articles too, ``none`` for the pages alone; by default
    as the settings say. A ``refetch`` fetches again what is known, if the site says that there is
    anything new of it; ``full`` asks for all of it in any case. ``settings`` are Scrapy's, over our
    own. It can be called once in a process, as Scrapy's reactor can be started once. Raises
    ArchiverError.
    """
    arguments = {
        "targets": tuple(targets), "limit": limit, "since": since, "channel": channel,
        "dry_run": dry_run, "requisites": requisites, "refetch": refetch, "full": full,
    }  # fmt: skip
    if not dry_run:
        return _run(folder, arguments, {**(settings or {})})
    with TemporaryDirectory() as name:
        # A copy of what is known, so that a dry run leaves no trace and says what is new.
        copy = Path(name) / "collection"
        copy_catalogue(folder, copy)
        return _run(copy, arguments, {**(settings or {})})


def spider_settings(folder: Path, settings: Mapping[str, Any]) -> Settings:
    """Scrapy's settings of a crawl into the collection in ``folder``: ``settings`` over our own."""
    values = Settings()
    values.setmodule(f"{spiders_package()}.settings", priority="project")
    told = {**settings, "COLLECTION": str(folder)}
    if "CONTACT" in settings:
        told["USER_AGENT"] = f"{values['BOT_NAME']}/{values['VERSION']} (+{settings['CONTACT']})"
    for key, value in told.items():
        values.set(key, value, priority="cmdline")
    return values


def run_spider(
    name: str, folder: Path, arguments: Mapping[str, Any], settings: Mapping[str, Any]
) -> Crawler:
    """Run one of our spiders to its end, in this process; once, as Scrapy's reactor starts once.

    ``settings`` are Scrapy's, over our own. Raises what kept it from beginning, and CollectionError
    where what it brought could not be written.
    """
    process = AsyncCrawlerProcess(spider_settings(folder, settings))
    crawler = process.create_crawler(name)
    task = process.crawl(crawler, **arguments)
    # What has been imported stays: else each full round of the collector goes over all of it, and
    # holds up the event loop for a tenth of a second.
    gc.freeze()
    try:
        process.start()
    finally:
        gc.unfreeze()
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise error
    extension = crawler.get_extension(WarcExtension)
    if extension is not None and extension.failed is not None:
        raise CollectionError(
            f"{folder}: {extension.failed}; what was captured before is kept: make room, then run "
            "the crawl again"
        )
    return crawler


def _run(folder: Path, arguments: dict[str, Any], settings: dict[str, Any]) -> Outcome:
    run_spider("publication", folder, arguments, settings)
    with Collection(folder) as collection:
        report = collection.last_run()
        if report is None:
            raise ArchiverError(f"{folder}: the crawl ended before it began; see the log")
        would_fetch = _chosen(collection, report, arguments) if arguments["dry_run"] else None
        alarms = () if arguments["dry_run"] else collection.alarms_since(report.started)
        return Outcome(report=report, would_fetch=would_fetch, alarms=alarms)


def _chosen(
    collection: Collection, report: Report, arguments: dict[str, Any]
) -> tuple[Candidate, ...]:
    """What a run with these arguments would fetch, newest first."""
    selection = Selection(since=arguments["since"], channel=arguments["channel"])
    chosen = collection.pending(report.publications)
    if arguments["refetch"]:
        chosen = chain(chosen, collection.done(report.publications))
    return tuple(islice(filter(selection.wants_candidate, chosen), arguments["limit"]))
