"""An article read from the files of a collection is the one that the collection has."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest

import archiver
from archiver import Article, Collection
from archiver.collection import Context, Session
from archiver.collection.importing.importing import import_files
from archiver.collection.record import Discovered
from archiver.collection.versioning.rereading import page_of
from archiver.publications.file import read_file
from archiver.reading import read
from tests.archiver.collection.importing.foreign import answer, warc
from tests.archiver.collection.redaction.making import OTHERS, capture, page, ticking
from tests.archiver.collection.test_versions import URL, ropes, store
from tests.warcs.warc_bytes import record

OTHER = "http://paper.example/story/bakery"
FILE = b"""name = "The Paper"
domains = ["paper.example"]
home = "http://paper.example/"
language = "en"
sources = [{feed = "/feed.xml"}]
[[layouts]]
title = "p"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, of which a feed said more than the page does, one captured twice unchanged."""
    session = Session(tmp_path / "c", now=ticking())
    store(session, ropes())
    store(session, ropes())
    store(session, page("", OTHERS, OTHER).replace(b"<h1></h1>", b""), OTHER)
    session.close()
    return tmp_path / "c"


def stored(folder: Path) -> list[Article]:
    with Collection(folder) as collection:
        return list(collection.articles())


def loaded(source: Path, **wanted: object) -> dict[str | None, Article]:
    return {one.url: one for one in archiver.read(source, **wanted)}  # type: ignore[arg-type]


def test_by_its_catalogue(folder: Path) -> None:
    known = {one.url: one for one in stored(folder)}

    assert known[OTHER].title == "In the feed"
    assert loaded(folder)[OTHER] == known[OTHER]
    assert loaded(folder / "archive")[OTHER] == known[OTHER]


def test_by_what_the_file_itself_says(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "archive", tmp_path / "bare")
    known = {one.url: one for one in stored(folder)}

    assert loaded(tmp_path / "bare", jobs=2)[OTHER] == known[OTHER]


def test_a_revisit_is_one_more_capture_of_the_article(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "archive", tmp_path / "bare")
    for source in (folder, tmp_path / "bare"):
        reading = archiver.read(source, url=URL)
        first, second = reading

        assert reading.report.notes == {"revisit resolved": 1}
        assert first.capture != second.capture
        assert (first.title, first.body) == (second.title, second.body)


def test_a_file_that_is_written_to_ends_where_it_ends(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    store(session, ropes())
    session.commit()
    (file,) = (tmp_path / "c" / "archive").glob("*.open")
    whole = file.read_bytes()
    torn = tmp_path / "torn" / "archive"
    torn.mkdir(parents=True)
    (torn / file.name).write_bytes(whole + whole[:100])
    live, copy = archiver.read(tmp_path / "c"), archiver.read(tmp_path / "torn")
    found = list(live), list(copy)
    session.abandon()

    assert (len(found[0]), live.report.count("corrupt")) == (1, 0)
    assert (len(found[1]), copy.report.count("corrupt")) == (1, 0)
    assert copy.report.notes == {"unfinished end of an open file": 1}


def test_the_collections_own_publications_say_how_its_pages_are_read(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    (tmp_path / "c" / "publications" / "paper.toml").write_bytes(FILE)
    (publication,) = read_file(FILE, "paper.toml", hashlib.sha256(FILE).hexdigest())
    session.keep_publication("paper", FILE)
    found = capture(session, URL, ropes())
    said = read(page_of(session.payload(found), URL), publication, None, found.ref)
    context = Context(
        requested=URL, publication="paper", publication_digest=publication.digest,
        discovered=Discovered.of(publication),
    )  # fmt: skip
    session.store(context, said)
    session.close()
    shutil.copytree(tmp_path / "c" / "archive", tmp_path / "bare")
    others = tmp_path / "others"
    shutil.copytree(tmp_path / "c" / "publications", others)
    (known,) = stored(tmp_path / "c")

    assert known.evidence["title"] == "layout:p"
    assert loaded(tmp_path / "c")[URL] == known
    assert loaded(tmp_path / "bare")[URL] == known
    assert loaded(tmp_path / "bare", publications=others)[URL] == known


def test_a_filter_that_leaves_little_asks_the_index(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    urls = [f"http://paper.example/story/{number}" for number in range(8)]
    for url in urls:
        store(session, page(f"Story {url[-1]}", OTHERS, url), url)
    capture(session, "http://paper.example/x.png", b"PNG", "image/png")
    session.close()
    shutil.copytree(tmp_path / "c" / "archive", tmp_path / "bare")
    found, scanned = (
        archiver.read(tmp_path / name, url=[urls[3], urls[6], "*.png"]) for name in ("c", "bare")
    )

    assert list(found) == list(scanned)
    assert found.report.given == 2
    assert found.report.classes == {
        "article": 2,
        "filtered: url": 6,
        "not HTML: image/png": 1,
    }
    assert (found.report.notes, found.report.records) == ({"files read by their index": 1}, 2)
    assert re.match(r"1 file, 0\.0 MB: 9 responses, 2 given\n", str(found.report))
    assert scanned.report.count("filtered") == 6


def test_what_is_lost_where_the_index_has_it_is_counted(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    urls = [f"http://paper.example/story/{number}" for number in range(8)]
    for url in urls:
        store(session, page(f"Story {url[-1]}", OTHERS, url), url)
    session.close()
    with Collection(tmp_path / "c") as collection:
        (capture,) = collection.captures(urls[3])
    (file,) = (tmp_path / "c" / "archive").iterdir()
    content = bytearray(file.read_bytes())
    content[capture.ref.offset : capture.ref.offset + 9] = b"\0" * 9
    file.chmod(0o644)
    file.write_bytes(content)
    reading = archiver.read(tmp_path / "c", url=urls[3])

    assert list(reading) == []
    assert reading.report.classes == {"filtered: url": 7, "corrupt": 1}


def test_no_page_is_lost_that_an_index_does_not_have(tmp_path: Path) -> None:
    def kept(kind: str, number: int) -> bytes:
        url = f"http://paper.example/story/{kind}-{number}"
        html = page(f"Story {kind} {number}", OTHERS, url)
        if kind == "response":
            return record(kind, url, answer(html), name=f"{kind}-{number}")
        return record(kind, url, html, content_type="text/html", name=f"{kind}-{number}")

    others = [kept("response", number) for number in range(16)]
    made = (kept("conversion", 0), *others[:8], kept("resource", 1), kept("conversion", 2))
    import_files(
        tmp_path / "c", [warc(tmp_path / "x.warc.gz", *made, *others[8:], kept("conversion", 3))]
    )
    wanted = ["*/conversion-*", "*/resource-*", "*/response-3"]

    found = archiver.read(tmp_path / "c", url=wanted)
    scanned = archiver.read(tmp_path / "x.warc.gz", url=wanted)

    assert {one.url for one in found} == {
        f"http://paper.example/story/{name}"
        for name in ("conversion-0", "resource-1", "conversion-2", "conversion-3", "response-3")
    }
    assert len(list(scanned)) == 5
    assert found.report.notes["files read by their index"] == 2
    assert found.report.classes == scanned.report.classes == {"article": 5, "filtered: url": 15}
