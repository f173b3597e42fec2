"""What tells an article from a forum, a manual, a shop, a list: the signs that the model weighs.

A sign is a number from 0 to about 1 and stands for no language: markup, addresses, the shares of
text and of links, short words that say the same in many languages. Its name says what it is; a sign
that is not there is left out.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from archiver.article import Moment
from archiver.likeness import article_likeness
from archiver.reading.body import Story
from archiver.reading.jsonld import types
from archiver.reading.kind_words import (
    BOARDS,
    COLLECTIONS,
    HOSTS,
    LISTS,
    MANUALS,
    MINE,
    NAMES,
    OURS,
    PHRASES,
    SEGMENTS,
    TOOLS,
    YOURS,
)
from archiver.reading.names import Role
from archiver.reading.outline import Raw
from archiver.reading.survey import Survey

Signs = dict[str, float]

MOST_NAMES = 1000  # different ones of elements
MOST_BLOCKS = 1500  # of a page that are looked at
MOST_OF_NAMES = 60_000  # characters of all of them
MOST_SAMPLE = 4000  # characters of the story whose words are counted
NEAR = 12  # blocks over the text in which its date and byline are looked for
SHORT = 60  # characters of a block that may be a button, a label, a price
LONG = 200  # characters of a paragraph of running text
LONG_NAME = 4  # words of the last part of an address
TEASER = 25  # characters of a link that may be a headline

DECLARED: dict[str, frozenset[str]] = {
    "forum": frozenset(("discussionforumposting", "qapage", "socialmediaposting")),
    "product": frozenset("product productgroup offer aggregateoffer softwareapplication".split()),
    "business": frozenset(
        "localbusiness service professionalservice course corporation place "
        "educationaloccupationalprogram homeandconstructionbusiness".split()
    ),
    "list": frozenset("itemlist collectionpage searchresultspage".split()),
    "web page": frozenset(("webpage",)),
}
#: Kinds of articles, in the vocabulary's eyes, that are threads or manuals.
NO_STORIES = DECLARED["forum"] | {"techarticle"}
ANSWERS = frozenset("comment interactionstatistic commentcount acceptedanswer".split())
#: Elements that are counted, and how many of them are many.
TAGS = {"button": 20, "code": 60, "figure": 20, "iframe": 20, "select": 20}
#: Elements that call themselves so.
NAMED = (("related boxes", Role.RELATED), ("channel labels", Role.CHANNEL))

#: It begins with one set of characters, which is fast to look for.
PRICE = re.compile(
    r"[$€£¥₹₽\d](?:(?<=\D)\s?\d|"
    r"(?<=\d)\s?(?:€|₽|eur\b|usd\b|chf\b|pln\b|zł|kr\b|kč|ft\b|円|元|원))"
)
ENDS = re.compile(r"[.!?。！？…।؟][\"”»)\]\s]*$")
WORD = re.compile(r"[^\W\d_]+")
EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms)$")
#: Classes of the body of a page, in the systems that most sites run on.
POST_CLASS = re.compile(
    r"(?:single-post|single-format-\w+|node-type-article|postid-\d+|post-template-default|"
    r"view-item|article-page|single-article|template-article|post-template)"
)

#: … and of the body of a front page.
FRONT_CLASS = frozenset(("home", "path-frontpage", "template-index"))
THREAD = re.compile(r"(?:^|[&;])(?:thread|threadid|tid|topic)=\d")
#: What is counted of the names, texts and words: nearly all of a page's are none of them.
KNOWN_NAMES = frozenset().union(*NAMES.values())
KNOWN_PHRASES = frozenset().union(*PHRASES.values())
PERSONS = OURS | YOURS | MINE
DIVIDERS = re.compile(r"[/._-]")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the stages before have found out."""

    title: str | None = None
    published: Moment | None = None
    signed: bool = False


def signs(survey: Survey, story: Story, told: Told) -> Signs:
    """The signs of a page, those that are there."""
    found: Signs = {}
    _declared(survey, found)
    _told(told, found)
    _meta(survey, found)
    _address(survey, found)
    _names(survey, found)
    _tags(survey, found)
    _places(survey, story, found)
    # A thread is told by both together; a story may have comments, or "topic" in its address.
    found["posts"] = found.get("forum in the path", 0.0) and min(found["dates in the text"], 1.0)
    _text(story, found)
    _page(survey, story, found)
    return {name: value for name, value in found.items() if value}


def _log(count: float, many: float) -> float:
    """0 for none, 1 for many: the first ones say most."""
    return min(math.log1p(count) / math.log1p(many), 1.5)


def _declared(survey: Survey, found: Signs) -> None:
    names = {name for value in survey.jsonld[:200] for name in types(value)}
    properties = {name.lower() for name, _, _ in survey.properties[:2000]}
    found["ld story"] = bool(types(survey.story) - NO_STORIES)
    for name, wanted in DECLARED.items():
        found[f"ld {name}"] = not names.isdisjoint(wanted)
    found["md comments"] = not properties.isdisjoint(ANSWERS)
    found["md list"] = "itemlistelement" in properties


def _told(told: Told, found: Signs) -> None:
    found["date"] = told.published is not None
    found["neither date nor author"] = told.published is None and not told.signed
    title = told.title or ""
    # Of scripts without spaces, six characters for a word.
    size = len(WORD.findall(title)) if title.isascii() else len(title) / 6
    found["long title"] = min(size, 14) / 14
    found["number in the title"] = DIGIT.search(title) is not None


def _meta(survey: Survey, found: Signs) -> None:
    meta = survey.meta
    og = next((value.lower() for value, _ in survey.first_meta("og:type")), "")
    found["og article"] = og in ("article", "blog")
    found["og product"] = "product" in og
    found["only a date of change"] = (
        "article:modified_time" in meta and "article:published_time" not in meta
    )
    found["meta author"] = "author" in meta
    found["one label"] = "twitter:label1" in meta and "twitter:label2" not in meta
    found["meta price"] = "product:price:amount" in meta or "og:price:amount" in meta
    makers = " ".join(meta.get("generator", ())[:3]).lower()
    found["made as a manual"] = any(name in makers for name in MANUALS)
    links = survey.tags["link"][:200]
    feeds = sum("rss+xml" in (link.get("type") or "") for link in links)
    found["feed"] = feeds > 0
    found["feeds"] = feeds > 2
    for relation in ("amphtml", "next", "prev"):
        found[f"rel {relation}"] = bool(survey.links_with(relation))
    body = survey.root.find("body")
    name = ((body.get("class") or "") if body is not None else "")[:1500].lower()
    classes = name.split()
    found["class of a post"] = any(map(POST_CLASS.fullmatch, classes))
    found["class of a front page"] = not FRONT_CLASS.isdisjoint(classes)


def _address(survey: Survey, found: Signs) -> None:
    url = survey.page.url or next((x for x, _ in survey.first_meta("og:url")), "")
    parts = urlsplit(url[:2000])
    path = unquote(parts.path).lower()
    segments = [x for x in path.split("/") if x]
    if not parts.hostname or (not segments and not survey.page.url):
        # Without an address, what is usual of the addresses of articles and others.
        usual = {"like an article": 0.5, "depth": 0.4, "title in the url": 0.4, "long name": 0.5}
        found.update(usual)
        return
    last = segments[-1] if segments else ""
    found["like an article"] = article_likeness(url)
    found["depth"] = min(len(segments), 6) / 6
    found["front page"] = not segments and not parts.query
    named = len(WORD.findall(last))
    found["title in the url"] = min(named, 10) / 10
    found["long name"] = named >= LONG_NAME
    found["on top"] = len(segments) == 1
    found["query"] = bool(parts.query)
    found["extension"] = EXTENSION.search(last) is not None
    before, name = segments[:-1], last.partition(".")[0]
    parts_of = {part for segment in before for part in segment.split("-")}
    for sort, words in SEGMENTS.items():
        found[f"{sort} in the path"] = not words.isdisjoint(before) or name in words
    found["service in the path"] = found["service in the path"] or name.endswith(TOOLS)
    # "/news" lists stories, "/news/a-title" is one; "/product-category/kettles" lists, too.
    found["story in the path"] = not SEGMENTS["story"].isdisjoint(before)
    found["list in the path"] = found["list in the path"] or not COLLECTIONS.isdisjoint(parts_of)
    found["named as a list"] = name in LISTS or name in SEGMENTS["story"]
    everything = DIVIDERS.split(f"{parts.hostname}/{path}")
    found["forum in a name"] = not BOARDS.isdisjoint(everything) or bool(THREAD.search(parts.query))
    host = set(parts.hostname.split(".")[:-1])
    for sort, words in HOSTS.items():
        found[f"{sort} in the host"] = not host.isdisjoint(words)


def _names(survey: Survey, found: Signs) -> None:
    """How often the elements' names speak of what a page may be for."""
    names = " ".join(islice(survey.outline.names, MOST_NAMES))[:MOST_OF_NAMES]
    every = names.lower().replace("-", " ").replace("_", " ").split()
    counted = Counter(filter(KNOWN_NAMES.__contains__, every))
    for name, wanted in NAMES.items():
        number = sum([count for x, count in counted.items() if x in wanted]) if counted else 0
        found[f"names of {name}"] = _log(number, 20)


def _tags(survey: Survey, found: Signs) -> None:
    for tag, many in TAGS.items():
        found[f"{tag}s"] = _log(len(survey.tags[tag]), many)
    headings = sum(len(survey.tags[tag]) for tag in ("h2", "h3", "h4"))
    found["headings"] = _log(headings, 50)
    found["no h1"] = not survey.tags["h1"]
    named = survey.outline.named
    for name, role in NAMED:
        found[name] = _log(len(named.get(role, ())), 30)
    found["class of a story's text"] = bool(named.get(Role.BODY))


def _places(survey: Survey, story: Story, found: Signs) -> None:
    """Where dates and bylines stand: over the text, or all through it."""
    outline = survey.outline
    first, last = story.first, story.last
    for name, places in (
        ("date", [*outline.tags["time"][:300], *outline.named[Role.DATE][:300]]),
        ("byline", outline.named[Role.BYLINE][:300]),
    ):
        near = inside = 0
        for _, _, before in places:
            near += first - NEAR <= before <= first + 2
            inside += first + 3 < before < last
        found[f"{name} over the text"] = near > 0
        found[f"{name}s over the text"] = _log(near, 20)
        found[f"{name}s in the text"] = _log(inside, 30)


def weight(text: str) -> float:
    """The characters of a text; those of scripts that say more in one count more."""
    return len(text) * 2.5 if text and ord(text[len(text) // 2]) >= 0x2E80 else float(len(text))


def _is_teaser(text: str) -> bool:
    return len(text) >= TEASER or weight(text) >= TEASER


def _text(story: Story, found: Signs) -> None:
    """How the story's text is made."""
    blocks = story.blocks[:MOST_BLOCKS]
    whole = mass = long = running = 0.0
    of_kind: Counter[str] = Counter()
    headings = linked = asking = paragraphs = sentences = 0
    for raw in blocks:
        size = weight(raw.text)
        whole += size
        of_kind[raw.kind] += int(size)
        if raw.kind == "heading":
            headings += 1
            linked += raw.linked > 0
            asking += raw.text[-1] in "?？؟"
            continue
        if len(raw.text) - raw.linked >= TEASER:
            running += 1
            mass += size
            long += size if size > LONG else 0
        if raw.kind == "paragraph":
            paragraphs += 1
            sentences += ENDS.search(raw.text[-8:]) is not None
    found["text"] = math.log1p(mass) / 10
    found["length of blocks"] = math.log1p(mass / max(1.0, running)) / 6
    found["text in long blocks"] = long / (mass + 1)
    found["text in tables"] = of_kind["table"] / (whole + 1)
    found["text in quotes"] = of_kind["quote"] / (whole + 1)
    found["headings to blocks"] = headings / (len(blocks) + 1)
    found["linked headings"] = linked / (headings + 1)
    found["headings that ask"] = _log(asking, 20)
    found["sentences"] = sentences / (paragraphs + 1)
    _words(blocks, found)


def _words(blocks: tuple[Raw, ...], found: Signs) -> None:
    """How often the text says "we", "you", "I"."""
    sample = " ".join([raw.text[:MOST_SAMPLE] for raw in blocks[:80]])[:MOST_SAMPLE]
    words = sample.lower().split()
    known = list(filter(PERSONS.__contains__, words))
    for name, wanted in (("we", OURS), ("you", YOURS), ("I", MINE)):
        number = sum([x in wanted for x in known])
        found[f"says {name}"] = min(25 * number / (len(words) + 40), 2.0)


def _page(survey: Survey, story: Story, found: Signs) -> None:
    """What all the blocks of the page say beside the story."""
    blocks = survey.outline.blocks[:MOST_BLOCKS]
    own = sum([len(raw.text) for raw in story.blocks])
    # White space in links counts, so that they may have more characters than the text.
    own_linked = min(own, sum([raw.linked for raw in story.blocks]))
    page_linked = sum([raw.linked for raw in blocks])
    found["linked story"] = own_linked / (own + 1)
    more = math.log((page_linked + 100) / (own - own_linked + 100)) / 4
    found["more links than text"] = more
    junk = survey.outline.junk
    teasers = [
        r for r in blocks if r.linked and r.linked > 0.7 * len(r.text) and _is_teaser(r.text)
    ]
    found["teasers in the open"] = _log(sum([raw.node not in junk for raw in teasers]), 60)
    short = [raw.text.lower().rstrip(" :→»›>") for raw in blocks if len(raw.text) < SHORT]
    # Most pages have no price: all texts are asked at once.
    priced = short if PRICE.search("\0".join(short)) else ()
    found["prices"] = _log(sum([PRICE.search(x) is not None for x in priced]), 30)
    counted = Counter(short)
    found["words said often"] = _log(max(counted.values(), default=1) - 1, 30)
    known = KNOWN_PHRASES.intersection(counted)
    for name, phrases in PHRASES.items():
        number = sum([counted[x] for x in known if x in phrases])
        found[f"words of {name}"] = _log(number, 10)
