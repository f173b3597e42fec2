"""An article is taken out of the demo's collection: nothing of it is left but what is listed.

The search knows nothing of the archiver's own: files, gzip members, chunks and codings are undone
by the standard library, and every byte of the folder is looked at.
"""

import gzip
import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archiver import Collection
from archiver.collection.preserving.rebuild import rebuild
from tests.conformance.programs import archiver
from warcs.proving import manifest

URL = "http://www.lanternpost.example/story/lawmakers-split-over-grid-costs-86034.html"
WINDOW = 64


def members(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Offset and content of each gzip member."""
    offset = 0
    while offset < len(content):
        inflater = zlib.decompressobj(31)
        plain = inflater.decompress(content[offset:])
        yield offset, plain
        offset = len(content) - len(inflater.unused_data)


def undone(record: bytes) -> Iterator[bytes]:
    """A record; its body without chunks; that without its content-coding."""
    yield record
    _, _, block = record.partition(b"\r\n\r\n")
    head, _, body = block.partition(b"\r\n\r\n")
    if re.search(rb"(?i)^transfer-encoding: *chunked", head, re.MULTILINE):
        body = b"".join(dechunked(body))
        yield body
    if body[:2] == b"\x1f\x8b":
        body = zlib.decompressobj(31).decompress(body)
        yield body
    if body[:2] == b"\x1f\x8b":  # a sitemap that is a gzip file itself
        yield gzip.decompress(body)


def dechunked(body: bytes) -> Iterator[bytes]:
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size.partition(b";")[0] or b"0", 16)
        yield rest[:length]
        body = rest[length + 2 :] if length else b""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that is in a folder, as it is and with all codings undone."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield str(path.relative_to(folder)), content
        if path.name.endswith(".gz"):
            for offset, record in members(content):
                for view in undone(record):
                    yield f"{path.name}@{offset}", view


def windows(content: bytes) -> set[bytes]:
    return {content[at : at + WINDOW] for at in range(len(content) - WINDOW + 1)}


def found(content: bytes, wanted: set[bytes]) -> set[bytes]:
    return windows(content) & wanted


def sentences(folder: Path) -> list[bytes]:
    """Those of the article, as its reading has them, but for what is too short to be its own."""
    with Collection(folder) as collection:
        article = collection.versions(URL)[-1].article
    texts = [article.title or "", article.subtitle or "", *(b.text for b in article.body)]
    pieces = [piece for text in texts for piece in re.split(r"(?<=[.!?])\s+", text)]
    return [piece.encode() for piece in pieces if len(piece) > 20]


@pytest.mark.parametrize("more", [[], ["--forget-url"]], ids=["URL kept", "URL forgotten"])
def test_nothing_of_a_redacted_article_is_left_but_the_copies_that_are_listed(
    copy: Path, more: list[str]
) -> None:
    own: set[bytes] = set()
    with Collection(copy) as collection:
        words = {hit.url for hit in collection.search('"bigger grid"').hits}
        for capture in collection.captures(URL):
            raw = (copy / "archive" / capture.ref.file).read_bytes()
            member = dict(members(raw))[capture.ref.offset]
            for view in (member.partition(b"\r\n\r\n")[2], *list(undone(member))[1:]):
                own |= windows(view)
        article = collection.versions(URL)[-1].article
        # But for the name of the file and an offset, which another capture may have next.
        own |= windows(replace(article, capture=None).to_json().encode())
    told = sentences(copy)
    # catalogue.sqlite.old is what a rebuild of a damaged archive leaves; a package made earlier
    # stays what it was.
    (copy / "catalogue.sqlite.old").write_bytes((copy / "catalogue.sqlite").read_bytes())
    (copy / "catalogue.sqlite-wal").touch()

    output = archiver("redact", URL, "-c", copy, "--reason", "court order", "--json", *more)

    done = json.loads(output)
    listed = {(x["file"], x["offset"]) for x in done["copies"] + done["sharing"]}
    of_others: list[bytes] = []
    for path in (copy / "archive").iterdir():
        of_others += [
            view
            for offset, record in members(path.read_bytes())
            if (path.name, offset) in listed
            for view in undone(record)
        ]
    for view in of_others:
        own -= windows(view)
    if not more:
        # The tombstone keeps it; which byte stands beside it in the catalogue is chance.
        url = URL.encode()
        own = {x for x in own if x[1:] not in url and x[:-1] not in url}
    only = [x for x in told if not any(x in view for view in of_others)]
    assert words == {URL}
    assert len(told) == 27
    assert len(only) >= 25
    assert len(own) > 8_000
    assert [(name, x) for name, view in contents(copy) for x in only if x in view] == []
    assert [name for name, view in contents(copy) if found(view, own)] == []
    assert {path.name for path in copy.iterdir()} - {"packages.jsonl"} == {
        ".lock", "archive", "catalogue.sqlite", "indexes", "manifest.jsonl", "pages",
        "publications", "redactions.jsonl",
    }  # fmt: skip


def test_everything_else_is_as_before(copy: Path) -> None:
    with Collection(copy) as collection:
        before = [article.to_json() for article in collection.articles() if article.url != URL]
        hits = len(collection.search("outage").hits)
    head = hashlib.sha256((copy / "manifest.jsonl").read_bytes().splitlines()[-1]).hexdigest()

    archiver("redact", URL, "-c", copy, "--reason", "court order")

    assert manifest.check(copy / "manifest.jsonl", copy / "archive") == []
    assert archiver("verify", copy).splitlines()[-1] == "Sound."
    since = archiver("verify", copy, "--since", head)
    assert "rewritten by redaction urn:uuid:" in since
    with Collection(copy) as collection:
        after = list(collection.articles())
        assert collection.versions(URL) == ()
        assert collection.search('"bigger grid"').hits == ()
        assert len(collection.search("outage").hits) == hits
        for article in after:
            assert article.capture is not None
            record = collection.record(article.capture)
            assert record.id == article.capture.record_id
            assert record.faults() == ()
            assert collection.reread(article) == article
    assert len(before) == len(after)
    assert [without_place(x) for x in before] == [without_place(x.to_json()) for x in after]


def without_place(article: str) -> object:
    value = json.loads(article)
    value["capture"].pop("offset")
    return value


def test_a_rebuilt_catalogue_equals_the_redacted_one(copy: Path) -> None:
    archiver("redact", URL, "-c", copy, "--reason", "court order")
    live = dump(copy)

    rebuild(copy)

    assert dump(copy) == live


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'"
            " AND name NOT LIKE 'grams%'"
        ).fetchall()
        return {
            name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in names
        }


def test_no_word_that_only_the_article_had_is_left_in_the_full_text_index(copy: Path) -> None:
    own = vocabulary(copy)
    archiver("redact", URL, "-c", copy, "--reason", "court order")
    left = vocabulary(copy)

    gone = own - left
    raw = (copy / "catalogue.sqlite").read_bytes()
    assert len(gone) > 20
    # One is of the URL, which the tombstone keeps; one of a media type.
    found = {word for word in gone if len(word) > 8 and word.encode() in raw}
    assert found == {"lawmakers", "application"}


def vocabulary(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        db.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, 'words', 'row')")
        return {term for (term,) in db.execute("SELECT term FROM v")}
