"""What finding articles costs: 200 queries over many articles of natural length.

    python -m tests.benchmarks.search FOLDER --count 100000

makes the collection in FOLDER, unless one of so many articles is there, and asks it. Its articles
are made of words that nobody wrote, distributed as in a language (Zipf), of lengths distributed as
in newspapers (log-normal, about 500 words); one in twenty is of a script without spaces. There are
no WARC files: what would be read from them is put into the catalogue as a crawl does it.

Every query is asked four times: by rank and by date, pages 1 and 50, each with facets and snippets.
What was found before is forgotten each time. Times are those of the call, in one process; the
pages of the disk are in memory, as on a server that has answered for a while.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archiver.collection import Collection
from archiver.collection.finding import Sort
from tests.benchmarks.search_corpus import Corpus, make

Times = tuple[float, float]  # CPU and wall, in milliseconds
VARIANTS: tuple[tuple[Sort, int], ...] = (("rank", 1), ("date", 1), ("rank", 50), ("date", 50))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, and what sort of query it is."""

    kind: str
    text: str


def queries(corpus: Corpus, seed: int) -> Iterator[Asked]:
    """200 of them."""
    dice = random.Random(seed)
    yield from _words(corpus.words, dice)
    yield from _phrases(corpus, dice, seed)
    yield from _with_operators(corpus, dice)


def _words(words: list[str], dice: random.Random) -> Iterator[Asked]:
    for word in words[:10]:
        yield Asked(kind="the ten commonest words", text=word)
    for number in range(20):
        pair = dice.sample(words[:10], 2 + number % 3)
        yield Asked(kind="several of the ten commonest", text=" ".join(pair))
    for kind, low, high, count in (
        ("a common word", 10, 300, 20),
        ("a middling word", 300, 5000, 20),
        ("a rare word", 5000, len(words), 10),
    ):
        for word in dice.sample(words[low:high], count):
            yield Asked(kind=kind, text=word)
    for number in range(20):
        word = dice.choice([x for x in words[:3000] if len(x) > 4])
        yield Asked(kind="a beginning", text=f"{word[: 3 + number % 3]}*")


def _phrases(corpus: Corpus, dice: random.Random, seed: int) -> Iterator[Asked]:
    words = corpus.words
    text = corpus.text(random.Random(seed + 1), 20_000).replace("\n", " ").split()
    for number in range(20):
        place = dice.randrange(len(text) - 4)
        length = 2 + number % 2
        yield Asked(kind="a phrase", text=f'"{" ".join(text[place : place + length])}"')
    for number in range(10):
        yield Asked(kind="a phrase of common words", text=f'"{words[number]} {words[9 - number]}"')
    for number in range(20):
        cut = corpus.unspaced(random.Random(seed + number), 60)[number : number + 1 + number % 4]
        yield Asked(kind="an unspaced script", text=f"{cut} {words[3]}" if number > 15 else cut)


def _with_operators(corpus: Corpus, dice: random.Random) -> Iterator[Asked]:
    kind = "operators"
    for number in range(20):
        word = corpus.words[dice.randrange(2000)]
        author, channel = dice.choice(corpus.authors), dice.choice(corpus.channels)
        year = 2016 + number % 10
        yield Asked(
            kind=kind,
            text=(
                f'author:"{author}" after:{year}',
                f'channel:"{channel}" {word} -{corpus.words[number + 10]}',
                f"on:{year} {word} OR title:{corpus.words[number]}",
                f"lang:en before:{year}-06 site:daily.example",
            )[number % 4],
        )
    for word in dice.sample(corpus.words[:50], 10):
        yield Asked(kind="two words, one of which is enough", text=f"{word} OR {corpus.words[77]}")
    for text in ("", "after:2020", "publication:daily", "lang:zh", "-lang:en"):
        for _ in range(4):
            yield Asked(kind="nothing but filters", text=text)


def ask(collection: Collection, asked: Asked, sort: Sort, page: int) -> Times:
    """The cost of one call."""
    collection.forget()
    wall, cpu = time.perf_counter(), time.process_time()
    collection.search(asked.text, sort=sort, page=page)
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def quantile(values: list[float], share: float) -> float:
    """The least value that so many are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(found: dict[str, list[Times]]) -> None:
    """A line per kind of query."""
    print(
        f"\n{'milliseconds':36} {'calls':>6} {'CPU p50':>8} {'p95':>7} {'max':>7} {'wall p95':>9}"
    )
    everything = [times for each in found.values() for times in each]
    for kind, times in {**found, "all": everything}.items():
        cpu, wall = [x for x, _ in times], [x for _, x in times]
        print(
            f"{kind:36} {len(times):6} {quantile(cpu, 0.5):8.1f} {quantile(cpu, 0.95):7.1f}"
            f" {max(cpu):7.1f} {quantile(wall, 0.95):9.1f}"
        )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What does finding articles cost?")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make-only", action="store_true")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.seed)
    make(arguments.folder, corpus, arguments.count)
    if arguments.make_only:
        return
    with closing(Collection(arguments.folder)) as collection:
        cpu = time.process_time()
        total = collection.search("").total
        print(f"{total} articles; first call {(time.process_time() - cpu) * 1000:.0f} ms of CPU")
        found: dict[str, list[Times]] = defaultdict(list)
        for number, asked in enumerate(queries(corpus, arguments.seed)):
            found[asked.kind] += [ask(collection, asked, *variant) for variant in VARIANTS]
            if number % 20 == 19:
                print(f"{number + 1} queries", file=sys.stderr, flush=True)
    table(found)


if __name__ == "__main__":
    main()
