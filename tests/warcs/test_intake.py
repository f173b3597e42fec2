"""What a server sends, taken in: the same whether it is kept in memory or in a file."""

from pathlib import Path
from random import Random

import pytest

from warcs.capturing.intake import MEMORY, Intake, Taken
from warcs.packaging.stored import Stored
from warcs.recording.measure import measure

HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
NOISE = Random(3).randbytes(3 * MEMORY)
CHUNKS = b"".join(b"1000\r\n" + NOISE[n : n + 4096] + b"\r\n" for n in range(0, len(NOISE), 4096))


def taken(content: bytes, folder: Path, *, step: int = 65_536, surplus: int = 0) -> Taken:
    intake = Intake(folder)
    for place in range(0, len(content), step):
        intake.write(content[place : place + step])
    if surplus:
        intake.drop_end(surplus)
    return intake.take()


def test_small_response_stays_in_memory(tmp_path: Path) -> None:
    assert taken(HINTS + HEAD + b"x" * 1000, tmp_path) == (HINTS, HEAD + b"x" * 1000, None)


@pytest.mark.parametrize("interim", [b"", HINTS], ids=["alone", "after interim responses"])
@pytest.mark.parametrize(
    "response",
    [HEAD + NOISE, CHUNKED + CHUNKS + b"0\r\n\r\n", CHUNKED + CHUNKS[:-9], NOISE],
    ids=["identity", "chunked", "cut in a chunk", "no HTTP"],
)
def test_large_response_is_in_a_file_and_measured(
    tmp_path: Path, interim: bytes, response: bytes
) -> None:
    found = taken(interim + response, tmp_path)

    assert isinstance(found.response, Stored)
    assert (found.interim, found.response.read(len(response) + 1)) == (interim, response)
    expected = measure(response, "sha256")
    assert found.measured
    assert found.measured.block_digest == expected.block_digest
    assert found.measured.payload_digest == expected.payload_digest
    assert found.measured.payload_length == expected.payload_length
    assert found.measured.http.head == expected.http.head


@pytest.mark.parametrize("surplus", [1, 70_000], ids=["in the last piece", "in earlier ones"])
def test_bytes_after_the_end_do_not_count(tmp_path: Path, surplus: int) -> None:
    found = taken(HEAD + NOISE + b"z" * surplus, tmp_path, surplus=surplus)

    assert isinstance(found.response, Stored)
    assert b"".join(found.response.pieces()) == HEAD + NOISE
    measured = found.measured or measure(found.response, "sha256")
    assert measured.block_digest == measure(HEAD + NOISE, "sha256").block_digest


def test_file_has_no_name(tmp_path: Path) -> None:
    found = taken(HEAD + NOISE, tmp_path / "made")

    assert isinstance(found.response, Stored)
    assert list((tmp_path / "made").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\n" + b"X-Endless: yes\r\n" * 80_000, "the head is too long"),
        (HINTS * 30_000, "the head is too long"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + NOISE,
            "gzip cannot be undone piece by piece",
        ),
    ],
    ids=["endless head", "endless interim responses", "a compressing transfer-coding"],
)
def test_what_cannot_be_hashed_as_it_comes_is_told_early(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    intake = Intake(tmp_path)
    for place in range(0, MEMORY + 65_536, 65_536):
        intake.write(content[place : place + 65_536])

    assert intake.unmeasurable == reason
    interim, response, measured = intake.take()
    kept = interim + (response if isinstance(response, bytes) else response.read(len(response)))
    assert kept == content[: MEMORY + 65_536]
    assert measured is None


def test_response_that_cannot_be_hashed_as_it_comes_is_measured_afterwards(tmp_path: Path) -> None:
    content = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + NOISE
    stored = taken(content, tmp_path).response

    assert measure(stored, "sha1") == measure(content, "sha1")
