"""Each host has its own pace, and keeps no other waiting: as the server sees it."""

import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.spiders.crawling import crawl, publish, query
from tests.spiders.hostile_server import (
    Answer,
    Exchange,
    Site,
    feed,
    ok,
    serving,
    site,
    status,
    story,
)

PATHS = [f"/story/{number}" for number in range(12)]


def stories(served: Site, host: str) -> int:
    """How many stories a host was asked for."""
    return sum(number for path, number in served.asked(host).items() if "/story/" in path)


class Timed:
    """Notes when it is asked, by the clock of the server, and for how many at a time."""

    def __init__(self, *answers: bytes) -> None:
        self.times: list[float] = []
        self.most = 0
        self._answers = answers
        self._active = 0
        self._lock = threading.Lock()

    def __call__(self, exchange: Exchange) -> Iterable[bytes]:
        with self._lock:
            answer = self._answers[min(len(self.times), len(self._answers) - 1)]
            self.times.append(time.monotonic())
            self._active += 1
            self.most = max(self.most, self._active)
        yield answer[:1]
        time.sleep(0.02)  # so that a second request would come meanwhile
        with self._lock:
            self._active -= 1
        yield answer[1:]

    @property
    def shortest(self) -> float:
        """Seconds between two requests."""
        return min(b - a for a, b in zip(self.times, self.times[1:], strict=False))


def test_a_host_that_does_not_answer_keeps_no_other_waiting(tmp_path: Path) -> None:
    publish(tmp_path, "quick", ['feed = "/feed.xml"'])
    publish(tmp_path, "stuck", ['feed = "/feed.xml"'])
    finished = threading.Event()
    waited: list[bool] = []

    def when_the_others_are_done(exchange: Exchange) -> Iterable[bytes]:
        waited.append(finished.wait(30))
        yield story("Late")

    served = site({"/feed.xml": feed(PATHS), **dict.fromkeys(PATHS, story("Quick"))})
    for path in PATHS:
        served.answers[f"stuck.example{path}"] = when_the_others_are_done

    def last(exchange: Exchange) -> Iterable[bytes]:
        if stories(served, "quick.example") == len(PATHS):
            finished.set()
        yield story("Quick")

    served.answers |= {f"quick.example{path}": last for path in PATHS}
    with serving(served) as address:
        settings = {"CONCURRENT_REQUESTS": 4, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        done = crawl(tmp_path, ["quick", "stuck"], address, settings)

    assert all(waited)
    assert done.report.fetched == 2 * len(PATHS)


def test_a_source_that_does_not_answer_keeps_no_other_publication_waiting(tmp_path: Path) -> None:
    publish(tmp_path, "quick", ['feed = "/feed.xml"'])
    publish(tmp_path, "stuck", ['feed = "/feed.xml"'])
    finished = threading.Event()
    waited: list[bool] = []

    def when_the_others_are_done(exchange: Exchange) -> Iterable[bytes]:
        waited.append(finished.wait(30))
        yield feed(PATHS[:1])

    def last(exchange: Exchange) -> Iterable[bytes]:
        if stories(served, "quick.example") == 2:
            finished.set()
        yield story("Quick")

    served = site(
        {
            "/feed.xml": feed(PATHS[:2]),
            "/story/0": last,
            "/story/1": last,
            "stuck.example/feed.xml": when_the_others_are_done,
            "stuck.example/story/0": story("Late"),
        }
    )
    with serving(served) as address:
        done = crawl(tmp_path, ["quick", "stuck"], address)

    assert waited == [True]
    assert done.report.fetched == 3


def test_crawl_delay_is_kept_to_from_robots_txt_on(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    robots = Timed(ok("User-agent: *\nCrawl-delay: 1", "text/plain"))
    pages = Timed(story("A story"))
    pages.times = robots.times
    served = site({"/robots.txt": robots, "/feed.xml": feed(PATHS[:2])})
    served.answers |= dict.fromkeys(PATHS[:2], pages)
    with serving(served) as address:
        done = crawl(tmp_path, ["lamp"], address)

    assert done.report.fetched == 2
    assert len(pages.times) == 3
    assert pages.shortest > 0.5


def test_a_pause_begins_when_a_request_goes_out_and_not_when_it_is_handed_out(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    timed = Timed(status(404, "Not Found"), feed(PATHS[:2]), story("A story"))
    served = site(dict.fromkeys(("/robots.txt", "/feed.xml", *PATHS[:2]), timed))
    with serving(served) as address:
        settings = {
            "DOWNLOAD_DELAY": 1.0,
            "CONNECT_TO": {":80": f"localhost:{address.rpartition(':')[2]}"},
            # The first request has to wait for its connection, the second has one.
            "TWISTED_DNS_RESOLVER": "tests.spiders.slow_names.SlowResolver",
        }
        done = crawl(tmp_path, ["lamp"], address, settings)

    assert done.report.fetched == 2
    assert len(timed.times) == 4
    assert timed.shortest > 0.9


@pytest.mark.parametrize(
    ("asked", "told", "pause"),
    [("86400", "86400", "1d"), ("99999999999999999999", "1e+20", "1w")],
)
def test_host_that_asks_for_too_much_is_not_crawled(
    tmp_path: Path, asked: str, told: str, pause: str
) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    served = site(
        {
            "/robots.txt": ok(f"User-agent: *\nCrawl-delay: {asked}", "text/plain"),
            "/feed.xml": feed(PATHS),
        }
    )
    with serving(served) as address:
        done = crawl(tmp_path, ["lamp"], address)

    assert list(served.asked()) == ["/robots.txt"]
    assert done.report.problems == [
        f"lamp.example: robots.txt: Crawl-delay: {told}, which is more than CRAWL_DELAY_MAX; it is"
        f" left alone for {pause}, and what it has stays pending",
        "http://lamp.example/feed.xml: the host is left alone for now: robots.txt: Crawl-delay:"
        f" {told}, which is more than CRAWL_DELAY_MAX",
    ]


def test_retry_after_is_waited_for_by_all_requests_to_the_host(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    busy = status(429, "Too Many Requests", b"Retry-After: 1")
    pages = Timed(busy, story("A story"))
    served = site({"/feed.xml": feed(PATHS[:3]), **dict.fromkeys(PATHS[:3], pages)})
    with serving(served) as address:
        done = crawl(tmp_path, ["lamp"], address, {"CONCURRENT_REQUESTS_PER_DOMAIN": 1})

    assert done.report.fetched == 3
    assert pages.times[1] - pages.times[0] > 0.5
    assert query(tmp_path, "SELECT DISTINCT state FROM frontier") == [("done",)]


def test_an_image_host_of_many_publications_is_one_host(tmp_path: Path) -> None:
    names = [f"paper-{number}" for number in range(4)]
    picture = Timed(ok(b"\x89PNG", "image/png"))
    answers: dict[str, Answer] = {"/feed.xml": feed(["/story/0"])}
    for name in names:
        publish(tmp_path, name, ['feed = "/feed.xml"'])
        paths = [f"/{name}-{number}.png" for number in range(3)]
        images = "".join(f'<img src="http://images.example{path}">' for path in paths)
        answers[f"{name}.example/story/0"] = story(name, f"{'Text of it. ' * 60}{images}")
        answers |= {f"images.example{path}": picture for path in paths}
    served = site(answers)
    with serving(served) as address:
        settings = {"REQUISITES": "page", "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        done = crawl(tmp_path, names, address, settings)

    assert len(picture.times) == 12
    assert picture.most == 1
    assert done.report.requisites.fetched == 12
    assert done.report.requisites.failures == {"HTTP 404": 4}  # each paper's favicon.ico


def test_host_that_is_silent_time_after_time_is_left(tmp_path: Path) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])

    def resets(exchange: Exchange) -> Iterable[bytes]:
        exchange.reset()
        yield b""

    served = site({"/feed.xml": feed(PATHS), **dict.fromkeys(PATHS, resets)})
    settings = {"HOST_FAILURES_MAX": 4, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    with serving(served) as address:
        done = crawl(tmp_path, ["lamp"], address, settings)

    # Four, the first of which went over a connection that had been kept: Twisted repeats that.
    assert stories(served, "lamp.example") == 5
    assert done.report.problems == [
        "lamp.example: connection lost time after time; it is left alone for 15m, and what it has"
        " stays pending"
    ]
    assert query(tmp_path, "SELECT count(*) FROM frontier WHERE state = 'pending'")[0][0] >= 10


def test_what_is_over_the_budget_of_a_publication_stays_pending_and_is_told(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "lamp", ['feed = "/feed.xml"'])
    publish(tmp_path, "gas", ['feed = "/feed.xml"'])
    (tmp_path / "collection.toml").write_text("[budget]\npages = 3\n")
    with (tmp_path / "publications" / "gas.toml").open("a") as file:
        file.write("[budget]\npages = 5\n")
    served = site({"/feed.xml": feed(PATHS), **dict.fromkeys(PATHS, story("A story"))})
    with serving(served) as address:
        done = crawl(tmp_path, ["lamp", "gas"], address)
        again = crawl(tmp_path, ["lamp"], address, {"BUDGET": {"pages": 100}})

    assert done.report.outcome == "finished"
    assert done.report.fetched == 8
    assert sorted(done.report.problems) == [
        "gas: its budget was used up (pages: 5); 7 article URLs are left",
        "lamp: its budget was used up (pages: 3); 9 article URLs are left",
    ]
    assert again.report.fetched == 9
