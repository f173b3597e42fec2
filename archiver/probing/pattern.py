"""The form of a site's article URLs, learned from its own.

Feeds and news sitemaps name articles; navigation names what is none. The expression that catches
the first and leaves the second alone is put together as in set covering (Chvátal 1979): the best
shape, then the best for what it leaves, as long as each adds a fair part. What kinds of pages news
sites have beside articles (lists by topic, person and day, services) is known beforehand and speaks
against a shape in the same way, so that a site whose navigation is short is not taken at its word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from archiver.likeness import is_list, is_service
from archiver.probing.shapes import Shape, shapes
from archiver.urls import origin_of, split

MOST_URLS = 400  # of each side that are looked at
MOST_SHAPES = 400  # candidates that are tried
MOST_PARTS = 5  # of one expression
LEAST_PART = 0.04  # of all articles, that a further part must add
LEAST_URLS = 3  # articles from which anything is learned
LEAST_CAUGHT = 0.85  # of the articles; less is no pattern
MOST_CAUGHT = 0.15  # of the others; more is none either
_AGAINST = 2.0  # what a share of pages that are no articles weighs, in shares of articles
_USUAL = 0.8  # the same of the kinds of pages that sites have
_EQUALS = 0.004  # what a point of a shape counts: among equals the surest way, the least asked


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """A learned expression, and what it does on the URLs that it was learned from."""

    expression: str
    caught: int  #: of the articles
    articles: int
    wrong: int  #: of the others that are caught too
    others: int

    @property
    def is_good(self) -> bool:
        """True if it parts articles from the rest."""
        return self.caught >= LEAST_CAUGHT * self.articles and self.wrong <= max(
            1, MOST_CAUGHT * self.others
        )


def learn(articles: Iterable[str], others: Iterable[str]) -> Pattern | None:
    """The expression that is found in most of ``articles`` and in few of ``others``.

    Duplicates count once. None where there is too little to learn from, or nothing that parts the
    two: then the shape that articles have in general decides.
    """
    wanted = _sample(articles)
    unwanted = [url for url in _sample(others) if url not in set(wanted)]
    if len(wanted) < LEAST_URLS:
        return None
    usual = _usual(wanted)
    parts: list[str] = []
    left = wanted
    while left and len(parts) < MOST_PARTS:
        best = _best(left, len(wanted), unwanted, usual)
        if best is None:
            break
        parts.append(best)
        search = _compiled(best)
        left = [url for url in left if not search.search(url)]
    if not parts:
        return None
    found = measured("|".join(parts), wanted, unwanted)
    return found if found.is_good else None


def measured(expression: str, articles: Sequence[str], others: Sequence[str]) -> Pattern:
    """How many of each side an expression is found in."""
    search = re.compile(expression)
    return Pattern(
        expression=expression,
        caught=sum(search.search(url) is not None for url in articles),
        articles=len(articles),
        wrong=sum(search.search(url) is not None for url in others),
        others=len(others),
    )


def _best(left: list[str], number: int, unwanted: list[str], usual: list[str]) -> str | None:
    """The shape that parts the rest of the articles best from what is none."""
    least = max(2, LEAST_PART * number)
    best, highest = None, 0.0
    for shape in _candidates(left):
        search = _compiled(shape.expression)
        caught = sum(search.search(url) is not None for url in left)
        if caught < least:
            continue
        wrong = _share(search, unwanted)
        if wrong > MOST_CAUGHT:
            continue
        score = (
            caught / number
            - _AGAINST * wrong
            - _USUAL * _share(search, usual)
            + _EQUALS * (shape.way - shape.asks)
        )
        if score > highest:
            best, highest = shape.expression, score
    return best


def _candidates(left: list[str]) -> list[Shape]:
    """The shapes of the articles, the most frequent first."""
    counts: Counter[str] = Counter()
    known: dict[str, Shape] = {}
    for url in left:
        for shape in shapes(url):
            known.setdefault(shape.expression, shape)
            counts[shape.expression] += 1
    return [known[expression] for expression, _ in counts.most_common(MOST_SHAPES)]


def _share(search: re.Pattern[str], urls: list[str]) -> float:
    return sum(search.search(url) is not None for url in urls) / len(urls) if urls else 0.0


def _sample(urls: Iterable[str]) -> list[str]:
    """At most so many, evenly out of all of them: a sitemap is sorted by date or by section."""
    unique = list(dict.fromkeys(urls))
    if len(unique) <= MOST_URLS:
        return unique
    step = len(unique) / MOST_URLS
    return [unique[int(number * step)] for number in range(MOST_URLS)]


@lru_cache(maxsize=2 * MOST_SHAPES)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def is_other(url: str) -> bool:
    """True for what is no article whatever the site: lists, services, the front page."""
    parts = split(url)
    return parts is None or not parts.path.strip("/") or is_list(url) or is_service(url)


def _usual(articles: list[str]) -> list[str]:
    """Pages that are no articles as sites have them, at the host and under the first segments of
    its articles."""
    origin = Counter(map(origin_of, articles)).most_common(1)[0][0]
    firsts = Counter(
        parts.path.split("/")[1]
        for url in articles
        if (parts := split(url)) and parts.path.count("/") > 1
    )
    under = [
        f"{origin}/{first}{rest}"
        for first, count in firsts.most_common(5)
        if count > 1 and not first.isdigit()
        for rest in ("", "/", "/page/2", "/2", "/topic", "/some-topic", "/?page=2")
    ]
    return [f"{origin}{path}" for path in USUAL] + under


USUAL = (
    "/about", "/about-us/", "/contact", "/contact-us.html", "/privacy-policy", "/terms-of-service",
    "/terms-and-conditions.html", "/imprint", "/newsletter", "/newsletters/", "/subscribe",
    "/search", "/search?q=word", "/login", "/rss", "/sitemap", "/archive", "/archive/2024",
    "/2024/", "/2024/05/", "/2024/05/26/", "/2024-05-26/", "/politics", "/politics/", "/world/",
    "/world/europe", "/sports/football/", "/business/economy", "/opinion", "/local-news",
    "/page/2", "/page/2/", "/category/politics", "/category/world/europe/", "/category/a-b/page/3",
    "/tag/elections", "/tag/climate-change/", "/tags/some-longer-topic", "/topic/climate-change",
    "/topics/the-war-in-words", "/author/jane-doe", "/author/jane-doe/", "/authors/jane-m-doe/",
    "/by/jane-doe", "/people/jane-doe", "/video/", "/videos", "/podcasts/", "/photos", "/events",
    "/index.html", "/index.php", "/politics.html", "/politics/index.html", "/jobs/",
    "/?page=2", "/?cat=3", "/?author=2", "/?tag=word", "/wp-login.php", "/feed/",
)  # fmt: skip
