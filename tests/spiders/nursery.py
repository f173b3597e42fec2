"""Programs that begin as forks of a process which has imported what they would.

A crawl in a process of its own costs a second of CPU before it asks for anything, and tests start
hundreds. What is forked has one thread, no reactor and nothing of the tests; from there on it is a
process as `python -c` makes it, and ends as one.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, NoReturn

ROOT = Path(__file__).parents[2]
#: What a crawl imports only when it begins.
NEEDED = (
    "archiver.crawl", "archiver.demo", "archiver.reading.stages", "archiver.show", "chardet",
    "scrapy.core.engine", "scrapy.core.downloader.handlers.http11",
    "scrapy.extensions.feedexport", "warcs.addon", "warcs.capturing.handler",
)  # fmt: skip
#: And all modules of these.
PACKAGES = ("archiver.cli", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares", "spiders")
MOST_ORDER = 1 << 20  # bytes
PROGRAM = """
from tests.spiders.nursery import born, ended
try:
    exec(born({}))
except BaseException as error:
    ended(error)
else:
    ended(None)
"""


@dataclass(frozen=True, kw_only=True)
class Born:
    """A process that was forked."""

    pid: int
    _out: IO[bytes]
    _err: IO[bytes]
    _told: IO[bytes]

    def lives(self) -> bool:
        """True until it has ended."""
        return not select.select([self._told], [], [], 0)[0]

    def kill(self) -> None:
        """End it with SIGKILL, if it lives."""
        if self.lives():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def ended(self, most: float) -> tuple[int, str, str]:
        """Its exit code (negative: the signal that ended it), and what it wrote to standard output
        and error. Raises TimeoutError, and kills it, after ``most`` seconds."""
        with self._told, self._out, self._err:
            if not select.select([self._told], [], [], most)[0]:
                self.kill()
                raise TimeoutError(f"not ended after {most} seconds")
            code = int(self._told.readline())
            self._out.seek(0)
            self._err.seek(0)
            return code, self._out.read().decode(), self._err.read().decode()


@cache
def _nursery() -> socket.socket:
    """Where orders go; the process ends with this one."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_ORDER)
    with its:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(its.fileno())],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            pass_fds=[its.fileno()],
        )
    atexit.register(process.wait)
    atexit.register(ours.close)  # before it is waited for
    return ours


def start(program: str, words: Sequence[str], environment: Mapping[str, str], cwd: Path) -> Born:
    """Have ``program`` run as ``python -c PROGRAM WORDS`` would be."""
    order = {"program": program, "words": words, "environment": environment, "cwd": str(cwd)}
    out, err = (os.fdopen(os.memfd_create(name), "rb") for name in ("out", "err"))
    heard, tell = os.pipe()
    try:
        content = [json.dumps(order).encode()]
        socket.send_fds(_nursery(), content, [out.fileno(), err.fileno(), tell])
    finally:
        os.close(tell)
    told = os.fdopen(heard, "rb", buffering=0)
    return Born(pid=int(told.readline()), _out=out, _err=err, _told=told)


def born(channel: int) -> str:
    """Fork for each order that comes. Returns in forks only: the program that one is to be."""
    _grow_up()
    orders = socket.socket(fileno=channel)
    while True:
        content, descriptors, _, _ = socket.recv_fds(orders, MOST_ORDER, 3)
        if not content:
            _bury(0)
            sys.exit()
        if os.fork() == 0:
            orders.close()
            return _program(json.loads(content), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        _bury(os.WNOHANG)


def _grow_up() -> None:
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        for module in pkgutil.iter_modules(path, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in NEEDED:
        importlib.import_module(name)
    gc.freeze()  # collections would copy all that was imported into each fork
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("a reactor is installed, which no two processes can share")


def ended(error: BaseException | None) -> NoReturn:
    """End the process as Python does, but for freeing one by one what was imported: half a second
    of CPU, where all of it was copied so."""
    code = 0 if error is None else 1
    if isinstance(error, SystemExit):
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
        if isinstance(error.code, str):
            print(error.code, file=sys.stderr)
    elif error is not None:
        sys.excepthook(type(error), error, error.__traceback__)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _bury(options: int) -> None:
    """Those who told of their end."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def _program(order: dict[str, Any], out: int, err: int, tell: int) -> str:
    """Fork once more; the parent tells the number of the process, and how it ended."""
    if child := os.fork():
        os.close(out)
        os.close(err)
        os.write(tell, b"%d\n" % child)
        os.write(tell, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os._exit(0)
    os.close(tell)
    for descriptor, standard in ((out, 1), (err, 2)):
        os.dup2(descriptor, standard)
        os.close(descriptor)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    sys.argv = ["-c", *order["words"]]
    return str(order["program"])
