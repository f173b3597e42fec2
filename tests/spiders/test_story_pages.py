"""Stories that are told on several pages: which are asked for, and what is kept of them."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from archiver import Collection
from archiver.collection.packing.choice import Query, choose
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.redaction import Order, Surroundings, redact
from archiver.collection.versioning.history import History
from archiver.collection.versioning.rereading import page_of
from archiver.collection.versioning.rereads import Wanted, reread
from archiver.reading import READER
from archiver.web.app import application
from archiver.web.guard import Door
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves
from tests.archiver.collection.redaction.making import counting, holding, ticking
from tests.archiver.collection.test_session import tables
from tests.archiver.web.client import HOST as room_at
from tests.archiver.web.client import Client
from tests.spiders.crawling import Crawl, crawl, publish
from tests.spiders.hostile_server import Answer, Exchange, Site, feed, ok, serving, site, status
from tests.spiders.later import SETTINGS, at
from tests.spiders.test_broken_off import Gate, interrupted

HOST = "http://lamp.example"
TOPICS = ("harbour", "council", "railway", "theatre", "orchard", "market")


def page(title: str, number: int, more: str = "", *, head: str = "", topic: str = "") -> bytes:
    """A page of a story, with a text of its own; ``more`` stands behind it."""
    about = topic or TOPICS[number % len(TOPICS)]
    told = "".join(
        f"<p>On day {n} of the month the {about} was told of in the town, and page {number} says it"
        f" in so many words that {title} would need {n * 7} chairs more than there are.</p>"
        for n in range(6)
    )
    heading = title if number == 1 else f"{title} - Page {number}"
    return ok(
        f"<!doctype html><html lang=en><head><title>{heading}</title>{head}"
        '<meta property="article:published_time" content="2026-03-01T11:30:00Z">'
        '<meta property="og:type" content="article">'
        f"</head><body><article><h1>{title}</h1>{told}</article>{more}</body></html>"
    )


def following(url: str) -> str:
    return f'<link rel="next" href="{url}">'


def named(path: str) -> str:
    return f'<link rel="canonical" href="{HOST}{path}">'


def menu(*links: tuple[str, str]) -> str:
    """What stands below a story: its pages by their numbers."""
    return f"<p>Page 1 {' '.join(f'<a href={url}>{text}</a>' for url, text in links)}</p>"


def chain(title: str, path: str, text: Callable[[int], int]) -> Callable[[Exchange], list[bytes]]:
    """A story that has always one page more; ``text`` says which text stands on which page."""

    def answer(exchange: Exchange) -> list[bytes]:
        number = int(exchange.path.partition("=")[2] or 1)
        head = following(f"{path}?page={number + 1}")
        return [page(title, text(number), head=head, topic=f"subject {text(number)}")]

    return answer


NUMBERS = menu(
    ("ropes-2.html", "2"), ("/story/ropes-3.html", "3"), ("ropes-2.html", "Next &raquo;")
)
STORIES: dict[str, dict[str, Answer]] = {
    "ropes": {
        "/story/ropes.html": page("Ropes go missing", 1, NUMBERS, head=named("/story/ropes.html")),
        "/story/ropes-2.html": page("Ropes go missing", 2, head=named("/story/ropes.html")),
        "/story/ropes-3.html": page("Ropes go missing", 3, head=named("/story/ropes.html")),
    },
    # Each page names itself, and the next one alone.
    "tides": {
        "/story/12345.html": page("Tides come late", 1, head=following("12345.html?page=2")),
        "/story/12345.html?page=2": page(
            "Tides come late", 2,
            head=named("/story/12345.html?page=2") + following("12345.html?page=3"),
        ),
        "/story/12345.html?page=3": page(
            "Tides come late", 3,
            head=named("/story/12345.html?page=3"),
            more=menu(("12345.html?page=1", "1"), ("12345.html?page=2", "2")),
        ),
    },
    "endless": {"/story/endless": chain("A fair goes on", "/story/endless", lambda n: n)},
    "same": {"/story/same": chain("A fair comes back", "/story/same", lambda _: 1)},
    "lost": {
        "/story/lost": page("Boats are lost", 1, menu(("lost?page=2", "2"))),
        "/story/lost?page=2": status(404, "Not Found"),
    },
    "debate": {
        "/story/debate": page(
            "Boats are sold", 1,
            f"<div id=comments><p>Well said.</p>{menu(('debate?page=2', '2'))}</div>",
        ),
    },
    # What is behind it is another story.
    "serial": {
        "/story/1": page("A ferry is named", 1, head=following("/story/2")),
        "/story/2": page("A bridge is built", 1, head=following("/story/3")),
    },
}  # fmt: skip
FIRST = {name: next(iter(pages)) for name, pages in STORIES.items()}


def newspaper(*names: str) -> Site:
    pages = {path: answer for name in names for path, answer in STORIES[name].items()}
    # A path with a query before the same without one.
    return site({"/feed.xml": feed([FIRST[name] for name in names]), **pages})


@dataclass(frozen=True, kw_only=True)
class Done:
    """A crawl of all stories."""

    folder: Path
    asked: list[str]
    crawl: Crawl
    histories: dict[str, History | None]


def run(folder: Path, served: Site, hours: float = 0) -> tuple[Crawl, list[str]]:
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, SETTINGS, environ=at(hours))
    assert done.ended.code == 0, done.ended.err
    return done, [x.path for x in served.log if x.path.startswith("/story")]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("stories") / "c"
    crawled, asked = run(folder, newspaper(*STORIES))
    with Collection(folder) as collection:
        histories = {name: collection.history(HOST + path) for name, path in FIRST.items()}
    return Done(folder=folder, asked=asked, crawl=crawled, histories=histories)


def later(name: str, *numbers: int, form: str = "{}?page={}") -> list[str]:
    return [form.format(FIRST[name], number) for number in numbers]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ropes", ["/story/ropes-2.html", "/story/ropes-3.html"]),
        ("tides", later("tides", 2, 3)),
        ("endless", later("endless", *range(2, 21))),
        ("same", later("same", 2)),
        ("lost", later("lost", 2)),
        ("debate", []),
        ("serial", ["/story/2"]),
    ],
)
def test_later_pages_are_asked_for_once(done: Done, name: str, expected: list[str]) -> None:
    begin = {"ropes": "/story/ropes", "serial": "/story/"}.get(name, FIRST[name])
    asked = [x for x in done.asked if x.startswith(begin)]
    if name == "serial":
        asked = [x for x in asked if len(x) == len("/story/2")]

    assert sorted(asked) == sorted([FIRST[name], *expected])


@pytest.mark.parametrize(
    ("name", "pages"), [("ropes", 3), ("tides", 3), ("endless", 20), ("same", 0), ("lost", 0)]
)
def test_pages_of_a_story_are_parts_of_one_article(done: Done, name: str, pages: int) -> None:
    history = done.histories[name]

    assert history is not None
    assert [(x.number, x.article.url) for x in history.versions] == [(1, HOST + FIRST[name])]
    assert len(history.pages) == pages
    numbers = [f"and page {number} says" in x.text for number, x in enumerate(history.pages, 1)]
    assert numbers == [True] * pages
    assert len({x.capture.record_id for x in history.pages if x.capture}) == pages


def test_what_is_behind_a_story_and_is_another_one_is_an_article_of_its_own(done: Done) -> None:
    with Collection(done.folder) as collection:
        found = {x.url or "": x.title for x in collection.articles()}
        page = collection.history(f"{HOST}/story/12345.html?page=2")
        story = collection.history(f"{HOST}/story/12345.html")

    assert sorted(found) == sorted(HOST + x for x in [*FIRST.values(), "/story/2"])
    assert found[f"{HOST}/story/2"] == "A bridge is built"
    assert page == story


def test_words_of_all_pages_are_found(done: Done) -> None:
    with Collection(done.folder) as collection:
        found = {hit.url for hit in collection.search('"the theatre" "page 3"').hits}

    assert found == {HOST + FIRST["ropes"], HOST + FIRST["tides"]}


def test_reading_room_shows_all_pages_with_their_captures(done: Done) -> None:
    room = Room(shelves([done.folder]), Replays(off="not in this test"))
    client = Client(application(room, Door(hosts=frozenset({room_at}))))
    url = quote(f"{HOST}/story/ropes.html", safe="")
    answer = client.get(f"/{done.folder.name}/article?url={url}")
    room.close()

    assert answer.status == 200
    places = [answer.words.index(f"and page {number} says") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert "Page 3, captured 1 March 2026" in answer.words
    history = done.histories["ropes"]
    ids = [x.capture.record_id for x in history.pages if x.capture] if history else []
    assert [quote(x, safe="") in answer.text for x in ids] == [True] * 3


def test_report_tells_later_pages_apart(done: Done) -> None:
    report = done.crawl.report
    whole = next(x for x in report.yields if x.source == "")

    assert (report.articles, report.later_pages, report.left) == (8, 24, 0)
    assert report.failures == {"HTTP 404": 1}
    assert (whole.fetched, whole.articles, whole.new) == (8, 8, 8)


def test_rebuilt_catalogue_is_the_same(done: Done) -> None:
    live = tables(done.folder)

    assert rebuild(done.folder).problems == ()
    assert tables(done.folder) == live


def test_pages_are_visited_with_their_article(done: Done, tmp_path: Path) -> None:
    """Page 2 is changed, and page 3 taken away: no version, and all bytes are kept."""
    folder, served = tmp_path / "c", newspaper(*STORIES)
    shutil.copytree(done.folder, folder)
    first, second, third = STORIES["ropes"]
    served.answers[second] = page("Ropes go missing", 2, head=named(first), topic="correction")
    served.answers[third] = status(404, "Not Found")
    visit, asked = run(folder, served, 2)

    assert sorted(asked) == sorted(done.asked)
    assert (visit.report.later_pages, visit.report.failures) == (23, {"HTTP 404": 2})
    with Collection(folder) as collection:
        history = collection.history(HOST + first)
        captures = [len(list(collection.captures(HOST + x))) for x in (first, second, third)]
    assert history is not None
    assert captures == [2, 2, 2]
    assert [(x.number, x.captures, x.changes) for x in history.versions] == [(1, 5, ())]
    assert ["correction" in x.text for x in history.pages] == [False, True, False]
    assert history.gone is None


def test_a_killed_crawl_goes_on_behind_the_page_that_it_had(tmp_path: Path) -> None:
    """However few articles are wanted: their pages count for no limit."""
    first, second, third = STORIES["ropes"]
    answer = STORIES["ropes"][second]
    assert isinstance(answer, bytes)
    gate, served = Gate(answer=answer), newspaper("ropes", "tides", "debate")
    served.answers[second] = gate
    publish(tmp_path / "c", "lamp", ['feed = "/feed.xml"'])
    with serving(served) as address:
        interrupted(tmp_path / "c", address, gate, "kill")
    served.answers[second] = answer
    served.log.clear()
    with serving(served) as address:
        crawl(tmp_path / "c", ["lamp"], address, limit=1)
    asked = [x.path for x in served.log if x.path.startswith("/story")]

    assert set(asked) - set(FIRST.values()) == {second, third, *later("tides", 2, 3)}
    assert (len(asked), first in asked) == (5, False)
    with Collection(tmp_path / "c") as collection:
        history = collection.history(HOST + first)
    assert history is not None
    assert [x.url for x in history.pages] == [HOST + x for x in (first, second, third)]


def test_a_story_is_taken_down_with_all_its_pages(done: Done, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    shutil.copytree(done.folder, folder)
    tides = [HOST + path for path in STORIES["tides"]]
    order = Order(wanted=tides[:1], reason="court order 7/26")
    plan, _ = redact(folder, order, Surroundings(now=ticking(), new_id=counting()))

    assert plan.urls == sorted(tides)
    assert holding(folder, "Tides come late") == []
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        states = db.execute("SELECT state FROM frontier WHERE url LIKE '%12345%'").fetchall()
    assert states == [("redacted",)] * 3


def test_pages_go_with_their_article_into_a_package(done: Done) -> None:
    url = f"{HOST}/story/ropes.html"
    with closing(sqlite3.connect(done.folder / "catalogue.sqlite")) as db:
        db.row_factory = sqlite3.Row
        chosen = choose(db, done.folder / "archive", Query(urls=(url,)))
    with Collection(done.folder) as collection:
        captures = [page.capture for page in collection.pages(url)]

    assert {x.record_id for x in captures if x} == set(chosen.pages)


def test_each_page_is_read_again_from_its_own_bytes(done: Done, tmp_path: Path) -> None:
    folder, url = tmp_path / "c", f"{HOST}/story/ropes.html"
    shutil.copytree(done.folder, folder)
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db, db:
        db.execute("UPDATE readings SET reader = '1'")  # as if another reader had read them
    summary = reread(folder, Wanted(), lambda one: None)
    with Collection(folder) as collection:
        pages = collection.pages(url)
        versions = collection.versions(url)
        texts = [page_of(collection.record(x.capture), x.url).text for x in pages if x.capture]

    assert (summary.failed, len(versions), {x.reader for x in pages}) == (0, 1, {READER})
    assert [f"and page {n} says" in text for n, text in enumerate(texts, 1)] == [True] * 3
