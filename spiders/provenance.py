"""By which way a crawl came to a URL: what the metadata record beside its capture tells of that.

``via`` and ``hopsFromSeed`` are fields of WARC 1.1 (§6.5); the letters of the hops are Heritrix's:
L a link, M a sitemap's, E what a page needs, R a redirect. The sources that a publication's file
names, and the front page of a site without a file, are the seeds.
"""

from collections.abc import Sequence

from archiver.article import Entry
from archiver.collection.crawling.found import PART
from archiver.collection.crawling.frontier import Candidate
from archiver.collection.crawling.requisite_frontier import Wanted

VIA, HOPS = "via", "hopsFromSeed"
LINK, MANIFEST, EMBED = "L", "M", "E"
MOST = 20_000  # pages whose way is remembered; a row of an earlier run has none either

About = tuple[tuple[str, str], ...]


class Provenance:
    """The ways of one run."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}  # URL -> hops
        self._pages: dict[str, str] = {}

    def of_source(self, url: str, via: str | None = None, *, sitemap: bool = False) -> About:
        """What is told of a source; ``via`` is the one that leads to it, None for a seed."""
        if via is None:
            self._sources[url] = ""
            return ()
        hops = self._sources.get(via, "") + (MANIFEST if sitemap else LINK)
        self._sources[url] = hops
        return ((VIA, via), (HOPS, hops))

    def of_article(self, candidate: Candidate) -> About:
        """What is told of an article: all the sources that named it, and the way by the first of
        them that was read in this run."""
        about = discovered(candidate.entries)
        for entry in candidate.entries:
            ways = self._pages if entry.kind == PART else self._sources
            hops = ways.get(entry.source)
            if hops is not None:
                hops += MANIFEST if entry.kind == "sitemap" else LINK
                self._remember(candidate.url, hops)
                return (*about, (HOPS, hops))
        return about

    def of_requisite(self, wanted: Wanted) -> About:
        """What is told of something that a page, or a style sheet of it, needs."""
        hops = self._pages.get(wanted.named_by)
        if hops is None:
            return ((VIA, wanted.named_by),)
        self._remember(wanted.url, hops + EMBED)
        return ((VIA, wanted.named_by), (HOPS, hops + EMBED))

    def _remember(self, url: str, hops: str) -> None:
        if len(self._pages) >= MOST:
            del self._pages[next(iter(self._pages))]
        self._pages[url] = hops


def discovered(entries: Sequence[Entry]) -> About:
    """Where an article was found, and of when each source said that it was, as it was written."""
    told = [
        ((VIA, entry.source), ("via-published", entry.published or entry.modified))
        for entry in entries
    ]
    return tuple((name, value) for fields in told for name, value in fields if value)
