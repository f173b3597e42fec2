"""A resolver of host names that takes its time, for crawls in processes of their own."""

from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import reactor
from twisted.internet.task import deferLater

SECONDS = 0.8


class SlowResolver(CachingThreadedResolver):
    """Finds what it does not know yet after SECONDS."""

    def getHostByName(self, name: str, timeout: Any = ()) -> Any:  # noqa: ANN401 - a Deferred
        """Called by Twisted."""
        found: Any = super().getHostByName(name, timeout)
        clock: Any = reactor
        return found if found.called else deferLater(clock, SECONDS, lambda: found)
