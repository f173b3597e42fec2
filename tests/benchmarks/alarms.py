"""How soon alarms tell, and how often they tell of nothing: simulated publications, real decisions.

    python -m tests.benchmarks.alarms --seeds 20 --years 100

Publications of 3, 10, 40 and 200 articles a day, with weekdays, times of day, public holidays,
quiet days that no calendar knows, a burst of news, and requests that fail by chance. Counts are
Poisson, or negative binomial with ``--dispersion`` times its variance. What is simulated are the
figures of the runs' reports; :mod:`archiver.alarms` decides as it does after a crawl.
"""

import argparse
import copy
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import numpy

from archiver.alarms.baseline import Clock
from archiver.alarms.deciding import decide
from archiver.alarms.holidays import calendar_of
from archiver.alarms.model import Alarm, Kept
from archiver.alarms.series import Observation
from archiver.alarms.watch import Watch
from archiver.yields import LONG, WHOLE, Yield

MEANS = (3, 10, 40, 200)
START = datetime(2026, 1, 5, 6, tzinfo=UTC)
WEEKDAYS = (1.12, 1.16, 1.12, 1.12, 1.08, 0.66, 0.74)
#: Germany's of 2026 and 2027; on these days and on four that nobody knows of a third is published.
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 2026-12-25"
        " 2026-12-26 2027-01-01 2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17"
    ).split()
)
ON_HOLIDAYS = 0.35
HAVE = {
    "title": 1.0, "authors": 0.93, "published": 0.99, "channel": 0.97, "body": 0.995,
    "language": 1.0, LONG: 0.9,
}  # fmt: skip
FEED, SITEMAP, CHANNEL = "https://p.example/feed", "https://p.example/map", "https://p.example/news"
SOURCES = {FEED: ("feed", 1.0), SITEMAP: ("sitemap", 0.97), CHANNEL: ("channel", 0.6)}
FAILS = 0.004  # of the requests for a source, by chance; a third of these twice in a row
EVENTS = (
    "dead feed", "robots change", "vanished field", "vanished byline", "paywall", "halved yield",
    "stopped feed",
)  # fmt: skip
GONE = {"vanished field": "published", "vanished byline": "authors"}
KINDS = {
    "dead feed": ("source",), "robots change": ("robots",), "vanished field": ("field",),
    "vanished byline": ("field",),
    "paywall": ("wall", "field"), "halved yield": ("yield",), "stopped feed": ("source", "yield"),
}  # fmt: skip
MOST_DAYS, DAY = 14, timedelta(days=1)


@dataclass
class Paper:
    """A publication whose runs are simulated one after the other."""

    mean: float
    every: timedelta
    random: numpy.random.Generator
    dispersion: float = 1.0
    event: str | None = None
    begins: datetime | None = None
    now: datetime = START
    last: datetime | None = None
    quiet: set[date] = field(default_factory=set)
    burst: date = date(2026, 9, 8)
    failing: dict[str, int] = field(default_factory=dict)
    busy: dict[date, float] = field(default_factory=dict)
    factors: dict[date, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        days = self.random.integers(0, 365, 4)
        self.quiet = {START.date() + timedelta(days=int(day)) for day in days}
        self.burst = START.date() + timedelta(days=int(self.random.integers(60, 330)))

    def run(self) -> Observation:
        """The next run."""
        since, self.last = self.last, self.now
        goes_on = self.begins is not None and self.now >= self.begins
        event = self.event if goes_on else None
        count = self._count(since) if since else int(30 * self.mean)
        if event == "halved yield":
            count = self._of(count, 0.5)
        sources = {url: self._source(url, count, event) for url in SOURCES}
        whole = self._whole(count, event, sources)
        seen = Observation(
            started=self.now, since=since, file="f", reader="1", rows={WHOLE: whole, **sources}
        )
        self.now += self.every
        return seen

    def robots(self) -> list[Alarm]:
        """What a comparison of robots.txt brings: simulated as found when it changes."""
        if self.event != "robots change" or self.begins is None or self.last is None:
            return []
        if not self.begins <= self.last < self.begins + self.every:
            return []
        return [
            Alarm(publication="p", kind="robots", began=self.last, what="changed", cause="rules")
        ]

    def _count(self, since: datetime) -> int:
        mean, at = 0.0, since
        while at < self.now:
            until = min(at + timedelta(hours=1), self.now)
            mean += self._rate(at) * (until - at).total_seconds() / 3600
            at = until
        return int(self.random.poisson(mean))

    def _of(self, count: int, share: float) -> int:
        return int(self.random.binomial(count, share))

    def _rate(self, at: datetime) -> float:
        """Articles an hour."""
        day = at.date()
        if day not in self.factors:
            self.factors[day] = WEEKDAYS[at.weekday()] * self._mood(day)
        of_day = 1 + 0.8 * math.sin((at.hour - 8) / 24 * 2 * math.pi)
        return self.mean / 24 * of_day * self.factors[day]

    def _mood(self, day: date) -> float:
        if day in HOLIDAYS or day in self.quiet:
            return ON_HOLIDAYS
        mood = 1.0
        if self.dispersion > 1:  # negative binomial by the day: Poisson with a gamma mean
            shape = self.mean / (self.dispersion - 1)
            mood = self.random.gamma(shape, 1 / shape)
        after = (day - self.burst).days
        return mood * (2.5 - 0.5 * after if 0 <= after < 3 else 1.0)

    def _source(self, url: str, count: int, event: str | None) -> Yield:
        kind, share = SOURCES[url]
        row = Yield(publication="p", source=url, kind=kind, answered=True, status=200, found=30)
        if event == "dead feed" and url == FEED:
            row.answered, row.status, row.problem, row.found = False, 404, "HTTP 404", 0
            return row
        if self._fails(url):
            row.answered, row.status, row.problem, row.found = False, 503, "HTTP 503", 0
            return row
        row.fresh = self._of(count, share)
        if event == "stopped feed" and url == FEED:
            row.fresh = 0
        return row

    def _fails(self, url: str) -> bool:
        if self.failing.get(url, 0):
            self.failing[url] -= 1
            return True
        if self.random.random() < FAILS:
            self.failing[url] = int(self.random.random() < 1 / 3)
            return True
        return False

    def _whole(self, count: int, event: str | None, sources: dict[str, Yield]) -> Yield:
        row = Yield(publication="p", found=30, fresh=count, fetched=count)
        lost = self._of(count, 0.01)
        if lost:
            row.failures["HTTP 404"] = lost
        row.articles = row.new = count - lost
        if event == "paywall":
            walls = self._of(row.articles, 0.9)
            row.articles, row.kinds["wall"] = row.articles - walls, walls
        for name, share in HAVE.items():
            gone = event is not None and GONE.get(event) == name
            having = 0.0 if gone else share
            row.complete[name] = self._of(row.articles, having)
        return row


@dataclass
class Desk:
    """Decides after each run, and keeps the alarms as the catalogue would."""

    watch: Watch
    history: list[Observation] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def take(self, seen: Observation, found: Sequence[Alarm] = ()) -> list[Alarm]:
        """The alarms that are told after this run."""
        self.history.append(seen)
        if len(self.history) > 110 and seen.started - self.history[0].started > timedelta(days=120):
            del self.history[: len(self.history) // 8]
        decision = decide(self.watch, self.history, self.kept, found)
        self.kept = [
            replace(x, state="recovered", closed=seen.started) if x.id in decision.over else x
            for x in self.kept
        ]
        for id, alarm in decision.clearer:
            self.kept = [replace(x, alarm=alarm) if x.id == id else x for x in self.kept]
        for alarm in decision.new:
            kept = Kept(
                id=len(self.kept), state="open", opened=seen.started, closed=None, alarm=alarm
            )
            self.kept.append(kept)
        return list(decision.new)

    def again(self) -> "Desk":
        """Another one that knows the same."""
        return Desk(Watch(self.watch.clock), list(self.history), list(self.kept))

    def close(self, id: int, now: datetime) -> None:
        """End an alarm."""
        self.kept = [
            replace(x, state="recovered", closed=now) if x.id == id and x.state == "open" else x
            for x in self.kept
        ]


def clock() -> Clock:
    """Of a German publication, whose runs are in UTC."""
    return Clock(UTC, calendar_of("DE"))


def paper(mean: float, hours: int, seed: int, dispersion: float, **more: object) -> Paper:
    """A publication by its seed."""
    return Paper(
        mean=mean,
        every=timedelta(hours=hours),
        random=numpy.random.default_rng([round(mean * 10), hours, seed, round(dispersion * 10)]),
        dispersion=dispersion,
        **more,  # type: ignore[arg-type]
    )


def false_alarms(mean: float, hours: int, seed: int, dispersion: float, days: int) -> list[Alarm]:
    """What is told in ``days`` in which nothing happens.

    The first three weeks bring no alarm in any case; they do not count.
    """
    one, desk = paper(mean, hours, seed, dispersion), Desk(Watch(clock()))
    told = []
    for _ in range((days + 21) * 24 // hours):
        told += desk.take(one.run())
    return told


def detected(
    mean: float, hours: int, seed: int, dispersion: float, events: Sequence[str] = EVENTS
) -> dict[str, int | None]:
    """After how many runs each event is told by an alarm of its kind; None: not within MOST_DAYS.

    It begins after eleven weeks, on any day of the week and at any hour at which runs are. All of
    them come to the same publication, which goes on in as many ways.
    """
    begins = START + timedelta(days=75 + seed % 7, hours=seed * 5 % 24 // hours * hours)
    one = paper(mean, hours, seed, dispersion)
    desk = Desk(Watch(clock()))
    while one.now < begins:
        desk.take(one.run())
    for kept in desk.kept:  # false ones, which would keep it from being told again
        desk.close(kept.id, one.now)
    return {event: _told(copy.deepcopy(one), desk.again(), event, begins) for event in events}


def _told(one: Paper, desk: "Desk", event: str, begins: datetime) -> int | None:
    one.event, one.begins = event, begins
    for number in range(1, MOST_DAYS * DAY // one.every + 1):
        seen = one.run()
        if any(alarm.kind in KINDS[event] for alarm in desk.take(seen, one.robots())):
            return number
    return None


def told_by(found: Sequence[int | None], runs: int) -> float:
    """The share that is told within so many runs."""
    return sum(number is not None and number <= runs for number in found) / len(found)


def print_false(
    mean: float, hours: int, seeds: Sequence[int], dispersion: float, days: int
) -> None:
    """False alarms a year with their standard error, and what they were."""
    each = [false_alarms(mean, hours, seed, dispersion, days) for seed in seeds]
    kinds = Counter(f"{alarm.kind} {alarm.subject}".strip() for told in each for alarm in told)
    number, years = sum(map(len, each)), len(seeds) * days / 365
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) or "none"
    rate = f"{number / years:4.2f} ({number**0.5 / years:.2f})"
    print(f"  {mean:4g} a day: {rate} false alarms a year ({listed})", flush=True)


def print_curves(
    mean: float, hours: int, seeds: Sequence[int], dispersion: float, events: Sequence[str]
) -> None:
    """The share of events that were told after so many days, or runs."""
    found = [detected(mean, hours, seed, dispersion, events) for seed in seeds]
    for event in events:
        each = [one[event] for one in found]
        row = " ".join(f"{told_by(each, runs):4.2f}" for runs in columns(hours))
        print(f"  {event:15} {mean:4g} a day: {row}", flush=True)


def columns(hours: int) -> list[int]:
    """After how many runs is told how many events were."""
    daily = [day * 24 // hours for day in (1, 2, 3, 4, 5, 7, 10, 14)]
    return daily if hours >= 24 else [1, 2, 6 // hours, 12 // hours, *daily]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Simulate alarms.")
    parser.add_argument("--seeds", type=int, default=20, help="of which each event comes to")
    parser.add_argument("--years", type=int, help="without any event; as many as seeds")
    parser.add_argument("--first", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--dispersion", type=float, nargs="*", default=[1.0, 1.5])
    parser.add_argument("--means", type=float, nargs="*", default=list(MEANS))
    parser.add_argument("--hours", type=int, nargs="*", default=[24, 1], help="between two runs")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--events", nargs="*", choices=EVENTS, default=EVENTS)
    parser.add_argument("--only", choices=["false", "curve"])
    chosen = parser.parse_args()
    first = chosen.first
    seeds = range(first, first + chosen.seeds)
    years = range(first, first + (chosen.seeds if chosen.years is None else chosen.years))
    for dispersion, hours in ((x, y) for x in chosen.dispersion for y in chosen.hours):
        print(
            f"\na run each {hours} h, variance {dispersion:g} x the mean of a day,"
            f" seeds from {first} on: {len(seeds)}, and {len(years)} years of {chosen.days} days"
        )
        for mean in chosen.means if chosen.only != "curve" else ():
            print_false(mean, hours, years, dispersion, chosen.days)
        if chosen.only != "false":
            print("  told after so many runs:", *columns(hours))
        for mean in chosen.means if chosen.only != "false" else ():
            print_curves(mean, hours, seeds, dispersion, chosen.events)


if __name__ == "__main__":
    main()
