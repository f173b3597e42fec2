"""What the signs mean for an article: its text is left out, or it is."""

from dataclasses import replace
from datetime import datetime

from archiver.article import Article, Skipped
from archiver.rights.policy import Policy, binding

#: What is the text, or a part of it: the subtitle is its beginning on many pages, captions and the
#: texts of links are in it.
TEXT = ("body", "subtitle", "images", "related")


def under(policy: Policy, article: Article, fetched: datetime | None) -> Article:
    """The article as ``policy`` lets it be kept, given when its page was fetched."""
    decision = policy.decide(article.rights, fetched)
    if decision is None:
        return article
    return without_text(article, Skipped(rule=decision.rule, where=decision.where))


def without_text(article: Article, why: Skipped) -> Article:
    """What is left is what a library's catalogue would say: title, names, dates, topics."""
    return replace(
        article,
        body=(),
        subtitle=None,
        images=(),
        related=(),
        rights=replace(article.rights, skipped=why),
        evidence={name: x for name, x in article.evidence.items() if name not in TEXT},
    )


def asks(article: Article, signs: tuple[str, ...]) -> bool:
    """True if one of these signs binds this crawler, as of the time of the article's capture."""
    moment = article.capture.date if article.capture else None
    return any(sign.name in signs for sign in binding(article.rights, moment))
