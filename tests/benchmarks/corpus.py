"""Pages with truth for the benchmarks of the reader, and the scorer that belongs to them.

A corpus is a folder for each source, in it ``truth.jsonl`` (a record a page, with at least ``id``
and ``url``) and ``pages/ID.html.gz``. The scorer is the ``score.py`` beside the corpus: it defines
the figures, so it stays with the truth and no copy of it stands here.
"""

import argparse
import gzip
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

#: Second labels under which names are registered: ``paper.co.uk``.
SECOND = frozenset("ac co com edu go gob gov ne net or org".split())


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a corpus."""

    source: str
    truth: dict[str, Any]
    path: Path

    @property
    def name(self) -> str:
        return f"{self.source}/{self.truth['id']}"

    @property
    def url(self) -> str | None:
        url: str | None = self.truth.get("url")
        return url

    @property
    def domain(self) -> str:
        """The registrable domain, nearly; the name of a page without an address."""
        labels = (urlsplit(self.url or "").hostname or "").split(".")
        of_two = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND
        return ".".join(labels[-3 if of_two else -2 :]) or self.name

    def fold(self, count: int, seed: int = 0) -> int:
        """One of ``count`` folds: the same for all pages of a domain, today and tomorrow."""
        return crc32(f"{seed} {self.domain}".encode()) % count

    def html(self) -> bytes:
        return gzip.decompress(self.path.read_bytes())


def pages(folder: Path, sources: Iterable[str] = ()) -> Iterator[Page]:
    """The pages of all sources, or of those named, in the order of their files."""
    wanted = set(sources)
    for truth in sorted(folder.glob("*/truth.jsonl")):
        source = truth.parent.name
        if wanted and source not in wanted:
            continue
        for line in truth.read_text(encoding="utf-8").splitlines():
            if line.strip():
                record = json.loads(line)
                path = truth.parent / "pages" / f"{record['id']}.html.gz"
                yield Page(source, record, path)


def spread(items: list[Page], count: int) -> list[Page]:
    """As many of the items, evenly spread over all of them; all of them where count is 0."""
    if not 0 < count < len(items):
        return items
    return [items[n * len(items) // count] for n in range(count)]


def load_scorer(path: Path) -> ModuleType:
    """The scorer's module. Its ``score_page`` and ``summarise`` are used here."""
    spec = importlib.util.spec_from_file_location("corpus_scorer", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path} is missing: the scorer lies beside the folder of the pages, or --scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """What all benchmarks of the reader are asked."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, help="folder of the corpora, one folder a source")
    parser.add_argument("--source", nargs="+", default=(), help="only these sources")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="only N pages, evenly spread"
    )
    parser.add_argument("--scorer", type=Path, help="default: score.py beside the folder of pages")
    return parser


def chosen(options: argparse.Namespace) -> list[Page]:
    """The pages that the arguments name."""
    found = spread(list(pages(options.pages, options.source)), options.sample)
    if not found:
        sys.exit(f"{options.pages}: no source with truth.jsonl in it")
    return found


def scorer(options: argparse.Namespace) -> ModuleType:
    """The scorer that the arguments name."""
    return load_scorer(options.scorer or options.pages.resolve().parent / "score.py")
