"""What the page is: an article, or something that must not pass for one.

What is certain is told by rules: a live blog, a wall, a film, a front page, a news story that
declares itself. All else is weighed: :mod:`archiver.reading.kind_signs` lists the signs, and
``kind_weights`` what each says for an article and for what else a page may be, learned from pages
that people had sorted (``tests/benchmarks/train_kind.py``).
"""

import math
import re
from functools import cache
from heapq import nsmallest
from operator import mul
from urllib.parse import urlsplit

from archiver.article import Block, Kind
from archiver.likeness import article_likeness
from archiver.reading.body import Story
from archiver.reading.jsonld import string, types
from archiver.reading.kind_signs import Signs, Told, signs, weight
from archiver.reading.kind_special import is_played, live, media
from archiver.reading.kind_walls import wall
from archiver.reading.kind_weights import BIAS, CLASSES, LEAST_ARTICLE, WEIGHTS
from archiver.reading.kind_words import FORUMS, SEGMENTS
from archiver.reading.survey import Survey
from archiver.reading.text import overlap

LEAST_TEXT = 250  # characters of a story
LEAST_WORDS = 60  # characters of a text that is worth weighing
MOST_LINKS = 20  # of a page without text
LEAST_LINKS = 5  # of a list
LITTLE = 500  # characters of a text that is rarely a story if it has no date
LEAST_OF_LITTLE = 0.6  # probability from which it is one all the same
MANY_TEASERS = 0.74  # 20 or so, for a front page that is no company's
NEWS = frozenset(
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle "
    "backgroundnewsarticle askpublicnewsarticle".split()
)
#: The scripts by which forums show a thread.
THREAD = re.compile(
    r"/(?:viewtopic|viewthread|showthread|showtopic)(?![a-z])|/index\.php\?topic[=,]\d",
    re.IGNORECASE,
)
MOST_ADDRESS = 500  # characters
DISCUSSIONS = frozenset(("discussionforumposting", "qapage"))
LISTING = frozenset(("collectionpage", "searchresultspage", "profilepage"))
GOODS = frozenset(("product", "productgroup"))
LISTS = frozenset(("collection", "listing"))
LIKE = 0.3  # likeness of an address to an article's that asks for no more proof
SAME = 0.5  # share of common words from which two headlines are one
MENUS = frozenset(("navigation", "junk", "hidden", "advert"))
DATA = ("<?xml", "<rss", "<feed", "<urlset", '{"', "[{")
MOST_TOLD = 3  # signs in the evidence
#: Of each class, the weights of the signs.
BY_CLASS = tuple(zip(*(weights for _, weights in WEIGHTS.values()), strict=True))


def kind(
    survey: Survey,
    story: Story,
    body: tuple[Block, ...],
    paywalled: bool | None,
    told: Told,
) -> tuple[Kind, str]:
    """The kind and what it was told by."""
    length = length_of(body)
    if known := certain(survey, story, length, paywalled):
        return known
    front = _is_front(survey.page.url)
    weighed_signs = signs(survey, story, told)
    if front:
        weighed_signs.pop("front page", None)  # what would it be in another place?
    doubtful = length < LITTLE and told.published is None and not survey.story
    found, evidence = weighed(weighed_signs, LEAST_OF_LITTLE if doubtful else LEAST_ARTICLE)
    if front and (found == "article" or weighed_signs.get("teasers in the open", 0) > MANY_TEASERS):
        return "listing", "url"  # it lists, whatever else stands on it
    if found == "article" and is_played(survey, length):
        return "video or gallery", "player"
    if found == "listing" and not _lists(survey):
        return "other", evidence
    return found, evidence


def length_of(body: tuple[Block, ...]) -> float:
    """The characters of a story without its headings."""
    return sum([weight(block.text) for block in body if block.kind != "heading"])


def certain(
    survey: Survey, story: Story, length: float, paywalled: bool | None
) -> tuple[Kind, str] | None:
    """What the page surely is, by rules; None if it is to be weighed."""
    declared = {name for value in survey.jsonld for name in types(value)}
    og_type = next((value.lower() for value, _ in survey.first_meta("og:type")), "")
    own = types(survey.story)
    # A date alone says little: it may be the address's, and a wall stands at a story's address.
    is_told = bool(own) or og_type == "article" or "article:published_time" in survey.meta
    if told := live(survey, story, declared):
        return "live blog", told
    if told := wall(survey, story, length, paywalled, is_told):
        return "wall", told
    if told := _is_data(survey) or _is_other(survey, own, declared, og_type):
        return "other", told
    if told := media(survey, story, declared, og_type, length):
        return "video or gallery", told
    if told := _is_empty(survey, length, is_told):
        return "other", told
    if told := _is_list(survey, own, declared, og_type):
        return "listing", told
    front = _is_front(survey.page.url)
    if own & NEWS and length >= LEAST_TEXT and not front and _is_shown(survey):
        return "article", "jsonld:NewsArticle"
    return None


def _is_list(survey: Survey, own: set[str], declared: set[str], og_type: str) -> str | None:
    """By what a page tells that it lists stories: of a channel, of a person, of a search."""
    if own:
        return None
    if og_type == "profile":
        return "og:type"
    return f"jsonld:{min(declared & LISTING)}" if declared & LISTING else None


def _is_shown(survey: Survey) -> bool:
    """True for a story's address, and headings or a title as declared: lists declare, too."""
    if survey.page.url and article_likeness(survey.page.url) < LIKE:
        return False
    headline = string(survey.story.get("headline")) or ""
    titles = [element.text or "" for element in survey.tags["title"][:1]]
    return any(overlap(headline, x) >= SAME for x in (*survey.headings[:3], *titles))


def _lists(survey: Survey) -> bool:
    """True for a page with links beside its menus."""
    outline, number = survey.outline, 0
    for raw in outline.blocks:
        if raw.links and not any(outline.junk.get(x) in MENUS for x in outline.chain(raw.node)):
            number += len(raw.links)
            if number >= LEAST_LINKS:
                return True
    return False


def _is_front(url: str | None) -> bool:
    parts = urlsplit(url or "")
    return bool(parts.netloc) and not parts.path.strip("/") and not parts.query


def _is_other(survey: Survey, own: set[str], declared: set[str], og_type: str) -> str | None:
    """By what a page tells that it is a forum's thread or a shop's product; None if by nothing."""
    if own - DISCUSSIONS:
        return None
    if discussion := own | (declared & DISCUSSIONS):
        return f"jsonld:{min(discussion)}"
    makers = " ".join(survey.meta.get("generator", ())[:3]).lower()
    if any(name in makers for name in FORUMS):
        return "meta:generator"
    if THREAD.search((survey.page.url or "")[:MOST_ADDRESS]):
        return "url"
    if og_type.startswith(("product", "og:product")) and "group" not in og_type:
        return "og:type"
    segments = set(urlsplit(survey.page.url or "").path.lower().split("/")[:-1])
    if "jobposting" in declared:
        return "jsonld:JobPosting"
    if declared & GOODS and segments & SEGMENTS["shop"]:
        return "jsonld:Product"
    return None


def _is_empty(survey: Survey, length: float, told: bool) -> str | None:
    """A page without a word: a script would fill it."""
    if length >= LEAST_WORDS or told or len(survey.tags["a"]) > MOST_LINKS:
        return None
    size = sum(len(raw.text) for raw in survey.outline.blocks[:100])
    return "no text" if size < LEAST_TEXT else None


def _is_data(survey: Survey) -> str | None:
    """A feed or data that a server sent as a page."""
    first = next((raw.text for raw in survey.outline.blocks[:1]), "")
    return "data" if first.startswith(DATA) else None


def weighed(found: Signs, least: float = LEAST_ARTICLE) -> tuple[Kind, str]:
    """What the signs together say, and those that said most.

    ``least``: the probability from which the page is an article.
    """
    values = [found.get(name, 0.0) for name in WEIGHTS]
    sums = [
        bias + sum(map(mul, values, weights)) for bias, weights in zip(BIAS, BY_CLASS, strict=True)
    ]
    most = max(sums)
    powers = [math.exp(x - most) for x in sums]
    shares = [x / sum(powers) for x in powers]
    best = max(range(1, len(CLASSES)), key=lambda number: shares[number])
    if shares[0] >= least:
        return "article", f"model:{shares[0]:.2f} {_reasons(found, 0, best)}"
    name = CLASSES[best]
    evidence = f"model:{1 - shares[0]:.2f} {name}: {_reasons(found, best, 0)}"
    return ("listing" if name in LISTS else "other"), evidence


def _reasons(found: Signs, one: int, other: int) -> str:
    """The signs that speak most for ``one`` against ``other``, measured from the usual page."""
    gains = []
    for name, usual, lead in _leads(one, other):
        more = found.get(name, 0.0) - usual
        gain = more * lead
        if gain > 0:
            gains.append((-gain, name if more > 0 else f"no {name}"))
    return ", ".join([name for _, name in nsmallest(MOST_TOLD, gains)])


@cache
def _leads(one: int, other: int) -> list[tuple[str, float, float]]:
    """Each sign, what is usual of it, and by how much it speaks more for ``one``."""
    return [
        (name, usual, weights[one] - weights[other]) for name, (usual, weights) in WEIGHTS.items()
    ]
