"""Keeps a schedule: one run after the other, until it is told to end.

Time is read from the clock before each decision and never added up, so that a machine that slept
or whose clock was put right starts what is due then, once. Nothing is kept from run to run but what
is here; the rest is in the catalogue.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.errors import ArchiverError, CollectionError
from archiver.schedule.child import Ended
from archiver.schedule.due import RETRY, Scheduled, Timetable
from archiver.schedule.files import Watched
from archiver.written import duration_text

TICK = timedelta(seconds=30)  # at least so often the clock and the files are looked at
BUSY = timedelta(minutes=1)  # until the collection is tried again that another run writes into
SLOWEST = timedelta(hours=1)  # between two tries where each fails
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Run = Callable[[Sequence[str], timedelta], Awaitable[Ended]]


@dataclass(slots=True, kw_only=True)
class Counts:
    """What was done since the start."""

    runs: int = 0
    failed: int = 0  #: of them: ended without a report


class Keeper:
    """Runs what is due in the collection in ``folder``.

    ``run`` crawls publications; ``tell`` is given a line of each thing that happens; ``now`` is the
    clock, and ``tick`` how often it is looked at. Raises ArchiverError if the settings are wrong.
    """

    def __init__(
        self,
        folder: Path,
        *,
        run: Run,
        tell: Callable[[str], None],
        now: Callable[[], datetime],
        tick: timedelta = TICK,
    ) -> None:
        self._folder, self._run, self._tell, self._now = folder, run, tell, now
        self._tick = tick
        self._files = Watched(folder)
        self._scheduled = Scheduled.read(folder)
        self._timetable = Timetable(rows=(), now=now())
        self._is_made = False  # after what the catalogue says now
        self._not_before: datetime | None = None  # after a failure
        self._failures = 0  # in a row
        self._begun: dict[str, datetime] = {}  # by slug: when a run of ours last began
        self._ending = asyncio.Event()
        self.counts = Counts()

    def end(self) -> None:
        """Begin no more runs; :meth:`keep` returns when the present one has ended."""
        self._ending.set()

    async def keep(self) -> None:
        """Until :meth:`end`."""
        self._files.changed()
        self._make()
        self._tell_broken()
        self._announce()
        while not self._ending.is_set():
            self._read_if_changed()
            now = self._now()
            if now < self._timetable.now:
                self._tell("the clock was put back: the schedule is made anew")
                self._make()
            elif not self._is_made and self._may_run(now):
                self._make()
                self._announce()
            due = self._due(now)
            if due:
                await self._look_at(due)
            else:
                await self._rest()

    def _due(self, now: datetime) -> tuple[str, ...]:
        """What is due, but for what a run was begun for a moment ago, however that ended."""

        if not (self._is_made and self._may_run(now)):
            return ()
        due = Timetable(rows=self._timetable.rows, now=now).due
        return tuple(
            x for x in due if not timedelta() <= now - self._begun.get(x, _LONG_AGO) < BUSY
        )

    def _may_run(self, now: datetime) -> bool:
        """False for a while after a failure; a clock that was put back does not make it longer."""
        if self._not_before is None:
            return True
        return now >= self._not_before or self._not_before - now > SLOWEST

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._ending.wait(), self._tick.total_seconds())
        except TimeoutError:
            return

    async def _look_at(self, slugs: tuple[str, ...]) -> None:
        self._tell(f"begins: {_listed(slugs)}")
        began = self._now()
        self._begun.update(dict.fromkeys(slugs, began))
        try:
            ended = await self._run(slugs, self._scheduled.settings.schedule.stop_after)
        except OSError as error:  # no process can be made: memory, number of files
            ended = Ended(code=-1, report=None, said=str(error))
        self._count(ended)
        if not self._ending.is_set() or ended.report is not None:
            self._tell(_told(ended, self._now() - began))
        self._make()
        if not self._ending.is_set():
            self._announce()

    def _count(self, ended: Ended) -> None:
        now = self._now()
        if ended.in_use:
            self._not_before = now + BUSY
            return
        self.counts.runs += 1
        self._not_before = None
        if not ended.failed:
            self._failures = 0
            return
        self.counts.failed += 1
        self._failures += 1
        self._not_before = now + min(RETRY * 2 ** min(self._failures - 1, 16), SLOWEST)

    def _read_if_changed(self) -> None:
        if not self._files.changed():
            return
        self._tell("the settings were changed, and are read again")
        try:
            self._scheduled = Scheduled.read(self._folder)
        except ArchiverError as error:
            self._tell(f"{error}; the schedule stays as it was")
            return
        self._tell_broken()
        self._make()
        self._announce()

    def _tell_broken(self) -> None:
        for broken in self._scheduled.broken:
            self._tell(str(broken))

    def _make(self) -> None:
        """The schedule, after what the catalogue says now."""
        now = self._now()
        try:
            self._timetable = self._scheduled.timetable(self._folder, now)
            self._is_made = True
        except CollectionError as error:
            self._is_made = False
            self._tell(f"{error}; tried again in {duration_text(RETRY)}")
            self._not_before = now + RETRY

    def _announce(self) -> None:
        """What comes next."""
        if not self._is_made:
            return  # why was told
        row = self._timetable.next
        if row is None or row.next is None:
            self._tell("nothing is scheduled; `archiver schedule` says more")
            return
        at = max(filter(None, (row.next, self._not_before)))
        if at > self._now():
            self._tell(f"next: {row.publication} at {at:%Y-%m-%dT%H:%M:%SZ}")


def _listed(slugs: tuple[str, ...], most: int = 5) -> str:
    more = f" and {len(slugs) - most} more" if len(slugs) > most else ""
    return ", ".join(slugs[:most]) + more


def _told(ended: Ended, took: timedelta) -> str:
    """How a run went, on one line."""
    if ended.in_use:
        return f"another run writes into the collection; tried again in {duration_text(BUSY)}"
    report = ended.report
    if report is None:
        how = f"signal {-ended.code}" if ended.code < 0 else f"exit code {ended.code}"
        return f"failed ({how}) after {duration_text(took)}: {ended.said or 'nothing was said'}"
    new = sum(tally.new for tally in report.channels.values())
    return (
        f"{report.outcome} in {duration_text(took)}: {new} new, {report.fetched} fetched, "
        f"{report.failed} failed, {report.requests} requests, {report.left} left"
    )
