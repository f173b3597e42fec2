"""A bound on the time that a page takes, where Python can interrupt it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.2  # seconds until it is said once more


class TooLong(BaseException):
    """The time is over. Not an Exception, so that nothing that is interrupted swallows it."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raise TooLong where the body takes longer, as soon as Python is asked for something.

    Needs the main thread, and SIGALRM for itself: elsewhere, and where the program uses that signal
    itself, nothing is bounded. A call of C code is not interrupted.
    """
    if seconds is None or not _is_free():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        # Again and again: an exception in a destructor or callback is lost.
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def _is_free() -> bool:
    if threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGALRM) in (signal.SIG_DFL, signal.SIG_IGN, _ring) and (
        signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )


def _ring(number: int, frame: FrameType | None) -> None:
    raise TooLong
