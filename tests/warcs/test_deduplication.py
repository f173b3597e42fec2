"""A payload that is there already is referred to; what was received beside it is kept."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.warcs.recording import STARTED, URL, numbers, page, sealed
from warcs import Capture, CaptureRef, Original, Recorder
from warcs.reader import Record, read_records
from warcs.recording.deduplication import IDENTICAL, NOT_MODIFIED, SMALLEST, Seen

BODY = b"<h1>Hi</h1>" + b"The lamps were lit an hour late. " * 20
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: Mon, 02 Mar 2026 12:30:15 GMT\r\n\r\n"
AGAIN = HEAD.replace(b"12:30:15", b"13:30:15")
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nDate: Mon, 02 Mar 2026 14:30:15 GMT\r\n\r\n'
LATER = STARTED + timedelta(hours=1)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    seen = Seen()
    recorder = Recorder(tmp_path, originals=seen, now=lambda: STARTED, new_id=numbers())
    recorder.on_capture = seen.add
    yield recorder
    recorder.seal()


def read(recorder: Recorder, folder: Path) -> list[Record]:
    file = sealed(recorder)
    with (folder / file.name).open("rb") as stream:
        records = read_records(stream, file.name)
        found = [record for record in records if record.type != "warcinfo"]
    assert records.problems == []
    return found


def test_identical_payload_becomes_a_revisit_with_its_own_head(
    recorder: Recorder, tmp_path: Path
) -> None:
    first = recorder.record(page(response=HEAD + BODY))
    second = recorder.record(page(response=AGAIN + BODY, started=LATER))
    response, _, revisit, request = read(recorder, tmp_path)

    assert (revisit.type, revisit.block) == ("revisit", AGAIN)
    assert {name: revisit.field(name) for name in revisit_fields(revisit)} == {
        "WARC-Profile": IDENTICAL,
        "WARC-Refers-To": f"<{response.id}>",
        "WARC-Refers-To-Target-URI": URL,
        "WARC-Refers-To-Date": "2026-03-02T12:30:15.123456Z",
        "WARC-Truncated": "length",
    }
    assert revisit.field("WARC-Payload-Digest") == response.field("WARC-Payload-Digest")
    assert revisit.field("WARC-Concurrent-To") == f"<{request.id}>"
    assert revisit.faults() == ()
    assert (second.type, second.refers_to, second.status, second.mime) == (
        "revisit", first.ref.record_id, 200, "text/html",
    )  # fmt: skip
    assert (second.truncated, second.payload_length) == (None, 0)
    assert (recorder.revisits, recorder.saved) == (1, len(BODY))


def revisit_fields(record: Record) -> list[str]:
    names = ("WARC-Profile", "WARC-Truncated")
    return [name for name, _ in record.fields if name in names or name.startswith("WARC-Refers-To")]


def test_capture_read_again_equals_the_one_that_was_returned(
    recorder: Recorder, tmp_path: Path
) -> None:
    first = recorder.record(page(response=HEAD + BODY))
    second = recorder.record(page(response=AGAIN + BODY))
    third = recorder.record(page(response=UNCHANGED, unmodified=Original.of(first)))

    assert [x.capture for x in read(recorder, tmp_path) if x.capture] == [first, second, third]


@pytest.mark.parametrize(
    "again",
    [
        AGAIN.replace(b"200 OK", b"404 Not Found") + BODY,
        AGAIN + BODY[:-1],
        AGAIN + BODY.replace(b"Hi", b"Ho"),
    ],
    ids=["of another status", "shorter", "different"],
)
def test_what_is_not_the_same_is_kept(again: bytes, recorder: Recorder) -> None:
    recorder.record(page(response=HEAD + BODY))

    assert recorder.record(page(response=again)).type == "response"


def test_cut_response_is_kept_and_never_referred_to(recorder: Recorder) -> None:
    cut = page(response=HEAD + BODY, truncated="disconnect", failure="disconnect: …")

    assert recorder.record(cut).type == "response"
    assert recorder.record(page(response=HEAD + BODY)).type == "response"
    assert recorder.record(cut).type == "response"


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "second", "type"),
    [
        (CHUNKED % (len(BODY), BODY), CHUNKED % (len(BODY), BODY), "revisit"),
        (HEAD + BODY, CHUNKED % (len(BODY), BODY), "revisit"),
        (CHUNKED % (len(BODY), BODY), HEAD + BODY, "response"),
    ],
    ids=["both in chunks", "the second in chunks", "only the first in chunks"],
)
def test_body_in_chunks_is_referred_to_only_by_one_in_chunks(
    first: bytes, second: bytes, type: str, recorder: Recorder
) -> None:
    """pywb takes the head of the revisit and the body of the original, chunks and all."""
    recorder.record(page(response=first))

    assert recorder.record(page(response=second)).type == type
    assert recorder.record(page(response=second)).type == "revisit"


@pytest.mark.parametrize(("size", "type"), [(SMALLEST - 1, "response"), (SMALLEST, "revisit")])
def test_small_payload_is_kept(size: int, type: str, recorder: Recorder) -> None:
    recorder.record(page(response=HEAD + BODY[:size]))

    assert recorder.record(page(response=HEAD + BODY[:size])).type == type


def test_revisit_is_smaller_than_what_it_is_written_for(recorder: Recorder) -> None:
    """Even for text, which shrinks most, at the size from which on revisits are written."""
    text = b"The lamps along the harbour were lit an hour late on Tuesday; nobody could say why."
    body = b"".join(b"%d %b" % (n, text) for n in range(4))[:SMALLEST]
    kept = recorder.record(page(response=HEAD + body))

    assert recorder.record(page(response=HEAD + body)).length <= kept.length + 20


def test_revisit_never_refers_to_a_revisit(recorder: Recorder) -> None:
    first = recorder.record(page(response=HEAD + BODY))
    others = [recorder.record(page(response=AGAIN + BODY)) for _ in range(3)]

    assert {other.refers_to for other in others} == {first.ref.record_id}


def test_not_modified_refers_to_what_the_validators_came_from(
    recorder: Recorder, tmp_path: Path
) -> None:
    first = recorder.record(page(response=HEAD + BODY))
    recorder.record(page(response=UNCHANGED, started=LATER, unmodified=Original.of(first)))
    _, _, revisit, request, told = read(recorder, tmp_path)

    assert (revisit.type, revisit.block) == ("revisit", b"")
    assert {name: revisit.field(name) for name in revisit_fields(revisit)} == {
        "WARC-Profile": NOT_MODIFIED,
        "WARC-Refers-To": f"<{first.ref.record_id}>",
        "WARC-Refers-To-Target-URI": URL,
        "WARC-Refers-To-Date": "2026-03-02T12:30:15.123456Z",
    }
    assert revisit.field("WARC-Payload-Digest") is None
    # The answer as it came, where no replay takes it for the page.
    assert (told.type, told.block, told.url) == ("metadata", UNCHANGED, f"urn:not-modified:{URL}")
    assert told.field("WARC-Concurrent-To") == f"<{revisit.id}>"
    assert request.field("WARC-Concurrent-To") == f"<{revisit.id}>"


def test_not_modified_without_a_reference_is_kept_as_it_is(recorder: Recorder) -> None:
    assert recorder.record(page(response=UNCHANGED)).type == "response"


def test_without_originals_everything_is_kept(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)

    assert [recorder.record(page(response=HEAD + BODY)).type for _ in range(2)] == ["response"] * 2
    recorder.seal()


def test_seen_holds_no_more_than_it_is_told() -> None:
    seen = Seen(most=1)
    ref = CaptureRef(record_id="urn:uuid:1", date=STARTED, digest="sha256:A", file="a", offset=0)
    capture = Capture(
        ref=ref, url=URL, type="response", status=200, mime=None, length=9, payload_length=500
    )
    seen.add(capture)
    seen.add(replace(capture, ref=replace(ref, digest="sha256:B")))

    assert seen.find("sha256:A", 500, URL, chunked=True) == Original.of(capture)
    assert seen.find("sha256:A", 501, URL, chunked=True) is None
    assert seen.find("sha256:B", 500, URL, chunked=True) is None


def test_gzip_payload_of_another_address_is_referred_to(recorder: Recorder, tmp_path: Path) -> None:
    head = HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    body = gzip.compress(BODY * 20 + bytes(range(256)) * 2, mtime=0)
    recorder.record(page(response=head + body))
    recorder.record(page(url="https://harbourpost.example/copy", response=head + body))
    _, _, revisit, _ = read(recorder, tmp_path)

    assert revisit.url == "https://harbourpost.example/copy"
    assert revisit.field("WARC-Refers-To-Target-URI") == URL
