"""Decides: which series of a publication say after a run that something has changed.

The budget is of false alarms a year and publication, over all of its sources and fields; each chart
gets a part of it. Baselines end two to three weeks before the run, so that a slow decline does not
become what is usual while it is looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archiver.alarms.baseline import Clock, Point
from archiver.alarms.charts import Chart, Charts, Key, keys_of
from archiver.alarms.evidence import CountChart
from archiver.alarms.failing import Failure, failure_of
from archiver.alarms.model import Alarm, Kept
from archiver.alarms.series import SHARES, Observation, Series, failed
from archiver.yields import WHOLE

#: False alarms a year and publication that each kind of chart may raise. Sources and shares raise
#: fewer than they may. The yield needs most: days that no calendar knows look like a change of it.
#: What all of them raise stands in docs/alarms.md.
BUDGET = {"yield": 0.8, "source": 0.15, "share": 0.15}
ALIKE = 0.5  # of what the publication has left: a source with more is no worse than the rest
TOO_LONG = 7.0  # days until a halved yield is seen; longer is too few to tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A series that has changed, before anybody asks why."""

    key: Key
    began: float  #: of the first run that shows it; seconds since 1970
    observed: float = 0.0
    expected: float = 0.0
    failure: Failure | None = None  #: of a source that does not come


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What can be told of a publication's yield."""

    daily: float | None = None  #: articles a day that are expected; None: too early to tell
    expected: float | None = None  #: of the last run
    observed: int | None = None  #: by the last run
    days: float | None = None  #: until a halved yield is told

    @classmethod
    def of(cls, chart: CountChart | None, last: Point | None, clock: Clock) -> "Outlook":
        """By a publication's chart, and its last count."""
        if chart is None or last is None:
            return cls(observed=last.count if last else None)
        return cls(
            daily=chart.baseline.daily,
            expected=chart.baseline.expected(clock, last.start, last.end),
            observed=last.count,
            days=chart.days_to_see_a_half,
        )

    @property
    def is_too_few(self) -> bool:
        """True where a halved yield could not be told within a week."""
        return self.days is not None and self.days > TOO_LONG


@dataclass(slots=True)
class Watch:
    """Looks at one publication after each run."""

    clock: Clock
    charts: Charts = field(init=False)
    series: Series = field(init=False)

    def __post_init__(self) -> None:
        self.charts = Charts(self.clock)
        self.series = Series()

    def look(
        self, history: Sequence[Observation], kept: Sequence[Kept] = ()
    ) -> tuple[list[Finding], list[int]]:
        """What has changed by the last run of ``history``, and the ids of alarms that are over.

        ``kept`` are all alarms that there were. What is found may be of an alarm that is open.
        """
        charts = self._all(history, kept)
        found = [
            Finding(key=key, began=each.began, observed=each.observed, expected=each.expected)
            for key, chart in charts.items()
            if (each := chart.found) is not None
            and each.began is not None
            and not chart.is_as_before
            and not _is_of_all(key, each.began, charts)
        ]
        found += _failures(history)
        over = [x.id for x in kept if x.state == "open" and is_over(x.alarm, charts, history[-1])]
        return found, over

    def outlook(self, history: Sequence[Observation], kept: Sequence[Kept] = ()) -> Outlook:
        """How the last run's yield compares with what was to be expected."""
        self.series.take(history)
        points = self.series.counts.get(WHOLE, [])
        chart = self.charts.count(points, WHOLE, kept, BUDGET["yield"])
        return Outlook.of(chart, points[-1] if points else None, self.clock)

    def _all(self, history: Sequence[Observation], kept: Sequence[Kept]) -> dict[Key, Chart]:
        self.series.take(history)
        found: dict[Key, Chart | None] = {}
        sources = [source for source in history[-1].rows if source != WHOLE]
        each = BUDGET["source"] / max(len(sources), 1)
        for source in (WHOLE, *sources):
            budget = each if source else BUDGET["yield"]
            points = self.series.counts[source]
            found["count", source] = self.charts.count(points, source, kept, budget)
        shares = []
        for name in SHARES:
            chart = self.charts.share(self.series.shares[name], name, kept)
            found["share", name] = chart
            shares += [chart] if chart is not None else []
        # What lacks more often by chance gets more of them, so that all are about as quick.
        lacking = sum(chart.lacking for chart in shares)
        for chart in shares:
            chart.allow(BUDGET["share"] * chart.lacking / lacking)
        return {key: chart for key, chart in found.items() if chart is not None}


def _is_of_all(key: Key, began: float, charts: dict[Key, Chart]) -> bool:
    """True for a source that is no worse off than the publication: that is what is told then."""
    own, whole = charts[key], charts.get(("count", WHOLE))
    if key[0] != "count" or key[1] == WHOLE or not isinstance(whole, CountChart):
        return False
    return isinstance(own, CountChart) and own.share_since(began) >= ALIKE * whole.share_since(
        began
    )


def _failures(history: Sequence[Observation]) -> list[Finding]:
    found = []
    for source in history[-1].rows:
        failure = failure_of(history, source) if source != WHOLE else None
        if failure is not None and failure.is_enough:
            began = failure.began.timestamp()
            found.append(Finding(key=("failure", source), began=began, failure=failure))
    return found


def is_over(alarm: Alarm, charts: dict[Key, Chart], last: Observation) -> bool:
    """True if what an alarm told of has gone by itself."""
    keys = keys_of(alarm)
    if keys:
        return all(key in charts and charts[key].is_as_before for key in keys)
    if alarm.kind == "source":
        row = last.rows.get(alarm.subject)
        return row is None or (row.answered is True and failed(row) is None)
    return alarm.kind in ("unreachable", "refused") and last.answered
