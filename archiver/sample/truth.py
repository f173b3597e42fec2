"""The articles that a reader must find, made from what stands on the pages.

docs/sample.md gives the rules in words.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from archiver.article import (
    Article,
    Author,
    Block,
    Image,
    Link,
    Moment,
    RelatedKind,
    RelatedLink,
    Rights,
    Sign,
)
from archiver.sample.content import NAME, Library, Source, author_path, library
from archiver.sample.markup import Part
from archiver.sample.sheet import Box, Dates, Sheet, Shown, sheet

PRIORITY: dict[RelatedKind, int] = {"related": 0, "author": 1, "section": 2, "inline": 3}
DATED = re.compile(r"/20\d\d/\d\d/")  # the addresses of other papers' stories
TDM_POLICY = "/terms/mining"


def articles(base: str, stories: Library | None = None) -> dict[str, Article]:
    """URL -> article, of all that a polite crawl finds; oldest first."""
    stories = stories or library()
    found = (article(base, sheet(stories, x)) for x in stories.stories if not x.source.members)
    return {x.url: x for x in found if x.url is not None}


def article(base: str, page: Sheet) -> Article:
    """What stands on one page of a story, ``base`` being the site's scheme and host."""
    source, plan = page.story.source, page.plan
    return Article(
        url=urljoin(base, page.address),
        canonical_url=urljoin(base, page.address) if plan.canonical else None,
        kind=source.kind,
        publication=NAME,
        channel=source.channel,
        channels=(source.channel,) if has_crumbs(page) else (),
        title=source.title,
        subtitle=source.subtitle,
        byline=page.byline,
        authors=_authors(base, page),
        published=_moment(page.published, page.story.published),
        modified=_moment(page.modified, page.story.published),
        language=_language(page),
        topics=source.topics if tells_topics(page) else (),
        body=tuple(_block(base, part) for part in body(page)),
        images=tuple(_images(base, page)),
        related=tuple(_related(base, page)),
        pagination=tuple(urljoin(base, x) for x in page.pagination),
        paywalled=_paywalled(page),
        rights=_rights(base, page),
    )


def has_crumbs(page: Sheet) -> bool:
    """Breadcrumbs are printed on classic pages, and said in the graph of modern ones."""
    return page.story.layout == "classic" or page.plan.jsonld == "graph"


def tells_topics(page: Sheet) -> bool:
    """Classic and video pages have a meta; modern ones JSON-LD or OpenGraph, or nothing."""
    told = page.plan.opengraph or page.plan.jsonld not in ("none", "broken")
    return page.story.layout == "classic" or page.story.source.kind == "video or gallery" or told


def body(page: Sheet) -> Iterator[Part]:
    """The parts of the story, without what stands between them."""
    for item in page.items:
        yield from item.parts


def _authors(base: str, page: Sheet) -> tuple[Author, ...]:
    signed = dict(page.signed)
    names_in_data = page.plan.jsonld not in ("none", "broken")
    return tuple(
        Author(
            name=name,
            url=urljoin(base, author_path(name)) if signed.get(name) or names_in_data else None,
        )
        for name in page.story.source.authors
    )


def _moment(dates: Dates, printed: datetime) -> Moment | None:
    """``printed``: the time whose visible text may be the only one."""
    for stamp in (dates.jsonld, dates.meta, dates.time):
        if stamp:
            same = ":" in (dates.visible or "") and datetime.fromisoformat(stamp) == printed
            iso = printed.isoformat() if same and stamp.endswith(("Z", "+00:00")) else stamp
            return Moment(iso=iso, text=stamp, zone="page")
    if dates.visible is None:
        return None
    if ":" not in dates.visible:
        return Moment(iso=printed.date().isoformat(), text=dates.visible)
    return Moment(iso=printed.isoformat(), text=dates.visible, zone="publication")


def _language(page: Sheet) -> str:
    if page.plan.language_by == "nothing":
        return "en"
    if page.plan.language_by == "locale":
        return f"{page.story.source.language}-{page.story.source.language.upper()}"
    return page.plan.locale or page.story.source.language


def _block(base: str, part: Part) -> Block:
    if part.kind == "break":
        raise ValueError("a page break is no block")
    links = tuple(
        Link(url=urljoin(base, piece.address), text=piece.text)
        for piece in part.pieces
        if piece.address
    )
    return Block(kind=part.kind, text=part.text, level=part.level, links=links)


def _images(base: str, page: Sheet) -> Iterator[Image]:
    if page.lead:
        yield _image(base, page.lead, lead=True)
    for item in page.items:
        if item.image:
            yield _image(base, item.image, lead=False)


def _image(base: str, shown: Shown, *, lead: bool) -> Image:
    alt, caption = shown.picture.alt or None, shown.picture.caption
    return Image(url=urljoin(base, shown.address), alt=alt, caption=caption, lead=lead)


def _related(base: str, page: Sheet) -> list[RelatedLink]:
    """Each URL once, of the kind that says most, in the order of the page."""
    best: dict[str, tuple[int, RelatedLink]] = {}
    for position, link in enumerate(_offered(base, page)):
        known = best.get(link.url)
        if known is None or PRIORITY[link.kind] < PRIORITY[known[1].kind]:
            best[link.url] = (position, link)
    return [link for _, link in sorted(best.values(), key=lambda x: x[0])]


def _offered(base: str, page: Sheet) -> Iterator[RelatedLink]:
    for item in page.items:
        for part in item.parts:
            yield from _inline(base, part)
        if item.box:
            yield from _of_box(base, item.box)
    for box in page.boxes:
        yield from _of_box(base, box)


def _inline(base: str, part: Part) -> Iterator[RelatedLink]:
    if part.kind not in ("paragraph", "list item", "quote"):
        return
    for piece in part.pieces:
        if piece.address and is_story(base, piece.address):
            yield RelatedLink(url=urljoin(base, piece.address), text=piece.text, kind="inline")


def is_story(base: str, address: str) -> bool:
    """By docs/sample.md, row "inline"."""
    url = urlsplit(urljoin(base, address))
    if url.scheme not in ("http", "https"):
        return False
    if url.netloc == urlsplit(base).netloc:
        return url.path.startswith("/story/")
    return DATED.search(url.path) is not None


def _of_box(base: str, box: Box) -> Iterator[RelatedLink]:
    for offer in box.offers:
        url = urljoin(base, offer.address)
        yield RelatedLink(url=url, text=offer.text, kind=box.kind, heading=box.heading)


def _paywalled(page: Sheet) -> bool | None:
    if page.story.source.paywalled is not None:
        return page.story.source.paywalled
    return False if page.plan.free and page.plan.jsonld in ("article", "graph") else None


def _rights(base: str, page: Sheet) -> Rights:
    source = page.story.source
    return Rights(
        license=source.license,
        noarchive=source.noarchive is not None,
        tdm_reserved=True if source.tdm else None,
        tdm_policy=urljoin(base, TDM_POLICY) if source.tdm else None,
        signs=tuple(_signs(base, source)),
    )


def _signs(base: str, source: Source) -> Iterator[Sign]:
    """What is said of the use of a page, the strongest carrier first."""
    if source.tdm:
        where = f"{source.tdm}:tdm-reservation"
        yield Sign(name="tdm-reservation", where=where, value="1")
        yield Sign(name="tdm-policy", where=where, value=urljoin(base, TDM_POLICY))
    if source.noarchive:
        places = {"meta": "meta:robots", "http": "http:x-robots-tag"}
        yield Sign(name="noarchive", where=places[source.noarchive])
    if source.license:
        yield Sign(name="license", where="rel:license", value=source.license)
        yield Sign(name="license", where="jsonld:license", value=source.license)
    if source.paywalled:
        yield Sign(name="paywalled", where="jsonld:isAccessibleForFree")
