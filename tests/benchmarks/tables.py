"""What it costs to make tables of articles, and to write and read each format.

    python -m tests.benchmarks.tables FOLDER [--sample 300]

FOLDER holds corpora as for the other benchmarks, or is a Parquet file that was written of them;
then reading pages is not measured beside it. CPU seconds of this process with its threads; of each
figure the best of three.
"""

import argparse
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import archiver
from archiver import Article
from archiver.data import batches, open_writer
from tests.benchmarks.copies import read

NAMES = ("a.parquet", "folder", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.sqlite")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=300, help="pages")
    asked = parser.parse_args()
    source = (
        archiver.load(asked.folder).articles() if asked.folder.is_file() else read(asked.folder)
    )
    start = time.process_time()
    articles = list(islice(source, asked.sample))
    spent = time.process_time() - start
    length = sum(len(x.text) for x in articles) / len(articles)
    print(f"{len(articles)} articles of {length:.0f} characters")
    if not asked.folder.is_file():
        tell("reading pages", spent, articles)
    tell("batch", best(lambda: sum(x.num_rows for x in batches(articles))), articles)
    with TemporaryDirectory() as folder:
        for name in NAMES:
            measure(Path(folder) / name, articles)


def measure(path: Path, articles: list[Article]) -> None:
    def write() -> None:
        if path.is_dir():
            shutil.rmtree(path)
        with open_writer(path) as writer:
            writer.write(articles)

    spent = best(write)
    size = sum(x.stat().st_size for x in files(path)) / len(articles)
    tell(f"write {path.name}", spent, articles, f"{size / 1000:.1f} kB each")
    if path.suffix in (".parquet", ".jsonl"):
        read = best(lambda: len(list(archiver.load(path).articles())))
        tell(f"read {path.name}", read, articles)


def files(path: Path) -> Iterator[Path]:
    return path.rglob("*.parquet") if path.is_dir() else iter([path])


def best(call: Callable[[], object]) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        call()
        spent.append(time.process_time() - start)
    return min(spent)


def tell(what: str, spent: float, articles: list[Article], more: str = "") -> None:
    each = spent / len(articles)
    print(
        f"{what:20} {1 / each:8.0f} articles per CPU second, {each * 1000:6.3f} ms  {more}",
        flush=True,
    )


if __name__ == "__main__":
    main()
