import gzip
import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tests.warcs.recording import REQUEST, RESPONSE, STARTED, URL, Pipe, page, sealed
from warcs import Capture, CorruptRecord, Exchange, Recorder, reader
from warcs.record import UNKNOWN_DATE

CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n"
)

EXCHANGES = {
    "page": page(),
    "chunked": page(response=CHUNKED),
    "gzip": page(
        response=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x")
    ),
    "no head at all": page(response=b"<html>HTTP/0.9</html>"),
    "cut in the head": page(response=b"HTTP/1.1 200 O", truncated="disconnect", failure="cut"),
    "cut in a chunk": page(response=CHUNKED[:60], truncated="time", failure="timeout: 1 s"),
    "bare line feeds": page(response=b"HTTP/1.0 404 Not\nContent-Type:TEXT/Plain ;a\n\n\nbody"),
    "latin-1 and folds": page(response=b"HTTP/1.1 200 \xe9\r\nA: \xe9\r\n b\r\nno colon\r\n\r\nx"),
    "no media type": page(response=b"HTTP/1.1 304 Not Modified\r\nContent-Type: \r\n\r\n"),
    "interim responses": page(interim=b"HTTP/1.1 100 Continue\r\n\r\n"),
    "no answer": page(response=b"", failure="timeout:  no\tanswer"),
    "no answer and no reason": page(response=b""),
    "never sent": page(request=b"", response=b"", ip=None, failure="refused: \x00 ü"),
    "odd URL": page(url="https://a.example/ü?a b<c>"),
    "other zone": page(started=datetime.fromisoformat("2026-03-02T13:00:00+02:00")),
    "empty body": page(response=b"HTTP/1.1 204 No Content\r\n\r\n"),
}


def read(content: bytes) -> reader.Records:
    return reader.read_records(io.BytesIO(content), "x.warc.gz")


@pytest.mark.parametrize("exchange", EXCHANGES.values(), ids=EXCHANGES)
def test_capture_read_back_equals_the_one_returned(
    recorder: Recorder, tmp_path: Path, exchange: Exchange
) -> None:
    returned = [recorder.record(exchange), recorder.record(page())]
    path = tmp_path / sealed(recorder).name

    with path.open("rb") as stream:
        records = reader.read_records(stream, path.name)
        captures = [record.capture for record in records if record.capture]

    assert captures == returned
    assert records.problems == []
    assert [reader.record_at(path, capture.ref.offset).capture for capture in returned] == returned


@settings(deadline=None)
@given(
    st.builds(
        Exchange,
        url=st.text(max_size=50).map(lambda text: f"https://a.example/{text}"),
        started=st.datetimes(timezones=st.just(UTC)),
        request=st.binary(max_size=300),
        response=st.one_of(
            st.binary(max_size=300),
            st.binary(max_size=300).map(lambda body: RESPONSE + body),
            st.binary(max_size=100).map(lambda body: CHUNKED[:60] + body),
        ),
        interim=st.binary(max_size=50),
        truncated=st.sampled_from((None, "length", "time", "disconnect", "unspecified")),
        failure=st.none() | st.text(max_size=80),
    )
)
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, exchange: Exchange) -> None:
    folder = tmp_path_factory.mktemp("any")
    recorder = Recorder(folder)
    returned = recorder.record(exchange)
    path = folder / sealed(recorder).name

    with path.open("rb") as stream:
        records = list(reader.read_records(stream, path.name))

    blocks = {(record.type, record.block) for record in records}
    assert [record.capture for record in records if record.capture] == [returned]
    assert [record.faults() for record in records] == [()] * len(records)
    if exchange.response:
        assert ("response", exchange.response) in blocks
    if exchange.request and b"proxy-authorization" not in exchange.request.lower():
        assert ("request", exchange.request) in blocks
    if exchange.interim:
        assert ("metadata", exchange.interim) in blocks


@pytest.fixture
def whole(recorder: Recorder, tmp_path: Path) -> bytes:
    """Warcinfo, a page's response and request, a chunked page's response and request."""
    recorder.record(page())
    recorder.record(page(response=CHUNKED))
    return (tmp_path / sealed(recorder).name).read_bytes()


def places(content: bytes) -> list[tuple[int, int]]:
    """Offset and length of each member."""
    found, offset = [], 0
    while offset < len(content):
        inflater = zlib.decompressobj(31)
        inflater.decompress(content[offset:])
        end = len(content) - len(inflater.unused_data)
        found.append((offset, end - offset))
        offset = end
    return found


def test_places_are_those_of_the_members(whole: bytes) -> None:
    assert [(record.offset, record.length) for record in read(whole)] == places(whole)


def test_record_says_what_its_head_says(whole: bytes) -> None:
    record = list(read(whole))[1]

    assert (record.type, record.url, record.date) == ("response", URL, STARTED)
    assert record.id == "urn:uuid:00000000-0000-4000-8000-000000000001"
    assert record.content_type == "application/http;msgtype=response"
    assert record.field("warc-ip-address") == "192.0.2.7"
    assert record.block == RESPONSE
    assert record.http is not None
    assert record.http.body(100) == b"<h1>Hi</h1>"


def test_warcio_reads_the_same_blocks(whole: bytes) -> None:
    found = [
        (record.rec_type, record.raw_stream.read())
        for record in ArchiveIterator(io.BytesIO(whole), no_record_parse=True)
    ]

    assert found[1:] == [
        ("response", RESPONSE),
        ("request", REQUEST),
        ("response", CHUNKED),
        ("request", REQUEST),
    ]


def test_fastwarc_reads_the_same_blocks(whole: bytes) -> None:
    found = [record.reader.read() for record in FastIterator(io.BytesIO(whole), parse_http=False)]

    assert found[1:] == [RESPONSE, REQUEST, CHUNKED, REQUEST]


def test_only_chunked_payloads_displease_warcio_check(
    recorder: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, exchange in EXCHANGES.items():
        if name not in ("no head at all", "cut in the head"):  # no HTTP for warcio's parser
            recorder.record(exchange)
    recorder.add_metadata(URL, b"{}", content_type="application/json")
    recorder.add_resource("urn:x:a", b"name = 1", content_type="application/toml")
    path = tmp_path / sealed(recorder).name

    code = Checker(type("Options", (), {"inputs": [str(path)], "verbose": False})()).process_all()

    complaints = [line for line in capsys.readouterr().out.splitlines() if "failed" in line]
    assert code == 1
    assert complaints == [complaint for complaint in complaints if "payload digest" in complaint]
    assert len(complaints) == 1


def test_uncompressed_file_reads_the_same(whole: bytes) -> None:
    plain = gzip.decompress(whole)

    records = read(plain)
    found = list(records)

    assert [record.block for record in found] == [record.block for record in read(whole)]
    assert [plain[r.offset :][: r.length] + b"\r\n\r\n" for r in found] == [
        zlib.decompress(whole[offset:][:length], 31) for offset, length in places(whole)
    ]
    assert records.problems == []


def test_arc_file_is_read() -> None:
    body = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nhello"
    version = b"1 1 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    arc = (
        b"filedesc://x.arc 0.0.0.0 20140216050221 text/plain %d\n%b\n"
        b"http://a.example/ 192.0.2.7 20140216050221 text/html %d\n%b\n"
        % (len(version), version, len(body), body)
    )

    records = read(arc)
    info, response = list(records)
    again = list(read(arc))[1]

    assert records.problems == []
    assert (response.type, response.url) == ("response", "http://a.example/")
    assert response.date == datetime(2014, 2, 16, 5, 2, 21, tzinfo=UTC)
    assert response.capture is not None
    assert (response.capture.mime, response.capture.payload_length) == ("text/html", 5)
    assert response.id == again.id
    assert info.type == "warcinfo"


def flipped(content: bytes, position: int) -> bytes:
    return content[:position] + bytes([content[position] ^ 255]) + content[position + 1 :]


def middle(content: bytes, number: int) -> int:
    offset, length = places(content)[number]
    return offset + length // 2


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], list[int], str]] = {
    "tail cut off": (lambda w: w[:-9], [0, 1, 2, 3], "the file ends within a gzip member"),
    "flipped byte": (lambda w: flipped(w, middle(w, 1)), [0, 2, 3, 4], "broken gzip member"),
    "flipped checksum": (
        lambda w: flipped(w, places(w)[2][0] - 6),
        [0, 2, 3, 4],
        "broken gzip member (Error -6 Incorrect checksum found)",
    ),
    "zeros at the end": (lambda w: w + bytes(512), [0, 1, 2, 3, 4], "no gzip member begins here"),
    "first member lost its head": (lambda w: w[:2] + w[20:], [1, 2, 3, 4], "broken gzip member"),
    "junk between members": (
        lambda w: w[: places(w)[2][0]] + b"junk\x1f\x8b\x08junk" + w[places(w)[2][0] :],
        [0, 1, 2, 3, 4],
        "no gzip member begins here",
    ),
    "page that is no record": (
        lambda w: w[: places(w)[2][0]] + gzip.compress(b"<html>") + w[places(w)[2][0] :],
        [0, 1, 2, 3, 4],
        "no record begins here, but '<html>'",
    ),
}


@pytest.mark.parametrize(("damage", "kept", "reason"), DAMAGES.values(), ids=DAMAGES)
def test_whole_records_are_read_around_damage(
    whole: bytes, damage: Callable[[bytes], bytes], kept: list[int], reason: str
) -> None:
    blocks = [record.block for record in read(whole)]

    records = read(damage(whole))
    found = [record.block for record in records]

    assert found == [blocks[number] for number in kept]
    assert len(records.problems) == 1
    assert reason in str(records.problems[0])


DATED = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Date: 2026-01-01\r\n"
RECORD = DATED + b"Content-Length: 2\r\n\r\nhi\r\n\r\n"
HEADS = {
    "no Content-Length": (
        DATED + b"\r\nhi\r\n\r\n",
        "no Content-Length",
    ),
    "length is no number": (RECORD.replace(b"h: 2", b"h: -2"), "Content-Length '-2' is no number"),
    "length too long": (RECORD.replace(b"h: 2", b"h: 999"), "the block ends after 89 of 999 bytes"),
    "length too short": (
        RECORD.replace(b"h: 2", b"h: 1"),
        "the block does not end where Content-Length says",
    ),
    "unknown version": (RECORD.replace(b"1.1", b"9.9"), "no record"),
    "line without end": (b"WARC/1.1\r\nX: " + b"x" * 2_000_000, "the record's head is too long"),
    "head without end": (b"WARC/1.1\r\n" + b"X: y\r\n" * 500_000, "the record's head is too long"),
    "head within a head": (
        b"WARC/1.1\r\n" * 5_000,
        "another record begins within its head",
    ),
    "head of thirty megabytes": (
        b"WARC/1.1\r\n" + b"X-Long: %b\r\n" % (b"y" * 1000) * 30_000,
        "the record's head is too long",
    ),
    "nothing but line ends": (b"\r\n" * 1000 + b"x", "no record"),
}


@pytest.mark.parametrize(("damaged", "reason"), HEADS.values(), ids=HEADS)
def test_wrong_head_is_told_and_the_next_record_is_read(damaged: bytes, reason: str) -> None:
    good = RECORD.replace(b"hi", b"ok")

    records = read(RECORD + damaged + b"\r\n" + good)
    found = [record.block for record in records]

    assert reason in str(records.problems[0])
    assert (found[0], found[-1]) == (b"hi", b"ok")


def test_missing_length_is_the_rest_of_the_member() -> None:
    content = gzip.compress(DATED + b"\r\nhello")

    assert [record.block for record in read(content)] == [b"hello"]


def test_unreadable_date_is_told_and_the_record_kept() -> None:
    records = read(RECORD.replace(b"2026-01-01", b"yesterday"))

    (record,) = list(records)

    assert record.date == UNKNOWN_DATE
    assert "WARC-Date 'yesterday' is no date" in str(records.problems[0])


def test_many_records_in_one_member_are_read_and_told() -> None:
    records = read(gzip.compress(RECORD * 3))

    assert [(record.block, record.length) for record in records] == [(b"hi", 0)] * 3
    assert "several records in one gzip member" in str(records.problems[0])


def test_block_longer_than_asked_is_cut() -> None:
    content = gzip.compress(RECORD.replace(b"h: 2", b"h: 5000000").replace(b"hi", bytes(5_000_000)))

    (record,) = reader.read_records(io.BytesIO(content), "x", most_block=1000)

    assert (len(record.block), record.cut) == (1000, True)
    assert record.faults() == ("the block is too long to be checked in memory",)


def test_stream_need_not_seek(whole: bytes) -> None:
    records = reader.Records(Pipe(whole), "x")

    assert [(record.offset, record.length) for record in records] == places(whole)


@pytest.mark.parametrize(("damage", "kept", "reason"), DAMAGES.values(), ids=DAMAGES)
def test_stream_that_cannot_seek_is_read_on_behind_damage(
    whole: bytes, damage: Callable[[bytes], bytes], kept: list[int], reason: str
) -> None:
    records = reader.Records(Pipe(damage(whole)), "x")

    blocks = [record.block for record in read(whole)]
    assert [record.block for record in records] == [blocks[number] for number in kept]
    assert len(records.problems) == 1
    assert reason in str(records.problems[0])


@pytest.mark.parametrize(
    ("offset", "reason"),
    [(1, "no record"), (10**9, "the file ends before"), (-1, "cannot be read")],
    ids=["within a record", "behind the end", "before the beginning"],
)
def test_wrong_place_is_a_corrupt_record(
    recorder: Recorder, tmp_path: Path, offset: int, reason: str
) -> None:
    recorder.record(page())
    path = tmp_path / sealed(recorder).name

    with pytest.raises(CorruptRecord, match=reason):
        reader.record_at(path, offset)


def test_missing_file_is_a_corrupt_record(tmp_path: Path) -> None:
    with pytest.raises(CorruptRecord, match=r"x\.warc\.gz: offset 0: cannot be read"):
        reader.record_at(tmp_path / "x.warc.gz", 0)


def test_open_file_is_read_under_its_final_name(recorder: Recorder, tmp_path: Path) -> None:
    capture = recorder.record(page())

    record = reader.record_at(tmp_path / f"{capture.ref.file}.open", capture.ref.offset)

    assert record.capture == capture


def test_faults_name_the_digest_that_does_not_hold(whole: bytes) -> None:
    plain = gzip.decompress(whole).replace(b"<h1>Hi</h1>", b"<h1>Ho</h1>")

    response = list(read(plain))[1]

    assert [fault.split(":")[0] for fault in response.faults()] == [
        "the block is not what WARC-Block-Digest says",
        "the payload is not what WARC-Payload-Digest says",
    ]


def test_empty_file_has_no_records() -> None:
    records = read(b"")

    assert (list(records), records.problems) == ([], [])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(content: bytes) -> None:
    for start in (b"", b"WARC/1.1\r\n", b"\x1f\x8b\x08", gzip.compress(b"WARC/1.1\r\n" + content)):
        list(read(start + content))


def test_captures_are_values(recorder: Recorder) -> None:
    assert isinstance(recorder.record(page()), Capture)
