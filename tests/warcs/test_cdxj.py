import gzip
import io
import json
from pathlib import Path

import pytest

from tests.warcs.recording import page, sealed
from tests.warcs.warc_bytes import PAGE, REQUEST, record
from warcs import Recorder, reader
from warcs.index import cdxj


def test_segment_is_sorted_and_holds_responses_only(recorder: Recorder, tmp_path: Path) -> None:
    captures = [
        recorder.record(page(url="https://www.b.example/")),
        recorder.record(page(url="https://a.example/z?b=1&a=2")),
        recorder.record(page(url="https://a.example/", response=b"", failure="timeout: 1 s")),
        recorder.record(page(url="https://a.example/a", response=b"HTTP/1.1 304 Not Modified\n\n")),
    ]
    name = sealed(recorder).name

    path = cdxj.write_segment(tmp_path, name, captures)

    lines = path.read_text().splitlines()
    assert path.name == "capture-20260302123015123-00000-0003.cdxj"
    assert [line.split(" {")[0] for line in lines] == [
        "example,a)/a 20260302123015",
        "example,a)/z?a=2&b=1 20260302123015",
        "example,b)/ 20260302123015",
    ]
    assert json.loads(lines[2].split(" ", 2)[2]) == {
        "url": "https://www.b.example/",
        "mime": "text/html",
        "status": "200",
        "digest": "sha256:B6GKORT3BJKVTHADVLIK5WMA2NPRLLFPZ6RUJT642FJK6MCE67UA====",
        "length": str(captures[0].length),
        "offset": str(captures[0].ref.offset),
        "filename": name,
    }
    assert json.loads(lines[0].split(" ", 2)[2])["mime"] == "unk"


def test_segment_is_replaced_whole(recorder: Recorder, tmp_path: Path) -> None:
    capture = recorder.record(page())

    cdxj.write_segment(tmp_path, "x.warc.gz", [capture, capture])
    path = cdxj.write_segment(tmp_path, "x.warc.gz", [capture])

    assert path.read_text() == cdxj.line(capture) + "\n"
    assert sorted(p.name for p in tmp_path.iterdir() if "x" in p.name[:1]) == ["x.cdxj"]


def test_segment_leads_to_the_bytes(recorder: Recorder, tmp_path: Path) -> None:
    capture = recorder.record(page())
    file = tmp_path / sealed(recorder).name

    told = json.loads(cdxj.line(capture).split(" ", 2)[2])

    content = file.read_bytes()[int(told["offset"]) :][: int(told["length"])]
    assert gzip.decompress(content).endswith(b"<h1>Hi</h1>\r\n\r\n")


def lines(*records: bytes) -> list[tuple[str, dict[str, str]]]:
    """Key and what else is told."""
    found = cdxj.read_lines(io.BytesIO(b"".join(records)), "x.warc")
    return [(text.split(" ")[0], json.loads(text.split(" ", 2)[2])) for text in found]


POST = b'POST /x HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"a": 1}'
URL = "http://a.example/x"
ANSWER = record("response", URL, name="answer")
ASKED = record("request", URL, POST, content_type=REQUEST, name="r",
               WARC_Concurrent_To="<urn:uuid:answer>")  # fmt: skip
OF_NOTHING = record("request", URL, POST, content_type=REQUEST, name="r")
NAMED = record("response", URL, name="answer", WARC_Concurrent_To="<urn:uuid:r>")
ELSEWHERE = record("request", "http://a.example/y", POST, content_type=REQUEST, name="r",
                   WARC_Concurrent_To="<urn:uuid:answer>")  # fmt: skip
BETWEEN = record("metadata", URL, b"a: b\r\n", content_type="application/warc-fields", name="m")


@pytest.mark.parametrize(
    "records",
    [(ANSWER, ASKED), (ASKED, ANSWER), (OF_NOTHING, NAMED), (NAMED, OF_NOTHING),
     (ANSWER, BETWEEN, ASKED)],
    ids=["request behind", "request before", "answer names it", "and stands before", "not beside"],
)  # fmt: skip
def test_a_post_is_told_in_the_line_of_its_answer(records: tuple[bytes, ...]) -> None:
    ((key, told),) = lines(*records)

    assert key == "example,a)/x?__wb_method=post&a=1"
    assert (told["url"], told["method"], told["requestBody"]) == (URL, "POST", "a=1")


@pytest.mark.parametrize("records", [(ANSWER, OF_NOTHING), (OF_NOTHING, ANSWER),
                                     (ANSWER, ELSEWHERE), (ANSWER,)])  # fmt: skip
def test_a_post_of_another_exchange_is_not(records: tuple[bytes, ...]) -> None:
    ((key, told),) = lines(*records)

    assert key == "example,a)/x"
    assert "method" not in told


def test_a_request_without_an_answer_has_no_line() -> None:
    assert lines(OF_NOTHING) == []


def test_a_missing_digest_is_made_of_the_payload() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n<h1>Hi</h1>\r\n0\r\n\r\n"
    whole, chunks, cut = lines(
        record("response", URL), record("response", URL, chunked),
        record("response", URL, WARC_Truncated="length"),
    )  # fmt: skip

    assert whole[1]["digest"] == chunks[1]["digest"] == "S6VRURZLKRV4GI2HTFG4FOMOXNFV4MPK"
    assert "digest" not in cut[1]


def test_what_is_no_http_has_the_type_of_its_record() -> None:
    answer = b"20260302123015\r\na.example. 300 IN A 192.0.2.7\r\n"
    ((key, told),) = lines(record("response", "dns:a.example", answer, content_type="text/dns"))

    assert key == "dns:a.example"
    assert told["mime"] == "text/dns"
    assert "status" not in told


def test_a_response_without_a_head_has_no_type() -> None:
    ((_, told),) = lines(record("response", URL, PAGE.partition(b"\r\n\r\n")[2]))

    assert told["mime"] == "unk"
    assert "status" not in told


REVISIT = (
    b"WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"WARC-Date: 2014-01-27T17:12:51Z\r\nWARC-Target-URI: http://a.example\r\n"
    b"WARC-Payload-Digest: sha1:B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: 19\r\n\r\n"
    b"HTTP/1.1 200 OK\r\n\r\n\r\n\r\n"
)
RESOURCE = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:2>\r\n"
    b"WARC-Date: 2014-01-27T17:12:51Z\r\nWARC-Target-URI: http://a.example/r\r\n"
    b"Content-Type: Image/PNG; x\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n"
)


def test_foreign_file_is_indexed_with_revisits_and_resources() -> None:
    assert list(cdxj.read_lines(io.BytesIO(REVISIT + RESOURCE), "x.warc")) == [
        'example,a)/ 20140127171251 {"url": "http://a.example", "mime": "warc/revisit", '
        '"digest": "B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A", "length": "279", "offset": "0", '
        '"filename": "x.warc"}',
        'example,a)/r 20140127171251 {"url": "http://a.example/r", "mime": "image/png", '
        '"digest": "YIVV7ELYGQTASQUNN5I3FRNPJQF542SC", "length": "182", "offset": "283", '
        '"filename": "x.warc"}',
    ]


def test_line_from_the_file_equals_the_line_from_the_capture(
    recorder: Recorder, tmp_path: Path
) -> None:
    capture = recorder.record(page())
    path = tmp_path / sealed(recorder).name

    with path.open("rb") as stream:
        assert list(cdxj.read_lines(stream, path.name)) == [cdxj.line(capture)]
    assert reader.record_at(path, capture.ref.offset).capture == capture
