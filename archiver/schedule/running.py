"""The process that keeps a schedule in the foreground, and the signals that end it."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.schedule.child import Child, crawl_command
from archiver.schedule.keeper import TICK, Counts, Keeper


def keep(
    folder: Path,
    tell: Callable[[str], None],
    more: Sequence[str] = (),
    *,
    tick: timedelta = TICK,
) -> Counts:
    """Look at what is due, until SIGTERM, SIGINT or SIGHUP: the run ends then, with its report.

    A second signal ends it at once. ``more`` are options of `archiver crawl`; ``tell`` is given a
    line of each thing that happens. Raises ArchiverError if the settings are wrong at the start,
    and KeyboardInterrupt after a second signal.
    """
    try:
        return asyncio.run(_keep(folder, tell, more, tick))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _keep(
    folder: Path, tell: Callable[[str], None], more: Sequence[str], tick: timedelta
) -> Counts:
    child = Child(crawl_command(folder, more), tell)
    keeper = Keeper(
        folder, run=child.run, tell=_timed(tell), now=lambda: datetime.now(UTC), tick=tick
    )
    task = asyncio.ensure_future(keeper.keep())
    heard: list[int] = []

    def hear(number: int) -> None:
        heard.append(number)
        if len(heard) > 1:
            child.kill()
            task.cancel()
            return
        tell(f"{signal.Signals(number).name}: the run ends with its report; once more: at once")
        keeper.end()
        child.stop()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup ignores SIGHUP
            loop.add_signal_handler(number, hear, number)
    await task
    return keeper.counts


def _timed(tell: Callable[[str], None]) -> Callable[[str], None]:
    return lambda text: tell(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {text}")
