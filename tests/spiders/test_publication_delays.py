"""Hosts that publications share, each of which wants another pause: as the server sees it."""

import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from tests.spiders.crawling import crawl, publish
from tests.spiders.hostile_server import Exchange, feed, ok, serving, site, story

PICTURE = ok(b"GIF89a", "image/gif")


class Noting:
    """Pictures, and when each was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, str]] = []

    def __call__(self, exchange: Exchange) -> Iterable[bytes]:
        self.asked.append((time.monotonic(), exchange.path))
        yield PICTURE

    def shortest(self, since: str) -> float:
        """Seconds between two requests, from the first one on whose path begins so."""
        first = next(n for n, (_, path) in enumerate(self.asked) if path.startswith(since))
        times = [when for when, _ in self.asked[max(first - 1, 0) :]]
        return min(b - a for a, b in pairwise(times))


def test_the_longest_pause_holds_at_a_host_that_publications_share(tmp_path: Path) -> None:
    shared, slow, own = Noting(), Noting(), Noting()
    served = site({"slow.example/robots.txt": ok("User-agent: *\nCrawl-delay: 1.6", "text/plain")})
    for name, delay in (("lamp", "0.1s"), ("gas", "0.8s")):
        publish(tmp_path, name, ['feed = "/feed.xml"'], delay=delay)
        pictures = {f"pictures.example/{name}-{n}.gif": shared for n in range(3)}
        pictures |= {f"slow.example/{name}-{n}.gif": slow for n in range(2)}
        pictures |= {f"{name}.example/own-{name}-{n}.gif": own for n in range(3)}
        images = "".join(f'<img src="http://{address}">' for address in pictures)
        served.answers |= {
            f"{name}.example/feed.xml": feed([f"http://{name}.example/story/1"]),
            f"{name}.example/story/1": story(name, f"{'The lamps were lit late. ' * 30}{images}"),
            **pictures,
        }
    with serving(served) as address:
        settings = {"REQUISITES": "page", "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        done = crawl(tmp_path, ["lamp", "gas"], address, settings)

    assert done.report.requisites.fetched == 16
    assert (len(shared.asked), len(slow.asked), len(own.asked)) == (6, 4, 6)
    # Half a pause less: a busy machine is late with one, and in time with the next.
    assert shared.shortest("/gas") > 0.5
    assert slow.shortest("/") > 1.2
