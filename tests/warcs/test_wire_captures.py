"""`request.meta["warc_capture"]` is the request's own capture, or is not there."""

from pathlib import Path

from tests.warcs.wire_crawl import crawl
from tests.warcs.wire_server import Loopback


def test_answer_from_the_http_cache_has_no_capture_of_a_redirect(tmp_path: Path) -> None:
    with Loopback() as loopback:
        site = f"http://127.0.0.1:{loopback.awkward()}"
        cache = str(tmp_path / "cache")
        (tmp_path / "first").mkdir()
        crawl(
            tmp_path / "first",
            [{"url": f"{site}/target"}],
            HTTPCACHE_ENABLED=1,
            HTTPCACHE_DIR=cache,
        )
        (tmp_path / "second").mkdir()
        done = crawl(
            tmp_path / "second",
            [{"url": f"{site}/redirect"}],
            HTTPCACHE_ENABLED=1,
            HTTPCACHE_DIR=cache,
            HTTPCACHE_IGNORE_HTTP_CODES="302",
        )

    assert [r.path for r in done.records if r.type == "response"] == ["/redirect"]
    assert done.notes[f"{site}/target"]["id"] is None
