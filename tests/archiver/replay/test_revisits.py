"""Revisits of older crawlers, which name their original by its digest alone, are replayed."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from archiver.collection.importing.importing import import_files
from archiver.replay import Viewer, serve, source
from tests.archiver.collection.importing.foreign import STORY, answer, story, warc
from tests.archiver.replay.chromium import chromium, replayed
from tests.archiver.replay.test_replay_sources import members
from tests.warcs.warc_bytes import record
from warcs.index import lookup
from warcs.reader import read_records

DIGEST = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
ELSEWHERE = f"{STORY}?print"
LATER = "2016-03-02T12:30:15Z"


def revisit(url: str, *, name: str, date: str = LATER, **fields: str) -> bytes:
    return record("revisit", url, answer(b""), name=name, date=date, **fields)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = (
        warc(tmp_path / "first.warc.gz", story(WARC_Payload_Digest=DIGEST)),
        warc(
            tmp_path / "later.warc.gz",
            revisit(STORY, name="7", WARC_Payload_Digest=DIGEST),
            revisit(ELSEWHERE, name="8", WARC_Payload_Digest=DIGEST),
            revisit(STORY, name="9", date="2017-01-01T00:00:00Z", WARC_Payload_Digest="sha1:GONE"),
        ),
        warc(
            tmp_path / "named.warc.gz",
            revisit(
                STORY, name="10", date="2018-01-01T00:00:00Z", WARC_Payload_Digest=DIGEST,
                WARC_Refers_To_Target_URI=STORY, WARC_Refers_To_Date="2015-03-02T12:30:15Z",
            ),
        ),
    )  # fmt: skip
    import_files(tmp_path / "c", files)
    return tmp_path / "c"


def test_they_are_written_again_with_what_they_repeat(folder: Path) -> None:
    found = members(folder)
    content = found["archive/named-revisits.warc"]
    index = [lookup.parse(line) for line in _lines(found["indexes/index.cdx.gz"])]

    records = list(read_records(io.BytesIO(content), "named-revisits.warc"))

    assert [
        (x.id, x.url, x.field("WARC-Refers-To-Target-URI"), x.field("WARC-Refers-To-Date"))
        for x in records
    ] == [
        ("urn:uuid:7", STORY, STORY, "2015-03-02T12:30:15.000000Z"),
        ("urn:uuid:8", ELSEWHERE, STORY, "2015-03-02T12:30:15.000000Z"),
    ]
    assert [x.block for x in records] == [answer(b"")] * 2
    assert [(x.filename, x.offset) for x in index if x] == [
        ("first.warc.gz", 0),
        ("named-revisits.warc", records[0].offset),
        ("later.warc.gz", index[2].offset if index[2] else None),
        ("named.warc.gz", 0),
        ("named-revisits.warc", records[1].offset),
    ]


def _lines(packed: bytes) -> list[str]:
    return packed[15:-8].decode().splitlines()


def test_a_collection_without_them_has_no_such_file(tmp_path: Path) -> None:
    import_files(tmp_path / "c", [warc(tmp_path / "first.warc.gz", story())])

    assert "archive/named-revisits.warc" not in members(tmp_path / "c")


def test_they_are_shown(
    folder: Path, scripts: Viewer, playwright: Playwright, tmp_path: Path
) -> None:
    with (
        source(folder) as found,
        serve(found, scripts) as replay,
        chromium(playwright, tmp_path / "net.json") as browser,
    ):
        page = browser.new_page()
        shown = []
        for url in (STORY, ELSEWHERE):
            page.goto("about:blank")
            page.goto(replay.url(url, "20160302123015"))
            shown.append(replayed(page, url).inner_text("h1"))

    assert shown == ["The harbour master resigns over missing ropes"] * 2
