"""Related links, their kinds and the channel, in five folds by registrable domain.

    python -m tests.benchmarks.related_folds PAGES

PAGES holds corpora (see ``corpus.py``). Nothing is fitted to the pages by a machine; the folds
show how much the figures vary from site to site,
and the intervals (bootstrap over pages, seeded) how well so few pages can tell.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import corpus
from tests.benchmarks.score_adapter import extract

FOLDS = 5
SAMPLES = 2000

Row = dict[str, Any]
Figure = Callable[[list[Row]], float]


def rows(folder: Path) -> list[Row]:
    """A row for each page whose related links or section are known."""
    scorer = corpus.load_scorer(folder.parent / "score.py")
    found: list[Row] = []
    for page in corpus.pages(folder):
        if page.truth.get("related") is None and not page.truth.get("section"):
            continue
        row: Row = scorer.score_page(page.truth, extract(page.html(), page.url))
        row["fold"] = page.fold(FOLDS)
        found.append(row)
    return found


def f1(chosen: list[Row]) -> float:
    """Micro-F1 of the related links."""
    hit, wrong, missed = (
        sum(r["_related"][n] for r in chosen if "_related" in r) for n in range(3)
    )
    return float(2 * hit / max(1, 2 * hit + wrong + missed))


def kinds(chosen: list[Row]) -> float:
    """The share of the links found by both that have the right kind."""
    right, all_ = (sum(r["_related_kind"][n] for r in chosen if "_related" in r) for n in range(2))
    return float(right / max(1, all_))


def section(chosen: list[Row]) -> float:
    """The share of pages with the right channel."""
    known = [r["section"] for r in chosen if "section" in r]
    return float(sum(known) / max(1, len(known)))


def section_read(chosen: list[Row]) -> float:
    """The same on the pages that were read block by block."""
    return section([row for row in chosen if "_related" in row])


FIGURES: dict[str, Figure] = {
    "related F1": f1,
    "kind accuracy": kinds,
    "section, all": section,
    "section, read": section_read,
}


def interval(figure: Figure, chosen: list[Row]) -> tuple[float, float]:
    """The middle 95 % of the figure over resampled pages."""
    chance = random.Random(0)
    values = sorted(figure(chance.choices(chosen, k=len(chosen))) for _ in range(SAMPLES))
    return values[int(0.025 * SAMPLES)], values[int(0.975 * SAMPLES)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    found = rows(parser.parse_args().pages)
    folds: dict[int, list[Row]] = defaultdict(list)
    for row in found:
        folds[row["fold"]].append(row)
    linked = sum("_related" in row for row in found)
    print(f"{len(found)} pages, {linked} of them with related links known; pages a fold:",
          *(len(folds[n]) for n in range(FOLDS)))  # fmt: skip
    for name, figure in FIGURES.items():
        low, high = interval(figure, found)
        each = " ".join(f"{figure(folds[n]):.3f}" for n in range(FOLDS))
        print(f"{name:14} {figure(found):.3f}  95 % {low:.3f} to {high:.3f}  folds {each}")


if __name__ == "__main__":
    main()
