"""Stories that are told on several pages: their later pages are asked for right after the page that
names them, whatever else is to be fetched, and however few articles are wanted."""

from collections import deque
from collections.abc import Callable, Collection

from archiver.collection import Context, Session
from archiver.collection.crawling.frontier import Candidate
from archiver.urls import host_of, normalise


class StoryPages:
    """Those of one run that were named in it; what an earlier run left waits in the frontier."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[tuple[str, str], deque[str]] = {}  # by publication and host

    def named(self, context: Context) -> None:
        """A page was stored: what it names is asked for, and what was fetched by an earlier run is
        visited with it."""
        for key in map(normalise, context.parts):
            self._session.frontier.visit(key)
            lane = (context.publication or "", host_of(key))
            self._waiting.setdefault(lane, deque()).append(key)

    def next(self, slugs: Collection[str], is_free: Callable[[str], bool]) -> Candidate | None:
        """The next one of these publications at a host that is free, in flight; None if there is
        none."""
        for (slug, host), keys in list(self._waiting.items()):
            while keys and slug in slugs and is_free(host):
                candidate = self._session.frontier.take_up(keys.popleft())
                if candidate is not None:
                    return candidate
            if not keys:
                del self._waiting[slug, host]
        return None

    def more(self, slugs: Collection[str], is_asked: Callable[[str], bool]) -> bool:
        """True while there is any, at hosts that are asked at all."""
        return any(slug in slugs and is_asked(host) for slug, host in self._waiting)
