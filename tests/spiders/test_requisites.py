"""Pictures, styles, fonts and icons of captured articles, proved by the log of the server."""

import signal
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from archiver import Collection
from archiver.collection.database.schema import DERIVED
from archiver.collection.preserving.rebuild import rebuild
from tests.spiders.crawling import (
    MOST,
    Crawl,
    call,
    crawl,
    environment,
    frontier,
    publish,
    query,
    records,
)
from tests.spiders.hostile_server import Exchange, Site, feed, ok, serving, site, status, story
from tests.spiders.test_broken_off import Gate

PNG = ok(b"\x89PNG\r\n\x1a\n" + b"0" * 500, "image/png")
CSS = "text/css"
KEPT = ("response", "revisit")
ICON = '<link rel="icon" href="/icon.png">'


def page(title: str, needs: str) -> bytes:
    """A story's page whose head holds ``needs``."""
    body = story(title).partition(b"\r\n\r\n")[2]
    html = body.decode().replace("</head>", f"{ICON}{needs}</head>")
    return ok(html)


def newspaper(*needs: str, **more: bytes) -> Site:
    """Stories /story/0, /story/1, … that need what is given."""
    paths = [f"/story/{n}" for n in range(len(needs))]
    pages = {
        path: page(f"What happened at {path}", x) for path, x in zip(paths, needs, strict=True)
    }
    return site({"/feed.xml": feed(paths), "/icon.png": PNG, **pages})


def run(folder: Path, served: Site, **settings: object) -> Crawl:
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, {"REQUISITES": "page", **settings})
    assert done.ended.code == 0, done.ended.err
    return done


def asked(served: Site) -> list[str]:
    """Host, where it is another one, and path of what was asked for but source and robots.txt."""
    return [
        f"{x.host}{x.path}".removeprefix("lamp.example")
        for x in served.log
        if x.path not in ("/robots.txt", "/feed.xml")
    ]


def rows(folder: Path) -> dict[str, tuple[str, str | None]]:
    """State and reason of what pages need."""
    found = query(folder, "SELECT fetch, state, reason FROM requisite_frontier ORDER BY 1")
    return {url.removeprefix("http://lamp.example"): (state, why) for url, state, why in found}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "collection"


def test_page_is_captured_with_all_that_it_needs_and_each_thing_once(folder: Path) -> None:
    needs = '<link rel=stylesheet href="/main.css"><img src="http://cdn.example/a.png">'
    served = newspaper(needs, needs)
    served.answers |= {
        "/main.css": ok('@import "more/type.css"; p { background: url(b.png) }', CSS),
        "/more/type.css": ok("@font-face { font-family: L; src: url(../l.woff2) }", CSS),
        "/b.png": PNG,
        "/l.woff2": ok(b"wOF2", "font/woff2"),
        "cdn.example/a.png": PNG,
    }
    done = run(folder, served)

    assert sorted(asked(served)) == [
        "/b.png", "/icon.png", "/l.woff2", "/main.css", "/more/type.css", "/story/0", "/story/1",
        "cdn.example/a.png",
    ]  # fmt: skip
    assert {state for state, _ in rows(folder).values()} == {"done"}
    assert done.report.requisites.fetched == 6
    assert done.report.requisites.known == 3  # what the second page names again
    assert (done.report.fetched, done.report.articles, done.report.failures) == (2, 2, {})
    assert set(frontier(folder)) == {"/story/0", "/story/1"}


def test_articles_come_before_what_they_need_from_their_host(folder: Path) -> None:
    served = newspaper(*[f'<img src="/{n}.png">' for n in range(5)])
    served.answers |= {f"/{n}.png": PNG for n in range(5)}
    run(folder, served, CONCURRENT_REQUESTS_PER_DOMAIN=1)

    order = asked(served)
    assert [x.startswith("/story/") for x in order] == [True] * 5 + [False] * 6


def test_robots_of_the_other_host_is_obeyed(folder: Path) -> None:
    served = newspaper(
        '<img src="http://cdn.example/no/a.png"><img src="http://cdn.example/b.png">'
    )
    served.answers |= {
        "cdn.example/robots.txt": ok("User-agent: *\nDisallow: /no/", "text/plain"),
        "cdn.example/b.png": PNG,
    }
    done = run(folder, served)

    assert "cdn.example/no/a.png" not in asked(served)
    assert rows(folder)["http://cdn.example/no/a.png"] == (
        "disallowed", "robots.txt: Disallow: /no/ (line 2)",
    )  # fmt: skip
    assert rows(folder)["http://cdn.example/b.png"] == ("done", None)
    assert (done.report.requisites.disallowed, done.report.disallowed) == (1, 0)


def test_what_waits_for_a_robots_txt_is_asked_for_when_that_is_had(folder: Path) -> None:
    served = newspaper('<img src="http://cdn.example/a.png">')
    served.answers |= {
        "cdn.example/robots.txt": status(503, "Come later"),
        "cdn.example/a.png": PNG,
    }
    for _ in range(4):  # more often than what fails is tried
        run(folder, served, RETRY_TIMES=0)
        ask_again(folder)
        assert "cdn.example/a.png" not in asked(served)
        assert rows(folder)["http://cdn.example/a.png"] == (
            "disallowed", "robots.txt: HTTP status 503",
        )  # fmt: skip
    served.answers["cdn.example/robots.txt"] = status(404, "Not Found")
    run(folder, served)

    assert asked(served) == ["cdn.example/a.png"]
    assert rows(folder)["http://cdn.example/a.png"] == ("done", None)
    assert query(folder, "SELECT DISTINCT tries FROM requisite_frontier") == [(1,)]


def ask_again(folder: Path) -> None:
    """Hosts whose robots.txt could not be had are asked by the next run."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE unreachable SET due = since")


def test_browsers_headers_are_sent(folder: Path) -> None:
    served = newspaper('<link rel=stylesheet href="/s.css"><img src="http://cdn.example/a.png">')
    served.answers |= {"/s.css": ok("p {}", CSS), "cdn.example/a.png": PNG}
    run(folder, served)
    sent = {x.path: x.headers for x in served.log}

    assert sent["/s.css"]["accept"] == "text/css,*/*;q=0.1"
    assert sent["/s.css"]["referer"] == "http://lamp.example/story/0"
    assert sent["/a.png"]["accept"].startswith("image/avif,image/webp")
    assert sent["/a.png"]["referer"] == "http://lamp.example/"


def test_failures_are_counted_apart_and_only_chance_is_tried_again(folder: Path) -> None:
    served = newspaper('<img src="/gone.png"><img src="/busy.png">')
    served.answers |= {"/gone.png": status(404, "Not Found"), "/busy.png": status(503, "Busy")}
    done = run(folder, served, RETRY_TIMES=0)
    run(folder, served, RETRY_TIMES=0)

    assert done.report.failures == {}
    assert done.report.requisites.failures == {"HTTP 404": 1, "HTTP 503": 1}
    assert asked(served) == ["/busy.png", "/busy.png"]  # one retry
    assert rows(folder)["/gone.png"] == ("failed", "HTTP 404")


def test_number_and_size_are_bounded_for_each_page(folder: Path) -> None:
    many = "".join(f'<img src="/{n}.png">' for n in range(9))
    served = newspaper(many)
    served.answers |= {f"/{n}.png": PNG for n in range(9)}
    done = run(
        folder, served, REQUISITES_NUMBER=6, REQUISITES_SIZE=600, CONCURRENT_REQUESTS_PER_DOMAIN=1
    )

    # Each has 508 bytes; what is on its way when the bound is reached comes on top.
    assert asked(served)[:3] == ["/story/0", "/icon.png", "/0.png"]
    assert done.report.requisites.fetched in (2, 3)
    assert done.report.requisites.left_out == 10 - done.report.requisites.fetched
    assert rows(folder)["/4.png"] == ("failed", "over the size of its page")
    assert "/5.png" not in rows(folder)


def test_style_sheets_that_import_each_other_end(folder: Path) -> None:
    served = newspaper('<link rel=stylesheet href="/0.css">')
    served.answers |= {f"/{n}.css": ok(f"@import '{n + 1}.css'; p {{}}", CSS) for n in range(9)}
    done = run(folder, served, REQUISITES_DEPTH=2)

    assert [x for x in asked(served) if x.endswith(".css")] == ["/0.css", "/1.css", "/2.css"]
    assert done.report.requisites.left_out == 1


def test_what_was_fetched_lately_is_not_fetched_for_a_later_page(folder: Path) -> None:
    served = newspaper('<img src="/a.png">')
    served.answers["/a.png"] = PNG
    run(folder, served)
    later = {"/feed.xml": feed(["/story/9"]), "/story/9": page("Later", '<img src="/a.png">')}
    served.answers |= later
    run(folder, served)

    assert asked(served) == ["/story/9"]

    served.answers |= {"/feed.xml": feed(["/story/10"]), "/story/10": later["/story/9"]}
    run(folder, served, REQUISITES_AGE=0)

    assert sorted(asked(served)) == ["/a.png", "/icon.png", "/story/10"]


def test_none_fetches_the_pages_alone(folder: Path) -> None:
    served = newspaper('<img src="/a.png">')
    run(folder, served, REQUISITES="none")

    assert asked(served) == ["/story/0"]


def test_unknown_choice_is_one_line(folder: Path) -> None:
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    done = crawl(folder, ["lamp"], "127.0.0.1:9", {"REQUISITES": "all"})

    assert done.ended.err.splitlines()[-1] == "Error: requisites: 'all' is neither none nor page"


def test_picture_behind_a_redirect_is_captured(folder: Path) -> None:
    served = newspaper('<img src="/a.png">')
    moved = status(302, "Found", b"Location: http://cdn.example/b.png")
    served.answers |= {"/a.png": moved, "cdn.example/b.png": PNG}
    run(folder, served)

    assert asked(served)[-1] == "cdn.example/b.png"
    assert rows(folder)["/a.png"] == ("done", None)
    with Collection(folder) as collection:
        (story_page,) = collection.captures("http://lamp.example/story/0")
        assert [x.url for x in collection.needed_by(story_page)] == [
            "http://lamp.example/icon.png",
            "http://lamp.example/a.png",
            "http://cdn.example/b.png",
        ]


def test_rebuild_gives_equal_tables_and_wants_what_is_missing(folder: Path) -> None:
    served = newspaper('<link rel=stylesheet href="/s.css"><img src="/a.png">')
    served.answers |= {"/s.css": ok("p { background: url(b.png) }", CSS), "/b.png": PNG}
    run(folder, served)
    live = {name: query(folder, f"SELECT * FROM {name} ORDER BY 1") for name in DERIVED}
    (folder / "catalogue.sqlite").unlink()
    rebuild(folder)

    assert {name: query(folder, f"SELECT * FROM {name} ORDER BY 1") for name in DERIVED} == live
    assert len(live["requisites"]) == 4
    assert rows(folder) == {
        "/a.png": ("failed", "HTTP 404"),
        "/b.png": ("done", None),
        "/icon.png": ("done", None),
        "/s.css": ("done", None),
    }


def test_killed_crawl_loses_nothing_of_what_pages_need(folder: Path) -> None:
    needs = '<link rel=stylesheet href="/s.css">' + "".join(
        f'<img src="/{n}.png">' for n in range(4)
    )
    served = newspaper(needs)
    gate = Gate(answer=PNG)
    pictures = {f"/{n}.png": PNG for n in range(4)}
    served.answers |= {"/s.css": ok("p { background: url(b.png) }", CSS), "/b.png": PNG}
    served.answers |= {**pictures, "/1.png": gate}
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(served) as address:
        one = {"REQUISITES": "page", "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        line = call(folder, ["lamp"], address, one)
        running = subprocess.Popen(line, env=environment(), stderr=subprocess.DEVNULL)
        assert gate.arrived.wait(MOST)
        running.send_signal(signal.SIGKILL)
        running.wait(MOST)
        gate.opened.set()
    before = asked(served)
    served.answers["/1.png"] = PNG
    run(folder, served)

    assert before == ["/story/0", "/s.css", "/icon.png", "/0.png", "/1.png"]
    assert sorted(asked(served)) == ["/1.png", "/2.png", "/3.png", "/b.png"]
    assert {state for state, _ in rows(folder).values()} == {"done"}
    assert len([r for r in records(folder) if r.type in KEPT and r.url.endswith("png")]) == 6


def cut_off(exchange: Exchange) -> Iterable[bytes]:
    """A picture that says that it is longer than it is."""
    yield PNG.replace(b"Content-Length: 508", b"Content-Length: 900")


def test_picture_that_was_cut_off_is_tried_again(folder: Path) -> None:
    served = newspaper('<img src="/a.png">')
    served.answers["/a.png"] = cut_off
    run(folder, served)
    first = rows(folder)["/a.png"]
    served.answers["/a.png"] = PNG
    run(folder, served)

    assert first == ("failed", "cut: disconnect")
    assert rows(folder)["/a.png"] == ("done", None)
