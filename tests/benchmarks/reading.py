"""How well we read, beside other readers: one table for all pages, one a source, one a language.

    make bench-reading PAGES=FOLDER            # with all peers, in an environment of their own
    python -m tests.benchmarks.reading FOLDER  # with those that are installed here
    python -m tests.benchmarks.reading --peers # which are

FOLDER holds corpora (see ``corpus.py``), and beside it lies their ``score.py``, which defines each
figure. An environment with all peers, to be thrown away:

    python3 -m venv V && V/bin/pip install 'pip>=25.1' &&
        V/bin/pip install -e . -r tests/benchmarks/peers.txt

All are asked page by page in turn, each in a process of its own; a call may take --limit seconds.
``article`` is the share of known articles that are called one, ``other`` that of known other pages
that are not. "-": the reader does not give the field, or no page has truth for it. ``±``: our
standard deviation over resampled pages.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks import corpus
from tests.benchmarks.corpus import Page
from tests.benchmarks.peers import PEERS
from tests.benchmarks.workers import Answer, Worker, installed, listing, workers

Row = dict[str, Any]
Figures = dict[str, Any]

# heading, the scorer's key, the field that a reader must give
COLUMNS = (
    ("title", "title", "title"),
    ("authors", "authors_exact", "authors"),
    ("au. F1", "authors_f1", "authors"),
    ("day", "date_day", "date"),
    ("instant", "date_instant", "date"),
    ("body P", "body_p", "body"),
    ("R", "body_r", "body"),
    ("F1", "body_f1", "body"),
    ("exact", "body_exact", "body"),
    ("must", "must_f1", "body"),
    ("must~", "mustn_f1", "body"),
    ("rel. P", "related_p", "related"),
    ("R", "related_r", "related"),
    ("F1", "related_f1", "related"),
    ("its kind", "related_kind_acc", "related"),
    ("section", "section", "section"),
    ("article", "kind_article", "kind"),
    ("other", "kind_other", "kind"),
)
FEWEST = 15  # pages of a language that has a table


def row(page: Page, size: int, answer: Answer, score: ModuleType) -> Row:
    """The scorer's measurements of one answer, and what the tables are grouped by."""
    return {
        "_name": page.name,
        "_source": page.source,
        "_language": (page.truth.get("language") or "")[:2].lower(),
        "cpu": answer.cpu,
        "bytes": size,
        "error": answer.error,
        **score.score_page(page.truth, answer.found),
    }


def run(pages: list[Page], asked: list[Worker], score: ModuleType) -> dict[str, list[Row]]:
    """The rows of each reader."""
    rows: dict[str, list[Row]] = {worker.name: [] for worker in asked}
    for n, page in enumerate(pages, 1):
        html = page.html()
        for worker in asked:
            rows[worker.name].append(row(page, len(html), worker.read(html, page.url), score))
        if n % 50 == 0 or n == len(pages):
            print(f"{n} of {len(pages)} pages", file=sys.stderr)
    return rows


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """The rows by source or by language."""
    found: dict[str, list[Row]] = defaultdict(list)
    for item in rows:
        found[item[key]].append(item)
    return dict(found)


def summed(rows: dict[str, list[Row]], score: ModuleType) -> dict[str, Any]:
    """``total``, ``sources`` and ``languages``: the figures of each reader."""
    result: dict[str, Any] = {"total": {}, "sources": {}, "languages": {}}
    for name, found in rows.items():
        by_source = grouped(found, "_source")
        result["total"][name] = score.summarise(score.total_rows(by_source))
        for source, some in by_source.items():
            result["sources"].setdefault(source, {})[name] = score.summarise(some, 0)
        for language, some in grouped(score.total_rows(by_source), "_language").items():
            if language and len(some) >= FEWEST:
                result["languages"].setdefault(language, {})[name] = score.summarise(some, 0)
    return result


def failures(rows: dict[str, list[Row]]) -> list[str]:
    """A line for each page on which a reader failed."""
    return [
        f"{name}: {row['_name']}: {row['error']}"
        for name, found in rows.items()
        for row in found
        if row["error"]
    ]


def cell(value: float | None) -> str:
    """Three digits without the zero before the point."""
    if value is None:
        return "-"
    return f"{value:.3f}".removeprefix("0")


def line(name: str, figures: Figures) -> list[str]:
    """A reader's line of a table; dashes for the fields that it does not give."""
    gives = PEERS[name].gives
    cells = [cell(figures.get(key) if field in gives else None) for _, key, field in COLUMNS]
    rate = figures.get("time", {}).get("pages_per_cpu_s", 0.0)
    return [name, *cells, f"{rate:.1f}", str(figures["errors"])]


def table(heading: str, readers: dict[str, Figures]) -> str:
    """Readers down, figures across, as Markdown. Columns without any figure are left out."""
    pages = next(iter(readers.values()))["pages"]
    head = [f"{heading} ({pages})", *(name for name, _, _ in COLUMNS), "pages/CPU s", "err"]
    lines = [head, *(line(name, figures) for name, figures in readers.items())]
    deviation = readers.get("ours", {}).get("std")
    if deviation:
        lines.append(["±", *(cell(deviation.get(key)) for _, key, _ in COLUMNS), "", ""])
    return markdown(lines)


def markdown(lines: list[list[str]]) -> str:
    """The first line is the head; columns of dashes alone are dropped."""
    kept = [c for c in zip(*lines, strict=True) if any(x not in ("-", "") for x in c[1:])]
    widths = [max(map(len, column)) for column in kept]
    rows = [
        [x.rjust(w) if n else x.ljust(w) for n, (x, w) in enumerate(zip(r, widths, strict=True))]
        for r in zip(*kept, strict=True)
    ]
    rule = ["-" * w + ":" if n else "-" * (w + 1) for n, w in enumerate(widths)]
    body = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([body[0], "|" + "|".join(f"-{x}" for x in rule) + "|", *body[1:]])


def report(result: dict[str, Any]) -> str:
    """All tables."""
    parts = [table("TOTAL", result["total"])]
    for key in ("sources", "languages"):
        parts += [table(name, readers) for name, readers in sorted(result[key].items())]
    return "\n\n".join(parts)


def main() -> None:
    """See the module."""
    if "--peers" in sys.argv[1:]:
        print(listing())
        return
    parser = corpus.arguments(__doc__)
    parser.add_argument("--peers", action="store_true", help="list the peers installed, and stop")
    parser.add_argument("--only", nargs="+", choices=PEERS, help="only these readers")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds a page may take")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options: argparse.Namespace = parser.parse_args()
    score = corpus.scorer(options)
    names = installed(options.only)
    with workers(names, options.limit) as asked:
        rows = run(corpus.chosen(options), asked, score)
    result = summed(rows, score)
    result["failures"] = failures(rows)
    result["versions"] = {name: PEERS[name].version for name in names}
    print(report(result))
    print("", *result["failures"], sep="\n")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
