"""How many copies of stories are found, and how many that are none: on pages of a corpus.

    python -m tests.benchmarks.copies FOLDER [--sample 300] [--threshold 0.5]

FOLDER holds corpora as for the other benchmarks, or is a Parquet file that was written of them. Of
each article of at least 100 words, each edit of tests/archiver/data/edits.py makes a copy, in a
table of all articles. The copy must be in the cluster of its original. Then the corpus alone is
searched: all that is clustered is printed, to be looked at.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import archiver
from archiver import Article
from archiver.data.sketches import tokens
from tests.archiver.data.edits import EDITS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=300, help="articles that are edited")
    parser.add_argument("--threshold", type=float, default=0.5)
    asked = parser.parse_args()
    pages = list(
        archiver.load(asked.folder).articles() if asked.folder.is_file() else read(asked.folder)
    )
    stories = [x for x in pages if x.kind == "article" and len(tokens(x.text)[0]) >= 100]
    step = max(len(stories) // asked.sample, 1)
    chosen = stories[::step][: asked.sample]
    print(f"{len(pages)} pages, {len(stories)} stories, {len(chosen)} of them edited")
    for name, edit in EDITS.items():
        others = [*chosen[1:], chosen[0]]
        copies = [edit(x, other) for x, other in zip(chosen, others, strict=True)]
        print(f"{name:28} {found(stories, chosen, copies, asked.threshold)}", flush=True)
    unedited(pages, asked.threshold)


def read(folder: Path) -> Iterator[Article]:
    for source in sorted(folder.iterdir()):
        for line in (source / "truth.jsonl").read_text().splitlines():
            page = json.loads(line)
            path = source / "pages" / f"{page['id']}.html.gz"
            if path.exists():
                yield archiver.parse(gzip.decompress(path.read_bytes()), page.get("url"))


def found(
    stories: list[Article], chosen: list[Article], copies: list[Article], threshold: float
) -> str:
    result = archiver.duplicates([*stories, *copies], threshold=threshold)
    place = {id(x): row for row, x in enumerate(stories)}
    wanted = {place[id(x)]: len(stories) + row for row, x in enumerate(chosen)}
    together = {m.row: n for n, c in enumerate(result.clusters) for m in c.members}
    right = sum(
        one in together and together[one] == together.get(other) for one, other in wanted.items()
    )
    return f"{right:4} of {len(chosen)} found ({right / len(chosen):.1%})"


def unedited(pages: list[Article], threshold: float) -> None:
    start = time.process_time()
    result = archiver.duplicates(pages, threshold=threshold)
    spent = time.process_time() - start
    print(f"unedited: {result}, {len(pages) / spent:.0f} articles per CPU second")
    for cluster in result.clusters:
        for member in cluster.members:
            kind = pages[member.row].kind
            print(f"  {member.similarity:.2f} {kind:8} {(member.url or '')[:100]}")
        print()


if __name__ == "__main__":
    main()
