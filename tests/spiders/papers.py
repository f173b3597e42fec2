"""Publications on loopback that have a past: thirty daily runs whose reports are kept as a crawl
keeps them; what they publish on a day, and the misfortunes that they meet."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from archiver.alarms.model import Alarm
from archiver.collection import Collection, Session
from archiver.reading import READER
from archiver.report import Report, Yield
from archiver.yields import FIELDS, LONG
from tests.spiders.clocks import START, on
from tests.spiders.crawling import Crawl, crawl
from tests.spiders.hostile_server import Site, feed, ok, status

PAST = 30  # days
EACH = 10  # articles a day
TEXT = "The lamps along the harbour were lit an hour late on Tuesday. " * 12
CLOCK = "tests.spiders.clocks.now"


def page(title: str, *, byline: bool = True, wall: bool = False) -> bytes:
    by = '<p class="byline">By <a rel=author href=/a>Ada Writer</a></p>' if byline else ""
    paid = '{"@type": "NewsArticle", "isAccessibleForFree": false}' if wall else "{}"
    return ok(
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<script type="application/ld+json">{paid}</script>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        '<meta property="article:published_time" content="2026-04-01T05:00:00Z">'
        '<meta property="article:section" content="Harbour">'
        f"</head><body><article><h1>{title}</h1>{by}<p>{TEXT}</p><p>{TEXT}</p></article></body>"
    )


def day_of(paper: Site, slug: str, day: int, *, bad: bool) -> None:
    """Publish the stories of a day; ``bad``: its misfortune has come."""
    host = f"{slug}.example"
    links = [f"/story/{day}-{number}" for number in range(EACH)]
    if bad and slug == "quiet":
        links = []
    for link in links:
        made = page(
            f"Story {link}", byline=not (bad and slug == "field"), wall=bad and slug == "wall"
        )
        if bad and slug == "refused":
            made = status(403, "Forbidden")
        paper.answers[host + link] = made
    answer = feed([f"http://{host}{link}" for link in links] or [f"http://{host}/story/30-0"])
    old = paper.answers.get(f"{host}/feed", answer)
    stays = bad and slug == "stopped"
    paper.answers[f"{host}/feed"] = old if stays else answer
    paper.answers[f"{host}/second"] = answer
    paper.answers[f"{host}/robots.txt"] = ok("User-agent: *\nDisallow: /admin\n", "text/plain")
    if bad and slug == "dead-feed":
        paper.answers[f"{host}/feed"] = status(404, "Not Found")
    if bad and slug == "robots":
        text = "User-agent: *\nDisallow: /admin\nDisallow: /story/\n"
        paper.answers[f"{host}/robots.txt"] = ok(text, "text/plain")
    if bad and slug == "down":
        paper.answers[f"{host}/feed"] = paper.answers[f"{host}/second"] = status(500, "Fault")
        paper.answers[f"{host}/robots.txt"] = status(500, "Fault")


def past(
    folder: Path,
    slugs: tuple[str, ...],
    *,
    reader: str = READER,
    scheme: str = "http",
    begin: datetime = START,
    down: int = 0,
) -> None:
    """Thirty daily runs of which the catalogue has the reports; in the last ``down`` of them no
    connection was to be had."""
    known = {}
    for slug in slugs:
        name = folder / "publications" / f"{slug}.toml"
        known[slug] = hashlib.sha256(name.read_bytes()).hexdigest()
    for day in range(PAST):
        now = begin + timedelta(days=day)
        with closing(Session(folder, now=lambda now=now: now)) as session:  # type: ignore[misc]
            run = session.begin_run(slugs, started=now)
            yields = [one for slug in slugs for one in rows(slug, scheme, gone=day >= PAST - down)]
            report = Report(
                started=now, publications=slugs, outcome="finished", yields=yields,
                reader=reader, files=known, answers=2 * len(slugs), ended=now,
            )  # fmt: skip
            session.end_run(run, report)


def rows(slug: str, scheme: str, *, gone: bool) -> Iterator[Yield]:
    """Of a run: the publication, and its two feeds."""
    if gone:
        yield Yield(publication=slug)
        why = "connection refused"
        for name in ("feed", "second"):
            url = f"{scheme}://{slug}.example/{name}"
            yield Yield(publication=slug, source=url, kind="feed", answered=False, problem=why)
        return
    whole = Yield(
        publication=slug, found=EACH, fresh=EACH, fetched=EACH, articles=EACH, new=EACH,
        complete=dict.fromkeys((*FIELDS, LONG), EACH), kinds={"article": EACH},
    )  # fmt: skip
    yield whole
    for name in ("feed", "second"):
        source = f"{scheme}://{slug}.example/{name}"
        yield replace(whole, source=source, kind="feed", answered=True, status=200)


def run_of(
    folder: Path, slugs: tuple[str, ...], address: str, day: int, **settings: object
) -> Crawl:
    """The crawl of a day."""
    both = {"CLOCK": CLOCK, **settings}
    return crawl(folder, slugs, address, both, environ={"FAKE_DAY": str(day)})


def alarm_of(folder: Path, slug: str) -> Alarm:
    """The only one of a publication."""
    with Collection(folder) as collection:
        (kept,) = [x for x in collection.alarms_since(on(0)) if x.alarm.publication == slug]
    return kept.alarm
