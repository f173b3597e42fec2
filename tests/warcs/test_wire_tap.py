"""The tee's own parts: splitting interim responses, and what is kept of an attempt."""

# Twisted types its public names, and not Failure.
# mypy: disallow-untyped-calls=False

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from twisted.internet.error import ConnectionDone, ConnectionLost, DNSLookupError
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, ResponseFailed

from warcs.capturing.intake import Taken, split_interim
from warcs.capturing.outcome import outcomes
from warcs.capturing.wire import Attempt, Tap
from warcs.values import Exchange

URL = "http://a.example/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REQUEST = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
FINAL = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (FINAL, (b"", FINAL)),
        (HINTS + FINAL, (HINTS, FINAL)),
        (HINTS * 3 + FINAL, (HINTS * 3, FINAL)),
        (b"HTTP/1.1 100\n\n" + FINAL, (b"HTTP/1.1 100\n\n", FINAL)),
        (b"HTTP/1.0 101 Switch\r\n\n" + FINAL, (b"HTTP/1.0 101 Switch\r\n\n", FINAL)),
        (HINTS, (HINTS, b"")),
        (HINTS[:-2], (HINTS[:-2], b"")),
        (HINTS + b"HTTP/1.1 2", (HINTS, b"HTTP/1.1 2")),
        (b"HTTP/1.1 1000 Odd\r\n\r\n", (b"", b"HTTP/1.1 1000 Odd\r\n\r\n")),
        (b"HTTP/1.1 \xb2 Odd\r\n\r\n", (b"", b"HTTP/1.1 \xb2 Odd\r\n\r\n")),
        (b"SSH-2.0 100 x\r\n\r\n", (b"", b"SSH-2.0 100 x\r\n\r\n")),
        (b"", (b"", b"")),
    ],
    ids=[
        "no interim response",
        "one",
        "three",
        "bare line feeds and no phrase",
        "101 counts",
        "nothing after it",
        "cut within it",
        "cut after it",
        "a status of four digits",
        "a status that is no number",
        "not HTTP",
        "nothing",
    ],
)
def test_split_interim(received: bytes, expected: tuple[bytes, bytes]) -> None:
    assert split_interim(received) == expected


@given(st.lists(st.sampled_from([HINTS, FINAL, b"HTTP/1.1 1", b"\r\n", b"\n", b" 100 "])))
def test_split_interim_loses_nothing(pieces: list[bytes]) -> None:
    received = b"".join(pieces)

    assert b"".join(split_interim(received)) == received


def test_split_interim_is_linear_in_hostile_input() -> None:
    """A megabyte of interim responses without end; quadratic work would take minutes."""
    received = b"HTTP/1.1 100 Continue\r\n\r\n" * 40_000

    assert split_interim(received) == (received, b"")


def tap(*attempts: Attempt, limit: int = 0) -> Tap:
    made = Tap(URL, now=lambda: NOON, limit=limit)
    made.attempts += attempts
    return made


def attempt(received: bytes = b"", *, limit: int = 0, on_wire: bool = True) -> Attempt:
    made = Attempt(started=NOON, ip="127.0.0.1", on_wire=on_wire, limit=limit)
    made.send(REQUEST)
    made.receive(received)
    return made


def exchanges(
    of: Tap, result: Response | Failure | None, *, running: bool = True
) -> list[Exchange]:
    return [o.exchange for o in outcomes(of, result, maxsize=0, running=running)]


def exchange(**fields: object) -> Exchange:
    sent: dict[str, object] = {"ip": "127.0.0.1", "request": REQUEST}
    return Exchange(url=URL, started=NOON, **{**sent, **fields})  # type: ignore[arg-type]  # tests


def test_whole_response_is_an_exchange() -> None:
    made = attempt(HINTS + FINAL)
    made.finish(b"")

    assert exchanges(tap(made), Response(URL, body=b"hi")) == [
        exchange(response=FINAL, interim=HINTS)
    ]


def test_what_comes_over_the_limit_is_cut_off_and_marked() -> None:
    made = attempt(FINAL, limit=20)
    made.receive(b"more")
    made.finish(b"")

    assert exchanges(tap(made, limit=20), Response(URL, body=b"hi")) == [
        exchange(
            response=FINAL[:20],
            truncated="length",
            failure="length: more than 20 bytes on the wire",
        )
    ]


def test_nothing_is_taken_in_after_the_end() -> None:
    made = attempt(FINAL)
    made.take()
    made.send(b"late")
    made.receive(b"late")

    assert made.take() == (b"", Taken(b"", b""))


def test_body_without_length_is_whole_after_an_orderly_close() -> None:
    made = attempt(b"HTTP/1.0 200 OK\r\n\r\nhi")
    made.lost = Failure(ConnectionDone())
    made.finish(b"")

    [whole] = exchanges(tap(made), Response(URL, body=b"hi", flags=["partial"]))
    assert (whole.truncated, whole.failure) == (None, None)


def test_body_without_length_is_cut_by_any_other_close() -> None:
    made = attempt(b"HTTP/1.0 200 OK\r\n\r\nhi")
    made.lost = Failure(ConnectionLost())
    made.finish(b"")

    [cut] = exchanges(tap(made), Response(URL, body=b"hi", flags=["partial"]))
    assert cut.truncated == "disconnect"


def test_data_loss_that_scrapy_overlooks_is_marked() -> None:
    [cut] = exchanges(tap(attempt(FINAL[:-1])), Response(URL, body=b"h", flags=["dataloss"]))

    assert (cut.truncated, cut.failure) == (
        "disconnect",
        "disconnect: the connection ended before the response did",
    )


def test_download_stopped_by_a_signal_handler_is_marked() -> None:
    stopped = Response(URL, body=b"h", flags=["download_stopped"])
    [cut] = exchanges(tap(attempt(FINAL[:-1])), stopped)

    assert (cut.truncated, cut.failure) == (
        "unspecified",
        "stopped: a signal handler stopped the download",
    )


def test_second_try_that_finds_no_host_is_an_exchange_of_its_own() -> None:
    dead = attempt()
    dead.lost = Failure(ConnectionLost())

    assert exchanges(tap(dead), Failure(DNSLookupError("no such host"))) == [
        exchange(failure="disconnect: the connection ended before the response did"),
        Exchange(
            url=URL,
            started=NOON,
            failure="dns: DNS lookup failed: no such host.",
        ),
    ]


def test_request_of_a_handshake_that_failed_was_not_sent() -> None:
    made = attempt(on_wire=False)
    failure = Failure(ResponseFailed([Failure(ConnectionLost())]))

    assert exchanges(tap(made), failure) == [
        exchange(request=b"", failure="tls: the connection ended during the handshake")
    ]


@pytest.mark.parametrize(
    ("unsent", "expected"),
    [(0, REQUEST), (4, REQUEST[:-4]), (len(REQUEST), b"")],
    ids=["all sent", "the end not sent", "nothing sent"],
)
def test_what_still_waits_when_the_connection_ends_was_not_sent(
    unsent: int, expected: bytes
) -> None:
    made = Attempt(
        started=NOON, ip="127.0.0.1", on_wire=True, limit=0, unsent=lambda written: unsent
    )
    made.send(REQUEST)
    failure = Failure(ResponseFailed([Failure(ConnectionLost())]))

    [cut] = exchanges(tap(made), failure)
    assert cut.request == expected


def test_crawl_that_ends_first_is_the_reason() -> None:
    assert exchanges(tap(), None) == [
        Exchange(url=URL, started=NOON, failure="stopped: the crawl ended before the response did")
    ]


def test_connection_cut_by_the_end_of_the_crawl_was_not_cut_by_the_server() -> None:
    made = attempt(FINAL[:-1])
    made.lost = Failure(ConnectionLost())
    failure = Failure(ResponseFailed([made.lost]))

    [cut] = exchanges(tap(made), failure, running=False)
    assert (cut.truncated, cut.failure) == (
        "unspecified",
        "stopped: the crawl ended before the response did",
    )


@pytest.mark.parametrize(
    ("exception", "expected"),
    [
        (DownloadTimeoutError("took longer"), "timeout: took longer"),
        (
            ResponseFailed([Failure(ParseError("wrong", b"\r\n\xff" * 999))]),
            "malformed: wrong: b'" + r"\r\n\xff" * 50,
        ),
        (ResponseFailed([Failure(ValueError("two\nlines"))]), "malformed: two lines"),
        (ResponseFailed([Failure(KeyError())]), "malformed: KeyError"),
    ],
    ids=["time-out", "no status line", "a parser's complaint", "no text"],
)
def test_reason_is_one_bounded_line(exception: Exception, expected: str) -> None:
    [cut] = exchanges(tap(attempt(b"x")), Failure(exception))

    assert cut.failure
    assert cut.failure.startswith(expected)
    assert len(cut.failure) <= 500
    assert "\n" not in cut.failure
