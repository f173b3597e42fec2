"""An article without its text, where the policy of the collection says so."""

from dataclasses import replace
from datetime import datetime

from archiver.article import Article, Skipped
from archiver.rights.policy import Policy

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
