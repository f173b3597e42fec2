"""Collections of a few pages, and what is left in their folders."""

import itertools
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.article import Entry
from archiver.collection import Context, Session
from archiver.collection.versioning.rereading import page_of
from archiver.reading import read
from archiver.report import Report
from warcs import Capture, Exchange, reader
from warcs.http.coding import content_decode

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
GONE = "http://paper.example/story/gone"
KEPT = "http://paper.example/story/kept"
FEED = "http://paper.example/feed"
TITLE = "The harbour master resigns over missing ropes"
SENTENCES = (
    "Nobody at the eastern quay had counted the ropes since the winter of the long ice.",
    "The harbour master, Ansgar Wend, said on Tuesday that he would leave his office.",
    "His deputy found forty coils in a shed that was meant to hold salt and nothing else.",
)
OTHERS = (
    "The bakery on Mill Street sells its last loaf of barley bread on Saturday morning.",
    "Its oven was built by the grandfather of the present owner and will be kept.",
)


def page(title: str, sentences: tuple[str, ...], url: str, more: str = "") -> bytes:
    text = "".join(f"<p>{sentence}</p>\n" for sentence in sentences)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<link rel="canonical" href="{url}"><meta property="og:type" content="article">'
        f"</head><body><article><h1>{title}</h1>{text}</article>{more}</body></html>"
    ).encode()


def ticking(start: datetime = START) -> Callable[[], datetime]:
    clock = (start + timedelta(seconds=n) for n in itertools.count())
    return lambda: next(clock)


def counting(prefix: int = 0) -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"urn:uuid:{prefix:08d}-0000-4000-8000-{next(numbers):012d}"


def capture(
    session: Session, url: str, body: bytes, kind: str = "text/html; charset=utf-8", **more: str
) -> Capture:
    names = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    return session.recorder.record(
        Exchange(
            url=url,
            started=session.now(),
            ip="127.0.0.1",
            request=f"GET {url} HTTP/1.1\r\n\r\n".encode(),
            response=f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{names}\r\n".encode() + body,
        )
    )


def store(
    session: Session, url: str, body: bytes, *, requested: str | None = None, title: str = ""
) -> Capture:
    """Capture a page and keep its reading, as a crawl does."""
    entry = Entry(url=requested or url, source=FEED, kind="feed", title=title or None)
    session.frontier.add("paper", [entry], session.now())
    found = capture(session, url, body)
    session.commit()
    record = session.payload(found)
    context = Context(requested=requested or url, publication="paper", entries=(entry,))
    session.store(context, read(page_of(record, url), None, entry, found.ref))
    session.frontier.end(entry.url, "done", "article")
    return found


def newspaper(folder: Path) -> Path:
    """Two articles, one of them redirected to and quoted by a feed and by a run's report; the
    second one in two versions. In two WARC files."""
    session = Session(folder, now=ticking())
    run = session.begin_run(["paper"])
    feed = (
        f"<rss><item><title>{TITLE}</title><link>{GONE}</link>"
        f"<description>&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;</description></item></rss>"
    )
    capture(session, FEED, feed.encode(), "application/rss+xml")
    store(session, KEPT, page("Last loaf", OTHERS[:1], KEPT))
    short = "http://paper.example/1"
    store(session, GONE, page(TITLE, SENTENCES, GONE), requested=short, title=TITLE)
    session.end_run(
        run,
        Report(started=START, outcome="finished", problems=[f"{FEED}: odd entry: {TITLE}", "fine"]),
    )
    session.close()
    session = Session(folder, now=ticking(START + timedelta(days=1)))
    store(session, KEPT, page("Last loaf", OTHERS, KEPT))
    store(session, GONE, page(TITLE, SENTENCES[:2], GONE))
    session.close()
    return folder


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, as it is, and what is in its gzip members; bodies without content-coding."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield path.name, content
        while content[:2] == b"\x1f\x8b":
            inflater = zlib.decompressobj(31)
            record = inflater.decompress(content)
            content = inflater.unused_data
            yield path.name, record
            body = record.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2]
            if body[:2] == b"\x1f\x8b":
                yield path.name, content_decode(body, ("gzip",), 1 << 20).content


def holding(folder: Path, *texts: str) -> list[str]:
    """The files that hold one of these texts, in whatever coding."""
    wanted = [form for text in texts for form in (text.encode(), json.dumps(text)[1:-1].encode())]
    return sorted({name for name, content in contents(folder) if any(x in content for x in wanted)})


def tables(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'words%' AND name NOT LIKE 'grams%'"
        ).fetchall()
        return {
            name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in names
        }


def frontier(folder: Path) -> dict[str, tuple[str, str]]:
    """State and entries by URL."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        rows = db.execute("SELECT url, state, entries FROM frontier").fetchall()
    return {url: (state, entries) for url, state, entries in rows}


def records(folder: Path) -> list[reader.Record]:
    """All records, none damaged, every digest right."""
    found: list[reader.Record] = []
    for path in sorted((folder / "archive").iterdir()):
        assert path.name.endswith(".warc.gz"), path.name
        with path.open("rb") as stream:
            read_here = reader.read_records(stream, path.name)
            found += read_here
            assert read_here.problems == []
    assert [fault for record in found for fault in record.faults()] == []
    return found
