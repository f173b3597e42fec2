"""How well is the form of article URLs learned, on pages of real sites?

    python -m tests.benchmarks.article_urls FOLDER

FOLDER: a folder with ``SOURCE/truth.jsonl`` (``id`` and ``url`` of each page) and
``SOURCE/pages/ID.html.gz``. Of each page that links to at least eight others that look like
articles an expression is learned from these against the navigation; its own URL, which is an
article's by somebody's word, is left out and tried afterwards. Prints how many are caught, and how
many URLs of navigation; the same of the general look of URLs.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from archiver.likeness import LIKELY, article_likeness
from archiver.page import Page
from archiver.probing.pattern import is_other, learn
from archiver.sources import discovery
from archiver.sources.links import in_navigation, links
from archiver.sources.teasers import undescribed
from archiver.urls import normalise

LEAST = 8  # links to articles
NO_ARTICLES = "kinds"  # the source whose pages are none


def pages(folder: Path) -> Iterator[tuple[str, Page]]:
    """URL and page of every article that has a URL."""
    for truth in sorted(folder.glob("*/truth.jsonl")):
        if truth.parent.name == NO_ARTICLES:
            continue
        for line in truth.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            url = str(record.get("url") or "")
            path = truth.parent / "pages" / f"{record['id']}.html.gz"
            if url.startswith("http") and path.exists():
                yield url, Page.of(gzip.decompress(path.read_bytes()), url)


def sides(url: str, page: Page) -> tuple[list[str], list[str]]:
    """What the page links to: what looks like articles, and what is none."""
    publication = discovery.publication_for(url)
    found = links(page.tree, url, publication)
    navigation = in_navigation(page.tree, found)
    menu = {link.key for link in navigation} | {normalise(url)}
    entries = undescribed(page.tree, url, publication)
    articles = [entry.url for entry in entries if normalise(entry.url) not in menu]
    others = [link.url for link in navigation] + [link.url for link in found if is_other(link.url)]
    return articles, others


def main() -> None:
    """The command."""
    tried = learned = own = likely = wrong = others_all = others_likely = 0
    for url, page in pages(Path(sys.argv[1])):
        articles, others = sides(url, page)
        if len(set(articles)) < LEAST:
            continue
        tried += 1
        pattern = learn(articles, others)
        if pattern is None:
            continue
        learned += 1
        own += re.search(pattern.expression, url) is not None
        likely += article_likeness(url) >= LIKELY
        wrong += pattern.wrong
        others_all += pattern.others
        others_likely += sum(article_likeness(other) >= LIKELY for other in set(others))
    print(f"{tried} pages, an expression learned on {learned}")
    print(f"own URL caught: {own}; by its look: {likely}")
    print(f"of {others_all} URLs of navigation caught: {wrong}; by their look: {others_likely}")


if __name__ == "__main__":
    main()
