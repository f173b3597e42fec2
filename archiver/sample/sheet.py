"""What stands on a story's page, and where: the one model of page and expectation.

:mod:`.render` makes the page of it, :mod:`.truth` the article that a reader must find in it.
Addresses are as the page has them: paths of this site, or URLs of others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from archiver.article import RelatedKind
from archiver.sample.content import Library, Picture, Story, author_path
from archiver.sample.markup import Part, Piece
from archiver.sample.plan import Plan, plan_of

MONTHS = (
    "January February March April May June July August September October November December".split()
)
BY = {"de": "Von", "fr": "Par", "ja": "文：", "ru": "Автор:", "ar": "بقلم"}
MORE_BY = {"de": "Mehr von {}", "fr": "Plus par {}"}
MORE_IN = {"de": "Mehr aus {}", "fr": "Plus dans {}"}
READ_ALSO = {"de": "Lesen Sie auch:", "fr": "Lire aussi :", "ja": "関連記事："}
MOST_IN_BOX = 4
ADVERTISEMENT_AFTER = 13  # paragraphs; of a shorter story, a part of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A link to another story."""

    address: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Links to other stories under one heading."""

    kind: RelatedKind
    heading: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture with its address."""

    address: str
    picture: Picture
    lazy: bool = False
    wide: str | None = None  #: address of the same picture, twice as wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing in the column of the story, in order."""

    kind: Literal["part", "list", "image", "advertisement", "newsletter", "read also"]
    parts: tuple[Part, ...] = ()
    image: Shown | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The texts of a date, by place; None where the page does not have it."""

    jsonld: str | None = None
    meta: str | None = None
    time: str | None = None
    visible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a story."""

    story: Story
    plan: Plan
    page: int  #: 1 for the first
    byline: str | None
    by: str  #: the word before the names
    signed: tuple[tuple[str, str | None], ...]  #: names in the byline with the pages they link to
    published: Dates
    modified: Dates
    lead: Shown | None
    items: tuple[Item, ...]
    boxes: tuple[Box, ...]  #: related, author, section
    pagination: tuple[str, ...]  #: addresses of the story's other pages

    @property
    def address(self) -> str:
        """Path and query of this page."""
        return page_address(self.story, self.page)


def page_address(story: Story, page: int) -> str:
    """Path and query of a page of a story."""
    return story.path if page == 1 else f"{story.path}?page={page}"


def sheet(library: Library, story: Story, page: int = 1) -> Sheet:
    """What stands on page ``page`` of a story."""
    source, plan = story.source, plan_of(story)
    by_author = _author_boxes(library, story)
    if plan.byline == "more-by" and len(by_author) < len(source.authors):
        plan = replace(plan, byline="line")  # without a list there is no "More by"
    linked = story.layout == "modern"
    by = BY.get(source.language, "By")
    signed = plan.byline == "line"
    names = _joined(source.authors)
    pictures = _pictures(story, plan, page)
    lead = pictures[0] if pictures and plan.lead and page == 1 else None
    rest = pictures[1:] if lead else pictures
    return Sheet(
        story=story,
        plan=plan,
        page=page,
        by=by,
        byline=(f"{by}{names}" if by.endswith("：") else f"{by} {names}") if signed else None,
        signed=tuple((x, author_path(x) if linked else None) for x in source.authors)
        if signed
        else (),
        published=_published(story, plan),
        modified=_modified(story, plan),
        lead=lead,
        items=tuple(_items(library, story, plan, page, rest)),
        boxes=(*_related_box(library, story, plan), *by_author, *_section_box(library, story)),
        pagination=tuple(page_address(story, n) for n in range(1, story.pages + 1) if n != page),
    )


def _joined(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _author_boxes(library: Library, story: Story) -> tuple[Box, ...]:
    heading = MORE_BY.get(story.source.language, "More by {}")
    boxes = (
        Box(
            kind="author",
            heading=heading.format(name),
            offers=offers([x for x in library.of_author(name) if x != story]),
        )
        for name in story.source.authors
    )
    return tuple(box for box in boxes if box.offers)


def _section_box(library: Library, story: Story) -> tuple[Box, ...]:
    heading = MORE_IN.get(story.source.language, "More in {}")
    channel = story.source.channel
    others = [x for x in library.of_channel(channel) if x != story]
    return (Box(kind="section", heading=heading.format(channel), offers=offers(others)),)


def _related_box(library: Library, story: Story, plan: Plan) -> tuple[Box, ...]:
    chosen = [library.by_slug[slug] for slug in story.source.related]
    if not chosen and plan.box:
        chosen = _alike(library, story)
    if not chosen:
        return ()
    return (Box(kind="related", heading="Related Stories", offers=offers(chosen)),)


def _alike(library: Library, story: Story) -> list[Story]:
    """Older stories that share a topic."""
    topics = set(story.source.topics)
    return [
        x for x in library.public if topics & set(x.source.topics) and x.published < story.published
    ][:3]


def offers(stories: list[Story]) -> tuple[Offer, ...]:
    """Links to the first few of the stories."""
    return tuple(Offer(address=x.path, text=x.source.title) for x in stories[:MOST_IN_BOX])


def _pictures(story: Story, plan: Plan, page: int) -> list[Shown]:
    if page > 1:
        return []
    return [
        Shown(
            address=picture_path(story, n),
            picture=picture,
            lazy=plan.lazy and n > 1,
            wide=picture_path(story, n, wide=True) if plan.wide else None,
        )
        for n, picture in enumerate(story.source.images, 1)
    ]


def picture_path(story: Story, number: int, *, wide: bool = False) -> str:
    """Address of a story's picture; the first has the number 1."""
    return f"/images/{story.number}-{number}{'-wide' * wide}.png"


def _items(
    library: Library, story: Story, plan: Plan, page: int, pictures: list[Shown]
) -> Iterator[Item]:
    """The parts of a page, and what is put between them after a certain paragraph."""
    between = _between(library, story, plan, page, pictures)
    column = list(_column(library, story, page))
    paragraphs = 0
    for item in column:
        yield item
        if item.kind == "part" and item.parts[0].kind == "paragraph":
            paragraphs += 1
            yield from between.pop(paragraphs, ())
    for rest in between.values():
        yield from (x for x in rest if x.kind == "image")


def _between(
    library: Library, story: Story, plan: Plan, page: int, pictures: list[Shown]
) -> dict[int, list[Item]]:
    """Number of a paragraph -> what follows it. Never after the last one, except pictures."""
    column = [x for x in _column(library, story, page) if x.kind == "part"]
    count = sum(x.parts[0].kind == "paragraph" for x in column)
    found: dict[int, list[Item]] = {}
    for n, picture in enumerate(pictures):
        found.setdefault(min(3 + 2 * n, max(1, count - 1)), []).append(
            Item(kind="image", image=picture)
        )
    if count > 6:
        after = min(ADVERTISEMENT_AFTER, count - 2)
        found.setdefault(after, []).append(Item(kind="advertisement"))
    teaser = _teaser(library, story, plan)
    if teaser and count > 3 and page == 1:
        found.setdefault(2, []).append(Item(kind="read also", box=teaser))
    if count > 8:
        found.setdefault(count - 3, []).append(Item(kind="newsletter"))
    return found


def _teaser(library: Library, story: Story, plan: Plan) -> Box | None:
    slug = story.source.read_also
    if slug is None and plan.teaser:
        older = [x for x in library.public if x.published < story.published]
        slug = older[0].slug if older else None
    if slug is None:
        return None
    heading = READ_ALSO.get(story.source.language, "Read also:")
    return Box(kind="related", heading=heading, offers=offers([library.by_slug[slug]]))


def _column(library: Library, story: Story, page: int) -> Iterator[Item]:
    """The parts of one page, list items that follow each other gathered."""
    current, items = 1, []
    for part in story.parts:
        if part.kind == "break":
            current += 1
        if part.kind == "break" or current != page:
            continue
        part = replace(
            part,
            pieces=tuple(_resolved(library, x) for x in part.pieces),
            level=_level(story, part),
        )
        if part.kind == "list item":
            items.append(part)
            continue
        if items:
            yield Item(kind="list", parts=tuple(items))
            items = []
        yield Item(kind="part", parts=(part,))
    if items:
        yield Item(kind="list", parts=tuple(items))


def _level(story: Story, part: Part) -> int | None:
    """The newer design has no second-level headings in a story."""
    return max(3, part.level) if part.level and story.layout == "modern" else part.level


def _resolved(library: Library, piece: Piece) -> Piece:
    if piece.address is None:
        return piece
    return replace(piece, address=library.resolve(piece.address))


def _published(story: Story, plan: Plan) -> Dates:
    stamp = stamped(story.published, plan)
    if story.layout == "classic":
        return Dates(
            jsonld=stamp if plan.jsonld == "article" else None,
            visible=printed(story.published, clock=True),
        )
    return Dates(
        jsonld=stamp if plan.jsonld not in ("none", "broken") else None,
        meta=stamp if plan.opengraph else None,
        time=stamp if plan.shown == "time" else None,
        visible=_day(story),
    )


def _day(story: Story) -> str:
    """A modern page prints the day alone."""
    day = story.published
    match story.source.language:
        case "de" | "ru":
            return f"{day:%d.%m.%Y}"
        case "fr":
            return f"{day:%d/%m/%Y}"
        case "ja":
            return f"{day.year}年{day.month}月{day.day}日"
    return printed(day, clock=False)


def _modified(story: Story, plan: Plan) -> Dates:
    when = plan.modified
    stamp = stamped(when, plan) if when else None
    if story.layout == "classic":
        return Dates(jsonld=stamp if plan.jsonld == "article" else None)
    graph = stamped(when or story.published, plan) if plan.jsonld == "graph" else None
    return Dates(
        jsonld=graph or (stamp if plan.jsonld in ("article", "authors") else None),
        meta=stamp if plan.opengraph else None,
        time=stamp if plan.shown == "time" else None,
    )


def stamped(when: datetime, plan: Plan) -> str:
    """A date for machines."""
    return (when.astimezone(UTC) if plan.clock == "utc" else when).isoformat(timespec="seconds")


def printed(when: datetime, *, clock: bool) -> str:
    """``Mar 2, 2025 9:15 AM``, or ``March 2, 2025``."""
    month = MONTHS[when.month - 1]
    if not clock:
        return f"{month} {when.day}, {when.year}"
    hour = when.hour % 12 or 12
    half = "AM" if when.hour < 12 else "PM"
    return f"{month[:3]} {when.day}, {when.year} {hour}:{when:%M} {half}"
