"""A process that has imported what a crawl needs, and forks one for each line that it reads.

    python -m tests.benchmarks.kills.nursery

A line is JSON: targets, folder, settings. It prints the number of the new process, and its exit
code (negative: the signal that killed it) when it has ended. A crawl in a process of its own costs
a second less so.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import archiver.crawl
from archiver.errors import ArchiverError

NEEDED = ("spiders.extension", "spiders.publication", "spiders.scheduler", "spiders.pipeline",
          "spiders.robots", "spiders.conditional", "spiders.progress", "spiders.throttle",
          "scrapy.core.engine", "scrapy.core.downloader.handlers.http11",
          "archiver.reading.stages", "warcs.addon", "warcs.capturing.handler")  # fmt: skip


def live(said: dict[str, Any]) -> int:
    """Crawl, and tell how it ended."""
    try:
        archiver.crawl.crawl(said["targets"], Path(said["folder"]), settings=said["settings"])
    except ArchiverError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def main() -> None:
    """The command."""
    for name in NEEDED:
        importlib.import_module(name)
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os.close(0)
            os.dup2(2, 1)
            try:
                os._exit(live(json.loads(line)))
            finally:
                os._exit(70)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
