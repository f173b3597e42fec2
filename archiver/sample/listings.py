"""Everything on the site that is no story: lists, feed, sitemaps, robots.txt, the odd page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urljoin

from archiver.sample.content import (
    CHANNELS,
    NAME,
    Library,
    Story,
    author_path,
    channel_path,
    slugged,
)
from archiver.sample.metadata import opening
from archiver.sample.plan import plan_of
from archiver.sample.render import render

PER_PAGE = 6  # teasers on a page of a channel
IN_FEED = 20
IN_NEWS = 12  # stories in the news sitemap
ON_FRONT = 12
WITHDRAWN = "/story/harbor-fee-refunds-withdrawn-85990.html"  # linked, and gone
WITHDRAWN_TITLE = "Harbor Fee Refunds Promised by Spring"
WITHDRAWN_FROM = "Policy"

ROBOTS = """\
# {name}: read us, keep us, be polite.
User-agent: *
Disallow: /members/
Disallow: /print/
Disallow: /search
Disallow: /*?reply=
Allow: /members/about

User-agent: GreedyBot
User-agent: GreedyBot-Images
Disallow: /

User-agent: SlowBot
Crawl-delay: 20
Disallow: /members/

Sitemap: {base}/sitemap_index.xml
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document before it is sent; text is sent as UTF-8."""

    content_type: str
    text: str
    modified: datetime | None = None  #: aware; None: not told
    gzipped: bool = False  #: the document itself is a gzip file


HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=UTF-8"


def documents(base: str, library: Library) -> Iterator[tuple[str, Document]]:
    """(path, document) of all that is no story."""
    yield "/", _front(library)
    for channel in CHANNELS:
        yield from _section(library, channel)
    for name in library.authors:
        yield author_path(name), _author(library, name)
    for topic in sorted({x for story in library.public for x in story.source.topics}):
        yield f"/tag/{slugged(topic)}", _tag(library, topic)
    yield from _pages(library)
    robots = ROBOTS.format(name=NAME, base=base)
    yield "/robots.txt", Document(content_type="text/plain; charset=UTF-8", text=robots)
    yield "/rss-feed", _feed(base, library)
    yield from _sitemaps(base, library)


def _front(library: Library) -> Document:
    stories = library.public
    text = render("front.html", stories=stories[:ON_FRONT], popular=stories[5:10])
    return Document(content_type=HTML, text=text, modified=stories[0].published)


def _section(library: Library, channel: str) -> Iterator[tuple[str, Document]]:
    stories = list(library.of_channel(channel))
    listed = _members(library, channel) + stories
    count = -(-len(listed) // PER_PAGE)
    path = channel_path(channel)
    for number in range(1, count + 1):
        text = render(
            "section.html",
            heading=channel,
            stories=listed[(number - 1) * PER_PAGE : number * PER_PAGE],
            # Gone, but still in the list; the reader of lists cannot know.
            withdrawn=(WITHDRAWN, WITHDRAWN_TITLE)
            if channel == WITHDRAWN_FROM and number == count
            else None,
            earlier=f"{path}/page/{number + 1}" if number < count else None,
            later=(f"{path}/page/{number - 1}" if number > 2 else path) if number > 1 else None,
        )
        yield (
            path if number == 1 else f"{path}/page/{number}",
            Document(content_type=HTML, text=text, modified=stories[0].published),
        )


def _members(library: Library, channel: str) -> list[Story]:
    """Stories that are offered to everybody and shown to members only."""
    return [x for x in library.stories if x.source.members and x.source.channel == channel]


def _author(library: Library, name: str) -> Document:
    return _listing(f"Stories by {name}", library.of_author(name))


def _tag(library: Library, topic: str) -> Document:
    return _listing(topic, [x for x in library.public if topic in x.source.topics])


def _listing(heading: str, stories: Sequence[Story]) -> Document:
    text = render(
        "section.html", heading=heading, stories=stories, withdrawn=None, earlier=None, later=None
    )
    return Document(content_type=HTML, text=text)


def _pages(library: Library) -> Iterator[tuple[str, Document]]:
    """About us, and the pages that forms and footers lead to."""
    yield "/about", Document(content_type=HTML, text=render("about.html"))
    for path, title, line in (
        ("/terms", "Terms of Use", "Quote us, link to us, and say where the words came from."),
        (
            "/terms/mining",
            "Text and Data Mining",
            "Ask the desk before you mine the stories that reserve it.",
        ),
        ("/newsletters", "Newsletters", "The Morning Lantern comes every weekday before seven."),
        ("/sign-in", "Sign In", "Your name and your password, please."),
        ("/join", "Create a Free Account", "An account costs nothing and opens the comments."),
    ):
        text = render("plain.html", title=title, line=line)
        yield path, Document(content_type=HTML, text=text)
    for story in library.stories:
        if story.layout == "classic":
            text = render("print.html", story=story)
            yield f"/print/{story.number}.html", Document(content_type=HTML, text=text)


def _feed(base: str, library: Library) -> Document:
    stories = library.public[:IN_FEED]
    text = render(
        "feed.xml",
        base=base,
        stories=[(x, urljoin(base, x.path), opening(x)) for x in stories],
        rfc822=format_datetime,
    )
    return Document(
        content_type="application/rss+xml; charset=UTF-8",
        text=text,
        modified=stories[0].published,
    )


def _sitemaps(base: str, library: Library) -> Iterator[tuple[str, Document]]:
    """Index, news, one a year (gzipped), and one of the pages that are no stories."""
    newest = library.public[0].published
    years = sorted({story.published.year for story in library.public})
    children = [
        f"{base}/news-sitemap.xml",
        *(f"{base}/sitemap-{year}.xml.gz" for year in years),
        f"{base}/sitemap-pages.xml",
    ]
    index = render("sitemap-index.xml", children=children, newest=newest)
    yield "/sitemap_index.xml", Document(content_type=XML, text=index, modified=newest)
    news = [(urljoin(base, x.path), x) for x in library.public[:IN_NEWS]]
    text = render("news-sitemap.xml", stories=news)
    yield "/news-sitemap.xml", Document(content_type=XML, text=text, modified=newest)
    for year in years:
        text = render("sitemap.xml", entries=list(_of_year(base, library, year)))
        yield (
            f"/sitemap-{year}.xml.gz",
            Document(content_type="application/gzip", text=text, modified=newest, gzipped=True),
        )
    pages = [(f"{base}{path}", None) for path in ("/", "/about", *map(channel_path, CHANNELS))]
    yield (
        "/sitemap-pages.xml",
        Document(content_type=XML, text=render("sitemap.xml", entries=pages)),
    )


def _of_year(base: str, library: Library, year: int) -> Iterator[tuple[str, datetime | None]]:
    for story in library.public:
        if story.published.year == year:
            changed = plan_of(story).modified or story.published
            yield urljoin(base, story.path), changed
            if story.source.moved:
                yield urljoin(base, story.old_path), changed
    if year == 2025:
        yield f"{base}{WITHDRAWN}", None
