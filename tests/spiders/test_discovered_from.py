"""The archive itself says where an article was found and what was said of it there."""

from pathlib import Path

import pytest

from archiver.collection.record import READING_TYPE
from tests.spiders.crawling import crawl, publish, records
from tests.spiders.hostile_server import feed, redirect, serving, site, story
from warcs.reader import Record

HOST = "http://lamp.example"
DATE = "Sun, 01 Mar 2026 10:00:00 +0000"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    folder: Path = tmp_path_factory.mktemp("discovered") / "c"
    served = site(
        {
            "/feed.xml": feed(
                [("/story/one", DATE), ("/story/moved", DATE), ("/story/gone", DATE)]
            ),
            "/story/one": story("What happened"),
            "/story/moved": redirect("/story/two"),
            "/story/two": story("What happened then"),
        }
    )
    publish(folder, "lamp", ['feed = "/feed.xml"'])
    with serving(served) as address:
        done = crawl(folder, ["lamp"], address)
    assert done.ended.code == 0, done.ended.err
    return records(folder)


def told(archive: list[Record], path: str) -> list[str]:
    """The lines of the record beside the response, without how long it took."""
    [response] = [r for r in archive if r.type == "response" and r.url == HOST + path]
    [about] = [
        r for r in archive
        if r.type == "metadata" and r.field("WARC-Concurrent-To") == f"<{response.id}>"
    ]  # fmt: skip
    named = [value for name, value in response.fields if name == "WARC-Concurrent-To"]
    assert f"<{about.id}>" in named
    *lines, time = about.block.decode().splitlines()
    assert time.startswith("fetchTimeMs: ")
    return lines


@pytest.mark.parametrize("path", ["/story/one", "/story/moved", "/story/gone"])
def test_article_was_found_in_the_feed_that_gave_it_a_date(
    archive: list[Record], path: str
) -> None:
    assert told(archive, path) == [f"via: {HOST}/feed.xml", f"via-published: {DATE}"]


def test_target_of_a_redirect_was_found_by_the_redirect(archive: list[Record]) -> None:
    assert told(archive, "/story/two") == [f"via: {HOST}/story/moved"]


def test_reading_refers_to_the_capture_that_was_read(archive: list[Record]) -> None:
    by_id = {record.id: record for record in archive}
    readings = [r for r in archive if r.content_type == READING_TYPE]
    refers = [by_id[(r.field("WARC-Refers-To") or "").strip("<>")].url for r in readings]

    assert sorted(refers) == [f"{HOST}/story/one", f"{HOST}/story/two"]
