"""What the spider hands to the pipeline."""

from dataclasses import dataclass

from archiver.article import Article
from archiver.collection import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem:
    """A page that was read, and what only the crawl knows of it."""

    article: Article
    context: Context
    key: str  #: of its row in the frontier
    cut: str | None  #: why the page is not whole, None if it is
