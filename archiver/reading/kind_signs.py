"""What tells an article from a forum, a manual, a shop, a list: the signs that the model weighs.

Every sign is a number from 0 to about 1 that stands for no language: markup, addresses, the shares
of text and links, and short words of many languages that say the same. :data:`SAYS` names each in
words; a sign that is not there is left out.
"""

import math
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from archiver.article import Moment
from archiver.likeness import article_likeness
from archiver.reading.body import Story
from archiver.reading.jsonld import types
from archiver.reading.kind_words import (
    HOSTS,
    MINE,
    OURS,
    PHRASES,
    SEGMENTS,
    YOURS,
)
from archiver.reading.names import Role
from archiver.reading.outline import Raw
from archiver.reading.survey import Survey

Signs = dict[str, float]

MOST_BLOCKS = 1500  # of a page that are looked at
MOST_SAMPLE = 5000  # characters of the story whose words are counted
MOST_LINKS = 1000
NEAR = 12  # blocks over the text in which its date and byline are looked for
SHORT = 60  # characters of a block that may be a button, a label, a price
LONG = 200  # characters of a paragraph of running text
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
    "questions": frozenset(("faqpage",)),
    "person": frozenset(("person",)),
    "crumbs": frozenset(("breadcrumblist",)),
    "comments": frozenset(("comment", "answer", "interactioncounter")),
    "recipe": frozenset(("recipe", "howto")),
}
FORUM_TYPES = DECLARED["forum"]
STORY_META = (
    "article:section", "article:tag", "news_keywords", "article:author", "parsely-title",
    "article:content_tier",
)  # fmt: skip
TAGS = tuple(
    "pre code form input button select figure figcaption article section aside iframe video dl "
    "details table main strong p blockquote".split()
)
#: Elements that call themselves so.
NAMED = (
    ("bylines", Role.BYLINE), ("dates", Role.DATE), ("deks", Role.DEK),
    ("related boxes", Role.RELATED), ("channel labels", Role.CHANNEL),
)  # fmt: skip
#: How many of a tag are many.
MANY = dict.fromkeys(TAGS, 20) | {"p": 100, "section": 40, "input": 30, "main": 1, "code": 60}

PRICE = re.compile(r"[$€£¥₹₽]\s?\d|\d\s?(?:€|₽|EUR\b|USD\b|CHF\b|PLN\b|zł|kr\b|Kč|Ft\b|円|元|원)")
ENDS = re.compile(r"[.!?。！？…।؟](?:[\"”»)\]]|\s)*$")
NUMBERED = re.compile(r"#\s?\d{1,5}$")
WORD = re.compile(r"[^\W\d_]+")
DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0[1-9]|1[0-2])")
LONG_NUMBER = re.compile(r"\d{5,}")
EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms)$")
POST_CLASS = re.compile(
    r"(?:^|\s)(?:single-post|single-format-\w+|node-type-article|postid-\d+|post-template-default|"
    r"view-item|article-page|single-article|template-article|post-template)(?:\s|$)"
)
PAGE_CLASS = re.compile(
    r"(?:^|\s)(?:page-template\S*|page-id-\d+|page|page-node-type-page|collection-type-page|"
    r"template-page)(?:\s|$)"
)
LIST_CLASS = re.compile(
    r"(?:^|\s)(?:home|archive|blog|category\S*|tax-\S+|template-collection|post-type-archive\S*|"
    r"template-index|search\S*|woocommerce-page|single-product|template-product)(?:\s|$)"
)


def signs(survey: Survey, story: Story, published: Moment | None) -> Signs:
    """The signs of a page, those that are there."""
    found: Signs = {}
    _declared(survey, found)
    _meta(survey, published, found)
    _address(survey, found)
    _tags(survey, found)
    _places(survey, story, found)
    _links(survey, found)
    _text(survey, story, found)
    _blocks(survey, story, found)
    return {name: value for name, value in found.items() if value}


def _log(count: float, many: float) -> float:
    """0 for none, 1 for many: the first ones say most."""
    return min(math.log1p(count) / math.log1p(many), 1.5)


def _declared(survey: Survey, found: Signs) -> None:
    names = {name for value in survey.jsonld[:200] for name in types(value)}
    properties = {name.lower() for name, _, _ in survey.properties[:2000]}
    own = types(survey.story)
    found["ld story"] = bool(own - FORUM_TYPES)
    for name, wanted in DECLARED.items():
        found[f"ld {name}"] = bool(names & wanted)
    found["md story"] = bool(properties & {"articlebody", "headline"})
    found["md price"] = bool(properties & {"price", "pricecurrency", "offers", "sku"})
    found["md comments"] = bool(
        properties & {"comment", "interactionstatistic", "commentcount", "acceptedanswer"}
    )
    found["md list"] = "itemlistelement" in properties


def _meta(survey: Survey, published: Moment | None, found: Signs) -> None:
    meta = survey.meta
    og = next((value.lower() for value, _ in survey.first_meta("og:type")), "")
    found["og article"] = og in ("article", "blog")
    found["og website"] = og == "website"
    found["og product"] = "product" in og
    found["og none"] = not og
    found["dated"] = published is not None
    found["meta date"] = "article:published_time" in meta
    found["only modified"] = "article:modified_time" in meta and not found["meta date"]
    found["meta story"] = any(name in meta for name in STORY_META)
    found["meta author"] = "author" in meta
    found["two labels"] = "twitter:label2" in meta
    found["one label"] = "twitter:label1" in meta and "twitter:label2" not in meta
    found["meta price"] = any("price" in name for name in meta)
    _heads(survey, found)


def _heads(survey: Survey, found: Signs) -> None:
    """What the ``link`` elements and the classes of the body say."""
    feeds = 0
    for element in survey.tags["link"][:200]:
        href = (element.get("href") or "").lower()
        if "/wp/v2/" in href:
            found["data of a post"] = "/wp/v2/posts/" in href
            found["data of a page"] = not found["data of a post"]
        feeds += "rss+xml" in (element.get("type") or "")
    found["feed"] = feeds > 0
    found["feeds"] = feeds > 2
    for relation in ("amphtml", "next", "prev", "search"):
        found[f"rel {relation}"] = bool(survey.links_with(relation))
    body = survey.root.find("body")
    name = ((body.get("class") or "") if body is not None else "")[:1500].lower()
    found["class post"] = POST_CLASS.search(name) is not None
    found["class page"] = PAGE_CLASS.search(name) is not None
    found["class list"] = LIST_CLASS.search(name) is not None


def _address(survey: Survey, found: Signs) -> None:
    url = survey.page.url or next((x for x, _ in survey.first_meta("og:url")), "")
    parts = urlsplit(url[:2000])
    path = unquote(parts.path).lower()
    segments = [x for x in path.split("/") if x]
    if not parts.hostname or (not segments and not survey.page.url):
        found["no url"] = 1.0
        return
    last = segments[-1] if segments else ""
    found["like an article"] = article_likeness(url)
    found["depth"] = min(len(segments), 6) / 6
    found["front"] = not segments and not parts.query
    found["title in url"] = min(len(WORD.findall(last)), 10) / 10
    found["date in url"] = DATED.search(path) is not None
    found["number in url"] = LONG_NUMBER.search(last) is not None
    found["query"] = bool(parts.query)
    found["extension"] = EXTENSION.search(last) is not None
    names = {*segments[:-1], last.partition(".")[0]}
    for name, words in SEGMENTS.items():
        found[f"path {name}"] = not names.isdisjoint(words)
    host = set(parts.hostname.split(".")[:-1])
    for name, words in HOSTS.items():
        found[f"host {name}"] = not host.isdisjoint(words)


def _tags(survey: Survey, found: Signs) -> None:
    counted = Counter([str(element.tag) for element in survey.root.iter(*TAGS)])
    for tag, number in counted.items():
        found[f"tag {tag}"] = _log(number, MANY[tag])
    for tag, many in (("a", 500), ("nav", 10), ("time", 30)):
        found[f"tag {tag}"] = _log(len(survey.tags[tag]), many)
    headings = sum(len(survey.tags[tag]) for tag in ("h2", "h3", "h4"))
    found["headings"] = _log(headings, 50)
    found["no h1"] = not survey.tags["h1"]
    found["h1s"] = min(max(len(survey.tags["h1"]) - 1, 0), 3) / 3
    title = next(iter(survey.headings), "")
    size = len(WORD.findall(title)) if title.isascii() else len(title) / 6
    found["long h1"] = min(size, 14) / 14
    named = survey.outline.named
    for name, role in NAMED:
        found[name] = _log(len(named.get(role, ())), 30)
    found["body class"] = bool(named.get(Role.BODY))


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
        found[f"{name} at the headline"] = near > 0
        found[f"{name}s at the headline"] = _log(near, 20)
        found[f"{name}s in the text"] = _log(inside, 30)


def _links(survey: Survey, found: Signs) -> None:
    hrefs = [x for e in survey.tags["a"][:MOST_LINKS] if (x := e.get("href"))]
    total = len(hrefs) + 5
    found["telephone"] = _log(sum(x[:4] == "tel:" for x in hrefs), 8)
    found["anchors"] = sum(x[0] == "#" for x in hrefs) / total


def _weight(raw: Raw) -> float:
    """Characters of a block; more for scripts that say more in a character."""
    size = len(raw.text)
    return size * 2.5 if size and ord(raw.text[size // 2]) >= 0x2E80 else float(size)


def _text(survey: Survey, story: Story, found: Signs) -> None:
    """How the story's text is made."""
    blocks = story.blocks[:MOST_BLOCKS]
    sizes = [_weight(raw) for raw in blocks]
    whole = sum(sizes) + 1
    running = [
        size for raw, size in zip(blocks, sizes, strict=True)
        if raw.kind != "heading" and len(raw.text) - raw.linked >= TEASER
    ]  # fmt: skip
    mass = sum(running)
    found["text"] = math.log1p(mass) / 10
    found["blocks of text"] = _log(len(running), 100)
    found["mean block"] = math.log1p(mass / max(1, len(running))) / 6
    found["longest block"] = math.log1p(max(running, default=0)) / 8
    found["in long blocks"] = sum(x for x in running if x > LONG) / (mass + 1)
    for kind, name in (("paragraph", "in paragraphs"), ("list item", "in lists"),
                       ("preformatted", "in code"), ("table", "in tables"),
                       ("quote", "in quotes")):  # fmt: skip
        found[name] = sum(s for r, s in zip(blocks, sizes, strict=True) if r.kind == kind) / whole
    headings = [raw for raw in blocks if raw.kind == "heading"]
    found["headings to blocks"] = len(headings) / (len(blocks) + 1)
    found["linked headings"] = sum(bool(raw.linked) for raw in headings) / (len(headings) + 1)
    small = sum(len(r.text) < SHORT and 2 * r.linked < len(r.text) and r.kind != "heading"
                for r in blocks)  # fmt: skip
    found["scraps"] = small / (len(blocks) + 1)
    paragraphs = [raw.text for raw in blocks if raw.kind == "paragraph"]
    found["sentences"] = sum(bool(ENDS.search(x[-8:])) for x in paragraphs) / (len(paragraphs) + 1)
    found["longest run"] = _log(_run(blocks), 20)
    _words(blocks, found)


def _run(blocks: tuple[Raw, ...]) -> int:
    """The most paragraphs of running text in a row."""
    best = run = 0
    for raw in blocks:
        if raw.kind == "paragraph" and len(raw.text) - raw.linked > 80:
            run += 1
            best = max(best, run)
        elif raw.kind != "heading":
            run = 0
    return best


def _words(blocks: tuple[Raw, ...], found: Signs) -> None:
    """How often the text says "we", "you", "I"."""
    text = " ".join([raw.text for raw in blocks[:80]])[:MOST_SAMPLE].lower()
    words = text.split()
    counted = Counter(words)
    for name, wanted in (("says we", OURS), ("says you", YOURS), ("says I", MINE)):
        found[name] = min(
            25 * sum(counted[x] for x in wanted if x in counted) / (len(words) + 40), 2.0
        )


def _blocks(survey: Survey, story: Story, found: Signs) -> None:
    """What all the blocks of the page say beside the story."""
    blocks = survey.outline.blocks[:MOST_BLOCKS]
    total = sum(len(raw.text) for raw in blocks) + 1
    linked = sum(raw.linked for raw in blocks)
    own = sum(len(raw.text) - raw.linked for raw in story.blocks)
    own_linked = sum(raw.linked for raw in story.blocks)
    found["share of the page"] = min(own / (total - linked + 1), 1.0)
    found["linked page"] = linked / total
    found["linked story"] = own_linked / (own + own_linked + 1)
    found["text elsewhere"] = math.log1p(max(0, total - linked - own)) / 10
    found["more links than text"] = math.log((linked + 100) / (own + 100)) / 4
    junk = survey.outline.junk
    teasers = [r for r in blocks if len(r.text) >= TEASER and r.linked > 0.7 * len(r.text)]
    found["teasers"] = _log(len(teasers), 100)
    found["teasers in the open"] = _log(sum(raw.node not in junk for raw in teasers), 60)
    found["linked titles"] = _log(sum(raw.kind == "heading" for raw in teasers), 30)
    short = [raw.text.lower().rstrip(" :→»›>") for raw in blocks if len(raw.text) < SHORT]
    found["prices"] = _log(sum(PRICE.search(x) is not None for x in short), 30)
    found["numbered posts"] = _log(sum(NUMBERED.match(x) is not None for x in short), 10)
    counted = Counter(short)
    found["same words"] = _log(max(counted.values(), default=1) - 1, 30)
    for name, phrases in PHRASES.items():
        number = sum(counted[x] for x in phrases if x in counted)
        found[f"words {name}"] = _log(number, 10)
