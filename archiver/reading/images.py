"""Pictures of the story: those in it, and the one at its head."""

import re

from lxml.html import HtmlElement

from archiver.article import Image
from archiver.reading.names import Role, roles
from archiver.reading.body import Story
from archiver.reading.survey import Survey, tokens_of
from archiver.reading.text import inline_text

LAZY = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
NO_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:avatar|author|head-?shot|mug-?shot|logo|icon|emoji|pixel|spacer|ad|ads|advert\w*|"
    r"sponsor\w*|badge|sprite|gravatar|profile)(?:[\s_-]|$)|/(?:pixel|spacer|blank)\.",
    re.IGNORECASE,
)
MOST_IMAGES = 60


def images(survey: Survey, story: Story) -> tuple[Image, ...]:
    """In document order, each once; ``lead`` is the one that stands before the text."""
    found: dict[str, Image] = {}
    first_text = survey.outline.elements[story.blocks[0].node] if story.blocks else None
    scope = _scope(story)
    if scope is None:
        return ()
    before = True
    for element in scope.iter():
        if element is first_text:
            before = False
        if element.tag == "img" and len(found) < MOST_IMAGES:
            image = _image(survey, element, lead=before and not found)
            if image:
                found.setdefault(image.url, image)
    return tuple(found.values())


def _scope(story: Story) -> HtmlElement | None:
    """The story's element and, where it is inside an article element, that one."""
    if story.container is None:
        return None
    for node in (story.container, *story.container.iterancestors()):
        if node.tag in ("article", "main") or node.get("itemtype", "").endswith("Article"):
            return node
    return story.container


def _image(survey: Survey, element: HtmlElement, *, lead: bool) -> Image | None:
    url = survey.absolute(_source(element))
    figure = next(element.iterancestors("figure"), None)
    if url is None or _is_none(element, figure, url):
        return None
    caption = None
    if figure is not None:
        line = next(figure.iter("figcaption"), None)
        caption = inline_text(line) if line is not None else None
    alt = " ".join((element.get("alt") or "").split())
    return Image(url=url, alt=alt or None, caption=caption or None, lead=lead)


def _source(element: HtmlElement) -> str | None:
    for name in LAZY:
        value = (element.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value.split(",")[0].split()[0] if "srcset" in name else value
    return None


def _is_none(element: HtmlElement, figure: HtmlElement | None, url: str) -> bool:
    for node in (element, figure, element.getparent()):
        if node is not None and NO_PICTURE.search(tokens_of(node)):
            return True
    if NO_PICTURE.search(url.rsplit("/", 1)[-1]):
        return True
    if any(_tiny(element.get(name)) for name in ("width", "height")):
        return True
    return any(
        (node.tag in ("aside", "nav", "footer", "header") and node.tag != "header")
        or bool(roles(tokens_of(node).strip()) & Role.JUNK)
        for node in list(element.iterancestors())[:6]
        if node.tag not in ("article", "main", "body", "html", "figure")
    )


def _tiny(value: str | None) -> bool:
    return value is not None and value.isdigit() and int(value) < 60
