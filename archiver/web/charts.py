"""Small pictures of numbers over time: bars that a template draws as SVG, beside a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from archiver.collection.finding import Count
from archiver.web import moments

Unit = Literal["day", "week", "month", "year"]
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 92, 3 * 366, 15 * 366  # days from the first to the last
MOST_BARS = 400
HEIGHT = 100  # of the drawing, in units of its own
STEP = 10  # from bar to bar
FEW = 24  # bars: fewer do not fill the drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of time."""

    label: str
    count: int
    since: date
    until: date  #: the last day
    x: int  #: left edge, in the drawing
    height: float  #: in the drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars from left to right, the oldest first, empty ones between."""

    unit: Unit
    bars: tuple[Bar, ...]
    most: int  #: what the highest bar stands for
    total: int

    @property
    def width(self) -> int:
        """Of the drawing."""
        return STEP * max(len(self.bars), FEW)

    @property
    def is_full(self) -> bool:
        """True if the last bar is at its right edge."""
        return len(self.bars) >= FEW

    @property
    def filled(self) -> tuple[Bar, ...]:
        """Bars that are not empty, the newest first, as a table has them."""
        return tuple(bar for bar in reversed(self.bars) if bar.count)


def over_time(counts: Iterable[Count], most_bars: int = MOST_BARS) -> Chart | None:
    """A chart of counts by day (ISO 8601). None if no day is one."""
    days = sorted((found, x.count) for x in counts if (found := _day(x.value)) is not None)
    if not days:
        return None
    unit = _unit(days[-1][0] - days[0][0])
    sums: Counter[date] = Counter()
    for day, count in days:
        sums[_begin(day, unit)] += count
    starts = list(_starts(min(sums), max(sums), unit))[-most_bars:]
    most = max(sums[start] for start in starts)
    return Chart(
        unit=unit,
        bars=tuple(_bar(n, start, unit, sums[start], most) for n, start in enumerate(starts)),
        most=most,
        total=sum(sums.values()),
    )


def of_runs(runs: Sequence[tuple[str, int]]) -> Chart | None:
    """A bar for each run: (when it began, ISO 8601; count). The oldest first."""
    if not runs:
        return None
    most = max(count for _, count in runs)
    bars = []
    for number, (started, count) in enumerate(runs):
        day = _day(started) or date.min
        label = moments.of_iso(started).text
        bars.append(_drawn(number, label, day, day, count, most))
    return Chart(unit="day", bars=tuple(bars), most=most, total=sum(x for _, x in runs))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _unit(span: timedelta) -> Unit:
    if span.days <= MOST_DAYS:
        return "day"
    if span.days <= MOST_WEEKS:
        return "week"
    return "month" if span.days <= MOST_MONTHS else "year"


def _begin(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    if unit == "day":
        return day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _starts(first: date, last: date, unit: Unit) -> Iterator[date]:
    while first <= last:
        yield first
        try:
            first = _next(first, unit)
        except (OverflowError, ValueError):  # behind the year 9999
            return


def _next(start: date, unit: Unit) -> date:
    match unit:
        case "day":
            return start + timedelta(days=1)
        case "week":
            return start + timedelta(days=7)
        case "month":
            return (start + timedelta(days=31)).replace(day=1)
    return start.replace(year=start.year + 1)


def _bar(number: int, start: date, unit: Unit, count: int, most: int) -> Bar:
    try:
        until = _next(start, unit) - timedelta(days=1)
    except (OverflowError, ValueError):
        until = date.max
    return _drawn(number, _label(start, unit), start, until, count, most)


def _drawn(number: int, label: str, since: date, until: date, count: int, most: int) -> Bar:
    # What is there is seen, however little it is beside the most.
    height = max(HEIGHT * count / most, 1.5) if count else 0
    return Bar(
        label=label, count=count, since=since, until=until, x=number * STEP, height=round(height, 1)
    )


def _label(start: date, unit: Unit) -> str:
    match unit:
        case "day":
            return moments.day(start)
        case "week":
            return f"week of {moments.day(start)}"
        case "month":
            return moments.month(start)
    return str(start.year)
