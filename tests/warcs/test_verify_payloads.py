"""Payloads: cut from blocks without copying, as the rest of the package cuts them."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warcs.recording import page, sealed
from tests.warcs.test_warc_reader import EXCHANGES
from warcs import Exchange, Recorder, read_records
from warcs.http.coding import dechunk
from warcs.verifying import Findings, Scan, capture_of
from warcs.verifying.payloads import Dechunker

CHUNK = st.binary(max_size=40).map(lambda b: b"%x\r\n%b\r\n" % (len(b), b) if b else b"")
ODD = st.sampled_from(
    [b"5\nhello", b"3;x=y\r\nabc\n", b"0\r\n\r\n", b"zz\r\n", b"\r", b"ffff\r\n", b"1\r\n" * 3]
)
BODIES = st.one_of(
    st.binary(max_size=60), st.lists(st.one_of(CHUNK, ODD), max_size=6).map(b"".join)
)


@given(BODIES, st.integers(1, 9))
def test_chunks_are_found_in_pieces_as_they_are_in_one(body: bytes, size: int) -> None:
    dechunker = Dechunker()
    pieces = [memoryview(body)[start : start + size] for start in range(0, len(body), size)]

    content = b"".join(bytes(part) for piece in pieces for part in dechunker.feed(piece))

    assert content + dechunker.finish() == bytes(dechunk(body))


@pytest.mark.parametrize("exchange", EXCHANGES.values(), ids=EXCHANGES)
def test_a_scanned_record_is_the_capture_that_the_reader_tells(
    recorder: Recorder, tmp_path: Path, exchange: Exchange
) -> None:
    recorder.record(exchange)
    recorder.record(page())
    name = sealed(recorder).name
    content = (tmp_path / name).read_bytes()
    findings = Findings(name)

    scan = Scan(io.BytesIO(content), findings, latest=b"2027-01-01T00:00:00Z", facts=True)
    scanned = [capture_of(seen, name) for seen in scan]

    assert findings.faults == []
    assert scanned == [record.capture for record in read_records(io.BytesIO(content), name)]
