"""A publication that moves to another domain: all old addresses redirect for good."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from archiver import Collection
from archiver.collection.reporting.health import health
from archiver.publications import load_sound
from tests.spiders.crawling import Crawl, crawl, publish, query
from tests.spiders.hostile_server import Site, feed, ok, serving, site, status

NAMES = [f"story-{number}" for number in range(8)]
NAMED = "names only articles of new.example, which is none of the publication's domains"


def page(host: str, name: str) -> bytes:
    """A story that says when it was published, and where it lives."""
    text = " ".join(
        f"Of {name} it was told on day {n} that {name} costs {n * 7}." for n in range(9)
    )
    paragraphs = "".join(f"<p>{text} It was paragraph {n} of {name}.</p>" for n in range(4))
    return ok(
        f"<!doctype html><html lang=en><head><title>About {name}</title>"
        f'<link rel="canonical" href="http://{host}/story/{name}">'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-02-03T10:0{name[-1]}:00Z">'
        f"</head><body><article><h1>About {name}</h1>{paragraphs}</article></body></html>"
    )


def sitemap(urls: list[str]) -> bytes:
    named = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return ok(f'<?xml version="1.0"?><urlset xmlns="{space}">{named}</urlset>', "application/xml")


def at(host: str, names: list[str]) -> dict[str, bytes]:
    """What a host serves that has these stories."""
    urls = [f"http://{host}/story/{name}" for name in names]
    pages = {f"{host}/story/{name}": page(host, name) for name in names}
    return {f"{host}/feed.xml": feed(urls), f"{host}/sitemap.xml": sitemap(urls), **pages}


def move(served: Site) -> None:
    """All of it, with two new stories; the old addresses lead there."""
    new = at("new.example", NAMES)
    served.answers.clear()
    served.answers |= new
    for address in new:
        path = address.partition("/")[2]
        location = f"Location: http://new.example/{path}".encode()
        served.answers[f"old.example/{path}"] = status(301, "Moved Permanently", location)


def publication(folder: Path, host: str) -> None:
    """Its file: where it is, and where it was."""
    sources = [f'feed = "http://{host}/feed.xml"', f'sitemap = "http://{host}/sitemap.xml"']
    publish(folder, "old", sources, home=f"http://{host}/")
    path = folder / "publications" / "old.toml"
    if host != "old.example":
        text = path.read_text().replace('["old.example"]', '["new.example", "old.example"]')
        path.write_text(text)


def visit(folder: Path, names: list[str]) -> None:
    """These stories are due for a visit."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        for name in names:
            db.execute("UPDATE frontier SET due = 1 WHERE url LIKE ?", (f"%/{name}",))


def alarms(folder: Path) -> list[tuple[str, str, str]]:
    """Kind, subject and state of all."""
    return query(folder, "SELECT kind, subject, state FROM alarms ORDER BY id")


def test_a_move_is_told_at_once_and_articles_go_on_at_their_new_addresses(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    publication(folder, "old.example")
    served = site(at("old.example", NAMES[:6]))
    with serving(served) as address:

        def run() -> Crawl:
            return crawl(folder, ["old"], address)

        run()
        move(served)
        silent = run()
        visit(folder, NAMES[:3])
        visited = run()
        told = alarms(folder)
        (kept,) = health(folder, load_sound(folder / "publications"), datetime.now(UTC)).alarms
        publication(folder, "new.example")
        after = run()

    assert sorted(silent.report.problems) == [
        f"http://old.example/feed.xml: {NAMED}",
        f"http://old.example/sitemap.xml: {NAMED}",
    ]
    assert (silent.report.fetched, silent.report.moved) == (0, {"old": "new.example"})
    assert told == [("moved", "new.example", "open")]  # once, and no other
    assert kept.alarm.what == "the publication has moved to new.example"
    assert "add new.example to `domains` in publications/old.toml" in kept.alarm.cause
    assert visited.report.fetched == 3

    # Three had been visited there; three are read once more, and known by what they say.
    assert (after.report.elsewhere, after.report.fetched) == (6, 5)
    assert (after.report.problems, after.report.moved) == ([], {"old": ""})
    assert alarms(folder) == [("moved", "new.example", "recovered")]
    with Collection(folder) as collection:
        assert collection.status().articles == 8
        for name in NAMES:
            old, new = (
                collection.versions(f"http://{host}.example/story/{name}")
                for host in ("old", "new")
            )
            assert [x.number for x in new] == [1]
            assert old == (new if name in NAMES[:6] else ())
