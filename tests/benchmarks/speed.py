"""What a page costs to read, beside other readers and beside the HTML parser alone.

    make bench-speed PAGES=FOLDER
    python -m tests.benchmarks.speed FOLDER [--rounds 3] [--sample 400] [--json OUT]
    python -m tests.benchmarks.speed FOLDER --loop 20000
    python -m tests.benchmarks.speed FOLDER --stages [--rounds 10] [--sample 400]

FOLDER holds corpora (see ``corpus.py``). In each round each page is given to all readers in turn,
the order turning too, each reader in a process of its own; what counts is CPU time around the call.
The ratios are those of a round's sums, speed to speed or time to time: the median over the rounds,
and in brackets the least and the most. 50th and 95th percentile and maximum are over the pages, of
each page the median over the rounds. resiliparse gives the body alone; the parsers build the tree
and nothing is asked of it.

--loop reads so many pages in this process, over and over, and prints its memory.

--stages reads the pages in this process, each after the parser alone, and prints what each stage of
the reader costs (see ``stages.py``).
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks import corpus, stages
from tests.benchmarks.corpus import Page
from tests.benchmarks.reading import markdown
from tests.benchmarks.workers import Worker, installed, workers

NAMES = ["ours", "trafilatura", "trafilatura fast", "resiliparse", "lxml parse", "lexbor parse"]
BESIDE = (("trafilatura", True), ("resiliparse", False), ("lxml parse", False))  # speed or time
EVERY = 2000  # pages between two lines of the loop

Round = dict[str, list[float]]  # CPU seconds of each page, in the order of the pages


def one_round(pages: Iterable[Page], asked: list[Worker]) -> Round:
    """Each page to all readers, each time another one first."""
    times: Round = {worker.name: [] for worker in asked}
    for n, page in enumerate(pages):
        html = page.html()
        first = n % len(asked)
        for worker in asked[first:] + asked[:first]:
            times[worker.name].append(worker.read(html, page.url, quiet=True).cpu)
    return times


def ratios(rounds: list[Round], name: str, base: str) -> list[float]:
    """How much longer ``name`` took than ``base`` did, of each round."""
    return [sum(times[name]) / sum(times[base]) for times in rounds]


def spread(values: list[float], digits: int = 2) -> str:
    """The median, and the least and the most."""
    middle = statistics.median(values)
    return f"{middle:.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def by_page(rounds: list[Round], name: str) -> list[float]:
    """Of each page the median over the rounds."""
    return [statistics.median(found) for found in zip(*(r[name] for r in rounds), strict=True)]


def percentile(values: list[float], share: float) -> float:
    """The value that such a share of the values does not pass."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def line(rounds: list[Round], name: str, bases: list[tuple[str, bool]]) -> list[str]:
    """A reader's line: pages per second, milliseconds of its pages, times the others' time."""
    pages = by_page(rounds, name)
    rates = [len(times[name]) / sum(times[name]) for times in rounds]
    marks = [percentile(pages, 0.5), percentile(pages, 0.95), max(pages)]
    return [
        name,
        spread(rates, 1),
        *(f"{1000 * mark:.1f}" for mark in marks),
        *(
            spread(ratios(rounds, base, name) if fast else ratios(rounds, name, base))
            for base, fast in bases
        ),
    ]


def report(pages: list[Page], rounds: list[Round]) -> str:
    """The table, and our slowest pages."""
    bases = [(name, fast) for name, fast in BESIDE if name in rounds[0]]
    head = [
        f"{len(pages)} pages, {len(rounds)} rounds",
        "pages/CPU s",
        "p50 ms",
        "p95 ms",
        "max ms",
    ]
    head += [f"{'speed' if fast else 'time'} / {name}" for name, fast in bases]
    table = markdown([head, *(line(rounds, name, bases) for name in rounds[0])])
    ranked = sorted(zip(by_page(rounds, "ours"), pages, strict=True), key=lambda x: -x[0])[:5]
    slow = [f"{1000 * cpu:8.1f} ms  {page.name}" for cpu, page in ranked]
    return "\n".join([table, "", "our slowest pages", *slow])


def resident() -> float:
    """Megabytes of memory that this process holds."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def loop(pages: list[Page], count: int) -> None:
    """Read on and on; the memory should stay what it was after the first pages."""
    import archiver

    started = time.process_time()
    for n, page in enumerate(islice(cycle(pages), count), 1):
        archiver.parse(page.html(), page.url)
        if n % EVERY == 0 or n == count:
            rate = n / (time.process_time() - started)
            print(f"{n:8} pages  {resident():8.1f} MB  {rate:8.1f} pages/CPU s", flush=True)


def by_stage(pages: list[Page], rounds: int) -> None:
    """What each stage costs, over all pages and rounds."""
    import archiver

    read = [(page.html(), page.url) for page in pages]
    with stages.Stages() as found:
        for html, url in read * rounds:
            stages.bare(html)
            archiver.parse(html, url)
    print(markdown([list(row) for row in stages.table(found.seconds, rounds * len(pages))]))


def main() -> None:
    """See the module."""
    parser = corpus.arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="beside ours")
    parser.add_argument("--loop", type=int, metavar="N", help="read N pages and print the memory")
    parser.add_argument("--stages", action="store_true", help="print what each stage costs")
    parser.add_argument("--json", type=Path, help="write the seconds of each page here too")
    options = parser.parse_args()
    pages = corpus.chosen(options)
    if options.loop:
        loop(pages, options.loop)
        return
    if options.stages:
        by_stage(pages, options.rounds)
        return
    rounds = []
    with workers(installed([x for x in NAMES if x == "ours" or x in options.only])) as asked:
        for n in range(1, options.rounds + 1):
            rounds.append(one_round(pages, asked))
            print(f"round {n} of {options.rounds}", file=sys.stderr)
    print(report(pages, rounds))
    if options.json:
        found = {"pages": [page.name for page in pages], "rounds": rounds}
        options.json.write_text(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
