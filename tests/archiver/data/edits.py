"""What newsrooms do to a story of an agency, done to any text."""

from collections.abc import Callable
from dataclasses import replace

from archiver import Article, Block
from archiver.collection.database.text_index import unspaced

Edit = Callable[[Article, Article], Article]


def texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def of(article: Article, texts: list[str]) -> Article:
    body = tuple(Block(kind="paragraph", text=text) for text in texts if text)
    return replace(article, body=body)


def cut(share: float) -> Edit:
    """The end is missing, in the middle of a paragraph."""

    def edit(article: Article, other: Article) -> Article:
        left = int(len(article.text) * share)
        kept: list[str] = []
        for text in texts(article):
            kept.append(text[: max(left, 0)])
            left -= len(text)
        return of(article, kept)

    return edit


def headline(article: Article, other: Article) -> Article:
    return replace(article, title=other.title, subtitle=None, byline="Agency")


def dateline(article: Article, other: Article) -> Article:
    first, *rest = texts(article)
    return of(article, [f"HARBOUR CITY, May 1 (Agency) - {first}", *rest])


def insert(article: Article, other: Article) -> Article:
    """Two paragraphs of our own after the second."""
    ours = texts(other)[:2]
    return of(article, [*texts(article)[:2], *ours, *texts(article)[2:]])


def opening(article: Article, other: Article) -> Article:
    """A paragraph of our own at the beginning."""
    return of(article, [texts(other)[0], *texts(article)])


def reworded(every: int) -> Edit:
    """Each so-manieth word is another one."""

    def edit(article: Article, other: Article) -> Article:
        if unspaced(article.text):
            return of(article, [_every(list(text), every, "") for text in texts(article)])
        return of(article, [_every(text.split(), every, " ") for text in texts(article)])

    return edit


def _every(words: list[str], every: int, between: str) -> str:
    other = "xx" if between else "\u53e6"
    changed = [other if place % every == 0 else word for place, word in enumerate(words)]
    return between.join(changed)


def typeset(article: Article, other: Article) -> Article:
    """Other quotes, dashes, spaces and blocks."""
    text = article.text.replace('"', "“").replace("'", "’").replace(" – ", " — ")
    return of(article, [text.replace("\n\n", "  ")])


def together(article: Article, other: Article) -> Article:
    return cut(0.7)(insert(dateline(headline(article, other), other), other), other)


EDITS: dict[str, Edit] = {
    "nothing": lambda article, other: article,
    "another headline": headline,
    "another typesetting": typeset,
    "a dateline": dateline,
    "two paragraphs put in": insert,
    "a paragraph put before": opening,
    "a word in 20 changed": reworded(20),
    "a word in 10 changed": reworded(10),
    "cut to three quarters": cut(0.75),
    "cut to a half": cut(0.5),
    "cut to a third": cut(0.34),
    "dateline, paragraphs, cut": together,
}
