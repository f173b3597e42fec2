"""Nothing hangs, crashes or swells: mutations of real pages, each read within a bound.

    python -m tests.benchmarks.fuzz PAGES --inputs 100000 --jobs 1 [--seed 1] [--save FOLDER]
    python -m tests.benchmarks.fuzz --replay FOLDER

PAGES holds saved pages (``*.html`` or ``*.html.gz``, in folders or not). Input N of a seed is
always the same: what fails is saved in FOLDER with the reason, to be read again. An input fails if
it raises, if the article does not come back from its JSON unchanged, or if it takes more than the
bounds: 2 s of CPU time, 1 GB of memory for the whole process. A process that says nothing for a
minute is ended, and its input has failed.
"""

import argparse
import gzip
import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

import archiver
from archiver.article import Article
from tests.benchmarks.mutations import MOST_BYTES, mutated

MOST_SECONDS = 2.0
MOST_MEMORY = 1024  # MB
PATIENCE = 60.0  # seconds of silence
URL = "https://paper.example/2024/05/01/port-reopens-after-storm"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input was read."""

    number: int
    seconds: float
    memory: int  #: MB, the peak of the process since the input began
    mutations: tuple[str, ...]
    cut: str | None  #: what the article says of bounds
    problem: str | None


@dataclass(slots=True)
class Summary:
    """All outcomes."""

    inputs: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    cuts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    slowest: list[Outcome] = field(default_factory=list)
    largest: list[Outcome] = field(default_factory=list)
    failures: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.inputs += 1
        self.kinds.update(outcome.mutations)
        if outcome.cut:
            self.cuts[outcome.cut.split(":")[0]] += 1
        self.seconds.append(outcome.seconds)
        self.slowest = sorted([*self.slowest, outcome], key=lambda x: -x.seconds)[:5]
        self.largest = sorted([*self.largest, outcome], key=lambda x: -x.memory)[:3]
        if outcome.problem:
            self.failures.append(outcome)

    def lines(self) -> Iterator[str]:
        """What is printed at the end."""
        times = sorted(self.seconds) or [0.0]
        middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
        yield f"{self.inputs} inputs, {len(self.failures)} failures"
        yield f"CPU ms: median {middle * 1e3:.1f}, 99th percentile {late * 1e3:.1f}"
        for outcome in self.slowest:
            yield f"  slow: {outcome.seconds:.2f} s, input {outcome.number}, {outcome.mutations}"
        for outcome in self.largest:
            yield f"  large: {outcome.memory} MB, input {outcome.number}, {outcome.mutations}"
        yield "mutations: " + ", ".join(f"{name} {n}" for name, n in self.kinds.most_common())
        yield "cut: " + (", ".join(f"{name} {n}" for name, n in self.cuts.most_common()) or "none")
        for outcome in self.failures[:20]:
            yield f"  failed: input {outcome.number}: {outcome.problem}"


def bytes_of(path: Path) -> bytes:
    """A saved page."""
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body


def input_of(pages: list[Path], seed: int, number: int) -> tuple[bytes, list[str]]:
    """The input of this number: always the same for a seed and the same pages."""
    chance = random.Random(seed * 1_000_003 + number)
    page, other = (bytes_of(chance.choice(pages))[:MOST_BYTES] for _ in range(2))
    return mutated(page, other, chance)


def peak() -> int:
    """The most memory that this process has had since :func:`forget_peak`, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) >> 10
    return 0


def forget_peak() -> None:
    """Measure the peak from now on (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def tried(page: bytes, number: int, names: list[str]) -> Outcome:
    """Read a page, and say what was wrong with that."""
    forget_peak()
    began = time.process_time()
    cut, problem = None, None
    try:
        article = archiver.parse(page, URL)
        cut = article.evidence.get("cut")
        if Article.from_json(article.to_json()) != article:
            problem = "the article is another one after JSON"
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"[:300]
    seconds, memory = time.process_time() - began, peak()
    if seconds > MOST_SECONDS:
        problem = problem or f"took {seconds:.2f} s"
    if memory > MOST_MEMORY:
        problem = problem or f"needed {memory} MB"
    return Outcome(number, seconds, memory, tuple(names), cut, problem)


def work(pages: list[Path], seed: int, numbers: range, says: Connection) -> None:
    """Try some inputs, each announced by its number before it is read."""
    archiver.parse("<p>" + "Words that tell the language of the page. " * 20)  # loads the model
    for number in numbers:
        says.send(number)
        page, names = input_of(pages, seed, number)
        says.send(tried(page, number, names))
    says.close()


class Worker:
    """A process that tries every ``step``-th input."""

    def __init__(self, pages: list[Path], seed: int, numbers: range) -> None:
        self.ended = False
        self.rest = numbers  #: the inputs that are still to be announced
        self._number = numbers.start
        self._heard = time.monotonic()
        self.ear, mouth = multiprocessing.Pipe(duplex=False)
        self._process = multiprocessing.Process(target=work, args=(pages, seed, numbers, mouth))
        self._process.start()
        mouth.close()

    def news(self, speaks: bool) -> Outcome | None:
        """An outcome, if there is one; that of a process that has died or hangs is a failure."""
        if not speaks:
            silent = time.monotonic() - self._heard > PATIENCE
            return self._given_up(f"took more than {PATIENCE:.0f} s") if silent else None
        self._heard = time.monotonic()
        try:
            said: int | Outcome = self.ear.recv()
        except EOFError:
            self._process.join()
            self.ended = True
            return self._given_up("the process died") if self._process.exitcode else None
        if isinstance(said, Outcome):
            return said
        self._number, self.rest = said, range(said + self.rest.step, self.rest.stop, self.rest.step)
        return None

    def _given_up(self, problem: str) -> Outcome:
        self.ended = True
        self._process.kill()
        self._process.join()
        return Outcome(self._number, 0.0, 0, (), None, problem)


def run(pages: list[Path], seed: int, inputs: int, jobs: int) -> Iterator[Outcome]:
    """The outcome of every input, in the order in which they come."""
    multiprocessing.set_start_method("fork", force=True)
    workers = [Worker(pages, seed, range(n, inputs, jobs)) for n in range(jobs)]
    while workers:
        speaking = wait([worker.ear for worker in workers], timeout=5)
        for worker in list(workers):
            outcome = worker.news(worker.ear in speaking)
            if outcome:
                yield outcome
            if worker.ended:
                workers.remove(worker)
                workers += [Worker(pages, seed, worker.rest)] if worker.rest else []


def save(folder: Path, page: bytes, outcome: Outcome) -> None:
    """Keep an input that failed, for ``--replay``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{outcome.number}.html").write_bytes(page)
    about = {"problem": outcome.problem, "mutations": outcome.mutations}
    (folder / f"{outcome.number}.json").write_text(json.dumps(about, indent=1) + "\n")


def replayed(folder: Path) -> Iterator[Outcome]:
    """The outcomes of saved inputs, as they are read now."""
    for path in sorted(folder.glob("*.html")):
        yield tried(path.read_bytes(), int(path.stem), [])


def main() -> int:
    """Run, and print the summary. 1 if an input failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("pages", type=Path, nargs="?", help="folder of saved pages")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, default=Path(".cache/fuzz-failures"))
    parser.add_argument("--replay", type=Path, help="read these saved inputs again")
    options = parser.parse_args()
    summary = Summary()
    if options.replay:
        for outcome in replayed(options.replay):
            summary.add(outcome)
    else:
        pages = sorted(options.pages.glob("**/*.html*")) if options.pages else []
        if not pages:
            parser.error(f"no *.html or *.html.gz in {options.pages}")
        for outcome in run(pages, options.seed, options.inputs, options.jobs):
            summary.add(outcome)
            if outcome.problem:
                page, _ = input_of(pages, options.seed, outcome.number)
                save(options.save, page, outcome)
            if summary.inputs % 5_000 == 0:
                print(f"{summary.inputs}: {len(summary.failures)} failures", flush=True)
    print("\n".join(summary.lines()))
    return 1 if summary.failures else 0


if __name__ == "__main__":
    sys.exit(main())
