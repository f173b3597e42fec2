"""Large bodies: read as far as one limit, recorded as far as another, and never piled up."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.large_bodies import MEGABYTE, faults, measure
from tests.warcs.test_wire_failures import stopped
from tests.warcs.wire_crawl import MOST, Crawl, command, crawl, environment, one
from tests.warcs.wire_server import ANSWERS, EARLY, LARGE, Loopback, ok

WHOLE = b"".join(step for step in ANSWERS["/large"] if isinstance(step, bytes))


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


def crawl_one(
    folder: Path, loopback: Loopback, path: str, meta: dict[str, object], **settings: object
) -> Crawl:
    url = f"http://127.0.0.1:{loopback.awkward()}{path}"
    return crawl(folder, [{"url": url, "meta": {"dont_retry": True, **meta}}], None, **settings)


def note(done: Crawl) -> dict[str, object]:
    """What the spider saw of the only request."""
    [found] = done.notes.values()
    return {key: found.get(key) for key in ("length", "flags", "error")}


@pytest.mark.parametrize(
    ("meta", "settings"),
    [({}, {"WARC_READ_LIMIT": 100_000}), ({"warc_read_limit": 100_000}, {})],
    ids=["of all", "of one request"],
)
def test_read_limit_bounds_what_the_spider_gets_and_not_what_is_recorded(
    tmp_path: Path, loopback: Loopback, meta: dict[str, object], settings: dict[str, object]
) -> None:
    done = crawl_one(tmp_path, loopback, "/large", meta, **settings)

    assert note(done) == {"length": 100_000, "flags": ["over-read-limit"], "error": None}
    record = one(done.records, "/large", "response")
    assert record.block == WHOLE
    assert "WARC-Truncated" not in record.headers
    assert "only 100000 bytes of the body are handed on (WARC_READ_LIMIT)" in done.log


def test_body_as_long_as_the_read_limit_has_no_flag(tmp_path: Path, loopback: Loopback) -> None:
    done = crawl_one(tmp_path, loopback, "/large", {}, WARC_READ_LIMIT=len(LARGE))

    assert note(done) == {"length": len(LARGE), "flags": [], "error": None}


@pytest.mark.parametrize("read_limit", [1000, 0], ids=["read limit before it", "no read limit"])
def test_capture_limit_ends_the_download_with_an_exact_prefix(
    tmp_path: Path, loopback: Loopback, read_limit: int
) -> None:
    limits = {"WARC_READ_LIMIT": read_limit, "WARC_CAPTURE_LIMIT": 1_200_000}
    done = crawl_one(tmp_path, loopback, "/large-interim-chunked", {}, **limits)

    record = one(done.records, "/large-interim-chunked", "response")
    sent = b"".join(s for s in ANSWERS["/large-interim-chunked"] if isinstance(s, bytes))
    assert record.block == sent[len(EARLY) : 1_200_000]
    assert record.headers["WARC-Truncated"] == "length"
    assert record.headers["WARC-Failure"] == "length: more than 1200000 bytes on the wire"
    assert "WARC-Payload-Digest" not in record.headers
    found = note(done)
    assert (found["flags"], found["error"]) == (["over-read-limit"], None)
    assert found["length"] == read_limit or 1_000_000 < int(str(found["length"])) < len(LARGE)


@pytest.mark.parametrize("path", ["/large", "/large-interim-chunked"], ids=["said", "found out"])
def test_download_maxsize_counts_what_is_not_handed_on(
    tmp_path: Path, loopback: Loopback, path: str
) -> None:
    meta: dict[str, object] = {"download_maxsize": 1_300_000}
    done = crawl_one(tmp_path, loopback, path, meta, WARC_READ_LIMIT=1000)

    assert note(done)["error"] == "DownloadCancelledError"
    assert one(done.records, path, "response").headers["WARC-Truncated"] == "length"


def test_full_disk_under_a_large_body_ends_the_crawl_with_one_error(
    tmp_path: Path, loopback: Loopback
) -> None:
    port = loopback.awkward()
    plan = [{"url": f"http://127.0.0.1:{port}{path}"} for path in ("/plain", "/large", "/noise")]
    line = command(tmp_path, plan, CONCURRENT_REQUESTS=1)
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 2000; exec "$@"', "sh", *line],  # 512-byte blocks: 1 MB
        cwd=tmp_path,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=MOST,
        check=False,
    )

    ended = Crawl(folder=tmp_path, log=done.stderr, returncode=done.returncode)
    [error] = [line for line in done.stderr.splitlines() if " ERROR: " in line]
    assert "captures: a large response cannot be kept (File too large)" in error
    assert "Traceback" not in done.stderr
    assert "'finish_reason': 'disk_full'" in done.stderr
    assert [r.path for r in ended.records if r.type == "response"] == ["/plain"]


def test_ctrl_c_twice_records_what_came_of_a_large_body(tmp_path: Path, loopback: Loopback) -> None:
    whole = ok(LARGE)
    done = stopped(tmp_path, loopback.gated(whole[:-100], whole[-100:]), times=2)

    record = one(done.records, "/page", "response")
    assert whole.startswith(record.block)
    assert record.headers["WARC-Truncated"] == "unspecified"


def test_many_at_a_time_need_little_memory_and_are_right(tmp_path: Path) -> None:
    found = measure(8, 16 * MEGABYTE, tmp_path)

    assert found["seen"] == 8
    assert found["peak"] < 200 * MEGABYTE
    assert faults(tmp_path, 8, 16 * MEGABYTE) == []
