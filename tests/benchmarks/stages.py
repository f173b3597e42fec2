"""Which stage of the reader the time goes to.

Asked from outside, as often as the clock of the process ticks: which function is running? So
nothing is slowed down, and what a stage costs counts all that it calls. What several stages ask
for and is made once (metadata, JSON-LD) counts for the first that asks.
"""

import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from types import FrameType, TracebackType

from lxml import etree

TICK = 0.001  # seconds of CPU time; many kernels tick more slowly
#: Parts that stand in no line of their own in the order of the stages: function -> name.
INNER = {
    "decode": "decoding",
    "bounded": "bounds",
    "tree": "parse",
    "_by_tag": "elements by tag",
    "walk": "walk",
    "bare": "lxml, parse only",
}
ORDER = ("stages", "_read")  # the function that calls the stages


class Stages:
    """Counts the CPU seconds of each stage while it is entered."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._last = 0.0

    def __enter__(self) -> "Stages":
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, self._tick)
        signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: object, _trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def _tick(self, _signal: int, frame: FrameType | None) -> None:
        # While C runs, ticks are lost: what went by belongs to the function that called it.
        now = time.process_time()
        self.seconds[stage_of(frame)] += now - self._last
        self._last = now


def stage_of(frame: FrameType | None) -> str:
    """The stage that is running; "rest" outside of all."""
    below = "rest"
    while frame is not None:
        name, module = frame.f_code.co_name, PurePath(frame.f_code.co_filename).stem
        if name in INNER:
            return INNER[name]
        if (module, name) == ORDER:
            return below
        below = f"{module}.{name}"
        frame = frame.f_back
    return "rest"


def bare(html: bytes) -> None:
    """The parser alone."""
    etree.fromstring(html, etree.HTMLParser())


def table(seconds: Mapping[str, float], pages: int) -> Iterable[tuple[str, ...]]:
    """A line a stage, the dearest first: milliseconds a page, share of ours, bare parses."""
    parse = seconds[INNER["bare"]]
    ours = sum(seconds.values()) - parse
    yield "stage", "ms a page", "share", "beside the bare parse"
    for name, spent in sorted(seconds.items(), key=lambda x: -x[1]):
        share = "" if name == INNER["bare"] else f"{spent / ours:.1%}"
        yield name, f"{1000 * spent / pages:.2f}", share, f"{spent / parse:.2f}"
    yield "archiver", f"{1000 * ours / pages:.2f}", "100 %", f"{ours / parse:.2f}"
