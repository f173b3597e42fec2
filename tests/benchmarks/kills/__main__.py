"""Crawls killed again and again: is anything lost, doubled, or asked for twice?

    python -m tests.benchmarks.kills --kills 100 --pages 2000 --seed 1

A newspaper is served on 127.0.0.1 and crawled by processes that are killed (SIGKILL): at random
moments, while they begin, and before a random one of the calls by which they write, sync, rename
and commit (with strace; on Linux). After each second kill the last write is cut short, as a kill
within it does. The last crawl lives. Exit code 1 if anything is wrong then.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archiver.collection import Session
from tests.benchmarks.kills.checks import against_itself, problems
from tests.benchmarks.kills.disk import Archive
from tests.benchmarks.kills.lives import Lives, ends
from tests.benchmarks.kills.newspaper import Newspaper
from tests.spiders.crawling import MOST
from tests.spiders.hostile_server import serving, settle


@dataclass(kw_only=True)
class Course:
    """So many kills, and what is found wrong on the way."""

    folder: Path
    kills: int
    pages: int
    seed: int
    look: int = 0
    """At each so many-th kill, a copy of what is left is taken up, sealed and checked; 0: never."""
    say: Callable[[str], object] = lambda line: None
    found: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Kill, and let the last one live."""
        newspaper = Newspaper(pages=self.pages)
        newspaper.settle(self.folder)
        with serving(newspaper.site) as address:
            lives = Lives(newspaper=newspaper, address=address, folder=self.folder, max_size=20_000)
            whole = self._killed(lives)
            begin = len(newspaper.site.log)
            code = lives.live(None, keep_open=False)
            self._compare("the last crawl", newspaper, begin, whole)
        if code:
            self.found.append(f"the last crawl ended with code {code}")
        self.found += problems(self.folder, self.pages)

    def _killed(self, lives: Lives) -> frozenset[str]:
        archive, chance = Archive(folder=self.folder), random.Random(self.seed)
        whole: frozenset[str] = frozenset()
        log = lives.newspaper.site.log
        for number, end in enumerate(
            ends(self.kills, self.seed, self.pages // (2 * self.kills)), 1
        ):
            begin = len(log)
            code = lives.live(end, keep_open=number % 4 != 3)
            settle(lives.newspaper.site, lives.address, MOST)
            torn = archive.tear(chance) if number % 2 == 0 else 0
            self._compare(f"life {number}", lives.newspaper, begin, whole)
            whole = archive.whole()
            self.counts[f"killed {end.call or 'by time'}" if code == -9 else f"code {code}"] += 1
            self.counts["torn"] += bool(torn)
            self.say(f"{number}: {end}: {code}; {torn} bytes torn; {len(whole)} captures whole")
            if self.look and number % self.look == 0:
                self.found += [f"after kill {number}: {x}" for x in self._looked_at()]
        return whole

    def _compare(self, life: str, newspaper: Newspaper, begin: int, whole: frozenset[str]) -> None:
        """Whether anything was asked for of which the archive had a whole capture."""
        log = newspaper.site.log
        asked = Counter(newspaper.asked(begin, len(log)))
        self.counts["asked"] += asked.total()
        for path in asked:
            target = path.removeprefix("/s") if path in newspaper.moved else path
            if asked[path] > 1 or {path, target} <= whole:
                self.found.append(f"{life}: {path} was asked for again")

    def _looked_at(self) -> list[str]:
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "copy"
            shutil.copytree(self.folder, copy)
            Session(copy).close()
            return list(against_itself(copy))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--look", type=int, default=10, help="check a copy at each kill of this number"
    )
    parser.add_argument("--keep", type=Path, help="leave the collection in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        course = Course(
            folder=arguments.keep or Path(scratch) / "collection",
            kills=arguments.kills,
            pages=arguments.pages,
            seed=arguments.seed,
            look=arguments.look,
            say=lambda line: print(line, flush=True),
        )
        course.run()
        files = len(list((course.folder / "archive").iterdir()))
    print(f"{dict(course.counts)}; {files} WARC files; {len(course.found)} things are wrong")
    for line in course.found[:50]:
        print(f"  {line[:500]}")
    return int(bool(course.found))


if __name__ == "__main__":
    sys.exit(main())
