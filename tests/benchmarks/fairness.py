"""Does a slow host keep others waiting, and is a shared host asked by all at one host's pace?

    python -m tests.benchmarks.fairness [--pages 6] [--delay 4] [--publications 50]

Crawls of a server on 127.0.0.1 that is every host, each in a process of its own:

alone       199 publications, so many pages each, with so many seconds between two requests
beside      the same, beside a host with ``Crawl-delay: 30`` and one that accepts and never answers
shared      publications whose pages have three pictures each at one host
busy        a host that answers 429 with ``Retry-After: 5`` twice

The throughput of the 199 is their pages through the seconds from their first request to their last,
as the server saw them; a host that is done has no more to say, so the slowest decides. They must
not be bound by the processor: ``--delay`` is to leave it idle half of the time (8 on two cores).
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.benchmarks.other_end import running

FAST = 199
HANGING = 30  # seconds until an answer that does not come is given up
LONGEST = 240  # seconds of a crawl: the slow hosts have no end, those that are compared have
SLOW, HANGS, IMAGES, BUSY = "slow", "hangs", "images.example", "busy"

Times = dict[str, list[tuple[str, float]]]  # host -> path and second of each request


def host(name: str) -> str:
    """Of a publication."""
    return f"{name}.example"


def crawl(folder: Path, names: list[str], address: str, settings: Mapping[str, object]) -> None:
    """In a process of its own."""
    from archiver.crawl import crawl as crawl_publications

    publications = folder / "publications"
    publications.mkdir(parents=True)
    for name in names:
        (publications / f"{name}.toml").write_text(
            f'name = "{name}"\ndomains = ["{host(name)}"]\nhome = "http://{host(name)}/"\n'
            "sources = [{sitemap = \"/sitemap.xml\"}]\narticles = '/story/'\n"
        )
    common = {
        "PROGRESS": "none",
        "LOG_LEVEL": "ERROR",
        "CONTACT": "benchmark@localhost.example",
        "CONNECT_TO": {":80": address},
        "AUTOTHROTTLE_ENABLED": False,
        "HOST_FILES": [],
        "REQUISITES": "none",
        "COMMIT_INTERVAL": 1.0,
    }
    outcome = crawl_publications(names, folder, settings={**common, **settings})
    print(json.dumps({"fetched": outcome.report.fetched, "problems": outcome.report.problems}))


@contextmanager
def serving(behaviour: dict[str, Any], log: Path) -> Iterator[str]:
    """The server, in a process of its own."""
    told = log.with_suffix(".behaviour")
    told.write_text(json.dumps(behaviour))
    words = [sys.executable, "-m", "tests.benchmarks.many_hosts", str(log), f"@{told}"]
    with running(words) as port:
        yield f"127.0.0.1:{port}"


def seen(
    behaviour: dict[str, Any], names: list[str], settings: Mapping[str, object]
) -> tuple[Times, dict[str, Any]]:
    """Crawl these publications; what the server saw, and what the crawl said."""
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "log"
        with serving(behaviour, log) as address:
            told = json.dumps([f"{name}/c", names, address, settings])
            line = [sys.executable, "-m", "tests.benchmarks.fairness", "--crawl", told]
            done = subprocess.run(line, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(done.stderr)
        times: Times = defaultdict(list)
        for text in log.read_text().splitlines():
            at, path, second = json.loads(text)
            times[at].append((path, second))
        return times, json.loads(done.stdout.splitlines()[-1])


def with_stories(names: list[str], pages: int) -> dict[str, Any]:
    """Publications with so many stories each."""
    return {
        host(name): {"sitemap": [f"http://{host(name)}/story/{n}" for n in range(pages)]}
        for name in names
    }


def throughput(times: Times, names: list[str]) -> float:
    """Pages a second of all of these together."""
    found = [s for name in names for path, s in times[host(name)] if "/story/" in path]
    return len(found) / (max(found) - min(found))


def gaps(times: list[tuple[str, float]]) -> list[float]:
    """Seconds between requests."""
    seconds = [second for _, second in times]
    return [later - earlier for earlier, later in pairwise(seconds)]


def beside(pages: int, delay: float) -> None:
    """199 fast hosts, alone and beside two slow ones."""
    names = [f"paper-{number:03}" for number in range(FAST)]
    behaviour = with_stories([*names, SLOW, HANGS], pages)
    behaviour[host(SLOW)]["robots"] = "User-agent: *\nCrawl-delay: 30"
    hanging: dict[str, dict[str, Any]] = {"sitemap": {"hang": True}, "story": {"hang": "/story/"}}
    settings = {
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_TIMEOUT": HANGING,
        "RETRY_TIMES": 0,
        "CLOSESPIDER_TIMEOUT": LONGEST,
    }
    times, _ = seen(behaviour, names, settings)
    alone = throughput(times, names)
    print(f"alone: {alone:.1f} pages a second")
    for what, how in hanging.items():
        behaviour[host(HANGS)] = {**behaviour[host(HANGS)], **how}
        times, _ = seen(behaviour, [*names, SLOW, HANGS], settings)
        found = throughput(times, names)
        slow = min(gaps(times[host(SLOW)]))
        print(
            f"beside one that hangs ({what}): {found:.1f} pages a second, {found / alone:.1%};"
            f" shortest pause at the host with Crawl-delay 30: {slow:.2f} s"
        )
        behaviour[host(HANGS)].pop("hang")


def shared(publications: int, delay: float) -> None:
    """Publications with their pictures at one host."""
    names = [f"paper-{number:03}" for number in range(publications)]
    behaviour = with_stories(names, 1)
    for name in names:
        pictures = [f"http://{IMAGES}/{name}-{n}.png" for n in range(3)]
        behaviour[host(name)]["images"] = pictures
    times, _ = seen(behaviour, names, {"DOWNLOAD_DELAY": delay, "REQUISITES": "page"})
    found = gaps(times[IMAGES])
    print(
        f"shared by {publications}: {len(times[IMAGES])} requests to the image host, pauses of"
        f" {min(found):.3f} s at least, {statistics.median(found):.3f} s in the middle"
    )


def busy(delay: float) -> None:
    """A host that says when to come back."""
    behaviour = with_stories([BUSY], 5)
    behaviour[host(BUSY)]["busy"] = [429, 5, 2]
    times, said = seen(behaviour, [BUSY], {"DOWNLOAD_DELAY": delay})
    found = [round(gap, 2) for gap in gaps(times[host(BUSY)])]
    print(f"busy: {said['fetched']} pages; pauses: {', '.join(map(str, found))} s")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--delay", type=float, default=4.0)
    parser.add_argument("--publications", type=int, default=50)
    parser.add_argument("--crawl", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.crawl:
        folder, names, address, settings = json.loads(options.crawl)
        crawl(Path(folder), names, address, settings)
        return
    fast = min(options.delay, 0.2)  # shorter than what the hosts ask for
    busy(fast)
    shared(options.publications, fast)
    beside(options.pages, options.delay)


if __name__ == "__main__":
    main()
