"""A fictional publication to try things on: its articles, its pages, its server.

The Lantern Post has the two designs of a real newspaper system, the bad habits of many, and beside
every page the article that a reader must find in it. How doubtful cases are decided stands in
docs/sample.md.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.article import Article

from archiver.sample.server import Request, Server, serve
from archiver.sample.site import Resource, story_pages

HOST = "www.lanternpost.example"
SLUG = "lanternpost"

__all__ = [
    "HOST",
    "SLUG",
    "Request",
    "Resource",
    "Server",
    "expected",
    "pages",
    "resources",
    "serve",
]


def expected(base: str = f"http://{HOST}") -> dict[str, "Article"]:
    """URL -> article, of all that a polite crawl finds; ``base``: scheme and host, no path."""
    from archiver.sample.truth import articles

    return articles(base)


def resources(base: str = f"http://{HOST}") -> dict[str, Resource]:
    """URL -> page with its HTTP headers, for each of :func:`expected`."""
    found = story_pages(base)
    return {url: found[url.removeprefix(base)] for url in expected(base)}


def pages(base: str = f"http://{HOST}") -> dict[str, bytes]:
    """Path -> HTML as it is before compression, in its own character encoding, of the same."""
    return {url.removeprefix(base): page.body for url, page in resources(base).items()}
