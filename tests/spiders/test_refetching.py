"""What `--refetch` asks for again, and what becomes of the answers; proved by the server's log."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archiver import Collection
from archiver.collection.preserving.rebuild import rebuild
from tests.spiders.crawling import Crawl, Row, archiver, crawl, frontier, publish, query, records
from tests.spiders.hostile_server import (
    Answer,
    Exchange,
    Site,
    feed,
    listing,
    redirect,
    serving,
    site,
    status,
    story,
)
from warcs.reader import Record, read_records

PATHS = ["/story/0", "/story/1"]


def tagged(answer: bytes, tag: str) -> Answer:
    """The same answer with an ETag; a 304 for whoever has it."""

    def respond(exchange: Exchange) -> Iterable[bytes]:
        if exchange.headers.get("if-none-match") == tag:
            yield status(304, "Not Modified", b"ETag: " + tag.encode())
        else:
            head, body = answer.split(b"\r\n\r\n", 1)
            yield b"\r\n".join((head, b"ETag: " + tag.encode(), b"", body))

    return respond


def newspaper() -> Site:
    pages = {path: tagged(story(f"What happened at {path}"), f'"{path}"') for path in PATHS}
    return site({"/feed.xml": tagged(feed(PATHS), '"feed"'), **pages})


def run(folder: Path, served: Site, **arguments: object) -> Crawl:
    publish(folder, "lamp", ['feed = "/feed.xml"', 'channel = "/harbour"\nname = "Harbour"'])
    served.log.clear()
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address, None, **arguments)  # type: ignore[arg-type]
    assert done.ended.code == 0, done.ended.err
    return done


def revisits(folder: Path) -> list[Record]:
    return [record for record in records(folder) if record.type == "revisit"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "collection"


def test_unchanged_pages_are_asked_for_with_their_validators(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    done = run(folder, served, refetch=True)
    sent = {x.path: x.headers.get("if-none-match") for x in served.log}

    assert sent == {"/robots.txt": None, "/feed.xml": '"feed"', "/harbour": None,
                    "/story/0": '"/story/0"', "/story/1": '"/story/1"'}  # fmt: skip
    assert len(revisits(folder)) == 3
    assert (done.report.fetched, done.report.revisits, done.report.articles) == (2, 3, 2)
    assert query(folder, "SELECT count(*) FROM versions") == [(2,)]
    assert frontier(folder)["/story/0"] == Row(state="done", reason="article", tries=1)


def test_changed_page_is_a_new_version_and_what_it_says_is_asked_for_next(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    served.answers["/story/0"] = tagged(story("It was otherwise"), '"new"')
    run(folder, served, refetch=True)
    run(folder, served, refetch=True)

    assert {x.path: x.headers.get("if-none-match") for x in served.log}["/story/0"] == '"new"'
    with Collection(folder) as collection:
        found = [x.article for x in collection.versions("http://lamp.example/story/0")]
        assert [x.title for x in found] == ["What happened at /story/0", "It was otherwise"]
        assert [collection.reread(x) for x in found] == found
    # Of the second version, not of the first.
    last = [r for r in revisits(folder) if r.url.endswith("/story/0")][-1]
    newest = [r for r in records(folder) if r.url.endswith("/story/0") and r.type == "response"][-1]
    assert last.field("WARC-Refers-To") == f"<{newest.id}>"


def test_full_asks_without_validators(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    run(folder, served, refetch=True, full=True)

    assert {x.headers.get("if-none-match") for x in served.log} == {None}
    assert len(revisits(folder)) == 2  # the feed is too small for one


def test_without_refetch_nothing_known_is_asked_for(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    run(folder, served)

    assert [x.path for x in served.log if "story" in x.path] == []


def test_validators_are_not_sent_to_where_a_redirect_leads(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    served.answers["/story/0"] = redirect("http://lamp.example/story/moved")
    served.answers["/story/moved"] = story("It has moved")
    run(folder, served, refetch=True)
    sent = {x.path: x.headers.get("if-none-match") for x in served.log}

    assert (sent["/story/0"], sent["/story/moved"]) == ('"/story/0"', None)


def test_page_that_is_gone_is_failed_and_its_captures_stay(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    served.answers["/story/0"] = status(410, "Gone")
    done = run(folder, served, refetch=True)

    assert (done.report.gone, done.report.failures) == (1, {"HTTP 404": 1})
    assert frontier(folder)["/story/0"] == Row(state="done", reason="gone: HTTP 410", tries=1)
    with Collection(folder) as collection:
        assert len(list(collection.articles())) == 2


def test_304_that_nobody_asked_for_stays_a_response(folder: Path) -> None:
    served = newspaper()
    served.answers["/story/0"] = status(304, "Not Modified")
    run(folder, served)

    assert revisits(folder) == []
    assert frontier(folder)["/story/0"].reason == "HTTP 304"


def test_limit_and_channel_bound_what_is_fetched_again(folder: Path) -> None:
    served = newspaper()
    served.answers["/harbour"] = listing(["/story/1"])
    run(folder, served)
    run(folder, served, refetch=True, limit=1)
    one = [x.path for x in served.log if "story" in x.path]
    run(folder, served, refetch=True, channel="Harbour")

    assert len(one) == 1
    assert [x.path for x in served.log if "story" in x.path] == ["/story/1"]


def test_page_whose_archived_answer_is_lost_is_fetched_without_conditions(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    (file,) = (folder / "archive").iterdir()
    file.write_bytes(b"\x1f\x8b" + bytes(file.stat().st_size - 2))
    done = run(folder, served, refetch=True)
    asked = [x.headers.get("if-none-match") for x in served.log if x.path == "/story/0"]

    assert asked == ['"/story/0"', None]
    assert done.report.articles == 2
    # What came is the only copy: no revisit may refer to what is lost.
    (new,) = set((folder / "archive").glob("*.warc.gz")) - {file}
    with new.open("rb") as stream:
        kept = [(x.type, urlsplit(x.url).path) for x in read_records(stream, new.name)]
    assert {("response", "/story/0"), ("response", "/story/1")} <= set(kept)


def test_page_whose_bytes_came_under_another_address_first_is_asked_for_without_conditions(
    folder: Path,
) -> None:
    served = newspaper()
    served.answers["/story/1"] = served.answers["/story/0"]
    run(folder, served)
    run(folder, served, refetch=True)

    assert [frontier(folder)[path].state for path in ("/story/0", "/story/1")] == ["done", "done"]


def test_page_that_could_not_be_decoded_is_asked_for_without_conditions(folder: Path) -> None:
    served = newspaper()
    broken = gzip.compress(story("What happened at /story/0").split(b"\r\n\r\n", 1)[1])[:-20]
    length = str(len(broken)).encode()
    head = b"\r\n".join((
        b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"Content-Encoding: gzip",
        b"Content-Length: " + length, b"", b"",
    ))  # fmt: skip
    served.answers["/story/0"] = tagged(head + broken, '"/story/0"')
    run(folder, served)
    run(folder, served, refetch=True)

    asked = [x.headers.get("if-none-match") for x in served.log if x.path == "/story/0"]
    assert asked == [None]
    assert frontier(folder)["/story/0"].state == "failed"


def test_rebuild_reads_what_refers_to_a_file_of_a_later_name(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    (first,) = (folder / "archive").iterdir()
    run(folder, served, refetch=True)
    first.rename(first.with_name(f"archiver-9{first.name.removeprefix('archiver-')}"))
    with Collection(folder) as collection:
        before = len(list(collection.articles()))

    assert before == 2
    assert rebuild(folder).readings == 4


def test_dry_run_lists_what_would_be_fetched_again(folder: Path) -> None:
    served = newspaper()
    run(folder, served)
    with serving(served) as address:
        host = f"lamp.example:80:{address}"
        done = archiver(
            *("crawl", "lamp", "-c", folder, "--connect-to", host, "--delay", "0"),
            *("--refetch", "--dry-run"),
        )

    assert sorted(line.split("\t")[0] for line in done.out.splitlines()) == [
        "http://lamp.example/story/0",
        "http://lamp.example/story/1",
    ]


def test_full_alone_is_one_line(folder: Path) -> None:
    done = archiver("crawl", "lamp", "-c", folder, "--full")

    assert (done.code, done.err.splitlines()[-1]) == (2, "Error: --full goes with --refetch")
