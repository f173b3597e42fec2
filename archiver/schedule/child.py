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
DRAIN = timedelta(seconds=10)  # from its end, for what it has written to be read
STDOUT = 1


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
        self,
        command: Sequence[str],
        tell: Callable[[str], None],
        grace: timedelta = GRACE,
        drain: timedelta = DRAIN,
    ) -> None:
        self._command = command
        self._tell = tell
        self._grace = grace
        self._drain = drain
        self._transport: asyncio.SubprocessTransport | None = None
        self._asked: signal.Signals | None = None  # of it, perhaps while it was being made

    async def run(self, slugs: Sequence[str], most: timedelta) -> Ended:
        """Run to the end; after ``most`` it is asked to end, and killed if it does not."""
        self._asked = None
        transport, output = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Output(self._tell),
            *self._command,
            *slugs,
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches it through us, once
        )
        self._transport = transport
        if self._asked is not None:
            self._signal(self._asked)
        watch = asyncio.create_task(self._watch(most))
        try:
            await output.exited.wait()
            # What it started and left running has its output open, too, and may never end.
            with suppress(TimeoutError):
                await asyncio.wait_for(output.closed.wait(), self._drain.total_seconds())
        finally:
            watch.cancel()
            self._transport = None
            transport.close()
        code = transport.get_returncode()
        return Ended(
            code=-1 if code is None else code, report=_report(bytes(output.out)), said=output.end()
        )

    def stop(self) -> None:
        """Ask it to end, as by Ctrl-C: with its report. It may be running or not."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once; what is in the archive is taken up by the next run."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        self._asked = number
        if self._transport is not None:
            with suppress(ProcessLookupError):
                self._transport.send_signal(number)

    async def _watch(self, most: timedelta) -> None:
        await asyncio.sleep(most.total_seconds())
        self._tell(f"the run takes longer than {int(most.total_seconds())} s: it is stopped")
        self.stop()
        await asyncio.sleep(self._grace.total_seconds())
        self._tell("the run does not end: it is killed")
        self.kill()


class _Output(asyncio.SubprocessProtocol):
    """What a process writes; each line of its standard error is told when it is there."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.out = bytearray()
        self.exited, self.closed = asyncio.Event(), asyncio.Event()
        self._tell = tell
        self._rest = b""  # of standard error: a line that has not ended
        self._last = ""

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Called by asyncio."""
        if fd == STDOUT:
            self.out += data
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._line(line)

    def process_exited(self) -> None:
        """Called by asyncio."""
        self.exited.set()

    def connection_lost(self, error: Exception | None) -> None:
        """Called by asyncio: it has ended, and nobody writes any more."""
        self.closed.set()

    def end(self) -> str:
        """The last line on standard error."""
        self._line(self._rest)
        self._rest = b""
        return self._last

    def _line(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace").rstrip()
        if text:
            self._last = text
            self._tell(text)


def _report(out: bytes) -> Report | None:
    """The last line that is one."""
    for line in reversed(out.splitlines()):
        with suppress(msgspec.MsgspecError):
            return Report.from_json(line)
    return None
