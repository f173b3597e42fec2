"""What is recorded when there is nothing on the wire, or not all, and when the crawl is stopped."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warcs.wire_certificates import Authority
from tests.warcs.wire_crawl import MOST, Crawl, command, crawl, environment, one, records
from tests.warcs.wire_server import Gate, Loopback, ok

ONCE = {"dont_retry": True}


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that refuses: bound, so that nobody else takes it, and not listened to."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def only_failure(done: Crawl) -> str:
    """The failure of a crawl whose file holds one metadata record and nothing else."""
    warcinfo, record = done.records
    assert (warcinfo.type, record.type) == ("warcinfo", "metadata")
    failure = record.headers["WARC-Failure"]
    assert record.block == b"failure: " + failure.encode() + b"\r\n"
    assert record.headers["WARC-Record-ID"] == f"<{next(iter(done.notes.values()))['id']}>"
    return failure


def test_unknown_host_is_recorded(tmp_path: Path) -> None:
    done = crawl(tmp_path, [{"url": "http://nowhere.example/", "meta": ONCE}])

    assert only_failure(done).startswith("dns: ")
    assert done.notes["http://nowhere.example/"]["error"] == "CannotResolveHostError"


def test_refused_connection_is_recorded(tmp_path: Path, closed_port: int) -> None:
    done = crawl(tmp_path, [{"url": f"http://127.0.0.1:{closed_port}/", "meta": ONCE}])

    assert only_failure(done).startswith("refused: ")


@pytest.mark.parametrize(
    ("certified", "trusted", "expected"),
    [
        ("tls.example", False, "tls: certificate verify failed"),
        ("other.example", True, "tls: the certificate is not for this host"),
    ],
    ids=["by an unknown authority", "for another host"],
)
def test_untrusted_certificate_is_recorded_and_nothing_is_sent(
    tmp_path: Path, loopback: Loopback, certified: str, trusted: bool, expected: str
) -> None:
    authority = Authority(tmp_path)
    port, streams = loopback.relay(loopback.awkward(), tls=authority.server(certified))
    done = crawl(
        tmp_path,
        [{"url": "https://tls.example/plain", "meta": ONCE}],
        {"SSL_CERT_FILE": str(authority.path)} if trusted else {},
        CONNECT_TO={"tls.example:443": f"127.0.0.1:{port}"},
        DOWNLOAD_VERIFY_CERTIFICATES=True,
    )

    assert only_failure(done).startswith(expected)
    assert [bytes(stream.sent) for stream in streams if stream.sent] == []


def test_handshake_that_never_ends_is_recorded_as_unsent(
    tmp_path: Path, loopback: Loopback
) -> None:
    gate = loopback.gated(b"", b"")
    done = crawl(
        tmp_path,
        [{"url": f"https://127.0.0.1:{gate.port}/", "meta": {**ONCE, "download_timeout": 0.5}}],
    )

    assert only_failure(done).startswith("timeout: ")


def test_server_that_hangs_up_in_the_handshake_is_recorded(
    tmp_path: Path, loopback: Loopback
) -> None:
    async def hang_up(reader: object, writer: object) -> None:
        """Say nothing; the server closes after this."""

    port = loopback.serve(hang_up)
    done = crawl(tmp_path, [{"url": f"https://127.0.0.1:{port}/", "meta": ONCE}])

    assert only_failure(done).startswith("tls: ")


def test_proxy_that_refuses_the_tunnel_is_recorded(tmp_path: Path, loopback: Loopback) -> None:
    port, heads = loopback.connect_proxy(loopback.awkward(), credentials=b"Basic c29tZW9uZTplbHNl")
    done = crawl(
        tmp_path,
        [{"url": "https://awkward.example/plain", "meta": ONCE}],
        {"https_proxy": f"http://user:secret@127.0.0.1:{port}"},
    )

    assert only_failure(done).startswith("proxy: Could not open CONNECT tunnel")
    assert b"Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=" in heads[0]
    assert b"dXNlcjpzZWNyZXQ" not in done.records[1].block


def test_plain_proxy_gets_credentials_that_are_not_recorded(
    tmp_path: Path, loopback: Loopback
) -> None:
    port, [*_] = loopback.relay(loopback.awkward())
    port, streams = loopback.relay(port)
    done = crawl(
        tmp_path,
        [{"url": "http://awkward.example/plain", "meta": ONCE}],
        {"http_proxy": f"http://user:secret@127.0.0.1:{port}"},
    )

    block = one(done.records, "/plain", "request").block
    assert block.startswith(b"GET http://awkward.example/plain HTTP/1.1\r\n")
    [stream] = streams
    line = b"Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n"
    assert line in stream.sent
    assert stream.sent.replace(line, b"") == block


def test_full_disk_ends_the_crawl_with_one_error_and_whole_records(
    tmp_path: Path, loopback: Loopback
) -> None:
    port = loopback.awkward()
    plan = [{"url": f"http://127.0.0.1:{port}/noise?{n}", "meta": ONCE} for n in range(40)]
    line = command(tmp_path, plan, CONCURRENT_REQUESTS=2)
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 200; exec "$@"', "sh", *line],  # 512-byte blocks: 100 KB
        cwd=tmp_path,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=MOST,
        check=False,
    )

    ended = Crawl(folder=tmp_path, log=done.stderr, returncode=done.returncode)
    errors = [line for line in done.stderr.splitlines() if " ERROR: " in line]
    assert len(errors) == 1
    assert "captures cannot be written" in errors[0]
    assert "Traceback" not in done.stderr
    assert "'finish_reason': 'disk_full'" in done.stderr
    assert len([r for r in ended.records if r.type == "response"]) in (4, 5)
    unkept = [n for n in ended.notes.values() if n.get("error") == "Unrecorded"]
    assert 1 <= len(unkept) <= 3  # of 40: those that were under way, and no more


def stopped(folder: Path, gate: Gate, *, times: int, **settings: object) -> Crawl:
    """A crawl that gets Ctrl-C while a response is half-way: once, or twice."""
    url = f"http://127.0.0.1:{gate.port}/page"
    plan = [{"url": url, "meta": ONCE}, {"url": f"{url}?next", "meta": ONCE}]
    running = subprocess.Popen(
        command(folder, plan, CONCURRENT_REQUESTS=1, **settings),
        cwd=folder,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr
    assert gate.arrived.wait(MOST)
    running.send_signal(signal.SIGINT)
    log = ""
    for line in running.stderr:
        log += line
        if "shutting down gracefully" in line:
            break
    if times == 1:
        gate.open()
    else:
        running.send_signal(signal.SIGINT)
    log += running.stderr.read()
    running.stderr.close()
    return Crawl(folder=folder, log=log, returncode=running.wait(MOST))


def test_ctrl_c_once_finishes_what_is_in_flight(tmp_path: Path, loopback: Loopback) -> None:
    whole = ok(b"the first half, the second half")
    done = stopped(tmp_path, loopback.gated(whole[:-16], whole[-16:]), times=1)

    assert one(done.records, "/page", "response").block == whole
    assert [r.type for r in done.records] == ["warcinfo", "response", "request"]
    assert "'finish_reason': 'shutdown'" in done.log


@pytest.mark.parametrize(
    "reactor",
    ["asyncioreactor.AsyncioSelectorReactor", "selectreactor.SelectReactor"],
    ids=["asyncio", "select"],
)
def test_ctrl_c_twice_records_what_there_is(
    tmp_path: Path, loopback: Loopback, reactor: str
) -> None:
    whole = ok(b"the first half, the second half")
    gate = loopback.gated(whole[:-16], whole[-16:])
    done = stopped(tmp_path, gate, times=2, TWISTED_REACTOR=f"twisted.internet.{reactor}")

    record = one(done.records, "/page", "response")
    assert record.block == whole[:-16]
    assert record.headers["WARC-Truncated"] == "unspecified"
    assert record.headers["WARC-Failure"] == "stopped: the crawl ended before the response did"
    assert [r.type for r in done.records] == ["warcinfo", "response", "request"]


def test_killed_crawl_leaves_whole_records_and_at_most_one_cut(
    tmp_path: Path, loopback: Loopback
) -> None:
    gate = loopback.gated(b"", b"")
    port = loopback.awkward()
    plan = [
        {"url": f"http://127.0.0.1:{port}/plain"},
        {"url": f"http://127.0.0.1:{gate.port}/never"},
    ]
    running = subprocess.Popen(
        command(tmp_path, plan, CONCURRENT_REQUESTS=1),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.DEVNULL,
    )
    assert gate.arrived.wait(MOST)
    running.kill()
    running.wait(MOST)

    [path] = (tmp_path / "captures").iterdir()
    assert path.name.endswith(".warc.gz.open")
    assert [r.type for r in records(path.read_bytes())] == ["warcinfo", "response", "request"]
