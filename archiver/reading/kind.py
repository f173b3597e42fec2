"""What the page is: an article, or something that must not pass for one.

What is certain is told by rules: a live blog, a wall, a film, a front page, a news story that
declares itself. All else is weighed: :mod:`archiver.reading.kind_signs` lists the signs, and
``kind_weights`` what each says for an article and for what else a page may be, learned from pages
that people had sorted (``tests/benchmarks/train_kind.py``).
"""

import math
from urllib.parse import urlsplit

from archiver.article import Block, Kind, Moment
from archiver.reading.body import Story
from archiver.reading.jsonld import types
from archiver.reading.kind_signs import Signs, signs
from archiver.reading.kind_special import live, media
from archiver.reading.kind_walls import wall
from archiver.reading.kind_weights import BIAS, CLASSES, LEAST_ARTICLE, WEIGHTS
from archiver.reading.survey import Survey

LEAST_TEXT = 250  # characters of a story
NEWS = frozenset(
    "newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle "
    "backgroundnewsarticle askpublicnewsarticle".split()
)
LISTS = frozenset(("collection", "listing"))
MOST_TOLD = 3  # signs in the evidence


def kind(
    survey: Survey,
    story: Story,
    body: tuple[Block, ...],
    paywalled: bool | None,
    published: Moment | None,
) -> tuple[Kind, str]:
    """The kind and what it was told by."""
    length = sum(_weight(block.text) for block in body if block.kind != "heading")
    declared = {name for value in survey.jsonld for name in types(value)}
    og_type = next((value.lower() for value, _ in survey.first_meta("og:type")), "")
    if told := live(survey, story, declared):
        return "live blog", told
    own = types(survey.story)
    is_told = bool(own) or og_type == "article" or published is not None
    if told := wall(survey, story, length, paywalled, is_told):
        return "wall", told
    if told := media(survey, story, declared, og_type, length):
        return "video or gallery", told
    if told := _is_empty(survey, length, is_told):
        return "other", told
    front = _is_front(survey.page.url)
    if own & NEWS and length >= LEAST_TEXT and not front:
        return "article", "jsonld:NewsArticle"
    found, told = weighed(signs(survey, story, published))
    # A front page lists, whatever else stands on it; a company's offers.
    return ("listing", "url") if front and found == "article" else (found, told)


def _is_front(url: str | None) -> bool:
    parts = urlsplit(url or "")
    return bool(parts.netloc) and not parts.path.strip("/") and not parts.query


def _weight(text: str) -> float:
    """The characters of a text; those of scripts that say more in one count more."""
    return len(text) * 2.5 if text and ord(text[len(text) // 2]) >= 0x2E80 else float(len(text))


def _is_empty(survey: Survey, length: float, told: bool) -> str | None:
    """A page without a word: a script would fill it."""
    if length or told or len(survey.tags["a"]) > 20:
        return None
    size = sum(len(raw.text) for raw in survey.outline.blocks[:100])
    return "no text" if size < LEAST_TEXT else None


def weighed(found: Signs) -> tuple[Kind, str]:
    """What the signs together say, and those that said most."""
    sums = list(BIAS)
    for name, value in found.items():
        known = WEIGHTS.get(name)
        if known is not None:
            for number, weight in enumerate(known[1]):
                sums[number] += value * weight
    most = max(sums)
    powers = [math.exp(x - most) for x in sums]
    shares = [x / sum(powers) for x in powers]
    best = max(range(1, len(CLASSES)), key=lambda number: shares[number])
    if shares[0] >= LEAST_ARTICLE:
        return "article", f"model:{shares[0]:.2f} {_reasons(found, 0, best)}"
    name = CLASSES[best]
    evidence = f"model:{1 - shares[0]:.2f} {name}: {_reasons(found, best, 0)}"
    return ("listing" if name in LISTS else "other"), evidence


def _reasons(found: Signs, one: int, other: int) -> str:
    """The signs that speak most for ``one`` against ``other``, measured from the usual page."""
    gains = []
    for name, (usual, weights) in WEIGHTS.items():
        more = found.get(name, 0.0) - usual
        gain = more * (weights[one] - weights[other])
        if gain > 0:
            gains.append((-gain, name if more > 0 else f"no {name}"))
    return ", ".join(name for _, name in sorted(gains)[:MOST_TOLD])
