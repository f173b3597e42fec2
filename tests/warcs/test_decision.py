"""Answers that are not to be kept: asked before they are written, and nothing of them is."""

import gzip
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warcs.recording import RESPONSE, URL, page, pinned, sealed
from tests.warcs.traces import traces
from tests.warcs.wire_crawl import MOST, command, crawl, environment, one
from tests.warcs.wire_server import LARGE, PAGE, Gate, Loopback
from warcs import Skip
from warcs.reader import read_records

HOOK = """
from warcs import Skip


class ByPath:
    '''Keeps no answer whose URL has "large", nor any with a word in it.'''

    def __init__(self, word):
        self.word = word.encode()

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings["WORD"])

    def __call__(self, request, response, *, whole):
        if "mistake" in request.url:
            raise ValueError("no hook is without one")
        if "large" in request.url or self.word in response.payload:
            told = (("where", "its path"), ("whole", str(whole)), ("type", response.mime or "none"))
            return Skip(rule="too large", fields=told)
        return None


def nothing(request, response, *, whole):
    return Skip(rule="nothing is kept")
"""


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


def test_skipped_exchange_is_one_metadata_record(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    skip = Skip(rule="noarchive\r\n(meta)", fields=(("where", "meta:robots"), ("status", "200")))
    capture = recorder.record(page(response=b"", skip=skip, about=(("via", "https://a.example/"),)))
    name = sealed(recorder).name
    with (tmp_path / name).open("rb") as stream:
        _, record = read_records(stream, name)

    assert (record.type, record.url, record.content_type) == (
        "metadata",
        URL,
        "application/warc-fields",
    )
    assert record.block == (
        b"skipped: noarchive (meta)\r\nwhere: meta:robots\r\nstatus: 200\r\n"
        b"via: https://a.example/\r\n"
    )
    assert record.capture == capture
    assert (capture.type, capture.skipped) == ("metadata", "noarchive (meta)")
    assert record.faults() == ()


def test_a_skipped_exchange_is_never_written_though_it_has_its_answer(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    recorder.record(page(response=RESPONSE + PAGE, skip=Skip(rule="noarchive")))
    recorder.seal()

    assert traces(tmp_path, PAGE) == []


def test_the_search_for_traces_finds_what_is_kept(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    recorder.record(page(response=RESPONSE + PAGE))
    recorder.seal()

    assert traces(tmp_path, PAGE) != []


def test_failure_without_an_answer_is_not_skipped(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)

    assert recorder.record(page(response=b"", failure="timeout: x")).skipped is None
    assert recorder.record(page()).skipped is None
    recorder.seal()


def test_the_hook_of_a_scrapy_project_keeps_answers_away(
    tmp_path: Path, loopback: Loopback
) -> None:
    (tmp_path / "hook.py").write_text(HOOK)
    site = f"http://127.0.0.1:{loopback.awkward()}"
    paths = ("/large", "/large-interim-chunked", "/large-cut", "/plain", "/target", "/gzip-chunked")
    plan = [{"url": site + path, "meta": {"dont_retry": True}} for path in paths]
    done = crawl(tmp_path, plan, None, WARC_DECIDE="hook.ByPath", WORD="dark and stormy")
    found = {r.path: (r.type, r.block) for r in done.records if r.type == "metadata"}

    assert done.returncode == 0
    assert sorted(found) == ["/large", "/large-cut", "/large-interim-chunked", "/plain"]
    assert found["/large"] == (
        "metadata",
        b"skipped: too large\r\nstatus: 200\r\n"
        b"where: its path\r\nwhole: True\r\ntype: image/png\r\n",
    )
    assert b"whole: False\r\n" in found["/large-cut"][1]
    # The request of a skipped answer is no record either; what was kept is whole.
    kept = [(r.path, r.type) for r in done.records if r.type in ("request", "response")]
    assert sorted(kept) == [
        ("/gzip-chunked", "request"),
        ("/gzip-chunked", "response"),
        ("/target", "request"),
        ("/target", "response"),
    ]
    assert one(done.records, "/target", "response").block.endswith(b"here I am")
    assert traces(tmp_path / "captures", LARGE) == []
    # The spider has all of it all the same, and knows.
    skipped = one(done.records, "/plain", "metadata").headers["WARC-Record-ID"]
    assert done.notes[f"{site}/large"]["length"] == len(LARGE)
    assert done.notes[f"{site}/plain"]["id"] == skipped.strip("<>")


def test_a_mistake_in_the_hook_keeps_nothing_and_is_told(
    tmp_path: Path, loopback: Loopback
) -> None:
    (tmp_path / "hook.py").write_text(HOOK)
    url = f"http://127.0.0.1:{loopback.awkward()}/plain?mistake"
    done = crawl(tmp_path, [{"url": url}], None, WARC_DECIDE="hook.ByPath", WORD="x" * 9)
    [record] = [r for r in done.records if r.type != "warcinfo"]

    assert record.headers["WARC-Failure"] == "skipped: undecided: mistake in the hook"
    assert "ValueError: no hook is without one" in done.log
    assert traces(tmp_path / "captures", PAGE) == []


@pytest.mark.parametrize("half", [b"", PAGE, LARGE], ids=["head only", "in memory", "in a file"])
def test_nothing_is_left_after_kill_9_while_it_comes(
    tmp_path: Path, loopback: Loopback, half: bytes
) -> None:
    (tmp_path / "hook.py").write_text(HOOK)
    body = random.Random(5).randbytes(2_000_000)
    gate: Gate = loopback.gated(
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(half) + len(body)) + half, body
    )
    plan = [{"url": f"http://127.0.0.1:{gate.port}/"}]
    process = subprocess.Popen(
        command(tmp_path, plan, WARC_DECIDE="hook.nothing"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.DEVNULL,
    )
    assert gate.arrived.wait(MOST)
    process.kill()
    process.wait(MOST)

    assert traces(tmp_path, half + body) == []
    left = [path for path in (tmp_path / "captures").glob("*") if path.stat().st_size]
    assert [gzip.decompress(path.read_bytes())[:8] for path in left] in ([], [b"WARC/1.1"])
