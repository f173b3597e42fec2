"""Cuts the power at chosen points of a scenario."""

import bisect
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from tests.benchmarks.power_loss.checks import Watch, backup, problems
from tests.benchmarks.power_loss.disk import MANNERS, Cut, Disk, Manner
from tests.benchmarks.power_loss.scenario import Event, Put
from tests.benchmarks.power_loss.trace import Operation
from warcs.files import OPEN

TORN = 16  # cuts by chance right behind a sync that is left out


@dataclass(frozen=True, kw_only=True)
class Point:
    """When the power is cut, and what it leaves."""

    event: int  #: the last one before the cut
    manner: Manner
    seed: int
    loser: int = 0  #: see :class:`Cut`


@dataclass(frozen=True, kw_only=True)
class Found:
    """A cut after which something was wrong."""

    point: Point
    problems: tuple[str, ...]


@dataclass(kw_only=True)
class Player:
    """Plays the events of a scenario on a disk, as often as is asked for."""

    events: list[Event]
    ends: tuple[int, ...]  #: the last event of each step
    work: str  #: the folder in which they happened
    scratch: Path  #: where states are put
    collection: str = "c"
    begin: int = 0  #: the first event behind which the power may be cut
    upgraded: int | None = None  #: the version of the catalogue, where an older one is opened
    cuts: int = field(default=0, init=False)

    def play(
        self, points: Iterable[Point], without: frozenset[str] = frozenset()
    ) -> Iterator[Found]:
        """Cut the power at each of these points; yields those at which something was wrong.

        ``without``: the syncs of these sites are not made.
        """
        disk = Disk(self.work, without)
        watch = Watch(catalogue=self._catalogue)
        waiting = sorted(points, key=lambda point: -point.event)
        for number, event in enumerate(self.events):
            _see(disk, watch, event)
            while waiting and waiting[-1].event == number:
                point = waiting.pop()
                wrong = self._cut(disk, watch, point)
                if wrong:
                    yield Found(point=point, problems=wrong)
            if not waiting:
                return

    @property
    def _catalogue(self) -> str:
        return f"{self.work}/{self.collection}/catalogue.sqlite"

    def _cut(self, disk: Disk, watch: Watch, point: Point) -> tuple[str, ...]:
        self.cuts += 1
        chance = random.Random(point.seed)
        cut = Cut(manner=point.manner, chance=chance, loser=point.loser)
        told = watch.acknowledged()
        state = self.scratch / "state"
        shutil.rmtree(state, ignore_errors=True)
        state.mkdir(parents=True)
        cut.leave(disk, state)
        folder = state / self.collection
        if not folder.exists() and not told.rows and not told.files:
            return ()
        lost = () if self.upgraded is None else tuple(backup(folder, self.upgraded))
        return (*lost, *problems(folder, told, keep_open=chance.random() < 0.5))

    def spread(self, count: int, seed: int) -> list[Point]:
        """So many cuts over all events, each manner as often."""
        chance = random.Random(seed)
        step = (len(self.events) - self.begin) / count
        return [
            Point(
                event=min(len(self.events) - 1, self.begin + int((n + chance.random()) * step)),
                manner=MANNERS[n % len(MANNERS)],
                seed=chance.randrange(1 << 30),
            )
            for n in range(count)
        ]

    def torn(self, count: int, seed: int) -> list[Point]:
        """So many cuts that tear what was written to a file before it is synced: each kind of file
        as often. Every other one is at the first WARC file, of which the catalogue has no row."""
        chance = random.Random(seed)
        windows = self._unsynced()
        kinds = sorted(windows)
        if not kinds:
            return []
        first = windows.get(OPEN, windows[kinds[0]])[0]
        found = (chance.choice(windows[kinds[n % len(kinds)]]) for n in range(count // 2))
        places = (*found, *[first] * (count - count // 2))
        return [
            Point(event=chance.choice(place), manner="torn", seed=chance.randrange(1 << 30))
            for place in places
        ]

    def _unsynced(self) -> dict[str, list[range]]:
        """From a first write that is not synced to the sync of its file, by the file's suffix."""
        begun: dict[int, int] = {}
        windows: dict[str, list[range]] = {}
        for n, event in enumerate(self.events[self.begin :], self.begin):
            if not isinstance(event, Operation):
                continue
            if event.kind == "write":
                begun.setdefault(event.file, n)
            elif event.kind == "sync" and event.file in begun:
                window = range(begun.pop(event.file), n)
                windows.setdefault(PurePath(event.path).suffix, []).append(window)
        return windows

    def exposing(self, site: str, tries: int, seed: int) -> list[Point]:
        """So many cuts that should show it if the syncs of ``site`` are not made: behind the next
        commits, which may speak of what was to be synced; and then just that is lost."""
        chance = random.Random(seed)
        commits = [n for n, x in enumerate(self.events) if _is_sync(x, f"{self._catalogue}-wal")]
        found: list[Point] = []
        for n, event in enumerate(self.events):
            if isinstance(event, Operation) and event.kind == "sync" and event.site == site:
                behind = commits[bisect.bisect(commits, n) :][:3]
                found += [
                    Point(event=n + 1, manner="torn", seed=chance.randrange(1 << 30))
                    for _ in range(TORN)
                ]
                after = (n + 1, self.ends[bisect.bisect_left(self.ends, n)])
                found += [
                    Point(
                        event=place, manner=manner, seed=chance.randrange(1 << 30), loser=event.file
                    )
                    for place in (*behind, *after)
                    for manner in ("all but one", "one hollow")
                ]
        return chance.sample(found, min(tries, len(found)))


def sites(events: Iterable[Event]) -> list[str]:
    """Where in our code files are synced; SQLite's own are ``sqlite: …``."""
    return sorted({x.site for x in events if isinstance(x, Operation) and x.kind == "sync"})


def _is_sync(event: Event, path: str) -> bool:
    return isinstance(event, Operation) and event.kind == "sync" and event.path == path


def _see(disk: Disk, watch: Watch, event: Event) -> None:
    if isinstance(event, Put):
        disk.put(event.path, event.content, synced=event.synced)
        return
    if event.kind == "mark":
        watch.sealed(event.content.decode())
        return
    disk.see(event)
    if event.path == f"{watch.catalogue}-wal" and event.kind == "begin":
        watch.syncs(disk, event.file)
    if _is_sync(event, f"{watch.catalogue}-wal"):
        watch.committed(disk, event.file)
