"""Articles are visited again, ever later; what becomes of them is kept. By the server's log."""

from pathlib import Path

import pytest

from archiver import Collection
from archiver.collection.preserving.rebuild import rebuild
from tests.spiders.crawling import Crawl, crawl, frontier, publish, query
from tests.spiders.hostile_server import Site, feed, serving, site, status, story
from tests.spiders.later import SETTINGS, at
from tests.spiders.test_refetching import tagged

A, B = "http://lamp.example/story/a", "http://lamp.example/story/b"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "collection"


def run(folder: Path, served: Site, hours: float) -> Crawl:
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, SETTINGS, environ=at(hours))
    assert done.ended.code == 0, done.ended.err
    return done


def visited(served: Site) -> list[str]:
    return sorted(x.path for x in served.log if "story" in x.path)


def dated(title: str, when: str, more: str = "") -> bytes:
    meta = f'<meta property="article:published_time" content="{when}"></head>'
    page = story(title).replace(b"</head>", meta.encode())
    head, body = page.replace(b"</article>", more.encode() + b"</article>").split(b"\r\n\r\n", 1)
    kind = head.split(b"\r\nContent-Length")[0]
    return b"%s\r\nContent-Length: %d\r\n\r\n%s" % (kind, len(body), body)


def newspaper() -> Site:
    return site({
        "/feed.xml": feed(["/story/a", "/story/b"]),
        "/story/a": tagged(dated("The lamps are lit", "2026-03-01T11:30:00Z"), '"a"'),
        "/story/b": dated("The lamps of old", "2020-03-01T11:30:00Z"),
    })  # fmt: skip


def test_an_article_is_visited_ever_later_after_it_was_published(folder: Path) -> None:
    served = newspaper()
    seen = []
    for hours in (0, 0.4, 0.6, 24, 25):
        if hours == 24:
            more = "<p>Correction: the lamps were lit on Monday, and not on Tuesday.</p>"
            changed = dated("The lamps are lit", "2026-03-01T11:30:00Z", more)
            served.answers["/story/a"] = tagged(changed, '"a2"')
        run(folder, served, hours)
        seen.append(visited(served))

    # An hour and a day after it was published, at 11:30; the one of six years ago never.
    assert seen == [["/story/a", "/story/b"], [], ["/story/a"], ["/story/a"], []]
    with Collection(folder) as collection:
        assert [(x.captures, x.changes) for x in collection.versions(A)] == [
            (2, ()),
            (1, ("body",)),
        ]
        assert [(x.captures, x.changes) for x in collection.versions(B)] == [(1, ())]
    ((due,),) = query(folder, f"SELECT datetime(due, 'unixepoch') FROM frontier WHERE url = '{A}'")
    assert due == "2026-03-04 09:20:24"  # three days, and three hundredths sooner


def test_an_article_that_is_gone_is_looked_for_once_more(folder: Path) -> None:
    served = newspaper()
    run(folder, served, 0)
    served.answers["/story/a"] = status(410, "Gone")
    seen = []
    for hours in (2, 30, 2000):
        done = run(folder, served, hours)
        seen.append((visited(served), done.report.gone, done.report.failures))

    assert seen == [(["/story/a"], 1, {}), (["/story/a"], 1, {}), ([], 0, {})]
    assert frontier(folder)["/story/a"].state == "done"
    assert frontier(folder)["/story/a"].reason == "gone: HTTP 410"
    with Collection(folder) as collection:
        found = collection.history(A)
        assert found is not None
        assert found.gone is not None
        assert f"{found.gone:%d %H}" == "01 14"
        assert [x.captures for x in found.versions] == [1]
    rows = query(folder, "SELECT id, url, gone FROM articles")
    rebuild(folder)
    assert query(folder, "SELECT id, url, gone FROM articles") == rows


def test_a_publication_may_say_when_its_articles_are_visited(folder: Path) -> None:
    served = newspaper()
    (folder / "publications").mkdir(parents=True)
    (folder / "collection.toml").write_text('[visits]\nafter = ["2d"]\n')
    run(folder, served, 0)
    with (folder / "publications" / "lamp.toml").open() as stream:
        text = stream.read()
    run(folder, served, 30)
    first = visited(served)
    (folder / "publications" / "lamp.toml").write_text(f"{text}[visits]\nafter = []\n")
    served.log.clear()
    with serving(served) as address:
        crawl(folder, ["lamp"], address, SETTINGS, environ=at(60))

    # The time was set when it was read; what is set then is never.
    assert (first, visited(served)) == ([], ["/story/a"])
    assert query(folder, "SELECT count(due) FROM frontier") == [(0,)]


PLANNED = "SELECT url, state, reason, datetime(due, 'unixepoch') FROM frontier ORDER BY url"


def anew(folder: Path) -> list[tuple[str, str, str, str]]:
    """What the frontier plans, of a catalogue that was lost and made anew from the archive."""
    (folder / "catalogue.sqlite").unlink()
    for beside in folder.glob("catalogue.sqlite-*"):
        beside.unlink()
    assert rebuild(folder).problems == ()
    return query(folder, PLANNED)


def test_a_catalogue_made_anew_plans_the_same_visits(folder: Path) -> None:
    served = newspaper()
    run(folder, served, 0)
    live = query(folder, PLANNED)

    assert live[0][3] == "2026-03-01 12:28:12"
    assert anew(folder) == live
    # However long ago that was, what was due is due.
    run(folder, served, 24 * 60)
    assert visited(served) == ["/story/a"]
    assert anew(folder) == query(folder, PLANNED)


def test_a_catalogue_made_anew_visits_as_the_publication_says(folder: Path) -> None:
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with (folder / "publications" / "lamp.toml").open("a") as file:
        file.write('[visits]\nafter = ["52w"]\n')
    (folder / "collection.toml").write_text('[visits]\nafter = ["2d"]\n')
    with serving(newspaper()) as address:
        crawl(folder, ["lamp"], address, SETTINGS, environ=at(0))
    live = query(folder, PLANNED)

    assert live[0][3] == "2027-02-17 13:25:12"
    assert anew(folder) == live


def test_a_catalogue_made_anew_looks_once_more_for_what_is_gone(folder: Path) -> None:
    served = newspaper()
    run(folder, served, 0)
    served.answers["/story/a"] = status(410, "Gone")
    for hours in (2, 30):
        run(folder, served, hours)
        live = query(folder, PLANNED)
        # Seconds apart: when the answer came, and when its end was written.
        assert [(*row[:3], row[3] and row[3][:13]) for row in anew(folder)] == [
            (*row[:3], row[3] and row[3][:13]) for row in live
        ]
        assert live[0][2] == "gone: HTTP 410"
