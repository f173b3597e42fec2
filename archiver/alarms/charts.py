"""The charts of one publication: which runs each is made from, and which it is fed with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from archiver.alarms.baseline import DAY, YEAR, Clock, Point, fit
from archiver.alarms.evidence import BAD_MOMENTS, ODD_RUNS, CountChart, CountSums, Share, ShareChart
from archiver.alarms.model import Alarm, Kept
from archiver.alarms.series import OPEN, READ, Span
from archiver.yields import WHOLE

LEAST_PAST = 14 * DAY  # before anything can be told
MOST_PAST = 84 * DAY  # that a baseline is made from
RECENT = 14 * DAY  # at least so much is looked at
WEEK = 7 * DAY
MONDAY = 4 * DAY  # 1970 began on a Thursday

Key = tuple[str, str]  # "count" and a source, or "share" and a field
Chart = CountChart | ShareChart
Step = TypeVar("Step", Point, Share)


def keys_of(alarm: Alarm) -> tuple[Key, ...]:
    """The series that an alarm is of; none if it is not of series."""
    match alarm.kind:
        case "yield":
            return (("count", WHOLE),)
        case "source" if alarm.observed is not None:
            return (("count", alarm.subject),)
        case "field":
            return tuple(("share", name) for name in alarm.fields)
        case "wall":
            return (("share", OPEN),)
        case "refused" | "unreachable" if alarm.observed is not None:
            return (("share", READ),)
    return ()


@dataclass(slots=True)
class Followed:
    """A series, and its chart as far as there is one."""

    begin: float | None  #: what lies before is its past; None: there is too little of it
    past: "Past"
    chart: Chart | None
    until: float  #: the end of the last step that the chart has
    steps: Sequence[Point] | Sequence[Share] = ()  #: as they were when it was asked for last

    @property
    def anchor(self) -> float | None:
        """The end of a step that ``begin`` stands on: as long as that is known, it stays."""
        if not self.steps or self.begin is None or self.begin <= self.steps[0].end + LEAST_PAST:
            return self.steps[0].end if self.steps else None
        return max(x.end for x in self.steps if x.end <= self.begin - LEAST_PAST)


@dataclass(frozen=True, slots=True)
class Past:
    """What of a series' past is left out, or all that came before."""

    spans: tuple[Span, ...]
    since: float
    open: float | None  #: when the alarm that is open began

    @classmethod
    def of(cls, kept: Sequence[Kept], key: Key) -> "Past":
        """Of a series, by all alarms that there were."""
        spans, since, began = [], 0.0, None
        for each in kept:
            own = key in keys_of(each.alarm)
            if not own and (key[0] == "share" or each.alarm.kind in ("robots", "field", "wall")):
                continue
            start = each.alarm.began.timestamp()
            end = each.closed.timestamp() if each.closed else float("inf")
            if own and each.state == "acknowledged":
                since = max(since, start - 1)  # what is now is what is to be expected
                continue
            spans.append((start, end))
            if own and each.state == "open":
                began = start if began is None else min(began, start)
        return cls(tuple(spans), since, began)

    def has(self, time: float) -> bool:
        """True for a run that a baseline may be made from."""
        return time > self.since and not any(start <= time <= end for start, end in self.spans)

    def counts(self, time: float) -> bool:
        """True unless a run is of an alarm that is over: its evidence has been heard."""
        return all(end == float("inf") or not start <= time <= end for start, end in self.spans)


@dataclass(slots=True)
class Charts:
    """They are remembered between two runs, which changes nothing of what they say."""

    clock: Clock
    followed: dict[Key, Followed] = field(default_factory=dict)

    def count(
        self, points: Sequence[Point], source: str, kept: Sequence[Kept], alarms: float
    ) -> CountChart | None:
        """The chart of what a source brings; None while its past is too short."""

        def make(past: Sequence[Point]) -> CountChart | None:
            baseline = fit(past, self.clock)
            if baseline is None:
                return None
            return CountChart(baseline, self.clock, CountSums.of(alarms, hurry=source == WHOLE))

        chart = self._follow(("count", source), points, kept, make)
        return chart if isinstance(chart, CountChart) else None

    def share(self, runs: Sequence[Share], name: str, kept: Sequence[Kept]) -> ShareChart | None:
        """The chart of a field; None while its past is too short."""

        def make(past: Sequence[Share]) -> ShareChart | None:
            span = max(past[-1].end - past[0].end, DAY) if past else DAY
            yearly = sum(run.among > 0 for run in past) * YEAR / span
            odd = BAD_MOMENTS if name == READ else ODD_RUNS
            return ShareChart.of(past, yearly, odd=odd)

        chart = self._follow(("share", name), runs, kept, make)
        return chart if isinstance(chart, ShareChart) else None

    def _follow(
        self,
        key: Key,
        steps: Sequence[Step],
        kept: Sequence[Kept],
        make: Callable[[Sequence[Step]], Chart | None],
    ) -> Chart | None:
        past = Past.of(kept, key)
        if past.since:
            steps = [step for step in steps if step.end > past.since]
        begin = begin_of(steps[0].end, steps[-1].end, past) if steps else None
        known = self.followed.get(key)
        if known is None or (known.begin, known.past) != (begin, past):
            known = self.followed[key] = Followed(begin, past, None, begin or 0.0)
            if begin is not None:
                used = [x for x in steps if begin - MOST_PAST < x.end <= begin and past.has(x.end)]
                known.chart = make(used)
        known.steps = steps
        for step in _after(steps, known.until) if begin is not None else ():
            if known.chart is not None and past.counts(step.end):
                known.chart.add(step)  # type: ignore[arg-type]  # each chart has its own steps
            known.until = step.end
        return known.chart


def _after(steps: Sequence[Step], time: float) -> list[Step]:
    found = []
    for step in reversed(steps):
        if step.end <= time:
            break
        found.append(step)
    return found[::-1]


def begin_of(first: float, last: float, past: Past) -> float | None:
    """Where the past ends and what is looked at begins; None while there is too little past.

    ``first`` and ``last`` are the ends of a series' steps. It moves by weeks, so that what was
    evidence yesterday is today.
    """
    monday = (last - RECENT - MONDAY) // WEEK * WEEK + MONDAY
    begin = max(first + LEAST_PAST, monday)
    if past.open is not None:
        begin = min(begin, past.open - 1)
    return begin if first + LEAST_PAST / 2 < begin < last else None
