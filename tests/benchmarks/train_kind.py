"""Train the model that says what a page is, and say what it is worth on sites it has not seen.

    python -m tests.benchmarks.train_kind PAGES [--write]

PAGES holds a folder per source with ``truth.jsonl`` (``id``, ``url`` and, of a page that is no
article, its ``kind``) and ``pages/ID.html.gz``. Printed is the confusion matrix of five-fold
cross-validation by registrable domain; ``--write`` trains on all pages and writes
``archiver/reading/kind_weights.py``. The same pages give the same weights, byte for byte.

Pages that the reader's rules decide are judged by the rules, here as there; the model learns from
those that are left.

The model is multinomial logistic regression over the signs of ``archiver.reading.kind_signs``, with
a penalty on large weights: a number a sign and a class, added up.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archiver.article import Kind
from archiver.page import Page
from archiver.reading import body, read
from archiver.reading.kind import certain, length_of
from archiver.reading.kind_signs import Signs, Told, signs
from archiver.reading.survey import Survey
from tests.benchmarks import corpus

Array = NDArray[np.float64]

CLASSES = ("article", "forum", "documentation", "product", "collection", "listing", "service")
FOLDS = 5
SEEDS = 3  # divisions into folds; the probabilities are their means
PENALTY = 0.02  # on the weights of signs that are scaled to the same spread
STEPS = 600
DOUBTFUL = 0.5  # probability under which a known article is left out of training
TARGET = Path("archiver/reading/kind_weights.py")


@dataclass(frozen=True, slots=True)
class Known:
    """A page of which the class is known."""

    page: corpus.Page
    kind: str
    signs: Signs
    rule: Kind | None  #: what the rules say


def known(root: Path) -> Iterator[Known]:
    """All pages of the collections under ``root``."""
    for page in corpus.pages(root):
        parsed = Page.of(page.html(), page.url)
        article, survey = read(parsed), Survey(parsed)
        story = body.story(survey)
        told = Told(title=article.title, published=article.published, signed=bool(article.authors))
        ruled = certain(survey, story, length_of(article.body), article.paywalled)
        yield Known(
            page,
            page.truth.get("kind") or "article",
            signs(survey, story, told),
            ruled[0] if ruled else None,
        )


class Model:
    """Softmax over weighted sums."""

    def __init__(self, values: Array, wanted: Array) -> None:
        """By accelerated gradient descent (Nesterov 1983) on signs of mean 0 and spread 1."""
        self.mean, self.spread = values.mean(0), values.std(0) + 0.05
        scaled = np.hstack([(values - self.mean) / self.spread, np.ones((len(values), 1))])
        step = 1 / (0.5 * np.linalg.norm(scaled, 2) ** 2 / len(scaled) + PENALTY)
        penalty = np.full((scaled.shape[1], 1), PENALTY)
        penalty[-1] = 0
        here = ahead = np.zeros((scaled.shape[1], wanted.shape[1]))
        for number in range(STEPS):
            slope = scaled.T @ (_softmax(scaled @ ahead) - wanted) / len(scaled) + penalty * ahead
            there = ahead - step * slope
            ahead = there + number / (number + 3) * (there - here)
            here = there
        self.weights = here[:-1] / self.spread[:, None]
        self.bias = here[-1] - self.mean @ self.weights

    def __call__(self, values: Array) -> Array:
        """The probability of each class, a row a page."""
        sums: Array = values @ self.weights + self.bias
        return _softmax(sums)


def trained(values: Array, wanted: Array) -> Model:
    """A model of the pages without those articles that a first model sees as something else.

    Collections of articles hold forum threads, front pages, films and shops: one in thirty.
    """
    first = Model(values, wanted)
    kept = ~((wanted[:, 0] > 0) & (first(values)[:, 0] < DOUBTFUL))
    return Model(values[kept], wanted[kept])


def _softmax(sums: Array) -> Array:
    powers: Array = np.exp(sums - sums.max(1, keepdims=True))
    powers /= powers.sum(1, keepdims=True)
    return powers


def table(pages: Sequence[Known], names: Sequence[str]) -> tuple[Array, Array]:
    """The signs of the pages, and their classes, as matrices."""
    values = np.array([[float(page.signs.get(name, 0.0)) for name in names] for page in pages])
    wanted = np.array([[float(page.kind == kind) for kind in CLASSES] for page in pages])
    return values, wanted


def unseen(pages: Sequence[Known], values: Array, wanted: Array) -> Array:
    """The probabilities of each page by a model that has seen no page of its domain.

    What the rules decide is certain.
    """
    found = np.zeros_like(wanted)
    open_ = np.array([known.rule is None for known in pages])
    for seed in range(SEEDS):
        fold = np.array([known.page.fold(FOLDS, seed) for known in pages])
        for number in range(FOLDS):
            held = fold == number
            seen = ~held & open_
            found[held] += trained(values[seen], wanted[seen])(values[held]) / SEEDS
    for row, known in zip(found, pages, strict=True):
        if known.rule is not None:
            row[0] = float(known.rule == "article")
    return found


def least_article(probabilities: Array, wanted: Array, kept: float) -> float:
    """The probability from which a page is an article, so that ``kept`` of the articles are."""
    return float(np.quantile(probabilities[wanted[:, 0] > 0, 0], 1 - kept))


def confusion(pages: Sequence[Known], probabilities: Array, least: float) -> str:
    """How the pages of each class, and the articles of each source, were taken."""
    counts: dict[str, Counter[str]] = {}
    for page, row in zip(pages, probabilities, strict=True):
        best = CLASSES[1 + int(row[1:].argmax())]
        row_name = page.kind if page.kind != "article" else f"article ({page.page.source})"
        taken = "article" if row[0] >= least else best
        counts.setdefault(row_name, Counter())[taken] += 1
    lines = [f"{'known as':22} {'pages':>6} " + " ".join(f"{x:>13}" for x in CLASSES)]
    for name in sorted(counts):
        cells = " ".join(f"{counts[name][x]:13}" for x in CLASSES)
        lines.append(f"{name:22} {counts[name].total():6} {cells}")
    return "\n".join(lines)


def curve(probabilities: Array, wanted: Array) -> str:
    """How many of the other pages are told for each share of articles kept."""
    others = probabilities[wanted[:, 0] == 0, 0]
    points = (0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99)
    found = [(x, (others < least_article(probabilities, wanted, x)).mean()) for x in points]
    return "  ".join(f"{kept:.1%} / {told:.1%}" for kept, told in found)


def written(names: Sequence[str], model: Model, least: float) -> str:
    """The module that the reader imports."""
    lines = [
        '"""What each sign says for each class of pages.',
        "",
        "Written by tests/benchmarks/train_kind.py: do not edit, train again. A line has what is",
        "usual of the sign, and its weights in the order of ``CLASSES``.",
        '"""',
        "",
        f"CLASSES = ({', '.join(map(json.dumps, CLASSES))})",
        "#: Probability from which a page is taken for an article.",
        f"LEAST_ARTICLE = {least:.3f}",
        f"BIAS = {_row(model.bias)}",
        "WEIGHTS: dict[str, tuple[float, tuple[float, ...]]] = {",
    ]
    for name, usual, weights in zip(names, model.mean, model.weights, strict=True):
        lines.append(f"    {json.dumps(name)}: ({usual:.2f}, {_row(weights)}),")
    return "\n".join([*lines, "}", ""])


def _row(values: Array) -> str:
    return f"({', '.join(f'{x:.2f}' for x in values)})"


def main() -> None:
    """Cross-validate; with --write, train on all and write the weights."""
    parser = argparse.ArgumentParser(description="Train and judge the model of page kinds.")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--keep", type=float, default=0.98, help="share of articles kept")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pages = list(known(args.pages))
    names = sorted({name for page in pages for name in page.signs})
    values, wanted = table(pages, names)
    probabilities = unseen(pages, values, wanted)
    least = least_article(probabilities, wanted, args.keep)
    print(confusion(pages, probabilities, least))
    print("articles kept / others told:", curve(probabilities, wanted))
    if args.write:
        open_ = np.array([known.rule is None for known in pages])
        model = trained(values[open_], wanted[open_])
        TARGET.write_text(written(names, model, least), "utf-8")
        print(f"{TARGET}: {len(names)} signs, an article from {least:.3f}")


if __name__ == "__main__":
    main()
