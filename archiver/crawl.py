"""Start a crawl from Python or from the command line, in this process, through Scrapy's runner.

The spiders' package is found by name and not imported: imports point the other way.
"""

import importlib.util
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from archiver.errors import ArchiverError


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


def crawl(
    targets: Sequence[str],
    folder: Path,
    *,
    limit: int | None = None,
    since: date | None = None,
    channel: str | None = None,
    dry_run: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> str:
    """Crawl publications into the collection in ``folder``; returns how it ended.

    ``targets`` are names of publications or URLs of sites; ``settings`` are Scrapy's, over our
    own. The report is :attr:`archiver.collection.Status.last_run`. It can be called once in a
    process, as Scrapy's reactor can be started once. Raises ArchiverError.
    """
    package = spiders_package()
    values = Settings()
    values.setmodule(f"{package}.settings", priority="project")
    values.set("COLLECTION", str(folder), priority="cmdline")
    for name, value in (settings or {}).items():
        values.set(name, value, priority="cmdline")
    process = AsyncCrawlerProcess(values)
    crawler = process.create_crawler("publication")
    task = process.crawl(
        crawler,
        targets=tuple(targets),
        limit=limit,
        since=since,
        channel=channel,
        dry_run=dry_run,
    )
    process.start()
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise error
    outcome = crawler.stats.get_value("finish_reason") if crawler.stats else None
    return str(outcome or "not started")


def targets_json(targets: Sequence[str]) -> str:
    """As the catalogue keeps them."""
    return json.dumps(list(targets), ensure_ascii=False)
