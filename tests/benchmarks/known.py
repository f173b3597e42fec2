"""What a new article costs in a collection that knows many.

    python -m tests.benchmarks.known [--known 0 100000] [--new 1000] [--folder FOLDER]

The articles are those of the benchmark of searching (``search_corpus``): of natural length, of five
publications. The known ones are put into the catalogue and the frontier as a crawl does it, without
WARC files. A server in another process has the new ones as pages, and sitemaps that name all. For
each number of known ones, two crawls, each a process of its own: one that finds nothing new, and
one of the new articles. CPU is user and system time of the crawling process from its first import
to its end. With --folder the collections are kept, to be used again: each crawl has a copy.
"""

import argparse
import asyncio
import html
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.collection import Session
from archiver.collection.folder import Folder
from archiver.report import Report
from tests.benchmarks.frontier import PACE
from tests.benchmarks.many_hosts import Server, answer
from tests.benchmarks.other_end import running, until_closed
from tests.benchmarks.search_corpus import PUBLICATIONS, Corpus, make

SEED = 1
IN_SITEMAP = 50_000
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def corpus() -> Corpus:
    """That of the benchmark of searching, at http: it is served without TLS."""
    return Corpus(SEED, scheme="http")


def fill(root: Path, known: int) -> None:
    """The collection, unless it is there."""
    of = corpus()
    Folder(root).make()
    if known:
        make(root, of, known, SEED)
    for slug, (name, domain, language, _) in PUBLICATIONS.items():
        (root / "publications" / f"{slug}.toml").write_text(
            f'name = "{name}"\nhome = "http://{domain}/"\ndomains = ["{domain}"]\n'
            f'language = "{language}"\nsources = [{{sitemap = "/sitemap.xml"}}]\n'
            "articles = '/story/'\n"
        )
    session = Session(root)
    run = session.begin_run(list(PUBLICATIONS))
    for number in range(1, known + 1):
        article = of.article(number, SEED)
        assert article.url is not None
        assert article.capture is not None
        slug = next(x for x, value in PUBLICATIONS.items() if value[1] in article.url)
        session.frontier.mark_done(article.url, slug, "article", article.capture.date)
    report = Report(started=session.now(), publications=tuple(PUBLICATIONS), outcome="finished")
    session.end_run(run, report)
    session.close()


def crawl(root: Path, address: str) -> dict[str, float]:
    """All publications; every host is the server at ``address``."""
    from archiver.crawl import crawl as crawl_publications

    settings = {**PACE, "CONNECT_TO": {":80": address}}
    done = crawl_publications(list(PUBLICATIONS), root, settings=settings)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"new": done.report.articles, "CPU s": used.ru_utime + used.ru_stime}


class Pages(Server):
    """What the server has: articles up to a number, all of them in sitemaps."""

    def __init__(self, known: int, new: int) -> None:
        super().__init__({})
        self._corpus = corpus()
        self._numbers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._pages: dict[str, bytes] = {}
        for number in range(1, known + new + 1):
            article = self._corpus.article(number, SEED)
            assert article.url is not None
            assert article.published is not None
            host, _, path = article.url.removeprefix("http://").partition("/")
            self._numbers[host].append((article.url, article.published.iso or ""))
            if number > known:
                self._pages[f"{host}/{path}"] = answer(self._page(number))

    def _page(self, number: int) -> str:
        article = self._corpus.article(number, SEED)
        told = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": article.published.iso if article.published else None,
            "articleSection": article.channel,
            "author": [{"@type": "Person", "name": author.name} for author in article.authors],
        }
        text = "".join(f"<p>{html.escape(block.text)}</p>" for block in article.body)
        links = "".join(
            f'<li><a href="/story/{number - n}">About {number - n}</a></li>' for n in range(1, 40)
        )
        return (
            f'<!doctype html><html lang="{article.language}"><head><title>{article.title}</title>'
            f'<script type="application/ld+json">{json.dumps(told)}</script></head><body>'
            f"<nav><ul>{links}</ul></nav><article><h1>{article.title}</h1>"
            f"<p class=byline>{', '.join(x.name for x in article.authors)}</p>{text}</article>"
            f"<aside><h2>More</h2><ul>{links}</ul></aside></body></html>"
        )

    def answer(self, host: str, path: str) -> bytes:
        """Of any of the hosts."""
        numbers = self._numbers[host]
        if path == "/sitemap.xml":
            count = range(0, len(numbers), IN_SITEMAP)
            maps = "".join(
                f"<sitemap><loc>http://{host}/sitemap-{x}.xml</loc></sitemap>" for x in count
            )
            return answer(f'<sitemapindex xmlns="{SCHEMA}">{maps}</sitemapindex>', "text/xml")
        if path.startswith("/sitemap-"):
            first = int(path.removeprefix("/sitemap-").removesuffix(".xml"))
            urls = "".join(
                f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>"
                for url, day in numbers[first : first + IN_SITEMAP]
            )
            return answer(f'<urlset xmlns="{SCHEMA}">{urls}</urlset>', "text/xml")
        return self._pages.get(f"{host}{path}") or answer("", "text/plain", "404 Not Found")


@contextmanager
def serving(known: int, new: int) -> Iterator[str]:
    """The server in a process of its own."""
    with running([*_PART, "serve", str(known), str(new)]) as port:
        yield f"127.0.0.1:{port}"


_PART = (sys.executable, "-m", "tests.benchmarks.known", "--part")


def crawled(root: Path, known: int, new: int) -> dict[str, float]:
    """A crawl of a copy, in a process of its own."""
    with (
        tempfile.TemporaryDirectory(dir=root.parent) as name,
        serving(known, new) as address,
    ):
        copy = Path(name) / "collection"
        shutil.copytree(root, copy)
        done = subprocess.run(
            [*_PART, "crawl", str(copy), address], capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stderr)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--known", type=int, nargs="+", default=[0, 100_000])
    parser.add_argument("--new", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        part, *words = options.part
        if part == "serve":
            asyncio.run(until_closed(Pages(int(words[0]), int(words[1])).serve))
        else:
            print(json.dumps(crawl(Path(words[0]), words[1])))
        return
    with tempfile.TemporaryDirectory() as name:
        for known in options.known:
            root = (options.folder or Path(name)) / str(known)
            if not root.exists():
                fill(root, known)
            nothing = crawled(root, known, 0)
            done = crawled(root, known, options.new)
            each = (done["CPU s"] - nothing["CPU s"]) / max(1, done["new"]) * 1000
            print(
                f"{known:,} known: {nothing['CPU s']:.2f} s of CPU to find nothing new;"
                f" {done['CPU s']:.2f} s for {done['new']:.0f} new articles,"
                f" {each:.1f} ms for each of them",
                flush=True,
            )


if __name__ == "__main__":
    main()
