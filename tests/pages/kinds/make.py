"""From texts and skeletons to pages."""

import html
import json
import random
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from tests.pages.kinds import bodies, systems
from tests.pages.kinds.comments import COMMENTS
from tests.pages.kinds.menus import MENUS
from tests.pages.kinds.texts import STORIES, TONGUES
from tests.pages.kinds.tongue import Story, Tongue, parts

if TYPE_CHECKING:
    from archiver.article import Kind

SLUGS = "news politics business culture sport science local opinion world life".split()
# What WordPress says of its pages, on the body element.
BODY_CLASSES = {
    "article": "post-template-default single single-post postid-812 single-format-standard",
    "listing": "archive tag tag-3",
    "live blog": "post-template-default single single-post postid-77",
    "video or gallery": "single single-post single-format-video",
    "wall": "error404",
    "other": "page-template-default page page-id-12",
}
OFFICE_SLUGS = "services products prices team about jobs contact shop help club".split()
LINK_STYLES = (
    "/{slug}/{n}.html",
    "/{slug}/{y}/{m:02}/{n}/",
    "/a/{n}",
    "/?p={n}",
    "/{y}/{m:02}/{slug}-{n}.html",
    "/{slug}/story-{n}",
)
LINK = re.compile(r"\[([^\]]{1,200})\]\(([^)\s]{1,200})\)")
BOLD = re.compile(r"\*\*([^*]{1,200})\*\*")


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what it is."""

    id: str
    kind: "Kind"
    language: str
    url: str
    html: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """A story as other pages announce it."""

    title: str
    text: str
    url: str
    section: str
    author: str
    date: str
    iso: str
    image: str
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a case says of its page; `more` goes to the skeleton as it is."""

    kind: "Kind"
    language: str
    site: str
    url: str
    system: str
    body: str
    meta: str = ""
    story: str = ""
    more: Mapping[str, object] = field(default_factory=dict)


def inline(text: str) -> Markup:
    """Links and bold print of our texts as HTML."""
    escaped = html.escape(text, quote=False)
    linked = LINK.sub(r'<a href="\2">\1</a>', escaped)
    return Markup(BOLD.sub(r"<strong>\1</strong>", linked))


def teasers(tongue: Tongue, dice: random.Random, host: str) -> Iterator[Teaser]:
    """The language's teasers in an order of the page's own, over and over, with new URLs."""
    style = LINK_STYLES[zlib.crc32(host.encode()) % len(LINK_STYLES)]
    while True:
        for title, text in dice.sample(tongue.teasers, len(tongue.teasers)):
            y, m, d = 2024, dice.randint(1, 12), dice.randint(1, 28)
            n = dice.randint(10_000, 999_999)
            at = dice.randrange(len(tongue.sections))
            yield Teaser(
                title=title,
                text=text,
                url=style.format(slug=SLUGS[at % len(SLUGS)], n=n, y=y, m=m),
                section=tongue.sections[at],
                author=dice.choice(tongue.names),
                date=tongue.date.format(d=d, m=m, y=y, month=tongue.months[m - 1]),
                iso=f"{y}-{m:02}-{d:02}T{dice.randint(6, 22):02}:{dice.randint(0, 59):02}:00Z",
                image=f"/media/{n}/picture-{n % 97}.jpg",
                number=n,
            )


def script(data: object) -> str:
    """A JSON-LD block."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def linked_data(page: Page, story: Story | None, title: str, wanted: str) -> str:
    """A JSON-LD block of the type that the case asks for."""
    named = wanted in ("WebPage", "CollectionPage", "WebSite", "VideoObject", "Product", "QAPage")
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": wanted,
        "url": page.url,
        "name" if named else "headline": title,
        "publisher": {"@type": "Organization", "name": page.site},
    }
    if wanted == "VideoObject":
        data |= {"duration": "PT2M31S", "uploadDate": "2024-03-05T09:00:00Z"}
    if story:
        data |= {
            "datePublished": story.iso,
            "author": {"@type": "Person", "name": story.author},
            "description": story.dek,
        }
    return script(data | dict(page.more.get("ld_more", {})))  # type: ignore[call-overload]


def graph(page: Page, story: Story | None, title: str, wanted: str) -> str:
    """The linked data that a plug-in for search engines writes into every page of a WordPress."""
    home = f"https://{page.url.split('/')[2]}/"
    nodes: list[dict[str, object]] = [
        {"@type": wanted, "@id": page.url, "url": page.url, "name": f"{title} - {page.site}"},
        {"@type": "WebSite", "@id": f"{home}#website", "url": home, "name": page.site},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": title}]},
    ]
    if story:
        about = {"headline": story.title, "datePublished": story.iso, "wordCount": 412}
        nodes.append({"@type": "Article", "isPartOf": {"@id": page.url}, **about})
    return script({"@context": "https://schema.org", "@graph": nodes})


def tag(key: str, name: str, value: str) -> str:
    """A meta element."""
    return f'<meta {key}="{name}" content="{html.escape(value)}">'


def claim(page: Page, story: Story | None, title: str, text: str, word: str) -> str:
    """The elements that a word of `page.meta` stands for."""
    name, _, value = word.partition(":")
    told: dict[str, list[str]] = {
        "desc": [tag("name", "description", text)],
        "canonical": [f'<link rel="canonical" href="{html.escape(page.url)}">'],
        "og": [
            tag("property", "og:type", value),
            tag("property", "og:title", title),
            tag("property", "og:site_name", page.site),
            tag("property", "og:url", page.url),
            tag("property", "og:description", text),
            tag("property", "og:image", f"https://{page.url.split('/')[2]}/share.jpg"),
        ],
        "tw": [tag("name", "twitter:card", "summary_large_image")],
        "time": [tag("property", "article:published_time", story.iso)] if story else [],
        "ld": [linked_data(page, story, title, value)],
        "yoast": [graph(page, story, title, value)],
    }
    return "\n".join(told[name])


def metadata(page: Page, story: Story | None, title: str, text: str) -> Markup:
    """The head's claims: `page.meta` lists words such as `desc og:article ld:NewsArticle tw`."""
    return Markup("\n".join(claim(page, story, title, text, x) for x in page.meta.split()))


ENVIRONMENT = Environment(
    loader=DictLoader({**systems.TEMPLATES, **bodies.TEMPLATES}),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["inline"] = inline


def localised(page: Page) -> Tongue:
    """The page's language, with the menu of its site if that is no news site."""
    tongue = TONGUES[page.language]
    changes = {key: str(page.more[key]) for key in ("signup",) if key in page.more}
    menu = page.more.get("menu") or MENUS.get(page.site)
    sections = parts(str(menu)) if menu else tongue.sections
    return replace(tongue, sections=sections, words=tongue.words | changes)


def rendered(page: Page, identity: str) -> str:
    """The page's HTML."""
    tongue = localised(page)
    story = STORIES[page.story] if page.story else None
    dice = random.Random(zlib.crc32(identity.encode()))
    host = page.url.split("/")[2]
    stream = teasers(tongue, dice, host)
    title = str(page.more.get("title") or (story.title if story else page.site))
    text = str(page.more.get("text") or (story.dek if story else tongue.words["signup"]))
    context = {
        "base": page.system,
        "t": tongue,
        "w": tongue.words,
        "s": story,
        "site": page.site,
        "host": host,
        "url": page.url,
        "title": title,
        "text": text,
        "side": True,
        "take": lambda count: list(islice(stream, count)),
        "number": lambda low, high: dice.randint(low, high),
        "slugs": SLUGS if tongue.sections == TONGUES[page.language].sections else OFFICE_SLUGS,
        "kind": page.kind,
        "kinds": BODY_CLASSES,
        "said": COMMENTS[page.language],
        "meta": metadata(page, story, title, text),
    }
    return ENVIRONMENT.get_template(page.body).render(context | dict(page.more))


def case(page: Page) -> Case:
    """The case of a page; its id is made of what it is and where it lives."""
    path = re.sub(r"[^a-z0-9]+", "-", page.url.split("//")[1].replace(".example", "").lower())
    identity = f"{page.kind.replace(' ', '-')}-{page.language}-{path.strip('-')}"
    return Case(identity, page.kind, page.language, page.url, rendered(page, identity))
