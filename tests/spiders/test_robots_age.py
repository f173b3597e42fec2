"""How long a robots.txt is believed (RFC 9309 §2.4), by a clock of the test's own."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from spiders.robots import RobotsMiddleware

HOUR = 3600.0
PAGE = Request("https://paper.example/story/a")


class Site:
    """Answers requests for robots.txt, one status after the other."""

    def __init__(self, *statuses: int) -> None:
        self.asked: list[str] = []
        self._statuses: Iterator[int] = iter(statuses)

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request.url)
        return Response(request.url, status=next(self._statuses), body=b"User-agent: *\nAllow: /")


def asked_at(site: Site, *times: float) -> list[str]:
    """What was asked for, after requests for a page at these times, in seconds."""
    settings = {"BOT_NAME": "news-archiver"}
    wishes = SimpleNamespace(changed=lambda urls: iter(()))
    unreachable = SimpleNamespace(heard=lambda origin: None, shut=lambda *told, **more: None)
    extension = SimpleNamespace(session=SimpleNamespace(wishes=wishes), unreachable=unreachable)
    crawler: Any = SimpleNamespace(
        settings=settings, engine=site, spider=None, get_extension=lambda kind: extension
    )
    clock = SimpleNamespace(now=0.0)
    middleware = RobotsMiddleware(cast(Crawler, crawler), clock=lambda: clock.now)

    async def run() -> None:
        for clock.now in times:
            with suppress(IgnoreRequest):  # while robots.txt is unreachable
                await middleware.process_request(PAGE)

    asyncio.run(run())
    return site.asked


@pytest.mark.parametrize(
    ("statuses", "times", "expected"),
    [
        ((200,), (0, 1, 23.9 * HOUR), 1),
        ((200, 200), (0, 24.1 * HOUR), 2),
        ((404,), (0, 23.9 * HOUR), 1),
        ((503, 200), (0, 1), 1),
        ((503, 200), (0, 0.2 * HOUR), 2),
    ],
    ids=["within a day", "after a day", "none, within a day", "unreachable, at once",
         "unreachable, later"],
)  # fmt: skip
def test_robots_txt_is_asked_for(
    statuses: tuple[int, ...], times: tuple[float, ...], expected: int
) -> None:
    assert asked_at(Site(*statuses), *times) == ["https://paper.example/robots.txt"] * expected
