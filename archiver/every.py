"""How often a publication is looked at, as a user writes it: ``1h``, ``auto``, ``cron …``, never.

Cron expressions are those of Debian's cron, read by cronsim: five fields, names of months and
days, ``L``, ``#``. In the hour that summer time skips, a job at a fixed time runs at once; in the
one that it repeats, once.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from archiver.written import Duration

AUTO = "auto"
NEVER = "never"
CRON = "cron "
FIELDS = 5
SHORTEST = timedelta(minutes=1)


class Every(str):
    """One of ``auto``, ``never``, a duration (``1h``) and ``cron`` with an expression."""

    __slots__ = ()

    @classmethod
    def read(cls, text: object) -> Self:
        """From text. Raises ValueError, whose text says what to write."""
        if not isinstance(text, str):
            raise ValueError(
                f'{text!r} is not how often; write one like "1h", "auto", "cron 0 6 * * *"'
            )
        every = cls(" ".join(text.split()))
        if every in (AUTO, NEVER):
            return every
        if every.startswith(CRON):
            _check_cron(every.cron or "")
            return every
        try:
            interval = Duration.read(every)
        except ValueError:
            raise ValueError(
                f'{text!r} is not how often; write one like "1h", "auto", "never", "cron 0 6 * * *"'
            ) from None
        if interval < SHORTEST:
            raise ValueError(f"{text!r} is less than a minute")
        return every

    @property
    def interval(self) -> timedelta | None:
        """The time between two runs, where that is what was written."""
        if self in (AUTO, NEVER) or self.cron is not None:
            return None
        return Duration.read(self)

    @property
    def cron(self) -> str | None:
        """The expression, where that is what was written."""
        return self.removeprefix(CRON) if self.startswith(CRON) else None

    def moments(self, after: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """The moments (UTC) of a cron expression after ``after``, as clocks in ``zone`` show it.

        None of any other. It ends where there are no more within fifty years.
        """
        if self.cron is None:
            return
        for moment in CronSim(self.cron, after.astimezone(zone)):
            # In an hour that comes twice it gives what came in the first one, too.
            if moment.astimezone(UTC) > after:
                yield moment.astimezone(UTC)


def _check_cron(expression: str) -> None:
    if len(expression.split()) != FIELDS:  # with six of them, cronsim takes the first for seconds
        raise ValueError(
            f"{expression!r} is no cron expression: Wrong number of fields; there are {FIELDS}:"
            " minute, hour, day of the month, month, day of the week"
        )
    try:
        next(CronSim(expression, datetime(2024, 1, 1, tzinfo=UTC)))
    except (CronSimError, ValueError) as error:
        raise ValueError(f"{expression!r} is no cron expression: {error}") from error
    except StopIteration:
        raise ValueError(f"{expression!r} never comes: there is no such day") from None
