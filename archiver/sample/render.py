"""Pages of stories, as bytes."""

import json
from functools import cache
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from archiver.sample import metadata, truth
from archiver.sample.content import (
    CHANNELS,
    HERE,
    NAME,
    Library,
    Story,
    author_path,
    channel_path,
    pick,
    slugged,
)
from archiver.sample.sheet import Sheet, offers, printed


@cache
def environment() -> Environment:
    """The templates; everything that is put in is escaped, everything that is missing fails."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "name": NAME,
        "channels": [(x, channel_path(x)) for x in CHANNELS],
        "author_path": author_path,
        "channel_path": channel_path,
        "printed": printed,
        "slugged": slugged,
    }
    return found


def render(template: str, **values: object) -> str:
    """A page by its template."""
    return environment().get_template(template).render(**values)


def story_page(base: str, library: Library, page: Sheet) -> bytes:
    """A story's page in its own character encoding.

    Characters outside of it stand as character references.
    """
    source = page.story.source
    values = {
        "base": base,
        "page": page,
        "story": page.story,
        "source": source,
        "plan": page.plan,
        "described": metadata.description(page),
        "jsonld": _script(metadata.jsonld(base, page), page),
        "meta_charset": page.plan.charset_by in ("meta", "both", "meta, HTTP lies"),
        "tells_topics": truth.tells_topics(page),
        "canonical": urljoin(base, page.address),
        "root": base if page.plan.absolute else "",
        "popular": offers(sorted(library.public, key=lambda x: pick(x.slug, "read", range(10**6)))),
        "earlier": _neighbour(library, page, 1),
        "later": _neighbour(library, page, -1),
        "bio": _bios().get(source.authors[0]) if source.authors and page.plan.bio else None,
    }
    text = render(f"{page.story.layout}.html", **values)
    return text.encode(source.charset, "xmlcharrefreplace")


def _script(text: str | None, page: Sheet) -> Markup | None:
    """JSON for a script element: there, neither references nor the end tag may stand."""
    if text is None:
        return None
    if page.story.source.charset != "utf-8":
        text = "".join(x if x.isascii() else json.dumps(x)[1:-1] for x in text)
    return Markup(text.replace("</", "<\\/"))


def _neighbour(library: Library, page: Sheet, step: int) -> Story | None:
    """The story before (1) or after (-1) this one in its channel."""
    stories = library.of_channel(page.story.source.channel)
    if page.story not in stories:
        return None
    position = stories.index(page.story) + step
    return stories[position] if 0 <= position < len(stories) else None


@cache
def _bios() -> dict[str, str]:
    found: dict[str, str] = json.loads((HERE / "staff.json").read_text(encoding="utf-8"))
    return found
