"""How complete the fields of some articles are, and what they say of language and rights."""

from collections import Counter
from collections.abc import Sequence

from archiver.article import Article
from archiver.page import Page
from archiver.probing.values import FieldFound
from archiver.reading import access
from archiver.reading.survey import Survey
from archiver.rights.policy import binding

#: Those that are told, in this order.
FIELDS = ("title", "authors", "published", "channel", "body", "language", "images")
_LONGEST = 100  # characters of a name
_MOST = 0.8  # of the articles that say it must agree on a language


def fields_of(articles: Sequence[Article]) -> dict[str, FieldFound]:
    """Each field, how many of the articles have it, and where it was read."""
    return {name: _field(articles, name) for name in FIELDS} if articles else {}


def _field(articles: Sequence[Article], name: str) -> FieldFound:
    having = [article for article in articles if getattr(article, name)]
    evidence = Counter(article.evidence.get(name, "?") for article in having)
    return FieldFound(
        found=len(having), articles=len(articles), evidence=dict(evidence.most_common())
    )


def name_of(pages: Sequence[Page]) -> tuple[str, str] | None:
    """What most of the pages call the site in their metadata, and how many; None if they differ."""
    told = Counter(
        name for page in pages if (name := access.publication_name(Survey(page, None), None)[0])
    )
    for name, count in told.most_common(1):
        if 2 * count > len(pages) and len(name) <= _LONGEST:
            return name, f"{count} of {len(pages)} articles say"
    return None


def language_of(
    articles: Sequence[Article], front: str | None
) -> tuple[str, str] | tuple[None, None]:
    """The language, and who says so: the articles where they agree, else the front page."""
    told = Counter(article.language for article in articles if article.language)
    if told:
        language, count = told.most_common(1)[0]
        if count >= _MOST * told.total():
            return language, f"{count} of {len(articles)} articles"
        bases = Counter((x.language or "").partition("-")[0] for x in articles if x.language)
        base, count = bases.most_common(1)[0]
        if count >= _MOST * told.total():
            return base, f"{count} of {len(articles)} articles"
        return None, None  # it is written in several
    return (front, "html lang of the front page") if front else (None, None)


def optouts_of(articles: Sequence[Article]) -> tuple[str, ...]:
    """What is said against keeping or using the articles, each sign once: where, and how often."""
    counts: Counter[str] = Counter()
    for article in articles:
        fetched = article.capture.date if article.capture else None
        signs = binding(article.rights, fetched)
        counts.update({f"{sign.name} ({sign.where.rstrip('0123456789:')})" for sign in signs})
    return tuple(f"{sign}: {count} of {len(articles)} articles" for sign, count in counts.items())
