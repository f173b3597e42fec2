"""Our reader as a function for a scorer of extraction corpora.

The bodies of such corpora begin with the dek where the page shows it in the head of the article;
the Article keeps it apart (``subtitle``), so the two are joined here.
"""

from typing import Any

import archiver
from archiver import Article


def extract(html: bytes, url: str | None) -> dict[str, Any]:
    """Title, authors, published (ISO 8601), body, section, language, related and kind."""
    return fields(archiver.parse(html, url))


def fields(article: Article) -> dict[str, Any]:
    """The same of an article that has been read."""
    body = [article.subtitle, article.text] if article.subtitle else [article.text]
    # The corpora's truths take the date of the last change where a page shows no other.
    day = article.published or article.modified
    return {
        "title": article.title,
        "authors": [author.name for author in article.authors],
        "published": day.isoformat() if day else None,
        "body": "\n\n".join(body),
        "section": article.channel,
        "language": article.language,
        "related": [{"url": link.url, "kind": link.kind} for link in article.related],
        "kind": article.kind,
    }
