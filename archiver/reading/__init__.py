"""From page to article: one stage a field, and the order of the stages.

Each stage lists its claims in order of trust and takes the first that survives its checks; it
reads the page and never changes it.
"""

from archiver.article import Article, Entry
from archiver.page import Page
from archiver.publications.model import Publication
from archiver.reading import (
    access,
    body,
    byline,
    channel,
    dates,
    images,
    kind,
    related,
    title,
)
from archiver.reading.survey import Survey
from archiver.reading.text import fold
from warcs import CaptureRef

__all__ = ["READER", "read"]

READER = "1"  #: version of the reader: raised when it reads stored pages differently


def read(
    page: Page,
    publication: Publication | None = None,
    entry: Entry | None = None,
    capture: CaptureRef | None = None,
) -> Article:
    """Read ``page``: by the publication's layout where it says how, by generic rules where not.

    ``entry`` is what a feed, sitemap or channel page said; it answers where the page does not.
    """
    survey = Survey(page, publication)
    layout = survey.layout
    evidence: dict[str, str | None] = {}

    site, evidence["publication"] = access.publication_name(survey, publication)
    headline, evidence["title"] = title.title(survey, layout, site)
    if headline is None and entry and entry.title:
        headline, evidence["title"] = fold(entry.title), f"{entry.kind}:title"
    dek, evidence["subtitle"] = title.subtitle(survey, layout, headline)
    story = body.story(survey, layout)
    line, evidence["byline"], people, evidence["authors"] = byline.signed(
        survey, story, site, entry, headline
    )
    published, evidence["published"] = dates.published(survey, story, headline, publication, entry)
    modified, evidence["modified"] = dates.modified(survey, story, headline, publication)
    crumbs, evidence["channels"] = channel.channels(survey, headline, site)
    section, evidence["channel"] = channel.channel(survey, layout, crumbs, entry)
    blocks, evidence["body"] = body.blocks_of(survey, story, headline, dek, line)
    language, evidence["language"] = access.language(
        survey, publication, "\n".join(block.text for block in blocks[:10])
    )
    topics, evidence["topics"] = access.topics(survey)
    paywalled, evidence["paywalled"] = access.paywalled(survey)
    rights, evidence["rights"] = access.rights(survey)
    pages, evidence["pagination"] = access.pagination(survey)
    canonical, evidence["canonical_url"] = access.canonical_url(survey)
    pictures = images.images(survey, story, people, headline)
    links = related.related(survey, publication, story, (*crumbs, *([section] if section else [])))
    what, evidence["kind"] = kind.kind(survey, story, blocks, paywalled)
    evidence["encoding"] = f"{page.decoded.source}:{page.decoded.encoding}"
    evidence["cut"] = "page larger than the reader's bounds" if survey.cut else None
    values = {
        "publication": site, "title": headline, "subtitle": dek, "byline": line,
        "authors": people, "published": published, "modified": modified, "channels": crumbs,
        "channel": section, "body": blocks, "language": language, "topics": topics,
        "paywalled": paywalled, "rights": rights, "pagination": pages,
        "canonical_url": canonical, "kind": what, "encoding": True, "cut": survey.cut,
    }  # fmt: skip
    return Article(
        url=page.url,
        canonical_url=canonical,
        kind=what,
        publication=site,
        channel=section,
        channels=crumbs,
        title=headline,
        subtitle=dek,
        byline=line,
        authors=people,
        published=published,
        modified=modified,
        language=language,
        topics=topics,
        body=blocks,
        images=pictures,
        related=links,
        pagination=pages,
        paywalled=paywalled,
        rights=rights,
        evidence={
            name: where
            for name, where in evidence.items()
            if where and values[name] not in (None, (), "")
        }
        | ({"images": story.evidence} if pictures else {})
        | ({"related": "blocks"} if links else {}),
        capture=capture,
        reader=READER,
    )
