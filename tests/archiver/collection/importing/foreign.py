"""WARC files as other tools write them."""

import gzip
from pathlib import Path

from tests.archiver.collection.redaction.making import OTHERS, SENTENCES, page
from tests.warcs.warc_bytes import record

STORY = "http://paper.example/story/ropes"
OTHER = "http://paper.example/story/loaf"
TITLE = "The harbour master resigns over missing ropes"
OLD = "2015-03-02T12:30:15Z"


def answer(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body


def story(
    url: str = STORY,
    sentences: tuple[str, ...] = SENTENCES,
    *,
    name: str = "1",
    date: str = OLD,
    title: str = TITLE,
    **fields: str,
) -> bytes:
    return record(
        "response", url, answer(page(title, sentences, url)), name=name, date=date, **fields
    )


def loaf(**more: str) -> bytes:
    return story(OTHER, OTHERS, title="Last loaf", **{"name": "2", **more})


def warc(path: Path, *records: bytes) -> Path:
    """A file; compressed record by record, if its name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    zipped = path.name.endswith(".gz")
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if zipped else one for one in records))
    return path
