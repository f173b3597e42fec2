"""A disk that is full when files of one kind are synced, which a crawl learns in another thread."""

import errno
import os
import threading
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler


class FailingDisk:
    """An extension: the sync of the file whose name ends as FAILS says fails, in a thread only."""

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
