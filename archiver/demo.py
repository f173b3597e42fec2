"""The bundled sample publication, served on this machine and crawled into a collection."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archiver.crawl import Outcome, crawl
from archiver.sample import HOST, SLUG, serve

# The sample is ours and on this machine, so there is nobody to be polite to. Any other crawl
# waits a second between two requests.
PACE: dict[str, Any] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
}


def run(folder: Path, say: Callable[[str], None]) -> Outcome:
    """Serve the sample on a free port of 127.0.0.1 and crawl it into ``folder``."""
    with serve() as server:
        address = f"127.0.0.1:{server.port}"
        pace = ", ".join(f"{name}={value}" for name, value in PACE.items())
        say(f"The Lantern Post, a fictional newspaper, is served on {address}.")
        say(f"Crawling http://{HOST}/ into {folder}/ at the demo's pace ({pace}).\n")
        return crawl(
            [SLUG],
            folder,
            settings={
                **PACE,
                "CONNECT_TO": {f"{HOST}:80": address},
                "LOG_LEVEL": "ERROR",
                "CONTACT": "demo@lanternpost.example",
            },
        )


def serve_until_interrupted(say: Callable[[str], None]) -> None:
    """Serve the sample until Ctrl-C."""
    with serve() as server:
        say(f"http://127.0.0.1:{server.port}/ (Ctrl-C ends it)")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            say("ended")
