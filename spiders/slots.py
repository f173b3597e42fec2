"""When each host may be asked next: the pace of a crawl.

A host is what is connected to: pages, pictures, feeds and robots.txt of fifty publications at one
host share its pace. The delay between the beginnings of two requests is the longest of these: what
the settings say, what AutoThrottle learnt of its answers, what its robots.txt asks for
(Crawl-delay), what the files of the publications say that are there. After a 429 or 503 it is left
alone for as long as it says (Retry-After), or longer each time where it says nothing. A host that
wants to be left alone for longer than a run should wait, or that does not answer time after time,
is left for this run.
"""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy.settings import BaseSettings

FIRST_HOLD = (
    10.0  # seconds after a refusal that does not say how long; then twice as long each time
)


@dataclass(slots=True, kw_only=True)
class Slot:
    """One host. Moments are seconds by the clock of :class:`Slots`."""

    delay: float  #: as set, or as AutoThrottle learnt it
    concurrency: int  #: requests that may be on their way at once
    asked: float = 0.0  #: what its robots.txt asks for
    wanted: float = 0.0  #: what the files of publications ask for that are at the host
    free: float = 0.0  #: the moment of the next request
    refusals: int = 0  #: 429 and 503 in a row
    silences: int = 0  #: connections that failed or timed out, in a row

    @property
    def pace(self) -> float:
        """Seconds between the beginnings of two requests."""
        return max(self.delay, self.asked, self.wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What the settings say. Times are seconds."""

    delay: float  #: between two requests to a host, at first
    concurrency: int  #: requests to a host that may be on their way at once
    longest_hold: float  #: a host that is to be left alone for longer is left for this run
    most_silences: int  #: failed connections in a row, after which a host is left for this run
    hosts: Mapping[str, Mapping[str, Any]]  #: Scrapy's DOWNLOAD_SLOTS: delay, concurrency


def pace_of(settings: BaseSettings) -> Pace:
    """The pace that Scrapy's settings and ours ask for."""
    delay = settings.getfloat("DOWNLOAD_DELAY")
    if settings.getbool("AUTOTHROTTLE_ENABLED"):
        delay = max(delay, settings.getfloat("AUTOTHROTTLE_START_DELAY"))
    return Pace(
        delay=delay,
        concurrency=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
        longest_hold=settings.getfloat("RETRY_AFTER_MAX"),
        most_silences=settings.getint("HOST_FAILURES_MAX"),
        hosts=settings.getdict("DOWNLOAD_SLOTS"),
    )


class Slots:
    """All hosts of a crawl."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._slots: dict[str, Slot] = {}
        self._moments: list[tuple[float, str]] = []  # a heap: when hosts are free again

    def of(self, host: str) -> Slot:
        """The slot of a host, made when it is first asked for."""
        slot = self._slots.get(host)
        if slot is None:
            own = self._pace.hosts.get(host, {})
            slot = self._slots[host] = Slot(
                delay=float(own.get("delay", self._pace.delay)),
                concurrency=int(own.get("concurrency", self._pace.concurrency)),
            )
        return slot

    def is_free(self, host: str, active: int) -> bool:
        """True if a request may begin now, ``active`` being on their way to the host."""
        slot = self._slots.get(host)
        if slot is None:
            return active < self.of(host).concurrency
        return active < slot.concurrency and self._clock() >= slot.free

    def began(self, host: str) -> None:
        """A request begins."""
        slot = self.of(host)
        self._free_at(host, slot, self._clock() + slot.pace)

    def ask(self, host: str, delay: float) -> None:
        """Its robots.txt asks for so many seconds, counted from the request that began last."""
        slot = self.of(host)
        before, slot.asked = slot.pace, delay
        if slot.free > 0.0:
            self._free_at(host, slot, slot.free + slot.pace - before)

    def want(self, host: str, delay: float) -> None:
        """It is asked for a publication that wants so many seconds: from now on, whoever asks."""
        if delay > 0.0:
            slot = self.of(host)
            slot.wanted = max(slot.wanted, delay)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long at least."""
        self._free_at(host, self.of(host), self._clock() + seconds)

    def _free_at(self, host: str, slot: Slot, moment: float) -> None:
        if moment > slot.free:
            slot.free = moment
            heapq.heappush(self._moments, (moment, host))

    def answered(self, host: str) -> None:
        """The host answered, and did not refuse."""
        slot = self.of(host)
        slot.refusals = slot.silences = 0

    def refused(self, host: str, wait: float | None) -> float | None:
        """A 429 or 503 that asks to ``wait`` (seconds; None: it does not say).

        The host is left alone for that time. Where that is too long it is returned, and the host is
        to be left for this run.
        """
        slot = self.of(host)
        slot.silences = 0
        seconds = FIRST_HOLD * 2**slot.refusals if wait is None else wait
        slot.refusals = min(slot.refusals + 1, 16)
        if seconds > self._pace.longest_hold:
            return seconds
        self.hold(host, seconds)
        return None

    def silent(self, host: str) -> bool:
        """No connection came about, or no answer. True if the host is to be left for this run."""
        slot = self.of(host)
        slot.silences += 1
        return slot.silences >= self._pace.most_silences > 0

    def next_moment(self) -> float | None:
        """Seconds until the next host is free again; None if all are."""
        now = self._clock()
        while self._moments:
            moment, host = self._moments[0]
            if moment > now and self._slots[host].free == moment:
                return moment - now
            heapq.heappop(self._moments)
        return None


def retry_after(text: str, now: float) -> float | None:
    """Seconds to wait, as a Retry-After says (RFC 9110 §10.2.3): a number, or an HTTP date, at
    ``now`` (seconds since 1970). None for what is neither."""
    value = text.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    # Its zone is GMT, whatever it says of it (RFC 9110 §5.6.7).
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - now)
