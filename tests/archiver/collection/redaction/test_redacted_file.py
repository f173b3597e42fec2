"""A WARC file of no collection, written anew without an URL."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.collection.redaction import Order, Surroundings, redact_file
from archiver.errors import CollectionError
from tests.archiver.collection.redaction.making import GONE, KEPT, SENTENCES, counting, page
from tests.spiders.crawling import archiver
from tests.warcs.redacting import capture, read, revisit, write
from warcs import WriteFailed

BODY = page("Title of it", SENTENCES, GONE)
COPY = "http://copy.example/"
LARGE = 9 << 20  # bytes: more than a reader holds in memory


def around() -> Surroundings:
    return Surroundings(now=lambda: datetime(2026, 5, 5, tzinfo=UTC), new_id=counting(7))


def test_the_copy_has_tombstones_and_the_file_stays(tmp_path: Path) -> None:
    made = [*capture(1, KEPT, b"kept"), *capture(3, GONE, BODY), revisit(5, COPY, 3, GONE, BODY)]
    source = write(tmp_path / "a.warc.gz", made)
    before = source.read_bytes()

    done = archiver("redact", GONE, "--file", source, "-o", tmp_path / "b.warc.gz", "--reason", "x")

    assert done.code == 0, done.err
    assert source.read_bytes() == before
    assert [(x.type, x.url) for x in read(tmp_path / "b.warc.gz")] == [
        ("response", KEPT),
        ("request", KEPT),
        ("metadata", f"urn:redacted:{GONE}"),
        ("response", COPY),
    ]
    assert done.lines[0].startswith("taken out: 1 request, 1 response, of 1 URLs, in 1 WARC files")
    assert any("the same payload" in line for line in done.lines)


@pytest.mark.parametrize("plain", [False, True], ids=["gzip", "uncompressed"])
def test_large_records_are_taken_out_and_given_to_revisits(tmp_path: Path, plain: bool) -> None:
    body = bytes(range(256)) * (LARGE // 256)
    made = [
        *capture(1, GONE, body),
        *capture(3, KEPT, body[::-1]),
        revisit(5, COPY, 1, GONE, body),
        revisit(6, KEPT, 1, GONE, body),
    ]
    source = write(tmp_path / "a.warc", made, plain=plain)

    redact_file(source, tmp_path / "b.warc", Order(wanted=[GONE], reason="x"), around())

    after = read(tmp_path / "b.warc")
    assert [x.type for x in after] == [
        "metadata", "response", "request", "response", "revisit",
    ]  # fmt: skip
    assert after[3].http is not None
    assert bytes(after[3].http.payload) == body
    assert after[3].url == COPY


def test_mistakes_are_one_line_and_write_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "a.warc.gz", capture(1, KEPT, b"kept"))
    order = Order(wanted=[GONE], reason="x")

    with pytest.raises(CollectionError, match="nothing here fits"):
        redact_file(source, tmp_path / "b", order, around())
    with pytest.raises(WriteFailed, match="cannot be written"):
        redact_file(source, source, Order(wanted=[KEPT], reason="x"), around())
    with pytest.raises(CollectionError, match="needs a reason"):
        redact_file(source, tmp_path / "b", Order(wanted=[KEPT], reason=" "), around())
    without = archiver("redact", KEPT, "--file", source, "--reason", "x")

    assert without.lines[-1] == "Error: name the new file: -o OUT"
    assert [x.name for x in tmp_path.iterdir()] == ["a.warc.gz"]
