import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcs.http.http1 import (
    head_end,
    interim_end,
    media_type,
    read_head,
    read_response,
    without_header,
)

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_response_is_read_as_sent() -> None:
    response = read_response(
        b"HTTP/1.1 200 Very \xe9OK\r\nContent-Type: Text/HTML; charset=x\r\nX:1\r\nX: 2\r\n\r\nbody"
    )

    assert (response.version, response.status, response.reason) == ("HTTP/1.1", 200, "Very éOK")
    assert response.headers == (("Content-Type", "Text/HTML; charset=x"), ("X", "1"), ("X", "2"))
    assert (response.header("x"), response.header("y")) == ("1", None)
    assert response.mime == "text/html"
    assert response.body(100) == b"body"


def test_odd_lines_are_kept_apart() -> None:
    head = read_head(
        b"HTTP/1.1 200 OK\r\nA: 1\r\n  two\r\n\tthree\r\nno colon\r\nB : \r\n: empty\r\n\r\n"
    )

    assert head.headers == (("A", "1 two three"), ("B", ""), ("", "empty"))
    assert head.stray == ("no colon",)


@pytest.mark.parametrize(
    ("message", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\n\r\nbody", b"\r\nbody"),
        (b"HTTP/1.1 200 OK\nA: 1\n\nbody\r\n\r\n", b"body\r\n\r\n"),
        (b"HTTP/1.1 200 OK\nA: 1\r\n\r\nbody\n\n", b"body\n\n"),
        (b"HTTP/1.1 200 OK\r\nA: 1\n\nbody", b"body"),
        (b"HTTP/1.1 200 OK\r\nA: 1\r\n", b""),
        (b"HTTP/1.1 200 OK", b""),
        (b"<html>\r\n\r\n", b"<html>\r\n\r\n"),
        (b"", b""),
    ],
    ids=[
        "CR LF",
        "bare LF",
        "bare LF, then CR LF",
        "CR LF, then bare LF",
        "cut in the head",
        "cut in the status line",
        "no head at all",
        "nothing",
    ],
)
def test_body_begins_behind_the_first_empty_line(message: bytes, body: bytes) -> None:
    assert bytes(read_response(message).payload) == body


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        (b"HTTP/1.1 404", 404, ""),
        (b"HTTP/1.1  404  Not Found", 404, " Not Found"),
        (b"HTTP/1.1 4040 x", None, "x"),
        (b"HTTP/1.1 \xb2\xb2\xb2 x", None, "x"),
        (b"HTTP/1.1", None, ""),
        (b"http/1.0 200 ok", 200, "ok"),
        (b"ICY 200 OK", 200, "OK"),
    ],
    ids=[
        "no reason",
        "more spaces",
        "four digits",
        "digits of another script",
        "no status",
        "lower case",
        "SHOUTcast",
    ],
)
def test_status_line(line: bytes, status: int | None, reason: str) -> None:
    response = read_response(line + b"\r\n\r\n")

    assert (response.status, response.reason) == (status, reason)


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (b"5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nTrailer: x\r\n\r\n", b"hello world"),
        (b"5\nhello\n0\n\n", b"hello"),
        (b"005 ; x\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"A\r\n0123456789\r\n0\r\n\r\n", b"0123456789"),
        (b"5\r\nhello\r\n5\r\nwo", b"hellowo"),
        (b"5\r\nhello\r\n", b"hello"),
        (b"5\r\nhello\r\nzz\r\nrest", b"hello"),
        (b"5\r\nhello0\r\n\r\n", b"hello"),
        (b"<html>not chunked at all</html>", b"<html>not chunked at all</html>"),
        (b"-5\r\nhello", b"-5\r\nhello"),
        (b"ffffffffffffffff\r\nhello", b"hello"),
        (b"fffffffffffffffff\r\nhello", b"fffffffffffffffff\r\nhello"),
        (b"0\r\n\r\nrest", b""),
        (b"", b""),
    ],
    ids=[
        "extension and trailer",
        "bare LF",
        "zeros and spaces",
        "upper case",
        "cut in a chunk",
        "cut before the end",
        "broken in the middle",
        "no line end after a chunk",
        "not chunked at all",
        "negative size",
        "huge size",
        "size too long",
        "empty",
        "nothing",
    ],
)
def test_chunks_are_undone(body: bytes, payload: bytes) -> None:
    assert bytes(read_response(CHUNKED + body).payload) == payload


def test_transfer_encoding_may_be_spread_over_lines() -> None:
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\nTransfer-Encoding: Chunked;x\r\n\r\n"

    assert bytes(read_response(head + b"1\r\na\r\n0\r\n\r\n").payload) == b"a"


@pytest.mark.parametrize(
    ("message", "interim"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b""),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (
            b"HTTP/1.1 103 Early Hints\nA: b\n\nHTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 103 Early Hints\nA: b\n\nHTTP/1.1 100 C\r\n\r\n",
        ),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\nbytes", b""),
        (b"HTTP/1.1 100 Continue\r\n", b""),
        (b"HTTP/1.1 1000 x\r\n\r\nbody", b"HTTP/1.1 1000 x\r\n\r\n"),
    ],
    ids=["none", "one", "two", "switching is final", "nothing else", "begins like one"],
)
def test_interim_responses_end_where_the_response_begins(message: bytes, interim: bytes) -> None:
    assert interim_end(message) == len(interim)


def test_response_is_read_behind_interim_ones() -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"

    response = read_response(interim + CHUNKED + b"2\r\nhi\r\n0\r\n\r\n")

    assert (response.status, bytes(response.payload)) == (200, b"hi")
    assert response.header("Link") is None
    assert response.head.end == len(interim + CHUNKED)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            b"GET / HTTP/1.1\r\nA: 1\r\n\r\nSecret: x\r\n",
            b"GET / HTTP/1.1\r\nA: 1\r\n\r\nSecret: x\r\n",
        ),
        (b"GET / HTTP/1.1\r\nSECRET: x\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        (
            b"GET / HTTP/1.1\r\nsecret : x\r\n y\r\n\tz\r\nA: 1\r\n\r\n",
            b"GET / HTTP/1.1\r\nA: 1\r\n\r\n",
        ),
        (b"GET / HTTP/1.1\nSecret: x\nSecret: y\nA: 1\n\n", b"GET / HTTP/1.1\nA: 1\n\n"),
        (b"GET / HTTP/1.1\r\nSecret-Not: x\r\n\r\n", b"GET / HTTP/1.1\r\nSecret-Not: x\r\n\r\n"),
        (b"GET / HTTP/1.1\r\nSecret: x", b"GET / HTTP/1.1\r\n"),
    ],
    ids=["only in the body", "one", "folded", "twice, bare LF", "longer name", "cut"],
)
def test_header_is_taken_out(message: bytes, expected: bytes) -> None:
    assert without_header(message, "Secret") == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        (None, None),
        ("", None),
        (" ; charset=x", None),
        ("Text/HTML", "text/html"),
        ("text/html,text/plain", "text/html"),
    ],
    ids=["none", "empty", "only parameters", "upper case", "two"],
)
def test_media_type(content_type: str | None, expected: str | None) -> None:
    assert media_type(content_type) == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    for start in (b"", b"HTTP/1.1 200 OK\r\n", CHUNKED):
        response = read_response(start + content)
        assert len(response.payload) <= len(content)
        assert head_end(start + content) <= len(start + content)


def test_many_folds_and_interim_responses_cost_no_more_than_their_length() -> None:
    folds = b"HTTP/1.1 200 OK\r\nA: 1\r\n" + b" x\r\n" * 200_000 + b"\r\n"
    interim = b"HTTP/1.1 100 C\r\n\r\n" * 50_000

    assert len(read_head(folds).headers[0][1]) == 1 + 2 * 200_000
    assert interim_end(interim + b"x") == len(interim)
