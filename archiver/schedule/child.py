"""One run of the schedule: a crawl in a process of its own, which can be stopped.

A process and not a task, because a run must be able to end whatever happens in it: a parser that
hangs in C cannot be interrupted from inside, and what a run takes of memory goes with it.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec

from archiver.report import Report

IN_USE = 75  # exit code: another run writes into the collection
GRACE = timedelta(minutes=5)  # from being asked to end to being killed
MOST = 64 * 1024 * 1024  # bytes of one line: a report


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended."""

    code: int  #: exit code; negative: the number of the signal that ended it
    report: Report | None  #: None: it ended without one
    said: str = ""  #: the last line on standard error

    @property
    def in_use(self) -> bool:
        """True if it did not begin, because another run writes into the collection."""
        return self.code == IN_USE and self.report is None

    @property
    def failed(self) -> bool:
        """True if it ended without a report: nothing in the catalogue may tell of it."""
        return self.report is None and not self.in_use


def crawl_command(folder: Path, more: Sequence[str]) -> tuple[str, ...]:
    """The command that crawls into the collection in ``folder``, with more options of `crawl`."""
    program = (sys.executable, "-P", "-m", "archiver.cli", "crawl", "--json", "--keep-open")
    return (*program, "--collection", str(folder), *more, "--")


class Child:
    """Runs ``command`` and names of publications (slugs) as a child process.

    ``tell`` is given each line that it writes to standard error.
    """

    def __init__(
        self, command: Sequence[str], tell: Callable[[str], None], grace: timedelta = GRACE
    ) -> None:
        self._command = command
        self._tell = tell
        self._grace = grace
        self._process: asyncio.subprocess.Process | None = None
        self._last = ""

    async def run(self, slugs: Sequence[str], most: timedelta) -> Ended:
        """Run to the end; after ``most`` it is asked to end, and killed if it does not."""
        self._last = ""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            *slugs,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=MOST,
            start_new_session=True,  # Ctrl-C reaches it through us, once
        )
        self._process = process
        watch = asyncio.create_task(self._watch(most))
        try:
            out, _ = await asyncio.gather(_all_of(process.stdout), self._relay(process.stderr))
            code = await process.wait()
        finally:
            watch.cancel()
            self._process = None
        return Ended(code=code, report=_report(out), said=self._last)

    def stop(self) -> None:
        """Ask it to end, as by Ctrl-C: with its report. It may be running or not."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once; what is in the archive is taken up by the next run."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def _watch(self, most: timedelta) -> None:
        await asyncio.sleep(most.total_seconds())
        self._tell(f"the run takes longer than {int(most.total_seconds())} s: it is stopped")
        self.stop()
        await asyncio.sleep(self._grace.total_seconds())
        self._tell("the run does not end: it is killed")
        self.kill()

    async def _relay(self, stream: asyncio.StreamReader | None) -> None:
        while stream is not None and (line := await stream.readline()):
            text = line.decode("utf-8", "replace").rstrip()
            if text:
                self._last = text
                self._tell(text)


async def _all_of(stream: asyncio.StreamReader | None) -> bytes:
    return await stream.read() if stream is not None else b""


def _report(out: bytes) -> Report | None:
    """The last line that is one."""
    for line in reversed(out.splitlines()):
        with suppress(msgspec.MsgspecError):
            return Report.from_json(line)
    return None
