"""The hook between "the exchange is complete" and "it is recorded": keep it, or say why not.

Until it is answered, the response is in memory or in a file without a name, which is gone however
the process ends. So nothing of what is not to be kept gets into the folder.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.misc import build_from_crawler, load_object

from warcs.capturing.outcome import Outcome
from warcs.http.http1 import HttpResponse, read_response
from warcs.packaging.stored import beginning
from warcs.values import Exchange, Skip

logger = logging.getLogger(__name__)

MISTAKE = "undecided: mistake in the hook"
HEAD = 1024 * 1024  # bytes; longer heads are not recorded whole either
READ = 32 * 1024 * 1024  # bytes of a large response that a hook is given

Ask = Callable[[Exchange], Skip | None]


class Decide(Protocol):
    """What the setting WARC_DECIDE names: a callable, or a class that Scrapy makes one of."""

    def __call__(self, request: Request, response: HttpResponse, *, whole: bool) -> Skip | None:
        """None to record the exchange; else why it is not to be.

        ``response`` has the head, and as its payload the body after transfer-decoding, with its
        content-coding (``response.body(most)`` is without). It is ``whole``, or it broke off, or it
        is the beginning of a body of more than 32 MiB.
        """
        ...


def load(crawler: Crawler) -> Decide | None:
    """The hook that the settings name; None: everything is recorded."""
    named = crawler.settings.get("WARC_DECIDE")
    if not named:
        return None
    found = load_object(named)
    return cast(Decide, build_from_crawler(found, crawler) if isinstance(found, type) else found)


def question(decide: Decide | None, request: Request) -> Ask | None:
    """What asks the hook about the exchanges of ``request``."""
    return None if decide is None else lambda exchange: _ask(decide, request, exchange)


def decided(outcome: Outcome, ask: Ask | None) -> Outcome:
    """The outcome as it is to be recorded. What is not kept has no response any more.

    A hook that raises decides against: what it was to keep away must not get in by its mistake.
    """
    exchange = outcome.exchange
    if ask is None or not exchange.response:
        return outcome
    try:
        skip = ask(exchange)
    except Exception:
        logger.exception("%s: the hook of WARC_DECIDE failed", exchange.url)
        skip = Skip(rule=MISTAKE)
    if skip is None:
        return outcome
    status = read_response(beginning(exchange.response, HEAD)).status
    told = (("status", str(status)), *skip.fields) if status else skip.fields
    kept = replace(
        exchange,
        response=b"",
        interim=b"",
        measured=None,
        truncated=None,
        failure=None,
        skip=replace(skip, fields=told),
    )
    return Outcome(exchange=kept)


def _ask(decide: Decide, request: Request, exchange: Exchange) -> Skip | None:
    content = beginning(exchange.response, READ)
    whole = exchange.truncated is None and len(content) == len(exchange.response)
    response = read_response(content)
    return decide(request, replace(response, payload=bytes(response.payload)), whole=whole)
