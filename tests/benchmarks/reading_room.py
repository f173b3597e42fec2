"""How long the reading room takes for its pages, at the server.

    python -m tests.benchmarks.reading_room FOLDER --rounds 20

Asks for the pages of one collection in this process, one after the other, without a network: what a
browser would wait for before the first byte. Each kind is asked once before it is measured. Prints
for each kind, and for all together, the median, the 95th percentile and the most, in milliseconds
of wall clock and of CPU.
"""

import argparse
import itertools
import random
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from archiver.collection import Collection
from archiver.web.app import application
from archiver.web.guard import Door
from archiver.web.replaying import Replays
from archiver.web.room import Room
from archiver.web.shelves import shelves
from tests.archiver.web.client import HOST, Client

COMMON = 10  # words of the collection that are searched for: those with the most articles


def addresses(folder: Path, random: random.Random, count: int) -> dict[str, list[str]]:
    """Kind of page -> addresses below the collection's."""
    with Collection(folder) as collection:
        db = collection.db
        (last,) = db.execute("SELECT max(id) FROM articles").fetchone()
        picked = [random.randint(1, last) for _ in range(count)]
        marks = ", ".join("?" * len(picked))
        urls = [
            quote(url, safe="")
            for (url,) in db.execute(f"SELECT url FROM articles WHERE id IN ({marks})", picked)
        ]
        facets = collection.search("", limit=1).facets
        words = _common(collection, urls)
    assert facets is not None
    channels = [quote(each.value) for each in facets.channel[:5]]
    authors = [quote(each.value) for each in facets.author[:5]]
    years = [each.value for each in facets.year[:5]]
    return {
        "front": [""],
        "articles, all": ["search", "search?page=50"],
        "search, a common word": [f"search?q={word}" for word in words],
        "search, by date": [f"search?q={word}&sort=date" for word in words],
        "search, page 50": [f"search?q={word}&page=50" for word in words],
        "search, two words": [f"search?q={a}+{b}" for a, b in itertools.pairwise(words)],
        "search, a beginning": [f"search?q={word[:3]}*" for word in words],
        "channel": [f"search?channel={each}" for each in channels],
        "author": [f"search?author={each}" for each in authors],
        "year": [f"search?since={each}&until={each}" for each in years],
        "publications": ["publications"],
        "authors": ["authors"],
        "days": ["days", *(f"days?year={each}" for each in years)],
        "article": [f"article?url={url}" for url in urls],
        "versions": [f"versions?url={url}" for url in urls],
        "parser's view": [f"source?url={url}" for url in urls],
        "runs": ["runs"],
        "alarms": ["alarms"],
        "feed": [f"search.atom?q={word}" for word in words],
    }


def _common(collection: Collection, urls: Sequence[str]) -> list[str]:
    """The words that most articles have, by asking the full-text index."""
    db = collection.db
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'row')")
    rows = db.execute("SELECT term FROM temp.vocabulary ORDER BY doc DESC LIMIT ?", (COMMON,))
    return [quote(term) for (term,) in rows]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kinds = addresses(asked.folder, random.Random(asked.seed), asked.rounds)
    room = Room(shelves([asked.folder]), Replays())
    client = Client(application(room, Door(hosts=frozenset({HOST}))))
    (name,) = room.shelves
    every: list[tuple[float, float]] = []
    print(f"{'milliseconds':24}{'n':>5}{'median':>9}{'p95':>9}{'most':>9}{'CPU p95':>9}")
    for kind, found in kinds.items():
        if client.get(f"/{name}/{found[0]}").status != 200:
            print(f"{kind:24} cannot be shown of this collection")
            continue
        taken = [_taken(client, f"/{name}/{found[n % len(found)]}") for n in range(asked.rounds)]
        every += taken
        _line(kind, taken)
    _line("all", every)
    room.close()


def _taken(client: Client, address: str) -> tuple[float, float]:
    begun, cpu = time.perf_counter(), time.process_time()
    answer = client.get(address)
    assert answer.status == 200, (address, answer.status, answer.words)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - cpu)


def _line(kind: str, taken: Sequence[tuple[float, float]]) -> None:
    wall, cpu = [x for x, _ in taken], [x for _, x in taken]
    print(
        f"{kind:24}{len(wall):>5}{percentile(wall, 0.5):>9.1f}{percentile(wall, 0.95):>9.1f}"
        f"{max(wall):>9.1f}{percentile(cpu, 0.95):>9.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
