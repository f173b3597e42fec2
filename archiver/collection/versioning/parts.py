"""Later pages of a story that is told on several: parts of one article, and no articles.

A page says so by naming, as its canonical address, its own without the number of the page, or with
a lower one. That may be a mistake of the site's, so its title must be that of the page with which
it is to be one article.
"""

import re

from archiver.article import Article
from archiver.urls import PAGE_MARK, normalise

#: What titles of later pages have behind the story's: " - Page 2", " (2/3)", " | Seite 2 von 3".
_NUMBERED = re.compile(
    r"\s*[-\u2013\u2014|:,(\[\u00b7]\s*(?:[^\W\d_]{1,10}\.?\s*)?\d{1,2}"
    r"(?:\s*(?:/|[^\W\d_]{1,6})\s*\d{1,2})?\s*[)\]]?\Z"
)


#: Titles that are nothing but that: "Page 2", "2/3".
_ONLY_NUMBER = re.compile(
    r"\W*(?:[^\W\d_]{1,10}\.?\s*)?\d{1,2}(?:\s*(?:/|[^\W\d_]{1,6})\s*\d{1,2})?\W*\Z"
)


def is_later_page(article: Article) -> bool:
    """True if the page is not the first one of the story whose address it names as its own."""
    if not article.url or not article.canonical_url or article.url == article.canonical_url:
        return False
    number, stem = _number(normalise(article.url))
    first, same = _number(normalise(article.canonical_url))
    return stem == same and number > max(first, 1)


def is_same_title(one: str | None, other: str | None) -> bool:
    """True if two titles are the same, but for what numbers a page."""
    first, second = map(_unnumbered, (one, other))
    return bool(first) and first == second


def is_number(title: str | None) -> bool:
    """True if a title tells at most which page it is of."""
    return not title or _ONLY_NUMBER.match(title) is not None


def _unnumbered(title: str | None) -> str:
    return _NUMBERED.sub("", " ".join((title or "").casefold().split()))


def _number(url: str) -> tuple[int, str]:
    """The number of the page that an address tells, 0 if it has none; and what it is of."""
    mark = PAGE_MARK.search(url)
    if mark is None:
        return 0, url.rstrip("/?&")
    behind = url[mark.end() :]
    if mark[0].startswith("?") and behind.startswith("&"):
        behind = f"?{behind[1:]}"
    return int(re.findall(r"\d+", mark[0])[-1]), (url[: mark.start()] + behind).rstrip("/?&")
