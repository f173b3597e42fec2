"""From a revisit record to the payload that it refers to."""

import gzip
from pathlib import Path

import pytest

from warcs import Record, open_records, record_at
from warcs.index.lookup import Index
from warcs.reading.revisits import Indexed, Seen, originals, resolve, response

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
DIGEST = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
OTHER = "sha1:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
URL = "https://a.example/page"


def record(number: int, kind: str, *fields: str, url: str = URL, block: bytes = HEAD) -> bytes:
    lines = [
        "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:x:{number}>",
        f"WARC-Target-URI: {url}", f"WARC-Date: 2026-01-0{number}T00:00:00Z", *fields,
        "Content-Type: application/http;msgtype=response", f"Content-Length: {len(block)}", "", "",
    ]  # fmt: skip
    return gzip.compress("\r\n".join(lines).encode() + block + b"\r\n\r\n")


PAGE = record(1, "response", f"WARC-Payload-Digest: {DIGEST}", block=HEAD + b"<p>Hi</p>")
ELSEWHERE = record(
    2, "response", f"WARC-Payload-Digest: {OTHER}", url="https://b.example/", block=HEAD + b"Ho"
)
REVISITS = {
    "id": ("WARC-Refers-To: <urn:x:1>",),
    "URL and date": (
        f"WARC-Refers-To-Target-URI: {URL}",
        "WARC-Refers-To-Date: 2026-01-01T00:00:00Z",
    ),
    "URL and digest": (f"WARC-Payload-Digest: {DIGEST}",),
    "an id that nobody has, and URL and date": (
        "WARC-Refers-To: <urn:x:404>",
        f"WARC-Refers-To-Target-URI: {URL}",
        "WARC-Refers-To-Date: 2026-01-01T00:00:00.250Z",
    ),
}


def written(tmp_path: Path, *records: bytes) -> Path:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(records))
    return path


def first_revisit(path: Path) -> tuple[Record, Seen]:
    seen = Seen()
    with open_records(path) as records:
        for found in records:
            if found.type == "revisit":
                return found, seen
            seen.add(found)
    raise AssertionError("no revisit")


@pytest.mark.parametrize("fields", REVISITS.values(), ids=REVISITS)
def test_payload_is_found_among_the_records_seen(tmp_path: Path, fields: tuple[str, ...]) -> None:
    path = written(tmp_path, PAGE, ELSEWHERE, record(3, "revisit", *fields))

    with open_records(path) as records:
        ((revisit, found),) = list(originals(iter(records), tmp_path))

    assert found.record is not None
    assert (found.record.id, found.problem) == ("urn:x:1", None)
    http = response(revisit, found.record)
    assert http is not None
    assert (http.status, bytes(http.payload)) == (200, b"<p>Hi</p>")


def test_digest_alone_finds_another_url(tmp_path: Path) -> None:
    path = written(tmp_path, PAGE, ELSEWHERE, record(3, "revisit", f"WARC-Payload-Digest: {OTHER}"))

    found = resolve(*first_revisit(path), tmp_path)

    assert found.record is not None
    assert (found.record.id, found.how) == ("urn:x:2", "digest")


@pytest.mark.parametrize(
    "fields", [REVISITS["URL and date"], REVISITS["URL and digest"]], ids=["date", "digest"]
)
def test_payload_is_found_by_an_index(tmp_path: Path, fields: tuple[str, ...]) -> None:
    path = written(tmp_path, PAGE, record(3, "revisit", *fields))
    index = tmp_path / "x.cdxj"
    said = f'"url": "{URL}", "digest": "{DIGEST[5:]}", "filename": "x.warc.gz"'
    index.write_text(
        f'example,a)/page 20260101000000 {{{said}, "mime": "text/html", "offset": "0"}}\n'
        f'example,a)/page 20260103000000 {{{said}, "mime": "warc/revisit", "offset": "9"}}\n'
    )

    with Index(index) as captures:
        found = resolve(record_at(path, len(PAGE)), Indexed(captures), tmp_path)

    assert found.record is not None
    assert found.record.id == "urn:x:1"


def test_revisit_of_a_revisit_is_followed(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        PAGE,
        record(3, "revisit", "WARC-Refers-To: <urn:x:1>"),
        record(4, "revisit", "WARC-Refers-To: <urn:x:3>"),
    )

    with open_records(path) as records:
        found = [resolved.record for _, resolved in originals(iter(records), tmp_path)]

    assert [x and x.id for x in found] == ["urn:x:1", "urn:x:1"]


def test_revisits_of_each_other_end(tmp_path: Path) -> None:
    one = record(3, "revisit", "WARC-Refers-To: <urn:x:4>")
    path = written(tmp_path, one, record(4, "revisit", "WARC-Refers-To: <urn:x:3>"))
    seen = Seen()
    with open_records(path) as records:
        for found in records:
            seen.add(found)

    resolved = resolve(record_at(path, 0), seen, tmp_path)

    assert (resolved.record, resolved.problem) == (None, "revisits refer to each other")


def test_payload_with_another_digest_is_not_given(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ELSEWHERE,
        record(3, "revisit", "WARC-Refers-To: <urn:x:2>", f"WARC-Payload-Digest: {DIGEST}"),
    )

    found = resolve(*first_revisit(path), tmp_path)

    assert found.record is None
    assert found.problem == f"urn:x:2 has the payload digest {OTHER}, not {DIGEST}"


def test_nothing_known_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, record(3, "revisit", "WARC-Refers-To: <urn:x:404>"))

    found = resolve(*first_revisit(path), tmp_path)

    assert (found.record, found.problem) == (None, "no record is known that it refers to")


def test_304_stands_for_the_whole_response_it_refers_to(tmp_path: Path) -> None:
    not_modified = record(
        3, "revisit", "WARC-Refers-To: <urn:x:1>", block=b"HTTP/1.1 304 Not Modified\r\n\r\n"
    )
    path = written(tmp_path, PAGE, not_modified)

    with open_records(path) as records:
        ((revisit, found),) = list(originals(iter(records), tmp_path))

    assert found.record is not None
    http = response(revisit, found.record)
    assert http is not None
    assert (http.status, http.mime, bytes(http.payload)) == (200, "text/html", b"<p>Hi</p>")
