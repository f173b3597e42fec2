"""What is remembered of a publication from one run to the next, so that a run costs what it brings.

Baselines are made anew once a week, from twelve weeks of runs. In between a run is one more step of
each chart, and where nothing is found by it nobody need look at the past. What is remembered are
the charts as they stood after the last run. It holds only as long as a look at everything would
say the same, bit for bit: not after a change of the publication's file, of the reader, of its
sources or alarms, not when a week begins, and never for a run that says that something is wrong.
"""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from archiver.alarms.baseline import Baseline, Clock, Point
from archiver.alarms.charts import Chart, Followed, Key, Past, begin_of
from archiver.alarms.evidence import CountChart, CountSums, Share, ShareChart
from archiver.alarms.model import Kept
from archiver.alarms.series import Observation, Series, failed
from archiver.alarms.watch import Outlook, Watch, is_over
from archiver.yields import WHOLE

#: Raised whenever a rule, a figure or a form in this package changes: what is remembered by other
#: ones is forgotten.
RULES = 3


class Line(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A series. Times are seconds since 1970."""

    first: float | None  #: the end of its first step
    last: float | None  #: of its last one
    begin: float | None  #: where its past ends
    point: Point | None  #: its last step, of a count
    count: CountSums | None  #: its chart without the baseline, of a count
    share: ShareChart | None  #: its chart, of a share


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Everything but the baselines, which change once a week."""

    rules: int
    time: float  #: of the last run, seconds since 1970
    file: str | None  #: digest of the publication's file
    reader: str | None
    sources: tuple[str, ...]
    alarms: str  #: digest of all that there were
    anchor: float  #: the oldest run that it stands on, seconds since 1970
    before: dict[str, float]
    lines: dict[str, Line]


Baselines = Mapping[str, Baseline]  # by the name of the line


def remembered(
    watch: Watch, history: Sequence[Observation], kept: Sequence[Kept]
) -> tuple[Memory, Baselines]:
    """What is to be remembered of a look at ``history``."""
    last = history[-1]
    followed = {_name(key): each for key, each in watch.charts.followed.items()}
    anchors = [each.anchor for each in followed.values()]
    memory = Memory(
        rules=RULES,
        time=last.time,
        file=last.file,
        reader=last.reader,
        sources=tuple(last.rows),
        alarms=_digest(kept),
        anchor=min((x for x in anchors if x is not None), default=last.time),
        before=watch.series.before,
        lines={name: _line(each) for name, each in followed.items()},
    )
    baselines = {
        name: each.chart.baseline
        for name, each in followed.items()
        if isinstance(each.chart, CountChart)
    }
    return memory, baselines


def gone_on(
    memory: Memory,
    baselines: Baselines,
    run: Observation,
    kept: Sequence[Kept],
    clock: Clock,
    since: float,
) -> Memory | None:
    """What is to be remembered after one more ``run`` by which nothing is found and nothing is
    over; None if everything is to be looked at, back to ``since`` (seconds since 1970)."""
    if memory.anchor < since or not _is_alike(memory, run, kept) or _has_failed(run):
        return None
    series = Series.after(memory.time, memory.before)
    series.add(run)
    charts: dict[Key, Chart] = {}
    lines = {}
    for name, line in memory.lines.items():
        key = _key(name)
        past = Past.of(kept, key)
        step = _step(series, key, past)
        last = step.end if step else line.last
        first = line.first if line.first is not None else last
        begin = begin_of(first, last, past) if first is not None and last is not None else None
        if begin != line.begin:
            return None
        chart = _chart(line, baselines.get(name), clock)
        if chart is not None:
            if step is not None and past.counts(step.end):
                chart.add(step)  # type: ignore[arg-type]  # each chart has its own steps
            if chart.found is not None:
                return None
            charts[key] = chart
        point = step if isinstance(step, Point) else line.point
        lines[name] = msgspec.structs.replace(line, first=first, last=last, point=point)
    if any(each.state == "open" and is_over(each.alarm, charts, run) for each in kept):
        return None
    return msgspec.structs.replace(memory, time=run.time, before=series.before, lines=lines)


def outlook(
    memory: Memory, baselines: Baselines, kept: Sequence[Kept], clock: Clock
) -> Outlook | None:
    """What can be told of the yield after the run that is remembered; None if that does not hold
    any more."""
    name = _name(("count", WHOLE))
    line = memory.lines.get(name)
    if line is None or memory.rules != RULES or memory.alarms != _digest(kept):
        return None
    chart = _chart(line, baselines.get(name), clock)
    return Outlook.of(chart if isinstance(chart, CountChart) else None, line.point, clock)


def _is_alike(memory: Memory, run: Observation, kept: Sequence[Kept]) -> bool:
    return (
        memory.rules == RULES
        and (memory.file, memory.reader) == (run.file, run.reader)
        and memory.sources == tuple(run.rows)
        and memory.alarms == _digest(kept)
    )


def _has_failed(run: Observation) -> bool:
    return any(failed(row) is not None for source, row in run.rows.items() if source != WHOLE)


def _step(series: Series, key: Key, past: Past) -> Point | Share | None:
    """What the run brought of a series, if it was asked."""
    kind, name = key
    steps = series.counts.get(name, []) if kind == "count" else series.shares.get(name, [])
    return steps[-1] if steps and steps[-1].end > past.since else None


def _line(each: Followed) -> Line:
    steps, chart = each.steps, each.chart
    last = steps[-1] if steps else None
    return Line(
        first=steps[0].end if steps else None,
        last=last.end if last else None,
        begin=each.begin,
        point=last if isinstance(last, Point) else None,
        count=chart.sums if isinstance(chart, CountChart) else None,
        share=chart if isinstance(chart, ShareChart) else None,
    )


def _chart(line: Line, baseline: Baseline | None, clock: Clock) -> Chart | None:
    if line.count is not None and baseline is not None:
        return CountChart(baseline, clock, line.count)
    return line.share


def _digest(kept: Sequence[Kept]) -> str:
    return hashlib.sha256(msgspec.json.encode(kept)).hexdigest()


def _name(key: Key) -> str:
    return " ".join(key)


def _key(name: str) -> Key:
    kind, _, rest = name.partition(" ")
    return kind, rest
