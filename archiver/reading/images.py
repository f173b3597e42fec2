"""Pictures of the story: those in it, and the one at its head."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element as Element

from archiver.article import Author, Image
from archiver.reading.body import Story
from archiver.reading.names import Role, roles
from archiver.reading.survey import Survey
from archiver.reading.text import inline_text, words

SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
SMALLEST = 60  # pixels, of a picture that says how large it is
WIDEST = 5.0  # width over height; wider ones are banners
MOST_IMAGES = 60
MOST_HEADINGS = 20
MOST_TEXT = 2_000  # characters of a heading that are read
NOT_SHOWN = frozenset(("junk", "dropped", "advert", "aside", "navigation", "form", "hidden"))
NO_NAMES = frozenset(
    "pixel spacer blank logo icon avatar headshot gravatar banner placeholder sprite".split()
)


def images(
    survey: Survey, story: Story, authors: tuple[Author, ...], headline: str | None
) -> tuple[tuple[Image, ...], str]:
    """In document order, each once; ``lead`` is the first if it stands before the text.

    From the headline to the end of the story, in the element that holds both. Logos, icons,
    banners, pictures that link nowhere and portraits of the authors are left out.
    """
    if not story.blocks:
        return (), "img"
    names = {tuple(words(author.name)) for author in authors}
    found: dict[str, Image] = {}
    text = _first_text(survey, story)
    for element, before in _in_story(survey, story, headline):
        image = _image(survey, element)
        if image is None or (names and tuple(words(image.alt or "")) in names):
            continue
        if image.url not in found and len(found) < MOST_IMAGES:
            lead = not found and before <= text
            found[image.url] = _replaced(image, lead) if lead else image
    return tuple(found.values()), "img"


def _first_text(survey: Survey, story: Story) -> int:
    """How many blocks of the page come before the text in the story's box; headings are none."""
    told = {id(raw) for raw in story.blocks if raw.kind != "heading"}
    blocks = survey.outline.blocks[: story.last + 1]
    return next((n for n in range(story.first, len(blocks)) if id(blocks[n]) in told), story.first)


def _replaced(image: Image, lead: bool) -> Image:
    return Image(url=image.url, alt=image.alt, caption=image.caption, lead=lead)


def _in_story(survey: Survey, story: Story, headline: str | None) -> Iterator[tuple[Element, int]]:
    """Picture elements of the story, and how many blocks of the page come before each."""
    outline = survey.outline
    scope, begin = _scope(survey, story, headline)
    for element, node, before in outline.tags["img"]:
        if not outline.inside(node, scope) or not begin <= before <= story.last + 1:
            continue
        if not outline.is_accused(node, NOT_SHOWN, scope):
            yield element, before


def _scope(survey: Survey, story: Story, headline: str | None) -> tuple[int, int]:
    """The element around headline and story, and how many blocks come before the headline."""
    outline = survey.outline
    for element, node, before in outline.tags["h1"][:MOST_HEADINGS]:
        if before <= story.first and inline_text(element, most=MOST_TEXT) == headline:
            around = set(outline.chain(node))
            return next(n for n in outline.chain(story.node) if n in around), before
    return story.node, 0


def _image(survey: Survey, element: Element) -> Image | None:
    url = survey.absolute(_source(element))
    figure = next(element.iterancestors("figure"), None)
    if url is None or _is_none(element, figure, url):
        return None
    alt = " ".join((element.get("alt") or "").split())
    return Image(url=url, alt=alt or None, caption=_caption(element, figure))


def _source(element: Element) -> str | None:
    """The first address that is no placeholder; of a set the first candidate."""
    for name in SOURCES:
        value = (element.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value.split(",")[0].split()[0] if name.endswith("srcset") else value
    return None


def _is_none(element: Element, figure: Element | None, url: str) -> bool:
    """True for what is no picture of a story: by name, by size, by a link to nowhere."""
    for node in (element, element.getparent()):
        if node is None or node is figure:
            continue  # figures of stories are called thumbnails, too
        if _named(node) & (Role.NO_PICTURE | Role.PERSON):
            return True
    file = url.rsplit("/", 1)[-1].lower()
    if not NO_NAMES.isdisjoint(file.replace("_", "-").replace(".", "-").split("-")):
        return True
    anchor = next(element.iterancestors("a"), None)
    if anchor is not None and (anchor.get("href") or "#").strip() in ("#", "", "javascript:;"):
        return True
    return _badly_sized(element)


def _badly_sized(element: Element) -> bool:
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    if (width is not None and width < SMALLEST) or (height is not None and height < SMALLEST):
        return True
    return bool(width and height and width / height > WIDEST)


def _pixels(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() and len(value) < 6 else None


def _caption(element: Element, figure: Element | None) -> str | None:
    """The figure's caption, or what calls itself one beside the picture."""
    if figure is not None:
        line = next(figure.iter("figcaption"), None)
        return (inline_text(line) or None) if line is not None else None
    node: Element | None = element
    for _ in range(2):
        if node is None:
            break
        for sibling in islice(node.itersiblings(), 3):
            if isinstance(sibling.tag, str) and _named(sibling) & Role.CAPTION:
                return inline_text(sibling) or None
        node = node.getparent()
    return None


def _named(element: Element) -> int:
    return roles(f"{element.get('class') or ''} {element.get('id') or ''}".strip())
