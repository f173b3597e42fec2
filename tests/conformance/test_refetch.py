"""The sample, unchanged, fetched three times: once as it is, once asking what is new, once whole.

What the server logged proves that everything was asked for again; what the archive holds, that next
to nothing was written again; pywb and the readings, that nothing is missing.
"""

import gzip
import shutil
import sqlite3
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from archiver import Article, Collection, sample
from archiver.collection.database.schema import DERIVED
from archiver.collection.preserving.rebuild import rebuild
from tests.conformance.programs import wayback
from tests.conformance.refetching import Crawls
from warcs.reader import Record
from warcs.recording.deduplication import IDENTICAL, NOT_MODIFIED


def payload(records: list[Record]) -> int:
    return sum(len(record.http.payload) for record in records if record.http)


def test_every_url_was_fetched_again(crawls: Crawls) -> None:
    first, second, third = crawls.asked

    assert len(first) == 197
    assert second == first
    # What was withdrawn has failed twice by then: it has to wait for its next try.
    assert dict(first - third) == {"/story/harbor-fee-refunds-withdrawn-85990.html": 1}
    assert not third - first


@pytest.mark.parametrize(
    ("run", "profile", "revisits", "all_answers"),
    [(1, NOT_MODIFIED, 195, 198), (2, IDENTICAL, 180, 197)],
)
def test_payloads_are_not_written_again(
    run: int, profile: str, revisits: int, all_answers: int, crawls: Crawls
) -> None:
    found = crawls.of_type(run, "revisit")
    answers = len(found) + len(crawls.of_type(run, "response"))
    written = payload(crawls.of_type(run, "response"))
    whole = payload(crawls.of_type(0, "response"))

    assert {record.field("WARC-Profile") for record in found} == {profile}
    assert (len(found), answers) == (revisits, all_answers)
    assert 1 - written / whole > 0.99


@pytest.mark.parametrize(("run", "most"), [(1, 1_650), (2, 1_300)], ids=["304", "200"])
def test_a_revisit_costs_little(run: int, most: int, crawls: Crawls) -> None:
    """Compressed, with its request, and with the answer of a 304 as it was told."""
    readings = "urn:news-archiver:reading:"
    revisits = {record.id: record.length for record in crawls.of_type(run, "revisit")}
    for record in crawls.records[run]:
        about = (record.field("WARC-Concurrent-To") or "").strip("<>")
        if about in revisits:
            revisits[about] += record.length
    pointers = [x.length for x in crawls.records[run] if x.url.startswith(readings)]

    assert sum(revisits.values()) / len(revisits) < most
    assert len(pointers) == 63
    assert median(pointers) < 500  # where more sources name an article by now, that is told too
    # In the first crawl, where they are written in full:
    whole = [x.length for x in crawls.records[0] if x.url.startswith(readings)]
    assert sum(whole) / len(whole) > 2_500


def test_every_revisit_refers_to_a_response_with_its_payload(crawls: Crawls) -> None:
    known = {x.id: x for run in range(3) for x in crawls.of_type(run, "response")}
    for run in (1, 2):
        for revisit in crawls.of_type(run, "revisit"):
            original = known[(revisit.field("WARC-Refers-To") or "").strip("<>")]
            assert revisit.field("WARC-Refers-To-Target-URI") == original.url == revisit.url
            assert revisit.field("WARC-Refers-To-Date") == original.field("WARC-Date")
            assert revisit.field("WARC-Payload-Digest") in (
                None,
                original.field("WARC-Payload-Digest"),
            )


def test_unchanged_articles_have_one_version_and_three_captures(crawls: Crawls) -> None:
    with Collection(crawls.folder) as collection:
        status = collection.status()
        captures = Counter(x.url for x in collection.captures())
        articles = list(collection.articles())

    assert status.versions == 60
    # One is fetched under two addresses, by its old one too.
    assert sorted(captures[article.url or ""] for article in articles) == [3] * 59 + [6]
    assert [report.fetched for report in crawls.reports] == [63, 63, 63]


def readings(folder: Path) -> Iterator[Article]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        rows = db.execute("SELECT article FROM readings ORDER BY id").fetchall()
    return (Article.from_json(text) for (text,) in rows)


def test_every_capture_reads_as_it_was_read(crawls: Crawls) -> None:
    found = list(readings(crawls.folder))

    assert len(found) == 3 * 63
    with Collection(crawls.folder) as collection:
        for article in found:
            assert collection.reread(article) == article


def test_rebuild_gives_equal_tables(crawls: Crawls, tmp_path: Path) -> None:
    shutil.copytree(crawls.folder / "archive", tmp_path / "c" / "archive")
    rebuild(tmp_path / "c")

    for name in DERIVED:
        assert rows(tmp_path / "c", name) == rows(crawls.folder, name), name
    assert files(tmp_path / "c") == files(crawls.folder)


def files(folder: Path) -> dict[str, bytes]:
    found = [folder / "pages" / "pages.jsonl", *(folder / "indexes").glob("*.cdxj")]
    return {path.name: path.read_bytes() for path in found}


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def test_page_of_a_304_needs_what_the_page_needed(crawls: Crawls) -> None:
    with Collection(crawls.folder) as collection:
        first, second, third = collection.captures(
            f"http://{sample.HOST}/story/cloud-incident-rules-take-effect-86062.html"
        )
        needed = [{x.url for x in collection.needed_by(page)} for page in (first, second, third)]

    assert len(needed[0]) == 9
    assert needed == [needed[0]] * 3


@pytest.mark.parametrize("run", [1, 2], ids=["304", "200"])
def test_pywb_replays_every_revisit(run: int, crawls: Crawls, pywb: Path, tmp_path: Path) -> None:
    pages = {x.url: x for x in crawls.of_type(0, "response")}
    (tmp_path / "collections").mkdir()
    (tmp_path / "collections" / "it").symlink_to(crawls.folder)
    with wayback(pywb, tmp_path) as place:
        for revisit in crawls.of_type(run, "revisit"):
            original = pages[revisit.url].http
            assert original is not None
            url = f"{place}/it/{revisit.date:%Y%m%d%H%M%S}id_/{revisit.url}"
            with urllib.request.urlopen(url) as answer:
                body, coding = answer.read(), answer.headers["Content-Encoding"]
                when = answer.headers["Memento-Datetime"]
            content = gzip.decompress(body) if coding == "gzip" else body

            assert (answer.status, when) == (200, f"{revisit.date:%a, %d %b %Y %H:%M:%S} GMT")
            assert content == original.body(1 << 20), revisit.url
