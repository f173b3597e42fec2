"""What the page is: an article, or something that must not pass for one."""

import re
from urllib.parse import urlsplit

from archiver.article import Block, Kind, Moment
from archiver.likeness import LIKELY, article_likeness
from archiver.reading.body import Story, mass_of
from archiver.reading.jsonld import types
from archiver.reading.survey import Survey

LEAST_TEXT = 250  # characters of a story
STUB = 700  # characters under which a page behind a paywall is its stub

LIVE = frozenset({"liveblogposting"})
MEDIA = frozenset({"videoobject", "imagegallery", "mediagallery", "audioobject"})
PAGES = frozenset(
    "collectionpage searchresultspage profilepage contactpage aboutpage product".split()
)

WALL = re.compile(
    r"subscribe to (?:continue|read|unlock)|to continue reading|already a subscriber|"
    r"this (?:article|story|content) is (?:for|only|reserved|available)|for subscribers only|"
    r"subscribers only|sign in to (?:continue|read)|log in to (?:continue|read)|"
    r"jetzt weiterlesen|weiterlesen mit|nur für abonnenten|artikel freischalten|"
    r"réservé aux abonnés|il vous reste \d+|contenido exclusivo|solo para suscriptores|"
    r"riservato agli abbonati|enable javascript|verify you are (?:a )?human|access denied|"
    r"before you continue|we value your privacy|この記事は有料",
    re.IGNORECASE,
)
MOST_SEARCHED = 20_000  # characters of a page's text that are searched for a wall


def kind(
    survey: Survey,
    story: Story,
    body: tuple[Block, ...],
    paywalled: bool | None,
    published: Moment | None,
) -> tuple[Kind, str]:
    """The kind and what it was told by."""
    length = sum(len(block.text) for block in body if block.kind != "heading")
    declared = {name for value in survey.jsonld for name in types(value)}
    og_type = next((value.lower() for value, _ in survey.first_meta("og:type")), "")
    if declared & LIVE:
        return "live blog", "jsonld:LiveBlogPosting"
    wall = _wall(survey, length, paywalled)
    if wall:
        return "wall", wall
    if _is_media(declared, og_type, length, bool(survey.story)):
        return "video or gallery", "og:type" if og_type.startswith("video") else "jsonld"
    if length >= LEAST_TEXT or (survey.story and length):
        if not (survey.story or published or og_type == "article") and _lists(survey, story):
            return "listing", "links"
        return _story_or_list(survey, declared, og_type, length)
    if survey.story and not length:
        return "other", "no text"
    return ("listing", "links") if len(survey.tags["a"]) > 60 else ("other", "no text")


def _lists(survey: Survey, story: Story) -> bool:
    """True for a page that says more in links than in its text, under no article's address.

    Asked only where nothing says that the page is an article, and it has no date.
    """
    mass = sum(mass_of(raw) for raw in story.blocks)
    linked = sum(raw.linked for raw in survey.outline.blocks)
    return linked > 1.5 * mass and article_likeness(survey.page.url or "") < LIKELY


def _wall(survey: Survey, length: int, paywalled: bool | None) -> str | None:
    if paywalled and length < STUB:
        return "paywalled, short"
    if length < STUB:
        text = " ".join(survey.root.itertext(*"p div span h1 h2 h3 h4 a button".split()))
        if WALL.search(text[:MOST_SEARCHED]):
            return "text"
    return None


def _is_media(declared: set[str], og_type: str, length: int, has_story: bool) -> bool:
    if og_type.startswith("video") and length < 4 * LEAST_TEXT:
        return True
    return bool(declared & MEDIA) and not has_story and length < 4 * LEAST_TEXT


def _story_or_list(
    survey: Survey, declared: set[str], og_type: str, length: int
) -> tuple[Kind, str]:
    if survey.story:
        return "article", "jsonld"
    path = urlsplit(survey.page.url or "").path.strip("/")
    if declared & PAGES and og_type != "article":
        return "listing", "jsonld"
    if not path and survey.page.url:
        return "listing", "url"
    return "article", "og:type" if og_type == "article" else "text"
