"""One step: a run has ended; which alarms are new, which have become clearer, which are over."""

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.alarms.causes import clearer, explained
from archiver.alarms.model import Alarm, Kept
from archiver.alarms.series import Observation
from archiver.alarms.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a run says of a publication."""

    new: tuple[Alarm, ...] = ()
    clearer: tuple[tuple[int, Alarm], ...] = ()  #: id of an open alarm, and what it says now
    over: tuple[int, ...] = ()  #: ids of open alarms that have gone by themselves


def decide(
    watch: Watch,
    history: Sequence[Observation],
    kept: Sequence[Kept],
    seen: Sequence[Alarm] = (),
) -> Decision:
    """What the last run of ``history`` says. ``seen`` was found by other means in that run.

    An alarm that is open is not told again.
    """
    findings, over = watch.look(history, kept)
    # A robots.txt that changed once more is told once more.
    keys = {alarm.key for alarm in seen if alarm.kind == "robots"}
    over += [each.id for each in kept if each.state == "open" and each.alarm.key in keys]
    are_open = [each for each in kept if each.state == "open" and each.id not in over]
    told = [*(each.alarm for each in are_open), *seen]
    by_key = {each.alarm.key: each for each in are_open}
    new: dict[tuple[str, str, str], Alarm] = {}
    learnt = []
    for alarm in (*seen, *explained(findings, history, told)):
        known = by_key.get(alarm.key)
        if known is None:
            new.setdefault(alarm.key, alarm)
        elif (more := clearer(known.alarm, alarm)) != known.alarm:
            learnt.append((known.id, more))
    return Decision(new=tuple(new.values()), clearer=tuple(learnt), over=tuple(over))
