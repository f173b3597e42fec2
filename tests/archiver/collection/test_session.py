"""Writing into a collection: what is kept, in which order, and what a crash leaves."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.article import Article, Author, Block, Entry, Moment
from archiver.collection import Collection, Context, Session, articles, copy_catalogue
from archiver.collection.preserving.rebuild import rebuild
from archiver.errors import CollectionError
from archiver.report import Report
from warcs import Capture, Exchange

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLES = (
    "files publications captures articles versions aliases readings texts frontier runs".split()
)


@pytest.fixture
def session(tmp_path: Path, clock: Iterator[datetime]) -> Session:
    return Session(tmp_path / "c", now=lambda: next(clock))


def captured(session: Session, url: str, body: bytes = b"<p>x") -> Capture:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return session.recorder.record(
        Exchange(
            url=url,
            started=session.now(),
            ip="127.0.0.1",
            request=f"GET {url} HTTP/1.1\r\n\r\n".encode(),
            response=head + body,
        )
    )


def article(
    capture: Capture, title: str = "Cranes stand still", text: str = "They stood."
) -> Article:
    return Article(
        url=capture.url,
        canonical_url=capture.url.partition("?")[0],
        title=title,
        authors=(Author(name="Mara Quill"),),
        published=Moment(iso="2026-02-28", text="Feb 28, 2026"),
        channel="Security",
        language="en",
        body=(Block(kind="paragraph", text=text),),
        capture=capture.ref,
        reader="1",
    )


def store(session: Session, url: str, **values: str) -> bool:
    capture = captured(session, url, json.dumps(values).encode())
    entry = Entry(url=url, source="https://paper.example/feed", kind="feed", title="In the feed")
    context = Context(requested=url, publication="paper", entries=(entry,))
    return session.store(context, article(capture, **values))


def die(session: Session) -> None:
    """What a kill does: everything is let go of, nothing is finished."""
    session._db.close()
    session._lock.release()
    if session.recorder._writer:
        session.recorder._writer.close()


def tables(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        return {t: db.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in TABLES}


def test_an_article_is_found_by_its_words_with_its_capture(session: Session) -> None:
    store(session, "https://paper.example/a", text="The cranes of Zürich stood still.")
    session.close()

    with Collection(session.folder.root) as collection:
        (hit,) = collection.search("zurich crane*").hits
        (found,) = collection.articles()

        assert hit.title == "Cranes stand still"
        assert found.capture is not None
        assert collection.record(found.capture).url == "https://paper.example/a"


def test_the_same_text_under_another_address_is_no_new_version(session: Session) -> None:
    first = store(session, "https://paper.example/a")
    again = store(session, "https://paper.example/a?print=1")
    changed = store(session, "https://paper.example/a", text="They stood. They move again.")
    session.close()

    assert (first, again, changed) == (True, False, True)
    with Collection(session.folder.root) as collection:
        assert [v.article.text for v in collection.versions("https://paper.example/a")] == [
            "They stood.",
            "They stood. They move again.",
        ]
        assert len(list(collection.articles())) == 1
        assert [hit.plain for hit in collection.search("move").hits] == [
            "They stood. They [move] again."
        ]
        assert len(collection.versions("https://paper.example/a?print=1")) == 2


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (None, "https://www.paper.example/story/a?page=2"),
        ("https://paper.example/story/a", "https://paper.example/story/a"),
        ("https://m.paper.example/story/a", "https://m.paper.example/story/a"),
        ("https://wire.example/story/a", "https://www.paper.example/story/a?page=2"),
        ("https://www.paper.example/", "https://www.paper.example/story/a?page=2"),
    ],
    ids=["nothing said", "without www", "the mobile site", "another site", "the front page"],
)
def test_an_article_is_known_by_its_canonical_address(
    session: Session, canonical: str | None, expected: str
) -> None:
    capture = captured(session, "https://www.paper.example/story/a?page=2")

    found = articles.identity(replace(article(capture), canonical_url=canonical))

    session.close()
    assert found == expected


def test_a_rebuilt_catalogue_equals_the_live_one(session: Session) -> None:
    run = session.begin_run(["paper"])
    session.keep_publication("paper", b'name = "Paper"\n')
    session.frontier.add(
        "paper",
        [
            Entry(
                url="https://paper.example/later", source="https://paper.example/feed", kind="feed"
            )
        ],
        session.now(),
    )
    for name in "abc":
        store(session, f"https://paper.example/{name}", text=f"Text of {name}. 東京の港")
    store(session, "https://paper.example/a", text="Another text.")
    session.end_run(run, Report(started=START, outcome="finished"))
    session.close()
    root = session.folder.root
    live = tables(root)

    found = rebuild(root)

    assert (found.articles, found.readings, found.captures, found.problems) == (3, 4, 4, ())
    rebuilt = tables(root)
    known = {row[0] for row in rebuilt["frontier"]}
    assert {f"https://paper.example/{name}" for name in ("later", "a", "b", "c")} <= known
    assert {**rebuilt, "frontier": []} == {**live, "frontier": []}


def test_rebuilding_needs_nothing_but_the_archive(session: Session) -> None:
    store(session, "https://paper.example/a")
    session.close()
    folder = session.folder
    live = {name: rows for name, rows in tables(folder.root).items() if name != "frontier"}
    segment = next(folder.indexes.iterdir()).read_bytes()
    pages = folder.pages.read_bytes()
    for path in (folder.catalogue, folder.manifest, folder.pages, *folder.indexes.iterdir()):
        path.unlink()

    rebuild(folder.root)

    assert {n: rows for n, rows in tables(folder.root).items() if n != "frontier"} == live
    assert next(folder.indexes.iterdir()).read_bytes() == segment
    assert folder.pages.read_bytes() == pages
    assert folder.manifest.exists()


def test_what_was_archived_but_not_committed_is_read_in_at_the_next_opening(
    session: Session,
) -> None:
    store(session, "https://paper.example/a")
    session.commit()
    store(session, "https://paper.example/b")
    session.recorder.sync()
    die(session)  # the rows of b were never committed

    again = Session(session.folder.root)
    again.close()

    assert again.recovered == 1
    with Collection(session.folder.root) as collection:
        assert [found.url for found in collection.articles()] == [
            "https://paper.example/a",
            "https://paper.example/b",
        ]
        assert list(session.folder.archive.glob("*.open")) == []


def test_a_row_in_flight_at_a_crash_is_pending_again(session: Session) -> None:
    entry = Entry(url="https://paper.example/a", source="https://paper.example/", kind="page")
    session.frontier.add("paper", [entry], START)
    assert session.frontier.next(["paper"]) is not None
    session.commit()
    die(session)

    again = Session(session.folder.root)
    candidate = again.frontier.next(["paper"])
    again.close()

    assert candidate is not None
    assert candidate.url == "https://paper.example/a"


def test_a_second_writer_is_told_who_holds_the_collection(session: Session) -> None:
    with pytest.raises(CollectionError, match=r"in use .*\(process \d+ since .* UTC\)"):
        Session(session.folder.root)
    session.close()

    Session(session.folder.root).close()


def test_a_publication_file_is_archived_once_and_again_when_it_changes(session: Session) -> None:
    for source in (b"a = 1\n", b"a = 1\n", b"a = 2\n", b"a = 1\n"):
        session.keep_publication("paper", source)
    session.close()

    assert [row[1] for row in tables(session.folder.root)["publications"]] == ["paper"] * 3


def test_a_newer_catalogue_is_refused_with_what_to_do(session: Session) -> None:
    session.close()
    with closing(sqlite3.connect(session.folder.catalogue)) as db:
        db.execute("PRAGMA user_version = 9")

    with pytest.raises(CollectionError, match="written by a newer archiver"):
        Session(session.folder.root)
    with pytest.raises(CollectionError, match="install the newer one"):
        Collection(session.folder.root)


def test_a_folder_with_other_things_is_not_made_a_collection(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")

    with pytest.raises(CollectionError, match="holds other things"):
        Session(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_dry_run_starts_from_what_is_known_and_leaves_it_alone(
    session: Session, tmp_path: Path
) -> None:
    store(session, "https://paper.example/a")
    session.frontier.mark_done("https://paper.example/a", "paper", "article", START)
    session.close()
    before = (session.folder.catalogue.read_bytes(), list(session.folder.archive.iterdir()))

    copy_catalogue(session.folder.root, tmp_path / "copy")
    copy = Session(tmp_path / "copy")
    state = copy.frontier.state("https://paper.example/a")
    copy.close()

    assert state == "done"
    assert (session.folder.catalogue.read_bytes(), list(session.folder.archive.iterdir())) == before
