"""Versions of an article: when one begins, and what is the same version."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archiver.article import Entry
from archiver.collection import Collection, Context, Session
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.versioning.rereading import page_of
from archiver.reading import READER, read
from tests.archiver.collection.redaction.making import (
    FEED,
    OTHERS,
    SENTENCES,
    TITLE,
    capture,
    page,
    ticking,
)
from tests.archiver.collection.test_session import tables
from warcs import Capture, Exchange

URL = "http://paper.example/story/ropes"
WALL = (
    b"<!doctype html><html><head><title>Log in</title></head><body><main><h1>Log in to read on</h1>"
    b"<form><input type=email><input type=password></form><p>Subscribe.</p></main></body></html>"
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session(tmp_path / "c", now=ticking())
    yield session
    session.abandon()


def ropes(*more: str, title: str = TITLE, noise: str = "") -> bytes:
    return page(title, (*SENTENCES, *more), URL, noise)


def store(
    session: Session,
    body: bytes,
    url: str = URL,
    *,
    requested: str | None = None,
    reader: str = READER,
    title: str | None = None,
) -> bool:
    """Capture a page and keep its reading; of another ``reader``, which saw another ``title``."""
    found = capture(session, url, body)
    entry = Entry(url=url, source=FEED, kind="feed", title="In the feed")
    said = read(page_of(session.payload(found), url), None, entry, found.ref)
    said = replace(said, reader=reader, title=title or said.title)
    context = Context(requested=requested or url, publication="paper", entries=(entry,))
    return session.store(context, said)


def told(session: Session, url: str = URL) -> list[tuple[int, int, tuple[str, ...]]]:
    """Number, captures and changes of each version; live and rebuilt they are the same."""
    session.close()
    root = session.folder.root
    live = tables(root)
    rebuild(root)
    assert {**tables(root), "frontier": []} == {**live, "frontier": []}
    return known(root, url)


def known(root: Path, url: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The same of a collection that is closed."""
    with Collection(root) as collection:
        return [(x.number, x.captures, x.changes) for x in collection.versions(url)]


def test_a_changed_text_is_a_new_version_that_tells_what_changed(session: Session) -> None:
    new = [
        store(session, ropes()),
        store(session, ropes(noise="<p>12 Comments</p>")),
        store(session, ropes("Correction: an earlier version said fifty coils, not forty.")),
        store(session, ropes(title="The harbour master stays")),
    ]

    assert new == [True, False, True, True]
    assert told(session) == [(1, 2, ()), (2, 1, ("body",)), (3, 1, ("title", "body"))]


def test_a_text_that_comes_back_is_a_third_version(session: Session) -> None:
    for body in (ropes(), ropes("It rained on the quay all night, and nobody came."), ropes()):
        store(session, body)

    assert told(session) == [(1, 1, ()), (2, 1, ("body",)), (3, 1, ("body",))]


def test_the_same_text_in_other_bytes_is_kept_whole_and_is_the_same_version(
    session: Session,
) -> None:
    one, other = ropes(noise="<!-- served by a -->"), ropes(noise="<!-- served by b -->")
    for body in (one, other, one):
        store(session, body)

    assert told(session) == [(1, 3, ())]
    with Collection(session.folder.root) as collection:
        captures = list(collection.captures(URL))
        assert [x.type for x in captures] == ["response", "response", "revisit"]
        bodies = [collection.payload(x.ref).http for x in captures]
        assert [http and bytes(http.payload) for http in bodies] == [one, other, one]


def test_a_wall_before_the_article_is_a_capture_and_takes_nothing_away(session: Session) -> None:
    store(session, ropes())
    assert not store(session, WALL)
    assert not store(session, ropes())

    assert told(session) == [(1, 3, ())]
    with Collection(session.folder.root) as collection:
        assert [x.title for x in collection.articles()] == [TITLE]


def test_the_article_takes_the_place_of_the_wall_that_was_there_first(session: Session) -> None:
    store(session, WALL)
    assert store(session, ropes())

    assert told(session) == [(1, 2, ())]
    with Collection(session.folder.root) as collection:
        assert [x.title for x in collection.articles()] == [TITLE]
        assert [hit.title for hit in collection.search("coils").hits] == [TITLE]


def test_the_page_for_printing_is_no_other_version(session: Session) -> None:
    store(session, ropes())
    store(session, page(TITLE, SENTENCES[:2], URL), f"{URL}?print=1")
    store(session, ropes())

    assert told(session) == [(1, 3, ())]
    with Collection(session.folder.root) as collection:
        found = collection.history(f"{URL}/?x=1")
        assert found is None
        found = collection.history(f"{URL}?print=1")
        assert found is not None
        assert (found.url, found.aliases) == (URL, (f"{URL}?print=1",))


def test_an_article_that_moved_is_the_same_article(session: Session) -> None:
    moved = "http://paper.example/harbour/the-missing-ropes"
    store(session, ropes())
    store(session, page(TITLE, SENTENCES, moved), moved, requested=URL)
    store(session, page(TITLE, (*SENTENCES, "They were found again."), moved), moved)

    assert told(session, moved) == [(1, 2, ()), (2, 1, ("body",))]


MOMENT = '<meta property="article:published_time" content="2026-02-28T09:41:00+01:00">'


def at(url: str, *more: str, moment: str = MOMENT, sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """The page at an address of its own, which it names as canonical."""
    named = f'<link rel="canonical" href="{url}">{moment}</head>'.encode()
    return page(TITLE, (*sentences, *more), url).replace(b"</head>", named)


def test_an_article_that_is_found_at_its_new_address_first_is_the_same_article(
    session: Session,
) -> None:
    moved = "http://paper.example/harbour/the-missing-ropes"
    store(session, at(URL))
    store(session, at(moved, "They were found again."), moved)
    store(session, at(moved, "They were found again."), moved, requested=URL)

    assert told(session, moved) == [(1, 1, ()), (2, 2, ("body",))]
    with Collection(session.folder.root) as collection:
        assert len(list(collection.articles())) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"moment": MOMENT.replace("09:41", "09:42")},
        {"sentences": OTHERS},
        {"moment": ""},
    ],
    ids=["another moment", "another text", "no moment"],
)
def test_what_says_something_else_or_not_when_is_another_article(
    session: Session, other: dict[str, Any]
) -> None:
    elsewhere = "http://paper.example/harbour/the-missing-ropes"
    store(session, at(URL))
    store(session, at(elsewhere, **other), elsewhere)

    assert told(session) == [(1, 1, ())]
    with Collection(session.folder.root) as collection:
        assert len(list(collection.articles())) == 2


def test_what_is_of_midnight_is_told_apart_by_its_address(session: Session) -> None:
    midnight = MOMENT.replace("09:41", "00:00")
    elsewhere = "http://paper.example/harbour/the-missing-ropes"
    store(session, at(URL, moment=midnight))
    store(session, at(elsewhere, moment=midnight), elsewhere)

    assert told(session) == [(1, 1, ())]


def test_a_redirect_to_the_front_page_is_no_version_of_the_article(session: Session) -> None:
    front = "http://paper.example/"
    store(session, ropes())
    links = "".join(f"<h2><a href=/story/{n}>What is told of it {n}</a></h2>" for n in range(30))
    listing = f"<html><body><main>{links}</main></body></html>".encode()
    store(session, listing, front, requested=URL)
    store(session, listing, front, requested="http://paper.example/story/other")
    other = "http://paper.example/story/other"
    store(session, page("The bakery closes", OTHERS, other), other)

    assert told(session) == [(1, 1, ())]
    with Collection(session.folder.root) as collection:
        assert [x.title for x in collection.articles()] == [TITLE, "The bakery closes"]


def test_what_another_reader_reads_is_no_change_by_the_publisher(session: Session) -> None:
    store(session, ropes(), reader="1", title="As the old reader had it")
    assert not store(session, ropes(noise="<!-- other bytes -->"))

    assert told(session) == [(1, 2, ())]
    with Collection(session.folder.root) as collection:
        (version,) = collection.versions(URL)
        assert (version.article.title, version.article.reader) == (TITLE, READER)
        readings = tables(session.folder.root)["readings"]
        assert [row[6] for row in readings] == [None, None, None]
        assert [row[7] for row in readings] == ["1", READER, READER]


def test_a_change_is_told_though_the_reader_changed_too(session: Session) -> None:
    store(session, ropes(), reader="1", title="As the old reader had it")
    assert store(session, ropes("It rained on the quay all night, and nobody came."))

    assert told(session) == [(1, 1, ()), (2, 1, ("body",))]


def test_the_same_bytes_need_no_reading_again(session: Session) -> None:
    store(session, ropes(), reader="1", title="As the old reader had it")
    assert not store(session, ropes())

    assert told(session) == [(1, 2, ())]
    assert [row[7] for row in tables(session.folder.root)["readings"]] == ["1", READER]


def test_where_the_earlier_capture_is_lost_it_is_not_told_what_changed(session: Session) -> None:
    store(session, ropes(), reader="1", title="As the old reader had it")
    session.close()
    (file,) = session.folder.archive.iterdir()
    file.write_bytes(b"\x1f\x8b" + bytes(file.stat().st_size - 2))
    again = Session(session.folder.root, now=ticking())
    assert store(again, ropes(noise="<!-- other bytes -->"))
    again.close()

    with Collection(session.folder.root) as collection:
        assert [x.changes for x in collection.versions(URL)] == [(), ()]


def answered(session: Session, status: bytes) -> Capture:
    return session.recorder.record(
        Exchange(
            url=URL,
            started=session.now(),
            ip="127.0.0.1",
            request=b"GET /story/ropes HTTP/1.1\r\n\r\n",
            response=b"HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n" % status,
        )
    )


def test_an_article_that_is_not_there_any_more_is_gone_and_keeps_its_versions(
    session: Session,
) -> None:
    store(session, ropes())
    answered(session, b"404 Not Found")
    since = answered(session, b"410 Gone")

    assert told(session) == [(1, 1, ())]
    with Collection(session.folder.root) as collection:
        found = collection.history(URL)
        assert found is not None
        assert found.gone is not None
        assert found.gone < since.ref.date


def test_an_article_that_came_back_is_not_gone(session: Session) -> None:
    store(session, ropes())
    answered(session, b"404 Not Found")
    store(session, ropes())

    assert told(session) == [(1, 2, ())]
    with Collection(session.folder.root) as collection:
        found = collection.history(URL)
        assert found is not None
        assert found.gone is None


ROPES, TIDE = URL, "http://paper.example/story/tide"


def naming(canonical: str, sentences: tuple[str, ...], *more: str) -> bytes:
    """A page that says that it is the one at another address."""
    named = f'<link rel="canonical" href="{canonical}"></head>'.encode()
    return page(sentences[0], (*sentences, *more), canonical).replace(b"</head>", named)


@pytest.mark.parametrize("tide_says", [ROPES, TIDE], ids=["name each other", "only one is wrong"])
@pytest.mark.parametrize("order", [(ROPES, TIDE), (TIDE, ROPES)], ids=["this", "that"])
def test_a_page_is_not_taken_for_another_story_that_it_names_as_canonical(
    session: Session, order: tuple[str, str], tide_says: str
) -> None:
    bodies = {ROPES: naming(TIDE, SENTENCES), TIDE: naming(tide_says, OTHERS)}
    for url in order * 3:
        store(session, bodies[url], url)
    store(session, naming(TIDE, SENTENCES, "They were found again."), ROPES)

    assert told(session, ROPES) == [(1, 3, ()), (2, 1, ("body",))]
    assert known(session.folder.root, TIDE) == [(1, 3, ())]
    with Collection(session.folder.root) as collection:
        found = [collection.history(url) for url in (ROPES, TIDE)]
        assert [(x.url, x.aliases) for x in found if x] == [(ROPES, ()), (TIDE, ())]


def test_one_canonical_address_on_all_pages_makes_no_article_of_them_all(session: Session) -> None:
    front = "http://paper.example/stories"
    for _ in range(2):
        store(session, naming(front, SENTENCES), ROPES)
        store(session, naming(front, OTHERS), TIDE)

    assert told(session, ROPES) == [(1, 2, ())]
    assert known(session.folder.root, TIDE) == [(1, 2, ())]


def test_the_page_that_another_address_named_is_the_same_article_though_it_was_changed(
    session: Session,
) -> None:
    longer = "http://paper.example/story/the-missing-ropes"
    store(session, naming(longer, SENTENCES), ROPES)
    store(session, naming(longer, SENTENCES, "They were found again."), longer)

    assert told(session, longer) == [(1, 1, ()), (2, 1, ("body",))]
    assert known(session.folder.root, ROPES) == [(1, 1, ()), (2, 1, ("body",))]
