"""The archive itself says where an article was found and what was said of it there."""

from pathlib import Path

import pytest

from archiver.collection.record import READING_TYPE
from tests.spiders.crawling import crawl, publish, records
from tests.spiders.hostile_server import feed, ok, redirect, serving, site, story
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
    return about(archive, response)


def about(archive: list[Record], capture: Record) -> list[str]:
    """The same of any capture; empty where there is no such record."""
    found = [
        r for r in archive
        if r.content_type == "application/warc-fields"
        and r.field("WARC-Concurrent-To") == f"<{capture.id}>"
    ]  # fmt: skip
    if not found:
        return []
    named = [value for name, value in capture.fields if name == "WARC-Concurrent-To"]
    assert f"<{found[0].id}>" in named
    *lines, time = found[0].block.decode().splitlines()
    assert time.startswith("fetchTimeMs: ")
    return lines


@pytest.mark.parametrize("path", ["/story/one", "/story/moved", "/story/gone"])
def test_article_was_found_in_the_feed_that_gave_it_a_date(
    archive: list[Record], path: str
) -> None:
    assert told(archive, path) == [
        f"via: {HOST}/feed.xml",
        f"via-published: {DATE}",
        "hopsFromSeed: L",
    ]


def test_target_of_a_redirect_was_found_by_the_redirect(archive: list[Record]) -> None:
    assert told(archive, "/story/two") == [f"via: {HOST}/story/moved", "hopsFromSeed: LR"]


def test_sources_and_what_pages_need_tell_it_too(tmp_path: Path) -> None:
    sheet = '<link rel="stylesheet" href="/style.css">'
    served = site(
        {
            "/sitemap.xml": ok(
                f"<sitemapindex><sitemap><loc>{HOST}/2026.xml</loc></sitemap></sitemapindex>",
                "application/xml",
            ),
            "/2026.xml": ok(
                f"<urlset><url><loc>{HOST}/story/one</loc></url></urlset>", "application/xml"
            ),
            "/story/one": story("What happened", f"{sheet}{'It was a long night. ' * 40}"),
            "/style.css": ok("p { background: url(/grey.png) } " * 20, "text/css"),
            "/grey.png": ok(b"\x89PNG" + b"x" * 400, "image/png"),
        }
    )
    publish(tmp_path, "lamp", ['sitemap = "/sitemap.xml"'])
    with serving(served) as address:
        for refetch in (False, True):
            done = crawl(tmp_path, ["lamp"], address, {"REQUISITES": "page"}, refetch=refetch)
            assert done.ended.code == 0, done.ended.err
    found = records(tmp_path)
    ways = {
        (r.url.removeprefix(HOST), x.type): about(found, x)
        for r in found
        if (x := r).type in ("response", "revisit") and not r.url.endswith(("robots.txt", ".ico"))
    }

    assert ways == {
        ("/sitemap.xml", "response"): [],
        ("/2026.xml", "response"): [f"via: {HOST}/sitemap.xml", "hopsFromSeed: M"],
        ("/story/one", "response"): [f"via: {HOST}/2026.xml", "hopsFromSeed: MM"],
        # Beside a revisit nothing is told: it is, beside the record that it refers to.
        ("/story/one", "revisit"): [],
        ("/style.css", "response"): [f"via: {HOST}/story/one", "hopsFromSeed: MME"],
        ("/style.css", "revisit"): [],
        ("/grey.png", "response"): [f"via: {HOST}/style.css", "hopsFromSeed: MMEE"],
        ("/grey.png", "revisit"): [],
    }


def test_reading_refers_to_the_capture_that_was_read(archive: list[Record]) -> None:
    by_id = {record.id: record for record in archive}
    readings = [r for r in archive if r.content_type == READING_TYPE]
    refers = [by_id[(r.field("WARC-Refers-To") or "").strip("<>")].url for r in readings]

    assert sorted(refers) == [f"{HOST}/story/one", f"{HOST}/story/two"]
