"""One HTML file to look at what is read wrongly: truth, ours and the page's text side by side.

    make bench-report PAGES=FOLDER [OUT=.cache/report.html] [ARGS="--field body --most 20"]
    python -m tests.benchmarks.report FOLDER report.html [--field body title] [--most 50]
        [--peer trafilatura] [--source ...] [--sample N]

For each field the pages on which most is lost, the worst first, at most --most of them. The file
needs no network and holds no markup of the pages: their text is escaped, line by line, with the
element that each line stands in. Keys: left and right for the pages of a field.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import archiver
from archiver import Article
from archiver.article import RelatedLink
from archiver.page import Page as Captured
from tests.benchmarks import corpus
from tests.benchmarks.comparison import Line, Piece, Wanted, compared, page_lines
from tests.benchmarks.corpus import Page
from tests.benchmarks.peers import PEERS
from tests.benchmarks.score_adapter import fields
from tests.benchmarks.workers import workers

MOST_TEXT = 60_000  # letters of a text that are shown

Values = dict[str, Any]
LOST_AS = {"published": "date"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an answer in words, beside the truth."""

    name: str
    truth: list[Piece] | None  #: None: the truth says nothing of it
    ours: list[Piece]
    peer: str
    read_from: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A related link of the truth, of ours, or of both."""

    url: str
    text: str
    truth: str  #: its kind, "any", "ignored", or nothing
    ours: str

    @property
    def wrong(self) -> bool:
        return self.truth != self.ours and self.truth not in ("ignored", "any" * bool(self.ours))


@dataclass(slots=True)
class Card:
    """All that is shown of one page."""

    page: Page
    losses: dict[str, float]
    values: Values
    article: Article
    peer: Values = field(default_factory=dict)

    @property
    def fields(self) -> list[Field]:
        names = ("title", "authors", "published", "section", "kind", "language")
        return [self.one_field(name) for name in names]

    def one_field(self, name: str) -> Field:
        told = self.page.truth.get(name)
        if name == "kind" and told is None:  # only pages that are none have it in the truth
            told = "article"
        wanted, found = shown(told), shown(self.values.get(name)) or ""
        wrong = self.losses.get(LOST_AS.get(name, name), 0) > 0
        # What counts as right may differ in case, or be said more exactly: nothing to mark.
        truth, ours = (
            compared(wanted, found) if wanted and wrong else ([Piece(wanted or "")], [Piece(found)])
        )
        return Field(
            name,
            None if wanted is None else truth if wanted else [Piece("none")],
            ours,
            shown(self.peer.get(name)) or "",
            self.article.evidence.get({"section": "channel"}.get(name, name), ""),
            wrong,
        )

    @property
    def body(self) -> tuple[list[Piece], list[Piece]]:
        truth, ours = self.page.truth.get("body"), self.values["body"][:MOST_TEXT]
        if truth is None:
            return [], [Piece(ours)]
        return compared(truth[:MOST_TEXT], ours)

    @property
    def peer_body(self) -> list[Piece]:
        truth, theirs = self.page.truth.get("body"), (self.peer.get("body") or "")[:MOST_TEXT]
        return [Piece(theirs)] if truth is None else compared(truth[:MOST_TEXT], theirs)[1]

    @property
    def chunks(self) -> list[tuple[str, bool, bool]]:
        """Text that must or must not be there: the text, whether it must, whether it is right."""
        body = " ".join(self.values["body"].split())
        return [
            (chunk, must, (" ".join(chunk.split()) in body) == must)
            for key, must in (("must", True), ("must_not", False))
            for chunk in self.page.truth.get(key) or ()
        ]

    @property
    def lines(self) -> list[Line]:
        truth = self.page.truth
        wanted = Wanted(
            truth.get("body"), tuple(truth.get("must") or ()), tuple(truth.get("must_not") or ())
        )
        tree = Captured.of(self.page.html(), self.page.url).tree
        return list(page_lines(tree, wanted, self.values["body"]))

    @property
    def link(self) -> str | None:
        """The page's address, if it may be linked to."""
        url = self.page.url or ""
        return url if url.startswith(("https://", "http://")) else None


def targets(card: Card, score: ModuleType) -> list[Target]:
    """The related links of both, those that differ first. The scorer says which are one."""
    record = card.page.truth
    base = record.get("base") or card.page.url
    told = {score.canonical_url(x["url"], base): x for x in record.get("related") or ()}
    other = {
        score.canonical_url(alt, base): url
        for url, x in told.items()
        for alt in x.get("alt_urls") or ()
    }
    found: dict[str, RelatedLink] = {}
    for link in card.article.related:
        url = score.canonical_url(link.url, base)
        found.setdefault(other.get(url, url), link)
    ignored = {score.canonical_url(x, base) for x in record.get("ignore") or ()}
    without = dict.fromkeys(ignored, "ignored") if record.get("related") is not None else {}
    rows = [target(url, told.get(url), found.get(url), without) for url in told.keys() | found]
    return sorted(rows, key=lambda x: (not x.wrong, x.truth, x.ours, x.url))


def target(
    url: str, told: Values | None, found: RelatedLink | None, ignored: dict[str, str]
) -> Target:
    """A row of the table of links."""
    return Target(
        url.removeprefix("//"),
        found.text if found else (told or {}).get("text") or "",
        (told.get("kind") or "any") if told else ignored.get(url, ""),
        found.kind if found else "",
    )


def shown(value: object) -> str | None:
    """A value of a truth or an answer in words; None stays None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return " · ".join(map(str, value))
    return str(value)


def part(key: str) -> Callable[[Values], float | None]:
    """The share of a page's measure that is lost."""
    return lambda row: 1 - row[key] if key in row else None


def lost_date(row: Values) -> float | None:
    """A wrong day is all, a wrong instant half."""
    if "date_day" not in row:
        return None
    return float(max(1 - row["date_day"], (1 - row.get("date_instant", 1)) / 2))


def lost_body(row: Values) -> float | None:
    """By the words of the body, else by the texts that must and must not be there."""
    if "body_f1page" in row:
        return float(1 - row["body_f1page"])
    found, missed, extra, kept_out = row.get("_mustn", (0, 0, 0, 0))
    every = found + missed + extra + kept_out
    return (missed + extra) / every if every else None


def lost_related(row: Values) -> float | None:
    """1 - F1."""
    if "_related" not in row:
        return None
    both, extra, missed = row["_related"]
    return (extra + missed) / (2 * both + extra + missed) if extra + missed else 0.0


def lost_kind(row: Values) -> float:
    """An article taken for something else, or the reverse."""
    return float(1 - row["kind_other" if "kind_other" in row else "kind_article"])


LOSSES: dict[str, Callable[[Values], float | None]] = {
    "body": lost_body,
    "title": part("title"),
    "authors": part("authors_exact"),
    "date": lost_date,
    "related": lost_related,
    "section": part("section"),
    "kind": lost_kind,
}


def cards(pages: list[Page], score: ModuleType) -> Iterator[Card]:
    """Each page read and measured."""
    for n, page in enumerate(pages, 1):
        article = archiver.parse(page.html(), page.url)
        values = fields(article)
        row = score.score_page(page.truth, values)
        losses = {name: lost for name, of in LOSSES.items() if (lost := of(row)) is not None}
        yield Card(page, losses, values, article)
        if n % 200 == 0:
            print(f"{n} of {len(pages)} pages", file=sys.stderr)


def worst(found: list[Card], name: str, most: int) -> list[Card]:
    """The cards that lose something in a field, most first."""
    losing = [card for card in found if card.losses.get(name, 0) > 0]
    return sorted(losing, key=lambda card: -card.losses[name])[:most]


def counts(found: list[Card], name: str) -> tuple[int, int]:
    """How many pages lose something in a field, of how many that have truth for it."""
    known = [card.losses[name] for card in found if name in card.losses]
    return sum(loss > 0 for loss in known), len(known)


def with_peer(shown_cards: list[Card], name: str) -> None:
    """Ask the other reader too."""
    with workers([name]) as (worker,):
        for card in shown_cards:
            card.peer = worker.read(card.page.html(), card.page.url).found


def rendered(found: list[Card], options: argparse.Namespace, score: ModuleType) -> str:
    """The HTML file."""
    lists = {name: worst(found, name, options.most) for name in options.field}
    kept = {id(card): card for some in lists.values() for card in some}
    if options.peer:
        with_peer(list(kept.values()), options.peer)
    numbers = {key: number for number, key in enumerate(kept)}
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        lists={name: [(numbers[id(x)], x) for x in some] for name, some in lists.items()},
        counts={name: counts(found, name) for name in lists},
        cards=list(kept.values()),
        pages=len(found),
        peer=options.peer,
        targets=lambda card: targets(card, score),
    )


def main() -> None:
    """See the module."""
    parser = corpus.arguments(__doc__)
    parser.add_argument("out", type=Path, help="the HTML file to write")
    parser.add_argument("--field", nargs="+", choices=LOSSES, default=list(LOSSES))
    parser.add_argument("--most", type=int, default=50, help="pages of each field")
    parser.add_argument("--peer", choices=[name for name in PEERS if name != "ours"])
    options = parser.parse_args()
    if options.peer and not PEERS[options.peer].version:
        sys.exit(f"{options.peer} is not installed here")
    score = corpus.scorer(options)
    text = rendered(list(cards(corpus.chosen(options), score)), options, score)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text, encoding="utf-8", errors="replace")
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
