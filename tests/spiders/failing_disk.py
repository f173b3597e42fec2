"""Disks of which a crawl learns in which thread it syncs."""

import errno
import os
import threading
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler


class FailingDisk:
    """An extension: it is full when the file whose name ends as FAILS says is synced, in another
    thread than that of the event loop."""

    def __init__(self, suffix: str) -> None:
        fsync = os.fsync

        def failing(fd: int) -> None:
            name = str(Path(f"/proc/self/fd/{fd}").readlink())
            if name.endswith(suffix) and threading.current_thread() is not threading.main_thread():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            fsync(fd)

        os.fsync = failing  # type: ignore[assignment]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler.settings["FAILS"])


class Impatient:
    """An extension: nothing can be synced in the event loop's thread while the spider is open."""

    def __init__(self, crawler: Crawler) -> None:
        self._fsync = os.fsync
        crawler.signals.connect(self._open, signals.spider_opened)
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def _open(self) -> None:
        os.fsync = self._sync  # type: ignore[assignment]

    def _close(self) -> None:
        os.fsync = self._fsync

    def _sync(self, fd: int) -> None:
        if threading.current_thread() is threading.main_thread():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._fsync(fd)
